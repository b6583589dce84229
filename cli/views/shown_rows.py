"""What stands in a table or tree from top to bottom: headings, events, how these hang together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.query.answer import Match
from crisis.timeline.reports.all_day import whole_day
from crisis.timeline.reports.groups import Group
from crisis.timeline.reports.headings import lead
from crisis.timeline.reports.walk import steps

from .cells import year

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crisis.cli.terminal.output import View
    from crisis.timeline.reports.report import Report
    from crisis.timeline.reports.times import Lead
    from crisis.timeline.reports.walk import Step

SOME_TIME = "some time that day"
"""The heading of what may be at any time of its day, below what is known better."""


class Shown(NamedTuple):
    """A group, a match, or SOME_TIME, how deep it stands and what the headings above it name.

    ``above`` and ``below`` tell of a match whether its order to those beside it is not known,
    ``headed`` that it stands under SOME_TIME.
    """

    depth: int
    what: Group | Match | str
    lead: Lead
    above: bool = False
    below: bool = False
    headed: bool = False


def rows_below(report: Report, view: View) -> Iterator[Shown]:
    """All that a report shows, no more of it worked out than is asked for."""
    return _apart(_bracketed(_placed(steps(report), year(report, view))), view)


def under_their_days(following: Iterator[Shown]) -> Iterator[Shown]:
    """What is known to be not after a day first under its heading, where that follows: one heading.

    Each row says of itself that nothing is known of its beginning (`before 10:01`).
    """
    held: list[Shown] = []  # the heading "Not after Monday", and its rows
    for shown in following:
        what = shown.what
        if held and not isinstance(what, Group):
            held.append(shown)
            continue
        if held and isinstance(what, Group) and _is_day_of(held[0], shown):
            yield shown
            yield from held[1:]
            held = []
            continue
        yield from held
        held = []
        if isinstance(what, Group) and what.by == "day" and what.shared.open and not what.groups:
            held = [shown]
            continue
        yield shown
    yield from held


def _is_day_of(held: Shown, shown: Shown) -> bool:
    """Whether a heading is that of the very day before which something stands, with rows below."""
    if not isinstance(held.what, Group) or not isinstance(shown.what, Group):
        return False
    same = held.what.shared._replace(open=False) == shown.what.shared and held.depth == shown.depth
    return same and not shown.what.groups and not shown.what.silent


def _placed(following: Iterator[Step], named: Lead) -> Iterator[Shown]:
    """Each step with what the headings above it name."""
    leads = [named]
    for depth, what in following:
        if isinstance(what, Group):
            del leads[depth + 1 :]
            leads.append(lead(what, leads[-1]))
        yield Shown(depth, what, leads[-1])


def _bracketed(following: Iterator[Shown]) -> Iterator[Shown]:
    """Each match with whether its order to the one before and behind it is not known."""
    held: list[Shown] = []  # a match, and the groups behind it
    for shown in following:
        if isinstance(shown.what, Match):
            if held:
                yield held[0]._replace(below=shown.what.undecided)
                yield from held[1:]
            held = [shown._replace(above=shown.what.undecided)]
        elif held:
            held.append(shown)
        else:
            yield shown
    yield from held


def _apart(following: Iterator[Shown], view: View) -> Iterator[Shown]:
    """A heading of its own above what may be at any time of a day, where a clock stands above."""
    held: list[Shown] = []
    clocked = False
    for shown in following:
        what, day = shown.what, shown.lead
        if isinstance(what, Match) and isinstance(day, int):
            start = what.event.start.earliest
            zone = view.zones[0]
            if start is not None and zone.day(start) == day and whole_day(what.event, zone):
                held.append(shown)
                continue
            yield from held
            held, clocked = [], True
            yield shown
            continue
        yield from _headed(held, clocked)
        held, clocked = [], False
        yield shown
    yield from _headed(held, clocked)


def _headed(held: list[Shown], clocked: bool) -> Iterator[Shown]:
    if held and clocked:
        yield held[0]._replace(what=SOME_TIME, below=held[0].above)
        held = [shown._replace(headed=True) for shown in held]
    yield from held
