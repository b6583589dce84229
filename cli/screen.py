"""What the answer is written to: a terminal or a pipe, how wide, in which colours and letters."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NamedTuple

from .errors import CannotWrite, PipeClosed, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

COLORS = ("auto", "always", "never")
NARROWEST = 20


class Screen(NamedTuple):
    """How to present an answer. ``width`` None means that lines are as long as they are."""

    terminal: bool
    width: int | None
    color: bool
    ascii: bool

    def letters(self, text: str) -> str:
        """A text in the letters that can be written: escapes for the others."""
        return text.encode("ascii", "backslashreplace").decode() if self.ascii else text

    @property
    def dash(self) -> str:
        return "-" if self.ascii else "\N{EN DASH}"

    @property
    def dot(self) -> str:
        return "|" if self.ascii else "\N{MIDDLE DOT}"

    @property
    def disputed(self) -> str:
        """Marks an event whose accounts cannot all be true."""
        return "!" if self.ascii else "\N{NOT EQUAL TO}"

    @property
    def conflicted(self) -> str:
        """Marks an event of which something that was said gave way in a conflict."""
        return "x" if self.ascii else "\N{MULTIPLICATION SIGN}"

    @property
    def unordered(self) -> str:
        """Marks an event that may have come before the one above it."""
        return ":" if self.ascii else "\N{UP DOWN ARROW}"

    @property
    def arrow(self) -> str:
        return "->" if self.ascii else "\N{RIGHTWARDS ARROW}"


def screen(color: str = "auto", width: int | None = None) -> Screen:
    """The screen that standard output is. ``--color`` and ``--width`` win over what it says."""
    if color not in COLORS:
        raise UsageError(f'no such --color: "{color}"', "auto, always or never")
    terminal = sys.stdout is not None and sys.stdout.isatty()
    if width is not None and width < NARROWEST:
        raise UsageError(f"--width {width} is too narrow", f"at least {NARROWEST} columns")
    if width is None and terminal:
        width = max(NARROWEST, _terminal_width())
    encoding = (
        (getattr(sys.stdout, "encoding", None) or "ascii").lower().replace("-", "").replace("_", "")
    )
    return Screen(
        terminal, width, _colored(color, terminal, os.environ), not encoding.startswith("utf")
    )


def write_json(text: str, look: Screen) -> None:
    """Write JSON: where letters cannot be written, as escapes, so that it stays JSON."""
    if look.ascii and not text.isascii():
        from json import dumps

        text = "".join(char if char.isascii() else dumps(char)[1:-1] for char in text)
    write(text)


def write(text: str) -> None:
    """Write to standard output. Raises PipeClosed or CannotWrite."""
    if sys.stdout is None:
        raise CannotWrite("standard output is closed")
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise PipeClosed from None
    except OSError as error:
        raise CannotWrite(error.strerror or str(error)) from None


def note(text: str) -> None:
    """Write a line to standard error; nobody there to read it is no error."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(text + "\n")
        sys.stderr.flush()
    except OSError:
        pass


def _terminal_width() -> int:
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns):
        return int(columns)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or 80
    except (OSError, ValueError):
        return 80


def _colored(color: str, terminal: bool, env: Mapping[str, str]) -> bool:
    """The flag, NO_COLOR, FORCE_COLOR and CLICOLOR_FORCE, TERM=dumb, then the terminal."""
    if color != "auto":
        return color == "always"
    if env.get("NO_COLOR"):
        return False
    for name in ("FORCE_COLOR", "CLICOLOR_FORCE"):
        if value := env.get(name):
            return value != "0"
    return terminal and env.get("TERM") != "dumb"
