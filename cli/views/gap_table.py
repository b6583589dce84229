"""Silences for people: in a pipe a line each, on a screen with a strip on the scale of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from crisis.cli.terminal.columns import columns, styled, wrapped
from crisis.timeline.base.escape import one_line
from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.texts import in_language
from crisis.timeline.base.zones import HOUR, MINUTE, SECOND
from crisis.timeline.reports import long_times, times
from crisis.timeline.reports.chart.gap_axis import gap_axis
from crisis.timeline.reports.chart.ticks import about
from crisis.timeline.reports.lengths import length
from crisis.timeline.reports.signs import CUT, MATCH, POSSIBLE

from .cells import heading, year
from .chart.axis_text import axis_lines
from .chart.legend import legend
from .strip_lines import StripBrush, painted
from .title_line import title

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from crisis.cli.terminal.output import View
    from crisis.timeline.model.records import Event
    from crisis.timeline.reports.chart.axis import Axis
    from crisis.timeline.reports.gaps import Gap, Silences
    from crisis.timeline.reports.report import Report

    from .chart.axis_text import Line

NAMED = 3
"""Up to so many events are named that may fall into a gap."""
_LEAST = 36
"""With fewer columns left beside the times, a strip gets a line of its own."""
_ROOMY = 60
"""With so many left beside times and titles, these stand behind the strip."""
_MANY = 24
"""So many gaps have the axis below them as well."""


def gap_table(silences: list[Silences], report: Report, view: View, long: bool = False) -> str:
    """The gaps of each group; empty where there are none.

    A screen has the ids around them where there is room, and where they are ``long``.
    """
    if view.look.width is None:
        return _listed(silences, report, view)
    if not any(silence.gaps for silence in silences):
        return ""
    return _Table(silences, report, view, view.look.width, long).text()


def _listed(silences: list[Silences], report: Report, view: View) -> str:
    """A line for each gap: when, how long, between which ids."""
    parts: list[str] = []
    styles = (MATCH.terminal, *["bold"] * len(view.zones), "", "dim")
    for silence in silences:
        if not silence.gaps:
            continue
        head = styled(heading(silence.group, report, view), "bold", view.look)
        rows = [_cells(gap, view) for gap in silence.gaps]
        right = frozenset({len(view.zones) + 1})
        lines = columns(rows, view.look, styles, right, len(rows[0]) - 1)
        parts.append(f"{head}\n{lines}" if head else lines)
    return "\n".join(parts)


def _cells(gap: Gap, view: View) -> tuple[str, ...]:
    look = view.look
    clocks = [times.stretch(gap.start, gap.stop, zone, None, look) for zone in view.zones]
    around = _around(gap, look.arrow, lambda event: one_line(event.id))
    if gap.maybe:
        around += f" ({_named(gap, lambda event: one_line(event.id))} may fall here)"
    cells = (POSSIBLE.glyph if gap.maybe else "", *clocks, _length(gap, view), around)
    return tuple(look.letters(cell) for cell in cells)


def _around(gap: Gap, arrow: str, name: Callable[[Event], str]) -> str:
    """What a gap lies between: ``a → b``."""
    after = name(gap.after) if gap.after else "the start"
    before = name(gap.before) if gap.before else "the end"
    if gap.after is not None and gap.after is gap.before:
        which = "accounts" if gap.after.disputed else "alternatives"
        return f"between the {which} of {after}"
    return f"{after} {arrow} {before}"


def _named(gap: Gap, name: Callable[[Event], str]) -> str:
    """Which events may fall into a gap; of many the first, and how many more."""
    text = ", ".join(name(event) for event in gap.maybe[:NAMED])
    more = len(gap.maybe) - NAMED
    return text + (f" and {more} more" if more > 0 else "")


def _length(gap: Gap, view: View) -> str:
    size = gap.stop - gap.start
    unit = MINUTE if size >= HOUR else SECOND if size >= SECOND else 1
    long = long_times.between(gap.start, gap.stop, view.zones[0])
    return long or length(size - size % unit)


class _Row(NamedTuple):
    """A gap in words: when in each zone, how long, between what, by title and by id."""

    gap: Gap
    clocks: tuple[str, ...]
    length: str
    around: str
    ids: str
    maybe: str


class _Table:
    """Gaps on a screen: their strips are of one scale and stand under one axis.

    On a wide screen each takes a line, on a narrower one what is around it stands below, on a
    narrow one the strip has a line of its own as well.
    """

    def __init__(
        self, silences: list[Silences], report: Report, view: View, width: int, long: bool
    ) -> None:
        self.report = report
        self.view = view
        self.look = view.look
        self.width = width
        self.year = year(report, view)
        self.groups = [
            (silence, [self._row(gap) for gap in silence.gaps])
            for silence in silences
            if silence.gaps
        ]
        rows = [row for _, each in self.groups for row in each]
        self.many = len(rows) > _MANY
        self.mark = 2 if any(row.maybe for row in rows) else 0
        zones = range(len(view.zones))
        self.clocks = [max(cell_len(row.clocks[zone]) for row in rows) for zone in zones]
        before = self.mark + sum(size + 2 for size in self.clocks)
        around = max(cell_len(row.around) for row in rows)
        ids = max(cell_len(row.ids) for row in rows)
        self.beside = width - before >= _LEAST
        self.behind = width - before - around - 2 >= _ROOMY
        self.ids = self.behind and width - before - around - ids - 4 >= _ROOMY
        room = width - before - (around + 2 if self.behind else 0) - (ids + 2 if self.ids else 0)
        self.margin, self.room = (before, room) if self.beside else (0, width)
        self.around = around
        self.long = long and not self.ids

    def text(self) -> str:
        look, zone = self.look, self.report.answer.clock.zone
        silences = [silence for silence, _ in self.groups]
        axis = gap_axis(silences, self.room, zone, look.language)
        assert axis is not None
        brush = StripBrush(axis, look, self.margin)
        body: list[str] = []
        for number, (silence, rows) in enumerate(self.groups):
            if self.report.by:
                body += [""] if number else []
                head = wrapped(heading(silence.group, self.report, self.view), self.width)
                body += [styled(line, "bold", look) for line in head]
            for row in rows:
                body += self._lines(row, brush)
        top = [styled(*part, look) for part in title(self.report, self.view, False)]
        lines = ["".join(top), *self._legend(axis, brush), ""]
        lines += [*painted(axis_lines(axis, look, self.margin), look), *body]
        if self.many:
            lines += painted(axis_lines(axis, look, self.margin, below=True), look)
        return "".join(f"{line}\n" for line in lines)

    def _row(self, gap: Gap) -> _Row:
        look, view = self.look, self.view
        named = self.year
        clocks = [times.stretch(gap.start, gap.stop, zone, named, look) for zone in view.zones]
        maybe = f"{_named(gap, self._title)} may fall here" if gap.maybe else ""
        ids = _around(gap, look.arrow, lambda event: one_line(event.id))
        texts = (_length(gap, view), _around(gap, look.arrow, self._title), ids, maybe)
        return _Row(gap, tuple(map(look.letters, clocks)), *map(look.letters, texts))

    def _title(self, event: Event) -> str:
        return one_line(in_language(event.titles, self.look.language.tag) or event.id)

    def _lines(self, row: _Row, brush: StripBrush) -> Iterator[str]:
        """A gap on as many lines as the screen asks for."""
        line = brush.line()
        below = [row.maybe] if row.maybe else []
        if not self.behind:
            below = [f"{row.around} ({row.maybe})" if row.maybe else row.around]
        below += [row.ids] if self.long else []
        if not brush.silence(line, row.gap, row.length):
            below.insert(0, row.length)
        mark = (
            styled(POSSIBLE.glyph, MATCH.terminal, self.look) + " "
            if row.maybe
            else " " * self.mark
        )
        if self.beside:
            yield self._beside(line, row)
        else:
            for number, text in enumerate(wrapped("  ".join(row.clocks), self.width - self.mark)):
                yield (" " * self.mark if number else mark) + styled(text, "bold", self.look)
            yield from painted([line], self.look)
        indent = self.mark + 2
        for text in below:
            for part in wrapped(text, self.width - indent, 2):
                yield " " * indent + styled(part, "dim", self.look)

    def _beside(self, line: Line, row: _Row) -> str:
        """The times, the strip, and what is around the gap where there is room."""
        line.put(0, POSSIBLE.glyph if row.maybe else "", MATCH.terminal)
        column = self.mark
        for text, size in zip(row.clocks, self.clocks, strict=True):
            line.put(column, text, "bold")
            column += size + 2
        (text,) = painted([line], self.look)
        if not self.behind:
            return text
        size = sum(cell_len(part) for part, _ in line.segments())
        text += " " * (self.margin + self.room + 2 - size) + row.around
        if self.ids:
            text += " " * (self.around + 2 - cell_len(row.around))
            text += styled(row.ids, "dim", self.look)
        return text

    def _legend(self, axis: Axis, brush: StripBrush) -> Iterator[str]:
        """The signs that occur, how long a column is, and what the axis leaves out."""
        look = self.look
        texts = [*brush.legend()]
        texts += [f"{brush.ends.short} shorter than a column"] if brush.short else []
        texts += [f"{POSSIBLE.letter(look.ascii)} only possible"] if self.mark else []
        texts.append(f"a column is {about(int(axis.sections[0].column))}")
        cuts = [about(size) for size in axis.cuts]
        texts += [f"{CUT.letter(look.ascii)} {', '.join(cuts)} {CUT.word}"] if cuts else []
        yield from painted(legend(texts, self.width, look), look)
