"""What all accounts of an event have in common: a relation that holds whichever of them is true.

An event with several accounts is as wide as they are, but where each of them measures from the same
thing, the widest of their distances is a relation of the event itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .namedtuples import NamedTuple
from .statements import ORIGIN_NODE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from .statements import Nodes


class Common(NamedTuple):
    """``low <= node - ref <= high``, None open; ``statement`` is that of the first account."""

    node: int
    ref: int
    low: int | None
    high: int | None
    statement: int


def common_relations(
    nodes: Nodes, events: Iterable[int], void: Collection[int]
) -> Iterator[Common]:
    """The relations that all accounts share, for those of ``events`` that have several.

    ``void`` are statements that gave way.
    """
    for event in events:
        if not nodes.several(event):
            continue
        for places, of in ((nodes.account_starts, nodes.starts), (nodes.account_ends, nodes.ends)):
            accounts = [
                places[event, source]
                for source in nodes.accounts[event]
                if (event, source) in places
            ]
            if event in of and len(accounts) == len(nodes.accounts[event]):
                yield from _shared(of[event], accounts, nodes, void)


def account_distances(
    nodes: Nodes, account: int, void: Collection[int]
) -> dict[int, tuple[int | None, int | None, int]]:
    """What one account says of its distance from each node that it is measured from.

    (low, high, the number of the first statement), None open.
    """
    found: dict[int, tuple[int | None, int | None, int]] = {}
    for number in nodes.by_node[account]:
        it = nodes.statements[number]
        if number in void or it.kind != "claim" or it.ref == ORIGIN_NODE:
            continue
        low, high, first = it.low, it.high, number
        if it.ref in found:
            known_low, known_high, first = found[it.ref]
            if low is None or (known_low is not None and known_low > low):
                low = known_low
            if high is None or (known_high is not None and known_high < high):
                high = known_high
        found[it.ref] = (low, high, first)
    return found


def _shared(
    node: int, accounts: list[int], nodes: Nodes, void: Collection[int]
) -> Iterator[Common]:
    distances = [account_distances(nodes, account, void) for account in accounts]
    for ref, (_, _, number) in distances[0].items():
        if ref in accounts or not all(ref in other for other in distances):
            continue
        lows = [other[ref][0] for other in distances]
        highs = [other[ref][1] for other in distances]
        low = None if None in lows else min(x for x in lows if x is not None)
        high = None if None in highs else max(x for x in highs if x is not None)
        if low is not None or high is not None:
            yield Common(node, ref, low, high, number)
