"""Tables of a cluster that are no tables of events: rows as records, as Parquet files have them.

Rows of a cluster come in no order. Here they stand in that of what they say: by the columns that
the rules look at, as the table has them, NULL first. So each answer is the same again.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from crisis.timeline.base.escape import one_line
from crisis.timeline.base.problems import Origin, Problem, did_you_mean
from crisis.timeline.tables.addresses import BadAddress, address, shown
from crisis.timeline.tables.cluster import absent, connected
from crisis.timeline.tables.engine import Failed
from crisis.timeline.tables.files import Bad

from .cluster_values import TIMES, kind_of, of_kind
from .foreign_text import ForeignText
from .records import Record
from .uses import columns_at, paths_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crisis.timeline.base.progress import Progress
    from crisis.timeline.tables.addresses import Address
    from crisis.timeline.tables.spark import Spark

    from .rules import Rules

READER = "parquet"
"""The reader whose rules read a table of a cluster: both have columns with types."""

NO_LINE = 0
"""The line of a record that has none: rows of a cluster have no numbers."""

_CAST = "leave it out of the rules, or have the cluster cast it: CREATE VIEW … AS SELECT CAST(…)"


class ClusterTable(ForeignText):
    """A table of a cluster as a file that rules read; it has no lines.

    ``engine`` is in UTC, ``source`` what stands behind FROM. ``kinds`` are the types of its columns
    as DuckDB calls them, by their names; empty for one that rules do not read.
    """

    def __init__(self, where: Address, engine: Spark) -> None:
        """Raises Failed for a table that cannot be looked at."""
        super().__init__(where.name, BytesIO(), 0)
        self.table = self.rows
        self.source = where.source
        self.engine = engine
        engine.configure("spark.sql.session.timeZone", "UTC")
        fields = engine.schema(where.source)
        self.types = {str(field["name"]): field["type"] for field in fields}
        self.kinds = {name: kind_of(kind) for name, kind in self.types.items()}
        self.taken = False
        """Whether somebody else closes the engine."""

    def close(self) -> None:
        super().close()
        if not self.taken:
            self.engine.close()

    def faults(self, rules: Rules) -> Iterator[Problem]:
        """Why these rules do not read it: another reader, columns that are missing or odd."""
        if rules.reader != READER:
            hint = f"reader: {READER} reads columns by their names"
            message = f"rules for {rules.reader} do not read a table of a cluster"
            yield Problem(Origin(self.name, 0), message, hint)
            return
        for path in paths_of(rules):
            found = columns_at(path, self.kinds)
            if not found and not rules.preset:
                listed = ", ".join([*self.kinds][:30])
                hint = did_you_mean(path, self.kinds) or one_line(f"there are {listed}")
                message = f'{self.name} has no column "{path}"'
                yield Problem(rules.origins.get(path, Origin(self.name, 0)), message, hint)
            for name in found:
                if not self.kinds[name]:
                    told = self.types[name]
                    kind = one_line(told if isinstance(told, str) else f"{told.get('type')} of …")
                    message = f'rules do not read its column "{one_line(name)}": {kind[:60]}'
                    yield Problem(Origin(self.name, 0), message, _CAST)

    def columns(self, rules: Rules) -> list[str]:
        """The columns that rules look at, in the order of the table."""
        if rules.own_keys:
            return [name for name, kind in self.kinds.items() if kind]
        named = {name for path in paths_of(rules) for name in columns_at(path, self.kinds)}
        return [name for name in self.kinds if name in named]

    def rows(self, rules: Rules, most: int | None) -> Iterator[Record | Problem]:
        """All rows by rules, in their order; a problem where there are more than ``most``."""
        faults = [*self.faults(rules)]
        yield from faults
        if faults:
            return
        try:
            if most is not None:
                ((number,),) = self.engine.rows(f"SELECT count(*) FROM {self.source}")
                if number > most:
                    yield too_many(self.name, number, most)
                    return
            columns = self.columns(rules)
            query = f"SELECT {selected(columns, self.kinds)} FROM {self.source}"
            for part in self.engine.stream(f"{query} {ordered(columns)}"):
                for row in part:
                    yield Record(NO_LINE, record(row, columns, self.kinds))
        except Failed as error:
            yield Problem(Origin(self.name, 0), f"it cannot be read: {error}")


def selected(columns: Sequence[str], kinds: dict[str, str]) -> str:
    """What stands behind SELECT for some columns; ``record`` takes it."""
    listed = []
    for place, name in enumerate(columns):
        column = "`" + name.replace("`", "``") + "`"
        text = f"unix_micros(CAST({column} AS TIMESTAMP))" if kinds[name] in TIMES else column
        listed.append(f"{text} AS c{place}")
    return ", ".join(listed) or "1 AS c0"


def ordered(columns: Sequence[str], behind: int = 0) -> str:
    """The order of rows, of which ``behind`` others are selected before these columns."""
    places = ", ".join(f"{n + 1 + behind} NULLS FIRST" for n in range(len(columns)))
    return f"ORDER BY {places}" if places else ""


def record(
    row: Sequence[object], columns: Sequence[str], kinds: dict[str, str]
) -> dict[str, object]:
    """The values of a row, as JSON lines would have them."""
    return {name: of_kind(value, kinds[name]) for name, value in zip(columns, row, strict=False)}


def too_many(name: str, number: int, most: int) -> Problem:
    """What is told instead of fetching so many rows."""
    hint = f"a day, an actor or another filter; crisis import {name} --to events.parquet reads all"
    message = f"{number:,} rows would have to come from the cluster: more than {most:,}"
    return Problem(Origin(name, 0), message, hint)


def opened(path: str, progress: Progress | None = None) -> ClusterTable | Problem:
    """The table at an address, or why there is none. Never raises for what a server says."""
    name = one_line(shown(path))
    try:
        where = address(path)
        engine = connected(where, progress)
    except (BadAddress, Bad) as error:
        return Problem(Origin(name, 0), error.message, error.hint)
    try:
        table = ClusterTable(where, engine)
    except Failed as error:
        engine.close()
        said = "no such table there" if absent(error) else f"it cannot be read: {error}"
        return Problem(Origin(name, 0), said, "docs/tables.md tells how a table is loaded")
    if not table.kinds:
        table.close()
        return Problem(Origin(name, 0), "no such table there, or one without columns")
    return table
