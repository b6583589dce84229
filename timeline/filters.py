"""The fields that a query may ask about, and what each says of an event."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from .elapsed import elapsed_window
from .problems import did_you_mean
from .query import QueryError
from .since import dateless, event_named
from .windows import CERTAIN, OUT, POSSIBLE, Window, unite, verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from .days import Calendar
    from .model import Actor, Event, Part, Timeline
    from .since import Elapsed, Since

    Judge = Callable[[Event], str]

TIME_FIELDS = ("day", "from", "to", "hour")
STATES = ("disputed", "differing", "uncertain", "undated", "lasting")
STATUSES = ("planned", "missed", "averted", "denied")
CONFIDENCES = ("low", "medium", "high")


class Asked(NamedTuple):
    """What filters are read against; remarks on the question are added to ``notes``."""

    timeline: Timeline
    calendar: Calendar
    since: Since
    notes: list[str]


def judge(asked: Asked, field: str, values: list[str]) -> Judge:
    """What a field with these values (any of them) says of an event: certain, possible or out.

    Raises QueryError for a value that cannot be read, or names what the timeline does not know.
    """
    return _FIELDS[field](asked, values)


def fold(text: str) -> str:
    """A text without accents and case, for comparison."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(char for char in plain if not unicodedata.combining(char)).casefold()


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


def _day(asked: Asked, values: list[str]) -> Judge:
    found: list[Window] = []
    for value in values:
        windows, remarks = asked.calendar.windows(value)
        found.extend(windows)
        asked.notes.extend(remarks)
    return _in(found)


def _from(asked: Asked, values: list[str]) -> Judge:
    return _in([Window(asked.calendar.since(value), None) for value in values])


def _to(asked: Asked, values: list[str]) -> Judge:
    return _in([Window(None, asked.calendar.until(value)) for value in values])


def _hour(asked: Asked, values: list[str]) -> Judge:
    since = asked.since
    if since.zero is None:
        hint = "--zero 2023-11-17T12:00 or --zero EVENT"
        raise QueryError("elapsed time needs a zero that has a time", hint)
    hours = unite(elapsed_window(value) for value in values)
    return lambda event: _by_accounts(since.accounts(event), hours)


def _in(windows: list[Window]) -> Judge:
    united = unite(windows)
    return lambda event: _by_accounts(_times(event), united)


def _times(event: Event) -> list[Elapsed]:
    """What a window asks: the event's bound, or each of its accounts where they are disputed."""
    if not event.disputed:
        return [(event.start, event.end)]
    return [(account.start, account.end) for account in event.accounts]


def _by_accounts(times: list[Elapsed], windows: list[Window]) -> str:
    """Certain under every account, possible under some."""
    found = {verdict(start, end, windows) for start, end in times}
    return found.pop() if len(found) == 1 else POSSIBLE


def _actor(asked: Asked, values: list[str]) -> Judge:
    sought = actors_sought(asked.timeline, asked.timeline.events, values)
    return _certain(lambda event: any(sought(part) for part in event.actors))


def actors_sought(
    timeline: Timeline, events: Iterable[Event], values: Iterable[str]
) -> Callable[[Part], bool]:
    """Whether an actor's part in an event is one that ``--actor`` asks for, with these values."""
    wanted: list[tuple[set[str], str]] = []
    for value in values:
        name, _, role = value.partition("/")
        wanted.append((_actors_named(timeline, events, name), fold(role)))
    return lambda part: any(
        part.actor in ids and (not role or fold(part.role) == role) for ids, role in wanted
    )


def _actors_named(timeline: Timeline, events: Iterable[Event], name: str) -> set[str]:
    """All actors that an id, a name or an alias stands for, with their members."""
    names: dict[str, str] = {}
    for actor in timeline.actors.values():
        for known in (actor.id, actor.name, *actor.aliases):
            names.setdefault(fold(known), actor.id)
    for event in events:  # an actor that is not listed is known all the same
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


