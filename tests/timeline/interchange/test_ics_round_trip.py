"""What ``show --as ics`` wrote comes back: ids, titles, bounds to the microsecond, phrases."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from crisis.cli.main import main
from crisis.timeline.base.texts import in_language
from crisis.timeline.interchange.reading.presets import preset
from crisis.timeline.loading import loads

from ...support.importing import imported_by

if TYPE_CHECKING:
    from crisis.timeline.timeline import Timeline

FIXTURES = Path(__file__).parents[3] / "fixtures"
SMALL = """
timeline: {title: "A, b; c", zone: America/Los_Angeles, zones: {ET: America/New_York}}
sources: {log: A log, paper: A paper}
actors: {jane: Jane Doe}
events:
  2023-11-17:
    - {id: minute, when: {is: 12:28, source: log}, title: "A: minute, or; so", tags: [a b, c]}
    - {id: second, when: 12:28:50, title: A second, text: "Two\\nlines", place: "There, here"}
    - {id: finer, when: 12:28:50.123456, title: Finer, note: A note, actors: [{jane: seen}]}
    - {id: morning, when: morning, title: A part of the day, quote: It was early}
    - {id: about, when: ~noon, title: About noon, url: "https://example.org/a,b"}
    - {id: night, when: night, title: Beyond midnight}
    - {id: lasts, when: from 13:00 to 14:30, title: What lasts}
    - {id: for, when: from 13:00 for 90m, title: For a while}
    - {id: there, when: 15:28 ET, title: Another clock}
    - {id: after, when: 10m after @minute, title: After it}
    - {id: two, when: [{is: 12:30, source: log}, {is: 12:40, source: paper}], title: Two say it}
    - {id: before, when: before 09:00, title: Before, status: averted}
    - {id: maybe, when: probably 16:30, title: Perhaps}
    - {id: between, when: between 15:00 and 16:00, title: Between}
  2023-11-05:
    - {id: twice, when: "01:30", title: A clock that was shown twice}
  undated:
    - {id: day, when: 2023-11-18, title: A day}
    - {id: month, when: 2023-11, title: A month}
    - {id: old, when: 1917-10-25 OS, title: Old Style}
    - {id: open, when: after 2023-11-18, title: With no end}
"""


def back(path: Path, tmp_path: Path, zone: str = "") -> tuple[Timeline, Timeline]:
    """A timeline, and what came back of it."""
    calendar = tmp_path / "x.ics"
    main(["show", "-q", "-f", str(path), "-o", str(calendar), "--as", "ics"])
    result = imported_by(preset("ics"), calendar.read_bytes(), zone)
    assert result.problems == []
    return loads(path.read_text("utf-8")), result.timeline


LONG = [
    pytest.param(name, zone, marks=pytest.mark.long)
    for name in ("openai", "titanic", "three-mile-island", "blackout-2003")
    for zone in ("", "Asia/Kolkata")
]


@pytest.mark.parametrize(("name", "zone"), [("small", ""), ("small", "Asia/Kolkata"), *LONG])
def test_a_timeline_comes_back(name: str, zone: str, tmp_path: Path) -> None:
    path = FIXTURES / f"{name}.yaml"
    if name == "small":
        path = tmp_path / "small.yaml"
        path.write_text(SMALL, "utf-8")
    first, second = back(path, tmp_path, zone)
    events = {event.id: event for event in second.events}
    assert events.keys() == {event.id for event in first.events}
    for event in first.events:
        found = events[event.id]
        assert in_language(found.titles, "") == in_language(event.titles, "en")
        assert in_language(found.texts, "") == in_language(event.texts, "en")
        assert (found.place, found.status, found.tags) == (event.place, event.status, event.tags)
        assert [part.role for part in found.actors] == [part.role for part in event.actors]
        for bound, other in ((event.start, found.start), (event.end, found.end)):
            assert (bound and bound.ends) == (other and other.ends), event.id


def test_phrases_come_back_where_they_say_it_all(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(SMALL, "utf-8")
    _, second = back(path, tmp_path)
    phrases = {event.id: [claim.phrase for claim in event.when] for event in second.events}
    assert phrases["morning"] == ["morning"]
    assert phrases["night"] == ["night"]
    assert phrases["between"] == ["between 15:00 and 16:00"]
    assert phrases["about"] == ["~noon"]
    assert phrases["lasts"] == ["from 13:00 to 14:30"]
    assert phrases["old"] == ["1917-10-25 OS"]
    assert phrases["month"] == ["2023-11"]
    assert phrases["after"] != ["10m after @minute"]
