"""A file of others as a view by rules: the rows that a question may be about are read, no others.

The engine narrows, and our reader decides: what it is given is a superset of what is asked for, and
all that it might refuse.
"""

from __future__ import annotations

from functools import cached_property
from heapq import merge
from itertools import groupby
from typing import TYPE_CHECKING

from crisis.timeline.interchange.reading.conversion import Common
from crisis.timeline.query.sql import YES, Sql, every
from crisis.timeline.tables.conditions import either

from .facets import facets
from .facets import named as ids_of
from .narrowing import Narrowing
from .rows import put
from .vouching import Unvouched, vouching

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from crisis.timeline.base.problems import Problem
    from crisis.timeline.base.zones import Zone
    from crisis.timeline.interchange.reading.conversion import Conversion
    from crisis.timeline.interchange.reading.entries import Entry
    from crisis.timeline.interchange.reading.foreign_text import ForeignText
    from crisis.timeline.interchange.reading.importing import Import
    from crisis.timeline.interchange.reading.records import Record
    from crisis.timeline.interchange.reading.rules import Rules
    from crisis.timeline.model.timeline import Timeline
    from crisis.timeline.query.store import Store

    from .rows import Rows

    Load = Callable[[Iterator[Entry]], tuple[Store, int]]

MOST_ODD = 20_000
"""So many rows are read that the engine cannot vouch for; of more all are."""

MOST_DAYS = 20_000
"""So many days are looked at for which of them have events."""

_ODD, _BLANK, _LOCAL, _PLAIN = -4, -3, -2, -1
"""What is counted: rows to be read, and of those that are sure who has no time, a time without its
zone, and any other."""


class View:
    """The rows of a file by rules, read where they are asked for.

    ``events`` counts those of its events, where the same record does not stand twice. Raises
    Unvouched where an engine cannot narrow rows by these rules, and Failed.
    """

    def __init__(
        self,
        rows: Rows,
        job: Import,
        file: ForeignText,
        rules: Rules,
        load: Load,
    ) -> None:
        self.rules = rules
        self._rows = rows
        self._job = job
        self._file = file
        self._load = load
        first = job.conversion(file, rules)
        self._vouched = vouching(rows, rules, first.own)
        sure, odd = self._count(first.own)
        if odd > MOST_ODD:
            raise Unvouched
        self._odd = [*self._records(self._vouched.odd)] if odd else []
        if sure == rows.number:
            self._vouched = self._vouched._replace(sure=YES, skips=())
        found = _kept(first, self._odd, job.tell)
        self._refused = first.tally.refused
        self.events = sure + len(found)
        self._facets = facets(rows, self._vouched, rules)
        self.named: dict[str, list[str]] = {}
        common = Common()
        for kind, facet in self._facets.items():
            try:
                listed = [(rows.line(at), turn, name) for at, turn, name in facet.names()]
            except Unvouched:
                if kind in ("actor", "source"):
                    raise
                continue  # so many tags or places narrow nothing, and no id hangs on them
            for record in found:
                named = enumerate(facet.read(record.values))
                listed += [(record.line, turn, name) for turn, name in named]
            self.named[kind] = [name for *_, name in sorted(listed)]
            if kind in ("actor", "source"):
                setattr(common, f"{kind}s", ids_of(kind, self.named[kind]))
        self._names = {"actor": common.actors, "source": common.sources}
        job.common = common
        self.narrowing = Narrowing(self._vouched.time, self._facets, self._names)

    def _count(self, own: Zone | None) -> tuple[int, int]:
        """How many rows are sure and odd; what becomes of the others is counted for the tally."""
        vouched, tally = self._vouched, self._job.conversions[-1].tally
        time, skips = vouched.time, [*enumerate(vouched.skips)]
        cases = [
            *(Sql(f"WHEN {which.text} THEN {n}", which.given) for n, (_, which) in skips),
            Sql(f"WHEN NOT ({vouched.sure.text}) THEN {_ODD}", vouched.sure.given),
            Sql(f"WHEN {time.blank} THEN {_BLANK}"),
            Sql(f"WHEN {time.local} THEN {_LOCAL}"),
        ]
        kind = put(f"CASE {' '.join('{}' for _ in cases)} ELSE {_PLAIN} END", *cases)
        numbers = dict(self._rows.grouped([kind, Sql("count(*)")], YES, [Sql("1")]))
        if sum(numbers.values()) != self._rows.number:
            raise Unvouched
        for place, (why, _) in skips:
            if place in numbers:
                tally.skipped[why] += numbers[place]
        if blank := numbers.get(_BLANK, 0):
            tally.undated["empty"] += blank
        if (local := numbers.get(_LOCAL, 0)) and own is not None and not time.named:
            tally.zones[own.name] += local
        sure = blank + local + numbers.get(_PLAIN, 0)
        tally.read += sure
        return sure, numbers.get(_ODD, 0)

    def _records(self, where: Sql) -> Iterator[Record]:
        """The records of some rows. Raises Unvouched where one is no JSON of ours."""
        try:
            yield from self._rows.records(self._vouched.columns, where)
        except (ValueError, RecursionError):
            raise Unvouched from None

    def store(self, where: Sql) -> Store:
        """The store of the sure rows under a condition, and of all others that are events.

        Raises Unvouched where it turns out that the engine cannot vouch for them, and Failed.
        """
        job = self._job
        common = Common()
        common.actors, common.sources = self._names["actor"], self._names["source"]
        job.common = common
        conversion = job.conversion(self._file, self.rules)
        job.conversions.pop()
        entries = conversion.events(self._merged(where), lambda _: None)
        made, number = self._load(entries)
        if number != conversion.tally.read or conversion.tally.refused != self._refused:
            raise Unvouched
        return made

    def _merged(self, where: Sql) -> Iterator[Record]:
        """The records of rows under a condition and of all odd ones, in order, each once."""
        if not self._rows.placed:
            return self._records(either([where, self._vouched.odd]) if self._odd else where)
        asked = self._records(where)
        if not self._odd:
            return asked
        both = merge(asked, self._odd, key=lambda record: record.line)
        return (next(same) for _, same in groupby(both, key=lambda record: record.line))

    @cached_property
    def above(self) -> Timeline:
        """What stands above the events: a timeline without any."""
        return self._load(iter(()))[0].whole()

    def days(self) -> Store:
        """The first and the last event of each day of UTC or of its clock, and all odd ones.

        Any day that has an event in any zone has one of these. Raises as ``store`` does.
        """
        time, vouched = self._vouched.time, self._vouched.vouched
        sure = every([vouched, Sql(time.proven)])
        ends = self._rows.ends(time.at, time.local, sure, MOST_DAYS)
        if ends is None:
            raise Unvouched
        return self.store(ends)

    def close(self) -> None:
        """Close the engine."""
        self._rows.engine.close()


def _kept(
    conversion: Conversion, records: list[Record], tell: Callable[[Problem], None]
) -> list[Record]:
    """Those of some records of which there are events; ``tell`` hears of the others."""
    last: list[Record] = []

    def each() -> Iterator[Record]:
        for record in records:
            last[:] = [record]
            yield record

    return [last[0] for _ in conversion.events(each(), tell)]
