"""The years 1 to 9999 that can be written, and dates that are moved inside them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from crisis.timeline.base.zones import DAY, EPOCH_WALL, FIRST_DAY, HOUR, LAST_DAY

if TYPE_CHECKING:
    from dateutil.relativedelta import relativedelta

    from crisis.timeline.base.zones import Zone

    from .date_spans import Days
    from .widths import Widths


FIRST_INSTANT = FIRST_DAY * DAY - EPOCH_WALL - 14 * HOUR
LAST_INSTANT = (LAST_DAY + 1) * DAY - EPOCH_WALL + 12 * HOUR - 1
"""The years that can be written, in whichever zone."""


def in_years(instant: int) -> bool:
    """Whether an instant lies in the years that can be written, in any zone."""
    return FIRST_INSTANT <= instant <= LAST_INSTANT


def years(zone: Zone) -> tuple[int, int]:
    """The first and the last instant of the years that can be written, as a zone has them."""
    return zone.day_start(FIRST_DAY), zone.day_stop(LAST_DAY) - 1


def widened(days: Days, widths: Widths, zone: Zone) -> tuple[int, int]:
    """``~`` before a date: so many units of its own precision to each side."""
    from dateutil.relativedelta import relativedelta

    if days.precision == "day":
        first, last = zone.moved(days.first, -widths.day), zone.moved(days.last, widths.day)
        return max(first, FIRST_DAY), min(last, LAST_DAY)
    if days.precision == "week":
        return max(days.first - 7, FIRST_DAY), min(days.last + 7, LAST_DAY)
    if days.precision in ("month", "season", "quarter", "half year"):
        unit = relativedelta(months=widths.month)
    else:
        unit = relativedelta(years=widths.year)
    return _moved(days.first, -unit), _moved(days.last + 1, unit) - 1


def _moved(day: int, by: relativedelta) -> int:
    """A day so much earlier or later, kept inside the years 1 to 9999."""
    try:
        return (date.fromordinal(day) + by).toordinal()
    except (ValueError, OverflowError):
        return FIRST_DAY if day < LAST_DAY // 2 else LAST_DAY + 1
