"""Windows of time as SQL: which times may lie in them, and which may miss them.

See tables.py for the numbers that a time has in an index.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .sql import NO, Sql
from .windows import gaps

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from .model import Bound
    from .windows import Window

INLINE = 4
"""So many windows are compared one by one; of more the nearest is looked up."""

_BEYOND = 1 << 59  # any finite time, and short of any open end
_FAR = 1 << 61  # beyond any open end


class Windows:
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

    def met(self, row: str) -> Sql:
        """Whether a time may be in a window; ``row`` is the table that has it."""
        return _any(
            self._windows,
            f"{row}.last >= ? AND {row}.low < ?",
            f"SELECT start FROM temp.stretch WHERE slot = ? AND stop > {row}.low",
            f"<= {row}.last",
            self.slot,
        )

    def missed(self, row: str) -> Sql:
        """Whether a time may be in none."""
        return _any(
            self._gaps,
            f"{row}.high >= ? AND {row}.need <= ?",
            f"SELECT start FROM temp.stretch WHERE slot = ? AND stop >= {row}.need",
            f"<= {row}.high",
            self.slot + 1,
        )


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
    """The same beside every time there is, and no larger than SQL can count."""
    return max(-_BEYOND, min(_BEYOND, instant))
