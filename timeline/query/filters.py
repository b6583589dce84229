"""The conditions of a question: values of its fields are read, and names looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.normalize import fold
from crisis.timeline.base.problems import did_you_mean

from .conditions import Actors, Among, Apart, Condition, Either, Ids, Parts, Times, Words
from .fields import MOST_COUNTED, actor_names
from .free_fields import field_of
from .store import event_named
from .terms import QueryError
from .windows import Window, earliest, latest, unite

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from crisis.timeline.model.records import Actor, Event, Part, Source
    from crisis.timeline.model.timeline import Timeline

    from .conditions import Sought
    from .days import Calendar
    from .elapsed import Since
    from .fields import QueryField
    from .store import Store
    from .terms import Query, Term


class Asked(NamedTuple):
    """What a question is read against; remarks on it are added to ``notes``.

    The methods read values of a field. They raise QueryError for those that cannot be read, or that
    name what the timeline does not know.
    """

    timeline: Timeline
    store: Store
    calendar: Calendar
    since: Since
    notes: list[str]

    def days(self, values: list[str]) -> Sought:
        """On any of these days, or ranges of days."""
        stretches: list[Window] = []
        for value in values:
            windows, remarks = self.calendar.windows(value)
            stretches.extend(windows)
            self.notes.extend(remarks)
        return Times(tuple(unite(stretches)))

    def around(self, values: list[str], side: int) -> Sought:
        """From (0) or up to (1) any of these moments; ``@ID`` is an event, from wherever it is.

        An event is no stretch of instants: what is known to come after it does so wherever it lies.
        """
        calendar = self.calendar
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
                parts.append(Apart(event, end, since))
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def hours(self, values: list[str]) -> Sought:
        """In any of these stretches of the time since zero."""
        from .elapsed_syntax import elapsed_window

        if self.since.zero is None:
            hint = "--zero YYYY-MM-DDTHH:MM or --zero EVENT"
            raise QueryError("elapsed time needs a zero that has a time", hint)
        return Times(tuple(unite(elapsed_window(value) for value in values)), True)

    def actors(self, values: list[str]) -> Sought:
        """In which any of these actors or their members took part, in a role where one is named."""
        for value in values:
            name = value.partition("/")[0]
            self._several(named_so(self.timeline.actors.values(), name), name, "actors")
        return Actors(_parts(self.timeline, self.store.names("actor"), values))

    def named(self, field: QueryField, values: list[str]) -> Sought:
        """With any of these values of a field that is known, and all of them that are called so."""
        names, listed = self.store.names(field.name), field.known and field.known.listed
        alike = field.alike()
        sought: set[str] = set()
        for value in values:
            sought.update(alike([_known(value, names, field)]))
            if listed is not None:
                several = named_so(listed(self.timeline).values(), value)
                sought.update(self._several(several, value, f"{field.name}s"))
        return Among(field.name, frozenset(sought))

    def among(self, field: QueryField, values: list[str]) -> Sought:
        """With any of these values of a field that has a closed set of them."""
        return Among(field.name, frozenset(_choice(value, field) for value in values))

    def numbers(self, field: QueryField, values: list[str]) -> Sought:
        """With so many, or a range of numbers, both ends included."""
        wanted = {number for value in values for number in _numbers(value, field.name)}
        return Among(field.name, frozenset(map(str, wanted)))

    def events(self, values: list[str]) -> Ids:
        """The events of these ids."""
        return Ids(frozenset(event_named(self.store, name.removeprefix("@")).id for name in values))

    def followed(self, values: list[str]) -> Sought:
        """All that followed from these events, directly or not."""
        return Ids(frozenset(self.store.followed(self.events(values).ids)))

    def texts(self, values: list[str]) -> Sought:
        """With a word in its texts, its id or a tag, or that name who has it in a name."""
        timeline, wanted = self.timeline, tuple(fold(value).strip() for value in values)
        return Words(
            wanted,
            _called(timeline.actors, self.store.names("actor"), wanted),
            _called(timeline.sources, self.store.names("source"), wanted),
        )

    def _several(self, ids: list[str], name: str, what: str) -> list[str]:
        """All that a name stands for, with a remark where that is more than one."""
        if len(ids) > 1:
            self.notes.append(f'"{name}" is the name of {len(ids)} {what}: {", ".join(ids)}')
        return ids


def conditions(asked: Asked, query: Query) -> list[Condition]:
    """What a query asks, field by field; the terms of a field unite, negated ones stand alone.

    Raises QueryError for a value that cannot be read, or names what the timeline does not know.
    """
    required: list[Condition] = []
    for term in query.terms:
        _check_said(term)
    for name in dict.fromkeys(term.field for term in query.terms):
        field = field_of(name)
        if values := list(query.values(name)):
            required.append(Condition(field.read(asked, field, values)))
        excluded = [t.value for t in query.terms if t.field == name and t.negated]
        required.extend(Condition(field.read(asked, field, [value]), True) for value in excluded)
    _check_reversed(asked.calendar, query)
    return required


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


def _check_reversed(calendar: Calendar, query: Query) -> None:
    starts, stops = query.values("from"), query.values("to")
    if starts and stops:
        start = earliest([calendar.since(value) for value in starts])
        stop = latest([calendar.until(value) for value in stops])
        if start is not None and stop is not None and start >= stop:
            message = f'--from "{starts[0]}" is later than --to "{stops[0]}"'
            raise QueryError(message, "the earlier one is --from")


def actors_sought(
    timeline: Timeline, events: Iterable[Event], values: Iterable[str]
) -> Callable[[Part], bool]:
    """Whether an actor's part in an event is one that ``--actor`` asks for, with these values."""
    parts = _parts(timeline, actor_names(timeline, events), values)
    return lambda part: any(
        part.actor in ids and (not role or fold(part.role) == role) for ids, role in parts
    )


