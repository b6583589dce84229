"""The JSON of ``crisis why``: ``crisis.why/1`` and ``crisis.comparison/1``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crisis.timeline.reports.why import Comparison, Why

from .json_events import event_fields
from .json_values import bound, dump, number, seconds, stamp

if TYPE_CHECKING:
    from crisis.timeline.base.zones import Zone
    from crisis.timeline.model.conflicts import Conflict, Reason
    from crisis.timeline.model.timeline import Timeline
    from crisis.timeline.reports.why import Causes, Derivation


def to_json(answer: Why | Comparison, timeline: Timeline, zone: Zone) -> str:
    """An explanation or a comparison as one JSON document."""
    del timeline
    return dump(document(answer, zone))


def document(answer: Why | Comparison, zone: Zone) -> dict[str, Any]:
    """An explanation or a comparison as plain dicts and lists."""
    return _why(answer, zone) if isinstance(answer, Why) else _comparison(answer, zone)


def conflict(found: Conflict, zone: Zone) -> dict[str, Any]:
    """A conflict: its kind, by how many seconds it misses, and its statements in order."""
    return {
        "kind": found.kind,
        "short": number(found.short),
        "reasons": [reason(each, zone) for each in found.reasons],
    }


def reason(found: Reason, zone: Zone) -> dict[str, Any]:
    """One statement of a chain, with what the chain has come to behind it."""
    side = {"low": "earliest", "high": "latest"}.get(found.side) or "earliest"
    return {
        "event": found.event,
        "kind": found.kind,
        "phrase": found.phrase or None,
        "source": found.source or None,
        "relative_to": found.ref or None,
        "soft": found.soft or None,
        "origin": {"file": found.origin.file, "line": found.origin.line},
        "so": None
        if found.bound is None
        else {
            "event": found.reached,
            "node": "end" if found.which else "start",
            side: stamp(found.bound, zone),
            "unix": {side: number(found.bound)},
        },
    }


def _why(found: Why, zone: Zone) -> dict[str, Any]:
    return {
        "schema": "crisis.why/1",
        "event": event_fields(found.event, zone),
        "start": _derivation(found.start, zone),
        "end": None if found.end is None else _derivation(found.end, zone),
        "causes": _tree(found.causes),
        "effects": _tree(found.effects),
        "parts": [part.id for part in found.parts],
        "conflicts": [conflict(each, zone) for each in found.conflicts],
    }


def _derivation(found: Derivation, zone: Zone) -> dict[str, Any]:
    return {
        **bound(found.bound, zone),
        "earliest_because": [reason(each, zone) for each in found.earliest],
        "latest_because": [reason(each, zone) for each in found.latest],
    }


def _tree(found: tuple[Causes, ...]) -> list[dict[str, Any]]:
    return [{"id": each.event.id, "depth": each.depth} for each in found]


def _comparison(found: Comparison, zone: Zone) -> dict[str, Any]:
    return {
        "schema": "crisis.comparison/1",
        "events": [event_fields(found.first, zone), event_fields(found.second, zone)],
        "verdicts": [
            {
                "source": each.source or None,
                "first": each.first or None,
                "known": each.known,
                "tied": each.tied,
                "cut": each.cut,
                "difference": seconds(each.difference),
            }
            for each in found.verdicts
        ],
    }
