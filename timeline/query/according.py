"""Sources as people name them, and whose story a timeline tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.escape import one_line
from crisis.timeline.base.normalize import fold
from crisis.timeline.base.problems import did_you_mean

from .fields import source_names
from .filters import named_so
from .terms import QueryError

if TYPE_CHECKING:
    from crisis.timeline.model.timeline import Timeline

_LISTED = 12


def named_source(name: str, timeline: Timeline) -> str:
    """The id of a source, by its id or its name, accents and case aside.

    Raises QueryError, which names the nearest, for one that there is not, or that is several.
    """
    known = source_names(timeline, ())
    several = named_so(timeline.sources.values(), name)
    source = known.get(fold(name.strip()))
    if len(several) > 1:
        message = f'"{name}" is the name of {len(several)} sources'
        raise QueryError(message, " or ".join(several))
    if source is None:
        listed = ", ".join(list(timeline.sources)[:_LISTED])
        hint = did_you_mean(name, known)
        hint = hint or (f"there are {listed}" if listed else "the timeline names no sources")
        raise QueryError(f'unknown source "{name}"', hint)
    return source


def told_by(timeline: Timeline) -> str:
    """Whose story a timeline is; empty where it is everybody's."""
    name = timeline.according_to
    source = timeline.sources.get(name)
    return f"as {one_line(source.name if source else name)} tells it" if name else ""
