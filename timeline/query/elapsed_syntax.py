"""Elapsed time in questions: ``24``, ``90m``, ``1d6h``, ``24..48``, ``-6..0`` since zero.

Also as answers show it: ``+0:28:50``.
"""

from __future__ import annotations

import re

from crisis.timeline.base.zones import DAY, HOUR, MINUTE, SECOND

from .terms import QueryError
from .windows import Window

_UNITS = {"d": DAY, "h": HOUR, "m": MINUTE, "s": SECOND, "": HOUR}
_CLOCK = re.compile(r"(?:T?\s*([+-]))?(\d{1,9}):(\d\d)(?::(\d\d)(?:\.(\d{1,6}))?)?\Z", re.I)
_VALUE = re.compile(
    r"(?:T?\s*([+-]))?((?:\d{1,9}(?:\.\d{1,6})?[dhms])+|\d{1,9}(?:\.\d{1,6})?)\Z", re.I
)
_PART = re.compile(r"(\d+)(?:\.(\d+))?([dhms]?)", re.I)
_HINT = "hours since zero: 24, 24..48, 24.., -6..0; with units: 90m, 2d, 1d6h"


def elapsed_window(text: str) -> Window:
    """[start, stop) in microseconds since zero. A single value is as long as its last unit.

    Ranges are half open. Raises QueryError for what cannot be read or runs backwards.
    """
    low, dots, high = text.strip().partition("..")
    if not dots:
        start, unit = _value(text, text)
        return Window(start, start + unit)
    if not low and not high:
        raise QueryError(f'no elapsed time: "{text}"', _HINT)
    window = Window(_value(low, text)[0] if low else None, _value(high, text)[0] if high else None)
    if window.start is not None and window.stop is not None and window.start >= window.stop:
        raise QueryError(f'an elapsed range that runs backwards or is empty: "{text}"', _HINT)
    return window


def length(text: str) -> int:
    """A length of time in microseconds: ``2h``, ``90m``, ``1d6h``; a bare number is hours.

    Raises QueryError for what cannot be read.
    """
    match = _VALUE.match(text.strip())
    if not match or match[1] or text.strip()[:1] in "Tt":
        raise QueryError(f'no length of time: "{text}"', "2h, 90m or 1d6h")
    return _value(text, text)[0]


def _value(value: str, text: str) -> tuple[int, int]:
    if clock := _CLOCK.match(value.strip()):
        return _clock(clock)
    match = _VALUE.match(value.strip())
    if not match:
        raise QueryError(f'no elapsed time: "{text}"', _HINT)
    total, unit = 0, 0
    for whole, fraction, name in _PART.findall(match[2]):
        size = _UNITS[name.lower()]
        total += int(whole) * size + int(fraction or 0) * size // 10 ** len(fraction)
        unit = max(1, size // 10 ** len(fraction))
    return (-total if match[1] == "-" else total), unit


def _clock(match: re.Match[str]) -> tuple[int, int]:
    """Hours, minutes and seconds with colons between them, as answers show them."""
    sign, hours, minutes, seconds, fraction = match.groups()
    total = int(hours) * HOUR + int(minutes) * MINUTE + int(seconds or 0) * SECOND
    total += int((fraction or "").ljust(6, "0"))
    unit = SECOND // 10 ** len(fraction or "") if seconds else MINUTE
    return (-total if sign == "-" else total), unit
