"""Windows of time as SQL: the comparisons of windows.py on the columns of an index.

See schema.py for the numbers that a time has there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.query.windows import gaps

from .schema import BRANCHED
from .sql import NO, Sql, case

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from crisis.timeline.model.records import Bound
    from crisis.timeline.query.windows import Window

INLINE = 4
"""So many windows are compared one by one; of more the nearest is looked up."""

_BEYOND = 1 << 59  # any finite time, and short of any open end
_FAR = 1 << 61  # beyond any open end


def meets(row: str, start: str, stop: str) -> str:
    """Whether a time may be in a window; ``row`` is the table that has it."""
    return f"{row}.last >= {start} AND {row}.low < {stop}"


def misses(row: str, start: str, stop: str) -> str:
    """Whether a time may lie wholly in a gap between windows."""
    return f"{row}.high >= {start} AND {row}.until < {stop}"


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
        self._windows = [_stretch(window, zero) for window in windows]
        self._gaps = [_stretch(gap, zero) for gap in gaps(list(windows))]
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


def _stretch(window: Window, zero: Bound | None) -> tuple[int, int]:
    """A window's start and stop as instants: a bound of zero moves them as it moves bounds."""
    first, last = (0, 0) if zero is None else zero.ends
    start, stop = window
    return (
        -_FAR if start is None or first is None else _near(start + first),
        _FAR if stop is None or last is None else _near(stop + last),
    )


def _near(instant: int) -> int:
    """An instant, or one beyond every time there is where it is larger than SQL can count."""
    return max(-_BEYOND, min(_BEYOND, instant))
