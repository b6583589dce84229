"""``crisis.table/1``: the columns of a table of events, in order (docs/tables.md).

Instants are microseconds UTC since 1970 in 64 bits. ``low``, ``last``, ``high`` and ``until`` are
the numbers of query/numbered_times.py, so that what may be in a window, and what is, are
comparisons: an open end is OPEN or -OPEN. Rows stand in the order of ORDER.
"""

from __future__ import annotations

SCHEMA = "crisis.table/1"

TEXT, NUMBER, TRUTH, LIST = "VARCHAR", "BIGINT", "BOOLEAN", "VARCHAR[]"

COLUMNS = {
    "id": TEXT,
    "title": TEXT,
    "text": TEXT,
    "sort_first": NUMBER,
    "sort_last": NUMBER,
    "sort_turn": NUMBER,
    "low": NUMBER,
    "last": NUMBER,
    "high": NUMBER,
    "until": NUMBER,
    "end_low": NUMBER,
    "end_high": NUMBER,
    "lasting": TRUTH,
    "dateless": TRUTH,
    "branched": TRUTH,
    "related": TRUTH,
    "pictured": TRUTH,
    "status": TEXT,
    "actors": LIST,
    "parts": LIST,
    "part_roles": LIST,
    "roles": LIST,
    "sources": LIST,
    "tags": LIST,
    "terms": LIST,
    "place": TEXT,
    "url": TEXT,
    "caused_by": LIST,
    "words": TEXT,
    "file": TEXT,
    "line": NUMBER,
    "number": NUMBER,
    "phrase": TEXT,
    "known_to": TEXT,
    "header_low": NUMBER,
    "header_high": NUMBER,
    "record": TEXT,
}
"""The name of each column, and its type in SQL."""

ORDER = ("sort_first", "sort_last", "sort_turn")
"""What a table is sorted by: see model/sort_keys.py; what has no time at all comes last."""

READ = (
    "id", "title", "text", "low", "high", "end_low", "end_high", "lasting", "status", "parts",
    "part_roles", "sources", "tags", "place", "url", "caused_by", "file", "line", "number",
    "phrase", "known_to", "header_low", "header_high", "record",
)  # fmt: skip
"""The columns that an event is made of again."""

COLUMN_OF = {"actor": "parts", "source": "sources", "tag": "tags", "place": "place"}
"""The columns that have the values of fields as they are written."""

PREFIX = "crisis."
"""What the names of a table's facts begin with, in the metadata of its file."""
