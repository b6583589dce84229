"""Puts a query to the store of a timeline: which events match, certainly or possibly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.model.sort_keys import latest_order

from .answer import Answer, Clock, Match
from .conditions import Among, Condition
from .elapsed import Since
from .later import number
from .order import Order
from .store import Filed, event_named
from .stores import store

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crisis.timeline.model.records import Bound, Event
    from crisis.timeline.model.relations import Links
    from crisis.timeline.model.timeline import Timeline

    from .later import Later
    from .store import Hit, Store
    from .terms import Query


def ask(timeline: Timeline, query: Query, clock: Clock) -> Answer:
    """Evaluate a query. Raises QueryError for a filter that cannot be read.

    Events without any date are never in a window of time; they are counted in ``undated``.
    """
    here = store(timeline)
    since = counted(here, clock.zero)
    if since.zero is None and since.event is not None:
        since = _from_undated(since, since.event, here)
    remarks: list[str] = []
    late = query.sort == "latest"
    most = None if query.reverse or late else query.limit
    under = _conditions(timeline, here, query, clock, since, remarks) if query.terms else []
    untold = 0
    if timeline.preferring:
        remarks.insert(0, f"where sources differ, {_believed(timeline)} is believed")
    if timeline.according_to:
        under, untold = _according_to(timeline, here, under, since, query)
        remarks.insert(0, _teller(timeline, untold, query.untold))
    selected = here.select(under, since, query.certain, most)
    if since.zero is None and clock.zero is not None:
        remarks.append(f"{clock.zero} has no time: no elapsed time is counted from it")
    if (
        isinstance(selected.hits, Filed)
        and query.limit is None
        and not (query.reverse or query.delta or late)
    ):
        from .lazy_matches import Flow

        flow = Flow(here.links(), selected.hits, selected, since)
        notes = tuple(remarks)
        return Answer(
            timeline, query, clock, flow, selected.undated, notes, untold=untold, zero=since.zero
        )
    begin, end = 0, number(selected.dated)  # the others come last
    if late:
        every = selected.hits
        dated = sorted(every[:end], key=lambda hit: latest_order(hit.event))
        selected = selected._replace(hits=[*dated, *every[end:]])
    others = selected.hits[end:]
    if query.limit is not None and query.reverse:  # one more: the last one has a match before it
        begin = max(0, end - query.limit - 1)
    elif query.limit is not None:
        end = min(end, query.limit)
    if query.limit is not None:
        first = max(0, len(others) - query.limit) if query.reverse else 0
        others = others[first : first + query.limit]
    hits = [*selected.hits[begin:end], *others]
    matches = _matches(here.links(), hits, end - begin, since, query, remarks)[: query.limit]
    limited = _left_out(len(selected.hits) - len(matches), selected.more)
    notes = tuple(remarks)
    return Answer(
        timeline, query, clock, matches, selected.undated, notes, limited, untold, since.zero
    )


def _left_out(here: int, more: Later) -> Later:
    return here + more if isinstance(more, int) else lambda: here + number(more)


def _conditions(
    timeline: Timeline, here: Store, query: Query, clock: Clock, since: Since, remarks: list[str]
) -> list[Condition]:
    """What the terms of a query come to; adds to the remarks. Raises QueryError."""
    from .days import Calendar
    from .filters import Asked, conditions

    calendar = Calendar(timeline, here, clock.zone, since.first, clock.today, clock.language)
    return conditions(Asked(timeline, here, calendar, since, remarks), query)


def counted(here: Store, zero: int | str | None) -> Since:
    """The time since an instant or since the start of an event, by its id.

    Raises QueryError for an event that the timeline does not have.
    """
    return Since(event_named(here, zero) if isinstance(zero, str) else zero, here.links)


def _from_undated(since: Since, zero: Event, here: Store) -> Since:
    """The time since an event without a date, where relations lead to it from others."""
    links = here.links()
    related = links is not None and links.place(zero.id) is not None
    return since.other(zero, False) if related else since


def _according_to(
    timeline: Timeline, here: Store, under: list[Condition], since: Since, query: Query
) -> tuple[list[Condition], int]:
    """The conditions of a story that one source tells, and how many events it says nothing of.

    It tells of an event that ``source:`` finds: by a claim that counts, or as one of its sources.
    """
    tells = Among("source", frozenset({timeline.according_to}))
    others = here.select([*under, Condition(tells, True)], since, query.certain)
    untold = len(others.hits) + number(others.more) + others.undated
    return (under if query.untold else [*under, Condition(tells)]), untold


def _believed(timeline: Timeline) -> str:
    """The sources that a question believes, the first one first."""
    names = (
        timeline.sources[source].name if source in timeline.sources else source
        for source in timeline.preferring
    )
    return ", then ".join(names)


def _teller(timeline: Timeline, untold: int, kept: bool) -> str:
    """Whose story it is, and of how much of it nothing is said."""
    from .according import told_by

    said = told_by(timeline)
    if not untold:
        return said
    events = f"{untold} event{'s' if untold > 1 else ''} of which it says nothing"
    return f"{said}, and {events}" if kept else f"{said}; {events} left out: --all keeps them"


def _matches(
    links: Links | None,
    hits: Sequence[Hit],
    dated: int,
    since: Since,
    query: Query,
    notes: list[str],
) -> tuple[Match, ...]:
    """Matches out of sorted events: in which order they certainly are, how far apart.

    The first ones are ``dated``; in reverse they come first as well.
    """
    events = [event for event, _ in hits]
    ordered = Order(links).known(events)
    apart: list[Bound | None] = [None] * len(events)
    if query.delta:
        from .deltas import deltas

        apart, unasked = deltas(links, events)
        if unasked:
            notes.append(
                f"{unasked} of the distances are told by bounds alone: "
                "so many relations would have to be followed"
            )
    if query.reverse:
        ordered = [*ordered[1:dated], *[True] * (dated > 0), *ordered[dated + 1 :], False]
    matches = [
        Match(event, verdict, since.of(event), known, delta)
        for (event, verdict), known, delta in zip(hits, ordered, apart, strict=False)
    ]
    if query.reverse:
        matches = [*reversed(matches[:dated]), *reversed(matches[dated:])]
    return (*(match._replace(ordered=True) for match in matches[:1]), *matches[1:])
