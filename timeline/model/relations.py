"""Where events stand in the network, and how far relations lead from there.

Differences between events are asked of these verbs, so that the network may as well lie in an
index as in memory.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from crisis.timeline.base.namedtuple import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .conflicts import Reason
    from .details import Bound
    from .records import Event

    Chain = tuple[Reason, ...]
    """The statements that led to a bound, from the first on."""

    Chains = tuple[tuple[Chain, Chain], tuple[Chain, Chain] | None]
    """The chains to the earliest and the latest start and, where it lasts, to those of the end."""

    Reach = tuple[dict[int, float], dict[int, float]]
    """The lowest and the highest distance of the nodes that relations lead to from one."""

OPEN = float("inf")
"""The distance of what nothing is known of."""


class Telling(NamedTuple):
    """An account of an event: whose it is, the node of its start, and that one's bound."""

    source: str
    node: int
    bound: Bound


class Place(NamedTuple):
    """The nodes of an event: of its start and, where it lasts, of its end.

    ``bound`` is that of the start; ``wide`` tells that the event is as wide as its accounts, which
    are there where it has more than one.
    """

    start: int
    end: int | None
    bound: Bound
    wide: bool = False
    accounts: tuple[Telling, ...] = ()


class Work:
    """How many edges may still be looked at for one answer; what is behind them is not asked."""

    __slots__ = ("left",)

    def __init__(self, left: int) -> None:
        self.left = left


class Links(Protocol):
    """What differences are computed from."""

    def place(self, event: str) -> Place | None:
        """Where an event stands; None where no relation bears upon it."""

    def reach(self, node: int, accounts: bool) -> Reach:
        """How far other nodes are from one; ``accounts`` counts what single accounts say.

        Nothing where relations contradict each other.
        """

    def apart(
        self, first: int, second: int, most: float, accounts: bool, work: Work
    ) -> float | None:
        """How far the second node is from the first at most, if that is less than ``most``.

        ``most`` where relations say nothing better; None when the work is used up.
        """


def at(reach: Reach, node: int) -> tuple[float, float]:
    """How far a node is from the one that was asked about, at least and at most."""
    low, high = reach
    return low.get(node, -OPEN), high.get(node, OPEN)


class Relation(NamedTuple):
    """``low <= node - ref <= high``, None open; ``account``: only one account says so."""

    node: int
    ref: int
    low: int | None
    high: int | None
    statement: int
    account: bool


class Network(Protocol):
    """A solved network, for explanations and for elapsed time."""

    def links(self) -> Links:
        """Where its events stand, and how far relations lead from there."""

    def relations(self) -> list[Relation]:
        """All relations between nodes that hold."""

    def related(self) -> Iterable[int]:
        """The numbers of the events that have nodes of their own."""

    def size(self) -> int:
        """How many nodes there are."""

    def reasons(self, event: Event) -> Chains | None:
        """What led to the bounds of an event; None where its own claims alone did."""

    def clock_reasons(self, source: str) -> tuple[Chain, Chain] | None:
        """What led to the most and to the least that a clock is fast; None where nothing did."""
