"""A report is an answer in groups: plain data that any form turns into text."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from math import prod
from typing import TYPE_CHECKING

from .calendarwords import iso
from .filters import actors_sought
from .folding import fold, spellings
from .limits import MOST_NAMED, MOST_REPEATED
from .query import QueryError
from .record import Record
from .silences import filled, place
from .windows import CERTAIN
from .zones import HOUR

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from .engine import Answer, Match
    from .model import Bound
    from .zones import Zone

    Keys = Callable[[Match], list[str]]

SHARING = frozenset({"actor", "source", "tag"})
"""Keys of which an event may have several, so that it stands in several groups."""
_ROW = 60
"""About how many characters a row has beside its title and its names."""
_MARK = 8
"""About how many the mark of a source has."""

UNDATED = "undated"
NOBODY = ""


class Group(Record):
    """Matches that belong together. ``key`` is a day (2023-11-20), an id, a tag, or an hour.

    ``by`` names the kind of key. Inside stand either groups or, in the last level, matches. An
    empty group is a silent day or hour between others, or those from ``key`` to ``last``, and
    ``touching`` counts the matches above that may go on or fall into it. A match stands in the day
    or hour of its earliest possible start; ``loose`` are the ids of those that may start later.
    """

    by: str
    key: str
    matches: Sequence[Match]
    groups: tuple[Group, ...] = ()
    last: str = ""
    touching: int = 0
    loose: frozenset[str] = frozenset()

    @property
    def silent(self) -> bool:
        """Whether it is empty."""
        return not self.matches

    @property
    def plain(self) -> bool:
        """Whether the key is a whole day or hour, not ``undated`` or ``..2023-11-20``."""
        return self.key != UNDATED and not self.key.startswith("..")


class Counts(Record):
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


class Report:
    """An answer, its groups (one without a key when nothing groups) and its counts.

    Both are worked out when they are first asked for: for them all matches are needed.
    """

    def __init__(
        self,
        answer: Answer,
        by: tuple[str, ...] = (),
        counts: Counts | None = None,
        sort: str = "file",
    ) -> None:
        self.answer = answer
        self.by = by
        self.sort = sort
        if counts is not None:
            self.counts = counts

    def __repr__(self) -> str:
        by = f"by {','.join(self.by)} " if self.by else ""
        return f"<Report {by}of {self.answer!r}>"

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The groups, with silent ones between them."""
        matches = self.answer.matches
        if not self.by:
            return (Group("", "", matches),)
        groups = _groups(matches, _levels(matches, self.by, self.answer), self.answer)
        if self.sort == "file":
            return groups
        names = {a.id: a.name for a in self.answer.timeline.actors.values()}
        names |= {s.id: s.name for s in self.answer.timeline.sources.values()}
        return _sorted(groups, self.sort, names)

    @cached_property
    def counts(self) -> Counts:
        """How many events."""
        answer = self.answer
        numbers = _whole(answer) or tally(answer.matches)
        total = len(answer.timeline.events)
        return Counts(len(answer.matches), *numbers, answer.undated, total)


def _whole(answer: Answer) -> tuple[int, int, int] | None:
    """The tally of all events of an index, of which only those with a status are not certain."""
    from .flow import summed

    found = summed(answer, lambda sums: sums.words("status"))
    if found is None:
        return None
    apart = sum(it.number for it in found)
    return len(answer.matches) - apart, 0, apart


def statuses(answer: Answer) -> list[str]:
    """The statuses of the matches, in the order of letters."""
    from .flow import summed

    found = summed(answer, lambda sums: [it.word for it in sums.words("status")])
    if found is None:
        found = list({match.event.status for match in answer.matches} - {""})
    return sorted(found)


def tally(matches: Sequence[Match], loose: frozenset[str] = frozenset()) -> tuple[int, int, int]:
    """How many are certain, how many possible, and apart from both how many have a status.

    Those in ``loose`` are certain matches that may lie in another group: here only possible.
    """
    apart = sum(1 for match in matches if match.event.status)
    certain = sum(1 for m in matches if m.verdict == CERTAIN and m.event.id not in loose)
    return certain, len(matches) - certain - apart, apart


GROUP_SORTS = ("count", "name", "file")
"""What puts groups in order: how many matches they have (the most first), what they are called, or
the order of the file and of time."""


