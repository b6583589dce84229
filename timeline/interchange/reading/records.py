"""What a reader makes of a file: records, each with its line, and problems where there is none."""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol, cast

from crisis.timeline.base.namedtuple import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from crisis.timeline.base.problems import Problem

    from .foreign_text import ForeignText


_SHORT = re.compile(r"(?!(?:local|Z|UTC|GMT)\Z)[A-Za-z][A-Za-z0-9]{0,19}").fullmatch


class Record(NamedTuple):
    """One record of a file, and the line on which it begins.

    Its values are texts, lists, mappings (both nested as they come), true, false or None. Numbers
    are texts, letter by letter as they are written: nothing of them is lost.
    """

    line: int
    values: Mapping[str, Any]
    file: str = ""
    """The file that it stands in, where a folder or a ZIP of them is read as one."""


class Layout(NamedTuple):
    """What rules say of how a file is laid out; each reader takes what concerns it.

    ``columns`` names the columns of a table without a header; ``quotes`` is false where a quote is
    a sign as any other; ``guarded`` cells have apostrophes before what a spreadsheet would take for
    a formula, as this program writes them. ``records`` is the path to the list of records in one
    document. ``dates`` is the order of days and months in dates of numbers, one of DATES; empty
    where nobody says it. Empty cells of the columns ``fill`` are as those above them.
    """

    delimiter: str = ""
    columns: tuple[str, ...] = ()
    quotes: bool = True
    records: str = ""
    encoding: str = ""
    dates: str = ""
    guarded: bool = False
    fill: tuple[str, ...] = ()


DATES = ("day first", "month first", "year first")
"""The orders of dates that are numbers: 17/11/2023, 11/17/2023, 2023/11/17."""


class Head(NamedTuple):
    """What a file says of itself: its title, and the zone that its own program shows it in."""

    title: str = ""
    zone: str = ""
    zones: Mapping[str, str] = {}
    """Short names of zones in phrases of crisis itself."""
    measures: Mapping[str, tuple[str, str]] = {}
    """Lengths of time between two events, as an event file has them."""
    actors: Mapping[str, Mapping[str, Any]] = {}
    """What it says of actors, by the names that its records have: keys of an event file."""
    sources: Mapping[str, Mapping[str, Any]] = {}
    """The same of sources."""
    own: Mapping[str, Any] = {}
    """Keys of the author's own."""


class Reader(Protocol):
    """Turns the text of a file into records, in order, or problems for what cannot be read.

    It takes the lines as it needs them, so that a long file never lies in memory. It raises
    nothing for what is in a file. ``file.remark`` takes what it decided for itself.
    """

    def __call__(self, file: ForeignText, layout: Layout) -> Iterator[Record | Problem]: ...


READERS = {
    "csv": "delimited.read_table",
    "jsonl": "json_records.read_lines",
    "json": "json_records.read_document",
    "parquet": "parquet.read_rows",
    "ics": "ics.read_calendar",
    "slack": "slack.read_export",
    "mbox": "mbox.read_mailbox",
    "whatsapp": "whatsapp.read_chat",
    "gedcom": "gedcom.read_family_tree",
    "markdown": "markdown.read_lists",
    "journal": "journal.read_journal",
    "otlp": "otlp.read_otlp",
    "timelinejs": "timelinejs.read_slides",
    "timelinejs-sheet": "timelinejs.read_sheet",
    "markwhen": "markwhen.read_events",
    "mermaid": "mermaid.read_diagram",
    "crisis-json": "own_json.read_answer",
    "crisis-ndjson": "own_json.read_answer_lines",
}
"""The readers by the names that rules give them, each as ``module.function``: only the one that is
asked for is imported."""


HEADS = {
    "ics": "ics.head_of",
    "markdown": "markdown.head_of",
    "timelinejs": "timelinejs.head_of",
    "markwhen": "markwhen.head_of",
    "mermaid": "mermaid.head_of",
    "crisis-json": "own_json.head_of",
    "crisis-ndjson": "own_json.lines_head",
}
"""For readers whose files have a title or a zone: what finds them, as ``module.function``."""
SEVERAL = ("slack", "whatsapp")
"""The readers that take a folder of files, or a ZIP of it."""


def reader(name: str) -> Reader:
    """A reader of READERS."""
    return cast("Reader", _loaded(READERS[name]))


def head(name: str, file: ForeignText) -> Head:
    """What a file says of itself, for a reader of READERS; nothing is taken out of the file."""
    if name not in HEADS:
        return Head()
    found = cast("Head", _loaded(HEADS[name])(file))
    zone = found.zone if _known(found.zone) else ""
    if zone != found.zone:
        file.remark(f"no such zone in its header: {found.zone[:60]}")
    zones = {name: of for name, of in found.zones.items() if _SHORT(name) and of and _known(of)}
    title = found.title.encode("utf-8", "replace").decode()
    return found._replace(title=title, zone=zone, zones=zones)


def _known(zone: str) -> bool:
    from crisis.timeline.base.zone_names import UnknownZone
    from crisis.timeline.base.zones import shared_zone

    try:
        return not zone or bool(shared_zone(zone))
    except UnknownZone:
        return False


def _loaded(place: str) -> Any:
    module, _, function = place.partition(".")
    return getattr(import_module(f"{__package__}.{module}"), function)


def problem(file: ForeignText, line: int, message: str, hint: str = "", column: int = 0) -> Problem:
    """A problem of a record, at its line."""
    from crisis.timeline.base.problems import Origin, Problem

    return Problem(Origin(file.name, line, column), message, hint)
