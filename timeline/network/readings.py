"""Readings: what each source says of an event's time, as the accounts that are compared.

The claims of one source are one reading. Where there are others, those in which it is less sure are
another, so that they never narrow better ones. A source whose claims cannot all hold contradicts
itself: each of its claims is then a reading of its own.
"""

from __future__ import annotations

from itertools import product
from math import prod
from typing import TYPE_CHECKING

from crisis.timeline.base.graph import Edge, Graph
from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.zones import MINUTE, SECOND
from crisis.timeline.model.constraints import CLOCK, END, ORIGIN, SELF, START
from crisis.timeline.model.words import SURE

from .shortest_paths import potentials

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from crisis.timeline.model.constraints import Constraint, Meaning
    from crisis.timeline.model.records import Claim

_AT = (ORIGIN, CLOCK)
_ROUNDED = {"minute": MINUTE // 2, "second": SECOND // 2}

_TOGETHER = 64
"""So many choices among the alternatives of several claims are tried."""


class Reading(NamedTuple):
    """Claims of one source that hold together.

    ``level`` is how sure they are: 0 is doubtful (``?``). ``starts`` and ``ends`` tell whether it
    says anything of the start and of the end, ``length`` whether it gives a length; where it gives
    nothing else it ``hangs``: its end is counted from the event's start. ``rounding`` is how far
    before its clock the event may have been, where that clock is a whole minute or second.
    """

    source: str
    claims: tuple[Claim, ...]
    level: int
    starts: bool
    ends: bool
    length: bool
    hangs: bool
    rounding: int


class Torn(NamedTuple):
    """Claims of one source that cannot all hold, and by how many microseconds they miss."""

    claims: tuple[Claim, ...]
    short: int


def readings(claims: Iterable[Claim]) -> tuple[list[Reading], list[Torn]]:
    """The readings of an event, and what the sources say that contradict themselves."""
    every = list(claims)
    alone = len({claim.source for claim in every}) == 1
    by_source: dict[tuple[str, int], list[Claim]] = {}
    for claim in every:
        by_source.setdefault((claim.source, 0 if alone else level(claim)), []).append(claim)
    listed: list[Reading] = []
    torn: list[Torn] = []
    for (source, _), said in by_source.items():
        groups = [said]
        # What the author says holds together: the author can mend the file.
        if source and len(said) > 1 and _apart(said, slack=False):
            groups = [[claim] for claim in said]
            if (refuted := _apart(said, slack=True)) is not None:
                torn.append(_apart(list(refuted.claims), slack=False) or refuted)
        if alone and len(groups) == 1:  # nothing is compared
            return [Reading(source, tuple(said), 0, True, True, False, False, 0)], torn
        listed += [_reading(source, tuple(group)) for group in groups]
    return listed, torn


def level(claim: Claim) -> int:
    """How sure a claim is; 0 where it is marked with ``?``."""
    if claim.meaning is not None and claim.meaning.uncertain:
        return 0
    return SURE.index(claim.confidence or "medium")


def rounding(claim: Claim) -> int:
    """How far before the clock of a claim the event may have been and yet be rounded to it."""
    meaning = claim.meaning
    if meaning is None or meaning.approximate:
        return 0
    if all(c.ref not in _AT or c.header for c in meaning.constraints):
        return 0
    return _ROUNDED.get(meaning.precision, 0)


def _reading(source: str, claims: tuple[Claim, ...]) -> Reading:
    said = list(_constraints(claims))
    meanings = [branch for claim in claims if claim.meaning for branch in claim.meaning.branches]
    shifts = [shift for meaning in meanings for shift in meaning.months]
    days = [day.node for meaning in meanings for day in meaning.days]
    days += [shift.node for shift in shifts if shift.ref != SELF]
    says_start = START in days or any(c.node == START and not c.header for c in said)
    says_end = END in days or any(c.node == END and c.ref != SELF for c in said)
    length = any(c.ref == SELF for c in said) or any(shift.ref == SELF for shift in shifts)
    return Reading(
        source,
        claims,
        max(map(level, claims)),
        says_start or (says_end and length),
        says_end or length,
        length,
        length and not (says_start or says_end),
        max(map(rounding, claims)),
    )


def _constraints(claims: Iterable[Claim]) -> Iterator[Constraint]:
    for claim in claims:
        if claim.meaning is not None:
            for branch in claim.meaning.branches:
                yield from branch.constraints


def _apart(claims: list[Claim], slack: bool) -> Torn | None:
    """Claims that cannot all hold, whatever the time is of what they are measured from.

    With ``slack`` a whole minute or second also covers the half of it before it. Of alternatives
    none may be true with the others; of very many only what they share is asked.
    """
    meanings = [claim.meaning for claim in claims if claim.meaning is not None]
    branches = [meaning.branches for meaning in meanings]
    if prod(map(len, branches)) > _TOGETHER:
        branches = [(meaning,) for meaning in meanings]
    best: Torn | None = None
    for some in product(*branches):
        torn = _torn(claims, some, slack)
        if torn is None:
            return None
        best = torn if best is None or torn.short < best.short else best
    return best


def _torn(claims: list[Claim], meanings: Sequence[Meaning], slack: bool) -> Torn | None:
    places: dict[tuple[str, int], int] = {(SELF, START): 0, (SELF, END): 1, (ORIGIN, START): 2}
    graph: Graph = [[], [Edge(0, 0, -1)], []]  # an end is not before its start
    said = [claim for claim in claims if claim.meaning is not None]
    for number, (claim, meaning) in enumerate(zip(said, meanings, strict=True)):
        for c in meaning.constraints:
            ref = places.setdefault((c.ref, c.ref_node), len(graph))
            if ref == len(graph):
                graph.append([])
            if c.high is not None:
                graph[ref].append(Edge(c.node, c.high, number))
            if c.low is not None:
                earlier = rounding(claim) if slack and c.ref in _AT and not c.header else 0
                graph[c.node].append(Edge(ref, earlier - c.low, number))
    for cycle in potentials(graph).cycles:
        numbers = sorted({number for number in cycle.statements if number >= 0})
        return Torn(tuple(said[number] for number in numbers), cycle.short)
    return None
