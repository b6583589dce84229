"""What a world's claims come to, computed the plain way (Floyd and Warshall) from their rules."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import product
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from .tellers import END, MINUTE, START, readings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

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


class _Accounts:
    """A world whose events that several sources tell of have an instant for each of them."""

    def __init__(self, made: World, ended: Mapping[str, bool] | None = None) -> None:
        self.made = made
        self.ended = ended or {event.id: made.ended(event) for event in made.events}
        self.tellers = {e.id: sorted({said.source for said in e.said}) for e in made.events}
        self.tells = {
            (event.id, rule.node, said.source)
            for event in made.events
            for said in event.said
            for rule in said.rules
        }

    def place(self, event: str, which: int, source: str) -> Node:
        """The instant that ``source`` means by a start or an end."""
        which = which if self.ended[event] else START
        alone = len(self.tellers[event]) < 2 or (event, which, source) not in self.tells
        return (event if alone else f"{event} by {source}"), which

    def said(self, event: Happening, slack: int = 0, *, alone: bool = False) -> Iterator[Edge]:
        """What its claims say; ``alone`` leaves out how it stands to others.

        Then what a source is less sure of is left out, too: where it has said something surer, that
        is its account, as others measure from it.
        """
        surest: dict[str, int] = {}
        for said in event.said:
            surest[said.source] = max(sure(said), surest.get(said.source, 0))
        for said in event.said:
            if alone and sure(said) < surest[said.source]:
                continue
            start = self.place(event.id, START, said.source)
            end = self.place(event.id, END, said.source)
            if not alone or len(self.tellers[event.id]) < 2:
                yield Edge(end, start, 0, None)
            for rule in said.rules:
                if alone and rule.ref not in ("", event.id):
                    continue
                ref = self.place(rule.ref, rule.which, said.source) if rule.ref else ORIGIN
                more = 0 if rule.ref else slack
                low = None if rule.low is None else rule.low - more
                high = None if rule.high is None else rule.high + more
                yield Edge(end if rule.node else start, ref, low, high)


def sure(said: Said) -> int:
    """How sure a claim is: 0 with a ``?``, then by its confidence, medium where it names none."""
    if any(text.endswith("?") for _, text in said.keys):
        return 0
    return {"low": 1, "high": 3}.get(dict(said.more).get("confidence", ""), 2)


def accounts_together(made: World, name: str, pair: tuple[str, str], slack: int) -> bool:
    """Whether two sources can both be right about an event, each with all else that it says.

    What both measure from is the same instant, unless they have an account of it of their own.
    What is only told of another event that has several accounts bounds nothing else, nor does what
    a source is less sure of there: ``at @x`` means x as its surest claims have it.
    """
    told = _Accounts(made)
    found: list[Edge] = []
    for event in made.events:
        alone = event.id != name and len(told.tellers[event.id]) > 1
        found += told.said(event, slack, alone=alone)
    for which in (START, END):
        nodes = [told.place(name, which, source) for source in pair]
        if nodes[0] != nodes[1] and all((name, which, source) in told.tells for source in pair):
            found.append(Edge(nodes[0], nodes[1], 0, 0))
    return solve(made, found).sound


def possible(made: World, ended: Mapping[str, bool]) -> bool:
    """Whether all can be true where every event is as one of its accounts has it."""
    told = _Accounts(made, ended)
    several = [event.id for event in made.events if len(told.tellers[event.id]) > 1]
    found = [edge for edge in edges(made, 0, ended) if edge.said is None]
    found += [edge for event in made.events for edge in told.said(event)]
    for event in made.events:
        if event.header and any(said.confined for said in event.said):
            low, high = days(event.header, made.zone)
            found += [
                Edge(told.place(event.id, START, said.source), ORIGIN, low, high)
                for said in event.said
                if said.confined
            ]
    for chosen in product(*(told.tellers[name] for name in several)):
        same = [
            Edge((name, which), told.place(name, which, source), 0, 0)
            for name, source in zip(several, chosen, strict=True)
            for which in (START, END)
            if (name, which, source) in told.tells
        ]
        if solve(made, found + same).sound:
            return True
    return False


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
