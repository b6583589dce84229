"""Units of time by which matches are grouped: days, weeks, elapsed hours, stretches of the clock.

A unit is one entry of SCALES, or a length: ``15m`` is each quarter of an hour that a clock shows.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from crisis.timeline.base.calendar_units import UNITS
from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.zones import DAY, HOUR, SECOND

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from crisis.timeline.model.records import Bound, Elapsed
    from crisis.timeline.query.answer import Answer, Match

    Unit = Callable[[int], int]

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""The keys of groups by weekday, as filters read them."""

LENGTHS = ("5m", "15m", "1h")
"""Some lengths of which there are groups; there are those of any other as well."""

_LENGTH = re.compile(r"(?:\d{1,9}(?:\.\d{1,6})?[hms])+\Z", re.IGNORECASE)


class Scale(NamedTuple):
    """A unit of time: the number of an instant, where a match starts, and all that it may touch.

    ``round`` is how many there are where they come round, as the seven weekdays: then a number has
    its place in the round by its remainder. A ``length`` of the clock, in microseconds, has for its
    number the first instant of the stretch.
    """

    unit: Callable[[Answer], Unit]
    start: Callable[[Match], Bound | None]
    times: Callable[[Match], Sequence[Elapsed]]
    round: int = 0
    length: int = 0


def _moments(match: Match) -> Sequence[Elapsed]:
    return () if match.event.dateless else match.event.moments


def _elapsed(match: Match) -> Sequence[Elapsed]:
    return () if match.elapsed is None else (match.elapsed,)


def _local(unit: Callable[[Answer], Unit], around: int = 0, length: int = 0) -> Scale:
    """Units of the calendar or the clock, as the zone of the question has them."""
    return Scale(unit, lambda match: match.event.start, _moments, around, length)


def _calendar(by: str) -> Scale:
    number = UNITS[by].number

    def unit(answer: Answer) -> Unit:
        day = answer.clock.zone.day
        return day if by == "day" else lambda micros: number(day(micros))

    return _local(unit)


def _clock_hour(answer: Answer) -> Unit:
    wall = answer.clock.zone.wall
    return lambda micros: wall(micros) // HOUR


def _weekday(answer: Answer) -> Unit:
    day = answer.clock.zone.day
    return lambda micros: day(micros) - 1  # the first day of all was a Monday


SCALES = {
    **{by: _calendar(by) for by in UNITS},
    "hour": Scale(
        lambda answer: lambda micros: micros // HOUR,
        lambda match: match.elapsed and match.elapsed[0],
        _elapsed,
    ),
    "hour-of-day": _local(_clock_hour, 24),
    "weekday": _local(_weekday, 7),
}
"""The ways to group that have numbers. Elapsed time is known of all accounts together."""


@lru_cache(maxsize=64)
def scale_of(by: str) -> Scale | None:
    """The unit of time that a way to group goes by; None for what has no numbers."""
    if by in SCALES or not (length := clock_length(by)):
        return SCALES.get(by)

    def unit(answer: Answer) -> Unit:
        from crisis.timeline.base.clock_steps import ClockSteps

        return ClockSteps(answer.clock.zone, length).begin

    return _local(unit, length=length)


def clock_length(by: str) -> int:
    """The microseconds of a length of the clock, from a second to less than a day; else 0."""
    if not _LENGTH.match(by):
        return 0
    from crisis.timeline.query.elapsed_syntax import length

    micros = length(by)
    return micros if SECOND <= micros < DAY else 0


def is_length(by: str) -> bool:
    """Whether it is written as a length of time, be it one that makes no groups."""
    return bool(re.match(r"[\d.]+\s*(?:[a-z]+)?\Z", by, re.IGNORECASE))
