"""What a search for a word looks at."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, cast

from crisis.timeline.base.normalize import fold
from crisis.timeline.model.keys import CLAIM_KEYS, EVENT_KEYS, LISTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from crisis.timeline.model.records import Event, Medium


@cache
def searched() -> Callable[[Event], str]:
    """What gives all that is written about an event, in every language, folded; with its id.

    Its attributes are those of the tables of keys, written out by name: getters of attributes take
    a tenth longer, and a search in files asks every event.
    """
    plain, by_language = ["event.id"], ["*event.titles"]
    for key in EVENT_KEYS:
        if key.sought:
            star = "*" if key.kind in LISTS or key.kind == "texts" else ""
            named = by_language if key.kind == "texts" else plain
            value = f"{star}event.{key.attribute}"
            named.append(f"*({value} and told({value}))" if key.kind == "media" else value)
    claimed = [f"claim.{key.attribute}" for key in CLAIM_KEYS if key.sought]
    known: dict[str, Any] = {"fold": fold, "told": _told}
    exec(
        _SOURCE.format(*(f"({', '.join(names)},)" for names in (by_language, plain, claimed))),
        known,
    )
    return cast("Callable[[Event], str]", known["words"])


def _told(media: tuple[Medium, ...]) -> list[str]:
    """What is said of pictures."""
    return [text for medium in media for text in (medium.caption, medium.credit, medium.alt)]


_SOURCE = """
def words(event):
    texts = [text for _, text in {}]
    texts += {}
    for claim in event.when:
        texts += {}
    return fold("\\n".join(filter(None, texts)))
"""
