"""The JSON of ``crisis list``: ``crisis.list/1``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crisis.timeline.reports.report import report

from .json_events import envelope
from .json_values import bound, clock, dump

if TYPE_CHECKING:
    from crisis.timeline.query.answer import Answer
    from crisis.timeline.reports.vocabulary import Entry


def to_json(answer: Answer, kind: str, entries: list[Entry]) -> str:
    """A vocabulary as one JSON document, ``crisis.list/1``."""
    return dump(document(answer, kind, entries))


def document(answer: Answer, kind: str, entries: list[Entry]) -> dict[str, Any]:
    """A vocabulary as plain dicts and lists."""
    whole = envelope(report(answer))
    return {
        "schema": "crisis.list/1",
        "timeline": whole["timeline"],
        "query": whole["query"],
        "counts": whole["counts"],
        "kind": kind,
        "entries": [_entry(entry, kind, answer) for entry in entries],
    }


def _entry(entry: Entry, kind: str, answer: Answer) -> dict[str, Any]:
    zone = answer.clock.zone
    ends = {
        end: None if edge is None else {"id": edge.id, "start": bound(edge.start, zone)}
        for end, edge in (("first", entry.first), ("last", entry.last))
    }
    numbers = {"shown": entry.shown}
    if kind == "actors":
        numbers["named"] = entry.named
    if kind == "sources":
        numbers |= entry.coverage
    fields = {"id": entry.id, "name": entry.name, **numbers, **ends}
    source = answer.timeline.sources.get(entry.id) if kind == "sources" else None
    if source is not None and source.clock is not None:
        fields["clock"] = clock(source.clock)
    actor = answer.timeline.actors.get(entry.id) if kind == "actors" else None
    one = actor or source
    return fields if one is None else fields | one.free_values
