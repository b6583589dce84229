"""A list of plain events, read line by line: five times faster than by libyaml's events.

Most events of a long file are mappings of one line for each key, every value a text without an
escape or a list of words, in brackets or below its key. This is no reader of YAML: it knows only
lines that cannot mean anything else (YAML 1.1, chapters 7 and 8), and leaves every other event to
libyaml. That both read alike is a property which the tests hold.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from .limits import LONGEST_TEXT
from .namedtuples import NamedTuple
from .nodes import Items, Mapping, Text

if TYPE_CHECKING:
    from collections.abc import Callable

    from .nodes import Node

    Match = Callable[[str, int], re.Match[str] | None]
    Key = tuple[str, int]  # and how far the list below it is indented, -1 for a value behind it
    Lines = tuple[tuple[Key, ...], tuple[str | Any, ...], int]

# Breaks of a line but \n, and characters that YAML forbids or strips.
_ODD = "\0-\t\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff"
_CHARACTER = f"[^\n{_ODD}]"
_find_odd = re.compile(f"[{_ODD}]").search
_PAIR = re.compile(rf"([A-Za-z_]+): ({_CHARACTER}+)(?:\r?\n|\Z)").match
_PAIR_OF_EVEN = re.compile(r"([A-Za-z_]+): (.+)(?:\n|\Z)").match  # twice as fast
_WORDS = re.compile(r"\[\w[\w-]*(?:, \w[\w-]*)*\]").fullmatch
_INNER = re.compile(r"([A-Za-z_]+): (.+)").fullmatch
_WORD = re.compile(r"\w[\w-]*").fullmatch
_QUOTED = re.compile(r"\"[\w -]*\"|'[\w -]*'").fullmatch
_EMPTY = re.compile(rf"(?: *(?:#{_CHARACTER}*)?\r?\n)*(?: *(?:#{_CHARACTER}*)?\Z)?").match
_FIRST = re.compile("( *)- ").match
_ABOVE = re.compile(r"([A-Za-z_]+):\n( +)- ").match
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@` ")  # what a plain text cannot begin with, mostly

_MOST_KEYS = 20

_new = tuple.__new__


class Header(NamedTuple):
    """A day header: its text, and the line and indent of the list under it."""

    key: Text
    line: int
    indent: int


class PlainList:
    """Reads at ``at``, the beginning of a line; ``line`` counts from 1.

    ``days`` is the indent of day headers, -1 for a list without them. ``header`` is one that has
    been read, ``indent`` that of the list below it.
    """

    def __init__(self, text: str, at: int, line: int, days: int) -> None:
        self.text = text
        self.at = at
        self.line = line
        self.days = days
        self.indent = 0
        self.header: Header | None = None
        self._pair = _PAIR if _find_odd(text, at) else _PAIR_OF_EVEN
        self._last: tuple[int, tuple[Key, ...], Match] | None = None
        self._day = _day_header(days) if days >= 0 else None

    def begin(self) -> bool:
        """Go to the first event, or the first header. False where it is not plain."""
        if self.days >= 0:
            return self.read_header()
        found = _FIRST(self.text, self.at)
        self.indent = found.end() - found.start() - 2 if found else 0
        return found is not None

    def read_header(self) -> bool:
        """Read a day header and go to the list under it. False, and nothing read, where none is."""
        found = self._day(self.text, self.at) if self._day else None
        if found is None:
            return False
        at, line = self.skip(found.end(), self.line + 1)
        first = _FIRST(self.text, at)
        if first is None or (indent := first.end() - at - 2) < self.days:
            return False
        column = self.days + 1 + len(found[1])
        self.header = Header(Text(found[2], self.line, column, not found[1]), line, indent)
        self.at, self.line, self.indent = at, line, indent
        return True

    def skip(self, at: int, line: int) -> tuple[int, int]:
        """Go over empty lines and comments."""
        found = _EMPTY(self.text, at)
        if found is None or (stop := found.end()) == at:
            return at, line
        return stop, line + self.text.count("\n", at, stop)

    def item(self) -> tuple[Mapping, int, int] | None:
        """The event here, where it is plain, and the place and line behind it."""
        read = self._like_the_last() or self._line_by_line()
        if read is None:
            return None
        keys, values, stop = read
        line, column = self.line, self.indent + 3
        pairs: list[tuple[Text, Node]] = []
        for (key, below), value in zip(keys, values, strict=True):
            if below >= 0:
                listed = _listed(value, below, line + 1)
                if listed is None:
                    return None
                pairs.append((_new(Text, (key, line, column, True)), listed))
                line += 1 + value.count("\n") + (value[-1] != "\n")
                continue
            place = column + len(key) + 2
            if value[0] not in _INDICATORS:  # as in _value, whose call would take longer
                if ": " in value or " #" in value or value[-1] in ": ":
                    return None
                node: Node | None = _new(Text, (value, line, place, True))
            else:
                node = _special(value, value[0], line, place)
            if node is None or len(value) > LONGEST_TEXT:
                return None
            pairs.append((_new(Text, (key, line, column, True)), node))
            line += 1
        return _new(Mapping, (pairs, self.line, column)), stop, line

    def _like_the_last(self) -> Lines | None:
        """The lines of an event that has the keys of the one before, in their order."""
        if self._last is None or self._last[0] != self.indent:
            return None
        _, keys, match = self._last
        found = match(self.text, self.at)
        if found is None or self.text.startswith(" " * (self.indent + 2), found.end()):
            return None
        return keys, found.groups(), found.end()

    def _line_by_line(self) -> Lines | None:
        """The lines of an event: its keys, what stands behind each, and the place behind it."""
        text, pair = self.text, self._pair
        inner = " " * (self.indent + 2)
        at = self.at + len(inner)
        keys: list[Key] = []
        values: list[str] = []
        while True:
            found = pair(text, at)
            if found is not None:
                keys.append((found[1], -1))
                values.append(found[2])
            else:
                above = _ABOVE(text, at) if pair is _PAIR_OF_EVEN else None
                if above is None or (below := len(above[2])) < len(inner):
                    return None
                found = _lines_of(below)(text, above.start(2))
                if found is None:
                    return None
                keys.append((above[1], below))
                values.append(found[0])
            at = found.end()
            if not text.startswith(inner, at):
                break
            at += len(inner)
        if self._pair is _PAIR_OF_EVEN and len(keys) <= _MOST_KEYS:
            self._last = (self.indent, tuple(keys), _pattern(self.indent, tuple(keys)))
        return tuple(keys), tuple(values), at

    def end(self, most: int) -> tuple[int, int]:
        """Where so many events end whatever they hold, and how many there are before the list ends.

        It is not so where a quote or a bracket goes on over a line that looks like another event.
        """
        search, at = _outside(self.indent).search, self.at
        for number in range(1, most + 1):
            found = search(self.text, at + self.indent + 2)
            at = found.start() if found else len(self.text)
            if not self.text.startswith(" " * self.indent + "- ", at):
                return at, number
        return at, most

    def follows(self, at: int, line: int) -> str:
        """What stands behind an event: ``item``, ``header`` or ``end``, and go there.

        Empty, and stay, for anything else.
        """
        at, line = self.skip(at, line)
        if at >= len(self.text):
            self.at, self.line = at, line
            return "end"
        if self.text.startswith(" " * self.indent + "- ", at):
            self.at, self.line = at, line
            return "item"
        before = self.at, self.line
        self.at, self.line = at, line
        if self.read_header():
            return "header"
        self.at, self.line = before
        return ""


def _special(value: str, first: str, line: int, column: int) -> Node | None:
    """A list of words, or a quoted text without escapes."""
    if first == "[":
        words = _words(value)
        items = [_new(Text, (word, line, column + place, True)) for word, place in words]
        return _new(Items, (items, line, column)) if words else None
    if first in "\"'" and len(value) > 1 and value[-1] == first:
        inside = value[1:-1]
        if first not in inside and (first == "'" or "\\" not in inside):
            return _new(Text, (inside, line, column + 1, False))
    return None


@lru_cache(maxsize=4096)
def _words(value: str) -> tuple[tuple[str, int], ...]:
    """The words of a list, and where each begins in it; none where it is no list of words."""
    if not _WORDS(value):
        return ()
    found: list[tuple[str, int]] = []
    place = 1
    for word in value[1:-1].split(", "):
        found.append((word, place))
        place += len(word) + 2
    return tuple(found)


def _day_header(indent: int) -> Match:
    return re.compile(rf" {{{indent}}}([\"']?)(\w[\w.~-]*)\1: *\r?\n").match


def _listed(value: str, indent: int, line: int) -> Items | None:
    """The list that some lines are, from ``line`` on: words, or mappings; None where it is none."""
    words = _words_below(value, indent)
    place = indent + 3
    items: list[Node] = [
        _new(Text, (word, number, place + quoted, not quoted))
        for number, (word, quoted) in enumerate(words, line)
    ]
    items = items or _mappings_below(value, indent, line)
    return _new(Items, (items, line, indent + 1)) if items else None


def _mappings_below(value: str, indent: int, line: int) -> list[Node]:
    """Mappings of one line for each key, as claims are; none where it is anything else."""
    found: list[Node] = []
    column = indent + 3
    pairs: list[tuple[Text, Node]] = []
    for number, text in enumerate(value.removesuffix("\n").split("\n"), line):
        pair = _INNER(text, indent + 2)
        if pair is None or len(text) > LONGEST_TEXT:
            return []
        key, said = pair.groups()
        node = _value(said, number, column + len(key) + 2)
        if node is None:
            return []
        if text[indent] == "-":
            pairs = []
            found.append(_new(Mapping, (pairs, number, column)))
        pairs.append((_new(Text, (key, number, column, True)), node))
    return found


def _value(value: str, line: int, column: int) -> Node | None:
    """What stands behind a key on its line; None where that may go on, or mean something else."""
    first = value[0]
    if first in _INDICATORS:
        return _special(value, first, line, column)
    if ": " in value or " #" in value or value[-1] in ": ":
        return None
    return _new(Text, (value, line, column, True))


@lru_cache(maxsize=4096)
def _words_below(value: str, indent: int) -> tuple[tuple[str, bool], ...]:
    """The words of a list of lines, each plain or quoted; none where it is no list of words."""
    found: list[tuple[str, bool]] = []
    for line in value.removesuffix("\n").split("\n"):
        word = line[indent + 2 :] if line[indent] == "-" else ""
        if _WORD(word):
            found.append((word, False))
        elif _QUOTED(word):
            found.append((word[1:-1], True))
        else:
            return ()
    return tuple(found)


@lru_cache(maxsize=64)
def _lines_of(indent: int) -> Match:
    """The lines of a list below a key."""
    return re.compile(_below(indent)).match


def _below(indent: int) -> str:
    """Lines that begin with a dash, or are so far in as what stands behind one."""
    return f" {{{indent}}}- .+(?:\n|\\Z)(?: {{{indent}}}[- ] [^ ].*(?:\n|\\Z))*"


@lru_cache(maxsize=256)
def _pattern(indent: int, keys: tuple[Key, ...]) -> Match:
    """The lines of an event with these keys."""
    lines = (
        f"{key}:\n({_below(below)})" if below >= 0 else f"{key}: (.+)(?:\n|\\Z)"
        for key, below in keys
    )
    return re.compile(f"{' ' * indent}- " + (" " * (indent + 2)).join(lines)).match


@lru_cache(maxsize=64)
def _outside(indent: int) -> re.Pattern[str]:
    """The beginning of a line that is indented no deeper, and neither empty nor a comment."""
    return re.compile(rf"^ {{0,{indent}}}[^\s#]", re.MULTILINE)
