"""What engines say in words of their own about the columns of others: DuckDB."""

from __future__ import annotations

from typing import Protocol

from crisis.timeline.base.zones import MINUTE
from crisis.timeline.tables.engine import quoted
from crisis.timeline.tables.writer import quoted_name

CLOCK = "[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]{1,6})?"
AWAY = "[+-](0[0-9]|1[0-4]):[0-5][0-9]"
"""A wall clock that is certainly read as one, and how far it is from UTC."""


class Words(Protocol):
    """Pieces of SQL on a column, by its name as SQL has it: what engines do not say alike.

    Patterns have no backslash, which is no sign of its own in every engine. A time is in
    microseconds since 1970, NULL where the column is not written so.
    """

    def name(self, column: str) -> str:
        """The name of a column as SQL has it."""

    def instant(self, column: str) -> str:
        """The time of a timestamp."""

    def number(self, column: str, unit: int) -> str:
        """The time of a whole number of units, each of so many microseconds."""

    def digits(self, column: str, unit: int, most: int) -> str:
        """The same of a text of so many digits at most."""

    def iso(self, column: str) -> tuple[str, str]:
        """The time of a text as ISO 8601, and whether it names no zone."""

    def formed(self, column: str, form: str, shape: str) -> str:
        """The time of a text in a format of directives, which a pattern fits; empty for none."""

    def titled(self, column: str) -> str:
        """Whether a text certainly has something that is seen."""

    def length(self, text: str) -> str:
        """How many bytes a text has."""

    def text(self, column: str) -> str:
        """A value as a text."""

    def whole(self, text: str, pattern: str) -> str:
        """Whether a pattern fits all of a text."""


class DuckWords:
    """The words of DuckDB."""

    def name(self, column: str) -> str:
        return quoted_name(column)

    def instant(self, column: str) -> str:
        return f"epoch_us({column})"

    def number(self, column: str, unit: int) -> str:
        near = f"abs({column}::BIGINT) < {(1 << 62) // unit}"
        return f"CASE WHEN {near} THEN {column}::BIGINT * {unit} END"

    def digits(self, column: str, unit: int, most: int) -> str:
        known = self.whole(column, f"[1-9][0-9]{{0,{most - 1}}}")
        return f"CASE WHEN {known} THEN {column}::BIGINT * {unit} END"

    def iso(self, column: str) -> tuple[str, str]:
        known = self.whole(column, f"{CLOCK}(Z|{AWAY})?")
        ends = f"right({column}, 6)"
        away = (
            f"CASE WHEN {ends}[4:4] = ':' AND {ends}[1:1] IN ('+', '-') THEN"
            f" (44 - ascii({ends})) * (60 * {ends}[2:3]::BIGINT + {ends}[5:6]::BIGINT) * {MINUTE}"
            " ELSE 0 END"
        )
        wall = f"regexp_extract({column}, {quoted(CLOCK)})"
        at = f"CASE WHEN {known} THEN epoch_us(try_cast({wall} AS TIMESTAMP)) - {away} END"
        return at, f"NOT regexp_matches({column}, {quoted(f'(Z|{AWAY})$')})"

    def formed(self, column: str, form: str, shape: str) -> str:
        known = self.whole(column, shape)
        return f"CASE WHEN {known} THEN epoch_us(try_strptime({column}, {quoted(form)})) END"

    def titled(self, column: str) -> str:
        """The first sign tells mostly; all else takes longer."""
        first = f"{column} >= '!' AND {column} < chr(127)"
        other = f"regexp_matches({column}, '[\\p{{L}}\\p{{N}}]')"
        return f"CASE WHEN {first} THEN TRUE ELSE {other} END"

    def length(self, text: str) -> str:
        return f"strlen({text})"

    def text(self, column: str) -> str:
        return f"{column}::VARCHAR"

    def whole(self, text: str, pattern: str) -> str:
        return f"regexp_full_match({text}, {quoted(pattern)})"
