"""Names of time zones: what the time zone database knows, offsets, and what is no zone here."""

from __future__ import annotations

import re
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, timedelta, timezone, tzinfo
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


_OFFSET = r"([+-])(\d\d)(?:(:?)(\d\d)(?:\3(\d\d))?)?\Z"  # compiled when a name begins as one
_LONGEST = 64
"""Characters of a name. The database has 32 at most; zoneinfo imports a package for each ``/``."""

_SOUGHT: ContextVar[dict[str, None] | None] = ContextVar("sought", default=None)
_MACHINES = ("localtime", "posixrules", "factory")
_SHADOWS = ("right/", "posix/")


class UnknownZone(ValueError):
    """The name is neither in the time zone database nor an offset. ``hint`` is empty or says why.

    Names that mean the computer's own zone (``localtime``), or the database's own copies of it
    (``posix/…``, and ``right/…`` with leap seconds), are no zones here.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name)
        folded = name.casefold()
        self.hint = ""
        if folded in _MACHINES:
            self.hint = "a setting of the computer and no place: name one, such as Europe/Amsterdam"
        elif folded.startswith(_SHADOWS):
            place = name.partition("/")[2]
            self.hint = f'write "{place}"'


@contextmanager
def seeking() -> Iterator[dict[str, None]]:
    """The names that are looked up in the time zone database meanwhile, found or not.

    Of this thread alone.
    """
    names: dict[str, None] = {}
    token = _SOUGHT.set(names)
    try:
        yield names
    finally:
        _SOUGHT.reset(token)


def note(name: str) -> None:
    """Tell whoever is seeking that a name is looked up."""
    names = _SOUGHT.get()
    if names is not None:
        names[name] = None


def label(name: str, own: Mapping[str, str]) -> str:
    """What to call a zone: as it was asked for, and an offset by the name that a file gives it."""
    if name in own or name[:1] not in ("+", "-") or not re.match(_OFFSET, name):
        return name
    return next((given for given, offset in own.items() if offset == name), name)


def tzinfo_of(name: str) -> tzinfo:
    """The zone of a name or an offset, for :mod:`datetime`. Raises UnknownZone."""
    if name in ("Z", "UTC", "GMT"):
        return UTC
    if name.casefold() in _MACHINES or name.casefold().startswith(_SHADOWS):
        raise UnknownZone(name)
    if name[:1] in ("+", "-") and (match := re.match(_OFFSET, name)):
        sign, (hours, minutes, seconds) = match[1], (int(match[n] or 0) for n in (2, 4, 5))
        span = timedelta(hours=hours, minutes=minutes, seconds=seconds)
        if span >= timedelta(hours=24) or minutes > 59 or seconds > 59:
            raise UnknownZone(name)
        return timezone(-span if sign == "-" else span)
    if len(name) > _LONGEST:
        raise UnknownZone(name)
    note(name)
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UnknownZone(name) from None
