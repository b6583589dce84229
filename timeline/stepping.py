"""A report from top to bottom, a heading or an event at a time.

By day, and out of an index, no more of it is worked out than was asked for.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from itertools import chain
from typing import TYPE_CHECKING

from .days import iso
from .engine import Match
from .flow import Flow
from .reports import GROUPINGS, UNDATED, Group, in_time
from .silences import place, runs, spans

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .flow import Odd
    from .reports import Report
    from .silences import Span

    Step = tuple[int, Group | Match]
    """How deep it stands, and a group as its heading, or a match."""

_MOST = 400  # disputed events, which are read beforehand


def steps(report: Report) -> Iterator[Step]:
    """Each group before what is in it; the same whether it is worked out at once or not."""
    matches = report.answer.matches
    if report.by == ("day",) and isinstance(matches, Flow):
        odd = matches.odd()
        if len(odd.disputed) <= _MOST:
            return _Days(report, matches, odd).steps()
    return _walked(report.groups, 0)


def _walked(groups: Sequence[Group], depth: int) -> Iterator[Step]:
    for group in groups:
        yield depth, group
        yield from _walked(group.groups, depth + 1)
        if not group.groups:
            yield from ((depth, match) for match in group.matches)


class _Days:
    """Days in their order. An event stands in the order of time where its day is, but for few.

    Those wait for their day, or their day for them: disputed ones, which stand where one account
    puts them, and those of which only is known that they were not after a day.
    """

    def __init__(self, report: Report, flow: Flow, odd: Odd) -> None:
        self._answer = report.answer
        self._flow = flow
        self._zone = report.answer.clock.zone
        self._keys = GROUPINGS["day"]((), report.answer)
        self._disputed = frozenset(odd.disputed)
        self._open = odd.open
        self._several: list[list[Span]] = []
        self._waiting: dict[str, list[int]] = {}
        for at in odd.disputed:
            match = Match(flow.event(at), "", None)
            self._wait(match, at)
            self._several.append(spans(match, "day", self._answer))
        self._last = self._last_day()
        self._passed: list[Span] = []  # the days that those may touch which are behind
        self._next = 0
        self._above: int | None = None

    def steps(self) -> Iterator[Step]:
        while True:
            moment = self._moment()
            keys = [key for key in self._waiting if key != UNDATED]
            if moment is not None:
                keys.append(iso(self._zone.day(moment)))
            if not keys:
                break
            yield from self._group(min(keys, key=in_time))
        rest = (at for at in range(self._next, len(self._flow)) if at not in self._disputed)
        yield from self._headed(UNDATED, iter(sorted([*self._waiting.get(UNDATED, ()), *rest])))

    def _moment(self) -> int | None:
        """Where the next event stands in time; None where that is not known of any."""
        while self._next in self._disputed:
            self._next += 1
        if self._next >= self._flow.dated:
            return None
        low, high = self._flow[self._next].event.start
        return high if low is None else low

    def _group(self, key: str) -> Iterator[Step]:
        members = self._members(key)
        first = next(members, None)
        if first is not None:
            yield from self._silence(key)
            yield from self._headed(key, chain((first,), members))

    def _headed(self, key: str, members: Iterator[int]) -> Iterator[Step]:
        for number, at in enumerate(members):
            match = self._flow[at]
            if not number:
                yield 0, Group("day", key, (match,))
            yield 0, match

    def _members(self, key: str) -> Iterator[int]:
        """The places of the matches of a day, in their order."""
        waiting = deque(sorted(self._waiting.pop(key, ())))
        if not key.startswith(".."):
            over = self._zone.day_stop(place(key))
            while (moment := self._moment()) is not None and moment < over:
                at = self._next
                self._next += 1
                while waiting and waiting[0] < at:
                    yield waiting.popleft()
                match = self._flow[at]
                self._passed += spans(match, "day", self._answer)
                if self._keys(match) == [key]:
                    yield at
                else:
                    self._wait(match, at)
        yield from waiting

    def _wait(self, match: Match, at: int) -> None:
        for key in self._keys(match):
            self._waiting.setdefault(key, []).append(at)

    def _silence(self, key: str) -> Iterator[Step]:
        """The empty days before a day, as ``filled`` has them."""
        plain, here = not key.startswith(".."), place(key.removeprefix(".."))
        among = in_time(key) <= (self._last, False)
        if self._above is not None and among:
            for low, high in runs(self._above + 1, here - plain):
                last = iso(high) if high > low else ""
                yield 0, Group("day", iso(low), (), (), last, self._touching(low, high))
        if plain or (self._above is not None and among):
            self._above = here

    def _touching(self, low: int, high: int) -> int:
        """How many matches may go on or fall into empty days."""
        self._passed = [span for span in self._passed if span[1] >= low]
        found = sum(1 for begun, _ in self._passed if begun <= high)
        found += len(self._open) - bisect_left(self._open, self._next)
        return found + sum(any(a <= high and b >= low for a, b in each) for each in self._several)

    def _last_day(self) -> float:
        """The last day on which an event begins for certain, or not at all."""
        found = [place(key) for key in self._waiting if key != UNDATED and key[:2] != ".."]
        for at in range(self._flow.dated - 1, -1, -1):
            low = None if at in self._disputed else self._flow.event(at).start.earliest
            if low is not None:
                found.append(self._zone.day(low))
                break
        return max(found, default=float("-inf"))
