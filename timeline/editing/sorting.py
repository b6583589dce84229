"""Event files whose events stand in the order of time, with their comments.

Events stay under their headers, since these say on which day they were. What the files say of each
event is the same before and after, or nothing is done.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from crisis.timeline.base.problems import Origin, Problem
from crisis.timeline.eventfile.files import Source

from .edits import line_break
from .event_blocks import event_blocks, rearranged
from .longest_run import longest_run
from .outline import Outline
from .rewritten import Remark, Rewritten, unchanged
from .source_layout import Lines
from .time_order import events_in_time, headers_in_time

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from crisis.timeline.model.records import Event
    from crisis.timeline.model.timeline import Timeline

    Load = Callable[[Sequence[Source]], Timeline]

_MOST = 8
"""So often a file is put in order where its order changes in whose turn equal events stand."""
_NOWHERE = Origin("", 0)


def sorted_files(sources: Sequence[Source], timeline: Timeline, load: Load) -> list[Rewritten]:
    """Files that are read together, each in the order of time.

    ``timeline`` is what they come to, and has no errors; ``load`` reads them again.
    """
    files = [_File(source, timeline.events) for source in sources]
    now = timeline
    for _ in range(_MOST):
        further = [file.arrange(now.events) for file in files]
        if not any(further):
            break
        now = load([Source(file.name, file.text()) for file in files])
        for file in files:
            file.compare(now.events)
    return [file.rewritten() for file in files]


class _File:
    """A file that is put in order: ``headers`` and ``lists`` are the numbers of what it has now."""

    def __init__(self, source: Source, events: Sequence[Event]) -> None:
        self.source = source
        self.name = source.name
        self.before = source.text
        self.outline = Outline(source.text)
        self.blocks = event_blocks(self.outline)
        self.events = _of(self.name, events)
        self.problem: Problem | None = None
        self.headers = list(range(len(self.blocks.lists)))
        self.lists = [list(range(len(listed.parts))) for listed in self.blocks.lists]
        lines = [part.line for listed in self.blocks.lists for part in listed.parts]
        if lines != [event.origin.line for event in self.events]:
            hint = "write each event as a block of lines"
            self.refuse(0, "its events cannot be told apart", hint)
        for listed in self.blocks.lists:
            for part in listed.parts:
                part.parts = []  # what is inside of an event takes most of the room

    def refuse(self, line: int, message: str, hint: str) -> None:
        """Leave the file as it was."""
        self.problem = Problem(Origin(self.name, line), message, hint)
        self.headers = list(range(len(self.blocks.lists)))
        self.lists = [list(range(len(listed.parts))) for listed in self.blocks.lists]

    def numbers(self) -> list[int]:
        """The numbers of the events in the order in which they stand now."""
        first = [0]
        for listed in self.blocks.lists:
            first.append(first[-1] + len(listed.parts))
        return [first[header] + n for header in self.headers for n in self.lists[header]]

    def arrange(self, events: Sequence[Event]) -> bool:
        """Put what stands in the file now into the order of time; whether that changes anything."""
        if self.problem is not None:
            return False
        here = iter(_of(self.name, events))
        lists = [[next(here) for _ in self.lists[header]] for header in self.headers]
        changed = False
        for header, listed in zip(self.headers, lists, strict=True):
            line = events_in_time(listed)
            if line != sorted(line):
                changed = True
                self.lists[header] = [self.lists[header][n] for n in line]
                if not self.blocks.lists[header].movable:
                    self.refuse_brackets(self.blocks.lists[header].parts[0].line, "these events")
                    return False
        line = headers_in_time(lists)
        if line != sorted(line) and self.blocks.keys:
            changed = True
            self.headers = [self.headers[n] for n in line]
            if not self.blocks.movable:
                self.refuse_brackets(self.blocks.keys[0].line, "these days")
                return False
        if changed and not self.says_the_same():
            self.refuse(0, "its lines cannot be put in another order", "move the events by hand")
            return False
        return changed

    def refuse_brackets(self, line: int, what: str) -> None:
        message = f"{what} are not in the order of time, and stand in brackets"
        self.refuse(line, message, "write each event, and each day, in lines of its own")

    def text(self) -> str:
        """The text of the file as it is arranged now."""
        if self.problem is not None or self.in_place():
            return self.before
        return rearranged(self.blocks, self.headers, self.lists, line_break(self.before))

    def in_place(self) -> bool:
        """Whether everything stands where it stood."""
        return all(line == sorted(line) for line in (self.headers, *self.lists))

    def says_the_same(self) -> bool:
        """Whether the text has the lines of the old one, and says what that did in this order."""
        text = self.text()
        lines = [Counter(filter(None, Lines(one).bodies)) for one in (self.before, text)]
        if any(lines[0][line] != count for line, count in lines[1].items() if line.strip()):
            return False
        outline = Outline(text)
        return outline.error is None and outline.signs == self.signs()

    def signs(self) -> list[str]:
        """The signs of the old text, events and headers in this order."""
        signs, blocks = self.outline.signs, self.blocks
        around = self.outline.under("events")
        if around is None:
            return signs
        whole = around[1]
        made: list[str] = []
        for header in self.headers:
            listed = blocks.lists[header]
            if blocks.keys:
                made += signs[blocks.keys[header].first : blocks.keys[header].last]
            parts = [listed.parts[number] for number in self.lists[header]]
            if parts:
                made.append(signs[listed.whole.first])
                made += [sign for part in parts for sign in signs[part.first : part.last]]
                made.append(signs[listed.whole.last - 1])
            else:
                made += signs[listed.whole.first : listed.whole.last]
        inside = 1 if blocks.keys else 0
        return [*signs[: whole.first + inside], *made, *signs[whole.last - inside :]]

    def compare(self, events: Sequence[Event]) -> None:
        """Leave the file as it was where something else would be known of its events."""
        if self.problem is not None:
            return
        now = _of(self.name, events)
        for number, event in zip(self.numbers(), now, strict=False):
            before = self.events[number]
            if before.id != event.id:
                message = f'"{before.id}" would be called "{event.id}" in another order'
                hint = f"give it an id of its own: id: {before.id}"
                self.refuse(before.origin.line, message, hint)
                return
            if _said(before) != _said(event):
                message = f'something else would be known of "{before.id}" in another order'
                self.refuse(before.origin.line, message, "move the events by hand")
                return
        if len(now) != len(self.events):
            self.refuse(0, "its events cannot be told apart", "move them by hand")

    def rewritten(self) -> Rewritten:
        """The file as it was and as it is arranged now, and what moved."""
        if self.problem is not None:
            return unchanged(self.source, self.problem)
        blocks, found, first = self.blocks, [], 0
        if blocks.keys:
            found += _moves([(key.line, key.value) for key in blocks.keys], self.headers)
        for listed, numbers in zip(blocks.lists, self.lists, strict=True):
            events = self.events[first : first + len(listed.parts)]
            found += _moves([(event.origin.line, event.id) for event in events], numbers)
            first += len(listed.parts)
        return Rewritten(self.name, self.before, self.text(), tuple(sorted(found)))


def _moves(things: Sequence[tuple[int, str]], numbers: Sequence[int]) -> list[Remark]:
    """What leaves its place of some things, by line and name, that are put in another order."""
    stay = set(longest_run(numbers))
    remarks = []
    for place, number in enumerate(numbers):
        if place not in stay:
            line, name = things[number]
            last = place + 1 == len(numbers)
            beside = things[numbers[place - 1 if last else place + 1]][1]
            where = "below" if last else "above"
            remarks.append(Remark(line, f'"{name}" belongs {where} "{beside}"'))
    return remarks


def _of(file: str, events: Sequence[Event]) -> list[Event]:
    return [event for event in events if event.origin.file == file]


def _said(event: Event) -> Event:
    """An event without its place in the file."""
    when = tuple(
        claim._replace(
            origin=_NOWHERE,
            phrases=tuple(part._replace(line=0, column=0) for part in claim.phrases),
        )
        for claim in event.when
    )
    return event._replace(origin=_NOWHERE, place_in_file=0, turn=-1, when=when)
