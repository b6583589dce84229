"""The table form for people: under each heading a line for each event, as it is worked out.

The first screen of 100,000 events is there as soon as that of 100, and the widths of columns come
from the first ones.
"""

from __future__ import annotations

from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from rich.cells import cell_len

from crisis.cli.terminal.columns import shortened, styled, wrapped
from crisis.timeline.query.answer import Match
from crisis.timeline.reports.groups import Group
from crisis.timeline.reports.headings import silence
from crisis.timeline.reports.time_bars import Frame, bar, day_frame, stretch

from .cells import heading, told, untimed
from .clock_names import above
from .row_layout import layout
from .row_lines import lines
from .row_signs import bracket, dates, hours, legend, legend_lines, strip
from .shown_rows import rows_below, under_their_days
from .title_line import title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from crisis.cli.terminal.output import View
    from crisis.timeline.reports.report import Report
    from crisis.timeline.reports.times import Lead

    from .cells import Told
    from .row_layout import Layout
    from .shown_rows import Shown

MEASURED = 400
"""So many events are measured for the widths of columns, and their signs explained."""


def table(report: Report, view: View) -> Iterator[str]:
    """Print a report piece by piece, a group's heading or an event at a time."""
    if not len(report.answer.matches):
        return
    look = view.look
    width = look.width or 100
    following = under_their_days(rows_below(report, view))
    first = _begun(following)
    matches = [(shown.what, shown.lead) for shown in first if isinstance(shown.what, Match)]
    rows = [told(match, report, view, named) for match, named in matches]
    plan = _plan(rows, first, view, width)
    frames = _Frames(report, view)
    frames.columns = plan.strip
    yield from _head(rows, [named for _, named in matches], report, view, frames, bool(plan.since))
    if plan.clocks and not plan.stacked:
        yield f"{styled(above(plan.clocks, plan.margin, plan.times, look), 'dim', look)}\n"
    ready = iter(rows)
    silent = None
    scaled = False
    for depth, what, named, over, under, headed in chain(first, following):
        room = width - 2 * depth
        if isinstance(what, Match):
            row = next(ready, None) or told(what, report, view, named)
            frame = frames.of(named)
            cells = strip(what.event, frame, look) if frame else []
            sign = bracket(over, under, look)
            row = untimed(row) if headed else row
            drawn: Iterable[str] = lines(row, sign, cells, plan, room, look)
        elif isinstance(what, Group):
            if not depth and silent is not None and not (what.silent and silent):
                yield "\n"
            silent = silent if depth else what.silent
            scale = "" if what.groups else frames.scale(named)
            drawn = _heading(what, report, view, plan, room, scale, scaled)
            scaled = scaled or bool(scale)
        else:
            sign = bracket(over, under, look).ljust(plan.margin)
            words = shortened(str(what), room - len(sign), look)
            drawn = [styled(f"{sign}{words}", "dim", look)]
        for line in drawn:
            yield f"{'  ' * depth}{line}\n"


def _begun(following: Iterator[Shown]) -> list[Shown]:
    """What is shown up to so many matches as are measured."""
    begun: list[Shown] = []
    matches = 0
    for shown in following:
        begun.append(shown)
        matches += isinstance(shown.what, Match)
        if matches == MEASURED:
            break
    return begun


class _Frames:
    """The stretches of time that the strips of rows are of: their day, else that of the answer."""

    def __init__(self, report: Report, view: View) -> None:
        self._report = report
        self._zone = view.zones[0]
        self._look = view.look
        self.columns = 0

    def of(self, named: Lead) -> Frame | None:
        """The frame of what stands below a heading; None where there is no strip."""
        if not self.columns:
            return None
        return day_frame(named, self._zone, self.columns) if isinstance(named, int) else self._all

    @cached_property
    def _all(self) -> Frame | None:
        if "day" in self._report.by:
            return None
        ends = stretch((match.event for match in self._report.answer.matches), self._zone)
        return Frame(*ends, self._zone, self.columns) if ends else None

    def scale(self, named: Lead) -> str:
        """What stands above strips; empty where there are none."""
        frame = self.of(named)
        if frame is None:
            return ""
        return hours(self.columns, self._look) if isinstance(named, int) else self._dates

    @cached_property
    def _dates(self) -> str:
        return dates(self._all, self._look) if self._all else ""


def _plan(rows: Sequence[Told], first: list[Shown], view: View, width: int) -> Layout:
    look = view.look
    heads = [
        2 * depth + cell_len(look.letters(look.language.long_day(what.shared.number)))
        for depth, what, *_ in first
        if isinstance(what, Group) and what.by == "day" and what.shared.number is not None
    ]
    ordered = len(rows) < MEASURED and not any(row.match.undecided for row in rows)
    dated = any(not row.match.event.dateless for row in rows)
    return layout(rows, max(heads, default=0), ordered, dated, width, view)


def _head(
    rows: Sequence[Told],
    leads: Sequence[Lead],
    report: Report,
    view: View,
    frames: _Frames,
    elapsed: bool,
) -> Iterator[str]:
    """The title, and the signs that occur with what they mean."""
    look = view.look
    yield titled(report, view, elapsed)
    drawn = {
        sign.name
        for row, named in zip(rows, leads, strict=True)
        if (frame := frames.of(named))
        for sign in bar(row.match.event, frame)
        if sign
    }
    whole = len(report.answer.matches) == len(rows)
    signs = legend(report, [row.match for row in rows], whole, drawn, look)
    for line in legend_lines(signs, look.width or 100, look):
        yield f"{line}\n"
    yield "\n"


def titled(report: Report, view: View, elapsed: bool = True) -> str:
    """The title of the timeline and what is said beside it, on as many lines as they take."""
    look = view.look
    (name, bold), (rest, dim) = title(report, view, elapsed)
    lines = []
    for line in f"{name}\0{rest}".split("\n"):
        head, mark, tail = line.partition("\0")
        if mark and cell_len(head + tail) <= (look.width or cell_len(line)):
            lines.append(styled(head, bold, look) + styled(tail, dim, look))
            continue
        pieces = wrapped(line.replace("\0", ""), look.width or cell_len(line))
        lines.extend(styled(piece, bold if mark else dim, look) for piece in pieces)
    return "".join(f"{line}\n" for line in lines)


def _heading(
    group: Group,
    report: Report,
    view: View,
    plan: Layout,
    room: int,
    scale: str,
    scaled: bool,
) -> Iterator[str]:
    """A heading, with the scale of the strips below it where there is room or it is the first."""
    look = view.look
    if group.silent:
        head, said = heading(group, report, view), silence(group)
        lines = [f"{head}  {said}"]
        if cell_len(lines[0]) > room:
            lines = [*wrapped(head, room), *(f"  {line}" for line in wrapped(said, room - 2))]
        yield from (styled(line, "dim", look) for line in lines)
        return
    text = heading(group, report, view) if group.by else ""
    if scale and cell_len(text) + 2 <= plan.before:
        blank = " " * (plan.before - cell_len(text))
        yield styled(text, "bold", look) + blank + styled(scale, "dim", look)
        return
    if text:
        yield from (styled(line, "bold", look) for line in wrapped(text, room))
    if scale and not scaled:
        yield " " * plan.before + styled(scale, "dim", look)
