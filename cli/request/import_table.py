"""``crisis import --to``: files of other programs as a table of events, part by part."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from crisis.cli.terminal.exits import DATA, OK, NothingRead
from crisis.cli.terminal.messages import tell, tell_problems
from crisis.cli.terminal.output import write_bytes
from crisis.timeline.base.problems import Problem
from crisis.timeline.interchange.reading.made_tree import Made, MadeTree
from crisis.timeline.interchange.reading.tally import Tally
from crisis.timeline.loading import load_sources
from crisis.timeline.tables.addresses import named
from crisis.timeline.tables.writer import table

from .table_errors import told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from crisis.timeline.interchange.reading.entries import Entry
    from crisis.timeline.tables.writer import TableWriter
    from crisis.timeline.timeline import Timeline

    from .importing import Importing

PART = 20_000
"""So many events are in memory at once. What an event says of others holds within its part."""


def write_table(importing: Importing, paths: list[str], rules: str) -> int:
    """Write the table to standard output; the exit code. Raises UsageError and CannotWrite."""
    with told("without --to"), table() as writer:
        heard = Tally()
        for path in paths:
            add_parts(importing, path, importing.events([path], rules), writer, heard)
        tell_problems([*heard.rest()])
        importing.tell_counts()
        if importing.failed and not writer.events:
            raise NothingRead
        if lost := writer.lost_causes():
            names = "event is" if lost == 1 else "events are"
            tell(f"{lost:,} {names} named as a cause, and not in the table")
        header = made_of(importing, paths[0], [])
        for data in writer.written(header, True):
            write_bytes(data)
    return DATA if importing.failed else OK


def add_parts(
    importing: Importing, path: str, entries: Iterator[Entry], writer: TableWriter, heard: Tally
) -> None:
    """Give the events of a file to a table, part by part; ``heard`` counts what is wrong."""
    while part := list(islice(entries, PART)):
        _add_part(importing, path, part, writer, heard)


def _add_part(
    importing: Importing, path: str, part: list[Entry], writer: TableWriter, heard: Tally
) -> None:
    """Give a part to a table; it is empty afterwards, and nothing of it is left in memory."""
    kept = {entry.get("id"): _relations(entry) for entry in part}
    made = made_of(importing, path, [_alone(entry) for entry in part])
    part.clear()
    counted = importing.job.conversions[-1].tally.warned
    problems = [one for one in made.problems if f"{one.message}\n{one.hint}".strip() not in counted]
    tell_problems([one for one in problems if heard.refuse(one)])
    importing.failed = importing.failed or any(p.severity == "error" for p in made.problems)
    first = writer.events
    writer.add(
        (
            event._replace(
                place_in_file=event.place_in_file + first,
                turn=event.turn if event.turn < 0 else event.turn + first,
                caused_by=kept.get(event.id, ((), ""))[0],
                part_of=kept.get(event.id, ((), ""))[1],
            )
            for event in made.events
        ),
        made.actors,
        made.sources,
        _related(made),
    )


def _related(made: Timeline) -> Callable[[str], bool]:
    """Whether relations bear upon an event, by its id."""
    network = made.network
    if network is None:
        return lambda _: False
    links = network.links()
    return lambda name: links.place(name) is not None


def _relations(entry: Entry) -> tuple[tuple[str, ...], str]:
    """The causes of an event, and what it is a part of: they may be in another part."""
    return tuple(entry.get("caused_by") or ()), str(entry.get("part_of"))


def _alone(entry: Entry) -> Entry:
    fields = tuple(field for field in entry.fields if field[0] not in ("caused_by", "part_of"))
    return entry._replace(fields=fields)


def made_of(importing: Importing, path: str, entries: list[Entry]) -> Timeline:
    """The timeline of some events, with what is known so far of what stands above them."""
    preamble = {
        "timeline": importing.job.timeline(),
        "actors": importing.job.actors(),
        "sources": importing.job.sources(),
    }
    problems: list[Problem] = []
    path = named(path)
    return load_sources([Made(path, MadeTree(path, entries, preamble, problems))])
