"""Silences as an SVG: each in its row, on one scale, hatched where it is certain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.escape import one_line
from crisis.timeline.base.texts import in_language
from crisis.timeline.base.zones import HOUR, MINUTE, SECOND
from crisis.timeline.reports import long_times, times
from crisis.timeline.reports.chart.gap_axis import gap_axis
from crisis.timeline.reports.chart.legend import Entry
from crisis.timeline.reports.chart.ticks import about
from crisis.timeline.reports.headings import heading
from crisis.timeline.reports.lengths import length
from crisis.timeline.reports.signs import CUT, MAYBE_SILENT, POSSIBLE, SILENT, Sign

from .svg_document import EDGE, HEAD, Document, Setting, legend, source
from .svg_shapes import Sheet
from .svg_style import SIZE, SMALL
from .svg_text import CELL, Units, cut, width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crisis.timeline.base.zones import Zone
    from crisis.timeline.model.records import Event
    from crisis.timeline.reports.gaps import Gap, Silences
    from crisis.timeline.reports.report import Report

_NAMED = 3
"""Up to so many events are named that may fall into a gap."""
_LEFT = 0.5
"""The most that words take of the whole width."""
_ROW, _HEADING, _APART = 36.0, 24.0, 14.0
_MARK = 14.0


def gaps_svg(report: Report, silences: Sequence[Silences], setting: Setting) -> str:
    """The gaps of each group; where there are none, the picture says so."""
    timeline = report.answer.timeline
    look = Units(setting.language(timeline))
    zone = setting.zone or report.answer.clock.zone
    rows = [gap for silence in silences for gap in silence.gaps]
    number = len(rows)
    words = _Words(look, zone)
    wide = setting.columns * CELL
    shown = "no gap" if not rows else times.stretch(
        min(gap.start for gap in rows), max(gap.stop for gap in rows), zone, None, look
    )  # fmt: skip
    document = Document(
        title=timeline.header.title or "Timeline",
        shown=f"silences \N{MIDDLE DOT} {shown} \N{MIDDLE DOT} {zone.label}",
        counts=f"{number} gap{'' if number == 1 else 's'}",
        source=source(timeline.header.title, zone.label, setting.asked),
        described=f"{number} stretches of time in which nothing is recorded: {shown}.",
        language=look.language.tag,
        wide=wide,
    )
    theme = setting.skin()
    if not rows:
        return document.text("", HEAD, theme)
    texts = [
        max(width(words.when(gap), SIZE * 1.1), width(words.below(gap), SMALL)) for gap in rows
    ]
    mark = _MARK if any(gap.maybe for gap in rows) else 0.0
    left = min(wide * _LEFT, mark + max(texts) + _APART)
    margin = int(left / CELL) + 1
    axis = gap_axis(silences, setting.columns - margin, zone, look.language)
    assert axis is not None
    sheet = Sheet(axis, EDGE + margin * CELL, theme)
    y = sheet.axis_at(HEAD)
    place, top = sheet.place(), y
    used: set[str] = set()
    for silence in silences:
        if report.by and silence.gaps:
            sheet.line("guide", EDGE, y + 4, sheet.right, y + 4)
            name = heading(silence.group, timeline, look)
            sheet.text(EDGE, y + 18, cut(name, SIZE * 1.1, wide), "head")
            y += _HEADING
        for gap in silence.gaps:
            used |= _row(sheet, gap, words, y, mark, margin * CELL - _APART)
            y += _ROW
    sheet.guides(top, y, place)
    y = sheet.axis_at(y + 4, below=True) if len(rows) > 12 else y
    items = [Entry((sign,), sign.word) for sign in _SIGNS if sign.name in used]
    items += [Entry((CUT,), f"{about(size)} {CUT.word}") for size in axis.cuts]
    y = legend(sheet, items, y + 24, wide)
    return document.text(str(sheet), y, theme)


_SIGNS: tuple[Sign, ...] = (SILENT, MAYBE_SILENT, POSSIBLE._replace(word="only possible"))


def _row(sheet: Sheet, gap: Gap, words: _Words, y: float, mark: float, room: float) -> set[str]:
    """A gap from a top y on; the names of the signs that it takes."""
    sheet.begin("gap", f"{words.when(gap)}\n{words.below(gap)}")
    if gap.maybe:
        sheet.text(EDGE, y + 16, POSSIBLE.glyph, "marks match")
    sheet.text(EDGE + mark, y + 16, cut(words.when(gap), SIZE * 1.1, room - mark), "head")
    sheet.text(EDGE + mark, y + 30, cut(words.below(gap), SMALL, room - mark), "quiet small")
    axis = sheet.axis
    low, high = gap.widest
    places = [axis.place(at) for at in (low, gap.start, gap.stop, high)]
    sheet.silence(places, y + 18, bool(gap.maybe))
    sheet.end()
    vague = places[1] - places[0] >= 0.1 or places[3] - places[2] >= 0.1
    used = {MAYBE_SILENT.name, POSSIBLE.name} if gap.maybe else {SILENT.name}
    return used | ({MAYBE_SILENT.name} if vague else set())


class _Words:
    """What is said of a gap."""

    def __init__(self, look: Units, zone: Zone) -> None:
        self.look = look
        self.zone = zone

    def when(self, gap: Gap) -> str:
        """From when to when, and how long."""
        size = gap.stop - gap.start
        unit = MINUTE if size >= HOUR else SECOND if size >= SECOND else 1
        long = long_times.between(gap.start, gap.stop, self.zone) or length(size - size % unit)
        return f"{long}  {times.stretch(gap.start, gap.stop, self.zone, None, self.look)}"

    def below(self, gap: Gap) -> str:
        """What it lies between, and what may fall into it."""
        after = self._title(gap.after) if gap.after else "the start"
        before = self._title(gap.before) if gap.before else "the end"
        text = f"{after} {self.look.arrow} {before}"
        if gap.after is not None and gap.after is gap.before:
            which = "accounts" if gap.after.disputed else "alternatives"
            text = f"between the {which} of {after}"
        if not gap.maybe:
            return text
        names = ", ".join(self._title(event) for event in gap.maybe[:_NAMED])
        more = len(gap.maybe) - _NAMED
        return f"{text}; {names}{f' and {more} more' if more > 0 else ''} may fall here"

    def _title(self, event: Event) -> str:
        return one_line(in_language(event.titles, self.look.language.tag) or event.id)
