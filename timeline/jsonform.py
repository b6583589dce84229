"""The JSON form of a report, ``crisis.events/1``, as docs/json.md has it: fields are only added."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from .constraints import Meaning
from .resolve import stated
from .zones import SECOND, Zone, rfc3339

if TYPE_CHECKING:
    from .engine import Match
    from .model import Bound, Claim, Event, Texts
    from .reports import Report

SCHEMA = "crisis.events/1"

FIELDS = (
    "id", "title", "start", "end", "precision", "approximate", "uncertain", "disputed",
    "agreement", "conflicted", "when", "accounts", "day", "elapsed", "duration", "verdict",
    "ordered", "status", "actors", "sources", "tags", "caused_by", "part_of", "text", "note",
    "quote", "place", "origin",
)  # fmt: skip
"""The fields of an event, in their order."""

# Control codes and invisible directions are data: exact, but never raw on a terminal.
_HIDDEN = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def to_json(report: Report) -> str:
    """The whole report as one JSON document: a line for each part, and for each event."""
    found = document(report)
    events = found.pop("events")
    lines = [f"{json.dumps(key)}: {_line(value)}" for key, value in found.items()]
    inner = ",\n".join(_line(each) for each in events)
    lines.append(f'"events": [\n{inner}\n]' if events else '"events": []')
    return "{" + ",\n".join(lines) + "}\n"


def dump(found: dict[str, Any]) -> str:
    """A document as text: exact, but no control code and no invisible mark stands in it raw."""
    return _visible(json.dumps(found, ensure_ascii=False, indent=2)) + "\n"


def _line(value: object) -> str:
    return _visible(json.dumps(value, ensure_ascii=False))


def _visible(text: str) -> str:
    if text.isascii() and "\x7f" not in text:
        return text
    return _HIDDEN.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def document(report: Report) -> dict[str, Any]:
    """The report as plain dicts and lists."""
    answer = report.answer
    timeline, clock = answer.timeline, answer.clock
    zero = clock.zero
    found: dict[str, Any] = {
        "schema": SCHEMA,
        "timeline": {
            "title": timeline.header.title,
            "zone": timeline.header.zone or None,
            "zero": rfc3339(zero, clock.zone) if isinstance(zero, int) else zero,
            "files": list(timeline.files),
        },
        "query": {
            "terms": [term._asdict() for term in answer.query.terms],
            "certain": answer.query.certain,
            "zone": clock.zone.name,
            "by": list(report.by),
        },
        "counts": report.counts._asdict(),
        "events": [event(match, clock.zone) for match in answer.matches],
    }
    return found


def event(match: Match, zone: Zone) -> dict[str, Any]:
    """One event of an answer, with its verdict and the time since zero."""
    found = event_fields(match.event, zone)
    since = match.elapsed
    duration = None
    if match.event.end is not None:
        duration = length(match.event)
    found["elapsed"] = None if since is None else seconds(since[0])
    found["duration"] = duration
    found["verdict"] = match.verdict
    found["ordered"] = match.ordered
    return {key: found[key] for key in FIELDS}


def event_fields(it: Event, zone: Zone) -> dict[str, Any]:
    """One event. Bounds are derived; each claim under ``when`` has its stated ones."""
    meanings = [c.meaning for c in it.when if c.meaning and not c.rejected]
    first = meanings[0] if meanings else None
    start = it.start
    return {
        "id": it.id,
        "title": _texts(it.titles),
        "start": bound(start, zone),
        "end": None if it.end is None else bound(it.end, zone),
        "precision": first.precision or None if first else None,
        "approximate": bool(first and first.approximate),
        "uncertain": bool(first and first.uncertain),
        "disputed": it.disputed,
        "agreement": it.agreement or None,
        "conflicted": it.conflicted,
        "when": [claim(c, zone) for c in it.when if c.phrases],
        "accounts": [
            {
                "source": account.source or None,
                "start": bound(account.start, zone),
                "end": None if account.end is None else bound(account.end, zone),
            }
            for account in it.accounts
        ],
        "day": None if start.earliest is None else rfc3339(start.earliest, zone)[:10],
        "status": it.status or None,
        "actors": [{"id": part.actor, "role": part.role or None} for part in it.actors],
        "sources": list(it.sources),
        "tags": list(it.tags),
        "caused_by": list(it.caused_by),
        "part_of": it.part_of or None,
        "text": _texts(it.texts),
        "note": _texts(it.notes),
        "quote": it.quote or None,
        "place": it.place or None,
        "origin": {"file": it.origin.file, "line": it.origin.line},
    }


def length(it: Event) -> dict[str, Any]:
    """How long an event lasts, in seconds: ``{min, max}``; null is open."""
    low, high = it.lasting
    return {"min": _seconds(low), "max": _seconds(high)}


def claim(claim: Claim, zone: Zone) -> dict[str, Any]:
    """A claim as written, with the bound that it states by itself (open where it is relative)."""
    start, end = stated(claim.meaning) if isinstance(claim.meaning, Meaning) else (None, None)
    found: dict[str, Any] = {part.key: part.text for part in claim.phrases}
    found |= {
        "source": claim.source or None,
        "start": None if start is None else bound(start, zone),
        "end": None if end is None else bound(end, zone),
    }
    for key in ("quote", "text", "confidence", "at", "via", "rejected"):
        if value := getattr(claim, key):
            found[key] = value
    found["line"] = claim.origin.line
    return found


def bound(bound: Bound, zone: Zone) -> dict[str, Any]:
    """``{earliest, latest}`` in RFC 3339; null is open."""
    return {
        "earliest": None if bound.earliest is None else rfc3339(bound.earliest, zone),
        "latest": None if bound.latest is None else rfc3339(bound.latest, zone),
    }


def seconds(bound: Bound) -> dict[str, Any]:
    """``{earliest, latest}`` in seconds, exact to the microsecond; null is open."""
    return {"earliest": _seconds(bound.earliest), "latest": _seconds(bound.latest)}


def _seconds(micros: int | None) -> int | float | None:
    if micros is None:
        return None
    return micros / SECOND if micros % SECOND else micros // SECOND


def _texts(texts: Texts) -> str | dict[str, str] | None:
    """One text as a string, several languages as a mapping."""
    if not texts:
        return None
    if len(texts) == 1 and not texts[0][0]:
        return texts[0][1]
    return dict(texts)
