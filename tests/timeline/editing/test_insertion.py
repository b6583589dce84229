"""A new event goes where it belongs, in whatever style a file has, and nothing else changes."""

from __future__ import annotations

from datetime import date

import pytest

from crisis.timeline import loads
from crisis.timeline.editing.contents import Contents
from crisis.timeline.editing.insertion import add_item, plan
from crisis.timeline.editing.new_event import NewEvent, add_entries, add_event
from crisis.timeline.editing.rewrite import EventText, changed
from crisis.timeline.editing.safe_write import Refused

DAY = date(2026, 11, 30).toordinal()
NOON = 1796040000_000000
ZONE = "timeline: {zone: UTC}\n"


def added(text: str, *, day: int | None = DAY, actor: str = "") -> str:
    source = EventText("story.yaml", text)
    contents = Contents(source)
    start = None if day is None else NOON
    event = NewEvent(
        [("when", "12:00"), ("title", "New")],
        [("when", "2026-11-30 12:00"), ("title", "New")],
        day,
        start,
    )
    changes = [add_event(contents, event)]
    if actor:
        changes[:0] = add_entries(contents, "actors", {actor: actor.title(), f"{actor}2": "Two"})
    return changed(source, plan(changes)).text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "events:\n  2026-11-30:\n    - when: 12:00\n      title: New\n"),
        (
            "events: # so far\n  # nothing\n",
            "events: # so far\n  2026-11-30:\n    - when: 12:00\n      title: New\n  # nothing\n",
        ),
        ("events: []  # no", "events:  # no\n  2026-11-30:\n    - when: 12:00\n      title: New"),
        (
            "events:\n- title: A # a\n  when: 2026-11-30 13:00\n\n# end\n",
            (
                "events:\n- when: 2026-11-30 12:00\n  title: New\n"
                "- title: A # a\n  when: 2026-11-30 13:00\n\n# end\n"
            ),
        ),
        (
            (
                "events:\n  2026-11-29:\n    - title: A\n      # in A\n    # behind A\n"
                "  # The first of December\n  2026-12-01:\n    - title: B"
            ),
            (
                "events:\n  2026-11-29:\n    - title: A\n      # in A\n    # behind A\n"
                "  2026-11-30:\n    - when: 12:00\n      title: New\n"
                "  # The first of December\n  2026-12-01:\n    - title: B"
            ),
        ),
        (
            "events:\n  '2026-11-29':\n  - title: A\n\n  # next\n  undated: []\n",
            (
                "events:\n  '2026-11-29':\n  - title: A\n\n"
                "  '2026-11-30':\n  - when: 12:00\n    title: New\n\n  # next\n  undated: []\n"
            ),
        ),
        (
            (
                "events:\n  2026-11-30:\n    - {title: A, when: 11:00}\n    # plan\n"
                "    - {title: B, when: 13:00}\n"
            ),
            (
                "events:\n  2026-11-30:\n    - {title: A, when: 11:00}\n"
                "    - {when: 12:00, title: New}\n    # plan\n    - {title: B, when: 13:00}\n"
            ),
        ),
        (
            "events: {2026-11-30: [{title: A}], 2026-12-01: []}\n",
            "events: {2026-11-30: [{title: A}, {when: 12:00, title: New}], 2026-12-01: []}\n",
        ),
        (
            "events: {\n  2026-11-30: [\n    {title: A} # a\n  ]}\n",
            (
                "events: {\n  2026-11-30: [\n    {title: A}, # a\n"
                "    {when: 12:00, title: New}\n  ]}\n"
            ),
        ),
        (
            "events:\n  2026-11-30:\n    - title: A\n      text: |\n        last",
            (
                "events:\n  2026-11-30:\n    - title: A\n      text: |-\n        last\n"
                "    - when: 12:00\n      title: New"
            ),
        ),
        (
            "events:\n  2026-11-30:\n    - title: A\n      text: >\n        last\n\n\nactors: {}\n",
            (
                "events:\n  2026-11-30:\n    - title: A\n      text: >\n        last\n"
                "    - when: 12:00\n      title: New\n\n\nactors: {}\n"
            ),
        ),
        (
            (
                "events:\n  2026-11-30:\n    - title: A\n      when: 10:00\n\n"
                "    - title: B\n      text: |+\n        kept\n\nactors: {}\n"
            ),
            (
                "events:\n  2026-11-30:\n    - title: A\n      when: 10:00\n\n"
                "    - title: B\n      text: |+\n        kept\n\n"
                "    - when: 12:00\n      title: New\nactors: {}\n"
            ),
        ),
        (
            "events:\n  2026-11-30:\n    - title: B\n      text: |+\n\n",
            (
                "events:\n  2026-11-30:\n    - title: B\n      text: |+\n\n"
                "    - when: 12:00\n      title: New\n"
            ),
        ),
        (
            "events:\n  2026-11-30: # Monday\n  2026-12-01:\n",
            "events:\n  2026-11-30: # Monday\n    - when: 12:00\n      title: New\n  2026-12-01:\n",
        ),
        (
            "events:\n  2026-12-02:\n    - title: B\n  2026-11-29:\n    - title: A\n",
            (
                "events:\n  2026-12-02:\n    - title: B\n  2026-11-30:\n    - when: 12:00\n"
                "      title: New\n  2026-11-29:\n    - title: A\n"
            ),
        ),
        (
            "events:\n  30 November 2026:\n    - title: A\n      when: after @b\n",
            (
                "events:\n  30 November 2026:\n    - title: A\n      when: after @b\n"
                "    - when: 12:00\n      title: New\n"
            ),
        ),
    ],
)
def test_place(before: str, after: str) -> None:
    assert added(ZONE + before) == ZONE + after


