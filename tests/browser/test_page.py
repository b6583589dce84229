"""The page in a real browser: what it shows, how it filters, what it never does.

Needs Chromium and its driver (Debian: apt-get install chromium chromium-driver); skipped without.
"""

from __future__ import annotations

import base64
import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from crisis.timeline import Clock, Query, Zone, ask, loads
from crisis.timeline.formats.page_clocks import elapsed_face, zone_face
from crisis.timeline.query.order import Order
from crisis.timeline.query.stores import store

if TYPE_CHECKING:
    from crisis.timeline import Timeline

webdriver = pytest.importorskip("selenium.webdriver", reason="selenium drives the browser")
from selenium.webdriver.common.by import By  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402
from selenium.webdriver.support.ui import Select  # noqa: E402

from ..support.browser import ET, IST, MARKS, ZONE, Browser, Look, answer, ids, page  # noqa: E402

pytestmark = MARKS


def test_it_shows_every_event_and_draws_those_in_the_window(
    browser: Browser, openai: Timeline
) -> None:
    browser.show(page(answer(openai)))
    assert browser.driver.title == browser.one("h1").text == "106 hours at OpenAI"
    assert browser.shown() == ids(answer(openai))
    titles = [event.title for event in (match.event for match in answer(openai).matches)]
    assert browser.texts("#events h3") == titles
    outside = set(browser.shown()) - set(browser.marks())
    assert outside == {"reinstated", "board-observer"}
    assert browser.text("#unseen") == "2 events outside of this stretch."
    assert browser.one("#count").text == "72 of 72 events"


@pytest.mark.parametrize("key", [ZONE, ET, IST, "Europe/Amsterdam", "elapsed"])
def test_times_on_every_clock_are_those_of_the_core(
    browser: Browser, openai: Timeline, key: str
) -> None:
    found = answer(openai)
    face = (
        elapsed_face(found, "", Look())
        if key == "elapsed"
        else zone_face(found, Zone(key), "", Look())
    )
    assert face is not None
    browser.show(page(found))
    browser.select("clock", key)
    assert browser.texts("#events h2") == [group.heading for group in face.groups]
    in_groups = [
        (number, reading.when)
        for group in range(len(face.groups))
        for number, reading in enumerate(face.readings)
        if reading.group == group
    ]
    assert browser.texts("#events .when") == [when for _, when in in_groups]
    assert browser.texts("#events .accounts .reading") == [
        text for number, _ in in_groups for text in face.readings[number].accounts
    ]


@pytest.mark.parametrize("actor", ["altman", "microsoft", "board"])
def test_it_filters_by_actor_with_all_that_belong_to_it(
    browser: Browser, openai: Timeline, actor: str
) -> None:
    browser.show(page(answer(openai)))
    browser.select("actor", actor)
    assert browser.shown() == ids(answer(openai, f"actor:{actor}"))
    number = len(browser.shown())
    assert browser.one("#count").text == f"{number} of 72 events"
    browser.one("#clear").click()
    assert len(browser.shown()) == 72


CHAIN = """
timeline: {zone: UTC}
actors: {ann: {}, bob: {}}
events:
  2026-11-20:
    - {id: a, when: "9:00..12:00", title: A, actors: ann}
    - {id: between, when: "9:30..11:00", title: B, actors: bob}
    - {id: c, when: "11:00-13:00; after @a", title: C, actors: ann}
    - {id: d, when: "11:30-14:00", title: D, actors: ann}
    - {id: e, when: "15:00", title: E, actors: bob}
    - {id: f, when: "16:00", title: F, actors: ann}
"""


@pytest.mark.parametrize("reverse", [False, True])
@pytest.mark.parametrize("name", ["openai", "chain"])
def test_an_event_is_marked_by_the_one_above_it_of_those_that_are_shown(
    browser: Browser, openai: Timeline, name: str, reverse: bool
) -> None:
    timeline = openai if name == "openai" else loads(CHAIN)
    clock = Clock(Zone(timeline.header.zone or "UTC"), timeline.header.zero)
    html = page(ask(timeline, Query(reverse=reverse), clock))
    order = Order(store(timeline).links())
    for actor in ["", *(timeline.actors if not reverse else ["board", "bob"])]:
        if actor and actor not in timeline.actors:
            continue
        found = answer(timeline, *([f"actor:{actor}"] if actor else []), reverse=reverse)
        if not found.matches:
            continue
        browser.show(html, f"#actor={actor}" if actor else "")
        rows = [match.event for match in found.matches]
        assert browser.shown() == ids(found)
        assert browser.loose() == [
            below.id
            for above, below in pairwise(rows)
            if not below.dateless
            and order.follows(*((below, above) if reverse else (above, below))) is False
        ], actor


