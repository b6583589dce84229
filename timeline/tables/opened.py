"""Tables that are open together: one engine, and what their facts come to as one timeline."""

from __future__ import annotations

from functools import cached_property
from heapq import merge
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any, TypeVar

from crisis.timeline.base.escape import one_line
from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.problems import Origin, Problem, Unreadable
from crisis.timeline.model.serialize import Damaged, Reader, number, several, text
from crisis.timeline.model.serialize import header as read_header
from crisis.timeline.query.memory import stretches
from crisis.timeline.query.numbered_times import OPEN
from crisis.timeline.query.sql import Sql

from .brief import LINE
from .columns import ORDER, READ
from .engine import Failed
from .facts import Facts, Sums
from .rows import Events

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from crisis.timeline.model.conflicts import Conflict
    from crisis.timeline.model.records import Actor, Event, Source
    from crisis.timeline.model.timeline import Header

    from .engines import Asked

    Row = Sequence[Any]
    Value = TypeVar("Value")


class Table(NamedTuple):
    """A table: the name that it was given, where it really is, and its facts."""

    name: str
    path: str
    facts: Facts
    sums: Sums


class Tables:
    """Several tables as one, in the order in which they were named.

    What asks for rows raises Unreadable.
    """

    def __init__(self, engine: Asked, tables: Sequence[Table]) -> None:
        self.engine = engine
        self.tables = tables
        sums = Sums()
        self._firsts: list[int] = []
        for table in tables:
            self._firsts.append(sums.events)
            sums = sums.plus(table.sums)
        self.sums = sums
        in_time = sorted(range(len(tables)), key=lambda place: tables[place].sums.first)
        self.order = (
            ""
            if self._apart(in_time)
            else "ORDER BY "
            + ", ".join(f"e.{name}" for name in (*ORDER[:2], "table_number", ORDER[2]))
        )
        every = " UNION ALL ".join(
            f"SELECT {place} AS table_number, {self._columns(tables[place])}"
            f" FROM {engine.source(tables[place].path)}"
            for place in in_time
        )
        self.told(lambda: engine.view(every))

    def _columns(self, table: Table) -> str:
        fixed = self._fact(table, lambda facts: facts.fixed())
        alike = self._fact(table, lambda facts: facts.alike())
        return self.engine.all_columns(fixed, alike)

    def _apart(self, in_time: Sequence[int]) -> bool:
        """Whether the rows of all tables stand in order where these stand one behind the other."""
        if not self.engine.in_order:
            return False
        ordered = [self.tables[place] for place in in_time]
        if not all(self._fact(table, lambda facts: facts.sorted()) for table in ordered):
            return False
        return all(before.sums.last < after.sums.first for before, after in pairwise(ordered))

    def told(self, ask: Callable[[], Any]) -> Any:
        """What the engine says; its failure is one of the tables."""
        try:
            return ask()
        except Failed as error:
            raise self.unreadable(str(error)) from None

    def unreadable(self, message: str) -> Unreadable:
        """What is raised where a table turns out to be broken; the one that the engine names."""
        named = [table for table in self.tables if table.path in message]
        table = named[0] if named else self.tables[0]
        return broken(table.name, one_line(message))

    def rows(self, query: Sql) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        found: list[tuple[Any, ...]] = self.told(lambda: self.engine.rows(*query))
        return found

    def stream(self, query: Sql, size: int = 1024) -> Iterator[list[tuple[Any, ...]]]:
        """The rows of a query in parts, each worked out when it is taken."""
        parts = self.engine.stream(*query, size)
        while True:
            part = self.told(lambda: next(parts, None))
            if part is None:
                return
            yield part

    def in_order(
        self, text: str, given: tuple[object, ...], most: int | None, offset: int
    ) -> Iterator[list[tuple[Any, ...]]]:
        """The rows of a query that ends with its condition, in the order of time, in parts.

        Of several tables that are not one behind the other each is read in its own order, and the
        rows are merged as they are taken, so that nothing has to be sorted; an engine that gives
        the rows of a table in any order sorts them.
        """
        limit = "" if most is None else f" LIMIT {most}"
        if not self.order or not self.engine.in_order:
            behind = f" OFFSET {offset}" if offset else ""
            yield from self.stream(Sql(f"{text} {self.order}{limit}{behind}", given))
            return
        keys = ", ".join(f"e.{name}" for name in ORDER)
        streams = []
        for place, table in enumerate(self.tables):
            one = f"{text.replace(' FROM ', f', {keys} FROM ', 1)} AND e.table_number = {place}"
            known = self._fact(table, lambda facts: facts.sorted())
            ordered = "" if known else f" ORDER BY {keys}"
            streams.append(_each(self.stream(Sql(f"{one}{ordered}{limit}", given))))
        merged = islice(merge(*streams, key=_in_time), offset, most)
        while part := [row[: -len(ORDER)] for row in islice(merged, _TOGETHER)]:
            yield part

    def event(self, row: Row) -> Event:
        """The event of a row: of its table's number, and the columns READ behind it."""
        return self._event(row[0], row[1 : len(READ) + 1], Events.event)

    def brief(self, row: Row) -> Event:
        """As ``event``, of the columns LINE: no more of it is there than a line shows."""
        return self._event(row[0], row[1 : len(LINE) + 1], Events.brief)

    def _event(self, place: int, values: Row, made: Callable[[Events, Row, int], Event]) -> Event:
        try:
            return made(self._events[place], values, self._firsts[place])
        except (Damaged, ValueError, TypeError, LookupError) as error:
            raise broken(self.tables[place].name, f"a row that is no event: {error}") from None

    @cached_property
    def _events(self) -> list[Events]:
        return [Events(files) for files in self._told("files", several(text))]

    def _told(self, name: str, read: Callable[[Any], Value]) -> list[Value]:
        """A fact of each table, as ``read`` takes it."""
        return [self._fact(table, lambda facts: read(facts.fact(name))) for table in self.tables]

    @staticmethod
    def _fact(table: Table, find: Callable[[Facts], Value]) -> Value:
        try:
            return find(table.facts)
        except (Damaged, ValueError, TypeError, LookupError) as error:
            raise broken(table.name, f"no table of crisis: {error}") from None

    @cached_property
    def header(self) -> Header:
        """The header of the first table."""
        return self._fact(self.tables[0], lambda facts: read_header(facts.fact("header")))

    @cached_property
    def actors(self) -> dict[str, Actor]:
        """The actors of all tables; what the first one says of any is believed."""
        actors: dict[str, Actor] = {}
        for listed in self._listed("actors", lambda reader: reader.actor):
            actors = {actor.id: actor for actor in listed} | actors
        return actors

    @cached_property
    def sources(self) -> dict[str, Source]:
        """The sources of all tables, as the actors."""
        sources: dict[str, Source] = {}
        for listed in self._listed("sources", lambda reader: reader.source):
            sources = {source.id: source for source in listed} | sources
        return sources

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """What was found to contradict itself where a whole timeline was written."""
        found = self._listed("conflicts", lambda reader: reader.conflict)
        return tuple(conflict for listed in found for conflict in listed)

    def _listed(
        self, name: str, kind: Callable[[Reader], Callable[[Any], Value]]
    ) -> list[tuple[Value, ...]]:
        """A list of records among the facts of each table."""

        def records(facts: Facts) -> tuple[Value, ...]:
            listed = facts.fact(name)
            if not listed:
                return ()
            files = several(text)(facts.fact("files"))
            return several(kind(Reader({file: file for file in files})))(listed)

        return [self._fact(table, records) for table in self.tables]

    @cached_property
    def broken(self) -> int:
        """How many events of their files could not be read."""
        return sum(self._told("broken", number))

    @cached_property
    def languages(self) -> set[str]:
        """The tags of the languages of titles and texts."""
        return {tag for tags in self._told("languages", several(text)) for tag in tags}

    @cached_property
    def own(self) -> tuple[str, ...]:
        """The names of all keys that begin with ``x-``."""
        named = (name for names in self._told("own", several(text)) for name in names)
        return tuple(dict.fromkeys(named))

    def names(self, kind: str) -> list[tuple[str, ...] | None]:
        """The values of a field in each table; None where there are too many to list."""
        return [self._fact(table, lambda facts: facts.names(kind)) for table in self.tables]

    def known(self) -> list[tuple[int, int]]:
        """Stretches in which events lie: see Store.known."""
        found = [self._fact(table, lambda facts: facts.known()) for table in self.tables]
        return stretches(span for spans in found for span in spans)

    def findings(self) -> dict[str, int]:
        """How many conflicts there are of each kind."""
        kinds: dict[str, int] = {}
        for conflict in self.conflicts:
            kinds[conflict.kind] = kinds.get(conflict.kind, 0) + 1
        return kinds


_TOGETHER = 1024


def _each(parts: Iterator[list[tuple[Any, ...]]]) -> Iterator[tuple[Any, ...]]:
    return (row for part in parts for row in part)


def _in_time(row: tuple[Any, ...]) -> tuple[int, int, int, int]:
    """What rows with the columns of ORDER at their end stand by, those of several tables too."""
    first, last, turn = row[-3:]
    return first, last, row[0], turn


def broken(name: str, message: str) -> Unreadable:
    """What is raised where a table of a name cannot be read on."""
    hint = "make the table again, or copy it whole"
    if message.startswith("Out of Memory"):
        hint = "a narrower question, or --limit, takes less memory"
    return Unreadable(Problem(Origin(name, 0), message, hint))


SELECTED = ", ".join(f"e.{name}" for name in ("table_number", *READ))
"""The columns of a row as ``Tables.event`` takes it."""

SELECTED_LINE = ", ".join(f"e.{name}" for name in ("table_number", *LINE))
"""The columns of a row as ``Tables.brief`` takes it."""

OPEN_START = f"e.low = {-OPEN} AND NOT e.branched AND NOT e.dateless"
"""Whether an event has a time, and may have started at any before it."""
