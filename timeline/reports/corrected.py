"""Events whose times were read on clocks that are wrong, and by how much these were."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.escape import one_line
from crisis.timeline.model.stated import shown_on_clock

from .lengths import clock_error

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from crisis.timeline.model.records import Event
    from crisis.timeline.model.timeline import Timeline
    from crisis.timeline.query.answer import Match

MOST = 4
"""Up to so many clocks are told one by one."""


def corrected(matches: Iterable[Match], timeline: Timeline) -> list[str]:
    """How many events were read on wrong clocks and put right; then each clock with its error.

    ``["31 corrected for wrong clocks", "The ship's clock 1h30m to 1h51m fast"]``; empty where
    there are none. A clock that several sources read is named by the source whose it is.
    """
    if not any(source.clock for source in timeline.sources.values()):
        return []
    number = 0
    clocks: dict[str, None] = {}
    for match in matches:
        if not match.event.dateless and (read := list(readers(match.event))):
            number += 1
            clocks |= dict.fromkeys(_owner(name, timeline) for name in read)
    if not number:
        return []
    told = [f"{number} corrected for wrong clocks"]
    if len(clocks) > MOST:
        return [f"{told[0]} ({len(clocks)} of them)"]
    return told + [_clock(name, timeline) for name in clocks]


def read_on_clocks(event: Event, timeline: Timeline) -> list[str]:
    """What wrong clocks showed: ``22:05 on the clock of the ship``, each once."""
    texts = []
    for name in dict.fromkeys(readers(event)):
        source = timeline.sources.get(name)
        shown = one_line(shown_on_clock(event.when, name))
        texts.append(f"{shown} on the clock of {one_line(source.name if source else name)}")
    return texts


def readers(event: Event) -> Iterator[str]:
    """The sources of claims that count and were read on a wrong clock."""
    for claim in event.when:
        if claim.counted is not None and claim.counted.misread:
            yield claim.source


def _owner(name: str, timeline: Timeline) -> str:
    """The source whose clock it is that a source read."""
    source = timeline.sources.get(name)
    return (source.clock.of if source and source.clock else "") or name


def _clock(name: str, timeline: Timeline) -> str:
    source = timeline.sources.get(name)
    error = clock_error(source.clock.fast) if source and source.clock else "wrong"
    return f"{one_line(source.name if source else name)}: clock {error}"
