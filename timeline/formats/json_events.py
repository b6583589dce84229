"""The JSON form of a report, ``crisis.events/1``, as docs/json.md has it: fields are only added."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any

from crisis.timeline.base import julian
from crisis.timeline.base.calendar import iso
from crisis.timeline.base.chunks import pieces
from crisis.timeline.model.constraints import Meaning
from crisis.timeline.model.keys import CLAIM_KEYS, EVENT_KEYS
from crisis.timeline.model.stated import read_by, stated
from crisis.timeline.model.words import SURE

from .json_named import Named
from .json_values import bound, by_language, length, line, number, seconds, stamp, stretch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from crisis.timeline.base.zones import Zone
    from crisis.timeline.model.keys import Kind
    from crisis.timeline.model.records import Alternative, Claim, Event, Medium, Part
    from crisis.timeline.model.timeline import Measure, Timeline
    from crisis.timeline.query.answer import Match
    from crisis.timeline.reports.report import Report

SCHEMA = "crisis.events/1"

FIELDS = (
    "id", "title", "start", "end", "precision", "approximate", "uncertain", "disputed",
    "agreement", "conflicted", "when", "accounts", "alternatives", "day", "elapsed",
    "elapsed_end", "duration", "verdict", "ordered", *(key.name for key in EVENT_KEYS), "origin",
)  # fmt: skip
"""The fields of an event, in their order."""


def to_json(report: Report) -> str:
    """The whole report as one JSON document: a line for each part, and for each event."""
    return "".join(chunks(report))


def chunks(report: Report, names: tuple[str, ...] = ()) -> Iterator[str]:
    """The document in pieces of text, so that its size takes no memory.

    ``names`` are the fields to keep of each event, in this order; all of them without any.
    """
    return pieces(_document_lines(report, names))


def ndjson(report: Report, names: tuple[str, ...] = ()) -> Iterator[str]:
    """The events alone, each a JSON object on a line of its own, in pieces of text."""
    return pieces(f"{line(fields)}\n" for fields in _events(report, names))


def _document_lines(report: Report, names: tuple[str, ...]) -> Iterator[str]:
    parts = envelope(report)
    if names:
        parts["query"]["fields"] = list(names)
    opening = "{"
    for key, value in parts.items():
        yield f"{opening}{line(key)}: {line(value)}"
        opening = ",\n"
    named = Named(report.answer.timeline, names)
    opening = ',\n"events": ['
    for fields in _events(report, names):
        named.add(fields)
        yield f"{opening}\n{line(fields)}"
        opening = ","
    yield "\n]" if opening == "," else f"{opening}]"
    for key, entries in named.parts().items():
        yield f",\n{line(key)}: ["
        yield ",".join(f"\n{line(entry)}" for entry in entries)
        yield "\n]" if entries else "]"
    yield "}\n"


def document(report: Report) -> dict[str, Any]:
    """The report as plain dicts and lists."""
    events = list(_events(report))
    named = Named(report.answer.timeline, ())
    for fields in events:
        named.add(fields)
    return {**envelope(report), "events": events, **named.parts()}


def envelope(report: Report) -> dict[str, Any]:
    """The report without its events: what was asked of which files, and how many answers."""
    answer = report.answer
    timeline, clock, query = answer.timeline, answer.clock, answer.query
    whole: dict[str, Any] = {
        "schema": SCHEMA,
        "timeline": timeline_fields(timeline, clock.zone, clock.zero),
        "query": {
            "terms": [term._asdict() for term in query.terms],
            "certain": query.certain,
            "zone": clock.zone.name,
            "by": list(report.by),
        },
        "counts": report.counts._asdict(),
    }
    if timeline.according_to:
        whole["query"]["according_to"] = timeline.according_to
        whole["counts"]["untold"] = answer.untold
        if query.untold:
            whole["query"]["all"] = True
    if timeline.preferring:
        whole["query"]["prefer"] = list(timeline.preferring)
    if query.reverse:
        whole["query"]["reverse"] = True
    if query.sort != "earliest":
        whole["query"]["sort"] = query.sort
    if query.delta:
        whole["query"]["delta"] = True
    if clock.language.julian:
        whole["query"]["calendar"] = "julian"
    if query.limit is not None:
        whole["query"]["limit"] = query.limit
        whole["counts"]["limited"] = answer.limited
    return whole


def timeline_fields(timeline: Timeline, zone: Zone, zero: int | str | None) -> dict[str, Any]:
    """What stands above the events of the files that were asked."""
    header = timeline.header
    return {
        "title": header.title,
        "zone": header.zone or None,
        **_short_names(header.zones),
        **_measures(header.measures),
        "zero": stamp(zero, zone) if isinstance(zero, int) else zero,
        "files": list(timeline.files),
        "window": _window(header.window, zone),
        "unix": {"zero": number(zero) if isinstance(zero, int) else None},
        **header.free_values,
    }


def _short_names(zones: Mapping[str, str]) -> dict[str, Any]:
    """The short names of zones of the files; nothing where there are none."""
    named = [{"name": name, "zone": zone} for name, zone in zones.items()]
    return {"zones": named} if named else {}


def _measures(measures: tuple[Measure, ...]) -> dict[str, Any]:
    """The lengths of time that the files name; nothing where there are none."""
    named = [{"name": one.name, "from": one.first, "to": one.second} for one in measures]
    return {"measures": named} if named else {}


def _window(window: tuple[int, int] | None, zone: Zone) -> dict[str, Any] | None:
    return window and stretch(*window, zone)


def _events(report: Report, names: tuple[str, ...] = ()) -> Iterator[dict[str, Any]]:
    zone, both = report.answer.clock.zone, report.answer.clock.language.julian
    for match in report.answer.matches:
        fields = event(match, zone)
        if both or "day_julian" in names:
            earliest = match.event.start.earliest
            fields["day_julian"] = None if earliest is None else julian.iso(zone.day(earliest))
        if report.answer.query.delta or "delta" in names:
            fields["delta"] = None if match.delta is None else seconds(match.delta)
        yield {name: fields.get(name) for name in names} if names else fields


def event(match: Match, zone: Zone) -> dict[str, Any]:
    """One event of an answer, with its verdict and the time since zero."""
    fields = event_fields(match.event, zone)
    since = match.elapsed
    start, end = since or (None, None)
    fields["elapsed"] = None if start is None else seconds(start)
    fields["elapsed_end"] = None if end is None else seconds(end)
    fields["duration"] = None if match.event.end is None else length(match.event.lasting)
    fields["verdict"] = match.verdict
    fields["ordered"] = match.ordered
    return {key: fields[key] for key in FIELDS} | match.event.free_values


def first_meaning(event: Event) -> Meaning | None:
    """What the first claim that counts says; None where none does."""
    return next((claim.counted for claim in event.when if claim.counted), None)


def event_fields(event: Event, zone: Zone) -> dict[str, Any]:
    """One event. Bounds are derived; each claim under ``when`` has its stated ones."""
    first = first_meaning(event)
    earliest = event.start.earliest
    return {
        "id": event.id,
        "title": by_language(event.titles),
        "start": bound(event.start, zone),
        "end": None if event.end is None else bound(event.end, zone),
        "precision": first.precision or None if first else None,
        "approximate": bool(first and first.approximate),
        "uncertain": bool(first and first.uncertain),
        "disputed": event.disputed,
        "agreement": event.agreement or None,
        "conflicted": event.conflicted,
        "when": [claim(c, zone) for c in event.when if c.phrases],
        "accounts": accounts(event, zone),
        "alternatives": _alternatives(event.alternatives, zone),
        "day": None if earliest is None else iso(zone.day(earliest)),
        **{name: form(value(event)) for name, value, form in _PLAIN},
        "origin": {"file": event.origin.file, "line": event.origin.line},
    }


def _parts(parts: tuple[Part, ...]) -> list[dict[str, Any]]:
    return [{"id": part.actor, "role": part.role or None} for part in parts]


def _media(media: tuple[Medium, ...]) -> list[dict[str, Any]]:
    """What is written of each picture, with the line where."""
    return [
        {name: value for name, value in medium._asdict().items() if value or name == "line"}
        for medium in media
    ]


def _or_null(text: str) -> str | None:
    return text or None


OF_KIND: dict[Kind, Callable[[Any], Any]] = {
    "text": _or_null,
    "word": _or_null,
    "language": _or_null,
    "zone": _or_null,
    "event": _or_null,
    "texts": by_language,
    "words": list,
    "events": list,
    "sources": list,
    "actors": _parts,
    "media": _media,
}
_PLAIN = tuple((key.name, attrgetter(key.attribute), OF_KIND[key.kind]) for key in EVENT_KEYS)


def accounts(event: Event, zone: Zone) -> list[dict[str, Any]]:
    """What each source's claims come to, and which of them says where a disputed event stands."""
    rows: list[dict[str, Any]] = [
        {
            "source": account.source or None,
            "start": bound(account.start, zone),
            "end": None if account.end is None else bound(account.end, zone),
            "preferred": number == event.chosen,
            "tells": account.tells,
            "conflicted": account.conflicted,
            "confidence": SURE[account.sure],
            "duration": None if account.lasting is None else length(account.lasting),
            "alternatives": _alternatives(account.alternatives, zone),
        }
        for number, account in enumerate(event.accounts)
    ]
    for row, account in zip(rows, event.accounts, strict=True):
        if reading := read_by(account, event.accounts, event.when):
            row["on_clock"] = reading
    return rows


