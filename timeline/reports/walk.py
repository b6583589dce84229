"""A report from top to bottom, a heading or an event at a time.

By day, and out of an index, no more of it is worked out than was asked for.
"""

from __future__ import annotations

from collections import deque
from functools import cached_property
from heapq import heappop, heappush
from itertools import chain
from math import inf
from typing import TYPE_CHECKING

from crisis.timeline.query.lazy_matches import Flow

from .all_day import Daylong
from .groups import Group, Key, day_key
from .silences import runs, silent, span, spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from crisis.timeline.query.answer import Match

    from .report import Report
    from .silences import Span

    Step = tuple[int, Group | Match]
    """How deep it stands, and a group as its heading, or a match."""


def steps(report: Report) -> Iterator[Step]:
    """Each group before what is in it; the same whether it is worked out at once or not."""
    matches = report.answer.matches
    grouped = "groups" in vars(report)  # then all of them were read already
    if report.by == ("day",) and isinstance(matches, Flow) and not grouped:
        return _Days(report, matches).steps()
    return _walked(report.groups, 0)


def _walked(groups: Sequence[Group], depth: int) -> Iterator[Step]:
    for group in groups:
        yield depth, group
        yield from _walked(group.groups, depth + 1)
        if not group.groups:
            yield from ((depth, match) for match in group.matches)


class _Days:
    """Days in their order. An event stands in the order of time where its day is, but for few.

    Those wait for their day, or are read before it: those of several times, as disputed ones,
    which stand where one account puts them, and those of which only is known that they were not
    after a day, which are shown before it.
    """

    def __init__(self, report: Report, flow: Flow) -> None:
        self._answer = report.answer
        self._flow = flow
        self._zone = report.answer.clock.zone
        branched, self._open = flow.odd()
        self._branched = frozenset(event.place for event in branched)
        self._apart = self._branched.union(self._open)
        self._opened = 0  # so many of those that are open were shown
        self._touched = [event.touched for event in branched]
        self._waiting: dict[Key, list[int]] = {}
        self._due: list[tuple[tuple[float, bool], Key]] = []  # a heap of the days in ``_waiting``
        for event in branched:
            self._wait(day_key(event.start, self._zone), event.place)
        self._last = self._last_day()
        self._passed: list[Span] = []  # the days that those may touch which are behind
        self._next = 0
        self._above: int | None = None
        self._daylong = Daylong(report.answer)
        self._shown: Match | None = None

    def steps(self) -> Iterator[Step]:
        while True:
            moment = self._moment()
            while self._due and self._due[0][1] not in self._waiting:
                heappop(self._due)
            following = self._due[:1]
            if moment is not None:
                key = Key("day", self._zone.day(moment))
                following.append((key.in_time, key))
            opened = self._open_key()
            if opened is not None and not opened.missing:
                following.append((opened.in_time, opened))
            if not following:
                break
            yield from self._group(min(following)[1])
        rest = [at for at in range(self._next, len(self._flow)) if at not in self._apart]
        rest += self._open[self._opened :]
        undated = Key("day")
        yield from self._headed(undated, iter(sorted([*self._waiting.get(undated, ()), *rest])))

    def _moment(self) -> int | None:
        """Where the next event stands in time; None where that is not known of any."""
        while self._next in self._apart:
            self._next += 1
        if self._next >= self._flow.dated:
            return None
        return self._flow[self._next].event.start.earliest

    def _open_key(self) -> Key | None:
        """The day of the next one that is open."""
        if self._opened == len(self._open):
            return None
        return day_key(self._flow.event(self._open[self._opened]).start, self._zone)

    def _group(self, key: Key) -> Iterator[Step]:
        members = self._members(key)
        first = next(members, None)
        if first is not None:
            yield from self._silence(key)
            yield from self._headed(key, chain((first,), members))

    def _headed(self, key: Key, members: Iterator[int]) -> Iterator[Step]:
        before: dict[str, str] = {}
        matches = self._read(members, before)
        shown = matches if key.missing else self._daylong.day(matches)
        for number, match in enumerate(self._daylong.marked(shown, self._shown, before)):
            if not number:
                yield 0, Group(key, (match,))
            yield 0, match
            self._shown = match

    def _read(self, members: Iterable[int], before: dict[str, str]) -> Iterator[Match]:
        """The matches at some places; ``before`` hears which one the order of time has above."""
        for at in members:
            if at in self._apart:
                yield self._flow.lone(at)
                continue
            match = self._flow[at]
            if at:
                before[match.event.id] = self._flow[at - 1].event.id
            yield match

    def _members(self, key: Key) -> Iterator[int]:
        """The places of the matches of a day, in their order."""
        waiting = deque(sorted(self._waiting.pop(key, ())))
        if key.open:
            waiting = deque(sorted([*waiting, *self._opening(key)]))
        elif key.whole is not None:
            over = self._zone.day_stop(key.whole)
            while (moment := self._moment()) is not None and moment < over:
                at = self._next
                self._next += 1
                while waiting and waiting[0] < at:
                    yield waiting.popleft()
                match = self._flow[at]
                self._passed += spans(match, "day", self._answer)
                if (own := day_key(match.event.start, self._zone)) == key:
                    yield at
                else:
                    self._wait(own, at)
        yield from waiting

    def _opening(self, key: Key) -> Iterator[int]:
        """The places of those that are open and have a day."""
        while self._open_key() == key:
            at = self._open[self._opened]
            self._opened += 1
            self._passed += spans(self._flow.lone(at), "day", self._answer)
            yield at

    def _wait(self, key: Key, at: int) -> None:
        if key not in self._waiting and not key.missing:
            heappush(self._due, (key.in_time, key))
        self._waiting.setdefault(key, []).append(at)

    def _silence(self, key: Key) -> Iterator[Step]:
        """The empty days before a day, as ``filled`` has them."""
        here = key.number
        if here is None:
            return
        among = here <= self._last
        if self._above is not None and among:
            for low, high in runs(self._above + 1, here - 1, self._zone):
                yield 0, silent("day", low, high, self._touching(low, high))
        if not key.open:
            self._above = here
        elif self._above is not None and among:
            self._above = max(self._above, here - 1)

    def _touching(self, low: int, high: int) -> int:
        """How many matches may go on or fall into empty days."""
        self._passed = [span for span in self._passed if span[1] >= low]
        count = sum(1 for begun, _ in self._passed if begun <= high)
        count += len(self._open) - self._opened
        return count + sum(any(a <= high and b >= low for a, b in spans) for spans in self._several)

    @cached_property
    def _several(self) -> list[list[Span]]:
        """The days that each event of several times may touch."""
        return [[span(*bound.ends, self._zone.day) for bound in bounds] for bounds in self._touched]

    def _last_day(self) -> float:
        """The last day on which an event begins for certain, or not at all."""
        days = [key.whole for key in self._waiting if key.whole is not None]
        if self._flow.large:
            last = self._flow.last_start()
            return max([*days, *([] if last is None else [self._zone.day(last)])], default=-inf)
        for at in range(self._flow.dated - 1, -1, -1):
            low = None if at in self._branched else self._flow.event(at).start.earliest
            if low is not None:
                days.append(self._zone.day(low))
                break
        return max(days, default=float("-inf"))
