"""The time language as data: the statements that a phrase under ``when`` is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple

if TYPE_CHECKING:
    from .clock import Clock
    from .date_spans import Days
    from .durations import Duration


class Ref(NamedTuple):
    """A reference to an event: ``@id``, ``@id.start`` (node "start") or ``@id.end``."""

    id: str
    node: str
    at: int


class Moment(NamedTuple):
    """A point or stretch of time named by a date, a clock or a part of the day, or any of them.

    ``nearly`` is approximate to one side: up to it and not beyond. ``shift`` days from its date are
    meant, as the zone counts them. ``spread`` is how far a source says that it may be off (``±``),
    in microseconds. ``trails`` tells that the date was written behind the clock.
    """

    days: Days | None = None
    clock: Clock | None = None
    part: str = ""
    third: str = ""
    zone: str = ""
    approximate: bool = False
    at: int = 0
    length: int = 0
    nearly: bool = False
    shift: int = 0
    spread: int = 0
    trails: bool = False


class Machine(NamedTuple):
    """Seconds on a machine's or a mission's clock: ``unix 1700252930``, ``T+1:02:03``.

    ``micros`` counts from 1970 (``zero`` false) or from the timeline's zero; ``unit`` is the last
    written one.
    """

    micros: int
    unit: int
    zero: bool
    at: int = 0


Anchor = Ref | Moment | Machine


class At(NamedTuple):
    """The time is that of the anchor, as precise as it is written."""

    anchor: Anchor


class Between(NamedTuple):
    """Somewhere in ``low..high``, written ends included; None is open."""

    low: Moment | Machine | None
    high: Moment | Machine | None


class Side(NamedTuple):
    """``before``, ``after`` or ``by`` (at or before) an anchor, or ``from`` it on (at or after)."""

    side: str
    anchor: Anchor


class Among(NamedTuple):
    """``between A and B``."""

    low: Anchor
    high: Anchor


class Offset(NamedTuple):
    """So long before (sign -1) or after (sign 1) an anchor, or at most so far from it (0)."""

    duration: Duration
    sign: int
    anchor: Anchor


class Aged(NamedTuple):
    """Born so long before an anchor, in whole ``step``s: months, and microseconds beside them.

    ``width`` is how much ``about`` may be shorter or longer.
    """

    length: tuple[int, int]
    step: tuple[int, int]
    anchor: Anchor
    width: tuple[int, int] = (0, 0)


class DayOf(NamedTuple):
    """``shift`` days from the local day of an event, or a part of that day."""

    ref: Ref
    shift: int
    part: str = ""
    third: str = ""


class Inside(NamedTuple):
    """``during`` (an instant within) or ``throughout`` (as long as) an event that lasts."""

    ref: Ref
    throughout: bool


class Unknown(NamedTuple):
    """``unknown``: nothing is said."""


Statement = At | Between | Side | Among | Offset | Aged | DayOf | Inside | Unknown


class Phrase(NamedTuple):
    """One phrase as read. All of ``start`` hold, and all of ``end`` where it lasts.

    ``lasts`` is true as soon as an end or a duration is written. ``doubted`` is a trailing ``?``,
    or EDTF's ``?`` and ``%`` behind a date. ``ongoing`` says that it has not ended yet. Where
    one of several ``alternatives`` holds, each is a phrase of its own with what was ``written`` of
    it, and this one says no more than they do.
    """

    text: str
    start: tuple[Statement, ...]
    end: tuple[Statement, ...] = ()
    duration: Duration | None = None
    lasts: bool = False
    doubted: bool = False
    ongoing: bool = False
    alternatives: tuple[Phrase, ...] = ()
    written: str = ""
