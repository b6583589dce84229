"""Formats with directives, as those of ``strptime``, but to the precision that a format has.

Names of months are English, whatever the machine's language: a file means the same everywhere.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crisis.timeline.base.zones import DAY, HOUR, MINUTE, SECOND

from .moments import DATE, HOURS, IMPOSSIBLE, MINUTES, MONTH, SECONDS, YEAR, moment

if TYPE_CHECKING:
    from .moments import Format, Moment

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_WEEKDAYS = "mon tue wed thu fri sat sun".split()
_LONG_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
)
_DIRECTIVES = {
    "Y": r"(?P<year>\d{4})",
    "y": r"(?P<short>\d\d)",
    "m": r"(?P<month>1[0-2]|0?[1-9])",
    "b": rf"(?P<named>{'|'.join(_MONTHS)})",
    "B": rf"(?P<named>{_LONG_MONTHS})",
    "d": r"(?P<day>3[01]|[12]\d|0?[1-9]| [1-9])",
    "H": r"(?P<hours>2[0-3]|[01]?\d)",
    "I": r"(?P<half>1[0-2]|0?[1-9])",
    "p": r"(?P<noon>[ap]\.?m\.?)",
    "M": r"(?P<minutes>[0-5]?\d)",
    "S": r"(?P<seconds>[0-5]?\d)",
    "f": r"(?P<digits>\d+)",
    "z": r"(?P<zone>Z|[+-](?:[01]\d|2[0-3]):?[0-5]\d)",
    "a": r"(?P<weekday>mon|tue|wed|thu|fri|sat|sun)",
    "A": r"(?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday)",
    "%": "%",
}
_BLANKS = r"\s+"
_BESIDE = re.compile("%[YymdHIMSf]").fullmatch
_TWO_DIGITS = {
    "m": r"(?P<month>1[0-2]|0[1-9])",
    "d": r"(?P<day>3[01]|[12]\d|0[1-9])",
    "H": r"(?P<hours>2[0-3]|[01]\d)",
    "I": r"(?P<half>1[0-2]|0[1-9])",
    "M": r"(?P<minutes>[0-5]\d)",
    "S": r"(?P<seconds>[0-5]\d)",
}
"""What stands beside other digits has all of its own: 2023111 is 1 November or 11 January."""
KNOWN = " ".join(f"%{letter}" for letter in _DIRECTIVES)
"""The directives that there are."""


def strptime(pattern: str) -> Format:
    """What reads texts of a format such as ``%d/%m/%Y %H:%M``. Raises ValueError for another."""
    match = re.compile(_expression(pattern), re.ASCII | re.IGNORECASE).fullmatch
    letters = {*re.findall(r"%(.)", pattern)}
    _check(letters)
    precision = _precision(letters)

    def read(text: str) -> Moment | None:
        found = match(text)
        return None if found is None else _moment(found.groupdict(), precision)

    return read


def _expression(pattern: str) -> str:
    parts = []
    used = set()
    at = 0
    while at < len(pattern):
        char = pattern[at]
        if char == "%":
            letter = pattern[at + 1 : at + 2]
            if letter not in _DIRECTIVES or not letter:
                raise ValueError(f'no such directive: "%{letter}"')
            if letter in used and letter != "%":
                raise ValueError(f'"%{letter}" stands twice')
            used.add(letter)
            beside = _BESIDE(pattern[max(at - 2, 0) : at]) or _BESIDE(pattern[at + 2 : at + 4])
            parts.append((beside and _TWO_DIGITS.get(letter)) or _DIRECTIVES[letter])
            at += 2
        elif char.isspace():
            if parts[-1:] != [_BLANKS]:  # two of them would try all ways to part what stands there
                parts.append(_BLANKS)
            at += 1
        else:
            parts.append(re.escape(char))
            at += 1
    return "".join(parts)


def _check(letters: set[str]) -> None:
    if not letters & {"Y", "y"}:
        raise ValueError("a format without a year (%Y)")
    if letters & {"d"} and not letters & {"m", "b", "B"}:
        raise ValueError("a format with a day and no month (%m)")
    if (
        len(letters & {"m", "b", "B"}) > 1
        or {"Y", "y"} <= letters
        or {"a", "A"} <= letters
        or {"H", "I"} <= letters
    ):
        raise ValueError("a format that says one thing twice")
    if ("I" in letters) != ("p" in letters):
        raise ValueError("%I and %p go together")
    order = [{"d"}, {"H", "I"}, {"M"}, {"S"}, {"f"}]
    there = [bool(letters & group) for group in order]
    if sorted(there, reverse=True) != there:
        raise ValueError("a format with a part whose larger part is missing")


def _precision(letters: set[str]) -> int:
    for letter, precision in (("f", 1), ("S", SECONDS), ("M", MINUTES), ("H", HOURS)):
        if letter in letters or (letter == "H" and "I" in letters):
            return precision
    if "d" in letters:
        return DATE
    return MONTH if letters & {"m", "b", "B"} else YEAR


def _moment(found: dict[str, str], precision: int) -> Moment:
    get = found.get
    year = int(found["year"]) if "year" in found else _century(int(found["short"]))
    named = get("named")
    month = _MONTHS.index(named[:3].lower()) + 1 if named else int(get("month", "1"))
    clock = None
    if precision > DATE:
        clock = _hours(found) * HOUR + int(get("minutes", "0")) * MINUTE
        clock += int(get("seconds", "0")) * SECOND
        if digits := get("digits", "")[:6]:
            clock += int(digits.ljust(6, "0"))
            precision = len(digits)
    read = moment(year, month, int(get("day", "1")), clock, precision, _offset(get("zone")))
    weekday = get("weekday", "")[:3].lower()
    if weekday and read is not IMPOSSIBLE and _WEEKDAYS[(read.wall // DAY - 1) % 7] != weekday:
        return IMPOSSIBLE
    return read


def _hours(found: dict[str, str]) -> int:
    if "half" not in found:
        return int(found.get("hours", "0"))
    return int(found["half"]) % 12 + (12 if found["noon"][0] in "pP" else 0)


def _century(year: int) -> int:
    """The year of two digits, as POSIX has it: 69 to 99 are of the twentieth century."""
    return year + (1900 if year >= 69 else 2000)


def _offset(zone: str | None) -> int | None:
    if not zone:
        return None
    if zone in "Zz":
        return 0
    away = int(zone[1:3]) * HOUR + int(zone[-2:]) * MINUTE
    return away if zone[0] == "+" else -away
