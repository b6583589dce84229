"""Random event files with times of every kind: clocks, days, vague and open ones, what lasts, and
what sources disagree on. The same story can be told some days later."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, NamedTuple

from hypothesis import strategies as st

from crisis.timeline import Clock, Query, Zone, ask
from crisis.timeline.query.terms import read_term

from .timelines import flow, read

FIRST = date(2026, 10, 20)  # in most zones the clocks change five days later
DAYS = 6
CLOCKS = ("00:00", "06:00", "06:01", "12:00", "18:30", "23:59")  # few, so that edges meet
ACTORS = {"ana": "crew", "ben": "crew", "cleo": "", "crew": "firm", "firm": ""}
SOURCES = ("ap", "bbc")
TAGS = ("alarm", "Board", "board", "café")
PHRASES = (
    "{0} {a}", "{0} {a}", "{0} ~{a}", "{0}", "~{0}", "{0} evening", "night of {0}",
    "{0} {a}..{0} {b}", "..{0} {a}", "{0} {a}..", "before {0}", "after {0}",
    "{0} {a}..{1} {b}", "unknown", "{0} {a}?",
    "from {0} {a} to {1} {b}", "from {0} {a} to {0} 24:00", "from {0} {a} for ~3h",
    "from {0} {a} for 2h..5h", "from {0} {a}", "from {0} to {1}", "3h after @{e}", "after @{e}",
    "a few hours before @{e}", "day after @{e}", "< 10m after @{e}", "during @{e}",
    "{0} {a} or {1} {b}", "{0} or {1}", "3h after @{e} or {0} {a}", "before {0} or after {1} {b}",
    "from {0} {a} to {0} 24:00 or from {1} {b} to {1} 24:00", "1h or 5h after @{e}",
)  # fmt: skip


class Saying(NamedTuple):
    """A phrase with holes for two days, two clocks and an event, and what fills them."""

    phrase: str
    days: tuple[int, int]
    clocks: tuple[str, str]
    event: str
    source: str = ""

    def text(self, moved: int) -> str:
        days = [(FIRST + timedelta(day + moved)).isoformat() for day in self.days]
        return self.phrase.format(*days, a=self.clocks[0], b=self.clocks[1], e=self.event)


class Story(NamedTuple):
    """Events without their times, what is said of these, and what stands above the events."""

    events: tuple[dict[str, Any], ...]
    said: tuple[tuple[Saying, ...], ...]
    window: tuple[int, int] | None
    prefer: str

    def text(self, moved: int = 0, zone: str = "UTC") -> str:
        """The story as an event file, so many days later than it was."""
        head = {"zone": zone, "zero": f"{FIRST + timedelta(2 + moved)} 06:00"}
        if self.prefer:
            head["prefer"] = self.prefer
        if self.window:
            head["window"] = "..".join(str(FIRST + timedelta(day + moved)) for day in self.window)
        actors = {
            name: {"name": name.title()} | ({"member_of": above} if above else {})
            for name, above in ACTORS.items()
        }
        lines = [
            f"timeline: {flow(head)}",
            f"actors: {flow(actors)}",
            f"sources: {flow({name: {'name': name.upper()} for name in SOURCES})}",
            "events:",
        ]
        for event, said in zip(self.events, self.said, strict=True):
            claims = [
                {"is": one.text(moved)} | ({"source": one.source} if one.source else {})
                for one in said
            ]
            lines.append(f"  - {flow(event | ({'when': claims} if claims else {}))}")
        return "\n".join(lines)


@st.composite
def sayings(draw: st.DrawFn, number: int, source: str = "") -> Saying:
    phrase = draw(st.sampled_from([p for p in PHRASES if number or "@" not in p]))
    first = draw(st.integers(0, DAYS - 1))
    days = first, first + draw(st.integers(0, 2))
    clocks = sorted(draw(st.tuples(st.sampled_from(CLOCKS), st.sampled_from(CLOCKS))))
    event = f"e{draw(st.integers(0, max(0, number - 1)))}"
    return Saying(phrase, days, (clocks[0], clocks[1]), event, source)


@st.composite
def stories(draw: st.DrawFn, most: int = 7) -> Story:
    """Up to seven events; what refers to others refers to earlier ones in the file."""
    events, said = [], []
    for number in range(draw(st.sampled_from([1, 3, 4, most - 1, most]))):
        more = st.fixed_dictionaries(
            {
                "actors": st.lists(st.sampled_from(list(ACTORS)), max_size=3, unique=True),
                "tags": st.lists(st.sampled_from(TAGS), max_size=2, unique=True),
            },
            optional={
                "sources": st.lists(st.sampled_from(SOURCES), max_size=2, unique=True),
                "status": st.sampled_from(["planned", "missed"]),
            },
        )
        events.append({"id": f"e{number}", "title": f"event {number}"} | draw(more))
        names = draw(st.sampled_from([("",), ("",), SOURCES, SOURCES, ("ap",), ()]))
        said.append(tuple(draw(sayings(number, name)) for name in names))
    start = draw(st.integers(0, DAYS))
    window = draw(st.sampled_from([None, None, (start, start + 3)]))
    return Story(tuple(events), tuple(said), window, draw(st.sampled_from(["", "bbc"])))


TERMS = (
    "actor:ana", "actor:crew", "not:actor:firm", "source:ap", "not:source:bbc", "is:lasting",
    "event", "is:approximate", "not:is:conflicted",
)  # fmt: skip
TIMES = (
    "day:2026-10-22", "day:2026-10-21..2026-10-24", "day:..d2", "day:d3", "day:sat", "not:day:sun",
    "from:2026-10-22 12:00", "to:2026-10-23", "hour:0..30", "hour:-12..6", "not:hour:5",
    "hour:..24", "day:2026-10", "not:day:2026-10-22..",
)  # fmt: skip
ZONES = ("UTC", "America/New_York", "Pacific/Kiritimati", "-12:00")


def asked(text: str, *terms: str, zone: str = "UTC", zero: str = "", **more: Any) -> Any:
    """The answer that a file gives to terms, in a zone, since its own zero or an event."""
    timeline = read(text)
    query = Query(tuple(map(read_term, terms)), **more)
    return ask(timeline, query, Clock(Zone(zone), zero or timeline.header.zero))
