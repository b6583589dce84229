"""Values of rules that come to several: actors, tags, sources.

The same names come again and again: what a text comes to is worked out once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from crisis.timeline.base.memo import Memo

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .rules import Value

    Record = Mapping[str, Any]
    Actor = tuple[str, str]  # a name, and a role, which may be empty

T = TypeVar("T")


class Listed(Generic[T]):
    """What values come to in a record, and all of it as one text.

    It belongs to all records with the same texts: nobody may change ``parts``. ``made`` has room
    for what an event has of it, once that is known.
    """

    __slots__ = ("made", "parts", "stated")

    def __init__(self, parts: list[T], stated: str) -> None:
        self.parts = parts
        self.stated = stated
        self.made: list[Any] | None = None


def texts(values: tuple[Value, ...], once: bool = False) -> Callable[[Record], Listed[str]]:
    """What reads the texts that values come to; ``once``: the same text stands there once."""

    def listed(parts: list[str]) -> Listed[str]:
        kept = [*dict.fromkeys(parts)] if once else parts
        return Listed(kept, "\0".join(kept))

    return _reading([_one(value.get, value.texts, listed) for value in values], listed)


def actors(values: tuple[Value, ...]) -> Callable[[Record], Listed[Actor]]:
    """What reads the actors that values come to."""

    def listed(parts: list[Actor]) -> Listed[Actor]:
        return Listed(parts, "\0".join([f"{name}/{role}" for name, role in parts]))

    return _reading([_one(value.get, value.actors, listed) for value in values], listed)


def _reading(
    single: list[Callable[[Record], Listed[T]]], listed: Callable[[list[T]], Listed[T]]
) -> Callable[[Record], Listed[T]]:
    if len(single) == 1:
        return single[0]
    if not single:
        nothing = listed([])
        return lambda _: nothing
    return lambda record: listed([part for read in single for part in read(record).parts])


def _one(
    get: Callable[[Record], Any],
    read: Callable[[Any], list[T]],
    listed: Callable[[list[T]], Listed[T]],
) -> Callable[[Record], Listed[T]]:
    known = Memo(lambda text: listed(read(text)))

    def one(record: Record) -> Listed[T]:
        found = get(record)
        return known[found] if type(found) is str else listed(read(found))

    return one
