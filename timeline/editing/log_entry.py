"""A new event that somebody tells: its time, names and other keys are checked, then written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from crisis.timeline.base.calendar import iso
from crisis.timeline.base.limits import LONGEST_TEXT
from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.eventfile.ids import ID_HINT, id_to_write, is_id, slug
from crisis.timeline.eventfile.nodes import source_lines

from .contents import Contents
from .edits import apply
from .excerpt import cut
from .insertion import plan
from .names import Names, Unfit, cleaned
from .new_event import NewEvent, add_event, headers_beside
from .rewrite import EventText, Plan, rewrite
from .safe_write import Refused, refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crisis.timeline.base.zones import Zone

    from .edits import Edit
    from .excerpt import Cut
    from .insertion import Change
    from .stamp import Stamp

_FIRST_KEY = re.compile(r'(?:^|[\s{"])(id|when|title)"?:')
_OTHERWISE = {
    "title": "the text itself is the title",
    "when": "--at says when it was",
    "id": "--id",
    "actors": "--actor, once for each",
    "sources": "--source, once for each",
    "tags": "--tag, once for each",
}


class Entry(NamedTuple):
    """What somebody tells: a title, a phrase of when (empty for now), names, and other keys.

    ``actors`` may have roles: ``pema/told``. Names that a file does not list are added to it.
    ``sources`` say that it happened, ``whose`` say when it was.
    """

    title: str
    at: str = ""
    actors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    id: str = ""
    more: tuple[tuple[str, str], ...] = ()
    whose: tuple[str, ...] = ()


class Logged(NamedTuple):
    """An event as it stands in the file: its line and id.

    ``actors`` are their names and roles; ``new`` says which names were listed, each with a hint.
    ``zero`` is that of the timeline; ``plain`` tells that there is nothing but a clock, a title,
    actors, sources and tags, ``alone`` that when it was hangs on no other event. Of a large file
    ``excerpt`` are the parts that were looked at, with the event.
    """

    id: str
    line: int
    stamp: Stamp
    title: str
    actors: list[tuple[str, str]]
    new: list[tuple[str, str]]
    zero: int | str | None
    plain: bool
    alone: bool
    excerpt: str = ""


class _Told(NamedTuple):
    """What was told, checked; the keys of the event without its time."""

    logged: Logged
    fields: list[tuple[str, Any]]
    names: Names


def log(source: EventText, entry: Entry, now: int) -> tuple[Plan, Logged]:
    """The plan that adds an event to a file, at an instant; and what it will be.

    Raises Unfit for what makes no event, Refused where the file has no place for it.
    """
    pieces = cut(source.text)
    planned = None if pieces is None else _in_excerpt(source, pieces, entry, now)
    if planned is not None:
        return planned
    contents = Contents(source)
    told = _told(contents, entry, now)
    changes = _changes(contents, told)
    return plan(changes), _placed(told, source, [e for change in changes for e in change.edits])


def _in_excerpt(
    source: EventText, pieces: Cut, entry: Entry, now: int
) -> tuple[Plan, Logged] | None:
    """The same by what stands before the headers and under one; None if that is not enough."""
    try:
        headers = EventText(source.name, pieces.excerpt(()).text)
        contents = Contents(headers, ids=pieces.ids)
        told = _told(contents, entry, now)
        excerpt = pieces.excerpt(headers_beside(contents, told.logged.stamp.day))
        part = EventText(source.name, excerpt.text)
        inner = plan(_changes(Contents(part, contents.preamble), told))
        edits = excerpt.edits(inner.edits)
    except Refused:  # told again with its place in the whole file
        return None
    if edits is None:
        return None
    logged = _placed(told, source, edits)
    if logged.id not in source.text:  # nobody speaks of it
        logged = logged._replace(excerpt=apply(part.text, inner.edits))
    return Plan(edits, inner.check, part, inner.edits), logged


def _told(contents: Contents, entry: Entry, now: int) -> _Told:
    title = cleaned(entry.title)
    if not title:
        raise Unfit("nothing is said to have happened", 'crisis log "The site is down"')
    if len(title) > LONGEST_TEXT:
        raise Unfit(f"a title of more than {LONGEST_TEXT:,} characters", "say it in a line")
    zone = _zone(contents)
    names = Names(contents.preamble)
    actors = [names.actor(name) for name in entry.actors]
    sources = list(dict.fromkeys(names.source(name) for name in entry.sources))
    stamp = _stamp(entry, now, contents, zone)
    whose = list(dict.fromkeys(names.source(name) for name in entry.whose))
    stamp = stamp._replace(
        when=_claimed(stamp.when, whose, stamp.day), alone=_claimed(stamp.alone, whose, None)
    )
    fields: list[tuple[str, Any]] = [("title", title)]
    if actors:
        fields.append(("actors", [{name: role} if role else name for name, role in actors]))
    if sources:
        fields.append(("sources", sources))
    if tags := list(dict.fromkeys(cleaned(tag) for tag in entry.tags)):
        fields.append(("tags", tags))
    fields += _more(entry.more)
    name, written = _id(entry.id, title, contents)
    if written:
        fields.insert(0, ("id", name))
    alone = True
    if entry.at or entry.more:
        from .check_event import check_event

        read = dict(_timed(fields, stamp.when))
        alone = check_event(contents, names.preamble(), name, read, stamp.day)
    if stamp.alone is None and not contents.headed:
        hint = "this file has no headers: write the date too"
        raise Unfit(f'--at "{entry.at}" says no whole date', hint)
    plain = not entry.at and not entry.more and isinstance(stamp.when, str)
    zero = contents.preamble.header.zero
    shown = [(names.shown(actor), role) for actor, role in actors]
    alone = alone and not isinstance(zero, str)
    logged = Logged(name, 0, stamp, title, shown, names.new, zero, plain, alone)
    return _Told(logged, fields, names)


def _changes(contents: Contents, told: _Told) -> list[Change]:
    stamp = told.logged.stamp
    fields, alone = (_timed(told.fields, when) for when in (stamp.when, stamp.alone))
    event = NewEvent(fields, alone, stamp.day, stamp.start)
    return [*told.names.changes(contents), add_event(contents, event)]


def _placed(told: _Told, source: EventText, edits: Sequence[Edit]) -> Logged:
    return told.logged._replace(line=_line(source.text, edits))


def log_into(path: str, entry: Entry, now: int) -> Logged:
    """Write an event into a file. Raises Unfit or Refused, and nothing is written then."""
    logged: list[Logged] = []

    def change(source: EventText) -> Plan:
        planned, event = log(source, entry, now)
        logged[:] = [event]
        return planned

    rewrite(path, change)
    return logged[0]


def _zone(contents: Contents) -> Zone:
    zone = contents.preamble.zone
    if zone is None:
        problem = next((p for p in contents.problems if "zone" in p.message), None)
        hint = problem.hint if problem else "timeline: {zone: Europe/Oslo}"
        message = problem.message if problem else "the timeline names no zone, so no clock can be"
        line = problem.origin.line if problem else 0
        raise refused(contents.source.name, message, hint, line)
    return zone


def _stamp(entry: Entry, now: int, contents: Contents, zone: Zone) -> Stamp:
    from .stamp import clock, stamp

    if not entry.at:
        return clock(now, zone)
    from crisis.timeline.phrases.tokens import PhraseError

    at = cleaned(entry.at)
    try:
        return stamp(at, now, contents.preamble, zone)
    except PhraseError as error:
        raise Unfit(f"--at: {error.message}", error.hint) from None


def _claimed(when: Any, whose: list[str], day: int | None) -> Any:
    """A time as a claim of its sources; without any it stays as it is."""
    if when is None and day is not None and whose:
        when = iso(day)
    if when is None or not whose:
        return when
    claim = {"is": when} if isinstance(when, str) else when
    return claim | {"source": whose[0] if len(whose) == 1 else whose}


def _timed(fields: list[tuple[str, Any]], when: Any) -> list[tuple[str, Any]]:
    """The keys of an event with its time, in front of its title."""
    if when is None:
        return fields
    place = next(place for place, (key, _) in enumerate(fields) if key == "title")
    return [*fields[:place], ("when", when), *fields[place:]]


def _more(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, Any]]:
    """Other keys; one that is given several times has a list."""
    values: dict[str, list[str]] = {}
    for key, value in pairs:
        if key in _OTHERWISE:
            raise Unfit(f"--set does not take {key}", _OTHERWISE[key])
        text = "\n".join(cleaned(line) for line in value.split("\n")).strip()
        values.setdefault(key, []).append(text)
    return [(key, texts[0] if len(texts) == 1 else texts) for key, texts in values.items()]


def _id(asked: str, title: str, contents: Contents) -> tuple[str, bool]:
    """The id of a new event, and whether it is written: else it is made from the title."""
    taken = contents.ids
    if asked:
        name = asked.removeprefix("@")
        if not is_id(name):
            raise Unfit(f'"{name}" is no id', ID_HINT)
        if name in taken:
            where = f"{contents.source.name}:{taken[name]}"
            hint = f"it is that of the event in {where}; `crisis edit {name}` opens it"
            raise Unfit(f'the id "{name}" is taken', hint)
        return name, True
    made = slug(title)
    name = id_to_write(made, taken)
    return name, name != made


def _line(text: str, edits: Sequence[Edit]) -> int:
    """The line that an event begins in, which the last of the edits writes."""
    last = edits[-1]
    begin = _FIRST_KEY.search(last.text)
    line = 1 + _breaks(text[: last.start]) + _breaks(last.text[: begin.start(1) if begin else 0])
    for edit in edits[:-1]:
        if edit.start <= last.start:
            line += _breaks(edit.text) - _breaks(text[edit.start : edit.stop])
    return line


def _breaks(text: str) -> int:
    if text.isascii() and "\r" not in text:
        return text.count("\n")
    return len(source_lines(text)) - 1
