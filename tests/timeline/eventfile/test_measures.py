"""``timeline.measures``: what may stand there, what is said of the rest, and that it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from crisis.timeline import from_json, load, loads
from crisis.timeline.model.timeline import Measure, instant_of

from ...support.timelines import severe

if TYPE_CHECKING:
    from pathlib import Path

    from crisis.timeline import Timeline

EVENTS = """\
events:
  2026-11-20:
    - {id: start, when: 20:14:33, title: It starts}
    - {id: detected, when: 20:20, title: Somebody sees it}
    - {id: outage, when: {from: 20:14, to: about 21:00}, title: The outage}
    - {id: whole, title: It all}
    - {id: part, when: 20:30, part_of: whole, title: A part}
"""


def timeline_with(measures: str) -> Timeline:
    return loads(f"timeline:\n  zone: UTC\n  measures: {measures}\n{EVENTS}", "t.yaml")


@pytest.mark.parametrize(
    ("written", "first", "second"),
    [
        ("[start, detected]", "start", "detected"),
        ("['@start', '@detected']", "start", "detected"),
        ("[start, outage.end]", "start", "outage.end"),
        ("['@outage.start', outage.end]", "outage.start", "outage.end"),
        ("[whole.start, whole.end]", "whole.start", "whole.end"),
        # what does not last ends as it starts
        ("[start.end, detected.start]", "start", "detected"),
    ],
)
def test_an_end_is_an_event_or_the_start_or_the_end_of_what_lasts(
    written: str, first: str, second: str
) -> None:
    timeline = timeline_with(f"{{it took: {written}}}")
    assert not timeline.problems
    assert timeline.header.measures == (Measure("it took", first, second),)


@pytest.mark.parametrize(
    ("written", "said", "hint"),
    [
        ("{it took: start}", '3:23: "it took" needs two events', "it took: [start, detected]"),
        ("{it took: {start: detected}}", '3:23: "it took" needs two events', ""),
        ("{it took: ''}", '3:24: "it took" needs two events', ""),
        ("{it took: []}", '3:23: "it took" has 0 ends instead of two', ""),
        ("{it took: [start]}", '3:23: "it took" has 1 end instead of two', ""),
        ("{it took: [start, detected, part]}", '3:23: "it took" has 3 ends instead', ""),
        ("{it took: [start, [part]]}", '3:31: an end of "it took" must be the id', ""),
        ("{it took: [start, '']}", '3:32: an end of "it took" is empty', ""),
        ("{'': [start, detected]}", "3:15: an empty key in timeline.measures", ""),
        ("{' ': [start, detected]}", "3:15: an empty key in timeline.measures", ""),
        ("{a: [start, part], a: [start, part]}", '"a" stands twice in timeline.measures', ""),
        ("[start, detected]", "3:13: timeline.measures must be a mapping", ""),
        ("{it took: [strat, detected]}", 'no event "strat" to measure', 'mean "start"?'),
        ("{it took: [10:00, detected]}", '"10:00" is no id of an event', ""),
        ("{it took: [start, outage]}", '"outage" lasts: is that its start', "or outage.end"),
        ("{it took: [start, whole]}", '"whole" lasts: is that its start', "write whole.start"),
        ("{it took: [start, outage.begin]}", "neither the start nor the end", "or outage.end"),
        ("{it took: [start, outage.end.end]}", "neither the start nor the end", ""),
        ("{it took: [start, start]}", "measured from an instant to itself", "another event"),
        ("{it took: [start, start.end]}", "measured from an instant to itself", ""),
    ],
)
def test_what_is_no_measure_is_said_with_its_place_and_left_out(
    written: str, said: str, hint: str
) -> None:
    timeline = timeline_with(written)
    (told,) = severe(timeline)
    assert said in told
    assert hint in timeline.problems[0].hint
    assert [measure.name for measure in timeline.header.measures if measure.name != "a"] == []


def test_what_is_wrong_with_one_leaves_the_others() -> None:
    timeline = timeline_with("{a: [start], b: [start, detected], c: [start, x]}")
    assert [measure.name for measure in timeline.header.measures] == ["b"]


def test_several_files_are_one_timeline_and_a_name_has_one_meaning(tmp_path: Path) -> None:
    first, second = tmp_path / "a.yaml", tmp_path / "b.yaml"
    first.write_text(f"timeline: {{zone: UTC, measures: {{a: [start, later]}}}}\n{EVENTS}")
    second.write_text(
        "timeline: {measures: {a: [start, later], b: [part, later]}}\n"
        "events: [{id: later, title: Later}]\n"
    )
    timeline = load(first, second)
    assert not timeline.problems
    assert timeline.header.measures == (
        Measure("a", "start", "later"),
        Measure("b", "part", "later"),
    )
    second.write_text(second.read_text().replace("a: [start", "a: [part"))
    timeline = load(first, second)
    (problem,) = timeline.problems
    assert problem.message == '"a" has other ends in another file'
    assert problem.hint.startswith(f"[start, later] in {first}:1")
    assert timeline.header.measures[0] == Measure("a", "start", "later")


def test_measures_come_back_from_json() -> None:
    timeline = timeline_with("{a: [start, outage.end], b: [outage.start, detected]}")
    assert len(timeline.header.measures) == 2
    text = timeline.report().to_json()
    report = from_json(text)
    assert report.answer.timeline.header.measures == timeline.header.measures
    assert report.to_json() == text


def test_an_instant_is_that_of_its_event() -> None:
    assert [instant_of(text) for text in ("a", "@a", "a.start", "@a.end")] == [
        ("a", 0),
        ("a", 0),
        ("a", 0),
        ("a", 1),
    ]
    with pytest.raises(ValueError, match="x"):
        instant_of("a.x")
