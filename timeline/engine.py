"""Evaluates a query on a timeline in memory: which events match, certainly or possibly."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from .days import Calendar
from .elapsed import elapsed_window
from .model import Bound
from .problems import did_you_mean
from .query import Query, QueryError
from .windows import CERTAIN, OUT, POSSIBLE, Window, unite, verdict
from .zones import Zone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from .model import Actor, Event, Timeline
    from .query import Term

_TIME_FIELDS = ("day", "from", "to", "hour")


class Clock(NamedTuple):
    """How an answer counts time: the zone that decides the day, and the zero of elapsed time.

    ``zero`` is an instant, or the id of an event, or None where nothing is counted.
    """

    zone: Zone
    zero: int | str | None = None
    today: Callable[[], int] | None = None


class Match(NamedTuple):
    """An event that is in the answer, ``certain`` or ``possible``."""

    event: Event
    verdict: str
    elapsed: tuple[Bound, Bound | None] | None


class Answer(NamedTuple):
    """The matches in the order of time, what was left out, and remarks on the question."""

    timeline: Timeline
    query: Query
    clock: Clock
    matches: tuple[Match, ...]
    undated: int
    notes: tuple[str, ...]

    def count(self, verdict: str) -> int:
        """How many matches have this verdict."""
        return sum(1 for match in self.matches if match.verdict == verdict)


def ask(timeline: Timeline, query: Query, clock: Clock) -> Answer:
    """Evaluate a query. Raises QueryError for a filter that cannot be read.

    Events without any date are never in a window of time; they are counted in ``undated``.
    """
    zero = zero_bound(timeline, clock.zero)
    calendar = Calendar(timeline, clock.zone, zero.earliest if zero else None, clock.today)
    judges, notes = _judges(timeline, query, calendar, zero, clock)
    timed = any(term.field in _TIME_FIELDS for term in query.terms)
    matches, undated = [], 0
    for event in timeline.events:
        found = _all(judge(event) for judge in judges)
        if found == OUT:
            continue
        if timed and dateless(event):
            undated += 1
            continue
        if found == POSSIBLE and query.certain:
            continue
        matches.append(Match(event, found, elapsed(event, zero, clock.zero)))
    matches.sort(key=lambda match: order(match.event))
    return Answer(timeline, query, clock, tuple(matches), undated, tuple(notes))


def order(event: Event) -> tuple[float, float, int]:
    """The key that sorts events by time: earliest, then latest, then place in the file.

    An open start stands with its latest; what has no time at all comes last.
    """
    low, high = event.start
    last = float("inf") if high is None else high
    return (last if low is None else low, last, event.index)


def dateless(event: Event) -> bool:
    """Whether nothing at all is known of its time."""
    return event.start.open and (event.end is None or event.end.open)


def zero_bound(timeline: Timeline, zero: int | str | None) -> Bound | None:
    """The bound of the zero of elapsed time; None where there is none or it has no time."""
    if zero is None:
        return None
    if isinstance(zero, int):
        return Bound(zero, zero)
    for event in timeline.events:
        if event.id == zero:
            return None if dateless(event) else event.start
    raise QueryError(f'no event "{zero}"', did_you_mean(zero, (e.id for e in timeline.events)))


def elapsed(
    event: Event, zero: Bound | None, name: int | str | None
) -> tuple[Bound, Bound | None] | None:
    """How long after zero an event starts (and ends), in microseconds."""
    if zero is None or dateless(event):
        return None
    if event.id == name:
        start = Bound(0, 0)
    else:
        start = _minus(event.start, zero)
    return start, None if event.end is None else _minus(event.end, zero)


def members(actors: Iterable[Actor], organisation: str) -> set[str]:
    """An actor and all that belong to it, directly or not."""
    below: dict[str, list[str]] = {}
    for actor in actors:
        for above in actor.member_of:
            below.setdefault(above, []).append(actor.id)
    found: set[str] = set()
    waiting = [organisation]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(below.get(name, ()))
    return found


def fold(text: str) -> str:
    """A text without accents and case, for comparison."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(char for char in plain if not unicodedata.combining(char)).casefold()


