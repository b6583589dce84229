"""What all events of an index come to, without reading one: how many have each word, or each day.

An event is told of by its id and its start alone.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any

from crisis.timeline.base.calendar import iso
from crisis.timeline.base.zones import DAY
from crisis.timeline.model.records import Bound
from crisis.timeline.model.serialize import Damaged, by_name, number, several, text
from crisis.timeline.query.numbered_times import OPEN
from crisis.timeline.query.totals import Edge, Sum

from .schema import DATELESS
from .sql_windows import meets_by_class

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from crisis.timeline.base.zones import Zone

    from .reader import Index

_UNBOUNDED = (2 * OPEN).bit_length()
"""The class of times that are open on both sides, and so touch every day."""


class Sums:
    """Questions about all events of an index. They raise one of DAMAGE where it is broken."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._database = index.database
        self._dated = number(index.fact("dated"))
        self._widths = several(number)(index.fact("widths"))

    def words(self, kind: str) -> list[Sum]:
        """All words of a kind (actor, source, tag folded, status), as events first have them."""
        rows = self._all(
            "SELECT name, count, (SELECT min(rank) FROM posting WHERE term = number),"
            " (SELECT max(rank) FROM posting WHERE term = number AND rank < ?)"
            " FROM term WHERE kind = ? ORDER BY number",
            self._dated,
            kind,
        )
        return [self._sum(*row) for row in rows]

    def united(self, kind: str, word: str, names: Iterable[str]) -> Sum:
        """The events that have any of some names, one at least, under one word."""
        terms = [self._term(kind, name) for name in names]
        ((count, first, last),) = self._all(
            "SELECT count(DISTINCT rank), min(rank), max(CASE WHEN rank < ? THEN rank END)"
            " FROM posting WHERE term IN (SELECT value FROM json_each(?))",
            self._dated,
            str(terms),
        )
        return self._sum(word, count, first, last)

    def tags(self) -> list[Sum]:
        """All tags as they are shown, in any order."""
        spelled = by_name(text)(self._index.fact("spelled"))
        return [total._replace(word=spelled[total.word]) for total in self.words("tag")]

    def days(self, zone: Zone) -> list[Sum] | None:
        """The days on which events begin, each with all events that may touch it.

        None where clocks are put back over a midnight, so that a day is no stretch of time.
        """
        days = sorted(self._begun(zone))
        if any(not _steady(zone, edge) for day in days for edge in (day, day + 1)):
            return None
        tallies = [_Tally() for _ in days]
        starts, stops = map(zone.day_start, days), map(zone.day_stop, days)
        windows = list(zip(starts, stops, strict=True))
        widths = str([width for width in self._widths if width != _UNBOUNDED])
        unbounded = self._all(
            "SELECT count(*), min(rank), max(rank) FROM event WHERE class = ? AND NOT flags & ?",
            _UNBOUNDED,
            DATELESS,
        )
        for tally, (start, stop) in zip(tallies, windows, strict=True):
            tally.add(*unbounded[0])
            touching = self._all(
                "SELECT count(*), min(e.rank), max(e.rank) FROM json_each(?1) w"
                " CROSS JOIN event e INDEXED BY event_time ON "
                + meets_by_class("e", "w.value", "?2", "?3"),
                widths,
                start,
                stop,
            )
            tally.add(*touching[0])
        for rank, places in self._branched(windows):
            for place in places:
                tallies[place].add(1, rank, rank)
        return [
            self._sum(iso(day), tally.number, tally.first, tally.last)
            for day, tally in zip(days, tallies, strict=True)
            if tally.number
        ]

    def _begun(self, zone: Zone) -> set[int]:
        """The days on which an event may begin at the earliest."""
        days: set[int] = set()
        for width in (*self._widths, None):
            over = 1 - OPEN
            while True:
                ((low,),) = self._all(
                    "SELECT min(low) FROM event INDEXED BY event_time"
                    " WHERE class IS ? AND low >= ?",
                    width,
                    over,
                )
                if low is None:
                    break
                day = zone.day(number(low))
                days.add(day)
                over = max(zone.day_stop(day), low + 1)
        return days

    def _branched(self, windows: Sequence[tuple[int, int]]) -> Iterator[tuple[int, set[int]]]:
        """The ranks of events of several times, and the places of the days that these touch."""
        starts, stops = [start for start, _ in windows], [stop for _, stop in windows]
        days_of: dict[int, set[int]] = {}
        for rank, low, last in self._all(
            "SELECT a.rank, a.low, a.last FROM event e JOIN account a ON a.rank = e.rank"
            " WHERE e.class IS NULL AND NOT e.flags & ?",
            DATELESS,
        ):
            days = range(bisect_right(stops, number(low)), bisect_right(starts, number(last)))
            days_of.setdefault(number(rank), set()).update(days)
        yield from days_of.items()

    def _sum(self, word: object, count: object, first: object, last: object) -> Sum:
        edge = self._edge(number(first))
        last = edge if last is None or last == first else self._edge(number(last))
        return Sum(text(word), number(count), edge, last)

    def _edge(self, rank: int) -> Edge:
        ((name, low, high),) = self._all("SELECT id, low, high FROM event WHERE rank = ?", rank)
        earliest = None if low == -OPEN else number(low)
        return Edge(text(name), Bound(earliest, None if high == OPEN else number(high)))

    def _term(self, kind: str, name: str) -> int:
        rows = self._all("SELECT number FROM term WHERE kind = ? AND name = ?", kind, name)
        if not rows:
            raise Damaged("no such word")
        return number(rows[0][0])

    def _all(self, query: str, *given: object) -> list[tuple[Any, ...]]:
        return self._database.execute(query, given).fetchall()


class _Tally:
    """How many events a day has, and the first and the last rank of them."""

    def __init__(self) -> None:
        self.number = 0
        self.first = self.last = 0

    def add(self, count: object, first: object, last: object) -> None:
        """Enter some events, by their number and their first and last rank."""
        if number(count):
            self.first = min(self.first, number(first)) if self.number else number(first)
            self.last = max(self.last, number(last)) if self.number else number(last)
            self.number += number(count)


def _steady(zone: Zone, day: int) -> bool:
    """Whether clocks are not put back over the midnight before a day."""
    first, last = zone.readings(day * DAY)
    return first == last or zone.is_gap(day * DAY)
