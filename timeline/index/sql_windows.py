"""Windows of time as SQL: the comparisons of windows.py on the tables of an index.

See query/numbered_times.py for the numbers that a time has there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.query.sql import NO, Sql, case
from crisis.timeline.query.stretches import meets, misses, stretch
from crisis.timeline.query.windows import gaps

from .schema import BRANCHED

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from crisis.timeline.model.records import Bound
    from crisis.timeline.query.windows import Window

INLINE = 4
"""So many windows are compared one by one; of more the nearest is looked up."""


def meets_by_class(row: str, width: str, start: str, stop: str) -> str:
    """What ``meets`` says of the times of one class, as the index of times finds them quickly."""
    near = f"{row}.class = {width} AND {row}.low > {start} - (1 << {width})"
    return f"{near} AND {meets(row, start, stop)}"


class SqlWindows:
    """United windows, counted from ``zero`` where that is given, and the gaps between them.

    ``slot`` is free in the temporary table ``stretch``, and so is the next one.
    """

    def __init__(
        self,
        database: sqlite3.Connection,
        windows: Sequence[Window],
        zero: Bound | None,
        slot: int,
    ) -> None:
        self.slot = slot
        self._windows = [stretch(window, zero) for window in windows]
        self._gaps = [stretch(gap, zero) for gap in gaps(list(windows))]
        for number, stretches in enumerate((self._windows, self._gaps), slot):
            database.executemany(
                "INSERT OR IGNORE INTO temp.stretch VALUES(?,?,?)",
                ((number, stop, start) for start, stop in stretches),
            )

    def event(self) -> tuple[Sql, Sql]:
        """Whether an event ``e`` may be in a window, and whether it is for certain.

        One of several times may be where any of them may, and is where each one is.
        """
        met, sure = self.met("a"), self._sure("a")
        accounts = "SELECT 1 FROM account a WHERE a.rank = e.rank"
        any_met = Sql(f"EXISTS ({accounts} AND {met.text})", met.given)
        all_sure = Sql(f"NOT EXISTS ({accounts} AND NOT {sure.text})", sure.given)
        branched = f"e.flags & {BRANCHED}"
        return case(branched, any_met, self.met("e")), case(branched, all_sure, self._sure("e"))

    def met(self, row: str) -> Sql:
        """Whether a time may be in a window; ``row`` is the table that has it."""
        return _any(
            self._windows,
            meets(row, "?", "?"),
            f"SELECT start FROM temp.stretch WHERE slot = ? AND stop > {row}.low",
            f"<= {row}.last",
            self.slot,
        )

    def missed(self, row: str) -> Sql:
        """Whether a time may be in none."""
        return _any(
            self._gaps,
            misses(row, "?", "?"),
            f"SELECT start FROM temp.stretch WHERE slot = ? AND stop > {row}.until",
            f"<= {row}.high",
            self.slot + 1,
        )

    def _sure(self, row: str) -> Sql:
        met, missed = self.met(row), self.missed(row)
        return Sql(f"({met.text} AND NOT {missed.text})", met.given + missed.given)


def _any(
    stretches: list[tuple[int, int]], inline: str, nearest: str, reaches: str, slot: int
) -> Sql:
    """Whether a comparison holds for any stretch."""
    if not stretches:
        return NO
    if len(stretches) <= INLINE:
        both = " OR ".join(f"({inline})" for _ in stretches)
        return Sql(f"({both})", tuple(number for stretch in stretches for number in stretch))
    return Sql(f"coalesce(({nearest} ORDER BY stop LIMIT 1) {reaches}, 0)", (slot,))
