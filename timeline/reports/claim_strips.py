"""What every claim on an event tells of its time, for one axis, and what all comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.escape import one_line
from crisis.timeline.base.record import Record
from crisis.timeline.base.zones import MINUTE
from crisis.timeline.query.stores import store

from .alike_claims import told_claims
from .chart.axis_fit import unbroken
from .chart.spans import Span
from .said_times import said_times

if TYPE_CHECKING:
    from typing import Final, Literal

    from crisis.timeline.base.languages import Language
    from crisis.timeline.base.zones import Zone
    from crisis.timeline.model.records import Elapsed, Event
    from crisis.timeline.model.timeline import Timeline

    from .alike_claims import ToldClaim
    from .chart.axis import Axis
    from .why import Why

    State = Literal["", "rejected", "in conflict", "not read"]

REJECTED: Final = "rejected"
CONFLICTED: Final = "in conflict"
UNREAD: Final = "not read"

_LEAST = 2 * MINUTE
"""So much time an axis has at least, though all say the same instant."""


class ClaimStrip(Record):
    """Where a claim that one source makes, or several, has the event.

    ``spans`` are what it says by itself, several where one of them holds, none where it
    tells nothing. ``state`` is empty where it counts, else why it does not: ``rejected`` by the
    file, ``in conflict`` with what else is said, or ``not read``.
    """

    told: ToldClaim
    spans: tuple[Span, ...]
    state: State

    @property
    def counts(self) -> bool:
        """Whether it takes part in the time of the event, be it in a conflict."""
        return self.state in ("", CONFLICTED)


class ClaimStrips(Record):
    """The time of an event, as ``whole``, above what each of its claims says of it.

    Spans of what is disputed have the names of ``sources``, as in a chart: nothing is sure of them.
    """

    event: Event
    whole: tuple[Span, ...]
    strips: tuple[ClaimStrip, ...]

    @property
    def telling(self) -> bool:
        """Whether a picture says more than the time in words: more than one and the same span."""
        drawn = {strip.spans for strip in self.strips if strip.spans}
        return len(drawn) > 1 or (bool(drawn) and drawn != {self.whole}) or len(self.strips) > 1

    def axis(self, columns: int, zone: Zone, language: Language) -> Axis | None:
        """One unbroken scale for all spans, in so many columns; None where not one has an end."""
        spans = [*self.whole, *(span for strip in self.strips for span in strip.spans)]
        extents = [extent for span in spans if (extent := _extent(span))]
        if not extents:
            return None
        first, last = min(low for low, _ in extents), max(high for _, high in extents)
        lacking = max(0, _LEAST - (last + 1 - first))
        return unbroken(first - lacking // 2, last + 1 + lacking // 2, columns, zone, language)


def claim_strips(explanation: Why, timeline: Timeline) -> ClaimStrips:
    """The claims on an event in their order, those that are alike as one, each with its spans."""
    event = explanation.event
    find = store(timeline).event
    blamed = {
        (reason.origin, reason.source)
        for conflict in explanation.conflicts
        for reason in conflict.reasons
        if conflict.kind != "ruled out" and reason.event == event.id and reason.kind == "claim"
        if event.id not in conflict.misplaced
    }
    strips: list[ClaimStrip] = []
    for told in told_claims(event):
        claim = told.claim
        names = tuple(_name(source, timeline) for source in told.sources) if event.disputed else ()
        times: list[Elapsed] = []
        if claim.meaning is not None:
            times = said_times(claim.meaning, timeline.sources.get(claim.source), find)
        spans = _spans(times, () if claim.rejected else names)
        state: State = UNREAD if claim.meaning is None else ""
        if claim.rejected:
            state = REJECTED
        elif any((claim.origin, source) in blamed for source in told.sources):
            state = CONFLICTED
        strips.append(ClaimStrip(told, spans, state))
    return ClaimStrips(event, _whole(event, timeline), tuple(strips))


def _whole(event: Event, timeline: Timeline) -> tuple[Span, ...]:
    """Where the event may be: as a chart has it."""
    if not event.disputed:
        return _spans(event.moments, ())
    spans: dict[Elapsed, list[str]] = {}
    for account in event.asked:
        for time in event.times_of(account):
            spans.setdefault(time, []).append(_name(account.source, timeline))
    return tuple(
        Span(start, end, tuple(dict.fromkeys(names))) for (start, end), names in spans.items()
    )


def _spans(times: list[Elapsed], names: tuple[str, ...]) -> tuple[Span, ...]:
    told = [
        (start, end)
        for start, end in dict.fromkeys(times)
        if not (start.open and (end is None or end.open))
    ]
    return tuple(Span(start, end, names, len(times) > 1) for start, end in told)


def _extent(span: Span) -> tuple[int, int] | None:
    """From where to where a span reaches; an open end is no part of it."""
    low, high = span.earliest, span.latest
    if low is not None and high is not None:
        return min(low, high), max(low, high)
    bounds = [bound for bound in (span.start, span.end) if bound]
    closed = [at for bound in bounds for at in bound.ends if at is not None]
    return (min(closed), max(closed)) if closed else None


def _name(source: str, timeline: Timeline) -> str:
    known = timeline.sources.get(source)
    return one_line(known.name if known else source or "the author")
