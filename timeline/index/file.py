"""The file of an index: which timeline it is of, whether it may be believed, and how it is written.

It is a cache of what reading and resolving the files gives. It is of certain files as they were, of
this very program, and of the time zone data that was there; anything else and it is not used.
"""

from __future__ import annotations

import os
import sqlite3
import time
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.model.serialize import Damaged, several, text, truth
from crisis.timeline.model.written import parsed, written

from .checksum import give_up, given_up, remember, seal, sound
from .folder import LARGEST, SUFFIX, UNFINISHED, prepare, private, prune, remove
from .reader import DAMAGE, Index
from .schema import FORMAT, INDEXES, TABLES

if TYPE_CHECKING:
    from collections.abc import Callable

    from crisis.timeline.base.progress import Progress
    from crisis.timeline.model.timeline import Timeline

    from .fingerprint import Files
    from .store import Stored

    Made = TypeVar("Made", bound=Timeline)


_SAFE = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-")

_SELDOM = 60_000_000_000
"""Nanoseconds after which it is noted again that an index is used."""

_MOST_ZONES = 1000
"""The time zone database has some six hundred. Each that a file names is looked at anew."""

_ROOM = 1 << 26
"""Bytes; a disk on which so many are free is not full."""


class Reading(NamedTuple):
    """What is known of a reading of files: when it began (nanoseconds), and what was in them.

    ``digest`` decides where they may have changed since without a trace. ``zones`` are the names
    that were sought in the time zone database.
    """

    files: Files
    began: int
    digest: str
    zones: tuple[str, ...] = ()


def find(
    folder: str, files: Files, load: Callable[[], Timeline], make: Callable[[Stored], Made]
) -> Made | None:
    """The timeline of files out of its index; None where there is none that can be believed.

    ``load`` reads the files, for what is not in the index, or if it turns out to be broken.
    ``make`` makes the timeline.
    """
    from .store import Stored

    index = recalled(folder, files)
    if index is None:
        return None
    path = path_of(folder, files)
    try:
        return make(Stored(index, load, lambda: remove(path)))
    except DAMAGE:
        return None


def recalled(folder: str, files: Files) -> Index | None:
    """The index of files, for a few words out of it; None where none can be believed."""
    path = path_of(folder, files)
    if not (private(folder) and private(path, file=True)):
        return None
    try:
        if not sound(path):
            return None
        database = _open(path)
    except (sqlite3.Error, OSError):
        return None
    try:
        return _checked(database, path, files)
    except (*DAMAGE, OSError):
        database.close()
        return None


def files_of(path: str) -> tuple[str, ...]:
    """The files that an index is of, as their names were; none where it cannot be read."""
    if not private(path, file=True):
        return ()
    try:
        database = _open(path)
        try:
            return several(text)(Index(database, {}).fact("names"))
        finally:
            database.close()
    except DAMAGE:
        return ()


def keep(
    folder: str,
    timeline: Timeline,
    reading: Reading,
    progress: Progress | None = None,
) -> None:
    """Write the index of a timeline, in place of the one there is. Silent where it cannot be.

    ``progress`` hears how many events are in it.
    """
    from tempfile import mkstemp

    from crisis.timeline.base.progress import listening

    from .fingerprint import rules_of, times_tell
    from .writer import fill

    if not prepare(folder):
        return
    path = path_of(folder, reading.files)
    if len(reading.zones) > _MOST_ZONES:
        _give_up(path, reading.files)
        return
    try:
        handle, unfinished = mkstemp(SUFFIX, UNFINISHED, folder)
    except OSError:
        return
    os.close(handle)
    try:
        database = sqlite3.connect(unfinished, isolation_level=None)
        try:
            _unguarded(database)
            database.execute("BEGIN")
            with listening(progress):
                fill(database, timeline, progress)
            facts = {
                "key": reading.files.key,
                "names": reading.files.names,
                "digest": reading.digest,
                "times tell": times_tell(folder, reading.files),
                "zones": rules_of(reading.zones),
            }
            for name, fact in facts.items():
                database.execute("INSERT INTO fact VALUES(?,?)", (name, written(fact)))
            database.execute("COMMIT")
        finally:
            database.close()
        seal(unfinished)
        os.utime(unfinished, ns=(time.time_ns(), reading.began))
        os.replace(unfinished, path)
        remember(path)
    except (OverflowError, UnicodeError):  # a timeline that the tables cannot hold
        _give_up(path, reading.files)
    except sqlite3.Error as error:
        if _too_large(error, folder):
            _give_up(path, reading.files)
    except OSError:
        pass  # the files are read again next time
    finally:
        remove(unfinished)
    prune(folder)


