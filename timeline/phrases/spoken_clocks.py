"""Clocks as people say them: ``half past nine p.m.``, ``quarter to ten in the morning``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.zones import HOUR, MINUTE

from .clock import HALVES, RANGE_WORDS, Clock
from .number_words import read_number
from .tokens import PhraseError

if TYPE_CHECKING:
    from .tokens import Scanner

_SHARES = {"half": 30, "quarter": 15}
_JOINED = {"half-past": (30, 1), "quarter-past": (15, 1), "quarter-to": (15, -1)}
_SIGNS = {"past": 1, "after": 1, "to": -1, "before": -1}
_OCLOCK = ("oclock", "o ' clock", "o \N{RIGHT SINGLE QUOTATION MARK} clock")
_NONE: tuple[int, ...] = ()
_PARTS = {
    # the hours that each means in the first and in the second half of the day
    "in the morning": (tuple(range(1, 12)), _NONE),
    "in the forenoon": (tuple(range(1, 12)), _NONE),
    "in the afternoon": (_NONE, (12, *range(1, 8))),
    "in the evening": (_NONE, tuple(range(4, 12))),
    "at night": ((12, *range(1, 5)), tuple(range(7, 12))),
}


def read_half(scan: Scanner, hour: int) -> str:
    """Read ``p.m.`` or ``in the evening`` behind an hour: ``a``, ``p`` or nothing.

    Raises PhraseError where that part of the day does not have the hour.
    """
    start = scan.index
    if half := scan.word(*HALVES):
        return half[0]
    words = scan.word(*_PARTS)
    if not words:
        return ""
    early, late = _PARTS[words]
    if hour > 12 and hour - 12 in late:
        return "" if hour < 24 else "p"
    if hour in early or hour in late:
        return "a" if hour in early else "p"
    hint = f"write {hour % 12:02}:00 or {hour % 12 + 12}:00"
    raise scan.error(f"no clock shows {hour} {words}", hint, start)


def read_spoken(scan: Scanner, ranged: bool) -> Clock | None:
    """Read a clock in words here, or nothing. ``ranged`` tells that a range has begun.

    Raises PhraseError, with both clocks, where nothing says which half of the day is meant.
    """
    start = scan.index
    minutes, doubtful = _minutes(scan, ranged)
    sign = 0 if minutes is None else _SIGNS.get(scan.next.text, 0)
    if minutes not in (15, 30) and scan.next.text in ("before", "after"):
        sign = 0  # `ten minutes after four` is a distance
    scan.index += bool(sign)
    if joined := "" if sign else scan.word(*_JOINED):
        minutes, sign = _JOINED[joined]
    if not sign or minutes is None:
        scan.index, minutes, sign = start, 0, 0
    if word := scan.word("noon", "midnight") if sign else "":
        micro = (720 * (word == "noon") + sign * minutes) % 1440
        return Clock(micro * MINUTE, MINUTE, half="p" if micro >= 720 else "a")
    hour = _number(scan)
    oclock = bool(scan.word(*_OCLOCK))
    if hour is None or not 1 <= hour <= (24 if sign else 12):
        scan.index = start
        return None
    half = read_half(scan, hour) if hour <= 12 else "-"
    if not (sign or oclock or half):
        shared = scan.next.text in RANGE_WORDS and _shared(scan)
        scan.index = start if not shared else scan.index
        return Clock(hour * HOUR, HOUR, rounded=True) if shared else None
    if not half:
        if not (scan.next.text in RANGE_WORDS and _shared(scan)):
            raise _either(scan, hour, sign * minutes, start)
        minute = (hour % 12 * 60 + sign * minutes) % 720
        minute += 720 if minute < 60 else 0  # quarter to one is 12:45 on a clock of twelve hours
        return Clock(minute * MINUTE, MINUTE if sign else HOUR, rounded=not sign)
    if doubtful and sign < 0:
        raise _range_or_clock(scan, minutes, hour, half, start)
    if half in ("a", "p"):
        hour = hour % 12 + (12 if half == "p" else 0)
    half = half.strip("-")
    if not sign:
        return Clock(hour % 24 * HOUR, HOUR, rounded=True, half=half)
    return Clock((hour * 60 + sign * minutes) % 1440 * MINUTE, MINUTE, half=half)


def _shared(scan: Scanner) -> bool:
    """Whether a range goes on with a clock and its half: the nine of ``nine to ten p.m.``."""
    start = scan.index
    scan.index += 1
    try:
        clock = read_spoken(scan, ranged=True)
    except PhraseError:
        clock = None
    scan.index = start
    return clock is not None and bool(clock.half)


def _minutes(scan: Scanner, ranged: bool) -> tuple[int | None, bool]:
    """The minutes before or after an hour, and whether they may be an hour themselves."""
    start = scan.index
    scan.word("a")
    if share := scan.word(*_SHARES):
        return _SHARES[share], False
    number = _number(scan)
    if number is None or number > 59:
        return None, False
    if scan.word("minutes", "minute", "mins", "min"):
        return number, False
    lasts = any(token.text == "for" for token in scan.tokens[scan.index :])  # so it has one clock
    if number <= 12 and ranged and not lasts and scan.next.text in RANGE_WORDS:
        scan.index = start
        return None, False
    return number, number <= 12


def _number(scan: Scanner) -> int | None:
    token = scan.next
    if token.kind == "number" and token.text.isdecimal() and len(token.text) <= 2:
        scan.index += 1
        return int(token.text)
    return read_number(scan)


def _either(scan: Scanner, hour: int, minutes: int, start: int) -> PhraseError:
    at = (hour % 12 * 60 + minutes) % 720
    early, late = (f"{both // 60:02}:{both % 60:02}" for both in (at, at + 720))
    hint = f"write {early} or {late}"
    return scan.error("in the morning or in the evening?", hint, start)


def _range_or_clock(scan: Scanner, minutes: int, hour: int, half: str, start: int) -> PhraseError:
    """``five to ten p.m.`` is a clock or a range."""
    end = hour % 12 + (12 if half == "p" else 0)
    begin = minutes % 12 + (12 if half == "p" else 0)
    at = (end * 60 - minutes) % 1440
    hint = f"write {at // 60:02}:{at % 60:02}, or {begin:02}:00..{end:02}:00 for a range"
    return scan.error("a clock or a range?", hint, start)
