"""Reading one event after the other: what is shown, how one turns, what is heard, what is printed.

Pictures and filters are tried here too, as far as a browser has to show them.
"""

from __future__ import annotations

import base64
import socket
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from crisis.timeline import load, loads

if TYPE_CHECKING:
    from crisis.timeline import Timeline

webdriver = pytest.importorskip("selenium.webdriver", reason="selenium drives the browser")
from selenium.webdriver.common.keys import Keys  # noqa: E402

from ..support.browser import MARKS, Browser, answer, ids, page  # noqa: E402

pytestmark = MARKS

PICTURED = Path(__file__).parents[1] / "cases/files/pictured.yaml"


def place(browser: Browser) -> str:
    return browser.text("#place")


def state(browser: Browser) -> str:
    return str(browser.run("return location.hash"))


def test_keys_turn_from_event_to_event_and_the_address_says_where(
    browser: Browser, openai: Timeline
) -> None:
    listed = ids(answer(openai))
    browser.show(page(answer(openai)))
    browser.one("#read").click()
    assert browser.focus() == "reading"
    assert place(browser) == "1 of 72 events"
    for keys, at in (
        (Keys.ARROW_RIGHT, 1), ("j", 2), ("k", 1), (Keys.END, 71), (Keys.ARROW_RIGHT, 71),
        (Keys.ARROW_LEFT, 70), (Keys.HOME, 0), (Keys.ARROW_LEFT, 0), (Keys.ARROW_RIGHT, 1),
    ):  # fmt: skip
        browser.keys(keys)
        assert place(browser) == f"{at + 1} of 72 events"
        assert state(browser) == f"#read={listed[at]}"
        assert browser.text("#reading-title") == openai[listed[at]].title
        assert browser.focus() == "reading"
    assert browser.text("#heard").startswith(f"2 of 72: {openai[listed[1]].title}, ")
    browser.keys(Keys.ESCAPE)
    assert state(browser) == f"#event={listed[1]}"
    assert browser.run("return document.activeElement.querySelector('h3').textContent") == (
        openai[listed[1]].title
    )
    assert not browser.one("#reading").is_displayed()
    browser.driver.back()
    browser.wait(lambda: browser.one("#reading").is_displayed())
    assert place(browser) == "2 of 72 events"


def test_who_presses_a_button_stays_on_it(browser: Browser, openai: Timeline) -> None:
    browser.show(page(answer(openai)), f"#read={ids(answer(openai))[70]}")
    browser.run("document.getElementById('next').focus()")
    browser.keys(Keys.ENTER)
    assert place(browser) == "72 of 72 events"
    assert browser.focus() == "next"
    assert browser.one("#next").get_attribute("aria-disabled") == "true"
    assert not browser.one("#next-below").is_displayed()
    browser.keys(Keys.ENTER)
    assert place(browser) == "72 of 72 events"
    browser.one("#previous-below").click()
    assert place(browser) == "71 of 72 events"
    browser.one("#leave").click()
    assert browser.one("#events").is_displayed()


def test_letters_and_arrows_stay_with_the_fields(browser: Browser, openai: Timeline) -> None:
    browser.show(page(answer(openai)))
    browser.one("#text").send_keys("jk", Keys.ARROW_LEFT, Keys.HOME)
    assert browser.one("#text").get_attribute("value") == "jk"
    assert not browser.one("#reading").is_displayed()


def test_filters_are_respected_and_give_way_to_an_address(
    browser: Browser, openai: Timeline
) -> None:
    found = ids(answer(openai, "actor:microsoft"))
    browser.show(page(answer(openai)), "#actor=microsoft")
    browser.one("#read").click()
    assert place(browser) == f"1 of {len(found)} events \u00b7 actor: Microsoft"
    browser.keys(Keys.END)
    assert state(browser) == f"#actor=microsoft&read={found[-1]}"
    other = next(event for event in ids(answer(openai)) if event not in found)
    browser.show(page(answer(openai)), f"#actor=microsoft&read={other}")
    assert place(browser).endswith("of 72 events")
    assert browser.text("#reading-title") == openai[other].title
    browser.show(page(answer(openai)), "#read=nobody")
    assert browser.text("#count") == "no event \u201cnobody\u201d here. 72 of 72 events"


