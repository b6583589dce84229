"""What a statement shows as it is written: a date of its own, a precision, four digits alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crisis.timeline.base.zones import HOUR, MINUTE, SECOND

from .ast import Aged, Among, At, Between, Machine, Moment, Offset, Ref, Side
from .clock_times import digital
from .tokens import PhraseError
from .widths import MOMENTS

if TYPE_CHECKING:
    from typing import Literal

    from crisis.timeline.model.words import Fineness, Precision

    from .ast import Anchor, Statement

_JOINED = re.compile(r"(?<=\d{4})-(?=\d{4})")
_FOUR = re.compile(r"(?<![\d:+-])(?<!\d\.)\d{4}(?![\d:-]|\.\d)")


def clock_or_year(text: str, hint: str) -> str:
    """The hint of a clock that may be a year, for the whole phrase."""
    text = _JOINED.sub("..", text)
    clocks = _FOUR.sub(lambda match: digital(match[0]) or match[0], text)
    letters = _FOUR.sub(lambda match: f"{match[0]}h", text)
    if clocks == text:
        return hint.rpartition("; ")[2]
    return f"a clock: write {clocks} or {letters}; {hint.rpartition('; ')[2]}"


def check_parts(statement: Side | Among | Offset) -> None:
    """Refuse ``an hour before sunset``: when that was is known to within hours only.

    Of a morning its end is meant by ``after``, and its start by ``before``.
    """
    for moment in statement:
        if not isinstance(moment, Moment):
            continue
        if moment.third == "toward" or moment.part in MOMENTS:
            message = "measured from a moment that is known to within hours"
            hint = "write its clock where that is known, or about when it was itself: ~17:00"
            raise PhraseError(message, moment.at, moment.length, hint)


def ended_by_24(text: str, end: object) -> str:
    """The hint of a range that ends at 00:00, which begins the day; empty for any other end."""
    if not isinstance(end, Moment) or end.clock is None or end.clock.micro:
        return ""
    before, found, behind = text.rpartition("00:00")
    return f"00:00 begins the day: write {before}24:00{behind}" if found else ""


def to_day_end(statement: Statement) -> bool:
    """Whether a range ends with 24:00, the first instant behind the header's day."""
    high = statement.high if isinstance(statement, (Between, Among)) else None
    return isinstance(high, Moment) and high.clock is not None and high.clock.unit == 0


def own_date(statement: Statement) -> bool:
    """Whether a statement brings a date of its own, and so ignores the day header."""
    if isinstance(statement, Between):
        ends = (statement.low, statement.high)
        return any(isinstance(e, Machine) or (e is not None and bool(e.days)) for e in ends)
    if isinstance(statement, Among):
        return _dated(statement.low) or _dated(statement.high)
    if isinstance(statement, (At, Side, Offset, Aged)):
        return _dated(statement.anchor)
    return False


def _dated(anchor: Anchor) -> bool:
    return isinstance(anchor, Machine) or (isinstance(anchor, Moment) and anchor.days is not None)


def precision(anchor: Anchor) -> Precision | Fineness | Literal[""]:
    if isinstance(anchor, Ref):
        return ""
    if isinstance(anchor, Moment):
        if anchor.clock is None:
            if anchor.part:
                return "part of day"
            return anchor.days.precision if anchor.days else ""
        if anchor.clock.rounded:
            return "hour"
        unit = anchor.clock.unit or MINUTE
    else:
        unit = anchor.unit
    if unit < SECOND:
        return "subsecond"
    return "second" if unit < MINUTE else "minute" if unit < HOUR else "hour"
