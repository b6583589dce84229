"""The folder of indexes: private to its user, bounded in size, and never worth an error."""

from __future__ import annotations

import os
import stat
import time
from typing import TYPE_CHECKING

from .namedtuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

SUFFIX = ".index"
UNFINISHED = ".new-"
LARGEST = 512 << 20
"""Bytes that all indexes together may have; those used longest ago go first."""

_ABANDONED = 3600  # seconds after which nobody finishes an unfinished one


class Entry(NamedTuple):
    """An index in the folder: its size in bytes, and when it was used last, in seconds."""

    path: str
    size: int
    used: float


def private(path: str, kind: int = stat.S_IFDIR) -> bool:
    """Whether a folder (or with S_IFREG a file) is the user's own and nobody else may write it.

    A folder may be a symbolic link, a file may not.
    """
    try:
        found = os.stat(path) if kind == stat.S_IFDIR else os.lstat(path)
    except (OSError, ValueError):
        return False
    if stat.S_IFMT(found.st_mode) != kind:
        return False
    if not hasattr(os, "geteuid"):  # Windows keeps a user's folders to itself
        return True
    return found.st_uid == os.geteuid() and not found.st_mode & 0o022


def prepare(folder: str) -> bool:
    """Make the folder, for nobody but the user; whether it is there and may be used."""
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        if not private(folder):
            return False
        if os.stat(folder).st_mode & 0o077:
            os.chmod(folder, 0o700)
    except OSError:
        return False
    return True


def entries(folder: str) -> list[Entry]:
    """The indexes of a folder, the one used last first."""
    found = [entry for entry in _files(folder) if not _named(entry, UNFINISHED)]
    return sorted(found, key=lambda entry: (-entry.used, entry.path))


def prune(folder: str, largest: int = LARGEST) -> None:
    """Remove what was left unfinished, and the oldest indexes until the others are small enough."""
    total = 0
    for entry in entries(folder):
        total += entry.size
        if total > largest:
            remove(entry.path)
    now = time.time()
    for entry in _files(folder):
        if _named(entry, UNFINISHED) and entry.used < now - _ABANDONED:
            remove(entry.path)


def clear(folder: str) -> list[Entry]:
    """Remove every index; those that were removed."""
    return [entry for entry in _files(folder) if remove(entry.path)]


def _files(folder: str) -> Iterator[Entry]:
    """Regular files in a private folder that are named like an index."""
    if not private(folder):
        return
    try:
        with os.scandir(folder) as found:
            for file in found:
                if file.name.endswith(SUFFIX) and file.is_file(follow_symlinks=False):
                    about = file.stat(follow_symlinks=False)
                    used = max(about.st_atime, about.st_mtime)
                    yield Entry(file.path, about.st_size, used)
    except OSError:
        return


def _named(entry: Entry, prefix: str) -> bool:
    return os.path.basename(entry.path).startswith(prefix)


def remove(path: str) -> bool:
    """Remove an index; whether it was there."""
    try:
        os.unlink(path)
    except OSError:
        return False
    return True
