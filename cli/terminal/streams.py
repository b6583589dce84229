"""Standard output and error, of which every byte is written, or an error is raised."""

from __future__ import annotations

import errno
import os
import sys
from io import FileIO, TextIOWrapper


class WholeWriter(FileIO):
    """Bytes to a file descriptor, all of them: Python's own write may stop halfway and say so.

    That is seen by nobody where Python's output is unbuffered (PYTHONUNBUFFERED): a disk that is
    full, a limit on the size of files, a signal, and more than the system takes at once. Where the
    descriptor does not block, it is waited for. Raises OSError.
    """

    def write(self, data: bytes | memoryview) -> int:  # type: ignore[override]
        rest = memoryview(data).cast("B")
        while rest:
            done = super().write(rest)
            if done is None:
                from select import select

                select([], [self], [])
            elif done:
                rest = rest[done:]
            else:
                raise OSError(errno.EIO, os.strerror(errno.EIO))
        return memoryview(data).nbytes


def prepare() -> None:
    """Make standard output and error write all, and letters they lack as escapes, not a crash."""
    sys.stdout = _prepared(sys.stdout)
    sys.stderr = _prepared(sys.stderr)


def _prepared(stream: object) -> TextIOWrapper:
    """A stream like another one; what is no text stream on a file descriptor stays."""
    if not isinstance(stream, TextIOWrapper):
        return stream  # type: ignore[return-value]
    try:
        descriptor = stream.fileno()
    except (OSError, ValueError):
        descriptor = -1
    if descriptor < 0 or os.name == "nt":  # Windows' terminal takes letters, not bytes
        stream.reconfigure(errors="backslashreplace")
        return stream
    stream.flush()
    raw = WholeWriter(descriptor, "wb", closefd=False)
    return TextIOWrapper(raw, stream.encoding, "backslashreplace", write_through=True)
