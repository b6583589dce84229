"""The events of tables as a store: answers without relations, and only what they need is read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, overload

from crisis.timeline.base.problems import Origin
from crisis.timeline.model.records import Event, Part
from crisis.timeline.model.timeline import Timeline
from crisis.timeline.query.conditions import TIMED
from crisis.timeline.query.evaluate import judges, overall
from crisis.timeline.query.fields import KNOWN
from crisis.timeline.query.numbered_times import storable
from crisis.timeline.query.sql import NO, YES, Clause, Sql, every, no
from crisis.timeline.query.store import Selected
from crisis.timeline.query.terms import QueryError
from crisis.timeline.query.windows import CERTAIN, OUT

from .columns import COLUMN_OF
from .combinations import numbers
from .conditions import Conditions, either, one_of
from .facts import folded
from .found import Found
from .opened import SELECTED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from crisis.timeline.model.relations import Links, Place, Reach, Work
    from crisis.timeline.query.conditions import Condition
    from crisis.timeline.query.elapsed import Since

    from .conditions import Question
    from .opened import Tables

MOST_ODD = 20_000
"""So many rows are read and judged by themselves for one question."""

MOST_IDS = 100_000
"""Of tables with more events no ids are listed, and the nearest to a wrong one is not sought."""

NO_RELATIONS = "a table has events and their times, and no relations between them"
_HINT = "ask the event file that it was made of"


class TableStore(Sequence[Event]):
    """The events of tables, in the order of their files; a Store."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self._names: dict[str, dict[str, str]] = {}

    def __len__(self) -> int:
        return self.tables.sums.events

    @overload
    def __getitem__(self, place: int) -> Event: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Event, ...]: ...
    def __getitem__(self, place: int | slice) -> Event | tuple[Event, ...]:
        if isinstance(place, slice):
            return tuple(self[number] for number in range(len(self))[place])
        number = range(len(self))[place]
        rows = self._in_files(f"LIMIT 1 OFFSET {number}")
        return next(rows)

    def __iter__(self) -> Iterator[Event]:
        return self._in_files()

    def _in_files(self, part: str = "") -> Iterator[Event]:
        text = f"SELECT {SELECTED} FROM events e ORDER BY e.table_number, e.number {part}"
        for rows in self.tables.stream(Sql(text)):
            yield from map(self.tables.event, rows)

    def _where(self, condition: Sql) -> list[Event]:
        """The events under a condition, in the order of the files."""
        text = f"SELECT {SELECTED} FROM events e WHERE {condition.text}"
        rows = self.tables.rows(Sql(f"{text} ORDER BY e.table_number, e.number", condition.given))
        return [self.tables.event(row) for row in rows]

    def event(self, name: str) -> Event | None:
        if not storable(name):
            return None
        found = self._where(Sql("e.id = ?", (name,)))
        return found[0] if found else None

    def ids(self) -> Iterable[str]:
        if len(self) > MOST_IDS:
            return ()
        text = "SELECT e.id FROM events e ORDER BY e.table_number, e.number"
        return [str(name) for (name,) in self.tables.rows(Sql(text))]

    def names(self, kind: str) -> Mapping[str, str]:
        if kind not in self._names:
            self._names[kind] = self._named(kind)
        return self._names[kind]

    def _named(self, kind: str) -> dict[str, str]:
        listed = self.tables.names(kind)
        if any(names is None for names in listed):
            values = self._asked_of_rows(kind)
        else:
            values = dict.fromkeys(name for names in listed for name in names or ())
        known = KNOWN[kind].names if kind in KNOWN else None
        if known is None:
            return folded(values)
        tables = self.tables
        event = Event(
            id="",
            titles=(),
            origin=Origin("", 0),
            actors=tuple(map(Part, values)) if kind == "actor" else (),
            sources=tuple(values) if kind == "source" else (),
        )
        return known(Timeline(tables.header, tables.actors, tables.sources, ()), [event])

    def _asked_of_rows(self, kind: str) -> dict[str, None]:
        """The values of a kind where the facts do not list them: they are too many."""
        column, prefix = COLUMN_OF.get(kind, "terms"), f"{kind}:"
        rows = self.tables.rows(Sql(self.tables.engine.values(column)))
        values = (str(value) for (value,) in rows)
        if column == "terms":
            values = (value.removeprefix(prefix) for value in values if value.startswith(prefix))
        return dict.fromkeys(filter(None, values))

    def disputed_events(self) -> list[Event]:
        if not self.tables.sums.branched:
            return []
        return [event for event in self._where(Sql("e.branched")) if event.disputed]

    def pictured_events(self) -> list[Event]:
        return self._where(Sql("e.pictured")) if self.tables.sums.pictured else []

    def followed(self, causes: Iterable[str]) -> set[str]:
        if not self.tables.sums.causing:
            return set()
        from crisis.timeline.base.graph import reached

        effects: dict[str, list[str]] = {}
        text = "SELECT e.id, e.caused_by FROM events e WHERE CAST(e.caused_by AS STRING) <> '[]'"
        for name, named in self.tables.rows(Sql(text)):
            for cause in named:
                effects.setdefault(cause, []).append(name)
        return reached(effects, causes)

    def known(self) -> list[tuple[int, int]]:
        return self.tables.known()

    def findings(self) -> Mapping[str, int]:
        return self.tables.findings()

    def links(self) -> Links:
        return Unrelated()

    def whole(self) -> Timeline:
        raise QueryError(NO_RELATIONS, _HINT)

    def select(
        self,
        conditions: Sequence[Condition],
        since: Since,
        certain: bool,
        most: int | None = None,
    ) -> Selected:
        tables = self.tables
        alone = len(tables.tables) == 1
        listed = frozenset() if alone else frozenset({*tables.actors, *tables.sources})
        making = Conditions(
            since, bool(tables.sums.branched), tables.actors if alone else None, listed
        )
        asked = making.question(conditions)
        clause = self._clause(asked, conditions, since)
        left = NO
        if asked.windows:
            left = Sql("e.dateless")
        elif asked.apart:
            left = every([Sql("e.dateless"), no(clause.sure)])
        undated = 0
        where = clause.met
        if left != NO and tables.sums.dated < tables.sums.events:
            text = every([clause.met, left])
            ((undated,),) = tables.rows(
                Sql(f"SELECT count(*) FROM events e WHERE {text.text}", text.given)
            )
            where = every([where, no(left)])
        if certain:
            where = every([where, clause.sure, Sql("e.status = ''")])
        whole = numbers(tables.sums) if where == YES and clause.sure == YES else None
        found = Found(tables, where, clause.sure, most, whole)
        more = 0 if most is None else lambda: found.numbers.all - len(found)
        return Selected(found, lambda: found.dated, undated, more)

    def _clause(self, asked: Question, conditions: Sequence[Condition], since: Since) -> Clause:
        """Whether a row is in, and whether for certain."""
        time = asked.time
        if asked.odd == NO:
            return Clause(every([asked.plain, time.met]), time.sure)
        met, sure = self._judged(asked, conditions, since)
        odd = asked.odd
        if odd == YES:
            return Clause(met, sure)
        return Clause(
            every([asked.plain, either([every([no(odd), time.met]), every([odd, met])])]),
            either([every([no(odd), time.sure]), every([odd, sure])]),
        )

    def _judged(
        self, asked: Question, conditions: Sequence[Condition], since: Since
    ) -> tuple[Sql, Sql]:
        """Which of the odd rows are in, and which of them for certain: each is read and judged."""
        where = every([asked.plain, asked.odd])
        text = f"SELECT {SELECTED} FROM events e WHERE {where.text} LIMIT {MOST_ODD + 1}"
        rows = self.tables.rows(Sql(text, where.given))
        if len(rows) > MOST_ODD:
            raise QueryError(
                f"more than {MOST_ODD:,} events of several times come into question",
                "a narrower question, or the event file",
            )
        tests = judges([c for c in conditions if isinstance(c.sought, TIMED)], since)
        verdicts = {
            event.id: overall(test(event) for test in tests)
            for event in map(self.tables.event, rows)
        }
        return (
            one_of("e.id", (name for name, verdict in verdicts.items() if verdict != OUT)),
            one_of("e.id", (name for name, verdict in verdicts.items() if verdict == CERTAIN)),
        )


class Unrelated:
    """Links where nothing is related: differences are those of bounds."""

    def place(self, event: str) -> Place | None:
        return None

    def apart(
        self, first: int, second: int, most: float, accounts: bool, work: Work
    ) -> float | None:
        return most

    def reach(self, node: int, accounts: bool) -> Reach:
        return {node: 0}, {node: 0}
