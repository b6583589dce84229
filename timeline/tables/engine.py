"""DuckDB, shut in: it reads the files that were named, and nothing else, and fetches nothing.

The one module that imports it. What it cannot do is a Failed, with the file where one is meant.
"""

from __future__ import annotations

import atexit
import os
import shutil
from contextlib import contextmanager
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any, ClassVar

from .columns import COLUMNS, LIST

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

MEMORY = 256
"""Megabytes that it may take; what needs more goes to temporary files, and is slower."""

THREADS = 4
"""It uses no more; of a machine with fewer cores all."""

EXTRA = "pip install 'crisis-timeline[tables]'"
"""What installs it."""


_SPILLS: set[str] = set()


@atexit.register
def sweep() -> None:
    """Remove all temporary files: for whoever ends the process without ceremony."""
    while _SPILLS:
        shutil.rmtree(_SPILLS.pop(), ignore_errors=True)


def swept(folder: str) -> str:
    """A folder that ``sweep`` removes as well."""
    _SPILLS.add(folder)
    return folder


class Missing(Exception):
    """DuckDB is not installed."""


class Failed(Exception):
    """What DuckDB says went wrong, on one line."""


def _client() -> Any:
    """DuckDB's module. Raises Missing."""
    try:
        import _duckdb  # all that is asked of it; the package around it takes 0.1 s to be imported
    except ImportError:
        try:
            import duckdb
        except ImportError:
            raise Missing from None
        return duckdb
    return _duckdb


def quoted(path: str) -> str:
    """A text as SQL writes it."""
    return "'" + path.replace("'", "''") + "'"


def literal(value: object) -> str:
    """A value of a column as SQL writes it."""
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, list):
        return f"[{', '.join(map(quoted, value))}]"
    return "NULL" if value is None else str(value).upper()


class Engine:
    """A DuckDB that may read ``files``, and write in ``folder`` where that is given.

    Raises Missing. A ``database`` is kept in that folder where one is named, else in memory.
    """

    in_order: ClassVar[bool] = True

    def __init__(self, files: Sequence[str] = (), folder: str = "", database: str = "") -> None:
        duckdb = _client()
        self._error = duckdb.Error
        self._spill = mkdtemp(prefix="crisis-")
        _SPILLS.add(self._spill)
        config: dict[str, str | bool | int | float | list[str]] = {
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
            "memory_limit": f"{MEMORY}MB",
            "temp_directory": self._spill,
            "threads": str(min(THREADS, os.cpu_count() or 1)),
        }
        name = os.path.join(folder, database) if database else ":memory:"
        self._connection = duckdb.connect(name, config=config)
        self._connection.execute(f"SET allowed_paths = [{', '.join(map(quoted, files))}]")
        if folder:
            self._connection.execute(f"SET allowed_directories = [{quoted(folder)}]")
        self._connection.execute("SET enable_progress_bar = false")
        self._connection.execute("SET parquet_metadata_cache = true")  # each question asks several
        self._connection.execute("SET enable_external_access = false")
        self._connection.execute("SET lock_configuration = true")

    def rows(self, text: str, given: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query. Raises Failed."""
        with self._told():
            found: list[tuple[Any, ...]] = self._connection.execute(text, [*given]).fetchall()
            return found

    def stream(
        self, text: str, given: Sequence[object] = (), size: int = 1024
    ) -> Iterator[list[tuple[Any, ...]]]:
        """The rows of a query in parts, each worked out when it is taken. Raises Failed."""
        with self._told():
            cursor = self._connection.cursor()
            cursor.execute(text, [*given])
        try:
            while True:
                with self._told():
                    part: list[tuple[Any, ...]] = cursor.fetchmany(size)
                if not part:
                    return
                yield part
        finally:
            cursor.close()

    @staticmethod
    def source(path: str) -> str:
        """What stands behind FROM for a Parquet file."""
        return f"read_parquet({quoted(path)}, hive_partitioning = false)"

    @staticmethod
    def all_columns(fixed: Mapping[str, object], alike: Mapping[str, str]) -> str:
        """All columns behind SELECT: ``fixed`` ones as these values, ``alike`` ones as others."""
        known = dict(alike)
        for name, value in fixed.items():
            known[name] = f"CAST({literal(value)} AS {COLUMNS[name]})"
        told = ", ".join(f"{text} AS {name}" for name, text in known.items())
        return f"* REPLACE ({told})" if told else "*"

    def view(self, query: str) -> None:
        """Let ``events`` be what a query finds. Raises Failed."""
        self.rows(f"CREATE VIEW events AS {query}")

    def metadata(self, path: str) -> dict[str, bytes]:
        """The names and values in the metadata of a Parquet file. Raises Failed."""
        rows = self.rows(f"SELECT key, value FROM parquet_kv_metadata({quoted(path)})")
        return {bytes(key).decode("utf-8", "replace"): bytes(value) for key, value in rows}

    def columns(self, path: str) -> dict[str, str]:
        """The types of the columns of a Parquet file, by their names. Raises Failed."""
        rows = self.rows(f"DESCRIBE SELECT * FROM {self.source(path)}")
        return {str(row[0]): str(row[1]) for row in rows}

    @staticmethod
    def values(column: str) -> str:
        """A query for the different values of a column, or of the lists in it."""
        listed = COLUMNS[column] == LIST
        return f"SELECT DISTINCT {f'unnest({column})' if listed else column} FROM events"

    @staticmethod
    def each(column: str, listed: bool) -> str:
        """What gives a row for each value of a column; NULL where it has none."""
        if not listed:
            return column
        return f"unnest(CASE WHEN len({column}) = 0 THEN [NULL] ELSE list_distinct({column}) END)"

    def close(self) -> None:
        """Close it, and remove its temporary files."""
        self._connection.close()
        _SPILLS.discard(self._spill)
        shutil.rmtree(self._spill, ignore_errors=True)

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Failed instead of DuckDB's own errors, whose first line says what there is to say."""
        try:
            yield
        except self._error as error:
            lines = str(error).strip().splitlines() or [type(error).__name__]
            raise Failed(lines[0]) from None
