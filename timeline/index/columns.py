"""Records as JSON in an index, one by one or many together, and that JSON as plain data again.

A record is a JSON array of its fields in order, so that the encoder takes it as it is.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from crisis.timeline.base.record import Record, row_of

from .serialize import Damaged

if TYPE_CHECKING:
    from collections.abc import Sequence


def _encoder(ensure_ascii: bool) -> json.JSONEncoder:
    return json.JSONEncoder(
        ensure_ascii=ensure_ascii, separators=(",", ":"), check_circular=False, default=row_of
    )


_ASCII = _encoder(True)  # the quicker one
_EXACT = _encoder(False)


def written(record: object) -> bytes:
    """A record, or any plain data, as JSON. Raises UnicodeError for half characters."""
    text = _ASCII.encode(record)
    if "\\ud" in text:  # two halves would come back as one character
        text = _EXACT.encode(record)
    return text.encode()


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


def parsed(data: bytes) -> Any:
    """JSON as plain data. Raises Damaged."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError, TypeError):
        raise Damaged("no JSON") from None


def row(columns: Any, number: int) -> list[Any]:
    """One record, as plain data, out of what ``columns`` wrote. Raises LookupError or TypeError."""
    return [
        row(column[""], number)
        if type(column) is dict
        else column[0 if len(column) == 1 else number]
        for column in columns
    ]
