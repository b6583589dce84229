"""Help as text: paragraphs wrapped to the width, rows in two columns."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from crisis.cli.terminal.styles import painted

from .markup import Heading, Paragraph, Verbatim

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .markup import Block, Rows

INDENT = "  "
UNDER = " " * 6
LEAST = 26
"""A right column that would be narrower stands under the left one."""
_SIGNS = {
    "?": "cyan", "≠": "magenta", "!": "magenta", "◇": "magenta", "^": "magenta",
    "∨": "bold", "×": "bold", "●": "bold", "█": "bold",
}  # fmt: skip
"""The signs that a table has, each in its style there."""


def text(blocks: Iterable[Block], width: int, colored: bool = False) -> str:
    """Blocks as lines no wider than ``width``, but for what is to be typed as it is.

    If ``colored`` headings are bold, what explains an example is dim, and signs look as in a table.
    """
    parts: list[str] = []
    after_heading = False
    for block in blocks:
        if parts and not after_heading:
            parts.append("")
        after_heading = isinstance(block, Heading)
        if isinstance(block, Heading):
            heads = _wrapped(block.text, width, "")
            parts += [painted(line, "bold", colored) for line in heads]
        elif isinstance(block, Paragraph):
            parts += _wrapped(block.text, width, "")
        elif isinstance(block, Verbatim):
            parts += [INDENT + line for line in block.lines]
        else:
            parts += _rows(block, width, colored)
    return "".join(f"{line}\n" for line in parts)


def _rows(rows: Rows, width: int, colored: bool) -> list[str]:
    most = max(LEAST, width // 2)
    column = max([rows.wide, *(len(left) for left, _ in rows.pairs if len(left) <= most)])
    room = width - len(INDENT) - column - 2
    quiet = "dim" if rows.examples else ""
    lines: list[str] = []
    for left, right in rows.pairs:
        shown = painted(left, _SIGNS.get(left, ""), colored)
        if not right:
            lines.append(INDENT + shown)
        elif len(left) > column or room < LEAST:
            lines.append(INDENT + shown)
            lines += [
                UNDER + painted(line.removeprefix(UNDER), quiet, colored)
                for line in _wrapped(right, width, UNDER)
            ]
        else:
            first, *rest = (painted(line, quiet, colored) for line in _wrapped(right, room, ""))
            lines.append(f"{INDENT}{shown}{' ' * (column - len(left))}  {first}")
            lines += [" " * (column + 4) + line for line in rest]
    return lines


def _wrapped(text: str, width: int, indent: str) -> list[str]:
    return wrap(
        text,
        max(width, len(indent) + LEAST),
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
