"""The middle of an SVG: rows of events, lanes of groups, or only how many events there are."""

from __future__ import annotations

from itertools import pairwise
from math import sqrt
from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.reports.chart.placement import density, stroke, tally

from .svg_labels import READABLE, Frame, description, label, marks, names, when
from .svg_shapes import BAR, Sheet
from .svg_style import SIZE, SMALL
from .svg_text import cut, width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crisis.timeline.reports.chart.chart_model import Lane, Picture, Row, Span
    from crisis.timeline.reports.chart.placement import Stroke

_PITCH = 20.0
_FEW = 20
"""Up to so many rows need no overview above them, and no second axis below."""
_DIGITS = 9


class _Slot(NamedTuple):
    """Where a label may stand: from x, or up to it if ``ends``."""

    x: float
    room: float
    ends: bool = False


def overview(sheet: Sheet, image: Picture, y: float, height: float) -> float:
    """How many events there are in each column; the y below."""
    counts = density(image.rows, sheet.axis)
    scale = height / counts.top
    sure = [count * scale for count in counts.certain]
    both = [low + count * scale for low, count in zip(sure, counts.possible, strict=True)]
    sheet.bars("sure", [(0.0, high) for high in sure], y + height)
    sheet.bars("maybe", list(zip(sure, both, strict=True)), y + height)
    sheet.text(sheet.right, y - 14, f"up to {counts.top} events", "quiet small", "end")
    return y + height


def rows(sheet: Sheet, frame: Frame, y: float) -> float:
    """One row an event, its name beside what is drawn; the accounts of a disputed one below it."""
    many = sum(len(lane.rows) for lane in frame.image.lanes if lane.leaf) > _FEW
    if many and len(frame.image.lanes) == 1:
        y = overview(sheet, frame.image, y, 64)
    y = sheet.axis_at(y)
    guides, top = sheet.place(), y
    y += 16
    for lane in frame.image.lanes:
        if lane.heading:
            sheet.line("guide", sheet.left, y - 10, sheet.right, y - 10)
            sheet.text(sheet.left + indent(lane), y + 4, lane.heading, "head")
            y += _PITCH
        for row in lane.rows if lane.leaf else ():
            y = _row(sheet, row, frame, y)
    y -= 4
    sheet.guides(top, y, guides)
    return sheet.axis_at(y, below=True) if many else y


def lanes(sheet: Sheet, frame: Frame, y: float, edge: float) -> float:
    """One line a lane, its heading between the edge and the axis."""
    y = sheet.axis_at(y)
    guides, top = sheet.place(), y
    y += 16
    agreed = [[row for row in lane.rows if not row.accounts] for lane in frame.image.lanes]
    tallies = [tally(rows, sheet.axis) for rows in agreed]
    most = max(max(counts.certain) for counts in tallies)
    for lane, counts in zip(frame.image.lanes, tallies, strict=True):
        left = edge + indent(lane)
        name = cut(lane.heading, SIZE, sheet.left - left - 8)
        sheet.text(left, y + 4, name, "" if lane.leaf else "head")
        sheet.runs("never vague", counts.dashed, y)
        sheet.runs("maybe", counts.light, y)
        disputed = [row for row in lane.rows if row.accounts]
        _disputes(sheet, disputed, y, sharp=False)
        if most > _DIGITS:
            heights = [(0.0, count * 15 / most) for count in counts.certain]
            sheet.bars("sure", heights, y + BAR / 2)
            sheet.top = most
        else:
            sheet.runs("sure", counts.solid, y)
            _crowds(sheet, counts.marks, y)
        for column, count in enumerate(counts.hollow):
            if count:
                sheet.mark("never", sheet.x(column + 0.5), y)
        _disputes(sheet, disputed, y, sharp=True)
        beyond = tally(disputed, sheet.axis)
        sheet.arrows(counts.before or beyond.before, counts.after or beyond.after, y)
        if lane.leaf and len(lane.rows) <= sheet.axis.columns:
            y = names(sheet, lane, frame, y)
        y += _PITCH
    y -= 4
    sheet.guides(top, y, guides)
    return sheet.axis_at(y, below=True) if len(tallies) > _FEW else y


def _disputes(sheet: Sheet, disputed: Sequence[Row], y: float, sharp: bool) -> None:
    """What each source says of disputed events, stretches or marks."""
    for row in disputed:
        never = bool(row.match.event.status)
        for shape in (stroke(span, sheet.axis) for span in row.spans):
            if shape.sharp == sharp and not shape.away:
                sheet.stroke(shape._replace(before=False, after=False), y, True, False, never)


def indent(lane: Lane) -> float:
    """How far the heading of an inner lane stands in."""
    return 14.0 * lane.depth


def _row(sheet: Sheet, row: Row, frame: Frame, y: float) -> float:
    sheet.used.update([*marks(row), row.doubtful])
    sheet.begin("event", description(row, frame))
    y = _labelled(sheet, row, row.spans, label(row), y)
    sheet.end()
    for span in row.accounts:
        name = ", ".join(span.sources)
        sheet.begin("account", f"{name}: {when(span, frame)}")
        y = _labelled(sheet, row, [span], name, y - 2, "quiet small")
        sheet.end()
    return y


def _labelled(
    sheet: Sheet, row: Row, spans: Sequence[Span], label: str, y: float, kind: str = ""
) -> float:
    """Spans with a text beside or in them, above them where there is no room; the y below."""
    size = SMALL if kind else SIZE
    strokes = [(stroke(span, sheet.axis), span) for span in spans]
    slots = _slots(sheet, [shape for shape, _ in strokes])
    wanted = width(label, size)
    best = next((slot for slot in slots if slot.room >= wanted), max(slots, key=_room))
    if best.room < min(wanted, READABLE):
        best = _Slot(sheet.left, sheet.right - sheet.left)
        sheet.text(best.x, y + size / 3, cut(label, size, best.room), kind)
        label, y = "", y + _PITCH - 4
    never = bool(row.match.event.status)
    for shape, span in sorted(strokes, key=lambda pair: pair[0].sharp):
        sheet.stroke(shape, y, bool(span.sources), span.end is not None, never)
    if label:
        text = cut(label, size, best.room)
        sheet.text(best.x, y + size / 3, text, kind, "end" if best.ends else "")
    return y + _PITCH


def _slots(sheet: Sheet, strokes: list[Stroke]) -> list[_Slot]:
    """Where a label may stand, best first: right of all, left, between two, in what is light."""
    taken = sorted((sheet.x(shape.first), sheet.x(shape.last)) for shape in strokes)
    first, last = taken[0][0], max(end for _, end in taken)
    slots = [
        _Slot(last + 9, sheet.right - last - 9),
        _Slot(first - 9, first - sheet.left - 9, True),
    ]
    slots += [_Slot(before[1] + 9, after[0] - before[1] - 18) for before, after in pairwise(taken)]
    if len(strokes) == 1:
        begin, end = (sheet.x(at) for at in strokes[0].sure or (strokes[0].last,) * 2)
        slots += [_Slot(first + 9, begin - first - 18), _Slot(end + 9, last - end - 18)]
    return slots


def _room(slot: _Slot) -> float:
    return slot.room


def _crowds(sheet: Sheet, counts: Sequence[int], y: float) -> None:
    """Marks for instants; larger and with their number where there are several."""
    for column, count in enumerate(counts):
        if count:
            x = sheet.x(column + 0.5)
            sheet.mark("sure", x, y, 3 + 1.5 * sqrt(count))
            if count > 1:
                sheet.text(x, y + 3, str(count), "count")
