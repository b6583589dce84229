"""Counts of what became of each record, and of what has to be said of them: nothing is silent."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from crisis.timeline.base.problems import Origin, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

EACH = 10
"""So many problems of one kind are told one by one; the others are counted."""
DUPLICATE = "the same record again"
_RANGES = 20  # stretches of lines that are named
_LONGEST = 40  # characters of a text that is quoted


class Refused(Exception):
    """A record that cannot be read, or its time, and what would help; those of one ``kind`` are
    told together. Of those that one word helps all of them, the first alone is told (``once``)."""

    def __init__(self, message: str, hint: str = "", kind: str = "", once: bool = False) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.kind = kind or message
        self.once = once


class Tally:
    """What became of the records of a file."""

    def __init__(self) -> None:
        self.read = 0
        self.skipped: Counter[str] = Counter()
        self.refused = 0
        self.undated: Counter[str] = Counter()
        self.zones: Counter[str] = Counter()
        self.warned: dict[str, list[int]] = {}
        """What the time language warns of: the line of the first record, and how many there are."""
        self._kinds: dict[str, list[Problem]] = {}
        self._more: Counter[str] = Counter()
        self._lines: dict[str, list[list[int]]] = {}

    def warn(self, line: int, warnings: Iterable[str]) -> None:
        """Count what the event file will be warned of."""
        for warning in warnings:
            self.warned.setdefault(warning, [line, 0])[1] += 1

    @property
    def records(self) -> int:
        """All records, whatever became of them."""
        return self.read + self.skipped.total() + self.refused

    def refuse(self, problem: Problem, kind: str = "", each: int = EACH) -> Problem | None:
        """Count a record that is not read. Its problem, where it is to be told for itself."""
        self.refused += 1
        kind = kind or problem.message
        listed = self._kinds.setdefault(kind, [])
        if len(listed) < each:
            listed.append(problem)
            return problem
        self._more[kind] += 1
        ranges, line = self._lines.setdefault(kind, []), problem.origin.line
        if ranges and ranges[-1][1] + 1 == line:
            ranges[-1][1] = line
        elif len(ranges) <= _RANGES:
            ranges.append([line, line])
        return None

    def rest(self) -> Iterator[Problem]:
        """For each kind of problem that had more than are told: how many, and up to where."""
        for kind, more in self._more.items():
            last = self._kinds[kind][-1]
            records = "1 more record" if more == 1 else f"{more:,} more records"
            where = f" (line {self._where(kind)})" if last.origin.line else ""
            message = f"{records} of that kind: {kind}{where}"
            hint = last.hint if len(self._kinds[kind]) > 1 else ""  # it stands above
            yield Problem(Origin(last.origin.file, last.origin.line), message, hint)

    def _where(self, kind: str) -> str:
        """The lines of the problems of a kind that are not told one by one, as far as few."""
        ranges = self._lines[kind]
        texts = [f"{a}" if a == b else f"{a}\N{EN DASH}{b}" for a, b in ranges[:_RANGES]]
        return ", ".join([*texts, "\N{HORIZONTAL ELLIPSIS}"] if len(ranges) > _RANGES else texts)

    def line(self) -> str:
        """The counts in a line; they add up."""
        skipped = self.skipped.total()
        why = ", ".join(f"{why}: {number:,}" for why, number in self.skipped.most_common())
        text = f"read {self.read:,}"
        text += f", skipped {skipped:,}{f' ({why})' if why else ''}"
        text += f", refused {self.refused:,} of {self.records:,} record"
        return text + ("s" if self.records != 1 else "")

    def remarks(self, warned: bool = True) -> Iterator[str]:
        """What was taken for granted, or could not be known; what is ``warned`` of, unless told."""
        if total := self.undated.total():
            texts = (f"{number:,} {what}" for what, number in self.undated.most_common(5))
            events = "1 event has" if total == 1 else f"{total:,} events have"
            yield f"{events} no time: {', '.join(texts)}"
        for zone, number in self.zones.items():
            times = "1 time names" if number == 1 else f"{number:,} times name"
            yield f"{times} no zone and {'was' if number == 1 else 'were'} read in {zone}"
        for warning, (line, number) in self.warned.items() if warned else ():
            first = "line" if number == 1 else f"{number:,} times, first in line"
            message, _, _ = warning.partition("\n")
            yield f"{first} {line:,}: {message}"


def quoted(text: str) -> str:
    """A text of a record in a message, cut where it is long."""
    return f'"{text[:_LONGEST]}…"' if len(text) > _LONGEST else f'"{text}"'
