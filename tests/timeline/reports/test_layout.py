"""The one layout of chart and picture: what holds of every one, whatever paints it."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis.timeline import load
from crisis.timeline.base.languages import ENGLISH
from crisis.timeline.base.zones import Zone
from crisis.timeline.query.answer import Clock
from crisis.timeline.query.engine import ask
from crisis.timeline.query.terms import Query, read_term
from crisis.timeline.reports.chart.compose import composed
from crisis.timeline.reports.chart.layout import Layout
from crisis.timeline.reports.chart.legend import entries
from crisis.timeline.reports.report import report

from ...support.pictures import asked, many

if TYPE_CHECKING:
    from crisis.timeline.reports.chart.layout import Line, Text
    from crisis.timeline.reports.report import Report
    from crisis.timeline.reports.signs import Sign

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures"


class Letters:
    """A painter whose letters are ``wide`` columns each."""

    dash, arrow, language = "-", "->", ENGLISH

    def __init__(self, wide: float = 1.0, lines: int = 4) -> None:
        self.wide = wide
        self.lines = lines

    def letter(self, sign: Sign) -> str:
        return sign.plain

    def shown(self, text: str) -> str:
        return text

    def width(self, text: str, kind: str) -> float:
        return self.wide * len(text)

    def cut(self, text: str, room: float, kind: str) -> str:
        if self.width(text, kind) <= room:
            return text
        return text[: max(0, int(room / self.wide) - 1)] + "~"[: int(room / self.wide)]


def laid(found: Report, width: int = 100, measure: Letters | None = None) -> Layout:
    layout = composed(found, measure or Letters(), width)
    assert isinstance(layout, Layout)
    return layout


def fixture(name: str, by: tuple[str, ...] = (), terms: tuple[str, ...] = ()) -> Report:
    timeline = load(str(FIXTURES / f"{name}.yaml"))
    query = Query(tuple(map(read_term, terms)))
    return report(ask(timeline, query, Clock(Zone(timeline.header.zone))), by)


def extent(text: Text, measure: Letters) -> tuple[float, float]:
    size = measure.width(text.text, text.kind)
    begin = text.column - size if text.ends else text.column
    return begin, begin + size


def check(layout: Layout, measure: Letters) -> None:
    """No text leaves the picture, stands over another, or over what is drawn."""
    for line in layout.lines:
        texts = sorted(extent(text, measure) for text in line.texts)
        for begin, end in texts:
            assert begin >= 0
            assert end <= layout.width
        for (_, end), (begin, _) in pairwise(texts):
            assert end <= begin
        for drawn in line.drawn:
            taken = drawn.taken(layout.axis.columns)
            if taken is None:
                continue
            first, last = (layout.margin + column for column in taken)
            for begin, end in texts:
                assert end <= first or begin >= last + 1, (line.texts, taken)
        for one, other in pairwise(line.drawn):
            assert one != other


def named(line: Line) -> list[str]:
    return [row.match.event.id for group in line.rows for row in group]


FILES = ("openai", "three-mile-island", "blackout-2003", "gitlab-2017", "titanic")


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("by", [(), ("actor",), ("day",), ("day", "actor")])
def test_names_stand_apart_and_nothing_leaves_the_picture(file: str, by: tuple[str, ...]) -> None:
    found = fixture(file, by)
    for width in (20, 40, 80, 200):
        for wide in (1.0, 0.8):
            measure = Letters(wide)
            check(laid(found, width, measure), measure)


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("width", [40, 120])
def test_rows_are_in_the_order_of_events_and_each_is_there_once(file: str, width: int) -> None:
    layout = laid(fixture(file), width)
    shown = [named(line)[0] for line in layout.lines if line.kind in ("row", "name")]
    shown = list(dict.fromkeys(shown))
    assert sorted(shown) == sorted(row.match.event.id for row in layout.image.rows)
    kinds = [line.kind for line in layout.lines]
    behind = kinds.index("section") if "section" in kinds else len(kinds)
    upper = {name for line in layout.lines[:behind] for name in named(line)}
    order = [row.match.event.id for row in layout.image.rows]
    assert [name for name in shown if name in upper] == [name for name in order if name in upper]


@pytest.mark.parametrize("most", [1, 2, 4, 6])
def test_no_event_of_a_lane_is_dropped_without_a_count(most: int) -> None:
    layout = laid(fixture("openai", ("actor",)), 80, Letters(lines=most))
    assert layout.form == "lanes"
    shown: list[int] = []
    for line in layout.lines:
        if any(text.kind == "lane" for text in line.texts):
            shown.append(0)
        more = [text.text for text in line.texts if text.kind == "more"]
        shown[-1] += len(named(line)) + sum(int(text[1:].split()[0]) for text in more)
    assert shown == [len(lane.rows) for lane in layout.image.lanes]


def test_instants_of_one_column_share_a_mark_with_their_number() -> None:
    crowd = [f"{{id: c{at}, title: C{at}, when: 2024-03-04 12:00}}" for at in range(3)]
    others = [line.replace("m0", "o0") for line in many(6)]
    layout = laid(asked(*crowd, *others, by=("day",)))
    parts = [part for line in layout.lines for drawn in line.drawn for part in drawn.parts]
    assert max(part.number for part in parts) == 3 + 2
    assert "several" in layout.signs


DAY = ("day:2024-03-04",)


def kinds(layout: Layout) -> list[tuple[str, str]]:
    return [
        (line.kind, next((text.text for text in line.texts if text.kind != "time"), ""))
        for line in layout.lines
    ]


def test_what_may_be_at_any_time_stands_below_under_a_heading_without_a_time() -> None:
    layout = laid(
        asked(
            "{id: a, title: Any, when: 2024-03-04}",
            "{id: b, title: Noon, when: 2024-03-04 12:00}",
            "{id: c, title: Through, when: from 2024-03-01 to 2024-03-09}",
            terms=DAY,
        )
    )
    assert kinds(layout) == [
        ("row", "Through"),
        ("row", "Noon"),
        ("section", "some time on Mon 4 Mar"),
        ("row", "Any"),
    ]
    times = [[t.text for t in line.texts if t.kind == "time"] for line in layout.lines]
    assert times == [[], ["12:00"], [], []]


def test_what_may_have_begun_before_the_day_is_not_said_to_be_some_time_on_it() -> None:
    events = ("{id: a, title: Any, when: 2024-03-04}", "{id: b, title: B, when: 2024-03-04 12:00}")
    layout = laid(asked(*events, "{id: c, title: Before, when: before 2024-03-05}", terms=DAY))
    names = [next(t.text for t in line.texts if t.kind == "name") for line in layout.lines[:2]]
    assert names == ["Before", "B"]
    assert kinds(layout)[2:] == [("section", "some time on Mon 4 Mar"), ("row", "Any")]
    assert [text.text for text in layout.lines[0].texts if text.kind == "time"] == ["-24:00"]
    several = laid(asked(*events, "{id: c, title: Long, when: 2024-03}", terms=DAY))
    assert kinds(several)[1] == ("section", "at any time shown")


def test_where_all_may_be_at_any_time_there_is_no_heading() -> None:
    layout = laid(asked("{id: a, title: Any, when: 2024-03-04}", terms=DAY))
    assert kinds(layout) == [("row", "Any")]


def test_a_bracket_joins_rows_of_which_the_order_is_not_known() -> None:
    layout = laid(
        asked(
            "{id: a, title: A, when: 2024-03-04 06:00}",
            "{id: b, title: B, when: 2024-03-04 08:00..2024-03-04 11:00}",
            "{id: c, title: C, when: 2024-03-04 09:00..2024-03-04 11:00}",
            "{id: d, title: D, when: 2024-03-04 10:00}",
            "{id: e, title: E, when: 2024-03-04 15:00}",
            terms=DAY,
        )
    )
    assert [line.bracket for line in layout.lines] == ["", "first", "inner", "last", ""]
    assert "bracket" in layout.signs


def test_a_day_is_not_said_again_below_itself() -> None:
    layout = laid(
        asked(
            "{id: a, title: A, when: 2024-03-04 06:00}",
            "{id: b, title: B, when: 2024-03-04 08:00}",
            "{id: c, title: C, when: 2024-03-06 09:00}",
        )
    )
    times = [text for line in layout.lines for text in line.texts if text.kind == "time"]
    assert [text.text for text in times] == ["Mon 06:00", "08:00", "Wed 09:00"]
    assert [text.column for text in times] == [0, 4, 0]


def test_alternatives_are_joined_and_disputes_are_not() -> None:
    layout = laid(
        asked(
            "{id: a, title: A, when: '2024-03-04 06:00 or 2024-03-04 18:00'}",
            "{id: b, title: B, when: [{is: 2024-03-04 06:00, source: a},"
            " {is: 2024-03-04 18:00, source: b}]}",
            terms=DAY,
        )
    )
    drawn = {
        named(line)[0]: [p.sign.name for p in line.drawn[0].parts] for line in layout.lines[:2]
    }
    assert sorted(drawn["a"]) == ["joined", "possibly", "possibly"]
    assert drawn["b"] == ["claim", "claim"]


def test_actors_have_a_number_each_and_nothing_else_has() -> None:
    events = (
        "{id: a, title: A, when: 2024-03-04 06:00, actors: ann}",
        "{id: b, title: B, when: 2024-03-04 08:00, actors: bob}",
    )
    assert [line.hue for line in laid(asked(*events, by=("actor",))).lines] == [0, 0, 1, 1]
    assert {line.hue for line in laid(asked(*events, by=("day",))).lines} == {-1}


def test_a_narrow_picture_has_names_above_what_is_drawn() -> None:
    layout = laid(asked("{id: a, title: A long name of an event, when: 2024-03-04 06:00}"), 30)
    assert [line.kind for line in layout.lines] == ["name", "row"]
    assert not layout.lines[0].drawn
    assert not layout.lines[1].texts


def test_the_legend_has_what_occurs_what_is_cut_and_what_is_left_out() -> None:
    found = asked(
        *many(1),
        "{id: far, title: Far, when: 2023-03-04 06:00}",
        "{id: p, title: P, when: from 2024-03-04 06:00 to 2024-03-04 09:00, status: planned}",
        "{id: u, title: Lost}",
    )
    layout = laid(found)
    told = [entry.text for entry in entries(layout, layout.image, found, ENGLISH)]
    assert told[:2] == ["an instant", "planned"]
    assert any(text.endswith("left out") for text in told)
    assert told[-1] == "1 undated, not drawn: Lost"


@given(
    st.lists(
        st.tuples(
            st.integers(0, 47), st.integers(0, 30), st.sampled_from("ab"), st.text(max_size=30)
        ),
        min_size=1,
        max_size=9,
    ),
    st.integers(20, 140),
    st.integers(1, 5),
    st.booleans(),
)
def test_it_holds_for_any_events(
    found: list[tuple[int, int, str, str]], width: int, lines: int, grouped: bool
) -> None:
    events = [
        f"{{id: e{at}, title: {'E' * (1 + len(title))}, actors: {'ann' if actor == 'a' else 'bob'},"
        f" when: 2024-03-{4 + hour // 24:02} {hour % 24:02}:00"
        f"..2024-03-{4 + (hour + size) // 24:02} {(hour + size) % 24:02}:30}}"
        for at, (hour, size, actor, title) in enumerate(found)
    ]
    measure = Letters(lines=lines)
    layout = laid(asked(*events, by=("actor",) if grouped else ()), width, measure)
    check(layout, measure)
    shown = {name for line in layout.lines for name in named(line)}
    assert shown == {f"e{at}" for at in range(len(found))}


def test_what_may_be_at_any_time_says_so_where_no_heading_does() -> None:
    layout = laid(asked("{id: a, title: Any, when: 2024-03-04}", terms=DAY))
    assert [text.text for text in layout.lines[-1].texts] == ["some time", "Any"]
