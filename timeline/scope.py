"""The stretch of time that a question names with its filters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .days import Calendar
from .elapsed import elapsed_window
from .model import Bound
from .since import Since
from .windows import Window, earliest, latest, unite

if TYPE_CHECKING:
    from .engine import Answer


def scope(answer: Answer, elapsed: bool = False) -> list[Window]:
    """The windows that ``day``, ``from``, ``to`` and ``hour`` leave; none where nothing is named.

    In microseconds since 1970, or, if ``elapsed``, since zero. Where the zero is an event whose
    time is a bound, a window is moved outwards by both its ends.
    """
    query, clock = answer.query, answer.clock
    zero = Since(answer.timeline, clock.zero).zero or Bound()
    calendar = Calendar(answer.timeline, clock.zone, zero.earliest, clock.today, clock.language)
    fields: list[list[Window]] = []
    if days := query.values("day"):
        fields.append([window for text in days for window in calendar.windows(text)[0]])
    if froms := query.values("from"):
        fields.append([Window(earliest([calendar.since(text) for text in froms]), None)])
    if tos := query.values("to"):
        fields.append([Window(None, latest([calendar.until(text) for text in tos]))])
    if elapsed:
        fields = [[_moved(each, zero, -1) for each in field] for field in fields]
    if hours := [elapsed_window(text) for text in query.values("hour")]:
        fields.append(hours if elapsed else [_moved(each, zero, 1) for each in hours])
    found = unite(fields[0]) if fields else []
    for field in fields[1:]:
        found = unite(_common(one, two) for one in found for two in unite(field))
    return found


def _moved(window: Window, zero: Bound, sign: int) -> Window:
    low, high = zero.ends if sign > 0 else (zero.latest, zero.earliest)
    return Window(
        None if window.start is None or low is None else window.start + sign * low,
        None if window.stop is None or high is None else window.stop + sign * high,
    )


def _common(one: Window, two: Window) -> Window:
    starts = [each for each in (one.start, two.start) if each is not None]
    stops = [each for each in (one.stop, two.stop) if each is not None]
    return Window(max(starts, default=None), min(stops, default=None))
