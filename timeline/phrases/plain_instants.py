"""A date and a clock as they are written most: read without the whole language."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from crisis.timeline.base.zones import DAY, HOUR, MINUTE, SECOND

if TYPE_CHECKING:
    from crisis.timeline.base.zones import Zone

_CLOCK = re.compile(
    r"([1-9]\d{3})-(\d\d)-(\d\d) ([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?", re.ASCII
)
_CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?", re.ASCII)


def date_and_clock(text: str, zone: Zone) -> int | None:
    """The instant of ``2026-11-20 20:00`` in the Gregorian calendar, in microseconds since 1970.

    None for any other text, and where clocks showed that twice or never.
    """
    if text[4:11:3] != "-- " or text < "1":
        return None
    try:
        day = date.fromisoformat(text[:10]).toordinal()
    except ValueError:
        return None
    return clock_on(text[11:], day, zone)


def clock_on(text: str, day: int, zone: Zone) -> int | None:
    """The instant of ``20:00`` or ``20:00:33`` on a local day, an ordinal; None as above."""
    match = _CLOCK.fullmatch(text)
    if match is None:
        return None
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    first, last = zone.readings(day * DAY + hours * HOUR + minutes * MINUTE + seconds * SECOND)
    return first if first == last else None
