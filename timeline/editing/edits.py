"""Edits: pieces of a text that are replaced; everything else stays as it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

_BREAK = "\r\n|[\n\r\x85\u2028\u2029]"


class Edit(NamedTuple):
    """``text`` in place of a file's characters from ``start`` to ``stop``, the last excluded."""

    start: int
    stop: int
    text: str


def apply(text: str, edits: Iterable[Edit]) -> str:
    """A text with all edits made; their places are those of the text before.

    Edits at one place are made in their order. Raises ValueError where two overlap, or one lies
    outside the text.
    """
    pieces, done = [], 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.stop)):
        if not done <= edit.start <= edit.stop <= len(text):
            raise ValueError(f"no place for an edit: {edit.start} to {edit.stop}")
        pieces += [text[done : edit.start], edit.text]
        done = edit.stop
    return "".join([*pieces, text[done:]])


def line_break(text: str) -> str:
    """The line end of a file: that of its first line, a line feed where it has one line only."""
    found = re.search("\r\n|[\n\r]", text)
    return found[0] if found else "\n"


def line_start(text: str, at: int) -> int:
    """Where the line begins that a character stands in."""
    while at > 0 and text[at - 1] not in "\n\r\x85\u2028\u2029":
        at -= 1
    return at


def line_end(text: str, at: int) -> int:
    """Where the line ends that a character stands in, its line break left out."""
    found = re.compile(_BREAK).search(text, at)
    return found.start() if found else len(text)


def next_line(text: str, at: int) -> int:
    """Where the line begins that follows the one of a character; the end behind the last."""
    found = re.compile(_BREAK).search(text, at)
    return found.end() if found else len(text)
