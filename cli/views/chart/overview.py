"""What stands above numbers and silences in the terminal: the same on the axis of the chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.query.windows import CERTAIN
from crisis.timeline.reports.chart.axis_fit import unbroken
from crisis.timeline.reports.chart.chart_model import axis_of, picture
from crisis.timeline.reports.chart.placement import density, silent
from crisis.timeline.reports.report import report as group

from .axis_text import axis_lines, drawn
from .brush import Brush
from .legend import footer, legend, scale

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crisis.cli.terminal.output import View
    from crisis.timeline.reports.gaps import Silences
    from crisis.timeline.reports.report import Report

HEIGHT = 5
"""Lines of the bars, at most."""


def overview(report: Report, view: View) -> str:
    """How many events there are at any time, over the axis that the chart has for this question.

    Empty where nothing can be drawn, or where the answer has no width.
    """
    look, width = view.look, view.look.width
    if width is None:
        return ""
    image = picture(report, look)
    axis = axis_of(image, report, width, look.language)
    if axis is None:
        return ""
    brush = Brush(axis, look)
    bars = brush.overview(density(image.rows, axis), HEIGHT)
    below = axis_lines(axis, look, below=True)
    return drawn([*bars, *below, *footer(image, brush, report, look, width)], look)


class Strips(NamedTuple):
    """The axis, a line below it for each group, and what the signs of these mean; each as text."""

    axis: str
    lines: tuple[str, ...]
    signs: str


def strips(report: Report, silences: Sequence[Silences], view: View) -> Strips | None:
    """The gaps of each group on the axis that the chart has for this question.

    Where that leaves out a part of a gap, the axis is that of the gaps, and unbroken. None where
    nothing can be drawn, or where the answer has no width.
    """
    look, width = view.look, view.look.width
    if width is None:
        return None
    axis = axis_of(picture(_shown(report), look), report, width, look.language)
    if axis is None:
        return None
    gaps = [(gap.start, gap.stop) for silence in silences for gap in silence.gaps]
    if any(axis.hides(*gap) for gap in gaps):
        first, stop = min(start for start, _ in gaps), max(stop for _, stop in gaps)
        axis = unbroken(first, stop, width, axis.zone, look.language)
    brush = Brush(axis, look)
    lines = []
    short = 0
    for silence in silences:
        line = brush.line()
        strip = silent(silence.gaps, axis)
        brush.silence(line, strip)
        short += strip.short
        lines.append(drawn([line], look))
    pen = brush.pens
    signs = [
        ("solid", f"{pen.solid} silent"),
        ("light", f"{pen.light} maybe silent"),
    ]
    texts = [text for name, text in signs if name in brush.used]
    arrows = [getattr(pen, name) for name in ("before", "after") if name in brush.used]
    texts += [f"{' '.join(arrows)} reaches beyond"] if arrows else []
    texts += scale(brush, look)
    texts += [f"{short} too short to draw"] if short else []
    return Strips(
        drawn(axis_lines(axis, look), look),
        tuple(lines),
        drawn(legend(texts, width, look), look),
    )


def _shown(report: Report) -> Report:
    """The report without what ``--certain`` leaves out of a chart, though it breaks silences."""
    answer = report.answer
    if not answer.query.certain:
        return report
    sure = (m for m in answer.matches if m.verdict == CERTAIN and not m.event.status)
    return group(answer._replace(matches=tuple(sure)))
