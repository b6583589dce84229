"""When an event was, for people: by its one time or by its accounts, as it was said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.escape import one_line
from crisis.timeline.base.zones import DAY, civil
from crisis.timeline.model import conflicts
from crisis.timeline.model.constraints import ORIGIN, START
from crisis.timeline.model.records import Bound, open_to
from crisis.timeline.model.stated import doubt, ongoing, unsure

from .lengths import going_on
from .times import SOME_TIME, Year, about, end, named_by, span
from .told_accounts import hull, told_apart

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crisis.timeline.base.zones import Zone
    from crisis.timeline.model.constraints import Meaning
    from crisis.timeline.model.records import Account, Alternative, Claim, Event

    from .times import Lead, Letters


ROUND_CLOCK = ("~", "an hour without minutes")
"""The vague widths of a clock that reach as far to both sides of it."""


RULED_OUT = f" ({conflicts.RULED_OUT})"
"""Behind an account that cannot be true with what else is known."""


GOING_ON = "still going on"
"""The end of what a source says has not ended."""

MOST = 3
"""So many accounts of a disputed event are told one by one; of more only the limits."""


def when(event: Event, zone: Zone, lead: Lead, look: Letters) -> str:
    """When an event was, without what the heading above it names already.

    A disputed event is told by its accounts: ``12:23–12:28 or 12:27``. A time that nobody states
    without doubt has its ``?``.
    """
    if event.dateless:
        readings = [c.phrase for c in event.when if c.counted is not None and c.counted.misread]
        text = f"undated: {'; '.join(readings)} on a wrong clock" if readings else "undated"
        return f"{text} {look.arrow} {GOING_ON}" if goes_on(event) else text
    if event.disputed and event.accounts:
        return _disputed(event, zone, lead, look)
    if left := open_to(event.alternatives):
        return alternatives(left, event, zone, lead, look) + doubt(event.when)
    return whole(event.start, event.end, event.when, zone, lead, look) + doubt(event.when)


def alternatives(
    left: Sequence[Alternative], event: Event, zone: Zone, lead: Lead, look: Letters
) -> str:
    """Times of which one holds, in the order in which they were written; of many the limits."""
    if len(left) > MOST:
        text = whole(event.start, event.end, event.when, zone, lead, look)
        return f"{text} ({len(left)} alternatives)"
    return _several(" or ", left, event.when, zone, lead, look)


def _several(
    word: str,
    left: Sequence[Alternative],
    claims: Sequence[Claim],
    zone: Zone,
    lead: Lead,
    look: Letters,
) -> str:
    """Several times with a word between them.

    A start that all have is told once: ``14:00 → 15:00/16:00``.
    """
    begun = left[0].start
    ends = [over for alternative in left if (over := _known(alternative.end)) is not None]
    if len(ends) < len(left) or ongoing(claims) or any(other.start != begun for other in left):
        return word.join(_chosen(left, claims, zone, lead, look))
    named = named_by(begun, zone)
    texts = dict.fromkeys(end(over, zone, named, look) for over in ends)
    return f"{begin(begun, claims, zone, lead, look)} {look.arrow} {'/'.join(texts)}"


def _chosen(
    left: Sequence[Alternative], claims: Sequence[Claim], zone: Zone, lead: Lead, look: Letters
) -> list[str]:
    """Each of several times; behind the first without what that one has named."""
    texts = []
    for alternative in left:
        texts.append(whole(alternative.start, _known(alternative.end), claims, zone, lead, look))
        lead = named_by(Bound(alternative.start.earliest, _last(alternative)), zone)
    return list(dict.fromkeys(texts))


def _disputed(event: Event, zone: Zone, lead: Lead, look: Letters) -> str:
    """What the accounts of a disputed event come to, the preferred and the surest one first.

    Of many the hull. Those that the rest of the file rules out come last.
    """
    accounts = told_apart(event)
    texts: dict[tuple[str, bool], str] = {}  # by what is said under the heading alone, what here
    doubtful: dict[tuple[str, bool], bool] = {}  # whether nobody surer says the same
    here, after_first = lead, lead
    for account in (*accounts.apart, *accounts.ruled_out):
        claims = tuple(claim for claim in event.when if claim.source == account.source)
        out = any(account is other for other in accounts.ruled_out)
        alone = _told(account, claims, zone, lead, look), out
        doubtful[alone] = doubtful.get(alone, True) and bool(unsure(account, event.accounts))
        if alone not in texts:
            texts[alone] = _told(account, claims, zone, here, look)
            if account.length_alone is not None:
                continue
            told = account.start if account.tells or account.end is None else account.end
            here = named_by(Bound(told.earliest, _last(account)), zone)
            after_first = here if len(texts) == 1 else after_first
    marks = {said: "?" * doubtful[said] + RULED_OUT * said[1] for said in texts}
    if len(texts) <= MOST:
        return " or ".join(text + marks[said] for said, text in texts.items())
    surest = next(iter(texts))
    first = f"{texts[surest]}{marks[surest]} or " if accounts.preferred else ""
    starts = hull([account.start for account in accounts.every])
    ends = [account.end for account in accounts.every if account.end]
    over = _known(hull(ends)) if ends else None
    text = whole(starts, over, (), zone, after_first if first else lead, look)
    return f"{first}{text} ({len(accounts.every)} accounts)"


def _told(account: Account, claims: Sequence[Claim], zone: Zone, lead: Lead, look: Letters) -> str:
    """What one of several accounts says: ``14:00/15:00`` where it gives alternatives.

    Nothing of a start that it leaves to others: ``→ 16:00``, or ``for 2h`` of a length alone.
    """
    if length := told_length(account, claims):
        return length
    over = _known(account.end)
    if not account.tells and over is not None and not account.alternatives:
        text = end(over, zone, lead, look)
        if text == SOME_TIME and isinstance(lead, int):  # no start beside it names the day
            text = end(over, zone, Year(civil(lead * DAY).year), look)
        return f"{look.arrow} {text}"
    if several := open_to(account.alternatives):
        return _several("/", several, claims, zone, lead, look)
    return whole(account.start, over, claims, zone, lead, look)


def told_length(account: Account, claims: Iterable[Claim]) -> str:
    """A length, where that is all that an account tells: of several in the words of its claims."""
    if account.length_alone is None:
        return ""
    if not account.alternatives:
        return going_on(account.length_alone)
    own = [claim for claim in claims if claim.source == account.source]
    return one_line("; ".join(claim.phrase for claim in own if claim.counted is not None))


def _last(account: Account | Alternative) -> int | None:
    """The last instant that the text of an account, or of an alternative, names."""
    if account.end is None:
        return account.start.latest
    last = account.end.latest
    return last if last is None or last == account.start.earliest else last - 1


def _known(end: Bound | None) -> Bound | None:
    """An end of which anything is known."""
    return None if end is None or end.open else end


def whole(
    bound: Bound,
    over: Bound | None,
    claims: Sequence[Claim],
    zone: Zone,
    lead: Lead,
    look: Letters,
) -> str:
    """A start and, where it lasts, an end."""
    text = begin(bound, claims, zone, lead, look)
    if over is None:
        return text
    if over.latest is None and ongoing(claims):
        return f"{text} {look.arrow} {GOING_ON}"
    return f"{text} {look.arrow} {end(over, zone, named_by(bound, zone), look)}"


def goes_on(event: Event) -> bool:
    """Whether an event still goes on, as far as is said, and nothing else tells its end."""
    return event.end is not None and event.end.latest is None and ongoing(event.when)


def begin(bound: Bound, claims: Sequence[Claim], zone: Zone, lead: Lead, look: Letters) -> str:
    """A start; ``~12:00`` where one of the claims says it so."""
    for claim in claims:
        if claim.counted is None:
            continue
        if any(_about(meaning, bound) for meaning in claim.counted.branches):
            middle = ((bound.earliest or 0) + (bound.latest or 0)) // 2
            return about(middle, zone, lead, look)
    return span(bound, zone, lead, look)


def _about(meaning: Meaning, bound: Bound) -> bool:
    """Whether a bound is what a claim says by ``~`` and a clock, and by nothing else."""
    if not meaning.approximate or meaning.precision not in ("minute", "hour"):
        return False
    begin = [constraint for constraint in meaning.constraints if constraint.node == START]
    if len(begin) != 1 or begin[0].ref != ORIGIN or begin[0].soft not in ROUND_CLOCK:
        return False
    return (begin[0].low, begin[0].high) == bound.ends
