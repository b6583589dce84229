"""A Mermaid Gantt diagram: https://mermaid.js.org/syntax/gantt.html.

A bar is the whole stretch in which an event may lie; a milestone, in the middle of it, is what
would be too thin a bar to be seen. Times stand there without a zone, as clocks of the zone that
decides the days show them, and every browser shows them again so.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from crisis.timeline.base.escape import one_line
from crisis.timeline.base.zones import DAY, HOUR, LAST_DAY, MINUTE, SECOND, civil
from crisis.timeline.formats.fields import PLAIN
from crisis.timeline.reports.headings import lead

from .grouping import sections
from .mermaid import count_unsaid
from .mermaid_text import checked, still
from .places import MILLISECOND, Place, count_lost, place, walls
from .words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crisis.timeline.query.answer import Match
    from crisis.timeline.reports.groups import Group
    from crisis.timeline.reports.report import Report
    from crisis.timeline.reports.times import Lead, Letters

    from .losses import Losses

_FIRST_YEAR = 100
"""JavaScript takes the year 33 for 1933, and Mermaid loses the end of a bar before the year 100."""
_LAST = (LAST_DAY + 1) * DAY - MILLISECOND
"""The last instant of the year 9999: a year there has four digits."""
_MARGIN, _LETTER, _WIDEST = 20, 6, 300
"""Pixels beside the name of a section, of a letter of it, and of the whole column at most."""
_HOURLY = 12 * DAY
"""Above so much an axis has no clocks."""
_THIN = 500
"""So many bars side by side would each be too thin to be seen."""


def to_gantt(report: Report, losses: Losses, look: Letters = PLAIN) -> Iterator[str]:
    """The report as a Mermaid Gantt diagram, a section for each group; counts what is lost.

    Where groups share an event it stands in each of them. Raises QueryError where it is larger than
    Mermaid takes.
    """
    words = Words(report, look)
    drawn = _drawn(report, words, losses)
    ends = [end for at in drawn.values() for end in (at.first, at.stop)]
    extent = max(ends, default=0) - min(ends, default=0)
    named = sections(report, words.look, short=True)
    title = one_line(words.timeline.header.title) or "Timeline"
    head = (
        f"---\nconfig:\n  gantt:\n    leftPadding: {_margin(named)}\n---\n"
        f"gantt\n    title {still(f'{title} ({words.zone.label})', losses)}\n"
        f"    dateFormat YYYY-MM-DDTHH:mm:ss.SSS\n    axisFormat {_axis(extent)}\n"
        "    todayMarker off\n"
    )
    yield checked(head, _rows(words, losses, named, drawn, max(extent // _THIN, SECOND)))


def _margin(named: list[tuple[str, Group]]) -> int:
    """The pixels that the names of sections take, to the left of all bars."""
    longest = max((len(heading) for heading, _ in named), default=0)
    return min(_MARGIN + longest * _LETTER, _WIDEST)


def _axis(extent: int) -> str:
    """How the times of an axis are told, so that they have room side by side."""
    if extent <= HOUR:
        return "%H:%M:%S"
    return "%m-%d %H:%M" if extent <= _HOURLY else "%Y-%m-%d"


def _rows(
    words: Words,
    losses: Losses,
    named: list[tuple[str, Group]],
    drawn: dict[str, Place],
    short: int,
) -> Iterator[tuple[str, int]]:
    numbers = count(1)
    for heading, group in named:
        shown = [match for match in group.matches if match.event.id in drawn]
        if shown:
            yield f"    section {still(heading or 'Events', losses)}\n", 0
        for match, number in zip(shown, numbers, strict=False):
            name = still(_name(match, words, lead(group, None)), losses)
            task = _task(match, drawn[match.event.id], words, number, short)
            yield f"        {name} : {task}\n", 1


def _drawn(report: Report, words: Words, losses: Losses) -> dict[str, Place]:
    """Where each event stands that has a place; counts what is lost."""
    drawn = {}
    for match in report.answer.matches:
        at = place(match.event)
        if at and civil(words.zone.wall(at.first)).year < _FIRST_YEAR:
            losses.add("event before the year 100 left out", "events before the year 100 left out")
            continue
        count_lost(match.event, at, losses)
        if at:
            count_unsaid(match, losses)
            drawn[match.event.id] = at
    return drawn


def _name(match: Match, words: Words, day: Lead) -> str:
    event = match.event
    doubt = "disputed: " if event.disputed else ""
    return f"{words.title(event)} ({doubt}{words.short_time(event, day)})"


def _task(match: Match, at: Place, words: Words, number: int, short: int) -> str:
    """The kind of a task, its id and its two ends."""
    first, stop = walls(at, words.zone)
    kinds = ["crit"] if match.event.disputed else []
    kinds += ["milestone"] if at.stop - at.first <= short else []
    return ", ".join([*kinds, f"e{number}", _clock(first), _clock(stop)])


def _clock(wall: int) -> str:
    year, month, day, micro = civil(min(wall, _LAST))
    clock = f"{micro // HOUR:02}:{micro % HOUR // MINUTE:02}:{micro % MINUTE // SECOND:02}"
    return f"{year:04}-{month:02}-{day:02}T{clock}.{micro % SECOND // MILLISECOND:03}"
