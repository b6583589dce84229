"""Random event files with alternatives, and the plain way: every combination of them by itself."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from hypothesis import assume
from hypothesis import strategies as st

from .networks import Network, Said, clock, name, relation_of, solved
from .timelines import flow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crisis.timeline.model.records import Account, Bound, Event

Bounds = list[tuple[float, float]]


class Chosen(NamedTuple):
    """So many events: of each of ``claims`` one alternative holds, and all of the others."""

    network: Network
    claims: tuple[tuple[Said, ...], ...]

    def written(self) -> str:
        """The event file; a claim is one phrase, alternatives joined by ``or``."""
        lines = ["timeline: {zone: UTC}", "events:"]
        for node in range(self.network.count):
            lines += [f"  - id: {name(node)}", "    title: t"]
            phrases = [said.phrase for said in self.network.statements if said.node == node]
            phrases += [
                " or ".join(said.phrase for said in claim)
                for claim in self.claims
                if claim[0].node == node
            ]
            if phrases:
                lines.append("    when:")
                lines += [f"      - {flow(phrase)}" for phrase in phrases]
        return "\n".join(lines)

    def worlds(self) -> Iterator[tuple[tuple[int, ...], Bounds]]:
        """Every combination of alternatives that can be true, and the bounds of events in it."""
        for numbers in product(*(range(len(claim)) for claim in self.claims)):
            held = [claim[number] for claim, number in zip(self.claims, numbers, strict=True)]
            bounds = solved(Network(self.network.count, (*self.network.statements, *held)))
            if bounds is not None:
                yield numbers, bounds


@st.composite
def choices(draw: st.DrawFn, most: int = 5, claims: int = 3) -> Chosen:
    """Up to five events, plain statements, and up to three claims with alternatives."""
    count = draw(st.integers(2, most))

    def said(node: int) -> Said:
        others = [other for other in range(count) if other != node]
        if draw(st.booleans()):
            return clock(node, draw(st.integers(0, 600)))
        return relation_of(draw, node, draw(st.sampled_from(others)))

    plain = [said(node) for node in range(count) if draw(st.booleans())]
    nodes = draw(st.lists(st.integers(0, count - 1), min_size=1, max_size=claims, unique=True))
    several = []
    for node in nodes:
        told = [said(node) for _ in range(draw(st.integers(2, 3)))]
        assume(len({one.phrase for one in told}) == len(told))
        several.append(tuple(told))
    return Chosen(Network(count, tuple(plain)), tuple(several))


def times(event: Event) -> list[tuple[Bound, Bound | None]]:
    """The start and the end of an event by each account, and by each alternative, that is left."""
    if not event.disputed:
        left = [it for it in event.alternatives if not it.ruled_out]
        own = [(it.start, it.end) for it in left]
        return own if len(own) > 1 else [(event.start, event.end)]
    found: list[tuple[Bound, Bound | None]] = []
    for account in event.accounts:
        left = [it for it in account.alternatives if not it.ruled_out]
        own = [(it.start, it.end) for it in left]
        found += own if len(own) > 1 else [(account.start, _end(account, event))]
    return found


def _end(account: Account, event: Event) -> Bound | None:
    """The end by an account: one that says nothing of it leaves it to the others, if it can."""
    if account.end is not None or event.end is None or event.end.latest is None:
        return account.end or event.end
    begun = account.start.latest
    return event.end if begun is not None and begun <= event.end.latest else None
