"""The names that rows have: who acts, who tells, tags and places."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from crisis.timeline.base.normalize import fold
from crisis.timeline.interchange.reading.names import Names

from .vouching import MOST_VALUES, Unvouched, columns_of, having, values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from crisis.timeline.interchange.reading.rules import Rules, Values
    from crisis.timeline.query.sql import Sql

    from .rows import Rows
    from .vouching import Vouching


class Facet:
    """What the values of some paths come to, as names.

    ``read`` makes the names of a record, which may be more than its event has.
    """

    def __init__(
        self,
        rows: Rows,
        vouched: Vouching,
        paths: Iterable[str],
        read: Callable[[Values], Iterable[str]],
    ) -> None:
        self._rows = rows
        self._vouched = vouched
        self.read = read
        self._columns = tuple(
            dict.fromkeys(name for path in paths for name in columns_of(path, rows))
        )

    @cached_property
    def _keys(self) -> list[tuple[str | None, int, list[str]]]:
        """Each key of the rows that are sure, its first row, and its names."""
        if not self._columns:
            first = self._rows.first(self._vouched.vouched)
            return [] if first is None else [(None, first, [*self.read({})])]
        found = self._rows.distinct(self._columns, self._vouched.vouched, MOST_VALUES)
        if len(found) > MOST_VALUES:
            raise Unvouched
        rows, columns = self._rows, self._columns
        return [(key, first, [*self.read(values(rows, columns, key))]) for key, first in found]

    def names(self) -> list[tuple[int, int, str]]:
        """All names, each with the first sure row that has it, and which of its names it is.

        Raises Unvouched and Failed.
        """
        found = ((first, names) for _, first, names in self._keys)
        return [(first, turn, name) for first, names in found for turn, name in enumerate(names)]

    def having(self, wanted: Callable[[str], bool]) -> Sql | None:
        """The sure rows that have a name that is wanted; None where that narrows nothing."""
        if not self._columns:
            return None
        meant = [key for key, _, names in self._keys if any(map(wanted, names))]
        return having(self._rows, self._columns, meant)


def facets(rows: Rows, vouched: Vouching, rules: Rules) -> dict[str, Facet]:
    """The facets of ``actor``, ``source``, ``tag`` and ``place``."""
    place = dict(rules.texts).get("place")
    claimants = [claim.source for claim in rules.when if claim.source is not None]
    telling = (*rules.source, *rules.sources)

    def acting(record: Values) -> list[str]:
        return [name for v in rules.actors for name, _ in v.actors(v.get(record))]

    def sources(record: Values) -> list[str]:
        named = [name for value in telling for name in value.many(record)]
        return [*named, *filter(None, (value.one(record).strip() for value in claimants))]

    def tags(record: Values) -> list[str]:
        return [tag for value in rules.tags for tag in value.many(record)]

    def places(record: Values) -> list[str]:
        said = "" if place is None else place.one(record).strip()
        return [said] if said else []

    both = (*telling, *claimants)
    return {
        "actor": Facet(rows, vouched, (p for v in rules.actors for p in v.paths), acting),
        "source": Facet(rows, vouched, (p for v in both for p in v.paths), sources),
        "tag": Facet(rows, vouched, (p for v in rules.tags for p in v.paths), tags),
        "place": Facet(rows, vouched, () if place is None else place.paths, places),
    }


def named(kind: str, found: Iterable[str]) -> Names:
    """The ids of names in the order in which they come.

    Raises Unvouched where two names come to one id: which of them has it is told by all rows.
    """
    names = Names(kind)
    for name in found:
        alone = Names(kind).id(name)
        if names.id(name) != alone:
            raise Unvouched
    return names


def folded(names: Iterable[str]) -> Callable[[str], bool]:
    """Whether a name is one of some that are folded."""
    wanted = frozenset(names)
    return lambda name: fold(name) in wanted
