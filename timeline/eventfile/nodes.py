"""The nodes of a YAML tree, every scalar a text and every node with its place; lines of a file."""

from __future__ import annotations

import re
from array import array

from crisis.timeline.base.namedtuple import NamedTuple


class Text(NamedTuple):
    """A scalar. ``column`` is that of its first character, behind an opening quote."""

    value: str
    line: int
    column: int
    plain: bool


class Items(NamedTuple):
    """A sequence."""

    items: list[Node]
    line: int
    column: int


class Mapping(NamedTuple):
    """A mapping, in the order of the file. Keys may repeat here; the reader objects."""

    pairs: list[tuple[Text, Node]]
    line: int
    column: int


Node = Text | Items | Mapping

_BREAKS = r"\r\n|[\n\r\x85\u2028\u2029]"  # compiled when it is needed: mostly it is not
_ODD_BREAKS = r"[\r\x85\u2028\u2029]"


def source_lines(text: str) -> list[str]:
    """The lines of a file as libyaml counts them."""
    return re.split(_BREAKS, text)


def line_starts(text: str) -> array[int]:
    """Where each line of a file begins, as libyaml counts them."""
    if re.search(_ODD_BREAKS, text):
        return array("Q", (0, *(line_break.end() for line_break in re.finditer(_BREAKS, text))))
    starts = array("Q")
    at, find = 0, text.find
    while True:
        starts.append(at)
        at = find("\n", at) + 1
        if not at:
            return starts
