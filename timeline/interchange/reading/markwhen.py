"""Text of markwhen (https://docs.markwhen.com), a line for each event, its properties below it.

``2023-11-17: text``, ``11/17/2023 - 11/19/2023: text``, sections, tags. What hangs on other events,
on the present day or is repeated is refused. What ``show --as markwhen`` wrote comes back by the
properties of its events, see :mod:`.own_events`.
"""

from __future__ import annotations

import re
from array import array
from typing import TYPE_CHECKING, Any

from crisis.timeline.base.limits import LONGEST_TEXT
from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.zones import shared_zone

from .markwhen_times import dated, event_line, iso_of, slashed, zone_of
from .own_events import own_values, timed, zones_in
from .records import Head, Record, problem
from .tally import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crisis.timeline.base.problems import Problem

    from .foreign_text import ForeignText
    from .markwhen_times import Written
    from .records import Layout

_SECTION = re.compile(r"\s*(#{1,6})\s+(.*)").fullmatch
_GROUP = re.compile(r"\s*(?:section|group)(?:\s+(.*))?").fullmatch
_GROUP_END = re.compile(r"\s*end(?:Section|Group)\s*").fullmatch
_COMMENT = re.compile(r"\s*//").match
_PROPERTY = re.compile(r"(?!-)\s*([\w.-]+):(?:\s+(.*))?", re.ASCII | re.DOTALL).fullmatch
_TAG = re.compile(r"(?:^|(?<=\s))#(?!\d+(?:\s|$))(\w+)")
_ID = re.compile(r"(?:^|(?<=\s))!(\w+)(?=\s|$)", re.ASCII)
_ESCAPE = re.compile(
    r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U(00[01][0-9a-fA-F]{5})|(.))", re.DOTALL
)
_SIGNS = {
    "n": "\n",
    "t": "\t",
    "r": "\r",
    "0": "\0",
    "b": "\b",
    "f": "\f",
    "e": "\x1b",
    "a": "\a",
    "v": "\v",
}
_OURS = {"id", "title"}  # and one of the bounds, mostly
_NOT_OWN: dict[str, Any] = {"text": "", "properties": "", "tags": [], "sections": []}
_HEAD = 200  # lines in which a header stands
_FORMATS = ("M/d/y", "d/M/y")
_KNOWN = ("title", "timezone", "tz", "dateFormat", "zones")


def read_events(file: ForeignText, layout: Layout) -> Iterator[Record | Problem]:
    """A record for each event: ``start``, ``end`` (ISO 8601), ``title``, ``text``, ``tags`` …

    ``sections`` are those that it stands in, ``properties`` those below it that nothing else takes.
    """
    return _Text(file, layout).records()


def head_of(file: ForeignText) -> Head:
    """The title and the zone in its header."""
    header = _header(file.peek(_HEAD))[0]
    zone = zone_of(header.get("timezone") or header.get("tz", ""))
    return Head(" ".join(header.get("title", "").split()), zone, zones_in(header.get("zones", "")))


def _header(lines: list[str]) -> tuple[dict[str, str], int]:
    """The properties before the first event, and how many lines they take."""
    header: dict[str, str] = {}
    fenced = False
    for number, line in enumerate(lines):
        text = line.strip()
        if text.startswith("---"):
            if fenced:
                return header, number + 1
            fenced = True
        elif not fenced and _begins(line):
            return header, number
        elif not line[:1].isspace() and (match := _PROPERTY(line.rstrip("\r\n"))):
            header.setdefault(match[1], unquoted(match[2] or ""))
    return header, len(lines)


def _begins(line: str) -> bool:
    """Whether events begin here, or sections or groups of them."""
    text = line.rstrip("\r\n")
    return bool(event_line(text) or _SECTION(text) or _GROUP(text))


class _Section(NamedTuple):
    """A section that events stand in; those of groups that are closed by a word have level 0."""

    level: int
    names: list[str]
    zone: str = ""


def _section(level: int, title: str) -> _Section:
    name = " ".join(_TAG.sub("", title).split())
    return _Section(level, list(filter(None, [name, *_TAG.findall(title)])))