@pytest.mark.parametrize(("zone", "day"), [(ZONE, "2023-11-20"), (IST, "2023-11-18")])
def test_it_filters_by_day_and_marks_what_is_only_possible(
    browser: Browser, openai: Timeline, zone: str, day: str
) -> None:
    browser.show(page(answer(openai)))
    browser.select("clock", zone)
    browser.select("stretch", day)
    found = answer(openai, f"day:{day}", zone=zone)
    assert sorted(browser.shown()) == sorted(ids(found))
    possible = [m.event.id for m in found.matches if m.verdict == "possible" and not m.event.status]
    assert possible
    assert sorted(browser.possible()) == sorted(possible)
    assert f"{len(possible)} only possibly" in browser.one("#count").text


def test_it_filters_by_text_accents_and_case_aside(browser: Browser) -> None:
    timeline = loads(
        "timeline: {zone: UTC}\nactors: {a: {name: Zoë}}\nsources: {s: {name: Le Monde}}\nevents:\n"
        "  - {id: one, title: Café Ångström, when: 2024-01-01}\n"
        "  - {id: two, title: {en: Two, nl: Koffie}, when: 2024-01-02, actors: [a]}\n"
        "  - {id: three, title: Three, when: {is: 2024-01-03, source: s, quote: un CAFE}}\n"
    )
    browser.show(page(answer(timeline)))
    for words, found in (
        ("cafe", ["one", "three"]),
        ("ANGSTRÖM", ["one"]),
        ("koffie", ["two"]),
        ("zoe", ["two"]),
        ("monde", ["three"]),
        ("nowhere", []),
    ):
        field = browser.one("#text")
        field.clear()
        field.send_keys(words, Keys.ENTER)
        assert browser.shown() == found, words
    assert browser.one("#nothing").is_displayed()
    assert browser.one("#count").text == "0 of 3 events"


def test_the_text_field_is_answered_when_nobody_types_for_a_moment(browser: Browser) -> None:
    """Between two keys nothing is drawn anew; another filter takes with it what is typed."""
    timeline = loads(
        "timeline: {zone: UTC}\nactors: {a: A}\nevents:\n"
        "  - {id: one, title: One, when: 2024-01-01, actors: a}\n"
        "  - {id: two, title: Two, when: 2024-01-02}\n"
        "  - {id: both, title: One and two, when: 2024-01-03}\n"
    )
    browser.show(page(answer(timeline)))
    browser.run(
        "window.drawn = 0; new MutationObserver((all) => { drawn += all.length; })"
        ".observe(document.querySelector('#chart .pane'), { childList: true });"
    )
    browser.run(
        "const field = document.getElementById('text'); for (const text of ['o', 'on', 'one'])"
        " { field.value = text; field.dispatchEvent(new Event('input')); }"
    )
    assert len(browser.shown()) == 3
    browser.wait(lambda: browser.shown() == ["one", "both"])
    assert browser.run("return drawn") == 1
    browser.run(
        "const field = document.getElementById('text'); field.value = 'two';"
        "field.dispatchEvent(new Event('input'));"
    )
    browser.select("actor", "a")
    assert browser.shown() == []


@pytest.mark.parametrize("place", [0, -1])
def test_what_is_told_of_a_mark_stands_beside_it_and_inside_the_window(
    browser: Browser, openai: Timeline, place: int
) -> None:
    browser.show(page(answer(openai)))
    browser.run(f"[...document.querySelectorAll('#chart a')].at({place}).focus()")
    gap, inside, text = browser.run(
        "const tip = document.getElementById('pointed').getBoundingClientRect();"
        "const mark = document.activeElement.querySelector('.may, .point').getBoundingClientRect();"
        "const away = Math.max(tip.top - mark.bottom, mark.top - tip.bottom);"
        "return [away, tip.top >= 0 && tip.left >= 0 && tip.bottom <= innerHeight"
        " && tip.right <= innerWidth, document.getElementById('pointed').textContent];"
    )
    assert 0 <= gap <= 20
    assert inside
    assert told(text) == told(browser.focus())
    browser.keys(Keys.ESCAPE)
    assert not browser.one("#pointed").is_displayed()


def told(text: str) -> set[str]:
    """The words of what is told of a mark, beside it or by its name."""
    return set(re.findall(r"\w+", text))


