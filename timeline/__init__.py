"""Timelines with honest time: the library under the command ``crisis``.

    from crisis.timeline import load

    timeline = load("events.yaml")
    for event in timeline.on("monday").actor("altman"):
        print(event.id, event.start, event.disputed)
    for problem in timeline.problems:
        print(problem)

Instants are integer microseconds since 1970-01-01T00:00Z; a bound includes both its ends, and None
is an open one. Nothing raises for what is in a file: problems and conflicts are values.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crisis.timeline.base.instants import from_datetime, rfc3339, to_datetime
    from crisis.timeline.base.problems import Origin, Problem
    from crisis.timeline.base.zones import Zone
    from crisis.timeline.formats.json_access import JsonError
    from crisis.timeline.model.conflicts import Conflict, Reason
    from crisis.timeline.model.records import Account, Actor, Bound, Claim, Event, Source
    from crisis.timeline.model.timeline import Header
    from crisis.timeline.query.answer import Answer, Clock, Match
    from crisis.timeline.query.engine import ask
    from crisis.timeline.query.terms import Query, QueryError, Term
    from crisis.timeline.reports.groups import Group
    from crisis.timeline.reports.why import compare, why
    from crisis.timeline.reports.why_clock import why_clock

    from .loading import from_json, loads
    from .opening import load
    from .selection import Report, Selection, report
    from .timeline import Timeline

__all__ = [
    "Account", "Actor", "Answer", "Bound", "Claim", "Clock", "Conflict", "Event", "Group",
    "Header", "JsonError", "Match", "Origin", "Problem", "Query", "QueryError", "Reason", "Report",
    "Selection", "Source", "Term", "Timeline", "Zone", "ask", "compare", "from_datetime",
    "from_json", "load", "loads", "report", "rfc3339", "to_datetime", "why", "why_clock",
]  # fmt: skip

_HOMES = {
    "model.conflicts": ("Conflict", "Reason"),
    "query.answer": ("Answer", "Clock", "Match"),
    "query.engine": ("ask",),
    "reports.why": ("compare", "why"),
    "reports.why_clock": ("why_clock",),
    "formats.json_access": ("JsonError",),
    "opening": ("load",),
    "loading": ("from_json", "loads"),
    "model.records": ("Account", "Actor", "Bound", "Claim", "Event", "Source"),
    "model.timeline": ("Header",),
    "base.problems": ("Origin", "Problem"),
    "query.terms": ("Query", "QueryError", "Term"),
    "reports.groups": ("Group",),
    "selection": ("Report", "Selection", "report"),
    "timeline": ("Timeline",),
    "base.instants": ("from_datetime", "rfc3339", "to_datetime"),
    "base.zones": ("Zone",),
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for, so that no path pays for another."""
    from importlib import import_module

    for module, names in _HOMES.items():
        if name in names:
            value: object = getattr(import_module(f".{module}", __name__), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """The public names, whether they were imported or not."""
    return sorted({*globals(), *__all__})
