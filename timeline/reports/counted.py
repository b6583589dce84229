"""Groups of very many matches: an engine counts them, and none is looked at for itself.

Times are counted by hours or quarters of one, or finer where a local day or an hour begins within
one, and each such stretch then stands for all events in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NoReturn, overload

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.normalize import fold, spellings
from crisis.timeline.base.problems import Origin
from crisis.timeline.model.records import Bound, Event, Part
from crisis.timeline.query.answer import Match
from crisis.timeline.query.filters import actors_sought
from crisis.timeline.query.lazy_matches import Flow, too_many
from crisis.timeline.query.store import Tally
from crisis.timeline.query.windows import CERTAIN

from .groups import Group, Key, level
from .scales import scale_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from crisis.timeline.query.answer import Answer
    from crisis.timeline.query.store import Stretch

    from .scales import Scale

FINEST = 1_000_000
SIZES = (4 * 15 * 60_000_000, 15 * 60_000_000, FINEST)
"""Microseconds of stretches by which events are counted: the first in which no local day or hour
begins. Zones are off Greenwich by quarters of an hour, and were by seconds before.
"""

DAY = 96 * 15 * 60_000_000
"""Those of a day, which are enough where every local day is one of Greenwich."""

NAMED = ("actor", "source", "tag", "place")


class Numbers(NamedTuple):
    """How many matches, how many certain ones, and how many of these may begin elsewhere."""

    all: int = 0
    certain: int = 0
    status: int = 0
    loose: int = 0

    def plus(self, tally: Tally, loose: bool = False) -> Numbers:
        """These and those of some more events, which may begin elsewhere if they are ``loose``."""
        return Numbers(
            self.all + tally.all,
            self.certain + tally.certain,
            self.status + tally.status,
            self.loose + tally.certain * loose,
        )


class Counted(Sequence[Match]):
    """Matches that were counted and not read: iterating raises QueryError."""

    def __init__(self, numbers: Numbers) -> None:
        self.numbers = numbers

    def __len__(self) -> int:
        return self.numbers.all

    @overload
    def __getitem__(self, place: int) -> Match: ...
    @overload
    def __getitem__(self, place: slice) -> list[Match]: ...
    def __getitem__(self, place: int | slice) -> NoReturn:
        raise too_many(len(self))

    def __iter__(self) -> Iterator[Match]:
        raise too_many(len(self))

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many are certain, possible, or have a status; those that are loose are possible."""
        certain, status = self.numbers.certain - self.numbers.loose, self.numbers.status
        return certain, len(self) - certain - status, status


class Counts(NamedTuple):
    """Groups, and for those in time how many of all matches may touch a stretch of units."""

    groups: tuple[Group, ...]
    touching: Callable[[int, int], int] | None = None


def countable_by(answer: Answer, by: str) -> bool:
    """Whether an engine can count the groups of an answer: no elapsed time, and no roles."""
    if scale_of(by) is not None:
        return by != "hour"
    roles = by == "actor" and any("/" in value for value in answer.query.values(by))
    return by in NAMED and not roles


def counted(answer: Answer, by: str) -> Counts:
    """The groups of an answer. Raises QueryError where an engine cannot count them."""
    flow = answer.matches
    assert isinstance(flow, Flow)
    if not countable_by(answer, by):
        raise too_many(len(flow))
    scale = scale_of(by)
    if scale is not None:
        return _in_time(answer, flow, by, scale)
    return Counts(_by_name(answer, flow, by))


def _by_name(answer: Answer, flow: Flow, by: str) -> tuple[Group, ...]:
    allowed = _asked(answer, by)
    found: dict[Key, Numbers] = {}
    tallied = [(name, tally) for name, tally in flow.tallied(by) if allowed(name)]
    alike = by in ("tag", "place")
    spelled = spellings(name for name, _ in tallied) if alike else {}
    for name, tally in tallied:
        key = Key(by, name=spelled[fold(name)] if alike else name)
        found[key] = found.get(key, Numbers()).plus(tally)
    order = level(by, (), answer).in_order(found)
    return tuple(Group(key, Counted(found[key])) for key in order)


