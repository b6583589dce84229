"""The pager: only for a terminal, and only for what is taller than it."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def paged(pieces: Iterable[str]) -> Iterator[str]:
    """Show text in the pager as soon as it is taller than the terminal.

    What is not taller, and all of it where no pager can be started, is yielded instead.
    CRISIS_PAGER, else PAGER, else ``less``; an empty value or ``cat`` is none.
    """
    height = _height()
    held: list[str] = []
    lines = 0
    rest = iter(pieces)
    for piece in rest:
        held.append(piece)
        lines += piece.count("\n")
        if lines >= height:
            break
    else:
        yield from held
        return
    pager = _start()
    if pager is None:
        yield from held
        yield from rest
        return
    _feed(pager, held, rest)


def _height() -> int:
    """How many lines fit, with one left for the prompt of the shell."""
    lines = os.environ.get("LINES", "")
    if lines.isdecimal() and int(lines):
        return int(lines)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).lines or 24
    except (OSError, ValueError):
        return 24


def _start() -> subprocess.Popen[str] | None:
    import shlex

    named = [os.environ[name] for name in ("CRISIS_PAGER", "PAGER") if name in os.environ]
    try:
        words = shlex.split(named[0] if named else "less")
    except ValueError:
        return None
    if not words or words == ["cat"]:
        return None
    env = {"LESS": "FRX", **os.environ}
    env.setdefault("LV", "-c")
    try:
        return subprocess.Popen(
            words,
            stdin=subprocess.PIPE,
            env=env,
            text=True,
            encoding=sys.stdout.encoding,
            errors="backslashreplace",
        )
    except OSError:
        return None


def _feed(pager: subprocess.Popen[str], held: list[str], rest: Iterator[str]) -> None:
    """Write until all is written or the reader quits; Ctrl-C belongs to the pager."""
    import signal

    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        if pager.stdin is not None:
            with pager.stdin as stream:
                for piece in held:
                    stream.write(piece)
                for piece in rest:
                    stream.write(piece)
    except BrokenPipeError:
        pass
    finally:
        pager.wait()
        signal.signal(signal.SIGINT, before)
