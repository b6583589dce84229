"""What files, this program and the time zone data are like now, so that a change is noticed."""

from __future__ import annotations

import os
import stat
import sys
import zlib
import zoneinfo
from functools import cache
from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.eventfile.files import STDIN, raw

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

PROGRAM = os.path.dirname(os.path.dirname(__file__))
"""The folder of the code, and of the rooms in it."""

_LAG = 60_000_000_000
"""Nanoseconds within which a second change of a file may leave its time as it is: file systems
count time in steps (FAT by two seconds), and what is written through a mapping to a page that waits
to be written out, half a minute by custom, is noted but once."""

_NOTING = {"ext2", "ext3", "ext4", "xfs", "f2fs"}
"""File systems that note a write through a mapping in the times of the file."""

_LARGEST_ZONE = 1 << 20
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
        return self.newest + _LAG > moment


def look(names: Sequence[str]) -> Files | None:
    """What files are like now; None for what cannot be read twice, or not at all."""
    paths: list[str] = []
    states: list[tuple[int, ...]] = []
    for name in names:
        if name == STDIN or "\0" in name:  # the bundled one is named so
            return None
        try:
            path = os.path.realpath(name)  # where the working folder is gone there is none
            status = os.stat(path)
        except OSError:
            return None
        if not stat.S_ISREG(status.st_mode):
            return None
        paths.append(path)
        states.append(
            (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino, status.st_dev)
        )
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

    hashed = blake2b(digest_size=16)
    for name in names:
        size = 0
        for piece in raw(name):
            hashed.update(piece)
            size += len(piece)
        hashed.update(f":{size}:".encode())
    return hashed.hexdigest()


@cache
def _program() -> tuple[object, ...]:
    """This very code: an installed version stays as it is, and an edited one is another."""
    states = sorted(_states(PROGRAM))
    return zlib.crc32("\n".join(states).encode()), sys.version, sys.prefix


def _states(folder: str) -> Iterator[str]:
    """What the files of code in a folder and in those below it are like."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith((".py", ".pyc")):
                state = entry.stat()
                yield f"{entry.path} {state.st_size} {state.st_mtime_ns}"
            elif entry.is_dir() and entry.name != "__pycache__":
                yield from _states(entry.path)


def times_tell(folder: str, files: Files) -> bool:
    """Whether the times of files show what is written to them through a mapping.

    Some file systems never note that (tmpfs). It is tried in a folder that is on the same one.
    """
    try:
        here = os.stat(folder).st_dev
        devices = {os.stat(path).st_dev for path in files.paths}
        return all(
            _tried(folder) if device == here else _named(device) in _NOTING for device in devices
        )
    except (OSError, ValueError):
        return False


def _tried(folder: str) -> bool:
    from mmap import mmap
    from tempfile import TemporaryFile

    from .folder import SUFFIX, UNFINISHED

    with TemporaryFile(dir=folder, prefix=UNFINISHED, suffix=SUFFIX) as file:
        file.write(b" ")
        file.flush()
        os.utime(file.fileno() if os.utime in os.supports_fd else file.name, (0, 0))
        with mmap(file.fileno(), 1) as mapped:
            mapped[0] = 0
            mapped.flush()
        return os.fstat(file.fileno()).st_mtime != 0


def _named(device: int) -> str:
    """The name of the file system that is mounted from a device; "" where nothing says so."""
    wanted = f"{os.major(device)}:{os.minor(device)}" if hasattr(os, "major") else ""
    try:
        with open("/proc/self/mountinfo", encoding="utf-8", errors="replace") as mounts:
            for line in mounts:
                about, _, named = line.partition(" - ")
                if wanted in about.split(" ", 3)[2:3]:
                    return named.partition(" ")[0]
    except OSError:
        pass
    return ""


def rules_of(names: Iterable[str]) -> list[list[object]]:
    """What the system has of time zones, each by its name: a checksum, or None if it has none."""
    return [[name, _rules(name)] for name in names]


def _rules(name: str) -> int | None:
    for folder in zoneinfo.TZPATH:
        try:
            with open(os.path.join(folder, name), "rb") as file:
                return zlib.crc32(file.read(_LARGEST_ZONE))
        except (OSError, ValueError):
            continue
    return None


def _zone_data() -> list[object]:
    """The state of the system's time zone data, and the version of the package's."""
    states: list[object] = [list(zoneinfo.TZPATH)]
    for folder in zoneinfo.TZPATH:
        for name in _ZONES:
            try:
                status = os.stat(os.path.join(folder, name))
            except OSError:
                continue
            states.append([folder, name, status.st_size, status.st_mtime_ns])
    try:
        from tzdata import IANA_VERSION  # type: ignore[import-untyped]
    except ImportError:
        return states
    return [*states, IANA_VERSION]
