"""Random answers: event files with any text in them, and questions about them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from crisis.timeline import Clock, Query, Report, Zone, ask, report
from crisis.timeline.query.terms import read_term

from .timelines import instant, read

if TYPE_CHECKING:
    from collections.abc import Callable

    from crisis.timeline import Timeline

SIGNS = (
    "= + - @ , ; \" ' \\ | ` * _ ~ < > & # : [ ] ( ) ! { } $ é 標 👍 a 1 ** __ ~~ www. https:// @me"
    " #1 :on: &amp; [^a] <b> \t \r \n \x1b \x9b \x00 \x7f \u202e \ufeff \u200b \uff1d \u2028"
).split(" ")
TRICKY = st.sampled_from([" ", *SIGNS])
TEXTS = st.lists(TRICKY | st.characters(exclude_categories=["Cs"]), max_size=8).map("".join)
LINES = TEXTS.filter(str.strip)
PHRASES = (
    "10:36", "~noon", "evening", "13:05..13:21", "13:20:05.250000", "before 09:00", "after 14:00",
    "unknown", "unix 1700252930", "1623-05", "after @e0", "10m before @e0", "day after @e0",
    "from 22:00 for ~3h", "from 22:00", "late morning?", "2026-11-20 09:00 UTC",
    "13:00 or 15:30", "before 09:00 or ~noon", "1h after @e0 or 09:00", "14:00 or 2026-11-25",
    "from 10:00 to 11:00 or from 22:00 to 23:00",
)  # fmt: skip
ZONES = ("UTC", "Asia/Jakarta", "Africa/Monrovia", "-09:30", "America/Los_Angeles")


def file(value: object) -> str:
    """A value as YAML in ASCII: JSON, but for escapes that YAML writes in its own way."""
    text = json.dumps(value, ensure_ascii=False)
    return "".join(char if " " <= char <= "~" else f"\\U{ord(char):08x}" for char in text)


@st.composite
def _events(draw: st.DrawFn) -> list[dict[str, Any]]:
    count = draw(st.integers(0, 4))
    return [draw(_event(number)) for number in range(count)]


@st.composite
def _event(draw: st.DrawFn, number: int) -> dict[str, Any]:
    phrase = st.sampled_from([text for text in PHRASES if number or "@e0" not in text])
    claim = st.fixed_dictionaries(
        {"is": phrase},
        optional={
            "source": st.sampled_from(["s", "t"]),
            "quote": TEXTS,
            "rejected": TEXTS,
            "confidence": st.sampled_from(["low", "high"]),
        },
    )
    texts = TEXTS | st.dictionaries(st.sampled_from(["en", "id"]), LINES, min_size=1)
    return draw(
        st.fixed_dictionaries(
            {"id": st.just(f"e{number}"), "title": LINES},
            optional={
                "when": phrase | st.lists(claim, min_size=1, max_size=3),
                "text": texts,
                "note": texts,
                "quote": TEXTS,
                "place": TEXTS,
                "actors": st.just(["a"]) | st.fixed_dictionaries({"a": TEXTS}),
                "sources": st.sampled_from(["s", ["t", "s"]]),
                "tags": st.lists(LINES, max_size=2),
                "status": st.sampled_from(["planned", "missed"]),
            },
        )
    )


@st.composite
def timelines(draw: st.DrawFn) -> Timeline:
    """A resolved timeline of a few events, all under one day, with texts of any letters."""
    clock = st.sampled_from(("unknown", "4m12s fast", "2m..6m slow", "within 10m", "1h fast"))
    source = st.fixed_dictionaries(
        {"name": LINES}, optional={"title": TEXTS, "url": TEXTS, "clock": clock}
    )
    return read(
        file(
            {
                "timeline": {"title": draw(TEXTS), "zone": "Asia/Jakarta"},
                "actors": {"a": {"name": draw(LINES)}},
                "sources": {"s": draw(source), "t": {"name": draw(LINES)}},
                "events": {"2026-11-20": draw(_events())},
            }
        )
    )


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """A timeline that was asked something."""
    timeline = draw(timelines())
    names = ["e0"] if timeline.events else []
    zero = draw(st.sampled_from([None, instant("2026-11-20T05:00:00.000001"), *names]))
    terms = draw(st.sampled_from([(), ("day:2026-11-20",), ("not:source:s",), ("to:2026-11-20",)]))
    asked = Query(
        tuple(map(read_term, terms)),
        certain=draw(st.booleans()),
        reverse=bool(timeline.events) and draw(st.booleans()),
        limit=draw(st.sampled_from([None, 1, 3])),
        delta=draw(st.booleans()),
    )
    answer = ask(timeline, asked, Clock(Zone(draw(st.sampled_from(ZONES))), zero))
    return report(answer, draw(st.sampled_from([(), ("day",), ("actor", "day"), ("source",)])))


def of(text: str, by: tuple[str, ...] = (), *terms: str, zone: str = "") -> Report:
    """What a file answers to a few terms, in its own zone and from its own zero."""
    timeline = read(text)
    clock = Clock(Zone(zone or timeline.header.zone), timeline.header.zero)
    return report(ask(timeline, Query(tuple(map(read_term, terms))), clock), by)


def many(count: int) -> Report:
    """An answer of so many events, made without reading them from a file."""
    found = of(
        "timeline: {zone: UTC}\nevents:\n  2026-11-20:\n    - {id: x, when: 10:36, title: A}"
    )
    (match,) = found.answer.matches
    matches = tuple(
        match._replace(event=match.event._replace(id=f"e{number}")) for number in range(count)
    )
    return report(found.answer._replace(matches=matches))


def whole(form: Callable[..., object], *arguments: object) -> str:
    """A form that comes in pieces, as one text."""
    pieces: Any = form(*arguments)
    return "".join(pieces)
