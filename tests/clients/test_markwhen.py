"""markwhen's own parser reads our text: every title, time, tag and property, and nothing more."""

from __future__ import annotations

import json
import unicodedata
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from ..support.clients import node
from ..support.drawn_stories import STORIES, events, story, written
from ..timeline.interchange.test_foreign_constructs import SECTIONS, times

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.long

MILLISECOND = timedelta(milliseconds=1)
WIDE = "\uff03\uff01\uff20\uff0e\uff3d\uff3b\uff05\uff0f"
SIGNS = {ord(unicodedata.normalize("NFKC", sign)): sign for sign in WIDE}
"""The full-width form of each sign that markwhen would obey."""


def widened(text: str) -> str:
    """A text on one line with all such signs in one form."""
    return " ".join(text.translate(SIGNS).split())


def floor(moment: str) -> datetime:
    """An instant cut to the millisecond."""
    exact = datetime.fromisoformat(moment).astimezone(UTC)
    return exact - exact.replace(microsecond=0).resolution * (exact.microsecond % 1000)


def read(text: str, tmp_path: Path) -> dict[str, Any]:
    path = tmp_path / "story.mw"
    path.write_text(text, "utf-8")
    answer: dict[str, Any] = json.loads(node("markwhen.mjs", path))
    return answer


@pytest.mark.parametrize("name", STORIES)
def test_titles_times_and_properties_are_read_back(name: str, tmp_path: Path) -> None:
    path = story(name, tmp_path)
    answer = read(written(path, "markwhen"), tmp_path)
    whole = json.loads(written(path, "json"))
    assert answer["messages"] == []
    assert answer["groups"] == []
    assert answer["header"]["timezone"] == whole["timeline"]["zone"]
    wanted = events(path)
    assert [event["id"] for event in answer["events"]] == [event["id"] for event in wanted]
    for event, ours in zip(answer["events"], wanted, strict=True):
        check(event, ours)


def check(event: dict[str, Any], ours: dict[str, Any]) -> None:
    kept = event["properties"]
    titles = [ours["title"]] if isinstance(ours["title"], str) else list(ours["title"].values())
    title = kept["title"]
    assert title in titles
    shown = f"{ours['status']}: " if ours["status"] else ""
    if title.isascii() and title.isprintable():
        assert widened(event["title"]) == widened(shown + title)
    for side in ("earliest", "latest"):
        assert kept.get(side) == ours["start"][side]
        assert kept.get(f"end_{side}") == (ours["end"] or {}).get(side)
    first = ours["start"]["earliest"]
    last = ours["start"]["latest"] if ours["end"] is None else ours["end"]["latest"]
    if first and last:
        assert datetime.fromisoformat(event["from"]) == floor(first)
        over = datetime.fromisoformat(event["to"])
        assert timedelta() <= over - floor(last) <= MILLISECOND or floor(last) - over == MILLISECOND
    assert set(event["tags"]) <= set(ours["tags"])
    assert kept.get("tags", "").count("; ") >= len(ours["tags"]) - 1
    assert [event["percent"], event["completed"], event["recurrence"]] == [None] * 3
    assert event["items"] == 0
    labels = ("Time", "Text", "Note", "Quote", "Who", "Where", "In doubt", "Sources", "Link")
    for line in event["lines"]:
        label = line.partition(":")[0]
        assert line == "paragraphBreak" or label in labels or label.startswith("x-")


def test_groups_are_sections(tmp_path: Path) -> None:
    path = story("openai", tmp_path)
    answer = read(written(path, "markwhen", "--by", "tag"), tmp_path)
    listed = json.loads(written(path, "json"))["events"]
    assert set(answer["groups"]) == {tag for event in listed for tag in event["tags"]}
    dated = {event["id"] for event in events(path)}
    assert len(answer["events"]) == sum(len(e["tags"]) or 1 for e in listed if e["id"] in dated)


def test_zones_of_sections_and_events_are_ours_too(tmp_path: Path) -> None:
    """Where its parser and our reader read the same text, they put its events at one time."""
    answer = read(SECTIONS, tmp_path)
    theirs = {
        one["title"]: datetime.fromisoformat(one["from"]).astimezone(UTC).isoformat()[:16]
        for one in answer["events"]
    }
    assert theirs == {title: time[:16] for title, time in times(SECTIONS, "markwhen").items()}
