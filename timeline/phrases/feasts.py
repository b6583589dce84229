"""Feasts and terms by which registers and courts count: fixed, or counted from Easter."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from .date_spans import Days
from .date_words import read_year
from .tokens import PhraseError

if TYPE_CHECKING:
    from .tokens import Scanner

FIXED = {
    "christmas eve": (12, 24), "christmas day": (12, 25), "boxing day": (12, 26),
    "new year's day": (1, 1), "new year's eve": (12, 31), "epiphany": (1, 6),
    "candlemas": (2, 2), "valentine's day": (2, 14), "lady day": (3, 25), "may day": (5, 1),
    "midsummer day": (6, 24), "lammas": (8, 1), "michaelmas": (9, 29), "halloween": (10, 31),
    "all saints' day": (11, 1), "all souls' day": (11, 2), "martinmas": (11, 11),
    "armistice day": (11, 11),
}  # fmt: skip
"""The month and the day of each."""
MOVABLE = {
    "shrove tuesday": (-47, -47), "ash wednesday": (-46, -46), "palm sunday": (-7, -7),
    "maundy thursday": (-3, -3), "good friday": (-2, -2), "holy saturday": (-1, -1),
    "easter sunday": (0, 0), "easter day": (0, 0), "easter monday": (1, 1),
    "easter tuesday": (2, 2), "easter": (-2, 1), "ascension day": (39, 39),
    "whit sunday": (49, 49), "whitsunday": (49, 49), "pentecost": (49, 49),
    "whit monday": (50, 50), "whit tuesday": (51, 51), "whitsuntide": (48, 51),
    "whitsun": (48, 51), "trinity sunday": (56, 56), "corpus christi": (60, 60),
}  # fmt: skip
"""The first and the last day of each, counted from Easter Sunday."""
_CHRISTMAS = "christmas"
_FIRST_EASTER = 326
"""The Julian reckoning holds from the council of Nicaea on."""
_LAST_EASTER = 4099
"""So far the Gregorian rule is trusted, as dateutil has it."""
_FIRST_WESTERN = 1583
_A_WEEK = 7
_NAMES = {
    name.replace("'s", f" {mark} s").replace("s' ", f"s {mark} "): name
    for name in (*FIXED, *MOVABLE, _CHRISTMAS)
    for mark in ("'", "\N{RIGHT SINGLE QUOTATION MARK}")
}
FEASTING = frozenset(name.partition(" ")[0] for name in _NAMES)
"""The first words of all of them."""


def read_feast(scan: Scanner) -> Days | None:
    """``Michaelmas 1743``, ``Easter Monday 1916``; or nothing.

    Easter is that of the West from 1583 on, and of the Julian calendar before, where there was no
    other. Raises PhraseError for a year of which no Easter is known.
    """
    start = scan.index
    token = scan.next
    name = _NAMES.get(scan.word(*_NAMES), "")
    year = read_year(scan) if name else None
    if name in FIXED and year is None:
        from .short_dates import without_year

        return without_year(*FIXED[name])
    if year is None:
        scan.index = start
        return None
    if name in FIXED:
        day = date(year, *FIXED[name]).toordinal()
        return Days(day, day, "day")
    if name == _CHRISTMAS:  # the eve, the day and the day behind it
        return _about(
            Days(date(year, 12, 24).toordinal(), date(year, 12, 26).toordinal(), "week"), name
        )
    if not _FIRST_EASTER <= year <= _LAST_EASTER:
        hint = f"Easter is known from {_FIRST_EASTER} to {_LAST_EASTER}"
        length = scan.tokens[scan.index - 1].stop - token.at
        raise PhraseError(f"no Easter of {year}", token.at, length, hint)
    easter = easter_of(year, julian=year < _FIRST_WESTERN)
    first, last = MOVABLE[name]
    days = Days(easter + first, easter + last, "day" if first == last else "week", easter=True)
    days = days if first == last else _about(days, name)
    return days._replace(calendar="julian") if year < _FIRST_WESTERN else days


def _about(days: Days, name: str) -> Days:
    """Days that are but what is mostly meant by a feast; it may have been a week around them."""
    whole = days.first - _A_WEEK, days.last + _A_WEEK
    return days._replace(stretch=name, whole=whole, around=_A_WEEK)


def easter_of(year: int, *, julian: bool) -> int:
    """Easter Sunday as an ordinal: of the Gregorian calendar, or the same date of the Julian one.

    The reckonings are those of dateutil, after Oudin (1940) as Claus Toendering's calendar FAQ has
    them.
    """
    from dateutil.easter import EASTER_JULIAN, EASTER_WESTERN, easter

    return easter(year, EASTER_JULIAN if julian else EASTER_WESTERN).toordinal()


def of_julian_easter(days: Days) -> Days:
    """The days of a feast that follows Easter, by the dates of the Julian calendar."""
    middle = date.fromordinal((days.first + days.last) // 2)
    by = easter_of(middle.year, julian=True) - easter_of(
        middle.year, julian=middle.year < _FIRST_WESTERN
    )
    whole = days.whole and (days.whole[0] + by, days.whole[1] + by)
    return days._replace(first=days.first + by, last=days.last + by, whole=whole)
