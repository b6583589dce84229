"""Folders of files, and ZIPs of such folders, that are read as one: looked into, never unpacked."""

from __future__ import annotations

import os
import stat
import zlib
from itertools import islice
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from crisis.timeline.base.limits import LARGEST
from crisis.timeline.base.problems import Origin, Problem
from crisis.timeline.eventfile.files import open_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO, Protocol
    from zipfile import ZipInfo

    from .foreign_text import ForeignText

    class Bundle(Protocol):
        """Files under names with slashes between folders."""

        def names(self) -> list[str]:
            """The names of its files, in order."""
            ...

        def data(self, name: str) -> bytes | str:
            """What is in one of them; a text says why that cannot be told."""
            ...


MOST_FILES = 1_000_000
"""Files of a folder or a ZIP."""
LARGEST_BUNDLE = 16 * LARGEST
"""Bytes that all files of a bundle come to when they are read."""
_TOO_LARGE = f"larger than {LARGEST >> 20} MiB"
_SIGNATURE = b"PK\x03\x04"


def bundle_of(file: ForeignText) -> Bundle | Problem:
    """The bundle that a file stands for: a folder, or a ZIP."""
    if file.folder:
        return _counted(_Folder(file.folder), file)
    if not "".join(file.peek(1)).startswith("PK"):
        hint = "give the folder of the export, or its ZIP"
        return Problem(Origin(file.name, 0), "neither a folder nor a ZIP", hint)
    source = file.binary
    if not source.seekable():
        return Problem(Origin(file.name, 0), "a ZIP cannot be read from a pipe", "name its file")
    try:
        return _counted(_Zip(source), file)
    except (BadZipFile, OSError, ValueError, NotImplementedError, OverflowError) as error:
        hint = "it may have been cut short: fetch it again"
        return Problem(Origin(file.name, 0), f"a broken ZIP: {error}", hint)


def top_names(file: ForeignText) -> frozenset[str]:
    """The names of the files at the top of a folder, or in a ZIP; none for any other file."""
    if file.folder:
        try:
            return frozenset(os.listdir(file.folder))
        except OSError:
            return frozenset()
    bundle = bundle_of(file) if "".join(file.peek(1)).startswith("PK") else None
    return frozenset(() if bundle is None or isinstance(bundle, Problem) else bundle.names())


def _counted(bundle: Bundle, file: ForeignText) -> Bundle | Problem:
    if len(bundle.names()) > MOST_FILES:
        return Problem(Origin(file.name, 0), f"more than {MOST_FILES:,} files in it")
    return bundle


class _Sized:
    """Counts what was read, so that no bundle costs without end."""

    def __init__(self) -> None:
        self._left = LARGEST_BUNDLE

    def _counted(self, data: bytes) -> bytes | str:
        self._left -= len(data)
        if len(data) > LARGEST:
            return _TOO_LARGE
        if self._left < 0:
            return f"behind {LARGEST_BUNDLE >> 30} GiB of other files"
        return data


class _Folder(_Sized):
    """A folder; links inside it are not followed."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self._path = path
        self._files = sorted(islice(self._names(), MOST_FILES + 1))

    def names(self) -> list[str]:
        return self._files

    def _names(self) -> Iterator[str]:
        for folder, folders, files in os.walk(self._path):
            folders.sort()
            inside = os.path.relpath(folder, self._path).replace(os.sep, "/")
            for name in files:
                yield name if inside == "." else f"{inside}/{name}"

    def data(self, name: str) -> bytes | str:
        path = os.path.join(self._path, *name.split("/"))
        try:
            if not stat.S_ISREG(os.lstat(path).st_mode):
                return "no file, but a link or a device"
            opened = open_bytes(path)
            if isinstance(opened, Problem):
                return opened.message
            with opened[1] as file:
                return self._counted(file.read(LARGEST + 1))
        except (OSError, ValueError) as error:
            return getattr(error, "strerror", None) or str(error)


class _Zip(_Sized):
    """A ZIP. The folder that everything in it lies in is left out of names."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__()
        self._zip = ZipFile(file)
        files = [one for one in self._zip.infolist() if not one.is_dir()]
        kept = [one for one in files if not one.filename.startswith("__MACOSX/")]
        tops = {one.filename.partition("/")[0] for one in kept if "/" in one.filename}
        deeper = any(one.filename.count("/") > 1 for one in kept)
        alone = deeper and len(tops) == 1 and all("/" in one.filename for one in kept)
        cut = len(tops.pop()) + 1 if alone else 0
        self._files: dict[str, list[ZipInfo]] = {}
        for one in kept:
            self._files.setdefault(one.filename[cut:], []).append(one)

    def names(self) -> list[str]:
        return sorted(self._files)

    def data(self, name: str) -> bytes | str:
        one, *others = self._files[name]
        if others:
            return "twice in the ZIP: which of them is meant?"
        if one.flag_bits & 1:
            return "encrypted"
        if one.file_size > LARGEST:
            return _TOO_LARGE
        try:
            return self._counted(self._zip.read(one))  # no more of it than it says
        except (
            BadZipFile,
            EOFError,
            OSError,
            ValueError,
            NotImplementedError,
            zlib.error,
        ) as error:
            return f"broken in the ZIP: {str(error) or 'it ends too early'}"
        except RuntimeError as error:  # what zipfile raises for what it cannot decrypt
            return f"cannot be read in the ZIP: {error}"
