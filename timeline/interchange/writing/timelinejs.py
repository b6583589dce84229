"""JSON for TimelineJS 3: https://timeline.knightlab.com/docs/json-format.html.

It knows no zones: a date is what clocks show, and every reader's browser takes it for a time in its
own zone. Where it would make a text out of a date, ``display_date`` stands, with our words and the
zone. An event of which no date is known would be left out in silence, so the title slide names it.

Titles and texts are HTML there. ``display_date`` and ``group`` are decoded once and then taken for
HTML, so their texts are escaped twice: escaped once, an element in them would come to life.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any

from crisis.timeline.base.chunks import pieces
from crisis.timeline.base.escape import one_line
from crisis.timeline.base.zones import DAY, HOUR, MINUTE, SECOND, civil
from crisis.timeline.formats.fields import PLAIN
from crisis.timeline.formats.json_values import line

from .grouping import first_groups
from .places import MILLISECOND, UNITS, Place, count_lost, is_one, place, unit_of, walls
from .words import Words, web

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from crisis.timeline.model.records import Event, Medium
    from crisis.timeline.query.answer import Match
    from crisis.timeline.reports.report import Report
    from crisis.timeline.reports.times import Letters

    from .losses import Losses

MANY = 20
"""TimelineJS recommends not to have more slides than these."""
_UNDATED = tuple(
    f"{events} without a known time on the title slide" for events in ("event", "events")
)
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|svg|webp)\Z", re.IGNORECASE)


def to_timelinejs(report: Report, losses: Losses, look: Letters = PLAIN) -> Iterator[str]:
    """The report as the JSON of TimelineJS in pieces of text, an event on a line.

    ``unique_id`` is the id of the event. Its ``group`` is the first one in which the report has it.
    ``crisis`` (no key of TimelineJS, which leaves it alone) has its claims as written and its
    bounds, in RFC 3339 in the zone that decides the days. Counts what is lost.
    """
    return pieces(_lines(report, Words(report, look), losses))


def _lines(report: Report, words: Words, losses: Losses) -> Iterator[str]:
    yield '{"scale": "human",\n"events": ['
    groups = first_groups(report, words.look, losses)
    between, undated, number = "\n", list[str](), 0
    for match in report.answer.matches:
        at = place(match.event)
        if at is None:
            undated.append(words.title(match.event))
            continue
        count_lost(match.event, at, losses)
        left = len(match.event.media) - (_shown(match.event) is not None)
        losses.add("picture lost", "pictures lost", count=left)
        yield between + line(_slide(match, at, words, groups))
        between, number = ",\n", number + 1
    yield f'\n],\n"title": {line(_title(words, undated))}}}\n'
    losses.add(*_UNDATED, count=len(undated))
    if number:
        losses.add("zones as text")
    if number > MANY:
        losses.add(f"and {number:,} slides are more than the {MANY} that TimelineJS recommends")


def _title(words: Words, undated: list[str]) -> dict[str, Any]:
    said = [words.clocks, *(f"At an unknown time: {title}" for title in undated)]
    title = one_line(words.timeline.header.title) or "Timeline"
    header = words.timeline.header
    own = {"title": header.title, "zone": header.zone or "UTC", **words.zones}
    return {
        "text": {"headline": escape(title), "text": "".join(map(_paragraph, said))},
        "autolink": False,
        "crisis": own,
    }


def _slide(match: Match, at: Place, words: Words, groups: Mapping[str, str]) -> dict[str, Any]:
    event = match.event
    start, end = _dates(at, words)
    slide: dict[str, Any] = {"unique_id": event.id, "start_date": start}
    if end:
        slide["end_date"] = end
    doubt = "disputed: " if event.disputed else ""
    time = f"{doubt}{words.short_time(event)} ({words.zone.label})"
    slide["display_date"] = _twice(time)
    links = words.links(event)
    slide["text"] = {
        "headline": escape(words.title(event)),
        "text": "".join(_paragraphs(match, words, links)),
    }
    if picture := _shown(event):
        said = {"caption": picture.caption, "credit": picture.credit, "alt": picture.alt}
        told = {name: escape(text) for name, text in said.items() if text}
        slide["media"] = {"url": picture.url, **told}
    elif address := next(filter(_PICTURE.search, links), ""):
        credit = {"credit": escape(links[address])} if links[address] else {}
        slide["media"] = {"url": address, **credit}
    if event.id in groups:
        slide["group"] = _twice(groups[event.id])
    return {**slide, "autolink": False, "crisis": words.whole(match)}


def _shown(event: Event) -> Medium | None:
    """The first of its own pictures that has an address."""
    found = (one for one in event.media if web(one.url) and _PICTURE.search(one.url))
    return next(found, None)


def _dates(at: Place, words: Words) -> tuple[dict[str, int], dict[str, int]]:
    """The date of the start and that of the end, no finer than known; no end of what is one unit.

    A day, month or year at the end is the last one, as everywhere in TimelineJS; a clock is when it
    is over.
    """
    if at.stop - at.first == 1 and at.open:
        return _side(at, words), {}
    first, stop = walls(at, words.zone)
    unit = unit_of(first, stop)
    if is_one(unit, first, stop):
        return _date(first, unit), {}
    return _date(first, unit), _date(stop - 1 if unit in UNITS[:3] else stop, unit)


def _side(at: Place, words: Words) -> dict[str, int]:
    """The date of before or after when something was: the day, or a clock where one is said."""
    wall = words.zone.wall(at.first)
    side = (wall + MILLISECOND // 2) // MILLISECOND * MILLISECOND  # it is an instant off a clock
    return _date(wall, "day") if side % DAY == 0 else _date(side, unit_of(side, side))


def _date(wall: int, unit: str) -> dict[str, int]:
    year, month, day, micro = civil(wall)
    parts = {
        "year": year,
        "month": month,
        "day": day,
        "hour": micro // HOUR,
        "minute": micro % HOUR // MINUTE,
        "second": micro % MINUTE // SECOND,
        "millisecond": micro % SECOND // MILLISECOND,
    }
    return {name: parts[name] for name in UNITS[: UNITS.index(unit) + 1]}


def _paragraphs(match: Match, words: Words, links: Mapping[str, str]) -> Iterator[str]:
    """What is told of an event, and its sources with their addresses, as HTML."""
    event = match.event
    if event.disputed and event.accounts:
        yield _paragraph(f"Accounts: {words.accounts(event)}")
    for what, text in words.details(match):
        if what != "Sources":
            yield _paragraph(text if what in ("Text", "Note") else f"{what}: {text}")
    urls = {name: url for url, name in links.items() if name}
    names = list(dict.fromkeys(words.source(source) for source in event.sources))
    named = [_link(urls[name], name) if name in urls else escape(name) for name in names]
    named += [_link(url, url) for url, name in links.items() if not name]
    if named:
        yield f"<p>Sources: {', '.join(named)}</p>"


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _link(url: str, name: str) -> str:
    return f'<a href="{escape(url)}">{escape(name)}</a>'


def _twice(text: str) -> str:
    return escape(escape(text, quote=False), quote=False)
