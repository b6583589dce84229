"""The values of an event as flat text: instants, seconds, lists, claims, and doubts in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base import julian
from crisis.timeline.base.calendar import iso
from crisis.timeline.base.zones import SECOND
from crisis.timeline.model.records import DIFFERING
from crisis.timeline.query.windows import POSSIBLE
from crisis.timeline.reports.lengths import going_on

from .json_events import first_meaning
from .json_values import stamp

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crisis.timeline.base.zones import Zone
    from crisis.timeline.model.records import Account, Alternative, Bound, Claim, Event
    from crisis.timeline.query.answer import Match


def instant(moment: int | None, zone: Zone) -> str:
    """RFC 3339, as in the JSON; empty for an open end."""
    return "" if moment is None else stamp(moment, zone)


def seconds(micros: int | None) -> str:
    """Seconds to the last microsecond, without an exponent; empty for an open end."""
    if micros is None:
        return ""
    whole, rest = divmod(abs(micros), SECOND)
    text = f"{'-' if micros < 0 else ''}{whole}"
    return f"{text}.{rest:06}".rstrip("0") if rest else text


def readings(match: Match, _: object) -> str:
    """What clocks that are wrong showed, each behind its source: ``cctv/10:09``."""
    claims = [
        claim for claim in match.event.when if claim.counted is not None and claim.counted.misread
    ]
    return joined(f"{claim.source}/{claim.phrase}" for claim in claims)


def day(match: Match, zone: Zone) -> str:
    """The local day of its earliest possible start: ``2026-11-20``."""
    moment = match.event.start.earliest
    return "" if moment is None else iso(zone.day(moment))


def day_julian(match: Match, zone: Zone) -> str:
    """The same day in the Julian calendar: ``1917-10-25`` for 1917-11-07."""
    moment = match.event.start.earliest
    return "" if moment is None else julian.iso(zone.day(moment))


def earliest(bound: Bound | None) -> int | None:
    """The earliest of a bound, if there is one."""
    return None if bound is None else bound.earliest


def latest(bound: Bound | None) -> int | None:
    """The latest of a bound, if there is one."""
    return None if bound is None else bound.latest


def truth(value: bool) -> str:
    """``true`` or ``false``."""
    return "true" if value else "false"


def joined(items: Iterable[str]) -> str:
    r"""A list as one text: ``a; b``, with ``\;`` and ``\\`` for what stands in an item."""
    return "; ".join(item.replace("\\", r"\\").replace(";", r"\;") for item in items)


def own(event: Event, name: str) -> str:
    """A key that begins with ``x-``: a list as other lists, what is nested as JSON."""
    written = dict(event.free).get(name, "")
    if not written:
        return ""
    from crisis.timeline.model.free import texts

    return written if written[0] == "{" else joined(texts(written))


def precision(match: Match) -> str:
    """How the time of the first claim that counts was written."""
    meaning = first_meaning(match.event)
    return meaning.precision if meaning else ""


def approximate(match: Match) -> bool:
    """Whether the first claim that counts has a vague width in it."""
    meaning = first_meaning(match.event)
    return meaning is not None and meaning.approximate


def uncertain(match: Match) -> bool:
    """Whether the first claim that counts is marked ``?``."""
    meaning = first_meaning(match.event)
    return meaning is not None and meaning.uncertain


def actors(match: Match) -> str:
    """The ids of the actors, each with its role: ``altman; sutskever/caller``."""
    parts = match.event.actors
    return joined(f"{part.actor}/{part.role}" if part.role else part.actor for part in parts)


def claims(match: Match) -> str:
    """The claims as written, each with its source."""
    return joined(claim_text(claim) for claim in match.event.when if claim.phrases)


def claim_text(claim: Claim) -> str:
    """A claim as written, with its source, and why it is rejected."""
    text = f"{claim.phrase} [{claim.source}]" if claim.source else claim.phrase
    return f"{text} rejected: {claim.rejected}" if claim.rejected else text


def accounts(match: Match, zone: Zone) -> str:
    """What each source's claims come to: ``ap 2023-11-17T12:18:00-08:00..…; author …``."""
    out = match.event.ruled_out
    return joined(
        _account(account, zone) + " ruled out" * (number in out)
        for number, account in enumerate(match.event.accounts)
    )


def _account(account: Account, zone: Zone) -> str:
    if account.length_alone is not None:
        return f"{account.source or 'author'} {going_on(account.length_alone)}"
    start = f" {_between(account.start, zone)}" if account.tells else ""
    end = "" if account.end is None else f" to {_between(account.end, zone)}"
    return f"{account.source or 'author'}{start}{end}"


def alternatives(match: Match, zone: Zone) -> str:
    """Times of which one holds: each as written, and what it comes to."""
    return joined(_alternative(alternative, zone) for alternative in match.event.alternatives)


def _alternative(alternative: Alternative, zone: Zone) -> str:
    end = "" if alternative.end is None else f" to {_between(alternative.end, zone)}"
    out = " ruled out" if alternative.ruled_out else ""
    return f"{alternative.written} {_between(alternative.start, zone)}{end}{out}"


def _between(bound: Bound, zone: Zone) -> str:
    return f"{instant(bound.earliest, zone)}..{instant(bound.latest, zone)}"


def doubts(match: Match) -> list[str]:
    """What is not certain about a match, in words."""
    event = match.event
    said = {
        event.status: bool(event.status),
        "possible": match.verdict == POSSIBLE and not event.status,
        "disputed": event.disputed,
        "alternatives": event.alternative,
        "sources differ": event.agreement == DIFFERING,
        "uncertain": uncertain(match),
        "in conflict": event.conflicted,
        "order not certain": match.ordered is False,
    }
    return [word for word, holds in said.items() if holds]
