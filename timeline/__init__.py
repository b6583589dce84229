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
    from .answer import Answer, Clock, Match
    from .answering import load
    from .checked import JsonError
    from .conflicts import Conflict, Reason
    from .engine import ask
    from .explain import compare, why
    from .groups import Group
    from .loading import from_json, loads
    from .model import Account, Actor, Bound, Claim, Event, Header, Source
    from .problems import Origin, Problem
    from .query import Query, QueryError, Term
    from .selection import Report, Selection, report
    from .timeline import Timeline
    from .zones import Zone, from_datetime, rfc3339, to_datetime

__all__ = [
    "Account", "Actor", "Answer", "Bound", "Claim", "Clock", "Conflict", "Event", "Group",
    "Header", "JsonError", "Match", "Origin", "Problem", "Query", "QueryError", "Reason", "Report",
    "Selection", "Source", "Term", "Timeline", "Zone", "ask", "compare", "from_datetime",
    "from_json", "load", "loads", "report", "rfc3339", "to_datetime", "why",
]  # fmt: skip

_HOMES = {
    "conflicts": ("Conflict", "Reason"),
    "answer": ("Answer", "Clock", "Match"),
    "engine": ("ask",),
    "explain": ("compare", "why"),
    "checked": ("JsonError",),
    "answering": ("load",),
    "loading": ("from_json", "loads"),
    "model": ("Account", "Actor", "Bound", "Claim", "Event", "Header", "Source"),
    "problems": ("Origin", "Problem"),
    "query": ("Query", "QueryError", "Term"),
    "groups": ("Group",),
    "selection": ("Report", "Selection", "report"),
    "timeline": ("Timeline",),
    "zones": ("Zone", "from_datetime", "rfc3339", "to_datetime"),
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for, so that no path pays for another."""
    from importlib import import_module

    for module, names in _HOMES.items():
        if name in names:
            found: object = getattr(import_module(f".{module}", __name__), name)
            globals()[name] = found
            return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """The public names, whether they were imported or not."""
    return sorted({*globals(), *__all__})
