"""What stands above the groups of a report, and who took part in an event, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .calendarwords import ordinal
from .limits import MOST_NAMED
from .reports import NOBODY, UNDATED
from .safe import one_line
from .silences import place
from .zones import DAY, civil

if TYPE_CHECKING:
    from .model import Event, Timeline
    from .reports import Group
    from .times import Letters


def heading(group: Group, timeline: Timeline, look: Letters, short: bool = False) -> str:
    """What stands above a group, on one line; ``short`` is for a column of them."""
    if group.by in ("day", "hour"):
        if group.key == UNDATED:
            return "Undated"
        if group.last:
            return _run(group, look)
        text = _unit(group.key.removeprefix(".."), group.by, look, short)
        return text if group.plain else f"Not after {text}"
    if group.by == "actor":
        actor = timeline.actors.get(group.key)
        return _named(group.key, actor.name if actor else "", "Nobody named")
    if group.by == "source":
        source = timeline.sources.get(group.key)
        return _named(group.key, source.name if source else "", "No source")
    return _named(group.key, group.key, "No tag") if group.by == "tag" else ""


def silence(group: Group) -> str:
    """What is said of an empty day or hour, or of several in a row."""
    number = place(group.last) - place(group.key) + 1 if group.last else 1
    days = f"{number} {group.by}s: " if number > 1 else ""
    if not group.touching:
        return f"{days}nothing"
    return f"{days}nothing starts for certain ({group.touching} may reach here)"


def lead(group: Group) -> int | None:
    """The day that a group's heading names, as an ordinal; None where it names none."""
    if group.by != "day" or group.key == UNDATED:
        return None
    return ordinal(group.key.removeprefix(".."))


def who(event: Event, timeline: Timeline) -> str:
    """The actors by name, each with its role in brackets; on one line.

    Of very many the first, and how many more.
    """
    names = []
    for part in event.actors[:MOST_NAMED]:
        actor = timeline.actors.get(part.actor)
        name = one_line(actor.name if actor else part.actor)
        names.append(f"{name} ({one_line(part.role)})" if part.role else name)
    more = len(event.actors) - MOST_NAMED
    return ", ".join(names) + (f" and {more} more" if more > 0 else "")


def _named(key: str, name: str, nobody: str) -> str:
    return nobody if key == NOBODY else one_line(name or key)


def _run(group: Group, look: Letters) -> str:
    """Several empty days or hours, in short: ``Wed 22 Nov – Tue 28 Nov 2023``."""
    if group.by == "hour":
        return f"{_unit(group.key, 'hour', look)} {look.dash} {_unit(group.last, 'hour', look)}"
    first, last = ordinal(group.key), ordinal(group.last)
    same = civil(first * DAY).year == civil(last * DAY).year
    day = look.language.day
    return f"{day(first, year=not same)} {look.dash} {day(last, year=True)}"


def _unit(key: str, by: str, look: Letters, short: bool = False) -> str:
    if by == "hour":
        return f"T{int(key):+}h"
    number = ordinal(key)
    return look.language.day(number, year=True) if short else look.language.long_day(number)
