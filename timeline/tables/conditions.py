"""A question as SQL on the columns of a table: one text for every engine that reads it.

``events`` is the name of the table, ``e`` of a row. Values are parameters. Nothing is used but what
DuckDB, Spark and their like have alike: 64-bit numbers, ``array_contains``, ``contains``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.model.membership import organisations
from crisis.timeline.query.conditions import TIMED, Actors, Among, Apart, Either, Ids, Times
from crisis.timeline.query.numbered_times import backwards, storable
from crisis.timeline.query.sql import NO, YES, Clause, Sql, every, no
from crisis.timeline.query.stretches import meets, misses, stretch
from crisis.timeline.query.windows import gaps

from .rows import in_role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from crisis.timeline.model.records import Actor, Bound
    from crisis.timeline.query.conditions import Condition, Parts, Sought, Words
    from crisis.timeline.query.elapsed import Since
    from crisis.timeline.query.windows import Window


class Question(NamedTuple):
    """What conditions come to: a clause on names and words, and one on time.

    The second holds for rows that are not ``odd``: of those each is read and judged by itself.
    ``windows`` tells that instants or lengths of time are asked for, ``apart`` that the time since
    some event is.
    """

    plain: Sql
    time: Clause
    odd: Sql
    windows: bool
    apart: bool


class Conditions:
    """Puts conditions into SQL.

    ``actors`` are those of the timeline where the column ``actors`` is closed over them, else None.
    ``listed`` are actors and sources whose names the column ``words`` may not have.
    """

    def __init__(
        self,
        since: Since,
        branched: bool,
        actors: Mapping[str, Actor] | None,
        listed: frozenset[str] = frozenset(),
    ) -> None:
        self._since = since
        self._branched = branched
        self._actors = actors
        self._listed = listed

    def question(self, conditions: Sequence[Condition]) -> Question:
        """All conditions of a question."""
        timed = [condition for condition in conditions if isinstance(condition.sought, TIMED)]
        plain = [
            no(met) if condition.negated else met
            for condition in conditions
            if not isinstance(condition.sought, TIMED)
            for met in [self._plain(condition.sought)]
        ]
        clauses = [self._timed(condition) for condition in timed]
        time = Clause(every([c.met for c in clauses]), every([c.sure for c in clauses]))
        sought = [condition.sought for condition in timed]
        return Question(
            every(plain),
            time,
            self._odd(sought) if timed else NO,
            any(isinstance(one, Times | Either) for one in sought),
            any(isinstance(one, Apart) for one in sought),
        )

    def _odd(self, sought: Iterable[Sought]) -> Sql:
        """The rows that their four numbers do not tell all of, under these conditions."""
        parts = [Sql("e.branched")] if self._branched else []
        for zero, name in dict.fromkeys(zero for one in sought for zero in self._zeros(one)):
            if backwards(zero):
                return YES
            parts += [Sql("e.id = ?", (name,))] if name and storable(name) else []
            if zero.earliest is None or zero.earliest != zero.latest:
                parts.append(Sql("e.low > e.high OR coalesce(e.end_low > e.end_high, FALSE)"))
        return either(parts)

    def _zeros(self, sought: Sought) -> list[tuple[Bound, str]]:
        """What time is counted from in a condition: its bound, and the event that it is of."""
        if isinstance(sought, Either):
            return [zero for part in sought.parts for zero in self._zeros(part)]
        since = None
        if isinstance(sought, Apart):
            since = self._since.other(sought.event, sought.end)
        elif isinstance(sought, Times) and sought.elapsed:
            since = self._since
        if since is None or since.zero is None:
            return []
        return [(since.zero, since.event.id if since.event is not None else "")]

    def _plain(self, sought: Sought) -> Sql:
        """A condition that an event meets for certain or not at all."""
        if isinstance(sought, Actors):
            return either(part for parts in sought.parts for part in self._acting(parts))
        if isinstance(sought, Ids):
            return one_of("e.id", sought.ids)
        if isinstance(sought, Among):
            if sought.field == "source":
                return either(having("e.sources", value) for value in sorted(sought.values))
            values = sorted(f"{sought.field}:{value}" for value in sought.values)
            return either(having("e.terms", value) for value in values)
        assert not isinstance(sought, Times | Apart | Either)
        return self._words(sought)

    def _acting(self, parts: Parts) -> Iterable[Sql]:
        """Who took part: an organisation stands for its members where it stands in their rows."""
        ids = parts.ids if self._actors is None else _topmost(parts.ids, self._actors)
        if parts.role:
            return (having("e.roles", in_role(name, parts.role)) for name in sorted(ids))
        return (having("e.actors", name) for name in sorted(ids))

    def _words(self, sought: Words) -> Sql:
        parts = [Sql("contains(e.words, ?)", (word,)) for word in sought.words if storable(word)]
        parts += [having("e.parts", name) for name in sorted(sought.actors & self._listed)]
        parts += [having("e.sources", name) for name in sorted(sought.sources & self._listed)]
        return either(parts)

    def _timed(self, condition: Condition) -> Clause:
        clause = self._in_time(condition.sought)
        return Clause(no(clause.sure), no(clause.met)) if condition.negated else clause

    def _in_time(self, sought: Sought) -> Clause:
        if isinstance(sought, Times):
            return in_windows(sought.windows, self._since.zero if sought.elapsed else None)
        if isinstance(sought, Apart):
            zero = self._since.other(sought.event, sought.end).zero
            return in_windows((sought.window,), zero)
        assert isinstance(sought, Either)
        clauses = [self._in_time(part) for part in sought.parts]
        return Clause(either(c.met for c in clauses), either(c.sure for c in clauses))


def _topmost(ids: frozenset[str], actors: Mapping[str, Actor]) -> frozenset[str]:
    """Those of some actors that belong to no other of them."""
    over = {name: organisations(name, actors) & ids for name in ids}
    return frozenset(
        name
        for name, above in over.items()
        if all(name in over[other] for other in above)  # they belong to each other
    )


def in_windows(windows: Sequence[Window], zero: Bound | None) -> Clause:
    """Whether a row may be in windows, counted from ``zero`` where it is given, and whether it is.

    See query/windows.py: the comparisons are those of an index.
    """
    met = _any([stretch(window, zero) for window in windows], meets("e", "?", "?"))
    missed = _any([stretch(gap, zero) for gap in gaps(list(windows))], misses("e", "?", "?"))
    return Clause(met, every([met, no(missed)]))


def _any(stretches: Iterable[tuple[int, int]], text: str) -> Sql:
    return either(Sql(text, given) for given in stretches)


def either(parts: Iterable[Sql]) -> Sql:
    """One of these conditions holds; of several that are the same one is enough."""
    real = [part for part in dict.fromkeys(parts) if part != NO]
    if len(real) < 2:
        return real[0] if real else NO
    text = " OR ".join(f"({part.text})" for part in real)
    return Sql(text, tuple(value for part in real for value in part.given))


def having(column: str, value: str) -> Sql:
    """Whether a list has a text; one with half characters is in none."""
    return Sql(f"array_contains({column}, ?)", (value,)) if storable(value) else NO


def one_of(column: str, values: Iterable[str]) -> Sql:
    """Whether a column has one of some texts."""
    known = sorted(value for value in values if storable(value))
    if not known:
        return NO
    return Sql(f"{column} IN ({', '.join('?' for _ in known)})", tuple(known))