def _asked(answer: Answer, by: str) -> Callable[[str], bool]:
    """Whether a name has a group: of actors, tags and places those that were asked for."""
    values = answer.query.values(by)
    if by == "source" or not values:
        return lambda _: True
    if by == "actor":
        sought = actors_sought(answer.timeline, _actors_known(answer), values)
        return lambda name: sought(Part(name))
    words = {fold(value.strip()) for value in values}
    return lambda name: fold(name) in words


def _actors_known(answer: Answer) -> list[Event]:
    from crisis.timeline.query.stores import store

    names = dict.fromkeys(store(answer.timeline).names("actor").values())
    return [_event("", Bound(), Bound(), tuple(map(Part, names)))]


def _in_time(answer: Answer, flow: Flow, by: str, scale: Scale) -> Counts:
    unit = scale.unit(answer)
    zone = answer.clock.zone
    days = by != "hour-of-day" and zone.offset(0) == 0 and not zone.changes
    standing = [*_standing(flow, unit, scale.length, days)]
    keys = level(by, (), answer).keys
    found: dict[Key, Numbers] = {}
    for match, tally in standing:
        low, high = match.event.start.ends
        loose = low is None or high is None or unit(low) != unit(high)
        for key in keys(match):
            found[key] = found.get(key, Numbers()).plus(tally, loose)
    order = level(by, (), answer).in_order(found)
    groups = tuple(Group(key, Counted(found[key])) for key in order)
    return Counts(groups, _touching(by, answer, standing))


def _touching(
    by: str, answer: Answer, standing: Iterable[tuple[Match, Tally]]
) -> Callable[[int, int], int]:
    from .silences import spans, touching

    return touching((spans(match, by, answer), tally.all) for match, tally in standing)


def _standing(
    flow: Flow, unit: Callable[[int], int], length: int, days: bool
) -> Iterator[tuple[Match, Tally]]:
    """Matches that each stand for all in a stretch of time, and how many these are.

    With ``days`` no unit begins within a day of Greenwich, unless it has a length.
    """
    more = [length] if length and SIZES[1] % length == 0 else [] if length or not days else [DAY]
    sizes = sorted({*SIZES, *more}, reverse=True)
    fitting = [size for size in sizes if not length or length % size == 0] or [FINEST]
    for size in fitting:
        stretches = flow.stretches(size)
        if size == FINEST or all(_pure(one, unit, size) for one in stretches):
            break
    for number, one in enumerate(_united(stretches, unit)):
        name = str(number)
        event = one.event or _event(name, Bound(one.low, one.high), Bound(one.last, one.last))
        yield Match(event, CERTAIN, None), one.tally


def _united(stretches: Iterable[Stretch], unit: Callable[[int], int]) -> Iterator[Stretch]:
    """Stretches of time, those within one unit as one."""
    within: dict[int, Stretch] = {}
    for one in stretches:
        if one.low is None or not one.low == one.high == one.last:
            yield one
            continue
        number = unit(one.low)
        if (there := within.get(number)) is not None:
            both = (a + b for a, b in zip(there.tally, one.tally, strict=True))
            within[number] = there._replace(tally=Tally(*both))
        else:
            within[number] = one
    yield from within.values()


def _pure(one: Stretch, unit: Callable[[int], int], size: int) -> bool:
    """Whether no unit begins within the stretches of time that it is told by."""
    instants = (one.low, one.high, one.last)
    return all(at is None or unit(at) == unit(at + size - 1) for at in dict.fromkeys(instants))


def _event(name: str, start: Bound, last: Bound, actors: tuple[Part, ...] = ()) -> Event:
    """An event that stands for others; it may touch all up to ``last``."""
    end = None
    if last.latest is None and start.latest is not None:
        end = Bound(start.latest, None)
    elif last.latest is not None and start.latest is not None and last.latest > start.latest:
        end = Bound(last.latest + 1, last.latest + 1)
    return Event(id=name, titles=(), origin=Origin("", 0), start=start, end=end, actors=actors)
