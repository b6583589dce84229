"""Times for people: ``12:28``, ``~12:00``, ``21:00–Mon 06:00``, ``+105:36``.

Ranges are rounded outwards, so that nothing is shown narrower than it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.zones import DAY, HOUR, MINUTE, SECOND, civil

from .range_ends import Letters as Spoken

if TYPE_CHECKING:
    from crisis.timeline.base.languages import Language
    from crisis.timeline.base.zones import Zone
    from crisis.timeline.model.records import Bound, Elapsed
    from crisis.timeline.query.answer import Answer


class Letters(Protocol):
    """What times are written with: the dash of a range, the arrow to an end, names of days."""

    @property
    def dash(self) -> str: ...
    @property
    def arrow(self) -> str: ...
    @property
    def language(self) -> Language: ...


class Year(NamedTuple):
    """A heading that names a year and no day."""

    year: int


Lead = int | Year | None
"""What a heading names already: a day, or the year alone, or nothing."""


LONG = 1000 * HOUR
"""From here on a length is told in days: six weeks, as three digits of hours can still be read."""
_COARSE = 10 * MINUTE
SOME_TIME = "some time"
"""Of a day that a heading names."""
_NEAR = 5  # days ahead, and one back: of a week each weekday once
_FRACTIONS = tuple(10**digits for digits in range(7))


def named_by(bound: Bound, zone: Zone) -> Lead:
    """What is named of the days when a start has been told."""
    low, high = bound.ends
    first, last = zone.day(low or 0), zone.day(high or 0)
    if low is None or high is None or _year(first) != _year(last):
        return None  # an end has to say its year
    if first != last:
        return Year(_year(first))  # and its day, where the start is of several
    return first


def end(bound: Bound, zone: Zone, lead: Lead, look: Letters) -> str:
    """When what lasts is over; one that ends exactly with a day ends at its 24:00."""
    low, high = bound.ends
    if low is not None and low == high and zone.wall(low) % DAY == 0:
        return _until(low, zone, lead, SECOND, look)
    return span(bound, zone, lead, look)


def about(moment: int, zone: Zone, lead: Lead, look: Letters) -> str:
    """What was about then: ``~12:00``."""
    return _day_of(moment, zone, lead, look) + f"~{_clock(moment, zone, MINUTE)}"


def span(bound: Bound, zone: Zone, lead: Lead, look: Letters) -> str:
    """A bound in a zone, as short as it can be said without saying more.

    Both ends of a range are inside, each a whole unit as in the language: ``21:00–22:30`` reaches
    to the end of 22:30.
    """
    low, high = bound.ends
    if low is None and high is None:
        return "unknown"
    if low is None or high is None:
        if low is not None:
            low -= zone.wall(low) % SECOND
            return f"after {_day_of(low, zone, lead, look)}{_clock(low, zone, SECOND)}"
        over = _ceiling((high or 0) + 1, SECOND, zone)
        return f"before {_until(over, zone, lead, SECOND, look)}"
    if unit := _single(low, high, zone):
        return _day_of(low, zone, lead, look) + _clock(low, zone, unit, whole=unit <= SECOND)
    days = _whole_days(low, high, zone)
    if days:
        return _days(*days, lead, look)
    return _from_to(low, high, zone, lead, look)


def _single(low: int, high: int, zone: Zone) -> int:
    """The unit of the one clock that says a bound; 0 where it takes two."""
    first, last = zone.wall(low), zone.wall(high)
    if high - low < MINUTE and first // MINUTE == last // MINUTE and _outwards(first, last):
        return MINUTE
    if high - low >= SECOND:
        return 0
    units = (unit for unit in _FRACTIONS if first // unit == last // unit)
    return next(units, 0)


def _outwards(first: int, last: int) -> bool:
    """Whether what is rounded outwards to seconds is whole minutes."""
    return first % MINUTE < SECOND and last % MINUTE >= MINUTE - SECOND


def _from_to(low: int, high: int, zone: Zone, lead: Lead, look: Letters) -> str:
    """A range between two clocks, in minutes where those say it or it is long."""
    first, last = zone.wall(low), zone.wall(high)
    whole = first % MINUTE == 0 and last % MINUTE == 0
    unit = MINUTE if whole or _outwards(first, last) or high - low >= _COARSE else SECOND
    low -= zone.wall(low) % unit
    text = _day_of(low, zone, lead, look) + _clock(low, zone, unit, whole=unit == SECOND)
    named = zone.day(low)
    if zone.wall(high) % DAY == 0:
        return f"{text}{look.dash}{_until(high, zone, named, unit, look)}"
    if isinstance(look, Spoken) and (over := look.over(high, zone, unit)) is not None:
        if zone.wall(over) % DAY == 0:
            return f"{text}{look.dash}{_until(over, zone, named, unit, look)}"
        high = over
    clock = _clock(high, zone, unit, whole=unit == SECOND)
    return f"{text}{look.dash}{_day_of(high, zone, named, look)}{clock}"


def stretch(begin: int, over: int, zone: Zone, lead: Lead, look: Letters) -> str:
    """``[begin, over)`` rounded inwards to the second, so that it is not shown wider than it is."""
    unit = SECOND if over - begin >= 2 * SECOND else 1
    first, last = _ceiling(begin, unit, zone), over - zone.wall(over) % unit
    if days := _whole_days(first, last - 1, zone):
        return _days(*days, lead, look)
    text = _day_of(first, zone, lead, look) + _clock(first, zone, unit)
    return f"{text}{look.dash}{_until(last, zone, zone.day(first), unit, look)}"


def since(elapsed: Elapsed | None, look: Letters, answer: Answer | None = None) -> str:
    """How long after zero: ``+0:28``, ``+33:00–42:00``, ``-20:00``, ``+1:00 → +2:30``.

    Empty where that is unknown. The zero of ``answer`` is where years and months are counted from.
    """
    if elapsed is None:
        return ""
    begin, over = elapsed
    text = difference(begin, look, answer)
    if over is None or (over.latest is None and over.earliest in (None, begin.earliest)):
        return text  # nothing is known of its end, or that it is not before the beginning
    return f"{text} {look.arrow} {difference(over, look, answer)}".lstrip()


def difference(bound: Bound, look: Letters, answer: Answer | None = None) -> str:
    """A length of time with its sign, rounded outwards: ``+0:28``, ``+33:00–42:00``, ``>+2:00``.

    From 1,000 hours on in days, or from two years on in years and months since the zero of
    ``answer``, where that is given and known: ``+36d–49d``, ``+9y6mo–9y7mo``.
    """
    low, high = bound.ends
    if low is None and high is None:
        return ""
    if max(abs(low or 0), abs(high or 0)) >= LONG:
        return _long(low, high, look, answer)
    if low is None or high is None:
        open_end = f">{_hours(low, MINUTE)}" if low is not None else ""
        return open_end or f"<{_hours(_up(high or 0, MINUTE), MINUTE)}"
    unit = SECOND if high - low < MINUTE - 1 else MINUTE
    if high - low >= 10 * HOUR:
        first, last = f"{low // HOUR:+}", f"{-(-high // HOUR):+}h"
    elif high < low - low % unit + unit:
        return _hours(low, unit)
    else:
        first, last = _hours(low, unit), _hours(_up(high, unit), unit)
    if low < 0:
        return f"{first} to {last}"
    return f"{first}{look.dash}{last.removeprefix('+')}"


def exactly(elapsed: int) -> str:
    """A length to the second, shorter than LONG, as ``difference`` has it: ``+0:28:05``."""
    return _hours(elapsed, SECOND)


def _long(low: int | None, high: int | None, look: Letters, answer: Answer | None) -> str:
    from . import long_times

    begun = long_times.anchor(answer) if answer else None
    if low is not None and high is not None:
        return long_times.span(low, high, begun, look.dash)
    if low is not None:
        return f">{long_times.text(low, begun, up=low < 0)}"
    return f"<{long_times.text(high or 0, begun, up=(high or 0) > 0, least=False)}"


def instant(moment: int, zone: Zone, look: Letters) -> str:
    """An instant as ``Fri 17 Nov 2023 12:00``, with all the digits that it has."""
    unit = 1 if moment % SECOND else SECOND
    return f"{look.language.day(zone.day(moment), year=True)} {_clock(moment, zone, unit)}"


def exact(moment: int, zone: Zone, look: Letters) -> str:
    """An instant to its last digit: ``Fri 17 Nov 2023 12:28:50.999999``."""
    return f"{look.language.day(zone.day(moment), year=True)} {_clock(moment, zone, 1)}"


def _hours(micros: int, unit: int) -> str:
    """``+0:28`` or ``-1:00``, floored to the minute; ``+0:28:50`` floored to the second."""
    size = abs(micros // unit * unit)
    text = f"{'-' if micros < 0 else '+'}{size // HOUR}:{size // MINUTE % 60:02}"
    return text if unit == MINUTE else f"{text}:{size // SECOND % 60:02}"


def _up(micros: int, unit: int) -> int:
    return micros + -micros % unit


def _clock(moment: int, zone: Zone, unit: int, whole: bool = False) -> str:
    """``12:28``, with seconds only where there are any and ``unit`` is so fine.

    ``whole`` writes the seconds even if there are none. A fraction has as many digits as ``unit``,
    an exact instant as many as it needs. A clock that occurs twice, or did not occur at all,
    carries its offset.
    """
    wall = zone.wall(moment)
    micro = wall % DAY
    text = f"{micro // HOUR:02}:{micro // MINUTE % 60:02}"
    if unit < MINUTE and (micro % MINUTE or unit < SECOND or whole):
        text += f":{micro // SECOND % 60:02}"
    if unit < SECOND:
        digits = f"{micro % SECOND // unit * unit:06}"
        digits = digits.rstrip("0") if unit == 1 else digits[: 7 - len(str(unit))]
        text += f".{digits}" if digits else ""
    first, last = zone.readings(wall)
    if first == last:
        return text
    minutes = zone.offset(moment) // MINUTE
    return f"{text} {'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def _ceiling(moment: int, unit: int, zone: Zone) -> int:
    """The next instant that a clock shows in whole units, unless this is one."""
    return moment + -zone.wall(moment) % unit


def _until(moment: int, zone: Zone, lead: Lead, unit: int, look: Letters) -> str:
    """An end: midnight is the 24:00 of the day before."""
    if zone.wall(moment) % DAY == 0:
        return _day_of(moment - 1, zone, lead, look) + "24" + _clock(moment, zone, MINUTE)[2:]
    return _day_of(moment, zone, lead, look) + _clock(moment, zone, unit)


def _day_of(moment: int, zone: Zone, lead: Lead, look: Letters) -> str:
    """The day of a moment where no heading has named it: ``Mon `` nearby, ``Wed 29 Nov `` far."""
    day = zone.day(moment)
    if lead == day:
        return ""
    if isinstance(lead, int) and -1 <= day - lead <= _NEAR and _year(day) == _year(lead):
        return look.language.weekday(day) + " "
    return _dated(day, lead, look) + " "


def _year(day: int) -> int:
    return civil(day * DAY).year


def _dated(day: int, lead: Lead, look: Letters) -> str:
    """A day, with its year where the heading has another one."""
    known = lead.year if isinstance(lead, Year) else None if lead is None else _year(lead)
    return look.language.day(day, year=known != _year(day))


def _whole_days(low: int, high: int, zone: Zone) -> tuple[int, int] | None:
    """The days that a bound covers to the second, if it covers any whole."""
    first, last = zone.day(low), zone.day(high)
    if low < zone.day_start(first) + SECOND and high >= zone.day_stop(last) - SECOND:
        return first, last
    return None


def _days(first: int, last: int, lead: Lead, look: Letters) -> str:
    start, stop = civil(first * DAY), civil(last * DAY)
    next_day = civil((last + 1) * DAY)
    if start.day == 1 and next_day.day == 1:
        if start.month == 1 and next_day.month == 1:
            return look.dash.join(dict.fromkeys((str(start.year), str(stop.year))))
        if (start.year, start.month) == (stop.year, stop.month):
            return look.language.month(first)
    if first == last:
        return SOME_TIME if first == lead else _dated(first, lead, look)
    if first == lead and last - first > _NEAR:  # a weekday tells nothing so far from it
        return look.dash.join(look.language.date(d, start[0] != stop[0]) for d in (first, last))
    if first == lead:
        return f"{look.language.weekday(first)}{look.dash}{_dated(last, first, look)}"
    return f"{_dated(first, lead, look)}{look.dash}{_dated(last, first, look)}"
