"""What a range says once for both its ends: a.m. and p.m. (``5:30 to 7:30 p.m.``), and the zone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from crisis.timeline.base.zones import HOUR, MINUTE

from .ast import Aged, Among, At, Between, Moment, Offset, Side
from .tokens import PhraseError

if TYPE_CHECKING:
    from collections.abc import Callable

    from .ast import Anchor, Statement
    from .clock import Clock

_HALF_DAY = 12 * HOUR
_OFFSET = re.compile(r"Z|[+-]\d.*").fullmatch

T = TypeVar("T", bound="Anchor")
A = TypeVar("A")
Statements = tuple["Statement", ...]


def both_ends(start: Statements, end: Statements) -> tuple[Statements, Statements]:
    """The statements of a start and an end, with the zone and the half of the day that both share.

    Raises PhraseError where two readers would take different halves.
    """
    begun = [moment for statement in start for moment in _moments(statement)]
    over = [moment for statement in end for moment in _moments(statement)]
    if begun and over:
        dated = next((moment for moment in over if moment.days and moment.days.calendar), None)
        if dated:
            start = tuple(
                with_moments(statement, lambda moment: _counted(moment, dated))
                for statement in start
            )
        trailing = next((moment for moment in over if moment.trails), None)
        if trailing:
            start = tuple(
                with_moments(statement, lambda moment: _same_day(moment, trailing))
                for statement in start
            )
        named = [next((m for m in moments if m.zone), None) for moments in (begun, over)]
        first, last = named
        if last and not first:
            start = tuple(
                with_moments(statement, lambda moment: zoned(moment, last)) for statement in start
            )
        elif first and not last:
            end = tuple(
                with_moments(statement, lambda moment: _ended(moment, first)) for statement in end
            )
    lows = [moment for moment in begun if moment.clock]
    highs = [moment for moment in over if moment.clock]
    if not lows or not highs:
        return start, end
    start = tuple(
        with_moments(statement, lambda low: _begins(low, highs[0])) for statement in start
    )
    for high in highs:
        _check_end(lows[-1], high)
    return start, end


def pair(low: Anchor, high: Anchor) -> tuple[Anchor, Anchor]:
    """The two ends of ``between A and B``, with the zone and the half that both share."""
    if isinstance(low, Moment) and isinstance(high, Moment):
        return zoned(first_end(low, high), high), _ended(high, low)
    return low, high


def first_end(low: T, high: Anchor) -> T | Moment:
    """The first end of a range, with the half of the day that its other end has."""
    if not isinstance(low, Moment) or not isinstance(high, Moment):
        return low
    begin = _same_day(low, high)
    _check_end(begin, high)
    return _begins(begin, high)


def zoned(low: Moment, high: Moment) -> Moment:
    """The first end of a range in the zone that stands at the other.

    A machine's stamp is complete, with its date and its offset, and says nothing of the first end.
    A calendar that is named at the other end is that of both.
    """
    low = _same_day(_counted(low, high), high)
    if low.zone or (high.days and _OFFSET(high.zone)):
        return low
    return low._replace(zone=high.zone)


def _same_day(low: Moment, high: Moment) -> Moment:
    """The first end of a range on the day that is written once, behind both clocks."""
    if low.days or not high.trails or not (low.clock or low.part):
        return low
    if low.clock and high.clock and low.clock.micro > high.clock.micro and not high.clock.half:
        hint = "write both dates: from 2023-11-17 22:00 to 2023-11-18 02:00"
        raise PhraseError("on which day does it begin?", low.at, low.length, hint)
    return low._replace(days=high.days)


def _counted(low: Moment, high: Moment) -> Moment:
    """The first end of a range in the calendar that is named at the other."""
    if not (low.days and high.days and high.days.calendar) or low.days.calendar:
        return low
    return low._replace(days=low.days._replace(calendar=high.days.calendar))


def _ended(high: Moment, low: Moment) -> Moment:
    """The other end in the zone of the first, unless that is a stamp and this has a date."""
    if high.zone or (high.days and low.days and _OFFSET(low.zone)):
        return high
    return high._replace(zone=low.zone)


def _begins(low: Moment, high: Moment) -> Moment:
    """``5:30`` before ``7:30 p.m.``: in the same half, unless that would run backwards."""
    if not low.clock or not high.clock or not high.clock.half or not of_either_half(low.clock):
        return low
    if high.days is not None and high.days != low.days:
        raise either_half(low)
    same = in_half(low.clock, high.clock.half)
    if same > high.clock.micro:
        same = in_half(low.clock, "a" if high.clock.half == "p" else "p")
    return low._replace(clock=low.clock._replace(micro=same, half=high.clock.half))


def _check_end(low: Moment, high: Moment) -> None:
    """``5:30 p.m. to 7:30``: refused where 7:30 may be of either half."""
    if not low.clock or not high.clock or not of_either_half(high.clock):
        return
    half = "p" if low.clock.noon else low.clock.half
    if not half:
        return
    natural = in_half(high.clock, half)
    if natural < low.clock.micro:
        natural = in_half(high.clock, "a" if half == "p" else "p")
    if natural != high.clock.micro:
        raise either_half(high)


def of_either_half(clock: Clock) -> bool:
    """Whether a clock is written as one of twelve hours, and does not say of which half."""
    return not (clock.half or clock.noon) and 1 <= clock.micro // HOUR <= 12


def in_half(clock: Clock, half: str) -> int:
    """A clock of twelve hours in the half ``a`` or ``p`` of the day, from midnight on."""
    return clock.micro % _HALF_DAY + (_HALF_DAY if half == "p" else 0)


def either_half(moment: Moment) -> PhraseError:
    """The error for a clock that may be of either half, with both ways to write it."""
    early, late = (_shown(moment, half) for half in "ap")
    hint = f"write {early} or {late}"
    return PhraseError("in the morning or in the evening?", moment.at, moment.length, hint)


def _shown(moment: Moment, half: str) -> str:
    micro = in_half(moment.clock, half) if moment.clock else 0
    return f"{micro // HOUR:02}:{micro // MINUTE % 60:02}"


def _moments(statement: Statement) -> list[Moment]:
    if isinstance(statement, (At, Side, Offset)):
        anchors: tuple[object, ...] = (statement.anchor,)
    elif isinstance(statement, (Between, Among)):
        anchors = (statement.low, statement.high)
    else:
        anchors = ()
    return [anchor for anchor in anchors if isinstance(anchor, Moment)]


def with_moments(statement: Statement, change: Callable[[Moment], Moment]) -> Statement:
    """A statement with each moment in it changed."""
    if isinstance(statement, (At, Side, Offset, Aged)):
        return statement._replace(anchor=_changed(statement.anchor, change))
    if isinstance(statement, Between):
        low, high = _changed(statement.low, change), _changed(statement.high, change)
        return Between(low, high)
    if isinstance(statement, Among):
        return Among(_changed(statement.low, change), _changed(statement.high, change))
    return statement


def _changed(anchor: A, change: Callable[[Moment], Moment]) -> A | Moment:
    return change(anchor) if isinstance(anchor, Moment) else anchor
