"""What a screen reader is told of the page: the browser keeps its tree for one from the start."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crisis.timeline import loads

from ..support.browser import MARKS, Browser, answer, page

if TYPE_CHECKING:
    from crisis.timeline import Timeline

pytestmark = MARKS
MORE_FLAGS = ("--force-renderer-accessibility",)


def test_a_screen_reader_finds_landmarks_and_names(browser: Browser, openai: Timeline) -> None:
    browser.show(page(answer(openai)))
    browser.wait(lambda: len([role for role, *_ in spoken(browser) if role == "article"]) == 72)
    nodes = spoken(browser)
    roles = [role for role, *_ in nodes]
    for landmark in ("banner", "search", "main", "contentinfo", "figure"):
        assert roles.count(landmark) == 1, landmark
    assert roles.count("status") == 2  # how many there are, and what one turned to
    for role, name, node in nodes:
        focusable = any(
            one["name"] == "focusable" and one["value"]["value"] for one in node["properties"]
        )
        if focusable and role not in ("RootWebArea", "generic"):
            assert name.strip(), (role, node)
    headings = [name for role, name, _ in nodes if role == "heading"]
    assert {
        "106 hours at OpenAI",
        "Thursday 16 November 2023",
        "Altman speaks at the APEC summit",
        "Sources",
    } <= set(headings)
    assert all(name for role, name, _ in nodes if role == "article")


def spoken(browser: Browser) -> list[tuple[str, str, Any]]:
    """What a screen reader is told of: roles, names and all the rest."""
    tree = browser.driver.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    return [
        (node["role"]["value"], node.get("name", {}).get("value", ""), node)
        for node in tree
        if not node["ignored"]
    ]


LATER = "requestAnimationFrame(() => requestAnimationFrame(arguments[0]))"
MINUTES = range(10, 50)
MARKED = (
    "timeline: {zone: UTC}\nactors: {a: {}, b: {}}\nevents:\n",
    "  - {{id: b{0}, title: B, when: '2024-01-01 9:{0}..11:00', actors: b}}\n",
    "  - {{id: a{0}, title: A, when: '2024-01-01 9:{0}:30', actors: a}}\n",
)


def test_rows_change_out_of_sight_while_the_tree_is_kept(browser: Browser) -> None:
    head, *rows = MARKED
    timeline = loads(head + "".join(row.format(n) for n in MINUTES for row in rows))
    browser.show(page(answer(timeline)))
    for place in ("document.body.scrollHeight", "0"):
        browser.driver.execute_async_script(f"scrollTo(0, {place}); {LATER}")
        assert spoken(browser)
    marked = len(browser.loose())
    browser.select("actor", "a")
    articles = [name for role, name, _ in spoken(browser) if role == "article"]
    assert articles == ["A"] * len(MINUTES)
    assert (marked, browser.loose()) == (len(MINUTES), [])
