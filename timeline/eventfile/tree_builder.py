"""A tree of nodes as it grows: what may not stand in an event file becomes a problem.

That is tags, anchors, aliases, keys that are no text, deep nesting, texts of any length.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from crisis.timeline.base.limits import DEEPEST, LONGEST_TEXT
from crisis.timeline.base.problems import Origin, Problem, Problems

from .nodes import Items, Mapping, Text

if TYPE_CHECKING:
    from crisis.timeline.base.problems import Severity

    from .nodes import Node

_CLOCK = re.compile(r"\d{1,2}:\d\d")
_NAME = 60  # characters of a tag or an anchor that are told


class TooMuch(Exception):
    """What costs the reading more and more: it ends."""

    def __init__(self, line: int, message: str, hint: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message
        self.hint = hint


class TreeBuilder:
    """The collections that are open, and what is put into them, event by event.

    ``refused`` are the places (line, column) whose problem is told: nothing more is said of them.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems = Problems()
        self.refused: set[tuple[int, int]] = set()
        self.root: Node | None = None
        self.longest = LONGEST_TEXT  # characters of a text
        self._stack: list[Items | Mapping] = []
        self._keys: list[Text | None] = []
        self._flow: list[bool] = []
        self._skipping = 0

    def scalar(self, event: Any) -> None:
        mark = event.start_mark
        if event.anchor is not None or event.tag is not None:
            self.foreign(event)
        if len(event.value) > self.longest and not self._skipping:
            message = f"a text of more than {self.longest:,} characters"
            self.problem(mark, message, "leave it out, and name where it stands")
            self.add(self.refuse(mark), mark)
            return
        plain = not event.style
        column = mark.column + 1
        line = mark.line + 1
        if not plain:
            if event.style in "|>":
                line, column = line + 1, 0
            else:
                column += 1
        elif not event.value and self._flow and self._flow[-1] and not self._skipping:
            self.empty(mark)
        self.add(Text(event.value, line, column, plain), mark)

    def open(self, event: Any, mapping: bool) -> None:
        mark = event.start_mark
        if event.anchor is not None or event.tag is not None:
            self.foreign(event)
        if self._skipping or len(self._stack) >= DEEPEST:
            if not self._skipping:
                self.problem(mark, f"nested deeper than {DEEPEST} levels", "flatten it")
                self.add(self.refuse(mark), mark)
            self._skipping += 1
            if self._skipping > DEEPEST:
                raise TooMuch(mark.line + 1, "nested far too deep", "flatten it")
            return
        node: Items | Mapping
        if mapping:
            node = Mapping([], mark.line + 1, mark.column + 1)
        else:
            node = Items([], mark.line + 1, mark.column + 1)
        self.add(node, mark)
        self._stack.append(node)
        self._keys.append(None)
        self._flow.append(bool(event.flow_style))

    def close(self) -> None:
        if self._skipping:
            self._skipping -= 1
            return
        self._stack.pop()
        self._keys.pop()
        self._flow.pop()

    def add(self, node: Node, mark: Any) -> None:
        if self._skipping:
            return
        if not self._stack:
            self.root = node
            return
        parent = self._stack[-1]
        if isinstance(parent, Items):
            parent.items.append(node)
            return
        key = self._keys[-1]
        if key is None:
            if not isinstance(node, Text):
                self.problem(mark, "a key that is no text", "quote it if a brace belongs to it")
                node = Text("", node.line, node.column, True)
            self._keys[-1] = node
        else:
            parent.pairs.append((key, node))
            self._keys[-1] = None

    def alias(self, event: Any) -> None:
        self.problem(event.start_mark, "an alias", "write the value out: aliases are not read")
        self.add(self.refuse(event.start_mark), event.start_mark)

    def refuse(self, mark: Any) -> Text:
        """An empty text in place of what is not read."""
        self.refused.add((mark.line + 1, mark.column + 1))
        return Text("", mark.line + 1, mark.column + 1, True)

    def foreign(self, event: Any) -> None:
        if event.tag is not None:
            message = f"a tag ({event.tag[:_NAME]})"
            self.problem(event.start_mark, message, "leave it out: all is text here")
        else:
            self.problem(event.start_mark, f"an anchor (&{event.anchor[:_NAME]})", "leave it out")

    def empty(self, mark: Any) -> None:
        """A value without a value in braces: mostly a comma or a colon that was meant as text."""
        key = self._keys[-1]
        if key is None or not isinstance(self._stack[-1], Mapping):
            return
        place = Origin(self.file, key.line, key.column)
        if _CLOCK.match(key.value):
            hint = f"name what it is: {{is: {key.value}}}"
        elif ":" in key.value:
            hint = f"put a space behind the colon: {key.value.replace(':', ': ', 1)}"
        else:
            hint = "a comma ends a value in braces: quote the text that holds it"
        self.report(place, f'"{key.value}" has no value', hint)
        self.refused.add((key.line, key.column))

    def problem(self, mark: Any, message: str, hint: str) -> None:
        self.report(Origin(self.file, mark.line + 1, mark.column + 1), message, hint)

    def report(self, place: Origin, message: str, hint: str, severity: Severity = "error") -> None:
        self.problems.append(Problem(place, message, hint, severity))
