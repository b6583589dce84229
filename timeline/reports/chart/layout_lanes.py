"""Some lines a lane: what is known best on top, what overlaps below it, the rest counted."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple

from .layout import FEW_ROWS, Layout, Line, Text
from .packing import Slot, packed
from .pieces import lone_mark, marks, pieces, together

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from crisis.timeline.reports.report import Report

    from .axis import Axis
    from .chart_model import Lane, Picture, Row
    from .layout import Measure
    from .packing import Place
    from .pieces import Pieces

_MOST_NAMES = 1 / 3
"""The most that names of lanes may take of the whole."""
_LEAST_NAMES = 6
"""What they take at least: a count of what found no place has room."""
_NAMED = 8
"""Up to so many that share a mark are named."""


class _Item(NamedTuple):
    """What stands together: one event, or several that share a mark."""

    drawn: Pieces
    rows: tuple[Row, ...]


def lanes(
    image: Picture,
    report: Report,
    measure: Measure,
    width: int,
    axis_in: Callable[[int], Axis],
) -> Layout:
    """The layout of lanes in so many columns, on the axis that there is ``in`` so many."""
    names = [2 * lane.depth + measure.width(measure.shown(lane.heading), "lane")
             for lane in image.lanes]  # fmt: skip
    margin = max(_LEAST_NAMES, min(ceil(max(names)) + 1, int(width * _MOST_NAMES)))
    axis = axis_in(width - margin)
    signs: set[str] = set()
    lines: list[Line] = []
    actors = 0
    unnamed: list[int] = []
    for lane in image.lanes:
        hue = actors if lane.leaf and report.by[-1:] == ("actor",) else -1
        actors += lane.leaf
        lines += _lane(lane, axis, margin, measure, signs, hue, unnamed)
    again = len(lines) > FEW_ROWS
    return Layout(
        "lanes", image, axis, margin, tuple(lines), None, again, frozenset(signs), sum(unnamed)
    )


def _lane(
    lane: Lane,
    axis: Axis,
    margin: int,
    measure: Measure,
    signs: set[str],
    hue: int,
    unnamed: list[int],
) -> Iterator[Line]:
    indent = min(2 * lane.depth, max(0, margin - _LEAST_NAMES))
    heading = measure.cut(measure.shown(lane.heading), margin - 1 - indent, "lane")
    name = Text(indent, heading, "lane" if lane.leaf else "head")
    if not lane.leaf:
        yield Line("lane", (name,))
        return
    items = _items(lane.rows, axis, signs)
    slots = [_slot(item, axis.columns, measure) for item in items]
    places = packed(slots, measure.lines, axis.columns)
    height = max((place.line for place in places if place), default=0) + 1
    left_out = sum(len(item.rows) for item, place in zip(items, places, strict=True) if not place)
    for number in range(max(height, 2 if left_out else 1)):
        here = [(item, place) for item, place in zip(items, places, strict=True)
                if place and place.line == number]  # fmt: skip
        texts = [_label(item, place, margin, measure) for item, place in here if place.room]
        unnamed.append(sum(len(item.rows) for item, place in here if not place.room))
        if number == 0:
            texts.insert(0, name)
        elif number == 1 and left_out:
            more = f"+{left_out} more"
            if measure.width(more, "more") > margin - 1 - indent:
                more = f"+{left_out}"
            texts.insert(0, Text(indent, more, "more"))
        drawn = tuple(item.drawn for item, _ in here)
        yield Line("lane", tuple(texts), drawn, tuple(item.rows for item, _ in here), "", hue)


def _items(rows: Sequence[Row], axis: Axis, signs: set[str]) -> list[_Item]:
    """Events in their order; those that are one mark in the same column stand together."""
    items: list[_Item] = []
    shared: dict[tuple[int, str], list[tuple[Pieces, Row]]] = {}
    for row in rows:
        drawn = pieces(row, row.spans, axis)
        signs.update(drawn.signs, (sign.name for sign in marks(row)))
        if lone_mark(drawn):
            part = drawn.parts[0]
            shared.setdefault((int(part.first), part.sign.name), []).append((drawn, row))
        else:
            items.append(_Item(drawn, (row,)))
    for alike in shared.values():
        drawn = together(each for each, _ in alike)
        signs.update({"several"} if len(alike) > 1 else set())
        items.append(_Item(drawn, tuple(row for _, row in alike)))
    return items


def _slot(item: _Item, columns: int, measure: Measure) -> Slot:
    taken = item.drawn.taken(columns) or (0, 0)
    wanted = ceil(measure.width(_name(item, measure), "label"))
    return Slot(*taken, wanted, taken[0] == taken[1])


def _name(item: _Item, measure: Measure) -> str:
    """The marks and the name of an event; of several that share a mark, of one after the other."""
    names = (
        f"{''.join(map(measure.letter, marks(row)))} {measure.shown(row.label)}".strip()
        for row in item.rows[:_NAMED]
    )
    return ", ".join(dict.fromkeys(names))


def _label(item: _Item, place: Place, margin: int, measure: Measure) -> Text:
    text = measure.cut(_name(item, measure), place.room, "label")
    if place.ends:
        return Text(margin + place.column + place.room, text, "label", ends=True)
    return Text(margin + place.column, text, "label")
