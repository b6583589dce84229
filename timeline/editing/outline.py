"""Where everything in an event file stands: libyaml's events with the characters they take.

A change is planned on an outline, and compared by the outlines before it and after.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crisis.timeline.base.limits import DEEPEST
from crisis.timeline.eventfile import nodes
from crisis.timeline.eventfile.yaml_tree import yaml_events

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MAPPING, ITEMS, END = "{", "[", "]"
"""How signs write collections; texts are written with a quote before them."""


class Part:
    """A text, a list or a mapping of a file.

    ``start`` is its first character and ``stop`` the one behind its last, comments and blank lines
    left out; a list in block style begins with its first dash. ``line`` and ``column`` count from
    1.
    ``first`` and ``last`` are its place among the signs, ``last`` excluded. ``style`` is that of a
    text's quotes, empty for a plain one; ``flow`` tells whether a collection has brackets.
    ``parts`` are the items of a list, or the keys and values of a mapping in turn.
    """

    __slots__ = (
        "column", "first", "flow", "kind", "last", "line", "parts", "start", "stop", "style",
        "value",
    )  # fmt: skip

    def __init__(self, kind: str, mark: Any, first: int) -> None:
        self.kind = kind
        self.start: int = mark.index
        self.line: int = mark.line + 1
        self.column: int = mark.column + 1
        self.stop: int = self.start
        self.first = first
        self.last = first + 1
        self.value = self.style = ""
        self.flow = False
        self.parts: list[Part] = []

    @property
    def pairs(self) -> Iterator[tuple[Part, Part]]:
        """The keys and values of a mapping; none of anything else."""
        parts = self.parts if self.kind == MAPPING else []
        return zip(parts[::2], parts[1::2], strict=False)

    @property
    def items(self) -> Sequence[Part]:
        """The items of a list; none of anything else."""
        return self.parts if self.kind == ITEMS else ()

    @property
    def empty(self) -> bool:
        """Whether nothing stands here: no text, or brackets around nothing."""
        return not self.parts and not self.value and not self.style

    @property
    def end(self) -> Part:
        """The last text or bracketed collection in it, or it itself."""
        part = self
        while part.parts and not part.flow:
            part = part.parts[-1]
        return part

    def get(self, key: str) -> tuple[Part, Part] | None:
        """The first pair of a mapping with such a key."""
        return next((pair for pair in self.pairs if pair[0].value == key), None)

    def node(self) -> nodes.Node:
        """The same as the readers of event files take it."""
        if self.kind == MAPPING:
            pairs = [(_text(key), value.node()) for key, value in self.pairs]
            return nodes.Mapping(pairs, self.line, self.column)
        if self.kind == ITEMS:
            return nodes.Items([item.node() for item in self.parts], self.line, self.column)
        return _text(self)


class Outline:
    """The parts of a file, as far as it can be read.

    ``signs`` are all its texts and brackets in order: files of equal signs say the same. ``error``
    is what ended the reading, None where the whole file was read; ``read`` is the character up to
    which it was.
    """

    __slots__ = ("error", "open", "read", "root", "signs", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.signs: list[str] = []
        self.root: Part | None = None
        self.error: Exception | None = None
        self.open: list[Part] = []
        self.read = 0
        self._parse()

    def _parse(self) -> None:
        from yaml import YAMLError

        try:
            self._run()
        except (YAMLError, UnicodeEncodeError, _TooDeep) as error:
            self.error = error

    def _run(self) -> None:  # noqa: PLR0912 - the loop that everything waits for
        from yaml.events import (
            AliasEvent,
            MappingEndEvent,
            MappingStartEvent,
            ScalarEvent,
            SequenceEndEvent,
            SequenceStartEvent,
        )

        signs, stack = self.signs, self.open
        for event in yaml_events(self.text):
            kind = type(event)
            if kind is ScalarEvent:
                part = Part("", event.start_mark, len(signs))
                part.value, part.style = event.value, event.style or ""
                part.stop = event.end_mark.index
                signs.append(f'"{event.value}')
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                sign = MAPPING if kind is MappingStartEvent else ITEMS
                part = Part(sign, event.start_mark, len(signs))
                part.flow = bool(event.flow_style)
                signs.append(sign)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                part = stack.pop()
                signs.append(END)
                part.last = len(signs)
                if part.flow:
                    part.stop = event.end_mark.index
                elif part.parts:
                    part.stop = part.parts[-1].stop
                self.read = part.stop
                continue
            elif kind is AliasEvent:
                part = Part("", event.start_mark, len(signs))
                part.stop = event.end_mark.index
                part.value = f"*{event.anchor}"
                signs.append(part.value)
            else:
                continue
            if kind is not AliasEvent and (event.anchor is not None or event.tag is not None):
                signs[-1] = f"&{event.anchor} !{event.tag} {signs[-1]}"
            self.read = part.stop
            if stack:
                stack[-1].parts.append(part)
            elif self.root is None:
                self.root = part
            if part.kind:
                stack.append(part)
                if len(stack) > 2 * DEEPEST:
                    raise _TooDeep(event.start_mark)

    def under(self, key: str) -> tuple[Part, Part] | None:
        """A key of the file and its value: ``events``, ``actors`` and so on."""
        return self.root.get(key) if self.root is not None else None


class _TooDeep(Exception):
    problem = "maximum nesting depth"  # as libyaml says it, which has a limit of its own

    def __init__(self, mark: Any) -> None:
        super().__init__(self.problem)
        self.problem_mark = mark


def _text(part: Part) -> nodes.Text:
    line, column = part.line, part.column
    if part.style in ("|", ">"):
        line, column = line + 1, 0
    elif part.style:
        column += 1
    return nodes.Text(part.value, line, column, not part.style)
