"""An answer that is drawn over itself on the terminal, and what is caught of a command for that."""

from __future__ import annotations

import os
import re
import sys
from contextlib import contextmanager
from io import StringIO
from typing import TYPE_CHECKING

from rich.cells import cell_len

from crisis.timeline.base.namedtuple import NamedTuple

from .exits import PipeClosed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

_STYLE = re.compile(r"\x1b\[[0-9;]*m")
_HOME, _REST_OF_LINE, _REST_OF_SCREEN = "\x1b[H", "\x1b[K", "\x1b[J"


class Size(NamedTuple):
    """How many cells a terminal has."""

    columns: int
    lines: int


class View(NamedTuple):
    """What is to be seen: an answer, remarks below it, and the last line.

    Of an answer that is too tall its end stays, or its beginning.
    """

    answer: str
    remarks: str
    status: str
    end: bool


class Caught(StringIO):
    """A text that a command writes to a terminal, which it takes this for.

    How far long work has come goes to the terminal: it is gone when the answer is there.
    """

    def __init__(self, stream: TextIO) -> None:
        super().__init__()
        self._stream = stream

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return self._stream.encoding

    def isatty(self) -> bool:
        return self._stream.isatty()

    def fileno(self) -> int:
        return self._stream.fileno()

    def write(self, text: str) -> int:
        if text.startswith("\r"):
            self._stream.write(text)
            self._stream.flush()
            return len(text)
        return super().write(text)

    def release(self) -> None:
        """Write to the stream what was caught so far."""
        self._stream.write(self.getvalue())
        self._stream.flush()


@contextmanager
def caught() -> Iterator[tuple[Caught, Caught]]:
    """Catch standard output, and standard error where that is a terminal, and not a file."""
    before = sys.stdout, sys.stderr
    out, err = Caught(sys.stdout), Caught(sys.stderr)
    sys.stdout = out
    if sys.stderr is not None and sys.stderr.isatty():
        sys.stderr = err
    try:
        yield out, err
    finally:
        sys.stdout, sys.stderr = before


def size() -> Size:
    """How large the terminal is. Raises PipeClosed where it is gone."""
    try:
        columns, lines = os.get_terminal_size(sys.stdout.fileno())
    except (OSError, ValueError):
        raise PipeClosed from None
    return Size(columns or 80, lines or 24)


def cleared(size: Size) -> str:
    """What moves all that stands on a screen up, out of it, where it can be scrolled back to."""
    return "\n" * size.lines


def over(view: View, size: Size, dots: str) -> str:
    """What draws a view over the one before it. ``dots`` stand for what is left out."""
    lines = fitted(view, size, dots)
    return _HOME + f"{_REST_OF_LINE}\r\n".join(lines) + _REST_OF_LINE + _REST_OF_SCREEN


def fitted(view: View, size: Size, dots: str) -> list[str]:
    """A view in lines, of which no more are left than a terminal shows."""
    status = [view.status] if view.status else []
    room = size.lines - _rows(status, size.columns)
    remarks = view.remarks.splitlines()
    remarks = _cut(remarks, max(1, room // 2), size.columns, dots, False)
    room -= _rows(remarks, size.columns)
    answer = _cut(view.answer.splitlines(), max(0, room), size.columns, dots, view.end)
    return [*answer, *remarks, *status]


def _cut(lines: list[str], room: int, columns: int, dots: str, end: bool) -> list[str]:
    """As many lines as fit into so many rows, and one that says how many are left out."""
    if _rows(lines, columns) <= room:
        return lines
    kept: list[str] = []
    left = room - 1
    for line in reversed(lines) if end else lines:
        left -= _rows([line], columns)
        if left < 0:
            break
        kept.append(line)
    if room < 1:
        return []
    out = f"{dots} {len(lines) - len(kept):,} lines {'above' if end else 'more'}"
    if not end:
        return [*kept, out[:columns]]
    above = lines[: len(lines) - len(kept)]
    under = _heading(above) if above[-1] and kept and kept[-1] else ""  # else a new group begins
    if under and cell_len(out) + cell_len(under) + 2 <= columns:
        out += f": {under}"
    return [out[:columns], *reversed(kept)]


def _heading(lines: list[str]) -> str:
    """The last heading in lines: it stands behind an empty one, and is not indented."""
    for number in range(len(lines) - 1, 0, -1):
        text = _STYLE.sub("", lines[number])
        if not lines[number - 1] and text[:1].strip():
            return text
    return ""


def _rows(lines: list[str], columns: int) -> int:
    """How many rows of a terminal lines take, of which long ones go on below."""
    widths = (cell_len(_STYLE.sub("", line)) for line in lines)
    return sum(max(1, -(-width // columns)) for width in widths)
