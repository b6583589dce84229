"""Who is named at a time: only a source whose own account it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from crisis.timeline import Clock, Query, Zone, ask, report
from crisis.timeline.formats.markdown import to_markdown
from crisis.timeline.model.attribution import attribution

from ...support.answers import whole
from ...support.phrases import read_with
from ...support.stories import Story, stories
from ...support.timelines import flow, read, read_lines

if TYPE_CHECKING:
    from crisis.timeline import Event, Timeline


@pytest.mark.parametrize(
    ("when", "tellers"),
    [
        ("08:07", ("",)),
        ({"is": "08:07", "source": "ap"}, ("ap",)),
        ([{"is": "08:07", "source": "ap"}, {"is": "08:07", "source": "bbc"}], ("ap", "bbc")),
        ([{"is": "08:07", "source": "ap"}, {"is": "~08:15", "source": "bbc"}], ("ap",)),
        ([{"is": "~08:15", "source": "ap"}, {"is": "~08:45", "source": "bbc"}], ()),
        ([{"is": "08:07", "source": "ap"}, {"is": "11:00", "source": "bbc"}], ()),
    ],
    ids=flow,
)
def test_only_who_said_a_time_is_named_at_it(when: object, tellers: tuple[str, ...]) -> None:
    assert read_with(when)[1].tellers == tellers


def test_what_others_say_is_told_apart() -> None:
    event = read_with([{"is": "08:07", "source": "ap"}, {"is": "~08:15", "source": "bbc"}])[1]
    (told,) = attribution(event).apart
    assert (told.source, told.start, told.end) == ("bbc", event.accounts[1].start, None)
    assert (told.written, told.conflicted) == ("", False)


def test_who_tells_one_end_alone_is_not_named_at_both() -> None:
    event = read_with([{"from": "10:00", "source": "ap"}, {"to": "12:00", "source": "bbc"}])[1]
    named = attribution(event)
    assert named.at_time == ()
    assert [(it.source, it.start is None, it.end is None) for it in named.apart] == [
        ("ap", False, True), ("bbc", True, False),
    ]  # fmt: skip


NARROWED = """
timeline: {zone: UTC}
sources: {ap: AP, bbc: BBC, web: Web}
events:
  2026-11-20:
    - {id: late, title: late, when: {is: "20:00", source: bbc}}
    - {id: eve, title: eve, when: {is: evening, source: ap}, caused_by: late, sources: web}
"""


def test_a_time_that_others_made_narrower_is_not_that_of_who_said_the_wider_one() -> None:
    event = read(NARROWED)["eve"]
    named = attribution(event)
    assert (named.at_time, named.at_title) == ((), ("web",))
    (told,) = named.apart
    assert told.source == "ap"
    assert told.start is not None
    assert told.start.earliest == event.header.earliest + 18 * 3_600_000_000


def rows(timeline: Timeline) -> dict[str, list[str]]:
    """The cells of a report in Markdown by the id of the event."""
    found = report(ask(timeline, Query(), Clock(Zone("UTC"))))
    lines = whole(to_markdown, found, (Zone("UTC"),), ("id", "when", "title")).splitlines()
    cells = [line.strip("| ").split(" | ") for line in lines if line.startswith("| e")]
    return {row[0]: row[1:] for row in cells}


def at_time(cell: str) -> list[str]:
    """The sources marked at the time itself, not in brackets behind it."""
    if cell.startswith("*disputed*"):
        return []
    return re.findall(r"\[\^(\w+)\]", re.split(r" \(|, \*", cell)[0])


def said_alone(event: Event, source: str, story: Story) -> bool:
    """Whether what a source says of an event, read where nothing else is said, is its time."""
    number = int(event.id[1:])
    said = tuple(one for one in story.said[number] if one.source == source)
    bare = {key: value for key, value in story.events[number].items() if key in ("id", "title")}
    alone = Story((bare,), (said,), None, "")
    found = read(alone.text()).events[0]
    return (found.start, found.end) == (event.start, event.end)


@given(stories())
def test_the_time_that_is_shown_never_carries_the_name_of_who_did_not_say_it(story: Story) -> None:
    timeline = read(story.text())
    cells = rows(timeline)
    for event in timeline.events:
        when, title = cells[event.id]
        said = story.said[int(event.id[1:])]
        for source in at_time(when):
            own = [it for it in event.accounts if it.source == source]
            relative = any("@" in one.phrase for one in said if one.source == source)
            if own:
                assert (event.start, event.end) in [(it.start, it.end) for it in own]
            elif relative:
                assert not event.conflicted
            else:
                assert said_alone(event, source, story)
        telling = {one.source for one in said if one.source}
        named = re.findall(r"\[\^(\w+)\]", when)
        assert set(named) == telling
        assert len(named) == len(set(named)) or event.accounts
        assert set(re.findall(r"\[\^(\w+)\]", title)) == set(event.sources) - telling


def test_a_length_counts_from_the_start_of_which_its_source_tells_in_another_claim() -> None:
    timeline = read_lines(
        "  2026-11-20:",
        "    - {id: x, title: t, when: [{is: '10:00', source: a}, {is: for 1h, source: a}]}",
    )
    assert timeline["x"].tellers == ("a",)
    assert attribution(timeline["x"]).apart == ()


def test_each_of_two_claims_that_cannot_both_be_true_has_its_own_reading_of_the_clock() -> None:
    timeline = read(
        "timeline: {zone: UTC}\n"
        "sources: {cam: {name: Camera, clock: 5m fast}}\n"
        "events:\n"
        "  2026-11-20:\n"
        "    - {id: x, title: t, when: [{is: '10:05', source: cam}, {is: '11:05', source: cam}]}\n"
    )
    told = attribution(timeline["x"]).apart
    assert [(it.start, it.read) for it in told] == [
        (account.start, reading)
        for account, reading in zip(timeline["x"].accounts, ("10:05", "11:05"), strict=True)
    ]