def _judges(
    timeline: Timeline, query: Query, calendar: Calendar, zero: Bound | None, clock: Clock
) -> tuple[list[Callable[[Event], str]], list[str]]:
    """One judge for each field asked about; its own terms unite."""
    judges: list[Callable[[Event], str]] = []
    notes: list[str] = []
    for field in dict.fromkeys(term.field for term in query.terms):
        wanted = [term for term in query.terms if term.field == field and not term.negated]
        excluded = [term for term in query.terms if term.field == field and term.negated]
        if wanted:
            judges.append(_judge(timeline, wanted, calendar, zero, clock, notes))
        for term in excluded:
            judge = _judge(timeline, [term], calendar, zero, clock, notes)
            judges.append(_not(judge))
    _check_reversed(query, calendar)
    return judges, notes


def _judge(
    timeline: Timeline,
    terms: list[Term],
    calendar: Calendar,
    zero: Bound | None,
    clock: Clock,
    notes: list[str],
) -> Callable[[Event], str]:
    field = terms[0].field
    values = [term.value for term in terms]
    if field == "actor":
        return _actor_judge(timeline, values)
    if field == "hour":
        if zero is None:
            hint = "--zero 2023-11-17T12:00 or --zero EVENT"
            raise QueryError("elapsed time needs a zero that has a time", hint)
        hours = unite(elapsed_window(value) for value in values)
        return lambda event: _elapsed_verdict(event, zero, clock.zero, hours)
    found: list[Window] = []
    for value in values:
        if field == "day":
            windows, remarks = calendar.windows(value)
            found.extend(windows)
            notes.extend(remarks)
        elif field == "from":
            found.append(Window(calendar.since(value), None))
        else:
            found.append(Window(None, calendar.until(value)))
    united = unite(found)
    return lambda event: verdict(event.start, event.end, united)


def _check_reversed(query: Query, calendar: Calendar) -> None:
    starts, stops = query.values("from"), query.values("to")
    if starts and stops:
        start = min(calendar.since(value) for value in starts)
        if start >= max(calendar.until(value) for value in stops):
            message = f'--from "{starts[0]}" is later than --to "{stops[0]}"'
            raise QueryError(message, "the earlier one is --from")


def _elapsed_verdict(
    event: Event, zero: Bound, name: int | str | None, windows: list[Window]
) -> str:
    since = elapsed(event, zero, name)
    return POSSIBLE if since is None else verdict(*since, windows)


def _actor_judge(timeline: Timeline, values: list[str]) -> Callable[[Event], str]:
    wanted: list[tuple[set[str], str]] = []
    for value in values:
        name, _, role = value.partition("/")
        wanted.append((_actors_named(timeline, name), fold(role)))

    def judge(event: Event) -> str:
        for ids, role in wanted:
            for part in event.actors:
                if part.actor in ids and (not role or fold(part.role) == role):
                    return CERTAIN
        return OUT

    return judge


def _actors_named(timeline: Timeline, name: str) -> set[str]:
    """All actors that an id, a name or an alias stands for, with their members."""
    names: dict[str, str] = {}
    for actor in timeline.actors.values():
        for known in (actor.id, actor.name, *actor.aliases):
            names.setdefault(fold(known), actor.id)
    for event in timeline.events:  # an actor that is not listed is known all the same
        for part in event.actors:
            names.setdefault(fold(part.actor), part.actor)
    found = names.get(fold(name.strip()))
    if found is None:
        near = did_you_mean(name, names)
        if not near:
            listed = ", ".join(sorted(timeline.actors)[:12])
            near = f"there are {listed}" if listed else "the timeline names no actors"
        raise QueryError(f'unknown actor "{name}"', near)
    return members(timeline.actors.values(), found)


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


def _minus(bound: Bound, zero: Bound) -> Bound:
    low, high = bound
    return Bound(
        None if low is None or zero.latest is None else low - zero.latest,
        None if high is None or zero.earliest is None else high - zero.earliest,
    )
