"""The one module that changes event files: whole or not at all, and one program at a time.

A file is locked itself, and by nothing beside it: whoever waited for a lock looks whether the file
is still the one that stands under its name. What is written goes into a hidden file beside it,
which takes the name of the old one when all of it is on the disk.
"""

from __future__ import annotations

import os
import stat
import time
from contextlib import contextmanager, suppress
from errno import EACCES, EAGAIN, EDEADLK
from functools import partial
from typing import TYPE_CHECKING

from crisis.timeline.base.limits import LARGEST
from crisis.timeline.base.problems import Origin, Problem
from crisis.timeline.eventfile.files import BUNDLED, STDIN, STDIN_NAME, Source, decode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PATIENCE = 60.0
"""Seconds after which a file is given up that one other program holds all the time."""
_LONGEST_PAUSE = 0.05

_MARKS = (b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")


class Refused(Exception):
    """Nothing was written; ``problem`` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def refused(name: str, message: str, hint: str = "", line: int = 0, column: int = 0) -> Refused:
    """The exception that says why a file is not written."""
    return Refused(Problem(Origin(name, line, column), message, hint))


def encoding_of(data: bytes) -> tuple[bytes, str]:
    """The mark that a file begins with, empty where there is none, and its encoding without it."""
    return next((known for known in _MARKS if data.startswith(known[0])), (b"", "utf-8"))


class Held:
    """A file that is locked: no other program that writes event files this way changes it."""

    def __init__(self, name: str, path: str, status: os.stat_result) -> None:
        self.name = name
        self.path = path
        self.status = status
        self._mark, self._encoding = b"", "utf-8"

    def read(self) -> Source:
        """The text of the file. Raises Refused where it is none."""
        try:
            with open(self.path, "rb") as file:
                data = file.read(LARGEST + 1)
        except OSError as error:
            raise failed(self.name, error) from None
        if len(data) > LARGEST:
            raise refused(self.name, f"larger than {LARGEST >> 20} MiB", "split it")
        self._mark, self._encoding = encoding_of(data)
        source = decode(self.name, data)
        if source.problem is not None:
            raise Refused(source.problem)
        return source

    def replace(self, text: str) -> bool:
        """Put a text in place of what was read: False, and nothing is done, where that is gone.

        The encoding with its mark, mode, owner and attributes stay. Raises OSError or Refused.
        """
        data = self._mark + text.encode(self._encoding)
        if len(data) > LARGEST:
            raise refused(self.name, f"it would be larger than {LARGEST >> 20} MiB", "split it")
        part = part_of(self.path)
        write_part(part, data, self.path, self.status)
        try:
            if not _same(os.stat(self.path), self.status):
                os.unlink(part)
                return False
            os.replace(part, self.path)
        except BaseException:
            with suppress(OSError):
                os.unlink(part)
            raise
        _sync_folder(self.path)
        return True


@contextmanager
def held(path: str) -> Iterator[Held]:
    """A file that nobody else may change meanwhile. Raises Refused for what cannot be written."""
    target = readable(path).path
    try:
        with _locked(path, target) as status:
            yield Held(path, target, status)
    except FileNotFoundError:
        raise refused(path, "no such file") from None
    except OSError as error:
        raise failed(path, error) from None


def readable(path: str) -> Held:
    """A file that may be written, not locked. Raises Refused for what is none."""
    if path == BUNDLED:
        hint = "name a file of your own: -f FILE, or CRISIS_FILE; `crisis new` makes one"
        raise refused("crisis/fixtures/openai.yaml", "the bundled timeline is never written", hint)
    if path in (STDIN, STDIN_NAME):
        raise refused(STDIN_NAME, "standard input is no file that can be written", "-f FILE")
    if "\0" in path:
        raise refused(path, "no name of a file")
    try:
        target = os.path.realpath(path)
        status = os.stat(target)
        if not os.access(target, os.W_OK):
            raise PermissionError(EACCES, os.strerror(EACCES))
    except FileNotFoundError:
        raise refused(path or "(no name)", "no such file") from None
    except OSError as error:
        raise failed(path, error) from None
    if stat.S_ISDIR(status.st_mode):
        raise refused(path, "this is a directory, not an event file")
    if not stat.S_ISREG(status.st_mode):
        raise refused(path, "this is no ordinary file, and cannot be written")
    if status.st_nlink > 1:
        hint = "a hard link would be cut from the others: a symbolic link is kept"
        raise refused(path, f"this file has {status.st_nlink} names", hint)
    return Held(path, target, status)


def failed(path: str, error: OSError) -> Refused:
    """What the system says against writing a file, and what would help."""
    message = error.strerror or str(error)
    hint = ""
    if isinstance(error, PermissionError):
        hint = "the file and its folder have to be writable"
    return refused(path, f"cannot be written: {message}", hint)


def part_of(path: str) -> str:
    """The hidden file beside a file that is to take its place.

    It has one name, so that one that a killed program left behind is the only one, and is used up
    by the next that writes.
    """
    folder, name = os.path.split(path)
    return os.path.join(folder, f".{name[:80]}.crisis-part")


def write_part(part: str, data: bytes, path: str = "", like: os.stat_result | None = None) -> None:
    """Write a new file that is on the disk when this ends; raises OSError, and leaves nothing then.

    It gets the mode, owner and attributes of the file at ``path``, whose status is ``like``.
    """
    with suppress(FileNotFoundError):
        os.unlink(part)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0)
    descriptor = os.open(part, flags | getattr(os, "O_BINARY", 0), 0o600 if like else 0o666)
    try:
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(descriptor, rest) :]
            if like is not None:
                _resemble(part, path, like)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except BaseException:
        with suppress(OSError):
            os.unlink(part)
        raise


def _resemble(part: str, path: str, like: os.stat_result) -> None:
    """Give a new file the owner and attributes, where that is allowed, and the mode of another."""
    if hasattr(os, "listxattr"):
        with suppress(OSError):
            for name in os.listxattr(path):
                os.setxattr(part, name, os.getxattr(path, name))
    os.chmod(part, _owned(part, like) if hasattr(os, "chown") else stat.S_IMODE(like.st_mode))


def _owned(part: str, like: os.stat_result) -> int:
    """Give a new file the owner and the group of another, as far as that is allowed; its mode.

    Whoever may not give it away keeps the group, through which others write the same file. Where
    it cannot be kept, the group that there is may do no more than everybody.
    """
    for owner in (like.st_uid, -1):
        with suppress(OSError):
            os.chown(part, owner, like.st_gid)
            break
    status, mode = os.stat(part), stat.S_IMODE(like.st_mode)
    if status.st_uid != like.st_uid:
        mode &= ~stat.S_ISUID
    if status.st_gid != like.st_gid:
        mode = mode & ~(stat.S_IRWXG | stat.S_ISGID) | (mode & stat.S_IRWXO) << 3
    return mode


@contextmanager
def _locked(name: str, path: str) -> Iterator[os.stat_result]:
    """Lock a file; its status then."""
    try:
        import fcntl
    except ImportError:  # Windows, where no open file can be replaced
        with _locked_beside(name, path):
            yield os.stat(path)
        return
    while True:  # somebody who waits for long waits for others who write, not for one that hangs
        descriptor = os.open(path, os.O_RDWR | getattr(os, "O_CLOEXEC", 0))
        try:
            there = partial(_stands, path, os.fstat(descriptor))
            if not _wait(
                name, partial(fcntl.flock, descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB), there
            ):
                continue
            yield os.fstat(descriptor)
            return
        finally:
            os.close(descriptor)


def _stands(path: str, status: os.stat_result) -> bool:
    """Whether a file still has its name: whoever changes it puts another in its place."""
    return os.path.samestat(os.stat(path), status)


@contextmanager
def _locked_beside(name: str, path: str) -> Iterator[None]:
    import msvcrt  # type: ignore[import-not-found,unused-ignore]
    import tempfile
    from hashlib import sha256

    digest = sha256(os.path.normcase(path).encode()).hexdigest()[:32]
    beside = os.path.join(tempfile.gettempdir(), f"crisis-{digest}.lock")
    descriptor = os.open(beside, os.O_RDWR | os.O_CREAT)
    try:
        lock = msvcrt.LK_NBLCK  # type: ignore[attr-defined,unused-ignore]
        _wait(name, partial(msvcrt.locking, descriptor, lock, 1), lambda: True)  # type: ignore[attr-defined,unused-ignore]
        yield
    finally:
        os.close(descriptor)


def _wait(name: str, lock: Callable[[], object], there: Callable[[], bool]) -> bool:
    """Try to get a lock again and again: False where what is locked is not ``there`` any more.

    Raises Refused after a while.
    """
    until, pause = time.monotonic() + PATIENCE, 0.001
    while there():
        try:
            lock()
        except OSError as error:
            if error.errno not in (EACCES, EAGAIN, EDEADLK):
                return True  # no locks here: what was read is compared once more at the end
        else:
            return there()
        if time.monotonic() > until:
            raise refused(name, "another program holds this file", "try again when it has ended")
        time.sleep(pause)
        pause = min(2 * pause, _LONGEST_PAUSE)
    return False


def _same(one: os.stat_result, other: os.stat_result) -> bool:
    return (one.st_dev, one.st_ino, one.st_size, one.st_mtime_ns) == (
        other.st_dev, other.st_ino, other.st_size, other.st_mtime_ns
    )  # fmt: skip


def _sync_folder(path: str) -> None:
    """Have the new name on the disk too, where folders can be synchronised."""
    with suppress(OSError):
        descriptor = os.open(os.path.dirname(path) or os.curdir, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
