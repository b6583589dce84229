"""What a phrase says of a time by itself, before anything is resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .constraints import END, ORIGIN, SELF, START
from .details import Bound
from .words import SURE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .constraints import Meaning
    from .details import Account, Claim


def stated(meaning: Meaning) -> tuple[Bound, Bound | None]:
    """The start and the end that a phrase states by itself; open where it is relative."""
    low: list[int | None] = [None, None]
    high: list[int | None] = [None, None]
    for constraint in meaning.constraints:
        node = constraint.node
        if constraint.ref == ORIGIN:
            base = Bound(0, 0)
        elif constraint.ref == SELF:
            base = Bound(low[START], high[START])
        else:
            continue
        if constraint.low is not None and base.earliest is not None:
            instant = constraint.low + base.earliest
            known = low[node]
            low[node] = instant if known is None else max(known, instant)
        if constraint.high is not None and base.latest is not None:
            instant = constraint.high + base.latest
            known = high[node]
            high[node] = instant if known is None else min(known, instant)
    for shift in meaning.months:  # few events last for months
        from crisis.timeline.base.months import reach
        from crisis.timeline.base.zones import shared_zone

        if shift.ref == SELF:
            zone, begun = shared_zone(shift.zone), (low[START], high[START])
            low[shift.node], high[shift.node] = reach(zone, *begun, shift.first, shift.last)
    start = Bound(low[START], high[START])
    return start, Bound(low[END], high[END]) if meaning.lasts else None


def doubt(claims: Iterable[Claim]) -> str:
    """``?`` where all claims that count have one, else nothing."""
    mark = ""
    for claim in claims:
        if claim.counted is not None:
            if not claim.counted.uncertain:
                return ""
            mark = "?"
    return mark


def unsure(account: Account, others: Sequence[Account]) -> str:
    """``?`` for an account with one, or of low confidence where others are surer; else nothing."""
    surest = max((other.sure for other in others), default=0)
    return "?" if account.sure == 0 or account.sure < min(2, surest) else ""


def ongoing(claims: Iterable[Claim]) -> bool:
    """Whether a claim that counts says that the event still goes on."""
    return any(claim.counted is not None and claim.counted.ongoing for claim in claims)


def shown_on_clock(claims: Iterable[Claim], source: str) -> str:
    """What the clock of a source showed, as written, where it is wrong; else nothing."""
    phrases = [
        claim.phrase
        for claim in claims
        if claim.source == source and claim.counted is not None and claim.counted.misread
    ]
    return "; ".join(phrases)


def read_by(account: Account, accounts: Sequence[Account], claims: Iterable[Claim]) -> str:
    """What the clock of an account's source showed, as in ``shown_on_clock``.

    Of a source that contradicts itself each claim is an account, which has a reading of its own;
    ``accounts`` and ``claims`` are those of the event.
    """
    said = [c for c in claims if c.source == account.source and c.counted is not None]
    accounts = [other for other in accounts if other.source == account.source]
    if len(accounts) > 1:
        said = [claim for claim in said if _sure(claim) == account.sure]
        accounts = [other for other in accounts if other.sure == account.sure]
    if len(accounts) == len(said):
        place = next((n for n, other in enumerate(accounts) if other is account), 0)
        said = said[place : place + 1]
    return shown_on_clock(said, account.source)


def _sure(claim: Claim) -> int:
    uncertain = claim.meaning is not None and claim.meaning.uncertain
    return 0 if uncertain else SURE.index(claim.confidence or "medium")
