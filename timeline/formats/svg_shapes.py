"""The shapes of an SVG: what is drawn of an event, of a crowd, of an axis."""

from __future__ import annotations

from itertools import groupby
from math import sqrt
from typing import TYPE_CHECKING

from crisis.timeline.reports.chart.ticks import ruler
from crisis.timeline.reports.signs import (
    CERTAINLY,
    CLAIM,
    JOINED,
    NEVER,
    SEVERAL,
    SIGNS,
)

from .markup import attributes, element, escape, number
from .svg_text import CELL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crisis.timeline.reports.chart.axis import Axis
    from crisis.timeline.reports.chart.pieces import Piece, Pieces

    from .svg_style import Theme

BAR = 10.0
RADIUS = 4.5
_LEAST = 1.5
"""No bar is narrower."""
DRAWN = {sign.kind for sign in (*SIGNS, SEVERAL) if sign.kind}
"""The kinds that are shapes in a legend too."""


class Sheet:
    """Elements in the order of drawing. Coordinates are in units, y downwards."""

    def __init__(self, axis: Axis, left: float, theme: Theme) -> None:
        self.axis = axis
        self.left = left
        self.theme = theme
        self._parts: list[str] = []

    def __str__(self) -> str:
        return "\n".join(self._parts)

    @property
    def right(self) -> float:
        """Where the axis ends."""
        return self.x(self.axis.columns)

    def x(self, column: float) -> float:
        """Where a column begins."""
        return self.left + column * CELL

    def place(self) -> int:
        """Where in the order of drawing one is now."""
        return len(self._parts)

    def begin(self, kind: str, title: str) -> None:
        """Begin a group of elements; ``title`` is what a pointer over it shows, line by line."""
        lines = "\n".join(map(escape, title.split("\n")))
        self._parts.append(f"<g{attributes({'class': kind})}>{element('title', {}, lines)}")

    def end(self) -> None:
        """End the group that was begun last."""
        self._parts.append("</g>")

    def text(self, x: float, y: float, text: str, kind: str = "", anchor: str = "") -> None:
        """A text that begins at x, or ends there if ``anchor`` is end; y is its base line."""
        values = {"x": x, "y": y, **self.theme.text(kind)}
        if anchor:
            values["text-anchor"] = anchor
        self._parts.append(element("text", values, escape(text)))

    def rect(self, kind: str, x: float, y: float, width: float, height: float) -> None:
        """A bar, at least a unit and a half wide."""
        size: dict[str, str | float] = {
            "x": x,
            "y": y,
            "width": max(_LEAST, width),
            "height": height,
            "rx": "1.5",
        }
        self._parts.append(element("rect", {**self.theme.look(kind), **size}))

    def mark(self, kind: str, x: float, y: float, radius: float = RADIUS) -> None:
        """A circle: an instant."""
        self._parts.append(
            element("circle", {**self.theme.look(kind), "cx": x, "cy": y, "r": radius})
        )

    def path(self, kind: str, data: str) -> None:
        """A path."""
        self._parts.append(element("path", {**self.theme.look(kind), "d": data}))

    def line(self, kind: str, x: float, y: float, to_x: float, to_y: float) -> None:
        """A straight line."""
        self.path(kind, f"M{number(x)} {number(y)}L{number(to_x)} {number(to_y)}")

    def pieces(self, drawn: Pieces, y: float, hue: int = -1) -> None:
        """What there is of an event, or of several that share a mark, around a middle y."""
        for part in drawn.parts:
            self._piece(part, y, f" a{hue % 8}" if hue >= 0 else "")
        self.arrows(drawn.before, drawn.after, y)

    def _piece(self, part: Piece, y: float, hue: str) -> None:
        first, last = self.x(part.first), self.x(part.last)
        if part.sign is JOINED:
            self.line("joined", first, y, last, y)
        elif not part.sharp:
            kind = part.sign.kind + (hue if part.sign.kind in ("sure", "maybe") else "")
            self._bar(kind, first, last, y)
        elif part.sign is CLAIM:
            self.diamond(first, y)
        elif part.sign is NEVER:
            self.mark("never", first, y)
        elif part.sign is CERTAINLY and part.number == 1:
            self._bar(f"sure{hue}", first - 1.5, first + 1.5, y)
        elif part.number == 1:
            self.mark(f"sure{hue}", first, y)
        else:
            self._numbered(f"sure{hue}", first, y, part.number)

    def _numbered(self, kind: str, x: float, y: float, number_of: int) -> None:
        """A circle with how many events it stands for."""
        self.mark(kind, x, y, min(8.0, 3 + 1.5 * sqrt(number_of)))
        self.text(x, y + 3, str(number_of), "number")

    def arrows(self, before: bool, after: bool, y: float) -> None:
        """Arrows at the edges, for what reaches beyond."""
        for there, x, way in ((before, self.left, -6), (after, self.right, 6)):
            if there:
                self.path("to", f"M{number(x)} {number(y - 5)}l{way} 5l{-way} 5z")

    def sign(self, kind: str, x: float, y: float) -> None:
        """What a legend shows of a kind of shape, sixteen units wide, around a middle y."""
        if kind in ("mark", "never"):
            self.mark("sure" if kind == "mark" else kind, x + 8, y)
        elif kind == SEVERAL.kind:
            self._numbered("sure", x + 8, y, 2)
        elif kind == "claim":
            self.diamond(x + 8, y)
        elif kind == "to":
            self.path("to", f"M{number(x + 4)} {number(y - 5)}l6 5l-6 5z")
        elif kind == "joined":
            self.line("joined", x, y, x + 16, y)
        elif kind == "bracket":
            self.bracket("first", x + 6, y - 6, 6)
            self.bracket("last", x + 6, y, 6)
        elif kind == "cut":
            self.cut_at(x + 8, y)
        elif kind == "silence":
            self._hatch(x, x + 16, y)
        elif kind == "silence vague":
            self.line(kind, x, y, x + 16, y)
        else:
            self._bar(kind, x, x + 16, y)

    def silence(self, places: Sequence[float], y: float, maybe: bool) -> None:
        """A silence between two ends, hatched where it is certain, dashed where it may be.

        ``places`` are the columns where it may begin, begins, ends, and may end.
        """
        low, first, last, high = map(self.x, places)
        last = max(last, first + _LEAST)
        for begin, end in ((low, first), (last, high)):
            if end - begin >= 1:
                self.line("silence vague", begin, y, end, y)
        if maybe:
            self.line("silence vague", first, y, last, y)
        else:
            self._hatch(first, last, y)
        for at in (first, last):
            self.line("end", at, y - 6, at, y + 6)

    def _hatch(self, first: float, last: float, y: float) -> None:
        """Slanted lines from end to end, none beyond."""
        strokes = []
        at = first - BAR
        while at < last:
            begin, end = max(at, first), min(at + BAR, last)
            if end > begin:
                low, high = y + BAR / 2 - (begin - at), y + BAR / 2 - (end - at)
                strokes.append(f"M{number(begin)} {number(low)}L{number(end)} {number(high)}")
            at += 5
        self.path("silence", "".join(strokes))

    def bracket(self, part: str, x: float, y: float, height: float) -> None:
        """A part of a bracket, from the top y of a line: it joins rows of unknown order."""
        top, bottom = number(y), number(y + height)
        left, right = number(x), number(x + 4)
        data = {
            "first": f"M{right} {number(y + 2)}H{left}V{bottom}",
            "inner": f"M{left} {top}V{bottom}",
            "last": f"M{left} {top}V{number(y + height - 2)}H{right}",
        }
        self.path("bracket", data[part])

    def cut_at(self, middle: float, y: float) -> None:
        """Two slanted strokes: time is left out."""
        for at in (middle - 3, middle + 3):
            self.line("axis", at - 2.5, y + 5, at + 2.5, y - 5)

    def _bar(self, kind: str, first: float, last: float, y: float) -> None:
        self.rect(kind, first, y - BAR / 2, last - first, BAR)

    def diamond(self, x: float, y: float) -> None:
        """What one source says of an instant."""
        self.path("claim", f"M{number(x)} {number(y - 5)}l5 5l-5 5l-5 -5z")

    def bars(self, kind: str, spans: Sequence[tuple[float, float]], base: float) -> None:
        """Columns from one height above a base to another, as one path around those that touch."""
        data = []
        columns = list(enumerate(spans))
        for there, run in groupby(columns, key=lambda column: column[1][1] > column[1][0]):
            if there:
                data.append(self._outline(list(run), base))
        if data:
            self.path(kind, "".join(data))

    def _outline(self, run: list[tuple[int, tuple[float, float]]], base: float) -> str:
        """The tops of columns from the left to the right, and their feet back."""
        first = run[0][0]
        tops = "".join(
            f"V{number(base - high)}H{number(self.x(column + 1))}" for column, (_, high) in run
        )
        feet = "".join(
            f"V{number(base - low)}H{number(self.x(column))}" for column, (low, _) in reversed(run)
        )
        return f"M{number(self.x(first))} {number(base - run[0][1][0])}{tops}{feet}z"

    def axis_at(self, y: float, below: bool = False) -> float:
        """The axis, with its labels on the side away from the picture; the y behind it."""
        scale = ruler(self.axis)
        texts = [row for row in ((scale.heads, "head"), (scale.labels, "")) if row[0]]
        line = y if below else y + 16 * len(texts) + 10
        for index, (labels, kind) in enumerate(reversed(texts) if below else texts):
            base = line + 20 + 16 * index if below else y + 16 * (index + 1)
            for label in labels:
                self.text(self.x(label.place), base, label.text, kind)
        for section in self.axis.sections:
            self.line("axis", self.x(section.left), line, self.x(section.right), line)
            if section.right < self.axis.columns:
                self.cut_at(self.x(section.right + 0.5), line)
        for tick in scale.ticks:
            long = (6 if tick.major else 3) * (1 if below else -1)
            self.line("axis", self.x(tick.place), line, self.x(tick.place), line + long)
        return line + 4 + 16 * len(texts) if below else line

    def guides(self, y: float, bottom: float, place: int) -> None:
        """Lines by which the eye finds a day, and cuts; under all that was drawn since a place."""
        over, self._parts = self._parts[place:], self._parts[:place]
        for at in ruler(self.axis).guides:
            self.line("guide", self.x(at), y, self.x(at), bottom)
        for section in self.axis.sections[:-1]:
            middle = self.x(section.right + 0.5)
            self.line("cut", middle, y, middle, bottom)
        self._parts += over
