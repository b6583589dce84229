"""Whose name may stand where: at a time only that of a source whose own account it is.

The time of an event is often put together: from several accounts, or from one that what else is
known makes narrower. Whoever did not say it is told by itself, and a source that only says that
something happened is named with what happened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from crisis.timeline.base.namedtuple import NamedTuple

from .conflicts import RULED_OUT
from .details import Bound
from .stated import doubt, read_by, shown_on_clock, stated, unsure

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .conflicts import Conflict
    from .details import Account, Alternative, Claim, Elapsed


class Event(Protocol):
    """What attribution asks of an event; the record Event of records.py has it."""

    @property
    def when(self) -> tuple[Claim, ...]: ...
    @property
    def accounts(self) -> tuple[Account, ...]: ...
    @property
    def sources(self) -> tuple[str, ...]: ...
    @property
    def start(self) -> Bound: ...
    @property
    def end(self) -> Bound | None: ...
    @property
    def conflicted(self) -> bool: ...
    @property
    def disputed(self) -> bool: ...
    @property
    def ruled_out(self) -> frozenset[int]: ...
    @property
    def alternatives(self) -> tuple[Alternative, ...]: ...


class Testimony(NamedTuple):
    """What one source says of an event's time. ``start`` is None where it says nothing of it.

    ``written`` stands for both where what it said gave way, so that it comes to no time by itself.
    ``doubt`` is a ``?`` where it does not say so for sure. ``read`` is what its clock showed, which
    is wrong. ``times`` are there where it tells several, of which one holds. ``lasting`` is how
    long it has the event go on, in microseconds, where it says so: where that is all that it says,
    there is no start and no end. It is ``ruled_out`` where the rest of the file rules it out, so
    that it no longer counts.
    """

    source: str
    start: Bound | None
    end: Bound | None = None
    written: str = ""
    conflicted: bool = False
    doubt: str = ""
    read: str = ""
    times: tuple[Elapsed, ...] = ()
    lasting: Bound | None = None
    ruled_out: bool = False

    @property
    def aside(self) -> str:
        """What stands behind it where it does not hold: that it is ruled out, or in conflict."""
        if self.ruled_out:
            return f" ({RULED_OUT})"
        return " (in conflict)" if self.conflicted else ""

    @property
    def length(self) -> Bound | None:
        """How long the event went on, where that is all that is said of when it was."""
        alone = self.start is None and self.end is None and not self.times
        return self.lasting if alone else None

    @property
    def mark(self) -> str:
        """What stands behind its time: its doubt, and what its clock showed."""
        return f"{self.doubt} ({self.read} on its clock)" if self.read else self.doubt


class Attribution(NamedTuple):
    """Who is named where; the author is ``""``.

    ``at_time`` are the sources whose own account is the event's time, ``apart`` is what the others
    say of it, ``at_title`` are those who only say that it happened.
    """

    at_time: tuple[str, ...]
    apart: tuple[Testimony, ...]
    at_title: tuple[str, ...]


def attribution(event: Event, according_to: str = "") -> Attribution:
    """Who may be named at the time of an event, who is told apart, who says only that it was.

    ``according_to`` is the source whose story it is, where it is that of one alone.
    """
    claims = [claim for claim in event.when if claim.phrases and not claim.rejected]
    telling = {claim.source for claim in claims}
    at_title = tuple(source for source in event.sources if source not in telling)
    if according_to:
        claims = [claim for claim in claims if claim.source in ("", according_to)]
    if event.accounts:
        own = [account for account in event.accounts if _is_time(account, event)]
        apart = tuple(_apart(account, event) for account in event.accounts if account not in own)
        at_time = tuple(dict.fromkeys(account.source for account in own))
    else:
        at_time = tuple(dict.fromkeys(claim.source for claim in claims))
        apart = () if not claims or _as_said(claims, event) else tuple(_single(claims, event))
        at_time = () if apart else at_time
    return Attribution(at_time, apart, at_title)


def every_testimony(
    event: Event, according_to: str = "", conflicts: Sequence[Conflict] = ()
) -> tuple[Testimony, ...]:
    """What each source says of the time of an event, whether or not it is the time.

    A phrase that came to no time is in conflict where one of the ``conflicts`` of the event names
    it, or does not name all.
    """
    if event.accounts:
        return tuple(_apart(account, event) for account in event.accounts)
    apart = attribution(event, according_to).apart
    if any(conflict.more for conflict in conflicts):
        return apart
    blamed = {
        reason.phrase
        for conflict in conflicts
        for reason in conflict.reasons
        if reason.event not in conflict.misplaced
    }
    return tuple(
        said._replace(conflicted=said.conflicted and (not said.written or said.written in blamed))
        for said in apart
    )


def _is_time(account: Account, event: Event) -> bool:
    if event.disputed and account.alternatives:
        return False  # its time is none of these, but all of them
    return account.tells and (account.start, account.end) == (event.start, event.end)


def _apart(account: Account, event: Event) -> Testimony:
    start = account.start if account.tells else None
    sure = unsure(account, event.accounts if event.disputed else [account])
    read = read_by(account, event.accounts, event.when)
    end, written = account.end, ""
    times = tuple((alternative.start, alternative.end) for alternative in account.alternatives)
    if account.length_alone is not None:
        end, times = None, ()
        if account.alternatives:  # of one length or another
            own = [claim for claim in event.when if claim.source == account.source]
            written = "; ".join(claim.phrase for claim in own if claim.counted is not None)
    out = any(event.accounts[number] is account for number in event.ruled_out)
    return Testimony(
        account.source, start, end, written, account.conflicted, sure, read, times,
        account.lasting, out,
    )  # fmt: skip


def _as_said(claims: list[Claim], event: Event) -> bool:
    """Whether claims, all of one source, say by themselves what the time is.

    Where they are measured from other events, it is their time unless one of them gave way. Of
    alternatives one that is ruled out was said as well.
    """
    if any(alternative.ruled_out for alternative in event.alternatives):
        return False
    if any(claim.meaning is None or claim.meaning.relative for claim in claims):
        return not event.conflicted
    return _together(claims, event) == (event.start, event.end)


def _single(claims: list[Claim], event: Event) -> list[Testimony]:
    """What the claims of one source say where something else decides the time."""
    if any(claim.meaning is None or claim.meaning.relative for claim in claims):
        gave_way = event.conflicted
        return [Testimony(claim.source, None, None, claim.phrase, gave_way) for claim in claims]
    start, end = _together(claims, event)
    if any(_empty(bound) for bound in (start, end)):
        return [Testimony(claim.source, None, None, claim.phrase, True) for claim in claims]
    source, gave_way = claims[0].source, event.conflicted
    read = shown_on_clock(claims, source)
    left = event.alternatives if len(claims) == 1 else ()
    times = tuple((alternative.start, alternative.end) for alternative in left)
    return [Testimony(source, start, end, "", gave_way, doubt(claims), read, times)]


def _empty(bound: Bound | None) -> bool:
    low, high = bound or (None, None)
    return low is not None and high is not None and low > high


def _together(claims: list[Claim], event: Event) -> tuple[Bound, Bound | None]:
    """The start and the end that claims state by themselves, of what is in no time before it is.

    A length that one of them says counts from the start that all of them tell.
    """
    meanings = [claim.meaning for claim in claims if claim.meaning is not None]
    constraints = [c for meaning in meanings for c in meaning.constraints]
    months = [shift for meaning in meanings for shift in meaning.months]
    joint = meanings[0]._replace(
        constraints=tuple(sorted(constraints, key=lambda c: c.node)), months=tuple(months)
    )
    start, end = stated(joint._replace(lasts=any(meaning.lasts for meaning in meanings)))
    if event.end is None:
        return start, None
    end = end or Bound()
    return _inner([start, Bound(None, end.latest)]), _inner([end, Bound(start.earliest, None)])


def _inner(bounds: Iterable[Bound]) -> Bound:
    """What lies within all of these."""
    low, high = None, None
    for bound in bounds:
        if bound.earliest is not None and (low is None or bound.earliest > low):
            low = bound.earliest
        if bound.latest is not None and (high is None or bound.latest < high):
            high = bound.latest
    return Bound(low, high)