def test_labels_are_as_long_as_there_is_room(browser: Browser) -> None:
    """And for eyes alone: a mark has its whole name by itself."""
    title = "A long name of an event that goes on and on, since there is room for all of it"
    timeline = loads(
        f"timeline: {{zone: UTC}}\nevents:\n  - {{id: a, title: '{title}', when: 2024-01-01}}\n"
        "  - {id: b, title: B, when: 2024-01-09}\n"
    )
    browser.show(page(answer(timeline)))
    assert title in browser.texts("#chart .label")
    browser.resize(500)
    browser.wait(lambda: title not in browser.texts("#chart .label"))
    assert browser.run("return document.querySelector('.labels').getAttribute('aria-hidden')")
    assert not browser.all("#chart a text")


def test_filters_hold_together(browser: Browser, openai: Timeline) -> None:
    browser.show(page(answer(openai)))
    browser.select("actor", "microsoft")
    browser.select("stretch", "2023-11-20")
    browser.one("#text").send_keys("share", Keys.ENTER)
    wanted = answer(openai, "actor:microsoft", "day:2023-11-20", "text:share")
    assert browser.shown() == ids(wanted) != []


def test_a_link_shares_the_filters(browser: Browser, openai: Timeline) -> None:
    html = page(answer(openai))
    browser.show(html)
    browser.select("clock", "elapsed")
    browser.select("actor", "staff")
    browser.select("stretch", "+48")
    browser.one("#text").send_keys("letter", Keys.ENTER)
    wanted, times = browser.shown(), browser.texts("#events .when")
    assert 0 < len(wanted) < 72
    state = browser.run("return location.hash")
    browser.show(html, state)
    assert (browser.shown(), browser.texts("#events .when")) == (wanted, times)
    assert Select(browser.one("#actor")).first_selected_option.text.startswith("OpenAI's staff")


def test_what_an_address_asks_in_vain_is_said(browser: Browser, openai: Timeline) -> None:
    browser.show(page(answer(openai)), "#actor=nobody&day=2099-01-01&event=no%3Cb%3E")
    said = browser.one("#count").text
    assert "no actor “nobody” here" in said
    assert "2099-01-01 is nothing on this clock" in said
    assert "no event “no<b>” here" in said
    assert said.endswith("72 of 72 events")


def test_an_event_can_be_linked_to_and_its_causes_followed(
    browser: Browser, openai: Timeline
) -> None:
    browser.show(page(answer(openai)), "#event=announcement&actor=microsoft")
    assert "announcement" not in browser.shown()
    browser.show(page(answer(openai)), "#event=announcement")
    assert browser.focus().startswith("12:28")
    browser.click(browser.one(".chosen details a[data-event=firing-call]"))
    assert browser.run("return location.hash") == "#event=firing-call"
    assert browser.text(".chosen h3") == "Altman is dismissed on a video call"
    browser.driver.back()
    browser.wait(lambda: browser.text(".chosen h3") == "OpenAI announces that Altman is out")


@pytest.mark.parametrize("width", [375, 1440])
@pytest.mark.parametrize("event", ["announcement", "reinstated"])
def test_an_event_that_is_linked_to_stands_below_what_stays_above(
    browser: Browser, openai: Timeline, event: str, width: int
) -> None:
    browser.show(page(answer(openai)), width=width)
    browser.driver.get("about:blank")
    browser.driver.get(f"{browser.address}#event={event}")
    below = (
        "const box = (css) => document.querySelector(css).getBoundingClientRect();"
        "const over = Math.max(0, box('#filters').bottom, box('#figure').bottom);"
        "return box('.chosen .when').top - over"
    )
    browser.wait(lambda: 0 <= browser.run(below) < 60)


def test_claims_and_sources_stand_under_their_event(browser: Browser, openai: Timeline) -> None:
    browser.show(page(answer(openai)))
    browser.select("clock", ET)
    browser.run("document.getElementById('text').value = ''")
    article = browser.all("#events article")[browser.shown().index("announcement")]
    browser.click(article.find_element(By.TAG_NAME, "summary"))
    browser.wait(lambda: article.find_elements(By.CSS_SELECTOR, "details li"))
    lines = [one.text for one in article.find_elements(By.CSS_SELECTOR, "details li")]
    assert lines[0] == "12:28 (15:28) — Hayo News"
    assert lines[2] == "15:28 ET (15:28) — macprotricks 3:28 PM"
    assert "Hayo News: Timeline, translated from Chinese" in lines
    browser.select("clock", ZONE)
    assert article.find_element(By.CSS_SELECTOR, "details li").text == "12:28 — Hayo News"


