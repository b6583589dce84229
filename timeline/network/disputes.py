"""Disputes that no time of an event shows, and sources that contradict themselves.

Where each source measures from its own account of another event, they may come to the same time by
distances that cannot both be true.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.model.conflicts import CONTRADICTION, TENSION, Conflict, Reason
from crisis.timeline.model.constraints import END, START

from .shared_relations import account_distances

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from crisis.timeline.model.records import Claim

    from .constraint_graph import Nodes
    from .shared_relations import AccountDistance


class Measured(NamedTuple):
    """A distance that a source gives, and the node that it is counted from."""

    source: str
    ref: int
    distance: AccountDistance


def disputes(nodes: Nodes, void: Collection[int], agreed: Collection[int]) -> Iterator[Conflict]:
    """The findings, in the order of the events.

    ``void`` are statements that gave way, ``agreed`` the events whose accounts can all be true.
    """
    for number, torn in nodes.torn:
        yield Conflict(
            TENSION if any(map(_soft, torn.claims)) else CONTRADICTION,
            tuple(_said(nodes.events[number].id, claim) for claim in torn.claims),
            torn.short,
        )
    for number in agreed:
        for which in (START, END):
            yield from _distances(nodes, number, which, void)


def _distances(nodes: Nodes, number: int, which: int, void: Collection[int]) -> Iterator[Conflict]:
    """Distances from the same instant of another event that cannot both be true."""
    measured: dict[tuple[int, int], list[Measured]] = {}
    for place, account in enumerate(nodes.accounts[number]):
        node = nodes.account(number, place, which)
        if node < 0:
            continue
        for ref, distance in account_distances(nodes, node, void).items():
            at = nodes.nodes[ref]
            if ref not in nodes.clock_sources and at.event != number and not distance.day:
                key = (at.event, at.which)
                measured.setdefault(key, []).append(Measured(account.source, ref, distance))
    for (other, _), several in measured.items():
        if len({entry.ref for entry in several}) < 2:
            continue  # from one node for all: then the time itself is disputed
        late = max(
            several,
            key=lambda entry: float("-inf") if entry.distance.low is None else entry.distance.low,
        )
        early = min(
            several,
            key=lambda entry: float("inf") if entry.distance.high is None else entry.distance.high,
        )
        low, high = late.distance.low, early.distance.high
        if low is None or high is None or low <= high or late.source == early.source:
            continue
        numbers = (late.distance.says_low, early.distance.says_high)
        claims = [nodes.statements[number].claim for number in numbers]
        soft = late.distance.soft or early.distance.soft
        yield Conflict(
            TENSION if soft else CONTRADICTION,
            tuple(
                _said(nodes.events[number].id, claim, nodes.events[other].id)
                for claim in claims
                if claim is not None
            ),
            low - high,
        )


def _soft(claim: Claim) -> bool:
    return claim.meaning is not None and any(c.soft for c in claim.meaning.constraints)


def _said(event: str, claim: Claim, ref: str = "") -> Reason:
    return Reason(event, "claim", claim.phrase, claim.source, claim.origin, ref=ref)
