"""The components of an iCalendar stream (RFC 5545), one after the other, with the lines they had.

What is in a property is icalendar's business. Here lines are unfolded and told apart by component,
so that one that is broken hides no other, and no calendar lies in memory as a whole.
"""

from __future__ import annotations

import re
from array import array
from typing import TYPE_CHECKING

from crisis.timeline.base.limits import LONGEST_TEXT
from crisis.timeline.base.namedtuple import NamedTuple

from .records import problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crisis.timeline.base.problems import Problem

    from .foreign_text import ForeignText

_CALENDAR = "VCALENDAR"
_OUTER = (_CALENDAR, "VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE")
"""What stands in no other component."""
_PROPERTY = re.compile(r"([A-Za-z0-9-]+)(?=[;:])").match
_LONGEST = 4 * LONGEST_TEXT  # characters of a component


class Property(NamedTuple):
    """A line of a component, unfolded, and the number of its first line in the file."""

    name: str
    line: int
    text: str


class Component(NamedTuple):
    """A component of a calendar, without those inside it: an event has alarms, which are no events.

    ``inner`` are the names of those inside.
    """

    name: str
    line: int
    properties: list[Property]
    inner: list[str]

    def first(self, name: str) -> Property | None:
        """The first property of a name."""
        return next((one for one in self.properties if one.name == name), None)


def components(file: ForeignText, used: Wanted) -> Iterator[Component | Problem]:
    """The components of all calendars of a file; of their properties those that are wanted."""
    reading = _Reading(file, used)
    for line, text, fault in _unfolded(file):
        yield from reading.take(line, text, fault)
    yield from reading.over()


class Wanted(NamedTuple):
    """Which properties of which components are kept; the others may be as they like."""

    names: frozenset[str]
    prefix: str
    whole: tuple[str, ...] = ()

    def has(self, component: str, name: str) -> bool:
        """Whether a property of a component is kept."""
        return component in self.whole or name in self.names or name.startswith(self.prefix)


def _unfolded(file: ForeignText) -> Iterator[tuple[int, str, Problem | None]]:
    """The lines without their folds (RFC 5545, 3.1), each with the number of the first of them.

    Of what is longer than a text may be, only that it is.
    """
    start, parts, size = 0, [""], 0
    fault: Problem | None = None
    for line in file:
        broken = file.fault()
        text = line.rstrip("\r\n")
        if start and text[:1] in (" ", "\t"):
            size += len(text) - 1
            if size <= _LONGEST:
                parts.append(text[1:])
            fault = fault or broken
            continue
        if start:
            yield start, "".join(parts), fault
        start, parts, size, fault = file.number, [text], len(text), broken
    if start:
        yield start, "".join(parts), fault
    if (last := file.fault()) is not None:
        yield file.number + 1, "", last


class _Reading:
    """Where the reading of a file is: in a component or not, and how deep."""

    def __init__(self, file: ForeignText, wanted: Wanted) -> None:
        self._file = file
        self._wanted = wanted
        self._open: Component | None = None
        self._inside: list[str] = []  # names of open components below it
        self._size = 0
        self._fault: Problem | None = None
        self._strange = array("Q")  # numbers of lines that are no properties
        self.begun = False

    def take(self, line: int, text: str, fault: Problem | None) -> Iterator[Component | Problem]:
        match = _PROPERTY(text)
        name = match[1].upper() if match else ""
        if name == "BEGIN":
            yield from self._begin(text[6:].strip().upper(), line)
        elif name == "END":
            yield from self._end(text[4:].strip().upper(), line)
        elif self._open is None:
            if fault is not None and not self.begun:
                yield fault
        elif not name:
            self._fault = self._fault or fault
            if text.strip():
                self._strange.append(line)
        elif not self._inside and self._wanted.has(self._open.name, name):
            self._fault = self._fault or fault
            self._size += len(text)
            if self._size <= _LONGEST:
                self._open.properties.append(Property(name, line, text))
        elif self._open.name in self._wanted.whole:
            self._open.properties.append(Property(name, line, text))

    def _begin(self, name: str, line: int) -> Iterator[Component | Problem]:
        self.begun = True
        if name in _OUTER:
            yield from self._unclosed()
        if name == _CALENDAR:
            return
        if self._open is None:
            self._open = Component(name, line, [], [])
            self._size, self._fault = 0, None
            return
        self._inside.append(name)
        self._open.inner.append(name)
        if self._open.name in self._wanted.whole:
            self._open.properties.append(Property("BEGIN", line, f"BEGIN:{name}"))

    def _end(self, name: str, line: int) -> Iterator[Component | Problem]:
        if self._open is None:
            return
        if name in self._inside:
            while self._inside.pop() != name:
                pass
            if self._open.name in self._wanted.whole:
                self._open.properties.append(Property("END", line, f"END:{name}"))
        elif name == self._open.name:
            yield from self._closed(self._open)
        elif name == _CALENDAR:
            yield from self._unclosed()

    def _closed(self, made: Component) -> Iterator[Component | Problem]:
        self._open = None
        self._inside.clear()
        if self._fault is not None:
            yield self._fault
        elif self._size > _LONGEST:
            message = f"a {made.name} longer than {_LONGEST:,} characters"
            yield problem(self._file, made.line, message)
        else:
            yield made

    def _unclosed(self) -> Iterator[Problem]:
        if self._open is not None:
            hint = "the file may have been cut short"
            message = f"a {self._open.name} that begins here never ends"
            yield problem(self._file, self._open.line, message, hint)
        self._open = None
        self._inside.clear()

    def over(self) -> Iterator[Problem]:
        """What is left at the end of the file."""
        yield from self._unclosed()
        if self._strange:
            number = len(self._strange)
            lines = (
                "1 line that is no property"
                if number == 1
                else f"{number:,} lines that are no properties"
            )
            self._file.remark(f"{lines} left out, the first is line {self._strange[0]}")
        if not self.begun and self._file.number:
            hint = "BEGIN:VCALENDAR begins a calendar"
            yield problem(self._file, 1, "no calendar: nothing begins here", hint)
