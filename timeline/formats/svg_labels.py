"""Names in an SVG: what there is to tell of an event, and names of marks on and under lanes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.reports import event_times, times
from crisis.timeline.reports.chart.placement import stroke
from crisis.timeline.reports.corrected import read_on_clocks
from crisis.timeline.reports.headings import who

from .svg_shapes import BAR, CELL
from .svg_style import SMALL
from .svg_text import cut, width

if TYPE_CHECKING:
    from crisis.timeline.base.zones import Zone
    from crisis.timeline.model.timeline import Timeline
    from crisis.timeline.query.answer import Answer
    from crisis.timeline.reports.chart.chart_model import Lane, Picture, Row, Span
    from crisis.timeline.reports.chart.placement import Stroke
    from crisis.timeline.reports.times import Letters

    from .svg_shapes import Sheet

READABLE = 90.0
"""A label is not cut to less than this if there is another place for it."""
_LONGEST = 220.0
_TOLD = 12
"""Up to so many events are named where a pointer rests on their sign."""
_LINES = 5
"""Up to so many lines of names stand under a lane."""
_LINE = 13.0


class Frame(NamedTuple):
    """What the parts of a picture share."""

    image: Picture
    timeline: Timeline
    zone: Zone
    look: Letters
    answer: Answer


def names(sheet: Sheet, lane: Lane, frame: Frame, y: float) -> float:
    """Names of events on the line of a lane, where one alone ends and there is room behind it.

    Marks and disputed events for which there is none are named under the lane, as far as a few
    lines have room. Under each column that something ends in lies what there is to tell of it. The
    y of the last line.
    """
    strokes = [(stroke(span, sheet.axis), row) for row in lane.rows for span in row.spans]
    ends: dict[int, dict[str, Row]] = {}
    for shape, row in strokes:
        if not shape.away:
            ends.setdefault(int(shape.last), {})[row.match.event.id] = row
    named: set[str] = set()
    for row in lane.rows:
        sheet.used.update(marks(row) if row.accounts else "")
    for end, rows in ends.items():
        texts = [description(row, frame) for row in rows.values()]
        more = f"\nand {len(texts) - _TOLD} more" if len(texts) > _TOLD else ""
        sheet.begin("event", "\n".join(texts[:_TOLD]) + more)
        sheet.rect("touch", sheet.x(end), y - BAR / 2, CELL, BAR)
        x = sheet.x(end + 1) + 5
        starts = [sheet.x(shape.first) for shape, _ in strokes if int(shape.last) > end]
        room = min([sheet.right, *starts]) - x - 5
        (name, row), *others = rows.items()
        if not others and name not in named and room >= min(width(label(row), SMALL), READABLE):
            sheet.text(x, y + 4, cut(label(row), SMALL, room), "quiet small")
            named.add(name)
        sheet.end()
    marked = {
        row.match.event.id: (shape, row)
        for shape, row in reversed(strokes)
        if (shape.sharp or row.accounts) and not shape.away
    }
    return _below(sheet, [mark for name, mark in marked.items() if name not in named], y)


def _below(sheet: Sheet, marks: list[tuple[Stroke, Row]], y: float) -> float:
    """Names under marks, from right to left, each with a line to it that crosses no other."""
    free = [sheet.right] * _LINES  # how far right each line is still empty
    last = -1
    for shape, row in sorted(marks, key=lambda mark: -mark[0].first):
        x = sheet.x(shape.first)
        wanted = min(width(label(row), SMALL), _LONGEST)
        for line, stop in enumerate(free):
            room = stop - x - (8 if stop < sheet.right else 0)
            if room >= min(wanted, READABLE):
                base = y + 8 + _LINE * (line + 1)
                sheet.line("guide", x, y + 7, x, base - 8)
                sheet.text(x, base, cut(label(row), SMALL, min(room, _LONGEST)), "quiet small")
                free[: line + 1] = [min(x, end) for end in free[: line + 1]]
                last = max(last, line)
                break
    return y + (last + 1) * _LINE + (4 if last >= 0 else 0)


def label(row: Row) -> str:
    """The marks of an event, what is doubtful about it, and its name."""
    return " ".join(filter(None, (marks(row), row.doubtful, row.label)))


def marks(row: Row) -> str:
    """The signs of an event that is only possible, disputed, with alternatives, in conflict."""
    event = row.match.event
    signs = "?" if row.possible else ""
    signs += "\N{NOT EQUAL TO}" if event.disputed else ""
    signs += "\N{LOGICAL OR}" if event.alternative else ""
    return signs + ("\N{MULTIPLICATION SIGN}" if event.conflicted else "")


def description(row: Row, frame: Frame) -> str:
    """What there is to tell of an event: what, when, who, and the accounts of it."""
    event = row.match.event
    lines = [row.label, event_times.when(event, frame.zone, None, frame.look)]
    if frame.image.elapsed:
        lines.append(times.since(row.match.elapsed, frame.look, frame.answer))
    lines.append(who(event, frame.timeline))
    lines += [f"{', '.join(span.sources)}: {when(span, frame)}" for span in row.accounts]
    lines += () if row.accounts else read_on_clocks(event, frame.timeline)
    return "\n".join(line for line in lines if line)


def when(span: Span, frame: Frame) -> str:
    if frame.image.elapsed:
        return times.difference(span.start, frame.look, frame.answer)
    text = times.span(span.start, frame.zone, None, frame.look)
    if span.end is None:
        return text
    return f"{text} {frame.look.arrow} {times.span(span.end, frame.zone, None, frame.look)}"
