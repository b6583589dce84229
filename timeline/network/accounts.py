"""Several accounts of one event: what time those come to that can all be true, and all others.

Whether they can is asked of the network (see agreement.py). Here the accounts of a start, or of an
end, are compared by their bounds, and by their distances where they are measured from the same
thing.
"""

from __future__ import annotations

from heapq import nlargest, nsmallest
from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.model.records import AGREED, DIFFERING, DISPUTED, Bound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crisis.timeline.model.words import Agreement

    Limit = tuple[float, int]
    """A distance, and the number of the account that says it."""


class Side(NamedTuple):
    """What one account says of an event's start, or of its end.

    ``soft`` tells for the earliest and the latest whether a vague width cuts there. ``distances``
    are the bounds [low, high] from other nodes that it gives, with their softness. ``rounding`` is
    how far before its clock the event may have been and yet be rounded to it.
    """

    bound: Bound
    soft: tuple[bool, bool] = (False, False)
    distances: tuple[tuple[int, Bound, bool], ...] = ()
    rounding: int = 0


class Combined(NamedTuple):
    """The time that several accounts come to.

    ``low`` and ``high`` are the numbers of the accounts that give the bound its ends. ``inner`` are
    those that lie in all others, or that have this bound: they are the time. ``wide`` tells that
    the time is as wide as the accounts together, so that no relation of one is one of it.
    """

    agreement: Agreement
    low: int
    high: int
    inner: tuple[int, ...] = ()
    wide: bool = False


class Standing(NamedTuple):
    """How accounts stand to each other; ``nested``: one of them lies in all others."""

    agreement: Agreement
    nested: bool = False


def stand(sides: Sequence[Side], exact: bool) -> Standing:
    """How accounts stand that can all be true; not ``exact`` where only rounding lets them be."""
    if _inner(sides):
        return Standing(AGREED, nested=True)
    if not exact or _softly([(side.bound, *side.soft) for side in sides]):
        return Standing(DIFFERING)
    shared: dict[int, list[tuple[Bound, bool, bool]]] = {}
    for side in sides:
        for ref, bound, soft in side.distances:
            shared.setdefault(ref, []).append((bound, soft, soft))
    if any(_softly(bounds) for bounds in shared.values() if len(bounds) > 1):
        return Standing(DIFFERING)
    return Standing(AGREED)


def combine(sides: Sequence[Side], standing: Standing) -> Combined:
    """The time of accounts that stand so to each other."""
    bounds = [side.bound for side in sides]
    everyone = range(len(sides))
    if standing.agreement == AGREED:
        if standing.nested and (inner := _inner(sides)):
            return Combined(AGREED, inner[0], inner[0], inner)
        low = max(everyone, key=lambda n: (_low(bounds[n]), not sides[n].soft[0], -n))
        high = min(everyone, key=lambda n: (_high(bounds[n]), sides[n].soft[1], n))
        if _low(bounds[low]) <= _high(bounds[high]):
            time = _low(bounds[low]), _high(bounds[high])
            same = tuple(n for n in everyone if (_low(bounds[n]), _high(bounds[n])) == time)
            if same:
                return Combined(AGREED, same[0], same[0], same)
            return Combined(AGREED, low, high)
    first = min(everyone, key=lambda n: (_low(bounds[n]), n))
    last = max(everyone, key=lambda n: (_high(bounds[n]), -n))
    return Combined(standing.agreement, first, last, wide=len(sides) > 1)


def _inner(sides: Sequence[Side]) -> tuple[int, ...]:
    """The numbers of the accounts that lie in all others; of several the narrowest, all alike.

    A whole minute or second begins half of it earlier for those that are to lie in it.
    """
    low = max(_low(side.bound) - side.rounding for side in sides)
    high = min(_high(side.bound) for side in sides)
    narrowest = _narrowest(sides)
    inside = [
        number
        for number, side in enumerate(sides)
        if _low(side.bound) >= low
        and _high(side.bound) <= high
        and all(
            all(_low(bound) >= least for least, owner in narrowest[ref][0] if owner != number)
            and all(_high(bound) <= most for most, owner in narrowest[ref][1] if owner != number)
            for ref, bound, _ in side.distances
        )
    ]
    last = max((_low(sides[n].bound) for n in inside), default=0)
    return tuple(n for n in inside if _low(sides[n].bound) == last)


def _softly(bounds: list[tuple[Bound, bool, bool]]) -> bool:
    """Whether none lies in all others, and a vague width cuts."""
    first, last = max(_low(b) for b, _, _ in bounds), min(_high(b) for b, _, _ in bounds)
    if any(_low(b) == first and _high(b) == last for b, _, _ in bounds):
        return False
    low = all(soft for b, soft, _ in bounds if _low(b) == first)
    high = all(soft for b, _, soft in bounds if _high(b) == last)
    return low or high


def _narrowest(sides: Sequence[Side]) -> dict[int, tuple[list[Limit], list[Limit]]]:
    """Of each node that accounts measure from, the two highest least and lowest most distances.

    Each with the number of its account: two, since none is compared with itself.
    """
    measured: dict[int, list[tuple[Bound, int]]] = {}
    for number, side in enumerate(sides):
        for ref, bound in {ref: bound for ref, bound, _ in side.distances}.items():
            measured.setdefault(ref, []).append((bound, number))
    return {
        ref: (
            nlargest(2, [(_low(bound), number) for bound, number in bounds]),
            nsmallest(2, [(_high(bound), number) for bound, number in bounds]),
        )
        for ref, bounds in measured.items()
    }


def _low(bound: Bound) -> float:
    return float("-inf") if bound.earliest is None else bound.earliest


def _high(bound: Bound) -> float:
    return float("inf") if bound.latest is None else bound.latest


HULL = {kind: Standing(kind) for kind in (DIFFERING, DISPUTED)}
"""As wide as all of them."""