TRICKS = """
timeline: {title: "</script><script>owned = 1</script><!--", zone: UTC, lang: en}
actors: {x: {name: "<img src=x onerror='owned = 1'>"}, r: {name: "\\u05d3\\u05d5\\u05d3"}}
sources:
  js: {name: Script, title: press, url: "javascript:owned=1"}
  data: {name: Data, url: "data:text/html,<script>owned=1</script>"}
  file: {name: File, url: "file:///etc/passwd"}
  good: {name: Good, title: "a <i>title</i>", url: "https://example.org/?a=1&b=<x>\\"'"}
events:
  - id: a
    title: "<script>owned = 1</script>"
    when: {is: 2024-01-01, source: good, quote: "<b>bold</b>"}
    text: "<a href='https://evil.example'>press</a> \\u202e \\x1b[31m"
    note: "&lt;b&gt;"
    actors: [{x: "<u>role</u>"}, r, constructor]
    sources: [js, data, file, toString]
    tags: ["<tag>"]
    place: "<svg onload='owned = 1'>"
  - {id: b, title: "\\u05d4\\u05d9\\u05e9\\u05d9\\u05d1\\u05d4", when: 2024-01-02, caused_by: a}
"""


def test_a_script_in_a_text_is_shown(browser: Browser) -> None:
    browser.show(page(answer(loads(TRICKS))), "#event=a")
    assert browser.driver.title == "</script><script>owned = 1</script><!--"
    assert browser.one("h1").text == "</script><script>owned = 1</script><!--"
    article = browser.one(".chosen").text
    for shown in (
        "<script>owned = 1</script>",
        "<a href='https://evil.example'>press</a> \\u202e \\x1b[31m",
        "&lt;b&gt;",
        "<img src=x onerror='owned = 1'> (<u>role</u>)",
        "<tag>",
        "<svg onload='owned = 1'>",
        "<b>bold</b>",
        "Good: a <i>title</i>",
        "javascript:owned=1",
        "constructor",
        "toString",
    ):
        assert shown in article
    assert browser.run("return typeof owned") == "undefined"
    assert browser.run("return document.querySelectorAll('script').length") == 3
    assert not browser.all("b, i, u, img, #events svg")


def test_only_addresses_of_the_web_are_links(browser: Browser) -> None:
    browser.show(page(answer(loads(TRICKS))), "#event=a")
    links = browser.run(
        "return [...document.links].filter((one) => !one.getAttribute('href').startsWith('#'))"
        ".map((one) => [one.getAttribute('href'), one.rel])"
    )
    wanted = ["https://example.org/?a=1&b=%3Cx%3E%22%27", "noopener noreferrer"]
    assert links == [wanted, wanted]


def test_titles_find_their_own_direction(browser: Browser) -> None:
    browser.show(page(answer(loads(TRICKS))))
    directions = browser.run(
        "return [...document.querySelectorAll('#events h3')]"
        ".map((one) => getComputedStyle(one).direction)"
    )
    assert directions == ["ltr", "rtl"]


def test_nothing_can_be_fetched_or_run_that_did_not_come_with_the_page(
    chromium: Browser, openai: Timeline
) -> None:
    chromium.show(page(answer(openai)))
    chromium.run(
        """
        window.blocked = [];
        addEventListener("securitypolicyviolation", (event) =>
          blocked.push(event.effectiveDirective));
        const add = (tag, properties) =>
          document.body.append(Object.assign(document.createElement(tag), properties));
        add("script", { textContent: "window.owned = 1" });
        add("script", { src: "https://example.org/x.js" });
        add("img", { src: "https://example.org/x.png" });
        add("style", { textContent: "body { color: red }" });
        add("iframe", { src: "https://example.org/" });
        fetch("https://example.org/").catch(() => {});
        """
    )
    chromium.wait(
        lambda: (
            sorted(chromium.run("return blocked"))
            == [
                "connect-src",
                "frame-src",
                "img-src",
                "script-src-elem",
                "script-src-elem",
                "style-src-elem",
            ]
        )
    )
    assert chromium.run("return typeof owned") == "undefined"
    chromium.logs()


