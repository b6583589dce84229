"""An answer in groups: by what, in which order, and how far they may repeat events."""

from __future__ import annotations

from itertools import pairwise
from math import prod
from typing import TYPE_CHECKING

from crisis.timeline.base.limits import MOST_NAMED, MOST_REPEATED
from crisis.timeline.base.normalize import fold
from crisis.timeline.query.lazy_matches import by_engine, large, too_many
from crisis.timeline.query.terms import QueryError

from .groups import GROUPINGS, Group, Key, grouping_of, level, sharing, title
from .scales import LENGTHS, is_length, scale_of
from .silences import filled, filled_by

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crisis.timeline.model.timeline import Timeline
    from crisis.timeline.query.answer import Answer, Match

    from .groups import Level
    from .scales import Scale

_ROW = 60
"""About how many characters a row has beside its title and its names."""
_MARK = 8
"""About how many the mark of a source has."""


def check_names(by: tuple[str, ...]) -> None:
    """Raises QueryError for a name that makes no groups."""
    for name in by:
        if grouping_of(name) is None:
            raise QueryError(f'no groups by "{name}"', meant(name))


def meant(name: str) -> str:
    """A hint for a text that is no way to group."""
    if is_length(name):
        return "a length of the clock is from 1s to less than 24h: 5m, 90s, 1h30m; else day or week"
    from crisis.timeline.base.problems import did_you_mean

    known = f"one of {', '.join(GROUPINGS)}, or a length of the clock: {', '.join(LENGTHS)}"
    return did_you_mean(name, GROUPINGS) or known


def grouped(
    answer: Answer, by: tuple[str, ...], sort: str, counting: bool = False
) -> tuple[Group, ...]:
    """The groups of a report, see there. Raises QueryError for too many repeated events.

    With ``counting`` nobody looks at their events.
    """
    matches = answer.matches
    if not by:
        return (Group(Key(""), matches),)
    if (counting and countable(answer, by)) or large(matches):
        groups = _counted(answer, by)
    else:
        groups = _groups(matches, _levels(matches, by, answer), answer)
    return groups if sort == "file" else _sorted(groups, sort, answer.timeline)


def countable(answer: Answer, by: tuple[str, ...]) -> bool:
    """Whether an engine counts the groups of an answer, however small it is."""
    if not by_engine(answer.matches) or len(by) > 1:
        return False
    from .counted import countable_by

    return countable_by(answer, by[0])


def _counted(answer: Answer, by: tuple[str, ...]) -> tuple[Group, ...]:
    """Groups that an engine counts. Raises QueryError for those inside of others."""
    from .counted import counted

    if len(by) > 1:
        raise too_many(len(answer.matches))
    groups, touching = counted(answer, by[0])
    return groups if touching is None else tuple(filled_by(groups, touching, answer))


def _sorted(groups: tuple[Group, ...], sort: str, timeline: Timeline) -> tuple[Group, ...]:
    """Groups in an order, and those inside of them. None is silent by count or by name.

    Those of one count stand by name.
    """
    how = sort or ("file" if groups and scale_of(groups[0].by) else "count")
    if how != "file":
        some = [group for group in groups if not group.silent]
        some.sort(key=lambda group: fold(title(group.shared, timeline) or group.key))
        if how == "count":
            some.sort(key=lambda group: -len(group.matches))
        groups = tuple(sorted(some, key=lambda group: group.shared.missing))
    if not any(group.groups for group in groups):
        return groups
    return tuple(group._replace(groups=_sorted(group.groups, sort, timeline)) for group in groups)


def _levels(matches: Sequence[Match], by: tuple[str, ...], answer: Answer) -> list[Level]:
    """Raises QueryError where groups would repeat events beyond all measure."""
    levels = [level(name, matches, answer) for name in by]
    if sharing(by):
        rows = sum(prod(len(inner.keys(match)) for inner in levels) for match in matches)
        _check(rows * _ROW, len(matches) * _ROW, by)
    return levels


def check_size(answer: Answer, by: tuple[str, ...], groups: Sequence[Group]) -> None:
    """Raises QueryError where rows with names would repeat events beyond all measure."""
    if not sharing(by):
        return
    sizes = {match.event.id: _size(match, answer.timeline) for match in answer.matches}
    rows = sum(sizes[m.event.id] for group in leaves(groups) for m in group.matches)
    _check(rows, sum(sizes.values()), by)


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


def _size(match: Match, timeline: Timeline) -> int:
    """About how many characters an event takes in a row for people."""
    event, actors = match.event, timeline.actors
    title = max((len(text) for _, text in event.titles), default=0)
    parts = event.actors[:MOST_NAMED]
    names = (actors[part.actor].name if part.actor in actors else part.actor for part in parts)
    roles = sum(2 + len(part.role) for part in parts)
    return _ROW + title + sum(map(len, names)) + roles + _MARK * len(event.sources)


def _groups(
    matches: Sequence[Match],
    levels: Sequence[Level],
    answer: Answer,
    loose: frozenset[str] = frozenset(),
) -> tuple[Group, ...]:
    level, *inner = levels
    if scale := scale_of(level.by):
        here = (match.event.id for match in matches if match.event.id in loose)
        loose = _loose(matches, scale, answer).union(here)
    members: dict[Key, list[Match]] = {}
    for match in matches:
        for key in level.keys(match):
            members.setdefault(key, []).append(match)
    groups = tuple(
        Group(
            key,
            tuple(members[key]),
            _groups(tuple(members[key]), inner, answer, loose) if inner else (),
            loose=loose,
        )
        for key in level.in_order(members)
    )
    if not inner:
        groups = _shown(groups, answer)
    return tuple(filled(groups, matches, answer))


def _shown(groups: tuple[Group, ...], answer: Answer) -> tuple[Group, ...]:
    """Groups of matches with these in the order in which people are shown them."""
    from .all_day import Daylong

    daylong = Daylong(answer)
    before = {below.event.id: above.event.id for above, below in pairwise(answer.matches)}
    shown: list[Group] = []
    for group in groups:
        above = shown[-1].matches[-1] if shown and _in_time(group.by) else None
        if group.by == "day" and not group.shared.missing:
            rows = daylong.day(group.matches)
        else:
            rows = daylong.placed(group.matches)
        shown.append(group._replace(matches=tuple(daylong.marked(rows, above, before))))
    return tuple(shown)


def _in_time(by: str) -> bool:
    """Whether groups follow each other in time: weekdays, which come round, do not."""
    scale = scale_of(by)
    return scale is not None and not scale.round


def _loose(matches: Sequence[Match], scale: Scale, answer: Answer) -> frozenset[str]:
    """The matches that may start in a later day or hour than the earliest possible one."""
    unit = scale.unit(answer)
    loose = set()
    for match in matches:
        bound = scale.start(match)
        low, high = bound.ends if bound else (None, None)
        if low is None or high is None or unit(low) != unit(high):
            loose.add(match.event.id)
    return frozenset(loose)
