"""The chart of the page in a real browser: zoom, minimap, lanes, what is told of a mark."""

from __future__ import annotations

from time import sleep
from typing import TYPE_CHECKING, Any

import pytest

from crisis.timeline import loads

if TYPE_CHECKING:
    from crisis.timeline import Timeline

webdriver = pytest.importorskip("selenium.webdriver", reason="selenium drives the browser")
from selenium.webdriver.common.action_chains import ActionChains  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402

from ..support.browser import MARKS, Browser, answer, page  # noqa: E402

pytestmark = MARKS

DAYS = (
    "timeline: {zone: UTC}\nactors: {a: {name: Anna}, b: {name: '<b>Bo</b>'}}\nevents:\n"
    "  - {id: one, title: One, when: 2024-01-01 12:00, actors: a, tags: [x]}\n"
    "  - {id: two, title: Two, when: 2024-01-02 12:00, actors: [a, b]}\n"
    "  - {id: three, title: Three, when: 2024-01-03 12:00, actors: b, tags: [x, y]}\n"
    "  - {id: four, title: Four, when: 2024-01-04 12:00}\n"
    "  - {id: never, title: Never}\n"
)
MIDDLE = "#zoom=2024-01-02T00:00Z..2024-01-04T00:00Z"


def many(count: int) -> str:
    """A page of so many events, a minute apart in a day."""
    events = "\n".join(
        f"  - {{id: e{n}, title: Event {n}, when: 2024-01-01 {n // 60 % 24:02}:{n % 60:02}}}"
        for n in range(count)
    )
    return page(answer(loads(f"timeline: {{zone: UTC}}\nevents:\n{events}\n")))


def box(browser: Browser, css: str) -> Any:
    return browser.run(
        "const { left, top, width, height } = document.querySelector(arguments[0])"
        ".getBoundingClientRect(); return { left, top, width, height }",
        css,
    )


def mouse(browser: Browser, kind: str, x: float, y: float, **more: object) -> None:
    event = {"type": kind, "x": x, "y": y, **more}
    browser.driver.execute_cdp_cmd("Input.dispatchMouseEvent", event)


def state(browser: Browser) -> str:
    return str(browser.run("return decodeURIComponent(location.hash)"))


def test_a_stretch_stands_in_the_address_and_back_undoes_it(
    browser: Browser, openai: Timeline
) -> None:
    html = page(answer(openai))
    browser.show(html)
    whole = browser.marks()
    browser.one("#closer").click()
    near, address = browser.marks(), state(browser)
    assert address.startswith("#zoom=2023-11-1")
    assert len(near) < len(whole)
    browser.show(html, address)
    assert browser.marks() == near
    browser.one("#whole").click()
    assert (browser.marks(), state(browser)) == (whole, "")
    browser.driver.back()
    browser.wait(lambda: browser.marks() == near)


def test_several_steps_at_once_are_one_step_back(browser: Browser) -> None:
    browser.show(page(answer(loads(DAYS))))
    browser.run(
        "for (const name of ['closer', 'closer', 'later']) document.getElementById(name).click()"
    )
    assert "zoom" in state(browser)
    browser.driver.back()
    browser.wait(lambda: "zoom" not in state(browser))
    assert browser.marks() == ["one", "two", "three", "four"]


@pytest.mark.parametrize(
    "zoom", ["x", "2024-01-02T00:00Z", "1..2", "2024-01-03T00:00Z..2024-01-01T00:00Z"]
)
def test_an_address_with_no_stretch_is_said(browser: Browser, zoom: str) -> None:
    browser.show(page(answer(loads(DAYS))), f"#zoom={zoom}")
    assert f"no stretch “{zoom}” here" in browser.text("#count")
    assert len(browser.marks()) == 4


def test_the_list_follows_what_is_in_view(browser: Browser) -> None:
    browser.show(page(answer(loads(DAYS))), MIDDLE)
    assert browser.shown() == browser.marks() == ["two", "three"]
    assert browser.text("#count") == "5 of 5 events, 2 in view"
    outside = "2 events outside of this stretch. 1 event without a known time: not listed."
    assert browser.text("#unseen") == outside
    browser.one("#follow").click()
    assert len(browser.shown()) == 5
    assert browser.marks() == ["two", "three"]
    assert "list=all" in state(browser)
    browser.one("#follow").click()
    assert browser.shown() == ["two", "three"]


def test_an_event_that_is_asked_for_is_shown_outside_of_the_stretch_too(browser: Browser) -> None:
    browser.show(page(answer(loads(DAYS))), f"{MIDDLE}&event=four")
    assert "four" in browser.shown()
    assert "four" in browser.marks()


