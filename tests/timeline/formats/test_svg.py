"""The picture as SVG: well formed whatever the data hold, alone in the world, honest."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis.timeline.base.zones import Zone
from crisis.timeline.formats.markup import escape
from crisis.timeline.formats.svg import to_svg
from crisis.timeline.formats.svg_style import PAGES, Theme

from ...support.colours import contrast
from ...support.pictures import asked, many
from ...support.timelines import flow, instant

if TYPE_CHECKING:
    from crisis.timeline.formats.svg_style import ThemeName

SVG = "{http://www.w3.org/2000/svg}"
DAY = ("day:2024-03-04",)


def shapes(text: str, kind: str) -> list[ET.Element]:
    """The shapes of a class that show events, in their order: those of the legend are no part."""
    return [each for event in ET.fromstring(text).iter(f"{SVG}g") for each in event.iter()
            if each.get("class") == kind]  # fmt: skip


def told(text: str) -> list[str]:
    """What a pointer shows of each event and account."""
    return [group.findtext(f"{SVG}title") or "" for group in ET.fromstring(text).iter(f"{SVG}g")]


def texts(text: str) -> list[str]:
    return ["".join(each.itertext()) for each in ET.fromstring(text).iter(f"{SVG}text")]


def reach(shape: ET.Element) -> tuple[float, float]:
    return float(shape.get("x", "0")), float(shape.get("x", "0")) + float(shape.get("width", "0"))


def axis_of(text: str) -> tuple[float, float]:
    """Where the axis begins, and how wide it is."""
    line = next(path for path in ET.fromstring(text) if path.get("class") == "axis")
    found = re.fullmatch(r"M([\d.]+) [\d.]+L([\d.]+) [\d.]+", line.get("d", ""))
    assert found
    return float(found[1]), float(found[2]) - float(found[1])


def quoted(text: str) -> str:
    """A text in YAML, every letter as an escape."""
    return '"' + "".join(f"\\U{ord(char):08x}" for char in text) + '"'


@given(st.text(max_size=40), st.text(max_size=30))
def test_it_is_well_formed_and_shows_every_text_whatever_it_holds(title: str, name: str) -> None:
    text = to_svg(
        asked(
            f"{{id: a, title: {quoted('x' + title)}, when: 2024-03-04, actors: ann}}",
            "{id: b, title: B, when: unknown}",
            title=quoted("y" + name),
        )
    )
    ET.fromstring(text.encode("utf-8"))
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ufffe\uffff]", text)
    assert told(text)[0].startswith("x")


HOSTILE = '</title><script>alert(1)</script>&amp; ]]> "on" \x1b[31m [bold] \u202e javascript:x'


def test_nothing_in_a_text_is_obeyed() -> None:
    text = to_svg(
        asked(f"{{id: a, title: {flow(HOSTILE)}, when: 2024-03-04}}", title=flow(HOSTILE))
    )
    root = ET.fromstring(text)
    assert {each.tag.removeprefix(SVG) for each in root.iter()} <= {
        "svg", "title", "desc", "style", "rect", "text", "path", "g", "circle",
    }  # fmt: skip
    assert any("<script>alert(1)</script>&amp; ]]>" in each for each in texts(text))
    assert r"\x1b[31m [bold] \u202e" in told(text)[0]


def test_what_xml_cannot_hold_is_shown() -> None:
    text = escape("a\x00\ufffe\uffff\ud800b")
    assert ET.fromstring(f"<a>{text}</a>").text == r"a\x00\ufffe\uffff\ud800b"


def test_it_needs_nothing_else() -> None:
    text = to_svg(asked(*many()))
    root = ET.fromstring(text)
    names = {name for each in root.iter() for name in each.attrib}
    assert not [name for name in names if "href" in name or name.startswith("on") or name == "src"]
    assert re.findall(r"\w+://[^\"\s]*", text) == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"@import|url\(|@font-face|<script|<!DOCTYPE|<!ENTITY", text)


def test_it_says_what_it_is_and_follows_light_and_dark() -> None:
    text = to_svg(asked("{id: a, title: A, when: 2024-03-04}", "{id: b, title: B}", title="Spring"))
    root = ET.fromstring(text)
    assert root.get("role") == "img"
    named = (root.get("aria-labelledby") or "").split()
    found = {each.get("id"): each.text or "" for each in root if each.get("id")}
    assert found[named[0]] == "Spring"
    assert "2 of 2 events" in found[named[1]]
    assert "1 undated, not drawn: B" in found[named[1]]
    assert "@media (prefers-color-scheme: dark)" in (root.findtext(f"{SVG}style") or "")
    assert any("1 undated, not drawn: B" in each for each in texts(text))


def test_solid_is_certain_and_light_is_possible() -> None:
    text = to_svg(
        asked(
            "{id: sharp, title: S, when: 2024-03-04 12:00}",
            "{id: vague, title: V, when: 2024-03-04 06:00..2024-03-04 11:59}",
            "{id: lasts, title: L, when: {from: 2024-03-04 06:00..2024-03-04 08:59,"
            " to: 2024-03-04 15:00..2024-03-04 18:00}}",
            terms=DAY,
        )
    )
    assert len(shapes(text, "sure")) == 2
    lasting, mark = shapes(text, "sure")
    assert mark.tag == f"{SVG}circle"
    left, width = axis_of(text)
    assert float(mark.get("cx", "0")) == pytest.approx(left + width / 2, abs=2)
    assert reach(lasting) == pytest.approx((left + width * 9 / 24, left + width * 15 / 24), abs=1)
    vague, around = sorted(shapes(text, "maybe"), key=reach)
    assert reach(vague) == pytest.approx((left + width / 4, left + width / 2), abs=1)
    assert reach(around) == pytest.approx((left + width / 4, left + width * 18 / 24), abs=1)


def test_every_account_is_drawn_apart_and_what_never_was_is_hollow() -> None:
    text = to_svg(
        asked(
            "{id: x, title: X, when: [{is: 2024-03-04 06:00, source: a},"
            " {is: 2024-03-04 18:00, source: b}]}",
            "{id: p, title: P, when: 2024-03-04 12:00, status: planned}",
            "{id: q, title: Q, when: from 2024-03-04 06:00 to 2024-03-04 12:00, status: planned}",
            terms=DAY,
        )
    )
    assert not shapes(text, "sure")
    assert len(shapes(text, "never vague")) == 1
    assert len(shapes(text, "claim")) == 4
    assert len(shapes(text, "never")) == 1
    assert {"\N{NOT EQUAL TO}", "X", "Ay", "Bee", "P [planned]", "planned"} <= set(texts(text))
    assert "Ay: Mon 4 Mar 2024 06:00" in told(text)


def test_what_a_pointer_shows_is_the_event_in_words() -> None:
    event = "{id: a, title: A, when: ~2024-03-04 12:00, actors: {ann: caller}}"
    report = asked(event, zone="America/New_York")
    assert told(to_svg(report)) == ["A\nMon 4 Mar 2024 ~12:00\nAnn (caller)"]
    assert told(to_svg(report, Zone("UTC"))) == ["A\nMon 4 Mar 2024 ~17:00\nAnn (caller)"]


def test_another_zone_moves_the_clocks_along_the_axis_not_the_events() -> None:
    report = asked("{id: a, title: A, when: 2024-03-04 12:00}", terms=DAY)
    here, there = to_svg(report), to_svg(report, Zone("Asia/Kathmandu"))
    for text in (here, there):
        left, wide = axis_of(text)
        (mark,) = shapes(text, "sure")
        assert (float(mark.get("cx", "0")) - left) / wide == pytest.approx(0.5, abs=0.01)
    assert any("Asia/Kathmandu" in each for each in texts(there))
    assert {*texts(here)} - {*texts(there)}


def test_texts_and_days_are_in_the_language() -> None:
    report = asked("{id: a, title: {en: Back, id: Kembali}, when: 2024-03-04}")
    assert {"Kembali"} <= set(texts(to_svg(report, lang="id")))
    assert any("Sen" in each for each in texts(to_svg(report, lang="id")))
    assert {"Back"} <= set(texts(to_svg(report, lang="xx-none")))


def test_lanes_and_counts_where_there_is_too_much_for_rows() -> None:
    lanes = to_svg(asked(*many(9), by=("day",)))
    assert "Monday 4 March 2024" in texts(lanes)
    assert len(told(lanes)) == sum("M\n" in each for each in told(lanes)) > 9
    counts = to_svg(asked(*many(9)))
    assert not told(counts)
    assert any("up to" in each for each in texts(counts))


def test_where_it_is_narrow_a_name_stands_above_its_bar() -> None:
    event = "{id: a, title: Through the night and through the day, when: 2024-03-04 06:00..12:00}"
    text = to_svg(asked(event, terms=DAY), columns=30)
    (bar,) = shapes(text, "maybe")
    (name,) = (each for each in ET.fromstring(text).iter(f"{SVG}text") if each.text[:4] == "Thro")
    assert float(name.get("y", "0")) < float(bar.get("y", "0"))


def test_a_great_crowd_is_told_by_a_few_and_a_number() -> None:
    text = to_svg(asked(*many(1, 240), by=("day",)))
    assert len(told(text)) == 12
    assert all(one.endswith("\nand 8 more") for one in told(text))


def test_a_crowd_on_a_lane_is_told_by_name_and_number() -> None:
    crowd = [f"{{id: c{at}, title: C{at}, when: 2024-03-04 12:00}}" for at in range(3)]
    others = [line.replace("m0", "o0") for line in many(6)]
    text = to_svg(asked(*crowd, *others, by=("day",)))
    assert any(all(f"C{at}" in one for at in range(3)) for one in told(text))


@pytest.mark.parametrize("by", [(), ("day",), ("hour",), ("actor", "day"), ("tag",)])
@pytest.mark.parametrize("days", [1, 12])
@pytest.mark.parametrize("columns", [20, 120, 250])
def test_all_of_it_is_within_the_picture(by: tuple[str, ...], days: int, columns: int) -> None:
    far = "{id: far, title: An event long before the others, when: 1924, tags: [long], actors: ann}"
    report = asked(far, *many(days), by=by, zero=instant("2024-03-04T00:00:00"))
    root = ET.fromstring(to_svg(report, columns=columns))
    wide, high = float(root.get("width", "0")), float(root.get("height", "0"))
    assert wide == 2 * 24 + 8 * columns
    for each in root.iter():
        for name, most in (("x", wide), ("cx", wide), ("y", high), ("cy", high)):
            assert 0 <= float(each.get(name, "0")) <= most
        if each.tag == f"{SVG}rect":
            assert reach(each)[1] <= wide


def test_the_same_question_gives_the_same_file() -> None:
    report = asked(*many(9), by=("day",))
    assert to_svg(report) == to_svg(report)


def test_nothing_to_draw_is_a_picture_that_says_so() -> None:
    alone = to_svg(asked("{id: a, title: Lost, when: unknown}"))
    assert any("1 undated, not drawn: Lost" in each for each in texts(alone))
    nobody = to_svg(asked("{id: a, title: A, when: 2024}", terms=("text:nowhere",)))
    assert "nothing matches" in texts(nobody)


SHAPES = ("sure", "maybe", "said", "claim", "never", "to", "axis", "silence", "joined", "bracket",
          *(f"{kind} a{number}" for kind in ("sure", "maybe") for number in range(8)))  # fmt: skip
TEXTS = ("", "head", "quiet", "quiet small", "marks disputed", "marks match")
FILLS = ("maybe", "said")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_shape_and_every_text_stands_out_from_what_is_behind_it(theme: ThemeName) -> None:
    """3 for a shape, its outline at least, and 4.5 for text (WCAG 1.4.11, 1.4.3)."""
    looks, page = Theme(theme), PAGES[theme == "dark"]
    assert looks.look("page")["fill"] == page
    for kind in SHAPES:
        found = looks.look(kind)
        colours = [str(found.get(name, "none")) for name in ("fill", "stroke")]
        assert max(contrast(colour, page) for colour in colours if colour != "none") >= 3, kind
    for kind in TEXTS:
        assert contrast(str(looks.text(kind)["fill"]), page) >= 4.5, kind
    number = str(looks.text("number")["fill"])
    for kind in ("sure", *(f"sure a{number}" for number in range(8))):
        assert contrast(number, str(looks.look(kind)["fill"])) >= 3, kind


def test_a_picture_for_both_pages_has_the_colours_of_the_dark_one_as_rules() -> None:
    dark, both = Theme("dark"), Theme("auto")
    for kind in (*SHAPES, "page"):
        selector = re.escape("".join(f".{word}" for word in kind.split()))
        (rule,) = re.findall(rf":root {selector} \{{ (.*?); \}}", both.style)
        told = dict(part.split(": ") for part in rule.split("; "))
        looks = dark.look(kind)
        assert told == {name: looks[name] for name in told}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_picture_for_one_page_has_no_rules(theme: ThemeName) -> None:
    text = to_svg(asked(*many(), terms=DAY), theme=theme)
    assert "<style" not in text
    page = ET.fromstring(text).find(f"{SVG}rect")
    assert page is not None
    assert page.get("fill") == PAGES[theme == "dark"]


def test_colours_and_fonts_stand_on_the_elements() -> None:
    """For programs that know no style sheet; those that obey all of one find none they know."""
    report = asked(*many(), "{id: p, title: P, when: 2024-03-04, status: planned}", by=("actor",))
    root = ET.fromstring(to_svg(report))
    # One that no system takes for another: for Arial and Helvetica, programs find several.
    assert (root.get("font-family") or "").startswith("DejaVu Sans, Arial")
    for each in root.iter():
        tag = each.tag.removeprefix(SVG)
        if tag in ("rect", "circle", "path"):
            assert each.get("fill"), ET.tostring(each)
        if tag == "text":
            assert each.get("fill")
            assert each.get("font-size")
    style = root.findtext(f"{SVG}style") or ""
    assert all(rule.startswith("  :root ") for rule in style.strip().splitlines()[1:-1])


def test_lanes_show_disputes_and_name_their_marks() -> None:
    events = [
        f"{{id: e{at}, title: Event {at}, when: 2024-03-04 12:{at:02}, actors: ann}}"
        for at in range(4)
    ]
    crowd = [f"{{id: c{at}, title: C, when: 2024-03-04, actors: bob}}" for at in range(70)]
    disputed = (
        "{id: d, title: Told, actors: ann, when: [{is: 2024-03-04 06:00, source: a},"
        " {is: 2024-03-04 16:00..2024-03-04 18:00, source: b}]}"
    )
    text = to_svg(asked(*events, disputed, *crowd, by=("actor",), terms=DAY))
    assert "Event 0, Event 1, Event 2, Event 3" in texts(text)
    assert "4" in texts(text)
    assert "\N{NOT EQUAL TO} Told" in texts(text)
    assert {"\N{NOT EQUAL TO} disputed", "one source says"} <= set(texts(text))
    root = ET.fromstring(text)
    kinds = [each.get("class") for each in root.iter()]
    assert kinds.count("said") >= 2  # one in the legend
    assert kinds.count("claim") >= 2
