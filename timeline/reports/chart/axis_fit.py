"""An axis for what is to be seen: the stretch that was asked for, else that of the events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.zones import DAY, SECOND

from .axis import Axis, Section
from .axis_breaks import NARROWEST, stretches
from .tick_steps import Step, ceiling, floor
from .ticks import rounded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crisis.timeline.base.languages import Language
    from crisis.timeline.base.zones import Zone
    from crisis.timeline.query.windows import Window

    from .axis_breaks import Extents

    Edges = list[tuple[int, int]]
    """Stretches of time in order, [start, stop) in microseconds."""

_CROWD, _PRESSED = 6, 2
"""So many ends of bounds, in so many columns, are pressed together by a window that is too wide."""
_AROUND = 25
_ROOMY = 4
"""The axis is at least so many times as long as the sharpest event."""


def fitted(
    extents: Extents,
    columns: int,
    zone: Zone | None,
    language: Language,
    asked: Sequence[Window] = (),
) -> Axis:
    """The axis of at least one event, in so many columns; the windows that were ``asked`` for win.

    A window of many days that would press all its events into two columns is not shown whole.
    """
    if asked:
        first, last = asked[0].start, asked[-1].stop
        extents = [(_within(low, first, last), _within(high, first, last)) for low, high in extents]
    windows = _whole_windows(extents, columns, asked)
    if windows:
        total = sum(stop - start for start, stop in windows)
        shares = [columns * (stop - start) // total for start, stop in windows]
        edges = windows
    else:
        shown = stretches(extents, columns)
        total = sum(stretch.size for stretch in shown)
        shares = [columns * stretch.size // total for stretch in shown]
        edges = [(stretch.first, stretch.last + 1) for stretch in shown]
        edges = _roomy(edges, extents) if len(edges) == 1 else _in_days(edges, shares, zone)
    widths = [max(NARROWEST, share) for share in shares]
    widths[shares.index(max(shares))] += columns - len(edges) + 1 - sum(widths)
    if not windows:
        edges = [
            rounded(*edge, width, zone, language) for edge, width in zip(edges, widths, strict=True)
        ]
    return Axis(_sections(edges, widths), zone, language.single)


def unbroken(first: int, stop: int, columns: int, zone: Zone | None, language: Language) -> Axis:
    """An axis of [first, stop) with a little around it, of which nothing is left out."""
    around = (stop - first) // _AROUND
    edges = rounded(first - around, stop + around, columns, zone, language)
    return Axis(_sections([edges], [columns]), zone, language.single)


def _within(instant: int, first: int | None, stop: int | None) -> int:
    if stop is not None and instant >= stop:
        instant = stop - 1
    return instant if first is None or instant >= first else first


def _whole_windows(extents: Extents, columns: int, asked: Sequence[Window]) -> Edges:
    """The windows, if all are closed and there is room for them and in them."""
    closed = [(w.start, w.stop) for w in asked if w.start is not None and w.stop is not None]
    if len(closed) < len(asked) or len(closed) > max(1, columns // (2 * NARROWEST)):
        return []
    ends = [at for extent in extents for at in extent]
    length = max(ends) - min(ends)
    whole = sum(stop - start for start, stop in closed)
    pressed = len(ends) >= _CROWD and whole > 2 * DAY and length * columns < _PRESSED * whole
    return [] if pressed else closed


def _roomy(edges: Edges, extents: Extents) -> Edges:
    """Room around the sharpest event, so that it does not fill the picture."""
    start, stop = edges[0]
    narrowest = min(high - low + 1 for low, high in extents)
    lacking = max(0, max(SECOND, _ROOMY * narrowest) - (stop - start))
    return [(start - lacking // 2, stop + lacking // 2)]


def _in_days(edges: Edges, shares: list[int], zone: Zone | None) -> Edges:
    """Each short stretch beside the largest as its whole day, not far into the silence around it.

    In a few columns a date says more than a clock.
    """
    day = Step("day", 1) if zone else Step("elapsed", DAY)
    days: Edges = []
    for index, (start, stop) in enumerate(edges):
        first, last = floor(start, day, zone), ceiling(stop, day, zone)
        before = start - edges[index - 1][1] if index else 2 * DAY
        after = edges[index + 1][0] - stop if index + 1 < len(edges) else 2 * DAY
        room = start - first <= before / 3 and last - stop <= after / 3
        short = ceiling(start + 1, day, zone) == last and stop - start < (before + after) / 4
        grown = room and short and shares[index] < max(shares)
        days.append((first, last) if grown else (start, stop))
    return days


def _sections(edges: Edges, widths: list[int]) -> tuple[Section, ...]:
    """Sections side by side, a free column between two of them, none before the end of another."""
    sections: list[Section] = []
    left = 0
    for (start, stop), width in zip(edges, widths, strict=True):
        begin = max(start, sections[-1].stop) if sections else start
        sections.append(Section(begin, max(stop, begin + 1), left, left + width))
        left += width + 1
    return tuple(sections)
