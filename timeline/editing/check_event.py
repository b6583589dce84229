"""Whether a new event can be read as it will stand in its file, before it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crisis.timeline.base.problems import did_you_mean
from crisis.timeline.eventfile.nodes import Items, Mapping, Text

from .names import Unfit

if TYPE_CHECKING:
    from crisis.timeline.eventfile.header import Preamble
    from crisis.timeline.eventfile.nodes import Node

    from .contents import Contents


def check_event(
    contents: Contents, preamble: Preamble, name: str, fields: dict[str, Any], day: int | None
) -> bool:
    """Whether its time hangs on no other event. Raises Unfit where it cannot be read, or refers to
    none.

    ``preamble`` has its actors and sources, ``day`` is that of its header, an ordinal.
    """
    from crisis.timeline.eventfile.events import read_events
    from crisis.timeline.eventfile.validation import Shapes
    from crisis.timeline.model.constraints import NO_EVENT

    items: Node = Items([_node(fields)], 1, 1)
    if day is not None:
        items = Mapping([(Text(contents.header_of(day), 1, 1, True), items)], 1, 1)
    shapes = Shapes("", "")
    read = read_events({"events": (Text("events", 1, 1, True), items)}, preamble, shapes)
    errors = [problem for problem in shapes.finished() if problem.severity == "error"]
    if errors:
        raise Unfit(errors[0].message, errors[0].hint)
    event = read.events[0]
    links = [link.ref for claim in event.when if claim.meaning for link in claim.meaning.links]
    refs = [ref for ref in (*links, *event.caused_by, event.part_of) if ref not in NO_EVENT]
    there = contents.ids if refs else {}
    for ref in refs:
        if ref == name:
            raise Unfit(f'"{ref}" refers to itself', "name another event")
        if ref not in there:
            raise Unfit(f'no event "{ref}"', did_you_mean(ref, there) or "crisis show has all ids")
    return not refs


def _node(value: Any) -> Node:
    if isinstance(value, str):
        return Text(value, 1, 1, False)
    if isinstance(value, list):
        return Items([_node(item) for item in value], 1, 1)
    return Mapping([(Text(key, 1, 1, True), _node(item)) for key, item in value.items()], 1, 1)
