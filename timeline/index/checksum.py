"""Whether an index is, byte for byte, what was written.

The checksum of all its bytes stands in its own head. It is worked out again whenever the file is
not in the state in which it was last found whole, and once an hour; what that state was stands in a
small file beside it.
"""

from __future__ import annotations

import os
import time
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING

from .folder import beside, private

if TYPE_CHECKING:
    from io import FileIO

_PLACE, _BEHIND = 60, 64
"""Where the checksum stands: SQLite leaves these bytes (``user_version``) to the application."""
_PIECE = 1 << 17
_LONGEST = 200
"""Characters of a note."""
_TRUSTED = 3600 * 10**9
"""Nanoseconds after which bytes are looked at again that nobody is known to have changed."""


def seal(path: str) -> None:
    """Write the checksum of an index that is finished. Raises OSError."""
    with open(path, "r+b", buffering=0) as file:
        _, worked_out = _checksums(file)
        file.seek(_PLACE)
        file.write(worked_out)


def sound(path: str) -> bool:
    """Whether an index is what was written. Raises OSError."""
    if _known(path):
        return True
    with open(path, "rb", buffering=0) as file:
        before = _state(os.fstat(file.fileno()))
        said, worked_out = _checksums(file)
    if said != worked_out:
        return False
    remember(path, before)
    return True


def remember(path: str, state: str = "") -> None:
    """Note that an index was found whole in a state, or is so as it stands."""
    with suppress(OSError):  # it is looked at again
        state = state or _state(os.stat(path))
        _note(path, f"{time.time_ns()} {state}")


def give_up(path: str, key: bytes) -> None:
    """Note that there is no index of what has a key, for it would be too large."""
    with suppress(OSError):
        _note(path, _given_up(key))


def given_up(path: str, key: bytes) -> bool:
    """Whether there can be no index of what has a key."""
    return _noted(path) == _given_up(key)


def _given_up(key: bytes) -> str:
    return f"none {zlib.crc32(key):08x}"


def _known(path: str) -> bool:
    moment, _, state = _noted(path).partition(" ")
    if not moment.isdecimal():
        return False
    age = time.time_ns() - int(moment)
    return 0 <= age < _TRUSTED and state == _state(os.stat(path))


def _note(path: str, said: str) -> None:
    """Write what stands beside an index. Raises OSError."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0)
    with os.fdopen(os.open(beside(path), flags, 0o600), "w", encoding="utf-8") as file:
        file.write(said)


def _noted(path: str) -> str:
    note = beside(path)
    if not private(note, file=True):
        return ""
    try:
        with open(note, encoding="utf-8", errors="replace") as file:
            return file.read(_LONGEST)
    except (OSError, ValueError):
        return ""


def _state(status: os.stat_result) -> str:
    """What is another one after any change that a program makes, whatever times it sets."""
    times = f"{status.st_mtime_ns} {status.st_ctime_ns}"
    return f"{status.st_size} {times} {status.st_ino} {status.st_dev}"


def _checksums(file: FileIO) -> tuple[bytes, bytes]:
    """The checksum that stands in a file, and that of all its bytes, its own taken as zeros."""
    piece = file.read(_PIECE)
    said = piece[_PLACE:_BEHIND]
    crc = zlib.crc32(piece[:_PLACE] + bytes(_BEHIND - _PLACE) + piece[_BEHIND:])
    while piece := file.read(_PIECE):
        crc = zlib.crc32(piece, crc)
    return said, crc.to_bytes(_BEHIND - _PLACE, "big")
