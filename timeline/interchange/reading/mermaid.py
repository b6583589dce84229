"""Timelines and Gantt diagrams of Mermaid (https://mermaid.js.org), each in a file of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .gantt import read_tasks
from .mermaid_text import readable
from .phrase_check import day_of
from .records import Head, Record, problem
from .tally import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crisis.timeline.base.problems import Problem

    from .foreign_text import ForeignText
    from .records import Layout

_KIND = re.compile(r"(timeline|gantt)(?:\s+(?:LR|TD|TB))?", re.IGNORECASE).fullmatch
_TITLE = re.compile(r"title[:\s]\s*(.+)", re.IGNORECASE).fullmatch
_SECTION = re.compile(r"section[:\s]\s*(.*)", re.IGNORECASE).fullmatch
_ACCESSIBLE = re.compile(r"acc(?:Title|Descr)\s*[:{]", re.IGNORECASE).match
_HEAD = 100


def read_diagram(file: ForeignText, _layout: Layout) -> Iterator[Record | Problem]:
    """A record for each box of a timeline or task of a Gantt diagram.

    ``when`` is the period of a box as it is written, ``day`` its section if that is a day. Tasks
    have ``start`` and ``end`` (ISO 8601, no zone), or ``begin`` and ``length``; milestones that
    take a while have ``earliest`` and ``latest``.
    """
    lines = _lines(file)
    for number, text in lines:
        if not isinstance(text, str):
            yield text
            continue
        kind = _KIND(text)
        if kind is None:
            hint = "timeline or gantt stands first"
            yield problem(file, number, "neither a timeline nor a Gantt diagram", hint)
        elif kind[1].lower() == "timeline":
            yield from _boxes(lines, file)
        else:
            yield from read_tasks(lines, file)
        return


def head_of(file: ForeignText) -> Head:
    """The title of a diagram, else that of the settings before it."""
    titles = [match[1] for line in file.peek(_HEAD) if (match := _TITLE(line.strip()))]
    return Head(readable(titles[-1])) if titles else Head()


def _lines(file: ForeignText) -> Iterator[tuple[int, str | Problem]]:
    """The lines with something in them, without comments, settings and descriptions; problems in
    their places."""
    inside = ""  # what ends the block that goes on
    for line in file:
        text = line.strip()
        if (fault := file.fault()) is not None:
            yield file.number, fault
        elif inside:
            inside = "" if inside in text else inside
        elif text == "---" and file.number == 1:
            inside = "---"
        elif text.startswith("%%{") and "}%%" not in text:
            inside = "}%%"
        elif match := _ACCESSIBLE(text):
            inside = "}" if match[0].endswith("{") and "}" not in text else ""
        elif text and not text.startswith("%%"):
            yield file.number, text
    if (fault := file.fault()) is not None:
        yield file.number, fault


def _boxes(
    lines: Iterator[tuple[int, str | Problem]], file: ForeignText
) -> Iterator[Record | Problem]:
    section = day = period = ""
    for number, text in lines:
        if not isinstance(text, str):
            yield text
        elif match := _SECTION(text):
            section = readable(match[1])
            try:
                day = section if day_of(section) else ""
            except Refused as error:
                yield problem(file, number, error.message, error.hint)
                day = ""
            period = ""
        elif not _TITLE(text):
            first, *events = (readable(part) for part in text.split(":"))
            period = first or period
            told = [event for event in events if event] or ([] if events else [""])
            for event in told:
                values = {
                    "when": period if event else "",
                    "day": day if event else "",
                    "title": event or period,
                    "sections": [] if day or not section else [section],
                }
                yield Record(number, values)
