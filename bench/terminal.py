"""The first screen as somebody at a terminal sees it: a pseudo-terminal, and the pager."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from typing import TYPE_CHECKING

from .processes import FailedError, spent

if TYPE_CHECKING:
    from .processes import Command, Run

LINES, COLUMNS = 30, 100
PATIENCE = 300.0
"""Seconds to wait for a screen."""


def first_screen(command: Command) -> Run:
    """Wall time until a screen is full; CPU and memory of all of it up to the end, with ``q``."""
    if command.before is not None:
        command.before()
    start = time.perf_counter()
    child, screen = pty.fork()
    if child == 0:
        try:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
            os.execvpe(command.words[0], command.words, command.env)
        finally:
            os._exit(127)
    try:
        wall = _filled(screen, start)
        os.write(screen, b"q")
        _drain(screen)
    except FailedError:
        os.kill(child, signal.SIGKILL)
        raise
    finally:
        os.close(screen)
        _, status, usage = os.wait4(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if code:
        raise FailedError(f"{command.words[0]} ended with {code}")
    return spent(wall, usage)


def _filled(screen: int, start: float) -> float:
    """Seconds until all lines of the screen but the last have come."""
    lines = 0
    while lines < LINES - 1:
        if not select.select([screen], [], [], PATIENCE)[0]:
            raise FailedError(f"no screen within {PATIENCE:.0f} s")
        try:
            piece = os.read(screen, 65536)
        except OSError:
            piece = b""
        if not piece:
            raise FailedError("the screen did not fill")
        lines += piece.count(b"\n")
    return time.perf_counter() - start


def _drain(screen: int) -> None:
    try:
        while os.read(screen, 65536):
            pass
    except OSError:  # how a terminal ends on Linux
        pass
