"""The times of events that no network is needed for: what their claims alone say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.model.constraints import ORIGIN
from crisis.timeline.model.records import Bound

if TYPE_CHECKING:
    from crisis.timeline.model.records import Claim, Event

_bound = Bound._of


def alone(event: Event, claims: list[Claim]) -> Bound | None:
    """The bound of an event that no network is needed for; None for every other."""
    if event.caused_by or event.part_of:
        return None
    low, high = event.header.ends if event.header is not None and not claims else (None, None)
    for claim in claims:
        meaning = claim.meaning
        several = claim.source != claims[0].source
        if meaning is None or meaning.lasts or meaning.days or several:
            return None
        for constraint in meaning.constraints:
            if constraint.ref != ORIGIN:
                return None
            earliest, latest = constraint.low, constraint.high
            if earliest is not None and (low is None or earliest > low):
                low = earliest
            if latest is not None and (high is None or latest < high):
                high = latest
    if low is not None and high is not None and low > high:
        return None
    return _bound(low, high)
