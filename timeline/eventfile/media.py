"""The pictures of an event, as an event file names them: files beside it, or addresses.

Whether there is such a file, and what is in it, is not asked here (``pictures.py``).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crisis.timeline.model.details import Medium

from .nodes import Mapping, Text

if TYPE_CHECKING:
    from .nodes import Node
    from .validation import Shapes

MEDIUM_KEYS = ("file", "url", "caption", "credit", "alt")
_HINT = "media: board.jpg, or media: {file: board.jpg, caption: …, credit: …, alt: …}"
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
"""A scheme; of one letter it would be a drive of Windows."""


def read_media(node: Node, shapes: Shapes) -> tuple[Medium, ...]:
    """``board.jpg``, an address, ``{file: board.jpg, caption: The board}``, or a list of these."""
    read = (_medium(item, shapes) for item in shapes.items(node))
    return tuple(medium for medium in read if medium is not None)


def _medium(node: Node, shapes: Shapes) -> Medium | None:
    if isinstance(node, Text) and node.value:
        kind = "url" if _ADDRESS.match(node.value) else "file"
        return Medium(**{kind: node.value}, line=node.line)
    if not isinstance(node, Mapping):
        shapes.report(node, "a picture must be a file, an address, or a mapping of these", _HINT)
        return None
    fields = shapes.fields(node, MEDIUM_KEYS, "media")
    texts = {name: shapes.text(value, name) for name, (_, value) in fields.items()}
    named = [name for name in ("file", "url") if texts.get(name)]
    if len(named) == 1:
        return Medium(**texts, line=node.line)
    if len(named) == 2:
        shapes.report(node, "a picture is either a file or an address", "two make a list")
    elif len(fields) == len(node.pairs) and all(isinstance(it, Text) for _, it in fields.values()):
        shapes.report(node, "a picture needs a file or an address", _HINT)
    return None
