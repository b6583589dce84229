"""Items for vis-timeline as JSON: https://visjs.github.io/vis-timeline/docs/timeline/.

An item is what is known: a point where an event is known to the second, else the stretch in which
it may lie, with its time in words. What it says is HTML there, so every text is escaped.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from crisis.timeline.base.chunks import pieces
from crisis.timeline.base.zones import SECOND
from crisis.timeline.formats.fields import PLAIN
from crisis.timeline.formats.json_values import line, stamp

from .grouping import first_groups
from .places import Place, count_lost, place
from .words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from crisis.timeline.query.answer import Match
    from crisis.timeline.reports.report import Report
    from crisis.timeline.reports.times import Letters

    from .losses import Losses


def to_vis(report: Report, losses: Losses, look: Letters = PLAIN) -> Iterator[str]:
    """The report as ``{"items": [...], "groups": [...]}`` in pieces of text, an item on a line.

    Instants are RFC 3339 in the zone that decides the days. The ``group`` of an item is the first
    one in which the report has it; without groups the list of them is empty. ``crisis`` (no key of
    vis-timeline) has its claims as written and its bounds. Events of which no time is known have
    no item. Counts what is lost.
    """
    return pieces(_lines(report, Words(report, look), losses))


def _lines(report: Report, words: Words, losses: Losses) -> Iterator[str]:
    titles = first_groups(report, words.look, losses)
    groups = {title: number for number, title in enumerate(dict.fromkeys(titles.values()), 1)}
    yield '{"items": ['
    between = "\n"
    for match in report.answer.matches:
        at = place(match.event)
        count_lost(match.event, at, losses)
        if at:
            yield between + line(_item(match, at, words, titles, groups))
            between = ",\n"
    made = [line({"id": number, "content": escape(title)}) for title, number in groups.items()]
    listed = ",\n".join(made)
    yield f'\n],\n"groups": [\n{listed}\n]}}\n' if made else '\n],\n"groups": []}\n'


def _item(
    match: Match, at: Place, words: Words, titles: Mapping[str, str], groups: Mapping[str, int]
) -> dict[str, Any]:
    event, zone = match.event, words.zone
    point = not event.lasts and at.stop - at.first <= SECOND
    title, time = words.title(event), words.time(event)
    said = [time, *(f"{what}: {text}" for what, text in words.details(match))]
    item: dict[str, Any] = {
        "id": event.id,
        "content": escape(f"{title} ({words.short_time(event)})"),
    }
    item["start"] = stamp(at.first, zone)
    if not point:
        item["end"] = stamp(at.last if not event.lasts else at.stop, zone)
    item["type"] = "point" if point else "range"
    item["title"] = "<br>".join(map(escape, said))
    kinds = {"lasting": event.lasts, "disputed": event.disputed, event.status: bool(event.status)}
    if names := " ".join(f"crisis-{kind}" for kind, holds in kinds.items() if holds):
        item["className"] = names
    if event.id in titles:
        item["group"] = groups[titles[event.id]]
    return {**item, "crisis": words.exact(match)}
