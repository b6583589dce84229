"""Evaluates a query on a timeline in memory: which events match, certainly or possibly."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from .days import Calendar
from .elapsed import elapsed_window
from .order import Order, order
from .problems import did_you_mean
from .query import Query, QueryError
from .since import Since, dateless
from .windows import CERTAIN, OUT, POSSIBLE, Window, unite, verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from .model import Actor, Event, Timeline
    from .query import Term
    from .since import Elapsed
    from .zones import Zone

_TIME_FIELDS = ("day", "from", "to", "hour")


class Clock(NamedTuple):
    """How an answer counts time: the zone that decides the day, and the zero of elapsed time.

    ``zero`` is an instant, or the id of an event, or None where nothing is counted.
    """

    zone: Zone
    zero: int | str | None = None
    today: Callable[[], int] | None = None


class Match(NamedTuple):
    """An event that is in the answer, ``certain`` or ``possible``.

    ``elapsed`` is how long after zero it starts (and ends). ``ordered`` says whether it certainly
    does not come before the match above it; the first of an answer is always in order.
    """

    event: Event
    verdict: str
    elapsed: Elapsed | None
    ordered: bool = True


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
    since = Since(timeline, clock.zero)
    calendar = Calendar(timeline, clock.zone, since.first, clock.today)
    judges, notes = _judges(timeline, query, calendar, since)
    if since.zero is None and clock.zero is not None:
        notes.append(f"{clock.zero} has no time: no elapsed time is counted from it")
    timed = any(term.field in _TIME_FIELDS for term in query.terms)
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
    ordered = Order(timeline).known([event for event, _ in found])
    matches = tuple(
        Match(event, one, since.of(event), known)
        for (event, one), known in zip(found, ordered, strict=True)
    )
    return Answer(timeline, query, clock, matches, undated, tuple(notes))


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
    timeline: Timeline, query: Query, calendar: Calendar, since: Since
) -> tuple[list[Callable[[Event], str]], list[str]]:
    """One judge for each field asked about; its own terms unite."""
    judges: list[Callable[[Event], str]] = []
    notes: list[str] = []
    for field in dict.fromkeys(term.field for term in query.terms):
        wanted = [term for term in query.terms if term.field == field and not term.negated]
        excluded = [term for term in query.terms if term.field == field and term.negated]
        if wanted:
            judges.append(_judge(timeline, wanted, calendar, since, notes))
        for term in excluded:
            judge = _judge(timeline, [term], calendar, since, notes)
            judges.append(_not(judge))
    _check_reversed(query, calendar)
    return judges, notes


def _judge(
    timeline: Timeline,
    terms: list[Term],
    calendar: Calendar,
    since: Since,
    notes: list[str],
) -> Callable[[Event], str]:
    field = terms[0].field
    values = [term.value for term in terms]
    if field == "actor":
        return _actor_judge(timeline, values)
    if field == "hour":
        if since.zero is None:
            hint = "--zero 2023-11-17T12:00 or --zero EVENT"
            raise QueryError("elapsed time needs a zero that has a time", hint)
        hours = unite(elapsed_window(value) for value in values)
        return lambda event: _by_accounts(since.accounts(event), hours)
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
    return lambda event: _by_accounts(_times(event), united)


def _check_reversed(query: Query, calendar: Calendar) -> None:
    starts, stops = query.values("from"), query.values("to")
    if starts and stops:
        start = min(calendar.since(value) for value in starts)
        if start >= max(calendar.until(value) for value in stops):
            message = f'--from "{starts[0]}" is later than --to "{stops[0]}"'
            raise QueryError(message, "the earlier one is --from")


def _times(event: Event) -> list[Elapsed]:
    """What a window asks: the event's bound, or each of its accounts where they are disputed."""
    if not event.disputed:
        return [(event.start, event.end)]
    return [(account.start, account.end) for account in event.accounts]


def _by_accounts(times: list[Elapsed], windows: list[Window]) -> str:
    """Certain under every account, possible under some."""
    found = {verdict(start, end, windows) for start, end in times}
    return found.pop() if len(found) == 1 else POSSIBLE


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
