"""Claims of the second file as they stand there, and as they are in the merged one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.editing.outline import ITEMS, MAPPING

from .statements import Said, beside, said
from .values import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from crisis.timeline.editing.outline import Part
    from crisis.timeline.model.constraints import Meaning
    from crisis.timeline.model.records import Claim, Event
    from crisis.timeline.phrases.date_spans import Days

    from .side import Place

PHRASES = ("is", "from", "to", "for")


class Names(NamedTuple):
    """What the ids of the second file are in the merged one."""

    events: Mapping[str, str]
    actors: Mapping[str, str]
    sources: Mapping[str, str]


class Unfit(Exception):
    """A claim of a source that cannot be written as one of the same source in the other file."""

    def __init__(self, source: str, claim: Claim, days: Days | None) -> None:
        super().__init__(source)
        self.days = days
        self.source = source
        self.claim = claim


class Told(NamedTuple):
    """A claim of the second file as it is in the merged one.

    ``part`` is where it stands in its file, None for what its day header alone says; ``claims`` are
    those that it is, one for each source. ``phrases`` are written as they have to be, ``sources``
    are ids there. ``day`` is a day that has to be told beside it, or empty. ``confidence`` has to
    be written beside it, since its source there does not say it.
    """

    part: Part | None
    claims: Sequence[Claim]
    phrases: Mapping[str, str]
    sources: Sequence[str]
    day: str = ""
    confidence: str = ""
    changed: bool = False


class Target(NamedTuple):
    """Where an event of the second file goes: under the header of these days, or under none."""

    days: Days | None
    told: Sequence[Told]


def phrases_of(part: Part | None) -> dict[str, str]:
    """The phrases of a claim under their keys."""
    if part is None:
        return {"is": "unknown"}
    if part.kind != MAPPING:
        return {"is": part.value}
    return {key.value: value.value for key, value in part.pairs if key.value in PHRASES}


def grouped(event: Event, place: Place) -> Iterator[tuple[Part | None, Sequence[Claim]]]:
    """The claims of an event with the part at which they stand, as many as it has sources."""
    pair = place.part.get("when")
    if pair is None:
        if event.when:
            yield None, event.when
        return
    at = 0
    for item in pair[1].parts if pair[1].kind == ITEMS else [pair[1]]:
        named = item.get("source") if item.kind == MAPPING else None
        count = len(set(listed(named[1]))) if named else 0
        group = event.when[at : at + max(1, count)]
        if group:
            yield item, group
        at += len(group)


def same_claim(one: Claim, other: Claim) -> bool:
    """Whether all that a claim has beside its time is said by another one, which may say more."""
    return all(
        value == there or (not value and key != 2)
        for key, (value, there) in enumerate(zip(beside(one), beside(other), strict=False))
    ) and {*one.free} <= {*other.free}


def stated(meaning: Meaning | None) -> Said:
    """What a meaning of the first file says."""
    return said(meaning, {})
