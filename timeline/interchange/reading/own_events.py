"""What ``crisis show`` wrote for another program, read back: ids, titles, bounds, phrases.

A claim stands there as it was written, without the day and the events around it. The claims of an
event come back where by themselves they give exactly the bounds that stand beside them; else those
bounds do, and how the time was told becomes a note.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from crisis.timeline.base.calendar import iso
from crisis.timeline.base.zones import EPOCH_WALL

from .moments import iso as read_iso
from .phrase_check import bounds_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from crisis.timeline.base.zones import Zone

    Bounds = tuple[int | None, int | None]
    Both = tuple[Bounds, Bounds]

OPEN: Bounds = (None, None)
_CLAIM = re.compile(
    r"(?P<phrase>.*?)(?: \[(?P<source>[^\[\]; ]+)\])?(?: rejected: (?P<rejected>.+))?", re.DOTALL
).fullmatch
_ITEM = re.compile(r"(?:^|(?<=; ))((?:[^;\\]|\\.)*)(?=; |\Z)", re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_STAMPS = ("earliest", "latest", "end_earliest", "end_latest")
_LISTS = ("actors", "sources", "tags", "caused_by")
_TEXTS = ("title", "place", "status", "text", "note", "quote", "part_of")


def own_values(own: Mapping[str, str], zone: Zone, zones: Mapping[str, str] = {}) -> dict[str, Any]:
    """The values of an event of ours, by the names that our formats have for them.

    ``own`` has the fields of docs/fields.md: ``title``, ``when`` (its claims), ``earliest`` … as
    texts. ``zone`` is that of the event file, ``zones`` its short names of others. The time is
    under ``claims``, or its bounds remain.
    """
    values: dict[str, Any] = {key: own.get(key, "") for key in _TEXTS}
    for key in _LISTS:
        values[key] = [text for text in parted(own.get(key, "")) if text]
    start, end = bounds_in(own)
    if (start, end) != (OPEN, OPEN):
        claims = _claims(own.get("when", ""), (start, end), zone, zones)
        if claims is not None:
            told = {claim.get("source", "") for claim in claims}
            values["sources"] = [source for source in values["sources"] if source not in told]
            return values | {"claims": claims}
        values |= {name: own.get(name, "") for name in _STAMPS}
    if when := own.get("when", ""):
        values["note"] = "\n".join(filter(None, (values["note"], f"Told as: {when}")))
    return values


def parted(text: str) -> list[str]:
    r"""The items of a list that is one text: ``a; b``, with ``\;`` and ``\\`` for signs in them."""
    items = [_ESCAPED.sub(r"\1", item) for item in _ITEM.findall(text)]
    return items or [""]


def zones_in(text: str) -> dict[str, str]:
    """Short names of zones."""
    pairs = (item.partition(" ") for item in parted(text))
    return {name: zone for name, _, zone in pairs if name and zone}


def timed(values: Mapping[str, Any]) -> bool:
    """Whether values of :func:`own_values` have a time."""
    return "claims" in values or any(values.get(name) for name in _STAMPS)


def _claims(
    written: str, bounds: Both, zone: Zone, zones: Mapping[str, str]
) -> list[dict[str, str]] | None:
    """Its claims, each with the day that it stands under; None where they do not say it all."""
    if not written:
        found = (day for day in days_near(bounds[0], zone) if bounds_of(day, zone, "") == bounds)
        return [{"phrase": day, "day": ""} for day in found][:1] or None
    parts = [match.groupdict("") for text in parted(written) if (match := _CLAIM(text))]
    for day in ("", *days_near(bounds[0], zone)):
        told = [bounds_of(part["phrase"], zone, day, zones) for part in parts]
        counted = [both for both, part in zip(told, parts, strict=True) if not part["rejected"]]
        if None not in told and counted and gives(counted, bounds):
            return [{**part, "day": day} for part in parts]
    return None


def hull(told: Sequence[Both]) -> Both:
    """All of the time in which claims put a start and an end."""
    sides = [list(zip(*side, strict=True)) for side in zip(*told, strict=True)]
    start, end = ((_first(lows), _last(highs)) for lows, highs in sides)
    return start, end


def gives(told: Sequence[Both | None], bounds: Both) -> bool:
    """Whether claims come to these bounds: by what is common to them, or all of it in dispute."""
    known = [both for both in told if both is not None]
    if len(known) < len(told):
        return False
    if len(known) == 1:
        return known[0] == bounds
    sides = [list(zip(*side, strict=True)) for side in zip(*known, strict=True)]
    common = [(_most(lows), _least(highs)) for lows, highs in sides]
    if any(low is not None and high is not None and low > high for low, high in common):
        return hull(known) == bounds
    return common == list(bounds)


def _most(values: Sequence[int | None]) -> int | None:
    return max((x for x in values if x is not None), default=None)


def _least(values: Sequence[int | None]) -> int | None:
    return min((x for x in values if x is not None), default=None)


def _first(values: Sequence[int | None]) -> int | None:
    return None if None in values else _least(values)


def _last(values: Sequence[int | None]) -> int | None:
    return None if None in values else _most(values)


def bounds_in(own: Mapping[str, str]) -> Both:
    """The bounds of its start and its end."""
    earliest, latest, end_earliest, end_latest = (instant_in(own.get(name, "")) for name in _STAMPS)
    return (earliest, latest), (end_earliest, end_latest)


def instant_in(stamp: str) -> int | None:
    """An instant with its offset; None for any other text."""
    moment = read_iso(stamp)
    if moment is None or moment.offset is None:
        return None
    return moment.wall - moment.offset - EPOCH_WALL


def days_near(bounds: Iterable[int | None], zone: Zone) -> Iterator[str]:
    """The days that a phrase with these bounds may have stood under."""
    days = {zone.day(instant) for instant in bounds if instant is not None}
    yield from map(iso, sorted(days | {day - 1 for day in days if day > 1}))
