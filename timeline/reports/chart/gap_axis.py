"""One scale for silences: never cut within one of them, but where long is busy between them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from .axis import Axis, Section
from .axis_breaks import NARROWEST
from .axis_fit import unbroken

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crisis.timeline.base.languages import Language
    from crisis.timeline.base.zones import Zone
    from crisis.timeline.reports.gaps import Silences

    Stretches = list[tuple[int, int]]
    """Stretches of time in order, [start, stop) in microseconds, none touching another."""

_MOST = 4
"""So many busy stretches are left out."""
_WORTH = 5
"""One is left out that lasts so great a part of the whole, a fifth."""
_AROUND = 25
"""What is left of it beside a silence is such a part of what is shown."""


def gap_axis(
    silences: Sequence[Silences], columns: int, zone: Zone, language: Language
) -> Axis | None:
    """The axis of all gaps, in so many columns or a few less; None where there are none.

    A column is as long in each of its sections. All of a gap is on it, as wide as it may be.
    """
    shown = _united(gap.widest for silence in silences for gap in silence.gaps)
    if not shown:
        return None
    first, last = shown[0][0], shown[-1][1]
    longest = sorted(pairwise(shown), key=lambda pair: pair[0][1] - pair[1][0])[:_MOST]
    least = (last - first) // _WORTH
    left_out = {here for here, after in longest if after[0] - here[1] >= least}
    parts = [[first, first]]
    for start, stop in shown:
        parts[-1][1] = stop
        if (start, stop) in left_out:
            parts.append([following for following, _ in shown if following > stop][:1] * 2)
    kept = _with_room([(start, stop) for start, stop in parts], columns)
    if len(kept) == 1:
        return unbroken(*_reach(kept[0], first, last), columns, zone, language)
    return Axis(_sections(kept, columns), zone, language.single)


def _united(stretches: Iterable[tuple[int, int]]) -> Stretches:
    found: Stretches = []
    for start, stop in sorted(stretches):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(stop, found[-1][1])
        else:
            found.append((start, stop))
    return found


def _reach(part: tuple[int, int], first: int, last: int) -> tuple[int, int]:
    """A whole without the room around it, which an axis gives it itself."""
    return max(part[0], first), min(part[1], last)


def _with_room(parts: Stretches, columns: int) -> Stretches:
    """Each part with some time around it, and wide enough for a date; those that meet as one."""
    while len(parts) > 1:
        shown = sum(stop - start for start, stop in parts)
        least = NARROWEST * shown // max(1, columns - len(parts) * (NARROWEST + 1)) + 1
        around = shown // _AROUND
        grown = []
        for start, stop in parts:
            room = max(2 * around, least - (stop - start))
            grown.append((start - room // 2, stop + room - room // 2))
        united = _united(grown)
        if len(united) == len(parts):
            return united
        edges = [[part for part in parts if start <= part[0] < stop] for start, stop in united]
        parts = [(inside[0][0], inside[-1][1]) for inside in edges]
    return parts


def _sections(parts: Stretches, columns: int) -> tuple[Section, ...]:
    """Sections of one scale, a free column between two of them."""
    room = columns - len(parts) + 1
    column = -(-sum(stop - start for start, stop in parts) // room)
    while sum(_width(part, column) for part in parts) > room:
        column += column // columns + 1
    sections: list[Section] = []
    left = 0
    for part in parts:
        width = _width(part, column)
        begin = max(part[0], sections[-1].stop) if sections else part[0]
        sections.append(Section(begin, begin + width * column, left, left + width))
        left += width + 1
    return tuple(sections)


def _width(part: tuple[int, int], column: int) -> int:
    return -(-(part[1] - part[0]) // column)
