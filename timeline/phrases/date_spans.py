"""Spans of whole days that dates name: days, months, seasons, quarters, weeks, years."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.zones import LAST_DAY

from .tokens import PhraseError

if TYPE_CHECKING:
    from typing import Literal

    from crisis.timeline.model.words import Calendar, Precision

    from .tokens import Token

SEASONS = {21: ((3, 1), (6, 21)), 22: ((6, 1), (9, 23)), 23: ((9, 1), (12, 22)), 24: None}


class Days(NamedTuple):
    """A span of whole local days, ``first`` to ``last``, both included, as ordinals.

    ``precision`` is day, month, season, year or decade. ``digits`` are the four of a year of which
    no more is written: under a day header they may as well be a clock. ``calendar`` is the one that
    is named: the days are those of the same dates in the Gregorian calendar until
    ``gregorian_dates`` makes them those that are meant. ``stretch`` is the part of it that is meant
    (early, end, …), ``whole`` the whole then. ``winters`` are the two that ``winter 1982`` may be.
    ``weekday`` is the one that was written, 0 for Monday, -1 for none. ``leap`` stands for the 29th
    of a February that has it in the Julian calendar alone: ``first`` is 1 March then. ``lacks`` is
    what a day header has to say: the year, the month, the week's year or the day of a weekday.
    ``year`` are the four digits behind a day and its month, which may be a clock under that day.
    ``around`` is how many days ``about`` has to each side, where that is not as many as it has.
    ``easter`` tells that the days follow from Easter, and so from the calendar.
    """

    first: int
    last: int
    precision: Precision
    approximate: bool = False
    uncertain: bool = False
    digits: str = ""
    calendar: Calendar | Literal[""] = ""
    leap: bool = False
    stretch: str = ""
    whole: tuple[int, int] | None = None
    winters: tuple[tuple[int, int], ...] = ()
    weekday: int = -1
    lacks: str = ""
    year: str = ""
    around: int = 0
    easter: bool = False


def month_last(year: int, month: int) -> int:
    """The ordinal of the last day of a month."""
    if month == 12:
        return LAST_DAY if year == 9999 else date(year + 1, 1, 1).toordinal() - 1
    return date(year, month + 1, 1).toordinal() - 1


def days_of_season(year: int, code: int, which: int = -1) -> Days:
    """ISO 8601-2 4.8 leaves the limits open: the hull of meteorology's and astronomy's.

    A winter is the one that ends in the year (``which`` 0), that begins in it (1), or either.
    """
    span = SEASONS[code]
    if span is not None:
        (month, day), (last_month, last_day) = span
        first, last = date(year, month, day), date(year, last_month, last_day)
        return Days(first.toordinal(), last.toordinal(), "season")
    winters = []
    for begun in (year - 1, year):
        first = date(begun, 12, 1) if begun else date(1, 1, 1)
        last = date(begun + 1, 3, 21) if begun < 9999 else date.max
        winters.append((first.toordinal(), last.toordinal()))
    if which >= 0:
        return Days(*winters[which], "season")
    return Days(winters[0][0], winters[1][1], "season", winters=tuple(winters))


def quarter(year: int, number: int) -> Days:
    """A quarter of a year."""
    first = date(year, number * 3 - 2, 1).toordinal()
    return Days(first, month_last(year, number * 3), "quarter")


def week(year: int, number: int, day: int, token: Token) -> Days:
    """A week of ISO 8601, Monday to Sunday, or one day of it. Raises PhraseError for no week."""
    try:
        first = date.fromisocalendar(year, number, day or 1).toordinal()
    except ValueError:
        last = date(year, 12, 28).isocalendar().week
        hint = f"the weeks of {year} are W01 to W{last}, their days 1 to 7"
        raise PhraseError("no such week", token.at, len(token.raw), hint) from None
    if day:
        return Days(first, first, "day")
    return Days(first, min(first + 6, LAST_DAY), "week")


def week_alone(number: int) -> Days | None:
    """``week 47``, of a year that the day header says; None where no year has it."""
    if not 1 <= number <= 53:
        return None
    first = date.fromisocalendar(2020, number, 1).toordinal()
    return Days(first, first + 6, "week", lacks="week")
