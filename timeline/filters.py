"""The fields that a query may ask about: their values are read, and names looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .elapsed import elapsed_window
from .folding import fold
from .namedtuples import NamedTuple
from .problems import did_you_mean
from .query import QueryError
from .since import event_named
from .sought import Actors, Among, Apart, Condition, Either, Parts, Times, Words
from .windows import Window, earliest, latest, unite

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from .days import Calendar
    from .model import Actor, Event, Part, Source, Timeline
    from .query import Query, Term
    from .since import Since
    from .sought import Sought
    from .store import Store

TIME_FIELDS = ("day", "from", "to", "hour")
STATES = (
    "disputed", "differing", "conflicted", "uncertain", "approximate", "undated", "lasting",
)  # fmt: skip
"""What ``is`` takes."""
_OTHERWISE = {
    "possible": "an answer marks what is possible in it with ?; --certain leaves that out",
    "certain": "--certain has only what is certainly in the answer",
    "vague": "approximate (written with ~ or a vague word), or uncertain (written with ?)",
    "unknown": "write is:undated",
    "contradictory": "conflicted, or disputed where sources disagree about one time",
}
"""What people say for ``is``, and what they may mean."""
STATUSES = ("planned", "missed", "averted", "denied")
CONFIDENCES = ("low", "medium", "high")


class Asked(NamedTuple):
    """What filters are read against; remarks on the question are added to ``notes``."""

    timeline: Timeline
    store: Store
    calendar: Calendar
    since: Since
    notes: list[str]


def conditions(asked: Asked, query: Query) -> list[Condition]:
    """What a query asks, field by field; the terms of a field unite, negated ones stand alone.

    Raises QueryError for a value that cannot be read, or names what the timeline does not know.
    """
    found: list[Condition] = []
    for term in query.terms:
        _check_said(term)
    for field in dict.fromkeys(term.field for term in query.terms):
        if values := list(query.values(field)):
            found.append(Condition(_FIELDS[field](asked, values)))
        excluded = [t.value for t in query.terms if t.field == field and t.negated]
        found.extend(Condition(_FIELDS[field](asked, [value]), True) for value in excluded)
    _check_reversed(asked.calendar, query)
    return found


def _check_said(term: Term) -> None:
    """Raises QueryError for a value that says nothing, which would be no filter at all."""
    said = term.value.split("/", 1) if term.field == "actor" else [term.value]
    if all(fold(part).strip() for part in said):
        return
    if len(said) > 1:
        raise QueryError(f'"{term.value}" lacks an actor or a role', "ACTOR/ROLE, or ACTOR alone")
    what = f'"{term.value}" is nothing to look for' if term.value.strip() else "there is no value"
    hint = "a letter, a digit or a sign" if what[0] == '"' else "leave the filter out"
    raise QueryError(f"{term.field}: {what}", hint)


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


def actors_sought(
    timeline: Timeline, events: Iterable[Event], values: Iterable[str]
) -> Callable[[Part], bool]:
    """Whether an actor's part in an event is one that ``--actor`` asks for, with these values."""
    parts = _parts(timeline, actor_names(timeline, events), values)
    return lambda part: any(
        part.actor in ids and (not role or fold(part.role) == role) for ids, role in parts
    )


def actor_names(timeline: Timeline, events: Iterable[Event]) -> dict[str, str]:
    """The id of each actor by what it may be called, folded: its id, its name or an alias."""
    taking_part = dict.fromkeys(part.actor for event in events for part in event.actors)
    names: dict[str, str] = {}
    for name in (*timeline.actors, *taking_part):  # who is not listed is known all the same
        names.setdefault(fold(name), name)
    for actor in timeline.actors.values():  # an id is never another's alias
        for known in (actor.name, *actor.aliases):
            names.setdefault(fold(known), actor.id)
    return names


def source_names(timeline: Timeline, events: Iterable[Event]) -> dict[str, str]:
    """The id of each source by its id or its name, folded."""
    names = {fold(s.name): s.id for s in timeline.sources.values()}
    told_by = dict.fromkeys(source for event in events for source in event.sources)
    names |= {fold(source): source for source in told_by}
    return names | {fold(source): source for source in timeline.sources}


def named_so(those: Iterable[Actor | Source], name: str) -> list[str]:
    """The ids of all actors or sources of a name, or the one of that id, folded."""
    wanted = fold(name.strip())
    listed = list(those)
    if exact := [one.id for one in listed if fold(one.id) == wanted]:
        return exact[:1]
    return [one.id for one in listed if wanted in map(fold, (one.name, *_aliases(one)))]


def _aliases(one: Actor | Source) -> tuple[str, ...]:
    return getattr(one, "aliases", ())


def tag_names(events: Iterable[Event]) -> dict[str, str]:
    """Every tag, folded."""
    tags = dict.fromkeys(tag for event in events for tag in event.tags)
    return {fold(tag): fold(tag) for tag in tags}


def _check_reversed(calendar: Calendar, query: Query) -> None:
    starts, stops = query.values("from"), query.values("to")
    if starts and stops:
        start = earliest([calendar.since(value) for value in starts])
        stop = latest([calendar.until(value) for value in stops])
        if start is not None and stop is not None and start >= stop:
            message = f'--from "{starts[0]}" is later than --to "{stops[0]}"'
            raise QueryError(message, "the earlier one is --from")


def _day(asked: Asked, values: list[str]) -> Sought:
    found: list[Window] = []
    for value in values:
        windows, remarks = asked.calendar.windows(value)
        found.extend(windows)
        asked.notes.extend(remarks)
    return Times(tuple(unite(found)))


