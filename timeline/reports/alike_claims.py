"""The claims on an event, with those of several sources that are one statement told once."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from crisis.timeline.base.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crisis.timeline.base.problems import Origin
    from crisis.timeline.model.records import Claim, Event


class ToldClaim(Record):
    """A claim, and all ``sources`` that make it, by their ids; the author is ``""``."""

    claim: Claim
    sources: tuple[str, ...]


def told_claims(event: Event) -> Iterator[ToldClaim]:
    """The claims that stand in the file, in their order; what only a day header says is none."""
    for _, group in groupby((claim for claim in event.when if claim.phrases), _shared):
        claims = list(group)
        yield ToldClaim(claims[0], tuple(dict.fromkeys(claim.source for claim in claims)))


def _shared(claim: Claim) -> tuple[Origin, str, bool]:
    """What several sources share that one claim is of."""
    misread = claim.counted is not None and claim.counted.misread
    return claim.origin, claim.confidence, misread
