"""``--as parquet``: an answer as a table of events, which is no text."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from crisis.cli.terminal.exits import UsageError
from crisis.cli.terminal.messages import tell
from crisis.cli.terminal.output import write_bytes

if TYPE_CHECKING:
    from crisis.timeline.query.answer import Answer


def write_table(answer: Answer, quiet: bool) -> None:
    """Write the events of an answer, and tell what a table does not hold of them.

    Raises UsageError for a terminal, where DuckDB is missing, and for what no table holds.
    """
    if sys.stdout is not None and sys.stdout.isatty():
        raise UsageError("a table is no text for a terminal", "-o events.parquet")
    from crisis.cli.request.table_errors import told
    from crisis.timeline.query.stores import store
    from crisis.timeline.tables.writer import table

    links = store(answer.timeline).links()
    related = 0

    def is_related(name: str) -> bool:
        nonlocal related
        found = links is not None and links.place(name) is not None
        related += found
        return found

    whole = not (answer.query.terms or answer.limited or answer.undated)
    timeline = answer.timeline
    with told("--as json has all"), table() as writer:
        found = (match.event for match in answer.matches)
        writer.add(found, timeline.actors, timeline.sources, is_related)
        for data in writer.written(timeline, whole):
            write_bytes(data)
    if related and not quiet:
        events = "event stands" if related == 1 else "events stand"
        tell(
            f"{related:,} {events} in relations, which a table does not hold",
            "order and elapsed time are by their own bounds there; the event file knows more",
        )
