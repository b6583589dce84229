"""Days named in both calendars: ``Wed 7 Nov 1917 (25 Oct OS)``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .calendar import MONTHS, iso
from .julian import iso as julian_iso
from .julian import julian
from .languages import Language

if TYPE_CHECKING:
    from .julian import JulianDate


class BothCalendars(Language):
    """Days as another language names them, with their Julian date (Old Style) in brackets.

    The year of the Julian date is written where it is another one than that of the day. Weekdays
    are the same in both calendars.
    """

    julian = True

    def __init__(self, gregorian: Language) -> None:
        super().__init__(gregorian.tag, gregorian.own)
        self._gregorian = gregorian

    @property
    def single(self) -> Language:
        return self._gregorian

    def weekday(self, day: int) -> str:
        return self._gregorian.weekday(day)

    def day(self, day: int, year: bool = False) -> str:
        old = julian(day)
        return f"{self._gregorian.day(day, year)} ({_short(old, self._years(day, old))} OS)"

    def long_day(self, day: int) -> str:
        old = julian(day)
        text = f"{old.day} {MONTHS[old.month - 1]}{self._years(day, old)}"
        return f"{self._gregorian.long_day(day)} ({text} OS)"

    def iso(self, day: int) -> str:
        """``1917-11-07 (1917-10-25 OS)``."""
        return f"{iso(day)} ({julian_iso(day)} OS)"

    def month(self, day: int) -> str:
        return self._gregorian.month(day)

    def weekday_named(self, word: str) -> int | None:
        return self._gregorian.weekday_named(word)

    @staticmethod
    def _years(day: int, old: JulianDate) -> str:
        from .zones import DAY, civil

        return "" if civil(day * DAY).year == old.year else f" {old.year}"


def _short(date: JulianDate, year: str) -> str:
    return f"{date.day} {MONTHS[date.month - 1][:3]}{year}"
