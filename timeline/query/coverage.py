"""How far each source of an event carries it: alone, with others that agree, or in dispute."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.model.records import AGREED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crisis.timeline.model.records import Event

ALONE, CONFIRMED, DISPUTED = "alone", "confirmed", "disputed"
COVERAGE = (ALONE, CONFIRMED, DISPUTED)
"""No other source tells of an event; another one's account of its time agrees with its own; or its
account is one of those that cannot all be true, be they all its own."""


def coverage(event: Event) -> tuple[str, ...]:
    """Words such as ``alone wsj``, for each source at most one.

    One that tells of it alone and contradicts itself has two: ``alone wsj``, ``disputed wsj``. A
    source that only says that something happened confirms no time, and disputes none.
    """
    sources = event.sources
    if len(sources) == 1:
        alone = f"{ALONE} {sources[0]}"
        return (alone, f"{DISPUTED} {sources[0]}") if event.disputed else (alone,)
    if not sources or not event.agreement:
        return ()
    tellers = dict.fromkeys(account.source for account in event.accounts if account.source)
    if event.disputed:
        return tuple([f"{DISPUTED} {source}" for source in tellers])
    if event.agreement != AGREED or len(tellers) < 2:
        return ()
    return tuple([f"{CONFIRMED} {source}" for source in tellers])


def counted(words: Iterable[tuple[str, int]]) -> dict[str, dict[str, int]]:
    """How many events of each kind a source has, out of words and how often each occurs."""
    found: dict[str, dict[str, int]] = {}
    for word, number in words:
        kind, _, source = word.partition(" ")
        of_source = found.setdefault(source, dict.fromkeys(COVERAGE, 0))
        of_source[kind] += number
    return found
