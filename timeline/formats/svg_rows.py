"""The middle of an SVG: the lines of a layout, or only how many events there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.reports.signs import DISPUTED, DOUBTFUL, POSSIBLE

from .svg_labels import account, description
from .svg_text import CELL, size_of, width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crisis.timeline.reports.chart.layout import Layout, Line
    from crisis.timeline.reports.chart.placement import Density

    from .svg_labels import Frame
    from .svg_shapes import Sheet

_PITCHES = {"account": 18.0, "lane": 17.0, "name": 17.0, "section": 22.0, "head": 24.0}
_PITCH = 20.0
_HIGH = 48.0
_TALL = 160.0
_TOLD = 12
"""Up to so many events are named where a pointer rests on their sign."""
_KINDS = {
    "account": "quiet small", "label": "quiet small", "more": "quiet small", "lane": "",
    "name": "", "time": "quiet",
}  # fmt: skip


def body(sheet: Sheet, layout: Layout, frame: Frame, y: float, edge: float) -> float:
    """All between the title and the legend, from a y on; ``edge`` is the x of the first column.

    The y below it.
    """
    if layout.density is not None:
        height = _HIGH if layout.lines else _TALL
        y = overview(sheet, layout.density, y, height)
        if not layout.lines:
            return sheet.axis_at(y, below=True)
    y = sheet.axis_at(y)
    guides, top = sheet.place(), y
    y += 6
    for line in layout.lines:
        y = _line(sheet, line, layout, frame, y, edge)
    y += 4
    sheet.guides(top, y, guides)
    return sheet.axis_at(y, below=True) if layout.again else y


def overview(sheet: Sheet, counts: Density, y: float, height: float) -> float:
    """How many events there are in each column; the y below."""
    scale = height / counts.top
    sure = [count * scale for count in counts.certain]
    both = [low + count * scale for low, count in zip(sure, counts.possible, strict=True)]
    sheet.bars("sure", [(0.0, high) for high in sure], y + height)
    sheet.bars("maybe", list(zip(sure, both, strict=True)), y + height)
    return y + height


def _line(sheet: Sheet, line: Line, layout: Layout, frame: Frame, y: float, edge: float) -> float:
    """A line of the layout, from its top y on; the y below it."""
    pitch = _PITCHES.get(line.kind, _PITCH)
    middle = y + pitch / 2
    first_of_lane = any(text.kind in ("lane", "head") for text in line.texts)
    if line.kind == "head" or (line.kind == "lane" and first_of_lane):
        sheet.line("guide", edge, y, sheet.right, y)
    if line.bracket:
        sheet.bracket(line.bracket, edge + 3, y, pitch)
    told = _told(line, frame)
    whole = line.kind in ("row", "account", "name")
    for number, words in enumerate(told):
        sheet.begin("account" if line.account else "event", words)
        if line.drawn:
            sheet.pieces(line.drawn[number], middle, line.hue)
        if whole:
            _texts(sheet, line, middle, edge)
        sheet.end()
    if not whole:
        _texts(sheet, line, middle, edge)
    return y + pitch


def _told(line: Line, frame: Frame) -> list[str]:
    """What a pointer shows of each that stands on a line."""
    if line.account is not None:
        return [account(line.account, frame)]
    told = []
    for rows in line.rows:
        texts = [description(row, frame) for row in rows[:_TOLD]]
        more = len(rows) - _TOLD
        told.append("\n".join([*texts, *([f"and {more} more"] if more > 0 else [])]))
    return told


def _texts(sheet: Sheet, line: Line, middle: float, edge: float) -> None:
    for text in line.texts:
        x = edge + text.column * CELL
        base = middle + size_of(text.kind) / 3
        if text.kind == "marks":
            for letters, kind in marked(text.text):
                sheet.text(x, base, letters, f"marks {kind}".strip())
                x += width(letters, size_of("marks"))
        else:
            kind = _KINDS.get(text.kind, text.kind)
            sheet.text(x, base, text.text, kind, "end" if text.ends else "")


def marked(text: str) -> Iterator[tuple[str, str]]:
    """Marks and the kind of each: one colour, one job."""
    kinds = {DISPUTED.glyph: "disputed", POSSIBLE.glyph: "match"}
    for letter in text.removesuffix(DOUBTFUL.glyph):
        yield letter, kinds.get(letter, "")
    if text.endswith(DOUBTFUL.glyph):
        yield DOUBTFUL.glyph, ""
