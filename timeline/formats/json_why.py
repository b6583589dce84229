"""The JSON of ``crisis why``: ``crisis.why/1`` and ``crisis.comparison/1``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crisis.timeline.model.constraints import OF_CLOCK
from crisis.timeline.reports.why import Comparison, Why
from crisis.timeline.reports.why_clock import WhyClock

from .json_events import event_fields
from .json_values import bound, clock, dump, number, seconds, stamp

if TYPE_CHECKING:
    from crisis.timeline.base.zones import Zone
    from crisis.timeline.model.conflicts import Conflict, Reason
    from crisis.timeline.model.timeline import Timeline
    from crisis.timeline.reports.why import Causes, Derivation


def to_json(answer: Why | Comparison | WhyClock, timeline: Timeline, zone: Zone) -> str:
    """An explanation or a comparison as one JSON document."""
    del timeline
    return dump(document(answer, zone))


def document(answer: Why | Comparison | WhyClock, zone: Zone) -> dict[str, Any]:
    """An explanation or a comparison as plain dicts and lists."""
    if isinstance(answer, WhyClock):
        return _clock(answer, zone)
    return _why(answer, zone) if isinstance(answer, Why) else _comparison(answer, zone)


def conflict(conflict: Conflict, zone: Zone) -> dict[str, Any]:
    """A conflict: its kind, by how many seconds it misses, and its statements in order.

    And what would say that one of them holds, where that makes sense; and the events of which
    nothing but the day header gave way.
    """
    fields = {
        "kind": conflict.kind,
        "short": number(conflict.short),
        "reasons": [reason(statement, zone) for statement in conflict.reasons],
        "one_of": conflict.one_of or None,
    }
    return fields | {"misplaced": list(conflict.misplaced)} if conflict.misplaced else fields


def reason(statement: Reason, zone: Zone) -> dict[str, Any]:
    """One statement of a chain, with what the chain has come to behind it."""
    fields = {
        "event": statement.event or None,
        "kind": statement.kind,
        "phrase": statement.phrase or None,
        "source": statement.source or None,
        "relative_to": statement.ref or None,
        "soft": statement.soft or None,
        "origin": {"file": statement.origin.file, "line": statement.origin.line},
        "so": None if statement.bound is None else _so(statement, statement.bound, zone),
    }
    return fields | {"clock": statement.clock} if statement.clock else fields


def _so(statement: Reason, reached: int, zone: Zone) -> dict[str, Any]:
    """What a chain has come to: an instant of an event, or how many seconds a clock is fast."""
    if statement.which == OF_CLOCK:
        side = "at_most" if statement.side == "low" else "at_least"
        return {"clock": statement.reached, "fast": {side: number(-reached)}}
    side = {"low": "earliest", "high": "latest"}.get(statement.side) or "earliest"
    return {
        "event": statement.reached,
        "node": "end" if statement.which else "start",
        side: stamp(reached, zone),
        "unix": {side: number(reached)},
    }


def _clock(answer: WhyClock, zone: Zone) -> dict[str, Any]:
    return {
        "schema": "crisis.clock/1",
        "source": {"id": answer.source.id, "name": answer.source.name},
        "clock": clock(answer.clock),
        "at_least_because": [reason(step, zone) for step in answer.least],
        "at_most_because": [reason(step, zone) for step in answer.most],
        "events": [event.id for event in answer.read],
        "conflicts": [conflict(finding, zone) for finding in answer.conflicts],
    }


def _why(explanation: Why, zone: Zone) -> dict[str, Any]:
    return {
        "schema": "crisis.why/1",
        "event": event_fields(explanation.event, zone),
        "start": _derivation(explanation.start, zone),
        "end": None if explanation.end is None else _derivation(explanation.end, zone),
        "causes": _tree(explanation.causes),
        "effects": _tree(explanation.effects),
        "parts": [part.id for part in explanation.parts],
        "conflicts": [conflict(clash, zone) for clash in explanation.conflicts],
    }


def _derivation(derivation: Derivation, zone: Zone) -> dict[str, Any]:
    return {
        **bound(derivation.bound, zone),
        "earliest_because": [reason(statement, zone) for statement in derivation.earliest],
        "latest_because": [reason(statement, zone) for statement in derivation.latest],
    }


def _tree(causes: tuple[Causes, ...]) -> list[dict[str, Any]]:
    return [{"id": cause.event.id, "depth": cause.depth} for cause in causes]


def _comparison(comparison: Comparison, zone: Zone) -> dict[str, Any]:
    return {
        "schema": "crisis.comparison/1",
        "events": [event_fields(comparison.first, zone), event_fields(comparison.second, zone)],
        "verdicts": [
            {
                "source": verdict.source or None,
                "first": verdict.first or None,
                "known": verdict.known,
                "tied": verdict.tied,
                "cut": verdict.cut,
                "unsure": verdict.unsure,
                "ruled_out": verdict.ruled_out,
                "difference": seconds(verdict.difference),
            }
            for verdict in comparison.verdicts
        ],
    }
