"""Writes events into a table: a Parquet file, sorted by time, with its facts.

They may come in any order and be more than fit into memory: rows wait in a database of a temporary
folder, where DuckDB sorts them, a run after the other.
"""

from __future__ import annotations

import json
import os
from contextlib import contextmanager
from tempfile import TemporaryDirectory, mkdtemp
from typing import TYPE_CHECKING

from .columns import COLUMNS, ORDER, PREFIX
from .engine import Engine, quoted, swept
from .facts import Gathered
from .rows import Rows
from .runs import RUN, Runs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from crisis.timeline.model.records import Actor, Event, Source
    from crisis.timeline.model.timeline import Timeline

FORM = "FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION V2"
"""How a table is written: V2 keeps numbers and texts as differences, a third of the bytes."""

_PIECE = 1 << 20
_OBJECT = 1 << 20
_WAITING = 4 << 20
"""So many characters of rows are handed to DuckDB together."""


class TableWriter:
    """Takes events, then gives the bytes of the table. See ``table``."""

    def __init__(self, engine: Engine, folder: str) -> None:
        self.gathered = Gathered()
        self.events = 0
        self._engine = engine
        self._waiting = os.path.join(folder, "waiting.ndjson")
        self._done = os.path.join(folder, "table.parquet")
        self._lines: list[str] = []
        self._size = 0
        self._here = self._held = 0
        self._runs = Runs(engine, folder, FORM)
        self._begin()

    def _begin(self) -> None:
        columns = ", ".join(f"{quoted_name(name)} {kind}" for name, kind in COLUMNS.items())
        self._engine.rows(f"CREATE OR REPLACE TABLE waiting({columns})")
        self._here = self._held = 0

    def add(
        self,
        events: Iterable[Event],
        actors: Mapping[str, Actor],
        sources: Mapping[str, Source],
        related: Callable[[str], bool] = lambda _: False,
    ) -> None:
        """Take events, with the actors and sources that they may name.

        ``related`` tells whether relations bear upon one. Raises OverflowError for a time that no
        table holds, and Failed where there is no room.
        """
        rows = Rows(actors, sources, related)
        encode = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode
        for event in events:
            row = rows.row(event)
            self.gathered.add(event, row)
            self._lines.append(encode(row))
            self._size += len(self._lines[-1])
            self.events += 1
            if self._size > _WAITING:
                self._flush()

    def _flush(self) -> None:
        if not self._lines:
            return
        self._here += len(self._lines)
        self._held += self._size
        longest = max(_OBJECT, *map(len, self._lines)) + 16
        write_lines(self._waiting, self._lines)
        self._lines.clear()
        self._size = 0
        columns = ", ".join(
            f"{quoted_name(name)}: {quoted(kind)}" for name, kind in COLUMNS.items()
        )
        self._engine.rows(
            f"INSERT INTO waiting SELECT * FROM read_json({quoted(self._waiting)},"
            f" columns = {{{columns}}}, format = 'newline_delimited',"
            f" maximum_object_size = {longest})"
        )
        os.unlink(self._waiting)
        if self._held >= RUN:
            self._run()

    def _run(self) -> None:
        self._runs.add("waiting", self._here)
        self._begin()

    def _all(self) -> str:
        """What stands behind FROM for all rows, in no order."""
        if not self._runs:
            return "waiting"
        if self._here:
            self._run()
        return self._runs.rows

    def lost_causes(self) -> int:
        """How many causes are named by events, and are none of them."""
        if not self.gathered.causing:
            return 0
        self._flush()
        every = self._all()
        named = f"SELECT DISTINCT unnest(caused_by) AS id FROM {every}"
        ((count,),) = self._engine.rows(
            f"SELECT count(*) FROM ({named}) n WHERE n.id NOT IN (SELECT id FROM {every})"
        )
        return int(count)

    def written(self, timeline: Timeline, whole: bool) -> Iterator[bytes]:
        """The bytes of the table, piece by piece; the last call.

        What stands above the events is taken of ``timeline``; its events are the ``whole`` or some.
        """
        self._flush()
        facts = self.gathered.facts(timeline, whole)
        told = ", ".join(
            f"{quoted_name(PREFIX + name)}: {quoted(value.decode())}"
            for name, value in facts.items()
        )
        rows = f"{self._all()} ORDER BY {', '.join(ORDER)}"
        if self._runs:
            rows = self._runs.merged()
        self._engine.rows(
            f"COPY (SELECT * FROM {rows}) TO {quoted(self._done)} ({FORM}, KV_METADATA {{{told}}})"
        )
        return pieces(self._done)


@contextmanager
def table() -> Iterator[TableWriter]:
    """Something that writes a table; what it needs in the meantime is gone behind it.

    Raises Missing where DuckDB is not installed.
    """
    with TemporaryDirectory(prefix="crisis-", ignore_cleanup_errors=True) as folder:
        engine = Engine(folder=os.path.realpath(folder), database="rows.duckdb")
        try:
            yield TableWriter(engine, os.path.realpath(folder))
        finally:
            engine.close()


def kept(written: Iterable[bytes]) -> str:
    """The path of a table of these bytes that is there as long as the process."""
    folder = swept(mkdtemp(prefix="crisis-"))
    path = os.path.join(os.path.realpath(folder), "events.parquet")
    with open(path, "wb") as file:
        file.writelines(written)
    return path


def quoted_name(name: str) -> str:
    """A name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def write_lines(path: str, lines: Iterable[str]) -> None:
    """A file of these lines."""
    with open(path, "w", encoding="ascii", newline="\n") as file:
        file.write("\n".join(lines))


def pieces(path: str) -> Iterator[bytes]:
    """The bytes of a file."""
    with open(path, "rb") as file:
        while piece := file.read(_PIECE):
            yield piece
