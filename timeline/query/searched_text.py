"""What a search for a word looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.normalize import fold

if TYPE_CHECKING:
    from crisis.timeline.model.records import Event


def words(event: Event) -> str:
    """All that is written about an event, in every language, folded; with its id and its tags."""
    texts = [text for _, text in (*event.titles, *event.texts, *event.notes)]
    texts += (event.quote, event.place, event.id, *event.tags)
    for claim in event.when:
        texts += (claim.quote, claim.text)
    return fold("\n".join(filter(None, texts)))
