"""What a screen reader is told of the page: the browser makes its tree for one from the start.

Only here: Chromium 156 now and then loses a tab that is changed while it keeps such a tree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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
