"""Lines that share an axis of time: their cells, the pens they are drawn with, the axis itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

from crisis.timeline.base.languages import ENGLISH
from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.reports.chart.ticks import ruler
from crisis.timeline.reports.signs import (
    AFTER,
    BEFORE,
    CERTAINLY,
    CLAIM,
    CUT,
    INSTANT,
    JOINED,
    NEVER,
    POSSIBLY,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crisis.cli.terminal.output import Screen
    from crisis.timeline.reports.chart.axis import Axis
    from crisis.timeline.reports.chart.ticks import Label, Ruler

QUIET = "dim"
HEAD = "bold"
_ESCAPE = re.compile(r"\\(?:x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8})")
"""A letter that cannot be shown, as Screen.letters and one_line write it."""


class Pens(NamedTuple):
    """What things are drawn with: ``light`` may be, ``solid`` certainly is, ``mark`` an instant.

    ``hollow`` is for what never certainly was, ``dashed`` leads from one time to another,
    ``claimed`` is for an instant of one account. ``bars`` rise to a full one.
    """

    light: str
    solid: str
    mark: str
    hollow: str
    dashed: str
    claimed: str
    before: str
    after: str
    cut: str
    guide: str
    bars: str
    line: str
    tick: str
    minor: str
    more: str
    many: str


def _pens(ascii: bool) -> Pens:
    signs = (POSSIBLY, CERTAINLY, INSTANT, NEVER, JOINED, CLAIM, BEFORE, AFTER, CUT)
    ascii_others = (":", "#", "-", "+", "'", "..", "+")
    others = ascii_others if ascii else ("┊", "▁▂▃▄▅▆▇█", "─", "┼", "┴", "…", "#")
    return Pens._make((*(sign.letter(ascii) for sign in signs), *others))


_UNICODE, _ASCII = _pens(False), _pens(True)


def pens(look: Screen) -> Pens:
    """The pens that a screen can show."""
    return _ASCII if look.ascii else _UNICODE


class Line:
    """A line of so many cells, each with a style."""

    def __init__(self, width: int) -> None:
        self._cells = [" "] * width
        self._styles = [""] * width

    def copy(self) -> Line:
        """A line of its own with the same cells."""
        line = Line(0)
        line._cells, line._styles = self._cells[:], self._styles[:]
        return line

    def put(self, column: int, text: str, style: str = "") -> None:
        """Write a text over what is there; what does not fit on the line is not written."""
        room = len(self._cells) - column
        size = cell_len(text)
        if size > room:
            text, size = set_cell_size(text, max(0, room)), max(0, room)
        if not size:  # no room, or nothing but marks without a width
            return
        whole = len(text) != size or not text.isprintable()  # letters that are wide, or join others
        self._cells[column : column + size] = [text, *[""] * (size - 1)] if whole else text
        self._styles[column : column + size] = [style] * size

    def run(self, first: int, last: int) -> tuple[int, int]:
        """The first and last column of the longest run of one sign within ``[first, last]``."""
        runs: list[tuple[int, int]] = []
        start = first
        for column in range(first, last + 1):
            if self._cells[column] != self._cells[start]:
                start = column
            runs.append((start, column))
        return max(runs, key=lambda run: run[1] - run[0])

    def segments(self) -> list[tuple[str, str]]:
        """The texts of the line with their styles, without blanks at the end."""
        segments: list[tuple[str, str]] = []
        for cell, style in zip(self._cells, self._styles, strict=True):
            if segments and (segments[-1][1] == style or not cell):
                segments[-1] = (segments[-1][0] + cell, segments[-1][1])
            elif cell:
                segments.append((cell, style))
        while segments and not segments[-1][0].rstrip(" "):
            segments.pop()
        if segments:
            segments[-1] = (segments[-1][0].rstrip(" "), segments[-1][1])
        return segments


def cut(text: str, room: int, look: Screen) -> str:
    """A text in so many cells, with a sign where its end is left out; no escape is cut in two."""
    if cell_len(text) <= room:
        return text
    more = pens(look).more
    shown = set_cell_size(text, max(0, room - len(more)))
    for escape in _ESCAPE.finditer(text):
        if escape.start() < len(shown) < escape.end():
            shown = shown[: escape.start()]
    return shown.rstrip(" ") + more[:room]


def axis_lines(axis: Axis, look: Screen, margin: int = 0, below: bool = False) -> list[Line]:
    """The axis: days, clocks and ticks, behind a margin; with the ticks first ``below`` a picture.

    A line without anything is left out. Days whose names cannot be written are named in English.
    """
    scale = ruler(axis)
    if look.ascii and not all(label.text.isascii() for label in (*scale.heads, *scale.labels)):
        scale = ruler(axis._replace(language=ENGLISH))
    width = margin + axis.columns
    pen = pens(look)
    edge = Line(width)
    for section in axis.sections:
        edge.put(margin + section.left, pen.line * (section.right - section.left), QUIET)
        if section.right < axis.columns:
            edge.put(margin + section.right, pen.cut, QUIET)
    for tick in scale.ticks:
        if int(tick.place) < axis.columns:
            edge.put(margin + int(tick.place), pen.tick if tick.major else pen.minor, QUIET)
    texts = [(scale.heads, HEAD), (scale.labels, "" if scale.heads else HEAD)]
    lines = [_labels(labels, style, margin, width) for labels, style in texts if labels]
    return [edge, *reversed(lines)] if below else [*lines, edge]


def guided(axis: Axis, look: Screen, margin: int = 0, scale: Ruler | None = None) -> Line:
    """An empty line with the guides of an axis, and its cuts."""
    line = Line(margin + axis.columns)
    for place in (scale or ruler(axis)).guides:
        if int(place) < axis.columns:
            line.put(margin + int(place), pens(look).guide, QUIET)
    for section in axis.sections[:-1]:
        line.put(margin + section.right, pens(look).cut, QUIET)
    return line


def drawn(lines: Iterable[Line], look: Screen) -> str:
    """Lines as text; in colours where the screen has any."""
    if not look.color:
        return "".join("".join(text for text, _ in line.segments()) + "\n" for line in lines)
    from rich.text import Text

    from crisis.cli.terminal.rich_console import canvas

    console, text = canvas(look._replace(width=None))
    for line in lines:
        console.print(Text.assemble(*line.segments()), soft_wrap=True)
    return text()


def _labels(labels: Iterable[Label], style: str, margin: int, width: int) -> Line:
    line = Line(width)
    for label in labels:
        line.put(margin + int(label.place), label.text, style)
    return line
