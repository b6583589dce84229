"""The facts of a table that brings none: counted in its rows, once, by the engine that has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crisis.timeline.base.zones import DAY
from crisis.timeline.model.written import written
from crisis.timeline.query.fields import PLAIN
from crisis.timeline.query.memory import stretches
from crisis.timeline.query.numbered_times import OPEN

from .columns import PREFIX, SCHEMA
from .facts import QUARTER, Facts, Sums

if TYPE_CHECKING:
    from crisis.timeline.model.timeline import Header

    from .engines import Asked

_WEEK = 7 * DAY


def floor(column: str, size: int) -> str:
    """The first instant of the stretch of a size that an instant lies in."""
    return f"{column} - (({column} % {size}) + {size}) % {size}"


_SUMS = {
    "events": "count(*)",
    "dated": "count(CASE WHEN NOT dateless THEN 1 END)",
    "branched": "count(CASE WHEN branched THEN 1 END)",
    "related": "count(CASE WHEN related THEN 1 END)",
    "causing": "count(CASE WHEN CAST(caused_by AS STRING) <> '[]' THEN 1 END)",
    "status": "count(CASE WHEN status <> '' THEN 1 END)",
    "pictured": "count(CASE WHEN pictured THEN 1 END)",
    "open": f"count(CASE WHEN low = {-OPEN} AND NOT branched AND NOT dateless THEN 1 END)",
    "conflicted": "count(CASE WHEN array_contains(terms, 'is:conflicted') THEN 1 END)",
    "wide": f"count(CASE WHEN {floor('low', QUARTER)} <> {floor('last', QUARTER)} THEN 1 END)",
    "first": "coalesce(min(sort_first), 0)",
    "last": "coalesce(max(sort_first), 0)",
}


def counted(engine: Asked, source: str, header: Header) -> Facts:
    """The facts of a table with the columns of ``crisis.table/1``. Raises Failed.

    Of names none are listed: its rows are asked for them. What stands above events is ``header``.
    """
    ((*sums,),) = engine.rows(f"SELECT {', '.join(_SUMS[n] for n in Sums._fields)} FROM {source}")
    spans = engine.rows(
        f"SELECT min(low), max(last) FROM {source} WHERE low > {-OPEN} AND last < {OPEN}"
        f" AND last - low < {_WEEK} GROUP BY {floor('low', DAY)}"
    )
    files = engine.rows(f"SELECT DISTINCT file FROM {source}")
    told: dict[str, Any] = {
        "schema": SCHEMA,
        "sorted": False,
        "sums": dict(zip(Sums._fields, sums, strict=True)),
        "header": header,
        "broken": 0,
        "files": [str(name) for (name,) in files],
        "actors": [],
        "sources": [],
        "known": stretches((low, last) for low, last in spans),
        "languages": [],
        "conflicts": [],
        "own": [],
    }
    told |= {f"names.{name}": None for name in ("actor", "source", *PLAIN)}
    return Facts({PREFIX + name: written(fact) for name, fact in told.items()})
