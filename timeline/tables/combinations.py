"""How many rows of tables there are: all in all, and of each combination of what they have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.query.sql import YES, Sql
from crisis.timeline.query.store import Tally

if TYPE_CHECKING:
    from .facts import Sums
    from .opened import Tables

MOST = 1_000_000
"""So many combinations are counted for one answer."""


class Numbers(NamedTuple):
    """How many rows there are, how many have a time, are certain, or have a status."""

    all: int
    dated: int
    certain: int
    status: int


def numbers(sums: Sums) -> Numbers:
    """Those of all events of tables: what has no status is certain."""
    return Numbers(sums.events, sums.dated, sums.events - sums.status, sums.status)


def combinations(
    tables: Tables, where: Sql, sure: Sql, keys: list[str]
) -> list[tuple[tuple[Any, ...], Tally]] | None:
    """How many rows under a condition there are of each combination of keys; None if too many.

    ``sure`` tells which are certain. Keys are columns, or what gives a row for each of a list.
    """
    status = tables.sums.status
    certain = (
        Sql("count(*)")
        if sure == YES and not status
        else Sql(f"count(CASE WHEN ({sure.text}) AND e.status = '' THEN 1 END)", sure.given)
    )
    marked = "count(CASE WHEN e.status <> '' THEN 1 END)" if status else "0"
    columns = ", ".join(f"{key} AS key_{number}" for number, key in enumerate(keys))
    names = ", ".join(f"key_{number}" for number in range(len(keys)))
    if keys[0].startswith("e."):
        text = (
            f"SELECT {columns}, count(*), {certain.text}, {marked} FROM events e"
            f" WHERE {where.text} GROUP BY {names}"
        )
        given = certain.given + where.given
    else:  # rows of lists come before they are grouped
        inner = f"SELECT {columns}, e.status, {sure.text} AS sure FROM events e"
        text = (
            f"SELECT {names}, count(*), count(CASE WHEN sure AND e.status = '' THEN 1 END),"
            f" {marked} FROM ({inner} WHERE {where.text}) e GROUP BY {names}"
        )
        given = sure.given + where.given
    rows = tables.rows(Sql(f"{text} LIMIT {MOST + 1}", given))
    if len(rows) > MOST:
        return None
    return [(row[: len(keys)], Tally(*row[len(keys) :])) for row in rows]
