"""The silences of an answer: stretches of time in which certainly nothing is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .since import dateless
from .windows import CERTAIN, POSSIBLE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .model import Event
    from .reports import Group, Report


class Gap(NamedTuple):
    """Nothing is recorded in [start, stop), instants in microseconds UTC.

    ``after`` is the event that is over last before it, ``before`` the one that begins behind it;
    None at an edge of the timeline's window. It is ``possible`` only, not ``certain``, where an
    event whose time is open to one side may fall into it: ``maybe`` has those.
    """

    start: int
    stop: int
    after: Event | None
    before: Event | None
    maybe: tuple[Event, ...] = ()

    @property
    def verdict(self) -> str:
        """``certain`` or ``possible``."""
        return POSSIBLE if self.maybe else CERTAIN


class Silences(NamedTuple):
    """The gaps of one group, in order. ``undated`` events may fall into any of them."""

    group: Group
    gaps: tuple[Gap, ...]
    undated: int


def gaps(report: Report, least: int = 1) -> list[Silences]:
    """The gaps of each innermost group that last ``least`` microseconds or longer.

    What was only planned, missed, averted or denied breaks no silence. The timeline's window,
    where the file has one, also begins and ends the first and the last gap.
    """
    window = report.answer.timeline.header.window
    timed = any(term.field in ("day", "from", "to", "hour") for term in report.answer.query.terms)
    return [_silences(group, None if timed else window, least) for group in _leaves(report.groups)]


def _silences(group: Group, window: tuple[int, int] | None, least: int) -> Silences:
    events = [match.event for match in group.matches if not match.event.status]
    known: list[tuple[int, int, Event]] = []
    loose: list[tuple[int | None, int | None, Event]] = []
    undated = 0
    for event in events:
        low, high = _span(event)
        if dateless(event):
            undated += 1
        elif low is None or high is None:
            loose.append((low, high, event))
        else:
            known.append((low, high, event))
    known.sort(key=lambda each: each[:2])
    found = _between(known, window)
    return Silences(
        group,
        tuple(
            gap._replace(maybe=tuple(_falling(gap, loose)))
            for gap in found
            if gap.stop - gap.start >= least
        ),
        undated,
    )


def _span(event: Event) -> tuple[int | None, int | None]:
    """From the first to the last instant at which an event may be, under any of its accounts."""
    times = [(event.start, event.end)]
    if event.disputed:
        times += [(account.start, account.end) for account in event.accounts]
    lows = [start.earliest for start, _ in times]
    highs = [(end or start).latest for start, end in times]
    known_lows = [low for low in lows if low is not None]
    known_highs = [high for high in highs if high is not None]
    return (
        min(known_lows) if len(known_lows) == len(lows) else None,
        max(known_highs) if len(known_highs) == len(highs) else None,
    )


def _between(known: list[tuple[int, int, Event]], window: tuple[int, int] | None) -> list[Gap]:
    found: list[Gap] = []
    over = window[0] if window else None
    last: Event | None = None
    for low, high, event in known:
        if over is not None and low > over:
            found.append(Gap(over, low, last, event))
        if over is None or high + 1 > over:
            over, last = high + 1, event
    if window and over is not None and window[1] > over:
        found.append(Gap(over, window[1], last, None))
    return found


def _falling(gap: Gap, loose: Iterable[tuple[int | None, int | None, Event]]) -> list[Event]:
    return [
        event
        for low, high, event in loose
        if (low is None or low < gap.stop) and (high is None or high >= gap.start)
    ]


def _leaves(groups: Iterable[Group]) -> list[Group]:
    found: list[Group] = []
    for group in groups:
        if group.groups:
            found.extend(_leaves(group.groups))
        elif group.matches:
            found.append(group)
    return found
