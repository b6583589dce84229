"""Ids that stand in several tables that are asked together: looked for by whoever checks them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.escape import one_line
from crisis.timeline.base.problems import Origin, Problem
from crisis.timeline.query.sql import Sql

if TYPE_CHECKING:
    from .opened import Tables

_IN_SEVERAL = """
SELECT former, later, count(*), min(id) FROM (
  SELECT e.id, min(e.table_number) AS former, max(e.table_number) AS later FROM events e
  GROUP BY e.id HAVING min(e.table_number) <> max(e.table_number)
) r GROUP BY former, later ORDER BY later, former
"""
_HINT = "each is an event of its own, and its id alone names the first; leave a table out if not"


def repeated(tables: Tables) -> list[Problem]:
    """A warning for each two tables with the same ids. Reads all ids; raises Unreadable."""
    if len(tables.tables) < 2:
        return []
    names = [table.name for table in tables.tables]
    problems = []
    for former, later, count, name in tables.rows(Sql(_IN_SEVERAL)):
        said = f'the id "{one_line(name)}" stands' if count == 1 else f"{count:,} ids stand"
        among = "" if count == 1 else f', "{one_line(name)}" among them'
        message = f"{said} in {one_line(names[former])} as well{among}"
        problems.append(Problem(Origin(names[later], 0), message, _HINT, "warning"))
    return problems
