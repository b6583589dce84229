"""Dates with the name of their month: ``10 April 1912``, ``Friday, April 10th, 1912``."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from crisis.timeline.base.calendar import MONTHS

from .calendars import read_calendar
from .clock import RANGE_WORDS
from .date_spans import Days, month_last
from .date_words import (
    month_named,
    read_day,
    read_month,
    read_to,
    read_weekday,
    read_year,
)
from .dates import read_date
from .feasts import FEASTING, read_feast
from .named_years import check_clock, dual_year_of, two_months, yearless
from .periods import read_period, read_stretch, stretched
from .tokens import PhraseError

if TYPE_CHECKING:
    from .tokens import Scanner

_BETWEEN = (*RANGE_WORDS, "/", "or")
_LEAD = (
    "sometime in the", "sometime in", "some time in the", "some time in", "sometime during",
    "some time during", "at some point in", "sometime on", "some time on", "during the", "during",
    "on the", "in the", "at the", "on", "in", "the", "one day in the", "one day in", "some day in",
    "anno domini", "anno", "a . d .", "ad",
)  # fmt: skip


def read_named(scan: Scanner, lang: str = "") -> Days | None:
    """Read a date in words, or a period of one, or nothing. ``lang`` is the file's language.

    Raises PhraseError for a date without its year.
    """
    start = scan.index
    scan.word(*_LEAD)
    token = scan.next
    if stretch := read_stretch(scan):
        scan.word("year")
        days = read_date(scan) or read_period(scan) or _dated(scan, lang, stretch)
        if days is not None:
            return stretched(days, stretch, token)
        scan.index = start
        return None
    days = _after_lead(scan, lang, scan.index > start)
    if days is None:
        scan.index = start
    return days


def _dated(scan: Scanner, lang: str, stretch: str) -> Days | None:
    """What is early or late in a stretch: a month, or a day by its name or its weekday."""
    start = scan.index
    if stretch in ("early", "late"):
        scan.word("on the", "on")
        days = _after_lead(scan, lang, scan.index > start)
        if days is not None and days.precision == "day":
            return days
        scan.index = start
    return _month_date(scan, lang)


def _after_lead(scan: Scanner, lang: str, led: bool) -> Days | None:
    weekday = read_weekday(scan, lang)
    if weekday is not None:
        scan.word(".")
        behind = scan.index
        scan.word(",")
        scan.word("on")
        scan.word("the")
        days = read_date(scan) or _month_date(scan, lang)
        if days is None or days.precision != "day":
            from .short_dates import weekday_alone

            scan.index = behind
            return weekday_alone(weekday)
        return days._replace(weekday=weekday)
    if scan.word("year of", "year"):
        led = True
    if led and (days := read_date(scan)):
        return days
    if scan.next.text in FEASTING and (days := read_feast(scan)):
        return days
    return (
        _some_weekday(scan, lang)
        or _week_of(scan, lang)
        or read_period(scan)
        or _month_date(scan, lang)
    )


def _some_weekday(scan: Scanner, lang: str) -> Days | None:
    """``a Sunday in May 1943``: any of its Sundays."""
    start = scan.index
    weekday = read_weekday(scan, lang) if scan.word("a", "one", "some") else None
    days = (
        read_named(scan, lang) if weekday is not None and scan.word("in", "of", "during") else None
    )
    if days is None or weekday is None or days.precision != "month" or days.weekday >= 0:
        scan.index = start
        return None
    return days._replace(weekday=weekday)


def _week_of(scan: Scanner, lang: str) -> Days | None:
    """``the week of June 13, 1994``, where that is a Monday; ``week beginning`` any other day."""
    start = scan.index
    word = scan.word("week of", "week beginning", "week commencing", "week ending")
    days = (read_date(scan) or _month_date(scan, lang)) if word else None
    monday = days is not None and not days.lacks and days.first % 7 == 1
    if days is None or days.lacks or days.precision != "day" or (word == "week of" and not monday):
        scan.index = start
        return None
    first = days.first - 6 if word == "week ending" else days.first
    return days._replace(first=first, last=first + 6, precision="week", weekday=-1)


def _month_date(scan: Scanner, lang: str) -> Days | None:
    """``10 April 1912``, ``April 10, 1912``, ``April 1912``; the month's name decides."""
    if "/" in scan.text or "(" in scan.text:
        from .both_calendars import read_both

        if both := read_both(scan, lambda name: month_named(name, lang)):
            return both
    return _one_month_date(scan, lang)


