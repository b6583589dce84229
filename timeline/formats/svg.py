"""The timeline as a scalable picture (SVG 1.1): for a report, a slide, a page.

One file that needs nothing else: no script, no font, no address. It follows the reader's choice of
light or dark. Uncertainty looks as it does in the terminal: solid is what certainly is, light where
something may be, hollow what never certainly was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.both_calendars import BothCalendars
from crisis.timeline.base.languages import Language, days_of
from crisis.timeline.base.limits import WIDEST
from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.texts import in_language
from crisis.timeline.query.according import told_by
from crisis.timeline.reports import times
from crisis.timeline.reports.chart.chart_model import axis_of, detail, picture
from crisis.timeline.reports.chart.ticks import GREGORIAN, about, days
from crisis.timeline.reports.corrected import corrected
from crisis.timeline.reports.signs import NEVER, NEVER_LASTING, SIGNS, meanings

from .markup import attributes, element, escape, number
from .svg_labels import Frame
from .svg_rows import indent, lanes, overview, rows
from .svg_shapes import CELL, Sheet
from .svg_style import FONT, SIZE, STYLE, look, text_look
from .svg_text import cut, width

if TYPE_CHECKING:
    from crisis.timeline.base.zones import Zone
    from crisis.timeline.reports.chart.axis import Axis
    from crisis.timeline.reports.report import Report

COLUMNS = 120
"""Columns of the whole picture."""
_EDGE = 24.0
_HEAD = _EDGE + 46
_MARGIN = 220.0
"""The most that names of lanes may take."""
_NAMED = 3
"""Up to so many events that could not be drawn are named."""


class _Look(NamedTuple):
    """What times are written with."""

    language: Language
    dash: str = "\N{EN DASH}"
    arrow: str = "\N{RIGHTWARDS ARROW}"


def to_svg(
    report: Report,
    zone: Zone | None = None,
    lang: str = "",
    columns: int = COLUMNS,
    julian: bool = False,
) -> str:
    """A report as an SVG document, a lane for each of its groups, ``columns`` of 8 units wide.

    Its clocks are those of ``zone``, else of the answer's clock; texts and days are in the language
    ``lang`` (BCP 47), else in the timeline's own; with ``julian`` texts have the Julian date of a
    day as well. Where nothing can be drawn, the picture says so.
    Raises ValueError for more columns than ``limits.WIDEST``.
    """
    if columns > WIDEST:
        raise ValueError(f"{columns} columns are too wide: at most {WIDEST}")
    answer = report.answer
    timeline = answer.timeline
    own = timeline.header.lang
    named = days_of(lang or own, own, timeline.text_languages)
    look = _Look(BothCalendars(named) if julian else named)
    frame = Frame(picture(report, look), timeline, zone or answer.clock.zone, look, answer)
    form = detail(frame.image)
    margin = 0
    if form == "lanes":
        names = (indent(lane) + width(lane.heading, SIZE) for lane in frame.image.lanes)
        margin = int((min(_MARGIN, columns * CELL / 3, max(names)) + 12) / CELL)
    axis = _axis(report, frame, columns - margin)
    wide = columns * CELL
    if axis is None:
        return _document("", _HEAD, report, frame, None, wide)
    sheet = Sheet(axis, _EDGE + margin * CELL)
    if form == "lanes":
        y = lanes(sheet, frame, _HEAD, _EDGE)
    elif form == "rows":
        y = rows(sheet, frame, _HEAD)
    else:
        y = sheet.axis_at(overview(sheet, frame.image, _HEAD, 160), below=True)
    y = _legend(sheet, report, frame, y + 24, wide)
    return _document(str(sheet), y, report, frame, axis, wide)


def _axis(report: Report, frame: Frame, columns: int) -> Axis | None:
    axis = axis_of(frame.image, report, columns, frame.look.language)
    return axis._replace(zone=frame.zone) if axis and axis.zone else axis


def _document(
    body: str, height: float, report: Report, frame: Frame, axis: Axis | None, room: float
) -> str:
    """The parts in a frame that says what the picture is, to those too who cannot see it."""
    title = report.answer.timeline.header.title or "Timeline"
    shown = _shown(report, frame, axis)
    if teller := told_by(report.answer.timeline):
        shown += f" \N{MIDDLE DOT} {teller}"
    line = cut(shown, SIZE, room)
    wide, high = _EDGE * 2 + room, height + _EDGE
    head = attributes(
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "width": wide,
            "height": high,
            "viewBox": f"0 0 {number(wide)} {number(high)}",
            "role": "img",
            "aria-labelledby": "timeline-title timeline-text",
            "xml:lang": frame.look.language.tag or "en",
            "font-family": FONT,
        }
    )
    described = escape(_described(report, frame, shown))
    name = text_look("name") | {"x": _EDGE, "y": _EDGE + 12}
    quiet = text_look("quiet") | {"x": _EDGE, "y": _EDGE + 32}
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f"<svg{head}>",
        element("title", {"id": "timeline-title"}, escape(title)),
        element("desc", {"id": "timeline-text"}, described),
        element("style", {}, STYLE),
        element("rect", {**look("page"), "width": wide, "height": high}),
        element("text", name, escape(cut(title, 18, room))),
        element("text", quiet, escape(line)),
        body,
        "</svg>",
    ]
    return "\n".join(line for line in lines if line) + "\n"


def _shown(report: Report, frame: Frame, axis: Axis | None) -> str:
    """Which stretch of time is shown, in which zone."""
    if axis is None:
        return _undated(frame) or "nothing matches"
    if frame.image.elapsed:
        zero = report.answer.clock.zero
        if isinstance(zero, int):
            zero = times.instant(zero, frame.zone, frame.look)
        return f"elapsed since {zero}"
    first, last = frame.zone.day(axis.start), frame.zone.day(axis.stop - 1)
    return f"{days(first, last, frame.look)} \N{MIDDLE DOT} {frame.zone.label}"


def _described(report: Report, frame: Frame, shown: str) -> str:
    """The picture in words."""
    counts = report.counts
    parts = [f"{counts.shown} of {counts.total} events on a line of time: {shown}."]
    if counts.possible:
        parts.append(f"{counts.possible} of them only possibly belong here.")
    if frame.image.undated and frame.image.rows:
        parts.append(f"{_undated(frame)}.")
    parts.append("Solid is what certainly is, light where something may be.")
    return " ".join(parts)


def _undated(frame: Frame) -> str:
    undated, tag = frame.image.undated, frame.look.language.tag
    if not undated:
        return ""
    text = f"{len(undated)} undated, not drawn"
    if len(undated) > _NAMED:
        return text
    return f"{text}: {', '.join(in_language(m.event.titles, tag) or m.event.id for m in undated)}"


def _legend(sheet: Sheet, report: Report, frame: Frame, y: float, room: float) -> float:
    """The signs that occur, what is cut out of the axis, and what is left out; the y below."""
    statuses = [match.event.status for match in report.answer.matches]
    names = {name for name, kind in _KINDS.items() if kind in sheet.used}
    names -= {NEVER_LASTING.name} if NEVER.name in names else set()
    items: list[tuple[str, str]] = []
    for shapes in meanings(names, statuses):
        *others, last = dict.fromkeys(sign.kind or sign.glyph for sign in shapes)
        items += [(kind, "") for kind in others]
        word = shapes[0].word
        items.append((last, word) if last in _DRAWN else ("", f"{last} {word}"))
    items += [("", f"bars up to {sheet.top} events")] if sheet.top else []
    items += [("cut", f"{about(size)} left out") for size in sheet.axis.cuts]
    told = corrected((row.match for row in frame.image.rows), report.answer.timeline)
    items += [("", text) for text in told]
    if frame.look.language.julian and sheet.axis.zone:
        items.append(("", GREGORIAN))
    if frame.image.undated:
        items.append(("", _undated(frame)))
    x = _EDGE
    for sign, text in items:
        wide = width(text, SIZE) + (40 if sign in _DRAWN and text else 22)
        if x > _EDGE and x + wide > _EDGE + room:
            x, y = _EDGE, y + 20
        if sign in _DRAWN:
            sheet.sign(sign, x, y - 4)
        shown = cut(text, SIZE, room - (22 if sign in _DRAWN else 0))
        sheet.text(x + (22 if sign in _DRAWN else 0), y, shown, "quiet")
        x += wide
    return y


_KINDS = {sign.name: sign.kind or sign.glyph for sign in SIGNS if sign.kind != "cut"}
_DRAWN = frozenset({"mark", "maybe", "sure", "never", "never vague", "claim", "said", "to", "cut"})
