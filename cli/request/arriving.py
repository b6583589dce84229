"""Lines of standard input as they come, each with the time when it came, until Ctrl-C."""

from __future__ import annotations

import signal
import sys
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING

from crisis.cli.terminal.exits import UsageError
from crisis.timeline.base.limits import LONGEST_TEXT
from crisis.timeline.base.namedtuple import NamedTuple

from . import now as clock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

_BLINK = 0.1  # seconds, after which an interrupt is heard that comes while nothing else does


class Line(NamedTuple):
    """A line that came: its number, from 1, its text, and when, in microseconds since 1970."""

    number: int
    text: str
    at: int


class Lines:
    """The lines that come. ``interrupted`` tells that the end was Ctrl-C: the rest is left."""

    def __init__(self, stream: BinaryIO) -> None:
        self.interrupted = False
        self._stream = stream
        self._queue: SimpleQueue[Line | None] = SimpleQueue()

    def read(self) -> None:
        """Read to the end, while others write what has come."""
        number = 0
        try:
            while line := self._stream.readline(4 * LONGEST_TEXT):
                number += 1
                self._queue.put(Line(number, line.decode("utf-8", "replace"), clock.now()))
        except (OSError, ValueError):
            pass  # closed under our hands
        self._queue.put(None)

    def __iter__(self) -> Iterator[Line]:
        """All lines; after an interrupt those that had come before it."""
        while True:
            try:
                line = self._queue.get(timeout=_BLINK)
            except Empty:
                if self.interrupted:
                    return
                continue
            if line is None:
                return
            yield line


@contextmanager
def arriving() -> Iterator[Lines]:
    """The lines of standard input. Ctrl-C ends them, and breaks off nothing; a second one does."""
    if sys.stdin is None:
        raise UsageError("standard input is closed")
    if sys.stdin.isatty():
        from crisis.cli.terminal.messages import tell

        tell("a line is an event; Ctrl-D ends it")
    lines = Lines(sys.stdin.buffer)

    def interrupted(*_: object) -> None:
        lines.interrupted = True
        signal.signal(signal.SIGINT, before)

    before = signal.getsignal(signal.SIGINT)
    signal.signal(signal.SIGINT, interrupted)
    Thread(target=lines.read, daemon=True).start()
    try:
        yield lines
    finally:
        signal.signal(signal.SIGINT, before)
