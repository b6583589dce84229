"""Several accounts of one event: whether they agree, and what time they come to.

The claims of one source are one account. Accounts are compared by their bounds, or by their
distances where they are measured from the same thing: ``1h`` and ``3h after @x`` are disputed
however vague x is.
"""

from __future__ import annotations

from .model import AGREED, DIFFERING, DISPUTED, Bound
from .namedtuples import NamedTuple
from .zones import SECOND

HALF_MINUTE = 30 * SECOND


class Side(NamedTuple):
    """What one account says of an event's start, or of its end.

    ``soft`` tells for the earliest and the latest whether a vague width cuts there. ``distances``
    are the distances [low, high] by what they are measured from. ``minute`` marks a bare minute.
    """

    bound: Bound
    soft: tuple[bool, bool] = (False, False)
    distances: tuple[tuple[str, Bound], ...] = ()
    minute: bool = False


class Combined(NamedTuple):
    """The time that several accounts come to.

    ``low`` and ``high`` are the numbers of the accounts that give the bound its ends; ``shift`` is
    what is added to the earliest of ``low`` (the half minute before a bare minute). ``wide`` tells
    that the time is as wide as the accounts together, so that no relation of one is one of it.
    """

    agreement: str
    low: int
    high: int
    shift: int = 0
    wide: bool = False


def combine(sides: list[Side], preferred: int | None = None) -> Combined:
    """Combine the accounts of a start or of an end; ``preferred`` is the number of one of them."""
    combined = _judge(sides)
    if preferred is not None:
        return Combined(combined.agreement, preferred, preferred)
    return combined


def _judge(sides: list[Side]) -> Combined:
    everyone = range(len(sides))
    bounds = [_widened(side) for side in sides]
    if any(side.distances for side in sides):
        apart = any(_apart(sides, bounds, a, b) for a in everyone for b in range(a))
        inner = (n for n in everyone if all(_within(sides, bounds, n, o) for o in everyone))
    else:  # each with all others at once, not in pairs
        first, last = max(map(_low, bounds)), min(map(_high, bounds))
        apart = first > last
        inner = (n for n in everyone if _inside(sides[n].bound, first, last))
    if apart:
        return hull(DISPUTED, sides)
    if (number := next(inner, None)) is not None:
        return Combined(AGREED, number, number)
    low = max(everyone, key=lambda n: (_low(bounds[n]), not sides[n].soft[0], -n))
    high = min(everyone, key=lambda n: (_high(bounds[n]), sides[n].soft[1], n))
    if sides[low].soft[0] or sides[high].soft[1]:
        return hull(DIFFERING, sides)
    empty = _low(sides[low].bound) > _high(sides[high].bound)
    return Combined(AGREED, low, high, -HALF_MINUTE if empty else 0)


def hull(agreement: str, sides: list[Side]) -> Combined:
    """From the earliest to the latest that any of them says."""
    bounds = [side.bound for side in sides]
    everyone = range(len(sides))
    first, last = _first(bounds, everyone), _last(bounds, everyone)
    return Combined(agreement, first, last, wide=True)


def _widened(side: Side) -> Bound:
    """For the comparison a bare minute also covers the half minute before it."""
    low, high = side.bound
    return Bound(low - HALF_MINUTE if side.minute and low is not None else low, high)


def _apart(sides: list[Side], bounds: list[Bound], a: int, b: int) -> bool:
    """Whether two accounts cannot both be true."""
    shared = _shared(sides[a], sides[b])
    if any(_high(x) < _low(y) or _high(y) < _low(x) for x, y in shared):
        return True
    if shared:
        return False
    return _high(bounds[a]) < _low(bounds[b]) or _high(bounds[b]) < _low(bounds[a])


def _within(sides: list[Side], bounds: list[Bound], inner: int, outer: int) -> bool:
    if inner == outer:
        return True
    pairs = _shared(sides[inner], sides[outer])
    if not pairs:
        exact = sides[inner].bound
        pairs = [(exact, bounds[outer])]
    return all(_low(y) <= _low(x) and _high(x) <= _high(y) for x, y in pairs)


def _inside(bound: Bound, first: float, last: float) -> bool:
    return first <= _low(bound) and _high(bound) <= last


def _shared(a: Side, b: Side) -> list[tuple[Bound, Bound]]:
    """The distances of both accounts from the same things."""
    others = dict(b.distances)
    return [(bound, others[ref]) for ref, bound in a.distances if ref in others]


def _low(bound: Bound) -> float:
    return float("-inf") if bound.earliest is None else bound.earliest


def _high(bound: Bound) -> float:
    return float("inf") if bound.latest is None else bound.latest


def _first(bounds: list[Bound], numbers: range) -> int:
    return min(numbers, key=lambda n: (_low(bounds[n]), n))


def _last(bounds: list[Bound], numbers: range) -> int:
    return max(numbers, key=lambda n: (_high(bounds[n]), -n))
