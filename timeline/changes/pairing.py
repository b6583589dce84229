"""Which events of two independent files are one: by ids, else perhaps by title and time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.problems import did_you_mean
from crisis.timeline.base.zones import DAY
from crisis.timeline.model.attribution import Testimony
from crisis.timeline.model.records import AGREED, DIFFERING, DISPUTED, Bound
from crisis.timeline.model.stated import stated
from crisis.timeline.network.readings import rounding

from .apart import apart, nested, times, within
from .renamed import renamed
from .tellings import Cell, Column, Pairing, Row, Tellings, in_order

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crisis.timeline.model.records import Event
    from crisis.timeline.model.timeline import Timeline
    from crisis.timeline.model.words import Agreement

NEAR = DAY
"""Microseconds: two events that are proposed as one began no further apart."""

Ids = tuple[str, str]


class _Pair(NamedTuple):
    """An event of each file, or of one alone, and why these are one."""

    one: Event | None
    other: Event | None
    pairing: Pairing | None = None


class PairError(ValueError):
    """A pair that cannot be: of an id that a file does not have, or that is in two pairs."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def compared(
    first: Timeline,
    second: Timeline,
    same: Iterable[Ids] = (),
    apart_: Iterable[Ids] = (),
) -> Tellings:
    """What two files tell of the same events, and the events that only one of them has.

    ``same`` are pairs of ids that are one event, ``apart_`` pairs that are not. Raises PairError
    for an id that there is not, and for one that is said to be two.
    """
    rows = [_row(pair) for pair in _pairs(first, second, same, apart_)]
    columns = tuple(
        Column(name, timeline.header.title or name)
        for name, timeline in zip(_names(first, second), (first, second), strict=True)
    )
    return Tellings(first, columns, tuple(in_order(rows)), other=second)


def _pairs(
    first: Timeline, second: Timeline, same: Iterable[Ids], apart_: Iterable[Ids]
) -> list[_Pair]:
    left = {event.id: event for event in first.events}
    right = {event.id: event for event in second.events}
    rejected = {_known(pair, (first, second)) for pair in apart_}
    found = []
    for one, other in dict.fromkeys(_known(pair, (first, second)) for pair in same):
        if one not in left or other not in right:
            name = other if one in left else one
            raise PairError(
                f'"{name}" is in two pairs', "an event is one of the other file at most"
            )
        found.append(_Pair(left.pop(one), right.pop(other), Pairing("said")))
    shared = [name for name in left if name in right and (name, name) not in rejected]
    found += [_Pair(left.pop(name), right.pop(name), Pairing("id")) for name in shared]
    for pair in renamed([*left.values()], [*right.values()], NEAR, rejected):
        del left[pair.old.id], right[pair.new.id]
        found.append(_Pair(pair.old, pair.new, Pairing("title", pair.like)))
    found += [_Pair(event, None) for event in left.values()]
    found += [_Pair(None, event) for event in right.values()]
    return found


def _known(pair: Ids, sides: tuple[Timeline, Timeline]) -> Ids:
    for name, timeline in zip(pair, sides, strict=True):
        if timeline.get(name) is None:
            message = f'no event "{name}" in {", ".join(timeline.files)}'
            raise PairError(message, did_you_mean(name, [*timeline.keys()]))
    return pair


def _row(pair: _Pair) -> Row:
    event = pair.one or pair.other
    assert event is not None
    cells = _cell(pair.one), _cell(pair.other)
    telling = [number for number, cell in enumerate(cells) if cell.timed]
    if len(telling) < 2:
        alone = telling[0] if telling else None
        return Row(event, cells, "alone" if telling else "no time", None, alone, pair.pairing)
    left, right = cells[0].said[0], cells[1].said[0]
    standing = _standing(left, right, (pair.one or event, pair.other or event))
    return Row(event, cells, standing, apart(left, right), None, pair.pairing)


def _standing(left: Testimony, right: Testimony, events: tuple[Event, Event]) -> Agreement:
    """How the times of two files stand, by their bounds and by what clocks are rounded by.

    As for the accounts of one file a bare minute also covers the half minute before it, and among
    bare seconds a second the half before it.
    """
    most = max(max(_early(event)) for event in events)
    here, there = (
        _earlier(said, tuple(early if early == most else 0 for early in _early(event)))
        for said, event in zip((left, right), events, strict=True)
    )
    distance = apart(here, there)
    if distance is not None and distance.least > 0:
        return DISPUTED
    if here.times or there.times:
        return AGREED if nested(left, there) or nested(here, right) else DIFFERING
    ends = (
        (left.start, there.start, right.start, here.start),
        (left.end, there.end, right.end, here.end),
    )
    each = (
        within(one, around_one) or within(other, around_other)
        for one, around_one, other, around_other in ends
        if one is not None and other is not None and around_one and around_other
    )
    return AGREED if all(each) else DIFFERING


def _early(event: Event) -> tuple[int, int]:
    """How far before its clocks an event may have begun, and been over, and yet be rounded to them.

    Nothing where its time is not that of a clock.
    """
    found = [0, 0]
    for claim in () if event.branched else event.counting:
        told = (None, None) if claim.meaning is None else stated(claim.meaning)
        for place, (known, said) in enumerate(zip((event.start, event.end), told, strict=True)):
            if known is not None and said is not None and known.earliest == said.earliest:
                found[place] = max(found[place], rounding(claim))
    return found[0], found[1]


def _earlier(said: Testimony, early: tuple[int, ...]) -> Testimony:
    start, end = (
        bound
        if bound is None or bound.earliest is None
        else Bound(bound.earliest - less, bound.latest)
        for bound, less in zip((said.start, said.end), early, strict=True)
    )
    return said._replace(start=start, end=end)


def _cell(event: Event | None) -> Cell:
    """What a file tells of an event: its time, or in a dispute the times of all its accounts."""
    if event is None:
        return Cell()
    spans = tuple(event.moments) if event.branched else ()
    said = Testimony("", event.start, event.end, conflicted=event.conflicted, times=spans)
    return Cell((said,) if times(said) else (), True, event)


def _names(*sides: Timeline) -> list[str]:
    """The names of the files, without their folders where they can be told apart so."""
    paths = [", ".join(timeline.files) for timeline in sides]
    short = [path.replace("\\", "/").rpartition("/")[2] for path in paths]
    return short if len(set(short)) == len(short) else paths
