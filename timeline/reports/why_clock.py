"""Why a clock is wrong by so much: the statements that lead to the most and to the least."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.problems import did_you_mean
from crisis.timeline.base.record import Record
from crisis.timeline.model.conflicts import Reason
from crisis.timeline.model.constraints import OF_CLOCK
from crisis.timeline.query.stores import store
from crisis.timeline.query.terms import QueryError

if TYPE_CHECKING:
    from crisis.timeline.model.conflicts import Conflict
    from crisis.timeline.model.records import Event, Source, SourceClock
    from crisis.timeline.model.timeline import Timeline


class WhyClock(Record):
    """All that is known of the clock of a source.

    ``least`` leads to the least that it is fast, ``most`` to the most; a slow one is fast by less
    than nothing. ``read`` are the events that were read on it, ``conflicts`` those that say it
    cannot have been wrong by the same all the time.
    """

    source: Source
    clock: SourceClock
    least: tuple[Reason, ...]
    most: tuple[Reason, ...]
    read: tuple[Event, ...]
    conflicts: tuple[Conflict, ...]


def is_source(timeline: Timeline, name: str) -> bool:
    """Whether an id is that of a source and of no event."""
    return name in timeline.sources and timeline.get(name) is None


def why_clock(timeline: Timeline, name: str) -> WhyClock:
    """Explain a clock. Raises QueryError for a source whose clock is not said to be wrong."""
    timeline = store(timeline).whole()
    source = timeline.sources[name]
    clock = source.clock
    if clock is None:
        hint = did_you_mean(name, timeline.keys())
        hint = hint or f"if it is wrong: sources: {{{name}: {{clock: 2m..6m fast}}}}"
        raise QueryError(f'"{name}" is a source, and nothing says that its clock is wrong', hint)
    limits = None if timeline.network is None else timeline.network.clock_reasons(name)
    own = clock.of or name
    clocks = {
        other.id: other.clock for other in timeline.sources.values() if other.clock is not None
    }
    readers = {reader for reader, its in clocks.items() if own in (reader, its.of)}
    most, least = limits or _stated(source, clock)
    return WhyClock(
        source,
        clock,
        least,
        most,
        tuple(event for event in timeline.events if _is_read_by(event, readers)),
        tuple(
            conflict
            for conflict in timeline.conflicts
            if any(r.clock == own for r in conflict.reasons)
        ),
    )


def _stated(source: Source, clock: SourceClock) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
    """What the file says of a clock that is no node: that is all."""
    low, high = clock.stated.ends
    said = Reason("", "clock", clock.written, source.id, source.origin)
    said = said._replace(clock=source.id, reached=source.id, which=OF_CLOCK)
    return (
        () if high is None else (said._replace(side="low", bound=-high),),
        () if low is None else (said._replace(side="high", bound=-low),),
    )


def _is_read_by(event: Event, readers: set[str]) -> bool:
    return any(
        claim.source in readers and claim.counted is not None and claim.counted.misread
        for claim in event.when
    )