def _source(asked: Asked, values: list[str]) -> Judge:
    timeline = asked.timeline
    names = {fold(s.name): s.id for s in timeline.sources.values()}
    names |= {fold(source): source for event in timeline.events for source in event.sources}
    names |= {fold(source): source for source in timeline.sources}
    wanted = {_known(value, names, "source") for value in values}
    return _certain(lambda event: not wanted.isdisjoint(event.sources))


def _tag(asked: Asked, values: list[str]) -> Judge:
    names = {fold(tag): fold(tag) for event in asked.timeline.events for tag in event.tags}
    wanted = {_known(value, names, "tag") for value in values}
    return _certain(lambda event: any(fold(tag) in wanted for tag in event.tags))


def _id(asked: Asked, values: list[str]) -> Judge:
    wanted = {event_named(asked.timeline, value.removeprefix("@")).id for value in values}
    return _certain(lambda event: event.id in wanted)


def _text(asked: Asked, values: list[str]) -> Judge:
    wanted = [fold(value) for value in values]
    return _certain(lambda event: any(word in fold(_words(event)) for word in wanted))


def _words(event: Event) -> str:
    """All that is written about an event, in every language."""
    texts = [text for _, text in (*event.titles, *event.texts, *event.notes)]
    claimed = [part for claim in event.when for part in (claim.quote, claim.text)]
    return "\n".join([*texts, event.quote, event.place, *claimed])


def _status(asked: Asked, values: list[str]) -> Judge:
    wanted = {_choice(value, STATUSES, "status") for value in values}
    return _certain(lambda event: event.status in wanted)


def _confidence(asked: Asked, values: list[str]) -> Judge:
    wanted = {_choice(value, CONFIDENCES, "confidence") for value in values}
    return _certain(lambda e: any(c.confidence in wanted for c in e.when if not c.rejected))


def _is(asked: Asked, values: list[str]) -> Judge:
    wanted = {_choice(value, STATES, "state") for value in values}
    return _certain(lambda event: not wanted.isdisjoint(_states(event)))


def _states(event: Event) -> set[str]:
    found = {event.agreement}
    if dateless(event):
        found.add("undated")
    if event.lasts:
        found.add("lasting")
    if any(c.meaning and c.meaning.uncertain for c in event.when if not c.rejected):
        found.add("uncertain")
    return found


def _caused_by(asked: Asked, values: list[str]) -> Judge:
    """All that followed from an event, directly or not."""
    effects: dict[str, list[str]] = {}
    for event in asked.timeline.events:
        for cause in event.caused_by:
            effects.setdefault(cause, []).append(event.id)
    waiting = [event_named(asked.timeline, value.removeprefix("@")).id for value in values]
    found: set[str] = set()
    while waiting:
        for effect in effects.get(waiting.pop(), ()):
            if effect not in found:
                found.add(effect)
                waiting.append(effect)
    return _certain(lambda event: event.id in found)


def _certain(test: Callable[[Event], bool]) -> Judge:
    return lambda event: CERTAIN if test(event) else OUT


def _known(value: str, names: dict[str, str], what: str) -> str:
    found = names.get(fold(value.strip()))
    if found is None:
        listed = ", ".join(sorted(set(names.values()))[:12])
        near = did_you_mean(value, names) or (f"there are {listed}" if listed else "")
        raise QueryError(f'unknown {what} "{value}"', near or f"the timeline has no {what}s")
    return found


def _choice(value: str, choices: tuple[str, ...], what: str) -> str:
    word = fold(value.strip())
    if word not in choices:
        hint = did_you_mean(word, choices) or f"one of {', '.join(choices)}"
        raise QueryError(f'unknown {what} "{value}"', hint)
    return word


_FIELDS: dict[str, Callable[[Asked, list[str]], Judge]] = {
    "day": _day,
    "from": _from,
    "to": _to,
    "hour": _hour,
    "actor": _actor,
    "source": _source,
    "tag": _tag,
    "text": _text,
    "id": _id,
    "status": _status,
    "is": _is,
    "caused_by": _caused_by,
    "confidence": _confidence,
}
