"""How many events each group has, as an SVG: numbers, and bars of what is certain and possible."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.languages import ENGLISH
from crisis.timeline.reports.chart.axis import plain
from crisis.timeline.reports.chart.legend import Entry
from crisis.timeline.reports.count_rows import counted
from crisis.timeline.reports.headings import heading
from crisis.timeline.reports.report import statuses
from crisis.timeline.reports.signs import CERTAINLY, NEVER_LASTING, POSSIBLY, meanings

from .svg_document import EDGE, HEAD, Document, Setting, legend, source, summary
from .svg_shapes import BAR, Sheet
from .svg_style import SIZE
from .svg_text import CELL, Units, cut, width

if TYPE_CHECKING:
    from crisis.timeline.reports.report import Report

_LEFT = 0.4
"""The most that names of groups take of the whole width."""
_ROW, _INDENT = 20.0, 14.0
_SIGNS = (CERTAINLY, POSSIBLY, NEVER_LASTING)


def count_svg(report: Report, setting: Setting) -> str:
    """A row for each group, and one for all; where there are none, the picture says so."""
    timeline = report.answer.timeline
    look = Units(setting.language(timeline))
    zone = setting.zone or report.answer.clock.zone
    found = counted(report)
    wide = setting.columns * CELL
    by = ", ".join(report.by)
    document = Document(
        title=timeline.header.title or "Timeline",
        shown=f"how many events, by {by} \N{MIDDLE DOT} {zone.label}",
        counts=summary(report),
        source=source(timeline.header.title, zone.label, setting.asked),
        described=f"{summary(report)}, by {by}: a bar for each.",
        language=look.language.tag,
        wide=wide,
    )
    theme = setting.skin()
    names = [heading(row.group, timeline, look) for row in found.rows]
    sheet = Sheet(plain(0, setting.columns, setting.columns, None, ENGLISH), EDGE, theme)
    widths = [_INDENT * row.depth + width(name, SIZE * 1.1)
              for row, name in zip(found.rows, names, strict=True)]  # fmt: skip
    left = min(wide * _LEFT, max(widths, default=0.0)) + 12
    number = width(str(report.counts.shown), SIZE * 1.1)
    room = wide - left - number - 12 - 60
    y = HEAD + 12
    used: set[str] = set()
    for row, name in zip(found.rows, names, strict=True):
        indent = _INDENT * row.depth
        kind = "" if row.bar else "head"
        sheet.text(EDGE + indent, y + 4, cut(name, SIZE * 1.1, left - indent - 8), kind)
        shown = str(row.shown or "-")
        sheet.text(EDGE + left + number, y + 4, shown, "head", "end")
        x = EDGE + left + number + 12
        parts = (row.certain, row.possible, row.status)
        for sign, size in zip(_SIGNS, parts, strict=True) if row.bar else ():
            if size and found.most:
                used.add(sign.name)
                long = size * room / found.most
                sheet.rect(sign.kind, x, y - BAR / 2, long, BAR)
                x += long
        if row.group.touching:
            sheet.text(x + 6, y + 4, f"{row.group.touching} maybe", "quiet small")
        y += _ROW
    if len(found.rows) > 1:
        sheet.line("axis", EDGE, y - 10, EDGE + left + number, y - 10)
        sheet.text(EDGE, y + 4, "Total", "head")
        sheet.text(EDGE + left + number, y + 4, str(report.counts.shown), "head", "end")
        y += _ROW
    items = [Entry(signs, signs[0].word) for signs in meanings(used, statuses(report.answer))]
    items += [Entry((), "in several rows: an event of several groups")] if found.repeated else []
    y = legend(sheet, items, y + 14, wide)
    return document.text(str(sheet), y, theme)
