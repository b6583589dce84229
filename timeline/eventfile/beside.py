"""Files that an event file names: they lie in its folder or below it, and nowhere else.

They are read only when somebody asks for what is in them, and never further than a limit.
"""

from __future__ import annotations

import os
import stat

from .files import raw


class Unreadable(Exception):
    """A named file that cannot be used; ``hint`` says what would help."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def located(file: str, beside: str) -> str:
    """The path of a named file, from the folder of the event file ``beside`` that names it.

    Links are followed. Raises Unreadable for one that leaves that folder.
    """
    if os.path.isabs(file) or "\0" in file:
        raise Unreadable(f"{file} is no file beside the event file", "a path from its folder")
    folder = os.path.realpath(os.path.dirname(beside) or os.curdir)
    path = os.path.realpath(os.path.join(folder, file))
    if not _below(path, folder):
        raise Unreadable(
            f"{file} lies outside of the event file's folder", "put it beside or below"
        )
    return path


def _below(path: str, folder: str) -> bool:
    try:
        return os.path.commonpath([folder, path]) == folder
    except ValueError:  # on another drive of Windows
        return False


def content(path: str, name: str, largest: int) -> bytes:
    """The bytes of an ordinary file, called ``name`` in messages.

    Raises Unreadable for any other, and for one of more than ``largest`` bytes.
    """
    too_large = f"{name} is larger than {largest >> 20} MiB"
    try:
        status = os.stat(path)
        if not stat.S_ISREG(status.st_mode):
            raise Unreadable(f"{name} is no ordinary file")
        if status.st_size > largest:
            raise Unreadable(too_large)
        data = bytearray()
        for piece in raw(path):
            data += piece
            if len(data) > largest:  # it has grown since
                raise Unreadable(too_large)
        return bytes(data)
    except FileNotFoundError:
        raise Unreadable(f"{name}: no such file") from None
    except (OSError, ValueError) as error:
        raise Unreadable(f"{name}: {getattr(error, 'strerror', None) or error}") from None
