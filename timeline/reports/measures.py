"""How long it took: the lengths of time that a file gives names, and their means over several."""

from __future__ import annotations

from functools import partial
from itertools import product
from typing import TYPE_CHECKING

from crisis.timeline.base.record import Record
from crisis.timeline.model.records import Bound, open_to
from crisis.timeline.model.timeline import instant_of
from crisis.timeline.network.differences import inside, minus
from crisis.timeline.network.instant_differences import Instant, InstantDifferences
from crisis.timeline.query.store import Store
from crisis.timeline.query.stores import store

from .figures import exactly
from .tellers import LESS_SURE, beyond, tellers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crisis.timeline.base.zones import Zone
    from crisis.timeline.model.records import Event
    from crisis.timeline.model.timeline import Measure, Timeline
    from crisis.timeline.model.words import Order

MOST = 8
"""So many readings by alternatives are told apart."""

_MEANS = {
    "detect": "MTTD", "acknowledge": "MTTA", "mitigate": "MTTM", "contain": "MTTC",
    "identify": "MTTI", "respond": "MTTR", "repair": "MTTR", "recover": "MTTR",
    "restore": "MTTR", "resolve": "MTTR", "recovery": "MTTR", "detection": "MTTD",
    "acknowledgement": "MTTA", "acknowledgment": "MTTA", "mitigation": "MTTM",
    "containment": "MTTC", "repairs": "MTTR", "restoration": "MTTR", "resolution": "MTTR",
    "response": "MTTR",
}  # fmt: skip

_NEVER = {"planned": "is only planned", "missed": "was missed", "averted": "was averted",
          "denied": "is denied"}  # fmt: skip


class Reading(Record):
    """A measure by one account: that of a ``source``, or one of several times as ``written``.

    One that is ``unsure``, or ``ruled_out`` by the rest of the file, is not in the length of the
    measure.
    """

    source: str
    written: str
    length: Bound
    exact: int | None
    unsure: bool = False
    ruled_out: bool = False


class Measured(Record):
    """A length of time between two events, as a bound in microseconds; an open end is None.

    Below 0 the ``second`` came first. ``exact`` is how far apart both ends are as they are written,
    where they are known to within a second, else None. ``first`` and ``second`` are None where the
    timeline does not have that event. ``readings`` are there where sources differ, or an event was
    at one of several times. ``cut`` tells that more relations would have had to be followed than
    one answer may.
    """

    measure: Measure
    first: Instant | None
    second: Instant | None
    length: Bound
    exact: int | None = None
    readings: tuple[Reading, ...] = ()
    cut: bool = False

    @property
    def order(self) -> Order:
        """Which of the two came first, as far as that is known."""
        low, high = self.length.ends
        if low is None and high is None:
            return "unknown"
        if low is not None and low >= 0:
            return "known"
        return "negative" if high is not None and high <= 0 else "unordered"

    @property
    def never(self) -> list[Event]:
        """The events of it that did not happen, or are only planned."""
        ends = (self.first, self.second)
        events = {end.event.id: end.event for end in ends if end is not None and end.event.status}
        return list(events.values())

    @property
    def absent(self) -> list[str]:
        """The ids of events that the timeline does not have."""
        ends = (self.measure.first, self.first), (self.measure.second, self.second)
        return [instant_of(text)[0] for text, instant in ends if instant is None]


class Mean(Record):
    """The mean of a measure over several timelines, by their numbers, as a bound in microseconds.

    ``counted`` are those that have it. Left out are those in which an event of it did not happen.
    """

    name: str
    length: Bound
    counted: tuple[int, ...]
    left_out: tuple[int, ...]
    exact: int | None


class Incident(Record):
    """A timeline and what was measured in it, to be shown in a zone; several of them have means."""

    timeline: Timeline
    measures: tuple[Measured, ...]
    zone: Zone

    @property
    def name(self) -> str:
        """Its title, else the names of its files."""
        return self.timeline.header.title or ", ".join(self.timeline.files)


def known_as(name: str) -> str:
    """What the mean of a measure is called, ``MTTD`` of the time to detect; empty for others."""
    words = name.casefold().replace("-", " ").replace("_", " ").split()
    if words[:2] == ["time", "to"] and len(words) == 3:
        return _MEANS.get(words[2], "")
    return _MEANS.get(words[0], "") if len(words) == 2 and words[1] == "time" else ""


def measures(timeline: Timeline) -> list[Measured]:
    """Each length of time that the files give a name, in their order."""
    if not timeline.header.measures:
        return []
    events = _events(timeline)
    differences = InstantDifferences(store(timeline).links())
    found: list[Measured] = []
    for measure in timeline.header.measures:
        ends = []
        for text in (measure.first, measure.second):
            name, which = instant_of(text)
            ends.append(Instant(events[name], which) if name in events else None)
        found.append(_measured(measure, ends[0], ends[1], differences))
    return found


