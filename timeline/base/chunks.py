"""Text in pieces: enough at once that writing is quick, little enough that memory stays small."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PIECE = 1 << 16
"""Characters in a piece, roughly."""


def pieces(lines: Iterable[str]) -> Iterator[str]:
    """The same text in larger pieces; nothing is kept but the one being filled."""
    held: list[str] = []
    size = 0
    for line in lines:
        held.append(line)
        size += len(line)
        if size >= PIECE:
            yield "".join(held)
            held.clear()
            size = 0
    if held:
        yield "".join(held)
