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
    """``low <= node - ref`` or ``node - ref <= high``: the widest ``statement`` of the accounts.

    ``others`` are what the other accounts say of it.
    """

    node: int
    ref: int
    low: int | None
    high: int | None
    statement: int
    others: tuple[int, ...]


class AccountDistance(NamedTuple):
    """What an account says of its distance from a node, None open; the statements of both limits.

    ``soft`` tells that a vague width is in it, ``day`` that a calendar relation is.
    """

    low: int | None
    high: int | None
    says_low: int
    says_high: int
    soft: bool
    day: bool


def common_relations(
    nodes: Nodes, events: Iterable[int], void: Collection[int]
) -> Iterator[Common]:
    """The relations that all accounts share, for those of ``events`` that have several.

    Those that say nothing of a start, or of an end, leave it to the others. But the start may lie
    before theirs for who tells nothing but an end, and the end behind theirs for who tells nothing
    but a start (see Composer). ``void`` are statements that gave way.
    """
    for event in events:
        if not nodes.several(event):
            continue
        for which, of in ((START, nodes.starts), (END, nodes.ends)):
            every = range(len(nodes.accounts[event]))
            telling = [at for p in every if (at := nodes.account(event, p, which)) >= 0]
            if event not in of or not telling:
                continue
            closed = all(
                account.hangs or nodes.account(event, place, which) >= 0
                for place, account in enumerate(nodes.accounts[event])
            )
            for common in _shared(of[event], telling, nodes, void):
                open_end = common.low is None if which == END else common.high is None
                if closed or not open_end:
                    yield common


def account_distances(
    nodes: Nodes, account: int, void: Collection[int]
) -> dict[int, AccountDistance]:
    """What one account says of its distance from each node that it is measured from."""
    distances: dict[int, AccountDistance] = {}
    for number in nodes.by_node[account]:
        statement = nodes.statements[number]
        if number in void or statement.kind != "claim" or statement.ref == ORIGIN_NODE:
            continue
        distance = AccountDistance(
            statement.low,
            statement.high,
            number,
            number,
            bool(statement.soft),
            statement.day is not None,
        )
        known = distances.get(statement.ref)
        if known is not None:
            low, says_low = (known.low, known.says_low)
            if low is None or (statement.low is not None and statement.low > low):
                low, says_low = statement.low, number
            high, says_high = (known.high, known.says_high)
            if high is None or (statement.high is not None and statement.high < high):
                high, says_high = statement.high, number
            soft, day = distance.soft or known.soft, distance.day or known.day
            distance = AccountDistance(low, high, says_low, says_high, soft, day)
        distances[statement.ref] = distance
    return distances


def _shared(
    node: int, accounts: list[int], nodes: Nodes, void: Collection[int]
) -> Iterator[Common]:
    distances = [account_distances(nodes, account, void) for account in accounts]
    for ref in distances[0]:
        if ref in accounts or not all(ref in other for other in distances):
            continue
        own = [other[ref] for other in distances]
        lows = [(distance.low, distance.says_low) for distance in own if distance.low is not None]
        highs = [
            (distance.high, distance.says_high) for distance in own if distance.high is not None
        ]
        if len(lows) == len(own):
            low, says = min(lows, key=lambda pair: pair[0])
            yield Common(node, ref, low, None, says, tuple(n for _, n in lows if n != says))
        if len(highs) == len(own):
            high, says = max(highs, key=lambda pair: pair[0])
            yield Common(node, ref, None, high, says, tuple(n for _, n in highs if n != says))
