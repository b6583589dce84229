"""Findings about what the files say: statements that cannot all hold, and by how much they miss."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .constraints import START
from .network import OPEN
from .record import Record
from .statements import ORIGIN_NODE

if TYPE_CHECKING:
    from .bounds import Bounds
    from .clashes import Clash
    from .kinds import Colliding, Linking, Said
    from .problems import Origin
    from .statements import Nodes

CONTRADICTION: Colliding = "contradiction"
TENSION: Colliding = "tension"


class Reason(Record):
    """One statement of a chain: who says what of which event, and where it stands.

    ``low`` and ``high`` are what it states: instants, or distances in microseconds from ``ref``
    where it names an event. ``soft`` names the vague word that gave it its width. ``side`` tells
    whether the chain has come to the earliest ("low") or the latest ("high") of event ``reached``
    (of its end where ``which`` is 1), and ``bound`` to which instant; None in a circle.
    """

    event: str
    kind: Said | Linking
    phrase: str
    source: str
    origin: Origin
    soft: str = ""
    ref: str = ""
    low: int | None = None
    high: int | None = None
    side: str = ""
    reached: str = ""
    which: int = START
    bound: int | None = None


class Conflict(Record):
    """Statements that cannot all be true, in order; taking any one out resolves it.

    A contradiction is among hard statements; in a tension a vague width stands in the way.
    ``short`` is by how many microseconds they miss. ``more`` statements contradict these and each
    other in more ways than are told apart; then all of them gave way, and ``short`` is 0.
    """

    kind: Colliding
    reasons: tuple[Reason, ...]
    short: int
    more: int = 0


def conflict(clash: Clash, nodes: Nodes) -> Conflict:
    """A clash of statements as a finding; the bounds are those that each chain comes to."""
    soft = any(nodes.statements[number].soft for number in clash.all)
    reasons = [_with_bound(step, nodes, "low") for step in clash.low_path]
    reasons += [_with_bound(step, nodes, "high") for step in clash.high_path]
    if not reasons:
        reasons = [reason(number, nodes) for number in clash.all]
    told = tuple(r for r in reasons if r.kind not in SILENT)
    return Conflict(TENSION if soft else CONTRADICTION, told, clash.short, clash.more)


SILENT = ("lasts", "accounts")
"""Kinds of statement that nobody made: they link an event to its own end or accounts."""


def _with_bound(step: tuple[int, int, int], nodes: Nodes, side: str) -> Reason:
    node, number, bound = step
    at = nodes.nodes[node]
    reached = nodes.events[at.event].id
    return reason(number, nodes)._replace(side=side, reached=reached, which=at.which, bound=bound)


def reason(number: int, nodes: Nodes) -> Reason:
    """A statement of the network as it stands in the file."""
    it = nodes.statements[number]
    event = nodes.events[it.event]
    ref = "" if it.ref == ORIGIN_NODE else nodes.events[nodes.nodes[it.ref].event].id
    if it.node == it.ref or ref == event.id:
        ref = ""
    phrase, source, origin = "", "", event.origin
    if it.claim is not None and it.claim.phrases:
        phrase, source, origin = it.claim.phrase, it.claim.source, it.claim.origin
    low, high = it.low, it.high
    if it.day is not None:
        low = high = None  # no fixed distance
    return Reason(event.id, it.kind, phrase, source, origin, it.soft, ref, low, high)


def chain_reasons(bounds: Bounds, node: int, high: bool, nodes: Nodes) -> tuple[Reason, ...]:
    """The statements that led to a bound, from the first on, each with what it came to."""
    side = "high" if high else "low"
    chain = bounds.steps(node, high)
    steps = [(at, number, int(value)) for at, number, value in chain if abs(value) != OPEN]
    found = (_with_bound(step, nodes, side) for step in steps)
    return tuple(reason for reason in found if reason.kind not in SILENT)
