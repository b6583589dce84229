"""Hints for values of another shape than the one that is wanted: what to write instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .nodes import Items, Mapping, Text

if TYPE_CHECKING:
    from .nodes import Node

LONGEST = 120
"""Characters of a text that a message repeats."""


def one_instead(node: Node, what: str) -> str:
    """What to write where one text is wanted and more stands there."""
    key = what.rpartition(".")[2] if what.replace("_", "").replace(".", "").isalpha() else ""
    if isinstance(node, Items) and node.items and isinstance(first := node.items[0], Text):
        example = first.value if len(first.value) <= LONGEST and "\n" not in first.value else "..."
        return f"one of them: {key}: {example}" if key else "one of them, without the brackets"
    said = f"{key}: a text" if key else "a text"
    return f"write {said}; {what_stands(node)}"


def what_stands(node: Node) -> str:
    """What there is instead of what should stand there."""
    if isinstance(node, Mapping):
        return "here stands a mapping"
    return "here stands a list" if isinstance(node, Items) else "here stands a text"