def test_uncertain_time_is_light_and_only_what_is_certain_is_solid(browser: Browser) -> None:
    timeline = loads(
        "timeline: {zone: UTC, window: 2024-01-01..2024-01-01}\nevents:\n"
        "  - {id: point, title: Point, when: 2024-01-01 06:00}\n"
        "  - {id: range, title: Range, when: 2024-01-01 08:00..2024-01-01 12:00}\n"
        "  - id: lasts\n    title: Lasts\n"
        "    when: {from: 2024-01-01 02:00..2024-01-01 04:00,"
        " to: 2024-01-01 10:00..2024-01-01 20:00}\n"
        "  - {id: open, title: Open, when: after 2024-01-01 18:00}\n"
        "  - {id: missed, title: Missed, status: missed, when: 2024-01-01 15:00}\n"
        "  - id: plan\n    title: Plan\n    status: planned\n"
        "    when: {from: 2024-01-01 09:00, to: 2024-01-01 19:00}\n"
        "  - {id: never, title: Never}\n"
    )
    browser.show(page(answer(timeline)))
    drawn = browser.run(
        """
        const data = JSON.parse(document.getElementById("document").textContent);
        return Object.fromEntries([...document.querySelectorAll("#chart a")].map((mark) => [
          data.events[mark.dataset.number].id,
          [...mark.querySelectorAll(".may, .sure, .point, .on")].map((one) => one.classList[0]),
        ]));
        """
    )
    assert drawn == {
        "lasts": ["may", "sure"],
        "point": ["point"],
        "range": ["may"],
        "missed": ["point"],
        "open": ["may", "on"],
        "plan": ["may"],
    }
    scale = "const width = document.querySelector('#chart svg').viewBox.baseVal.width;"
    may, sure = (
        browser.run(
            f"{scale} const bar = document.querySelector('#chart {kind}');"
            "return [bar.x.baseVal.value / width, bar.width.baseVal.value / width]"
        )
        for kind in (".may", ".sure")
    )
    # the page fits what is known, 02:00 to 20:00:59 here, with a margin of a fiftieth to each side
    whole = 18 * 3600 + 60
    span = whole * 1.04
    assert may == pytest.approx([0.02 * whole / span, whole / span], abs=0.002)
    assert sure == pytest.approx([(7260 + 0.02 * whole) / span, (6 * 3600 - 60) / span], abs=0.002)
    assert browser.text("#unseen") == "1 event without a known time: in the list only."
    assert browser.shown()[-1] == "never"


@pytest.mark.parametrize(
    ("terms", "first", "last"),
    [
        (("day:2024-01-02",), 0, 1),  # from midnight to midnight, though it happened by noon
        (("from:2024-01-02 06:00", "to:2024-01-02 17:59"), -0.5, 1.5),
        (("from:2024-01-02",), 0, None),
        (("hour:24..48",), 0, 1),
    ],
)
def test_the_chart_opens_on_what_was_asked(
    browser: Browser, terms: tuple[str, ...], first: float, last: float | None
) -> None:
    timeline = loads(
        "timeline: {zone: UTC, zero: 2024-01-01T00:00}\nevents:\n"
        "  - {id: day, title: D, when: {from: 2024-01-02 00:00:00, to: 2024-01-03 00:00:00}}\n"
        "  - {id: vague, title: V, when: 2023-12-30..2024-01-05}\n"
        "  - {id: noon, title: N, when: 2024-01-02 12:00}\n"
    )
    browser.show(page(answer(timeline, *terms)))
    number = "data.events.findIndex(({ id }) => id === 'day')"
    left, right, width = browser.run(
        "const data = JSON.parse(document.getElementById('document').textContent);"
        f"const mark = document.querySelector(`#chart a[data-number='${{{number}}}'] .sure`);"
        "const box = document.querySelector('#chart svg').viewBox.baseVal;"
        "const { x, width } = mark; return [x.baseVal.value,"
        " x.baseVal.value + width.baseVal.value, box.width];"
    )
    if last is None:  # open, as far as the events go
        assert left < width * 0.05
        assert right < width * 0.9
    else:
        assert left == pytest.approx(max(0, first) * width, abs=2)
        assert right == pytest.approx(min(1, last) * width, abs=2)


def test_a_year_that_was_asked_for_does_not_press_its_events_together(browser: Browser) -> None:
    timeline = loads(
        "timeline: {zone: UTC}\nevents:\n"
        "  - {id: a, title: A, when: 2024-01-02 06:00}\n"
        "  - {id: b, title: B, when: 2024-01-02 18:00}\n"
    )
    browser.show(page(answer(timeline, "day:2024")))
    first, last, width = browser.run(
        "const at = [...document.querySelectorAll('#chart .point')].map((p) => p.cx.baseVal.value);"
        "return [...at, document.querySelector('#chart svg').viewBox.baseVal.width];"
    )
    assert last - first > width / 2


