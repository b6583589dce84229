"""Findings about what the files say: statements that cannot all hold, and by how much they miss."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from .component import Clash
    from .model import Header
    from .problems import Origin
    from .statements import Nodes

CONTRADICTION, TENSION = "contradiction", "tension"


class Reason(NamedTuple):
    """One statement of a chain: who says what of which event, and where it stands.

    ``bound`` is the instant that the chain has come to behind it, ``side`` whether that is the
    earliest ("low") or the latest ("high") of ``event``.
    """

    event: str
    kind: str
    phrase: str
    source: str
    origin: Origin
    soft: str = ""
    side: str = ""
    bound: int | None = None


class Conflict(NamedTuple):
    """Statements that cannot all be true, in order; taking any one out resolves it.

    A contradiction is among hard statements; in a tension a vague width stands in the way.
    ``short`` is by how many microseconds they miss.
    """

    kind: str
    reasons: tuple[Reason, ...]
    short: int


def conflict(clash: Clash, nodes: Nodes, header: Header) -> Conflict:
    """A clash of statements as a finding."""
    del header
    reasons = tuple(reason(number, nodes) for number in clash.all if _told(number, nodes))
    soft = any(nodes.statements[number].soft for number in clash.all)
    return Conflict(TENSION if soft else CONTRADICTION, reasons, clash.short)


def reason(number: int, nodes: Nodes) -> Reason:
    """A statement of the network as it stands in the file."""
    it = nodes.statements[number]
    event = nodes.events[it.event]
    if it.claim is not None and it.claim.phrases:
        return Reason(
            event.id, it.kind, it.claim.phrase, it.claim.source, it.claim.origin, it.soft
        )
    other = nodes.events[nodes.nodes[it.ref].event].id if it.ref >= 0 else ""
    return Reason(event.id, it.kind, other, "", event.origin, it.soft)


def _told(number: int, nodes: Nodes) -> bool:
    return nodes.statements[number].kind not in ("lasts", "accounts", "whole")
