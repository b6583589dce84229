"""Fields of the query that a timeline brings itself: the keys of its events that begin with x-.

They are asked as tags are, by values that events have: ``x-severity:high``.
"""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING

from crisis.timeline.model.free import is_free, texts_of

from .fields import QUERY_FIELDS, Known, QueryField
from .terms import QueryError

if TYPE_CHECKING:
    from crisis.timeline.model.records import Event
    from crisis.timeline.model.timeline import Timeline

    from .conditions import Sought
    from .fields import Asked


def field_of(name: str) -> QueryField:
    """The field of a name, or of a key that begins with ``x-``. Raises KeyError for any other."""
    return QUERY_FIELDS.get(name) or _free(name)


@lru_cache(maxsize=256)
def _free(name: str) -> QueryField:
    if not is_free(name):
        raise KeyError(name)
    about = f"With a value of {name}."
    return QueryField(
        name,
        "VALUE",
        about,
        about,
        _sought,
        completion=name,
        values=partial(_values, name),
        known=Known(f"is a value of {name}", name),
    )


def _values(name: str, event: Event) -> tuple[str, ...]:
    return texts_of(event.free, name) if event.free else ()


def _sought(asked: Asked, field: QueryField, values: list[str]) -> Sought:
    check_name(field.name, asked.timeline)
    return asked.named(field, values)


def check_name(name: str, timeline: Timeline) -> None:
    """Raises QueryError for a key of one's own that no event has."""
    names = timeline.free_names()
    if name in names:
        return
    from crisis.timeline.base.problems import did_you_mean

    there = f"there are {', '.join(names)}" if names else "no event has keys that begin with x-"
    raise QueryError(f'no event has "{name}"', did_you_mean(name, names) or there)