def _alternatives(several: tuple[Alternative, ...], zone: Zone) -> list[dict[str, Any]]:
    """Times of which one holds, each as written, and whether it is ruled out."""
    return [
        {
            "written": alternative.written,
            "start": bound(alternative.start, zone),
            "end": None if alternative.end is None else bound(alternative.end, zone),
            "ruled_out": alternative.ruled_out,
        }
        for alternative in several
    ]


def claim(claim: Claim, zone: Zone) -> dict[str, Any]:
    """A claim as written, with the bound that it states by itself (open where it is relative)."""
    start, end = stated(claim.meaning) if isinstance(claim.meaning, Meaning) else (None, None)
    fields: dict[str, Any] = {part.key: part.text for part in claim.phrases}
    fields |= {
        "source": claim.source or None,
        "start": None if start is None else bound(start, zone),
        "end": None if end is None else bound(end, zone),
    }
    for doubt in ("approximate", "uncertain", "ongoing"):
        if claim.meaning and getattr(claim.meaning, doubt):
            fields[doubt] = True
    if claim.meaning and claim.meaning.misread:
        fields["on_clock"] = True
    for key in CLAIM_KEYS:
        if value := getattr(claim, key.attribute):
            fields[key.name] = OF_KIND[key.kind](value)
    fields["line"] = claim.origin.line
    return fields | claim.free_values
