"""References between events: every ``@id``, cause and whole must exist, and none make a circle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.problems import Origin, Problem
from crisis.timeline.model.constraints import END, NO_EVENT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from crisis.timeline.model.records import Claim, Event

    from .nodes import Text
    from .validation import Shapes

_MOST = 20  # events of a circle that a message names


class Names(NamedTuple):
    """The ids there are, and those of events that last or have parts."""

    all: set[str]
    lasting: set[str]
    wholes: set[str]


def names_of(events: Sequence[Event]) -> Names:
    """What references may name."""
    names = Names({event.id for event in events}, set(), set())
    for event in events:
        for claim in event.when:
            if claim.counted is not None and claim.counted.lasts:
                names.lasting.add(event.id)
        if event.part_of:
            names.wholes.add(event.part_of)
    for event in events:
        if event.id in names.wholes and not any(claim.phrases for claim in event.when):
            names.lasting.add(event.id)  # it spans its parts
    return names


def check_references(
    events: list[Event],
    shapes: Mapping[str, Shapes],
    places: Mapping[tuple[Origin, str], Text],
) -> list[Event]:
    """The events without references to nothing: a claim that holds one loses its meaning.

    Everything taken out is reported to the Shapes of its file.
    """
    names = names_of(events)
    checked = [_event(event, names, shapes[event.origin.file], places) for event in events]
    for relation in ("caused_by", "part_of"):
        checked = _without_circles(checked, relation, shapes)
    return checked


def _event(
    event: Event, names: Names, shapes: Shapes, places: Mapping[tuple[Origin, str], Text]
) -> Event:
    if not event.caused_by and not event.part_of:
        for claim in event.when:
            if claim.meaning is not None and claim.meaning.relative:
                break
        else:
            return event
    when = tuple(_claim(claim, event, names, shapes) for claim in event.when)
    for cause in event.caused_by:
        if cause not in names.all:
            hint = shapes.near(cause, names.all)
            _report(
                event,
                f'caused by no event "{cause}"',
                hint,
                shapes,
                places.get((event.origin, cause)),
            )
    part_of = event.part_of
    if part_of and part_of not in names.all:
        hint = shapes.near(part_of, names.all)
        _report(
            event,
            f'part of no event "{part_of}"',
            hint,
            shapes,
            places.get((event.origin, part_of)),
        )
        part_of = ""
    causes = tuple(cause for cause in event.caused_by if cause in names.all)
    return event._replace(when=when, caused_by=causes, part_of=part_of)


def _claim(claim: Claim, event: Event, names: Names, shapes: Shapes) -> Claim:
    if claim.meaning is None or not claim.meaning.relative:
        return claim
    for link in claim.meaning.links:
        ref = link.ref
        if ref in NO_EVENT:
            continue
        needs = link.needs
        if ref not in names.all:
            message, hint = f'no event "{ref}"', shapes.near(ref, names.all)
        elif ref == event.id:
            message, hint = f'"{ref}" is measured from itself', "name another event"
        elif needs == "point" and ref in names.lasting:
            hint = f"write @{ref}.start or @{ref}.end"
            message = f'"{ref}" lasts: is that from its start or its end?'
        elif needs == "span" and ref not in names.lasting and ref not in names.wholes:
            message = f'"{ref}" does not last, so nothing is inside it'
            hint = f"give {ref} a duration (for ~3h), or write at @{ref}"
        else:
            continue
        _report_ref(claim, link.node, link.at, message, hint, shapes)
        return claim._replace(meaning=None)
    return claim


def _report_ref(claim: Claim, node: int, at: int, message: str, hint: str, shapes: Shapes) -> None:
    keys = ("to", "is", "from") if node == END else ("is", "from", "to")
    part = next((p for key in keys for p in claim.phrases if p.key == key), claim.phrases[0])
    column = part.column
    if column and shapes.line(part.line).startswith(part.text, column - 1):
        column += at
    place = Origin(shapes.file, part.line, column)
    shapes.problems.append(Problem(place, message, hint))


def _report(event: Event, message: str, hint: str, shapes: Shapes, place: Text | None) -> None:
    origin = event.origin if place is None else Origin(shapes.file, place.line, place.column)
    shapes.problems.append(Problem(origin, f'"{event.id}": {message}', hint))


def _without_circles(
    events: list[Event], relation: str, shapes: Mapping[str, Shapes]
) -> list[Event]:
    """Report each circle once and cut all its links."""
    above = {event.id: targets for event in events if (targets := _targets(event, relation))}
    if not above:
        return events
    cut: set[str] = set()
    by_id = {event.id: event for event in reversed(events)}
    for circle in _circles(above):
        event = by_id[circle[0]]
        named = circle if len(circle) <= _MOST else [*circle[: _MOST - 1], "…", circle[-1]]
        path = " -> ".join([*named, circle[0]])
        what = "causes" if relation == "caused_by" else "parts"
        problem = Problem(event.origin, f"a circle of {what}: {path}", "take one of them out")
        shapes[event.origin.file].problems.append(problem)
        cut.update(circle)
    if not cut:
        return events
    return [_cut(event, relation) if event.id in cut else event for event in events]


def _targets(event: Event, relation: str) -> tuple[str, ...]:
    if relation == "caused_by":
        return event.caused_by
    return (event.part_of,) if event.part_of else ()


def _cut(event: Event, relation: str) -> Event:
    return event._replace(caused_by=()) if relation == "caused_by" else event._replace(part_of="")


def _circles(above: dict[str, tuple[str, ...]]) -> list[list[str]]:
    """Circles of a graph, each node in at most one: depth first, without recursion."""
    done: set[str] = set()
    circles: list[list[str]] = []
    for start in above:
        path: list[str] = []
        last: list[int] = []  # for each place on the path the last one up to it in a circle, or -1
        on_path: dict[str, int] = {}
        stack: list[tuple[str, int]] = [(start, 0)]
        while stack:
            name, position = stack.pop()
            if position == 0:
                if name in done:
                    continue
                on_path[name] = len(path)
                path.append(name)
                last.append(last[-1] if last else -1)
            targets = above.get(name, ())
            if position == len(targets):
                done.add(name)
                path.pop()
                last.pop()
                del on_path[name]
                continue
            stack.append((name, position + 1))
            following = targets[position]
            if following in on_path:
                first = on_path[following]
                if first > last[-1]:
                    circles.append(path[first:])
                    last[first:] = range(first, len(path))
            elif following not in done:
                stack.append((following, 0))
    return circles
