"""vis-timeline itself takes and shows our items and groups, as texts."""

from __future__ import annotations

import json
from html import unescape
from typing import TYPE_CHECKING

import pytest

from ..support.chromium import page
from ..support.clients import installed
from ..support.drawn_stories import STORIES, events, story, written

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.long

SHOW = """
const items = new vis.DataSet(args[0].items);
const groups = args[0].groups.length ? [new vis.DataSet(args[0].groups)] : [];
const shown = new vis.Timeline(document.getElementById('t'), items, ...groups, {});
await new Promise((done) => shown.on('changed', done));
return {
  ids: items.getIds(), drawn: Object.keys(shown.itemSet.items),
  contents: [...document.querySelectorAll('.vis-foreground .vis-item-content')].map(
    (one) => one.textContent),
  groups: [...document.querySelectorAll('.vis-label .vis-inner')].map((one) => one.textContent),
  foreign: document.querySelectorAll('.vis-item-content *, .vis-label .vis-inner *').length,
};
"""


@pytest.mark.parametrize("name", STORIES)
def test_every_item_is_shown_as_a_text(name: str, tmp_path: Path) -> None:
    folder = (installed("node") / "node_modules/vis-timeline").resolve().as_uri()
    path = story(name, tmp_path)
    head = (
        f'<link rel=stylesheet href="{folder}/styles/vis-timeline-graph2d.min.css">'
        f'<script src="{folder}/standalone/umd/vis-timeline-graph2d.min.js"></script>'
        "<div id=t></div>"
    )
    ids = sorted(event["id"] for event in events(path))
    with page(tmp_path / "items.html", head) as browser:
        for more in ((), ("--by", "tag")):
            data = json.loads(written(path, "vis", *more))
            shown = browser.open("Pacific/Chatham").run(SHOW, data)
            assert sorted(shown["ids"]) == sorted(shown["drawn"]) == ids
            contents = sorted(unescape(item["content"]) for item in data["items"])
            assert sorted(shown["contents"]) == contents
            groups = sorted(unescape(group["content"]) for group in data["groups"])
            assert sorted(shown["groups"]) == (groups or [""])
            assert shown["foreign"] == 0
