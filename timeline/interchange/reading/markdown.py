"""Plain Markdown: lists and tables under headings that are days.

``## Friday 17 November 2023`` is followed by ``- 12:28 – text``, ``* **12:28 PM**: text`` or
``| 12:28 | text |``. What stands before the text is a time if the time language can read it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crisis.timeline.base.calendar import iso
from crisis.timeline.base.limits import LONGEST_TEXT

from .markdown_text import links, plain
from .markdown_times import leading_time, looks_like_time, parted, reads
from .phrase_check import day_of
from .records import Head, Record, problem
from .tally import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crisis.timeline.base.problems import Problem

    from .foreign_text import ForeignText
    from .records import Layout

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*)").fullmatch
_ITEM = re.compile(r"([ \t]*)(?:[-*+]|\d{1,9}[.)])(?:[ \t]+(.*)|)").fullmatch
_ROW = re.compile(r" {0,3}\|(.*)").fullmatch
_RULE = re.compile(r"[ \t:|-]*").fullmatch
_FENCE = re.compile(r" {0,3}(```|~~~)").match
_BOLD = re.compile(r"(?:\*\*|__)(.+?)(?:\*\*|__):?").fullmatch
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*").fullmatch
_BREAK = re.compile(r" {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}").fullmatch
_TAIL = re.compile(r"\s+[\N{EN DASH}\N{EM DASH}-]\s+|:\s|\s+\(")
_CELL = re.compile(r"(?<!\\)\|")
_BELOW_ALL = 7  # the level of a line in bold that is a day


class _Lists:
    """Reads line by line; a record is finished where the next one begins."""

    def __init__(self, file: ForeignText) -> None:
        self._file = file
        self._day = ""
        self._level = 0
        self._line = 0
        self._indent = 0
        self._texts: list[str] = []
        self._size = 0
        self._paragraph = ""
        self._fence = ""
        self.left_out = 0

    def records(self) -> Iterator[Record | Problem]:
        for line in self._file:
            fault = self._file.fault()
            if fault is not None:
                yield from self._finished()
                yield fault
                continue
            yield from self._take(line.rstrip("\r\n").expandtabs(4))
        if (fault := self._file.fault()) is not None:
            yield fault
        yield from self._finished()

    def _take(self, line: str) -> Iterator[Record | Problem]:
        """A line: what ends a list is looked for before what goes on with it."""
        paragraph, self._paragraph = self._paragraph, ""
        if self._fence or _FENCE(line):
            yield from self._code(line)
        elif heading := _HEADING(line):
            yield from self._finished()
            yield from self._heading(len(heading[1]), heading[2].rstrip(" \t#"))
        elif paragraph and (under := _UNDERLINE(line)):
            self.left_out -= 1
            yield from self._heading(1 if under[1][0] == "=" else 2, paragraph)
        elif _BREAK(line):
            yield from self._finished()
        elif row := _ROW(line):
            yield from self._finished()
            yield from self._row(row[1].rstrip(" \t").removesuffix("|"))
        else:
            yield from self._text(line)

    def _code(self, line: str) -> Iterator[Record | Problem]:
        """A line of a block of code, or one that begins or ends it: no lists are in there."""
        fence = _FENCE(line)
        if not self._fence and self._texts and line[0] != " " and not self._texts[-1]:
            yield from self._finished()
        closes = self._fence and fence and fence[1] == self._fence
        self._fence = "" if closes else self._fence or (fence[1] if fence else "")
        self.left_out += not self._texts
        self._go_on(line)

    def _text(self, line: str) -> Iterator[Record | Problem]:
        """A line that is an item, or one of an item, or outside of lists."""
        item = _ITEM(line)
        if item and (not self._texts or len(item[1]) <= self._indent):
            yield from self._finished()
            self._begin(len(item[1]), item[2] or "")
        elif not line.strip():
            self._go_on("")
        elif self._texts and (line[0] == " " or self._texts[-1]):
            self._go_on(line)
        else:
            yield from self._finished()
            bold = _BOLD(line.strip())
            if bold and _is_day(bold[1]):
                yield from self._heading(_BELOW_ALL, bold[1])
            else:
                self.left_out += 1
                self._paragraph = line.strip()

    def _heading(self, level: int, text: str) -> Iterator[Problem]:
        """A day holds till a heading of its own level or above it."""
        try:
            day = _day(plain(text))
        except Refused as error:
            yield problem(self._file, self._file.number, error.message, error.hint)
            day, self._level = "", level
        if day:
            self._day, self._level = day, level
        elif level <= self._level:
            self._day, self._level = "", 0

    def _begin(self, indent: int, text: str) -> None:
        self._line, self._indent = self._file.number, indent
        self._texts, self._size = [text], len(text)

    def _go_on(self, line: str) -> None:
        """A line of a record, without the indent of its list."""
        if self._texts:
            self._size += len(line)
            if self._size <= LONGEST_TEXT:
                cut = min(len(line) - len(line.lstrip()), self._indent + 2)
                self._texts.append(line[cut:].rstrip())

    def _finished(self) -> Iterator[Record | Problem]:
        """The record of the item that came to its end, if any."""
        texts, self._texts = self._texts, []
        if not texts:
            return
        if self._size > LONGEST_TEXT:
            message = f"a text longer than {LONGEST_TEXT:,} characters"
            yield problem(self._file, self._line, message)
            return
        when, title = leading_time(texts[0], self._day)
        if not when and looks_like_time(title):
            when, title = parted(title)
        yield self._record(self._line, when, title, "\n".join(texts[1:]).strip("\n"))

    def _row(self, inside: str) -> Iterator[Record | Problem]:
        """A row of a table: a day or a time, then a text. Names of columns are none."""
        if "-" in inside and _RULE(inside):
            return
        cells = [plain(cell.replace("\\|", "|").strip()) for cell in _CELL.split(inside)]
        day = self._day
        if cells and _is_day(cells[0]) and (own := _day(cells[0])):
            day = own
            cells = cells[1:]
        when = ""
        if len(cells) > 1 and cells[0] and (reads(cells[0], day) or looks_like_time(cells[0])):
            when, *cells = cells
        texts = [cell for cell in cells if cell]
        if (
            not texts
            or not (when or day)
            or (not when and not _day(inside.split("|", maxsplit=1)[0]))
        ):
            self.left_out += 1
            return
        yield self._record(self._file.number, when, texts[0], "\n".join(texts[1:]), day)

    def _record(self, line: int, when: str, title: str, text: str, day: str = "") -> Record:
        day = day or self._day
        addresses = links(title)
        values = {
            "day": day if when else "",
            "when": when or day,
            "title": plain(title),
            "text": text,
            "url": addresses[0] if len(addresses) == 1 else "",
        }
        return Record(line, values)


def read_lists(file: ForeignText, _layout: Layout) -> Iterator[Record | Problem]:
    """A record for each item of a list and each row of a table, with ``when`` and ``title``.

    Further ``text`` and ``url``; ``day`` is the day of the heading where ``when`` stands under it.
    Other lines are counted.
    """
    lists = _Lists(file)
    yield from lists.records()
    if lists.left_out:
        lines = "1 line" if lists.left_out == 1 else f"{lists.left_out:,} lines"
        file.remark(f"{lines} of text outside of lists left out")


def head_of(file: ForeignText) -> Head:
    """Its first heading of the first level, unless that is a day."""
    for line in file.peek(50):
        heading = _HEADING(line.rstrip("\r\n"))
        if heading and len(heading[1]) == 1:
            title = heading[2].rstrip(" \t#")
            return Head("" if _is_day(title) else plain(title))
    return Head()


def _day(text: str) -> str:
    """The day that a heading is, or that it begins with; empty for none.

    Raises Refused for a day that did not have the weekday it is told with.
    """
    text = " ".join(plain(text).split())
    for part in (text, *_TAIL.split(text)[:1]):
        if days := day_of(part.strip().rstrip(":")):
            return iso(days.first)
    return ""


def _is_day(text: str) -> bool:
    try:
        return bool(_day(text))
    except Refused:
        return True
