"""What claims and sources say of a time by themselves: one time, or several of which one holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.model.stated import stated

if TYPE_CHECKING:
    from collections.abc import Callable

    from crisis.timeline.model.attribution import Testimony
    from crisis.timeline.model.records import Bound, Claim, Elapsed, Event

    Words = Callable[[Bound | None, Bound | None], str]


def stated_times(claim: Claim, event: Event) -> list[Elapsed]:
    """The times that a claim states; none where that is nothing beside the header above the event.

    Of alternatives those that are no relation.
    """
    if claim.meaning is None:
        return []
    spans = [stated(meaning) for meaning in claim.meaning.branches]
    return [
        (start, end)
        for start, end in spans
        if not ((start.open or start == event.header) and (end is None or end.open))
    ]


def told_time(testimony: Testimony, words: Words) -> str:
    """What one source says of a time that is not its own, its times in ``words``."""
    if testimony.written:
        return testimony.written
    times = testimony.times or ((testimony.start, testimony.end),)
    return " or ".join(dict.fromkeys(words(start, end) for start, end in times)) + testimony.mark
