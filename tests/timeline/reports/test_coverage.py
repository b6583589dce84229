"""How far each source carries a timeline: alone, confirmed by another, or in dispute."""

from __future__ import annotations

from hypothesis import given

from crisis.timeline import Clock, Query, Zone, ask
from crisis.timeline.reports.vocabulary import vocabulary

from ...support.stories import Story, stories
from ...support.timelines import read

HEAD = "timeline: {zone: UTC}\nsources: {ap: AP, bbc: BBC, cnn: CNN, none: N}\nevents:\n"


def carried(text: str) -> dict[str, tuple[int, ...]]:
    answer = ask(read(text), Query(), Clock(Zone("UTC")))
    found = vocabulary(answer, "sources")
    return {entry.id: tuple(entry.coverage.values()) for entry in found}


def test_who_contradicts_itself_is_in_dispute_though_nobody_else_tells_of_it() -> None:
    said = '{is: "2026-11-20 10:00", source: ap}, {is: "2026-11-20 12:00", source: ap}'
    assert carried(f"{HEAD}- {{id: a, title: a, when: [{said}]}}\n")["ap"] == (1, 0, 1)


def test_alone_confirmed_and_disputed() -> None:
    text = HEAD + (
        '- {id: a, title: a, when: {is: "2026-11-20 10:00", source: ap}}\n'
        '- {id: b, title: b, when: [{is: "2026-11-20 10:00", source: ap}, '
        '{is: "2026-11-20 10:00", source: bbc}], sources: [cnn]}\n'
        '- {id: c, title: c, when: [{is: "2026-11-20 10:00", source: ap}, '
        '{is: "2026-11-20 12:00", source: bbc}], sources: [cnn]}\n'
        '- {id: d, title: d, when: "2026-11-20", sources: [cnn]}\n'
        '- {id: e, title: e, when: ["2026-11-20 10:00", {is: "2026-11-20 10:00", source: ap}], '
        "sources: [cnn]}\n"
    )
    assert carried(text) == {
        "ap": (1, 1, 1), "bbc": (0, 1, 1), "cnn": (1, 0, 0), "none": (0, 0, 0),
    }  # fmt: skip


@given(stories())
def test_what_hangs_on_one_source_is_what_its_filters_find(story: Story) -> None:
    timeline = read(story.text())
    answer = ask(timeline, Query(), Clock(Zone("UTC")))
    for entry in vocabulary(answer, "sources"):
        own = [event for event in timeline.events if entry.id in event.sources]
        assert entry.coverage["alone"] == sum(len(event.sources) == 1 for event in own)
        assert entry.coverage["alone"] + entry.coverage["confirmed"] <= entry.shown
        assert entry.coverage["disputed"] + entry.coverage["confirmed"] <= entry.shown
        told = [event for event in own if entry.id in {a.source for a in event.accounts}]
        assert entry.coverage["disputed"] == sum(event.disputed for event in told)
