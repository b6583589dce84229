"""The rows of a file of others behind an engine: as records, and as the values that there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crisis.timeline.base.zones import DAY
from crisis.timeline.interchange.reading.json_records import decoder
from crisis.timeline.interchange.reading.parquet import as_json
from crisis.timeline.interchange.reading.records import Record
from crisis.timeline.query.sql import Sql

from .words import DuckWords

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from crisis.timeline.tables.engines import Asked

    from .words import Words

PLACE = "file_row_number"
"""The column with the number of a row, from 0."""

_KEPT = "rows_kept"


def put(text: str, *parts: Sql) -> Sql:
    """A text of SQL with others in the places of ``{}``, and the values of all of them."""
    return Sql(
        text.format(*(part.text for part in parts)),
        tuple(value for part in parts for value in part.given),
    )


class Rows:
    """What stands behind FROM, with the types of its columns by their names.

    ``number`` counts all rows; the first of them stands on line ``first`` of its file. What asks
    the engine raises Failed.
    """

    words: Words = DuckWords()
    placed = True
    """Whether rows have numbers, which ``at`` finds them by."""

    def __init__(
        self,
        engine: Asked,
        source: str,
        columns: Mapping[str, str],
        number: int,
        first: int,
        kept: bool = False,
    ) -> None:
        """``kept``: they are read once, into the memory and the spill of the engine."""
        self.engine = engine
        self.columns = columns
        self.number = number
        self._source = Sql(source)
        self._first = first
        self._kept = kept
        self._decode = decoder().decode

    def derive(self, columns: Sequence[str], made: Mapping[str, str]) -> None:
        """Have these columns alone, and others that are made of them, by their names."""
        listed = [PLACE, *map(self.words.name, columns)]
        listed += [f"{what} AS {self.words.name(name)}" for name, what in made.items()]
        query = Sql(f"SELECT {', '.join(listed)} FROM {self._source.text}")
        if self._kept:
            self.engine.rows(f"CREATE TABLE {_KEPT} AS {query.text}")
            self._source = Sql(_KEPT)
        else:
            self._source = Sql(f"({query.text})")

    def key(self, columns: Sequence[str]) -> Sql:
        """What tells rows apart by these columns: a text, or NULL where a lone one has none."""
        if len(columns) == 1 and self.columns[columns[0]] == "VARCHAR":
            return Sql(self.words.name(columns[0]))
        return Sql(as_json(columns, self.columns))

    def values(self, columns: Sequence[str], key: str | None) -> Mapping[str, Any]:
        """The record of a key, of these columns alone. Raises ValueError and RecursionError."""
        if len(columns) == 1 and self.columns[columns[0]] == "VARCHAR":
            return {columns[0]: key}
        found: Mapping[str, Any] = self._decode(key or "{}")
        return found

    def distinct(
        self, columns: Sequence[str], where: Sql, most: int
    ) -> list[tuple[str | None, int]]:
        """The keys that rows have, each with its first row, in that order; one more than ``most``
        where they are too many."""
        query = put(
            f"SELECT {{}} AS key, min({PLACE}) AS first FROM {{}} WHERE {{}}"
            f" GROUP BY key ORDER BY first LIMIT {most + 1}",
            self.key(columns),
            self._source,
            where,
        )
        return [(key, first) for key, first in self.engine.rows(*query)]

    def numbers(self, what: Sequence[Sql], where: Sql) -> list[tuple[Any, ...]]:
        """What is worked out of rows under a condition."""
        asked = put(", ".join("{}" for _ in what), *what)
        return self.engine.rows(*put("SELECT {} FROM {} WHERE {}", asked, self._source, where))

    def grouped(self, what: Sequence[Sql], where: Sql, by: Sequence[Sql]) -> list[tuple[Any, ...]]:
        """The same of each group of rows."""
        groups = put(", ".join("{}" for _ in by), *by)
        return self.numbers(what, put("{} GROUP BY {}", where, groups))

    def records(self, columns: Sequence[str], where: Sql) -> Iterator[Record]:
        """The records of rows under a condition, in order, with these columns alone.

        Raises ValueError and RecursionError for one that cannot be decoded.
        """
        query = put(
            f"SELECT {PLACE}, {{}} FROM {{}} WHERE {{}} ORDER BY {PLACE}",
            Sql(as_json(columns, self.columns)),
            self._source,
            where,
        )
        for part in self.engine.stream(*query):
            for place, text in part:
                yield Record(place + self._first, self._decode(text))

    def first(self, where: Sql) -> int | None:
        """The first row under a condition; None where there is none."""
        ((place,),) = self.numbers([Sql(f"min({PLACE})")], where)
        return None if place is None else int(place)

    def ends(self, at: str, local: str, where: Sql, most: int) -> Sql | None:
        """The first and the last rows of each day, ``at`` microseconds, of UTC or of a clock.

        None where there are more days than ``most``.
        """
        places = [Sql(f"{name}({PLACE}, {at})") for name in ("arg_min", "arg_max")]
        found = self.grouped(places, where, [Sql(local), Sql(f"{at} // {DAY}")])
        if len(found) > most:
            return None
        return self.at(dict.fromkeys(place for pair in found for place in pair))

    def line(self, place: int) -> int:
        """The line of a row."""
        return place + self._first

    @staticmethod
    def at(places: Iterable[int]) -> Sql:
        """The rows of these numbers."""
        listed = ", ".join(map(str, map(int, places)))
        return Sql(f"{PLACE} IN ({listed})" if listed else "FALSE")
