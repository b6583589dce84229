"""Times as whole numbers, for engines that compare these and nothing else.

A time is the four instants of its ``Extent`` (see windows.py), so that what may be in a window, and
what is, are comparisons; open ends are OPEN or -OPEN, further off than any instant.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from .windows import extent

if TYPE_CHECKING:
    from crisis.timeline.model.records import Bound

OPEN = 1 << 60
FURTHEST = 1 << 58
"""No number of a time is larger, so that sums and differences fit into 64 bits."""

NEVER = 1 << 62
"""Stands for ``until`` where something is never over: beyond any window, however open."""


def storable(text: str) -> bool:
    """Whether an index can have a text as such: not one with half characters in it."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


Time = tuple[int, int, int, int, int]
"""``low``, ``last``, ``high``, ``until``, and a width: no time of it is longer than 2^width."""


def time(start: Bound, end: Bound | None) -> Time:
    """The numbers of a start and, where it lasts, of an end.

    Raises OverflowError for bounds beyond FURTHEST.
    """
    _check(start)
    if end is not None:
        _check(end)
    low, last, high, until = extent(start, end)
    first = -OPEN if low == -inf else int(low)
    final = OPEN if last == inf else int(last)
    return (
        first,
        final,
        OPEN if high == inf else int(high),
        NEVER if until == inf else -OPEN if until == -inf else int(until),
        (final - first).bit_length() if final > first else 0,
    )


def _check(bound: Bound) -> None:
    earliest, latest = bound.ends
    if (earliest is not None and not -FURTHEST <= earliest <= FURTHEST) or (
        latest is not None and not -FURTHEST <= latest <= FURTHEST
    ):
        raise OverflowError("a time that an index cannot hold")


def backwards(bound: Bound) -> bool:
    """Whether it ends before it begins."""
    earliest, latest = bound.ends
    return earliest is not None and latest is not None and earliest > latest
