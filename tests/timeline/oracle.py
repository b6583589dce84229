"""What a world's claims come to, computed the plain way (Floyd and Warshall) from their rules."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from .tellers import END, MINUTE, START, readings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .worlds import Happening, Said, World

INF = float("inf")
ORIGIN = ("", START)
Node = tuple[str, int]


class Edge(NamedTuple):
    """``low <= node - ref <= high``; ``said`` is whose claim it is, if it is one's."""

    node: Node
    ref: Node
    low: int | None
    high: int | None
    said: Said | None = None


def days(header: str, zone: str) -> tuple[int, int]:
    """The first and the last instant of the days of a header."""
    first, _, last = header.partition("..")
    begin = datetime.fromordinal(date.fromisoformat(first).toordinal())
    over = datetime.fromordinal(date.fromisoformat(last or first).toordinal())
    there = ZoneInfo(zone)
    return readings(begin, there)[0], readings(over + timedelta(days=1), there)[1] - 1


def edges(made: World, slack: int = 0, ended: Mapping[str, bool] | None = None) -> list[Edge]:
    """All that a world's file says; an instant may be ``slack`` farther away.

    ``ended`` tells which events have an end, where it is not this file that does.
    """
    ended = ended or {event.id: made.ended(event) for event in made.events}
    found: list[Edge] = []
    for event in made.events:
        start, last = (event.id, START), (event.id, END if ended[event.id] else START)
        if ended[event.id]:
            found.append(Edge((event.id, END), start, 0, None))
        confined = not event.said and not _whole(made, event)
        for said in event.said:
            confined |= said.confined
            for rule in said.rules:
                node = start if rule.node == START else last
                ref = ORIGIN
                more = slack
                if rule.ref:
                    ref = rule.ref, rule.which if ended[rule.ref] else START
                    more = 0
                low = None if rule.low is None else rule.low - more
                high = None if rule.high is None else rule.high + more
                found.append(Edge(node, ref, low, high, said))
        if event.header and confined:
            low, high = days(event.header, made.zone)
            found.append(Edge(start, ORIGIN, low - slack, high + slack))
        found += [Edge(start, (cause, START), 0, None) for cause in event.caused_by]
        if event.part_of and ended[event.part_of]:
            found.append(Edge(start, (event.part_of, START), 0, None))
            found.append(Edge(last, (event.part_of, END), None, 0))
    return found


def _whole(made: World, event: Happening) -> bool:
    return any(other.part_of == event.id for other in made.events)


def accounts_together(made: World, name: str, pair: tuple[str, str], slack: int) -> bool:
    """Whether two sources can both be right about an event, each with all else that it says.

    What both measure from is the same instant, unless they have an account of it of their own.
    What is only told of another event that has several accounts bounds nothing else.
    """
    teller = {event.id: {said.source for said in event.said} for event in made.events}
    ended = {event.id: made.ended(event) for event in made.events}
    tells = {
        (event.id, rule.node, said.source)
        for event in made.events
        for said in event.said
        for rule in said.rules
    }

    def place(event: str, which: int, source: str) -> Node:
        which = which if ended[event] else START
        alone = len(teller[event]) < 2 or (event, which, source) not in tells
        return (event if alone else f"{event} by {source}"), which

    found: list[Edge] = []
    for event in made.events:
        for said in event.said:
            here = said.source
            start, end = place(event.id, START, here), place(event.id, END, here)
            found.append(Edge(end, start, 0, None))
            for rule in said.rules:
                if (
                    rule.ref not in ("", event.id)
                    and event.id != name
                    and len(teller[event.id]) > 1
                ):
                    continue
                ref = place(rule.ref, rule.which, here) if rule.ref else ORIGIN
                more = 0 if rule.ref else slack
                low = None if rule.low is None else rule.low - more
                high = None if rule.high is None else rule.high + more
                found.append(Edge(end if rule.node else start, ref, low, high))
    for which in (START, END):
        nodes = [place(name, which, source) for source in pair]
        if nodes[0] != nodes[1] and all((name, which, source) in tells for source in pair):
            found.append(Edge(nodes[0], nodes[1], 0, 0))
    return solve(made, found).sound


class Solved(NamedTuple):
    """The greatest difference of each two nodes, from the second to the first."""

    numbers: dict[Node, int]
    far: list[list[float]]

    @property
    def sound(self) -> bool:
        """Whether everything can be true at once."""
        return all(self.far[n][n] >= 0 for n in range(len(self.far)))

    def between(self, first: Node, second: Node) -> tuple[int | None, int | None]:
        """The bound of ``second - first``; None is open."""
        a, b = self.numbers[first], self.numbers[second]
        low, high = -self.far[b][a], self.far[a][b]
        return (None if low == -INF else int(low)), (None if high == INF else int(high))


def solve(made: World, some: Iterable[Edge]) -> Solved:
    """The shortest paths between all instants of a world, and what else the edges name."""
    some = list(some)
    nodes = [ORIGIN, *((e.id, which) for e in made.events for which in (START, END))]
    nodes = list(dict.fromkeys([*nodes, *(node for edge in some for node in edge[:2])]))
    numbers = {node: number for number, node in enumerate(nodes)}
    size = range(len(nodes))
    far = [[0 if a == b else INF for b in size] for a in size]
    for edge in some:
        node, ref = numbers[edge.node], numbers[edge.ref]
        if edge.high is not None:
            far[ref][node] = min(far[ref][node], edge.high)
        if edge.low is not None:
            far[node][ref] = min(far[node][ref], -edge.low)
    for via in size:
        over = far[via]
        for row in far:
            if (first := row[via]) != INF:
                for b in size:
                    row[b] = min(row[b], first + over[b])
    return Solved(numbers, far)


SLACK = MINUTE
"""What the rounding of a clock excuses."""