def named_so(those: Iterable[Actor | Source], name: str) -> list[str]:
    """The id that is written so, else all of actors or sources that are it or have it for a name.

    Ids are folded for that, and come before names.
    """
    written, wanted = name.strip(), fold(name.strip())
    listed = list(those)
    if alike := [entry.id for entry in listed if fold(entry.id) == wanted]:
        return [written] if written in alike else alike
    return [entry.id for entry in listed if wanted in map(fold, (entry.name, *_aliases(entry)))]


def _aliases(entry: Actor | Source) -> tuple[str, ...]:
    return getattr(entry, "aliases", ())


def _parts(
    timeline: Timeline, names: Mapping[str, str], values: Iterable[str]
) -> tuple[Parts, ...]:
    parts: list[Parts] = []
    for value in values:
        name, _, role = value.partition("/")
        actors = timeline.actors.values()
        from crisis.timeline.model.membership import members

        found = named_so(actors, name) or [_actor_named(timeline, names, name)]
        ids = members(actors, found[0])
        ids.update(*(members(actors, other) for other in found[1:]))
        parts.append(Parts(frozenset(ids), fold(role)))
    return tuple(parts)


def _actor_named(timeline: Timeline, names: Mapping[str, str], name: str) -> str:
    actor = names.get(fold(name.strip()))
    if actor is None:
        near = did_you_mean(name, names)
        if not near:
            listed = ", ".join(sorted(timeline.actors)[:12])
            near = f"there are {listed}" if listed else "the timeline names no actors"
        raise QueryError(f'unknown actor "{name}"', near)
    return actor


def _called(
    listed: Mapping[str, Actor] | Mapping[str, Source],
    known: Mapping[str, str],
    words: tuple[str, ...],
) -> frozenset[str]:
    """The ids of those in whose names a word stands; who is not listed is named by the id."""
    names = {entry.id: entry.name or entry.id for entry in listed.values()}
    names |= {name: name for name in known.values() if name not in names}
    return frozenset(i for i, name in names.items() if any(word in fold(name) for word in words))


def _known(value: str, names: Mapping[str, str], field: QueryField) -> str:
    meant = names.get(fold(value)) or names.get(fold(value.strip()))
    if meant is None:
        listed = ", ".join(sorted(dict.fromkeys(names.values()), key=fold)[:12])
        near = did_you_mean(value, names, names if field.plain else None)
        near = near or (f"there are {listed}" if listed else f"the timeline has no {field.name}s")
        raise QueryError(f'unknown {field.name} "{value}"', near)
    return meant


def _choice(value: str, field: QueryField) -> str:
    word = fold(value.strip())
    if word not in field.words:
        hint = field.meant.get(word) or did_you_mean(word, field.words)
        raise QueryError(
            f'unknown {field.what} "{value}"', hint or f"one of {', '.join(field.words)}"
        )
    return word


def _numbers(text: str, name: str) -> range:
    """The numbers of ``1``, ``2..`` or ``2..4``, of which the last stands for more as well."""
    low, dots, high = text.strip().partition("..")
    first = low if low or not dots else "0"
    last = (high or str(MOST_COUNTED)) if dots else first
    if not (first.isascii() and first.isdecimal() and last.isascii() and last.isdecimal()):
        raise QueryError(f'no number: "{text}"', f"{name}:1, {name}:2.. or {name}:2..4")
    if len(first) > 3 or len(last) > 3 or max(int(first), int(last)) > MOST_COUNTED:
        raise QueryError(f'too many: "{text}"', f"up to {MOST_COUNTED}, which is that many or more")
    if int(last) < int(first):
        raise QueryError(f'a range that runs backwards: "{text}"', "the lower number first")
    return range(int(first), int(last) + 1)