def test_every_account_of_a_disputed_time_is_drawn(browser: Browser, openai: Timeline) -> None:
    browser.show(page(answer(openai)))
    for event in (match.event for match in answer(openai, "is:disputed").matches):
        mark = browser.all("#chart a")[browser.marks().index(event.id)]
        assert len(mark.find_elements(By.CSS_SELECTOR, ".may, .point")) == len(event.accounts)
        assert "disputed" in mark.get_attribute("aria-label")


def test_undated_events_are_counted_where_a_day_leaves_them_out(browser: Browser) -> None:
    timeline = loads(
        "timeline: {zone: UTC}\nevents:\n"
        "  - {id: a, title: A, when: 2024-01-01}\n  - {id: b, title: B}\n"
    )
    browser.show(page(answer(timeline)))
    browser.select("stretch", "2024-01-01")
    assert browser.shown() == ["a"]
    assert browser.one("#count").text == "1 of 2 events, 1 without a known time left out"
    browser.select("stretch", "undated")
    assert browser.shown() == ["b"]
    assert not browser.one("#figure").is_displayed()


def test_the_chart_zooms_and_says_what_lies_outside(browser: Browser, openai: Timeline) -> None:
    browser.show(page(answer(openai)))
    for _ in range(3):
        browser.one("#closer").click()
    seen = len(browser.marks())
    assert seen < 70
    assert browser.text("#unseen") == f"{72 - seen} events outside of this stretch."
    browser.one("#earlier").click()
    browser.one("#farther").click()
    browser.one("#whole").click()
    assert len(browser.marks()) == 70
    box = browser.one("#chart")
    chain = webdriver.ActionChains(browser.driver).move_to_element_with_offset(box, 200, 0)
    chain.click_and_hold().move_by_offset(-400, 0).release().perform()
    assert 0 < len(browser.marks()) < 70


def test_an_empty_answer_is_a_quiet_page(browser: Browser) -> None:
    browser.show(page(answer(loads("timeline: {title: Nothing, zone: UTC}\nevents: []"))))
    assert browser.driver.title == "Nothing"
    assert browser.one("#nothing").is_displayed()
    assert browser.one("#count").text == "0 of 0 events"
    assert not browser.one("#figure").is_displayed()


def test_it_says_what_the_report_has_left_out(browser: Browser, openai: Timeline) -> None:
    browser.show(page(answer(openai, "actor:microsoft", "not:text:letter")))
    facts = browser.one("#facts").text
    assert facts.startswith("10 of 72 events (actor microsoft, not text letter) from ")


def test_everything_is_reached_by_keyboard(browser: Browser, openai: Timeline) -> None:
    browser.show(page(answer(openai, "actor:scott")))
    found = []
    while True:
        browser.keys(Keys.TAB)
        if browser.run("return document.activeElement === document.body"):
            break
        found.append(browser.focus())
        assert browser.run(
            "const one = document.activeElement, style = getComputedStyle(one);"
            "const hit = one.querySelector('.hit');"
            "return style.outlineStyle !== 'none' || getComputedStyle(hit).stroke !== 'none'"
        ), found[-1]
    first = ["skip", "text", "actor", "tag", "source", "stretch", "clock", "disputed", "certain"]
    first += ["read", "lanes"]
    assert found[: len(first)] == first
    assert found[len(first) :][:5] == ["earlier", "later", "closer", "farther", "whole"]
    mark = found[len(first) + 5]
    assert "Microsoft's leadership hears of it" in mark
    assert {"Microsoft", "Kevin Scott"} <= set(found)
    assert any(text.endswith("sources") for text in found)


def test_arrow_keys_walk_the_chart_and_enter_goes_to_the_event(
    browser: Browser, openai: Timeline
) -> None:
    browser.show(page(answer(openai)))
    browser.run("document.querySelector('#chart a').focus()")
    first = browser.focus()
    browser.keys(Keys.ARROW_RIGHT)
    second = browser.focus()
    browser.keys(Keys.END, Keys.ARROW_RIGHT)
    last = browser.focus()
    assert len({first, second, last}) == 3
    browser.keys(Keys.HOME)
    assert browser.focus() == first
    assert browser.run("return document.querySelectorAll('#chart a[tabindex=\"0\"]').length") == 1
    assert told(browser.text("#pointed")) == told(first)
    browser.keys(Keys.ENTER)
    assert browser.run("return document.activeElement.tagName") == "ARTICLE"
    assert browser.one(".chosen").is_displayed()


