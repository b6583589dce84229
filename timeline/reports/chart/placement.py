"""Where events stand on an axis, and how many there are in each of its columns."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.reports.certain_times import certain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .axis import Axis
    from .chart_model import Row, Span


class Stroke(NamedTuple):
    """A span on an axis, in columns from its left: ``first`` to ``last`` is where it may be.

    ``sure`` is where it certainly goes on. A ``sharp`` one may be in one column only, and is a mark
    at ``first``. ``before`` and ``after`` tell whether it reaches beyond the axis; one that is
    ``away`` is nowhere on it.
    """

    first: float
    last: float
    sure: tuple[float, float] | None
    sharp: bool
    before: bool
    after: bool
    away: bool


class Density(NamedTuple):
    """For each column how many events are certainly there, and how many more may be."""

    certain: list[int]
    possible: list[int]

    @property
    def top(self) -> int:
        """The most events in any column."""
        return max(a + b for a, b in zip(self.certain, self.possible, strict=True))


def stroke(span: Span, axis: Axis) -> Stroke:
    """Where a span stands. Of the account of one source, or of an alternative, nothing is sure."""
    low, high = span.earliest, span.latest
    end = float(axis.columns)
    if high is not None and high < axis.start:
        return Stroke(0.0, 0.0, None, False, True, False, True)
    if low is not None and low >= axis.stop:
        return Stroke(end, end, None, False, False, True, True)
    if low is not None and high is not None:
        section = axis.section(low)
        if section and high - low < section.column and high < section.stop:
            middle = axis.place((low + high) // 2)
            if span.choice:  # it may be there
                return Stroke(int(middle), int(middle) + 0.9, None, False, False, False, False)
            return Stroke(middle, middle, None, True, False, False, False)
    sure = None if span.sources or span.choice else span.certain
    return Stroke(
        0.0 if low is None else axis.place(low),
        end if high is None else axis.place(high),
        (axis.place(sure[0]), axis.place(sure[1])) if sure and axis.shows(*sure) else None,
        False,
        low is None or low < axis.start,
        high is None or high >= axis.stop,
        False,
    )


def agreed(spans: Iterable[Span], axis: Axis) -> tuple[float, float] | None:
    """Where it certainly goes on whichever of some spans holds; None where that is not shown."""
    sure = certain((span.start, span.end) for span in spans)
    if sure is None or not axis.shows(*sure):
        return None
    return axis.place(sure[0]), axis.place(sure[1])


def density(rows: Iterable[Row], axis: Axis) -> Density:
    """How many events there are in each column of an axis. One with a status is never certain."""
    sure, either = _Cover(axis.columns), _Cover(axis.columns)
    for row in rows:
        strokes = [place for span in row.spans if not (place := stroke(span, axis)).away]
        if not strokes:
            continue
        first = min(place.first for place in strokes)
        last = max(place.last for place in strokes)
        either.add(first, last)
        if row.match.event.status or len(strokes) < len(row.spans):
            continue
        beyond = any(place.before or place.after for place in strokes)
        if found := agreed(row.spans, axis):
            # Columns are rounded: what is certain is no wider than what is drawn.
            sure.add(*(min(max(edge, first), last) for edge in found))
        elif int(first) == int(last) and not beyond:
            sure.add(first, last)
    counts = sure.counts()
    return Density(counts, [a - b for a, b in zip(either.counts(), counts, strict=True)])


class _Cover:
    """Counts how often each of so many columns is covered."""

    def __init__(self, columns: int) -> None:
        self._last = columns - 1
        self._changes = [0] * (columns + 1)

    def add(self, first: float, last: float) -> None:
        self._changes[min(int(first), self._last)] += 1
        self._changes[min(int(last), self._last) + 1] -= 1

    def counts(self) -> list[int]:
        return list(accumulate(self._changes))[:-1]