@pytest.mark.parametrize("written", ["  - title: B\n    place: X\n", "  - title: C\n", "# B\n", ""])
def test_what_is_not_as_it_was_told_is_not_written(written: str) -> None:
    text = f"{ZONE}events:\n  - title: A\n"
    source = EventText("story.yaml", text)
    items = Contents(source).events[1]  # type: ignore[index]
    change = add_item(source, items, 1, {"title": "B"}, lambda _: written, "")
    with pytest.raises(Refused, match="more than the new lines would change"):
        changed(source, plan([change]))


def test_line_ends_are_those_of_the_file() -> None:
    text = f"{ZONE}events:\n  2026-11-30:\n    - title: A\n".replace("\n", "\r\n")
    after = added(text)
    assert after.replace("\r\n", "").isprintable()
    assert after.startswith(text)


def test_json_stays_json() -> None:
    import json

    text = '{"timeline": {"zone": "UTC"}, "events": [{"title": "A"}]}'
    after = json.loads(added(text, actor="zoe"))
    assert [event["title"] for event in after["events"]] == ["A", "New"]
    assert after["actors"] == {"zoe": "Zoe", "zoe2": "Two"}


@pytest.mark.parametrize("text", ["", "actors:\n", "actors: {}\n", "actors: {ana: Ana}\n"])
@pytest.mark.parametrize("events", ["", "events:\n", "events:\n  2026-11-30:\n  - title: A"])
def test_an_actor_is_declared(text: str, events: str) -> None:
    timeline = loads(added(ZONE + text + events, actor="zoe"))
    assert [*timeline.actors][-2:] == ["zoe", "zoe2"]
    assert not timeline.problems


def test_an_event_without_a_day_is_undated() -> None:
    after = added(f"{ZONE}events:\n  2026-11-29:\n    - title: A\n", day=None)
    assert after.endswith("    - title: A\n  undated:\n    - when: 12:00\n      title: New\n")


@pytest.mark.parametrize(
    "broken", ["  2026-12-01:\n    - title: b: c\n", "    - title: 'b\n", "  2026-12-01: [\n"]
)
def test_errors_below_do_not_matter(broken: str) -> None:
    above = f"{ZONE}events:\n  2026-11-30:\n    - title: A\n  2026-12-01:\n    - title: B\n"
    assert added(above + broken).endswith(broken)
    with pytest.raises(Refused, match="nothing can be added behind it"):
        added(f"{ZONE}events:\n  2026-11-30:\n    - title: A\n      text: b: c\n{broken}")


@pytest.mark.parametrize(
    "text", ["", "- title: A\n", "events: yes\n", "events: {2026-11-30: one}\n", "events: *x\n"]
)
def test_no_place(text: str) -> None:
    with pytest.raises(Refused):
        added(text and ZONE * (text[0] != "-") + text)