def test_the_skip_link_leads_to_the_events_and_leaves_the_filters(
    browser: Browser, openai: Timeline
) -> None:
    browser.show(page(answer(openai)), "#actor=altman")
    wanted = browser.shown()
    browser.keys(Keys.TAB, Keys.ENTER)
    assert browser.focus() == "events"
    assert browser.shown() == wanted


def test_on_paper_every_claim_and_every_address_stands(browser: Browser, openai: Timeline) -> None:
    browser.show(page(answer(openai)))
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        browser.run("dispatchEvent(new Event('beforeprint'))")
        every = [claim for match in answer(openai).matches for claim in match.event.when]
        claims = sum(1 for claim in every if claim.phrases)
        seen = browser.run(
            "return [...document.querySelectorAll('details [aria-label=Claims] > li')]"
            ".filter((one) => one.checkVisibility()).length"
        )
        assert seen == claims
        printed = browser.run(
            "return [...document.querySelectorAll('#shelf a')].filter((one) =>"
            " getComputedStyle(one, '::after').content.includes(one.getAttribute('href'))).length"
        )
        assert printed == len(browser.all("#shelf a")) > 20
        assert not browser.one("#filters").is_displayed()
        assert browser.one("#printed").text == "72 of 72 events · America/Los_Angeles"
        pdf = browser.driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
        assert base64.b64decode(pdf["data"]).startswith(b"%PDF")
    finally:
        browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
        browser.run("dispatchEvent(new Event('afterprint'))")
    assert not browser.all("#events details[open]")
    assert not browser.all("#events a:not([href])")


@pytest.mark.parametrize("width", [320, 400, 768, 1600])
def test_nothing_sticks_out_at_any_width(browser: Browser, openai: Timeline, width: int) -> None:
    browser.show(page(answer(openai)), "#event=firing-call", width)
    wide, seen = browser.run(
        "const root = document.documentElement; return [root.scrollWidth, root.clientWidth]"
    )
    assert wide <= seen


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_the_paper(browser: Browser, openai: Timeline, scheme: str) -> None:
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    try:
        browser.show(page(answer(openai)), "#event=microsoft-told")
        paper = luminance(
            browser.run("return getComputedStyle(document.documentElement).backgroundColor")
        )
        assert (paper < 0.1) == (scheme == "dark")
        for css in (
            "h1",
            "#facts",
            ".beside",
            ".who",
            "summary",
            ".badge.disputed",
            ".origin",
            "label",
        ):
            ink = luminance(
                browser.run(
                    "return getComputedStyle(document.querySelector(arguments[0])).color", css
                )
            )
            light, dark = max(ink, paper), min(ink, paper)
            assert (light + 0.05) / (dark + 0.05) >= 4.5, css  # WCAG 2.2, 1.4.3
    finally:
        browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def luminance(color: str) -> float:
    """Relative luminance of ``rgb(r, g, b)``, as WCAG 2.2 has it."""
    parts = [int(part) / 255 for part in color.removeprefix("rgb(").rstrip(")").split(",")]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_two_thousand_events_are_a_page_as_well(browser: Browser) -> None:
    events = "\n".join(
        f"  - {{id: e{n}, title: Event {n}, actors: [a{n % 40}],"
        f" when: [{{is: 2024-{n % 12 + 1:02}-{n % 28 + 1:02} 10:00, source: s}},"
        f" {{is: 2024-{n % 12 + 1:02}-{n % 28 + 1:02}, source: t}}]}}"
        for n in range(2000)
    )
    actors = "\n".join(f"  a{n}: {{name: Actor {n}}}" for n in range(40))
    timeline = loads(
        "timeline: {zone: UTC, zones: {ET: America/New_York}}\n"
        "sources: {s: {name: S}, t: {name: T}}\n"
        f"actors:\n{actors}\nevents:\n{events}\n"
    )
    browser.show(page(answer(timeline)))
    every = ids(answer(timeline))
    assert browser.one("#count").text == "2000 of 2000 events"
    drawn = "return document.querySelector('.rows svg').getAttribute('aria-label')"
    assert browser.run(drawn).startswith("Chart of 2000 events")
    assert browser.run("return document.querySelector('#chart').offsetHeight") < 2000
    listed = browser.shown()
    assert listed == every[: len(listed)]
    assert browser.run("return document.querySelectorAll('#events *').length") < 5000
    assert browser.one("#after").text == f"{2000 - len(listed)} events after these"
    browser.one("#after").click()
    assert browser.shown() == every[len(listed) : 2 * len(listed)]
    assert browser.focus() == "events"
    browser.one("#before").click()
    assert browser.shown() == listed
    browser.select("actor", "a7")
    assert browser.one("#count").text == "50 of 2000 events"
    assert len(browser.shown()) == len(browser.marks()) == 50
    assert len(browser.all("#chart .label")) > 10
    browser.select("clock", ET)
    browser.one("#clear").click()
    assert browser.one("#count").text == "2000 of 2000 events"
    browser.show(page(answer(timeline)), "#event=e1000")
    assert "e1000" in browser.shown()
    assert browser.text(".chosen h3") == "Event 1000"


