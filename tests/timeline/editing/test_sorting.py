"""In which order events stand that were sorted, which comments went with them, what is refused."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from crisis.timeline.editing.event_blocks import event_blocks
from crisis.timeline.editing.outline import Outline
from crisis.timeline.editing.sorting import sorted_files
from crisis.timeline.eventfile.files import Source
from crisis.timeline.loading import load_sources
from crisis.timeline.model.sort_keys import order

from ...support.examples import examples
from ...support.laid_out import laid_out
from ...support.timelines import severe

if TYPE_CHECKING:
    from crisis.timeline.editing.rewritten import Rewritten
    from crisis.timeline.model.records import Event

TOP = "timeline: {zone: UTC}\nevents:\n"


def in_time(text: str) -> Rewritten:
    sources = [Source("t.yaml", text)]
    (done,) = sorted_files(sources, load_sources(sources), load_sources)
    return done


def below(*lines: str) -> str:
    """What stands below ``events`` when it is sorted."""
    done = in_time(TOP + "".join(f"{line}\n" for line in lines))
    assert not done.problems
    return done.after.removeprefix(TOP)


def lists(text: str) -> list[list[Event]]:
    """The events of each list of a file."""
    events = iter(load_sources([Source("t.yaml", text)]).events)
    return [[next(events) for _ in one.parts] for one in event_blocks(Outline(text)).lists]


def timed(event: Event) -> bool:
    return not event.dateless and (event.header != event.start or event.branched)


@settings(max_examples=examples(150))
@given(laid_out())
def test_the_order_is_that_of_time(text: str) -> None:
    if severe(load_sources([Source("t.yaml", text)])):
        return
    done = in_time(text)
    if done.problems:
        return
    stood = {
        event.id: above.id
        for events in lists(text)
        for above, event in pairwise([None, *events])
        if above
    }
    for events in lists(done.after):
        ids = [event.id for event in events]
        for place, event in enumerate(events):
            assert not {*event.caused_by} & {*ids[place:]}
        if any({*event.caused_by} & {*ids} for event in events):
            continue
        keys = [order(event)[:2] for event in events if timed(event)]
        assert keys == sorted(keys)
        if all(event.turn < 0 for event in events):
            for above, event in pairwise(events):
                assert timed(event) or stood[event.id] == above.id


def test_equal_ones_stay_as_they_stand() -> None:
    lines = [f"  - {{id: e{n}, title: E, when: 2026-11-20 12:00}}" for n in (3, 1, 2)]
    assert below(*lines) == "".join(f"{line}\n" for line in lines)


def test_an_effect_stands_below_its_cause_though_their_times_may_not_tell() -> None:
    sorted_ = below(
        "  - {id: effect, title: E, caused_by: cause, when: 2026-11-20 09:00..2026-11-20 11:00}",
        "  - {id: cause, title: C, when: before 2026-11-20 12:00}",
        "  - {id: undated, title: U, caused_by: later}",
        "  - {id: later, title: L}",
    )
    ids = [line.split(",")[0] for line in sorted_.splitlines()]
    assert ids == [f"  - {{id: {name}" for name in ("cause", "later", "undated", "effect")]


def test_headers_without_days_stay_below_their_neighbours() -> None:
    assert below(
        "  undated: [{id: u, title: U}]",
        "  2026-11-22: [{id: c, title: C}]",
        "  2026-11-23:",
        "  2026-11: [{id: b, title: B}]",
        "  2026-11-01: [{id: a, title: A}]",
    ) == (
        "  undated: [{id: u, title: U}]\n"
        "  2026-11-01: [{id: a, title: A}]\n"
        "  2026-11: [{id: b, title: B}]\n"
        "  2026-11-22: [{id: c, title: C}]\n"
        "  2026-11-23:\n"
    )


@pytest.mark.parametrize("text", ["  text: |+", "  text: |"])
def test_a_text_that_keeps_its_blank_lines_keeps_them_elsewhere_too(text: str) -> None:
    done = in_time(
        f"{TOP}  - title: Two\n    when: 2026-11-22\n  {text}\n      kept\n\n\n"
        "  # One\n  - {title: One, when: 2026-11-21}\n"
    )
    before, after = (
        {event.id: event.texts for event in load_sources([Source("t.yaml", one)]).events}
        for one in (done.before, done.after)
    )
    assert after == before
    assert done.changed


def test_keys_behind_a_question_mark_move_with_it() -> None:
    assert below(
        "  ? 2026-11-22", "  : [{id: b, title: B}]", "  ? 2026-11-21", "  : [{id: a, title: A}]"
    ) == ("  ? 2026-11-21\n  : [{id: a, title: A}]\n  ? 2026-11-22\n  : [{id: b, title: B}]\n")
    apart = f"{TOP}  ?\n    2026-11-22\n  : [{{id: b, title: B}}]\n  ?\n    2026-11-21\n  : []\n"
    assert not in_time(apart).changed


def test_an_event_keeps_the_date_that_its_header_gives_it() -> None:
    text = TOP + (
        "  2026-11-21:\n    - {id: b, title: B, when: 2026-11-19 12:00}\n"
        "    - {id: a, title: A, when: 12:00}\n"
        "  2026-11-20:\n    - {id: c, title: C, when: 12:00}\n"
    )
    done = in_time(text)
    assert [[event.id for event in events] for events in lists(done.after)] == [["c"], ["b", "a"]]
    assert [remark.message for remark in done.remarks] == [
        '"2026-11-20" belongs above "2026-11-21"'
    ]
