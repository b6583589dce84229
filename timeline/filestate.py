"""What files, this program and the time zone data are like now, so that a change is noticed."""

from __future__ import annotations

import os
import stat
import sys
import zlib
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import TZPATH

from .files import STDIN, raw
from .namedtuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_COARSE = 2_000_000_000
"""Nanoseconds within which two changes of a file may bear the same time (FAT counts by two)."""

_ZONES = ("", "tzdata.zi", "+VERSION", "zone.tab")


class Files(NamedTuple):
    """The files of a question in their order: as they were named, where they really are.

    ``key`` is plain data that is another one if anything is that an answer depends on. ``newest``
    is when one of them was changed last, in nanoseconds.
    """

    names: tuple[str, ...]
    paths: tuple[str, ...]
    size: int
    newest: int
    key: list[object]

    def changed_about(self, moment: int) -> bool:
        """Whether they changed so near to a moment that a later change could look the same."""
        return self.newest + _COARSE > moment


def look(names: Sequence[str]) -> Files | None:
    """What files are like now; None for what cannot be read twice, or not at all."""
    paths: list[str] = []
    states: list[tuple[int, ...]] = []
    for name in names:
        if name == STDIN or "\0" in name:  # the bundled one is named so
            return None
        try:
            path = os.path.realpath(name)  # where the working folder is gone there is none
            it = os.stat(path)
        except OSError:
            return None
        if not stat.S_ISREG(it.st_mode):
            return None
        paths.append(path)
        states.append((it.st_size, it.st_mtime_ns, it.st_ctime_ns, it.st_ino, it.st_dev))
    if not paths or len(set(names)) < len(paths):
        return None
    try:
        key = [paths, states, _program(), _zone_data()]
    except OSError:  # no folder of ours: out of an archive
        return None
    newest = max(max(state[1], state[2]) for state in states)
    return Files(tuple(names), tuple(paths), sum(state[0] for state in states), newest, key)


def digest(names: Sequence[str]) -> str:
    """What stands in files, in short. Raises OSError."""
    from hashlib import blake2b

    found = blake2b(digest_size=16)
    for name in names:
        size = 0
        for piece in raw(name):
            found.update(piece)
            size += len(piece)
        found.update(f":{size}:".encode())
    return found.hexdigest()


@cache
def _program() -> tuple[object, ...]:
    """This very code: an installed version stays as it is, and an edited one is another."""
    with os.scandir(os.path.dirname(__file__)) as found:
        states = sorted(
            f"{file.name} {(it := file.stat()).st_size} {it.st_mtime_ns}"
            for file in found
            if file.name.endswith((".py", ".pyc"))
        )
    return zlib.crc32("\n".join(states).encode()), sys.version, sys.prefix


def _zone_data() -> list[object]:
    """The state of the system's time zone data, and the version of the package's."""
    states: list[object] = []
    for folder in TZPATH:
        for name in _ZONES:
            try:
                it = os.stat(os.path.join(folder, name))
            except OSError:
                continue
            states.append([folder, name, it.st_size, it.st_mtime_ns])
    try:
        from tzdata import IANA_VERSION  # type: ignore[import-untyped]
    except ImportError:
        return states
    return [*states, IANA_VERSION]
