"""Alternatives of which one holds: what each means, and that nothing else is read as one."""

from __future__ import annotations

from typing import Any

import pytest

from ...support.phrases import MORE, ZONE, file_with, read_with
from ...support.timelines import data, flow, read, severe, walls

TABLE = data("alternatives.yaml")
OWN = {"zones": MORE["zones"]}


def name(case: Any) -> str:
    return flow(case["when"] if isinstance(case, dict) else case).strip('"')


@pytest.mark.parametrize("case", TABLE["cases"], ids=name)
def test_each_alternative_is_told_and_the_bound_is_their_hull(case: dict[str, Any]) -> None:
    timeline, event = read_with(case["when"], header=case.get("header", True), timeline=OWN)
    assert severe(timeline) == []
    assert timeline.conflicts == ()
    told = [
        [walls(it.start, ZONE), walls(it.end, ZONE)] if it.end else walls(it.start, ZONE)
        for it in event.alternatives
    ]
    assert told == case["each"]
    assert not any(it.ruled_out for it in event.alternatives)
    assert "alternative" in event.states
    starts = [it.start for it in event.alternatives]
    assert event.start.earliest == min(it.earliest for it in starts if it.earliest is not None)
    assert event.start.latest == max(it.latest for it in starts if it.latest is not None)


@pytest.mark.parametrize("phrase", TABLE["plain"])
def test_limits_and_distances_with_or_are_no_alternatives(phrase: str) -> None:
    timeline, event = read_with(phrase, header=phrase.startswith("14"))
    assert timeline.problems == ()
    assert event.alternatives == ()


@pytest.mark.parametrize("case", TABLE["refused"], ids=name)
def test_what_is_no_choice_is_refused_with_what_would_do(case: dict[str, Any]) -> None:
    timeline = read(file_with(case["when"], timeline=OWN))
    (problem,) = timeline.problems
    assert case["hint"] in problem.hint


def test_what_is_written_of_each_is_kept() -> None:
    event = read_with("02:25 NYT or ship", timeline=OWN)[1]
    assert [it.written for it in event.alternatives] == ["02:25 NYT", "02:25 ship"]
    assert event.when[0].phrase == "02:25 NYT or ship"
    event = read_with("1h or 3h after @ann")[1]
    assert [it.written for it in event.alternatives] == ["1h after @ann", "3h after @ann"]
    event = read_with("1h after @ann or @breach")[1]
    assert [it.written for it in event.alternatives] == ["1h after @ann", "1h after @breach"]
