"""Calendars in iCalendar (RFC 5545) as Google, Outlook, Apple and khal write them, by icalendar.

An event that repeats is refused: no list of its times is in the file, and it is not one event. A
single time of it that was moved or changed (RECURRENCE-ID) is one, with its own time.
What ``crisis show --as ics`` wrote comes back by the properties of its own, see :mod:`.own_events`.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from warnings import catch_warnings

from crisis.timeline.base.problems import Problem
from crisis.timeline.base.zones import shared_zone

from .ics_components import Wanted, components
from .ics_times import Clock, Zones, zone_name
from .own_events import own_values, timed
from .records import Head, Record, problem
from .tally import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crisis.timeline.base.zones import Zone

    from .foreign_text import ForeignText
    from .ics_components import Component, Property
    from .records import Layout

_TIMES = {"DTSTART": date, "DTEND": date, "DUE": date, "DURATION": timedelta}
_NO_TIME = {
    "start": "", "start_zone": "", "end": "", "end_zone": "", "begin": "", "length": "",
    "days": False,
}  # fmt: skip
_TEXTS = {
    "UID": "uid", "SUMMARY": "summary", "DESCRIPTION": "description", "LOCATION": "location",
    "URL": "url", "STATUS": "status", "CLASS": "class",
}  # fmt: skip
_LINES = {"text": "Text: ", "note": "Note: ", "quote": "Quote: "}
_INSTEAD = {"uid": "id", "summary": "title", "location": "place"}
_REPEATS = ("RRULE", "RDATE", "EXDATE", "EXRULE")
_ONE_OF = "RECURRENCE-ID"
_PEOPLE = ("ORGANIZER", "ATTENDEE")
_WANTED = Wanted(
    frozenset((*_TIMES, *_TEXTS, *_REPEATS, _ONE_OF, *_PEOPLE, "CATEGORIES", "CONTACT")),
    "X-CRISIS-",
    ("VTIMEZONE",),
)
_ZONE = re.compile(r'[^:]*?;TZID="?([^";:]*)', re.IGNORECASE).match
_HEAD = 200  # lines in which a calendar names itself
_WAITING = 10_000  # components that may wait for a zone which is defined further below


def read_calendar(file: ForeignText, _layout: Layout) -> Iterator[Record | Problem]:
    """A record for each event, to-do and journal: ``kind``, ``uid``, ``summary``, times …

    ``start_zone`` and ``end_zone`` are whose clocks those are. The end of days is the last of them.
    """
    zones = Zones(file)
    zone = shared_zone(file.zone)
    waiting: list[Component] = []
    for one in components(file, _WANTED):
        if isinstance(one, Problem):
            yield one
        elif one.name == "VTIMEZONE":
            zones.define(one)
        elif repeats := next(filter(_repeats, one.properties), None):
            hint = "its program knows when it took place: write those times as events of their own"
            yield problem(file, repeats.line, f"an event that repeats: {repeats.name}", hint)
        elif len(waiting) < _WAITING and not all(map(zones.known, _zones_of(one))):
            waiting.append(one)
        else:
            yield _record(one, zones, zone, file)
    yield from (_record(one, zones, zone, file) for one in waiting)


def _repeats(one: Property) -> bool:
    """Whether a property says that its event takes place several times; an empty one does not."""
    parameters, _, value = one.text.partition(":")
    if one.name == _ONE_OF:
        return "RANGE=" in parameters.upper()
    return one.name in _REPEATS and bool(value.strip())


def _zones_of(one: Component) -> list[str]:
    """The zones that its times name."""
    return [match[1] for p in one.properties if p.name in _TIMES and (match := _ZONE(p.text))]


def head_of(file: ForeignText) -> Head:
    """What Google and others write of a calendar: its name and its zone."""
    title = zone = ""
    for line in _unfolded(file.peek(_HEAD)):
        name, _, value = line.partition(":")
        name = name.partition(";")[0].upper()
        if name in ("X-WR-CALNAME", "NAME"):
            title = title or _unescaped(value)
        elif name == "X-WR-TIMEZONE":
            zone = zone or zone_name(value.strip())
        elif name == "BEGIN" and value.strip().upper() not in ("VCALENDAR", "VTIMEZONE"):
            break
    return Head(title, zone)


def _unfolded(lines: list[str]) -> list[str]:
    return re.sub(r"\r?\n[ \t]", "", "".join(lines)).splitlines()


def _unescaped(value: str) -> str:
    parsed = _parsed("VEVENT", [f"SUMMARY:{value}"])
    return value if isinstance(parsed, str) else " ".join(_text(parsed.get("SUMMARY")).split())


def _parsed(name: str, lines: list[str]) -> Any:
    """A component as icalendar has it; a text says why it cannot be read."""
    from icalendar import Component as Parsed

    try:
        with catch_warnings(action="ignore"):  # of zones, which are sought anew
            return Parsed.from_ical("\r\n".join([f"BEGIN:{name}", *lines, f"END:{name}", ""]))
    except Exception as error:
        return " ".join(str(error).split())[:200] or type(error).__name__


def _record(one: Component, zones: Zones, zone: Zone, file: ForeignText) -> Record | Problem:
    """The record of a component, or what is wrong with it."""
    parsed = _parsed(one.name, [each.text for each in one.properties])
    if isinstance(parsed, str):
        return problem(file, one.line, f"a {one.name} that cannot be read: {parsed}")
    for name, why in parsed.errors:
        found = one.first(name) if name else None
        where = found.line if found else one.line
        return problem(file, where, f"{name or 'a property'} cannot be read: {why[:200]}")
    values: dict[str, Any] = {"kind": one.name}
    for name, key in _TEXTS.items():
        values[key] = _text(parsed.get(name))
    values["status"] = values["status"].upper()
    if (changed := one.first(_ONE_OF)) and values["uid"]:
        values["uid"] += f" {changed.text.rpartition(':')[2].strip()}"
    values["categories"] = _categories(parsed.get("CATEGORIES"))
    for name in _PEOPLE:
        values[name.lower()] = [_person(each) for each in _list(parsed.get(name))]
    try:
        times = _times(parsed, one, zones)
    except Refused as error:
        start = one.first("DTSTART")
        return problem(file, start.line if start else one.line, error.message, error.hint)
    values |= times
    own = {name: _text(parsed[name]) for name in parsed if name.startswith("X-CRISIS-")}
    if own:
        values |= _own(own, values["description"], zone)
    return Record(one.line, values)


def _own(properties: dict[str, str], description: str, zone: Zone) -> dict[str, Any]:
    """An event that crisis wrote, in place of what other programs read of it."""
    own = {name[9:].lower().replace("-", "_"): text for name, text in properties.items()}
    for key, mark in _LINES.items():
        lines = [x.removeprefix(mark) for x in description.split("\n") if x.startswith(mark)]
        own[key] = "\n".join(lines)
    found = own_values(own, zone)
    values: dict[str, Any] = {"own": found, "status": own.get("status", "")}
    values |= {"description": "", "categories": []}
    values |= {key: own[name] for key, name in _INSTEAD.items() if own.get(name)}
    return values | (_NO_TIME if timed(found) else {})


def _times(parsed: Any, one: Component, zones: Zones) -> dict[str, Any]:
    """``start`` and ``end``, or ``begin`` and ``length``. Raises Refused."""
    written = {}
    for name, kind in _TIMES.items():
        several = [each for each in one.properties if each.name == name]
        if len(several) > 1:
            raise Refused(f"{name} stands twice in one component", "which of them is meant?")
        written[name] = several[0].text.rpartition(":")[2] if several else ""
        if several and not isinstance(parsed[name].dt, kind):
            raise Refused(f"{name} is not what it should be: {written[name][:60]}", "")
    start = parsed.get("DTSTART")
    begun = Clock("") if start is None else zones.clock(start, written["DTSTART"])
    values = dict(_NO_TIME)
    values |= {"start": begun.text, "start_zone": begun.zone, "days": begun.day}
    name = "DTEND" if "DTEND" in parsed else "DUE"
    if name in parsed:
        end = parsed[name].dt
        over = zones.clock(parsed[name], written[name])
        if start is not None and over.day != begun.day:
            raise Refused("its start and its end are not both days", "")
        if over.day:
            over = Clock(_last_day(end, end if start is None else start.dt), day=True)
        if over != begun:
            values |= {"end": over.text, "end_zone": over.zone}
    elif "DURATION" in parsed and start is not None:
        length = parsed["DURATION"].dt
        of_days = re.search("[DWdw]", written["DURATION"]) and begun.text[-1] != "Z"
        if of_days and length > timedelta() and not begun.day:
            over = zones.days_after(start, length)
            values |= {"end": over.text, "end_zone": over.zone}
        else:
            values |= _lasting(values, start.dt, length)
    return values


def _lasting(values: dict[str, Any], start: date, length: timedelta) -> dict[str, Any]:
    """The times of what lasts for a while: till its last day, or for hours and minutes."""
    if length < timedelta():
        raise Refused("DURATION is below nothing", "")
    if not values["days"]:
        return {"begin": values["start"], "length": _length(length), "start": ""} if length else {}
    try:
        last = _last_day(start + length, start)
    except OverflowError:
        raise Refused("DURATION goes beyond the year 9999", "") from None
    return {} if last == values["start"] else {"end": last}


def _last_day(over: date, first: date) -> str:
    """The last of days whose end is the day behind it; Outlook has it on the first day at times."""
    last = max(first, over - timedelta(days=1)) if over > first else over
    return last.strftime("%Y%m%d").rjust(8, "0")


def _length(length: timedelta) -> str:
    """A length as the time language has it; empty for none."""
    hours, rest = divmod(length.days * 86_400 + length.seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    parts = ((hours, "h"), (minutes, "m"), (seconds, "s"))
    return "".join(f"{number}{unit}" for number, unit in parts if number)


def _text(value: Any) -> str:
    """A property as text; the first of several."""
    first = next(iter(_list(value)), None)
    return "" if first is None else str(first).replace("\r\n", "\n").strip("\n")


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _categories(value: Any) -> list[str]:
    return [str(tag) for each in _list(value) for tag in getattr(each, "cats", [each])]


def _person(value: Any) -> str:
    """The name of somebody, else the address."""
    name = str(getattr(value, "params", {}).get("CN", "")).strip()
    address = str(value)
    return name or (address[7:] if address.lower().startswith("mailto:") else address)
