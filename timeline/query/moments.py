"""Moments in questions: what any answer prints, and what the language of time says exactly.

``2026-11-20T13:20:05.000000+01:00``, ``Fri 20 Nov 2026 13:20`` (in the language of the answer),
``2026-11-20 13:20 ET``, ``unix 1700252930``.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Protocol

from crisis.timeline.base.languages import ENGLISH
from crisis.timeline.base.zones import DAY, EPOCH_WALL, HOUR, MINUTE, SECOND
from crisis.timeline.phrases.clock_times import read_clock
from crisis.timeline.phrases.tokens import PhraseError, Scanner

from .terms import QueryError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from crisis.timeline.base.languages import Language
    from crisis.timeline.base.zones import Zone
    from crisis.timeline.model.timeline import Header, Timeline

_JOINED = re.compile(r"[\d-]{5,10}T")  # 2023-11-20T14:30, 11-20T14:30
_STAMP = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?"
    r" ?(?:Z|([+-])(\d\d)(?::?(\d\d))?)\Z",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d(?![\d:.]*[-/])")
_UNIX = re.compile(r"(-?)(\d{9,12})(?:\.(\d{1,6}))?\Z")
_WEEK = re.compile(r"(\d{4})-?W(\d\d)(?:-?([1-7]))?\Z", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)\d{1,4}(?!\d)")

Span = tuple[int, int]
"""The first and the last of what is meant, both included: days as ordinals, or microseconds."""


class Days(Protocol):
    """The calendar of a question: what names of days mean."""

    timeline: Timeline
    zone: Zone
    language: Language

    def end(self, text: str, side: int) -> int:
        """The first (0) or last (1) day that a name means, as an ordinal. Raises QueryError."""

    def check_skipped(self, day: int, zone: Zone, text: str) -> None:
        """Raise QueryError for a day that a zone never had."""


def instant(calendar: Days, text: str, side: int) -> int:
    """The first instant (0) of a day, or of a day and a time; or the one behind its last (1).

    Raises QueryError for what cannot be read.
    """
    try:
        span = stamp(text)
    except ValueError as error:
        raise QueryError(f'no time: "{text}"', str(error)) from None
    if span is not None:
        return span[1] + 1 if side else span[0]
    word, _, clock = text.partition("T" if _JOINED.match(text) else " ")
    try:
        return _clock(calendar, calendar.end(word, side), clock.strip(), text, side)
    except QueryError as error:
        if clock and (begun := shown(text, calendar.language)):
            return _clock(calendar, *begun, text, side)
        span = said(text, calendar.timeline.header, calendar.zone)
        if span is None and _CLOCK.match(text):
            hint = f'a clock stands behind its day: "2023-11-20 {text}", "mon {text}"'
            raise QueryError(f'no day: "{text}"', hint) from None
        if span is None and text not in error.message:
            raise QueryError(f'no day or time: "{text}"', error.hint) from None
        if span is None:
            raise
    return span[1] + 1 if side else span[0]


def _clock(calendar: Days, day: int, clock_text: str, text: str, side: int) -> int:
    """The first or the last of a clock on a day, in a zone where one stands behind it."""
    zone = calendar.zone
    if not clock_text:
        calendar.check_skipped(day, zone, text)
        return zone.day_stop(day) if side else zone.day_start(day)
    try:
        scan = Scanner(clock_text)
        clock = read_clock(scan)
    except PhraseError as error:
        raise QueryError(f'no time: "{text}"', error.hint or error.message) from None
    if clock is None:
        raise QueryError(f'no time: "{text}"', "a day and a time: 2023-11-20 14:30, mon 14:30")
    if not scan.done():
        zone = _zone(clock_text[scan.next.at :], calendar.timeline.header.zones, text)
    calendar.check_skipped(day, zone, text)
    low, high = zone.clock(day, clock.micro)
    return high + max(1, clock.unit) if side else low


def _zone(name: str, zones: Mapping[str, str], text: str) -> Zone:
    """A zone by the name that the file gives it, or by its own."""
    from crisis.timeline.base.zone_hints import meant
    from crisis.timeline.base.zone_names import UnknownZone
    from crisis.timeline.base.zones import Zone

    try:
        if name not in zones and name.isalpha() and name not in ("UTC", "Z"):
            raise UnknownZone(name)
        return Zone(zones.get(name, name))
    except UnknownZone:
        message = f'no time: "{text}" (no such zone: "{name}")'
        raise QueryError(message, meant(name, zones)) from None


def stamp(text: str) -> Span | None:
    """RFC 3339, with or without seconds: as long as its last unit. None for anything else.

    Also seconds since 1970, as JSON and CSV have them (more than eight digits: no year).

    Raises ValueError for a day or a clock that there is not.
    """
    if match := _UNIX.match(text):
        sign, whole, fraction = match[1], int(match[2]), match[3] or ""
        micros = whole * SECOND + int(fraction.ljust(6, "0"))
        unit = 10 ** (6 - len(fraction))
        return (-micros, -micros + unit - 1) if sign else (micros, micros + unit - 1)
    match = _STAMP.match(text)
    if match is None:
        return None
    year, month, day, hour, minute = (int(match[n]) for n in range(1, 6))
    second, fraction = int(match[6] or 0), match[7] or ""
    away = (int(match[9] or 0) * 60 + int(match[10] or 0)) * MINUTE
    if minute > 59 or second > 59 or hour > 24 or (hour == 24 and (minute or second)):
        raise ValueError(f"no such clock: {match[0][11:]}")
    wall = date(year, month, day).toordinal() * DAY + hour * HOUR + minute * MINUTE
    wall += second * SECOND + int(fraction[:6].ljust(6, "0"))
    first = wall - (-away if match[8] == "-" else away) - EPOCH_WALL
    unit = MINUTE if not match[6] else 10 ** max(0, 6 - len(fraction))
    return first, first + unit - 1


def week(text: str) -> Span | None:
    """The days of ``2026-W24``, or the one of ``2026-W24-3`` (ISO 8601). None for anything else.

    Raises ValueError for a week that there is not.
    """
    match = _WEEK.match(text)
    if match is None:
        return None
    year, number, day = int(match[1]), int(match[2]), match[3]
    first = date.fromisocalendar(year, number, int(day or 1)).toordinal()
    return first, first if day else first + 6


def said(text: str, header: Header, zone: Zone) -> Span | None:
    """What an exact phrase says, on the clock of ``zone`` where it names none: microseconds.

    None where it is vague, relative or a range, or nothing that can be read.
    """
    from crisis.timeline.model.constraints import START
    from crisis.timeline.phrases.day_spans import Context
    from crisis.timeline.phrases.parser import read_phrase
    from crisis.timeline.phrases.semantics import mean
    from crisis.timeline.phrases.widths import Widths

    widths = Widths()
    try:
        phrase = read_phrase(text, widths, frozenset(header.zones))
        meaning = mean(phrase, Context(widths, header.zones, None, zone, zone, None))
    except PhraseError:
        return None
    stated = meaning.constraints
    vague = meaning.approximate or meaning.uncertain or meaning.relative or meaning.lasts
    vague = vague or bool(meaning.alternatives)
    if vague or len(stated) != 1 or stated[0].node != START or stated[0].soft or ".." in text:
        return None
    low, high = stated[0].low, stated[0].high
    return None if low is None or high is None else (low, high)


def shown(text: str, language: Language) -> tuple[int, str] | None:
    """The day that an answer shows, in a language or in English, at the beginning of a text.

    ``Fri 20 Nov 2026 13:20`` is 2026-11-20 and ``13:20``. None where there is none.
    """
    return _written_day(text, language) or _written_day(text, ENGLISH)


def _written_day(text: str, language: Language) -> tuple[int, str] | None:
    best: tuple[int, str] | None = None
    folded = text.casefold()
    both = None
    if " OS)" in text:
        from crisis.timeline.base.both_calendars import BothCalendars

        both = BothCalendars(language.single)
    for number in dict.fromkeys(_YEAR.findall(text)):
        for day in _days_of(int(number)):
            forms = [language.day(day, year=True), language.long_day(day)]
            if both is not None:
                forms += [both.day(day, year=True), both.long_day(day)]
            if language is ENGLISH:  # without the weekday in front
                forms += [form.partition(" ")[2] for form in forms]
            forms += [] if both is None else [both.iso(day)]
            for form in forms:
                rest = text[len(form) :]
                longer = best is None or len(rest) < len(best[1])
                if longer and folded.startswith(form.casefold()) and rest[:1] in ("", " ", ","):
                    best = day, rest
    return None if best is None else (best[0], best[1].strip(" ,"))


def _days_of(year: int) -> Iterator[int]:
    if 1 <= year <= 9999:
        yield from range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1)
