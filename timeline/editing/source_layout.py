"""Which characters of a file are values and which are layout: line ends, blanks, comments.

Lines are counted from 0, and end where libyaml has them end.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from crisis.timeline.eventfile.yaml_tree import yaml_events

if TYPE_CHECKING:
    from collections.abc import Iterator

_BREAK = re.compile("(\r\n|[\n\r\x85\u2028\u2029])")


class Lines:
    """The lines of a text: ``bodies`` without their ends, and the ``ends``, the last one empty."""

    __slots__ = ("bodies", "ends")

    def __init__(self, text: str) -> None:
        parts = _BREAK.split(text)
        self.bodies: list[str] = parts[::2]
        self.ends: list[str] = [*parts[1::2], ""]

    def whole(self) -> list[tuple[str, str]]:
        """The lines, each with its end; without the empty one behind a last line end."""
        lines = list(zip(self.bodies, self.ends, strict=True))
        return lines if self.bodies[-1] else lines[:-1]


class Layout:
    """Where the values of a YAML text stand. Raises YAMLError where it is none.

    ``inside`` are the lines whose end, and what blanks stand before it, belongs to a value, or may:
    the lines of a block, and all but the last one of another text of several lines. ``ends`` has
    for each line the column behind its last value. ``tabbed`` has the columns of values in lines
    with a tab. ``digest`` is a checksum of what the text says, piece by piece, and in which style.
    ``open_end`` tells that the text ends in a block, without a line end.
    """

    def __init__(self, text: str) -> None:
        self.lines = Lines(text)
        self.inside: set[int] = set()
        self.ends: dict[int, int] = {}
        self.tabbed: dict[int, list[tuple[int, int]]] = {}
        self.open_end = False
        if "\t" in text:
            self.tabbed = {n: [] for n, line in enumerate(self.lines.bodies) if "\t" in line}
        self._read(text)

    def _read(self, text: str) -> None:
        from hashlib import blake2b

        from yaml.events import AliasEvent, MappingEndEvent, ScalarEvent, SequenceEndEvent

        said = blake2b()
        ends, tabbed = self.ends, self.tabbed
        brackets = (MappingEndEvent, SequenceEndEvent)
        for event in yaml_events(text):
            kind = type(event)
            said.update(_sign(event).encode("utf-8", "surrogatepass"))
            if kind is ScalarEvent:
                first, last = event.start_mark, event.end_mark
                if event.style and event.style in "|>":
                    self._block(event, text)
                    continue
                if first.line != last.line:
                    self.inside.update(range(first.line, last.line))
                ends[last.line] = last.column
                if tabbed:
                    self._tabs(first, last)
            elif kind is AliasEvent or (
                kind in brackets and event.start_mark.index != event.end_mark.index
            ):
                ends[event.end_mark.line] = event.end_mark.column
        self.digest = said.digest()

    def _block(self, event: Any, text: str) -> None:
        """A text in block style: its lines are values; those behind it where it keeps them."""
        first, last = event.start_mark, event.end_mark
        self.ends[first.line] = first.column + 1
        stop = last.line
        if last.column:  # the text ends in it, without a line end
            stop += 1
            self.open_end = True
        bodies = self.lines.bodies
        head = bodies[first.line][first.column :].partition(" #")[0]
        while stop > first.line + 1 and not bodies[stop - 1] and "+" not in head:
            stop -= 1
        self.inside.update(range(first.line + 1, stop))
        for line in range(first.line + 1, stop):
            self.ends[line] = len(bodies[line])
            if line in self.tabbed:
                self.tabbed[line].append((0, len(bodies[line])))

    def _tabs(self, first: Any, last: Any) -> None:
        bodies = self.lines.bodies
        for line in range(first.line, last.line + 1):
            if line in self.tabbed:
                start = first.column if line == first.line else 0
                stop = last.column if line == last.line else len(bodies[line])
                self.tabbed[line].append((start, stop))

    def comment(self, line: int) -> int:
        """The column at which a line's comment begins; -1 where it has none."""
        return self.lines.bodies[line].find("#", self.ends.get(line, 0))

    def comments(self) -> Iterator[str]:
        """All comments, in order, without blanks behind them."""
        for line, body in enumerate(self.lines.bodies):
            if "#" in body and (at := self.comment(line)) >= 0:
                yield body[at:].rstrip(" \t")


def _sign(event: Any) -> str:
    """What an event of libyaml's says, and how it puts it; not where."""
    style = getattr(event, "style", None) or getattr(event, "flow_style", None)
    value, anchor, tag = (getattr(event, name, None) for name in ("value", "anchor", "tag"))
    return repr((type(event).__name__, style, value, anchor, tag))
