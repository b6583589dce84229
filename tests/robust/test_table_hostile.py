"""Tables and trees of whatever files hold: never wider than the screen, and no event is lost."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from crisis.cli.request.forms import Form
from crisis.cli.terminal.output import Screen, View
from crisis.cli.views.draw import draw
from crisis.timeline import Clock, Query, Zone, ask, loads, report
from crisis.timeline.base.escape import one_line
from crisis.timeline.base.languages import ENGLISH

from ..support.examples import examples
from .test_forms_hostile import EVIL, quoted

TIMES = (
    "10:00", "10:00:27.5", "~12:00", "9:00..11:30", "23:50..24:00", "before 04:00", "after 22:00",
    "from 9:00 to 17:00", "from 9:00..10:00 for 2h..3h", "from 22:00 to 2026-11-22 02:00",
    "2026-11-18..2026-12-24", "10:00 or 2027-03-01", "2026-11", "from 1991 to now",
    "unknown", "9:00?",
    "[{is: 9:00, source: s}, {is: '11:00', source: t}]",
    "[{is: 9:00..10:00, source: s}, {is: 2026-12-01, source: t}, {is: 23:00, source: u}]",
)  # fmt: skip
TITLES = st.one_of(st.sampled_from(EVIL), st.text(max_size=120), st.just("標題很長 " * 20))
EVENTS = st.lists(
    st.tuples(
        TITLES,
        st.sampled_from(TIMES),
        st.sampled_from(["", ", status: planned", ", status: missed"]),
        st.lists(st.sampled_from("abc"), max_size=3, unique=True),
    ),
    min_size=1,
    max_size=9,
)
VIEWS = st.builds(
    View,
    st.sampled_from([(Zone("UTC"),), (Zone("America/New_York"), Zone("Asia/Tokyo"))]),
    st.builds(
        Screen,
        terminal=st.just(True),
        width=st.one_of(st.integers(20, 220), st.sampled_from([40, 80, 100, 110, 140])),
        color=st.just(False),
        ascii=st.booleans(),
        language=st.just(ENGLISH),
    ),
    quiet=st.just(False),
    long=st.booleans(),
    elapsed=st.booleans(),
)
BY = st.sampled_from([("day",), ("actor", "day"), ("month",), ("hour",), ("actor",), ("15m",)])


def file(events: list[tuple[str, str, str, list[str]]], names: list[str]) -> str:
    lines = ["timeline: {zone: UTC, zero: 2026-11-20 12:00}", "actors:"]
    lines += [
        f"  {key}: {{name: {quoted(name or '-')}}}" for key, name in zip("abc", names, strict=True)
    ]
    lines += ["sources: {s: S, t: T, u: U}", "events:", "  2026-11-20:"]
    for number, (title, when, more, who) in enumerate(events):
        time = when if when.startswith("[") else quoted(when)
        head = f"id: e{number}, title: {quoted(title or '-')}, when: {time}"
        lines.append(f"    - {{{head}{more}, actors: [{', '.join(who)}]}}")
    return "\n".join(lines)


@settings(max_examples=examples(300), suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    EVENTS, st.lists(TITLES, min_size=3, max_size=3), VIEWS, BY,
    st.sampled_from(["table", "tree"]), st.booleans(),
)  # fmt: skip
def test_no_line_is_too_wide_and_each_title_begins(
    events: list[tuple[str, str, str, list[str]]],
    names: list[str],
    view: View,
    by: tuple[str, ...],
    form: str,
    delta: bool,
) -> None:
    timeline = loads(file(events, names))
    clock = Clock(view.zones[0], timeline.header.zero)
    found = report(ask(timeline, Query(delta=delta), clock), by)
    text = "".join(draw(Form(form), found, view))
    lines = text.splitlines()
    assert [line for line in lines if cell_len(line) > (view.look.width or 0)] == []
    assert len(text.split("\n")) == len(lines) + 1  # no other line ends than ours
    for match in found.answer.matches:
        title = view.look.letters(one_line(match.event.title or match.event.id)).strip()
        assert title.split(" ")[0][:3] in text
