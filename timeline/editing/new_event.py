"""Where a new event goes: in order of time, under the header of its day, made if it is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crisis.timeline.base.namedtuple import NamedTuple

from .contents import UNDATED
from .edits import Edit
from .insertion import Change, add_item, add_pair, fill, signs_of
from .outline import ITEMS, MAPPING, Part
from .safe_write import refused
from .yaml_text import flow, lines, scalar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from crisis.timeline.phrases.date_spans import Days

    from .contents import Contents
    from .yaml_text import Field


class NewEvent(NamedTuple):
    """An event that is to be written.

    ``day`` is the local day that it starts on, as an ordinal, None if that is not known: ``fields``
    are its keys and values where it stands under the header of that day, ``alone`` those where it
    stands under none. ``start`` is when it starts, at the earliest, in microseconds since 1970.
    """

    fields: list[Field]
    alone: list[Field]
    day: int | None = None
    start: int | None = None


def add_event(contents: Contents, event: NewEvent) -> Change:
    """The change that writes a new event. Raises Refused where there is no place for it."""
    source = contents.source
    found = contents.events
    if found is None:
        return _first_event(contents, event)
    key, value = found
    if value.empty:
        contents.whole(value)
        if contents.root.flow:
            return _in_brackets(value, event)
        block = f"  {_header(contents, event, '')}:\n{lines(event.fields, '    ')}"
        return fill(
            source, key, value, {contents.header_of(event.day): [dict(event.fields)]}, block
        )
    if value.kind == ITEMS:
        contents.whole(value)
        place = _place(contents, event, value, None)
        return _item(contents, value, place, event.alone)
    if value.kind != MAPPING:
        message = "events must be a list, or a mapping from days to lists"
        raise refused(source.name, message, line=value.line, column=value.column)
    return _under_header(contents, event, value)


def add_entries(contents: Contents, section: str, entries: Mapping[str, Any]) -> list[Change]:
    """The changes that list actors or sources; ``section`` is ``actors`` or ``sources``.

    ``entries`` are their ids, each with its name or a mapping of its keys. Raises Refused where
    there is no place for them.
    """
    if not entries:
        return []
    source, root = contents.source, contents.root
    blocks = [
        f"{name}: {scalar(value) if isinstance(value, str) else flow(value)}\n"
        for name, value in entries.items()
    ]
    found = source.outline.under(section)
    if found is None:
        keys = [key.value for key, _ in root.pairs]
        place = keys.index("events") if "events" in keys else len(root.parts) // 2
        if place == len(root.parts) // 2:
            contents.whole(root)
        change = add_pair(
            source, root, place, section, dict(entries),
            lambda indent: "".join([f"{indent}{section}:\n", *(f"{indent}  {b}" for b in blocks)]),
            flow({section: dict(entries)}, root.flow)[1:-1],
        )  # fmt: skip
        return [change]
    key, listed = found
    contents.whole(listed)
    if listed.empty and not root.flow:
        return [fill(source, key, listed, dict(entries), "".join(f"  {b}" for b in blocks))]
    if listed.kind != MAPPING:
        message = f"{section} must be a mapping from ids to names"
        raise refused(source.name, message, line=listed.line, column=listed.column)
    place = len(listed.parts) // 2
    if listed.empty:
        inside = flow(dict(entries), True)[1:-1]
        edit = Edit(listed.start + 1, listed.start + 1, inside)
        return [Change([edit], listed.first + 1, listed.first + 1, signs_of(dict(entries))[1:-1])]
    changes = []
    for (name, value), block in zip(entries.items(), blocks, strict=True):
        inside = flow({name: value}, root.flow)[1:-1]
        changes.append(add_pair(source, listed, place, name, value, _behind(block), inside))
    return changes


def _behind(block: str) -> Callable[[str], str]:
    return lambda indent: f"{indent}{block}"


def _first_event(contents: Contents, event: NewEvent) -> Change:
    """The key ``events`` with its first event, behind all else."""
    source, root = contents.source, contents.root
    record = dict(event.fields)
    new = {contents.header_of(event.day): [record]}
    header = _header(contents, event, "")

    def block(indent: str) -> str:
        events = lines(event.fields, f"{indent}    ")
        return f"{indent}events:\n{indent}  {header}:\n{events}"

    contents.whole(root)
    place = len(root.parts) // 2
    inside = flow({"events": new}, root.flow)[1:-1]
    return add_pair(source, root, place, "events", new, block, inside)


def _in_brackets(value: Part, event: NewEvent) -> Change:
    record = dict(event.alone)
    blank = " " if value.start == value.stop else ""
    edit = Edit(value.start, value.stop, f"{blank}{flow([record], True)}")
    return Change([edit], value.first, value.last, signs_of([record]))


def _under_header(contents: Contents, event: NewEvent, headers: Part) -> Change:
    """A new event under the header of its day, which is made where it is missing."""
    source = contents.source
    pairs = list(headers.pairs)
    days = [contents.days_of(key) for key, _ in pairs]
    own = _own_header(pairs, days, event.day)
    if own is None:
        return _new_header(contents, event, headers, days)
    key, items = pairs[own]
    contents.whole(items)
    if items.empty and not headers.flow:
        indent = " " * (key.column - 1 + _offset(pairs))
        block = lines(event.fields, indent)
        return fill(source, key, items, [dict(event.fields)], block)
    if items.kind != ITEMS:
        message = "here must stand a list of events"
        raise refused(source.name, message, line=items.line, column=items.column)
    return _item(contents, items, _place(contents, event, items, key), event.fields)


def headers_beside(contents: Contents, day: int | None) -> list[int]:
    """The numbers of the headers that matter to a new event of a day, an ordinal or None: its own,
    else those beside the one that is to be made.
    """
    found = contents.events
    pairs = list(found[1].pairs) if found else []
    days = [contents.days_of(key) for key, _ in pairs]
    own = _own_header(pairs, days, day)
    if own is not None:
        return [own]
    place = _header_place(pairs, days, day)
    return [number for number in (place - 2, place - 1, place) if 0 <= number < len(pairs)]


def _own_header(
    pairs: Sequence[tuple[Part, Part]], days: Sequence[Days | None], day: int | None
) -> int | None:
    for number, ((key, _), span) in enumerate(zip(pairs, days, strict=True)):
        if key.value == UNDATED if day is None else span and span.first == span.last == day:
            return number
    return None


def _header_place(
    pairs: Sequence[tuple[Part, Part]], days: Sequence[Days | None], day: int | None
) -> int:
    """Where a new header goes: in the order of the others, in front of ``undated``."""
    dated = [span.first for span in days if span is not None]
    falling = len(dated) > 1 and dated == sorted(dated, reverse=True)
    place = 0
    for number, ((key, _), span) in enumerate(zip(pairs, days, strict=True), 1):
        if (
            day is None
            or (span is None and key.value != UNDATED)
            or (span is not None and (span.first > day if falling else span.first <= day))
        ):
            place = number
    return place


def _new_header(
    contents: Contents, event: NewEvent, headers: Part, days: Sequence[Days | None]
) -> Change:
    pairs = list(headers.pairs)
    place = _header_place(pairs, days, event.day)
    if place == len(pairs):
        contents.whole(headers)
    header = _header(contents, event, pairs[0][0].style)
    offset = " " * _offset(pairs)
    record = dict(event.fields)
    return add_pair(
        contents.source, headers, place, contents.header_of(event.day), [record],
        lambda indent: f"{indent}{header}:\n{lines(event.fields, indent + offset)}",
        flow({contents.header_of(event.day): [record]}, contents.root.flow)[1:-1],
    )  # fmt: skip


def _item(contents: Contents, items: Part, place: int, fields: list[Field]) -> Change:
    record = dict(fields)
    beside = items.items[max(0, place - 1)] if items.items else items

    def block(indent: str) -> str:
        return f"{indent}- {flow(record)}\n" if beside.flow else lines(fields, indent)

    inside = flow(record, contents.root.flow)
    return add_item(contents.source, items, place, record, block, inside)


def _place(contents: Contents, event: NewEvent, items: Part, key: Part | None) -> int:
    """Behind the last one that does not start later; what says no time stays with the one above."""
    place = len(items.items)
    if event.start is None:
        return place
    for number in range(len(items.items) - 1, -1, -1):
        start = contents.start_of(items.items[number], key)
        if start is not None and start > event.start:
            place = number
        elif start is not None:
            break
    return place


def _offset(pairs: Sequence[tuple[Part, Part]]) -> int:
    """How far lists are indented below their headers."""
    for key, items in reversed(pairs):
        if items.kind == ITEMS and not items.flow and items.parts:
            return max(0, items.column - key.column)
    return 2


def _header(contents: Contents, event: NewEvent, style: str) -> str:
    title = contents.header_of(event.day)
    return f"{style}{title}{style}" if style in ("'", '"') else title
