"""What a phrase says of a time by itself, before anything is resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .constraints import END, ORIGIN, SELF, START
from .details import Bound

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
