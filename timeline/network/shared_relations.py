"""What all accounts of an event have in common: a relation that holds whichever of them is true.

An event with several accounts is as wide as they are, but where each of them measures from the same
thing, the widest of their distances is a relation of the event itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.model.constraints import END, START

from .statements import ORIGIN_NODE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from .constraint_graph import Nodes


class Common(NamedTuple):
    """``low <= node - ref <= high``, None open; ``statement`` is that of the first account."""

    node: int
    ref: int
    low: int | None
    high: int | None
    statement: int


class Told(NamedTuple):
    """What an account says of its distance from a node, None open; its first statement.

    ``soft`` tells that a vague width is in it, ``day`` that a calendar relation is.
    """

    low: int | None
    high: int | None
    statement: int
    soft: bool
    day: bool


def common_relations(
    nodes: Nodes, events: Iterable[int], void: Collection[int]
) -> Iterator[Common]:
    """The relations that all accounts share, for those of ``events`` that have several.

    ``void`` are statements that gave way.
    """
    for event in events:
        if not nodes.several(event):
            continue
        for which, of in ((START, nodes.starts), (END, nodes.ends)):
            every = range(len(nodes.accounts[event]))
            accounts = [nodes.account(event, place, which) for place in every]
            if event in of and min(accounts) >= 0:
                yield from _shared(of[event], accounts, nodes, void)


def account_distances(nodes: Nodes, account: int, void: Collection[int]) -> dict[int, Told]:
    """What one account says of its distance from each node that it is measured from."""
    found: dict[int, Told] = {}
    for number in nodes.by_node[account]:
        it = nodes.statements[number]
        if number in void or it.kind != "claim" or it.ref == ORIGIN_NODE:
            continue
        told = Told(it.low, it.high, number, bool(it.soft), it.day is not None)
        known = found.get(it.ref)
        if known is not None:
            lows = [low for low in (told.low, known.low) if low is not None]
            highs = [high for high in (told.high, known.high) if high is not None]
            told = Told(
                max(lows, default=None),
                min(highs, default=None),
                known.statement,
                told.soft or known.soft,
                told.day or known.day,
            )
        found[it.ref] = told
    return found


def _shared(
    node: int, accounts: list[int], nodes: Nodes, void: Collection[int]
) -> Iterator[Common]:
    distances = [account_distances(nodes, account, void) for account in accounts]
    for ref, first in distances[0].items():
        if ref in accounts or not all(ref in other for other in distances):
            continue
        lows = [other[ref].low for other in distances]
        highs = [other[ref].high for other in distances]
        low = None if None in lows else min(x for x in lows if x is not None)
        high = None if None in highs else max(x for x in highs if x is not None)
        if low is not None or high is not None:
            yield Common(node, ref, low, high, first.statement)
