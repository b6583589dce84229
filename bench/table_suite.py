"""Questions to a table of very many events, beside DuckDB that is asked the same in SQL."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

from .places import CRISIS, DATA, environment
from .processes import Command
from .rounds import Task
from .table_rows import WORD, make_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

TEN_MILLION = 10_000_000
DAY, USER = "2023-03-05", "user42"
_FACTOR = 1.5
_MEMORY = 600 * 1_000_000
_SQL = """
import sys, duckdb
for row in duckdb.connect().execute(sys.argv[1]).fetchall():
    print(*row)
"""
_START, _STOP = 1_677_974_400_000_000, 1_678_060_800_000_000
_ROW = "SELECT id, low, high, title, parts FROM read_parquet('{}')"
_HAS = f"array_contains(actors, '{USER}')"
_BY_DAY = "SELECT low // 86400000000 AS day, count(*) FROM read_parquet('{}')"


class _Asked(NamedTuple):
    """A question: the words of crisis, and the same in SQL."""

    name: str
    words: tuple[str, ...]
    sql: str


QUESTIONS = (
    _Asked(
        "a day of an actor",
        ("show", "--day", DAY, "--actor", USER),
        f"{_ROW} WHERE last >= {_START} AND low < {_STOP} AND {_HAS}",
    ),
    _Asked(
        "an actor, up to 50",
        ("show", "--actor", USER, "--limit", "50"),
        f"{_ROW} WHERE {_HAS} LIMIT 50",
    ),
    _Asked("an actor, all", ("show", "--actor", USER), f"{_ROW} WHERE {_HAS}"),
    _Asked("the days", ("count",), f"{_BY_DAY} GROUP BY day ORDER BY day"),
    _Asked(
        "the days of an actor",
        ("count", "--actor", USER),
        f"{_BY_DAY} WHERE {_HAS} GROUP BY day ORDER BY day",
    ),
    _Asked(
        "a word, up to 50",
        ("show", WORD, "--limit", "50"),
        f"{_ROW} WHERE contains(words, '{WORD}')",
    ),
    _Asked("the first 50", ("show", "--limit", "50"), f"{_ROW} LIMIT 50"),
    _Asked(
        "a chart of a day",
        ("show", "--as", "chart", "--day", DAY, "--actor", USER),
        f"{_ROW} WHERE last >= {_START} AND low < {_STOP} AND {_HAS}",
    ),
)


def groups(sizes: Sequence[int]) -> list[list[Task]]:
    """Each question beside its SQL, at each size."""
    return [_group(asked, size) for size in sizes for asked in QUESTIONS]


def _group(asked: _Asked, size: int) -> list[Task]:
    path = str(_table(size))
    sql = Command([sys.executable, "-c", _SQL, asked.sql.format(path)], environment())
    words = [str(CRISIS), asked.words[0], "-q", "-f", path, *asked.words[1:]]
    beside = f"{asked.name}, in SQL"
    return [
        Task(beside, size, sql, cold=True),
        Task(
            asked.name, size, Command(words, environment()), f"{beside} {size}", _FACTOR, _MEMORY,
            cold=True,
        ),
    ]  # fmt: skip


def _table(size: int) -> Path:
    """The table of a size, made where it is not there yet."""
    path = DATA / f"{size}.parquet"
    if not path.exists():
        DATA.mkdir(parents=True, exist_ok=True)
        make_table(path, size)
    return path
