"""What ``show --as ics`` wrote, read back: ids, titles, bounds to the microsecond, and phrases.

A phrase stands in the calendar as it was written, without the day and the events around it. It
comes back where by itself it gives exactly the bounds that stand beside it; else those bounds do.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from crisis.timeline.base.calendar import iso
from crisis.timeline.base.zones import EPOCH_WALL

from .moments import iso as read_iso
from .phrase_check import bounds_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from crisis.timeline.base.zones import Zone

    Bounds = tuple[int | None, int | None]

_TEXTS = {"text": "Text: ", "note": "Note: ", "quote": "Quote: "}
_CLAIM = re.compile(r"(.*?)(?: \[([^\[\]; ]+)\])?", re.DOTALL).fullmatch
_STAMPS = {
    "earliest": "EARLIEST", "latest": "LATEST", "end_earliest": "END-EARLIEST",
    "end_latest": "END-LATEST",
}  # fmt: skip
_LISTS = ("actors", "sources", "tags")


def own_values(own: Mapping[str, str], description: str, zone: Zone) -> dict[str, Any]:
    """The values of an event of ours in place of those that other programs read.

    ``own`` are its properties that begin with ``X-CRISIS-``; ``zone`` is that of the event file.
    """

    def get(name: str) -> str:
        return own.get(f"X-CRISIS-{name}", "")

    values: dict[str, Any] = {"status": get("STATUS"), "description": "", "categories": []}
    for key, name in (("uid", "ID"), ("summary", "TITLE"), ("location", "PLACE")):
        if text := get(name):
            values[key] = text
    for key, mark in _TEXTS.items():
        lines = [x.removeprefix(mark) for x in description.split("\n") if x.startswith(mark)]
        values[f"own_{key}"] = "\n".join(lines)
    for key in _LISTS:
        values[f"own_{key}"] = [text for text in get(key.upper()).split("; ") if text]
    start = _bounds(get("EARLIEST"), get("LATEST"))
    end = _bounds(get("END-EARLIEST"), get("END-LATEST"))
    if start != (None, None) or end != (None, None):
        values |= {"start": "", "begin": "", "end": "", "length": ""}
        values |= _phrase(get("WHEN"), start, end, zone)
        if "told" in values:
            values |= {name: get(stamp) for name, stamp in _STAMPS.items()}
    if told := values.get("told"):
        values["own_note"] = "\n".join(filter(None, (values.get("own_note"), f"Told as: {told}")))
    return values


def _phrase(when: str, start: Bounds, end: Bounds, zone: Zone) -> dict[str, str]:
    """Its time as it was written, where that gives its bounds; else just how it was told."""
    match = _CLAIM(when)
    phrase, source = match.groups() if match else (when, "")
    for day in ("", *_days(start, zone)):
        if bounds_of(phrase, zone, day) == (start, end):
            return {"phrase": phrase, "day": day, "own_source": source or ""}
    return {"told": when}


def _bounds(earliest: str, latest: str) -> Bounds:
    return _instant(earliest), _instant(latest)


def _instant(stamp: str) -> int | None:
    """An instant with its offset; None for any other text."""
    moment = read_iso(stamp)
    if moment is None or moment.offset is None:
        return None
    return moment.wall - moment.offset - EPOCH_WALL


def _days(bounds: Bounds, zone: Zone) -> Iterator[str]:
    """The days that a phrase may have stood under."""
    days = {zone.day(instant) for instant in bounds if instant is not None}
    yield from map(iso, sorted(days | {day - 1 for day in days}))
