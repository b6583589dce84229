"""Conditions as SQL on the rows of others: it holds for every sure row that may be in an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.query.conditions import Actors, Among, Either, Times
from crisis.timeline.query.sql import Sql, every

from .facets import folded
from .vouching import Unvouched

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from crisis.timeline.interchange.reading.names import Names
    from crisis.timeline.query.conditions import Condition, Sought

    from .facets import Facet
    from .times import RowTime


class Narrowing:
    """Puts conditions to rows. ``names`` are the ids of actors and sources."""

    def __init__(
        self, time: RowTime, facets: Mapping[str, Facet], names: Mapping[str, Names]
    ) -> None:
        self._time = time
        self._facets = facets
        self._names = names

    def where(self, conditions: Sequence[Condition]) -> Sql | None:
        """The rows that may be under all conditions; None where none of them narrows."""
        parts: list[Sql] = []
        for condition in conditions:
            if condition.negated:
                continue
            try:
                part = self._part(condition.sought)
            except Unvouched:
                continue
            if part is not None:
                parts.append(part)
        return every(parts) if parts else None

    def _part(self, sought: Sought) -> Sql | None:
        if isinstance(sought, Times):
            return None if sought.elapsed else Sql(self._time.may_meet(sought.windows))
        if isinstance(sought, Either):
            windows = [
                window
                for part in sought.parts
                if isinstance(part, Times) and not part.elapsed
                for window in part.windows
            ]
            timed = all(isinstance(part, Times) and not part.elapsed for part in sought.parts)
            return Sql(self._time.may_meet(windows)) if timed else None
        if isinstance(sought, Actors):
            ids = frozenset(name for part in sought.parts for name in part.ids)
            return self._facets["actor"].having(lambda name: self._names["actor"].id(name) in ids)
        if isinstance(sought, Among) and sought.field == "source":
            names = self._names["source"]
            return self._facets["source"].having(lambda name: names.id(name) in sought.values)
        if isinstance(sought, Among) and sought.field in self._facets:
            return self._facets[sought.field].having(folded(sought.values))
        return None
