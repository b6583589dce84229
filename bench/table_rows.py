"""A made-up table of very many events, ``crisis.table/1``: DuckDB makes the rows, by numbers alone.

They are the log of a year: a thousand users, of whom each has a thousandth of it, fifty hosts, nine
tags; one title of five thousand has a word that no other has. ``crisis import`` would make the same
rows of the same log, one at a time, in an hour; a test compares some.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.loading import loads
from crisis.timeline.model.written import written
from crisis.timeline.query.numbered_times import OPEN
from crisis.timeline.tables.columns import COLUMNS, PREFIX
from crisis.timeline.tables.facts import ALIKE, Gathered, Sums
from crisis.timeline.tables.writer import FORM

if TYPE_CHECKING:
    from pathlib import Path

USERS, HOSTS, TAGS = 1000, 50, 9
WORD = "resigns"
SELDOM = 5000
"""One of so many events has the word."""

_FIRST = 1_672_531_200_000_000  # 2023-01-01T00:00Z
_YEAR = 365 * 86_400
_DAY = 86_400_000_000
_USER = f"(i * 7919 + i // 7) % {USERS}"
_ROWS = f"""
SELECT
  'e' || i AS id, title, '' AS text,
  instant AS sort_first, instant + 999999 AS sort_last, i AS sort_turn,
  instant AS low, instant + 999999 AS last, instant + 999999 AS high, instant AS until,
  NULL::BIGINT AS end_low, NULL::BIGINT AS end_high,
  FALSE AS lasting, FALSE AS dateless, FALSE AS branched, FALSE AS related, FALSE AS pictured,
  '' AS status, parts AS actors, parts, []::VARCHAR[] AS part_roles, []::VARCHAR[] AS roles,
  ['log'] AS sources, [tag] AS tags,
  ['sources:1', 'tag:' || tag, 'coverage:alone log'] AS terms,
  '' AS place, '' AS url, []::VARCHAR[] AS caused_by,
  lower(title) || chr(10) || 'e' || i || chr(10) || tag || chr(0) || parts[1] || chr(0)
    || parts[2] || chr(0) || 'the log' AS words,
  'year.log' AS file, i + 1 AS line, i AS number,
  strftime(make_timestamp(instant), '%H:%M:%S') AS phrase, 'second' AS known_to,
  instant - instant % {_DAY} AS header_low, instant - instant % {_DAY} + {_DAY - 1} AS header_high,
  NULL::VARCHAR AS record
FROM (
  SELECT i, {_FIRST} + (i * {_YEAR} // {{count}}) * 1000000 AS instant,
    ['host' || i % {HOSTS}, 'user' || {_USER}] AS parts, 't' || i % {TAGS} AS tag,
    'Session of user' || {_USER} || CASE WHEN i % {SELDOM} = 7 THEN ' {WORD} (' ELSE ' opened (' END
      || i || ')' AS title
  FROM range({{count}}) r(i)
)
"""


_FIXED = (
    "text", "end_low", "end_high", "lasting", "dateless", "branched", "related", "pictured",
    "status", "part_roles", "roles", "sources", "place", "url", "caused_by", "file", "known_to",
    "record",
)  # fmt: skip


def make_table(path: Path, count: int) -> None:
    """Write a table of so many events."""
    import duckdb

    names = [f"host{n}" for n in range(HOSTS)] + [f"user{n}" for n in range(USERS)]
    header = "timeline: {title: A year of sessions, zone: UTC}\nsources: {log: The log}\nactors:\n"
    timeline = loads(header + "".join(f"  {name}: {name}\n" for name in names), "year.log")
    facts = Gathered().facts(timeline.replace(problems=()), True)
    last = _FIRST + (count - 1) * _YEAR // count * 1_000_000
    sums = Sums(events=count, dated=count, first=_FIRST, last=last)
    facts |= {
        "sums": written(sums._asdict()),
        "known": written([[_FIRST, last + 999_999]]),
        "files": written(["year.log"]),
        "names.actor": written(names),
        "names.source": written(["log"]),
        "names.tag": written([f"t{n}" for n in range(TAGS)]),
    }
    fixed = duckdb.sql(f"SELECT {', '.join(_FIXED)} FROM ({_ROWS.format(count=1)})").fetchall()[0]
    facts["fixed"] = written(dict(zip(_FIXED, fixed, strict=True)))
    facts["alike"] = written(ALIKE)
    assert -OPEN < _FIRST < OPEN
    told = ", ".join(
        f"'{PREFIX}{name}': '{value.decode().replace(chr(39), chr(39) * 2)}'"
        for name, value in facts.items()
    )
    columns = ", ".join(COLUMNS)
    part = path.with_suffix(".part")
    with duckdb.connect(config={"memory_limit": "2GB", "preserve_insertion_order": True}) as made:
        made.execute(
            f"COPY (SELECT {columns} FROM ({_ROWS.format(count=count)})) TO '{part}'"
            f" ({FORM}, KV_METADATA {{{told}}})"
        )
    part.rename(path)