@pytest.mark.parametrize("width", [375, 800, 1440])
def test_what_can_be_pressed_in_an_event_has_24_pixels(browser: Browser, width: int) -> None:
    """WCAG 2.2, 2.5.8: by its own height, or by the distance from one middle to the next."""
    names = [f"Name of somebody {number}" for number in range(30)]
    actors = ", ".join(f"a{number}: {{name: {name}}}" for number, name in enumerate(names))
    timeline = loads(
        f"timeline: {{zone: UTC}}\nactors: {{{actors}}}\nevents:\n  - {{id: one, title: One, "
        f"when: 2024-01-01, actors: [{', '.join(f'a{n}' for n in range(len(names)))}]}}\n"
    )
    browser.show(page(answer(timeline)), width=width)
    middles, summary = browser.run(
        "const box = (one) => one.getBoundingClientRect();"
        "const links = [...document.querySelectorAll('.who a')]"
        ".flatMap((a) => [...a.getClientRects()]);"
        "return [[...new Set(links.map(({top, bottom}) => (top + bottom) / 2))],"
        " box(document.querySelector('summary')).height]"
    )
    middles.sort()
    assert len(middles) > 2
    assert all(after - before >= 24 for before, after in pairwise(middles))
    assert summary >= 24


FIELDS = ("actor", "tag", "source", "stretch", "clock", "disputed", "certain")
"""What a narrow window keeps behind a button."""


def in_sight(browser: Browser) -> set[str]:
    return {
        name
        for name in ("text", "count", "more", *FIELDS)
        if browser.one(f"#{name}").is_displayed()
    }


def test_a_narrow_window_keeps_most_filters_behind_a_button(
    browser: Browser, openai: Timeline
) -> None:
    html = page(answer(openai))
    browser.show(html, width=375)
    more = browser.one("#more")
    assert in_sight(browser) == {"text", "count", "more"}
    assert (more.text.strip("\u25b8\xa0"), more.aria_role) == ("More filters", "button")
    assert browser.run("return document.getElementById('chart').getBoundingClientRect().top") < 600
    browser.one("#text").send_keys(Keys.TAB)
    assert browser.focus() == "more"
    browser.keys(Keys.ENTER)
    assert more.get_attribute("aria-expanded") == "true"
    assert in_sight(browser) == {"text", "count", "more", *FIELDS}
    browser.keys(Keys.TAB)
    assert browser.focus() == "actor"
    browser.select("actor", "altman")
    assert browser.text("#more") == "More filters (1)"
    more.click()
    assert in_sight(browser) == {"text", "count", "more"}
    assert browser.shown() == ids(answer(openai, "actor:altman"))
    browser.one("#clear").click()
    assert browser.text("#more") == "More filters"
    browser.resize(1280)
    assert in_sight(browser) == {"text", "count", *FIELDS}


@pytest.mark.parametrize(
    ("state", "opened"),
    [("#tag=board", True), ("#certain=yes", True), ("#clock=elapsed", True), ("#text=board", False),
     ("#actor=nobody", False)],
)  # fmt: skip
def test_what_the_address_sets_is_in_sight_in_a_narrow_window(
    browser: Browser, openai: Timeline, state: str, opened: bool
) -> None:
    browser.show(page(answer(openai)), state, width=375)
    assert browser.one("#tag").is_displayed() is opened


def test_a_long_message_leaves_the_buttons_beside_it(browser: Browser, openai: Timeline) -> None:
    browser.show(page(answer(openai)), "#actor=nobody&tag=nothing&event=gone&zoom=x", width=800)
    count, read = browser.one("#count").rect, browser.one("#read").rect
    assert count["x"] + count["width"] <= read["x"]
    assert count["y"] <= read["y"] + read["height"] / 2 <= count["y"] + count["height"]
