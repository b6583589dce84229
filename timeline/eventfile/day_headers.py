"""The headers that events stand under: a day, days, or undated."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crisis.timeline.base.calendar import WEEKDAYS, iso
from crisis.timeline.phrases.date_spans import Days
from crisis.timeline.phrases.dates import in_calendar, read_date
from crisis.timeline.phrases.day_spans import SKIPPED
from crisis.timeline.phrases.tokens import PhraseError, Scanner

if TYPE_CHECKING:
    from typing import Literal

    from crisis.timeline.base.zones import Zone
    from crisis.timeline.model.words import Calendar

    from .nodes import Text
    from .validation import Shapes

_WORD = re.compile("[A-Za-z]{3}").search
_HEADER_HINT = (
    "a header is a day (2023-11-17), days (2023-11-17..2023-11-19), a month, a year or undated"
)


def read_day_header(
    key: Text,
    zone: Zone | None,
    shapes: Shapes,
    calendar: Calendar | Literal[""] = "",
    lang: str = "",
) -> Days | None:
    """The days of a header; None, with a problem unless it is ``undated``, for any other.

    ``calendar`` is that of a date which names none, ``lang`` the language of the file's months.
    """
    if key.value == "undated":
        return None
    try:
        scan = Scanner(key.value)
        first = read_date(scan)
        last = read_date(scan) if first and scan.word("..") else first
        if (not first or not last or not scan.done()) and (day := _in_words(key.value, lang)):
            first = last = day
        elif not first or not last or not scan.done():
            raise _no_day(key.value, shapes)
        if first.approximate or last.approximate or first.uncertain or last.uncertain:
            raise PhraseError(f'"{key.value}" is vague', 0, 1, _HEADER_HINT)
        named = last.calendar or first.calendar or calendar
        if named or first.leap or last.leap:
            from crisis.timeline.phrases.gregorian_dates import gregorian

            first, last = (gregorian(end, named, 0, len(key.value)) for end in (first, last))
        if first.weekday >= 0 and (first.first - 1) % 7 != first.weekday:
            there = f"{iso(first.first)} was a {WEEKDAYS[(first.first - 1) % 7]}"
            message = f"that day was no {WEEKDAYS[first.weekday]}"
            raise PhraseError(message, 0, len(key.value), there)
        if last.last < first.first:
            raise PhraseError("a range that runs backwards", 0, 1, _HEADER_HINT)
    except PhraseError as error:
        shapes.phrase_error(key, error)
        return None
    if zone is None and not shapes.zone_reported:
        hint = "timeline: {zone: America/Los_Angeles}"
        shapes.report(key, "a day header needs the timeline's zone", hint)
    if zone is None:
        return None
    for end in (first, last):
        if end.first == end.last and zone.skipped(end.first):
            shapes.report(key, f"this day was skipped in {zone.name}", SKIPPED)
            return None
    return Days(first.first, last.last, "day")


def _no_day(text: str, shapes: Shapes) -> PhraseError:
    hint = ""
    if shapes.helps:
        from crisis.timeline.phrases.suggestions import written_date

        hint = written_date(text)
    return PhraseError(f'"{text}" is no day', 0, len(text), hint or _HEADER_HINT)


def _in_words(text: str, lang: str) -> Days | None:
    """One day or month by its name, ``Friday 20 November 2026``; None for anything else."""
    if text.isascii() and not _WORD(text):
        return None
    from crisis.timeline.phrases.named_dates import read_named

    scan = Scanner(text)
    days = read_named(scan, lang)
    if days is not None:
        days = in_calendar(days, scan)
    if days is None or not scan.done() or days.lacks or days.stretch:
        return None
    return days if days.precision in ("day", "month") else None
