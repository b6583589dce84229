"""For which rows an engine can vouch: those of which our reader is certain to make an event.

A row is left out by ``skip``, *sure*, or odd. Of the odd ones each is read before a question is
put: whatever is wrong with a file is in those.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.interchange.reading.uses import columns_at, paths_of
from crisis.timeline.query.sql import NO, YES, Sql, every, no
from crisis.timeline.tables.conditions import either

from .rows import PLACE, put
from .times import AT, LOCAL, plain, row_time, unsteady

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from crisis.timeline.base.zones import Zone
    from crisis.timeline.interchange.reading.rules import Rules, Value, Values

    from .rows import Rows
    from .times import RowTime

MOST_VALUES = 50_000
"""So many different values of columns are looked at one by one."""

MOST_ALIKE = 2_000
"""So many of them are named in one condition."""

_LONGEST = 100_000
"""Bytes of what a sure row says."""

_OWN_ID = "[A-Za-z0-9][A-Za-z0-9_-]{0,90}"
_SIMPLE = re.compile(
    r"(VARCHAR|BOOLEAN|U?(TINY|SMALL|BIG)?INT(EGER)?|DOUBLE|FLOAT|DATE|TIMESTAMP|DECIMAL|STRUCT)\b"
)
_OTHER = re.compile("JSON|BLOB|MAP|UNION|INTERVAL|BIT|HUGE|UUID|ENUM|VARIANT|GEO")


class Unvouched(Exception):
    """An engine cannot vouch for what these rules make of this file: all of it is read."""


class Vouching(NamedTuple):
    """What becomes of rows: those that ``sure`` holds for, and those that ``skips`` leave out.

    ``columns`` are those that the rules look at. Each of ``skips`` is why, and which rows.
    """

    columns: tuple[str, ...]
    time: RowTime
    sure: Sql
    skips: tuple[tuple[str, Sql], ...]

    @property
    def kept(self) -> Sql:
        """The rows that no skip leaves out."""
        return every([no(which) for _, which in self.skips])

    @property
    def vouched(self) -> Sql:
        """The rows that are certainly events."""
        return every([self.kept, self.sure])

    @property
    def odd(self) -> Sql:
        """The rows that have to be read to be known."""
        return every([self.kept, no(self.sure)])


def vouching(rows: Rows, rules: Rules, own: Zone | None) -> Vouching:
    """What an engine can say of rows by rules. Raises Unvouched, and Failed.

    ``own`` is the zone of clocks that name none.
    """
    told = dict(rules.texts)
    if rules.own_keys or rules.caused_by or rules.part_of or rules.prefer or "status" in told:
        raise Unvouched
    columns = used(rules, rows)
    time = row_time(rules, own, rows.columns, rows.words)
    if time is None or not {AT, LOCAL, PLACE}.isdisjoint(map(str.casefold, rows.columns)):
        raise Unvouched
    rows.derive(columns, time.made)
    skips: list[tuple[str, Sql]] = []
    for skip in rules.skip:
        tested = tuple(dict.fromkeys(path for value, _ in skip.tests for path in value.paths))
        skips.append((skip.why, alike(rows, tested, skip.meets)))
    parts = [either([Sql(time.proven), Sql(time.blank)]), _titled(rows, rules)]
    if long := [
        name
        for name in columns
        if _SIMPLE.fullmatch(rows.columns[name]) is None or rows.columns[name] == "VARCHAR"
    ]:
        sizes = (rows.words.length(rows.key([name]).text) for name in long)
        lengths = " + ".join(f"coalesce({size}, 0)" for size in sizes)
        parts.append(Sql(f"{lengths} < {_LONGEST}"))
    if time.local != "FALSE" and time.zone is not None and time.zone.name != "UTC":
        parts.append(_steady(rows, time, time.zone))
    if rules.id is not None:
        parts.append(_apart(rows, rules.id))
    sure = put("coalesce({}, FALSE)", every(parts))
    return Vouching(columns, time, sure, tuple(skips))


def used(rules: Rules, rows: Rows) -> tuple[str, ...]:
    """The columns that rules look at. Raises Unvouched for one that is not read alike."""
    found = dict.fromkeys(name for path in paths_of(rules) for name in columns_of(path, rows))
    if not all(_known(rows.columns[name]) for name in found):
        raise Unvouched
    return tuple(found)


def columns_of(path: str, rows: Rows) -> list[str]:
    """The columns that a path may lead into."""
    return columns_at(path, rows.columns)


def _known(kind: str) -> bool:
    """Whether values of a type are read as rows of JSON have them."""
    return bool(_SIMPLE.match(kind)) and not _OTHER.search(kind)


def alike(
    rows: Rows, paths: Sequence[str], test: Callable[[Values], bool], where: Sql = YES
) -> Sql:
    """The rows whose values of some paths pass a test. Raises Unvouched where they are many."""
    columns = tuple(dict.fromkeys(name for path in paths for name in columns_of(path, rows)))
    if not columns:
        return YES if test({}) else NO
    found = rows.distinct(columns, where, MOST_VALUES)
    if len(found) > MOST_VALUES:
        raise Unvouched
    return having(rows, columns, [key for key, _ in found if test(values(rows, columns, key))])


def values(rows: Rows, columns: Sequence[str], key: str | None) -> Values:
    """The values of a key. Raises Unvouched for what is no JSON of ours."""
    try:
        return rows.values(columns, key)
    except (ValueError, RecursionError):
        raise Unvouched from None


def having(rows: Rows, columns: Sequence[str], keys: Sequence[str | None]) -> Sql:
    """The rows of some keys. Raises Unvouched where they are many."""
    if len(keys) > MOST_ALIKE:
        raise Unvouched
    key = rows.key(columns)
    named = [one for one in keys if one is not None]
    parts = []
    if named:
        listed = Sql(", ".join("?" for _ in named), tuple(named))
        parts.append(put("coalesce({} IN ({}), FALSE)", key, listed))
    if len(named) < len(keys):
        parts.append(put("{} IS NULL", key))
    return either(parts)


def _titled(rows: Rows, rules: Rules) -> Sql:
    """Whether a row certainly has a title."""
    title = rules.title
    if title is None or title.table:
        raise Unvouched
    if not title.paths:
        return YES if title.one({}).strip() else NO
    parts = []
    for path in title.paths:
        if path not in rows.columns:
            continue
        column, kind = rows.words.name(path), rows.columns[path]
        said = f"{column} IS NOT NULL"
        if kind == "VARCHAR":
            said = rows.words.titled(column)
        elif kind.endswith("[]"):
            continue
        parts.append(Sql(f"coalesce({said}, FALSE)"))
    return either(parts)


def _steady(rows: Rows, time: RowTime, zone: Zone) -> Sql:
    """Whether the clock of a row showed its time once. Raises Unvouched for very long times."""
    ends = [Sql(f"min({time.at})"), Sql(f"max({time.at})")]
    ((first, last),) = rows.numbers(ends, Sql(f"{time.proven} AND {time.local}"))
    if first is None:
        return YES
    stretches = unsteady(zone, first, last)
    if stretches is None:
        raise Unvouched
    within = " OR ".join(f"({time.at} >= {low} AND {time.at} < {high})" for low, high in stretches)
    return Sql(f"NOT ({time.local}) OR NOT ({within})") if within else YES


def _apart(rows: Rows, value: Value) -> Sql:
    """Whether the id of a row is one as it stands. Raises Unvouched where one stands twice."""
    name = plain(value)
    if not name or rows.columns.get(name) not in ("VARCHAR", "INTEGER", "BIGINT"):
        raise Unvouched
    words = rows.words
    text = words.text(words.name(name))
    number, different = (f"count({x})" for x in (text, f"DISTINCT trim({text})"))
    ((there, known),) = rows.numbers([Sql(number), Sql(different)], YES)
    if there != known:
        raise Unvouched
    return Sql(f"{words.whole(text, _OWN_ID)} AND NOT ({text} LIKE 'event%')")