def test_it_says_what_each_source_says(browser: Browser, openai: Timeline) -> None:
    browser.show(page(answer(openai)), "#read=microsoft-told")
    claims = openai["microsoft-told"].when
    quotes = [claim.quote for claim in claims if claim.quote]
    assert sorted(browser.texts("#leaf .claim blockquote")) == sorted(quotes)
    tellers = browser.texts("#leaf .teller > bdi")
    assert tellers == list(dict.fromkeys(openai.sources[claim.source].name for claim in claims))
    assert browser.text("#leaf .when").startswith("Friday 17 November 2023, between 12:26:30 and ")
    browser.click(browser.one("#leaf .phrase a"))
    assert state(browser) == "#read=announcement"


@pytest.mark.parametrize(
    ("when", "told"),
    [
        ("12:00", "12:00"),
        ("12:00–12:19", "between 12:00 and 12:19"),
        ("~12:00", "about 12:00"),
        ("some time", "some time that day"),
        ("12:00 → 13:00–14:00", "from 12:00 until between 13:00 and 14:00"),
        ("10:00 or ~14:00", "10:00, or about 14:00"),
        ("before 12:00", "before 12:00"),
    ],
)
def test_times_are_in_words(browser: Browser, when: str, told: str) -> None:
    script = (Path(__file__).parents[2] / "timeline/formats/page/reading.js").read_text("ascii")
    function = script[script.index("function inWords") : script.index("class Reader")]
    browser.driver.get("about:blank")
    browser.logs()
    assert browser.run(f"{function}; return inWords(arguments[0])", when) == told


@pytest.mark.parametrize(
    ("state", "terms"),
    [
        ("tag=board", ("tag:board",)),
        ("source=axios", ("source:axios",)),
        ("disputed=yes", ("is:disputed",)),
        ("source=axios&actor=altman", ("source:axios", "actor:altman")),
        ("tag=board&day=2023-11-17&text=call", ("tag:board", "day:2023-11-17", "text:call")),
    ],
)
def test_filters_are_those_of_the_core(
    browser: Browser, openai: Timeline, state: str, terms: tuple[str, ...]
) -> None:
    found = ids(answer(openai, *terms))
    browser.show(page(answer(openai)), f"#{state}")
    assert set(browser.shown()) == set(found)
    assert browser.text("#count").startswith(f"{len(found)} of 72 events")
    browser.one("#clear").click()
    assert browser.text("#count") == "72 of 72 events"
    assert not browser.run("return location.hash")


def test_certain_leaves_what_is_certain_under_every_account(
    browser: Browser, openai: Timeline
) -> None:
    browser.show(page(answer(openai)), "#day=2023-11-20")
    possible = set(browser.possible())
    both = set(browser.shown())
    browser.one("#certain").click()
    assert set(browser.shown()) == both - possible
    assert "certain=yes" in browser.run("return location.hash")


def test_lists_hold_what_occurs_and_nothing_else(browser: Browser) -> None:
    timeline = loads(
        "timeline: {zone: UTC}\nsources: {a: Ann, b: Ben, c: Cy, d: Cy}\n"
        "actors: {x: X, y: Y}\nevents:\n"
        "  - {title: one, tags: [t, u], when: {is: 2026-11-20, source: a}}\n"
        "  - {title: two, tags: t, when: {is: 2026-11-20, source: c}}\n"
        "  - {title: three, when: {is: 2026-11-20, source: d}}\n"
    )
    browser.show(page(answer(timeline)))
    assert browser.texts("#tag option") == ["All tags", "t (2)", "u (1)"]
    assert browser.texts("#source option") == ["All sources", "Ann (1)", "Cy [c] (1)", "Cy [d] (1)"]
    assert not browser.one("#actor").is_displayed()
    assert not browser.one("#disputed").is_displayed()


def test_pictures_are_in_the_page_and_whatever_is_none_says_why(browser: Browser) -> None:
    timeline = load(str(PICTURED))
    browser.show(page(answer(timeline)))
    browser.wait(lambda: browser.run("return document.querySelector('.media img').complete"))
    first, second = browser.all(".media img")
    assert first.get_attribute("alt") == "A broken mast leans over a hull"
    assert second.get_attribute("alt") == "She turns back"
    for image in (first, second):
        assert browser.run("return arguments[0].naturalWidth", image) == 240
    assert browser.text("figcaption") == "The mast, an hour later · photo: Ann Hall"
    said = browser.texts("p.media")
    assert said[0] == "https://example.org/film"
    assert said[1:] == [
        "Picture not shown: pictures/none.jpg: no such file: Of which there is no file",
        "Picture not shown: pictures/page.png is no image: it begins as HTML: In truth a page",
        (
            "Picture not shown: pictures/script.svg is no drawing that is only looked at: "
            "it holds <script>: With a script"
        ),
        "Picture not shown: ../test_cases.py lies outside of the event file's folder: Elsewhere",
        "Picture not shown: texts is no ordinary file: A folder",
    ]
    browser.one("#read").click()
    assert browser.text("#leaf figcaption") == "The mast, an hour later · photo: Ann Hall"


