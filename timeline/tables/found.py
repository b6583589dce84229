"""What a question finds in tables: few rows at once, many as they are taken."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, overload

from crisis.timeline.query.lazy_matches import too_many
from crisis.timeline.query.numbered_times import OPEN
from crisis.timeline.query.sql import YES, Sql, every
from crisis.timeline.query.store import Branched, Filed, Hit, Stretch, Tally, branched
from crisis.timeline.query.terms import QueryError
from crisis.timeline.query.windows import CERTAIN, POSSIBLE

from .columns import COLUMN_OF, COLUMNS, LIST
from .combinations import Numbers, combinations
from .counted import floor
from .facts import QUARTER
from .opened import OPEN_START, SELECTED, SELECTED_LINE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from crisis.timeline.query.totals import Totals

    from .opened import Tables

FEW = 20_000
"""So many rows are kept; of more those that were taken last."""

MOST_BRANCHED = 20_000
"""So many events of several times are read where others are counted."""

KEPT = 4_096
"""So many rows are kept of those that were taken last."""


class Found(Filed):
    """The rows under a condition, in order; with ``most`` only the first ones.

    ``numbers`` are of all of them. ``sure`` tells which are certain.
    """

    def __init__(
        self, tables: Tables, where: Sql, sure: Sql, most: int | None, whole: Numbers | None
    ) -> None:
        self._tables = tables
        self._where = where
        self._sure = sure
        self._whole = whole
        self._rows: list[tuple[Any, ...]] = []
        self._first = 0  # the place of the first of them
        self._stream: Iterator[list[tuple[Any, ...]]] | None = None
        self._all_read = False
        self._counting = False
        self._large = False
        self._length: int | None = None
        self._selected, self._event = SELECTED, tables.event
        self._limited = most is not None
        self.countable = not self._limited
        if most is not None:
            self._rows = [row for part in self._parts(most, 0) for row in part]
            self._all_read = len(self._rows) < most
            self._length = len(self._rows)

    def in_lines(self) -> None:
        if self._stream is None and not self._limited:
            self._selected, self._event = SELECTED_LINE, self._tables.brief

    @property
    def _status(self) -> int:
        """The place of the status in a row."""
        return self._selected.split(", ").index("e.status")

    @cached_property
    def numbers(self) -> Numbers:
        """How many rows there are, also where only the first ones are here.

        Few are read for that, unless an engine has counted groups of them.
        """
        if self._whole is not None:
            return self._whole
        if not (self._limited or self._counting):
            while len(self._rows) <= FEW and self._more():
                pass
        if self._all_read:
            at = self._status
            status = sum(1 for row in self._rows if row[at])
            certain = sum(1 for row in self._rows if row[-2] and not row[at])
            return Numbers(len(self._rows), self._dated(self._rows), certain, status)
        sure = every([self._sure, Sql("e.status = ''")])
        text = (
            "SELECT count(*), count(CASE WHEN e.dateless THEN NULL ELSE 1 END),"
            f" count(CASE WHEN {sure.text} THEN 1 END), count(CASE WHEN e.status <> '' THEN 1 END)"
            f" FROM events e WHERE {self._where.text}"
        )
        ((count, dated, certain, status),) = self._tables.rows(
            Sql(text, sure.given + self._where.given)
        )
        return Numbers(count, dated, certain, status)

    @property
    def dated(self) -> int:
        """How many of those here have a time: they stand before the others."""
        return self._dated(self._rows) if self._limited else self.numbers.dated

    @staticmethod
    def _dated(rows: list[tuple[Any, ...]]) -> int:
        return sum(1 for row in rows if not row[-1])

    def _parts(self, most: int | None, offset: int) -> Iterator[list[tuple[Any, ...]]]:
        sure = "TRUE" if self._sure == YES else self._sure.text
        columns = f"{self._selected}, {sure}, e.dateless"
        text = f"SELECT {columns} FROM events e WHERE ({self._where.text})"
        return self._tables.in_order(text, self._sure.given + self._where.given, most, offset)

    def _begin(self, place: int) -> None:
        self._first, self._rows, self._all_read = place, [], False
        self._stream = self._parts(None, place)

    def _more(self) -> bool:
        """Take more rows, and let go of those long before them where there are many."""
        if self._stream is None:
            self._begin(0)
        assert self._stream is not None
        part = next(self._stream, None)
        if part is None:
            self._all_read = not self._first and not self._large
            return False
        self._rows += part
        return True

    def _row(self, place: int) -> tuple[Any, ...]:
        if not self._first <= place < self._first + len(self._rows) + FEW:
            self._begin(place)
        while place >= self._first + len(self._rows):
            if not self._more():
                raise self._tables.unreadable("it has fewer rows than it said")
        if place - self._first > FEW + KEPT and self.large:
            gone = place - KEPT - self._first
            del self._rows[:gone]
            self._first += gone
        return self._rows[place - self._first]

    def __len__(self) -> int:
        if self._length is None:
            self._length = self.numbers.all
            self._large = self._length > FEW
        return self._length

    @overload
    def __getitem__(self, place: int) -> Hit: ...
    @overload
    def __getitem__(self, place: slice) -> list[Hit]: ...
    def __getitem__(self, place: int | slice) -> Hit | list[Hit]:
        if isinstance(place, slice):
            places = range(len(self))[place]
            if len(places) > FEW:
                raise QueryError(
                    f"{len(places):,} events are too many to be put in another order",
                    "--limit, or a filter",
                )
            return [self[number] for number in places]
        if not 0 <= place < len(self):
            place = range(len(self))[place]
        row = self._row(place)
        event = self._event(row)
        return Hit(event, CERTAIN if row[-2] and not event.status else POSSIBLE)

    @property
    def large(self) -> bool:  # type: ignore[override]
        if self._length is None:
            len(self)
        return self._large

    def tally(self) -> Tally | None:
        if self._limited:
            return None
        count, _, certain, status = self.numbers
        return Tally(count, certain, status)

    def tallied(self, field: str) -> list[tuple[str, Tally]]:
        column = COLUMN_OF[field]
        value = self._tables.engine.each(f"e.{column}", COLUMNS[column] == LIST)
        rows = self._counted([value], "")
        return [(name or "", tally) for (name, *_), tally in rows]

    def stretches(self, size: int) -> list[Stretch]:
        low, high, last = (floor(f"e.{name}", size) for name in ("low", "high", "last"))
        if not self._tables.sums.wide and size >= QUARTER:
            rows = self._counted([low], "")
            return [Stretch(at, at, at, tally) for (at,), tally in rows]
        several = bool(self._tables.sums.branched)
        one = "NOT e.branched" if several else ""
        rows = self._counted(["e.dateless", low, high, last], one)
        found = [
            Stretch(None, None, None, tally)
            if dateless
            else Stretch(_known(a), _known(b), _known(c), tally)
            for (dateless, a, b, c), tally in rows
        ]
        return [*found, *map(_alone, self._branched())] if several else found

    def _branched(self) -> list[Hit]:
        where = every([self._where, Sql("e.branched")])
        text = f"SELECT {SELECTED}, {self._sure.text} FROM events e WHERE {where.text}"
        rows = self._tables.rows(
            Sql(f"{text} LIMIT {MOST_BRANCHED + 1}", self._sure.given + where.given)
        )
        if len(rows) > MOST_BRANCHED:
            raise too_many(len(self))
        events = ((self._tables.event(row), row[-1]) for row in rows)
        return [
            Hit(event, CERTAIN if sure and not event.status else POSSIBLE) for event, sure in events
        ]

    def _counted(self, keys: list[str], more: str) -> list[tuple[tuple[Any, ...], Tally]]:
        """How many rows there are of each combination of keys."""
        self._counting = True
        where = every([self._where, Sql(more)] if more else [self._where])
        rows = combinations(self._tables, where, self._sure, keys)
        if rows is None:
            raise too_many(len(self))
        if keys[0].startswith("e.") and not more:
            self._learn([tally for _, tally in rows])
        return rows

    def _learn(self, tallies: list[Tally]) -> None:
        """Take the sums of all rows for their numbers, where each of them has a time."""
        sums = self._tables.sums
        if sums.dated == sums.events and "numbers" not in vars(self):
            every, certain, status = map(sum, zip(*tallies, strict=True)) if tallies else (0, 0, 0)
            self.numbers = Numbers(every, every, certain, status)

    def having(self, state: str) -> int:
        sums = self._tables.sums
        if not (sums.conflicted if state == "conflicted" else sums.branched):
            return 0
        where = every([self._where, Sql("array_contains(e.terms, ?)", (f"is:{state}",))])
        ((count,),) = self._tables.rows(
            Sql(f"SELECT count(*) FROM events e WHERE {where.text}", where.given)
        )
        return int(count)

    def last_start(self) -> int | None:
        known = Sql(f"e.low > {-OPEN} AND NOT e.branched AND NOT e.dateless")
        where = every([self._where, known])
        rows = self._tables.rows(
            Sql(f"SELECT max(e.low) FROM events e WHERE {where.text}", where.given)
        )
        return None if rows[0][0] is None else int(rows[0][0])

    def branched(self) -> list[Branched]:
        if not self._tables.sums.branched:
            return []
        return [branched(place, self[place].event) for place in self._places("e.branched")]

    def open_starts(self) -> list[int]:
        return self._places(OPEN_START) if self._tables.sums.open else []

    def _places(self, which: str) -> list[int]:
        """The places of some rows, in order."""
        order = self._tables.order or "ORDER BY e.sort_first, e.sort_last, e.sort_turn"
        text = (
            f"SELECT place FROM (SELECT row_number() OVER ({order}) - 1 AS place,"
            f" {which} AS meant FROM events e WHERE {self._where.text}) r"
            " WHERE meant ORDER BY place"
        )
        return [place for (place,) in self._tables.rows(Sql(text, self._where.given))]

    def summed(self, find: Callable[[Totals], Any]) -> Any:
        return None


def _known(instant: int) -> int | None:
    return None if abs(instant) > OPEN // 2 else instant


def _alone(hit: Hit) -> Stretch:
    sure = hit.verdict == CERTAIN
    tally = Tally(1, int(sure), int(bool(hit.event.status)))
    return Stretch(None, None, None, tally, hit.event)
