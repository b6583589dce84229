"""Lines in aligned columns, with or without colour, cut to the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .screen import Screen

_CODES = {"bold": "1", "dim": "2", "cyan": "36", "magenta": "1;35", "": ""}


def columns(
    rows: Sequence[Sequence[str]],
    look: Screen,
    styles: Sequence[str] = (),
    right: frozenset[int] = frozenset(),
    give: int = 0,
) -> str:
    """Rows of cells as lines: every column as wide as its widest cell, two blanks apart.

    ``right`` names the columns aligned to the right, and ``give`` the one that is cut with an
    ellipsis where the screen is too narrow. Empty columns are left out.
    """
    if not rows:
        return ""
    widths = [max(cell_len(row[place]) for row in rows) for place in range(len(rows[0]))]
    shown = [place for place, width in enumerate(widths) if width]
    if look.width is not None:
        over = sum(widths[place] + 2 for place in shown) - 2 - look.width
        if over > 0:
            widths[give] = max(min(8, widths[give]), widths[give] - over)
    lines = []
    for row in rows:
        cells = []
        for place in shown:
            style = styles[place] if place < len(styles) else ""
            cells.append(_cell(row[place], widths[place], place in right, style, look))
        lines.append("  ".join(cells).rstrip() + "\n")
    return "".join(lines)


def styled(text: str, style: str, look: Screen) -> str:
    """A text in a style; as it is without colour."""
    code = _CODES[style] if look.color and text else ""
    return f"\x1b[{code}m{text}\x1b[0m" if code else text


def fitted(text: str, width: int, look: Screen) -> str:
    """A text cut to a width, with an ellipsis where it was longer."""
    if cell_len(text) <= width:
        return text
    more = "..." if look.ascii else "\N{HORIZONTAL ELLIPSIS}"
    return set_cell_size(text, max(0, width - cell_len(more))).rstrip() + more


def _cell(text: str, width: int, right: bool, style: str, look: Screen) -> str:
    text = fitted(text, width, look)
    blank = " " * (width - cell_len(text))
    found = styled(text, style, look)
    return blank + found if right else found + blank
