"""Mermaid itself parses and draws our diagrams: every section, task and text, and no more."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from ..support.chromium import page
from ..support.clients import installed
from ..support.drawn_stories import STORIES, story, written

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.long

ZONE = "Asia/Kolkata"
DRAW = """
mermaid.initialize({startOnLoad: false, maxTextSize: args[1]});
const config = () => JSON.stringify({...mermaid.mermaidAPI.getConfig(), gantt: null});
const before = config();
await mermaid.parse(args[0]);
const {svg} = await mermaid.render('drawn', args[0]);
document.getElementById('t').innerHTML = svg;
const {db} = await mermaid.mermaidAPI.getDiagramFromText(args[0]);
return {
  changed: before !== config(),  // our own width of a column apart
  sections: db.getSections(),
  tasks: db.getTasks().map((one) => ({
    section: one.section, name: one.task, events: one.events ?? [],
    start: one.startTime ? +one.startTime : null, end: one.endTime ? +one.endTime : null})),
  texts: [...document.querySelectorAll('#t svg text')].map((one) => one.textContent),
  foreign: document.querySelectorAll('#t a, #t img, #t script, #t iframe, #t svg image').length,
};
"""
LARGEST = 50_000
ENTITY = re.compile(r"\ufb02\xb0(?:\xb0([0-9]+)|(\w+))\xb6\xdf")  # what Mermaid keeps of one


def decoded(text: str) -> str:
    """What Mermaid shows of what it holds."""
    return ENTITY.sub(lambda found: chr(int(found[1])), text).strip()


def written_text(text: str) -> str:
    """What we wrote, its entities taken back."""
    return re.sub(r"#([0-9]+);", lambda found: chr(int(found[1])), text).strip()


def solid(text: str) -> str:
    """A text without blanks: boxes break it into lines."""
    return "".join(text.split())


def drawn(diagram: str, tmp_path: Path) -> dict[str, Any]:
    library = installed("node") / "node_modules/mermaid/dist/mermaid.min.js"
    head = (
        f'<script src="{library.resolve().as_uri()}"></script><div id=t style="width:1600px"></div>'
    )
    with page(tmp_path / "diagram.html", head) as browser:
        shown: dict[str, Any] = browser.open(ZONE).run(DRAW, diagram, LARGEST)
    assert shown["foreign"] == 0
    assert not shown["changed"]
    return shown


def lines(diagram: str) -> tuple[list[str], list[list[str]]]:
    """The sections and the rows of a diagram, each row in its parts."""
    sections = re.findall(r"^    section (.*)$", diagram, re.M)
    rows = re.findall(r"^        (.*)$", diagram, re.M)
    return list(map(written_text, sections)), [row.split(" : ") for row in rows]


@pytest.mark.parametrize("name", STORIES)
def test_a_timeline_is_drawn_with_every_text(name: str, tmp_path: Path) -> None:
    diagram = written(story(name, tmp_path), "mermaid", *LIMITS.get(name, ()))
    sections, rows = lines(diagram)
    shown = drawn(diagram, tmp_path)
    assert list(map(decoded, shown["sections"])) == sections
    told = [[task["name"], *task["events"]] for task in shown["tasks"]]
    assert [list(map(decoded, parts)) for parts in told] == [
        list(map(written_text, parts)) for parts in rows
    ]
    texts = Counter(map(solid, shown["texts"]))
    wanted = Counter(solid(written_text(part)) for parts in rows for part in parts)
    assert not wanted - texts


@pytest.mark.parametrize("name", STORIES)
def test_a_gantt_diagram_is_drawn_with_every_bar(name: str, tmp_path: Path) -> None:
    diagram = written(story(name, tmp_path), "gantt", *LIMITS.get(name, ()))
    sections, rows = lines(diagram)
    shown = drawn(diagram, tmp_path)
    assert list(map(decoded, shown["sections"])) == sections
    assert len(shown["tasks"]) == len(rows)
    for task, (name_, data) in zip(shown["tasks"], rows, strict=True):
        assert decoded(task["name"]) == written_text(name_)
        *_, start, end = data.split(", ")
        assert [task["start"], task["end"]] == [local(start), local(end)]
    texts = {solid(text) for text in shown["texts"]}
    assert {solid(written_text(parts[0])) for parts in rows} <= texts


def local(clock: str) -> float:
    """What a clock without a zone is in that of the browser, in milliseconds since 1970."""
    moment = datetime.fromisoformat(clock).replace(tzinfo=ZoneInfo(ZONE))
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds() * 1000


LIMITS = {"evil": ("--limit", "40")}
"""As many events as fit."""
