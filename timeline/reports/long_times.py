"""Long times in the units of a life: days, and from two years on years and months of the calendar.

A time is told from where it is counted: years and months are those from that instant on, as
``relativedelta`` has them. Ranges are rounded outwards.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.zones import DAY, FIRST_DAY, HOUR, LAST_DAY, MINUTE

if TYPE_CHECKING:
    from crisis.timeline.base.zones import Zone
    from crisis.timeline.model.records import Bound
    from crisis.timeline.query.answer import Answer

_FEW = 3 * DAY
YEARS = 730 * DAY
"""From here on in years and months."""


class Anchor(NamedTuple):
    """What times are counted from, in microseconds, on the calendar of a zone.

    Of a zero that is not known exactly what is least is counted from its latest instant, what is
    most from its earliest.
    """

    earliest: int
    latest: int
    zone: Zone


def anchor(answer: Answer) -> Anchor | None:
    """Where the elapsed times of an answer begin; None where nothing bounds that."""
    low, high = (None, None) if answer.zero is None else answer.zero.ends
    return None if low is None or high is None else Anchor(low, high, answer.clock.zone)


def span(low: int, high: int, since: Anchor | None, dash: str) -> str:
    """From so long after to so long after: ``+36d–49d``, ``+9y6mo–9y7mo``, ``+76y1mo4d``.

    Less than a day apart they are told to the minute, or from two years on to the day.
    """
    fine = high - low < DAY
    first = text(low, since, fine, up=low < 0 and high - low >= MINUTE)
    if high - low < MINUTE:
        return first
    last = text(high, since, fine, up=high > 0, least=False)
    return f"{first} to {last}" if low < 0 else f"{first}{dash}{last.removeprefix('+')}"


def text(
    micros: int, since: Anchor | None, fine: bool = False, up: bool = False, least: bool = True
) -> str:
    """One long time with its sign: the ``least`` of a range or the most, rounded ``up`` or down.

    It is told in whole days or months, or if ``fine`` to the minute and, in years, to the day.
    """
    size, sign = abs(micros), "-" if micros < 0 else "+"
    if size < YEARS or since is None:
        unit = MINUTE if fine and size < YEARS else DAY
        size = -(-size // unit) * unit if up else size - size % unit
        clock = f"{size % DAY // HOUR:02}:{size % HOUR // MINUTE:02}" if unit == MINUTE else ""
        return f"{sign}{size // DAY:,}d{clock}"
    begun = since.latest if least else since.earliest
    first, last = sorted((begun, begun + micros))
    return sign + calendar(first, last, since.zone, fine, up)


def between(first: int, last: int, zone: Zone) -> str:
    """How long it is from one instant to another, where that is two years or more; else empty."""
    return calendar(first, last, zone, fine=True) if last - first >= YEARS else ""


def range_of(low: int, high: int, begun: Bound, zone: Zone) -> str:
    """A range of lengths from a start, rounded outwards: ``4y3mo13d to 4y3mo15d``.

    Empty where they are shorter than two years, or the start is not known to a few days.
    """
    if low < YEARS or begun.earliest is None or begun.latest is None:
        return ""
    if begun.latest - begun.earliest > _FEW:
        return ""
    least = calendar(begun.latest, begun.latest + low, zone, fine=True)
    most = calendar(begun.earliest, begun.earliest + high, zone, fine=True, up=high > low)
    return least if least == most or high - low < DAY else f"{least} to {most}"


def calendar(first: int, last: int, zone: Zone, fine: bool, up: bool = False) -> str:
    """The years, months and, if ``fine``, days from one instant to another on a zone's calendar."""
    from dateutil.relativedelta import relativedelta

    begun, over = zone.day(first), zone.day(last)
    rest = zone.wall(last) % DAY - zone.wall(first) % DAY
    if rest < 0:
        over, rest = over - 1, rest + DAY
    age = relativedelta(_date(over), _date(begun))
    years, months, days = age.years, age.months, age.days
    if up and (rest if fine else days or rest):
        days, months = (days + 1, months) if fine else (days, months + 1)
        years, months = years + months // 12, months % 12
    parts = ((years, "y"), (months, "mo"), (days if fine else 0, "d"))
    return "".join(f"{number}{unit}" for number, unit in parts if number) or "0d"


def _date(day: int) -> date:
    return date.fromordinal(min(max(day, FIRST_DAY), LAST_DAY))
