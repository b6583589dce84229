"""Made-up events of a year: the same for the same number, whoever makes them.

Every event has an instant, from which its phrase is written as a source would: about two thirds are
clocks, the others approximate, ranges, relative to the event before, or told by two sources.
"""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Iterator

ACTORS = 50
SOURCES = 5
TAGS = 9
RARE = "witness"
ROWS = 12
"""Events of the actor RARE, at any size of 12 and more: what every tool has to answer."""

FIRST = date(2023, 1, 1)
ZONE = "Europe/Berlin"
"""Of the clocks in phrases."""

_ZONE = ZoneInfo(ZONE)
_DAYS = 365
_FEWEST = 10  # of a day, so that there is something to be relative to
_MORNING, _EVENING = 4 * 60, 24 * 60  # in minutes; no clock is put forward or back in between
_WHAT = (
    "The board meets",
    "A call is made and not answered",
    "The engineers are told",
    "A statement is published",
    "Somebody resigns",
    "The lights go out in the north",
)


class Event(NamedTuple):
    """An event. ``instant`` is UTC, for tools that know no other time; ``told`` is what a second
    source says of it, or "".
    """

    number: int
    day: date
    instant: datetime
    phrase: str
    told: str
    title: str
    actors: tuple[str, ...]
    source: str
    tag: str

    @property
    def id(self) -> str:
        """The id by which phrases refer to it."""
        return f"e{self.number}"


def made(count: int) -> Iterator[Event]:
    """So many events, in the order of their instants."""
    pick = random.Random(count)
    rare = {(2 * place + 1) * count // (2 * ROWS) for place in range(ROWS)}
    number = 0
    for day, many in _days(count):
        before = None
        for minutes in sorted(pick.randrange(_MORNING, _EVENING) for _ in range(many)):
            phrase, told = _phrase(pick, minutes, before, number)
            yield Event(
                number,
                day,
                datetime(
                    day.year, day.month, day.day, minutes // 60, minutes % 60, tzinfo=_ZONE
                ).astimezone(UTC),
                phrase,
                told,
                f"{_WHAT[number % len(_WHAT)]} ({number})",
                _actors(number, number in rare),
                f"s{number % SOURCES}",
                f"t{number % TAGS}",
            )
            before = minutes
            number += 1


def _days(count: int) -> Iterator[tuple[date, int]]:
    days = max(1, min(_DAYS, count // _FEWEST))
    for place in range(days):
        many = (place + 1) * count // days - place * count // days
        yield FIRST + timedelta(days=place), many


def _actors(number: int, rare: bool) -> tuple[str, ...]:
    names = [f"a{number % ACTORS}", f"a{number * 7 % ACTORS}", *([RARE] if rare else [])]
    return tuple(dict.fromkeys(names))


def _phrase(pick: random.Random, minutes: int, before: int | None, number: int) -> tuple[str, str]:
    """What one source says, and what a second one, or ""; true of the instant."""
    kind = pick.random()
    clock = _clock(minutes)
    if kind < 0.1 and before is not None:
        return _relative(pick, minutes - before, f"@e{number - 1}"), ""
    if kind < 0.2:
        return f"~{clock}", ""
    if kind < 0.28:
        return _part(minutes), ""
    if kind < 0.33:
        return f"{_clock(max(minutes - 20, 0))}..{_clock(min(minutes + 20, 24 * 60 - 1))}", ""
    if kind < 0.36:
        return f"~{clock}", _part(minutes)
    if kind < 0.37:
        return clock, _clock(minutes - 9)
    return clock, ""


def _relative(pick: random.Random, after: int, event: str) -> str:
    phrases = [f"after {event}", f"{after}m after {event}" if after else f"within 2m of {event}"]
    if 1 <= after <= 30:
        phrases += [f"shortly after {event}", f"within {after + 5}m of {event}"]
    return pick.choice(phrases)


def _part(minutes: int) -> str:
    """A part of the day that holds a time of day."""
    for end, words in ((12, "before 12:00"), (18, "afternoon"), (22, "evening")):
        if minutes < end * 60:
            return words
    return "after 21:00"


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
