"""What became of a timeline: events added, removed, edited and moved, disputes begun and ended."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

from crisis.timeline.base.record import Record
from crisis.timeline.model.free import PREFIX
from crisis.timeline.model.records import Bound, Event
from crisis.timeline.model.sort_keys import order
from crisis.timeline.reports.lengths import GRAIN

from .renamed import Renamed, renamed
from .written import OF_TIME, Written, entry, header, key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from crisis.timeline.model.timeline import Timeline

Turn = Literal["", "begun", "ended"]
Shift = Literal["", "sharper", "wider", "moved"]


class KeyChange(Record):
    """A key whose value is another; None where there was none, or is none any more."""

    key: str
    old: Any
    new: Any


class Changed(Record):
    """An event of both timelines that is not the same in both.

    ``keys`` are those that somebody wrote anew; ``start`` and ``end`` tell what became of the
    bounds that are derived: sharper lies within the old one, wider around it, moved neither.
    ``dispute`` and ``conflict`` tell what began or ended.
    """

    old: Event
    new: Event
    keys: tuple[KeyChange, ...] = ()
    start: Shift = ""
    end: Shift = ""
    dispute: Turn = ""
    conflict: Turn = ""

    @property
    def shifted(self) -> bool:
        """Whether the time that is known of it is another."""
        return bool(self.start or self.end)

    @property
    def moved(self) -> bool:
        """Whether its time is another although nobody touched what is said of its time."""
        return self.shifted and not any(change.key in OF_TIME for change in self.keys)


class Turned(Record):
    """Two events whose order is another: ``first`` stood first, now ``second`` does.

    ``before`` and ``after`` tell whether the old order was certain, and whether the new one is, by
    the bounds of the two.
    """

    first: str
    second: str
    before: bool
    after: bool


class EntryChange(Record):
    """An actor or a source that is not the same: ``old`` or ``new`` is None for one there is not.

    ``kind`` is actor or source; ``keys`` are those whose values differ, where it is in both.
    """

    kind: Literal["actor", "source"]
    id: str
    old: Any
    new: Any
    keys: tuple[KeyChange, ...] = ()


class Difference(Record):
    """All that is not the same in two timelines. Events come in the order of time of their own.

    ``renamed`` are proposals: events that were removed and added under another id, perhaps.
    """

    old: Timeline
    new: Timeline
    header: tuple[KeyChange, ...]
    entries: tuple[EntryChange, ...]
    added: tuple[Event, ...]
    removed: tuple[Event, ...]
    changed: tuple[Changed, ...]
    turned: tuple[Turned, ...]
    renamed: tuple[Renamed, ...]

    @property
    def empty(self) -> bool:
        """Whether both are the same."""
        return not (self.header or self.entries or self.added or self.removed or self.changed)


def compare(old: Timeline, new: Timeline) -> Difference:
    """What became of a timeline. The order of keys and events in the files is no difference.

    Events are the same where their ids are. Both are to be whole timelines, in memory.
    """
    before = {event.id: event for event in old.events}
    after = {event.id: event for event in new.events}
    was, now = Written(old), Written(new)
    changed = [
        change
        for name, event in after.items()
        if (there := before.get(name)) is not None
        if (change := _changed(there, event, was, now)) is not None
    ]
    added = _in_order(event for name, event in after.items() if name not in before)
    removed = _in_order(event for name, event in before.items() if name not in after)
    return Difference(
        old,
        new,
        tuple(_keys(header(old), header(new), new.header._fields)),
        (*_entries("actor", old.actors, new.actors), *_entries("source", old.sources, new.sources)),
        tuple(added),
        tuple(removed),
        tuple(sorted(changed, key=lambda change: order(change.new))),
        turned(before, after),
        renamed(removed, added),
    )


def _in_order(events: Iterable[Event]) -> list[Event]:
    return sorted(events, key=order)


def _changed(old: Event, new: Event, was: Written, now: Written) -> Changed | None:
    """What became of an event; None where nothing did."""
    then, there = was.values(old), now.values(new)
    keys = () if then == there else tuple(_keys(then, there, Event._fields))
    start, end = shift(old.start, new.start), shift(old.end, new.end)
    dispute = _turn(old.disputed, new.disputed)
    conflict = _turn(old.conflicted, new.conflicted)
    if not (keys or start or end or dispute or conflict):
        return None
    return Changed(old, new, keys, start, end, dispute, conflict)


def _keys(
    old: Mapping[str, Any], new: Mapping[str, Any], names: Iterable[str]
) -> Iterable[KeyChange]:
    """The keys that differ, in the order of the fields of a record, then those of one's own."""
    own = sorted(key for key in old.keys() | new.keys() if key.startswith(PREFIX))
    for key in (*map(key_of, names), *own):
        if old.get(key) != new.get(key):
            yield KeyChange(key, old.get(key), new.get(key))


def shift(old: Bound | None, new: Bound | None) -> Shift:
    """What became of a bound; nothing is known of one that is missing.

    A limit stays where it is moved by less than GRAIN: no time is told so finely, and what comes
    strictly before another is kept a microsecond from it.
    """
    if old == new:
        return ""
    within = _within(new or Bound(), old or Bound())
    if within == _within(old or Bound(), new or Bound()):
        return "" if within else "moved"
    return "sharper" if within else "wider"


def _within(inner: Bound, outer: Bound) -> bool:
    low, high = outer.ends
    first, last = inner.ends
    starts = low is None or (first is not None and first > low - GRAIN)
    return starts and (high is None or (last is not None and last < high + GRAIN))


def _turn(old: bool, new: bool) -> Turn:
    return "" if old == new else "begun" if new else "ended"


def turned(before: Mapping[str, Event], after: Mapping[str, Event]) -> tuple[Turned, ...]:
    """Neighbours of either timeline that stand the other way round in the other one.

    Those of which neither order is certain by their bounds are left out: it is that of a list.
    """
    both = before.keys() & after.keys()
    old = [event.id for event in _in_order(before[name] for name in before if name in both)]
    new = [event.id for event in _in_order(after[name] for name in after if name in both)]
    if old == new:
        return ()
    place = {name: number for number, name in enumerate(old)}
    stood = {name: number for number, name in enumerate(new)}
    pairs = [(b, a) for a, b in pairwise(new) if place[b] < place[a]]
    pairs += [(a, b) for a, b in pairwise(old) if stood[b] < stood[a]]
    found = [
        Turned(
            first,
            second,
            _certain(before[first], before[second]),
            _certain(after[second], after[first]),
        )
        for first, second in dict.fromkeys(pairs)
    ]
    certain = [pair for pair in found if pair.before or pair.after]
    return tuple(sorted(certain, key=lambda pair: (stood[pair.second], stood[pair.first])))


def _certain(first: Event, second: Event) -> bool:
    """Whether one event came before another, by their bounds alone."""
    latest, earliest = first.start.latest, second.start.earliest
    return latest is not None and earliest is not None and latest < earliest


def _entries(
    kind: Literal["actor", "source"], old: Mapping[str, Any], new: Mapping[str, Any]
) -> list[EntryChange]:
    found = []
    for name in dict.fromkeys((*old, *new)):
        was, now = old.get(name), new.get(name)
        keys = (
            () if was is None or now is None else tuple(_keys(entry(was), entry(now), now._fields))
        )
        if keys or was is None or now is None:
            found.append(EntryChange(kind, name, was, now, keys))
    return found
