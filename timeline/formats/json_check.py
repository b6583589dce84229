"""The JSON of ``crisis check``: ``crisis.check/1``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crisis.timeline.query.stores import store

from .json_events import accounts
from .json_values import dump
from .json_why import conflict

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crisis.timeline.base.problems import Problem
    from crisis.timeline.base.zones import Zone
    from crisis.timeline.model.records import Event
    from crisis.timeline.model.timeline import Timeline


def to_json(timeline: Timeline, zone: Zone) -> str:
    """Everything that is wrong or does not hold together, as one JSON document."""
    return dump(document(timeline, zone))


def each_to_json(timelines: Iterable[tuple[Timeline, Zone]]) -> str:
    """What is wrong with several timelines, each on its own, as one document."""
    whole: dict[str, Any] = {}
    for timeline, zone in timelines:
        for name, value in document(timeline, zone).items():
            whole[name] = whole[name] + value if isinstance(whole.get(name), list) else value
    return dump(whole)


def document(timeline: Timeline, zone: Zone) -> dict[str, Any]:
    """Everything that does not hold together as plain dicts and lists."""
    return {
        "schema": "crisis.check/1",
        "files": list(timeline.files),
        "problems": [_problem(problem) for problem in timeline.problems],
        "conflicts": [conflict(clash, zone) for clash in timeline.conflicts],
        "disputed": [_disputed(event, zone) for event in store(timeline).disputed_events()],
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "severity": problem.severity,
        "file": problem.origin.file,
        "line": problem.origin.line or None,
        "column": problem.origin.column or None,
        "message": problem.message,
        "hint": problem.hint or None,
    }


def _disputed(event: Event, zone: Zone) -> dict[str, Any]:
    return {
        "id": event.id,
        "origin": {"file": event.origin.file, "line": event.origin.line},
        "accounts": accounts(event, zone),
    }