def unkept(folder: str, files: Files) -> bool:
    """Whether it is known that there can be no index of files as they are."""
    return private(folder) and given_up(path_of(folder, files), written(files.key))


def _too_large(error: sqlite3.Error, folder: str) -> bool:
    """Whether an index would have been larger than LARGEST; else the disk is full, or broken."""
    from shutil import disk_usage

    try:
        full = getattr(error, "sqlite_errorname", "") == "SQLITE_FULL"
        return full and disk_usage(folder).free > _ROOM
    except OSError:
        return False


def _give_up(path: str, files: Files) -> None:
    remove(path)
    give_up(path, written(files.key))


def path_of(folder: str, files: Files) -> str:
    """Where the index of files is: one for each list of paths, whatever is in them."""
    paths = "\0".join(files.paths).encode("utf-8", "surrogateescape")
    return os.path.join(folder, f"{zlib.crc32(paths):08x}{zlib.adler32(paths):08x}{SUFFIX}")


def _open(path: str) -> sqlite3.Connection:
    """An index to be read only, without waiting and without running what may stand in it.

    Any thread may read it, one at a time.
    """
    quoted = "".join(chr(b) if b in _SAFE else f"%{b:02x}" for b in os.fsencode(path))
    if os.sep == "\\":
        quoted = f"/{quoted.replace('%5c', '/')}"
    uri = f"file:{quoted}?mode=ro&immutable=1"
    database = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    for pragma in (
        "trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0", "temp_store = MEMORY",
        "cache_size = -8192", "query_only = ON",
    ):  # fmt: skip
        database.execute(f"PRAGMA {pragma}").close()
    return database


def _checked(database: sqlite3.Connection, path: str, files: Files) -> Index:
    """An index. Raises one of DAMAGE if it is another's, or out of date."""
    if database.execute("PRAGMA application_id").fetchone() != (FORMAT,):
        raise Damaged("no index")
    rows = database.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid")
    if tuple(sql for (sql,) in rows) != TABLES + INDEXES:
        raise Damaged("other tables")
    from .fingerprint import digest, rules_of

    before = Index(database, {})
    if before.fact("key") != parsed(written(files.key)):
        raise Damaged("of other files, or of another time")
    names = several(text)(before.fact("names"))
    index = Index(database, dict(zip(names, files.names, strict=True)))
    if names != files.names and _names_stand_in(index, names):
        raise Damaged("of files that went by other names")
    zones = index.fact("zones")
    if zones != rules_of(text(name) for name, _ in zones):
        raise Damaged("of other rules of a time zone")
    now, status = time.time_ns(), os.stat(path)
    read = status.st_mtime_ns
    unsure = files.changed_about(read)
    if unsure or not truth(index.fact("times tell")):
        if text(index.fact("digest")) != digest(files.names):
            raise Damaged("of files that have changed since")
        read = now if unsure else read
    if read == now or status.st_atime_ns + _SELDOM < now:
        with suppress(OSError):
            os.utime(path, ns=(now, read))
            remember(path)
    return index


def _names_stand_in(index: Index, names: tuple[str, ...]) -> bool:
    """Whether a problem tells of a file by its name, which is another one by now."""
    problems = several(index.read.problem)(index.fact("problems"))
    return any(
        name in f"{problem.message}\n{problem.hint}" for problem in problems for name in names
    )


def _unguarded(database: sqlite3.Connection) -> None:
    """Nobody else sees the file before it is finished: no journal, no waiting for the disk."""
    for pragma in (
        "journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE", "page_size = 4096",
        f"max_page_count = {LARGEST // 4096}", f"application_id = {FORMAT}", "cache_size = -65536",
    ):  # fmt: skip
        database.execute(f"PRAGMA {pragma}").close()
