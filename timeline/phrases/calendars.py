"""The calendar that is named behind a date, and years by two numbers: ``1743/44-01-15 OS``."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from crisis.timeline.base.julian import NEW_YEAR_IN_MARCH

from .tokens import PhraseError

if TYPE_CHECKING:
    from crisis.timeline.model.words import Calendar

    from .tokens import Scanner, Token

_WORDS: dict[str, Calendar] = {
    "os": "julian",
    "o . s .": "julian",
    "old style": "julian",
    "julian": "julian",
    "ns": "gregorian",
    "n . s .": "gregorian",
    "new style": "gregorian",
    "gregorian": "gregorian",
}
_WORDS |= {f"( {word} )": calendar for word, calendar in _WORDS.items()}
LAST_DUAL = 1752
"""The last year that began on 25 March anywhere: later ones are never told by two numbers."""


def read_calendar(scan: Scanner) -> Calendar | None:
    """Read ``OS``, ``Julian`` or the like; None where no calendar is named."""
    word = scan.word(*_WORDS)
    return _WORDS[word] if word else None


def dual_year(token: Token) -> tuple[int, str]:
    """The historical year of ``1743/44-01-15``, and what stands behind it.

    Of the two numbers the first counts from 25 March, the second from 1 January. Raises PhraseError
    where they are no neighbours, or the year is none of those that were counted so.
    """
    both, _, rest = token.text.partition("-")
    first, _, second = both.partition("/")
    year = int(first) + 1
    if str(year)[-len(second) :] != second:
        hint = f"{first}/{str(year)[-2:]} is a year that began on 25 March; a range: {first}..YYYY"
        raise PhraseError(f'no such year: "{token.raw}"', token.at, len(token.raw), hint)
    if year > LAST_DUAL:
        hint = f"both years: {first}..{year}; a winter: winter {first}/{str(year)[-2:]}"
        raise PhraseError("one year or two?", token.at, len(token.raw), hint)
    return year, rest


def last_of_dual(token: Token, first: int, last: int, year: int) -> int:
    """The last day of ``first`` to ``last`` on which the year is told by two numbers: 24 March.

    Days are those of the same dates in the Gregorian calendar. Raises PhraseError where there is
    none: of later days both counts have the same year.
    """
    stop = date(year, *NEW_YEAR_IN_MARCH).toordinal() - 1
    if first > stop:
        rest = token.text.partition("-")[2]
        hint = f"from 25 March on both counts have one year: {year - 1}-{rest} or {year}-{rest}"
        raise PhraseError("a year by two numbers", token.at, len(token.raw), hint)
    return min(last, stop)
