"""Where a file measures from events that last once another file is merged into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.editing import yaml_text
from crisis.timeline.editing.edits import Edit, apply
from crisis.timeline.editing.outline import ITEMS, MAPPING

from .phrasing import with_ids
from .told import PHRASES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crisis.timeline.editing.outline import Part

    from .side import Side


def with_starts(side: Side, lasting: frozenset[str]) -> str:
    """The text of a file with ``@id.start`` for ``@id`` of such events: that is what it means."""
    if not lasting:
        return side.text.text
    edits = []
    for place in side.places.values():
        pair = place.part.get("when")
        for part in _texts(pair[1]) if pair else ():
            text = with_ids(part.value, {}, lasting) if "@" in part.value else part.value
            if text != part.value:
                edits.append(Edit(part.start, part.stop, yaml_text.scalar(text, True)))
    return apply(side.text.text, edits)


def _texts(when: Part) -> Iterator[Part]:
    """The phrases of the claims of an event."""
    for item in when.parts if when.kind == ITEMS else [when]:
        if item.kind != MAPPING:
            yield item
        else:
            yield from (value for key, value in item.pairs if key.value in PHRASES)
