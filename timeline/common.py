"""What all accounts of an event have in common: a relation that holds whichever of them is true.

An event with several accounts is as wide as they are, but where each of them measures from the same
thing, the widest of their distances is a relation of the event itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .statements import ORIGIN_NODE

if TYPE_CHECKING:
    from collections.abc import Collection

    from .statements import Nodes, Statement


class Common(NamedTuple):
    """``low <= node - ref <= high``, None open; ``statement`` is that of the first account."""

    node: int
    ref: int
    low: int | None
    high: int | None
    statement: int


def common_relations(nodes: Nodes, void: Collection[int]) -> list[Common]:
    """The relations that all accounts of an event share, for every event with several.

    ``void`` are statements that gave way.
    """
    said: dict[int, list[int]] = {}
    for number, it in enumerate(nodes.statements):
        if it.oneway and it.kind == "claim" and it.ref != ORIGIN_NODE and number not in void:
            said.setdefault(it.node, []).append(number)
    found: list[Common] = []
    for places, events in ((nodes.account_starts, nodes.starts), (nodes.account_ends, nodes.ends)):
        accounts: dict[int, list[int]] = {}
        for (event, _), node in places.items():
            accounts.setdefault(event, []).append(node)
        for event, its in accounts.items():
            if event in events and len(its) == len(nodes.accounts[event]):
                found.extend(_shared(events[event], its, said, nodes.statements))
    return found


def _shared(
    node: int, accounts: list[int], said: dict[int, list[int]], statements: list[Statement]
) -> list[Common]:
    distances = [_distances(said.get(account, ()), statements) for account in accounts]
    found = []
    for ref, (_, _, number) in distances[0].items():
        if not all(ref in other for other in distances):
            continue
        lows = [other[ref][0] for other in distances]
        highs = [other[ref][1] for other in distances]
        low = None if None in lows else min(x for x in lows if x is not None)
        high = None if None in highs else max(x for x in highs if x is not None)
        if low is not None or high is not None:
            found.append(Common(node, ref, low, high, number))
    return found


def _distances(
    numbers: Collection[int], statements: list[Statement]
) -> dict[int, tuple[int | None, int | None, int]]:
    """What one account says of its distance from each thing that it is measured from."""
    found: dict[int, tuple[int | None, int | None, int]] = {}
    for number in numbers:
        it = statements[number]
        low, high, first = it.low, it.high, number
        if it.ref in found:
            known_low, known_high, first = found[it.ref]
            if low is None or (known_low is not None and known_low > low):
                low = known_low
            if high is None or (known_high is not None and known_high < high):
                high = known_high
        found[it.ref] = (low, high, first)
    return found
