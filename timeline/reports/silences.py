"""Empty days and hours between groups: where silence is information, it is shown."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from crisis.timeline.query.windows import touched

from .groups import SCALES, Group, Key

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from crisis.timeline.base.zones import Zone
    from crisis.timeline.query.answer import Answer, Match

    Span = tuple[float, float]

FOLD = 3
"""More empty days or hours in a row than these are one group."""


def filled(groups: tuple[Group, ...], matches: Sequence[Match], answer: Answer) -> list[Group]:
    """Groups by day or by hour with the empty ones between whole ones, many in a row as one.

    What is "not after" a day stands behind it, so the empty days up to that one come before. An
    empty group says by ``touching`` how many of the matches may go on or fall into it.
    """
    by = groups[0].by if groups else ""
    if by not in SCALES:
        return list(groups)
    by_match = [spans(match, by, answer) for match in matches]
    begun = sorted(accounts[0][0] for accounts in by_match if len(accounts) == 1)
    over = sorted(accounts[0][1] for accounts in by_match if len(accounts) == 1)
    disputed = [accounts for accounts in by_match if len(accounts) > 1]
    zone = answer.clock.zone if by == "day" else None
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
            for low, high in runs(above + 1, here - group.plain, zone):
                touching = bisect_right(begun, high) - bisect_left(over, low)
                touching += sum(
                    any(first <= high and until >= low for first, until in accounts)
                    for accounts in disputed
                )
                rows.append(silent(by, low, high, touching))
        if group.plain or (above is not None and place < last):
            above = here
        rows.append(group)
    rows = rows[::-1] if backwards else rows
    return [*rows, *others]


def silent(by: str, low: int, high: int, touching: int) -> Group:
    """An empty day or hour, or those from one to another."""
    return Group(Key(by, low), until=Key(by, high) if high > low else None, touching=touching)


def runs(low: int, high: int, zone: Zone | None) -> list[tuple[int, int]]:
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
    them together.
    """
    scale = SCALES[by]
    unit = scale.unit(answer)
    return [span(*touched(start, end).ends, unit) for start, end in scale.times(match)]


def span(low: int | None, high: int | None, unit: Callable[[int], int]) -> Span:
    """The first and the last day or hour of a stretch of time."""
    return (
        float("-inf") if low is None else unit(low),
        float("inf") if high is None else unit(high),
    )