def report(answer: Answer, by: tuple[str, ...] = (), sort: str = "file") -> Report:
    """Group an answer by day, hour (elapsed), actor, source or tag; several names nest.

    Where the query asks for actors or tags, there are groups of these alone. ``sort`` is one of
    GROUP_SORTS, or empty: days and hours in the order of time, all else by count. Raises QueryError
    for any other name; ``groups`` raises it where they would repeat events beyond all measure.
    """
    for name in by:
        if name not in GROUPINGS:
            from .problems import did_you_mean

            hint = did_you_mean(name, GROUPINGS) or f"one of {', '.join(GROUPINGS)}"
            raise QueryError(f'no groups by "{name}"', hint)
    if sort and sort not in GROUP_SORTS:
        raise QueryError(f'no order of groups by "{sort}"', f"one of {', '.join(GROUP_SORTS)}")
    return Report(answer, by, None, sort)


def _sorted(groups: tuple[Group, ...], sort: str, names: Mapping[str, str]) -> tuple[Group, ...]:
    """Groups in an order, and those inside of them. By count and name there are no silent ones."""
    how = sort or ("file" if groups and groups[0].by in ("day", "hour") else "count")
    if how != "file":
        some = [group for group in groups if not group.silent]
        if how == "name":
            some.sort(key=lambda group: fold(names.get(group.key) or group.key))
        else:
            some.sort(key=lambda group: -len(group.matches))
        groups = tuple(sorted(some, key=lambda group: group.key in (NOBODY, UNDATED)))
    if not any(group.groups for group in groups):
        return groups
    return tuple(group._replace(groups=_sorted(group.groups, sort, names)) for group in groups)


class _Level(Record):
    """A key to group by: what it is of each match, and the order of actors or sources."""

    by: str
    keys: Keys
    places: dict[str, int]


def _levels(matches: Sequence[Match], by: tuple[str, ...], answer: Answer) -> list[_Level]:
    """Raises QueryError where groups would repeat events beyond all measure."""
    named = {"actor": answer.timeline.actors, "source": answer.timeline.sources}
    found = []
    for name in by:
        places = {key: place for place, key in enumerate(named.get(name, ()))}
        found.append(_Level(name, GROUPINGS[name](matches, answer), places))
    if not SHARING.isdisjoint(by):
        rows = sum(prod(len(level.keys(match)) for level in found) for match in matches)
        _check(rows * _ROW, len(matches) * _ROW, by)
    return found


def check_size(report: Report) -> None:
    """Raises QueryError where rows with names would repeat events beyond all measure."""
    if SHARING.isdisjoint(report.by):
        return
    sizes = {match.event.id: _size(match, report) for match in report.answer.matches}
    rows = sum(sizes[m.event.id] for group in leaves(report.groups) for m in group.matches)
    _check(rows, sum(sizes.values()), report.by)


def leaves(groups: Sequence[Group]) -> Iterator[Group]:
    """The innermost groups."""
    for group in groups:
        if group.groups:
            yield from leaves(group.groups)
        else:
            yield group


def _check(size: int, once: int, by: tuple[str, ...]) -> None:
    if size > 11 * once + MOST_REPEATED:
        message = f"grouped by {', '.join(by)} the same events stand there over and over"
        raise QueryError(f"{message}, in {size:,} characters", "--as csv has each event once")


def _size(match: Match, report: Report) -> int:
    """About how many characters an event takes in a row for people."""
    event, actors = match.event, report.answer.timeline.actors
    title = max((len(text) for _, text in event.titles), default=0)
    parts = event.actors[:MOST_NAMED]
    names = (actors[it.actor].name if it.actor in actors else it.actor for it in parts)
    roles = sum(2 + len(part.role) for part in parts)
    return _ROW + title + sum(map(len, names)) + roles + _MARK * len(event.sources)


def _groups(
    matches: Sequence[Match],
    levels: Sequence[_Level],
    answer: Answer,
    loose: frozenset[str] = frozenset(),
) -> tuple[Group, ...]:
    level, *inner = levels
    if level.by in ("day", "hour"):
        here = (match.event.id for match in matches if match.event.id in loose)
        loose = _loose(matches, level.by, answer).union(here)
    found: dict[str, list[Match]] = {}
    for match in matches:
        for key in level.keys(match):
            found.setdefault(key, []).append(match)
    if level.by in ("actor", "source"):
        places = level.places
        ordered = sorted(found, key=lambda key: (key == NOBODY, places.get(key, len(places))))
    elif level.by == "tag":
        ordered = sorted(found, key=lambda key: (key == NOBODY, key))
    else:
        ordered = sorted(found, key=in_time, reverse=answer.query.reverse)
        ordered.sort(key=lambda key: key == UNDATED)
    groups = tuple(
        Group(
            level.by,
            key,
            tuple(found[key]),
            _groups(tuple(found[key]), inner, answer, loose) if inner else (),
            loose=loose,
        )
        for key in ordered
    )
    if not inner:
        groups = _shown(groups, answer)
    return tuple(filled(groups, matches, answer))


