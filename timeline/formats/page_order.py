"""Which events of a page certainly follow others by relations, for the rows that a filter leaves.

A page sees by itself what bounds say, and what a chain of neighbours in order says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.query.order import Order
from crisis.timeline.query.stores import store

if TYPE_CHECKING:
    from crisis.timeline.model.records import Event
    from crisis.timeline.query.answer import Answer

_MOST = 20_000  # pairs that are asked about; of those behind them the page says that it is not sure


def followed(answer: Answer) -> dict[int, list[int]]:
    """By the number of a match those of matches above it with which it is certainly in order.

    Without what bounds or neighbours tell. In reverse it is what certainly does not come behind.
    """
    links = store(answer.timeline).links()
    if links is None:
        return {}
    order = Order(links)
    found: dict[int, list[int]] = {}
    related: list[int] = []
    events = [match.event for match in answer.matches]
    asked = chain = 0
    for number, match in enumerate(answer.matches):
        if not match.ordered:
            chain = number
        if links.place(match.event.id) is None:
            continue
        for above in related:
            first, second = events[above], match.event
            if answer.query.reverse:
                first, second = second, first
            if above >= chain or above == number - 1 or _apart(first, second):
                continue
            asked += 1
            if asked > _MOST:
                return found
            if order.follows(first, second):
                found.setdefault(number, []).append(above)
        related.append(number)
    return found


def _apart(first: Event, second: Event) -> bool:
    """Whether bounds alone tell which of them comes first."""
    latest, earliest = first.start.latest, second.start.earliest
    if latest is not None and earliest is not None and latest <= earliest:
        return True
    low, high = first.start.earliest, second.start.latest
    return low is not None and high is not None and high < low
