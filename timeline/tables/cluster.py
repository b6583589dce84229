"""Tables of a cluster, opened as one: what is wrong with an address or a table is a problem."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crisis.timeline.base.escape import one_line
from crisis.timeline.base.problems import Origin, Problem, Unreadable
from crisis.timeline.model.serialize import Damaged
from crisis.timeline.model.timeline import Header

from .addresses import BadAddress, address, shown
from .columns import COLUMNS, SCHEMA
from .counted import counted
from .engine import Failed, Missing
from .facts import Facts
from .files import Bad
from .opened import Table, Tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crisis.timeline.base.progress import Progress

    from .addresses import Address
    from .spark import Spark

TYPES = {
    "VARCHAR": "string",
    "BIGINT": "bigint",
    "BOOLEAN": "boolean",
    "VARCHAR[]": "array<string>",
}
"""What Spark calls the types of columns."""

_LOAD = "docs/tables.md tells how a table is loaded"
_WELL = (4, 1)
"""Some Spark before that reads other texts than there are, without a word, many rows at a time."""

_ROW_BY_ROW = ("spark.sql.parquet.enableVectorizedReader", "false")

_ABSENT = ("TABLE_OR_VIEW_NOT_FOUND", "PATH_NOT_FOUND", "Table not found", "SCHEMA_NOT_FOUND")


def open_cluster(
    paths: Sequence[str], progress: Progress | None = None
) -> tuple[Tables | None, list[Problem]]:
    """The tables of these addresses, all of one server, as one; and what is wrong with the others.

    Never raises for what a server is like or says.
    """
    problems: list[Problem] = []
    addresses: list[Address] = []
    for path in paths:
        name = one_line(shown(path))
        try:
            found = address(path)
            if addresses and found.url != addresses[0].url:
                raise BadAddress("another server than that of the first table", "ask one at a time")
            addresses.append(found)
        except BadAddress as error:
            problems.append(Problem(Origin(name, 0), error.message, error.hint))
    if not addresses:
        return None, problems
    try:
        engine = connected(addresses[0], progress)
    except Bad as error:
        problem = Problem(Origin(addresses[0].name, 0), error.message, error.hint)
        return None, [*problems, problem]
    tables: list[Table] = []
    try:
        if _old(engine.version()):
            engine.configure(*_ROW_BY_ROW)
        for one in addresses:
            try:
                tables.append(_opened(engine, one, problems))
            except Bad as error:
                problems.append(Problem(Origin(one.name, 0), error.message, error.hint))
        if tables:
            return Tables(engine, tables), problems
    except Unreadable as error:
        problems.append(error.problem)
    except Failed as error:
        problems.append(Problem(Origin(addresses[0].name, 0), str(error), _LOAD))
    except KeyboardInterrupt:
        engine.close()
        raise
    engine.close()
    return None, problems


def connected(where: Address, progress: Progress | None = None) -> Spark:
    """A session with the server of an address. Raises Bad."""
    try:
        from .spark import EXTRA, Spark

        return Spark(where, progress)
    except Missing:
        raise Bad("the client of Spark Connect is not installed", EXTRA) from None
    except Failed as error:
        raise Bad(str(error), _LOAD) from None


def _old(version: str) -> bool:
    """Whether a server is told to read Parquet files row by row."""
    numbers = re.match(r"(\d+)\.(\d+)", version)
    return numbers is not None and (int(numbers[1]), int(numbers[2])) < _WELL


def absent(error: Failed) -> bool:
    """Whether what a server says is that there is no such table."""
    return any(word in str(error) for word in _ABSENT)


def _opened(engine: Spark, where: Address, problems: list[Problem]) -> Table:
    """A table whose columns are ours. Raises Bad."""
    try:
        columns = engine.columns(where.source)
    except Failed as error:
        if absent(error):
            raise Bad("no such table there", _LOAD) from None
        raise Bad(f"it cannot be read: {one_line(str(error))}") from None
    if not columns:
        raise Bad("no such table there, or one without columns", _LOAD)
    for name, kind in COLUMNS.items():
        if columns.get(name) != TYPES[kind]:
            if name not in columns:
                fault = "is missing"
            else:
                fault = f"is {one_line(columns[name])[:60]}, not {TYPES[kind]}"
            hint = f"{_LOAD}; --rules asks a table of other columns"
            raise Bad(f'no table of events: its column "{name}" {fault}', hint)
    try:
        facts = _facts(engine, where)
        if facts is None:
            message = "no table of facts beside it: it has no zone of its own, and no names"
            hint = f"{_LOAD} with its facts"
            problems.append(Problem(Origin(where.name, 0), message, hint, "warning"))
            title = where.name.rpartition("/")[2]
            facts = counted(engine, where.source, Header(title=title, zone="UTC"))
        return Table(where.name, where.source, facts, facts.sums())
    except Failed as error:
        raise Bad(f"it cannot be read: {one_line(str(error))}") from None
    except Damaged as error:
        raise Bad(f"no table of crisis: {error}", "load its facts again") from None


def _facts(engine: Spark, where: Address) -> Facts | None:
    """The facts beside a table; None where there are none. Raises Bad, Failed and Damaged."""
    try:
        columns = engine.columns(where.facts)
    except Failed as error:
        if absent(error):
            return None
        raise
    if not columns:
        return None
    if columns.get("name") != "string" or columns.get("value") != "string":
        raise Bad("the table of its facts has no columns name and value, both string", _LOAD)
    rows = engine.rows(f"SELECT name, value FROM {where.facts} WHERE name LIKE 'crisis.%'")
    facts = Facts({str(name): str(value).encode() for name, value in rows})
    if facts.schema != SCHEMA:
        raise Bad(f'facts of another kind: "{one_line(facts.schema)}"', f"this reads {SCHEMA}")
    return facts
