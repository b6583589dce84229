"""Keys of an author's own in words, as people are shown them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.escape import one_line

if TYPE_CHECKING:
    from crisis.timeline.model.free import Free


def free_texts(free: Free) -> list[tuple[str, str]]:
    """Names and values, each on one line; a list with commas, what is nested as JSON."""
    if not free:
        return []
    from crisis.timeline.model.free import texts

    return [(name, one_line(", ".join(texts(written)))) for name, written in free]
