"""The layout of an event file put right: only what cannot change what it says.

That is blanks at line ends, tabs between values, more than two blank lines in a row, blank lines at
the beginning and the end, line ends of several kinds, and the line end of the last line. Comments,
the order of keys, quotes, indentation and all that stands in a text stay as they are.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from crisis.timeline.base.problems import Origin, Problem
from crisis.timeline.eventfile.nodes import source_lines
from crisis.timeline.eventfile.yaml_errors import explain

from .rewritten import Remark, Rewritten, unchanged
from .source_layout import Layout

if TYPE_CHECKING:
    from crisis.timeline.eventfile.files import Source

MOST_BLANK = 2
"""Blank lines that may follow each other."""
_TAB = 8
_ENDS = {"\n": "LF", "\r\n": "CRLF", "\r": "CR"}


def formatted(source: Source) -> Rewritten:
    """An event file with its layout put right. One that is no YAML stays as it is."""
    from yaml import YAMLError

    if source.problem is not None:
        return unchanged(source, source.problem)
    text, file = source.text, source.name
    try:
        layout = Layout(text)
    except (YAMLError, UnicodeEncodeError) as error:
        return unchanged(source, _no_yaml(error, text, file))
    work = _Formatter(layout)
    after = work.text()
    if after == text:
        return unchanged(source)
    if not _says(after, layout):
        message = "it would say something else with its layout put right"
        return unchanged(source, Problem(Origin(file, 1), message, "put it right by hand"))
    return Rewritten(file, text, after, tuple(sorted(work.remarks)))


class _Formatter:
    """The lines of a text put right one by one."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.remarks: list[Remark] = []
        found = Counter(end for end in layout.lines.ends if end in _ENDS)
        self.line_end = max(_ENDS, key=lambda end: found[end])
        if others := [end for end in _ENDS if found[end] and end != self.line_end]:
            rest = " and ".join(f"{found[end]:,} in {_ENDS[end]}" for end in others)
            self._remark(-1, f"{rest} among line ends in {_ENDS[self.line_end]}")

    def text(self) -> str:
        """The text put right."""
        layout, line_end = self.layout, self.line_end
        made: list[str] = []
        blank: list[int] = []  # the blank lines that have just been met
        lines = layout.lines
        last = len(lines.bodies) - 1
        for number, (body, end) in enumerate(zip(lines.bodies, lines.ends, strict=True)):
            line = body
            if number not in layout.inside:
                if body and (body[-1] in " \t" or "\t" in body):
                    line = self._line(number, body)
                if not line and (end in _ENDS or not end):
                    if number != last or body:
                        blank.append(number)
                    continue
            if blank:
                made += [line_end] * self._kept(blank, "in a row" if made else "at the start")
                blank = []
            made += [line, line_end if end in _ENDS else end]
        if blank:
            self._kept(blank, "at the end")
        if made and not made[-1] and not layout.open_end:
            self._remark(last, "no line end")
            made.append(line_end)
        return "".join(made)

    def _line(self, number: int, body: str) -> str:
        line = body.rstrip(" \t")
        if line != body:
            self._remark(number, "blanks at the end of the line")
        if "\t" not in line:
            return line
        comment = self.layout.comment(number)
        limit = len(line) if comment < 0 else comment
        values = self.layout.tabbed[number]
        made, column = [], 0
        for place, char in enumerate(line):
            text = char
            if char == "\t" and place < limit and not any(a <= place < b for a, b in values):
                text = " " * (_TAB - column % _TAB)
            made.append(text)
            column += len(text)
        if (without := "".join(made)) != line:
            self._remark(number, "a tab")
        return without

    def _kept(self, blank: list[int], where: str) -> int:
        """How many of some blank lines stay."""
        most = MOST_BLANK if where == "in a row" else 0
        if len(blank) > most:
            lines = "a blank line" if len(blank) == 1 else f"{len(blank):,} blank lines"
            self._remark(blank[most], f"{lines} {where}")
        return min(most, len(blank))

    def _remark(self, number: int, message: str) -> None:
        self.remarks.append(Remark(number + 1, message))


def _says(text: str, layout: Layout) -> bool:
    """Whether a text says what another one does, piece by piece, with the same comments."""
    from yaml import YAMLError

    try:
        made = Layout(text)
    except (YAMLError, UnicodeEncodeError):
        return False
    return made.digest == layout.digest and [*made.comments()] == [*layout.comments()]


def _no_yaml(error: Exception, text: str, file: str) -> Problem:
    if isinstance(error, UnicodeEncodeError):
        line = len(source_lines(text[: error.start]))
        message = "half of a surrogate pair, which is no character"
        return Problem(Origin(file, line), message, "leave it out")
    line, column, message, hint = explain(error, text)
    source = source_lines(text)[line - 1]
    return Problem(Origin(file, line, column), message, hint, source=source)
