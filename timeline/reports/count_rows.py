"""How many events there are in each group, as rows, and how long their bars are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple

from .report import tally

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .groups import Group
    from .report import Report

_WIDE = 2
"""Columns that an event takes where there is room."""


class CountRow(NamedTuple):
    """A group at a ``depth``, from 0, and how many of its events are of each kind.

    ``status`` counts those that were planned, missed, averted or denied, apart from both others.
    Only an innermost group has a ``bar``.
    """

    group: Group
    depth: int
    certain: int
    possible: int
    status: int

    @property
    def shown(self) -> int:
        """All of them."""
        return self.certain + self.possible + self.status

    @property
    def bar(self) -> bool:
        """Whether it has a bar: else the rows below it have."""
        return not self.group.groups


class Counted(NamedTuple):
    """The rows in their order. ``most`` is what the longest bar stands for.

    ``repeated`` tells that an event stands in several rows, so that they add up to more than all.
    """

    rows: tuple[CountRow, ...]
    most: int
    repeated: bool


def counted(report: Report) -> Counted:
    """The groups of a report as rows, outer ones above those in them."""
    rows = tuple(_rows(report.groups, 0))
    bars = [row.shown for row in rows if row.bar]
    return Counted(rows, max(bars, default=0), sum(bars) > report.counts.shown)


def bar(row: CountRow, most: int, room: int) -> tuple[int, int, int]:
    """How many columns, of at most so many, are certain, are possible, and have a status."""
    per = min(_WIDE, room // most) if most <= room else 0
    parts: list[int] = []
    number = drawn = 0
    for part in (row.certain, row.possible, row.status):
        number += part
        upto = number * per if per else -(-number * room // most)
        parts.append(upto - drawn)
        drawn = upto
    return parts[0], parts[1], parts[2]


def _rows(groups: Sequence[Group], depth: int) -> Iterator[CountRow]:
    for group in groups:
        yield CountRow(group, depth, *tally(group.matches, group.loose))
        yield from _rows(group.groups, depth + 1)
