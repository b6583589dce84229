"""The years of dates with a month's name: ``May/June 1943``, ``1912 April 14``, ``1731/32``."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from crisis.timeline.base.calendar import MONTHS

from .clock_times import digital
from .date_spans import Days, month_last
from .date_words import MONTHS_NAMED, read_day, read_month, read_to, read_year
from .dates import date_of
from .hints import YEAR
from .short_dates import without_year
from .tokens import PhraseError

if TYPE_CHECKING:
    from typing import Literal

    from crisis.timeline.model.words import Calendar

    from .tokens import Scanner, Token

_LAST_RECORDED = 2100
"""Years behind it that look like a clock are one to most readers."""


def yearless(
    scan: Scanner, token: Token, month: int, day: int | None, calendar: Calendar | Literal[""]
) -> Days:
    """``10 April``, of a year that the day header says. Raises PhraseError for a month alone."""
    if day is None:
        shown = scan.text[token.at : read_to(scan)]
        style = " OS" if calendar == "julian" else ""
        hint = f"write the year too: {YEAR}-{month:02}{style}"
        raise PhraseError(f"which year's {shown}?", token.at, len(shown), hint)
    if days := without_year(month, day, calendar):
        scan.month, scan.year = month, 0
        return days
    written = scan.text[token.at : read_to(scan)]
    longest = month_last(2000, month) - date(2000, month, 1).toordinal() + 1
    hint = f"{MONTHS[month - 1]} has {longest} days"
    raise PhraseError(f"no such day: {written}", token.at, len(written), hint)


def two_months(scan: Scanner) -> Days | None:
    """``May/June 1943``: somewhere in these months."""
    token = scan.next
    first, slash, second = token.text.partition("/")
    if not slash or first not in MONTHS_NAMED or second not in MONTHS_NAMED:
        return None
    scan.index += 1
    year = read_year(scan)
    low, high = MONTHS_NAMED[first], MONTHS_NAMED[second]
    if year is None or low >= high:
        scan.index -= 1
        return None
    return Days(date(year, low, 1).toordinal(), month_last(year, high), "month")


def read_behind_year(scan: Scanner, year: int, lang: str) -> Days | None:
    """``April 14`` behind a year, or ``AD``, or nothing."""
    if scan.word("ad", "a . d .", "ce", "c . e ."):
        return Days(date(year, 1, 1).toordinal(), month_last(year, 12), "year")
    scan.word(",")
    month = read_month(scan, lang)
    if month is None:
        return None
    day = read_day(scan)
    first = date(year, month, 1).toordinal()
    if day is None:
        return Days(first, month_last(year, month), "month")
    if not 1 <= day <= month_last(year, month) - first + 1:
        return None
    return Days(first + day - 1, first + day - 1, "day")


def check_clock(scan: Scanner, year: int, month: int, day: int) -> None:
    """Refuse ``14 April 2340``, where the year is a clock to most readers."""
    token = scan.tokens[scan.index - 1]
    odd = year > _LAST_RECORDED or (year < 1000 and token.text == f"{year:04}")
    if odd and (clock := digital(f"{year:04}")):
        hint = f"a clock: write {YEAR}-{month:02}-{day:02} {clock}; a year: {year:04}-{month:02}"
        raise PhraseError("a clock or a year?", token.at, len(token.raw), hint)


def dual_year_of(scan: Scanner, month: int, day: int | None) -> Days | None:
    """The days of ``11 February 1731/32``: a year that was said to begin on 25 March."""
    start = scan.index
    scan.word(",", "of")
    token = scan.next
    if token.kind != "date" or token.text[4:5] != "/" or "-" in token.text:
        scan.index = start
        return None
    scan.index += 1
    number = "" if day is None else f"-{day:02}"
    return date_of(token._replace(text=f"{token.text}-{month:02}{number}"))
