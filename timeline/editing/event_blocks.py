"""The events of a file as blocks of lines, each with the comments that belong to it.

The comment lines above an event, or above a day header, belong to it, also where blank lines stand
between. Those that begin further to the right than its neighbours do belong to the one above. What
stands first under ``events`` or under a header, and is apart by a blank line, stays where it is.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.eventfile.nodes import line_starts

from .outline import ITEMS, MAPPING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .outline import Outline, Part


class Block(NamedTuple):
    """The lines from ``first`` to ``stop`` (excluded), counted from 0; ``line`` is its own first.

    ``open`` tells that its last text takes the blank lines behind it for its own.
    """

    first: int
    line: int
    stop: int
    open: bool


class EventList(NamedTuple):
    """A list of events: the part of each, and its block; in brackets they have no blocks."""

    whole: Part
    parts: Sequence[Part]
    blocks: Sequence[Block]

    @property
    def movable(self) -> bool:
        """Whether its events stand in lines of their own."""
        return len(self.blocks) == len(self.parts)


class EventBlocks(NamedTuple):
    """The lists of events of a file, in its order; under headers each has its key and its block."""

    lines: list[str]
    lists: list[EventList]
    keys: list[Part]
    blocks: list[Block]

    @property
    def movable(self) -> bool:
        """Whether headers stand in lines of their own."""
        return len(self.blocks) == len(self.keys)


def rearranged(
    source: EventBlocks, headers: Sequence[int], lists: Sequence[Sequence[int]], line_end: str
) -> str:
    """The text of a file with its headers, and the events of each list, in another order.

    ``lists`` are by the old numbers of headers. Blank lines between blocks stay where they are.
    """
    lines = list(source.lines)
    if lines and lines[-1][-1] not in "\n\r\x85\u2028\u2029":
        lines[-1] += line_end
    if not source.keys:
        made, _ = _moved(lines, 0, len(lines), source.lists[0].blocks, lists[0])
        return "".join(made)
    bodies = []
    for block, listed, numbers in zip(source.blocks, source.lists, lists, strict=True):
        blocks = listed.blocks if listed.movable else ()
        inner, still_open = _moved(lines, block.first, block.stop, blocks, numbers)
        bodies.append((inner, still_open if blocks else block.open))
    made, _ = _moved(lines, 0, len(lines), source.blocks, headers, bodies)
    return "".join(made)


def _moved(
    lines: Sequence[str],
    first: int,
    stop: int,
    blocks: Sequence[Block],
    numbers: Sequence[int],
    bodies: Sequence[tuple[Sequence[str], bool]] = (),
) -> tuple[list[str], bool]:
    """The lines from ``first`` to ``stop`` with the blocks among them in another order.

    And whether they end with a text that takes the blank lines behind it for its own. ``bodies``
    are the same of each block, where they are not its lines as they were.
    """
    if not blocks:
        return list(lines[first:stop]), False
    made, still_open, at = list(lines[first : blocks[0].first]), True, blocks[0].first
    for slot, number in zip(blocks, numbers, strict=True):
        if not still_open:
            made += lines[at : slot.first]
        block = blocks[number]
        body, still_open = lines[block.first : block.stop], block.open
        if bodies:
            body, still_open = bodies[number]
        made += body
        at = slot.stop
    while still_open and at < stop and not lines[at].strip():
        at += 1
    return made + list(lines[at:stop]), still_open and at == stop


def event_blocks(outline: Outline) -> EventBlocks:
    """The blocks of a file that could be read to its end."""
    source = _Lines(outline.text)
    found = outline.under("events")
    if found is None:
        return EventBlocks(source.lines, [], [], [])
    key, value = found
    if value.kind == ITEMS:
        return EventBlocks(source.lines, [source.listed(value, key)], [], [])
    if value.kind != MAPPING:
        return EventBlocks(source.lines, [], [], [])
    pairs = list(value.pairs)
    lists = [source.listed(part, header) for header, part in pairs]
    blocks = [] if value.flow else source.headed(pairs, value, key)
    return EventBlocks(source.lines, lists, [header for header, _ in pairs], blocks)


def pair_blocks(outline: Outline, key: Part, value: Part) -> list[Block]:
    """The blocks of the keys of a mapping that stands under a key; none for one in brackets."""
    if value.kind != MAPPING or value.flow or not value.parts:
        return []
    return _Lines(outline.text).headed(list(value.pairs), value, key)


class _Lines:
    """The lines of a text, with their ends, and where its parts stand in them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = line_starts(text)
        bounds = [*self.starts, len(text)]
        self.lines = [text[a:b] for a, b in pairwise(bounds)]
        if self.lines and not self.lines[-1]:
            self.lines.pop()

    def listed(self, part: Part, above: Part) -> EventList:
        if part.kind != ITEMS or part.flow:
            return EventList(part, part.items, [])
        column = part.column - 1
        places = []
        floor = above.line  # the line below the key
        for item in part.items:
            line = self._dash(item.line - 1, column, floor)
            stop, keeps = self._end(item)
            if line < 0:
                return EventList(part, part.items, [])
            places.append((line, stop, keeps))
            floor = stop
        return EventList(part, part.items, self._blocks(places, column, above.line))

    def headed(self, pairs: Sequence[tuple[Part, Part]], around: Part, above: Part) -> list[Block]:
        column = around.column - 1
        places = []
        for header, value in pairs:
            line = header.line - 1
            if self.lines[line][:column].strip(" "):
                return []  # after a question mark, or what else nobody writes
            stop, keeps = self._end(value)
            places.append((line, max(stop, header.line), keeps))
        return self._blocks(places, column, above.line)

    def _dash(self, line: int, column: int, floor: int) -> int:
        """The line of the dash before an item; -1 where there is none."""
        while line >= floor:
            if self.lines[line][:column].strip(" ") == "" and self.lines[line][column] == "-":
                return line
            line -= 1
            while line >= floor and self._layout(line):
                line -= 1
        return -1

    def _end(self, part: Part) -> tuple[int, bool]:
        """The line behind a part, and whether it ends with a text that keeps its blank lines."""
        end = part.end
        if end.style in ("|", ">") and end.kind == "":
            head = self.text[
                end.start : self.starts[end.line] if end.line < len(self.starts) else None
            ]
            keeps = "+" in head.partition(" #")[0]
            stop = self._line(max(end.start, end.stop - 1)) + 1
            while not keeps and stop > end.line and not self.lines[stop - 1].strip("\r\n\x85"):
                stop -= 1
            return stop, keeps
        return self._line(max(end.start, end.stop - 1)) + 1, False

    def _line(self, at: int) -> int:
        return bisect_right(self.starts, at) - 1

    def _layout(self, line: int) -> bool:
        """Whether a line is blank, or a comment alone."""
        body = self.lines[line].lstrip(" \t")
        return body[:1] in ("#", "") or not body.strip()

    def _comment(self, line: int, column: int) -> bool:
        """Whether a line is a comment that begins at this column or further to the left."""
        body = self.lines[line]
        text = body.lstrip(" \t")
        return text.startswith("#") and len(body) - len(text) <= column

    def _blocks(
        self, places: Sequence[tuple[int, int, bool]], column: int, floor: int
    ) -> list[Block]:
        """The blocks of neighbours whose own lines are known, all beginning at a column."""
        blocks = []
        first = self._above(places[0][0], floor) if places else 0
        for number, (line, stop, keeps) in enumerate(places):
            last = number + 1 == len(places)
            below = self._next(stop) if last else places[number + 1][0]
            end = stop
            for other in range(stop, below):
                body = self.lines[other].lstrip(" \t")
                if body.startswith("#") and not self._comment(other, column):
                    end = other + 1
            blocks.append(Block(first, line, end, keeps and end == stop))
            first = end
            while first < below and not self.lines[first].strip():
                first += 1
        return blocks

    def _above(self, line: int, floor: int) -> int:
        """The first of the comment lines directly above a line."""
        while line > floor and self.lines[line - 1].lstrip(" \t").startswith("#"):
            line -= 1
        return line

    def _next(self, line: int) -> int:
        """The next line that is neither blank nor a comment alone."""
        while line < len(self.lines) and self._layout(line):
            line += 1
        return line
