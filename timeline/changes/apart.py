"""How far apart tellers are: what is certainly between the times that they tell, and at most."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Literal

from crisis.timeline.base.record import Record
from crisis.timeline.model.records import Bound

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crisis.timeline.model.attribution import Testimony
    from crisis.timeline.model.records import Elapsed

MOST_TIMES = 64
"""So many times of two tellers are compared one by one; of more the first ones are."""


class Apart(Record):
    """Microseconds between two times: at ``least``, and at ``most``, None where that is open.

    They are ``of`` starts, or of ends of what lasts, which are further apart than these, or lie
    between two lengths, where one of the two tells nothing but how long it was.
    """

    least: int
    most: int | None
    of: Literal["start", "end", "length"] = "start"


def apart(first: Testimony, second: Testimony) -> Apart | None:
    """How far apart two tellers are; None where one of them tells no time.

    Who tells a length alone is compared by lengths, with who tells one too.
    """
    if first.length is not None or second.length is not None:
        if first.lasting is None or second.lasting is None:
            return None
        found = _distance(first.lasting, second.lasting)
        return None if found is None else found.replace(of="length")
    return _times_apart(first, second)


def _times_apart(first: Testimony, second: Testimony) -> Apart | None:
    """How far apart the times are that two tell.

    Of several times, of which one holds, those that are the nearest tell the least.
    """
    pairs = [
        found
        for one, other in product(times(first)[:MOST_TIMES], times(second)[:MOST_TIMES])
        if (found := _between(one, other)) is not None
    ]
    if not pairs:
        return None
    nearest = min(pairs, key=lambda pair: pair.least)
    lengths = [pair.most for pair in pairs]
    known = [length for length in lengths if length is not None]
    return nearest.replace(most=max(known) if len(known) == len(lengths) else None)


def furthest(pairs: Iterable[tuple[Testimony, Testimony]]) -> Apart | None:
    """How far apart those two are that are the furthest; None where no two tell a time."""
    found = (apart(first, second) for first, second in pairs)
    return max((pair for pair in found if pair is not None), key=_weight, default=None)


def nested(first: Testimony, second: Testimony) -> bool:
    """Whether one of two tellers leaves room for all that the other one says."""
    if first.length is not None or second.length is not None:
        lengths = first.lasting or Bound(), second.lasting or Bound()
        return any(within(inner, outer) for inner, outer in (lengths, lengths[::-1]))
    spans = times(first), times(second)
    if len(spans[0]) != 1 or len(spans[1]) != 1:
        return spans[0] == spans[1] != []
    one, other = spans[0][0], spans[1][0]
    return _inside(one, other) or _inside(other, one)


def within(inner: Bound, outer: Bound) -> bool:
    """Whether a bound leaves room for another."""
    low, high = inner.ends
    begins = outer.earliest is None or (low is not None and low >= outer.earliest)
    return begins and (outer.latest is None or (high is not None and high <= outer.latest))


def times(testimony: Testimony) -> list[Elapsed]:
    """The times that somebody tells, one of which holds; none where he tells none."""
    spans = testimony.times or ((testimony.start or Bound(), testimony.end),)
    return [(start, end) for start, end in spans if not start.open or (end and not end.open)]


def _inside(inner: Elapsed, outer: Elapsed) -> bool:
    pairs = [(inner[0], outer[0])]
    if outer[1] is not None:
        pairs.append((inner[1] or Bound(), outer[1]))
    return all(within(*pair) for pair in pairs)


def _weight(pair: Apart) -> tuple[int, float]:
    return pair.least, float("inf") if pair.most is None else pair.most


def _between(one: Elapsed, other: Elapsed) -> Apart | None:
    starts = _distance(one[0], other[0])
    ends = None if one[1] is None or other[1] is None else _distance(one[1], other[1])
    if starts is None or (ends is not None and ends.least > starts.least):
        return None if ends is None else ends.replace(of="end")
    return starts


def _distance(one: Bound, other: Bound) -> Apart | None:
    """Between two bounds; None where nothing at all is known of one."""
    if one.open or other.open:
        return None
    gaps = [
        low - high
        for low, high in ((one.earliest, other.latest), (other.earliest, one.latest))
        if low is not None and high is not None
    ]
    reach = [
        high - low
        for high, low in ((one.latest, other.earliest), (other.latest, one.earliest))
        if low is not None and high is not None
    ]
    return Apart(max(0, *gaps) if gaps else 0, max(reach) if len(reach) == 2 else None)
