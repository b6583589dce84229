"""Opens a file of others as a view, where its rows can be narrowed at all and are many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.interchange.reading.importing import columns_at_fault
from crisis.timeline.tables.engine import Engine, Failed, Missing, quoted
from crisis.timeline.tables.files import Bad, checked, ordinary

from .csv_rows import shape
from .rows import PLACE, Rows
from .view import View
from .vouching import Unvouched

if TYPE_CHECKING:
    from crisis.timeline.interchange.reading.foreign_text import ForeignText
    from crisis.timeline.interchange.reading.importing import Import
    from crisis.timeline.interchange.reading.rules import Rules

    from .view import Load

FEWEST = 10_000
"""Rows below which all of them are read as quickly."""

_LEAST = 8
"""Bytes of a row of text, at least."""


def open_view(job: Import, file: ForeignText, rules: Rules, load: Load) -> View | None:
    """A file as a view by rules; None where all of it is to be read instead.

    ``load`` makes a store of events, with what the job has above them, and counts them. What is
    wrong with rows that had to be read is told to the job. What is wrong with the file itself is
    for whoever reads all of it.
    """
    rows = None
    try:
        rows = _rows(file, rules)
        if rows is None:
            return None
        return View(rows, job, file, rules, load)
    except (Unvouched, Failed):
        if rows is not None:
            rows.engine.close()
        return None


def _rows(file: ForeignText, rules: Rules) -> Rows | None:
    """The rows of a file. Raises Failed and Unvouched."""
    if file.table is not None:
        from .cluster_rows import rows_of_cluster

        return rows_of_cluster(file, rules, FEWEST)
    if rules.reader == "parquet":
        return _of_parquet(file.name)
    if rules.reader == "csv":
        return _of_csv(file, rules)
    return None


def _of_parquet(name: str) -> Rows | None:
    try:
        path = checked(name).path
        engine = Engine([path])
    except (Bad, Missing):
        return None
    try:
        ((number,),) = engine.rows(
            f"SELECT coalesce(sum(num_rows), 0) FROM parquet_file_metadata({quoted(path)})"
        )
        columns = engine.columns(path)
    except Failed:
        engine.close()
        raise
    if number < FEWEST:
        engine.close()
        return None
    source = f"read_parquet({quoted(path)}, hive_partitioning = false, {PLACE} = true)"
    return Rows(engine, source, columns, int(number), 1)


def _of_csv(file: ForeignText, rules: Rules) -> Rows | None:
    try:
        path = ordinary(file.name).path
    except Bad:
        return None
    if file.size < FEWEST * _LEAST or any(columns_at_fault(file, rules)):
        return None
    written = shape(file, rules)
    if written is None or written.number < FEWEST:
        return None
    try:
        engine = Engine([path])
    except Missing:
        return None
    columns = dict.fromkeys(written.columns, "VARCHAR")
    return Rows(engine, written.source(path), columns, written.number, written.first, True)
