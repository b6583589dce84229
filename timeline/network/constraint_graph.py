"""The temporal network: what the files say about time, as statements between its nodes.

Each instant is a node: the start and, where it lasts, the end of every event, and of every account
where an event has several. Absolute bounds are distances from the origin, relations are edges.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from crisis.timeline.model.constraints import END, NO_EVENT, OF_CLOCK, START

from .claim_statements import ClaimStatements
from .nodes import Node, alone, any_lasts
from .readings import readings
from .statements import AXIOM, CAUSE, HARD, ORIGIN_NODE, Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from crisis.timeline.model.records import Claim, Event, Source

    from .nodes import Earlier
    from .readings import Reading


class Nodes(ClaimStatements):
    """All nodes, and the statements between them. Events that nothing relates to have none."""

    def __init__(
        self,
        events: Sequence[Event],
        according_to: str | None = None,
        clocks: Mapping[str, Source] = MappingProxyType({}),
        choice: Earlier | None = None,
    ) -> None:
        super().__init__(events)
        self._choice = choice
        self._build(according_to, clocks)

    def _build(self, according_to: str | None, clocks: Mapping[str, Source]) -> None:
        events = self.events
        claims, ended = self._counting_claims(according_to)
        order = sorted(claims)
        self.numbers = {events[number].id: number for number in order}
        for number in order:
            if whole := events[number].part_of:
                self.wholes.setdefault(self.numbers[whole], []).append(number)
            self.accounts[number], torn = readings(claims[number])
            self.torn += [(number, refuted) for refuted in torn]
            if any(claim.meaning and claim.meaning.alternatives for claim in claims[number]):
                self.chosen.add(number)
        self.wholes = {w: parts for w, parts in self.wholes.items() if not self._timed(w)}
        if according_to is not None:
            for spanning in self.wholes:  # what ends with its parts is measured from theirs
                self._parts_of(spanning, ended)
            lasting = (n for n in order if any_lasts(events[n].counting))
            self.untold = {n for n in lasting if events[n].id in ended and not self.lasts(n)}
        order.sort(key=lambda number: events[number].id)  # the order of the file must not matter
        for number in order:
            self._nodes(number)
        if clocks:
            self._clocks(claims.values(), clocks)
        for number in order:
            self._statements(number)
        if self._choice is not None:
            self.statements = list(self._without(self._choice))
        self.by_node = [[] for _ in self.nodes]
        for place, statement in enumerate(self.statements):
            self.by_node[statement.node].append(place)

    def _without(self, choice: Earlier) -> Iterator[Statement]:
        """The statements without some; what is left of a soft one then stands for it."""
        gone = False
        for statement in self.statements:
            core = gone and statement.kind == "core"
            gone = not core and choice.lacks(statement, self.nodes)
            if not gone:
                yield statement._replace(kind="claim") if core else statement

    def _counting_claims(self, according_to: str | None) -> tuple[dict[int, list[Claim]], set[str]]:
        """What counts of the events that have nodes, and the ids of those whose end is named.

        The bounds of all others, which are most, are ``direct``.
        """
        by_number: dict[int, list[Claim]] = {}
        named: set[str] = set()
        ended: set[str] = set()
        for number, event in enumerate(self.events):
            claims = self.counted(event, according_to)
            single = self._choice is None or not self._choice.needs_nodes(number)
            self.direct.append(bound := alone(event, claims) if single else None)
            if bound is not None:
                continue
            by_number[number] = claims
            named.update(event.caused_by, [event.part_of])
            for claim in claims:
                if claim.meaning and claim.meaning.relative:
                    named.update(link.ref for link in claim.meaning.links)
                    ended.update(link.ref for link in claim.meaning.links if link.ref_node == END)
        named.difference_update(NO_EVENT)
        for number, event in enumerate(self.events):
            if event.id in named and number not in by_number:
                by_number[number] = self.counted(event, according_to)
                self.direct[number] = None
        return by_number, ended

    def _clocks(self, claims: Iterable[list[Claim]], clocks: Mapping[str, Source]) -> None:
        """A node for each clock of which it is not known exactly how wrong it is."""
        from .clocks import owner, read_on, stated

        self.sources = clocks
        readers = read_on(claim for of in claims for claim in of)
        for number, source in enumerate(sorted({owner(clocks[name]) for name in readers})):
            node = self._add(Node(-1 - number, OF_CLOCK))
            self.clock_sources[node] = source
            for name, reader in clocks.items():
                if owner(reader) == source:
                    self.clocks[name] = node
        self.statements += stated(self)

    def _parts_of(self, whole: int, ended: set[str]) -> None:
        """Add to the events whose end is measured from the parts of such a whole."""
        left = [whole] if self.events[whole].id in ended else []
        while left:
            for part in self.wholes.get(left.pop(), ()):
                if self.events[part].id not in ended:
                    ended.add(self.events[part].id)
                    left.append(part)

    def _timed(self, number: int) -> bool:
        """Whether an event has a time of its own, whoever tells it (a day header alone is none)."""
        return any(claim.phrases for claim in self.counted(self.events[number], None))

    def _add(self, node: Node) -> int:
        self.nodes.append(node)
        return len(self.nodes) - 1

    def _nodes(self, number: int) -> None:
        accounts = self.accounts[number]
        self.starts[number] = self._add(Node(number, START))
        if self.lasts(number):
            self.ends[number] = self._add(Node(number, END))
        if len(accounts) > 1:
            for place in _in_order(accounts):
                account = accounts[place]
                if account.starts:
                    self.account_starts[number, place] = self._add(Node(number, START, place))
                if account.ends:
                    self.account_ends[number, place] = self._add(Node(number, END, place))

    def _statements(self, number: int) -> None:
        event = self.events[number]
        accounts = self.accounts[number]
        several = len(accounts) > 1
        start = self.starts[number]
        if number in self.ends:
            self._lasts(number, start, self.ends[number])
        for place in _in_order(accounts):
            account = accounts[place]
            here = self.account_starts.get((number, place), start) if several else start
            end = self.account_ends.get((number, place)) if several else self.ends.get(number)
            if several and end is not None and here != start:
                self._lasts(number, here, end)
            if event.header is not None and number not in self.wholes:
                self.day_left(number, here, account.claims, event.header)
            for claim in _by_phrase(account.claims):
                if number not in self.wholes:
                    self.state(number, claim, (here, here if end is None else end), account)
                    if claim.meaning and claim.meaning.alternatives and claim.meaning.relative:
                        self._fork(number, claim, (here, end))
        stated = any(account.starts for account in accounts) or (accounts and not several)
        if not stated and event.header is not None and number not in self.wholes:
            self.statements.append(
                Statement("header", number, start, ORIGIN_NODE, *event.header.ends, HARD)
            )
        for cause in sorted(event.caused_by):
            other = self.starts[self.numbers[cause]]
            self.statements.append(Statement("cause", number, start, other, 0, None, CAUSE))
        if event.part_of:
            self._part(number, self.numbers[event.part_of])

    def _lasts(self, number: int, start: int, end: int) -> None:
        self.statements.append(Statement("lasts", number, end, start, 0, None, AXIOM))

    def _part(self, number: int, whole: int) -> None:
        """Within a whole that lasts; a whole without a time of its own spans its parts instead."""
        last = self.ends.get(number, self.starts[number])
        if whole in self.wholes:
            for node, part, low, high in (
                (self.starts[whole], self.starts[number], None, 0),
                (self.ends[whole], last, 0, None),
            ):
                self.statements.append(
                    Statement("whole", whole, node, part, low, high, AXIOM, oneway=True)
                )
            return
        if whole not in self.ends:
            return
        start, end = self.starts[whole], self.ends[whole]
        self.statements.append(Statement("part", number, self.starts[number], start, 0, None))
        self.statements.append(Statement("part", number, last, end, None, 0))


def _in_order(accounts: Sequence[Reading]) -> Sequence[int]:
    """The places of accounts in an order in which that of the file does not matter."""
    if len(accounts) < 2:
        return range(len(accounts))
    said = [
        (account.source, account.level, sorted(map(_phrase, account.claims)))
        for account in accounts
    ]
    return sorted(range(len(accounts)), key=said.__getitem__)


def _by_phrase(claims: Sequence[Claim]) -> Sequence[Claim]:
    return claims if len(claims) < 2 else sorted(claims, key=_phrase)


def _phrase(claim: Claim) -> str:
    return claim.phrase
