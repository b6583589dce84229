"""The pager: only for a terminal, and only for what is taller than it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

from .cells import said

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_STYLE = re.compile(r"\x1b\[[0-9;]*m")


def paged(pieces: Iterable[str]) -> Iterator[str]:
    """Show text in the pager as soon as it is taller than the terminal.

    What is not taller, and all of it where no pager can be started, is yielded instead.
    CRISIS_PAGER, else PAGER, else ``less`` unless the terminal is dumb; an empty value or ``cat``
    is none.
    """
    size = _size()
    held: list[str] = []
    lines = 0
    rest = iter(pieces)
    for piece in rest:
        held.append(piece)
        lines += _lines(piece, size.columns)
        if lines >= size.lines:  # one is for the prompt of the shell
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


def _size() -> os.terminal_size:
    try:
        size = os.get_terminal_size(sys.stdout.fileno())
    except (OSError, ValueError):
        size = os.terminal_size((80, 24))
    return os.terminal_size((size.columns or 80, said("LINES") or size.lines or 24))


def _lines(piece: str, columns: int) -> int:
    """How many lines of the terminal a text takes, in which long ones go on."""
    lines = _STYLE.sub("", piece).split("\n")
    return len(lines) - 1 + sum((len(line) - 1) // columns for line in lines if line)


def _start() -> subprocess.Popen[str] | None:
    import shlex

    named = [os.environ[name] for name in ("CRISIS_PAGER", "PAGER") if name in os.environ]
    if not named and os.environ.get("TERM", "dumb") == "dumb":
        return None  # less would complain of such a terminal and wait
    try:
        words = shlex.split(named[0] if named else "less")
    except ValueError:
        return None
    if not words or words == ["cat"]:
        return None
    env = {"LESS": "FRX", "LV": "-c", **os.environ}
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
