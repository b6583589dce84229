"""A report is an answer in groups: plain data that any form turns into text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .days import iso
from .since import dateless
from .windows import CERTAIN, POSSIBLE
from .zones import HOUR

if TYPE_CHECKING:
    from collections.abc import Callable

    from .engine import Answer, Match

UNDATED = "undated"
NOBODY = ""


class Group(NamedTuple):
    """Matches that belong together. ``key`` is a day (2023-11-20), an id, a tag, or an hour.

    ``by`` names the kind of key. Inside stand either groups or, in the last level, matches.
    """

    by: str
    key: str
    matches: tuple[Match, ...]
    groups: tuple[Group, ...] = ()


class Counts(NamedTuple):
    """How many events: in the answer, left out as undated, in the timeline.

    The answer holds certain and possible ones, and, counted apart, those with a ``status``: what
    was planned, missed, averted or denied never certainly happened.
    """

    shown: int
    certain: int
    possible: int
    status: int
    undated: int
    total: int


class Report(NamedTuple):
    """An answer, its groups (one without a key when nothing groups) and its counts."""

    answer: Answer
    by: tuple[str, ...]
    groups: tuple[Group, ...]
    counts: Counts


def report(answer: Answer, by: tuple[str, ...] = ()) -> Report:
    """Group an answer by day, hour (elapsed), actor, source or tag; several names nest."""
    apart = sum(1 for match in answer.matches if match.event.status)
    counts = Counts(
        len(answer.matches),
        answer.count(CERTAIN),
        answer.count(POSSIBLE) - apart,
        apart,
        answer.undated,
        len(answer.timeline.events),
    )
    groups = _groups(answer.matches, by, answer) if by else (Group("", "", answer.matches),)
    return Report(answer, by, groups, counts)


def _groups(matches: tuple[Match, ...], by: tuple[str, ...], answer: Answer) -> tuple[Group, ...]:
    keys = GROUPINGS[by[0]]
    found: dict[str, list[Match]] = {}
    for match in matches:
        for key in keys(match, answer):
            found.setdefault(key, []).append(match)
    if by[0] in ("actor", "source"):
        named = answer.timeline.actors if by[0] == "actor" else answer.timeline.sources
        places = {name: place for place, name in enumerate(named)}
        ordered = sorted(found, key=lambda key: (key == NOBODY, places.get(key, len(places))))
    elif by[0] == "tag":
        ordered = sorted(found, key=lambda key: (key == NOBODY, key))
    else:
        ordered = list(found)
    return tuple(
        Group(
            by[0],
            key,
            tuple(found[key]),
            _groups(tuple(found[key]), by[1:], answer) if by[1:] else (),
        )
        for key in ordered
    )


def _day(match: Match, answer: Answer) -> list[str]:
    """The local day of the earliest possible start; ``..2023-11-20`` where that is open."""
    start = match.event.start
    if dateless(match.event) or start.open:
        return [UNDATED]
    zone = answer.clock.zone
    if start.earliest is not None:
        return [iso(zone.day(start.earliest))]
    return [f"..{iso(zone.day(start.latest or 0))}"]


def _hour(match: Match, answer: Answer) -> list[str]:
    """The elapsed hour of the earliest possible start, floored."""
    if match.elapsed is None or match.elapsed[0].open:
        return [UNDATED]
    low, high = match.elapsed[0]
    if low is not None:
        return [str(low // HOUR)]
    return [f"..{(high or 0) // HOUR}"]


def _actor(match: Match, answer: Answer) -> list[str]:
    return list(dict.fromkeys(part.actor for part in match.event.actors)) or [NOBODY]


def _source(match: Match, answer: Answer) -> list[str]:
    return list(match.event.sources) or [NOBODY]


def _tag(match: Match, answer: Answer) -> list[str]:
    return list(match.event.tags) or [NOBODY]


GROUPINGS: dict[str, Callable[[Match, Answer], list[str]]] = {
    "day": _day,
    "actor": _actor,
    "hour": _hour,
    "source": _source,
    "tag": _tag,
}
