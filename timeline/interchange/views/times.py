"""The time of a row in SQL, where it is certain what our own reading makes of it."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.zones import DAY, EPOCH_WALL, MINUTE, SECOND, Zone

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from crisis.timeline.interchange.reading.rules import Rules, Time, Value

    from .words import Words

AT, LOCAL = "row_at", "row_local"
"""The columns of a row's time."""

_UNITS = {"s": 1_000_000, "ms": 1_000, "us": 1, "µs": 1}
_NUMBERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER")
_DIRECTIVES = {
    "Y": "[0-9]{4}",
    "m": "[0-9]{2}",
    "d": "[0-9]{2}",
    "H": "([01][0-9]|2[0-3])",
    "M": "[0-5][0-9]",
    "S": "[0-5][0-9]",
}
_PATTERN = re.compile(r"(?:%[YmdHMS]|[-/.:T ])+").fullmatch
_WIDEST = DAY
"""No clock is further from UTC."""


def _instant(year: int, month: int, day: int) -> int:
    return date(year, month, day).toordinal() * DAY - EPOCH_WALL


_STRETCHES = (
    (_instant(1700, 1, 1), _instant(1969, 12, 30)),
    (_instant(1970, 1, 3), _instant(9000, 1, 1)),
)
"""Where no time stands for none: programs write 1601 and 1970 where they know of no time."""


class RowTime(NamedTuple):
    """When the event of a row is, in SQL.

    ``at`` is its first instant in microseconds since 1970, or that of the wall clock where
    ``local`` holds; it goes on for ``width``. That is so where ``proven`` holds; ``blank`` holds
    where the event has no time. ``zone`` is that of local ones.
    """

    at: str
    local: str
    proven: str
    blank: str
    width: int
    zone: Zone | None
    named: bool = False
    """Whether the rules name that zone for this time itself."""
    made: Mapping[str, str] = {}
    """The columns that ``at`` and ``local`` are, and what they are made of."""

    def may_meet(self, windows: Iterable[tuple[int | None, int | None]]) -> str:
        """Whether the event may be in any of some windows [start, stop), or has no time.

        It holds for more rows than that; those whose time is not proven are not told of.
        """
        steady = self.local == "FALSE" or (
            self.local == "TRUE" and self.zone is not None and self.zone.name == "UTC"
        )
        beyond = self.width + (0 if steady else _WIDEST)
        parts = []
        for start, stop in windows:
            ends = [f"{self.at} >= {start - beyond}"] if start is not None else []
            ends += [f"{self.at} < {stop + beyond}"] if stop is not None else []
            parts.append(" AND ".join(ends) or "TRUE")
        within = " OR ".join(f"({part})" for part in parts) or "FALSE"
        return f"({within}) OR ({self.blank})"


def row_time(
    rules: Rules, own: Zone | None, columns: Mapping[str, str], words: Words
) -> RowTime | None:
    """The time of rows by rules; None where it is not one plain column in one plain format.

    ``own`` is the zone of clocks that name none. ``columns`` are types by names.
    """
    if len(rules.when) != 1:
        return None
    claim = rules.when[0]
    time = claim.time
    if time is None or claim.each is not None or claim.texts or not _plain_time(time, rules):
        return None
    name = plain(time.value)
    kind = columns.get(name, "")
    zone = time.zone if isinstance(time.zone, Zone) else own
    (form, _) = time.formats[0]
    column = words.name(name)
    found: RowTime | None = None
    if kind.startswith("TIMESTAMP") and form == "iso":
        local = "FALSE" if kind == "TIMESTAMP WITH TIME ZONE" else "TRUE"
        found = _time(words.instant(column), local, f"{column} IS NULL", SECOND, zone)
    elif kind in _NUMBERS and (unit := _unit(form)):
        found = _time(words.number(column, unit), "FALSE", f"{column} IS NULL", SECOND, zone)
    elif kind == "VARCHAR":
        found = _written(column, form, zone, words)
    return found and found._replace(named=time.zone is not None)


def plain(value: Value) -> str:
    """The column that a value is a copy of; empty where it is more than that."""
    alone = len(value.paths) == 1 and value.written == value.paths[0]
    return value.paths[0] if alone and not value.table and not value.split else ""


def _plain_time(time: Time, rules: Rules) -> bool:
    """Whether nothing but the text of one column decides about a time."""
    return bool(
        plain(time.value)
        and len(time.formats) == 1
        and (time.zone is None or isinstance(time.zone, Zone))
        and time.under is None
        and time.latest is None
        and not time.relations
        and not any(text[:1].isdigit() for text in rules.undated)
    )


def _unit(form: str) -> int:
    """How many microseconds a unit of unix times has; 0 for what is none, or finer than that."""
    kind, _, unit = form.partition(" ")
    return _UNITS.get(unit or "s", 0) if kind == "unix" else 0


def _written(column: str, form: str, zone: Zone | None, words: Words) -> RowTime | None:
    """The time of a text."""
    blank = f"{column} IS NULL OR {column} = ''"
    if form == "iso":
        at, local = words.iso(column)
        return _time(at, local, blank, SECOND, zone)
    if unit := _unit(form):
        most = len(str((1 << 62) // unit)) - 1
        return _time(words.digits(column, unit, most), "FALSE", blank, SECOND, zone)
    letters = re.findall(r"%(.)", form)
    if not _PATTERN(form) or not {"Y", "m", "d", "H", "M"}.issubset(letters) or "  " in form:
        return None
    shape = re.sub(
        r"%(.)|(.)", lambda found: _DIRECTIVES[found[1]] if found[1] else f"[{found[2]}]", form
    )
    at = words.formed(column, form, shape)
    return _time(at, "TRUE", blank, SECOND if "S" in letters else MINUTE, zone) if at else None


def _time(at: str, local: str, blank: str, width: int, zone: Zone | None) -> RowTime:
    """The time of a row, proven where it lies in the years in which no time stands for none."""
    made = {AT: at}
    if local not in ("TRUE", "FALSE"):
        made[LOCAL], local = local, LOCAL
    within = " OR ".join(f"({AT} >= {first} AND {AT} < {stop})" for first, stop in _STRETCHES)
    if zone is None:
        within = f"({within}) AND NOT {local}"
    return RowTime(AT, local, f"coalesce({within}, FALSE)", blank, width, zone, made=made)


def unsteady(zone: Zone, first: int, last: int) -> list[tuple[int, int]] | None:
    """The stretches [start, stop) of wall clocks that clocks of a zone showed twice or never.

    ``first`` and ``last`` are wall clocks as microseconds since 1970. None where they are too far
    apart to be gone through.
    """
    days = range((first + EPOCH_WALL) // DAY - 1, (last + EPOCH_WALL) // DAY + 2)
    if len(days) > _MOST_DAYS:
        return None
    found: list[tuple[int, int]] = []
    for day in days:
        if zone.steady(day) is not None:
            continue
        for start in range(day * DAY, (day + 1) * DAY, _STEP):
            low, high = zone.readings(start), zone.readings(start + _STEP - 1)
            if {high[0] - low[0], high[1] - low[1], high[1] - low[0]} != {_STEP - 1}:
                found.append((start - _STEP - EPOCH_WALL, start + 2 * _STEP - EPOCH_WALL))
    return found


_MOST_DAYS = 40_000
_STEP = 15 * MINUTE
