"""Many records together as JSON in an index.

A record is a JSON array of its fields in order, so that the encoder takes it as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crisis.timeline.base.record import Record
from crisis.timeline.model.written import written

if TYPE_CHECKING:
    from collections.abc import Sequence


def columns(records: Sequence[Any]) -> bytes:
    """Records of one kind as JSON, field by field; what is the same in all of them stands once."""
    return written(_columns(records))


def _columns(rows: Sequence[Any]) -> list[Any]:
    count = len(rows)
    if isinstance(rows[0], Record):
        rows = [record._row() for record in rows]
    columns: list[Any] = []
    for column in zip(*rows, strict=True):
        first = column[0]
        if column.count(first) == count:
            columns.append(column[:1])
        elif isinstance(first, tuple | Record) and first and _alike(column):
            columns.append({"": _columns(column)})
        else:
            columns.append(column)
    return columns


def _alike(column: tuple[Any, ...]) -> bool:
    """Whether all are records, or tuples of one length, which can be taken apart further."""
    if isinstance(column[0], Record):
        return all(isinstance(item, Record) for item in column)
    try:
        return len(set(map(len, column))) == 1
    except TypeError:  # None among them
        return False


def row(columns: Any, number: int) -> list[Any]:
    """One record, as plain data, out of what ``columns`` wrote. Raises LookupError or TypeError."""
    return [
        row(column[""], number)
        if type(column) is dict
        else column[0 if len(column) == 1 else number]
        for column in columns
    ]
