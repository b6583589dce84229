"""The one module that opens files."""

from __future__ import annotations

import os
import stat
import sys
from errno import EACCES, EISDIR
from typing import TYPE_CHECKING

from crisis.timeline.base.limits import LARGEST
from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.problems import Origin, Problem
from crisis.timeline.base.progress import READING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from crisis.timeline.base.progress import Progress

STDIN = "-"
STDIN_NAME = "<stdin>"
_PIECE = 1 << 16
BUNDLED = "\0bundled"
"""Names the bundled timeline, and can be the path of no file."""
_BUNDLED_NAME = "crisis/fixtures/openai.yaml"


class Source(NamedTuple):
    """The text of a file and the name it goes by; ``problem`` says why there is no text."""

    name: str
    text: str
    problem: Problem | None = None


def read_source(path: str, progress: Progress | None = None) -> Source:
    """Read a file; standard input for ``-``, the bundled timeline for BUNDLED.

    ``progress`` hears how much has come out of a pipe. Never raises: a problem is in the answer.
    """
    try:
        return open_source(path, progress)
    except FileNotFoundError:
        return _failed(_name_and_path(path)[0], "no such file")
    except IsADirectoryError:
        return _failed(_name_and_path(path)[0], "this is a directory, not an event file")
    except (OSError, ValueError) as error:
        return _failed(_name_and_path(path)[0], getattr(error, "strerror", None) or str(error))


def check_source(path: str) -> None:
    """Raises OSError for a file that cannot be opened; takes nothing out of a pipe."""
    path = _name_and_path(path)[1]
    if stat.S_ISDIR(os.stat(path).st_mode):
        raise IsADirectoryError(EISDIR, os.strerror(EISDIR), path)
    if not os.access(path, os.R_OK):
        raise PermissionError(EACCES, os.strerror(EACCES), path)


def _name_and_path(path: str) -> tuple[str, str]:
    """The name that a file goes by, and where it is."""
    name = STDIN_NAME if path == STDIN else path or "(no name)"
    if path == STDIN_NAME:
        name = os.path.join(os.curdir, path)  # a file of that name is not standard input
    if path == BUNDLED or (path == _BUNDLED_NAME and not os.path.exists(path)):
        name, path = _BUNDLED_NAME, _bundled()
    return name, path


def open_source(path: str, progress: Progress | None = None) -> Source:
    """The same as ``read_source``, but raises OSError or ValueError where nothing can be opened."""
    name, path = _name_and_path(path)
    if path == STDIN and sys.stdin is None:
        return _failed(name, "standard input is closed")
    if path == STDIN:
        data = _all(sys.stdin.buffer, progress)
    else:
        with open(path, "rb") as file:
            data = _all(file, progress)
    if len(data) > LARGEST:
        hint = "split it, and give each part with -f"
        return _failed(name, f"larger than {LARGEST >> 20} MiB", hint)
    return decode(name, data)


def open_bytes(path: str) -> tuple[str, BinaryIO, int | None] | Problem:
    """A file to be read piece by piece: its name, its bytes, how many they are where that is known.

    Standard input for ``-``. Never raises: what is wrong is a problem.
    """
    name, path = _name_and_path(path)
    if path == STDIN:
        if sys.stdin is None:
            return Problem(Origin(name, 0), "standard input is closed")
        return name, sys.stdin.buffer, None
    try:
        file = open(path, "rb")  # noqa: SIM115 - whoever asked for it reads on
    except FileNotFoundError:
        return Problem(Origin(name, 0), "no such file")
    except IsADirectoryError:
        return Problem(Origin(name, 0), "this is a directory, not a file")
    except (OSError, ValueError) as error:
        return Problem(Origin(name, 0), getattr(error, "strerror", None) or str(error))
    return name, file, _size(file) or None


def _all(file: BinaryIO, progress: Progress | None) -> bytes:
    """What is in a file, and at most one byte too many; no more room is taken than it needs."""
    size = _size(file)
    if size:
        data = file.read(min(size, LARGEST) + 1)
        if len(data) <= size:
            return data  # to its end
        content = bytearray(data)
    else:
        content = bytearray()
    while piece := file.read(min(_PIECE, LARGEST + 1 - len(content))):
        content += piece
        if progress is not None and not size:
            progress.at(READING, len(content), None)
    return bytes(content)


def _size(file: BinaryIO) -> int:
    """How much is in a regular file; 0 where that is not known."""
    try:
        status = os.fstat(file.fileno())
    except (OSError, ValueError):
        return 0
    return status.st_size if stat.S_ISREG(status.st_mode) else 0


def raw(path: str) -> Iterator[bytes]:
    """The bytes of a file that can be read again, in pieces. Raises OSError."""
    with open(path, "rb") as file:
        while piece := file.read(_PIECE):
            yield piece


def default_path() -> str:
    """The nearest ``crisis.yaml`` in this folder or one above it; empty when there is none."""
    try:
        folder = os.getcwd()
    except OSError:  # it was removed, or may not be looked at
        return ""
    while True:
        path = os.path.join(folder, "crisis.yaml")
        if os.path.isfile(path):
            return os.path.relpath(path)
        above = os.path.dirname(folder)
        if above == folder:
            return ""
        folder = above


def where_bundled(path: str) -> str:
    """Where the bundled timeline lies, if a path names it; else empty."""
    name, there = _name_and_path(path)
    return there if name == _BUNDLED_NAME and there != path else ""


def _bundled() -> str:
    from crisis import fixtures

    return os.path.join(next(iter(fixtures.__path__)), "openai.yaml")


def decode(name: str, data: bytes) -> Source:
    """The text of a file's bytes: UTF-8, or UTF-16 with its mark; what is neither ends it.

    A NUL among the first two bytes is half a character of UTF-16.
    """
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    hint = "save the file as UTF-8"
    if b"\0" in data[:2]:
        return Source(name, "", Problem(Origin(name, 1), "UTF-16 without its mark", hint))
    try:
        return Source(name, data.decode(encoding))
    except UnicodeDecodeError as error:
        if encoding == "utf-16":
            before = data[: error.start].decode(encoding, "replace")
            line = before.count("\n") + 1
            return Source(
                name,
                before[: before.rfind("\n") + 1],
                Problem(Origin(name, line, 0), "not UTF-16 text", hint),
            )
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        problem = Problem(Origin(name, line, column), "not UTF-8 text", hint)
        whole = data[: data.rfind(b"\n", 0, error.start) + 1]
        return Source(name, whole.decode("utf-8-sig", "replace"), problem)


def _failed(name: str, message: str, hint: str = "") -> Source:
    return Source(name, "", Problem(Origin(name, 0), message, hint))
