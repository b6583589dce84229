"""Where the comments of the second file go that no event brings along."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from crisis.timeline.editing.edits import line_start

if TYPE_CHECKING:
    from crisis.timeline.editing.outline import Part

    from .side import Side
    from .told import Names


def comments_of(text: str) -> set[str]:
    """What may be the comments of some lines: all from a # on that stands behind a blank."""
    found = set()
    for line in text.splitlines():
        for match in re.finditer(r"(?:^|(?<=[ \t]))#", line):
            found.add(line[match.start() :].rstrip(" \t"))
    return found


class Beside:
    """Finds above what in the first file a comment of the second one goes."""

    def __init__(self, first: Side, second: Side, names: Names) -> None:
        self.first = first
        self.second = second
        self.names = names
        found = second.text.outline.under("events")
        self.begin = found[0].line - 1 if found else 1 << 60
        places = sorted((place.part.line - 1, name) for name, place in second.places.items())
        self.starts = [line for line, _ in places]
        self.ids = [name for _, name in places]

    def part(self, line: int) -> Part | None:
        """An event, or the key ``events``; None for the beginning of the file."""
        if self.first.contents.root.flow:
            return None
        found = self.first.contents.events
        key = None if found is None else found[0]
        if line <= self.begin or not self.ids:
            return key
        number = bisect_right(self.starts, line) - 1
        if number < 0 or line >= self._stop(self.ids[number]):
            number = min(number + 1, len(self.ids) - 1)
        place = self.first.places.get(self.names.events[self.ids[number]])
        if place is None:
            return key
        start = line_start(self.first.text.text, place.part.start)
        alone = not self.first.text.text[start : place.part.start].strip(" -")
        return place.part if alone and not self._bracketed(place.listed) else key

    def _bracketed(self, number: int) -> bool:
        return self.first.blocks.lists[number].whole.flow

    def _stop(self, name: str) -> int:
        """The line behind an event of the second file."""
        place = self.second.places[name]
        found = self.second.blocks.lists[place.listed]
        if found.movable:
            return found.blocks[place.number].stop
        return place.part.end.line
