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
    from crisis.timeline.quotes.quotes import Quoted, Quotes, TextProblem


def to_json(timeline: Timeline, zone: Zone, quotes: Quotes | None = None) -> str:
    """Everything that is wrong or does not hold together, as one JSON document."""
    return dump(document(timeline, zone, quotes))


def each_to_json(timelines: Iterable[tuple[Timeline, Zone, Quotes | None]]) -> str:
    """What is wrong with several timelines, each on its own, as one document."""
    whole: dict[str, Any] = {}
    for timeline, zone, quotes in timelines:
        for name, value in document(timeline, zone, quotes).items():
            whole[name] = whole[name] + value if isinstance(whole.get(name), list) else value
    return dump(whole)


def document(timeline: Timeline, zone: Zone, quotes: Quotes | None = None) -> dict[str, Any]:
    """Everything that does not hold together as plain dicts and lists; quotes where looked up."""
    found = {
        "schema": "crisis.check/1",
        "files": list(timeline.files),
        "problems": [_problem(problem) for problem in timeline.problems],
        "conflicts": [conflict(clash, zone) for clash in timeline.conflicts],
        "disputed": [_disputed(event, zone) for event in store(timeline).disputed_events()],
    }

    if quotes is not None:
        found["quotes"] = list(map(_quoted, quotes.quotes))
        found["source_texts"] = list(map(_text_problem, quotes.problems))
    return found


def _quoted(quoted: Quoted) -> dict[str, Any]:
    place = quoted.place
    return {
        "event": quoted.event,
        "source": quoted.source or None,
        "quote": quoted.quote,
        "standing": quoted.standing,
        "file": quoted.file or None,
        "place": place.where if place else None,
        "line": place.line if place else None,
        "passage": quoted.passage or None,
        "origin": {"file": quoted.origin.file, "line": quoted.origin.line},
    }


def _text_problem(problem: TextProblem) -> dict[str, Any]:
    return {
        "source": problem.source.id,
        "file": problem.source.file,
        "changed": problem.changed,
        "message": problem.message,
        "hint": problem.hint or None,
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
