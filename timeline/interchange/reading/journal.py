"""Records of systemd's journal, as ``journalctl -o json`` writes them (man journalctl).

A field that is no text is a list of bytes, one that stands several times a list of texts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .json_records import read_lines
from .records import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crisis.timeline.base.problems import Problem

    from .foreign_text import ForeignText
    from .records import Layout

_BYTES = frozenset(map(str, range(256)))
_NUMBERS = ("PRIORITY", "_SOURCE_REALTIME_TIMESTAMP")


def read_journal(file: ForeignText, layout: Layout) -> Iterator[Record | Problem]:
    """The records, with their bytes as texts: what is no UTF-8 of them is a visible escape."""
    for record in read_lines(file, layout):
        if isinstance(record, Record):
            values = record.values
            if any(type(value) is list for value in values.values()):
                values = {name: _text(name, value) for name, value in values.items()}
            yield Record(record.line, values)
        else:
            yield record


def _text(name: str, value: Any) -> Any:
    """The text of a list of bytes, or of several texts, a line each; other values as they are.

    Of several numbers the first: a priority has no bytes.
    """
    if not isinstance(value, list):
        return value
    if name in _NUMBERS:
        return value[0] if value else ""
    if value and all(type(item) is str and item in _BYTES for item in value):
        return bytes(map(int, value)).decode("utf-8", "backslashreplace")
    texts = [item if isinstance(item, str) else _text(name, item) for item in value]
    return "\n".join(text for text in texts if isinstance(text, str))
