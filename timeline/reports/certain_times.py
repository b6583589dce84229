"""When something certainly goes on of which several times are told."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crisis.timeline.model.records import Bound


def certain(times: Iterable[tuple[Bound, Bound | None]]) -> tuple[int, int] | None:
    """``[first, last]``, all through which it certainly goes on whichever of some times holds.

    None where one of them is an instant, or they have no moment in common.
    """
    low, high = -inf, inf
    for start, end in times:
        if end is None or start.latest is None or end.earliest is None:
            return None
        low, high = max(low, start.latest), min(high, end.earliest - 1)
    return (int(low), int(high)) if -inf < low <= high else None
