"""Events that are made of rows: in memory where they are few, else in a table of this process."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING

from crisis.timeline.base.problems import Unreadable
from crisis.timeline.interchange.reading.tally import Tally
from crisis.timeline.query.memory import Memory

from .import_table import PART, add_parts, made_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crisis.timeline.interchange.reading.entries import Entry
    from crisis.timeline.query.store import Store

    from .importing import Importing


def stored(importing: Importing, path: str, entries: Iterator[Entry]) -> tuple[Store, int]:
    """The events of a file that stand in no relations, and how many they are.

    Of more than PART a table is written, which is gone with the process; no more are in memory at
    once. Raises Unreadable for one that is broken, UsageError and CannotWrite.
    """
    first = list(islice(entries, PART + 1))
    if len(first) <= PART:
        made = made_of(importing, path, first)
        for problem in made.problems:
            if problem.severity == "error":
                raise Unreadable(problem)
        return Memory(made), len(made.events)
    from crisis.timeline.tables.files import open_tables
    from crisis.timeline.tables.table_store import TableStore
    from crisis.timeline.tables.writer import kept, table

    from .table_errors import told

    with told("--limit, or a filter"), table() as writer:
        add_parts(importing, path, chain(first, entries), writer, Tally())
        where = kept(writer.written(made_of(importing, path, []), True))
    tables, problems = open_tables([where])
    if tables is None:
        raise Unreadable(problems[0])
    return TableStore(tables), writer.events
