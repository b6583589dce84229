"""The stretch of time that a question names with its filters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.model.records import Bound

from .days import Calendar
from .elapsed_syntax import elapsed_window
from .engine import counted
from .fields import TIME_FIELDS
from .stores import store
from .windows import Window, common, gaps, unite

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .answer import Answer


def scope(answer: Answer, *, elapsed: bool = False, inward: bool = False) -> list[Window] | None:
    """The united windows that ``day``, ``from``, ``to`` and ``hour`` leave; None without any.

    In microseconds since 1970, or, if ``elapsed``, since zero. Where the zero, or the event that a
    window begins or ends at, has a bound, all is in there that may be meant. ``inward`` only that
    is which is meant wherever these lie, and what may be meant by an exclusion is taken out.
    """
    query, reading = answer.query, _Reading(answer, elapsed)
    windows: list[Window] | None = None
    for field in TIME_FIELDS:
        values = query.values(field)
        parts = [reading.windows(field, values, inward)] if values else []
        if inward:
            parts += [
                gaps(reading.windows(field, [term.value], inward=False))
                for term in query.terms
                if term.field == field and term.negated
            ]
        for part in parts:
            windows = part if windows is None else common(windows, part)
    return windows


class _Reading:
    """Reads the values of fields as windows, outward or inward."""

    def __init__(self, answer: Answer, elapsed: bool) -> None:
        clock = answer.clock
        here = store(answer.timeline)
        since = counted(here, clock.zero)
        self._zero = since.zero or Bound()
        self._elapsed = elapsed
        self._calendar = Calendar(
            answer.timeline, here, clock.zone, since.first, clock.today, clock.language
        )

    def windows(self, field: str, values: Iterable[str], inward: bool) -> list[Window]:
        """The united windows of the values of a field, any of which may hold."""
        return unite(window for value in values for window in self._windows(field, value, inward))

    def _windows(self, field: str, value: str, inward: bool) -> list[Window]:
        if field == "hour":
            window = elapsed_window(value)
            return [window] if self._elapsed else _moved(window, self._zero, 1, inward)
        windows = self._instants(field, value, inward)
        if not self._elapsed:
            return windows
        return [moved for window in windows for moved in _moved(window, self._zero, -1, inward)]

    def _instants(self, field: str, value: str, inward: bool) -> list[Window]:
        if field == "day":
            return self._calendar.windows(value)[0]
        start = self._calendar.since(value, inward) if field == "from" else None
        stop = self._calendar.until(value, inward) if field == "to" else None
        if inward and start is None and stop is None and value.strip().startswith("@"):
            return []  # nobody knows how far that event reaches
        return [Window(start, stop)]


def _moved(window: Window, zero: Bound, sign: int, inward: bool) -> list[Window]:
    """A window later by zero, or with the sign -1 earlier; none where inward nothing is known."""
    first, last = zero.ends if (sign > 0) != inward else (zero.latest, zero.earliest)
    start, stop = window
    if inward and ((start is not None and first is None) or (stop is not None and last is None)):
        return []
    return [
        Window(
            None if start is None or first is None else start + sign * first,
            None if stop is None or last is None else stop + sign * last,
        )
    ]