def _one_month_date(scan: Scanner, lang: str) -> Days | None:
    start = scan.index
    token = scan.next
    day = read_day(scan)
    if day is not None:
        scan.word("of", "day of", "de")
        if scan.next.text == "-" and scan.tokens[scan.index + 1].kind == "word":
            scan.index += 1  # 20-Nov-2026
        month = read_month(scan, lang)
        if month is None:
            month = _shared_month(scan, start, lang)
        if month is None:
            from .short_dates import read_of_the_month

            scan.index = start
            return read_of_the_month(scan)
    else:
        month = read_month(scan, lang)
        if month is None:
            scan.index = start
            return two_months(scan)
        scan.word("the")
        day = read_day(scan)
    if dual := dual_year_of(scan, month, day):
        return dual
    calendar = read_calendar(scan) or ""  # 8 October O.S., 1904
    year = read_year(scan) or _shared_year(scan, lang, month)
    if year is None:
        if day is None and scan.index == start + 1 and token.text == "may":
            scan.index = start
            return None
        return yearless(scan, token, month, day, calendar)
    check_clock(scan, year, month, day or 1)
    direct = day is not None and scan.tokens[scan.index - 2].text not in (",", "of", "in")
    scan.month, scan.year = month, year
    first = date(year, month, 1).toordinal()
    if day is None:
        return Days(first, month_last(year, month), "month", calendar=calendar)
    length = month_last(year, month) - first + 1
    if (month, day) == (2, 29) and day > length and year % 4 == 0:
        return Days(first + 28, first + 28, "day", calendar=calendar, leap=True)
    if not 1 <= day <= length:
        hint = f"{MONTHS[month - 1]} {year} has {length} days"
        written = scan.text[token.at : read_to(scan)]
        raise PhraseError(f"no such day: {written}", token.at, len(written), hint)
    digits = scan.tokens[scan.index - 1].text if direct else ""
    return Days(first + day - 1, first + day - 1, "day", calendar=calendar, year=digits)


def _shared_year(scan: Scanner, lang: str, own: int) -> int | None:
    """The year of ``10 April`` in ``10 April to 12 May 1912``: that of the other end."""
    if scan.next.text not in _BETWEEN:
        return None
    start, month, year = scan.index, scan.month, scan.year
    scan.index += 1
    scan.word("on", "the")
    scan.month = own
    try:
        other = _other_end(scan, lang)
    except PhraseError:
        other = None
    scan.index, scan.month, scan.year = start, month, year
    return None if other is None else date.fromordinal(other.first).year


def _shared_month(scan: Scanner, start: int, lang: str) -> int | None:
    """The month of the 10 in ``10–12 April 1912``, or of the 12 in ``April 10–12, 1912``."""
    if scan.next.text in _BETWEEN:
        behind = scan.index
        scan.index += 1
        scan.word("the")
        try:
            end = scan.index
            other = _other_end(scan, lang)
            if other is None:
                scan.index = end
                other = _one_month_date(scan, lang)
        except PhraseError:
            other = None
        scan.index = behind
        if other is None or other.lacks.startswith("month"):
            return None
        return date.fromordinal(other.first).month
    if scan.month and start and scan.tokens[start - 1].text in (*_BETWEEN, "the"):
        behind = scan.index
        year = read_year(scan)
        scan.index = behind
        return scan.month if year else None
    return None


def _other_end(scan: Scanner, lang: str) -> Days | None:
    """The date at the other end of a range, with its month's name or that of the first."""
    read_weekday(scan, lang)
    scan.word(",")
    day = read_day(scan)
    if day is not None and scan.next.text in _BETWEEN:
        return None
    month = read_month(scan, lang)
    if month is None:
        month = scan.month
        if day is None or not month:
            return None
    elif day is None:
        day = read_day(scan)
    year = read_year(scan)
    if year is None or not 1 <= (day or 1) <= 31:
        return None
    return Days(date(year, month, 1).toordinal(), month_last(year, month), "month")
