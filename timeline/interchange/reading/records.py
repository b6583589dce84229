"""What a reader makes of a file: records, each with its line, and problems where there is none."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol, cast

from crisis.timeline.base.namedtuple import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from crisis.timeline.base.problems import Problem

    from .foreign_text import ForeignText


class Record(NamedTuple):
    """One record of a file, and the line on which it begins.

    Its values are texts, lists, mappings (both nested as they come), true, false or None. Numbers
    are texts, letter by letter as they are written: nothing of them is lost.
    """

    line: int
    values: Mapping[str, Any]


class Layout(NamedTuple):
    """What rules say of how a file is laid out; each reader takes what concerns it.

    ``columns`` names the columns of a table without a header; ``quotes`` is false where a quote is
    a sign as any other; ``records`` is the path to the list of records in one document.
    """

    delimiter: str = ""
    columns: tuple[str, ...] = ()
    quotes: bool = True
    records: str = ""
    encoding: str = ""


class Reader(Protocol):
    """Turns the text of a file into records, in order, or problems for what cannot be read.

    It takes the lines as it needs them, so that a long file never lies in memory. It raises
    nothing for what is in a file. ``file.remark`` takes what it decided for itself.
    """

    def __call__(self, file: ForeignText, layout: Layout) -> Iterator[Record | Problem]: ...


READERS = {
    "csv": "delimited.read_table",
    "jsonl": "json_records.read_lines",
    "json": "json_records.read_document",
}
"""The readers by the names that rules give them, each as ``module.function``: only the one that is
asked for is imported."""


def reader(name: str) -> Reader:
    """A reader of READERS."""
    module, _, function = READERS[name].partition(".")
    loaded = getattr(import_module(f"{__package__}.{module}"), function)
    return cast("Reader", loaded)


def problem(file: ForeignText, line: int, message: str, hint: str = "", column: int = 0) -> Problem:
    """A problem of a record, at its line."""
    from crisis.timeline.base.problems import Origin, Problem

    return Problem(Origin(file.name, line, column), message, hint)