class _Text:
    def __init__(self, file: ForeignText, layout: Layout) -> None:
        self._file = file
        self._zone = shared_zone(file.zone)
        self._header, self._skip = _header(file.peek(_HEAD))
        said = layout.dates or self._header.get("dateFormat", "")
        self._day_first = said in ("day first", "d/M/y")
        self._said = bool(said)
        self._groups = any(_GROUP_END(line) for line in file.peek(1000))  # as it was till version 1
        self._sections: list[_Section] = []
        self._in_section = False
        self._no_events = array("Q")  # lines that begin as if they had a date
        self._line = 0
        self._written: Written | None = None
        self._properties: list[tuple[str, str]] = []
        self._in_properties = False
        self._texts: list[str] = []
        self._size = 0
        self._left_out = 0

    def records(self) -> Iterator[Record | Problem]:
        for line in self._file:
            if (fault := self._file.fault()) is not None:
                yield from self._finished()
                yield fault
                continue
            if self._file.number > self._skip:
                yield from self._take(line.rstrip("\r\n"))
        if (fault := self._file.fault()) is not None:
            yield fault
        yield from self._finished()
        unread = [
            key
            for key, value in self._header.items()
            if key not in _KNOWN or (key == "dateFormat" and value not in _FORMATS)
        ]
        if unread:
            self._file.remark(f"of its header these are not read: {', '.join(unread[:20])}")
        if number := len(self._no_events):
            lines = "1 line begins" if number == 1 else f"{number:,} lines begin"
            self._file.remark(
                f"{lines} as if with a date that markwhen does not know, and is text: the first is "
                f"line {self._no_events[0]}"
            )
        if self._left_out:
            lines = "1 line is" if self._left_out == 1 else f"{self._left_out:,} lines are"
            self._file.remark(f"{lines} outside of events")

    def _take(self, line: str) -> Iterator[Record | Problem]:
        if _COMMENT(line):
            return
        if written := event_line(line):
            yield from self._finished()
            self._line, self._written, self._in_properties = self._file.number, written, True
        elif section := _SECTION(line):
            yield from self._finished()
            level = len(section[1])
            self._sections = [one for one in self._sections if one.level < level]
            self._sections.append(_section(level, section[2]))
            self._in_section = True
        elif self._groups and _GROUP_END(line):
            yield from self._finished()
            del self._sections[-1:]
        elif self._groups and (group := _GROUP(line)):
            yield from self._finished()
            self._sections.append(_section(0, group[1] or ""))
            self._in_section = True
        else:
            self._below(line)

    def _below(self, line: str) -> None:
        """A line below an event or a section, or above all of them."""
        match = _PROPERTY(line)
        self._in_section = self._in_section and match is not None and self._written is None
        if self._in_section and match and match[1] in ("timezone", "tz"):
            last = self._sections.pop()
            self._sections.append(last._replace(zone=zone_of(unquoted(match[2] or ""))))
            return
        if dated(line):
            self._no_events.append(self._file.number)
        if self._written is None:
            self._left_out += bool(line.strip())
        elif self._in_properties and match:
            self._size += len(line)
            if self._size <= LONGEST_TEXT:
                self._properties.append((match[1], unquoted(match[2] or "")))
        elif not (self._in_properties and line.strip().startswith("---")):
            self._in_properties = False
            if line.strip() or self._texts:
                self._go_on(line)

    def _go_on(self, line: str) -> None:
        self._size += len(line)
        if self._size <= LONGEST_TEXT:
            self._texts.append(line.strip())

    def _finished(self) -> Iterator[Record | Problem]:
        """The event that comes to its end here, if any."""
        written, texts, properties = self._written, self._texts, self._properties
        size = self._size
        self._written, self._texts, self._properties, self._size = None, [], [], 0
        if written is None:
            return
        if size > LONGEST_TEXT:
            yield problem(self._file, self._line, f"a text longer than {LONGEST_TEXT:,} characters")
            return
        if written.every:
            hint = "write each time as an event of its own"
            yield problem(
                self._file,
                self._line,
                f'an event that repeats: "{written.every.strip()[:60]}"',
                hint,
            )
            return
        sides = [side for side in (written.first, written.last) if side]
        try:
            times = [iso_of(side, self._day_first) for side in sides]
        except Refused as error:
            yield problem(self._file, self._line, error.message, error.hint)
            return
        if not self._said and any(map(slashed, sides)):
            self._file.remark(
                "dates such as 05/01/2023 have the month first, as markwhen takes them; "
                "dateFormat: d/M/y in its header turns them around"
            )
        yield Record(self._line, self._values(written, times, texts, dict(properties)))

    def _values(
        self, written: Written, times: list[str], texts: list[str], properties: dict[str, str]
    ) -> dict[str, Any]:
        title = _TAG.sub("", written.text)
        named = _ID.search(title)
        inner = next((one.zone for one in reversed(self._sections) if one.zone), "")
        zone, end_zone = _zones(properties, inner)
        own = (
            own_values(properties, self._zone, self._file.zones)
            if properties.keys() >= _OURS
            else {}
        )
        values: dict[str, Any] = {
            "id": properties.pop("id", "") or (named[1] if named else ""),
            "title": " ".join(_ID.sub("", title, count=1).split()),
            "start": times[0],
            "end": times[-1] if times[-1] != times[0] or end_zone != zone else "",
            "start_zone": zone,
            "end_zone": end_zone,
            "tags": [
                *dict.fromkeys([*_TAG.findall(written.text), *_TAG.findall("\n".join(texts))])
            ],
            "sections": [name for one in self._sections for name in one.names],
            "text": "\n".join(texts).strip("\n"),
            "properties": "\n".join(f"{key}: {text}" for key, text in properties.items()),
        }
        if own:
            values |= {"own": own, "title": own["title"], **_NOT_OWN}
            values |= {"start": "", "end": ""} if timed(own) else {}
        return values


def _zones(properties: dict[str, str], section: str) -> tuple[str, str]:
    """The zones of a start and an end, which are taken out of the properties; else a section's."""
    for key in ("timezone", "tz"):
        if key in properties:
            zone = zone_of(properties.pop(key))
            if zone:
                return zone, zone
            ends = [zone_of(properties.pop(end, "")) or section for end in ("from", "to")]
            return ends[0], ends[1]
    return section, section


def unquoted(text: str) -> str:
    """A value of YAML on one line: in double or single quotes, or without."""
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] == '"':
        return _ESCAPE.sub(_sign, text[1:-1])
    if len(text) > 1 and text[0] == text[-1] == "'":
        return text[1:-1].replace("''", "'")
    return text.partition(" #")[0].rstrip()


def _sign(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    if code is None:
        return _SIGNS.get(match[4], match[4])
    number = int(code, 16)
    return chr(number) if number < 0x110000 else "\N{REPLACEMENT CHARACTER}"
