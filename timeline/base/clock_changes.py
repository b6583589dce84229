"""When the clocks of a zone were moved, for two hundred years, behind which rules repeat."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from functools import cache
from typing import TYPE_CHECKING

from .namedtuple import NamedTuple

if TYPE_CHECKING:
    from datetime import tzinfo

PROBE = timedelta(days=14)
_PROBES = 200 * 26
_FIRST_PROBED = datetime(1840, 1, 1)  # noqa: DTZ001 - a wall time


class Change(NamedTuple):
    """Clocks were moved from one offset to another within ``PROBE`` behind a wall time."""

    wall: datetime
    before: timedelta
    after: timedelta


def changes(zone: tzinfo) -> tuple[Change, ...]:
    """When the clocks of a zone were moved, in order."""
    if isinstance(zone, timezone):
        return ()
    walls = _walls()
    offsets = list(map(zone.utcoffset, walls))
    return tuple(
        Change(wall, before, after)
        for wall, before, after in zip(walls, offsets, offsets[1:], strict=False)
        if before is not None and after is not None and before != after
    )


@cache
def _walls() -> list[datetime]:
    walls = [_FIRST_PROBED]
    for _ in range(_PROBES - 1):
        walls.append(walls[-1] + PROBE)
    return walls
