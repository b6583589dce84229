"""What stands above the groups of a report, and who took part in an event, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.calendar_units import UNITS
from crisis.timeline.base.clock_steps import ClockSteps
from crisis.timeline.base.escape import one_line
from crisis.timeline.base.limits import MOST_NAMED
from crisis.timeline.base.zones import DAY, civil

from .groups import grouping_of, title
from .lengths import length
from .scales import scale_of
from .times import Year, instant, stretch

if TYPE_CHECKING:
    from crisis.timeline.base.zones import Zone
    from crisis.timeline.model.records import Event
    from crisis.timeline.model.timeline import Timeline

    from .groups import Group
    from .times import Lead, Letters

_UNITS = {"hour-of-day": "hour"}


def heading(group: Group, timeline: Timeline, look: Letters, short: bool = False) -> str:
    """What stands above a group, on one line; ``short`` is for a column of them."""
    key = group.shared
    if not key.by:
        return ""
    if key.missing:
        grouping = grouping_of(key.by)
        return grouping.missing if grouping else ""
    if key.number is None:
        return one_line(title(key, timeline))
    if key.zone is not None:
        return _stretch(group, key.number, key.zone, look, short)
    if group.until and group.until.number is not None:
        return _run(key.by, key.number, group.until.number, look, short)
    text = _unit(key.number, key.by, look, short)
    return f"Not after {text}" if key.open else text


def silence(group: Group) -> str:
    """What is said of an empty day or another unit of time, or of several in a row."""
    first, last = group.shared.number, group.until.number if group.until else None
    number = 1 if first is None or last is None else last - first + 1
    days = f"{number:,} {_UNITS.get(group.by, group.by)}s: " if number > 1 else ""
    if group.shared.zone is not None and number > 1:
        begin, stop = _ends(group)
        days = f"{length(stop - begin)}: "
    if not group.touching:
        return f"{days}nothing"
    return f"{days}nothing starts for certain ({group.touching} may reach here)"


def lead(group: Group, above: Lead) -> Lead:
    """What the heading of a group names of its days, or else that ``above`` it.

    A day, or the year alone; that of a week may name two, that of a decade none.
    """
    number, zone = group.shared.number, group.shared.zone
    if group.by == "day":
        return number
    if number is not None and zone is not None:
        return zone.day(number)
    if number is None or group.by not in ("month", "year"):
        return above
    return Year(number // 12 if group.by == "month" else number)


def who(event: Event, timeline: Timeline) -> str:
    """The actors by name, each with its role in brackets; on one line.

    Of very many the first, and how many more.
    """
    names = [f"{name} ({role})" if role else name for name, role in people(event, timeline)]
    more = len(event.actors) - MOST_NAMED
    return ", ".join(names) + (f" and {more} more" if more > 0 else "")


def people(event: Event, timeline: Timeline) -> list[tuple[str, str]]:
    """The actors by name, each with its role, which may be empty; of very many the first."""
    named = []
    for part in event.actors[:MOST_NAMED]:
        actor = timeline.actors.get(part.actor)
        named.append((one_line(actor.name if actor else part.actor), one_line(part.role)))
    return named


def _run(by: str, first: int, last: int, look: Letters, short: bool) -> str:
    """Several empty days or other units of time, in short: ``Wed 22 Nov – Tue 28 Nov 2023``."""
    if by == "hour-of-day":
        return _hours(first, last, look)
    if by == "weekday":
        name = look.language.weekday_name
        return f"{name(first, short)} {look.dash} {name(last, short)}"
    if by == "day":
        return _days(first, last, look)
    if by == "week":
        return _days(UNITS[by].first(first), UNITS[by].first(last + 1) - 1, look)
    return f"{_unit(first, by, look)} {look.dash} {_unit(last, by, look)}"


def _stretch(group: Group, first: int, zone: Zone, look: Letters, short: bool) -> str:
    """A stretch of the clock, or several empty ones: ``Fri 20 Nov 2026 14:15–14:30``."""
    if group.shared.open or (short and not group.until):
        text = instant(first, zone, look)
        return f"Not after {text}" if group.shared.open else text
    return stretch(*_ends(group), zone, None, look)


def _ends(group: Group) -> tuple[int, int]:
    """The first instant of a stretch of the clock and the first one after it, or after several."""
    key, scale = group.until or group.shared, scale_of(group.by)
    assert scale is not None
    assert key.zone is not None
    assert key.number is not None
    return group.shared.number or 0, ClockSteps(key.zone, scale.length).stop(key.number)


def _hours(first: int, last: int, look: Letters) -> str:
    return f"{first:02}:00{look.dash}{last + 1:02}:00"


def _days(first: int, last: int, look: Letters) -> str:
    same = civil(first * DAY).year == civil(last * DAY).year
    day = look.language.day
    return f"{day(first, year=not same)} {look.dash} {day(last, year=True)}"


def _unit(number: int, by: str, look: Letters, short: bool = False) -> str:
    if by == "hour":
        return f"T{number:+}h"
    if by == "hour-of-day":
        return f"{number:02}:00" if short else _hours(number, number, look)
    if by == "weekday":
        return look.language.weekday_name(number, short)
    if by == "day":
        return look.language.day(number, year=True) if short else look.language.long_day(number)
    unit = UNITS[by]
    if by == "week":
        days = _days(unit.first(number), unit.first(number + 1) - 1, look)
        return days if short else f"{unit.text(number)}: {days}"
    return look.language.month(unit.first(number)) if by == "month" else unit.text(number)
