"""Rows to be sorted, of which only some fit into memory: sorted runs, merged stretch by stretch.

DuckDB spills what it sorts, but of ten million rows in random order it holds more than it may and
gives up. So it never sorts more than a run: a stretch of time has as many rows, some of each run.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from .columns import ORDER
from .engine import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .engine import Engine

RUN = 256 << 20
"""So many characters of rows, as JSON, are sorted at once: 350,000 rows of a log."""

_MARKED = 500
"""Of a run so many rows are looked at to part all of them into stretches."""

_GROUP = 8_192
"""So many rows of a run are read together: a stretch needs few of each run."""

_KEYS = ", ".join(ORDER)

Key = tuple[int, int, int]


class Runs:
    """Sorted parts of all rows in the files of a folder, which ``engine`` may read and write."""

    def __init__(self, engine: Engine, folder: str, form: str) -> None:
        self._engine = engine
        self._folder = folder
        self._form = form
        self._runs: list[str] = []
        self._marks: list[Key] = []

    def __len__(self) -> int:
        return len(self._runs)

    def add(self, table: str, count: int) -> None:
        """Take the ``count`` rows of a table of the engine."""
        path = os.path.join(self._folder, f"run-{len(self._runs)}.parquet")
        every = max(1, count // _MARKED)
        ordered = f"SELECT {_KEYS}, row_number() OVER (ORDER BY {_KEYS}) AS place FROM {table}"
        marked = f"SELECT {_KEYS} FROM ({ordered}) r WHERE place % {every} = 0"
        self._marks += [(first, last, turn) for first, last, turn in self._engine.rows(marked)]
        self._copy(f"SELECT * FROM {table} ORDER BY {_KEYS}", path, f", ROW_GROUP_SIZE {_GROUP}")
        self._runs.append(path)

    @property
    def rows(self) -> str:
        """What stands behind FROM for all rows, in no order."""
        return _files(self._runs)

    def merged(self) -> str:
        """What stands behind FROM for all rows in order."""
        paths = []
        for number, stretch in enumerate(self._stretches()):
            path = os.path.join(self._folder, f"stretch-{number}.parquet")
            self._copy(f"SELECT * FROM {self.rows} WHERE {stretch} ORDER BY {_KEYS}", path)
            paths.append(path)
        for path in self._runs:
            os.unlink(path)
        return _files(paths)

    def _stretches(self) -> Iterator[str]:
        """Conditions on rows, each of about a run of them, in order; every row meets one."""
        marks = sorted(self._marks)
        number = len(self._runs)
        bounds = sorted({marks[len(marks) * place // number] for place in range(1, number)})
        for lower, upper in zip([None, *bounds], [*bounds, None], strict=True):
            parts = ["TRUE"]
            if lower is not None:
                parts.append(f"sort_first >= {lower[0]} AND NOT ({_upto(lower)})")
            if upper is not None:
                parts.append(f"sort_first <= {upper[0]} AND ({_upto(upper)})")
            yield " AND ".join(parts)

    def _copy(self, query: str, path: str, more: str = "") -> None:
        self._engine.rows(f"COPY ({query}) TO {quoted(path)} ({self._form}{more})")


def _upto(key: Key) -> str:
    """Whether a row stands at a key or before it."""
    first, last, turn = key
    return (
        f"sort_first < {first} OR (sort_first = {first} AND"
        f" (sort_last < {last} OR (sort_last = {last} AND sort_turn <= {turn})))"
    )


def _files(paths: Sequence[str]) -> str:
    listed = ", ".join(map(quoted, paths))
    return f"read_parquet([{listed}], hive_partitioning = false)"
