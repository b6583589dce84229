"""A report is an answer in groups: plain data that any form turns into text."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from math import prod
from typing import TYPE_CHECKING

from crisis.timeline.base.limits import MOST_NAMED, MOST_REPEATED
from crisis.timeline.base.normalize import fold
from crisis.timeline.base.record import Record
from crisis.timeline.model.words import GROUP_SORTS
from crisis.timeline.query.terms import QueryError
from crisis.timeline.query.windows import CERTAIN

from .groups import GROUPINGS, SCALES, SHARING, Group, Key, level, title
from .silences import filled

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from crisis.timeline.model.timeline import Timeline
    from crisis.timeline.query.answer import Answer, Match

    from .groups import Level, Scale

_ROW = 60
"""About how many characters a row has beside its title and its names."""
_MARK = 8
"""About how many the mark of a source has."""


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
            return (Group(Key(""), matches),)
        groups = _groups(matches, _levels(matches, self.by, self.answer), self.answer)
        if self.sort == "file":
            return groups
        return _sorted(groups, self.sort, self.answer.timeline)

    @cached_property
    def counts(self) -> Counts:
        """How many events."""
        answer = self.answer
        numbers = _whole(answer) or tally(answer.matches)
        total = len(answer.timeline.events)
        return Counts(len(answer.matches), *numbers, answer.undated, total)


def _whole(answer: Answer) -> tuple[int, int, int] | None:
    """The tally of all events of an index, of which only those with a status are not certain."""
    from crisis.timeline.query.lazy_matches import summed

    found = summed(answer, lambda sums: sums.words("status"))
    if found is None:
        return None
    apart = sum(it.number for it in found)
    return len(answer.matches) - apart, 0, apart


def statuses(answer: Answer) -> list[str]:
    """The statuses of the matches, in the order of letters."""
    from crisis.timeline.query.lazy_matches import summed

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


def report(answer: Answer, by: tuple[str, ...] = (), sort: str = "file") -> Report:
    """Group an answer by day, hour (elapsed), actor, source, tag or place; several names nest.

    Where the query asks for actors or tags, there are groups of these alone. ``sort`` is one of
    GROUP_SORTS, or empty: days and hours in the order of time, all else by count. Raises QueryError
    for any other name; ``groups`` raises it where they would repeat events beyond all measure.
    """
    for name in by:
        if name not in GROUPINGS:
            from crisis.timeline.base.problems import did_you_mean

            hint = did_you_mean(name, GROUPINGS) or f"one of {', '.join(GROUPINGS)}"
            raise QueryError(f'no groups by "{name}"', hint)
    if sort and sort not in GROUP_SORTS:
        raise QueryError(f'no order of groups by "{sort}"', f"one of {', '.join(GROUP_SORTS)}")
    return Report(answer, by, None, sort)


def _sorted(groups: tuple[Group, ...], sort: str, timeline: Timeline) -> tuple[Group, ...]:
    """Groups in an order, and those inside of them. By count and name there are no silent ones."""
    how = sort or ("file" if groups and groups[0].by in SCALES else "count")
    if how != "file":
        some = [group for group in groups if not group.silent]
        if how == "name":
            some.sort(key=lambda group: fold(title(group.shared, timeline) or group.key))
        else:
            some.sort(key=lambda group: -len(group.matches))
        groups = tuple(sorted(some, key=lambda group: group.shared.missing))
    if not any(group.groups for group in groups):
        return groups
    return tuple(group._replace(groups=_sorted(group.groups, sort, timeline)) for group in groups)


def _levels(matches: Sequence[Match], by: tuple[str, ...], answer: Answer) -> list[Level]:
    """Raises QueryError where groups would repeat events beyond all measure."""
    found = [level(name, matches, answer) for name in by]
    if not SHARING.isdisjoint(by):
        rows = sum(prod(len(each.keys(match)) for each in found) for match in matches)
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
    levels: Sequence[Level],
    answer: Answer,
    loose: frozenset[str] = frozenset(),
) -> tuple[Group, ...]:
    level, *inner = levels
    if level.by in SCALES:
        here = (match.event.id for match in matches if match.event.id in loose)
        loose = _loose(matches, SCALES[level.by], answer).union(here)
    found: dict[Key, list[Match]] = {}
    for match in matches:
        for key in level.keys(match):
            found.setdefault(key, []).append(match)
    groups = tuple(
        Group(
            key,
            tuple(found[key]),
            _groups(tuple(found[key]), inner, answer, loose) if inner else (),
            loose=loose,
        )
        for key in level.in_order(found)
    )
    if not inner:
        groups = _shown(groups, answer)
    return tuple(filled(groups, matches, answer))


def _shown(groups: tuple[Group, ...], answer: Answer) -> tuple[Group, ...]:
    """Groups of matches with these in the order in which people are shown them."""
    from .all_day import Daylong

    daylong = Daylong(answer)
    before = {below.event.id: above.event.id for above, below in pairwise(answer.matches)}
    found: list[Group] = []
    for group in groups:
        above = found[-1].matches[-1] if found and group.by in SCALES else None
        if group.by == "day" and not group.shared.missing:
            rows: Iterable[Match] = daylong.day(group.matches, above)
        else:
            rows = daylong.shown(group.matches)
        found.append(group._replace(matches=tuple(daylong.marked(rows, above, before))))
    return tuple(found)


def _loose(matches: Sequence[Match], scale: Scale, answer: Answer) -> frozenset[str]:
    """The matches that may start in a later day or hour than the earliest possible one."""
    unit = scale.unit(answer)
    found = set()
    for match in matches:
        bound = scale.start(match)
        low, high = bound.ends if bound else (None, None)
        if low is None or high is None or unit(low) != unit(high):
            found.add(match.event.id)
    return frozenset(found)
