"""Relations on the calendar, whatever they are counted in: days, or months."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.zones import DAY
from crisis.timeline.model.constraints import DayConstraint

from . import calendar_relations

if TYPE_CHECKING:
    from crisis.timeline.base.zones import Zone
    from crisis.timeline.model.constraints import MonthConstraint

    from .calendar_relations import Window

    Calendar = DayConstraint | MonthConstraint


def node_window(said: Calendar, zone: Zone, low: float, high: float) -> Window:
    """What the bound of the reference says of the node."""
    if isinstance(said, DayConstraint):
        return calendar_relations.node_window(said, zone, low, high)
    from crisis.timeline.base.months import reach

    return reach(zone, *_counted(low, high), said.first, said.last, said.whole)


def ref_window(said: Calendar, zone: Zone, low: float, high: float) -> Window:
    """What the bound of the node says of the reference."""
    if isinstance(said, DayConstraint):
        return calendar_relations.ref_window(said, zone, low, high)
    from crisis.timeline.base.months import origin

    return origin(zone, *_counted(low, high), said.first, said.last, said.whole)


def around(said: Calendar) -> tuple[int | None, int | None]:
    """The outer edges of a relation, whatever the dates are: for the network."""
    if isinstance(said, DayConstraint):
        return calendar_relations.around(said)
    from crisis.timeline.base.months import days_in

    slack = calendar_relations.moved(said.zone) + (DAY if said.whole else 0)
    low = high = None
    if said.low is not None:
        low = days_in(said.low_months)[0] * DAY + said.low - slack
    if said.high is not None:
        high = days_in(said.high_months)[1] * DAY + said.high + slack
    return low, high


def length(said: MonthConstraint) -> tuple[int | None, int | None]:
    """The least and the most that so many months can come to, for who is told of them."""
    from crisis.timeline.base.months import days_in

    return (
        None if said.low is None else days_in(said.low_months)[0] * DAY + said.low,
        None if said.high is None else days_in(said.high_months)[1] * DAY + said.high,
    )


def _counted(low: float, high: float) -> Window:
    """A bound without the ends that are open, or whose days cannot be counted."""
    high = max(low, high)
    inside = calendar_relations.inside
    return int(low) if inside(low) else None, int(high) if inside(high) else None
