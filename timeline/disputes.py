"""Which accounts of a disputed event have to be told so that nothing in dispute is hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .model import Account, Bound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .model import Event


def told_apart(event: Event) -> tuple[list[Account], bool]:
    """The accounts that stand against each other, and whether the first of them is preferred.

    An account that leaves room for all that another says agrees with it and is not among them.
    Without a preferred one, each is cut to what is known of the event.
    """
    chosen = event.accounts[event.chosen]
    if (chosen.start, chosen.end) == (event.start, event.end):
        others = [account for account in event.accounts if account is not chosen]
        told = [one for one in others if not _holds_any(one, event.accounts)]
        return [chosen, *(told or others)], True
    cut = [
        account._replace(start=_shared(account.start, event.start)) for account in event.accounts
    ]
    told = [account for account in cut if not _holds_any(account, cut)]
    return (told if len(told) > 1 else cut), False


def hull(bounds: Sequence[Bound]) -> Bound:
    """From the earliest to the latest of several bounds; open where one of them is."""
    low = [bound.earliest for bound in bounds if bound.earliest is not None]
    high = [bound.latest for bound in bounds if bound.latest is not None]
    return Bound(
        min(low) if len(low) == len(bounds) else None,
        max(high) if len(high) == len(bounds) else None,
    )


def _shared(bound: Bound, known: Bound) -> Bound:
    """What two bounds share; the first where they share nothing."""
    low = max((at for at in (bound.earliest, known.earliest) if at is not None), default=None)
    high = min((at for at in (bound.latest, known.latest) if at is not None), default=None)
    return bound if low is not None and high is not None and low > high else Bound(low, high)


def _holds_any(account: Account, others: Sequence[Account]) -> bool:
    return any(_holds(account, other) for other in others)


def _holds(account: Account, other: Account) -> bool:
    """Whether an account leaves room for all that another says, and for more."""
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
