"""A clock under a day header: under another day it means the same, only so much later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .constraints import Constraint, Meaning
from .phrases import At, Moment
from .zones import FIRST_DAY, LAST_DAY

if TYPE_CHECKING:
    from .dates import Days
    from .phrases import Phrase
    from .zones import Zone

_new = tuple.__new__


class DayClocks:
    """Remembers what clocks and parts of the day mean on steady days of the timeline's zone.

    A day is steady where the zone's offset is that of the days around it.
    """

    def __init__(self, zone: Zone | None) -> None:
        self.zone = zone
        self._known: dict[str, tuple[int, Meaning]] = {}
        self._steady: dict[int, int] = {}  # the beginnings of days; -1 where one is not steady

    def beginning(self, header: Days) -> int:
        """When a header's day begins, in microseconds; -1 where it is not one steady day."""
        day = header.first
        found = self._steady.get(day)
        if found is None:
            inside = self.zone is not None and FIRST_DAY + 1 < day < LAST_DAY - 1
            steady = inside and self.zone is not None and self.zone.steady(day - 1, day + 1)
            found = self.zone.day_start(day) if self.zone is not None and steady else -1
            self._steady[day] = found
        return found if day == header.last else -1

    def recall(self, phrase: Phrase, header: Days) -> Meaning | None:
        """What a phrase means under a header, where its meaning on another day is known."""
        known = self._known.get(phrase.text)
        if known is None or (begins := self.beginning(header)) == -1:
            return None
        later = begins - known[0]
        meaning = known[1]
        constraints = [_moved(constraint, later) for constraint in meaning.constraints]
        return _new(Meaning, (tuple(constraints), *meaning[1:]))

    def remember(self, phrase: Phrase, header: Days, meaning: Meaning) -> None:
        """Learn what a phrase means under a header, if it is a clock or a part of that day."""
        if len(phrase.start) != 1 or phrase.lasts or phrase.doubted:
            return
        statement = phrase.start[0]
        moment = statement.anchor if isinstance(statement, At) else None
        if not isinstance(moment, Moment) or moment.days is not None or moment.zone:
            return
        if (begins := self.beginning(header)) != -1:
            self._known[phrase.text] = (begins, meaning)


def _moved(constraint: Constraint, later: int) -> Constraint:
    node, ref, ref_node, low, high, core_low, core_high, *rest = constraint
    return _new(
        Constraint,
        (
            node,
            ref,
            ref_node,
            None if low is None else low + later,
            None if high is None else high + later,
            None if core_low is None else core_low + later,
            None if core_high is None else core_high + later,
            *rest,
        ),
    )
