"""``crisis import``: files of other programs as an event file, by rules."""

from __future__ import annotations

from typing import Annotated

from crisis.cli.request import options
from crisis.cli.request.importing import Importing
from crisis.cli.request.parameters import READ, VIEW, Argument, Option
from crisis.cli.terminal.exits import DATA, OK, NothingRead, UsageError
from crisis.timeline.base.namedtuple import NamedTuple

More = Annotated[
    list[str] | None, Argument("FILE", "Files of other programs; - is standard input.", "file")
]
Files = Annotated[list[str] | None, Option("-f --file", "FILE", "The same as FILE.", READ, "file")]
Explain = Annotated[
    bool,
    Option(
        "--explain", "", "Show what the rules make of the first records, and write nothing.", VIEW
    ),
]
Records = Annotated[
    int | None, Option("-n --limit", "N", "With --explain: so many records, else 5.", VIEW, least=1)
]
Listed = Annotated[bool, Option("--list", "", "List the rules that come with crisis.", READ)]
Output = Annotated[
    str,
    Option("-o --output", "FILE", "Write the event file here, whole or not at all.", VIEW, "file"),
]
Zone = Annotated[
    str | None,
    Option(
        "--zone",
        "ZONE",
        "The zone of the event file, and of clocks that name none: Europe/Amsterdam, UTC, -08:00.",
        READ,
        "zone",
    ),
]
Rules = Annotated[
    str | None,
    Option(
        "--rules",
        "NAME|FILE",
        "The rules that say what the records mean: a rules file, or one that comes with crisis.",
        READ,
        "rules",
    ),
]


Table = Annotated[
    str | None,
    Option(
        "--to", "FILE", "Write a table of events (.parquet), which may have millions.", VIEW, "file"
    ),
]


class Looking(NamedTuple):
    """How the answer is to look, and where it goes."""

    color: options.Color = "auto"
    width: options.Width = None
    no_pager: options.NoPager = False
    quiet: options.Quiet = False
    output: Output = ""


def import_file(
    more: More = None,
    file: Files = None,
    rules: Rules = None,
    zone: Zone = None,
    explain: Explain = False,
    limit: Records = None,
    listed: Listed = False,
    to: Table = None,
    looking: Looking = Looking(),  # noqa: B008  (immutable)
) -> int:
    """Files of other programs as an event file, by rules.

      crisis import tickets.csv --zone Europe/Amsterdam -o tickets.yaml
      crisis import tickets.csv --rules tickets.rules --explain
      crisis import - < journal.jsonl          what journalctl -o json wrote
      crisis import --list
      crisis import journal.jsonl --to journal.parquet
          a table of any number of events, for crisis show -f journal.parquet

    Tables (CSV), JSON, logs, chats, mail, calendars, diagrams: `crisis import --list` has all. A
    rules file says which field is the time, and how it is written, which is the title, and what
    is left out; `crisis help rules` teaches it. Nothing is guessed: 01/02/2023 is asked for. What
    cannot be read is told with its line, the rest is written, and it ends with 3.
    """
    from crisis.cli.terminal.output import check_look

    check_look(looking.color, looking.width)
    if listed:
        return _list()
    if limit is not None and not explain:
        raise UsageError("-n goes with --explain", "all records are read otherwise")
    paths = [*(more or []), *(file or [])]
    if not paths:
        raise UsageError("no file to import", "crisis import FILE, or - for standard input")
    importing = Importing(zone or "", looking.quiet)
    if to is not None:
        return _table(importing, paths, rules or "", to, looking.output, explain)
    if explain:
        return _explained(importing, paths, rules or "", limit or 5, looking)
    return _written(importing, paths, rules or "", looking.output)


def _written(importing: Importing, paths: list[str], rules: str, output: str) -> int:
    from crisis.cli.terminal.output import in_utf8, write
    from crisis.timeline.interchange.reading.event_file import EventFile

    if output:
        from crisis.cli.terminal.output_file import refuse_to_overwrite

        refuse_to_overwrite(output, paths)
    made = EventFile()
    try:
        for entry in importing.events(paths, rules):
            made.add(entry)
        importing.tell_counts()
        if importing.failed and not made.events:
            raise NothingRead
        in_utf8()
        for piece in importing.text(made):
            write(piece)
    finally:
        made.close()
    return DATA if importing.failed else OK


def _table(
    importing: Importing, paths: list[str], rules: str, to: str, output: str, explain: bool
) -> int:
    """Write a table, part by part: no more than one part is in memory."""
    if output or explain:
        raise UsageError("--to goes with neither -o nor --explain", "one at a time")
    if not to.lower().endswith(".parquet"):
        raise UsageError(f"--to {to} is no name of a table", "--to events.parquet")
    from crisis.cli.request.import_table import write_table
    from crisis.cli.terminal.output_file import refuse_to_overwrite, writing

    refuse_to_overwrite(to, paths)
    with writing(to):
        return write_table(importing, paths, rules)


def _explained(
    importing: Importing, paths: list[str], rules: str, limit: int, looking: Looking
) -> int:
    from crisis.cli.terminal.output import screen, write_all
    from crisis.cli.views.explained_import import explained
    from crisis.timeline.base.languages import language

    look = screen(looking.color, looking.width, language(""))
    for file, found in importing.opened(paths, rules):
        conversion = importing.job.conversion(file, found.file.rules)
        if found.text:
            shown = "".join(f"  {line}\n" for line in found.text.splitlines())
            write_all(
                [f"These rules, made of the names of its fields:\n{look.letters(shown)}\n"],
                look,
                False,
            )
        records = importing.job.records(file, found.file.rules)
        write_all(explained(records, conversion, limit, look), look, not looking.no_pager)
    return DATA if importing.failed else OK


def _list() -> int:
    from crisis.cli.terminal.output import write
    from crisis.timeline.interchange.reading.presets import names, preset

    known = names()
    width = max(map(len, known), default=0)
    write("".join(f"{name:<{width}}  {preset(name).about}\n" for name in known))
    return OK
