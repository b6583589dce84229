"""How far long work has come: one line on the terminal, gone before anything else is written."""

from __future__ import annotations

import os
import stat
import sys
from time import monotonic
from typing import TYPE_CHECKING

from crisis.timeline.base.progress import ASKING, INDEXING, READING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TextIO

AFTER = 0.5
"""Seconds before which nothing is shown."""
EVERY = 0.1
"""Seconds between two lines."""

_KNOWN = 0.05  # the part of a stage behind which the time for the rest can be told


def progress(quiet: bool) -> Line | None:
    """The line for a command; None where nobody is there to see it, or nobody wants to."""
    if quiet or os.environ.get("TERM") == "dumb":
        return None
    if sys.stderr is None or not sys.stderr.isatty():
        return None
    return Line(sys.stderr, INDEXING if _into_pipe() else "")


class Line:
    """A line on a terminal that shows how far work has come, for the core to report to.

    The cursor stands at its beginning. Nothing is shown of the stage ``unseen``, nor while the
    process is in the background.
    """

    def __init__(
        self, stream: TextIO, unseen: str = "", clock: Callable[[], float] = monotonic
    ) -> None:
        self._stream = stream
        self._unseen = unseen
        self._clock = clock
        self._next = 0.0
        self._stage = ""
        self._began = 0.0
        self._drawn = 0

    def at(self, stage: str, done: int, total: int | None) -> None:
        """So much of a stage is done: see the core's Progress."""
        now = self._clock()
        if not self._stage:
            self._next = now + AFTER
        if stage != self._stage:
            self._stage, self._began = stage, now
        if now >= self._next and stage != self._unseen and in_front(self._stream):
            self._next = now + EVERY
            left = _left(done, total, now - self._began)
            self._draw(fitting(stage, done, total, left, _columns(self._stream) - 1))

    def over(self) -> None:
        """Take the line away."""
        if self._drawn:
            self._draw("")
        self._stage = ""

    def _draw(self, text: str) -> None:
        """Write over all of the line: somebody may have typed into it."""
        blank = max(self._drawn, _columns(self._stream) - 1)
        self._drawn = len(text)
        try:
            self._stream.write(f"\r{text:{blank}}\r")
            self._stream.flush()
        except (OSError, ValueError):  # nobody there to see it
            pass


def fitting(stage: str, done: int, total: int | None, left: str, columns: int) -> str:
    """As much of the line as fits, in ASCII: the stage, the counts, the time left."""
    part = f"{100 * done // total} %" if total else ""
    count = _count(stage, done, total)
    texts = [f"{stage} {count}, {left}"] if left else []
    texts += [f"{stage} {count}", f"{stage} {part}" if part else count, part]
    return next((text for text in texts if len(text) <= columns), "")


def _count(stage: str, done: int, total: int | None) -> str:
    if stage != READING:
        what = "tasks" if stage == ASKING else "events"
        return f"{done:,} {what}" if total is None else f"{done:,} of {total:,} {what}"
    megabytes = f"{done / 1_000_000:.1f} MB"
    return megabytes if total is None else f"{megabytes[:-3]} of {total / 1_000_000:.1f} MB"


def _left(done: int, total: int | None, elapsed: float) -> str:
    """How long a stage will go on as it went so far; empty while that cannot be known."""
    if not total or done >= total or done < _KNOWN * total:
        return ""
    seconds = round(elapsed * (total - done) / done)
    if seconds < 1:
        return ""
    if seconds > 90:
        return f"about {round(seconds / 60)} min left"
    return f"about {seconds if seconds <= 10 else -(-seconds // 5) * 5} s left"


def _into_pipe() -> bool:
    """Whether the answer goes to another program, which may show it on this very terminal."""
    try:
        return stat.S_ISFIFO(os.fstat(sys.stdout.fileno()).st_mode)
    except (AttributeError, OSError, ValueError):
        return False


def in_front(stream: TextIO) -> bool:
    """Whether the process is not in the background of the terminal that a stream is."""
    try:
        return os.tcgetpgrp(stream.fileno()) == os.getpgrp()
    except (AttributeError, OSError, ValueError):  # no terminal of ours, or no such thing
        return True


def _columns(stream: TextIO) -> int:
    try:
        return os.get_terminal_size(stream.fileno()).columns or 80
    except (OSError, ValueError):
        return 80
