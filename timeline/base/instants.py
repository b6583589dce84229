"""Instants as others write them: aware datetimes, and the text of RFC 3339."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import overload

from .zones import EPOCH_WALL, MINUTE, SECOND, Zone, civil, zone_of

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - a wall time, given its zone where it is used


@overload
def to_datetime(instant: int, zone: Zone | str | None = None) -> datetime: ...


@overload
def to_datetime(instant: None, zone: Zone | str | None = None) -> None: ...


def to_datetime(instant: int | None, zone: Zone | str | None = None) -> datetime | None:
    """An instant as an aware datetime, in UTC where no zone is given; None for an open end.

    Raises OverflowError outside the years 1 to 9999 of the zone, UnknownZone for a name that is no
    zone.
    """
    if instant is None:
        return None
    zone = zone_of("UTC" if zone is None else zone)
    offset = zone.offset(instant)
    local = (_EPOCH + timedelta(microseconds=instant + offset)).replace(tzinfo=zone.tzinfo)
    return local if local.utcoffset() == timedelta(microseconds=offset) else local.replace(fold=1)


def from_datetime(moment: datetime) -> int:
    """The instant of an aware datetime. Raises ValueError for a naive one."""
    if moment.tzinfo is None:
        raise ValueError("a datetime without a zone is no instant")
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


@overload
def rfc3339(instant: int, zone: Zone | str = "UTC") -> str: ...


@overload
def rfc3339(instant: None, zone: Zone | str = "UTC") -> None: ...


def rfc3339(instant: int | None, zone: Zone | str = "UTC") -> str | None:
    """An instant as RFC 3339, in ``zone``; in UTC where the offset is no whole minute.

    The shape is always the same: six digits of a second, and an offset in hours and minutes. None
    for an open end. Raises UnknownZone for a name that is no zone.
    """
    if instant is None:
        return None
    zone = zone_of(zone)
    offset = zone.offset(instant)
    if offset % MINUTE:
        offset = 0
    sign, away = ("-", -offset // MINUTE) if offset < 0 else ("+", offset // MINUTE)
    return f"{_iso(instant + offset)}{sign}{away // 60:02}:{away % 60:02}"


def _iso(moment: int) -> str:
    try:
        return (_EPOCH + timedelta(microseconds=moment)).isoformat(timespec="microseconds")
    except OverflowError:  # the last day of the year 0 and the first of 10000, from another zone
        year, month, day, micro = civil(moment + EPOCH_WALL)
        minutes, micro = divmod(micro, MINUTE)
        clock = f"{minutes // 60:02}:{minutes % 60:02}:{micro // SECOND:02}.{micro % SECOND:06}"
        return f"{year:04}-{month:02}-{day:02}T{clock}"
