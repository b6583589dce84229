"""TimelineJS itself shows our slides, in several zones: all, with our words, and no more."""

from __future__ import annotations

import json
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest

from ..support.chromium import page
from ..support.clients import installed
from ..support.drawn_stories import STORIES, events, story, written

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.long

ZONES = ("America/Los_Angeles", "Asia/Kolkata", "Pacific/Chatham")
SHOW = """
const data = args[0], options = {script_path: args[1], hash_bookmark: false};
const shown = new TL.Timeline('t', data, options);
for (let i = 0; i < 300 && !document.querySelector('.tl-timenav-slider .tl-timemarker'); i++)
  await new Promise((done) => setTimeout(done, 100));
await new Promise((done) => setTimeout(done, 300));
const text = (one, css) => one.querySelector(css)?.textContent.trim() ?? '';
return {
  errors: shown.config.messages.errors.map(String),
  ids: shown.config.events.map((one) => one.unique_id),
  kept: shown.config.events.map((one) => one.crisis),
  slides: [...document.querySelectorAll('.tl-slide')].map((one) => [
    one.id, text(one, '.tl-headline-date'), text(one, '.tl-headline')]),
  markers: [...document.querySelectorAll('.tl-timemarker .tl-headline')].map(
    (one) => one.textContent),
  groups: [...document.querySelectorAll('.tl-timegroup')].map((one) => one.textContent.trim()),
  foreign: document.querySelectorAll(
    '.tl-slide-content script, .tl-slide-content iframe, .tl-text b, .tl-text i,'
    + ' .tl-timemarker img, .tl-headline img, .tl-headline-date img, .tl-timegroup img').length,
  links: [...document.querySelectorAll('.tl-text a')].map((one) => one.getAttribute('href')),
};
"""


def spaced(text: str) -> str:
    """A text with its blanks as a browser shows them."""
    return " ".join(text.split())


def check(data: dict[str, Any], shown: dict[str, Any], ids: list[str]) -> None:
    assert shown["errors"] == []
    assert sorted(shown["ids"]) == sorted(ids)
    kept = {slide["unique_id"]: slide["crisis"] for slide in data["events"]}
    assert dict(zip(shown["ids"], shown["kept"], strict=True)) == kept
    slides = {name: (date, head) for name, date, head in shown["slides"]}
    for slide in data["events"]:
        date, head = slides[slide["unique_id"]]
        assert spaced(date) == spaced(unescape(unescape(slide["display_date"])))
        assert spaced(head) == spaced(unescape(slide["text"]["headline"]))
    heads = sorted(spaced(unescape(slide["text"]["headline"])) for slide in data["events"])
    assert sorted(map(spaced, shown["markers"])) == heads
    groups = {spaced(unescape(unescape(s["group"]))) for s in data["events"] if "group" in s}
    assert {spaced(group) for group in shown["groups"]} - {""} == groups - {""}
    assert shown["foreign"] == 0
    assert not [link for link in shown["links"] if not link.startswith(("https:", "http:"))]


@pytest.mark.parametrize("name", STORIES)
def test_every_slide_is_shown_as_it_was_written(name: str, tmp_path: Path) -> None:
    dist = (installed("node") / "node_modules/@knight-lab/timelinejs/dist").resolve().as_uri()
    path = story(name, tmp_path)
    ids = [event["id"] for event in events(path)]
    head = (
        f'<link rel=stylesheet href="{dist}/css/timeline.css">'
        f'<script src="{dist}/js/timeline.js"></script><div id=t style="height:700px"></div>'
    )
    with page(tmp_path / "slides.html", head) as browser:
        for zone, more in zip(ZONES, ((), ("--by", "tag"), ("--tz", "UTC")), strict=True):
            data = json.loads(written(path, "timelinejs", *more))
            check(data, browser.open(zone).run(SHOW, data, f"{dist}/js/"), ids)
