"""Whether an index is, byte for byte, what was written.

The checksum of all its bytes stands in its own head. It is worked out again whenever the file is
not in the state in which it was last found whole, and once an hour; what that state was stands in a
small file beside it.
"""

from __future__ import annotations

import os
import time
import zlib
from typing import TYPE_CHECKING

from .cachefolder import beside, private

if TYPE_CHECKING:
    from io import FileIO

_PLACE, _BEHIND = 60, 64
"""Where the checksum stands: SQLite leaves these bytes (``user_version``) to the application."""
_PIECE = 1 << 17
_TRUSTED = 3600 * 10**9
"""Nanoseconds after which bytes are looked at again that nobody is known to have changed."""


def seal(path: str) -> None:
    """Write the checksum of an index that is finished. Raises OSError."""
    with open(path, "r+b", buffering=0) as file:
        _, found = _checksums(file)
        file.seek(_PLACE)
        file.write(found)


def sound(path: str) -> bool:
    """Whether an index is what was written. Raises OSError."""
    if _known(path):
        return True
    with open(path, "rb", buffering=0) as file:
        before = _state(os.fstat(file.fileno()))
        said, found = _checksums(file)
    if said != found:
        return False
    remember(path, before)
    return True


def remember(path: str, state: str = "") -> None:
    """Note that an index was found whole in a state, or is so as it stands."""
    try:
        state = state or _state(os.stat(path))
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0)
        file = os.open(beside(path), flags, 0o600)
        with os.fdopen(file, "w", encoding="ascii") as out:
            out.write(f"{time.time_ns()} {state}")
    except OSError:
        pass  # it is looked at again


def _known(path: str) -> bool:
    note = beside(path)
    if not private(note, file=True):
        return False
    try:
        with open(note, encoding="ascii", errors="replace") as file:
            moment, _, state = file.read(200).partition(" ")
        age = time.time_ns() - int(moment)
    except (OSError, ValueError):
        return False
    return 0 <= age < _TRUSTED and state == _state(os.stat(path))


def _state(it: os.stat_result) -> str:
    """What is another one after any change that a program makes, whatever times it sets."""
    return f"{it.st_size} {it.st_mtime_ns} {it.st_ctime_ns} {it.st_ino} {it.st_dev}"


def _checksums(file: FileIO) -> tuple[bytes, bytes]:
    """The checksum that stands in a file, and that of all its bytes, its own taken as zeros."""
    piece = file.read(_PIECE)
    said = piece[_PLACE:_BEHIND]
    found = zlib.crc32(piece[:_PLACE] + bytes(_BEHIND - _PLACE) + piece[_BEHIND:])
    while piece := file.read(_PIECE):
        found = zlib.crc32(piece, found)
    return said, found.to_bytes(_BEHIND - _PLACE, "big")
