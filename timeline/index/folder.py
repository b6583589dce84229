"""The folder of indexes: private to its user, bounded in size, and never worth an error."""

from __future__ import annotations

import os
import re
import stat
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

SUFFIX = ".index"
CHECKED = ".checked"
"""Ends the name of what stands beside an index: see checksum.py."""
UNFINISHED = ".new-"
LARGEST = 512 << 20
"""Bytes that all indexes together may have; those used longest ago go first."""

_ABANDONED = 3600  # seconds after which nobody finishes an unfinished one
_MOST_LINKS = 40

_HEAD = b"SQLite format 3\0"
_OURS = 68, b"cri"
"""Where an index says whose it is: see schema.py."""
_NAME = rf"(?:[0-9a-f]{{16}}|{re.escape(UNFINISHED)}\w{{8}}){re.escape(SUFFIX)}\Z"

_NOTE = rf"[0-9a-f]{{16}}{re.escape(CHECKED)}\Z"


class Entry(NamedTuple):
    """An index in the folder: its size in bytes, and when it was used last, in seconds."""

    path: str
    size: int
    used: float


def private(path: str, file: bool = False) -> bool:
    """Whether a folder or file is the user's own, nobody else may write it, and it is no link.

    A folder may be reached by links that stand where nobody but the user (or the system) may put
    one.
    """
    try:
        status = os.lstat(path if file else _followed(path))
    except (OSError, ValueError):
        return False
    if stat.S_IFMT(status.st_mode) != (stat.S_IFREG if file else stat.S_IFDIR):
        return False
    return not _POSIX or (status.st_uid == os.geteuid() and not status.st_mode & 0o022)


_POSIX = hasattr(os, "geteuid")  # Windows keeps a user's folders to itself


def _followed(path: str) -> str:
    """Where a path leads. Raises OSError for a link that somebody else may have planted."""
    if not _POSIX:
        return path
    place, rest = os.sep, os.path.abspath(path).split(os.sep)[::-1]
    links = 0
    while rest:
        part = rest.pop()
        if part in ("", os.curdir):
            continue
        if part == os.pardir:
            place = os.path.dirname(place)
            continue
        step = os.path.join(place, part)
        if not stat.S_ISLNK(os.lstat(step).st_mode):
            place = step
            continue
        holder = os.stat(place)
        links += 1
        others = holder.st_mode & 0o022 or holder.st_uid not in (0, os.geteuid())
        if others or links > _MOST_LINKS:
            raise OSError("a link that is not followed")
        target = os.readlink(step)
        place = os.sep if os.path.isabs(target) else place
        rest += target.split(os.sep)[::-1]
    return place


def prepare(folder: str) -> bool:
    """Make the folder, for nobody but the user; whether it is there and may be used."""
    try:
        there = os.path.abspath(folder)
        while not os.path.lexists(there):
            there = os.path.dirname(there)
        _followed(there)
        os.makedirs(folder, mode=0o700, exist_ok=True)
        if not private(folder):
            return False
        if os.stat(folder).st_mode & 0o077:
            os.chmod(folder, 0o700)
    except (OSError, ValueError):
        return False
    return True


def entries(folder: str) -> list[Entry]:
    """The indexes of a folder, the one used last first."""
    finished = [entry for entry in _files(folder) if not _named(entry, UNFINISHED)]
    return sorted(finished, key=lambda entry: (-entry.used, entry.path))


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
    """Remove every index, and what is noted of others; the indexes that were removed."""
    removed = [entry for entry in _files(folder) if remove(entry.path)]
    if private(folder):
        with suppress(OSError), os.scandir(folder) as left:
            for file in left:
                if re.match(_NOTE, file.name) and file.is_file(follow_symlinks=False):
                    os.unlink(file.path)
    return removed


def _files(folder: str) -> Iterator[Entry]:
    """Indexes in a private folder, also unfinished ones: named as such, and ours by their head."""
    if not private(folder):
        return
    try:
        with os.scandir(folder) as inside:
            for file in inside:
                if not (re.match(_NAME, file.name) and file.is_file(follow_symlinks=False)):
                    continue
                about = file.stat(follow_symlinks=False)
                if _ours(file.path, about.st_size):
                    used = max(about.st_atime, about.st_mtime)
                    yield Entry(file.path, about.st_size, used)
    except OSError:
        return


def _ours(path: str, size: int) -> bool:
    """Whether a file is an index by its head; one that was begun may have nothing in it."""
    if not size:
        return True
    try:
        with open(path, "rb", buffering=0) as file:
            head = file.read(100)
    except OSError:
        return False
    place, mark = _OURS
    return head.startswith(_HEAD) and head.startswith(mark, place)


def _named(entry: Entry, prefix: str) -> bool:
    return os.path.basename(entry.path).startswith(prefix)


def remove(path: str) -> bool:
    """Remove an index and what stands beside it; whether it was there."""
    for name in (beside(path), path):
        try:
            os.unlink(name)
        except OSError:
            there = False
        else:
            there = True
    return there


def beside(path: str) -> str:
    """The file beside an index: see checksum.py."""
    return path.removesuffix(SUFFIX) + CHECKED
