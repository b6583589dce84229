"""Lines in aligned columns, with or without colour; what is too long for the screen wraps."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.cells import cell_len, chop_cells, set_cell_size

from crisis.timeline.base.namedtuple import NamedTuple

from .styles import painted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .output import Screen

_ESCAPE = re.compile(r"\\(?:x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8})")
"""A letter that cannot be shown, as Screen.letters and one_line write it."""
_LEAST = 12
_NARROWEST = 4
_READABLE = 24


def columns(
    rows: Sequence[Sequence[str]],
    look: Screen,
    styles: Sequence[str] = (),
    right: frozenset[int] = frozenset(),
    give: int = 0,
    headed: bool = False,
) -> str:
    """Rows of cells as lines: every column as wide as its widest cell, two blanks apart.

    ``right`` names the columns aligned to the right, and ``give`` the one that wraps where the
    screen is too narrow; the last one then goes below the others if little is left for it, and
    after that the widest ones wrap too. Empty columns are left out. Where they are ``headed``, the
    first row names the columns, dim.
    """
    if not rows:
        return ""
    widths = [max(cell_len(row[place]) for row in rows) for place in range(len(rows[0]))]
    body = rows[headed:]
    shown = [p for p, width in enumerate(widths) if width and any(row[p] for row in body)]
    below = -1
    over = 0 if look.width is None else sum(widths[p] + 2 for p in shown) - 2 - look.width
    if over > 0 and shown[-1] != 0 and widths[give] - over < _room(give, shown[-1], widths):
        below = shown.pop()
        over -= widths[below] + 2
    if over > 0 and give != below:
        least = max(min(_LEAST, widths[give]), widths[give] - over)
        over, widths[give] = over - widths[give] + least, least
    while over > 0 and max(widths[place] for place in shown) > _NARROWEST:
        widest = max(shown, key=lambda place: widths[place])
        over, widths[widest] = over - 1, widths[widest] - 1
    lines: list[str] = []
    for number, row in enumerate(rows):
        head = headed and number == 0
        tones = ["dim" if head else _style(styles, p) for p in range(len(row))]
        cells = [_Cell(row[p], widths[p], p in right, tones[p]) for p in shown]
        lines.extend(_side_by_side(cells, look))
        if below >= 0 and not head and row[below] and look.width is not None:
            cell = _Cell(row[below], look.width - 2, False, _style(styles, below))
            lines.extend(f"  {line}" for line in _side_by_side([cell], look))
    return "".join(f"{line}\n" for line in lines)


def styled(text: str, style: str, look: Screen) -> str:
    """A text in a style; as it is without colour."""
    return painted(text, style, look.color)


def wrapped(text: str, width: int, hang: int = 0) -> list[str]:
    """A text in lines of at most so many columns, broken at blanks where there are any.

    Blanks at its beginning indent all of them; all but the first stand ``hang`` further in.
    """
    if cell_len(text) <= width:
        return [text]
    indent = text[: len(text) - len(text.lstrip(" "))]
    room = max(2, width - len(indent))
    lines = [""]
    for word in text[len(indent) :].split(" "):
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if cell_len(joined) <= room:
            lines[-1] = joined
            continue
        if lines[-1]:
            lines.append("")
        if len(lines) > 1:
            room = max(2, width - len(indent) - hang)
        lines[-1:] = [word]
        while cell_len(lines[-1]) > room:
            head, *rest = chop_cells(lines[-1], room)
            lines[-1:] = [head, "".join(rest)]
            room = max(2, width - len(indent) - hang)
    later = indent + " " * hang
    return [indent + lines[0], *(later + line for line in lines[1:])]


def shortened(text: str, room: int, look: Screen) -> str:
    """A text in so many cells, with a sign where its end is left out; no escape is cut in two."""
    if cell_len(text) <= room:
        return text
    shown = set_cell_size(text, max(0, room - len(look.more)))
    for escape in _ESCAPE.finditer(text):
        if escape.start() < len(shown) < escape.end():
            shown = shown[: escape.start()]
    return shown.rstrip(" ") + look.more[: max(0, room)]


class _Cell(NamedTuple):
    text: str
    width: int
    right: bool
    style: str


def _side_by_side(cells: list[_Cell], look: Screen) -> list[str]:
    """One row: as many lines as its highest cell has."""
    columns = [wrapped(cell.text, cell.width) for cell in cells]
    lines = []
    for number in range(max(map(len, columns), default=0)):
        parts = []
        for cell, column in zip(cells, columns, strict=True):
            text = column[number] if number < len(column) else ""
            blank = " " * (cell.width - cell_len(text))
            seen = styled(text, cell.style, look)
            parts.append(blank + seen if cell.right else seen + blank)
        lines.append("  ".join(parts).rstrip())
    return lines


def _style(styles: Sequence[str], place: int) -> str:
    return styles[place] if place < len(styles) else ""


def _room(give: int, last: int, widths: list[int]) -> int:
    """How many columns what wraps should keep."""
    return min(widths[give], _READABLE if give == last else _LEAST)
