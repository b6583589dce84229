"""What event files name: actors, sources, tags, events, days, zones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple

if TYPE_CHECKING:
    from crisis.timeline.base.texts import Texts


class Mentions(NamedTuple):
    """Actors and sources by id, with their names; events by id, with their titles.

    ``aliases`` are other words for actors, ``roles`` those that each actor has, ``words`` those of
    each plain field of the query with how many events have them, ``days`` the dates that are
    written (2023-11-20) in order, ``zones`` the short forms of zones. ``clocks`` are the sources
    whose clock is said to be wrong, ``measures`` the names of lengths of time.
    """

    actors: dict[str, str]
    aliases: dict[str, str]
    roles: dict[str, dict[str, None]]
    sources: dict[str, str]
    words: dict[str, dict[str, int]]
    events: dict[str, Texts]
    days: list[str]
    zones: dict[str, str]
    zone: str = ""
    lang: str = ""
    clocks: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
