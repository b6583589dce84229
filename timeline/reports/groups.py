"""Groups of matches, what those of one have in common, and in which ways there are groups.

A way to group is one entry of GROUPINGS.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.calendar_units import UNITS
from crisis.timeline.base.instants import rfc3339
from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.normalize import fold, spellings
from crisis.timeline.base.record import Record
from crisis.timeline.model.free import is_free
from crisis.timeline.query.filters import actors_sought
from crisis.timeline.query.free_fields import field_of

from .scales import SCALES, WEEKDAYS, scale_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from crisis.timeline.base.zones import Zone
    from crisis.timeline.model.records import Actor, Bound, Source
    from crisis.timeline.model.timeline import Timeline
    from crisis.timeline.query.answer import Answer, Match

    from .scales import Scale, Unit

    Keys = Callable[[Match], list["Key"]]

UNDATED = "undated"
"""The text of the key of what has no day or hour; that of what has no name is empty."""


class Key(NamedTuple):
    """What the matches of a group have in common, of the kind that ``by`` names.

    ``number`` is a day (an ordinal), that of another unit of the calendar (``UNITS``), an elapsed
    hour, an hour of the day, a weekday (0 is Monday), or the first instant of a stretch of the
    clock of ``zone``; where it is ``open`` they start not after it, and nothing is known of how
    long before. ``name`` is an id or a tag. With neither, they are those that have no time, or
    nobody and nothing of the kind.
    """

    by: str
    number: int | None = None
    open: bool = False
    name: str = ""
    zone: Zone | None = None

    @property
    def missing(self) -> bool:
        """Whether it stands for what is undated, or has nobody and nothing to name."""
        return self.number is None and not self.name

    @property
    def whole(self) -> int | None:
        """The number of the unit of time in which the matches may start."""
        return None if self.open else self.number

    @property
    def bare(self) -> str:
        """Its text, but for whether it is open: ``2023-11-20``, ``-3``, ``monday``, or a name."""
        if self.number is None:
            return self.name
        if self.zone is not None:
            return rfc3339(self.number, self.zone).replace(".000000", "")
        if self.by == "weekday":
            return WEEKDAYS[self.number]
        if self.by == "hour-of-day":
            return f"{self.number:02}"
        unit = UNITS.get(self.by)
        return unit.text(self.number) if unit else str(self.number)

    @property
    def text(self) -> str:
        """``2023-11-20``, ``..2023-11-20`` where it is open, ``undated``, or a name."""
        if self.number is None and scale_of(self.by):
            return UNDATED
        return f"..{self.bare}" if self.open else self.bare

    @property
    def in_time(self) -> tuple[float, bool]:
        """What sorts days and hours; an open one, which has its latest, is before the whole."""
        return (float("inf"), False) if self.number is None else (self.number, not self.open)


class Group(Record):
    """Matches that belong together by what they have in common.

    Inside stand either groups or, in the last level, matches. An empty group is a silent day or
    hour between others, or those from it up to ``until``, and ``touching`` counts the matches above
    that may go on or fall into it. A match stands in the day or hour of its earliest possible
    start; ``loose`` are the ids of those that may start later.
    """

    shared: Key
    matches: Sequence[Match] = ()
    groups: tuple[Group, ...] = ()
    until: Key | None = None
    touching: int = 0
    loose: frozenset[str] = frozenset()

    @property
    def by(self) -> str:
        """The kind of key; empty where nothing groups."""
        return self.shared.by

    @property
    def key(self) -> str:
        """A day (2023-11-20), an hour, an id or a tag, as text; see ``Key``."""
        return self.shared.text

    @property
    def last(self) -> str:
        """The last of several silent days or hours, as text; empty where it is but one."""
        return self.until.text if self.until else ""

    @property
    def silent(self) -> bool:
        """Whether it is empty."""
        return not self.matches

    @property
    def plain(self) -> bool:
        """Whether the key is no open day or hour, and not that of what is undated."""
        return not self.shared.open and not (self.shared.missing and scale_of(self.by))


class Grouping(NamedTuple):
    """A way to group: the keys of each match, and what is said of what has none.

    ``several`` says that an event may have several, so that it stands in several groups. Of what
    the file lists, ``listed`` has the names, in the order of groups; else they stand by name.
    """

    keys: Callable[[Sequence[Match], Answer], Keys]
    missing: str
    several: bool = False
    listed: Callable[[Timeline], Mapping[str, Actor] | Mapping[str, Source]] | None = None


def day_key(start: Bound, zone: Zone) -> Key:
    """The local day of the earliest possible start; an open one has that of its latest."""
    return _numbered("day", start, zone.day)


def _numbered(
    by: str, start: Bound | None, unit: Unit, latest: bool = False, zone: Zone | None = None
) -> Key:
    low, high = start.ends if start else (None, None)
    if latest and high is not None:
        low = high
    if low is not None:
        return Key(by, unit(low), zone=zone)
    return Key(by) if high is None else Key(by, unit(high), open=True, zone=zone)


def _on(by: str, scale: Scale) -> Callable[[Sequence[Match], Answer], Keys]:
    """The day or hour of the earliest possible start, or of the latest where these are in order."""

    def keys(matches: Sequence[Match], answer: Answer) -> Keys:
        unit, latest = scale.unit(answer), answer.query.sort == "latest"
        if scale.round:
            return lambda match: [_in_round(by, scale, scale.start(match), unit, latest)]
        zone = answer.clock.zone if scale.length else None
        return lambda match: [_numbered(by, scale.start(match), unit, latest, zone)]

    return keys


def _in_round(by: str, scale: Scale, start: Bound | None, unit: Unit, latest: bool) -> Key:
    """The hour of the day or the weekday of a start; none where it may be in any of them."""
    low, high = start.ends if start else (None, None)
    if low is None or high is None:
        return Key(by)
    first, last = unit(low), unit(high)
    if last - first >= scale.round - 1:
        return Key(by)
    return Key(by, (last if latest else first) % scale.round)


def _named(by: str) -> Callable[[Iterable[str]], list[Key]]:
    """What makes keys of names, each once; the same key for the same name."""
    known: dict[str, Key] = {}

    def keys(names: Iterable[str]) -> list[Key]:
        return [
            known.get(name) or known.setdefault(name, Key(by, name=name))
            for name in dict.fromkeys(names)
        ]

    return keys


def _actor(matches: Sequence[Match], answer: Answer) -> Keys:
    """Who took part; only those who were asked for where somebody was."""
    named, values = _named("actor"), answer.query.values("actor")
    if not values:
        return lambda match: named([part.actor for part in match.event.actors] or [""])
    sought = actors_sought(answer.timeline, [match.event for match in matches], values)
    return lambda match: named([part.actor for part in match.event.actors if sought(part)])


def _source(matches: Sequence[Match], answer: Answer) -> Keys:
    named = _named("source")
    return lambda match: named(match.event.sources or [""])


def _words(by: str) -> Callable[[Sequence[Match], Answer], Keys]:
    """The words of a field, however they are spelled; only those asked for where one was."""
    values = field_of(by).values
    assert values is not None, by

    def keyed(matches: Sequence[Match], answer: Answer) -> Keys:
        spelled = spellings(word for match in matches for word in values(match.event))
        asked = {fold(value.strip()) for value in answer.query.values(by)}
        named = _named(by)

        def keys(match: Match) -> list[Key]:
            words = dict.fromkeys(map(fold, values(match.event)))
            if asked:
                return named([spelled[word] for word in words if word in asked])
            return named([spelled[word] for word in words] or [""])

        return keys

    return keyed


_MISSING = {"hour-of-day": "Any hour of the day", "weekday": "Any weekday"}
_SCALED = {
    by: Grouping(_on(by, scale), _MISSING.get(by, "Undated")) for by, scale in SCALES.items()
}

GROUPINGS = {
    **{by: _SCALED[by] for by in UNITS},
    "actor": Grouping(_actor, "Nobody named", True, lambda timeline: timeline.actors),
    **{by: grouping for by, grouping in _SCALED.items() if by not in UNITS},
    "source": Grouping(_source, "No source", True, lambda timeline: timeline.sources),
    "tag": Grouping(_words("tag"), "No tag", True),
    "place": Grouping(_words("place"), "No place"),
}
"""The ways to group, by their names; there is one more for each length of the clock."""


def grouping_of(by: str) -> Grouping | None:
    """The way to group of a name, a length (``15m``) or a key of one's own; None for any other."""
    if by in GROUPINGS:
        return GROUPINGS[by]
    if scale := scale_of(by):
        return Grouping(_on(by, scale), "Undated")
    return Grouping(_words(by), f"No {by}", True) if is_free(by) else None


