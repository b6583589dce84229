"""The chart in the terminal, as it is seen."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from rich.cells import cell_len

from crisis.cli.terminal.output import Screen, View
from crisis.cli.views.chart.chart import chart
from crisis.timeline import load, loads
from crisis.timeline.base.languages import language
from crisis.timeline.base.zones import Zone
from crisis.timeline.query.answer import Clock
from crisis.timeline.query.engine import ask
from crisis.timeline.query.terms import Query, read_term
from crisis.timeline.reports.report import report

from ..support.examples import sampled

if TYPE_CHECKING:
    from crisis.timeline import Timeline

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
FILES = ("openai", "three-mile-island", "blackout-2003", "gitlab-2017")
ESCAPE = re.compile("\x1b\\[[0-9;]*m")
EVENTS = """
timeline: {zone: UTC, title: A Monday}
actors: {ann: {name: Ann}}
sources: {a: {name: Ay}, b: {name: Bee}}
events:
  - {id: sharp, title: At noon, when: 2024-03-04 12:00, actors: ann}
  - {id: vague, title: In the morning, when: 2024-03-04 06:00..2024-03-04 11:59}
  - id: lasts
    title: All day
    when: {from: 2024-03-04 06:00..2024-03-04 08:59, to: 2024-03-04 18:00}
  - {id: open, title: Later, when: after 2024-03-04 18:00}
  - id: told
    title: Told
    when: [{is: 2024-03-04 03:00, source: a}, {is: 2024-03-04 21:00, source: b}]
  - {id: plan, title: Hoped for, when: 2024-03-04 20:00, status: planned}
  - {id: lost, title: Some time}
"""


class Asked(NamedTuple):
    """A question and the screen to answer it on. ``file`` is the name of a fixture."""

    file: str = ""
    text: str = EVENTS
    terms: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    width: int | None = 48
    color: bool = False
    ascii: bool = False
    zones: tuple[str, ...] = ()
    lang: str = "en"

    def draw(self) -> str:
        timeline = fixture(self.file) if self.file else loads(self.text, "t.yaml")
        zones = tuple(Zone(name) for name in self.zones or (timeline.header.zone,))
        query = Query(tuple(read_term(term) for term in self.terms))
        found = report(ask(timeline, query, Clock(zones[0], timeline.header.zero)), self.by)
        look = Screen(True, self.width, self.color, self.ascii, language(self.lang))
        return chart(found, View(zones, look))


@cache
def fixture(name: str) -> Timeline:
    return load(str(FIXTURES / f"{name}.yaml"))


MONDAY = Asked(terms=("day:2024-03-04",), width=80)


def test_solid_is_certain_light_is_possible_and_each_account_has_its_line() -> None:
    assert (
        MONDAY.draw()
        == """\
A Monday · Mon 4 Mar 2024 · UTC

                                    Mon 4 Mar
                                    00:00      06:00      12:00      18:00
                                    ┼──┴───┴───┼──┴───┴───┼──┴───┴───┼──┴───┴───
╭ 03–21       ≠ Told                     ◇     ┊          ┊          ┊    ◇
│ 03:00           Ay                     ◇     ┊          ┊          ┊
│ 21:00           Bee                          ┊          ┊          ┊    ◇
│ 06→18         All day                        ░░░░░█████████████████░
╰ 06:00–11:59   In the morning                 ░░░░░░░░░░░┊          ┊
  12:00         At noon                        ┊          ●          ┊
╭ 18:00–      ? Later                          ┊          ┊          ░░░░░░░░░░▸
╰ 20:00         Hoped for [planned]            ┊          ┊          ┊  ○

● an instant   ░ possibly   █ certainly   ○ planned   ◇ one source says
? possible match   ≠ disputed   ╭│╰ order not known   ▸ reaches beyond
a column is 32m
"""
    )


def test_the_same_in_ascii() -> None:
    assert (
        MONDAY._replace(ascii=True).draw()
        == """\
A Monday | Mon 4 Mar 2024 | UTC

                                    Mon 4 Mar
                                    00:00      06:00      12:00      18:00
                                    +--'---'---+--'---'---+--'---'---+--'---'---
