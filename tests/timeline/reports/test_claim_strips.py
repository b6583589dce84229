"""What claims say of a time by themselves, beside the time that comes of all of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings

from crisis.timeline import Bound, load, why
from crisis.timeline.base.languages import ENGLISH
from crisis.timeline.base.zones import Zone
from crisis.timeline.reports.chart.placement import stroke
from crisis.timeline.reports.claim_strips import ClaimStrips, claim_strips

from ...support.examples import examples
from ...support.stories import Story, stories
from ...support.timelines import instant, read

FIXTURES = sorted((Path(__file__).parents[3] / "fixtures").glob("*.yaml"))
HEAD = "timeline: {zone: UTC}\nsources: {a: {name: Ay}, b: {name: Bee}}\nevents:\n"


def strips(text: str, name: str) -> ClaimStrips:
    timeline = read(HEAD + text)
    return claim_strips(why(timeline, name), timeline)


def hull(found: ClaimStrips, number: int) -> tuple[int | None, int | None]:
    """From where to where the spans of a claim reach."""
    spans = found.strips[number].spans
    lows, highs = [s.earliest for s in spans], [s.latest for s in spans]
    return (
        None if None in lows or not lows else min(lows),
        None if None in highs or not highs else max(highs),
    )


def holds(found: ClaimStrips) -> bool:
    """Whether each claim that counts leaves room for all that the event may be."""
    if found.event.dateless or found.event.agreement or found.event.conflicted:
        return True  # accounts that differ, or that something else overrules
    for number, strip in enumerate(found.strips):
        if not strip.counts or not strip.spans:
            continue
        low, high = hull(found, number)
        if not all(_inside(span.earliest, span.latest, low, high) for span in found.whole):
            return False
    return True


def _inside(first: int | None, last: int | None, low: int | None, high: int | None) -> bool:
    return (low is None or (first is not None and first >= low)) and (
        high is None or (last is not None and last <= high)
    )


@settings(max_examples=examples(100))
@given(stories())
def test_what_is_known_of_an_event_lies_in_what_each_of_its_claims_says(story: Story) -> None:
    timeline = read(story.text())
    for event in timeline.events:
        found = claim_strips(why(timeline, event.id), timeline)
        assert holds(found), event.id
        assert [s.told.claim.phrase for s in found.strips] == [
            c.phrase for c in event.when if c.phrases
        ]


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_so_it_does_in_the_files_that_come_with_crisis(path: Path) -> None:
    timeline = load(str(path))
    for event in timeline.events:
        assert holds(claim_strips(why(timeline, event.id), timeline)), event.id


def test_a_relation_is_where_it_leads_from_all_that_is_known_of_the_other() -> None:
    found = strips(
        "  - {id: x, title: t, when: 2026-11-20 10:00..2026-11-20 11:00}\n"
        "  - id: e\n    title: t\n    when:\n"
        "      - {is: exactly 2h after @x, source: a}\n      - after 2026-11-20 12:30\n",
        "e",
    )
    after = instant("2026-11-20T12:30") + 1  # by which x was not before 10:30
    assert hull(found, 0) == (after, instant("2026-11-20T13:01") - 1)
    assert hull(found, 1) == (after, None)
    assert [span.earliest for span in found.whole] == [after]


def test_a_reading_of_a_clock_that_is_wrong_is_as_wide_as_that_is_known() -> None:
    timeline = read(
        "timeline: {zone: UTC}\nsources: {cam: {name: Cam, clock: 5m..10m fast}}\nevents:\n"
        "  - {id: e, title: t, when: [{is: 2026-11-20 12:00, source: cam}]}"
    )
    (strip,) = claim_strips(why(timeline, "e"), timeline).strips
    assert strip.spans[0].start == Bound(
        instant("2026-11-20T11:50"), instant("2026-11-20T11:56") - 1
    )


def test_a_length_counts_back_from_an_end() -> None:
    found = strips("  - {id: e, title: t, when: {to: 2026-11-20 15:00, for: exactly 2h}}", "e")
    (span,) = found.strips[0].spans
    assert span.start == found.event.start
    assert span.earliest == instant("2026-11-20T13:00")


def test_alternatives_are_several_spans_of_which_one_holds() -> None:
    found = strips("  - {id: e, title: t, when: 2026-11-20 or 2026-11-22}", "e")
    assert [span.choice for span in found.strips[0].spans] == [True, True]
    assert found.whole == found.strips[0].spans
    assert not found.telling


def test_states_say_why_a_claim_does_not_count() -> None:
    found = strips(
        "  - id: e\n    title: t\n    when:\n"
        "      - {is: 2026-11-20, source: a}\n"
        "      - {is: 2026-11-25, source: b, rejected: a misprint}\n",
        "e",
    )
    assert [strip.state for strip in found.strips] == ["", "rejected"]
    assert found.strips[1].spans
    assert found.telling
    found = strips(
        "  - id: e\n    title: t\n    when:\n"
        "      - {is: 2026-11-20, source: a}\n"
        "      - {is: 2026-11-25, source: a}\n",
        "e",
    )
    assert [strip.state for strip in found.strips] == ["in conflict", "in conflict"]


def test_spans_of_what_is_disputed_have_names() -> None:
    found = strips(
        "  - id: e\n    title: t\n    when:\n"
        "      - {is: 2026-11-20, source: a}\n"
        "      - {is: 2026-11-25, source: b}\n",
        "e",
    )
    assert [span.sources for span in found.whole] == [("Ay",), ("Bee",)]
    assert [strip.spans[0].sources for strip in found.strips] == [("Ay",), ("Bee",)]


def test_what_is_open_has_no_axis_by_itself_and_one_end_is_enough() -> None:
    nothing = strips("  - {id: e, title: t, when: unknown}", "e")
    assert nothing.axis(60, Zone("UTC"), ENGLISH) is None
    found = strips("  - {id: e, title: t, when: [after 2026-11-20, before 2326-11-20]}", "e")
    for columns in (20, 60, 150):
        axis = found.axis(columns, Zone("UTC"), ENGLISH)
        assert axis is not None
        first, second = (stroke(strip.spans[0], axis) for strip in found.strips)
        assert (first.before, first.after) == (False, True)
        assert (second.before, second.after) == (True, False)
