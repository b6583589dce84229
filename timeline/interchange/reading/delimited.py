"""Tables as text: CSV and its kin, a line of names and then a row for each record (RFC 4180)."""

from __future__ import annotations

import csv
from collections import Counter
from typing import TYPE_CHECKING

from crisis.timeline.base.limits import LONGEST_TEXT

from .records import Record, problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from crisis.timeline.base.problems import Problem

    from .foreign_text import ForeignText
    from .records import Layout

DELIMITERS = ",;\t|"
"""What may part cells where the rules do not say."""
_WORDS = {",": "a comma", ";": "a semicolon", "\t": "a tab", "|": "a bar", "\x1f": "U+001F"}
_QUOTED = 'a quote inside a cell is written twice: "he said ""no"""'


def read_table(file: ForeignText, layout: Layout) -> Iterator[Record | Problem]:
    """The rows of a table. A row with more or fewer cells than there are columns is a problem."""
    delimiter = parted_by(file, layout)
    columns = list(layout.columns)
    above: dict[str, str] = {}
    blank = 0
    clean: Callable[[str], str] | None = None
    if layout.guarded:
        from crisis.timeline.formats.csv_rows import unguarded

        clean = unguarded
    before = csv.field_size_limit(LONGEST_TEXT)
    try:
        for line, row in _rows(file, delimiter, layout.quotes):
            if not isinstance(row, list):
                yield row
            elif not columns:
                columns = [name.strip() for name in row]
            elif not row[0] and not any(map(str.strip, row)):
                blank += 1
            elif len(row) == len(columns):
                cells = row if clean is None else map(clean, row)
                values = dict(zip(columns, cells, strict=True))
                if layout.fill:
                    _fill(values, above, layout.fill)
                yield Record(line, values)
            else:
                number = f"{len(row)} cell{'s' if len(row) != 1 else ''}"
                hint = f"a cell with {_WORDS.get(delimiter, repr(delimiter))} in it needs quotes"
                yield problem(file, line, f"{number} where there are {len(columns)} columns", hint)
    finally:
        csv.field_size_limit(before)
    if blank:
        rows = "1 row without anything in it is" if blank == 1 else f"{blank:,} empty rows are"
        file.remark(f"{rows} left out")


def parted_by(file: ForeignText, layout: Layout) -> str:
    """What parts cells; nothing is taken out of the file, and it is told where rules do not say."""
    delimiter = layout.delimiter or delimiter_of("".join(file.peek(1)))
    if not layout.delimiter and delimiter != ",":
        file.remark(f"its cells are parted by {_WORDS[delimiter]}")
    return delimiter


def _fill(values: dict[str, str], above: dict[str, str], columns: tuple[str, ...]) -> None:
    """Put into empty cells of columns what stands above them: of merged cells one is written."""
    for name in columns:
        if values.get(name, "").strip():
            above[name] = values[name]
        elif name in values:
            values[name] = above.get(name, "")


def columns_of(file: ForeignText, layout: Layout) -> list[str]:
    """The names of the columns; nothing is taken out of the file. Raises csv.Error."""
    if layout.columns:
        return list(layout.columns)
    lines = file.peek(20)
    delimiter = layout.delimiter or delimiter_of("".join(lines[:1]))
    rows = _reader(iter(lines), delimiter, layout.quotes)
    return [name.strip() for name in next(rows, [])]


def repeated(columns: list[str]) -> list[str]:
    """The names that stand above several columns."""
    return [name for name, number in Counter(columns).items() if number > 1 and name]


def delimiter_of(header: str) -> str:
    """What parts the names of a header."""
    try:
        return csv.Sniffer().sniff(header[: 1 << 16], DELIMITERS).delimiter
    except csv.Error:  # a single name, mostly
        return max(DELIMITERS, key=header.count)


def _reader(lines: Iterator[str], delimiter: str, quotes: bool) -> Any:
    if quotes:
        return csv.reader(lines, delimiter=delimiter, strict=True)
    return csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE, strict=True)


def _rows(
    file: ForeignText, delimiter: str, quotes: bool
) -> Iterator[tuple[int, list[str] | Problem]]:
    """Rows that are not empty, each with the line on which it begins; problems in their places."""
    rows = _reader(iter(file), delimiter, quotes)
    while True:
        line = file.number + 1
        try:
            row = next(rows)
        except StopIteration:
            if (fault := file.fault()) is not None:
                yield line, fault
            return
        except csv.Error as error:
            last = file.number
            file.fault()
            yield line, _failed(file, line, last, str(error))
            continue
        if (fault := file.fault()) is not None:
            yield line, fault
        elif row and (len(row) > 1 or row[0].strip()):
            yield line, row


def _failed(file: ForeignText, line: int, last: int, said: str) -> Problem:
    """What the csv module found wrong with a row that went on to ``last``."""
    if said == "unexpected end of data":
        lost = f"; lines {line} to {last} are not read" if last > line else ""
        return problem(file, line, f"a quote that opens here never closes{lost}", _QUOTED)
    if said.startswith("field larger than"):
        behind = f"; lines {line} to {last} are not read" if last > line else ""
        message = f"a cell longer than {LONGEST_TEXT:,} characters{behind}"
        return problem(file, line, message, "is there a quote that never closes?")
    if "expected after" in said:
        return problem(file, last, "a text goes on behind its closing quote", _QUOTED)
    return problem(file, line, said)
