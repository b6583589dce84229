"""What may be at any time of a day stands behind what is known better, wherever people look.

The order of time goes by the earliest instant, which would open every day with what is known
least. Nothing goes behind what certainly follows it, and the JSON keeps the order of time.
"""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from crisis.timeline.base.zones import SECOND
from crisis.timeline.query.order import Order
from crisis.timeline.query.stores import store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from crisis.timeline.base.zones import Zone
    from crisis.timeline.model.records import Event
    from crisis.timeline.query.answer import Answer, Match


_MOST = 100_000  # pairs that are looked at; behind them all stand at the end of their day


def whole_day(event: Event, zone: Zone) -> bool:
    """Whether all that is known of a start is its day, so that it may be at any time of it."""
    low, high = event.start.ends
    if low is None or high is None or event.branched:
        return False  # it stands where one of its times puts it
    if high - low < SECOND:
        return False  # no day is so short
    day = zone.day(low)
    first, stop = zone.day_start(day), zone.day_stop(day)
    return low < first + SECOND and high >= stop - SECOND  # as it is shown, rounded


class Daylong:
    """Puts the matches of an answer in the order in which people are shown them."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self._zone = answer.clock.zone
        self._asked = 0
        query = answer.query
        self.stays = (
            query.reverse or query.delta or query.sort == "latest"
        )  # each is told by another

    @cached_property
    def _order(self) -> Order:
        return Order(store(self._answer.timeline).links())

    def shown(self, matches: Sequence[Match]) -> list[Match]:
        """Matches in the order of time, each with its day and judged by the one above it."""
        if self.stays:
            return list(matches)
        before = {below.event.id: above.event.id for above, below in pairwise(matches)}
        return list(self.marked(self.placed(matches), None, before))

    def placed(self, matches: Iterable[Match]) -> Iterator[Match]:
        """As ``shown``, but not judged anew.

        What may have begun at any time before stands first in the day where it was at the latest.
        """
        if self.stays:
            yield from matches
            return
        days: dict[int | None, list[Match]] = {}
        for match in matches:
            days.setdefault(self._day(match), []).append(match)
        for members in days.values():
            yield from self.day(sorted(members, key=_closed))

    def day(self, members: Iterable[Match]) -> Iterator[Match]:
        """The matches of one day in the order in which they are shown."""
        if self.stays:
            yield from members
            return
        held: list[Match] = []
        for match in members:
            if whole_day(match.event, self._zone):
                held.append(match)
                continue
            for left in self._before(held, match):
                held.remove(left)
                yield left
            yield match
        yield from held

    def marked(
        self, rows: Iterable[Match], above: Match | None, before: Mapping[str, str]
    ) -> Iterator[Match]:
        """Rows as they are shown, each judged by the one above it.

        ``before`` tells by id which one is above it in the order of the answer, by which it was
        judged; in groups that is often another.
        """
        for row in rows:
            asked = above is None or before.get(row.event.id) != above.event.id or row.unordered
            above = self._behind(above, row) if asked else row
            yield above

    def _day(self, match: Match) -> int | None:
        low, high = match.event.start
        known = high if low is None else low
        return None if known is None else self._zone.day(known)

    def _before(self, held: list[Match], match: Match) -> list[Match]:
        """The matches that are held back and certainly do not come behind this one."""
        high = match.event.start.latest
        if not held or self._asked > _MOST:
            return []
        day = self._day(held[0])
        if high is not None and day is not None and high < self._zone.day_stop(day) - SECOND:
            return []  # it is over before the day is: nothing that comes before it lasts as long
        self._asked += len(held)
        return [waiting for waiting in held if self._order.follows(waiting.event, match.event)]

    def _behind(self, above: Match | None, match: Match) -> Match:
        first, second = (match, above) if self._answer.query.reverse else (above, match)
        if first is None or second is None:
            return match if match.ordered else match._replace(ordered=True, earlier=False)
        known = self._order.follows(first.event, second.event)
        earlier = known is False and bool(self._order.follows(second.event, first.event))
        if (known, earlier) == (match.ordered, match.earlier):
            return match
        return match._replace(ordered=known, earlier=earlier)


def _closed(match: Match) -> bool:
    """Whether a start is known to be after something, or not known at all."""
    low, high = match.event.start
    return low is not None or high is None
