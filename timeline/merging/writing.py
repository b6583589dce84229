"""Edits of an event file for what it gains: pairs of mappings, items of lists, whole blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.editing import yaml_text
from crisis.timeline.editing.edits import Edit, line_break, line_end, line_start
from crisis.timeline.editing.insertion import Change, add_item, add_pair
from crisis.timeline.editing.outline import ITEMS, MAPPING, Outline
from crisis.timeline.editing.safe_write import refused

from .values import inside, list_text, mapping_text, written

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from crisis.timeline.editing.event_blocks import Block
    from crisis.timeline.editing.outline import Part
    from crisis.timeline.editing.rewrite import EventText


class Piece(NamedTuple):
    """What is taken over whole: its ``lines`` as they stand at the left margin, the same on one
    line for brackets, and the signs of it.
    """

    lines: Sequence[str]
    flow: str
    signs: Sequence[str]

    def at(self, indent: str) -> str:
        """Its lines behind an indentation."""
        return "".join(f"{indent}{line}" if line.strip() else "\n" for line in self.lines)


def signs_of(text: str) -> list[str]:
    """The signs of YAML on one line."""
    return Outline(text).signs


def piece_of(
    outline: Outline, part: Part, json: bool, block: Block | None, lines: list[str]
) -> Piece:
    """An event as a piece: the lines of its block, where it has one."""
    flow = inside(part, outline.text, json)
    signs = outline.signs[part.first : part.last]
    if block is None:
        raw = outline.text[part.start : part.stop].splitlines()
        behind = [f"    {line.strip()}\n" for line in raw[1:]]
        return Piece([f"- {raw[0]}\n", *behind], flow, signs)
    if block.open:  # its last text would take the blank lines below it for its own
        comments = [f"{line.strip()}\n" for line in lines[block.first : block.line] if line.strip()]
        return Piece([*comments, f"- {flow}\n"], flow, signs)
    own = lines[block.line]
    column = len(own) - len(own.lstrip(" "))
    return Piece(at_margin(lines[block.first : block.stop], column), flow, signs)


def at_margin(lines: Sequence[str], column: int) -> list[str]:
    """Lines moved so far to the left, as far as they have blanks there, each with a line feed."""
    moved = []
    for line in lines:
        body = line.rstrip("\r\n\x85\u2028\u2029")
        blanks = len(body) - len(body.lstrip(" "))
        moved.append(f"{body[min(column, blanks) :]}\n")
    return moved


def add_pieces(text: EventText, items: Part, place: int, pieces: Sequence[Piece]) -> Change:
    """Pieces as items of a list, before the one at a place."""
    signs = [sign for piece in pieces for sign in piece.signs]

    def block(indent: str) -> str:
        gap = "\n" if _spaced(text, items) else ""
        return gap.join(piece.at(indent) for piece in pieces)

    flow = ", ".join(piece.flow for piece in pieces)
    return add_item(text, items, place, "", block, flow)._replace(signs=signs)


def _spaced(text: EventText, items: Part) -> bool:
    """Whether blank lines stand between the items of a list."""
    if items.flow or len(items.items) < 2:
        return False
    first, second = items.items[:2]
    between = text.text[first.stop : second.start]
    return any(not line.strip() for line in between.splitlines()[1:-1])


def add_pairs(text: EventText, mapping: Part, pairs: Mapping[str, Any], json: bool) -> Change:
    """Keys with their values behind all others of a mapping."""
    texts = {
        key: written(key, value, json or (mapping.flow and json)) for key, value in pairs.items()
    }
    whole = mapping_text(texts, json)
    signs = signs_of(whole)[1:-1]

    def block(indent: str) -> str:
        return "".join(
            f"{indent}{yaml_text.scalar(key)}: {behind(key, value, indent)}\n"
            for key, value in pairs.items()
        )

    place = len(mapping.parts) // 2
    change = add_pair(text, mapping, place, "", "", block, whole[1:-1])
    return change._replace(signs=signs)


def behind(key: str, value: Any, indent: str) -> str:
    """A value behind its key, in lines where it has several."""
    if key.startswith("x-"):
        return yaml_text.own(value)
    if isinstance(value, dict):
        return written(key, value)
    return yaml_text.value_of(value, indent)


def replaced(part: Part, new: str) -> Change:
    """Another value in the place of one."""
    return Change([Edit(part.start, part.stop, new)], part.first, part.last, signs_of(new))


def add_to_list(text: EventText, part: Part, more: Sequence[str], json: bool) -> list[Change]:
    """Items, written already, behind those of a list, or of a value that serves as a list of one.

    Nothing where that cannot be done without losing how it is written.
    """
    if part.kind == ITEMS and part.parts:
        signs = signs_of(list_text(more))[1:-1]

        def block(indent: str) -> str:
            return "".join(f"{indent}- {item}\n" for item in more)

        change = add_item(text, part, len(part.parts), "", block, ", ".join(more))
        return [change._replace(signs=signs)]
    raw = text.text[part.start : part.stop]
    if part.empty:
        return [
            replaced(part, f" {list_text(more)}" if part.start == part.stop else list_text(more))
        ]
    if part.kind == MAPPING and not part.flow:
        return []
    if len(raw.splitlines()) == 1:
        return [replaced(part, list_text([inside(part, text.text, json), *more]))]
    return []


def add_claims(text: EventText, event: Part, more: Sequence[str], json: bool) -> Change:
    """Claims, written already, behind those that an event has under ``when``."""
    pair = event.get("when")
    if pair is None:
        signs = signs_of(mapping_text({"when": list_text(more)}, json))[1:-1]

        def block(indent: str) -> str:
            return f"{indent}when:\n" + "".join(f"{indent}  - {claim}\n" for claim in more)

        flow = mapping_text({"when": list_text(more)}, json)[1:-1]
        place = len(event.parts) // 2
        return add_pair(text, event, place, "", "", block, flow)._replace(signs=signs)
    key, value = pair
    if value.kind == ITEMS or event.flow or value.empty:
        changes = add_to_list(text, value, more, json)
        if changes:
            return changes[0]
        raise refused(text.name, "its claims stand in several lines", "", value.line, value.column)
    return _as_list(text, key, value, more)


def _as_list(text: EventText, key: Part, value: Part, more: Sequence[str]) -> Change:
    """A claim alone as the first of several: what stands there stays, behind a dash."""
    source = text.text
    indent = " " * (key.column + 1)
    newline = text.line_break
    edits = []
    if line_start(source, value.start) == line_start(source, key.start):
        blank = value.start
        while source[blank - 1] in " \t":
            blank -= 1
        edits.append(Edit(blank, value.start, f"{newline}{indent}- "))
        edits += [Edit(at, at, indent) for at in _starts(source, value.start, value.stop)]
    else:
        start = line_start(source, value.start)
        column = value.start - start
        edits.append(Edit(value.start, value.start, "- "))
        indent = " " * column
        edits += [Edit(at, at, "  ") for at in _starts(source, value.start, value.stop)]
    at = value.end.stop if value.end.style in ("|", ">") else line_end(source, value.stop)
    lines = "".join(f"{newline}{indent}- {claim}" for claim in more)
    if at and source[at - 1] in "\n\r":
        lines = "".join(f"{indent}- {claim}{newline}" for claim in more)
    edits.append(Edit(at, at, lines))
    inner = signs_of(list_text(more))[1:-1]
    signs = [ITEMS, *text.outline.signs[value.first : value.last], *inner, "]"]
    return Change(edits, value.first, value.last, signs)


def _starts(text: str, start: int, stop: int) -> list[int]:
    """Where the lines begin that follow the first one of a part, blank ones left out."""
    starts = []
    at = line_end(text, start)
    while at < stop:
        at += len(line_break(text[at : at + 2]))
        if at < stop and text[at : line_end(text, at)].strip():
            starts.append(at)
        at = line_end(text, at)
    return starts


def comment_lines(text: EventText, at: int, comments: Sequence[str], first: int) -> Change:
    """Comments on lines of their own above the line of a character; ``first`` is its sign."""
    start = line_start(text.text, at)
    line = text.text[start:]
    indent = line[: len(line) - len(line.lstrip(" "))]
    block = "".join(f"{indent}{comment}{text.line_break}" for comment in comments)
    return Change([Edit(start, start, block)], first, first, [])


def once(changes: Sequence[Change]) -> list[Change]:
    """Changes of which several may close the same text at the end of a file: the first does."""
    done: set[Edit] = set()
    made = []
    for change in changes:
        edits = [edit for edit in change.edits if edit not in done]
        done.update(edit for edit in edits if edit.start < edit.stop or edit.text == "-")
        made.append(change._replace(edits=edits))
    return made