def _events(timeline: Timeline) -> dict[str, Event]:
    """The events of all measures by id: an index is asked for each, memory is gone through once."""
    ends = [end for one in timeline.header.measures for end in (one.first, one.second)]
    names = dict.fromkeys(instant_of(end)[0] for end in ends)
    if isinstance(timeline.events, Store):
        found = [timeline.events.event(name) for name in names]
    else:
        found = [event for event in timeline.events if event.id in names]
    return {event.id: event for event in found if event is not None}


def notes(one: Measured) -> list[str]:
    """What is to be said of a length beside its figure, in a few words each."""
    said = [f"{event.id} {_NEVER.get(event.status, event.status)}" for event in one.never]
    said += [f"no event {name} here" for name in one.absent]
    if one.order == "negative":
        low, high = one.length.ends
        same = ", or at the same moment" if high == 0 and low != 0 else ""
        said.append(f"{one.measure.second} came first{same}")
    elif one.order == "unordered":
        said.append("which came first is not known")
    elif one.order == "unknown" and not one.absent:
        said.append("nothing bounds it")
    if beyond(((reading.length, reading.unsure) for reading in one.readings), one.length):
        said.append(LESS_SURE)
    if one.cut:
        said.append("by bounds alone: too many relations to follow")
    return said


def means(several: Sequence[Incident]) -> list[Mean]:
    """The mean of each measure over the timelines that have it, in the order of their names.

    What is not bounded in one of them leaves the mean open.
    """
    names = dict.fromkeys(one.measure.name for each in several for one in each.measures)
    return [_mean(name, several) for name in names]


def _mean(name: str, several: Sequence[Incident]) -> Mean:
    own = [
        (number, one)
        for number, each in enumerate(several)
        for one in each.measures
        if one.measure.name == name
    ]
    counted = [(number, one) for number, one in own if not one.never and not one.absent]
    lows = [one.length.earliest for _, one in counted]
    highs = [one.length.latest for _, one in counted]
    length = Bound()
    if counted:
        low = None if None in lows else sum(filter(None, lows)) // len(lows)
        high = None if None in highs else -(-sum(filter(None, highs)) // len(highs))
        length = Bound(low, high)
    taken = tuple(number for number, _ in counted)
    rest = tuple(number for number, _ in own if number not in taken)
    figures = [one.exact for _, one in counted if one.exact is not None]
    exact = sum(figures) // len(figures) if figures and len(figures) == len(counted) else None
    return Mean(name, length, taken, rest, exact)


def _measured(
    measure: Measure,
    first: Instant | None,
    second: Instant | None,
    differences: InstantDifferences,
) -> Measured:
    if first is None or second is None:
        return Measured(measure, first, second, Bound())
    length = differences.between(first, second)
    exact = exactly(length, first.bound, second.bound)
    sources = _by_source(first, second, length, differences)
    readings = [*sources, *_by_alternative(first, second, length)]
    if all(reading.length == length for reading in readings):
        readings = []
    return Measured(measure, first, second, length, exact, tuple(readings), differences.spent())


def _by_source(
    first: Instant, second: Instant, whole: Bound, differences: InstantDifferences
) -> Iterator[Reading]:
    """What each source says where they differ."""
    events = {instant.event.id: instant.event for instant in (first, second)}.values()
    by_source = partial(differences.each, first=first, second=second)
    for source, length, unsure, ruled_out in tellers(events, by_source, whole):
        pairs = product(_own(first, source), _own(second, source))
        figures = (exactly(length, *pair) for pair in pairs)
        exact = next((found for found in figures if found is not None), None)
        yield Reading(source, "", length, exact, unsure, ruled_out)


def _own(instant: Instant, source: str) -> list[Bound]:
    """An instant by each account of a source, else what is known of it."""
    told = [account for account in instant.event.accounts if account.source == source]
    return [
        account.end if instant.which and account.end is not None else account.start
        for account in told
    ] or [instant.bound]


def _by_alternative(first: Instant, second: Instant, length: Bound) -> list[Reading]:
    """What follows of each of several times of which one holds, where no sources differ."""
    if first.event.id == second.event.id:
        return []
    several = [_alternatives(instant) for instant in (first, second)]
    if not any(several) or len(several[0] or [0]) * len(several[1] or [0]) > MOST:
        return []
    choices = [
        times or [("", instant.bound)]
        for times, instant in zip(several, (first, second), strict=True)
    ]
    edges = (
        float("-inf") if length.earliest is None else length.earliest,
        float("inf") if length.latest is None else length.latest,
    )
    readings = []
    for (here, start), (there, stop) in product(*choices):
        span = inside(minus(stop, start), *edges)
        written = ", ".join(filter(None, (here, there)))
        readings.append(Reading("", written, span, exactly(span, start, stop)))
    return readings


def _alternatives(instant: Instant) -> list[tuple[str, Bound]]:
    event = instant.event
    if event.disputed:
        return []
    return [
        (time.written, time.end if instant.which and time.end is not None else time.start)
        for time in open_to(event.alternatives)
    ]