def _from(asked: Asked, values: list[str]) -> Sought:
    return _around(asked, values, 0)


def _to(asked: Asked, values: list[str]) -> Sought:
    return _around(asked, values, 1)


def _around(asked: Asked, values: list[str], side: int) -> Sought:
    """From (0) or up to (1) any of these moments; ``@ID`` is an event, counted from wherever it is.

    An event is no stretch of instants: what is known to come after it does so wherever it lies.
    """
    calendar = asked.calendar
    windows = [
        Window(None, calendar.until(v)) if side else Window(calendar.since(v), None)
        for v in values
        if not v.strip().startswith("@")
    ]
    since = Window(None, 1) if side else Window(0, None)
    parts: list[Times | Apart] = [Times(tuple(unite(windows)))] if windows else []
    for value in values:
        if value.strip().startswith("@"):
            event, end = calendar.event(value, side)
            parts.append(Apart(event.id, end, since))
    return parts[0] if len(parts) == 1 else Either(tuple(parts))


def _hour(asked: Asked, values: list[str]) -> Sought:
    if asked.since.zero is None:
        hint = "--zero 2023-11-17T12:00 or --zero EVENT"
        raise QueryError("elapsed time needs a zero that has a time", hint)
    return Times(tuple(unite(elapsed_window(value) for value in values)), True)


def _actor(asked: Asked, values: list[str]) -> Sought:
    for value in values:
        name = value.partition("/")[0]
        _several(asked, named_so(asked.timeline.actors.values(), name), name, "actors")
    return Actors(_parts(asked.timeline, asked.store.names("actor"), values))


def _parts(
    timeline: Timeline, names: Mapping[str, str], values: Iterable[str]
) -> tuple[Parts, ...]:
    found: list[Parts] = []
    for value in values:
        name, _, role = value.partition("/")
        actors = timeline.actors.values()
        ids = members(actors, _actor_named(timeline, names, name))
        ids.update(*(members(actors, one) for one in named_so(actors, name)[1:]))
        found.append(Parts(frozenset(ids), fold(role)))
    return tuple(found)


def _actor_named(timeline: Timeline, names: Mapping[str, str], name: str) -> str:
    found = names.get(fold(name.strip()))
    if found is None:
        near = did_you_mean(name, names)
        if not near:
            listed = ", ".join(sorted(timeline.actors)[:12])
            near = f"there are {listed}" if listed else "the timeline names no actors"
        raise QueryError(f'unknown actor "{name}"', near)
    return found


def _source(asked: Asked, values: list[str]) -> Sought:
    names = asked.store.names("source")
    found: set[str] = set()
    for value in values:
        found.add(_known(value, names, "source"))
        several = named_so(asked.timeline.sources.values(), value)
        found.update(_several(asked, several, value, "sources"))
    return Among("source", frozenset(found))


def _several(asked: Asked, ids: list[str], name: str, what: str) -> list[str]:
    """All that a name stands for, with a remark where that is more than one."""
    if len(ids) > 1:
        asked.notes.append(f'"{name}" is the name of {len(ids)} {what}: {", ".join(ids)}')
    return ids


def _tag(asked: Asked, values: list[str]) -> Sought:
    names = asked.store.names("tag")
    return Among("tag", frozenset(_known(value, names, "tag") for value in values))


def _id(asked: Asked, values: list[str]) -> Sought:
    return Among("id", _ids(asked, values))


def _caused_by(asked: Asked, values: list[str]) -> Sought:
    """All that followed from an event, directly or not."""
    return Among("id", frozenset(asked.store.followed(_ids(asked, values))))


def _ids(asked: Asked, values: list[str]) -> frozenset[str]:
    here = asked.store
    return frozenset(event_named(here, value.removeprefix("@")).id for value in values)


def _text(asked: Asked, values: list[str]) -> Sought:
    """What has a word in its texts, its id or a tag, or names who has it in a name."""
    timeline, wanted = asked.timeline, tuple(fold(value).strip() for value in values)
    return Words(
        wanted,
        _called(timeline.actors, asked.store.names("actor"), wanted),
        _called(timeline.sources, asked.store.names("source"), wanted),
    )


def _called(
    listed: Mapping[str, Actor] | Mapping[str, Source],
    known: Mapping[str, str],
    words: tuple[str, ...],
) -> frozenset[str]:
    """The ids of those in whose names a word stands; who is not listed is named by the id."""
    names = {one.id: one.name or one.id for one in listed.values()}
    names |= {name: name for name in known.values() if name not in names}
    return frozenset(i for i, name in names.items() if any(word in fold(name) for word in words))


def _status(asked: Asked, values: list[str]) -> Sought:
    return Among("status", frozenset(_choice(value, STATUSES, "status") for value in values))


def _confidence(asked: Asked, values: list[str]) -> Sought:
    found = frozenset(_choice(value, CONFIDENCES, "confidence") for value in values)
    return Among("confidence", found)


def _is(asked: Asked, values: list[str]) -> Sought:
    for value in values:
        word = fold(value.strip())
        if word in STATUSES:
            raise QueryError(f'unknown state "{value}"', f"write status:{word}")
        if word in _OTHERWISE:
            raise QueryError(f'unknown state "{value}"', _OTHERWISE[word])
    return Among("is", frozenset(_choice(value, STATES, "state") for value in values))


def _known(value: str, names: Mapping[str, str], what: str) -> str:
    found = names.get(fold(value)) or names.get(fold(value.strip()))
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


_FIELDS: dict[str, Callable[[Asked, list[str]], Sought]] = {
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
