"""Evaluates a query on a timeline in memory: which events match, certainly or possibly."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .days import Calendar
from .deltas import deltas
from .filters import TIME_FIELDS, Asked, judge
from .languages import ENGLISH, Language
from .order import Order, order
from .query import Query, QueryError
from .since import Since, dateless
from .windows import CERTAIN, OUT, POSSIBLE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from .model import Bound, Event, Timeline
    from .since import Elapsed
    from .zones import Zone


class Clock(NamedTuple):
    """How an answer counts time: the zone that decides the day, and the zero of elapsed time.

    ``zero`` is an instant, or the id of an event, or None where nothing is counted. Weekdays of a
    question may be named in ``language`` as well as in English.
    """

    zone: Zone
    zero: int | str | None = None
    today: Callable[[], int] | None = None
    language: Language = ENGLISH


class Match(NamedTuple):
    """An event that is in the answer, ``certain`` or ``possible``.

    ``elapsed`` is how long after zero it starts (and ends). ``ordered`` says whether it certainly
    does not come before the match above it (after it, in reverse); the first of an answer is
    always in order. ``delta`` is how long after the match before it in time it starts, where asked.
    """

    event: Event
    verdict: str
    elapsed: Elapsed | None
    ordered: bool = True
    delta: Bound | None = None


class Answer(NamedTuple):
    """The matches in the order of time, what was left out, and remarks on the question.

    ``limited`` counts the matches that the limit of the query left out.
    """

    timeline: Timeline
    query: Query
    clock: Clock
    matches: tuple[Match, ...]
    undated: int
    notes: tuple[str, ...]
    limited: int = 0

    def count(self, verdict: str) -> int:
        """How many matches have this verdict."""
        return sum(1 for match in self.matches if match.verdict == verdict)


def ask(timeline: Timeline, query: Query, clock: Clock) -> Answer:
    """Evaluate a query. Raises QueryError for a filter that cannot be read.

    Events without any date are never in a window of time; they are counted in ``undated``.
    """
    since = Since(timeline, clock.zero)
    calendar = Calendar(timeline, clock.zone, since.first, clock.today, clock.language)
    judges, notes = _judges(timeline, query, calendar, since)
    if since.zero is None and clock.zero is not None:
        notes.append(f"{clock.zero} has no time: no elapsed time is counted from it")
    timed = any(term.field in TIME_FIELDS for term in query.terms)
    found: list[tuple[Event, str]] = []
    undated = 0
    for event in timeline.events:
        one = _all(judge(event) for judge in judges)
        if one == OUT:
            continue
        if timed and dateless(event):
            undated += 1
            continue
        if event.status:
            one = POSSIBLE  # planned, missed, averted or denied: it never certainly was
        if one == CERTAIN or not query.certain:
            found.append((event, one))
    found.sort(key=lambda pair: order(pair[0]))
    whole = len(found)
    dated = [
        pair for pair in found if not dateless(pair[0])
    ]  # the others come last
    others = [Match(*pair, None, False) for pair in found[len(dated) :]]
    if query.limit is not None:  # one more in reverse: the last one has a match before it
        dated = dated[-query.limit - 1 :] if query.reverse else dated[: query.limit]
    matches = (*_matches(timeline, dated, since, query), *others)[: query.limit]
    matches = (*(match._replace(ordered=True) for match in matches[:1]), *matches[1:])
    return Answer(timeline, query, clock, matches, undated, tuple(notes), whole - len(matches))


def _matches(
    timeline: Timeline, found: list[tuple[Event, str]], since: Since, query: Query
) -> tuple[Match, ...]:
    """Matches out of sorted events: in which order they certainly are, how far apart."""
    events = [event for event, _ in found]
    ordered = Order(timeline).known(events)
    apart = deltas(timeline, events) if query.delta else [None] * len(events)
    if query.reverse:
        ordered = [*ordered[1:], True]
    matches = [
        Match(event, one, since.of(event), known, delta)
        for (event, one), known, delta in zip(found, ordered, apart, strict=True)
    ]
    if query.reverse:
        matches.reverse()
    return tuple(matches)


def _judges(
    timeline: Timeline, query: Query, calendar: Calendar, since: Since
) -> tuple[list[Callable[[Event], str]], list[str]]:
    """One judge for each field asked about; its own terms unite."""
    judges: list[Callable[[Event], str]] = []
    notes: list[str] = []
    asked = Asked(timeline, calendar, since, notes)
    for field in dict.fromkeys(term.field for term in query.terms):
        if values := list(query.values(field)):
            judges.append(judge(asked, field, values))
        excluded = [t.value for t in query.terms if t.field == field and t.negated]
        judges.extend(_not(judge(asked, field, [value])) for value in excluded)
    _check_reversed(query, calendar)
    return judges, notes


def _check_reversed(query: Query, calendar: Calendar) -> None:
    starts, stops = query.values("from"), query.values("to")
    if starts and stops:
        start = min(calendar.since(value) for value in starts)
        if start >= max(calendar.until(value) for value in stops):
            message = f'--from "{starts[0]}" is later than --to "{stops[0]}"'
            raise QueryError(message, "the earlier one is --from")


def _not(judge: Callable[[Event], str]) -> Callable[[Event], str]:
    opposite = {CERTAIN: OUT, OUT: CERTAIN, POSSIBLE: POSSIBLE}
    return lambda event: opposite[judge(event)]


def _all(verdicts: Iterable[str]) -> str:
    """All of them hold: certain if every one is, out if any one is."""
    found = CERTAIN
    for one in verdicts:
        if one == OUT:
            return OUT
        if one == POSSIBLE:
            found = POSSIBLE
    return found
