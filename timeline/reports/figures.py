"""A length of time that was measured, in words: ``5m27s``, ``45m to 1h17m``, ``at least 3h``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.zones import DAY, HOUR, MINUTE, SECOND
from crisis.timeline.network.differences import minus

from . import long_times
from .lengths import length

if TYPE_CHECKING:
    from crisis.timeline.base.zones import Zone
    from crisis.timeline.model.records import Bound

_IN_HOURS = 100 * DAY  # longer lengths are not told in hours as well
_FINE = 10
"""An end of fewer units is told in the next smaller one."""


def figure(
    bound: Bound, exact: int | None, begun: Bound | None = None, zone: Zone | None = None
) -> str:
    """A length as the one figure that it ``exact``ly is, if it is, else from its least to its most.

    A range is rounded outwards: to the minute where it is wider than ten of them, to the hour from
    ten hours on. From a day on hours stand behind it, from two years on years, counted from
    ``begun`` on the calendar of a zone.
    """
    low, high = bound.ends
    if exact is not None:
        return _both(exact, exact, begun, zone)
    if low is None and high is None:
        return "not known"
    if low is None:
        end = _rounded(high or 0, MINUTE, up=True)
        return f"at most {_both(end, end, begun, zone)}"
    if high is None:
        end = _rounded(low, MINUTE, up=False)
        return f"at least {_both(end, end, begun, zone)}"
    least, most = _rounded(low, high - low, up=False), _rounded(high, high - low, up=True)
    return _both(least, most, begun, zone)


def _rounded(micros: int, width: int, up: bool) -> int:
    """An end of a range, rounded outwards by how wide it is."""
    unit = HOUR if width >= 10 * HOUR else MINUTE if width > 10 * MINUTE else SECOND
    if width < SECOND:
        return micros
    finer = {HOUR: MINUTE, MINUTE: SECOND}.get(unit, unit)
    unit = finer if abs(micros) < _FINE * unit else unit
    return micros + -micros % unit if up else micros - micros % unit


def _both(low: int, high: int, begun: Bound | None, zone: Zone | None) -> str:
    ends = dict.fromkeys((length(low), length(high)))
    text = " to ".join(ends)
    years = ""
    if begun is not None and zone is not None and low >= 0:
        years = long_times.range_of(low, high, begun, zone)
    if years:
        return f"{text} ({years})"
    if not DAY <= max(abs(low), abs(high)) < _IN_HOURS:
        return text
    hours = dict.fromkeys(f"{round(micros / HOUR)}" for micros in (low, high))
    return f"{text} ({' to '.join(hours)} h)"


def exactly(length: Bound, first: Bound, second: Bound) -> int | None:
    """A length as one figure, where both ends are known to within a second, or what lies between.

    A second is told by its beginning. What relates both narrows them to parts of a second that
    nobody wrote: then it is a range.
    """
    low, high = length.ends
    if low is None or high is None:
        return None
    if low == high:
        return low
    here, there = _beginning(first), _beginning(second)
    if here is None or there is None or length != minus(second, first):
        return None
    return there - here


def _beginning(bound: Bound) -> int | None:
    """The beginning of what is known to within a second, else None."""
    low, high = bound.ends
    return low if low is not None and high is not None and high - low < SECOND else None
