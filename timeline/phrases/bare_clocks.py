"""Four digits alone, where a source writes its clocks so: ``2340``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.zones import DAY, HOUR, MINUTE

from .clock import Clock
from .clock_times import digital
from .range_ends import with_moments

if TYPE_CHECKING:
    from .ast import Moment, Phrase


def with_clocks(phrase: Phrase) -> Phrase:
    """A phrase with its bare four digits as clocks; those that no clock shows stay a year."""
    start = tuple(with_moments(statement, clocked) for statement in phrase.start)
    end = tuple(with_moments(statement, clocked) for statement in phrase.end)
    return phrase._replace(start=start, end=end)


def clocked(moment: Moment) -> Moment:
    """A moment with its bare four digits as a clock."""
    days = moment.days
    if days is None or moment.clock or moment.part or not days.digits:
        return moment
    if not digital(days.digits):
        return moment
    micro = int(days.digits[:2]) * HOUR + int(days.digits[2:]) * MINUTE
    return moment._replace(days=None, clock=Clock(micro, 0 if micro == DAY else MINUTE))
