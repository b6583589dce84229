"""What a search for a word looks at."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from crisis.timeline.base.normalize import fold
from crisis.timeline.model.keys import CLAIM_KEYS, EVENT_KEYS, LISTS

if TYPE_CHECKING:
    from crisis.timeline.model.records import Event

_KINDS = {key.attribute: key.kind for key in EVENT_KEYS if key.sought}
_BY_LANGUAGE = tuple(name for name, kind in _KINDS.items() if kind == "texts")
_LISTS = tuple(name for name, kind in _KINDS.items() if kind in LISTS)

# An index asks each of its events: getters of several attributes are three times as quick.
_by_language = attrgetter("titles", *_BY_LANGUAGE)
_single = attrgetter("id", *(name for name in _KINDS if name not in (*_BY_LANGUAGE, *_LISTS)))
_claimed = attrgetter(*(key.attribute for key in CLAIM_KEYS if key.sought))


def words(event: Event) -> str:
    """All that is written about an event, in every language, folded; with its id."""
    texts = [text for several in _by_language(event) for _, text in several]
    texts += _single(event)
    for name in _LISTS:
        texts += getattr(event, name)
    for claim in event.when:
        texts += _claimed(claim)
    return fold("\n".join(filter(None, texts)))
