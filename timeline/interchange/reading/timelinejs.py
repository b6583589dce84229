"""Slides of TimelineJS 3: its JSON, and the rows of its spreadsheet.

https://timeline.knightlab.com/docs/json-format.html. A date has no zone there, and is as fine as
the finest of its parts. Its texts are HTML. What ``show --as timelinejs`` wrote comes
back by what it has under ``crisis``, see :mod:`.own_events`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from crisis.timeline.base.zones import shared_zone

from .delimited import read_table
from .html_text import plain
from .json_records import part_of, read_document
from .own_events import own_values, timed, zones_in
from .records import Head, Record, problem
from .tally import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from crisis.timeline.base.problems import Problem
    from crisis.timeline.base.zones import Zone

    from .foreign_text import ForeignText
    from .records import Layout

_PARTS = ("year", "month", "day", "hour", "minute", "second", "millisecond")
_NOT_OWN = dict.fromkeys(("text", "about_media", "group", "display_date"), "")
_NO_TIME = {"start": "", "end": ""}
_NUMBER = re.compile(r"\s*(-?\d{1,12})(?:\.0*)?\s*", re.ASCII).fullmatch
_CLOCK = re.compile(
    r"(\d{1,2})(?::(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,3}))?)?)?\s*([ap])?\.?(?:m\.?)?",
    re.ASCII | re.IGNORECASE,
).fullmatch


def read_slides(file: ForeignText, layout: Layout) -> Iterator[Record | Problem]:
    """A record for each slide and era: ``kind``, ``id``, ``headline``, ``start``, ``end`` …

    Dates are ISO 8601 of wall time. All of the document lies in memory.
    """
    eras = file.ahead(0) if part_of(file.ahead(0), "eras") is not None else None
    zone = shared_zone(file.zone)
    for record in read_document(file, layout._replace(records="events")):
        yield _slide(record, "slide", file, zone) if isinstance(record, Record) else record
    if eras is not None:
        eras.begin(layout.encoding)
        for record in read_document(eras, layout._replace(records="eras")):
            yield _slide(record, "era", file, zone) if isinstance(record, Record) else record


def head_of(file: ForeignText) -> Head:
    """The headline of the title slide; its zone, where crisis wrote it."""
    title = part_of(file.ahead(0), "title")
    if not isinstance(title, dict):
        return Head()
    own = title.get("crisis")
    if isinstance(own, dict):
        zones = zones_in(_text(own.get("zones")))
        return Head(_text(own.get("title")), _text(own.get("zone")), zones)
    return Head(" ".join(plain(_text(_in(title, "text", "headline"))).split()))


def _slide(record: Record, kind: str, file: ForeignText, zone: Zone) -> Record | Problem:
    values = record.values
    media = values.get("media")
    try:
        start, end = _dates(values)
    except Refused as error:
        return problem(file, record.line, error.message, error.hint)
    shown = [_text(values.get("display_date"))]
    shown += [_text(_in(values, key, "display_date")) for key in ("start_date", "end_date")]
    texts: dict[str, Any] = {
        "kind": kind,
        "id": _text(values.get("unique_id")),
        "headline": plain(_text(_in(values, "text", "headline"))),
        "text": plain(_text(_in(values, "text", "text"))),
        "start": start,
        "end": end,
        "display_date": " - ".join(filter(None, [plain(shown[0])] if shown[0] else shown[1:])),
        **_media(*(_text(_in(media, key)) for key in ("url", "caption", "credit"))),
        "group": plain(_text(values.get("group"))),
    }
    own = values.get("crisis")
    if isinstance(own, dict):
        texts["own"] = own_values({key: _text(text) for key, text in own.items()}, zone, file.zones)
        texts |= _NOT_OWN | (_NO_TIME if timed(texts["own"]) else {})
    return Record(record.line, texts)


def read_sheet(file: ForeignText, layout: Layout) -> Iterator[Record | Problem]:
    """The rows of the spreadsheet that TimelineJS takes, as the same records."""
    for row in read_table(file, layout):
        if not isinstance(row, Record):
            yield row
            continue
        values = {name.strip().casefold(): text.strip() for name, text in row.values.items()}
        try:
            start, end = (_row_date(values, before) for before in ("", "end "))
        except Refused as error:
            yield problem(file, row.line, error.message, error.hint)
            continue
        texts = {
            "kind": values.get("type", "").casefold() or "slide",
            "id": "",
            "headline": plain(values.get("headline", "")),
            "text": plain(values.get("text", "")),
            "start": start,
            "end": "" if end == start else end,
            "display_date": values.get("display date", ""),
            **_media(*(values.get(key, "") for key in ("media", "media caption", "media credit"))),
            "group": values.get("group", values.get("tag", "")),
        }
        yield Record(row.line, texts)


def _media(address: str, caption: str, credit: str) -> dict[str, str]:
    """An address, and what is told of it; also what stands in place of an address."""
    address, caption, credit = address.strip(), plain(caption), plain(credit)
    found = address if address.startswith(("https://", "http://")) else ""
    told = [plain(address) if not found else "", caption, f"({credit})" if credit else ""]
    return {"media": found, "about_media": " ".join(filter(None, told))}


def _dates(values: Mapping[str, Any]) -> tuple[str, str]:
    """The dates of a slide; an end that is its start is none, as there. Raises Refused."""
    start, end = (_json_date(values.get(key), key) for key in ("start_date", "end_date"))
    return start, "" if end == start else end


def _json_date(date: Any, key: str) -> str:
    if date is None or date == "":
        return ""
    if not isinstance(date, dict):
        raise Refused(f"{key} is no date: {{year, month, day, …}}")
    return _iso({part: _text(date.get(part)).strip() for part in _PARTS})


def _row_date(values: Mapping[str, str], before: str) -> str:
    """The date in the columns of a row. Raises Refused."""
    parts = {part: values.get(before + part, "") for part in _PARTS[:3]}
    time = values.get(f"{before}time", "")
    if time:
        parts |= _clock(time)
    return _iso({**dict.fromkeys(_PARTS, ""), **parts})


def _clock(text: str) -> dict[str, str]:
    """A time of day, ``14:05:07.250`` or ``2:05 PM``. Raises Refused."""
    match = _CLOCK(text)
    if match is None or (match[5] and not 1 <= int(match[1]) <= 12):
        raise Refused(f'no time of day: "{text[:60]}"', "14:05 or 2:05 PM")
    hour = int(match[1]) % 12 + 12 * (match[5] in "pP") if match[5] else int(match[1])
    milliseconds = match[4].ljust(3, "0") if match[4] else ""
    if match[2] is None and not match[5]:
        raise Refused(f'no time of day: "{text[:60]}"', "14:05 or 2:05 PM")
    return {
        "hour": str(hour),
        "minute": match[2] or "",
        "second": match[3] or "",
        "millisecond": milliseconds,
    }


def _iso(parts: Mapping[str, str]) -> str:
    """Parts of a date as ISO 8601, as fine as they are; empty without any. Raises Refused."""
    given = [part for part in _PARTS if parts[part]]
    if not given:
        return ""
    missing = next((part for part in _PARTS[: _PARTS.index(given[-1])] if not parts[part]), "")
    if missing:
        raise Refused(f"a date with a {given[-1]} and without a {missing}")
    numbers: list[int] = []
    for part in given:
        match = _NUMBER(parts[part])
        if match is None:
            raise Refused(f'no {part}: "{parts[part][:60]}"', "a number")
        numbers.append(int(match[1]))
    year, *rest = numbers
    if not 1 <= year <= 9999:
        raise Refused(f"the year {year}: years are from 1 to 9999 here")
    if any(not 0 <= number <= 999 for number in rest):
        raise Refused("no such time: " + "-".join(map(str, numbers)))
    text = "-".join([f"{year:04}", *(f"{number:02}" for number in rest[:2])])
    clock = ":".join(f"{number:02}" for number in rest[2:5])
    milliseconds = f".{rest[5]:03}" if len(rest) > 5 else ""
    return f"{text}T{clock}{milliseconds}" if clock else text


def _in(value: Any, *keys: str) -> Any:
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