def _shown(groups: tuple[Group, ...], answer: Answer) -> tuple[Group, ...]:
    """Groups of matches with these in the order in which people are shown them."""
    from .daylong import Daylong

    daylong = Daylong(answer)
    before = {below.event.id: above.event.id for above, below in pairwise(answer.matches)}
    found: list[Group] = []
    for group in groups:
        above = found[-1].matches[-1] if found and group.by in ("day", "hour") else None
        if group.by == "day" and group.key != UNDATED:
            rows: Iterable[Match] = daylong.day(group.matches, above)
        else:
            rows = daylong.shown(group.matches)
        found.append(group._replace(matches=tuple(daylong.marked(rows, above, before))))
    return tuple(found)


def _loose(matches: Sequence[Match], by: str, answer: Answer) -> frozenset[str]:
    """The matches that may start in a later day or hour than the earliest possible one."""
    zone = answer.clock.zone
    unit = zone.day if by == "day" else lambda micros: micros // HOUR
    found = set()
    for match in matches:
        bound = match.event.start if by == "day" else match.elapsed and match.elapsed[0]
        low, high = bound.ends if bound else (None, None)
        if low is None or high is None or unit(low) != unit(high):
            found.add(match.event.id)
    return frozenset(found)


def in_time(key: str) -> tuple[float, bool]:
    """The key that sorts days and hours; an open one, which has its latest, behind the whole."""
    if key == UNDATED:
        return float("inf"), False
    return place(key.removeprefix("..")), key.startswith("..")


def _day(matches: Sequence[Match], answer: Answer) -> Keys:
    zone = answer.clock.zone
    if answer.query.sort == "latest":
        return lambda match: [_last_day(match.event.start, zone)]
    return lambda match: [day_of(match.event.start, zone)]


def day_of(start: Bound, zone: Zone) -> str:
    """The local day of the earliest possible start; ``..2023-11-20`` where that is open."""
    if start.open:
        return UNDATED
    if start.earliest is not None:
        return iso(zone.day(start.earliest))
    return f"..{iso(zone.day(start.latest or 0))}"


def _last_day(start: Bound, zone: Zone) -> str:
    """The local day of the latest possible start; the earliest one where that is open."""
    return day_of(start if start.latest is None else start._replace(earliest=start.latest), zone)


def _hour(matches: Sequence[Match], answer: Answer) -> Keys:
    """The elapsed hour of the earliest possible start, floored."""

    def keys(match: Match) -> list[str]:
        if match.elapsed is None or match.elapsed[0].open:
            return [UNDATED]
        low, high = match.elapsed[0].ends
        if answer.query.sort == "latest" and high is not None:
            low = high
        if low is not None:
            return [str(low // HOUR)]
        return [f"..{(high or 0) // HOUR}"]

    return keys


def _actor(matches: Sequence[Match], answer: Answer) -> Keys:
    """Who took part; only those who were asked for where somebody was."""
    values = answer.query.values("actor")
    if not values:
        return lambda match: list(dict.fromkeys(p.actor for p in match.event.actors)) or [NOBODY]
    sought = actors_sought(answer.timeline, [match.event for match in matches], values)
    return lambda match: list(dict.fromkeys(p.actor for p in match.event.actors if sought(p)))


def _source(matches: Sequence[Match], answer: Answer) -> Keys:
    return lambda match: list(match.event.sources) or [NOBODY]


def _tag(matches: Sequence[Match], answer: Answer) -> Keys:
    """The tags, however they are spelled; only those that were asked for where one was."""
    spelled = spellings(tag for match in matches for tag in match.event.tags)
    values = {fold(value.strip()) for value in answer.query.values("tag")}

    def keys(match: Match) -> list[str]:
        found = dict.fromkeys(map(fold, match.event.tags))
        if values:
            return [spelled[tag] for tag in found if tag in values]
        return [spelled[tag] for tag in found] or [NOBODY]

    return keys


GROUPINGS: dict[str, Callable[[Sequence[Match], Answer], Keys]] = {
    "day": _day,
    "actor": _actor,
    "hour": _hour,
    "source": _source,
    "tag": _tag,
}
