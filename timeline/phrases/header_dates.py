"""What a day header adds to a date that leaves it out: ``20 November``, ``Friday morning``.

A date without its year is of the header's year where it is at most a month from the header; a
weekday is that of the header's day, or the only one among its days; ``the 15th`` is of the header's
month where it is at most a week away. All else may be of two years or months: refused with both.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from crisis.timeline.base import julian
from crisis.timeline.base.calendar import WEEKDAYS, iso
from crisis.timeline.base.zones import FIRST_DAY, LAST_DAY

from .ast import At, Moment, Phrase
from .bare_clocks import clocked
from .date_spans import Days, month_last, week
from .dates import date_of
from .gregorian_dates import gregorian
from .range_ends import with_moments
from .tokens import PhraseError, Token

if TYPE_CHECKING:
    from .ast import Statement
    from .day_spans import Context

_A_MONTH = 31
_A_WEEK = 7
_ORDINAL = re.compile(
    r"(?:(?:of|on) )?(?:the )?\b(\d{1,2})(?:st|nd|rd|th)\b"
    r"(?: (?:inst(?:ant)?|ult(?:imo)?|prox(?:imo)?)\b\.?)?",
    re.IGNORECASE,
)


def completed(phrase: Phrase, context: Context) -> Phrase:
    """A phrase with what its day header says put into its dates.

    ``a Sunday in May 1943`` becomes one of several days. Raises PhraseError where the header says
    nothing of it, or there is none.
    """
    if any_of := _one_of_several(phrase, context):
        return any_of
    start = tuple(
        _statement(phrase.text, statement, context, phrase.lasts) for statement in phrase.start
    )
    end = tuple(
        _statement(phrase.text, statement, context, phrase.lasts) for statement in phrase.end
    )
    return phrase._replace(start=start, end=end)


def lacking(phrase: Phrase) -> bool:
    """Whether a phrase has a date that needs a day header."""
    statements = [s for each in phrase.alternatives or (phrase,) for s in (*each.start, *each.end)]
    return any(
        isinstance(part, Moment) and part.days is not None and bool(part.days.lacks)
        for statement in statements
        for part in statement
    )


def _one_of_several(phrase: Phrase, context: Context) -> Phrase | None:
    """``a Sunday in May 1943``: one of its Sundays."""
    first = phrase.start[0]
    moment = first.anchor if isinstance(first, At) else None
    if not isinstance(moment, Moment) or moment.days is None or len(phrase.start) > 1:
        return None
    days = moment.days
    if days.weekday < 0 or days.precision == "day" or phrase.lasts:
        return None
    if moment.approximate or moment.clock or moment.part:
        return None
    days = gregorian(days, context.calendar, moment.at, moment.length)
    every = range(days.first + (days.weekday + 1 - days.first) % 7, days.last + 1, 7)
    parts = []
    for day in every:
        own = moment._replace(days=Days(day, day, "day", calendar="gregorian"))
        parts.append(phrase._replace(start=(At(own),), written=iso(day)))
    return phrase._replace(alternatives=tuple(parts)) if len(parts) > 1 else parts[0]


def _statement(text: str, statement: Statement, context: Context, lasts: bool) -> Statement:
    """A statement with its dates whole; what is measured from a bare weekday is refused."""
    alone = isinstance(statement, At) and not lasts

    def whole(moment: Moment) -> Moment:
        days = moment.days
        if days is None:
            return moment
        if days.digits and moment.zone and context.header:
            return clocked(moment)
        if days.weekday >= 0 and days.precision != "day":
            message = f"which {WEEKDAYS[days.weekday]}?"
            raise PhraseError(message, moment.at, moment.length, "write its date")
        if not days.lacks:
            return moment
        bare = not (moment.clock or moment.part or (alone and not moment.shift))
        if days.lacks == "weekday" and bare:
            raise _question(text, moment, days)
        return moment._replace(days=_complete(text, moment, days, context))

    return with_moments(statement, whole)


def _complete(text: str, moment: Moment, days: Days, context: Context) -> Days:
    header = context.header
    if header is None or header.first < FIRST_DAY or header.last > LAST_DAY:
        raise _question(text, moment, days)
    if days.lacks == "weekday":
        here = [
            day for day in range(header.first, header.last + 1) if _weekday(day) == days.weekday
        ]
        if len(here) != 1:
            raise _question(text, moment, days)
        whole = Days(here[0], here[0], "day", calendar="gregorian")
    elif days.lacks == "week":
        whole = _week(text, moment, _iso_week(days.first)[1], header)
    else:
        whole = _dated(text, moment, days, context, header)
    return whole._replace(
        approximate=days.approximate, uncertain=days.uncertain, stretch=days.stretch
    )


def _week(text: str, moment: Moment, number: int, header: Days) -> Days:
    """A week of the header's year."""
    year = _iso_week(header.first)[0]
    found = {}
    for candidate in range(max(1, year - 1), min(9999, year + 1) + 1):
        try:
            found[candidate] = week(candidate, number, 0, _token(text, moment, ""))
        except PhraseError:
            continue
    whole = found.get(year)
    if whole and _near(whole, header, _A_MONTH) and _iso_week(header.last)[0] == year:
        return whole
    years = sorted(sorted(found, key=lambda y: abs(found[y].first - header.first))[:2])
    shown = text[moment.at : moment.at + moment.length]
    hint = f"write {' or '.join(f'{year:04}-W{number:02}' for year in years)}"
    raise PhraseError(f"of which year is {shown}?", moment.at, moment.length, hint)