def test_hostile_pictures_are_shown_and_nobody_is_asked(browser: Browser, tmp_path: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        listener.setblocking(False)
        there = f"http://127.0.0.1:{listener.getsockname()[1]}/x.png"
        evil = f'"><script>window.pwned = 1</script><img src={there} onerror="window.pwned = 1">'
        quoted = "'" + evil.replace("'", "''") + "'"
        (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n<script>window.pwned = 1</script>")
        drawing = '<svg xmlns="http://www.w3.org/2000/svg"><a href="#x"><text>x</text></a></svg>'
        (tmp_path / "b.svg").write_text(drawing)
        story = tmp_path / "story.yaml"
        story.write_text(
            f"timeline: {{zone: UTC, title: {quoted}}}\n"
            f"events:\n  - id: t\n    title: {quoted}\n    when: 2026-11-20\n    media:\n"
            f"      - {{file: a.png, caption: {quoted}, credit: {quoted}, alt: {quoted}}}\n"
            f"      - {{file: b.svg, caption: {quoted}}}\n"
            f"      - {{file: {quoted}, caption: c}}\n"
            f"      - {{url: 'javascript:window.pwned = 1//', caption: {quoted}}}\n"
            f"      - {{url: 'data:text/html,{evil.replace(chr(39), chr(39) * 2)}', caption: c}}\n"
            f"      - {{url: '{there}', caption: c}}\n"
        )
        timeline = load(str(story))
        assert not timeline.problems
        for start in ("", "#read=t"):
            browser.show(page(answer(timeline)), start)
            shown = "#leaf" if start else "#events"
            assert len(browser.all(f"{shown} .media img")) == 2
            assert evil in browser.text(f"{shown} figcaption")
            (link,) = browser.all(f"{shown} p.media a")
            assert link.get_attribute("href") == there
            assert browser.run("return window.pwned === undefined")
        with pytest.raises(BlockingIOError):
            listener.accept()


def test_what_is_read_is_on_paper_by_itself(browser: Browser, openai: Timeline) -> None:
    browser.show(page(answer(openai)), "#read=microsoft-told")
    pdf = base64.b64decode(browser.driver.print_page())
    assert pdf.startswith(b"%PDF")
    browser.run("window.dispatchEvent(new Event('beforeprint'))")
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        assert browser.one("#leaf").is_displayed()
        for name in ("#events", "#filters", ".turns", ".below", "#figure"):
            assert not browser.one(name).is_displayed(), name
    finally:
        browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def test_without_scripts_everything_can_be_read(browser: Browser, openai: Timeline) -> None:
    for timeline in (openai, load(str(PICTURED))):
        browser.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
        try:
            browser.show(page(answer(timeline)))
            seen = browser.driver.find_element("tag name", "body").text
        finally:
            browser.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
        told = " ".join(seen.split())
        for event in timeline.events:
            assert event.title in told
            for claim in event.when:
                assert " ".join(claim.phrase.split()) in told
                assert " ".join(claim.quote.split()) in told
            for medium in event.media:
                assert medium.caption in told
        for button in ("Read one by one", "Show all", "All events"):
            assert button not in told


def test_the_keyboard_alone_reaches_everything_while_one_reads(
    browser: Browser, openai: Timeline
) -> None:
    browser.show(page(answer(openai)), "#read=microsoft-told")
    assert browser.focus() == "reading"
    reached = []
    for _ in range(60):
        browser.keys(Keys.TAB)
        if browser.run("return document.activeElement === document.body"):
            break
        reached.append(browser.focus())
        assert browser.run("return getComputedStyle(document.activeElement).outlineStyle") != "none"
    assert reached[:3] == ["previous", "next", "leave"]
    assert reached[-2:] == ["previous-below", "next-below"]
    links = browser.texts("#leaf a")
    assert reached[3:-2] == links
    assert "@announcement" in links
    assert "Microsoft" in links
