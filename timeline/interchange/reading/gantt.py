"""Tasks of a Gantt diagram of Mermaid: https://mermaid.js.org/syntax/gantt.html.

A task is over when its end comes, as there; the end of whole days is the last of them here. A task
may begin after others and end where others begin, also such as stand further below.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.zones import DAY

from .gantt_days import DaysOff
from .gantt_times import behind, date_format, day_before, length_of, stamp
from .mermaid_text import readable
from .moments import DATE, IMPOSSIBLE
from .records import Record, problem
from .tally import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from crisis.timeline.base.problems import Problem

    from .foreign_text import ForeignText
    from .moments import Moment

_TAGS = ("active", "done", "crit", "milestone", "vert")
_SECTION = re.compile(r"section\s+(.*)", re.IGNORECASE).fullmatch
_SETTING = re.compile(
    r"(title|dateFormat|axisFormat|tickInterval|excludes|includes|todayMarker|weekday|weekend|"
    r"displayMode|click)\s*[\s:]\s*(.*)|(topAxis|inclusiveEndDates)",
    re.IGNORECASE,
).fullmatch
_AFTER = re.compile(r"after\s+([\w -]+)").fullmatch
_UNTIL = re.compile(r"until\s+([\w -]+)").fullmatch
_ENDLESS = "Mermaid would take today for it"


class _Time(NamedTuple):
    """When a task begins and when it is over; ``length`` where nobody said that so finely.

    ``free`` is when others may follow it, where days without work stand between.
    """

    begun: Moment
    over: Moment | None
    length: str = ""
    free: Moment | None = None

    @property
    def followed(self) -> Moment | None:
        """When what comes after it begins."""
        return self.free or self.over


class _Task:
    """A task as it is written, and its time once that was worked out, or why it was not."""

    def __init__(self, line: int, name: str, data: str, section: str, before: _Task | None) -> None:
        self.line = line
        self.name = name
        parts = [part.strip() for part in data.split(",")]
        self.tags: list[str] = []
        while parts and parts[0] in _TAGS:
            self.tags.append(parts.pop(0))
        self.id = parts.pop(0) if len(parts) == 3 else ""
        self.start = parts.pop(0) if len(parts) == 2 else ""
        self.end = parts[0] if len(parts) == 1 else ""
        self.section = section
        self.before = before
        self.time: _Time | None = None
        self.failed: Refused | None = None

    @property
    def done(self) -> bool:
        return self.time is not None or self.failed is not None


def read_tasks(
    lines: Iterable[tuple[int, str | Problem]], file: ForeignText
) -> Iterator[Record | Problem]:
    """A record for each task, in their order, behind problems for lines that are none."""
    diagram = _Diagram(file)
    yield from diagram.take(lines)
    yield from diagram.records()


class _Diagram:
    def __init__(self, file: ForeignText) -> None:
        self._file = file
        self._tasks: list[_Task] = []
        self._named: dict[str, _Task] = {}
        self._format = "YYYY-MM-DD"
        self._read: Callable[[str], Moment | None] | None = date_format(self._format)
        self._inclusive = False
        self._lists = {"excludes": "", "includes": "", "weekend": ""}
        self._off: DaysOff | None = None

    def take(self, lines: Iterable[tuple[int, str | Problem]]) -> Iterator[Problem]:
        """All lines; what is neither a setting nor a task is a problem."""
        section = ""
        for number, text in lines:
            if not isinstance(text, str):
                yield text
            elif match := _SECTION(text):
                section = readable(match[1])
            elif setting := _SETTING(text):
                self._set((setting[1] or setting[3]).lower(), (setting[2] or "").strip())
            elif ":" in text:
                name, _, data = text.partition(":")
                before = self._tasks[-1] if self._tasks else None
                task = _Task(number, readable(name), data, section, before)
                self._tasks.append(task)
                if task.id:
                    self._named[task.id] = task
            else:
                hint = "a task is written name: id, start, end"
                yield problem(self._file, number, f'not understood: "{text[:60]}"', hint)

    def _set(self, name: str, value: str) -> None:
        if name == "dateformat":
            self._format, self._read = value, date_format(value)
        elif name in self._lists:
            self._lists[name] = value
        elif name == "inclusiveenddates":
            self._inclusive = True

    def records(self) -> Iterator[Record | Problem]:
        """A record for each task, or why there is none."""
        if self._lists["excludes"]:
            self._off = DaysOff(**self._lists, read=self._read)
            for word in self._off.unknown:
                self._file.remark(f'of what it excludes this is no day: "{word[:60]}"')
        for task in self._tasks:
            self._resolve(task)
            if task.failed is not None:
                error = task.failed
                yield problem(self._file, task.line, error.message, error.hint)
            elif task.time is not None:
                yield Record(task.line, _values(task, task.time))

    def _resolve(self, task: _Task) -> None:
        """Work out a task and all that it hangs on; chains of them may be long."""
        waiting, met = [task], set[int]()
        while waiting:
            last = waiting[-1]
            needed = [one for one in self._needs(last) if not one.done]
            if not last.done and needed and id(last) not in met:
                met.add(id(last))
                waiting += needed
                continue
            waiting.pop()
            if not last.done:
                try:
                    if needed:
                        raise Refused("tasks that wait for each other in a circle")
                    last.time = self._time(last)
                except Refused as error:
                    last.failed = error

    def _needs(self, task: _Task) -> list[_Task]:
        """The tasks that one hangs on, as far as there are such."""
        needed = [task.before] if task.before is not None and not task.start else []
        for match in (_AFTER(task.start), _UNTIL(task.end)):
            names = match[1].split() if match else ()
            needed += [self._named[name] for name in names if name in self._named]
        return needed

    def _time(self, task: _Task) -> _Time:
        """Raises Refused."""
        if not task.end:
            raise Refused("a task without a time", "name: id, start, end")
        begun = self._begun(task)
        if match := _UNTIL(task.end):
            over = min((self._known(name).begun for name in match[1].split()), key=_wall)
            return _Time(begun, _same(begun, over))
        if length := length_of(task.end):
            found = behind(begun, length)
            if found is IMPOSSIBLE:
                raise Refused(f'beyond the year 9999: "{task.end[:60]}"')
            if self._off is None or not float(length.number):
                return _Time(begun, found, "" if found else length.words)
            if found is None:
                hint = "write its end as a date"
                raise Refused("a length in hours that goes on for days that are excluded", hint)
            shown, free = self._off.prolonged(begun, found)
            return _Time(begun, shown, free=free)
        over = self._date(task.end)
        if self._inclusive:
            over = over._replace(wall=over.wall + DAY)
        return _Time(begun, _same(begun, over))

    def _begun(self, task: _Task) -> Moment:
        """When a task begins: as written, behind others, or behind the one above it."""
        if match := _AFTER(task.start):
            ends = [self._known(name).followed for name in match[1].split()]
        elif task.start:
            return self._date(task.start)
        elif task.before is None:
            raise Refused("the first task begins at no time", _ENDLESS)
        else:
            ends = [self._time_of(task.before, task.before.name).followed]
        known = [end for end in ends if end is not None]
        if len(known) < len(ends):
            raise Refused("it begins after a task of which nobody says when it is over")
        return max(known, key=_wall)

    def _known(self, name: str) -> _Time:
        """The time of a task by its id. Raises Refused."""
        if name not in self._named:
            raise Refused(f'there is no task "{name[:60]}"', _ENDLESS)
        return self._time_of(self._named[name], name)

    def _time_of(self, task: _Task, name: str) -> _Time:
        if task.time is None:
            raise Refused(f'it hangs on a task that is not understood: "{name[:60]}"')
        return task.time

    def _date(self, text: str) -> Moment:
        """A date in the format of the diagram. Raises Refused."""
        if self._read is None:
            hint = "years are needed: dateFormat YYYY-MM-DD"
            raise Refused(f'a format that is not read here: "{self._format[:60]}"', hint)
        found = self._read(text)
        if found is None:
            hint = "" if length_of(text) or not text else f"dateFormat is {self._format}"
            raise Refused(f'not understood: "{text[:60]}"', hint)
        if found is IMPOSSIBLE:
            raise Refused(f'no such time: "{text[:60]}"')
        return found


def _wall(moment: Moment) -> int:
    return moment.wall


def _same(begun: Moment, over: Moment) -> Moment:
    """An end on the clock of its beginning. Raises Refused where it is before that."""
    if over.wall < begun.wall:
        raise Refused("it ends before it begins")
    return over


def _values(task: _Task, time: _Time) -> dict[str, Any]:
    begun, over = time.begun, time.over
    tags = [tag for tag in task.tags if tag not in ("milestone", "vert")]
    values: dict[str, Any] = {
        "id": task.id,
        "title": task.name,
        "tags": tags,
        "sections": [task.section] if task.section else [],
        "kind": "milestone" if "milestone" in task.tags else "task",
    }
    if over is None:
        return values | {"begin": stamp(begun), "length": time.length}
    if begun.precision == over.precision == DATE and over.wall > begun.wall:
        over = day_before(over)
    ends = {"start": stamp(begun), "end": "" if over == begun else stamp(over)}
    if values["kind"] == "milestone" and ends["end"]:
        return values | {"earliest": ends["start"], "latest": ends["end"]}
    return values | ends
