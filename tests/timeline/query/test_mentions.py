"""What completion reads of a file is what the whole reader finds in it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from crisis.timeline.loading import loads
from crisis.timeline.model.free import texts
from crisis.timeline.opening import load
from crisis.timeline.query.fields import KEPT, PLAIN
from crisis.timeline.query.scan_names import LONGEST, mentions, more_ids

ROOT = Path(__file__).parents[3]
FILES = [
    *sorted((ROOT / "fixtures").glob("*.yaml")),
    *sorted((ROOT / "tests/cases/files").glob("*.yaml")),
]
READABLE = [path for path in FILES if path.stem not in ("latin1", "syntax", "broken", "shapes")]


@pytest.mark.parametrize("path", READABLE, ids=lambda path: path.stem)
def test_the_words_of_a_file_are_those_of_its_timeline(path: Path) -> None:
    found = mentions([path.read_text(encoding="utf-8")])
    timeline = load(str(path))
    events = timeline.events
    parts = [part for event in events for part in event.actors]
    assert {name: dict(titles) for name, titles in found.events.items()} == {
        event.id: dict(event.titles) for event in events
    }
    assert set(found.actors) == {*timeline.actors, *(part.actor for part in parts)}
    assert {actor.id: actor.name for actor in timeline.actors.values()}.items() <= (
        found.actors.items()
    )
    assert set(found.aliases) == {a for actor in timeline.actors.values() for a in actor.aliases}
    assert {(actor, role) for actor, roles in found.roles.items() for role in roles} == {
        (part.actor, part.role) for part in parts if part.role
    }
    assert set(found.sources) >= {*timeline.sources, *(s for e in events for s in e.sources)}
    plain = {
        field: Counter(word for event in events for word in KEPT[field](event)) for field in PLAIN
    }
    own: dict[str, Counter[str]] = {}
    for event in events:
        for name, written in event.free:  # what is nested has no word to complete
            words = () if written.startswith("{") else texts(written)
            own.setdefault(name, Counter()).update(words)
    assert found.words == plain | own
    assert found.zones.items() >= timeline.header.zones.items()
    assert (found.zone, found.lang) == (timeline.header.zone, timeline.header.lang)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_file_is_too_broken(path: Path) -> None:
    mentions([path.read_bytes().decode("utf-8", "replace")])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        "- a",
        "timeline: a",
        "actors: [a]",
        "sources: a",
        "events: a",
        "events: [a, [b], {c: d}]",
        "events: {2026-11-20: {id: a}}",
        "events: {2026-11-20: [{id: [a], title: [b], actors: [[c]], when: [[d]], tags: {e: f}}]}",
        "timeline: {zones: a}\nactors: {a: [b]}\nsources: {c: [d]}",
    ],
)
def test_no_shape_is_too_strange(text: str) -> None:
    mentions([text])


def test_the_days_are_those_that_are_written() -> None:
    text = (
        "timeline: {zone: UTC}\n"
        "events:\n"
        "  2026-11-20..2026-11-22: [{title: a}]\n"
        "  undated:\n"
        "    - {title: b, when: 2026-11-25 12:00}\n"
        "    - {title: c, when: [{is: before 2026-11-24, source: x}]}\n"
        "    - {title: d 2026-01-01, when: 20261-12-01}\n"
    )
    found = mentions([text])
    assert found.days == ["2026-11-20", "2026-11-22", "2026-11-24", "2026-11-25"]


def test_several_files_are_one() -> None:
    first = "timeline: {zone: UTC}\nactors: {a: A}\nevents: [{id: x, title: X, actors: a}]"
    second = "actors: {a: Other, b: B}\nevents: [{id: y, title: Y, tags: [t]}]"
    found = mentions([first, second])
    assert (found.actors, list(found.events)) == ({"a": "A", "b": "B"}, ["x", "y"])
    assert (found.zone, found.words["tag"]) == ("UTC", {"t": 1})


def test_of_a_long_file_all_ids_are_there() -> None:
    event = "  - {{id: event-{0}, when: 2026-11-20, title: The event of the number {0}}}\n"
    text = "events:\n" + "".join(event.format(number) for number in range(5000))
    assert len(text) > LONGEST
    found = [*mentions([text]).events, *more_ids(text)]
    assert found == [event.id for event in loads(text).events]
