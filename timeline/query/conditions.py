"""What the filters of a question come to: plain data, for any engine to evaluate.

Names are resolved to ids and words to windows already; nothing in here can be misread any more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple

if TYPE_CHECKING:
    from crisis.timeline.model.records import Event

    from .windows import Window


class Times(NamedTuple):
    """Events in any of these united windows: of instants, or of ``elapsed`` time since zero."""

    windows: tuple[Window, ...]
    elapsed: bool = False


class Apart(NamedTuple):
    """Events in a window of the time since an event's start, or where it lasts since its ``end``.

    The window is [start, stop) in microseconds.
    """

    event: Event
    end: bool
    window: Window


class Either(NamedTuple):
    """Events that are in any of these Times or Apart."""

    parts: tuple[Times | Apart, ...]


class Parts(NamedTuple):
    """Events that any of ``ids`` took part in, as ``role`` (folded) where one is named."""

    ids: frozenset[str]
    role: str = ""


class Actors(NamedTuple):
    """Events in which somebody has one of these Parts."""

    parts: tuple[Parts, ...]


class Among(NamedTuple):
    """Events that have any of ``values`` of a ``field`` of the query that an index keeps.

    Of a plain one they are folded.
    """

    field: str
    values: frozenset[str]


class Ids(NamedTuple):
    """Events of these ids."""

    ids: frozenset[str]


class Words(NamedTuple):
    """Events in whose texts any of these folded words stands.

    Or that any of ``actors`` takes part in, or ``sources`` tell of: those that have it in a name.
    """

    words: tuple[str, ...]
    actors: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()


TIMED = (Times, Apart, Either)
"""What asks for a time."""

Sought = Times | Apart | Either | Actors | Among | Ids | Words


class Condition(NamedTuple):
    """What one field asks, or ``negated`` what one of its terms excludes. All of them must hold."""

    sought: Sought
    negated: bool = False
