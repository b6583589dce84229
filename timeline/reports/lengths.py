"""Lengths of time in words, and by how much clocks are wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.zones import DAY, HOUR, MINUTE, SECOND

if TYPE_CHECKING:
    from crisis.timeline.model.records import Bound

GRAIN = 1000
"""Microseconds; less than that makes a bound strict and is not shown."""

_UNITS = (("d", DAY), ("h", HOUR), ("m", MINUTE))


def length(micros: int) -> str:
    """A length of time as ``2h05m`` or ``41.5s``; a microsecond more or less is not shown."""
    if abs(micros - round(micros / SECOND) * SECOND) < GRAIN:
        micros = round(micros / SECOND) * SECOND  # what makes "before" strict is not shown
    if micros < 0:
        return f"-{length(-micros)}"
    text = ""
    for name, unit in _UNITS:
        if micros >= unit:
            text += f"{micros // unit:02}{name}" if text else f"{micros // unit}{name}"
            micros %= unit
    if micros or not text:
        seconds, rest = divmod(micros, SECOND)
        fraction = f".{rest:06}".rstrip("0").rstrip(".")
        text += f"{seconds:02}{fraction}s" if text else f"{seconds}{fraction}s"
    return text


def lengths(low: int, high: int) -> str:
    """A range of lengths, rounded outwards to the second where it is wider than one."""
    if high - low > SECOND:
        low, high = low - low % SECOND, high + -high % SECOND
    least, most = length(low), length(high)
    return least if least == most else f"{least} to {most}"


def going_on(lasting: Bound) -> str:
    """How long something went on, where that is all that is told: ``for 2h30m to 3h30m``."""
    low, high = lasting.ends
    if high is None:
        return f"for {length(low or 0)} or longer"
    return f"for {lengths(low or 0, high)}"


def clock_error(fast: Bound) -> str:
    """By how much a clock is wrong: ``4m02s to 4m09s fast``, ``2m slow to 3m fast``."""
    low, high = fast.ends
    if low is None and high is None:
        return "wrong by an unknown length"
    if low is None:
        return error_limit(high or 0, most=True)
    if high is None:
        return error_limit(low, most=False)
    if low == high == 0:
        return "right"
    if low >= 0:
        return f"{lengths(low, high)} fast"
    if high <= 0:
        return f"{lengths(-high, -low)} slow"
    if high - low > SECOND:
        low, high = low - low % SECOND, high + -high % SECOND
    return f"{length(-low)} slow to {length(high)} fast"


def error_limit(fast: int, most: bool) -> str:
    """The most or the least that a clock is fast: ``at most 4m09s fast``, ``at least 2m slow``."""
    fast = round(fast / GRAIN) * GRAIN
    if fast == 0:
        return "not fast" if most else "not slow"
    word = "most" if most == (fast > 0) else "least"
    return f"at {word} {length(abs(fast))} {'fast' if fast > 0 else 'slow'}"
