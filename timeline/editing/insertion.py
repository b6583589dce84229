"""Where something new goes in an event file: keys of mappings, items of lists, in either style.

Each change is told twice, as edits of the text and as what becomes of the signs of its outline, so
that what was written can be compared with what was meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crisis.timeline.base.namedtuple import NamedTuple

from .edits import Edit, line_break, line_end, line_start, next_line
from .outline import END, ITEMS, MAPPING
from .rewrite import Plan

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .outline import Outline, Part
    from .rewrite import EventText

_BREAKS = "\n\r\x85\u2028\u2029"


class Change(NamedTuple):
    """Edits that put ``signs`` in place of those from ``first`` to ``last`` (excluded)."""

    edits: list[Edit]
    first: int
    last: int
    signs: list[str]


def signs_of(value: Any) -> list[str]:
    """The signs of a value: a text, a list or a mapping of values."""
    if isinstance(value, str):
        return [f'"{value}']
    if isinstance(value, list):
        return [ITEMS, *(sign for item in value for sign in signs_of(item)), END]
    pairs = (sign for key, item in value.items() for sign in (f'"{key}', *signs_of(item)))
    return [MAPPING, *pairs, END]


def plan(changes: Sequence[Change]) -> Plan:
    """A plan of changes in the order of the file, which comes to them and nothing else."""

    def check(before: Outline, after: Outline) -> str:
        wanted: list[str] = []
        done = 0
        for change in sorted(changes, key=lambda change: (change.first, change.last)):
            wanted += before.signs[done : change.first] + change.signs
            done = change.last
        wanted += before.signs[done:]
        return "" if after.signs == wanted else "more than the new lines would change"

    return Plan([edit for change in changes for edit in change.edits], check)


def add_item(
    source: EventText, items: Part, place: int, value: Any, block: Callable[[str], str], flow: str
) -> Change:
    """A value as an item of a list, before the item that is at its ``place``.

    ``block`` writes its lines behind an indentation, ``flow`` is the same between brackets.
    """
    first = items.items[place].first if place < len(items.items) else items.last - 1
    signs = signs_of(value)
    if items.flow:
        return Change(_between(source.text, items.items, items, place, flow), first, first, signs)
    column = items.column - 1
    edits = _lines(source, items.items, items, place, column, block(" " * column))
    return Change(edits, first, first, signs)


def add_pair(
    source: EventText,
    mapping: Part,
    place: int,
    key: str,
    value: Any,
    block: Callable[[str], str],
    flow: str,
) -> Change:
    """A key and its value before the pair that is at a ``place`` of a mapping.

    ``block`` writes them behind an indentation, ``flow`` is the same between brackets.
    """
    keys = mapping.parts[::2]
    first = keys[place].first if place < len(keys) else mapping.last - 1
    signs = [f'"{key}', *signs_of(value)]
    pairs = [Pair(*pair) for pair in mapping.pairs]
    if mapping.flow:
        return Change(_between(source.text, pairs, mapping, place, flow), first, first, signs)
    column = mapping.column - 1
    edits = _lines(source, pairs, mapping, place, column, block(" " * column))
    return Change(edits, first, first, signs)


def fill(source: EventText, key: Part, value: Part, new: Any, block: str) -> Change:
    """Lines as the value of a key of a mapping in block style whose value is empty."""
    edits = []
    text = source.text
    if value.stop > value.start:  # brackets around nothing
        start = value.start
        while text[start - 1] in " \t":
            start -= 1
        edits.append(Edit(start, value.stop, ""))
    edits.append(_at(source, next_line(text, max(key.stop, value.stop)), block))
    return Change(edits, value.first, value.last, signs_of(new))


class Pair(NamedTuple):
    """A key and its value, which take their place in a mapping together."""

    key: Part
    value: Part

    @property
    def start(self) -> int:
        return self.key.start

    @property
    def stop(self) -> int:
        return max(self.key.stop, self.value.stop)

    @property
    def end(self) -> Part:
        return self.value.end


def _between(
    text: str, parts: Sequence[Part | Pair], around: Part, place: int, flow: str
) -> list[Edit]:
    """Edits that put something between brackets: on a line of its own where the others are."""
    if not parts:
        return [Edit(around.start + 1, around.start + 1, flow)]
    beside = parts[min(place, len(parts) - 1)]
    lead = text[line_start(text, beside.start) : beside.start]
    own = not lead.strip() and beside.start != around.start
    if place < len(parts):
        behind = f"{line_break(text)}{lead}" if own else " "
        return [Edit(beside.start, beside.start, f"{flow},{behind}")]
    comma = text[beside.stop :].lstrip().startswith(",")
    end = next_line(text, beside.stop)
    if not own:
        return [Edit(beside.stop, beside.stop, f", {flow}")]
    if end >= around.stop:
        return [Edit(beside.stop, beside.stop, f",{line_break(text)}{lead}{flow}")]
    commas = [] if comma else [Edit(beside.stop, beside.stop, ",")]
    return [*commas, Edit(end, end, f"{lead}{flow}{line_break(text)}")]


def _lines(
    source: EventText,
    parts: Sequence[Part | Pair],
    around: Part,
    place: int,
    column: int,
    block: str,
) -> list[Edit]:
    """Edits that put lines between the items, or pairs, of a collection in block style."""
    text = source.text
    if place == 0:
        start = line_start(text, around.start)
        return [_at(source, _above(text, start, column), block)]
    above = parts[place - 1]
    at = below(text, above, column if place == len(parts) and around.kind == ITEMS else column + 1)
    if _spaced(text, parts, place, column) and not _keeps(text, above.end):
        block = f"{source.line_break}{block}"
    return [*_closed(text, above.end), _at(source, at, block)]


def _closed(text: str, end: Part) -> list[Edit]:
    """What keeps a text in lines that ends with the file, without a line end, as it is."""
    if end.style not in ("|", ">") or end.stop < len(text) or text[-1] in _BREAKS:
        return []
    indicator = _indicator(text, end)
    start = end.start + len(indicator.rstrip("+-"))
    return [Edit(start, end.start + len(indicator), "-")]


def _indicator(text: str, end: Part) -> str:
    """What stands before a text in lines: ``|``, ``>2-``."""
    return text[end.start : line_end(text, end.start)].partition(" ")[0]


def _keeps(text: str, end: Part) -> bool:
    """Whether blank lines below belong to a text in lines: one more would be another text."""
    return end.style in ("|", ">") and "+" in _indicator(text, end)


def below(text: str, above: Part | Pair, least: int) -> int:
    """Where the line begins that follows an item, or pair, with the comments that belong to it.

    Those are the lines directly below it that begin at least so many columns from the left.
    """
    end = above.end
    if end.style in ("|", ">"):
        at = end.stop
        if at and text[at - 1] not in _BREAKS:
            return at  # the end of the file, or a document's
        if not _keeps(text, end):
            at = _without_blanks(text, at, end.start)
    else:
        at = next_line(text, above.stop)
    while at < len(text):
        line = text[at : line_end(text, at)]
        comment = line.lstrip(" ")
        if not comment.startswith("#") or len(line) - len(comment) < max(1, least):
            break
        at = next_line(text, at)
    return at


def _without_blanks(text: str, at: int, least: int) -> int:
    """The same place, before blank lines above it."""
    while at > least:
        start = line_start(text, at - 1 - (text[at - 2 : at] == "\r\n"))
        if text[start:at].strip():
            break
        at = start
    return at


def _above(text: str, start: int, column: int) -> int:
    """The line above the comments that stand directly above a line, at its indentation."""
    while start:
        line = line_start(text, start - 1 - (text[start - 2 : start] == "\r\n"))
        comment = text[line:start].lstrip(" ")
        if not comment.startswith("#") or start - line - len(comment) < max(1, column):
            break
        start = line
    return start


def _spaced(text: str, parts: Sequence[Part | Pair], place: int, column: int) -> bool:
    """Whether a blank line stands between the neighbours of a new item."""
    lower = place if place < len(parts) else place - 1
    if lower < 1:
        return False
    upper = parts[lower - 1]
    at = below(text, upper, column + 1)
    return not text[at : line_end(text, at)].strip() and at < parts[lower].start


def _at(source: EventText, at: int, block: str) -> Edit:
    """An edit that puts lines, which end with line feeds, at the beginning of a line."""
    block = block.replace("\r\n", "\n").replace("\n", source.line_break)
    text = source.text
    if at and text[at - 1] not in _BREAKS:  # a last line without an end stays one
        block = source.line_break + block.removesuffix(source.line_break)
    return Edit(at, at, block)
