"""What is left to do when the answer is written: keeping an index for the next question."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:  # importing typing takes its time, in which Ctrl-C cannot be answered
    from collections.abc import Callable

LEFT: list[Callable[[], None]] = []
"""What is to be done, in this order."""


def later(work: Callable[[], None]) -> None:
    """Leave something until the answer is written."""
    LEFT.append(work)
