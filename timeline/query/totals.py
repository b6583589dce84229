"""What all events of an index come to together, as a question asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from crisis.timeline.base.namedtuple import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crisis.timeline.base.zones import Zone
    from crisis.timeline.model.records import Bound


class Edge(NamedTuple):
    """The first or the last of some events."""

    id: str
    start: Bound


class Sum(NamedTuple):
    """How many events have a word, and the first and the last of them, dateless ones aside."""

    word: str
    number: int
    first: Edge
    last: Edge


class Totals(Protocol):
    """Questions about all events of an index, without reading one."""

    def words(self, kind: str) -> list[Sum]:
        """All words of a kind (actor, source, tag folded, status), as events first have them."""

    def united(self, kind: str, word: str, names: Iterable[str]) -> Sum:
        """The events that have any of some names, one at least, under one word."""

    def tags(self) -> list[Sum]:
        """All tags as they are shown, in any order."""

    def days(self, zone: Zone) -> list[Sum] | None:
        """The days on which events begin, each with all events that may touch it.

        None where clocks are put back over a midnight, so that a day is no stretch of time.
        """
