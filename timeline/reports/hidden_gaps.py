"""What a vague time hides: stretches that are no silence only because one event may lie in them."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.query.asked_windows import scope
from crisis.timeline.query.windows import Window

from .gaps import spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from crisis.timeline.model.records import Event

    from .report import Report

    Known = tuple[int, int, str]
    """Where an event may be: [low, over), and its id."""


class Veil(NamedTuple):
    """An event that alone may fill so many microseconds on end, certainly in none of them."""

    event: Event
    length: int


def veils(report: Report, least: int) -> list[Veil]:
    """The events that alone may fill ``least`` microseconds or more, the one that hides most first.

    Without such an event there would be a silence as long: as for gaps, what was asked about of
    time bounds it, else the timeline's window and the other events, and what has a status fills
    nothing. Of an event whose time is open to one side nothing is said here: it may fall into gaps.
    """
    matches = report.answer.matches
    events = {m.event.id: m.event for m in matches if not m.event.status and not m.event.dateless}
    known = [
        (span.low, span.over, span.event.id)
        for event in events.values()
        for span in spans(event)
        if span.low is not None and span.over is not None
    ]
    asked = scope(report.answer, inward=True)
    within = [Window(None, None)] if asked is None else asked
    window = report.answer.timeline.header.window or ()
    firsts = _foremost((low, name) for low, _, name in known)
    lasts = _foremost((-over, name) for _, over, name in known)
    lengths: dict[str, int] = {}
    for low, over, name in _alone(known, events.values()):
        edges = [*window, *(at for at, other in firsts if other != name)]
        edges += [-at for at, other in lasts if other != name]
        for start, stop in within if edges else ():
            begin = max(low, min(edges) if start is None else start)
            length = min(over, max(edges) if stop is None else stop) - begin
            lengths[name] = max(lengths.get(name, 0), length)
    longest = sorted(lengths.items(), key=lambda item: -item[1])
    return [Veil(events[name], length) for name, length in longest if length >= max(1, least)]


def _foremost(places: Iterable[tuple[int, str]]) -> list[tuple[int, str]]:
    """The lowest places of two different events."""
    foremost: list[tuple[int, str]] = []
    for at, name in sorted(places):
        if name not in [other for _, other in foremost]:
            foremost.append((at, name))
        if len(foremost) > 1:
            break
    return foremost


def _alone(known: Sequence[Known], events: Iterable[Event]) -> Iterator[Known]:
    """Where one event may be, and no other one, nor it for certain."""
    marks = [mark for low, over, name in known for mark in ((low, 1, name), (over, -1, name))]
    for event in events:
        first, stop = event.start.latest, None if event.end is None else event.end.earliest
        if not event.branched and first is not None and stop is not None and first < stop:
            marks += [(first, 1, ""), (stop, -1, "")]  # nobody's: it hides nothing there
    there: Counter[str] = Counter()
    last, alone = 0, ""
    for at, together in groupby(sorted(marks), key=itemgetter(0)):
        for _, change, name in together:
            there[name] += change
            if not there[name]:
                del there[name]
        now = next(iter(there)) if len(there) == 1 else ""
        if now == alone:
            continue
        if alone:
            yield last, at, alone
        last, alone = at, now
