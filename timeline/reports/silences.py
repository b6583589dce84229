"""Empty days and hours between groups: where silence is information, it is shown."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from crisis.timeline.query.windows import touched

from .groups import Group, Key
from .scales import scale_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from crisis.timeline.base.zones import Zone
    from crisis.timeline.query.answer import Answer, Match

    Span = tuple[float, float]
    Run = tuple[int, int]
    Between = Callable[[int, int], list[Run]]

FOLD = 3
"""More empty days or hours in a row than these are one group."""


def filled(groups: tuple[Group, ...], matches: Sequence[Match], answer: Answer) -> list[Group]:
    """Groups by day or by hour with the empty ones between whole ones, many in a row as one.

    What is "not after" a day stands before it, behind the empty days up to that one. An empty
    group says by ``touching`` how many of the matches may go on or fall into it.
    """
    if not groups or scale_of(groups[0].by) is None:
        return list(groups)
    by = groups[0].by
    return filled_by(groups, touching((spans(match, by, answer), 1) for match in matches), answer)


def touching(reach: Iterable[tuple[list[Span], int]]) -> Callable[[int, int], int]:
    """How many events may go on or fall into a stretch of units, its ends included.

    ``reach`` has the units that events may touch, and how many events these are.
    """
    listed = list(reach)
    alone = [(spans[0], number) for spans, number in listed if len(spans) == 1]
    begun = _Sums((low, number) for (low, _), number in alone)
    over = _Sums((high, number) for (_, high), number in alone)
    disputed = [(spans, number) for spans, number in listed if len(spans) > 1]

    def count(low: int, high: int) -> int:
        return (
            begun.upto(high)
            - over.below(low)
            + sum(
                number
                for spans, number in disputed
                if any(first <= high and until >= low for first, until in spans)
            )
        )

    return count


class _Sums:
    """How many events stand up to a place."""

    def __init__(self, numbered: Iterable[tuple[float, int]]) -> None:
        ordered = sorted(numbered)
        self._places = [place for place, _ in ordered]
        self._sums = [0, *accumulate(number for _, number in ordered)]

    def upto(self, place: float) -> int:
        """How many stand there or before."""
        return self._sums[bisect_right(self._places, place)]

    def below(self, place: float) -> int:
        """How many stand before."""
        return self._sums[bisect_left(self._places, place)]


def filled_by(
    groups: tuple[Group, ...], touching: Callable[[int, int], int], answer: Answer
) -> list[Group]:
    """As ``filled``; ``touching`` counts the matches that may touch a stretch of units."""
    by = groups[0].by if groups else ""
    scale = scale_of(by)
    if scale is None:
        return list(groups)
    if scale.length:
        between, before = _clock_runs(answer.clock.zone, scale.length)
    else:
        between, before = _runs(answer, by), lambda here: here - 1
    zone = answer.clock.zone if scale.length else None
    backwards = answer.query.reverse
    numbered = [(group.shared.number, group) for group in groups]
    dated = [(here, group) for here, group in numbered if here is not None]
    others = groups[len(dated) :]
    dated = dated[::-1] if backwards else dated
    last = max((place for place, (_, group) in enumerate(dated) if group.plain), default=-1)
    rows: list[Group] = []
    above: int | None = None
    for place, (here, group) in enumerate(dated):
        if above is not None and place <= last:
            for low, high in between(above, here):
                rows.append(silent(by, low, high, touching(low, high), zone))
        if group.plain:
            above = here
        elif above is not None and place < last:
            above = max(above, before(here))
        rows.append(group)
    rows = rows[::-1] if backwards else rows
    return [*rows, *others]


def silent(by: str, low: int, high: int, touching: int, zone: Zone | None = None) -> Group:
    """An empty day or hour, or those from one to another; ``zone`` as in Key."""
    until = Key(by, high, zone=zone) if high > low else None
    return Group(Key(by, low, zone=zone), until=until, touching=touching)


def _runs(answer: Answer, by: str) -> Between:
    zone = answer.clock.zone if by == "day" else None
    return lambda above, here: runs(above + 1, here - 1, zone)


def _clock_runs(zone: Zone, length: int) -> tuple[Between, Callable[[int], int]]:
    """As ``runs``, of stretches of the clock; and which one is before another."""
    from crisis.timeline.base.clock_steps import ClockSteps

    steps = ClockSteps(zone, length)

    def before(here: int) -> int:
        return steps.begin(here - 1)

    def between(above: int, here: int) -> list[Run]:
        last = before(here)
        found: list[Run] = []
        at = steps.stop(above)
        while at <= last:
            if len(found) == FOLD:
                return [(found[0][0], last)]
            found.append((at, at))
            at = steps.stop(at)
        return found

    return between, before


def runs(low: int, high: int, zone: Zone | None) -> list[Run]:
    """Empty days or hours from one to another, each for itself, or as one where they are many.

    Days have a ``zone``; one that it skipped is none of them, and no run goes over it.
    """
    for gone in () if zone is None else zone.gone:
        if low <= gone <= high:
            return runs(low, gone - 1, zone) + runs(gone + 1, high, zone)
    if high < low:
        return []
    if high - low + 1 > FOLD:
        return [(low, high)]
    return [(number, number) for number in range(low, high + 1)]


def spans(match: Match, by: str, answer: Answer) -> list[Span]:
    """The first and the last day or hour that a match may touch; infinite where it is open.

    By day each account of a disputed one, and each alternative; elapsed time is known of all of
    them together. Where units come round, as weekdays do, it may touch several stretches of them.
    """
    scale = scale_of(by)
    assert scale is not None, by
    unit = scale.unit(answer)
    found = [span(*touched(start, end).ends, unit) for start, end in scale.times(match)]
    return [part for one in found for part in _round(one, scale.round)] if scale.round else found


def _round(one: Span, around: int) -> list[Span]:
    """The stretches of a round that are in a stretch of units."""
    low, high = min(one), max(one)  # a clock that is put back may show less than before
    if high - low >= around - 1:
        return [(0, around - 1)]
    first, last = low % around, high % around
    return [(first, last)] if first <= last else [(first, around - 1), (0, last)]


def span(low: int | None, high: int | None, unit: Callable[[int], int]) -> Span:
    """The first and the last day or hour of a stretch of time."""
    return (
        float("-inf") if low is None else unit(low),
        float("inf") if high is None else unit(high),
    )
