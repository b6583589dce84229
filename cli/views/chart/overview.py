"""What stands above numbers in the terminal: the same on the axis of the chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.query.lazy_matches import large
from crisis.timeline.reports.chart.chart_model import axis_of, picture
from crisis.timeline.reports.chart.compose import bars
from crisis.timeline.reports.signs import NEVER

from .axis_text import axis_lines, drawn
from .brush import Brush
from .legend import footer

if TYPE_CHECKING:
    from crisis.cli.terminal.output import View
    from crisis.timeline.reports.report import Report

HEIGHT = 5
"""Lines of the bars, at most."""


def overview(report: Report, view: View) -> str:
    """How many events there are at any time, over the axis that the chart has for this question.

    Below it stand the signs of the bars that follow as well. Empty where nothing can be drawn, or
    where the answer has no width.
    """
    look, width = view.look, view.look.width
    if width is None or large(report.answer.matches):
        return ""
    image = picture(report, look)
    axis = axis_of(image, report, width, look.language)
    if axis is None:
        return ""
    layout = bars(image, axis)
    if report.counts.status:
        layout = layout._replace(signs=layout.signs | {NEVER.name})
    assert layout.density is not None
    above = Brush(axis, look).overview(layout.density, HEIGHT)
    below = axis_lines(axis, look, below=True)
    return drawn([*above, *below, *footer(layout, image, report, look, width)], look)
