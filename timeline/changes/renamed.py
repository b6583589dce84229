"""Which of the events that were removed stand among the added ones under another id, perhaps."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from crisis.timeline.base.normalize import fold
from crisis.timeline.base.record import Record

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from crisis.timeline.model.records import Event

LIKE = 0.6
"""How alike titles have to be, as difflib has it: 1 is the same."""
MOST_PAIRS = 20_000
"""So many pairs are compared letter by letter; of more only those with the same title are."""
_LONGEST = 200


class Renamed(Record):
    """An event that may stand under another id; ``like`` is how alike the titles are, up to 1."""

    old: Event
    new: Event
    like: float


def renamed(
    removed: Sequence[Event],
    added: Sequence[Event],
    near: int = 0,
    never: Collection[tuple[str, str]] = (),
) -> tuple[Renamed, ...]:
    """The pairs most alike, each event in one at most. Both have the same title but for a few
    words, and times that can be one and the same, or no more than ``near`` microseconds apart.

    ``never`` are pairs of ids that are no pair.
    """
    if len(removed) * len(added) <= MOST_PAIRS:
        pairs: Iterable[tuple[Event, Event]] = ((old, new) for old in removed for new in added)
    else:
        pairs = _same_title(removed, added)
    found = [
        Renamed(old, new, like)
        for old, new in pairs
        if (old.id, new.id) not in never and meet(old, new, near) and (like := alike(old, new))
    ]
    found.sort(
        key=lambda pair: (
            -pair.like,
            near and not meet(pair.old, pair.new),
            *sorted((pair.old.id, pair.new.id)),
        )
    )
    taken: set[tuple[str, str]] = set()
    best = []
    for pair in found:
        ends = {("old", pair.old.id), ("new", pair.new.id)}
        if ends.isdisjoint(taken):
            taken |= ends
            best.append(pair)
    return tuple(best)


def _same_title(removed: Iterable[Event], added: Iterable[Event]) -> Iterator[tuple[Event, Event]]:
    by_title: dict[str, list[Event]] = {}
    for event in added:
        by_title.setdefault(fold(event.title), []).append(event)
    for old in removed:
        others = by_title.get(fold(old.title), ())
        if len(others) == 1:  # of several with one title none can be told from the others
            yield old, others[0]


def alike(old: Event, new: Event) -> float:
    """How alike the titles of two events are, from LIKE to 1; 0 where less."""
    first, second = sorted((fold(old.title)[:_LONGEST], fold(new.title)[:_LONGEST]))
    if first == second:
        return 1.0
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    if matcher.real_quick_ratio() < LIKE or matcher.quick_ratio() < LIKE:
        return 0.0
    like = matcher.ratio()
    return like if like >= LIKE else 0.0


def meet(old: Event, new: Event, near: int = 0) -> bool:
    """Whether two events can have begun at the same time, or ``near`` microseconds apart."""
    low, high = old.start.ends
    first, last = new.start.ends
    return (high is None or first is None or first <= high + near) and (
        last is None or low is None or low <= last + near
    )