def test_the_wheel_zooms_with_ctrl_and_else_leaves_the_page_its_scrolling(browser: Browser) -> None:
    browser.show(many(300))
    chart = box(browser, ".pane")
    x, y = chart["left"] + chart["width"] / 2, chart["top"] + 20
    mouse(browser, "mouseWheel", x, y, deltaX=0, deltaY=200)
    browser.wait(lambda: browser.run("return scrollY") > 0)
    assert state(browser) == ""
    sleep(1)  # the wheel of one scroll belongs to what it began with
    browser.run("scrollTo(0, 0)")
    sleep(0.5)
    mouse(browser, "mouseWheel", x, y, deltaX=0, deltaY=-300, modifiers=2)
    browser.wait(lambda: "zoom=" in state(browser))
    assert browser.run("return scrollY") == 0
    near = len(browser.marks())
    assert near < 300
    mouse(browser, "mouseWheel", x, y, deltaX=120, deltaY=0)
    browser.wait(lambda: browser.marks()[0] != "e0")


def test_a_drag_moves_and_one_along_the_axis_chooses(browser: Browser) -> None:
    browser.show(page(answer(loads(DAYS))))
    ActionChains(browser.driver).drag_and_drop_by_offset(browser.one(".pane"), -500, 0).perform()
    assert browser.marks() == ["three", "four"]
    browser.one("#whole").click()
    axis = ActionChains(browser.driver).move_to_element_with_offset(
        browser.one(".axis-box"), -400, 0
    )
    axis.click_and_hold().move_by_offset(390, 0).release().perform()
    assert browser.marks() == ["two"]
    assert not browser.all(".brush")


def test_two_fingers_zoom(browser: Browser) -> None:
    browser.show(page(answer(loads(DAYS))))
    chart = box(browser, ".pane")
    y = chart["top"] + chart["height"] / 2
    touching = {"enabled": True, "maxTouchPoints": 2}
    middle = chart["left"] + chart["width"] / 2

    def touch(kind: str, *places: float) -> None:
        points = [{"x": middle + at, "y": y, "id": number} for number, at in enumerate(places)]
        event = {"type": kind, "touchPoints": points}
        browser.driver.execute_cdp_cmd("Input.dispatchTouchEvent", event)

    browser.driver.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", touching)
    touch("touchStart", -60)
    touch("touchStart", -60, 60)
    for apart in (80, 100, 120, 150):
        touch("touchMove", -apart, apart)
    touch("touchEnd")
    browser.driver.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": False})
    browser.wait(lambda: browser.marks() == ["two", "three"])
    assert "zoom=" in state(browser)


def test_keys_zoom_and_move_the_chart_and_keep_their_place(browser: Browser) -> None:
    browser.show(page(answer(loads(DAYS))))
    browser.run("document.querySelector('#chart a').focus()")
    browser.keys(Keys.ARROW_RIGHT)
    place = browser.focus()
    browser.keys("+")
    assert browser.marks() == ["two", "three"]
    assert browser.focus() == place
    ActionChains(browser.driver).key_down(Keys.SHIFT).send_keys(Keys.ARROW_LEFT).key_up(
        Keys.SHIFT
    ).perform()
    assert browser.marks()[0] == "one" or "three" not in browser.marks()
    browser.keys("0")
    assert len(browser.marks()) == 4


def test_the_minimap_is_moved_by_keys_and_tells_where_it_is(browser: Browser) -> None:
    browser.show(page(answer(loads(DAYS))), MIDDLE)
    window = "document.querySelector('#minimap .window')"
    assert browser.run(f"return {window}.getAttribute('aria-valuetext')") == (
        "Tue, 2 Jan 2024, 00:00 to Thu, 4 Jan 2024, 00:00"
    )
    browser.run(f"{window}.focus()")
    for _ in range(5):
        browser.keys(Keys.ARROW_RIGHT)
    assert browser.marks() == ["three", "four"]
    browser.run("document.querySelector('#minimap .first').focus()")
    browser.keys(Keys.HOME)
    assert len(browser.marks()) == 4
    browser.run(f"{window}.focus()")
    browser.keys("0")
    assert state(browser) == ""


def test_the_minimap_is_moved_by_hand(browser: Browser) -> None:
    browser.show(page(answer(loads(DAYS))), MIDDLE)
    browser.run("document.getElementById('minimap').scrollIntoView({ block: 'center' })")
    window = browser.one("#minimap .window")
    ActionChains(browser.driver).drag_and_drop_by_offset(window, -390, 0).perform()
    assert browser.marks() == ["one", "two"]
    edge = browser.one("#minimap .last")
    ActionChains(browser.driver).drag_and_drop_by_offset(edge, 390, 0).perform()
    assert browser.marks() == ["one", "two", "three"]


def test_lanes_have_names_colours_and_all_marks(browser: Browser) -> None:
    html = page(answer(loads(DAYS)))
    browser.show(html)
    browser.select("lanes", "actor")
    assert browser.texts("#chart .lane") == ["Anna2", "<b>Bo</b>2", "No actor1"]
    assert browser.marks() == ["one", "two", "two", "three", "four"]
    groups = (
        "return [...document.querySelectorAll('#chart g[role=group]')].map((one) => one.ariaLabel)"
    )
    assert browser.run(groups) == ["Anna, 2 events", "<b>Bo</b>, 2 events", "No actor, 1 event"]
    hues = browser.run(
        "return [...document.querySelectorAll('#chart .point')]"
        ".map((one) => getComputedStyle(one).fill)"
    )
    assert hues[0] == hues[1] != hues[2] == hues[3]
    address = state(browser)
    browser.show(html, address)
    assert len(browser.texts("#chart .lane")) == 3
    browser.show(html, "#lanes=nothing")
    assert "no lanes “nothing” here" in browser.text("#count")


