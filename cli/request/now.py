"""The one clock: what time it is now, where somebody said so or an event is written down."""

from __future__ import annotations


def now() -> int:
    """The current instant, in microseconds since 1970-01-01T00:00Z."""
    from time import time_ns

    return time_ns() // 1000
