"""What the answer is written to: a terminal or a pipe, how wide, in which colours and letters."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from crisis.timeline.base.limits import WIDEST
from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.reports.signs import ALTERNATIVE, CONFLICTED, DISPUTED, UNORDERED

from .cells import said
from .exits import CannotWrite, PipeClosed, UsageError
from .styles import ask, colored

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

    from crisis.timeline.base.languages import Language
    from crisis.timeline.base.zones import Zone

COLORS = ("auto", "always", "never")
NARROWEST = 20


class Screen(NamedTuple):
    """How to present an answer. ``width`` None means that lines are as long as they are.

    ``asked`` is the width that ``--width`` names, whatever the terminal has.
    """

    terminal: bool
    width: int | None
    color: bool
    ascii: bool
    language: Language
    asked: int | None = None

    def letters(self, text: str) -> str:
        """A text in the letters that can be written: escapes for the others."""
        return text.encode("ascii", "backslashreplace").decode() if self.ascii else text

    def json(self, text: str) -> str:
        """JSON with escapes for letters that cannot be written, so that it stays JSON."""
        if not self.ascii or text.isascii():
            return text
        from json import dumps

        return "".join(char if char.isascii() else dumps(char)[1:-1] for char in text)

    @property
    def julian(self) -> bool:
        """Whether days have their Julian date as well."""
        return self.language.julian

    @property
    def dash(self) -> str:
        return "-" if self.ascii else "\N{EN DASH}"

    @property
    def dot(self) -> str:
        return "|" if self.ascii else "\N{MIDDLE DOT}"

    @property
    def disputed(self) -> str:
        """Marks an event whose accounts cannot all be true."""
        return DISPUTED.letter(self.ascii)

    @property
    def alternative(self) -> str:
        """Marks an event of several times of which one holds: the sign of ``or`` in logic."""
        return ALTERNATIVE.letter(self.ascii)

    @property
    def conflicted(self) -> str:
        """Marks an event of which something that was said gave way in a conflict."""
        return CONFLICTED.letter(self.ascii)

    @property
    def unordered(self) -> str:
        """Marks an event that may have come before the one above it."""
        return UNORDERED.letter(self.ascii)

    @property
    def delta(self) -> str:
        """Stands before the time since the event before."""
        return "d" if self.ascii else "\N{GREEK CAPITAL LETTER DELTA}"

    @property
    def more(self) -> str:
        """Stands where the end of a text is left out."""
        return ".." if self.ascii else "\N{HORIZONTAL ELLIPSIS}"

    @property
    def arrow(self) -> str:
        return "->" if self.ascii else "\N{RIGHTWARDS ARROW}"


class View(NamedTuple):
    """What a form needs beside the report: the zones to show, the language, the screen.

    ``long`` asks tables for all that they have of an event, ``elapsed`` for its time since zero.
    """

    zones: tuple[Zone, ...]
    look: Screen
    quiet: bool = False
    long: bool = False
    elapsed: bool = False


def check_look(color: str, width: int | None) -> None:
    """Raises UsageError for a ``--color`` or ``--width`` that there is not."""
    if color not in COLORS:
        raise UsageError(f'no such --color: "{color}"', "auto, always or never")
    ask(color)
    if width is not None and width < NARROWEST:
        raise UsageError(f"--width {width} is too narrow", f"at least {NARROWEST} columns")
    if width is not None and width > WIDEST:
        raise UsageError(f"--width {width} is too wide", f"at most {WIDEST} columns")


def screen(color: str, width: int | None, language: Language) -> Screen:
    """The screen that standard output is. ``--color`` and ``--width`` win over what it says."""
    check_look(color, width)
    terminal = sys.stdout is not None and sys.stdout.isatty()
    asked = width
    if width is None and terminal:
        width = _columns(sys.stdout)
    return Screen(
        terminal,
        width,
        colored(color, terminal, os.environ),
        only_ascii(),
        language,
        asked,
    )


def only_ascii() -> bool:
    """Whether standard output takes no kind of Unicode."""
    encoding = getattr(sys.stdout, "encoding", None) or "ascii"
    return not encoding.lower().replace("-", "").replace("_", "").startswith("utf")


def write_all(pieces: Iterable[str], look: Screen, pager: bool = True) -> None:
    """Write an answer piece by piece, through the pager where it is taller than the terminal."""
    if look.terminal and pager:
        from .pager import paged

        pieces = paged(pieces)
    for piece in pieces:
        write(piece)


def in_utf8() -> None:
    """Write UTF-8 from here on, whatever the terminal shows."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="backslashreplace")


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


def write_bytes(data: bytes) -> None:
    """Write to standard output what is no text. Raises PipeClosed or CannotWrite."""
    if sys.stdout is None:
        raise CannotWrite("standard output is closed")
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise PipeClosed from None
    except OSError as error:
        raise CannotWrite(error.strerror or str(error)) from None


def note(text: str) -> None:
    """Write lines to standard error; nobody there to read them is no error."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(text + "\n")
        sys.stderr.flush()
    except OSError:
        pass


def note_width() -> int | None:
    """The width of standard error where that is a terminal."""
    return None if sys.stderr is None or not sys.stderr.isatty() else _columns(sys.stderr)


def noted(text: str) -> str:
    """One line for standard error, broken at blanks where that is a terminal and too narrow."""
    width = note_width()
    if width is None:
        return text
    from textwrap import TextWrapper

    indent = " " * (len(text) - len(text.lstrip()) + 2)
    wrapper = TextWrapper(
        width, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
    return wrapper.fill(text)


def _columns(stream: TextIO) -> int:
    """The width of a terminal, or what COLUMNS says of it, within what can be written."""
    columns = said("COLUMNS")
    if not columns:
        try:
            columns = os.get_terminal_size(stream.fileno()).columns or 80
        except (OSError, ValueError):
            columns = 80
    return min(max(NARROWEST, columns), WIDEST)
