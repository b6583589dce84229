"""What Spark and its like say in words of their own about the columns of others.

No literal has a backslash or an apostrophe in it, which servers may be told to read in two ways;
what others wrote is a parameter. Nothing fails on a value, as casts of Spark do: it is NULL.
"""

from __future__ import annotations

import re

from crisis.timeline.base.zones import DAY, HOUR, MINUTE, SECOND

from .words import AWAY, CLOCK

_LETTERS = (
    ("!", "\x7e"), ("À", "\u02ff"), ("Ͱ", "\u0482"), ("Ҋ", "\u0588"), ("א", "\u05ea"),
    ("ؠ", "\u064a"), ("ऄ", "\u0939"), ("ぁ", "\u3096"), ("ァ", "\u30fa"), ("㐀", "\ua48c"),
    ("가", "\ud7a3"),
)  # fmt: skip
"""Signs that are seen. A title that begins otherwise is read, so that it is known what it is."""

_WIDTHS = {"Y": 4, "m": 2, "d": 2, "H": 2, "M": 2, "S": 2}


class SparkWords:
    """The words of Spark. The session is in UTC."""

    def name(self, column: str) -> str:
        return "`" + column.replace("`", "``") + "`"

    def instant(self, column: str) -> str:
        return f"unix_micros(CAST({column} AS TIMESTAMP))"

    def number(self, column: str, unit: int) -> str:
        most = (1 << 62) // unit
        near = f"{column} > -{most} AND {column} < {most}"
        return f"(CASE WHEN {near} THEN CAST({column} AS BIGINT) END * {unit})"

    def digits(self, column: str, unit: int, most: int) -> str:
        known = self.whole(column, f"[1-9][0-9]{{0,{most - 1}}}")
        return f"(CASE WHEN {known} THEN try_cast({column} AS BIGINT) END * {unit})"

    def iso(self, column: str) -> tuple[str, str]:
        known = self.whole(column, f"{CLOCK}(Z|{AWAY})?")
        at = f"CASE WHEN {known} THEN unix_micros(try_cast({column} AS TIMESTAMP)) END"
        last = f"substr({column}, length({column}), 1)"
        sign = f"substr({column}, length({column}) - 5, 1)"
        return at, f"NOT ({last} = 'Z' OR {sign} IN ('+', '-'))"

    def formed(self, column: str, form: str, shape: str) -> str:
        places: dict[str, int] = {}
        at = 1
        for letter, other in re.findall("%(.)|(.)", form):
            if letter in places:
                return ""
            if letter:
                places[letter] = at
            at += 1 if other else _WIDTHS[letter]
        return f"CASE WHEN {self.whole(column, shape)} THEN {_wall(column, places)} END"

    def titled(self, column: str) -> str:
        first = f"substr({column}, 1, 1)"
        within = (f"({first} >= '{low}' AND {first} <= '{high}')" for low, high in _LETTERS)
        return " OR ".join(within)

    def length(self, text: str) -> str:
        return f"octet_length({text})"

    def text(self, column: str) -> str:
        return f"CAST({column} AS STRING)"

    def whole(self, text: str, pattern: str) -> str:
        """The end of a line is not that of a text, which no sign for it tells everywhere."""
        return f"({text} <> '' AND regexp_replace({text}, '^(?:{pattern})$', '') = '')"


def _wall(column: str, places: dict[str, int]) -> str:
    """A wall clock in microseconds, of the numbers that stand at places from 1 on."""
    year, month, day = (f"substr({column}, {places[n]}, {_WIDTHS[n]})" for n in "Ymd")
    date = f"unix_date(try_cast(concat({year}, '-', {month}, '-', {day}) AS DATE))"
    parts = [f"CAST({date} AS BIGINT) * {DAY}"]
    for letter, unit in (("H", HOUR), ("M", MINUTE), ("S", SECOND)):
        if letter in places:
            parts.append(_number(f"substr({column}, {places[letter]}, 2)", unit))
    return " + ".join(parts)


def _number(text: str, unit: int) -> str:
    return f"try_cast({text} AS BIGINT) * {unit}"
