"""Which accounts of a disputed event have to be told so that nothing in dispute is hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.model.records import Account, Bound, open_to

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crisis.timeline.model.records import Event


class ShownAccounts(NamedTuple):
    """The accounts of a disputed event as its row has them.

    ``apart`` are those that stand against each other, the surest first; ``preferred`` is whether
    the first of them is the time. ``every`` are all that count, with those that leave room for all
    that another says. ``ruled_out`` are those that the rest of the file rules out.
    """

    apart: list[Account]
    preferred: bool
    every: list[Account]
    ruled_out: list[Account]


def told_apart(event: Event) -> ShownAccounts:
    """What a row says of a disputed event.

    An account that leaves room for all that another says, who is as sure of it, agrees with that
    one and is not told apart. Without a preferred one, each is cut to what is known of the event,
    which is nothing where one of them lies outside of its time.
    """
    chosen = event.accounts[event.chosen]
    asked = event.asked
    ruled_out = [event.accounts[number] for number in sorted(event.ruled_out)]
    rest = sorted(
        (account for account in asked if account is not chosen), key=lambda account: -account.sure
    )
    if event.preferring:
        apart = [account for account in rest if not _holds_any(account, asked)]
        return ShownAccounts([chosen, *(apart or rest)], True, [chosen, *rest], ruled_out)
    every = [chosen, *rest]
    cut = [account._replace(start=event.cut(account, account.start)) for account in every]
    apart = [account for account in cut if not _holds_any(account, cut)]
    return ShownAccounts(apart if len(apart) > 1 else cut, False, cut, ruled_out)


def hull(bounds: Sequence[Bound]) -> Bound:
    """From the earliest to the latest of several bounds; open where one of them is."""
    low = [bound.earliest for bound in bounds if bound.earliest is not None]
    high = [bound.latest for bound in bounds if bound.latest is not None]
    return Bound(
        min(low) if len(low) == len(bounds) else None,
        max(high) if len(high) == len(bounds) else None,
    )


def _holds_any(account: Account, others: Sequence[Account]) -> bool:
    return any(_holds(account, other) for other in others if other.sure >= account.sure)


def _holds(account: Account, other: Account) -> bool:
    """Whether an account leaves room for all that another says, and for more.

    One with alternatives does where one of these does.
    """
    if several := open_to(account.alternatives):
        every = (
            account._replace(start=alternative.start, end=alternative.end, alternatives=())
            for alternative in several
        )
        return any(_holds(own, other) for own in every)
    if (account.start, account.end) == (other.start, other.end):
        return False
    if (other.end is None) != (account.end is None):
        return False
    over = account.end is None or other.end is None or _inside(other.end, account.end)
    return over and _inside(other.start, account.start)


def _inside(inner: Bound, outer: Bound) -> bool:
    low, high = outer
    begins = low is None or (inner.earliest is not None and inner.earliest >= low)
    return begins and (high is None or (inner.latest is not None and inner.latest <= high))
