"""What stands above and below a picture: what it shows, in which signs, and what it leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from crisis.cli.terminal.columns import wrapped
from crisis.timeline.base.escape import one_line
from crisis.timeline.query.according import told_by
from crisis.timeline.reports import times
from crisis.timeline.reports.chart.legend import entries
from crisis.timeline.reports.chart.ticks import about, days

from .axis_text import HEAD, QUIET, Line, cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from crisis.cli.terminal.output import Screen, View
    from crisis.timeline.reports.chart.axis import Axis
    from crisis.timeline.reports.chart.chart_model import Picture
    from crisis.timeline.reports.chart.layout import Layout
    from crisis.timeline.reports.report import Report


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
    layout: Layout | None, image: Picture, report: Report, look: Screen, width: int
) -> Iterator[Line]:
    """The signs that occur, what is cut out of the axis and left out, how long a column is."""
    texts = []
    for signs, text in entries(layout, image, report, look.language):
        letters = " ".join(dict.fromkeys(sign.letter(look.ascii) for sign in signs))
        texts.append(look.letters(text) if not letters else f"{letters} {look.letters(text)}")
    if image.undated and cell_len(texts[-1]) > width:
        texts[-1] = texts[-1].partition(":")[0]
    if layout is not None:
        texts.insert(len(texts) - bool(image.undated), column(layout.axis))
    yield Line(0)
    yield from legend(texts, width, look)


def column(axis: Axis) -> str:
    """How long a column is, where most of it is."""
    main = max(axis.sections, key=lambda section: section.right - section.left)
    return f"a column is {about(int(main.column))}"


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
