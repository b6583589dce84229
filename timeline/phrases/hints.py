"""What stands in a hint until the reader of a file puts in what is known there."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from crisis.timeline.base.zones import LAST_DAY

from .ast import Moment

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .ast import Phrase

EXAMPLE = "2023-11-17"
"""The day that hints name where nothing is known of the days of a file."""
YEAR = "yyyy"
"""The year that is meant: that of the header where there is one."""
MONTH = "yyyy-mm"
"""The year and the month that are meant."""
NEXT = "<+1>"
"""The day behind that of the header."""
_WEEKDAY = re.compile(r"<([0-6])([-+])([0-6]?)>").sub
_ENDING = re.compile(r"<y(\d\d)>").sub
_WRITTEN_YEAR = re.compile(r"(?<![\w:.+-])(?:1\d|20)\d\d(?![\w:])").search
_LAST_YEAR = 9999
_PHRASES_BACK = 100
"""So many phrases are looked back for a date."""
_TWICE = re.compile(r"(\S.*?) or \1(?=,|$)").sub


def weekday_before(number: int, later: int = 0) -> str:
    """Stands for the weekday (0 is Monday) of the header, or the last one before it.

    Or for the day so many days ``later``, at most six.
    """
    return f"<{number}-{later or ''}>"


def weekday_behind(number: int, later: int = 0) -> str:
    """Stands for the weekday of the header, or the first one behind it, or ``later`` days on."""
    return f"<{number}+{later or ''}>"


def year_ending(digits: str) -> str:
    """Stands for the year next to that of the header which ends so: ``24``."""
    return f"<y{digits}>"


def in_year_of(text: str, day: int | None) -> int | None:
    """A day, in the year that a phrase names which cannot be read; ordinals, None for no day."""
    year = _WRITTEN_YEAR(text)
    if year is None:
        return day
    known = date.fromisoformat(EXAMPLE) if day is None else date.fromordinal(day)
    if known.year == int(year[0]):
        return day
    return known.replace(year=int(year[0]), day=min(known.day, 28)).toordinal()


def last_day(phrases: Iterable[Phrase]) -> int | None:
    """The ordinal of the first date that these phrases name."""
    for phrase in islice(phrases, _PHRASES_BACK):
        for statement in phrase.start:
            for part in statement:
                if isinstance(part, Moment) and part.days is not None and not part.days.lacks:
                    return part.days.first
    return None


@lru_cache(maxsize=256)  # of many refusals in a file most have one of a few hints
def filled(hint: str, header: int | None) -> str:
    """A hint with what is known of a file's days; ``header`` is the ordinal of the header's."""
    day = date.fromisoformat(EXAMPLE).toordinal() if header is None else header
    day = min(max(day, 1), LAST_DAY)  # of another calendar it may lie outside
    there = date.fromordinal(day).isoformat()

    def weekday(match: re.Match[str]) -> str:
        off = (int(match[1]) - (day - 1)) % 7
        near = day + off - (7 if off and match[2] == "-" else 0) + int(match[3] or 0)
        return date.fromordinal(min(max(1, near), LAST_DAY)).isoformat()

    def ending(match: re.Match[str]) -> str:
        behind = (int(match[1]) - int(there[:4]) + 50) % 100 - 50
        return f"{min(max(1, int(there[:4]) + behind), _LAST_YEAR):04}"

    hint = _ENDING(ending, hint)
    hint = hint.replace(NEXT, date.fromordinal(min(day + 1, LAST_DAY)).isoformat())
    hint = _WEEKDAY(weekday, hint.replace(EXAMPLE, there))
    hint = hint.replace(MONTH, there[:7]).replace(YEAR, there[:4])
    return _TWICE(r"\1", hint) if "<" not in hint else hint
