"""The columns of a table: which there are, how wide they are, and a row in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from crisis.timeline.base.namedtuple import NamedTuple

from .clock_names import clock_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crisis.cli.terminal.output import Screen, View

    from .cells import Told

NARROW = 60
"""Narrower than this, or with less than LEAST left for it, what happened stands below its time."""
LEAST = 26
ROOMY = 140
"""From here on there may be room for elapsed times and ids that nobody asked for."""
STRIPS = ((120, 24), (100, 12))
"""From so many columns on a strip of so many."""
_TITLE = 40
_WHO = 16
_TIME = 27
_SHORT = 24
_NO_TIME = 16
_ID = 24
_LENGTHS = (14, 18)
_FEW = 10
"""Titles wrap where at most every tenth is too long, or there is little room for them."""


class Layout(NamedTuple):
    """The columns that all rows share; 0 is one that is not there. Without ``who`` titles flow.

    ``margin`` is for brackets and marks. ``wraps`` tells that long titles go on in another line.
    ``clocks`` are the names of several.
    """

    width: int
    margin: int
    times: tuple[int, ...]
    strip: int
    since: int
    delta: int
    title: int
    who: int
    id: int
    stacked: bool
    wraps: bool
    long: bool
    clocks: tuple[str, ...] = ()

    @property
    def before(self) -> int:
        """Where strips begin."""
        return self.margin + sum(size + 2 for size in self.times)


def layout(
    rows: Sequence[Told], heads: int, ordered: bool, dated: bool, width: int, view: View
) -> Layout:
    """Columns for rows; ``heads`` is how wide their headings are that scales stand behind.

    ``ordered`` tells that no row needs a bracket, ``dated`` that strips have something to show.
    """
    marks = max((cell_len(row.mark) for row in rows), default=0) + (not ordered)
    margin = marks + 1 if marks else 0
    most, limit = _most(width, len(view.zones))
    times = [1] * len(view.zones)
    for row in rows:
        for place, time in enumerate(row.times):
            times[place] = max(times[place], _wide(time, most, limit, view))
    since = max((cell_len(row.since) for row in rows), default=0)
    since = since if width >= ROOMY + _ID else min(since, _LENGTHS[width >= STRIPS[-1][0]])
    delta = min(max((cell_len(row.delta) for row in rows), default=0), width // 3)
    title = max((cell_len(named(row)) for row in rows), default=0)
    who = max((cell_len(everybody(row)) for row in rows), default=0)
    name = min(max((cell_len(row.id) for row in rows), default=0), _ID)
    asked = view.elapsed or view.long
    left = width - margin - sum(size + 2 for size in times) - (delta + 2 if delta else 0)
    left -= since + 2 if asked and since else 0
    strip = next((size for least, size in STRIPS if width >= least), 0) if dated else 0
    strip = strip if left - strip - 2 >= min(title, _TITLE) else 0
    left -= strip + 2 if strip else 0
    stacked = width < NARROW or left < LEAST
    if strip and not stacked and times[0] < heads + 2 - margin <= _TIME:
        wider = min(heads - margin, left - _TITLE + times[0])  # a scale stands behind the heading
        left, times[0] = left - max(0, wider - times[0]), max(times[0], wider)
    roomy = width >= ROOMY and not stacked and not view.long
    needed = min(title, 60) + 2 + min(who, 2 * _WHO)
    if roomy and not asked and since and left - since - 2 >= needed:
        left -= since + 2
        asked = True
    has_id = bool(roomy and left - name - 2 >= needed)
    left -= name + 2 if has_id else 0
    aligned = roomy and left >= title + 2 + min(who, 2 * _WHO)
    over = sum(cell_len(named(row)) > left for row in rows)
    return Layout(
        width,
        margin,
        tuple(times),
        0 if stacked else strip,
        since if asked else 0,
        delta,
        title if aligned else left,
        left - title - 2 if aligned else 0,
        name if has_id else 0,
        stacked,
        view.long or (width < STRIPS[-1][0] and (left < _TITLE or over * _FEW <= len(rows))),
        view.long,
        clock_names(view.zones),
    )


def _most(width: int, zones: int) -> tuple[int, int]:
    """The columns that a time should have at most, and those that it may have where it must."""
    if zones > 1:
        most = min(_TIME, max(_NO_TIME, width // (zones + 2)))
        return most, most
    if width < STRIPS[-1][0]:
        return _SHORT, _TIME
    return _TIME, 40 if width >= ROOMY else 34


def _wide(time: tuple[str, str], most: int, limit: int, view: View) -> int:
    """How wide a time is, in the longest way of telling it that there is room for."""
    if view.long:
        return min(most, cell_len(time[0]))
    ways = (cell_len(text) for text in fallbacks(time, view.look))
    sizes = list(ways)
    return next((size for size in sizes if size <= most), min(sizes[1], limit))


def fallbacks(time: tuple[str, str], look: Screen) -> list[str]:
    """Ways of telling a time: in words, in short, its first account, its beginning."""
    words, short = time
    texts = [words, short]
    for blank in (" or ", f" {look.arrow} "):
        first, several, _ = short.partition(blank)
        if several:
            texts.append(f"{first}{blank}{look.more}")
    return texts


def named(row: Told) -> str:
    """The title with the status of what never certainly was."""
    return f"{row.title} [{row.status}]" if row.status else row.title


def everybody(row: Told) -> str:
    """The actors with their roles; of very many the first, and how many more."""
    names = ", ".join(f"{name} ({role})" if role else name for name, role in row.people)
    more = len(row.match.event.actors) - len(row.people)
    return f"{names} and {more} more" if more else names
