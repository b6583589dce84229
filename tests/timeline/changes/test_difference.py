"""What became of a timeline: laws on random edits, and what moved events that nobody touched."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis.timeline.changes import reasons
from crisis.timeline.changes.difference import Changed, Difference, compare, shift
from crisis.timeline.changes.reasons import Statements
from crisis.timeline.changes.written import as_text
from crisis.timeline.model.records import Bound

from ...support.stories import Story, stories
from ...support.timelines import read

MIRRORED = {
    "": "", "sharper": "wider", "wider": "sharper", "moved": "moved",
    "begun": "ended", "ended": "begun",
}  # fmt: skip


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, str]:
    """A story and the same story with events taken out, put in, told or called otherwise."""
    story = draw(stories())
    other = draw(stories())
    events, said = list(story.events), list(story.said)
    for number in range(len(events)):
        change = draw(st.sampled_from(("", "", "title", "said", "tags")))
        if change == "title":
            events[number] = {**events[number], "title": draw(st.sampled_from(("New", "Other")))}
        elif change == "said" and number < len(other.said):
            said[number] = other.said[number]
        elif change == "tags":
            events[number] = {**events[number], "tags": ["edited"]}
    moved = draw(st.sampled_from((0, 0, 0, 1)))
    edited = Story(
        tuple(events), tuple(said), story.window, draw(st.sampled_from((story.prefer, "ap")))
    )
    return story.text(), edited.text(moved)


def fields(change: Changed) -> tuple[Any, ...]:
    return (
        change.new.id, change.keys, change.start, change.end, change.dispute, change.conflict,
        change.moved,
    )  # fmt: skip


def backwards(change: Changed) -> tuple[Any, ...]:
    keys = tuple(key.replace(old=key.new, new=key.old) for key in change.keys)
    shifts = (change.start, change.end, change.dispute, change.conflict)
    return (change.new.id, keys, *(MIRRORED[word] for word in shifts), change.moved)


@given(stories())
def test_a_timeline_is_not_different_from_itself(story: Story) -> None:
    difference = compare(read(story.text()), read(story.text()))
    assert difference.empty
    assert not difference.turned
    assert not difference.renamed


def _as_sets(difference: Difference) -> tuple[Any, ...]:
    return (
        {event.id for event in difference.added},
        {event.id for event in difference.removed},
        {(pair.first, pair.second, pair.before, pair.after) for pair in difference.turned},
        {(pair.old.id, pair.new.id, pair.like) for pair in difference.renamed},
        {(key.key, repr(key.old), repr(key.new)) for key in difference.header},
    )


@given(edits())
def test_a_difference_is_the_mirror_of_the_one_the_other_way_round(pair: tuple[str, str]) -> None:
    old, new = (read(text) for text in pair)
    there, back = compare(old, new), compare(new, old)
    added, removed, turned, renamed, header = _as_sets(there)
    assert _as_sets(back) == (
        removed,
        added,
        {(second, first, after, before) for first, second, before, after in turned},
        {(second, first, like) for first, second, like in renamed},
        {(key, later, earlier) for key, earlier, later in header},
    )
    assert sorted(map(repr, map(backwards, there.changed))) == sorted(
        map(repr, map(fields, back.changed))
    )


@given(edits())
def test_every_event_is_the_same_or_told_of_once(pair: tuple[str, str]) -> None:
    old, new = (read(text) for text in pair)
    difference = compare(old, new)
    changed = {change.new.id for change in difference.changed}
    assert len(changed) == len(difference.changed)
    assert {event.id for event in difference.added} == {*new.keys()} - {*old.keys()}
    assert {event.id for event in difference.removed} == {*old.keys()} - {*new.keys()}
    for name in {*old.keys()} & {*new.keys()} - changed:
        assert not shift(old[name].start, new[name].start)
        assert not shift(old[name].end, new[name].end)
        assert old[name].titles == new[name].titles
        assert old[name].disputed == new[name].disputed


@given(edits())
def test_a_statement_that_moved_something_stands_on_one_side_alone(pair: tuple[str, str]) -> None:
    old, new = (read(text) for text in pair)
    statements = Statements(old, new)
    for change in compare(old, new).changed:
        for limit in statements.because(change) or ():
            for found, timeline in ((limit.gone, new), (limit.come, old)):
                for reason in found:
                    claims = timeline[reason.event].when if reason.event in timeline else ()
                    same = [c for c in claims if c.phrase == reason.phrase and not c.rejected]
                    assert reason.kind != "claim" or not [
                        claim for claim in same if claim.source == reason.source
                    ]


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        (Bound(0, 10_000), Bound(0, 10_000), ""),
        (Bound(0, 10_000), Bound(0, 10_001), ""),
        (Bound(0, 10_000), Bound(2_000, 10_000), "sharper"),
        (Bound(0, 10_000), Bound(0, None), "wider"),
        (Bound(None, None), Bound(0, None), "sharper"),
        (Bound(0, 10_000), Bound(5_000, 15_000), "moved"),
        (Bound(0, 10_000), Bound(20_000, 30_000), "moved"),
        (None, Bound(0, 10_000), "sharper"),
        (Bound(0, 10_000), None, "wider"),
        (None, Bound(), ""),
    ],
)
def test_what_became_of_a_bound(old: Bound | None, new: Bound | None, what: str) -> None:
    assert shift(old, new) == what


HEAD = "timeline: {zone: UTC}\nsources: {ap: AP, bbc: BBC}\nevents:\n"


def test_what_is_deleted_moves_what_hung_on_it_and_is_named() -> None:
    a = '- {id: a, title: a, when: "2026-11-20 10:00"}\n'
    b = "- {id: b, title: b, when: 1h after @a}\n"
    c = '- {id: c, title: c, when: "2026-11-20 09:00..2026-11-20 15:00; after @b"}\n'
    d = '- {id: d, title: d, when: "2026-11-20 11:30", caused_by: c}\n'
    difference = compare(read(HEAD + a + b + c + d), read(HEAD + a + b + c))
    assert [event.id for event in difference.removed] == ["d"]
    (change,) = difference.changed
    assert (change.new.id, change.start, change.moved) == ("c", "wider", True)
    (limit,) = Statements(difference.old, difference.new).because(change) or ()
    assert limit.which == "latest"
    assert {(reason.kind, reason.event) for reason in limit.gone} == {
        ("claim", "d"),
        ("cause", "d"),
    }


def test_a_new_id_is_proposed_and_never_taken() -> None:
    old = read(HEAD + '- {id: call, title: The long call, when: "2026-11-20 10:00"}\n')
    new = read(HEAD + '- {id: the-call, title: The very long call, when: "2026-11-20 10:00"}\n')
    difference = compare(old, new)
    assert [(pair.old.id, pair.new.id) for pair in difference.renamed] == [("call", "the-call")]
    assert (len(difference.added), len(difference.removed)) == (1, 1)
    later = read(HEAD + '- {id: the-call, title: The long call, when: "2026-11-21 10:00"}\n')
    assert not compare(old, later).renamed


def test_a_dispute_that_begins_and_one_that_ends() -> None:
    one = read(HEAD + '- {id: a, title: a, when: {is: "2026-11-20 10:00", source: ap}}\n')
    two = read(
        HEAD + '- {id: a, title: a, when: [{is: "2026-11-20 10:00", source: ap}, '
        '{is: "2026-11-20 12:00", source: bbc}]}\n'
    )
    assert compare(one, two).changed[0].dispute == "begun"
    assert compare(two, one).changed[0].dispute == "ended"
    assert not compare(one, two).changed[0].moved


def test_another_zone_moves_what_nobody_touched() -> None:
    text = HEAD + '- {id: a, title: a, when: "2026-11-20 10:00"}\n'
    (change,) = compare(read(text), read(text.replace("UTC", "Asia/Tokyo"))).changed
    assert (change.keys, change.start, change.moved) == ((), "moved", True)


def test_a_header_is_compared_by_its_day_and_not_by_its_instants() -> None:
    text = "timeline: {zone: UTC}\nevents: {2026-11-20: [{id: a, title: a}]}\n"
    (change,) = compare(read(text), read(text.replace("UTC", "Asia/Tokyo"))).changed
    assert not change.keys
    (change,) = compare(read(text), read(text.replace("-20", "-21"))).changed
    assert [(key.key, key.old, key.new) for key in change.keys] == [
        ("day", "2026-11-20", "2026-11-21")
    ]


def test_keys_of_ones_own_and_switches_are_named_by_themselves() -> None:
    old = (
        "timeline: {zone: UTC, x-case: 1}\n"
        "sources: {s: {name: S, approximate: true, x-k: [a, b]}}\n"
        'events:\n- {id: a, title: a, when: {is: "2026-11-20", source: s, x-c: "1"}, x-level: 1}\n'
    )
    new = old.replace("x-case: 1", "x-case: '1'").replace("x-level: 1", "x-level: 2")
    new = new.replace("true", "false").replace("[a, b]", "a").replace('"1"', '"2"')
    difference = compare(read(old), read(new))
    assert [key.key for key in difference.header] == ["x-case"]
    assert [key.key for key in difference.entries[0].keys] == ["approximate", "x-k"]
    assert [key.key for key in difference.changed[0].keys] == ["when", "x-level"]
    shown = [as_text(key.key, key.old) for key in difference.changed[0].keys]
    assert shown == ['"2026-11-20" [source: s, x-c: 1]', "1"]
    assert as_text("approximate", difference.entries[0].keys[0].old) == "true"


def test_a_measure_is_told_by_its_two_events() -> None:
    events = "events:\n  - {id: a, title: A}\n  - {id: b, title: B}\n"
    measured = "timeline: {zone: UTC, measures: {time to detect: [a, b]}}\n" + events
    [key] = compare(read("timeline: {zone: UTC}\n" + events), read(measured)).header
    assert as_text(key.key, key.new) == "time to detect (from a to b)"


def test_long_chains_are_followed_up_to_a_limit_and_the_rest_is_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reasons, "MOST_STEPS", 60)
    chain = "".join(f"- {{id: e{n}, title: t, when: 1m after @e{n - 1}}}\n" for n in range(1, 20))
    start = '- {id: e0, title: t, when: "2026-11-20 10:00"}\n'
    old, new = read(HEAD + start + chain), read(HEAD + start.replace("10:", "11:") + chain)
    statements = Statements(old, new)
    found = [statements.because(change) for change in compare(old, new).changed]
    assert statements.unasked == found.count(None) > 0
    assert all(limits for limits in found if limits is not None)
