"""Why: one event in full, with the chain of statements behind each bound; and two compared."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from crisis.timeline.base.record import Record
from crisis.timeline.model.conflicts import Reason
from crisis.timeline.model.constraints import ORIGIN, START
from crisis.timeline.model.records import Bound
from crisis.timeline.network.differences import Differences
from crisis.timeline.query.store import event_named
from crisis.timeline.query.stores import store
from crisis.timeline.query.terms import QueryError

from .tellers import tellers

if TYPE_CHECKING:
    from crisis.timeline.model.conflicts import Conflict
    from crisis.timeline.model.records import Claim, Event
    from crisis.timeline.model.timeline import Timeline
    from crisis.timeline.model.words import End


class Derivation(Record):
    """A bound and the chains of statements that led to its earliest and its latest."""

    bound: Bound
    earliest: tuple[Reason, ...]
    latest: tuple[Reason, ...]


class Causes(Record):
    """An event in a tree of causes or of effects, in reading order; ``depth`` counts from 1."""

    event: Event
    depth: int


class Why(Record):
    """All that is known of one event.

    ``causes`` leads back, ``effects`` forward; ``conflicts`` are those that a statement about this
    event takes part in.
    """

    event: Event
    start: Derivation
    end: Derivation | None
    causes: tuple[Causes, ...]
    effects: tuple[Causes, ...]
    parts: tuple[Event, ...]
    conflicts: tuple[Conflict, ...]


class Verdict(Record):
    """How long after the first event the second starts, in microseconds, according to ``source``.

    ``source`` is empty for the whole file. ``first`` is the id of the one that certainly came
    first, or at the same moment where ``tied``; it is "" where they are at the same instant or it
    is not known (``known`` tells which). ``cut`` tells that more relations would have had to be
    followed than one answer may: by them the difference may be smaller, and the order known.
    ``unsure`` is what a source says that is less sure than others: it is not in the difference of
    the whole file. Nor is what is ``ruled_out``: an account that the rest of the file rules out.
    """

    source: str
    difference: Bound
    first: str
    known: bool
    tied: bool = False
    cut: bool = False
    unsure: bool = False
    ruled_out: bool = False


class Comparison(Record):
    """Two events, which came first, and according to whom."""

    first: Event
    second: Event
    verdicts: tuple[Verdict, ...]


def why(timeline: Timeline, name: str) -> Why:
    """Explain one event. Raises QueryError for an id that the timeline does not have."""
    timeline = store(timeline).whole()
    event = event_named(store(timeline), name)
    start, end = derivations(timeline, event)
    effects: dict[str, list[Event]] = {}
    for other in timeline.events:
        for cause in other.caused_by:
            effects.setdefault(cause, []).append(other)
    by_id = {other.id: other for other in timeline.events}
    causes = {e.id: [by_id[c] for c in e.caused_by if c in by_id] for e in timeline.events}
    return Why(
        event,
        start,
        end,
        _tree(event, causes),
        _tree(event, effects),
        tuple(other for other in timeline.events if other.part_of == event.id),
        tuple(c for c in timeline.conflicts if any(r.event == event.id for r in c.reasons)),
    )


def compare(timeline: Timeline, first: str, second: str) -> Comparison:
    """Which of two events came first. Raises QueryError for an id of none, or of a source."""
    timeline = store(timeline).whole()
    here = store(timeline)
    for name in (first, second):
        if name in timeline.sources and here.event(name) is None:
            hint = f"events are compared; of its clock: crisis why {name}"
            raise QueryError(f'"{name}" is a source and no event', hint)
    a, b = event_named(here, first), event_named(here, second)
    if a.id == b.id:
        return Comparison(a, b, (_verdict("", Bound(0, 0), a, b),))
    if timeline.network is None:
        return Comparison(a, b, ())
    differences = Differences(timeline.network.links())
    whole = _verdict("", differences.between(a, b), a, b).replace(cut=differences.spent())
    verdicts = []

    by_source = partial(differences.each, a, b)
    for source, difference, unsure, out in tellers((a, b), by_source, whole.difference):
        verdict = _verdict(source, difference, a, b)
        verdicts.append(verdict.replace(cut=differences.spent(), unsure=unsure, ruled_out=out))
    return Comparison(a, b, (whole, *verdicts))


def _verdict(source: str, difference: Bound, a: Event, b: Event) -> Verdict:
    low, high = difference.ends
    if low == high == 0:
        return Verdict(source, difference, "", True)
    if low is not None and low >= 0:
        return Verdict(source, difference, a.id, True, low == 0)
    if high is not None and high <= 0:
        return Verdict(source, difference, b.id, True, high == 0)
    return Verdict(source, difference, "", False)


def derivations(timeline: Timeline, event: Event) -> tuple[Derivation, Derivation | None]:
    """The chains behind the start of an event and, where it has one of its own, behind its end."""
    chains = None if timeline.network is None else timeline.network.reasons(event)
    if chains is None:
        return _direct(event), None
    start, end = chains
    last = None if end is None or event.end is None else Derivation(event.end, *end)
    low, high = start
    begun = _with_alternative(low, event, "low"), _with_alternative(high, event, "high")
    return Derivation(event.start, *begun), last


def _with_alternative(chain: tuple[Reason, ...], event: Event, side: End) -> tuple[Reason, ...]:
    """A chain that ends with the alternative which is the first, or the last, that is left.

    What else is known ends between two of them.
    """
    place = 0 if side == "low" else 1
    bound = event.start.ends[place]
    if event.among is None or bound is None or (chain and chain[-1].bound == bound):
        return chain
    written = {a.written for a in event.alternatives if a.start.ends[place] == bound}
    for claim in event.when:
        branches = claim.counted.alternatives if claim.counted else ()
        if not written.isdisjoint(branch.written for branch in branches):
            said = Reason(event.id, "claim", claim.phrase, claim.source, claim.origin)
            return (*chain, said._replace(side=side, reached=event.id, bound=bound))
    return chain


def _direct(event: Event) -> Derivation:
    """The derivation of an event that nothing else bears upon: its own claims."""
    earliest: tuple[Reason, ...] = ()
    latest: tuple[Reason, ...] = ()
    for claim in event.when:
        for reason in _claimed(event, claim):
            if reason.low is not None and reason.low == event.start.earliest:
                earliest = (reason._replace(side="low", reached=event.id, bound=reason.low),)
            if reason.high is not None and reason.high == event.start.latest:
                latest = (reason._replace(side="high", reached=event.id, bound=reason.high),)
    if event.header is not None:
        header = Reason(event.id, "header", "", "", event.origin, "", "", *event.header.ends)
        low, high = event.start.ends
        if not earliest and low is not None and low == event.header.earliest:
            earliest = (header._replace(side="low", reached=event.id, bound=low),)
        if not latest and high is not None and high == event.header.latest:
            latest = (header._replace(side="high", reached=event.id, bound=high),)
    return Derivation(event.start, earliest, latest)


def _claimed(event: Event, claim: Claim) -> list[Reason]:
    meaning = claim.counted
    if meaning is None:
        return []
    return [
        Reason(
            event.id, "header" if c.header else "claim", claim.phrase, claim.source, claim.origin,
            c.soft, "", c.low, c.high,
        )
        for c in meaning.constraints
        if c.ref == ORIGIN and c.node == START
    ]  # fmt: skip


def _tree(event: Event, links: dict[str, list[Event]]) -> tuple[Causes, ...]:
    """What hangs on an event; each event once, so that the tree is no larger than the file."""
    seen = {event.id}
    causes: list[Causes] = []
    waiting = [Causes(other, 1) for other in reversed(links.get(event.id, ()))]
    while waiting:
        here = waiting.pop()
        if here.event.id in seen:
            continue
        seen.add(here.event.id)
        causes.append(here)
        below = links.get(here.event.id, ())
        waiting.extend(Causes(other, here.depth + 1) for other in reversed(below))
    return tuple(causes)
