"""What stands above and below a picture: what it shows, in which signs, and what it leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from crisis.cli.terminal.columns import wrapped
from crisis.timeline.base.escape import one_line
from crisis.timeline.base.texts import in_language
from crisis.timeline.query.according import told_by
from crisis.timeline.reports import times
from crisis.timeline.reports.chart.ticks import GREGORIAN, about, days
from crisis.timeline.reports.corrected import corrected
from crisis.timeline.reports.signs import (
    ALTERNATIVE,
    CONFLICTED,
    DISPUTED,
    DOUBTFUL,
    POSSIBLE,
    meanings,
)

from .axis_text import HEAD, QUIET, Line, cut, pens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from crisis.cli.terminal.output import Screen, View
    from crisis.timeline.reports.chart.axis import Axis
    from crisis.timeline.reports.chart.chart_model import Picture
    from crisis.timeline.reports.report import Report

    from .brush import Brush

MARKS = (POSSIBLE, DOUBTFUL, DISPUTED, ALTERNATIVE, CONFLICTED)
_NAMES = {"mark": "instant", "light": "possibly", "solid": "certainly", "hollow": "never",
          "dashed": "never lasting", "claimed": "claim"}  # fmt: skip
"""The signs that pens draw."""
NAMED = 3
"""Up to so many events that could not be drawn are named."""


def header(axis: Axis | None, report: Report, view: View, width: int) -> Iterator[Line]:
    """The title of the timeline, the days that are shown, and the zone they are of."""
    look = view.look
    title = cut(look.letters(one_line(report.answer.timeline.header.title)), width, look)
    teller = look.letters(told_by(report.answer.timeline))
    shown = f" {look.dot} ".join(filter(None, [_shown(axis, report, view), teller]))
    text = f" {look.dot} {shown}" if title and shown else shown
    line = Line(width)
    line.put(0, title, HEAD)
    if cell_len(title) + cell_len(text) <= width:
        line.put(cell_len(title), text, QUIET)
        yield line
    else:
        yield from [line] if title else []
        yield from (_said(part, width, look) for part in wrapped(shown, width))
    if axis is not None:
        yield Line(0)


def _shown(axis: Axis | None, report: Report, view: View) -> str:
    """From which day to which the axis goes, and in which zone; or since when it counts."""
    look = view.look
    if axis is None:
        return ""
    if axis.zone:
        first, last = (axis.zone.day(at) for at in (axis.start, axis.stop - 1))
        return look.letters(f"{days(first, last, look)} {look.dot} {axis.zone.label}")
    zero = report.answer.clock.zero
    if isinstance(zero, int):
        zero = times.instant(zero, view.zones[0], look)
    return look.letters(f"elapsed since {one_line(zero or '')}")


def footer(
    image: Picture, brush: Brush | None, report: Report, look: Screen, width: int
) -> Iterator[Line]:
    """The signs that occur, how long a column is, what is cut out of the axis and left out."""
    texts = [*signs(brush, report, look)] if brush else []
    if brush:
        texts += scale(brush, look)
        texts += _told(image, report, look, brush)
    if image.undated:
        texts.append(_undated(image, look, width))
    yield Line(0)
    yield from legend(texts, width, look)


def signs(brush: Brush, report: Report, look: Screen) -> Iterator[str]:
    """The signs that were drawn, each with its meaning."""
    used = {_NAMES.get(name, name) for name in brush.used}
    used |= {mark.name for mark in MARKS if mark.letter(look.ascii) in brush.used}
    statuses = [match.event.status for match in report.answer.matches]
    for shapes in meanings(used, statuses):
        yield f"{' '.join(sign.letter(look.ascii) for sign in shapes)} {shapes[0].word}"


def _told(image: Picture, report: Report, look: Screen, brush: Brush) -> Iterator[str]:
    """What clocks were put right, and what the axis counts in where days have two dates."""
    matches = (row.match for row in image.rows)
    yield from map(look.letters, corrected(matches, report.answer.timeline))
    if look.julian and brush.axis.zone:
        yield GREGORIAN


def legend(texts: Iterable[str], width: int, look: Screen) -> Iterator[Line]:
    """Short texts side by side, on as many lines as they take."""
    text = ""
    for entry in (part for whole in texts for part in wrapped(whole, width, 2)):
        longer = f"{text}   {entry}" if text else entry
        if text and cell_len(longer) > width:
            yield _said(text, width, look)
            text = entry
        else:
            text = longer
    yield _said(text, width, look)


def _said(text: str, width: int, look: Screen) -> Line:
    line = Line(width)
    line.put(0, cut(text, width, look), QUIET)
    return line


def scale(brush: Brush, look: Screen) -> Iterator[str]:
    """How much a bar, a number and a column stand for, and what the axis leaves out."""
    axis = brush.axis
    if "bars" in brush.used:
        yield f"bars up to {brush.top} events"
    if "count" in brush.used:
        yield "2 3 so many"
    main = max(axis.sections, key=lambda section: section.right - section.left)
    yield f"a column is {about(int(main.column))}"
    for size in axis.cuts:
        yield f"{pens(look).cut} {about(size)} left out"


def _undated(image: Picture, look: Screen, width: int) -> str:
    """How many events could not be drawn; which, where they are few and there is room."""
    count = len(image.undated)
    names = (in_language(m.event.titles, look.language.tag) or m.event.id for m in image.undated)
    short = f"{count} undated, not drawn"
    if count > NAMED:
        return short
    text = f"{short}: {', '.join(look.letters(one_line(name)) for name in names)}"
    return text if cell_len(text) <= width else short
