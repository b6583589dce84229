"""Tables: how events stand in rows, at every width, and how soon the first of many is there."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from crisis.cli.request.forms import Form
from crisis.cli.terminal.output import Screen, View
from crisis.cli.views.draw import draw
from crisis.cli.views.table import table
from crisis.timeline import Clock, Query, Timeline, Zone, ask, load, loads, report
from crisis.timeline.base.languages import ENGLISH
from crisis.timeline.opening import open_timeline
from crisis.timeline.query.lazy_matches import unread
from crisis.timeline.reports.time_bars import bar, day_frame

from ..support.commands import run
from ..support.examples import sampled
from ..support.terminals import finished, started

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crisis.timeline import Report

ROOT = Path(__file__).parents[2]
LOOK = Screen(True, 80, False, False, ENGLISH)


@pytest.fixture(scope="module", params=["openai", "blackout-2003", "three-mile-island"])
def timeline(request: pytest.FixtureRequest) -> Timeline:
    return load(str(ROOT / f"fixtures/{request.param}.yaml"))


VIEWS = ((("day",), False), (("actor", "day"), False), (("hour",), True), (("tag",), False))


@pytest.mark.parametrize("width", [*range(60, 90, 7), 100, *sampled([140, 200])])
@pytest.mark.parametrize(("by", "delta"), VIEWS, ids=str)
def test_every_title_begins_in_a_row_of_its_own_and_none_is_too_wide(
    timeline: Timeline, by: tuple[str, ...], delta: bool, width: int
) -> None:
    zone = Zone("America/New_York")
    found = report(ask(timeline, Query(delta=delta), Clock(zone, timeline.header.zero)), by)
    lines = "".join(table(found, View((zone,), LOOK._replace(width=width)))).splitlines()
    assert [line for line in lines if cell_len(line) > width] == []
    text = "\n".join(lines)
    assert [m.event.id for m in found.answer.matches if m.event.title[:12] not in text] == []


_HEADING = re.compile(r"\w+day |Not after|Undated| +0·+6|.*: nothing|.*  nothing")


@pytest.mark.parametrize("width", [100, 110, 140, 200])
def test_from_a_hundred_columns_on_an_event_takes_one_line(timeline: Timeline, width: int) -> None:
    zone = Zone(timeline.header.zone or "UTC")
    found = report(ask(timeline, Query(), Clock(zone, timeline.header.zero)), ("day",))
    lines = "".join(table(found, View((zone,), LOOK._replace(width=width)))).splitlines()
    below = lines[lines.index("") :]
    heads = sum(1 for line in below if not line or _HEADING.match(line))
    apart = sum(1 for line in below if line.endswith("some time that day"))
    assert len(below) - heads - apart == sum(len(group.matches) for group in found.groups)


def english(title: str | dict[str, str]) -> str:
    return title if isinstance(title, str) else title["en"]


@pytest.mark.parametrize(("arguments", "least"), [((), 15), (("--day", "monday"), 15)], ids=str)
def test_a_screen_of_80_columns_and_24_lines_holds_so_many_events(
    arguments: tuple[str, ...], least: int
) -> None:
    done = run("show", *arguments, "--width", "80")
    screen = [*done.err.splitlines()[:1], *done.out.splitlines()][:23]  # and a prompt
    titles = [english(event["title"]) for event in run("show", "--json", *arguments).json["events"]]
    shown = [title for title in titles if any(title[:30] in line for line in screen)]
    assert len(shown) >= least


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("form", ["table", "tree"])
def test_a_colour_has_one_meaning(timeline: Timeline, form: str, width: int) -> None:
    zones = tuple(map(Zone, ("America/New_York", "Europe/Amsterdam")))
    found = report(
        ask(timeline, Query(delta=True), Clock(zones[0], timeline.header.zero)), ("day",)
    )
    view = View(zones, LOOK._replace(width=width, color=True))
    text = "".join(draw(Form(form), found, view))
    by_style: dict[str, set[str]] = {}
    for style, shown in re.findall(r"\x1b\[([\d;]+)m(.*?)\x1b\[0m", text):
        by_style.setdefault(style, set()).update(shown)
    assert set(by_style) <= {"1", "2", "36", "1;35"}
    assert by_style.get("36", set()) <= set("?")
    assert by_style.get("1;35", set()) <= set("≠░◇◂▸ ")
    plain = "".join(draw(Form(form), found, view._replace(look=view.look._replace(color=False))))
    bare = re.sub(r"\x1b\[[\d;]*m", "", text)
    assert [line.rstrip() for line in bare.split("\n")] == plain.split("\n")


def rows(text: str, by: str = "day", **asked: object) -> list[str]:
    """The lines of a table of 100 columns below its title and its legend."""
    found = report(ask(loads(text), Query(**asked), Clock(Zone("UTC"))), (by,))  # type: ignore[arg-type]
    return "".join(table(found, View((Zone("UTC"),), LOOK._replace(width=100)))).splitlines()


def test_a_run_whose_order_is_not_known_has_a_bracket() -> None:
    lines = rows(
        f"{ZONE}events:\n  2026-11-20:\n"
        + "".join(f"    - {{id: e{n}, when: {w}, title: E{n}}}\n" for n, w in enumerate(_RUN))
    )
    assert [line[0] for line in lines if re.search(r"E\d$", line)] == [*"╭│╰ ╭╰"]


_RUN = ("10:00..12:00", "11:00..13:00", "12:30..14:00", "15:00", "16:00..17:00", "16:30..18:00")


def test_what_may_be_at_any_time_of_a_day_has_a_heading_of_its_own() -> None:
    whole = "    - {id: w, title: Whole}\n"
    lines = rows(
        f"{ZONE}events:\n  2026-11-20:\n{whole}    - {{id: c, when: 10:00, title: Clock}}\n"
    )
    assert [line.split()[-1] for line in lines[-3:]] == ["Clock", "day", "Whole"]
    assert "some time that day" in lines[-2]
    assert "some time" not in lines[-1]
    alone = rows(f"{ZONE}events:\n  2026-11-20:\n{whole}")
    assert "some time that day" not in "".join(alone)
    assert "some time " in alone[-1]


ZONE = "timeline: {zone: UTC}\n"
STRIPS = [
    ("10:00", "·  · ●·  ·"),
    ("10:00..15:59", "·  · ░░░ ·"),
    ("from 10:00 to 16:00", "·  · ███ ·"),
    ("from 10:00..12:00 to 16:00..18:00", "·  · ░██░░"),
    ("from 22:00 to 2026-11-21 02:00", "·  ·  ·  · ▸"),
    ("before 04:00", "░░ ·  ·  ·"),
    ("04:00 or 20:00", "· ░·  ·  ·░"),
    ("[{is: 04:00, source: a}, {is: 20:00, source: b}]", "· ◇·  ·  ·◇"),
    ("[{is: 04:00, source: a}, {is: '2026-11-22 06:00..08:00', source: b}]", "· ◇·  ·  · ▸"),
]


@pytest.mark.parametrize(("when", "strip"), STRIPS, ids=[when for when, _ in STRIPS])
def test_a_strip_shows_where_in_the_day_a_time_lies(when: str, strip: str) -> None:
    written = when if when.startswith("[") else f"'{when}'"
    lines = rows(f"{ZONE}events:\n  2026-11-20:\n    - {{id: e, when: {written}, title: Title}}\n")
    row = next(line for line in lines if line.endswith("Title"))
    assert strip in row
    words = {"●": "an instant", "░": "possibly", "█": "certainly", "◇": "one source says"}
    for sign, word in words.items():
        assert (f"{sign} {word}" in "".join(lines)) == (sign in row)


@pytest.mark.parametrize("when", ["11-18 06:00..08:00", "11-19 13:00", "11-20 09:00..11:00"])
def test_a_strip_keeps_its_columns_whatever_lies_beyond_its_day(when: str) -> None:
    event = loads(f"{ZONE}events:\n  - {{id: e, title: E, when: '2026-{when}'}}\n")["e"]
    for day in range(16, 25):
        frame = day_frame(date(2026, 11, day).toordinal(), Zone("UTC"), 12)
        cells = bar(event, frame)
        assert len(cells) == 12
        assert any(cells)


def test_few_that_lie_far_off_do_not_squeeze_the_others() -> None:
    days = "".join(f"    - {{id: e{n}, when: {n:02}:00, title: E{n}}}\n" for n in range(24))
    text = f"{ZONE}events:\n  2026-11-20:\n{days}  1912-04-14:\n    - {{id: far, title: Far}}\n"
    lines = rows(text, "tag")
    assert any(re.search(r"◂ .*Far", line) for line in lines)
    assert len({line.index("●") for line in lines if re.search(r"●.*E\d+$", line)}) > 6


def test_a_status_is_hollow() -> None:
    text = (
        f"{ZONE}events:\n  2026-11-20:\n    - {{id: e, when: '10:00', title: T, status: missed}}\n"
    )
    lines = rows(text)
    assert "○ missed" in lines[1]
    assert "·  · ○·  ·" in lines[-1]
    lasting = rows(text.replace("10:00", "10:00..17:59"))
    assert "·  · ○╌╌○·" in lasting[-1]


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A file of thousands of events, every fifth disputed, whose index lies beside it."""
    folder = tmp_path_factory.mktemp("filed")

    def when(number: int) -> str:
        clock = f"{number // 60:02}:{number % 60:02}"
        if number % 5:
            return clock
        return f"[{{is: '{clock}', source: ap}}, {{is: '15:{number % 60:02}', source: bbc}}]"

    lines = ["timeline: {zone: UTC}", "sources: {ap: AP, bbc: BBC}", "events:"]
    for day in range(1, 31):
        lines.append(f"  2026-11-{day:02}:")
        lines += [
            f"    - {{id: e{day}-{n}, when: {when(n)}, title: Number {n}}}" for n in range(120)
        ]
    path = folder / "large.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")
    opened = open_timeline([str(path)], str(folder / "crisis"))
    assert opened.keep is not None
    opened.keep()
    return str(path)


def by_day(timeline: Timeline) -> tuple[Report, Iterator[str]]:
    zones = (Zone("UTC"),)
    found = report(ask(timeline, Query(), Clock(zones[0])), ("day",))
    return found, iter(table(found, View(zones, LOOK)))


def test_the_first_screen_does_not_wait_for_the_last(filed: str) -> None:
    timeline = open_timeline([filed], str(Path(filed).parent / "crisis")).timeline
    found, pieces = by_day(timeline)
    first = [next(pieces) for _ in range(50)]
    assert unread(found.answer) > 3000
    whole = "".join([*first, *pieces])
    assert unread(found.answer) == 0
    assert whole == "".join(by_day(load(filed))[1])
    assert whole.count("Number 7\n") == 30


def test_who_leaves_the_pager_early_does_not_wait_for_the_rest(filed: str) -> None:
    environ = {"CRISIS_NO_CACHE": "", "XDG_CACHE_HOME": str(Path(filed).parent)}
    process = started("show", "-f", filed, lines=20, PAGER="head -n 5", **environ)
    found = finished(process, lines=20)
    assert (len(found.lines), found.code) == (5, 0)
