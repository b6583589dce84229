"""Tables as text behind an engine, where it certainly reads them as our own reader does.

Every line has to be a row: UTF-8, one kind of line ends, no cell that goes on over lines, quotes
around whole cells alone. Of such a file there is one reading; any other is read by our reader.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.interchange.reading.delimited import columns_of, parted_by
from crisis.timeline.tables.engine import quoted
from crisis.timeline.tables.writer import quoted_name

from .rows import PLACE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from crisis.timeline.interchange.reading.foreign_text import ForeignText
    from crisis.timeline.interchange.reading.rules import Rules

_PIECE = 400 << 10
"""Bytes in which a line has to end: none is as long as the longest text that is read."""


class Shape(NamedTuple):
    """How a table is written: the names of its columns, what parts its cells, whether in quotes.

    ``number`` counts its rows, of which the first stands on line ``first``.
    """

    columns: tuple[str, ...]
    delimiter: str
    quotes: bool
    number: int
    first: int

    def source(self, path: str) -> str:
        """What stands behind FROM, with the number of each row; an empty cell is an empty text."""
        kinds = ", ".join(f"{quoted(name)}: 'VARCHAR'" for name in self.columns)
        cells = ", ".join(
            f"coalesce({quoted_name(name)}, '') AS {quoted_name(name)}" for name in self.columns
        )
        sign = quoted('"' if self.quotes else "")
        return (
            f"(SELECT row_number() OVER () - 1 AS {PLACE}, {cells} FROM read_csv({quoted(path)},"
            f" auto_detect = false, header = false, skip = {self.first - 1}, columns = {{{kinds}}},"
            f" delim = {quoted(self.delimiter)}, quote = {sign}, escape = {sign},"
            f" strict_mode = true))"
        )


def shape(file: ForeignText, rules: Rules) -> Shape | None:
    """How a file is written; None where only our own reader knows how it is read."""
    layout = rules.layout
    if layout.fill or layout.guarded or layout.encoding:
        return None
    columns = tuple(columns_of(file, layout))
    folded = {name.casefold() for name in columns}
    if len(columns) < 2 or len(folded) < len(columns) or "" in folded:
        return None
    delimiter = parted_by(file, layout)
    if not delimiter.isascii() or delimiter in '"\r\n\\':
        return None
    first = 1 if layout.columns else 2
    lines = _lines(file.binary, delimiter, layout.quotes)
    if lines is None:
        return None
    return Shape(columns, delimiter, layout.quotes, lines - first + 1, first)


def _lines(file: BinaryIO, delimiter: str, quotes: bool) -> int | None:
    """How many lines there are; None where any of them may be read in several ways, or is blank."""
    sign = re.escape(delimiter)
    cell = rf'(?:"(?:[^"\n]|"")*"|[^"\n{sign}]*)'
    well = re.compile(rf"{cell}(?:{sign}{cell})*").fullmatch
    signs = '"' if delimiter.isspace() else f'"{sign}'
    blank = re.compile(rf"\n(?:[{signs}]|[^\S\n])+(?:\n|\Z)").search
    starts = (f"\n{delimiter}", '\n""')
    with_quotes = re.compile(r'[^\n]*"[^\n]*').finditer
    end, lines, last = "", 0, "\n"
    for text in _texts(file):
        if text is None or "\0" in text:
            return None
        if not end:
            end = "\r\n" if "\r\n" in text else "\n"
        plain = text
        if end == "\r\n":
            plain = text.replace("\r\n", "\n")
            if plain.count("\n") != text.count("\r\n"):
                return None
        lined = f"\n{plain}"
        if "\r" in plain or "\n\n" in lined:
            return None
        if any(start in lined for start in starts) and blank(lined):
            return None
        if quotes and '"' in plain and not all(well(line[0]) for line in with_quotes(plain)):
            return None
        lines += plain.count("\n")
        last = plain[-1]
    return lines + (last != "\n")


def _texts(file: BinaryIO) -> Iterator[str | None]:
    """A file in pieces that end with lines; None for what is no such text."""
    file.seek(0)
    rest, first = b"", True
    while piece := file.read(_PIECE):
        stop = piece.rfind(b"\n") + 1
        if not stop:
            if len(piece) == _PIECE:
                yield None
                return
            rest += piece
            continue
        whole, rest = rest + piece[:stop], piece[stop:]
        yield _decoded(whole, first)
        first = False
    if rest:
        yield _decoded(rest, first)


def _decoded(data: bytes, first: bool) -> str | None:
    try:
        return data.decode("utf-8-sig" if first else "utf-8")
    except UnicodeDecodeError:
        return None
