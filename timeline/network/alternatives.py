"""Alternatives and the rest of the file: which of them cannot be true, and what is left.

The network is solved with each claim that gives alternatives as wide as they are together. Then
each is asked for by itself, with all else that is said; the alternatives of other claims stand at
their hull, which is wider than any choice among them and therefore honest. What cannot be true is
told and leaves the hull, and the network is solved anew, until nothing more is found. If none of
them can be true that is a conflict as any other: the weakest of what contradicts them gives way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.model.alternatives import one_of
from crisis.timeline.model.conflicts import CONTRADICTION, RULED_OUT, TENSION, Conflict
from crisis.timeline.model.relations import Work

from .constraint_graph import Nodes
from .solver import Solver
from .statements import AXIOM, HARD, ORIGIN_NODE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from crisis.timeline.model.conflicts import Reason
    from crisis.timeline.model.records import Claim, Event, Source

    from .nodes import Node
    from .statements import Statement

    Listener = Callable[[int], None]
    Key = tuple[object, ...]
    """What makes a statement the same in a network that was built anew."""

    Asked = tuple[int, int]
    """The number of an event, and the place of a claim of it."""


_ROUNDS = 12
"""So often alternatives are asked for anew by what came of the last time."""

_WORK = 2_000_000
_CIRCLES = 100_000
"""So many edges are looked at for them, and so many for those that last or are measured from
several events; behind that only their bounds are compared."""


class Choice:
    """What is left of the alternatives of a timeline's events, and what was found of the others.

    Those of a claim that does not count ``according_to`` a source are none.
    ``out`` has by event and claim the numbers of alternatives that are ruled out, ``void`` the
    claims that gave way, ``gave_way`` the events of which something else did.
    """

    def __init__(
        self, events: Sequence[Event], clocks: Mapping[str, Source], according_to: str | None
    ) -> None:
        self.events = events
        self._clocks = clocks
        self._according_to = according_to
        self.asked = [
            (number, place)
            for number, event in enumerate(events)
            for place, claim in enumerate(event.when)
            if (meaning := claim.counted) is not None and meaning.alternatives
            if according_to is None or claim.source in ("", according_to)
        ]
        self._named = self._measured_from()
        self.out: dict[Asked, set[int]] = {}
        self.void: set[Asked] = set()
        self.gave_way: set[int] = set()
        self.findings: list[Conflict] = []
        self.work = Work(_WORK)
        self.circles = Work(_CIRCLES)
        self._gone: set[Key] = set()

    def solved(
        self, prefer: tuple[str, ...], telling: Callable[[int], Listener | None]
    ) -> tuple[Nodes, Solver]:
        """The network, solved with what is left; ``telling`` has a number of nodes told of."""
        for turn in range(_ROUNDS + 1):
            nodes = Nodes(self._left_of(self.events), self._according_to, self._clocks, self)
            solver = Solver(nodes, prefer)
            solver.run(None if turn else telling(len(nodes.nodes)))
            if not self.asked or turn == _ROUNDS or not _Round(self, nodes, solver).judged():
                break
        return nodes, solver

    def _measured_from(self) -> set[int]:
        """The numbers of the events that alternatives are measured from, ruled out or not."""
        claims = [self.events[number].when[place] for number, place in self.asked]
        meanings = [claim.meaning for claim in claims if claim.meaning is not None]
        names = {link.ref for meaning in meanings if meaning.relative for link in meaning.links}
        if not names:
            return set()
        return {number for number, event in enumerate(self.events) if event.id in names}

    def left(self, asked: Asked) -> list[int]:
        """The numbers of the alternatives of a claim that are not ruled out."""
        event, place = asked
        meaning = self.events[event].when[place].meaning
        count = 0 if meaning is None else len(meaning.alternatives)
        out = self.out.get(asked, set())
        return [number for number in range(count) if number not in out]

    def let_go(self, statements: Iterable[Statement], nodes: Nodes) -> None:
        """Build the network without these from now on."""
        for statement in statements:
            self._gone.add(_key(statement, nodes.nodes))
            if statement.event >= 0:  # a clock is of none
                self.gave_way.add(statement.event)

    def needs_nodes(self, event: int) -> bool:
        """Whether an event stands in the network although nothing else bears upon it."""
        return event in self.gave_way or event in self._named

    def lacks(self, statement: Statement, nodes: Sequence[Node]) -> bool:
        """Whether a statement gave way."""
        return bool(self._gone) and _key(statement, nodes) in self._gone

    def _left_of(self, events: Sequence[Event]) -> Sequence[Event]:
        """The events, each claim with what is left of its alternatives."""
        changed = self.out.keys() | self.void
        if not changed:
            return events
        events_left = list(events)
        for number, place in changed:
            when = list(events_left[number].when)
            meaning = when[place].meaning
            assert meaning is not None
            if (number, place) in self.void:
                cores = (
                    c._replace(low=c.core_low, high=c.core_high, soft="", core_low=None)
                    for c in meaning.constraints
                    if c.soft and (c.core_low, c.core_high) != (None, None)
                )
                meaning = meaning._replace(constraints=tuple(cores), alternatives=())
            else:
                left = self.left((number, place))
                meaning = one_of([meaning.alternatives[branch] for branch in left])
            when[place] = when[place]._replace(meaning=meaning)
            events_left[number] = events_left[number]._replace(when=tuple(when))
        return events_left


class _Round:
    """Asks once for each alternative that is left whether it can be true."""

    def __init__(self, choice: Choice, nodes: Nodes, solver: Solver) -> None:
        self._choice = choice
        self._nodes = nodes
        self._solver = solver
        from .refuting import Refuting

        self._refuting = Refuting(nodes, solver, choice.work, choice.circles)

    def judged(self) -> bool:
        """Ask; whether anything was found."""
        before = len(self._choice.findings)
        gone = {id(self._nodes.statements[n].claim) for n in self._solver.suspended}
        for asked in self._choice.asked:
            number, place = asked
            if number not in self._nodes.starts or asked in self._choice.void:
                continue
            claim = self._nodes.events[number].when[place]
            account = next(
                (
                    at
                    for at, reading in enumerate(self._nodes.accounts[number])
                    if any(claim is other for other in reading.claims)
                ),
                None,
            )
            meaning = claim.meaning
            if account is None or id(claim) in gone or not (meaning and meaning.alternatives):
                continue
            clashes = [
                self._refuting.clash(number, account, claim, alternative)
                for alternative in meaning.alternatives
            ]
            left = self._choice.left(asked)
            if None not in clashes:
                self._none(asked, claim, [clash for clash in clashes if clash])
                continue
            for which, clash in zip(left, clashes, strict=True):
                if clash is not None:
                    self._choice.out.setdefault(asked, set()).add(which)
                    self._choice.findings.append(clash[0]._replace(kind=RULED_OUT))
        return len(self._choice.findings) > before

    def _none(self, asked: Asked, claim: Claim, clashes: list[tuple[Conflict, list[int]]]) -> None:
        """None of them can be true: the weakest of all that is said against them gives way.

        Accounts of other events are held against them and stay: they bound their event, and others
        that agree with them would do so still.
        """
        nodes, number = self._nodes, asked[0]
        own = [n for node in self._of(number) for n in nodes.by_node[node]]
        own = [n for n in own if nodes.statements[n].claim is claim]
        tier = max((nodes.statements[n].tier for n in own), default=HARD)
        others = dict.fromkeys(n for _, numbers in clashes for n in numbers if n not in own)
        stated = [nodes.statements[n] for n in others if n < self._solver.given]
        stated = [
            statement
            for statement in stated
            if statement.tier != AXIOM and nodes.nodes[statement.node].account is None
        ]
        weakest = max((statement.tier for statement in stated), default=AXIOM)
        said: dict[object, Reason] = {}
        from .explanations import reason

        whole = reason(own[0], nodes) if own else None
        for clash, _ in clashes:
            for telling in clash.reasons:
                own_words = telling.event == self._choice.events[number].id
                shown = whole if whole and own_words and telling.origin == claim.origin else telling
                said.setdefault((shown.event, shown.origin, shown.kind), shown)
        soft = any(shown.soft for shown in said.values())
        short = min(clash.short for clash, _ in clashes)
        kind = TENSION if soft else CONTRADICTION
        self._choice.findings.append(Conflict(kind, tuple(said.values()), short))
        if weakest >= tier:
            self._choice.let_go(
                (statement for statement in stated if statement.tier == weakest), nodes
            )
        if weakest <= tier:
            self._choice.void.add(asked)
            self._choice.gave_way.add(number)

    def _of(self, number: int) -> Iterator[int]:
        """The nodes of an event and of its accounts."""
        nodes = self._nodes
        yield nodes.starts[number]
        if number in nodes.ends:
            yield nodes.ends[number]
        for of in (nodes.account_starts, nodes.account_ends):
            for place in range(len(nodes.accounts[number])):
                if (number, place) in of:
                    yield of[number, place]


def _key(statement: Statement, nodes: Sequence[Node]) -> Key:
    ref = None if statement.ref == ORIGIN_NODE else nodes[statement.ref]
    origin = None if statement.claim is None else statement.claim.origin
    return (
        statement.kind,
        nodes[statement.node],
        ref,
        statement.low,
        statement.high,
        statement.soft,
        origin,
    )
