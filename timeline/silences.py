"""Empty days and hours between groups: where silence is information, it is shown."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from .days import iso, ordinal
from .since import dateless
from .zones import HOUR

if TYPE_CHECKING:
    from .engine import Answer, Match
    from .reports import Group

FOLD = 3
"""More empty days or hours in a row than these are one group."""


def filled(groups: tuple[Group, ...], matches: tuple[Match, ...], answer: Answer) -> list[Group]:
    """Groups by day or by hour with the empty ones between them, many in a row as one.

    An empty group says by ``touching`` how many of the matches may go on or fall into it.
    """
    kind = type(groups[0]) if groups else None
    by = groups[0].by if groups else ""
    if kind is None or by not in ("day", "hour"):
        return list(groups)
    spans = [span for match in matches if (span := _span(match, by, answer))]
    begun = sorted(span[0] for span in spans)
    over = sorted(span[1] for span in spans)
    found: list[Group] = []
    above: int | None = None
    for group in groups:
        here = place(group.key) if group.plain else None
        if here is not None and above is not None:
            low, high = min(above, here) + 1, max(above, here) - 1
            runs = _runs(low, high)
            for first, last in runs if here > above else reversed(runs):
                touching = bisect_right(begun, last) - bisect_left(over, first)
                end = _key(last, by) if last > first else ""
                found.append(kind(by, _key(first, by), (), (), end, touching))
        above = above if here is None else here
        found.append(group)
    return found


def place(key: str) -> int:
    """The number of a group's day (an ordinal) or elapsed hour."""
    return ordinal(key) if key.count("-") > 1 else int(key)


def _runs(low: int, high: int) -> list[tuple[int, int]]:
    if high < low:
        return []
    if high - low + 1 > FOLD:
        return [(low, high)]
    return [(number, number) for number in range(low, high + 1)]


def _key(number: int, by: str) -> str:
    return iso(number) if by == "day" else str(number)


def _span(match: Match, by: str, answer: Answer) -> tuple[float, float] | None:
    """The first and the last day or hour that a match may touch; infinite where it is open."""
    times = (match.event.start, match.event.end) if by == "day" else match.elapsed
    if times is None or dateless(match.event):
        return None
    low, high = times[0].earliest, (times[1] or times[0]).latest
    unit = answer.clock.zone.day if by == "day" else lambda micros: micros // HOUR
    return (
        float("-inf") if low is None else unit(low),
        float("inf") if high is None else unit(high),
    )
