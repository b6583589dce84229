"""Items for vis-timeline, a JSON list: https://visjs.github.io/vis-timeline/docs/timeline/.

An item is what is known: a point where an event is known to the second, else the stretch in which
it may lie, with its time in words. What it says is HTML there, so every text is escaped.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from crisis.timeline.base.chunks import pieces
from crisis.timeline.base.escape import one_line
from crisis.timeline.base.texts import in_language
from crisis.timeline.base.zones import SECOND
from crisis.timeline.formats.fields import FIELDS, PLAIN, view
from crisis.timeline.formats.json_values import line, stamp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crisis.timeline.base.zones import Zone
    from crisis.timeline.formats.fields import View
    from crisis.timeline.model.records import Bound
    from crisis.timeline.query.answer import Match
    from crisis.timeline.reports.report import Report
    from crisis.timeline.reports.times import Letters

    from .losses import Losses


def to_vis(report: Report, losses: Losses, look: Letters = PLAIN) -> Iterator[str]:
    """The report as a JSON list of items in pieces of text, an item on a line; counts what is lost.

    Instants are RFC 3339 in the zone that decides the days. Events of which neither beginning nor
    end is known have no item.
    """
    return pieces(_lines(report, losses, look))


def _lines(report: Report, losses: Losses, look: Letters) -> Iterator[str]:
    shown = view(report, look)
    opening = "["
    for match in report.answer.matches:
        item = _item(match, shown, losses)
        if item is not None:
            yield f"{opening}\n{line(item)}"
            opening = ","
    yield "\n]\n" if opening == "," else "[]\n"


def _item(match: Match, shown: View, losses: Losses) -> dict[str, Any] | None:
    event = match.event
    start = event.start.earliest
    last = event.start.latest if event.end is None else event.end.latest
    if start is None or last is None:
        losses.add("event without a known time left out", "events without a known time left out")
        return None
    if event.disputed:
        losses.add("dispute as text", "disputes as text")
    title = one_line(in_language(event.titles, shown.look.language.tag))
    words = one_line(FIELDS["when"].get(match, shown))
    item = {"id": event.id, "content": escape(f"{title} ({words})" if words else title)}
    return item | _stretch(event.start, last, event.lasts, shown.zone)


def _stretch(start: Bound, last: int, lasts: bool, zone: Zone) -> dict[str, str]:
    """A point where it is known to the second, else a range."""
    first = start.earliest or 0
    if not lasts and last - first < SECOND:
        return {"start": stamp(first, zone), "type": "point"}
    return {"start": stamp(first, zone), "end": stamp(last, zone), "type": "range"}