, 03-21       ! Told                     ^     :          :          :    ^
| 03:00           Ay                     ^     :          :          :
| 21:00           Bee                          :          :          :    ^
| 06->18        All day                        ~~~~~#################~
` 06:00-11:59   In the morning                 ~~~~~~~~~~~:          :
  12:00         At noon                        :          *          :
, 18:00-      ? Later                          :          :          ~~~~~~~~~~>
` 20:00         Hoped for [planned]            :          :          :  o

* an instant   ~ possibly   # certainly   o planned   ^ one source says
? possible match   ! disputed   ,|` order not known   > reaches beyond
a column is 32m
"""
    )


def test_lanes_have_what_is_known_best_on_top_and_count_what_finds_no_place() -> None:
    shown = Asked("openai", terms=("day:2023-11-17..2023-11-21",), by=("actor",), width=64).draw()
    assert shown.splitlines()[3:14] == [
        "                    Nov 2023",
        "                    Fri 17  Sat 18   Sun 19   Mon 20   Tue 21",
        "                    ┼───┴───┼────┴───┼────┴───┼───┴────┼───┴────",
        "OpenAI                  ● OpenAI announces that Altman is out",
        "                            ┊         Altman is back, A log n… 2",
        "                             ChatGPT's voice opens t… ░░░░░░░░░",
        "                    Shear is announced as i… ░░░░░░░░░░",
        "OpenAI's board          ●   ┊      ○      ░░░░┊ ░░ The letter… ●",
        "+2 more                 ░░░ ┊      ●         ░░░░        ░░░░░░▸",
        "                    ░░░░◇░  ░░░░░░░░  ░░░░░░░░░░ Rehiring is di…",
        "                            ░░░░░░░░░░        ░░░███░░░░",
    ]
    assert "2 3 so many events" in shown
    assert "≠ disputed" in shown


def test_no_bar_of_a_lane_runs_into_another() -> None:
    lines = Asked("openai", by=("actor",), width=80).draw().splitlines()
    starts = [at for at, line in enumerate(lines) if line.startswith(("Sam Altman", "Greg"))]
    lane = [line[20:] for line in lines[slice(*starts)]]
    assert len(lane) == 4
    assert not any(re.search("[░█]{12}", line) for line in lane)


def test_an_instant_of_one_source_is_seen_in_front_of_what_others_say() -> None:
    shown = Asked("openai", terms=("id:microsoft-told", "day:2023-11-17"), width=48).draw()
    assert shown.splitlines()[6:8] == [
        "00–14 ≠ Microsoft's leadership hears of it",
        "░░░░░░░░░░░░░░░░░░░░░░░░◇░░░  ┊           ┊",
    ]


def test_what_never_was_has_nothing_solid() -> None:
    text = """
timeline: {zone: UTC}
events: [{title: P, when: from 2024-03-04 06:00 to 2024-03-04 12:00, status: averted}]
"""
    shown = Asked(text=text, terms=("day:2024-03-04",)).draw().splitlines()
    assert shown[5:] == [
        "06→12 P [averted]        ○╌╌╌╌╌╌╌○      ┊",
        "",
        "○╌○ averted   a column is 48m",
    ]


def test_alternatives_are_joined() -> None:
    text = """
timeline: {zone: UTC}
events: [{title: E, when: 2024-03-04 06:00 or 2024-03-04 12:00}]
"""
    shown = Asked(text=text, terms=("day:2024-03-04",)).draw().splitlines()
    assert shown[5:] == [
        "06–12 ∨ E          ░╌╌╌╌╌╌╌╌╌░        ┊",
        "",
        "░ possibly   ∨ ╌ alternative   a column is 37m",
    ]


def test_where_it_is_narrow_time_and_name_stand_above_what_is_drawn() -> None:
    shown = Asked(width=24, terms=("id:vague", "id:lasts", "day:2024-03-04")).draw()
    assert shown.splitlines()[6:10] == [
        "╭ 06→18 All day",
        "│      ░░░█████████",
        "╰ 06:00–11:59 In the mo…",
        "       ░░░░░░┊",
    ]


def test_few_groups_have_a_line_an_event_under_their_names() -> None:
    shown = MONDAY._replace(by=("actor",)).draw().splitlines()
    assert shown[5:8] == [
        "Ann ────────────────────────────────────────────────────────────────────────────",
        "  12:00         At noon                        ┊          ●          ┊",
        "Nobody named ───────────────────────────────────────────────────────────────────",
    ]


def test_another_zone_has_an_axis_below() -> None:
    shown = MONDAY._replace(zones=("UTC", "Asia/Kathmandu")).draw().splitlines()
    assert [line.split()[0] for line in shown if "┼" in line] == ["UTC", "Kathmandu"]
    assert [line.strip() for line in shown[14:16]] == [
        "06:00      12:00      18:00      00:00",
        "Mon 4 Mar                        Tue 5 Mar",
    ]


def test_where_it_is_narrow_the_name_of_a_clock_is_above_its_axis() -> None:
    shown = MONDAY._replace(zones=("UTC", "Asia/Kathmandu"), width=40).draw().splitlines()
    place = [line.strip() for line in shown].index("Kathmandu")
    assert "┼" in shown[place + 1]


@pytest.mark.parametrize("ascii_only", [False, True])
def test_a_cut_is_the_same_sign_on_the_axis_and_in_the_legend(ascii_only: bool) -> None:
    shown = Asked("openai", width=110, ascii=ascii_only).draw()
    said = re.search(r"(\S+) \S+ left out", shown)
    assert said is not None
    axis = next(line for line in shown.splitlines() if line.count("+" if ascii_only else "┼") > 2)
    assert axis.count(said[1]) == 1


def test_what_has_no_time_is_told_below() -> None:
    assert Asked().draw().splitlines()[-1] == "1 undated, not drawn: Some time"
    assert Asked(width=24).draw().splitlines()[-1] == "1 undated, not drawn"
    assert Asked(terms=("id:lost",)).draw() == "A Monday\n\n1 undated, not drawn: Some time\n"


def test_nothing_found_is_no_picture() -> None:
    assert Asked(terms=("text:nowhere",)).draw() == ""


def test_too_many_events_are_counted_in_bars() -> None:
    hours = [(1, 40), (12, 20), (13, 10)]
    times = [f"2024-03-04 {hour:02}:30" for hour, count in hours for _ in range(count)]
    times += ["2024-03-04 12:00..2024-03-04 14:59"] * 40
    events = [f"  - {{title: E, when: {time}}}" for time in times]
    text = "\n".join(["timeline: {zone: UTC}", "events:", *events])
    shown = Asked(text=text, width=24, terms=("day:2024-03-04",)).draw().splitlines()
    assert shown[:15] == [
        "Mon 4 Mar 2024 · UTC",
        "",
        "      ┊     ░     ┊",
        "      ┊     ░░    ┊",
        "      ┊     ░░    ┊",
        " ▆    ┊     ░░░   ┊",
        " █    ┊     ░░░   ┊",
        " █    ┊     ░░░   ┊",
        " █    ┊     ▃░░   ┊",
        " █    ┊     █░░   ┊",
        " █    ┊     █▆░   ┊",
        " █    ┊     ██░   ┊",
        "┼──┴──┼──┴──┼──┴──┼──┴──",
        "00:00 06:00 12:00 18:00",
        "Mon 4 Mar",
    ]
    assert "bars up to 60 events" in shown


def test_the_few_days_after_a_crowded_one_have_a_date_each() -> None:
    shown = Asked("three-mile-island", width=160).draw().splitlines()
    heads = next(line for line in shown if "Mar 1979  " in line)
    assert re.findall(r"\S+(?: \S+)*", heads) == ["Wed 28 Mar", "Mar 1979", "Sun 1"]


def test_time_that_is_left_out_is_told() -> None:
    cut = "\N{BOX DRAWINGS LIGHT DIAGONAL UPPER RIGHT TO LOWER LEFT}"
    shown = Asked("blackout-2003", width=80).draw()
    assert f"{cut} 1d3h left out" in Asked("blackout-2003", width=60).draw()
    assert f"{cut} 26d left out" in shown
    for width, cuts in ((60, 2), (80, 1), (200, 2)):
        axis = Asked("blackout-2003", width=width).draw().splitlines()[-9:]
        ticks = [line.lstrip() for line in axis]
        assert any(line.startswith(("┼", "─")) and line.count(cut) == cuts for line in ticks)


def test_the_language_of_titles_and_days() -> None:
    shown = Asked("openai", terms=("id:return",), lang="id", width=60).draw()
    assert "Altman kembali" in shown
    assert "Sel" in shown


def test_days_are_named_in_letters_that_can_be_written() -> None:
    asked = Asked("openai", terms=("day:2023-11-20..2023-11-22",), lang="zh", width=60)
    assert "11月20日" in asked.draw()
    assert asked._replace(ascii=True).draw().isascii()
    assert "Mon 20 Nov" in asked._replace(ascii=True).draw()


def test_a_pipe_gets_a_hundred_columns() -> None:
    lines = Asked("openai", width=None).draw().splitlines()
    assert max(map(cell_len, lines)) == 100


def test_nothing_in_a_title_is_obeyed() -> None:
    text = r"""
timeline: {zone: UTC, title: "\e[31m[bold]T[/bold]"}
events:
  - {title: "\e[2J[red]x[/red]\a :smile: \u202e", when: 2024-03-04 12:00}
  - {title: "漢字の長いタイトル漢字の長いタイトル", when: 2024-03-04 13:00}
"""
    for color in (False, True):
        shown = ESCAPE.sub("", Asked(text=text, width=120, color=color).draw())
        assert r"\x1b[2J[red]x[/red]\x07 :smile: \u202e" in shown
        assert r"\x1b[31m[bold]T[/bold]" in shown
        assert "\x1b" not in shown
        assert "\a" not in shown
    assert "漢字の長いタイトル" in shown


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("by", [(), *sampled([("day", "actor"), ("actor",), ("day",), ("hour",)])])
def test_no_line_is_wider_than_the_screen(file: str, by: tuple[str, ...]) -> None:
    for width in (20, 23, 40, 61, 80, 120, 200):
        asked = Asked(file, by=by, width=width)
        assert max(cell_len(line) for line in asked.draw().splitlines()) <= width
        narrow = asked._replace(ascii=True).draw()
        assert narrow.isascii()
        assert max(len(line) for line in narrow.splitlines()) <= width


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("by", [(), ("actor",)])
def test_colours_change_nothing_but_the_colours(file: str, by: tuple[str, ...]) -> None:
    asked = Asked(file, by=by, width=80)
    bright = asked._replace(color=True).draw()
    assert ESCAPE.search(bright)
    assert [line.rstrip() for line in ESCAPE.sub("", bright).splitlines()] == (
        asked.draw().splitlines()
    )


@pytest.mark.parametrize("file", FILES)
def test_every_event_is_named(file: str) -> None:
    shown = Asked(file, width=260).draw()
    titles = [event.title for event in fixture(file).events]
    assert [title for title in titles if title not in shown] == []


@pytest.mark.parametrize("width", range(20, 60))
def test_no_escape_is_cut_in_two(width: int) -> None:
    title = '"\\u79c1\\u0007\\u00e9\\U0001f6a2 \\u79c1\\u79c1\\u79c1\\u79c1 the ship"'
    text = (
        f"timeline: {{zone: UTC}}\nevents:\n  - {{id: e, title: {title}, when: 2024-03-04 12:00}}\n"
    )
    whole = r"\\x[0-9a-f]{2}|\\u[0-9a-f]{4}|\\U[0-9a-f]{8}"
    shown = Asked(text=text, width=width, ascii=True).draw()
    assert "\\" not in re.sub(whole, "", shown)
    assert "\\u79c1" in shown


def test_colours_are_fit_for_a_light_ground_and_a_dark_one() -> None:
    found = {*re.findall("\x1b\\[([0-9;]*)m", MONDAY._replace(color=True).draw())}
    assert found <= {"", "0", "1", "2", "35", "1;35", "1;36"}


def test_a_lane_tells_what_it_counts_and_what_it_does_not_name() -> None:
    shown = Asked("openai", terms=("day:2023-11-17..2023-11-21",), by=("actor",), width=64).draw()
    assert re.search(r"\d+ not named for want of room", " ".join(shown.split()))
