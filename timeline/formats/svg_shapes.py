"""The shapes of an SVG: what is drawn of a stroke, of a crowd, of an axis."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from crisis.timeline.reports.chart.ticks import ruler

from .markup import attributes, element, escape, number
from .svg_style import look, text_look

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crisis.timeline.reports.chart.axis import Axis
    from crisis.timeline.reports.chart.placement import Stroke

CELL = 8.0
"""How wide a column of an axis is."""
BAR = 10.0
RADIUS = 4.5


class Sheet:
    """Elements in the order of drawing. Coordinates are in units, y downwards.

    ``used`` are the kinds of shapes that were drawn, ``top`` is how many events the highest bar is.
    """

    def __init__(self, axis: Axis, left: float) -> None:
        self.axis = axis
        self.left = left
        self.used: set[str] = set()
        self.top = 0
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
        values = {"x": x, "y": y, **text_look(kind)}
        if anchor:
            values["text-anchor"] = anchor
        self._parts.append(element("text", values, escape(text)))

    def rect(self, kind: str, x: float, y: float, width: float, height: float) -> None:
        """A bar, at least a unit and a half wide."""
        size: dict[str, str | float] = {
            "x": x,
            "y": y,
            "width": max(1.5, width),
            "height": height,
            "rx": "1.5",
        }
        self._parts.append(element("rect", {**look(kind), **size}))

    def mark(self, kind: str, x: float, y: float, radius: float = RADIUS) -> None:
        """A circle: an instant."""
        self.used.add("mark" if kind == "sure" else kind)
        self._parts.append(element("circle", {**look(kind), "cx": x, "cy": y, "r": radius}))

    def path(self, kind: str, data: str) -> None:
        """A path."""
        self._parts.append(element("path", {**look(kind), "d": data}))

    def line(self, kind: str, x: float, y: float, to_x: float, to_y: float) -> None:
        """A straight line."""
        self.path(kind, f"M{number(x)} {number(y)}L{number(to_x)} {number(to_y)}")

    def stroke(self, shape: Stroke, y: float, account: bool, lasts: bool, never: bool) -> None:
        """What may be and what certainly is, around a middle y."""
        first, last = self.x(shape.first), self.x(shape.last)
        if shape.sharp and account and not never:
            self.diamond(first, y)
        elif shape.sharp and (never or not lasts):
            self.mark("never" if never else "sure", first, y)
        elif shape.sharp:
            self._bar("sure", first - 1.5, first + 1.5, y)
        elif not shape.away:
            kind = "never vague" if never else "said" if account else "maybe"
            self._bar(kind, first, last, y)
            if shape.sure and not never:
                self._bar("sure", self.x(shape.sure[0]), self.x(shape.sure[1]), y)
        self.arrows(shape.before, shape.after, y)

    def arrows(self, before: bool, after: bool, y: float) -> None:
        """Arrows at the edges, for what reaches beyond."""
        for there, x, way in ((before, self.left, -6), (after, self.right, 6)):
            if there:
                self.used.add("to")
                self.path("to", f"M{number(x)} {number(y - 5)}l{way} 5l{-way} 5z")

    def sign(self, kind: str, x: float, y: float) -> None:
        """What a legend shows of a kind of shape, sixteen units wide, around a middle y."""
        if kind in ("mark", "never"):
            self.mark("sure" if kind == "mark" else kind, x + 8, y)
        elif kind == "claim":
            self.diamond(x + 8, y)
        elif kind == "to":
            self.path("to", f"M{number(x + 4)} {number(y - 5)}l6 5l-6 5z")
        elif kind == "cut":
            for at in (x + 5, x + 11):
                self.line("axis", at - 2.5, y + 5, at + 2.5, y - 5)
        else:
            self._bar(kind, x, x + 16, y)

    def _bar(self, kind: str, first: float, last: float, y: float) -> None:
        self.used.add(kind)
        self.rect(kind, first, y - BAR / 2, last - first, BAR)

    def diamond(self, x: float, y: float) -> None:
        """What one source says of an instant."""
        self.used.add("claim")
        self.path("claim", f"M{number(x)} {number(y - 5)}l5 5l-5 5l-5 -5z")

    def runs(self, kind: str, counts: Sequence[int], y: float) -> None:
        """A bar for each run of columns that are covered, around a middle y."""
        column = 0
        for covered, run in groupby(counts, key=bool):
            size = len(list(run))
            if covered:
                self._bar(kind, self.x(column), self.x(column + size), y)
            column += size

    def bars(self, kind: str, spans: Sequence[tuple[float, float]], base: float) -> None:
        """Columns from one height above a base to another, as one path around those that touch."""
        data = []
        columns = list(enumerate(spans))
        for there, run in groupby(columns, key=lambda column: column[1][1] > column[1][0]):
            if there:
                data.append(self._outline(list(run), base))
        if data:
            self.used.add(kind)
            self.path(kind, "".join(data))

    def _outline(self, run: list[tuple[int, tuple[float, float]]], base: float) -> str:
        """The tops of columns from the left to the right, and their feet back."""
        first, last = run[0][0], run[-1][0] + 1
        tops = "".join(
            f"V{number(base - high)}H{number(self.x(column + 1))}" for column, (_, high) in run
        )
        feet = "".join(
            f"V{number(base - low)}H{number(self.x(column))}" for column, (low, _) in reversed(run)
        )
        start = f"M{number(self.x(first))} {number(base - run[0][1][0])}"
        return f"{start}{tops}{feet}z" if last > first else ""

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
                for at in (self.x(section.right), self.x(section.right + 1)):
                    self.line("axis", at - 2.5, line + 5, at + 2.5, line - 5)
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
