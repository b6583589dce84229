"""The rows of a table of a cluster. They have no numbers: their order is that of what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crisis.timeline.base.limits import MOST_FETCHED
from crisis.timeline.base.problems import Unreadable
from crisis.timeline.base.zones import DAY
from crisis.timeline.interchange.reading.cluster_table import (
    NO_LINE,
    ClusterTable,
    ordered,
    record,
    selected,
    too_many,
)
from crisis.timeline.interchange.reading.records import Record
from crisis.timeline.query.sql import Sql

from .rows import Rows, put
from .spark_words import SparkWords
from .vouching import Unvouched

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from crisis.timeline.interchange.reading.foreign_text import ForeignText
    from crisis.timeline.interchange.reading.rules import Rules

_MOST_DAYS = 5_000
"""So many days have their ends sought, each by its time."""

_LONG_AGO = 1 << 17
"""Days before 1970, longer than any time that is sought: a whole division goes toward zero."""


class ClusterRows(Rows):
    """What stands behind FROM on a cluster, with the types of its columns as DuckDB calls them."""

    words = SparkWords()
    placed = False

    def __init__(self, table: ClusterTable, number: int) -> None:
        kinds = {name: kind for name, kind in table.kinds.items() if kind}
        super().__init__(table.engine, table.source, kinds, number, 1)
        self._kinds = kinds
        self._name = table.name
        self._known: dict[tuple[tuple[str, ...], str | None], Mapping[str, Any]] = {}

    def derive(self, columns: Sequence[str], made: Mapping[str, str]) -> None:
        listed = [*map(self.words.name, columns)]
        listed += [f"{what} AS {self.words.name(name)}" for name, what in made.items()]
        self._source = Sql(f"(SELECT {', '.join(listed)} FROM {self._source.text})")

    def key(self, columns: Sequence[str]) -> Sql:
        names = [*map(self.words.name, columns)]
        if len(columns) == 1 and self.columns[columns[0]] == "VARCHAR":
            return Sql(names[0])
        return Sql(f"to_json(struct({', '.join(names)}))")

    def values(self, columns: Sequence[str], key: str | None) -> Mapping[str, Any]:
        return self._known[tuple(columns), key]

    def distinct(
        self, columns: Sequence[str], where: Sql, most: int
    ) -> list[tuple[str | None, int]]:
        """As of a file, by keys: each has its place among them in place of its first row."""
        query = put(
            f"SELECT DISTINCT {{}} AS kept, {selected(columns, self._kinds)} FROM {{}} WHERE {{}}"
            f" ORDER BY 1 NULLS FIRST LIMIT {most + 1}",
            self.key(columns),
            self._source,
            where,
        )
        found: list[tuple[str | None, int]] = []
        for key, *row in self.engine.rows(*query):
            self._known[tuple(columns), key] = record(row, columns, self._kinds)
            found.append((key, len(found)))
        return found

    def records(self, columns: Sequence[str], where: Sql) -> Iterator[Record]:
        """As of a file. Raises Unreadable where they are more than are fetched."""
        if self.number > MOST_FETCHED:
            ((number,),) = self.numbers([Sql("count(*)")], where)
            if number > MOST_FETCHED:
                raise Unreadable(too_many(self._name, number, MOST_FETCHED))
        listed = [name for name in self._kinds if name in frozenset(columns)]
        query = put(
            f"SELECT {selected(listed, self._kinds)} FROM {{}} WHERE {{}} {ordered(listed)}",
            self._source,
            where,
        )
        for part in self.engine.stream(*query):
            for row in part:
                yield Record(NO_LINE, record(row, listed, self._kinds))

    def first(self, where: Sql) -> int | None:
        found = self.engine.rows(*put("SELECT 1 FROM {} WHERE {} LIMIT 1", self._source, where))
        return 0 if found else None

    def ends(self, at: str, local: str, where: Sql, most: int) -> Sql | None:
        """All rows of the first and the last time of each day."""
        day = Sql(f"({at} + {_LONG_AGO * DAY}) div {DAY}")
        found = self.grouped([Sql(f"min({at})"), Sql(f"max({at})")], where, [Sql(local), day])
        if len(found) > min(most, _MOST_DAYS):
            return None
        listed = ", ".join(
            str(int(end)) for end in dict.fromkeys(e for ends in found for e in ends)
        )
        return Sql(f"coalesce({at} IN ({listed}), FALSE)" if listed else "FALSE")

    @staticmethod
    def at(places: Iterable[int]) -> Sql:
        raise Unvouched


def rows_of_cluster(file: ForeignText, rules: Rules, fewest: int) -> ClusterRows | None:
    """The rows of a table that rules read; None where they are fewer than that. Raises Failed."""
    if not isinstance(file, ClusterTable) or any(file.faults(rules)):
        return None
    ((number,),) = file.engine.rows(f"SELECT count(*) FROM {file.source}")
    if number < fewest:
        return None
    file.taken = True
    return ClusterRows(file, int(number))
