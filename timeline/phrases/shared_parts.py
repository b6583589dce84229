"""What alternatives say once for all: a date, a zone, a.m. and p.m., the event of a part."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from crisis.timeline.base.zones import HOUR

from .ast import Among, At, Between, DayOf, Moment, Offset, Side
from .range_ends import either_half, in_half, of_either_half

if TYPE_CHECKING:
    from .ast import Statement
    from .clock import Clock

_OFFSET = re.compile(r"Z|[+-]\d.*").fullmatch

A = TypeVar("A")


def shared(statements: list[Statement], text: str) -> list[Statement]:
    """The statements of alternatives in ``text``, with the date, the zone and the half of the day
    that stand at another."""
    completed = list(statements)
    for place in range(len(completed) - 2, -1, -1):
        completed[place] = _from_next(completed[place], completed[place + 1], text)
    for place in range(1, len(completed)):
        completed[place] = _from_last(completed[place], completed[place - 1], statements[place])
    return completed


def _from_next(statement: Statement, following: Statement, text: str) -> Statement:
    """What an alternative takes from the one behind it."""
    own, other = _first(statement), _first(following)
    if own is None:
        return statement
    whole_part = own.clock is None and own.days is None and bool(own.part)
    if whole_part and isinstance(following, DayOf) and following.part and isinstance(statement, At):
        return following._replace(part=own.part, third=own.third)  # morning or evening of @x
    if other is None:
        return statement
    of = re.search(r"\bof\b", text[other.at : other.at + other.length])
    if whole_part and other.days is not None and other.part and of:
        own = own._replace(days=other.days)
    if own.days is None and other.trails and (own.clock or own.part):
        own = own._replace(days=other.days)  # 8 p.m. or 9 p.m. on 21 October 1904
    stamp = other.days is not None and _OFFSET(other.zone)
    if not own.zone and other.zone and not stamp and (own.clock or own.part):
        own = own._replace(zone=other.zone)
    if own.clock and other.clock and other.clock.half and of_either_half(own.clock):
        if _is_twelve(other.clock) and not _is_twelve(own.clock):
            raise either_half(own)  # 11 or 12 p.m.
        micro, half = in_half(own.clock, other.clock.half), other.clock.half
        own = own._replace(clock=own.clock._replace(micro=micro, half=half))
    return _with_first(statement, own)


def _from_last(statement: Statement, last: Statement, written: Statement) -> Statement:
    """What an alternative takes from the one before it."""
    own, other, as_written = _first(statement), _first(last), _first(written)
    if own is None or other is None or as_written is None:
        return statement
    dated = as_written.days is not None
    if not dated and other.days is not None and (own.clock or own.part):
        own = own._replace(days=other.days, shift=other.shift)
    if not own.zone and other.zone and not (dated and _OFFSET(other.zone)):
        own = own._replace(zone=other.zone) if own.clock or own.part else own
    if own.clock and other.clock and other.clock.half and of_either_half(own.clock):
        raise either_half(own)
    return _with_first(statement, own)


def _is_twelve(clock: Clock) -> bool:
    return clock.micro % (12 * HOUR) < HOUR


def _first(statement: Statement) -> Moment | None:
    """The first moment that a statement names."""
    if isinstance(statement, (At, Side, Offset)):
        return statement.anchor if isinstance(statement.anchor, Moment) else None
    if isinstance(statement, (Between, Among)):
        for end in (statement.low, statement.high):
            if isinstance(end, Moment):
                return end
    return None


def _with_first(statement: Statement, moment: Moment) -> Statement:
    """A statement with that moment in the place of its first, and its zone at the other end."""
    if isinstance(statement, (At, Side, Offset)):
        return statement._replace(anchor=moment)
    if isinstance(statement, Between):
        low, high = _both(statement.low, statement.high, moment)
        return Between(low, high)
    if isinstance(statement, Among):
        return Among(*_both(statement.low, statement.high, moment))
    return statement


def _both(low: A, high: A, moment: Moment) -> tuple[A | Moment, A | Moment]:
    """The ends of a range with that moment as the first, and with its zone and date at the last."""
    if not isinstance(low, Moment):
        return low, moment
    if isinstance(high, Moment):
        days = moment.days if high.days == low.days else high.days
        return moment, high._replace(zone=high.zone or moment.zone, days=days)
    return moment, high
