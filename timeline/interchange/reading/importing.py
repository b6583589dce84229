"""Files of other programs as one event file: opened, read by rules, and what has to be said."""

from __future__ import annotations

import csv
from io import BytesIO
from os.path import basename, isdir
from typing import TYPE_CHECKING, Any

from crisis.timeline.base.problems import Origin, Problem, did_you_mean
from crisis.timeline.eventfile.files import open_bytes
from crisis.timeline.tables.addresses import is_address

from .conversion import Common, Conversion
from .delimited import columns_of, repeated
from .foreign_text import ForeignText
from .paths import steps_of
from .records import SEVERAL, head, reader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from crisis.timeline.base.progress import Progress

    from .entries import Entry
    from .names import Names
    from .records import Record
    from .rules import Rules

    Tell = Callable[[Problem], None]


class Import:
    """One import of several files: their events, and the header of the event file.

    ``zone`` is what somebody asked for, for the event file and for clocks that name none; where it
    is empty, that of the rules holds. ``files`` are the conversions so far.
    """

    def __init__(self, tell: Tell, zone: str = "", progress: Progress | None = None) -> None:
        self.tell = tell
        self.common = Common()
        self.conversions: list[Conversion] = []
        self._zone = zone
        self._progress = progress
        self.zone = ""
        self.title = ""
        self.lang = ""
        self.zones: Mapping[str, str] = {}
        self._first: ForeignText | None = None
        self._actors: dict[str, Mapping[str, Any]] = {}
        self._sources: dict[str, Mapping[str, Any]] = {}
        self._own: Mapping[str, Any] = {}
        self.most: int | None = None
        """So many rows of a table of a cluster are read, or none; None for any number."""

    def file(self, path: str) -> ForeignText | None:
        """A file; None, with its problem told, where it cannot be opened."""
        if is_address(path):
            from .cluster_table import opened as opened_table

            table = opened_table(path, self._progress)
            if isinstance(table, Problem):
                self.tell(table)
                return None
            return table
        if isdir(path):
            folder = ForeignText(path, BytesIO(), 0, self._progress)
            folder.folder = path
            return folder
        opened = open_bytes(path)
        if isinstance(opened, Problem):
            self.tell(opened)
            return None
        return ForeignText(*opened, self._progress)

    def conversion(self, file: ForeignText, rules: Rules) -> Conversion:
        """What makes events of a file; the rules of the first one make the header."""
        said = head(rules.reader, file)
        if not self.zone:
            self.zone = self._zone or rules.timeline_zone or rules.zone or said.zone or "UTC"
            self.title = rules.timeline_title or said.title or basename(file.name.rstrip("/"))
            self.lang = rules.lang
            self.zones = rules.zones or said.zones
            self._first, file.measures, self._own = file, said.measures, said.own
        file.zone, file.zones, file.sources = self.zone, self.zones, said.sources
        self._actors = {**said.actors, **self._actors}
        self._sources = {**said.sources, **self._sources}
        rules = rules._replace(zones=self.zones)
        own = self._zone or rules.zone or said.zone
        conversion = Conversion(rules, self.common, self.zone, own, file.name)
        self.conversions.append(conversion)
        return conversion

    def events(self, file: ForeignText, rules: Rules) -> Iterator[Entry]:
        """The events of a file by its rules."""
        conversion = self.conversion(file, rules)
        yield from conversion.events(self.records(file, rules), self.tell)

    def records(self, file: ForeignText, rules: Rules) -> Iterator[Record | Problem]:
        """The records of a file; none, with problems told, where a column is missing."""
        if file.table is not None:
            yield from file.table(rules, self.most)
            return
        file.begin(rules.layout.encoding)
        if file.folder and rules.reader not in SEVERAL:
            self.tell(Problem(Origin(file.name, 0), "this is a directory, not a file"))
            return
        if rules.reader == "csv":
            problems = list(columns_at_fault(file, rules))
            for problem in problems:
                self.tell(problem)
            if any(problem.severity == "error" for problem in problems):
                return
        yield from reader(rules.reader)(file, rules.layout)

    def timeline(self) -> dict[str, Any]:
        """The header of the event file, when all events are read: those of measures are known."""
        header: dict[str, Any] = {"title": self.title, "zone": self.zone or self._zone or "UTC"}
        header |= {"zones": dict(self.zones)} if self.zones else {}
        header |= {"lang": self.lang} if self.lang else {}
        header |= self._own
        named = {} if self._first is None else self._first.measures
        return header | ({"measures": {n: [*ends] for n, ends in named.items()}} if named else {})

    def actors(self) -> dict[str, Any]:
        """The actors of the event file: of each its name, or all that its file says of it."""
        known = self.common.actors
        for name in (waiting := [*known.names.values()]):
            groups = self._actors.get(name, {}).get("member_of", ())
            waiting += [group for group in groups if group not in waiting]
        for name in waiting:
            known.id(name)
        return _declared(known, self._actors)

    def sources(self) -> dict[str, Any]:
        """The sources of the event file, as its actors."""
        return _declared(self.common.sources, self._sources)


def _declared(known: Names, said: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    return {one: _entry(name, said.get(name, {}), known) for one, name in known.names.items()}


def _entry(name: str, said: Mapping[str, Any], known: Names) -> Any:
    """A name alone, or all that is said of it."""
    values = {key: value for key, value in said.items() if key != "member_of"}
    if groups := said.get("member_of"):
        values["member_of"] = [known.id(group) for group in groups]
    return values if len(values) > 1 else values.get("name", name)


def columns_at_fault(file: ForeignText, rules: Rules) -> Iterator[Problem]:
    """What is wrong with the columns of a table for these rules."""
    try:
        columns = columns_of(file, rules.layout)
    except csv.Error:  # the reader tells
        return
    if not columns:
        return
    twice = repeated(columns)
    for path, origin in rules.origins.items():
        if path in twice:
            places = [str(n) for n, name in enumerate(columns, 1) if name == path]
            message = f'"{path}" stands above several columns: {", ".join(places)}'
            hint = "columns: [...] in the rules gives them other names"
            yield Problem(Origin(file.name, 1), message, hint)
        elif path not in columns and not _inside(path, columns) and not rules.preset:
            hint = did_you_mean(path, columns)
            shown = ", ".join(name or '""' for name in columns[:30])
            hint = hint or f"there are {shown}{', …' if len(columns) > 30 else ''}"
            yield Problem(origin, f'{file.name} has no column "{path}"', hint)


def _inside(path: str, columns: list[str]) -> bool:
    steps = steps_of(path)
    return bool(steps and len(steps) > 1 and steps[0][0] in columns)
