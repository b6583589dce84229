"""The merged file read again, and compared with the two that it is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.problems import Origin, Problem
from crisis.timeline.editing.safe_write import Refused
from crisis.timeline.eventfile.files import Source

from .statements import said
from .told import same_claim

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from crisis.timeline.model.records import Claim, Event
    from crisis.timeline.model.timeline import Timeline

    from .remarks import Merged
    from .side import Side
    from .statements import Said
    from .told import Names

    Load = Callable[[Sequence[Source]], Timeline]

_HINT = "nothing was written; mend what it says in one of the files, and merge again"
_TEXTS = ("titles", "texts", "notes", "place", "quote", "url", "status", "free")


def check(
    result: Merged, first: Side, second: Side, names: Names, source: str, load: Load
) -> Merged:
    """The result, with what it moves and where the two part.

    Raises Refused where it does not say all that the two say: the same statement of the same
    source for each claim of each event.
    """
    after = load([Source(first.name, result.text)])
    for problem in after.problems:
        if problem.severity == "error":
            message = f"the merged file would have a mistake: {problem.message}"
            raise _refused(first.name, 0, message, problem.hint)
    mine = {name: name for name in first.events}
    _hold(first, after, mine, {}, {}, ("",))
    _hold(second, after, names.events, names.sources, names.events, ("", source))
    found = {event.id: event for event in after.events}
    moved, parted = [], []
    both = set(result.paired)
    origins = [(event, event.id) for event in first.timeline.events if event.id not in both]
    origins += [
        (event, names.events[event.id])
        for event in second.timeline.events
        if names.events[event.id] not in both
    ]
    for event, name in origins:
        now = found[name]
        if (now.start, now.end) != (event.start, event.end):
            moved.append(name)
    torn = {event.id for event in after.events if event.conflicted}
    torn -= {event.id for event in first.timeline.events if event.conflicted}
    torn -= {names.events[event.id] for event in second.timeline.events if event.conflicted}
    theirs = {there: name for name, there in names.events.items()}
    for name in result.paired:
        now = found[name]
        before = first.events[name], second.events[theirs[name]]
        if now.disputed and not any(event.disputed for event in before):
            parted.append(name)
    return result.replace(
        moved=tuple(moved),
        parted=tuple(parted),
        torn=tuple(name for name in found if name in torn),
        files=(first.files, second.files),
    )


def _hold(
    side: Side,
    after: Timeline,
    events: Mapping[str, str],
    sources: Mapping[str, str],
    references: Mapping[str, str],
    authors: Sequence[str],
) -> None:
    """Raises Refused for an event or a claim of a side that does not stand in the result."""
    now = {event.id: event for event in after.events}
    for event in side.timeline.events:
        there = now.get(events[event.id])
        if there is None:
            raise _refused(side.name, event.origin.line, f'"{event.id}" would be lost')
        told = list(_statements(there))
        for claim in event.when:
            if not claim.phrases and _on_its_day(event, there):
                continue
            wanted = said(claim.meaning, references)
            tellers = (sources.get(claim.source, claim.source),) if claim.source else authors
            if not any(
                teller in tellers and (one == wanted or one.links >= wanted.links)
                and (own is None or same_claim(claim, own))
                for teller, one, own in told
            ):  # fmt: skip
                line = claim.phrases[0].line if claim.phrases else event.origin.line
                message = f'"{claim.phrase or "the day"}" of "{event.id}" would not mean the same'
                raise _refused(side.name, line, message)
        for key in _TEXTS:
            value = getattr(event, key)
            if value and not _kept(key, value, there):
                message = f'{key.removesuffix("s")} of "{event.id}" would be lost'
                raise _refused(side.name, event.origin.line, message)


def _on_its_day(event: Event, there: Event) -> bool:
    """Whether what the header of an event says is as true of what became of it."""
    if event.header is None:
        return True
    spans = there.moments
    first, last = event.header.ends
    return any(
        None not in (start.earliest, start.latest, first, last)
        and first <= start.earliest  # type: ignore[operator]
        and start.latest <= last  # type: ignore[operator]
        for start, _ in spans
    )


def _statements(event: Event) -> Iterator[tuple[str, Said, Claim | None]]:
    """What is told of the time of an event: by each claim, and by all of one source together."""
    own: dict[str, list[Said]] = {}
    for claim in event.when:
        statement = said(claim.meaning, {})
        yield claim.source, statement, claim
        own.setdefault(claim.source, []).append(statement)
    for source, several in own.items():
        if len(several) > 1:
            links = frozenset().union(*(one.links for one in several))
            yield source, several[0]._replace(links=links), None


def _kept(key: str, value: object, event: Event) -> bool:
    """Whether an event says as much, or keeps it under a key of one's own."""
    known = getattr(event, key)
    if known == value:
        return True
    if key == "free":
        return True if {*value} <= {*known} else bool(event.free)  # type: ignore[misc]
    return any(name.startswith("x-") for name, _ in event.free)


def _refused(name: str, line: int, message: str, hint: str = "") -> Refused:
    return Refused(Problem(Origin(name, line), message, hint or _HINT))
