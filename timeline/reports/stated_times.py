"""What claims and sources say of a time by themselves: one time, or several of which one holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.model.constraints import SELF
from crisis.timeline.model.stated import stated

from .lengths import going_on

if TYPE_CHECKING:
    from collections.abc import Callable

    from crisis.timeline.model.attribution import Testimony
    from crisis.timeline.model.constraints import Meaning
    from crisis.timeline.model.records import Bound, Claim, Elapsed, Event

    Words = Callable[[Bound | None, Bound | None], str]


def stated_times(claim: Claim, event: Event) -> list[Elapsed]:
    """The times that a claim states; none where that is nothing beside the header above the event.

    Of alternatives those that are no relation. A length alone states none.
    """
    if claim.meaning is None:
        return []
    spans = [stated(meaning) for meaning in claim.meaning.branches if not _length_alone(meaning)]
    return [
        (start, end)
        for start, end in spans
        if not ((start.open or start == event.header) and (end is None or end.open))
    ]


def _length_alone(meaning: Meaning) -> bool:
    """Whether a phrase says how long something went on, and beside its header nothing else."""
    if meaning.days or any(shift.ref != SELF for shift in meaning.months):
        return False
    own = [constraint for constraint in meaning.constraints if not constraint.header]
    return bool(own or meaning.months) and all(constraint.ref == SELF for constraint in own)


def claim_times(claim: Claim, event: Event) -> list[Elapsed]:
    """The times that a claim states; of one that counts from other events what it comes to.

    Such a one, where its source has said something else of the event as well, is left to its words.
    """
    times = stated_times(claim, event)
    if not times or claim.meaning is None or not claim.meaning.relative:
        return times
    counted = [other for other in event.when if other.counted is not None]
    if [other.source for other in counted].count(claim.source) != 1 or claim not in counted:
        return []
    if not event.accounts:
        return [(event.start, event.end)] if len(counted) == 1 and not event.branched else []
    own = [one for one in event.accounts if one.source == claim.source and one.tells]
    return [(one.start, one.end) for one in own if not one.alternatives]


def told_time(testimony: Testimony, words: Words) -> str:
    """What one source says of a time that is not its own, its times in ``words``.

    A length alone is told as that length.
    """
    if testimony.written:
        return testimony.written
    if testimony.length is not None:
        return going_on(testimony.length) + testimony.mark
    times = testimony.times or ((testimony.start, testimony.end),)
    return " or ".join(dict.fromkeys(words(start, end) for start, end in times)) + testimony.mark
