"""Several files are one timeline: nothing goes wrong together that was right alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from crisis.timeline.eventfile.files import Source
from crisis.timeline.loading import load_sources
from crisis.timeline.query.scan_names import mentions

if TYPE_CHECKING:
    from crisis.timeline.model.timeline import Timeline

TITLES = ("Restart", "restart", "Restart 2", "Ünten", "!")
ZONES = ("", "UTC", "Asia/Jakarta", "America/New_York")
WHENS = ("2026-11-20", "2026-11-20 12:00", "10:15", "T+2h", "unknown", "~noon", "10:00 NL", "")


@st.composite
def files(draw: st.DrawFn, ids: str) -> str:
    """A file, whose written ids begin as ``ids`` do, or are as titles would make them."""
    header = []
    if zone := draw(st.sampled_from(ZONES)):
        header.append(f"zone: {zone}")
    if draw(st.booleans()):
        header.append("zero: 2026-11-20 09:00Z")
    if draw(st.booleans()):
        header.append("zones: {NL: Europe/Amsterdam}")
    lines = [f"timeline: {{{', '.join(header)}}}"]
    lines.append("actors: {rina: {name: Rina, member_of: crew}, crew: The crew}")
    source = draw(st.sampled_from(("log: The log", "log: {name: The log, zone: Asia/Tokyo}")))
    lines += [f"sources: {{{source}}}", "events:"]
    for day in ("2026-11-20", "undated"):
        lines.append(f"  {day}:")
        for number in range(draw(st.integers(1, 3))):
            fields = [f"title: '{draw(st.sampled_from(TITLES))}'"]
            if draw(st.booleans()):
                fields.append(f"id: {draw(st.sampled_from((ids, 'restart-')))}{day[:3]}{number}")
            if when := draw(st.sampled_from(WHENS)):
                fields.append(f"when: {{is: '{when}', source: log}}")
            lines.append(f"    - {{{', '.join(fields)}}}")
    return "\n".join(lines)


def together(*texts: str) -> Timeline:
    return load_sources([Source(f"{n}.yaml", text) for n, text in enumerate(texts)])


def wrong(timeline: Timeline) -> list[str]:
    return [problem.message for problem in timeline.problems]


@given(files("a"), files("b"))
def test_two_files_that_are_fine_are_fine_together(one: str, two: str) -> None:
    alone = [together(one), together(two)]
    both = together(one, two)
    for number, each in enumerate(alone):
        here = {it.origin.line for it in both.problems if it.origin.file == f"{number}.yaml"}
        twice = {it.origin.line for it in both.problems if "stands in two files" in it.message}
        assert here - twice <= {it.origin.line for it in each.problems}
    ids = [event.id for event in both.events]
    assert len({*ids}) == len(ids) == sum(len(each.events) for each in alone)


@given(files("a"), files("b"))
def test_a_file_means_behind_another_what_it_means_alone(one: str, two: str) -> None:
    if "zone: " not in two.splitlines()[0]:
        return  # it has the zone of the other
    both, alone = together(one, two), together(two)
    behind = [event.start for event in both.events if event.origin.file == "1.yaml"]
    assert behind == [event.start for event in alone.events]


def test_made_ids_make_way_for_written_ones() -> None:
    text = "events:\n  - {{title: Restart}}\n  - {{title: Other, id: {}}}\n"
    one, two = text.format("other"), text.format("restart")
    both = together(one, two)
    assert [event.id for event in both.events] == ["restart-2", "other", "restart-3", "restart"]
    assert wrong(both) == []
    alone = together(two)
    assert [event.id for event in alone.events] == ["restart-2", "restart"]
    assert wrong(alone) == []
    assert list(mentions([one, two]).events) == ["other", "restart", "restart-2", "restart-3"]


def test_what_refers_to_a_made_id_finds_it_behind_the_other_file() -> None:
    one = "timeline: {zone: UTC}\nevents: {2026-11-20: [{title: Alarm, when: '10:00'}]}"
    two = "events: [{title: Fire, id: fire, when: 1h after @alarm, caused_by: alarm}]"
    both = together(one, two)
    assert wrong(both) == []
    assert both["fire"].start.earliest is not None


def test_a_file_without_a_zone_has_that_of_the_first() -> None:
    one = "timeline: {zone: Asia/Jakarta}\nevents: [{id: a, title: A, when: 2026-11-20 10:00}]"
    two = "events: {2026-11-20: [{id: b, title: B, when: '10:00'}]}"
    both = together(one, two)
    assert wrong(both) == []
    assert both["a"].start == both["b"].start
    assert wrong(together(two, one)) == wrong(together(two))


def test_a_zone_that_is_wrong_in_the_first_file_is_told_once() -> None:
    one = "timeline: {zone: Nowhere}\nevents: []"
    two = "events: {2026-11-20: [{id: b, title: B, when: '10:00'}]}"
    assert wrong(together(one, two)) == ['no such zone: "Nowhere"']


def test_a_file_may_name_the_actors_and_sources_of_those_before_it() -> None:
    one = "actors: {crew: The crew}\nsources: {log: The log}\nevents: []"
    two = (
        "timeline: {source: log, prefer: [log]}\n"
        "actors: {rina: {name: Rina, member_of: crew}}\n"
        "events: [{id: a, title: A, actors: rina}]"
    )
    both = together(one, two)
    assert wrong(both) == []
    assert both["a"].sources == ("log",)
    assert [event.id for event in both.actor("crew")] == ["a"]
    assert len(wrong(together(two, one))) == 3  # what comes behind it may be another's
