"""Days without work in a Gantt diagram of Mermaid: a task whose length is stated goes on past them.

As Mermaid does it: https://mermaid.js.org/syntax/gantt.html#excludes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crisis.timeline.base.calendar import WEEKDAYS
from crisis.timeline.base.zones import DAY, LAST_DAY

from .gantt_times import date_format
from .moments import IMPOSSIBLE
from .tally import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from .moments import Moment

_PARTS = re.compile(r"[\s,]+")
_NAMES = [name.casefold() for name in WEEKDAYS]
_WEEKENDS = {"friday": (4, 5)}
_LONGEST = 10_000  # days by which a task is made longer, as in Mermaid


class DaysOff:
    """The days that ``excludes`` names, but for those of ``includes``.

    ``weekend`` is its first day, ``friday`` or else Saturday; ``read`` reads dates as the diagram
    has them. ``unknown`` are words that name no day.
    """

    def __init__(
        self,
        excludes: str,
        includes: str,
        weekend: str,
        read: Callable[[str], Moment | None] | None,
    ) -> None:
        self.unknown: list[str] = []
        self._read = read
        self._weekdays: set[int] = set()
        words = []
        for word in _PARTS.split(excludes):
            folded = word.casefold()
            if folded == "weekends":
                self._weekdays.update(_WEEKENDS.get(weekend.casefold(), (5, 6)))
            elif folded in _NAMES:
                self._weekdays.add(_NAMES.index(folded))
            else:
                words.append(word)
        self._off, self._on = self._days(words), self._days(_PARTS.split(includes))

    def _days(self, words: list[str]) -> set[int]:
        days: set[int] = set()
        for word in filter(None, words):
            day = self._day(word)
            if day is None:
                self.unknown.append(word)
            else:
                days.add(day)
        return days

    def _day(self, word: str) -> int | None:
        for read in (self._read, date_format("YYYY-MM-DD")):
            found = read(word) if read else None
            if found is not None and found is not IMPOSSIBLE:
                return found.wall // DAY
        return None

    def _is_off(self, wall: int) -> bool:
        day = wall // DAY
        return day not in self._on and (day in self._off or (day + 6) % 7 in self._weekdays)

    def prolonged(self, begun: Moment, over: Moment) -> tuple[Moment, Moment]:
        """The end that is drawn, and the one that others follow. Raises Refused."""
        day, end, shown = begun.wall + DAY, over.wall, over.wall
        most = min(over.wall + _LONGEST * DAY, LAST_DAY * DAY)
        off = False
        while day <= end:
            if not off:
                shown = end
            off = self._is_off(day)
            if off:
                end += DAY
                if end > most:
                    raise Refused("it never comes to an end: all days are excluded")
            day += DAY
        return over._replace(wall=shown), over._replace(wall=end)
