"""A report is an answer in groups: plain data that any form turns into text."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from crisis.timeline.base.record import Record
from crisis.timeline.model.words import GROUP_SORTS
from crisis.timeline.query.terms import QueryError
from crisis.timeline.query.windows import CERTAIN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crisis.timeline.query.answer import Answer, Match

    from .groups import Group


@runtime_checkable
class CountedMatches(Protocol):
    """Matches that were counted and not read: certain, possible, and with a status."""

    @property
    def counts(self) -> tuple[int, int, int]: ...


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
        counting: bool = False,
    ) -> None:
        self.answer = answer
        self.by = by
        self.sort = sort
        self.counting = counting
        if counts is not None:
            self.counts = counts

    def __repr__(self) -> str:
        by = f"by {','.join(self.by)} " if self.by else ""
        return f"<Report {by}of {self.answer!r}>"

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The groups, with silent ones between them."""
        from .grouping import grouped  # most forms of an answer without groups ask for none

        return grouped(self.answer, self.by, self.sort, self.counting)

    @cached_property
    def counts(self) -> Counts:
        """How many events."""
        answer = self.answer
        numbers = _tallied(answer) or _whole(answer) or tally(answer.matches)
        total = len(answer.timeline.events)
        return Counts(len(answer.matches), *numbers, answer.undated, total)


def _tallied(answer: Answer) -> tuple[int, int, int] | None:
    """The tally of what an engine counts."""
    from crisis.timeline.query.lazy_matches import Flow

    found = answer.matches.tally() if isinstance(answer.matches, Flow) else None
    if found is None:
        return None
    return found.certain, found.all - found.certain - found.status, found.status


def _whole(answer: Answer) -> tuple[int, int, int] | None:
    """The tally of all events of an index, of which only those with a status are not certain."""
    from crisis.timeline.query.lazy_matches import summed

    totals = summed(answer, lambda sums: sums.words("status"))
    if totals is None:
        return None
    apart = sum(total.number for total in totals)
    return len(answer.matches) - apart, 0, apart


def statuses(answer: Answer) -> list[str]:
    """The statuses of the matches, in the order of letters."""
    from crisis.timeline.query.lazy_matches import summed

    words = summed(answer, lambda sums: [total.word for total in sums.words("status")])
    if words is None:
        words = list({match.event.status for match in answer.matches} - {""})
    return sorted(words)


def tally(matches: Sequence[Match], loose: frozenset[str] = frozenset()) -> tuple[int, int, int]:
    """How many are certain, how many possible, and apart from both how many have a status.

    Those in ``loose`` are certain matches that may lie in another group: here only possible.
    """
    if isinstance(matches, CountedMatches):
        return matches.counts
    apart = sum(1 for match in matches if match.event.status)
    certain = sum(1 for m in matches if m.verdict == CERTAIN and m.event.id not in loose)
    return certain, len(matches) - certain - apart, apart


def report(
    answer: Answer, by: tuple[str, ...] = (), sort: str = "file", counting: bool = False
) -> Report:
    """Group an answer by day, hour (elapsed), actor, source, tag or place; several names nest.

    There are groups by hour-of-day, weekday and any length of the clock (``15m``) as well. Where
    the query asks for actors or tags, there are groups of these alone. ``sort`` is one of
    GROUP_SORTS, or empty: days and hours in the order of time, all else by count. With
    ``counting`` the matches of groups are perhaps counted, and not there. Raises QueryError for any
    other name; ``groups`` raises it where they would repeat events beyond all measure.
    """
    if by:
        from .grouping import check_names

        check_names(by)
    if sort and sort not in GROUP_SORTS:
        raise QueryError(f'no order of groups by "{sort}"', f"one of {', '.join(GROUP_SORTS)}")
    return Report(answer, by, None, sort, counting)
