"""What each source says of one event, as an SVG: a strip for each claim below all that is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.escape import one_line
from crisis.timeline.base.texts import in_language
from crisis.timeline.reports import event_times
from crisis.timeline.reports.chart.legend import Entry
from crisis.timeline.reports.chart.pieces import pieces_of
from crisis.timeline.reports.claim_strips import claim_strips
from crisis.timeline.reports.signs import meanings

from .svg_document import EDGE, HEAD, Document, Setting, legend, source
from .svg_shapes import Sheet
from .svg_style import SIZE, SMALL
from .svg_text import CELL, Units, cut, width

if TYPE_CHECKING:
    from crisis.timeline.base.zones import Zone
    from crisis.timeline.model.timeline import Timeline
    from crisis.timeline.reports.claim_strips import ClaimStrip
    from crisis.timeline.reports.why import Why

_LEFT = 0.45
"""The most that words take of the whole width."""
_ROW, _APART = 36.0, 14.0
_WHOLE = "all in all"


def why_svg(explanation: Why, timeline: Timeline, zone: Zone, setting: Setting) -> str:
    """The time of an event above what each claim says of it; without a time the picture says so."""
    event = explanation.event
    look = Units(setting.language(timeline))
    strips = claim_strips(explanation, timeline)
    wide = setting.columns * CELL
    title = one_line(in_language(event.titles, look.language.tag) or event.id)
    when = event_times.when(event, zone, None, look) or "unknown"
    number = len(strips.strips)
    told = f"{number} claim{'' if number == 1 else 's'}"
    document = Document(
        title=title,
        shown=f"{when} \N{MIDDLE DOT} {zone.label}",
        counts=told,
        source=source(timeline.header.title, zone.label, setting.asked),
        described=f"{title}: {when}. {told}, each with where it has the event.",
        language=look.language.tag,
        wide=wide,
    )
    theme = setting.skin()
    rows = [(_WHOLE, when, strips.whole)]
    rows += [(_sources(strip, timeline), _said(strip), strip.spans) for strip in strips.strips]
    texts = [max(width(name, SIZE * 1.1), width(said, SMALL)) for name, said, _ in rows]
    margin = int(min(wide * _LEFT, max(texts) + _APART) / CELL) + 1
    axis = strips.axis(setting.columns - margin, zone, look.language)
    if axis is None:
        return document.text("", HEAD, theme)
    sheet = Sheet(axis, EDGE + margin * CELL, theme)
    y = sheet.axis_at(HEAD)
    place, top = sheet.place(), y
    used: set[str] = set()
    for at, (name, said, spans) in enumerate(rows):
        room = margin * CELL - _APART
        sheet.begin("claim-row", f"{name}\n{said}")
        sheet.text(EDGE, y + 16, cut(name, SIZE * 1.1, room), "" if at else "head")
        sheet.text(EDGE, y + 30, cut(said, SMALL, room), "quiet small")
        found = pieces_of(spans, axis, bool(event.status), exact=True)
        sheet.pieces(found, y + 18)
        sheet.end()
        used |= found.signs
        y += _ROW
        if not at:
            sheet.line("axis", EDGE, y + 1, sheet.right, y + 1)
            y += 4
    sheet.guides(top, y, place)
    items = [Entry(signs, signs[0].word) for signs in meanings(used, (event.status,))]
    y = legend(sheet, items, y + 24, wide)
    return document.text(str(sheet), y, theme)


def _sources(strip: ClaimStrip, timeline: Timeline) -> str:
    """Who says so."""
    known = timeline.sources
    names = (known[name].name if name in known else name for name in strip.told.sources)
    return ", ".join(one_line(name or "the author") for name in names)


def _said(strip: ClaimStrip) -> str:
    """What is said, where, and whether it counts."""
    claim = strip.told.claim
    text = f"{one_line(claim.phrase)}, line {claim.origin.line}"
    if claim.rejected:
        return f"{text}, rejected: {one_line(claim.rejected)}"
    return f"{text}, {strip.state}" if strip.state else text