def _dated(text: str, moment: Moment, days: Days, context: Context, header: Days) -> Days:
    """A day and its month in the header's year, or a day in the header's month."""
    there = date.fromordinal(days.first)
    own = days.calendar or context.calendar
    year, month = _year_and_month(header.first, own)
    one = (year, month) == _year_and_month(header.last, own)
    if days.lacks == "year":
        one = year == _year_and_month(header.last, own)[0]
        found = _day(text, moment, days, year, there.month, there.day)
        if one and _near(gregorian(found, own, moment.at, moment.length), header, _A_MONTH):
            return found
        both = [(year + step, there.month) for step in _about(days, 11)]
    else:
        _, _, step = days.lacks.partition(" ")
        at = year * 12 + month - 1 + int(step or 0)
        if one and 12 <= at < 120_000 and there.day <= _length(at):
            found = _day(text, moment, days, at // 12, at % 12 + 1, there.day)
            near = _near(gregorian(found, own, moment.at, moment.length), header, _A_WEEK)
            if step or near:
                return found
        both = [divmod(at + by, 12) for by in _about(days, 14)]
        both = [(year, month + 1) for year, month in both]
    raise _of_which(text, moment, there.day, both, header, days)


def _about(days: Days, far: int) -> range:
    """The years or months around the header's: so many that a weekday that is named falls there."""
    return range(-far, far + 1) if days.weekday >= 0 else range(-1, 2)


def _of_which(
    text: str, moment: Moment, day: int, months: list[tuple[int, int]], header: Days, days: Days
) -> PhraseError:
    """The error for a date that may be one of two, with both."""
    dates = []
    for year, month in months:
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if days.weekday in (-1, found.weekday()) or days.calendar == "julian":
            dates.append(found.toordinal())
    dates = sorted(sorted(dates, key=lambda day: abs(day - header.first))[:2])
    style = " OS" if days.calendar == "julian" else ""
    written = [f"{iso(day)}{style}" for day in dates]
    shown = text[moment.at : moment.at + moment.length]
    if days.lacks == "year":
        from .hints import YEAR
        from .rewritten_dates import without_year

        phrases = [phrase for rewrite in without_year(shown) for phrase in rewrite.phrases]
        known = re.compile(rf"{YEAR}-\d\d-\d\d")
        written = [known.sub(iso(day), phrases[0]) for day in dates] if phrases else written
        message = f"of which year is {shown}?"
    else:
        rest = _ORDINAL.sub("", shown).strip()
        written = [f"{day} {rest}".strip() for day in written]
        message = f"of which month is {shown}?"
    before, behind = text[: moment.at], text[moment.at + moment.length :]
    hint = f"write {' or '.join(f'{before}{one}{behind}' for one in written)}"
    return PhraseError(message, moment.at, moment.length, hint)


def _day(text: str, moment: Moment, days: Days, year: int, month: int, day: int) -> Days:
    token = _token(text, moment, f"{year:04}-{month:02}-{day:02}")
    return date_of(token)._replace(calendar=days.calendar, weekday=days.weekday)


def _length(months: int) -> int:
    """The days of a month, counted from the year 0."""
    year, month = months // 12, months % 12 + 1
    return month_last(year, month) - date(year, month, 1).toordinal() + 1


def _token(text: str, moment: Moment, written: str) -> Token:
    return Token("date", written, moment.at, text[moment.at : moment.at + moment.length])


def _near(days: Days, header: Days, most: int) -> bool:
    if not FIRST_DAY <= days.first <= days.last <= LAST_DAY:
        return False
    return header.first - most <= days.last and days.first <= header.last + most


def _year_and_month(day: int, calendar: str) -> tuple[int, int]:
    there = julian.julian(day) if calendar == "julian" else date.fromordinal(day)
    return there.year, there.month


def _weekday(day: int) -> int:
    return (day - 1) % 7


def _iso_week(day: int) -> tuple[int, int]:
    year, number, _ = date.fromordinal(day).isocalendar()
    return year, number


def _question(text: str, moment: Moment, days: Days) -> PhraseError:
    """The error of a date of which no header tells the rest."""
    shown = text[moment.at : moment.at + moment.length]
    if days.lacks == "weekday":
        return PhraseError(f"which {WEEKDAYS[days.weekday]}?", moment.at, moment.length)
    what = "month" if days.lacks.startswith("month") else "year"
    return PhraseError(f"which {what}'s {shown}?", moment.at, moment.length)


def which_year(text: str, moment: Moment, days: Days) -> PhraseError:
    """The error for a date without its year of which the rest of the phrase is not understood."""
    from .hints import YEAR

    error = _question(text, moment, days)
    error.hint = f"write the year too: {YEAR}{date.fromordinal(days.first):-%m-%d}"
    return error
