"""Keys that begin with ``x-``, read out of an event file: any value, kept as it stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crisis.timeline.model.free import PREFIX, literal, scalar

from .nodes import Items, Mapping, Text

if TYPE_CHECKING:
    from crisis.timeline.model.free import Free

    from .nodes import Node
    from .validation import Fields, Shapes


def read_free(fields: Fields, shapes: Shapes) -> Free:
    """The keys of one's own among the fields of a mapping; one without a value is left out."""
    read = (
        (name, _value(node, name, shapes))
        for name, (_, node) in fields.items()
        if name.startswith(PREFIX)
    )
    return tuple((name, literal(value)) for name, value in read if value is not None)


def _value(node: Node, name: str, shapes: Shapes) -> Any:
    """A value as YAML has it; a date is a text."""
    if isinstance(node, Text):
        shapes.warn_cut(node)
        return scalar(node.value) if node.plain else node.value
    if isinstance(node, Items):
        values = [_value(item, name, shapes) for item in node.items]
        return [value for value in values if value is not None]
    assert isinstance(node, Mapping)
    inner = shapes.fields(node, (), name)
    return {key: _value(value, name, shapes) for key, (_, value) in inner.items()}
