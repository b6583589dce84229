"""The nodes of the network: which events need some, and which are those of an event."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.model.constraints import CLOCK, END, ORIGIN
from crisis.timeline.model.records import Bound

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from crisis.timeline.model.records import Claim, Event, Source

    from .forks import Fork
    from .readings import Reading, Torn
    from .statements import Statement

_bound = Bound._of


class Node(NamedTuple):
    """The start (0) or end (1) of an event, or of one of its accounts, by number.

    That of a clock (2) has a number below zero instead of an event's.
    """

    event: int
    which: int
    account: int | None = None


def alone(event: Event, claims: list[Claim]) -> Bound | None:
    """The bound of an event that no network is needed for; None for every other."""
    if event.caused_by or event.part_of:
        return None
    low, high = event.header.ends if event.header is not None and not claims else (None, None)
    for claim in claims:
        meaning = claim.meaning
        several = claim.source != claims[0].source
        if meaning is None or meaning.lasts or meaning.days or meaning.months or several:
            return None
        if meaning.alternatives and (len(claims) > 1 or meaning.relative):
            return None
        for constraint in meaning.constraints:
            if constraint.ref != ORIGIN:
                return None
            earliest, latest = constraint.low, constraint.high
            if earliest is not None and (low is None or earliest > low):
                low = earliest
            if latest is not None and (high is None or latest < high):
                high = latest
    if low is not None and high is not None and low > high:
        return None
    return _bound(low, high)


def any_lasts(claims: Sequence[Claim]) -> bool:
    """Whether one of the claims says of what lasts that it does."""
    return any(claim.meaning is not None and claim.meaning.lasts for claim in claims)


class Earlier(Protocol):
    """What was found before, when the network was solved with less known; see alternatives.py."""

    def needs_nodes(self, event: int) -> bool: ...
    def lacks(self, statement: Statement, nodes: Sequence[Node]) -> bool: ...


class NodeTable:
    """Where the instants of events stand among the nodes; what makes them is Nodes."""

    def __init__(self, events: Sequence[Event]) -> None:
        self.events = events
        self.nodes: list[Node] = []
        self.statements: list[Statement] = []
        self.by_node: list[list[int]] = []  # the numbers of the statements about each node
        self.accounts: dict[int, list[Reading]] = {}  # of events that have nodes
        self.torn: list[tuple[int, Torn]] = []  # by event
        self.starts: dict[int, int] = {}
        self.ends: dict[int, int] = {}
        self.account_starts: dict[tuple[int, int], int] = {}  # of accounts that tell the start
        self.account_ends: dict[tuple[int, int], int] = {}
        self.direct: list[Bound | None] = []  # by event, None for those that have nodes
        self.numbers: dict[str, int] = {}  # by id, of events that have nodes
        self.wholes: dict[int, list[int]] = {}
        self.clocks: dict[str, int] = {}  # by source, of clocks whose error is not known exactly
        self.sources: Mapping[str, Source] = {}  # of these clocks
        self.clock_sources: dict[int, str] = {}  # by node
        self.forks: dict[int, list[Fork]] = {}  # by the node that has them
        self.chosen: set[int] = set()  # events with accounts that have alternatives
        self.untold: set[int] = set()  # of whose end only others tell, but that is measured from

    def counted(self, event: Event, according_to: str | None) -> list[Claim]:
        """The claims that count."""
        counting = event.counting
        if according_to is None:
            return counting
        return [claim for claim in counting if claim.source in ("", according_to)]

    def lasts(self, number: int) -> bool:
        """Whether an event has an end of its own."""
        if number in self.wholes or number in self.untold:
            return True
        return any(any_lasts(account.claims) for account in self.accounts[number])

    def account(self, number: int, place: int, which: int) -> int:
        """The node of an account's start or end; -1 where it says nothing of it."""
        of = self.account_ends if which == END else self.account_starts
        return of.get((number, place), -1)

    def counting(self, number: int, which: int, gone: Collection[int] = ()) -> list[int]:
        """The accounts that count for a start or an end: the surest of those that tell of it.

        Those that are ``gone`` do not.
        """
        accounts = self.accounts[number]
        telling = [
            place
            for place in range(len(accounts))
            if place not in gone and self.account(number, place, which) >= 0
        ]
        best = max((accounts[place].level for place in telling), default=0)
        return [place for place in telling if accounts[place].level == best]

    def several(self, number: int) -> bool:
        """Whether an event has more than one account."""
        return len(self.accounts[number]) > 1

    def ref(self, name: str, which: int, source: str) -> int:
        """The node of ``@name`` in a claim of a source, or of that source's clock.

        That is its own account of this instant, where it has one and does not contradict itself.
        """
        if name == CLOCK:
            return self.clocks[source]
        number = self.numbers[name]
        start = self.starts[number]
        place = self._own(number, source) if self.several(number) else None
        if place is None:
            return self.ends.get(number, start) if which == END else start
        own = self.account_starts.get((number, place), start)
        if which != END:
            return own
        return self.account_ends.get((number, place), self.ends.get(number, own))

    def _own(self, number: int, source: str) -> int | None:
        """The one account of a source that is surest of what it says."""
        own = [
            (account.level, place)
            for place, account in enumerate(self.accounts[number])
            if account.source == source
        ]
        best = [place for sure, place in own if sure == max(own)[0]]
        return best[0] if len(best) == 1 else None
