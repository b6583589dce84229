"""Text for markwhen: https://docs.markwhen.com; tried with its parser 1.2.0.

A time is an ISO date-time in UTC, or a day, month or year in the zone of the header: the parser
loses all others without a word. Properties under an event, each a quoted text, hold what a time or
a title there cannot; the parser takes ``#word`` for a tag even in them, so ``#`` is an escape.

In other texts there is no escape. A sign that would be obeyed (``#word`` becomes a tag, ``!word``
an id, ``50%`` progress) stands there in its full-width form, and exactly in the properties.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crisis.timeline.base.chunks import pieces
from crisis.timeline.base.escape import one_line
from crisis.timeline.base.zones import DAY, Zone, civil
from crisis.timeline.formats.fields import PLAIN
from crisis.timeline.formats.json_values import line, stamp

from .grouping import sections
from .places import Place, count_lost, is_one, place, unit_of, walls
from .words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crisis.timeline.query.answer import Match
    from crisis.timeline.reports.report import Report
    from crisis.timeline.reports.times import Letters

    from .losses import Losses

_OBEYED = re.compile(
    r"#(?=\w)"  # a tag
    r"|!(?=[\w\[])"  # an id, an image
    r"|@(?=\w)"  # somebody
    r"|(?<!\w)\.(?=start|end)"  # the start or end of another event
    r"|\](?=\()"  # a link, a place
    r"|^\[(?=[xX ]?\])"  # a box that is ticked
    r"|(?<=[0-9])%(?=\s|\Z)"  # progress
    r"|^//"  # a comment
)
_WIDE = 0xFEE0  # from a sign of ASCII to its full-width form
_TAG = re.compile(r"(?![0-9]+\Z)[A-Za-z0-9_]+")
_ZONE = re.compile(r"[A-Za-z][\w+/-]*|[+-][0-9]{2}:[0-9]{2}", re.ASCII)
_PAIR = re.compile(r"\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})")
_UTC = Zone("UTC")
_NO_YEAR = 10_000
_LENGTH = {"year": 4, "month": 7, "day": 10}


def to_markwhen(report: Report, losses: Losses, look: Letters = PLAIN) -> Iterator[str]:
    """The report as markwhen in pieces of text, with a section for each group; counts what is lost.

    Where groups share an event it stands in each of them.
    """
    return pieces(_lines(report, Words(report, look), losses))


def _lines(report: Report, words: Words, losses: Losses) -> Iterator[str]:
    zone = words.zone.name if _ZONE.fullmatch(words.zone.name) else "UTC"
    title = one_line(words.timeline.header.title) or "Timeline"
    zones = "".join(f"{key}: {_quoted(text)}\n" for key, text in words.zones.items())
    yield f"---\ntitle: {_quoted(title)}\ntimezone: {_quoted(zone)}\n{zones}---\n"
    by_day = zone == words.zone.name
    if not report.by:
        for match in report.answer.matches:
            yield from _event(match, words, by_day, losses)
        return
    for heading, group in sections(report, words.look):
        yield f"\n# {_still(heading, losses)}\n"
        for match in group.matches:
            yield from _event(match, words, by_day, losses)


def _event(match: Match, words: Words, by_day: bool, losses: Losses) -> Iterator[str]:
    event = match.event
    at = place(event)
    count_lost(event, at, losses)
    if at is None:
        return
    title = words.title(event)
    lost = sum(not _TAG.fullmatch(tag) for tag in event.tags)
    losses.add("tag as text", "tags as text", count=lost)
    tags = "".join(f" #{tag}" for tag in event.tags if _TAG.fullmatch(tag))
    yield f"\n{_time(at, words, by_day)}: {_still(title, losses)}{tags}\n"
    for name, text in {"id": event.id, **words.whole(match)}.items():
        yield f"  {name}: {_quoted(text)}\n"
    yield f"\n  Time: {_still(words.time(event), losses)} ({words.zone.label})\n"
    for what, text in words.details(match):
        yield f"  {what}: {_still(text, losses)}\n"
    for url in words.links(event):
        yield f"  Link: {url}\n"


def _time(at: Place, words: Words, by_day: bool) -> str:
    """The range of an event, or its only moment: days in the zone of the header, else in UTC.

    Where clocks are changed in between the parser has the end of a day or a month an hour off, and
    before 1970 not every program has the same clocks for a zone.
    """
    first, stop = walls(at, words.zone)
    unit = unit_of(first, stop)
    same = at.first >= 0 and words.zone.offset(at.first) == words.zone.offset(at.stop)
    if by_day and unit in _LENGTH and same and civil(stop).year < _NO_YEAR:
        begun, over = (_date(wall)[: _LENGTH[unit]] for wall in (first, stop - 1))
        return begun if is_one(unit, first, stop) else f"{begun}/{over}"
    begun, over = _moment(at.first), _moment(at.last)
    return begun if begun == over else f"{begun} - {over}"


def _date(wall: int) -> str:
    year, month, day, _ = civil(wall - wall % DAY)
    return f"{year:04}-{month:02}-{day:02}"


def _moment(instant: int) -> str:
    return f"{stamp(instant, _UTC)[:23]}Z"


def _quoted(text: str) -> str:
    """A text as YAML in double quotes: JSON without ``#``, and without halves of pairs."""
    text = line(text).replace("#", r"\x23")
    return _PAIR.sub(lambda pair: f"\\U{_joined(pair[1], pair[2]):08x}", text)


def _joined(first: str, second: str) -> int:
    return 0x10000 + ((int(first, 16) - 0xD800) << 10) + int(second, 16) - 0xDC00


def _still(text: str, losses: Losses) -> str:
    """A text of which no sign is obeyed."""
    still, number = _OBEYED.subn(lambda sign: "".join(chr(ord(c) + _WIDE) for c in sign[0]), text)
    if number:
        losses.add(
            "text with a sign in its full-width form", "texts with a sign in its full-width form"
        )
    return still
