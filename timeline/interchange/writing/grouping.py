"""The groups of a report where a format gives each event one, or sections of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.reports.headings import heading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crisis.timeline.reports.groups import Group
    from crisis.timeline.reports.report import Report
    from crisis.timeline.reports.times import Letters

    from .losses import Losses

APART = " \N{MIDDLE DOT} "
"""Between the headings of groups inside each other."""


def first_groups(report: Report, look: Letters, losses: Losses) -> dict[str, str]:
    """By the id of an event the heading of its first group; the others it has are counted as lost.

    Empty where nothing groups the report.
    """
    if not report.by:
        return {}
    found: dict[str, str] = {}
    more = 0
    for title, group in sections(report, look):
        for match in group.matches:
            more += match.event.id in found
            found.setdefault(match.event.id, title)
    losses.add("further group of an event", "further groups of events", count=more)
    return found


def sections(report: Report, look: Letters, short: bool = False) -> list[tuple[str, Group]]:
    """The groups of the last level that have events, each with its heading and those above it.

    ``short`` is for where headings have little room.
    """
    return _below(report.groups, "", report, look, short)


def _below(
    groups: Sequence[Group], above: str, report: Report, look: Letters, short: bool
) -> list[tuple[str, Group]]:
    found: list[tuple[str, Group]] = []
    for group in groups:
        if group.by and group.silent:
            continue
        own = heading(group, report.answer.timeline, look, short)
        title = APART.join(filter(None, (above, own)))
        inner = _below(group.groups, title, report, look, short)
        found += inner if group.groups else [(title, group)]
    return found
