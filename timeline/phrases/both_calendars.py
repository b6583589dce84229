"""A day that is told by its date in both calendars: ``9/22 October 1904``, ``9 (22) October``."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from crisis.timeline.base import julian

from .date_spans import Days
from .periods import ENDINGS
from .tokens import PhraseError

if TYPE_CHECKING:
    from collections.abc import Callable

    from .tokens import Scanner

_ENDING = rf"(?:{'|'.join(ENDINGS)})?"
_DAY = rf"(\d{{1,2}}){_ENDING}"
_MONTH = r"(?:of\s+)?([^\W\d_]+)\.?"
_YEAR = r",?\s+(\d{4})(?![\w/-])"
_OTHER = rf"(?:\s*/\s*{_DAY}|\s*\({_DAY}\))"
_ONE_MONTH = re.compile(rf"{_DAY}{_OTHER}\s+{_MONTH}{_YEAR}", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"{_MONTH}\s+{_DAY}{_OTHER}{_YEAR}", re.IGNORECASE)
_NO_YEAR = (
    re.compile(rf"{_DAY}{_OTHER}\s+{_MONTH}", re.IGNORECASE),
    re.compile(rf"{_MONTH}\s+{_DAY}{_OTHER}", re.IGNORECASE),
)
_TWO_MONTHS = re.compile(
    rf"{_DAY}\s+{_MONTH}(?:,?\s+(\d{{4}}))?\s*/\s*{_DAY}\s+{_MONTH}{_YEAR}", re.IGNORECASE
)


def read_both(scan: Scanner, month_of: Callable[[str], int | None]) -> Days | None:
    """The day of a date by both calendars, or nothing where the two are not the same day.

    ``month_of`` is the number of a month by its name. Which of the two is Old Style is known by
    which one makes them the same day.
    """
    at = scan.next.at
    if match := _ONE_MONTH.match(scan.text, at):
        first, slashed, braced, month, year = match.groups()
        pairs = (month, year, first), (month, year, slashed or braced)
    elif match := _MONTH_FIRST.match(scan.text, at):
        month, first, slashed, braced, year = match.groups()
        pairs = (month, year, first), (month, year, slashed or braced)
    elif match := _TWO_MONTHS.match(scan.text, at):
        first, month, own, second, other, year = match.groups()
        pairs = (month, own or "", first), (other, year, second)
    else:
        return None
    days = _same_day([(year, month_of(month.casefold()), int(day)) for month, year, day in pairs])
    if days is not None:
        while scan.next.at < match.end() and not scan.done():
            scan.index += 1
    return days


def _same_day(dates: list[tuple[str, int | None, int]]) -> Days | None:
    (own, first_month, first), (written, second_month, second) = dates
    if first_month is None or second_month is None or written == "0000":
        return None
    year = int(written)
    before = year - (first_month > second_month) if not own else int(own)
    here, other = (before, first_month, first), (year, second_month, second)
    for old, new in ((here, other), (other, here)):
        try:
            day = date(*new).toordinal()
        except ValueError:
            continue
        if julian.julian(day) == old:
            return Days(day, day, "day", calendar="gregorian")
    return None


def two_days(text: str, at: int, stop: int) -> PhraseError | None:
    """The error of ``24/25 October 1904``: from one to the other, one of them, or the night?"""
    written = text[at:stop]
    patterns = (_ONE_MONTH, _MONTH_FIRST, *_NO_YEAR)
    match = next((found for p in patterns if (found := p.fullmatch(written))), None)
    if match is None or "/" not in written:
        return None
    low, _, high = written.partition("/")
    low, high = low.strip(), high.strip()
    hint = f"write {low} or {high}, night of {low}–{high}, or from {low} to {high}"
    return PhraseError("one of two days, a night, or from one to the other?", at, stop - at, hint)
