"""``timeline.measures``: lengths of time that a file gives names, each between two events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.model.constraints import START
from crisis.timeline.model.timeline import Measure, instant_of

from .ids import is_id
from .nodes import Items, Text
from .references import names_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crisis.timeline.base.problems import Origin
    from crisis.timeline.model.records import Event

    from .nodes import Node
    from .references import Names
    from .validation import Shapes

_SHAPE = "from one event to another: {}: [start, detected]"
_EXAMPLE = "time to detect"
_LONGEST = 60  # a longer name is not repeated as an example


class WrittenMeasure(NamedTuple):
    """A measure as it stands in a file: its name, and its two ends."""

    name: Text
    ends: tuple[Text, Text]


def read_measures(node: Node, shapes: Shapes) -> tuple[WrittenMeasure, ...]:
    """The measures of a file that have the right shape; the others are reported."""
    measures = []
    for name, (key, value) in shapes.fields(node, (), "timeline.measures").items():
        hint = _SHAPE.format(name if len(name) <= _LONGEST else _EXAMPLE)
        if not name.strip():
            shapes.report(key, "an empty key in timeline.measures")
        elif not isinstance(value, Items):
            shapes.report(value, f'"{name}" needs two events', hint)
        elif len(value.items) != 2:
            number = len(value.items)
            has = f"{number} end{'' if number == 1 else 's'}"
            shapes.report(value, f'"{name}" has {has} instead of two', hint)
        else:
            first, second = (_end(end, name, hint, shapes) for end in value.items)
            if first is not None and second is not None:
                measures.append(WrittenMeasure(key, (first, second)))
    return tuple(measures)


def _end(node: Node, name: str, hint: str, shapes: Shapes) -> Text | None:
    """An end that can be one by its shape, else a problem."""
    if not isinstance(node, Text):
        shapes.report(node, f'an end of "{name}" must be the id of an event', hint)
        return None
    if not node.value:
        shapes.report(node, f'an end of "{name}" is empty', hint)
        return None
    event = node.value.removeprefix("@").partition(".")[0]
    if not is_id(event):
        hint = "an event that was at this time has an id; that stands here"
        shapes.report(node, f'"{node.value}" is no id of an event', hint)
        return None
    try:
        instant_of(node.value)
    except ValueError:
        hint = f"write {event}.start or {event}.end"
        shapes.report(node, f'"{node.value}" is neither the start nor the end of an event', hint)
        return None
    return node


def check_measures(
    files: Sequence[tuple[tuple[WrittenMeasure, ...], Shapes]], events: Sequence[Event]
) -> tuple[Measure, ...]:
    """The measures of all files, in their order; those of events that there are not are reported.

    What two files name alike is one measure, and a problem if it has other ends in the second.
    """
    names = names_of(events)
    found: dict[str, tuple[Measure, Origin]] = {}
    for written, shapes in files:
        for name, ends in written:
            first, second = (_known(end, names, shapes) for end in ends)
            if not first or not second:
                continue
            if _same(first, second, names):
                hint = "name another event, or its end"
                shapes.report(
                    ends[1], f'"{name.value}" is measured from an instant to itself', hint
                )
                continue
            measure = Measure(name.value, first, second)
            if name.value not in found:
                found[name.value] = measure, shapes.origin(name)
                continue
            other, place = found[name.value]
            if other != measure:
                hint = f"[{other.first}, {other.second}] in {place.file}:{place.line}; "
                hint += "give one of them another name"
                shapes.report(name, f'"{name.value}" has other ends in another file', hint)
    return tuple(measure for measure, _ in found.values())


def _known(end: Text, names: Names, shapes: Shapes) -> str:
    """An end as it is kept; empty, with a problem, where nothing is known by it."""
    written = end.value.removeprefix("@")
    event, which = instant_of(written)
    if event not in names.all:
        hint = shapes.near(event, names.all) or "an event of the file has an id: id: detected"
        shapes.report(end, f'no event "{event}" to measure from or to', hint)
        return ""
    if written == event and event in names.lasting:
        hint = f"write {event}.start or {event}.end"
        shapes.report(end, f'"{event}" lasts: is that its start or its end?', hint)
        return ""
    if which == START or event not in names.lasting:
        return f"{event}.start" if event in names.lasting else event
    return written


def _same(first: str, second: str, names: Names) -> bool:
    (one, start), (other, end) = instant_of(first), instant_of(second)
    return one == other and (start == end or one not in names.lasting)
