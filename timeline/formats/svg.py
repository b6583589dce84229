"""The timeline as a scalable picture (SVG 1.1): for a report, a slide, a page.

One file that needs nothing else: no script, no font, no address. It is light, dark, or what its
reader has. Uncertainty looks as it does in the terminal: solid is what certainly is, light where
something may be, hollow what never certainly was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.both_calendars import BothCalendars
from crisis.timeline.base.languages import days_of
from crisis.timeline.base.limits import WIDEST
from crisis.timeline.query.according import told_by
from crisis.timeline.reports import times
from crisis.timeline.reports.chart.compose import composed
from crisis.timeline.reports.chart.layout import Layout
from crisis.timeline.reports.chart.legend import entries, undated
from crisis.timeline.reports.chart.ticks import days

from .svg_document import COLUMNS, EDGE, HEAD, Document, legend, source, summary
from .svg_labels import Frame
from .svg_rows import body
from .svg_shapes import Sheet
from .svg_style import Theme
from .svg_text import CELL, Units

if TYPE_CHECKING:
    from crisis.timeline.base.zones import Zone
    from crisis.timeline.reports.chart.axis import Axis
    from crisis.timeline.reports.report import Report

    from .svg_style import ThemeName


def to_svg(
    report: Report,
    zone: Zone | None = None,
    lang: str = "",
    columns: int = COLUMNS,
    julian: bool = False,
    theme: ThemeName = "auto",
    asked: str = "",
) -> str:
    """A report as an SVG document, a lane for each of its groups, ``columns`` of 8 units wide.

    Its clocks are those of ``zone``, else of the answer's clock; texts and days are in the language
    ``lang`` (BCP 47), else in the timeline's own; with ``julian`` texts have the Julian date of a
    day as well. It is drawn for a page that is ``light`` or ``dark``, or for both as the reader
    has it (``auto``). What was ``asked`` for is told below. Where nothing can be drawn, the
    picture says so. Raises ValueError for more columns than ``limits.WIDEST``.
    """
    if columns > WIDEST:
        raise ValueError(f"{columns} columns are too wide: at most {WIDEST}")
    answer = report.answer
    timeline = answer.timeline
    own = timeline.header.lang
    named = days_of(lang or own, own, timeline.text_languages)
    look = Units(BothCalendars(named) if julian else named)
    zone = zone or answer.clock.zone
    layout = composed(report, look, columns, zone)
    drawn = layout if isinstance(layout, Layout) else None
    image = layout.image if isinstance(layout, Layout) else layout
    frame = Frame(image, timeline, zone, look, answer)
    skin = Theme(theme)
    shown = _shown(report, frame, drawn.axis if drawn else None)
    if teller := told_by(timeline):
        shown += f" \N{MIDDLE DOT} {teller}"
    document = Document(
        title=timeline.header.title or "Timeline",
        shown=shown,
        counts=summary(report),
        source=source(timeline.header.title, frame.zone.label, asked),
        described=_described(report, frame, shown),
        language=look.language.tag,
        wide=columns * CELL,
    )
    if drawn is None:
        return document.text("", HEAD, skin)
    sheet = Sheet(drawn.axis, EDGE + drawn.margin * CELL, skin)
    y = body(sheet, drawn, frame, HEAD, EDGE)
    y = legend(sheet, entries(drawn, image, report, look.language), y + 24, columns * CELL)
    return document.text(str(sheet), y, skin)


def _shown(report: Report, frame: Frame, axis: Axis | None) -> str:
    """Which stretch of time is shown, in which zone."""
    if axis is None:
        image = frame.image
        return undated(image, frame.look.language) if image.undated else "nothing matches"
    if frame.image.elapsed:
        zero = report.answer.clock.zero
        if isinstance(zero, int):
            zero = times.instant(zero, frame.zone, frame.look)
        return f"elapsed since {zero}"
    first, last = frame.zone.day(axis.start), frame.zone.day(axis.stop - 1)
    return f"{days(first, last, frame.look)} \N{MIDDLE DOT} {frame.zone.label}"


def _described(report: Report, frame: Frame, shown: str) -> str:
    """The picture in words."""
    counts = report.counts
    parts = [f"{counts.shown} of {counts.total} events on a line of time: {shown}."]
    if counts.possible:
        parts.append(f"{counts.possible} of them only possibly belong here.")
    if frame.image.undated and frame.image.rows:
        parts.append(f"{undated(frame.image, frame.look.language)}.")
    parts.append("Solid is what certainly is, light where something may be.")
    return " ".join(parts)
