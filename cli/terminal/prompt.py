"""A line typed at the terminal: edited, recalled and completed where readline is there."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


class Ended(KeyboardInterrupt):
    """Ctrl-D: nothing more is typed."""


def can_ask() -> bool:
    """Whether somebody sits there: standard input and error are a terminal."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def typed(
    label: str, complete: Callable[[str], Sequence[str]] | None = None, apart: str = ""
) -> str:
    """A line as it was typed, without blanks around it. Ctrl-D raises Ended.

    The tab key completes the word behind the last of the characters ``apart``; without them the
    whole line. The question stands on standard error, so that an answer may go into a file.
    """
    with _on_standard_error(), _completing(complete, apart):
        try:
            line = input(label)
        except EOFError:
            raise Ended from None
    return line.encode("utf-8", "replace").decode("utf-8").strip()


@contextmanager
def _on_standard_error() -> Iterator[None]:
    """Have readline write to standard error: it knows only the descriptor of standard output."""
    kept = os.dup(1)
    try:
        os.dup2(2, 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)


@contextmanager
def _completing(complete: Callable[[str], Sequence[str]] | None, apart: str) -> Iterator[None]:
    try:
        import readline
    except ImportError:  # Windows, or a Python built without it: a plain line
        yield
        return
    offered: list[str] = []

    def next_one(word: str, number: int) -> str | None:
        if not number:
            offered[:] = complete(word) if complete is not None else ()
        return offered[number] if number < len(offered) else None

    libedit = "libedit" in (readline.__doc__ or "")
    readline.parse_and_bind("bind ^I rl_complete" if libedit else "tab: complete")
    if not libedit:
        for setting in ("completion-ignore-case on", "convert-meta off", "input-meta on"):
            readline.parse_and_bind(f"set {setting}")  # letters of all scripts, in C as well
    readline.set_completer_delims(apart)
    readline.set_completer(next_one)
    try:
        yield
    finally:
        readline.set_completer(None)
