"""The lines of a GEDCOM file (5.5.1 and 7.0): level, tag, value, and what is below each."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crisis.timeline.base.limits import LARGEST

from .records import problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crisis.timeline.base.problems import Problem

    from .foreign_text import ForeignText

_LINE = re.compile(
    r"\s*(\d{1,2})\s+(?:@([^@\s][^@]*)@\s+)?([A-Za-z0-9_]+)(?: (.*))?", re.ASCII | re.DOTALL
).fullmatch


@dataclass(slots=True)
class Structure:
    """A line, and the lines below it. ``value`` has the lines that continue it."""

    line: int
    tag: str
    value: str = ""
    xref: str = ""
    below: list[Structure] = field(default_factory=list)

    def first(self, tag: str) -> str:
        """The value of the first line of a tag below; empty where there is none."""
        return next((one.value for one in self.below if one.tag == tag), "")

    def all(self, tag: str) -> Iterator[Structure]:
        """The lines of a tag below."""
        return (one for one in self.below if one.tag == tag)


def structures(file: ForeignText) -> Iterator[Structure | Problem]:
    """The records of level 0, each with all below it; a problem for each line that is none."""
    path: list[Structure] = []
    length = 0
    for text in file:
        if (fault := file.fault()) is not None:
            yield fault
            continue
        length += len(text)
        if length > LARGEST:
            yield problem(file, file.number, f"a family tree larger than {LARGEST >> 20} MiB")
            break
        if not text.strip("\ufeff \t\r\n"):
            continue
        match = _LINE(text.lstrip("\ufeff").rstrip("\r\n"))
        if match is None:
            hint = "a level, a tag and a value: 2 DATE 17 NOV 1850"
            yield problem(file, file.number, "no line of GEDCOM", hint)
            continue
        level, xref, tag, value = int(match[1]), match[2] or "", match[3].upper(), match[4] or ""
        if level > len(path):
            yield problem(file, file.number, f"level {level} below level {len(path) - 1}")
            continue
        if tag in ("CONC", "CONT") and level:
            path[level - 1].value += ("\n" if tag == "CONT" else "") + value
            continue
        if level == 0 and path:
            yield path[0]
        made = Structure(file.number, tag, value.replace("@@", "@"), xref)
        del path[level:]
        if path:
            path[-1].below.append(made)
        path.append(made)
    if (fault := file.fault()) is not None:
        yield fault
    if path:
        yield path[0]
