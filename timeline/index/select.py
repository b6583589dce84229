"""A question as SQL: the verdicts that evaluate.py gives, on the tables of an index.

The smallest set of events that one condition leaves is looked through, and the others are asked of
each of them. Every value is a parameter, or stands in a temporary table.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.model.free import PREFIX
from crisis.timeline.query.conditions import TIMED, Actors, Among, Apart, Either, Ids, Times
from crisis.timeline.query.fields import KEPT
from crisis.timeline.query.numbered_times import storable
from crisis.timeline.query.sql import Clause, Sql, every, no, of_ranks, unless
from crisis.timeline.query.windows import CERTAIN, OUT, Windows

from .schema import BLOCK, BRANCHED, DATELESS, STATUS, TEMPORARY
from .sql_windows import SqlWindows, meets_by_class

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from crisis.timeline.model.records import Event
    from crisis.timeline.query.conditions import Condition, Words
    from crisis.timeline.query.elapsed import Since
    from crisis.timeline.query.windows import Window


class Ranked(NamedTuple):
    """The ranks of what matches, 1 for each that is so for certain, and how many have a date.

    What has a status never certainly was, whatever stands here. ``more`` match that are not listed.
    """

    ranks: Sequence[int]
    certain: Sequence[int]
    dated: int
    undated: int
    more: int = 0


class Engine:
    """Puts one question to an index.

    It has so many ``events``, and times of the classes ``widths``. ``asked`` are events, by rank,
    of which relations tell more about the time since zero than their bounds do; ``at`` reads an
    event.
    """

    def __init__(
        self,
        database: sqlite3.Connection,
        events: int,
        widths: Iterable[int],
        since: Since,
        asked: Callable[[Since], Sequence[tuple[int, Event]]],
        at: Callable[[int], Event],
    ) -> None:
        self._database = database
        self._events = events
        self._since = since
        self._asked = asked
        self._at = at
        self._slots = 0
        database.execute("PRAGMA query_only = OFF")  # it holds for temporary tables as well
        database.executescript(TEMPORARY)
        self._widths = self._chosen(widths)

    def select(self, conditions: Sequence[Condition], certain: bool) -> Ranked:
        """The ranks of the events under all conditions; with ``certain`` only those that are."""
        tests = [self._test(condition) for condition in conditions]
        all_sought = [condition.sought for condition in conditions]
        windows = [sought for sought in all_sought if isinstance(sought, Times | Either)]
        elapsed = all(isinstance(window, Times) and window.elapsed for window in windows)
        apart = any(isinstance(sought, Apart) for sought in all_sought)
        together = self._together(conditions)
        ranks, sureness = array("L"), bytearray()
        dated = undated = 0
        for rank, flags, sure in self._rows(tests):
            if together and flags & BRANCHED and not sure and together(self._at(rank)) == OUT:
                continue
            if flags & DATELESS:
                since = self._since
                timed = windows and not (elapsed and since.of(self._at(rank)) is not None)
                if timed or (apart and not sure):
                    undated += 1
                    continue
            if not certain or (sure and not flags & STATUS):
                ranks.append(rank)
                sureness.append(bool(sure))
                dated += not flags & DATELESS
        return Ranked(ranks, sureness, dated, undated)

    def _together(self, conditions: Sequence[Condition]) -> Callable[[Event], str] | None:
        """What tells of an event of several times whether one is in all times asked for."""
        timed = [condition for condition in conditions if isinstance(condition.sought, TIMED)]
        if len(timed) < 2:
            return None
        from crisis.timeline.query.evaluate import together

        return together(timed, self._since)

    def _rows(self, tests: list[Clause]) -> Iterator[tuple[int, int, int]]:
        sure = every([test.sure for test in tests])
        quick = [test for test in tests if test.ranked]
        where = [test.met for test in tests if not test.ranked]
        best = min((t for t in tests if t.narrow), key=lambda test: test.size, default=None)
        if best is None or best.narrow is None:
            where[:0] = [test.met for test in quick]
        else:  # the others that ranks tell of come before any event is looked at
            others = [t.ranked("n.rank") for t in quick if t is not best and t.ranked]
            ranks, more = best.narrow, every(others)
            text = f"e.rank IN (SELECT n.rank FROM ({ranks.text}) n WHERE {more.text})"
            where.insert(0, Sql(text, ranks.given + more.given))
        met = every(where)
        self._database.execute("PRAGMA query_only = ON")
        return self._database.execute(
            f"SELECT e.rank, e.flags, {sure.text} FROM event e WHERE {met.text} ORDER BY e.rank",
            (*sure.given, *met.given),
        )

    def _test(self, condition: Condition) -> Clause:
        sought, negated = condition
        if isinstance(sought, Times | Apart | Either):
            clause = self._in_time(sought)
            return Clause(no(clause.sure), no(clause.met)) if negated else clause
        test = self._plain(sought)
        if not negated:
            return test
        ranked = test.ranked
        if ranked is not None:
            return of_ranks(lambda rank: no(ranked(rank)))
        return Clause(no(test.met))

    def _plain(self, sought: Actors | Among | Ids | Words) -> Clause:
        """A condition that an event meets for certain or not at all."""
        if isinstance(sought, Actors):
            pairs = [
                (f"role {role}" if role else "actor", name)
                for ids, role in sought.parts
                for name in ids
            ]
            return self._terms(pairs)
        if isinstance(sought, Ids):
            return self._ids(sought.ids)
        if isinstance(sought, Among):
            if sought.field not in KEPT and not sought.field.startswith(PREFIX):
                raise LookupError(f"an index has no events by {sought.field}")
            return self._terms([(sought.field, value) for value in sought.values])
        spoken = self._words(sought)
        pairs = [("actor", name) for name in sought.actors]
        pairs += [("source", name) for name in sought.sources]
        return _either(spoken, self._terms(pairs)) if pairs else spoken

    def _words(self, sought: Words) -> Clause:
        """Blocks of events are looked through first: that is quicker than one event by one."""
        given = tuple(word.encode("utf-8", "surrogatepass") for word in sought.words)
        blocks = " OR ".join("instr(t.words, ?)" for _ in given)
        narrow = (
            "SELECT b.rank FROM texts t CROSS JOIN event b"
            f" ON b.rank BETWEEN t.block * {BLOCK} AND t.block * {BLOCK} + {BLOCK - 1}"
            f" WHERE {blocks}"
        )
        met = Sql(" OR ".join("instr(e.words, ?)" for _ in given), given)
        return Clause(met, narrow=Sql(narrow, given), size=self._events // BLOCK)

    def _terms(self, pairs: Iterable[tuple[str, str]]) -> Clause:
        numbers: set[int] = set()
        count = 0
        for pair in pairs:
            if not all(map(storable, pair)):
                continue
            row = self._database.execute(
                "SELECT number, count FROM term WHERE kind = ? AND name = ?", pair
            ).fetchone()
            if row is not None and row[0] not in numbers:
                numbers.add(row[0])
                count += row[1]
        slot = self._chosen(numbers)
        postings = "FROM temp.chosen c CROSS JOIN posting p ON p.term = c.value"
        return of_ranks(
            lambda rank: Sql(
                f"EXISTS (SELECT 1 {postings} AND p.rank = {rank} WHERE c.slot = ?)", (slot,)
            ),
            Sql(f"SELECT p.rank {postings} WHERE c.slot = ?", (slot,)),
            count,
        )

    def _ids(self, names: Iterable[str]) -> Clause:
        slot = self._chosen(())
        self._database.executemany(
            "INSERT INTO temp.chosen SELECT ?, rank FROM event WHERE id = ?",
            ((slot, name) for name in names),
        )
        chosen = "SELECT value AS rank FROM temp.chosen WHERE slot = ?"
        narrow = Sql(chosen, (slot,))
        return of_ranks(
            lambda rank: Sql(f"EXISTS ({chosen} AND value = {rank})", (slot,)),
            narrow,
            self._count(narrow),
        )

    def _in_time(self, sought: Times | Apart | Either) -> Clause:
        if isinstance(sought, Times):
            return self._times(sought.windows, self._since if sought.elapsed else None)
        if isinstance(sought, Apart):
            return self._times((sought.window,), self._since.other(sought.event, sought.end))
        clauses = [self._in_time(part) for part in sought.parts]
        first, *rest = clauses
        for part in rest:
            first = _either(first, part)
        return first

    def _times(self, asked: tuple[Window, ...], since: Since | None) -> Clause:
        """Events in windows of instants, or of the time ``since`` something."""
        zero = None if since is None else since.zero
        windows = SqlWindows(self._database, asked, zero, self._slot(2))
        met, sure = windows.event()
        narrow = self._within(windows.slot)
        others = [] if since is None else self._asked(since)
        if since is not None and others:
            slot = self._judged(asked, since, others)
            row = "SELECT {} FROM temp.judged WHERE slot = ? AND rank = e.rank"
            met = unless(Sql(row.format("met"), (slot,)), met)
            sure = unless(Sql(row.format("sure"), (slot,)), sure)
            more = " UNION ALL SELECT rank FROM temp.judged WHERE slot = ? AND met"
            narrow = Sql(narrow.text + more, (*narrow.given, slot))
        return Clause(met, sure, narrow, self._count(narrow))

    def _judged(
        self, asked: tuple[Window, ...], since: Since, others: Sequence[tuple[int, Event]]
    ) -> int:
        """Enter what the events that relations tell more of are under elapsed windows."""
        slot, windows = self._slot(), Windows(asked)
        verdicts = ((rank, windows.accounts(since.accounts(event))) for rank, event in others)
        self._database.executemany(
            "INSERT INTO temp.judged VALUES(?,?,?,?)",
            ((slot, rank, verdict != OUT, verdict == CERTAIN) for rank, verdict in verdicts),
        )
        return slot

    def _within(self, slot: int) -> Sql:
        """A query for the ranks of all times that may meet a window in a slot."""
        parts = [
            f"SELECT t.rank FROM temp.stretch s CROSS JOIN temp.chosen w CROSS JOIN {table} t"
            f" INDEXED BY {table}_time ON {meets_by_class('t', 'w.value', 's.start', 's.stop')}"
            " WHERE s.slot = ? AND w.slot = ?"
            for table in ("event", "account")
        ]
        return Sql(" UNION ALL ".join(parts), (slot, self._widths) * 2)

    def _count(self, ranks: Sql) -> int:
        """How many ranks a query has, up to a number that is looked through at once."""
        rows = self._database.execute(
            f"SELECT count(*) FROM (SELECT 1 FROM ({ranks.text}) LIMIT {_MANY})", ranks.given
        )
        count: int = rows.fetchone()[0]
        return count

    def _slot(self, number: int = 1) -> int:
        self._slots += number
        return self._slots - number

    def _chosen(self, values: Iterable[int]) -> int:
        slot = self._slot()
        self._database.executemany(
            "INSERT INTO temp.chosen VALUES(?,?)", ((slot, value) for value in values)
        )
        return slot


_MANY = 50_000


def _either(first: Clause, other: Clause) -> Clause:
    """Two conditions of which one holds."""
    met = Sql(f"({first.met.text}) OR ({other.met.text})", first.met.given + other.met.given)
    sure = Sql(f"({first.sure.text}) OR ({other.sure.text})", first.sure.given + other.sure.given)
    if first.narrow is None or other.narrow is None:
        return Clause(met, sure)
    both = f"{first.narrow.text} UNION ALL {other.narrow.text}"
    return Clause(
        met,
        sure,
        narrow=Sql(both, first.narrow.given + other.narrow.given),
        size=first.size + other.size,
    )
