"""The text of a foreign file, line by line: UTF-8, UTF-16 with its mark, or what rules name."""

from __future__ import annotations

import codecs
import re
from io import BufferedReader, BytesIO, RawIOBase, TextIOWrapper
from itertools import islice
from typing import TYPE_CHECKING, Any

from crisis.timeline.base.limits import LARGEST, LONGEST_LINE
from crisis.timeline.base.problems import Origin, Problem
from crisis.timeline.base.progress import READING
from crisis.timeline.eventfile.files import STDIN_NAME

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import BinaryIO

    from crisis.timeline.base.progress import Progress

_HEAD = 1 << 16  # bytes that are read ahead to see what a file is
_MARKS = (b"\xff\xfe", b"\xfe\xff")
_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_EVERY = 4096  # lines between two reports
_UNDECODED = re.compile("[\udc80-\udcff]")
_HINT = "save it as UTF-8, or name what it is in the rules: encoding: cp1252 (--rules csv-windows)"


class ForeignText:
    """The lines of a file with their ends, to be iterated over once.

    ``number`` is that of the line given last, ``remarks`` what a reader decided for itself. A line
    with bytes that are no text is given as well, with halves of surrogate pairs for them:
    ``fault`` tells of it. ``folder`` is the path of a folder, which has no lines of its own;
    ``table`` gives the records by rules, so many at most, of what is no file at all.
    ``zone``, ``zones`` and ``sources`` those of the event file that is made of it.
    """

    def __init__(
        self,
        name: str,
        file: BinaryIO,
        size: int | None = None,
        progress: Progress | None = None,
    ) -> None:
        """``size`` is None for standard input and other pipes, where nobody knows it."""
        self.name = name
        self.number = 0
        self.remarks: list[str] = []
        self.encoding = ""
        self.folder = ""
        self.table: Callable[[Any, int | None], Iterator[Any]] | None = None
        self.zone = "UTC"
        self.zones: Mapping[str, str] = {}
        self.measures: Mapping[str, tuple[str, str]] = {}
        self.sources: Mapping[str, Mapping[str, Any]] = {}
        self._closes = name != STDIN_NAME
        self._file = file
        self._size = size
        self._progress = progress
        self._head = b""
        self._peeked: dict[int, list[str]] = {}  # by how many lines were asked for
        self._text: TextIOWrapper | None = None
        self._marked = False  # as UTF-16
        self._characters = 0
        self._fault: Problem | None = None

    def __iter__(self) -> Iterator[str]:
        read = self._read
        while line := read():
            self.number += 1
            if not line.isascii() and _UNDECODED.search(line):
                self._broken(line)
            if self._progress is not None:
                self._characters += len(line)
                if self.number % _EVERY == 1:
                    self._progress.at(READING, self._done(), self._size)
            yield line

    def begin(self, encoding: str) -> None:
        """Read it in this encoding; nobody may have begun to iterate. Raises LookupError."""
        if encoding:
            codecs.lookup(encoding)
        self.encoding = encoding
        self._peeked.clear()

    def close(self) -> None:
        """Close the file, unless it is standard input, which others may still read."""
        if self._closes:
            self._file.close()

    def peek(self, lines: int) -> list[str]:
        """The first lines, as far as they are short; whoever iterates gets them too."""
        if lines in self._peeked:
            return self._peeked[lines]
        size = _HEAD
        while True:
            whole = self._look(size)
            if self._unmarked():
                return []
            text = self._decoded(self._head)
            parts = [match[0] for match in islice(_LINES.finditer(text), lines + 1)]
            if whole or len(parts) > lines or size >= LONGEST_LINE:
                self._peeked[lines] = parts[:lines]
                return self._peeked[lines]
            size *= 16

    def _decoded(self, head: bytes) -> str:
        """The beginning as text, which may end in the midst of a sign."""
        encoding = self._encoding_of(head)
        for errors in ("surrogateescape", "replace"):  # as the codec can
            try:
                return head.decode(encoding, errors)
            except UnicodeError:
                continue
        return head.decode("utf-8", "surrogateescape")

    def ahead(self, lines: int) -> ForeignText:
        """The first lines as a file of their own; all of them where they are so many or fewer."""
        if lines <= 0:
            self._look(LARGEST)
            return ForeignText(self.name, BytesIO(self._head))
        text = "".join(self.peek(lines))
        return ForeignText(self.name, BytesIO(text.encode("utf-8", "surrogateescape")))

    def _bytes(self, most: int) -> bytes:
        """The next bytes of the file; none, with a fault, where it cannot be read on."""
        try:
            return self._file.read(most)
        except OSError as error:
            message = f"the reading ends here: {error.strerror or error}"
            self._fault = Problem(Origin(self.name, self.number + 1), message)
            return b""

    def _look(self, size: int) -> bool:
        """Read so many bytes ahead. Whether that is all there is."""
        head = bytearray(self._head)
        while len(head) < size:
            piece = self._bytes(min(_HEAD, size - len(head)))
            if not piece:
                break
            head += piece
        self._head = bytes(head)
        return len(head) < size

    @property
    def size(self) -> int:
        """How many bytes it has; 0 where nobody knows."""
        return self._size or 0

    @property
    def binary(self) -> BinaryIO:
        """The file itself, for those that read no lines."""
        return self._file

    def fault(self) -> Problem | None:
        """What was wrong with the lines since this was asked last, told once."""
        fault, self._fault = self._fault, None
        return fault

    def remark(self, text: str) -> None:
        """Keep what a reader decided for itself, to be told once."""
        if text not in self.remarks:
            self.remarks.append(text)

    def _read(self) -> str:
        if self._text is None:
            self._text = self._opened()
        try:
            line = self._text.readline(LONGEST_LINE)
            if len(line) < LONGEST_LINE or line[-1] == "\n":
                return line
            return self._without_end(self._text)
        except UnicodeError:
            place = Origin(self.name, self.number + 1)
            encoding = "UTF-16" if self._marked else self.encoding or "UTF-8"
            message = f"not {encoding} text; the reading ends here"
            self._fault = Problem(place, message, "save it as UTF-8")
            return ""

    def _without_end(self, text: TextIOWrapper) -> str:
        """What stands for a line that is too long: an empty one, or none where no end is in sight.

        Raises UnicodeError.
        """
        place = Origin(self.name, self.number + 1)
        length = LONGEST_LINE
        while (rest := text.readline(LONGEST_LINE)) and rest[-1] != "\n":
            length += len(rest)
            if length > LARGEST:
                message = f"a line longer than {LARGEST >> 20} MiB; the reading ends here"
                self._fault = Problem(place, message, "has it line ends at all?")
                return ""
        self._fault = Problem(place, f"a line longer than {LONGEST_LINE:,} characters")
        return "\n"

    def _opened(self) -> TextIOWrapper:
        self._look(2)
        self._marked = self._head[:2] in _MARKS
        raw: RawIOBase = _Chained(self._head, self._bytes)
        if self._unmarked():
            place = Origin(self.name, 1)
            self._fault = Problem(place, "UTF-16 without its mark", "save it as UTF-8")
            raw = _Chained(b"", lambda _: b"")
        encoding = self._encoding_of(self._head)
        self._head = b""
        self._peeked.clear()
        return TextIOWrapper(BufferedReader(raw, 1 << 16), encoding, "surrogateescape", newline="")

    def _unmarked(self) -> bool:
        """Whether it is UTF-16 that does not say so: a NUL is half a character of it."""
        start = self._head[:2]
        return not self.encoding and start not in _MARKS and b"\0" in start

    def _encoding_of(self, start: bytes) -> str:
        return "utf-16" if start[:2] in _MARKS else self.encoding or "utf-8-sig"

    def _broken(self, line: str) -> None:
        match = _UNDECODED.search(line)
        column = 1 + (match.start() if match else 0)
        encoding = "UTF-8" if self.encoding in ("", "utf-8") else self.encoding
        self._fault = Problem(Origin(self.name, self.number, column), f"not {encoding} text", _HINT)

    def _done(self) -> int:
        try:
            return self._file.tell()
        except (OSError, ValueError):
            return self._characters


class _Chained(RawIOBase):
    """Bytes that were read already, and then those of a file."""

    def __init__(self, head: bytes, read: Callable[[int], bytes]) -> None:
        self._head = memoryview(head)
        self._read = read

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece = self._head[: len(buffer)]
        if piece:
            self._head = self._head[len(piece) :]
        else:
            piece = memoryview(self._read(len(buffer)))
        buffer[: len(piece)] = piece
        return len(piece)