def sharing(by: Iterable[str]) -> bool:
    """Whether an event may have several keys in one of these ways to group."""
    return any(grouping.several for name in by if (grouping := grouping_of(name)))


def title(key: Key, timeline: Timeline) -> str:
    """What a key with a name is called."""
    grouping = grouping_of(key.by)
    listed = grouping.listed if grouping else None
    entry = listed(timeline).get(key.name) if listed else None
    return (entry.name if entry else "") or key.name


class Level(NamedTuple):
    """One way to group the matches of an answer: their keys, and the order of what is listed."""

    by: str
    keys: Keys
    places: Mapping[str, int] | None
    reverse: bool

    def in_order(self, keys: Iterable[Key]) -> list[Key]:
        """The keys of groups in the order of time, of the file or of names; last what has none."""
        if scale_of(self.by):
            ordered = sorted(keys, key=lambda key: key.in_time, reverse=self.reverse)
        elif (places := self.places) is not None:
            last = len(places)
            ordered = sorted(keys, key=lambda key: places.get(key.name, last))
        else:
            ordered = sorted(keys, key=lambda key: key.name)
        return sorted(ordered, key=lambda key: key.missing)


def level(by: str, matches: Sequence[Match], answer: Answer) -> Level:
    """How matches are grouped in the way of a name, one that there is."""
    grouping = grouping_of(by)
    assert grouping is not None, by
    listed = grouping.listed(answer.timeline) if grouping.listed else None
    places = None if listed is None else {name: place for place, name in enumerate(listed)}
    return Level(by, grouping.keys(matches, answer), places, answer.query.reverse)
