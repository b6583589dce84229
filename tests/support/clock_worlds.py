"""Worlds in which clocks are wrong by a hidden length each, and the plain way to solve them.

Every reading is true by the clock it was read on. The oracle (Floyd and Warshall over all instants
and all clocks) shares no code with the program.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from hypothesis import strategies as st

from .timelines import flow

SECOND = 1_000_000
BEGIN = datetime(2026, 11, 20, 12, tzinfo=UTC)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
INF = float("inf")
RIGHT = "right"


class Read(NamedTuple):
    """A reading: seconds after BEGIN as the clock of the source has it, both included."""

    source: str
    first: int
    last: int


class Link(NamedTuple):
    """``near <= event - other <= far`` in seconds; ``far`` None is open."""

    other: int
    near: int
    far: int | None


class Wrong(NamedTuple):
    """A clock: by how many seconds it is fast, and what the file says of that."""

    fast: int
    low: int | None = None
    high: int | None = None

    @property
    def written(self) -> str:
        if self.low is None or self.high is None:
            return "unknown"
        return f"{side(self.low)}..{side(self.high)}"


class ClockWorld(NamedTuple):
    """Hidden instants in seconds after BEGIN, and what is said of them."""

    times: tuple[int, ...]
    clocks: dict[str, Wrong]
    reads: tuple[tuple[Read, ...], ...]
    links: tuple[Link | None, ...]


def side(seconds: int) -> str:
    return f"{abs(seconds)}s {'fast' if seconds >= 0 else 'slow'}"


@st.composite
def clock_worlds(draw: st.DrawFn) -> ClockWorld:
    """Up to seven events, each read on up to three clocks; a relation where one alone tells.

    It is not one from an event of which its own teller and another tell: that would be one from
    the teller's own account, which gives nothing to what it is compared with.
    """
    hours = st.integers(-9000, 9000)
    times = tuple(draw(st.lists(hours, min_size=2, max_size=7)))
    clocks = {}
    for name in ("cctv", "door"):
        fast = draw(st.integers(-5000, 5000))
        wide = draw(st.one_of(st.none(), st.tuples(st.integers(0, 900), st.integers(1, 900))))
        clocks[name] = Wrong(fast) if wide is None else Wrong(fast, fast - wide[0], fast + wide[1])
    errors = {RIGHT: 0} | {name: clock.fast for name, clock in clocks.items()}
    tellers = [draw(st.sets(st.sampled_from((RIGHT, "cctv", "door")), max_size=3)) for _ in times]
    reads, links = [], []
    for number, at in enumerate(times):
        found = []
        for source in sorted(tellers[number]):
            before, behind = draw(st.integers(0, 200)), draw(st.integers(1, 200))
            shown = at + errors[source]
            found.append(Read(source, shown - before, shown + behind))
        reads.append(tuple(found))
        link = None
        others = [
            other
            for other in range(len(times))
            if other != number and (len(tellers[other]) < 2 or not tellers[other] & tellers[number])
        ]
        if len(found) < 2 and others and draw(st.booleans()):
            other = draw(st.sampled_from(others))
            apart = at - times[other]
            wide = draw(st.integers(0, 300))
            far = apart + draw(st.integers(0, 300)) if draw(st.booleans()) else None
            if apart - wide >= 0:
                link = Link(other, apart - wide, far)
        links.append(link)
    return ClockWorld(times, clocks, tuple(reads), tuple(links))


def stamp(seconds: int) -> str:
    return (BEGIN + timedelta(seconds=seconds)).strftime("%Y-%m-%d %H:%M:%S")


def written(world: ClockWorld) -> str:
    """The event file of a world."""
    lines = ["timeline: {zone: UTC}", "sources:", f"  {RIGHT}: A clock that is right"]
    lines += [f"  {name}: {{clock: {clock.written}}}" for name, clock in world.clocks.items()]
    lines.append("events:")
    for number, (reads, link) in enumerate(zip(world.reads, world.links, strict=True)):
        lines += [f"  - id: e{number}", "    title: t", "    when:"]
        phrases = [(f"{stamp(it.first)}..{stamp(it.last)}", it.source) for it in reads]
        if link is not None:
            far = "" if link.far is None else f"{link.near}s..{link.far}s"
            phrase = f"{far or f'at least {link.near}s'} after @e{link.other}"
            phrases.append((phrase, reads[0].source if reads else ""))
        phrases = phrases or [("unknown", "")]
        for phrase, source in phrases:
            by = f", source: {source}" if source else ""
            lines.append(f"      - {{is: {flow(phrase)}{by}}}")
    return "\n".join(lines)


class Oracle(NamedTuple):
    """The bounds of all instants and of the errors of all clocks, in microseconds."""

    events: list[tuple[float, float]]
    clocks: dict[str, tuple[float, float]]


def solved(world: ClockWorld) -> Oracle:
    """All that follows from what a world's file says, by Floyd and Warshall."""
    names = list(world.clocks)
    size = 1 + len(world.times) + len(names)
    at = {name: 1 + len(world.times) + place for place, name in enumerate(names)}
    far = [[INF] * size for _ in range(size)]
    for node in range(size):
        far[node][node] = 0

    def state(node: int, ref: int, low: float | None, high: float | None) -> None:
        if high is not None:
            far[ref][node] = min(far[ref][node], high)
        if low is not None:
            far[node][ref] = min(far[node][ref], -low)

    base = round((BEGIN - EPOCH) / timedelta(microseconds=1))
    for name, clock in world.clocks.items():
        if clock.low is not None and clock.high is not None:
            state(at[name], 0, -clock.high * SECOND, -clock.low * SECOND)
    for number, (reads, link) in enumerate(zip(world.reads, world.links, strict=True), 1):
        for it in reads:
            first, last = base + it.first * SECOND, base + it.last * SECOND + SECOND - 1
            state(number, at.get(it.source, 0), first, last)
        if link is not None:
            most = None if link.far is None else link.far * SECOND
            state(number, 1 + link.other, link.near * SECOND, most)
    for via in range(size):
        for one in range(size):
            for other in range(size):
                far[one][other] = min(far[one][other], far[one][via] + far[via][other])
    assert all(far[node][node] == 0 for node in range(size)), "a world that is not true"
    bounds = [(-far[node][0], far[0][node]) for node in range(size)]
    return Oracle(
        bounds[1 : 1 + len(world.times)],
        {name: (-bounds[node][1], -bounds[node][0]) for name, node in at.items()},
    )
