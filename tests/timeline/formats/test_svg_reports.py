"""Silences, counts and claims as pictures: all of them there, told in words too, nothing obeyed."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from crisis.timeline.base.zones import Zone
from crisis.timeline.formats.svg_count import count_svg
from crisis.timeline.formats.svg_document import Setting
from crisis.timeline.formats.svg_gaps import gaps_svg
from crisis.timeline.formats.svg_why import why_svg
from crisis.timeline.reports.gaps import gaps
from crisis.timeline.reports.why import why

from ...support.pictures import asked
from ...support.timelines import flow

if TYPE_CHECKING:
    from crisis.timeline.formats.svg_style import ThemeName
    from crisis.timeline.reports.report import Report

SVG = "{http://www.w3.org/2000/svg}"
HOUR = 3_600_000_000
HOSTILE = "</title><script>alert(1)</script> \x1b[31m \u202e"
EVENTS = (
    "{id: a, title: First, when: 2024-03-04 06:00, actors: ann}",
    "{id: b, title: Second, when: 2024-03-04 12:00..2024-03-04 14:00, actors: bob}",
    "{id: c, title: Third, when: 2024-03-04 18:00, actors: [ann, bob], status: planned}",
    (
        "{id: d, title: Fourth, when: [{is: 2024-03-05 06:00, source: a}, {is: 2024-03-05 09:00,"
        " source: b}], actors: bob}"
    ),
    "{id: open, title: Any, when: after 2024-03-04 08:00}",
)


def texts(svg: str) -> list[str]:
    return ["".join(each.itertext()) for each in ET.fromstring(svg).iter(f"{SVG}text")]


def kinds(svg: str) -> list[str]:
    return [each.get("class", "") for each in ET.fromstring(svg).iter()]


def silences(found: Report, setting: Setting | None = None) -> str:
    return gaps_svg(found, gaps(found, HOUR), setting or Setting())


def claims(event: str, setting: Setting | None = None) -> str:
    timeline = asked(*EVENTS).answer.timeline
    return why_svg(why(timeline, event), timeline, Zone("UTC"), setting or Setting())


def test_each_silence_has_its_row_its_length_and_what_it_lies_between() -> None:
    svg = silences(asked(*EVENTS[:4]))
    assert "First \N{RIGHTWARDS ARROW} Second" in texts(svg)
    assert any(text.startswith("5h") and "12:00" in text for text in texts(svg))
    assert kinds(svg).count("gap") == len(gaps(asked(*EVENTS[:4]), HOUR)[0].gaps)
    assert {"silent", "possibly silent"} <= {*texts(svg)}


def test_a_silence_that_something_may_fall_into_is_dashed_and_marked() -> None:
    svg = silences(asked(*EVENTS))
    assert "marks match" in kinds(svg)
    assert any("Any may fall here" in text for text in texts(svg))


def test_no_silence_is_a_picture_that_says_so() -> None:
    assert any("no gap" in text for text in texts(silences(asked(EVENTS[0]))))


def test_counts_have_a_bar_for_each_kind_and_a_total() -> None:
    svg = count_svg(asked(*EVENTS[:4], by=("actor",)), Setting(asked="count --by actor"))
    found = texts(svg)
    assert {"Ann", "Bob", "Total", "certainly", "planned"} <= {*found}
    assert any(text.endswith("drawn by crisis: count --by actor") for text in found)
    rows = [each for each in ET.fromstring(svg).iter(f"{SVG}rect") if each.get("class") == "sure"]
    assert len(rows) == 3  # two bars and the legend
    ann, bob = (float(rect.get("width", "0")) for rect in rows[:2])
    assert {round(ann / bob, 2), round(bob / ann, 2)} == {0.5, 2.0}


def test_each_claim_stands_below_all_in_all() -> None:
    svg = claims("d")
    found = texts(svg)
    assert found[0] == "Fourth"
    assert {"all in all", "Ay", "Bee", "one source says", "2 claims"} <= {*found}
    assert kinds(svg).count("claim") == 2 + 2 + 1  # above, each, and in the legend


@pytest.mark.parametrize("theme", ["light", "dark", "auto"])
@pytest.mark.parametrize("columns", [40, 120])
def test_all_of_it_is_within_the_picture(theme: ThemeName, columns: int) -> None:
    setting = Setting(columns=columns, theme=theme)
    by_actor = asked(*EVENTS, by=("actor",))
    for svg in (silences(by_actor, setting), count_svg(by_actor, setting), claims("d", setting)):
        root = ET.fromstring(svg)
        wide, high = float(root.get("width", "0")), float(root.get("height", "0"))
        assert wide == 48 + 8 * columns
        assert (root.find(f"{SVG}style") is not None) == (theme == "auto")
        for each in root.iter():
            for name, most in (("x", wide), ("y", high), ("cx", wide), ("cy", high)):
                assert 0 <= float(each.get(name, "0")) <= most
            if each.tag in (f"{SVG}rect", f"{SVG}path", f"{SVG}text"):
                assert each.get("fill")


def test_nothing_in_a_text_is_obeyed() -> None:
    events = [
        f"{{id: a, title: {flow(HOSTILE)}, when: 2024-03-04 06:00, actors: ann}}",
        "{id: b, title: B, when: 2024-03-04 18:00, actors: ann}",
    ]
    found = asked(*events, title=flow(HOSTILE), by=("actor",))
    timeline = found.answer.timeline
    told = why_svg(why(timeline, "a"), timeline, Zone("UTC"), Setting(asked=HOSTILE))
    for svg in (silences(found), count_svg(found, Setting(asked=HOSTILE)), told):
        assert "<script" not in svg
        assert "\x1b" not in svg
        assert "\u202e" not in svg
        assert "script" not in [
            str(each.tag).rpartition("}")[2] for each in ET.fromstring(svg).iter()
        ]
