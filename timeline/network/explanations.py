"""What the network found, as statements of the files: conflicts, and the chain behind a bound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.model.conflicts import CONTRADICTION, TENSION, Conflict, Reason

from .shortest_paths import OPEN
from .statements import ORIGIN_NODE

if TYPE_CHECKING:
    from crisis.timeline.model.words import End

    from .bounds import Bounds
    from .conflict_core import Clash
    from .constraint_graph import Nodes


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


def _with_bound(step: tuple[int, int, int], nodes: Nodes, side: End) -> Reason:
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
    side: End = "high" if high else "low"
    chain = bounds.steps(node, high)
    steps = [(at, number, int(value)) for at, number, value in chain if abs(value) != OPEN]
    found = (_with_bound(step, nodes, side) for step in steps)
    return tuple(reason for reason in found if reason.kind not in SILENT)
