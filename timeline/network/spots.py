"""The instants that the accounts of a source tell, and how much later one is than another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.model.records import Bound
from crisis.timeline.model.relations import OPEN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crisis.timeline.model.records import Account, Event
    from crisis.timeline.model.relations import Place

MOST = 64
"""So many lengths by the accounts of one source are told apart; more are told as one."""


class Told(NamedTuple):
    """How much later one instant is than another ``by`` accounts of a source, where it has any."""

    length: Bound
    by: tuple[Account, ...] = ()


class Spot(NamedTuple):
    """An instant by one account, or by all that is known; its node, where it has one.

    It is ``out`` where the rest of the file rules out that account.
    """

    bound: Bound
    node: int | None = None
    account: Account | None = None
    out: bool = False


def of_source(event: Event, place: Place | None, source: str) -> list[Spot]:
    """The start of an event by each account of a source that tells it, else by all known."""
    spots = []
    nodes = iter(() if place is None else place.accounts)
    for number, account in enumerate(event.accounts):
        told = next(nodes, None) if account.tells else None
        if account.tells and account.source == source:
            bound, node = (account.start, None) if told is None else (told.bound, told.node)
            spots.append(Spot(bound, node, account, number in event.ruled_out))
    if spots:
        return spots
    return [Spot(event.start) if place is None else Spot(place.bound, place.start)]


def accounts_in(*spots: Spot) -> tuple[Account, ...]:
    """The accounts that instants are told by."""
    return tuple(spot.account for spot in spots if spot.account is not None)


def several(found: Iterable[Told]) -> list[Told]:
    """Lengths one by one; of very many one from the least to the most."""
    told = list(found)
    return told if len(told) <= MOST else [Told(around([one.length for one in told]))]


def around(bounds: list[Bound]) -> Bound:
    """From the least to the most of several bounds."""
    low, high = hull(bounds)
    return Bound(None if low == -OPEN else int(low), None if high == OPEN else int(high))


def hull(bounds: list[Bound]) -> tuple[float, float]:
    """From the least to the most of several bounds."""
    lows = [bound.earliest for bound in bounds]
    highs = [bound.latest for bound in bounds]
    return (
        -OPEN if None in lows else min(x for x in lows if x is not None),
        OPEN if None in highs else max(x for x in highs if x is not None),
    )
