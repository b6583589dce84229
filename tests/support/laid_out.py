"""Random event files as people lay them out: with comments, blank lines, headers in any order.

Every comment is another one, so that none can be lost in silence.
"""

from __future__ import annotations

from typing import NamedTuple

from hypothesis import strategies as st

HEADERS = (
    "2026-10-20", "2026-10-21", "2026-10-20..2026-10-22", "2026-10", "undated", "22 October 2026",
)  # fmt: skip
PHRASES = (
    "12:00", "06:00", "~06:00", "evening", "night", "2026-10-21 18:30", "unknown", "14:00 or 09:00",
    "from 06:00 to 12:00", "before 12:00", "after 12:00", "shortly after @{e}", "3h after @{e}",
    "2026-10-21", "2026-10-22 12:00?", "before @{e}", "same day as @{e}",
)  # fmt: skip
DATED = ("2026-10-21 18:30", "2026-10-20 06:00", "2026-10-21", "unknown", "2026-10-22 12:00?")
TEXTS = (
    ("text: |", "  One # no comment", "", "  - two  "),
    ("text: >-", "  folded", "  so", ""),
    ("text: |+", "  kept", "", ""),
    ('note: "in', '  quotes  ', '  # still"'),
    ("note: plain", "  and on"),
    ("tags: [x,  # in brackets {n}", "  y]"),
)  # fmt: skip


class Taste(NamedTuple):
    """How a file is laid out."""

    indent: int
    blank: int
    line_end: str


@st.composite
def laid_out(draw: st.DrawFn) -> str:
    """An event file with up to nine events; without errors, but for what draws of them come to."""
    taste = Taste(draw(st.sampled_from([0, 2])), draw(st.integers(0, 1)), "\n")
    writer = _Writer(draw, taste)
    headers = draw(st.lists(st.sampled_from(HEADERS), unique=True, max_size=4))
    writer.line(0, "timeline: {zone: UTC}")
    writer.line(0, "events:")
    if not headers:
        writer.events(2, "undated", draw(st.integers(1, 6)))
    for header in headers:
        writer.line(2, f"{header}:", own=True)
        writer.events(2 + taste.indent, header, draw(st.integers(0, 4)))
    writer.layout(0)
    if draw(st.booleans()):
        writer.line(0, "sources: {s: S}")
    return taste.line_end.join(writer.lines) + draw(st.sampled_from(["\n", "\n", "", "\n\n"]))


class _Writer:
    def __init__(self, draw: st.DrawFn, taste: Taste) -> None:
        self.draw = draw
        self.taste = taste
        self.lines: list[str] = []
        self.comments = 0
        self.ids: list[str] = []

    def comment(self, text: str = "# {n}") -> str:
        self.comments += 1
        return text.replace("{n}", f"comment {self.comments}")

    def layout(self, column: int) -> None:
        """Comments and blank lines, perhaps, at this column or near it."""
        for kind in self.draw(st.lists(st.sampled_from("..#>< "), max_size=3)):
            if kind == "#":
                self.lines.append(" " * column + self.comment())
            elif kind == ">":
                self.lines.append(" " * (column + 2) + self.comment())
            elif kind == "<":
                self.lines.append(" " * max(0, column - 2) + self.comment())
            else:
                self.lines.append(kind.strip(".") + " " * self.draw(st.integers(0, 1)))

    def line(self, column: int, text: str, own: bool = False) -> None:
        if own or column:
            self.layout(column)
        behind = self.draw(st.sampled_from(["", "", "", "  ", "  # {n}", " # {n}  "]))
        self.lines.append(" " * column + text + self.comment(behind))

    def events(self, column: int, header: str, count: int) -> None:
        for _ in range(count):
            self.event(column, header)

    def event(self, column: int, header: str) -> None:
        draw = self.draw
        name = f"e{len(self.ids)}"
        days = header in ("undated", "2026-10") or ".." in header
        phrase = draw(st.sampled_from(DATED if days else PHRASES))
        others = self.ids or ["e0"]
        fields = []
        if draw(st.integers(0, 9)):
            fields.append(f"id: {name}")
        fields.append(f"title: {draw(st.sampled_from(['A title', 'Another', name]))}")
        if draw(st.integers(0, 4)) and ("@" not in phrase or self.ids):
            fields.append(f'when: "{phrase.format(e=draw(st.sampled_from(others)))}"')
        if self.ids and not draw(st.integers(0, 3)):
            fields.append(f"caused_by: {draw(st.sampled_from(self.ids))}")
        self.layout(column)
        if not draw(st.integers(0, 4)):
            self.lines.append(" " * column + f"- {{{', '.join(fields)}}}")
        else:
            self.block(column, fields)
        if fields[0].startswith("id"):
            self.ids.append(name)

    def block(self, column: int, fields: list[str]) -> None:
        dash = "- "
        for field in fields:
            self.lines.append(
                " " * column
                + dash
                + field
                + self.comment(self.draw(st.sampled_from(["", "", "", " ", "  # {n}"])))
            )
            dash = "  "
        if not self.draw(st.integers(0, 2)):
            for line in self.draw(st.sampled_from(TEXTS)):
                self.lines.append(" " * (column + 2) * bool(line) + self.comment(line))
