"""The JSON of ``crisis diff``: ``crisis.diff/1``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crisis.timeline.changes.written import as_text

from .json_events import event_fields
from .json_values import bound, dump
from .json_why import reason

if TYPE_CHECKING:
    from crisis.timeline.base.zones import Zone
    from crisis.timeline.changes.difference import Changed, Difference, EntryChange, KeyChange
    from crisis.timeline.changes.reasons import Because, Statements
    from crisis.timeline.model.records import Event
    from crisis.timeline.model.timeline import Timeline


def to_json(difference: Difference, zone: Zone, statements: Statements | None = None) -> str:
    """A difference as one JSON document; with ``statements`` each move has its reasons."""
    return dump(document(difference, zone, statements))


def document(
    difference: Difference, zone: Zone, statements: Statements | None = None
) -> dict[str, Any]:
    """A difference as plain dicts and lists."""
    return {
        "schema": "crisis.diff/1",
        "same": difference.empty,
        "old": _side(difference.old),
        "new": _side(difference.new),
        "counts": {
            "added": len(difference.added),
            "removed": len(difference.removed),
            "edited": sum(bool(change.keys) for change in difference.changed),
            "moved": sum(change.moved for change in difference.changed),
        },
        "timeline": [_key(change) for change in difference.header],
        "actors": [_entry(change) for change in difference.entries if change.kind == "actor"],
        "sources": [_entry(change) for change in difference.entries if change.kind == "source"],
        "added": [event_fields(event, zone) for event in difference.added],
        "removed": [event_fields(event, zone) for event in difference.removed],
        "changed": [_changed(change, zone, statements) for change in difference.changed],
        "turned": [
            {
                "first": pair.first,
                "second": pair.second,
                "certain_before": pair.before,
                "certain_after": pair.after,
            }
            for pair in difference.turned
        ],
        "maybe_renamed": [
            {"old": pair.old.id, "new": pair.new.id, "like": round(pair.like, 3)}
            for pair in difference.renamed
        ],
    }


def _side(timeline: Timeline) -> dict[str, Any]:
    return {
        "title": timeline.header.title,
        "files": list(timeline.files),
        "events": len(timeline.events),
    }


def _key(change: KeyChange) -> dict[str, Any]:
    old, new = (as_text(change.key, value) or None for value in (change.old, change.new))
    return {"key": change.key, "old": old, "new": new}


def _entry(change: EntryChange) -> dict[str, Any]:
    what = "added" if change.old is None else "removed" if change.new is None else "edited"
    return {"id": change.id, "change": what, "keys": [_key(key) for key in change.keys]}


def _changed(change: Changed, zone: Zone, statements: Statements | None) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "id": change.new.id,
        "title": change.new.title,
        "moved": change.moved,
        "keys": [_key(key) for key in change.keys],
        "start": change.start or None,
        "end": change.end or None,
        "dispute": change.dispute or None,
        "conflict": change.conflict or None,
        "old": _times(change.old, zone),
        "new": _times(change.new, zone),
    }
    if statements is not None:
        because = statements.because(change)
        fields["because"] = because and [_because(limit, zone) for limit in because]
    return fields


def _times(event: Event, zone: Zone) -> dict[str, Any]:
    return {
        "start": bound(event.start, zone),
        "end": None if event.end is None else bound(event.end, zone),
        "disputed": event.disputed,
        "conflicted": event.conflicted,
        "origin": {"file": event.origin.file, "line": event.origin.line},
    }


def _because(limit: Because, zone: Zone) -> dict[str, Any]:
    return {
        "limit": limit.which,
        "of": "end" if limit.end else "start",
        "gone": [reason(statement, zone) for statement in limit.gone],
        "come": [reason(statement, zone) for statement in limit.come],
    }
