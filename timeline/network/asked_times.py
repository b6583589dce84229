"""The time of an event that has several: from the first to the last instant that a window finds.

What else is known of a disputed event, or of one with alternatives, may end where none of its
accounts and none of its times is. Its bound in the network stays so; what is told of it, and read
back, is what those leave that a window asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.model.constraints import END, START
from crisis.timeline.model.records import Bound

from .derived_times import stands

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crisis.timeline.model.records import Event

    from .solver import Solver


def as_asked(events: list[Event], numbers: Iterable[int], solver: Solver) -> None:
    """Let starts and ends of events reach no further than their accounts or alternatives do.

    ``numbers`` are those of the events that may have several. Where none of their times can be true
    with what else is known, they reach as far as all of these.
    """
    for number in numbers:
        if not events[number].branched:
            continue
        event = events[number] = _as_asked(events[number], _counting(number, solver))
        if event.among is not None and event.stands is None and number in solver.nodes.starts:
            events[number] = event._replace(stands=stands(number, event.start, solver))


def _counting(number: int, solver: Solver) -> tuple[set[int], set[int]]:
    """The accounts that come to the start and to the end of a disputed event, if none is preferred.

    What leaves one of them out and does not rule it out narrows nothing.
    """
    composer = solver.composer
    verdict = composer.verdicts.get(number)
    if verdict is None or not verdict.disputed(START) or composer.preferred(number) is not None:
        return set(), set()
    start, end = (set(composer.counting(number, which, verdict)) for which in (START, END))
    return start - verdict.failed, end - verdict.failed


def _as_asked(event: Event, counting: tuple[set[int], set[int]]) -> Event:
    moments = event.moments
    start = _left(event.start, [start for start, _ in moments])
    ends = [end for _, end in moments if end is not None]
    end = event.end if event.end is None or not ends else _left(event.end, ends)
    start = _with(start, [event.accounts[place].start for place in counting[START]])
    if end is not None:
        told = [event.accounts[place].end for place in counting[END]]
        end = _with(end, [bound for bound in told if bound is not None])
    if (start, end) == (event.start, event.end):
        return event
    among = event.start if start != event.start else None
    return event._replace(start=start, end=end, among=among)


def _with(known: Bound, told: Sequence[Bound]) -> Bound:
    """A time with those that lie outside of it altogether."""
    low, high = known
    for earliest, latest in [bound for bound in told if known.shared(bound) is None]:
        low = None if low is None or earliest is None else min(low, earliest)
        high = None if high is None or latest is None else max(high, latest)
    return Bound(low, high)


def _left(known: Bound, told: Sequence[Bound]) -> Bound:
    """The hull of what is known and told at once; of what is told where that is nothing."""
    shared = [both for bound in told if (both := known.shared(bound)) is not None]
    lows = [bound.earliest for bound in shared or told]
    highs = [bound.latest for bound in shared or told]
    return Bound(
        None if None in lows else min(low for low in lows if low is not None),
        None if None in highs else max(high for high in highs if high is not None),
    )
