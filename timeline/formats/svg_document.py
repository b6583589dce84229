"""What stands around every SVG: its title, counts, source and legend, for all who see it or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.both_calendars import BothCalendars
from crisis.timeline.base.languages import days_of
from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.record import Record

from .markup import attributes, element, escape, number
from .svg_shapes import DRAWN
from .svg_style import FONT, SIZE, SMALL, TITLE, Theme
from .svg_text import cut, width

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crisis.timeline.base.languages import Language
    from crisis.timeline.base.zones import Zone
    from crisis.timeline.model.timeline import Timeline
    from crisis.timeline.reports.chart.legend import Entry
    from crisis.timeline.reports.report import Report

    from .svg_shapes import Sheet
    from .svg_style import ThemeName

COLUMNS = 120
"""Columns of a whole picture, each of 8 units."""
EDGE = 24.0
HEAD = EDGE + 46
_SIGN = 20.0
_APART = 20.0


class Setting(NamedTuple):
    """What a picture is to be: as ``to_svg`` has it."""

    zone: Zone | None = None
    lang: str = ""
    columns: int = COLUMNS
    julian: bool = False
    theme: ThemeName = "auto"
    asked: str = ""

    def language(self, timeline: Timeline) -> Language:
        """The language of texts and days: that which is asked for, else the timeline's own."""
        own = timeline.header.lang
        named = days_of(self.lang or own, own, timeline.text_languages)
        return BothCalendars(named) if self.julian else named

    def skin(self) -> Theme:
        """The looks of the page."""
        return Theme(self.theme)


class Document(Record):
    """The texts of a picture that is ``wide`` units, without the edge around it.

    ``shown`` is which time it shows, ``counts`` how much of what there is, ``source`` where it is
    from; ``described`` is all of it in words.
    """

    title: str
    shown: str
    counts: str
    source: str
    described: str
    language: str
    wide: float

    def text(self, body: str, height: float, theme: Theme) -> str:
        """The whole file, of which the body reaches down to a height."""
        wide = EDGE * 2 + self.wide
        high = height + 24 + EDGE
        head = attributes(
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "width": wide,
                "height": high,
                "viewBox": f"0 0 {number(wide)} {number(high)}",
                "role": "img",
                "aria-labelledby": "timeline-title timeline-text",
                "xml:lang": self.language or "en",
                "font-family": FONT,
            }
        )
        title = theme.text("title") | {"x": EDGE, "y": EDGE + 12}
        quiet = theme.text("quiet") | {"x": EDGE, "y": EDGE + 32}
        small = theme.text("quiet small") | {"x": EDGE, "y": high - EDGE}
        room = self.wide - width(self.counts, SIZE) - _APART
        counts = quiet | {"x": EDGE + self.wide, "text-anchor": "end"}
        beside = room >= width(self.shown, SIZE)
        lines = [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f"<svg{head}>",
            element("title", {"id": "timeline-title"}, escape(self.title)),
            element("desc", {"id": "timeline-text"}, escape(self.described)),
            element("style", {}, theme.style) if theme.style else "",
            element("rect", {**theme.look("page"), "width": wide, "height": high}),
            element("text", title, escape(cut(self.title, TITLE * 1.08, self.wide))),
            element("text", quiet, escape(cut(self.shown, SIZE, self.wide))),
            element("text", counts, escape(self.counts)) if beside and self.counts else "",
            body,
            element("text", small, escape(cut(self._source(beside), SMALL, self.wide))),
            "</svg>",
        ]
        return "\n".join(line for line in lines if line) + "\n"

    def _source(self, beside: bool) -> str:
        """The source; the counts before it where they have no room above."""
        parts = (self.source,) if beside else (self.counts, self.source)
        return " \N{MIDDLE DOT} ".join(part for part in parts if part)


def summary(report: Report) -> str:
    """How many events there are, and how many are certain, possible and disputed."""
    counts = report.counts
    matches = report.answer.matches
    parts = [f"{counts.shown} of {counts.total} event{'s' if counts.total != 1 else ''}"]
    if counts.possible:
        parts += [f"{counts.certain} certain", f"{counts.possible} possible"]
    disputed = sum(1 for match in matches if match.event.disputed)
    parts += [f"{disputed} disputed"] if disputed else []
    return " \N{MIDDLE DOT} ".join(parts)


def source(title: str, zone: str, asked: str) -> str:
    """Where a picture is from: the file's title, the zone of its clocks, what was asked."""
    by = f"drawn by crisis: {asked}" if asked else "drawn by crisis"
    return " \N{MIDDLE DOT} ".join(part for part in (title, zone, by) if part)


def legend(sheet: Sheet, items: Iterable[Entry], y: float, room: float) -> float:
    """Signs with their words side by side, from a base line y on; that of the last of them."""
    x = EDGE
    for signs, text in items:
        kinds = list(dict.fromkeys(sign.kind or sign.glyph for sign in signs))
        drawn = [kind for kind in kinds if kind in DRAWN]
        letters = [kind for kind in kinds if kind not in DRAWN]
        said = " ".join([*letters, text])
        shapes = _SIGN * len(drawn)
        wide = shapes + width(said, SIZE) + _APART
        if x > EDGE and x + wide - _APART > EDGE + room:
            x, y = EDGE, y + 20
        for number_of, kind in enumerate(drawn):
            sheet.sign(kind, x + _SIGN * number_of, y - 4)
        sheet.text(x + shapes + (2 if drawn else 0), y, cut(said, SIZE, room - shapes), "quiet")
        x += wide
    return y