def test_what_is_told_of_a_mark_can_be_pointed_at_and_goes_with_escape(browser: Browser) -> None:
    browser.show(page(answer(loads(DAYS))))
    mark = box(browser, "#chart a .point")
    mouse(browser, "mouseMoved", mark["left"] + 3, mark["top"] + 3)
    browser.wait(lambda: browser.one("#pointed").is_displayed())
    tip = box(browser, "#pointed")
    mouse(browser, "mouseMoved", tip["left"] + 10, tip["top"] + 10)
    sleep(0.4)
    assert browser.one("#pointed").is_displayed()
    browser.keys(Keys.ESCAPE)
    assert not browser.one("#pointed").is_displayed()
    mouse(browser, "mouseMoved", mark["left"] + 3, mark["top"] + 3)
    browser.wait(lambda: browser.one("#pointed").is_displayed())
    mouse(browser, "mouseMoved", 5, 5)
    browser.wait(lambda: not browser.one("#pointed").is_displayed())


@pytest.mark.parametrize("width", [375, 1280])
def test_the_chart_stays_in_sight_and_shows_what_one_reads(
    browser: Browser, openai: Timeline, width: int
) -> None:
    browser.show(page(answer(openai)), width=width)
    assert not browser.all(".ring")
    browser.run("document.querySelectorAll('#events article')[30].scrollIntoView()")
    browser.wait(lambda: browser.all(".ring"))
    minimap, article = box(browser, "#minimap"), "#events article"
    assert -1 <= minimap["top"] < 400
    top = browser.run(
        f"return document.querySelectorAll('{article}')[30].getBoundingClientRect().top"
    )
    assert top >= minimap["top"] + minimap["height"] - 2
    read = browser.run("return document.querySelector('.reading').getAttribute('visibility')")
    assert read == "visible"
    if width > 640:
        axis = box(browser, ".axis-box")
        low = axis["top"] + axis["height"]
        browser.wait(lambda: low <= box(browser, ".ring")["top"] < minimap["top"])


def test_a_mark_leads_to_its_entry_and_escape_back(browser: Browser, openai: Timeline) -> None:
    browser.show(page(answer(openai)))
    browser.run("document.querySelector('#chart a').focus()")
    browser.keys(Keys.END)
    place = browser.focus()
    browser.keys(Keys.ENTER)
    assert browser.run("return document.activeElement.tagName") == "ARTICLE"
    browser.keys(Keys.ESCAPE)
    assert browser.focus() == place


def test_silences_are_drawn_and_named(browser: Browser) -> None:
    browser.show(page(answer(loads(DAYS))))
    assert browser.texts("#chart .silence text") == ["23 h", "23 h", "23 h"]
    assert "silence" in browser.texts("#legend li:not([hidden])")


def test_many_marks_are_painted_and_still_reached_by_hand_and_by_keys(browser: Browser) -> None:
    browser.show(many(1000))
    assert len(browser.marks()) == 1
    assert browser.all("#chart canvas")
    browser.run("document.querySelector('#chart a').focus()")
    browser.keys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT)
    assert browser.focus() == "Mon 1 Jan 2024 00:02: Event 2"
    browser.keys(Keys.END)
    assert browser.focus().endswith("Event 999")
    browser.keys(Keys.ENTER)
    assert browser.text(".chosen h3") == "Event 999"
    browser.run("scrollTo(0, 0)")
    browser.wait(lambda: browser.run("return scrollY") == 0)
    mark = box(browser, "#chart a .point")
    mouse(browser, "mouseMoved", mark["left"] + 3, mark["top"] + 3)
    browser.wait(lambda: "Event 999" in browser.text("#pointed"))
    browser.one("#chart").screenshot_as_png  # noqa: B018
    ink = browser.run(
        "const canvas = document.querySelector('#chart canvas');"
        "return canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)"
        ".data.reduce((sum, one) => sum + one, 0)"
    )
    assert ink > 0


def test_a_silence_is_cut_out_of_the_axis_and_said(browser: Browser) -> None:
    lines = "".join(f"  - {{id: e{n}, title: E, when: 2024-01-01 1{n}:00}}\n" for n in range(8))
    late = "  - {id: late, title: Late, when: 2024-03-01 12:00}\n"
    browser.show(page(answer(loads(f"timeline: {{zone: UTC}}\nevents:\n{lines}{late}"))))
    assert len(browser.all("#chart line.cut")) == 2
    assert "left out" in " ".join(browser.texts("#legend li:not([hidden])"))
    first, second, last = (
        browser.run(
            f"return [...document.querySelectorAll('#chart .point')].at({at}).cx.baseVal.value"
        )
        for at in (0, 1, -1)
    )
    assert second - first > 50
    assert last > second
