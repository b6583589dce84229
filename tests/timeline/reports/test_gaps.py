"""Laws of the silences: what is told as silent is so, whatever the truth, and nothing else is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from crisis.timeline import report
from crisis.timeline.query.asked_windows import scope
from crisis.timeline.reports.gaps import Gap, gaps

from ...support.choices import times
from ...support.examples import examples
from ...support.stories import TERMS, TIMES, ZONES, Story, asked, stories
from ...support.timelines import instant

if TYPE_CHECKING:
    from random import Random

    from crisis.timeline import Answer, Event

HOUR = 3_600_000_000
DAY = 24 * HOUR
questions = st.tuples(
    st.lists(st.sampled_from(TERMS), max_size=1), st.lists(st.sampled_from(TIMES), max_size=2)
).map(lambda both: [*both[0], *both[1]])


def told(answer: Answer, least: int = 1) -> tuple[Gap, ...]:
    (one,) = gaps(report(answer), least)
    return one.gaps


def spans(event: Event) -> list[tuple[int | None, int | None]]:
    """The [first, last] instant of each account or alternative; what lasts is over at its end."""
    found = []
    for start, end in times(event):
        last = start.latest
        if end is not None and last is not None:
            last = None if end.latest is None else max(last, end.latest - 1)
        elif end is not None:
            last = None if end.latest is None else end.latest - 1
        found.append((start.earliest, last))
    return found


def meets(event: Event, start: int, stop: int) -> bool:
    """Whether under some account it may be in [start, stop)."""
    return any(
        (low is None or low < stop) and (high is None or high >= start)
        for low, high in spans(event)
    )


def counts(answer: Answer) -> list[Event]:
    """The events that break a silence."""
    events = [match.event for match in answer.matches]
    return [event for event in events if not event.status and not event.dateless]


@settings(max_examples=examples(100))
@given(stories(), st.lists(st.sampled_from(TERMS), max_size=1), st.sampled_from(ZONES))
def test_no_event_may_be_in_a_gap_but_those_that_it_names(
    story: Story, terms: list[str], zone: str
) -> None:
    answer = asked(story.text(), *terms, zone=zone)
    for gap in told(answer):
        touching = {event.id for event in counts(answer) if meets(event, gap.start, gap.stop)}
        assert touching == {event.id for event in gap.maybe}
        assert gap.verdict == ("possible" if touching else "certain")


@given(stories(), questions, st.sampled_from(["", "e0"]))
def test_what_a_window_leaves_out_is_not_passed_over(
    story: Story, terms: list[str], zero: str
) -> None:
    """An event outside of what was asked for is in no gap, even if its time is not known well."""
    others = [term for term in terms if term not in TIMES]
    everything = asked(story.text(), *others, zero=zero)
    if zero and everything.timeline.events[0].dateless:
        return
    answer = asked(story.text(), *terms, zero=zero)
    for gap in told(answer):
        touching = {e.id for e in counts(everything) if meets(e, gap.start, gap.stop)}
        assert touching <= {event.id for event in gap.maybe}


@given(stories(), st.sampled_from(TERMS))
def test_gaps_and_possible_times_fill_the_stretch_from_the_first_to_the_last(
    story: Story, term: str
) -> None:
    answer = asked(story.text(), term)
    pieces = [
        (low, high + 1)
        for event in counts(answer)
        for low, high in spans(event)
        if low is not None and high is not None
    ]
    edges = [edge for piece in pieces for edge in piece]
    edges += answer.timeline.header.window or ()
    pieces += [(gap.start, gap.stop) for gap in told(answer)]
    reached = min(edges, default=0)
    for start, stop in sorted(pieces):
        assert start <= reached
        reached = max(reached, stop)
    assert reached == max(edges, default=0)


@given(stories(), st.lists(st.sampled_from(TERMS), max_size=1))
def test_gaps_lie_in_what_was_asked_for(story: Story, terms: list[str]) -> None:
    first, last = instant("2026-10-21T00:00"), instant("2026-10-23T00:00")
    answer = asked(story.text(), *terms, "day:2026-10-21..2026-10-22")
    assert all(first <= gap.start < gap.stop <= last for gap in told(answer))
    if not answer.matches:  # silent from end to end
        assert [(gap.start, gap.stop) for gap in told(answer)] == [(first, last)]


MINUTES = st.integers(0, 12).map(lambda five: f"{5 + five // 12:02}:{five % 12 * 5:02}")


@given(
    st.tuples(MINUTES, MINUTES).map(sorted),
    st.lists(st.tuples(MINUTES, MINUTES).map(sorted), min_size=1, max_size=4),
    st.sampled_from(["hour:0..10m", "not:hour:0..10m", "hour:-20m..", "hour:..5m", "hour:5m..15m"]),
)
def test_where_zero_is_uncertain_too(zero: list[str], others: list[list[str]], term: str) -> None:
    lines = [f"  - {{id: z, title: z, when: 2026-11-20 {zero[0]}..2026-11-20 {zero[1]}}}"]
    for number, (low, high) in enumerate(others):
        when = f"2026-11-20 {low}..2026-11-20 {high}"
        lines.append(f"  - {{id: e{number}, title: e, when: {when}}}")
    text = "\n".join(["timeline: {zone: UTC}", "events:", *lines])
    everything = asked(text, zero="z")
    for gap in told(asked(text, term, zero="z")):
        assert not [e.id for e in counts(everything) if meets(e, gap.start, gap.stop)]


@given(stories(), questions)
def test_a_gap_names_what_is_over_before_it_and_what_begins_behind_it(
    story: Story, terms: list[str]
) -> None:
    for gap in told(asked(story.text(), *terms)):
        if gap.after is not None:
            assert gap.start - 1 in [high for _, high in spans(gap.after)]
        if gap.before is not None:
            assert gap.stop in [low for low, _ in spans(gap.before)]


@given(stories(), questions, st.integers(1, 200))
def test_with_everything_moved_the_gaps_move(story: Story, terms: list[str], days: int) -> None:
    terms = [term for term in terms if term not in TIMES or term.startswith("hour")]
    before = [told(asked(story.text(moved), *terms)) for moved in (0, days)]
    assert [(gap.start + days * DAY, gap.stop + days * DAY, gap.verdict) for gap in before[0]] == [
        (gap.start, gap.stop, gap.verdict) for gap in before[1]
    ]


@given(stories(), questions, st.integers(1, 30))
def test_a_least_length_keeps_the_longer_ones(story: Story, terms: list[str], hours: int) -> None:
    answer = asked(story.text(), *terms)
    longer = tuple(gap for gap in told(answer) if gap.stop - gap.start >= hours * HOUR)
    assert told(answer, hours * HOUR) == longer


@given(stories(), questions)
def test_gaps_of_an_actor_are_those_of_its_own_events(story: Story, terms: list[str]) -> None:
    answer = asked(story.text(), *terms)
    for each in gaps(report(answer, ("actor",)), 1):
        mine = tuple(
            match
            for match in answer.matches
            if each.group.key in ([part.actor for part in match.event.actors] or [""])
        )
        assert [(it.event, it.verdict) for it in each.group.matches] == [
            (it.event, it.verdict) for it in mine
        ]  # what is above them in their group is another event
        assert each.gaps == told(answer._replace(matches=mine))


def test_what_is_open_to_one_side_makes_those_gaps_possible_that_it_reaches() -> None:
    lines = (
        "  - {id: a, title: t, when: 2026-11-19}",
        "  - {id: before, title: t, when: before 2026-11-20}",
        "  - {id: b, title: t, when: 2026-11-21}",
        "  - {id: after, title: t, when: after 2026-11-20}",
        "  - {id: c, title: t, when: 2026-11-23}",
    )
    found = told(asked("\n".join(["timeline: {zone: UTC}", "events:", *lines])))
    assert [(gap.start, [event.id for event in gap.maybe]) for gap in found] == [
        (instant("2026-11-20T00:00"), []),
        (instant("2026-11-22T00:00"), ["after"]),
    ]


@given(stories(), questions, st.randoms(use_true_random=False))
def test_whatever_is_true_the_silence_around_a_gap_is_no_longer_than_it_may_be(
    story: Story, terms: list[str], chance: Random
) -> None:
    answer = asked(story.text(), *terms)
    starts: list[int] = []
    stops: list[int] = []
    for event in counts(answer):
        start, end = chance.choice(times(event))
        begun = None if None in start.ends else _between(chance, *start.ends)
        over = begun if end is None or None in end.ends else _between(chance, *end.ends) - 1
        # Of what is open to one side a gap says by itself that it may fall into it.
        starts += [] if begun is None else [begun]
        if over is not None and (end is None or None not in end.ends):
            stops.append(over if begun is None else max(begun, over))
    edges = {edge for window in scope(answer, inward=True) or () for edge in window}
    known = [span for event in counts(answer) for span in spans(event) if None not in span]
    ends = [*(answer.timeline.header.window or ())]
    ends += [edge + at for span in known for at, edge in enumerate(span) if edge is not None]
    edges |= {
        min(ends, default=None),
        max(ends, default=None),
    }  # where nothing was asked for, as far as the events reach
    for gap in told(answer):
        low, high = gap.widest
        assert low <= gap.start < gap.stop <= high
        over = max((last + 1 for last in stops if last < gap.start), default=low)
        begun = min((first for first in starts if first >= gap.stop), default=high)
        assert over >= low or low in edges
        assert begun <= high or high in edges


def _between(chance: Random, low: int | None, high: int | None) -> int:
    assert low is not None
    assert high is not None
    return low if high < low else chance.choice([low, high, (low + high) // 2])


def test_how_long_a_silence_may_last_is_told_by_what_lies_around_it() -> None:
    lines = (
        "  - {id: a, title: t, when: 2026-11-19 08:00..2026-11-19 10:00}",
        "  - {id: b, title: t, when: 2026-11-19 09:00..2026-11-19 09:30}",
        "  - {id: c, title: t, when: 2026-11-19 15:00..2026-11-19 17:00}",
    )
    (gap,) = told(asked("\n".join(["timeline: {zone: UTC}", "events:", *lines])), HOUR)
    assert (gap.start, gap.stop) == (
        instant("2026-11-19T10:01"),
        instant("2026-11-19T15:00"),
    )
    assert gap.widest == (
        instant("2026-11-19T09:00") + 1,
        instant("2026-11-19T17:01") - 1,
    )


def test_a_gap_between_two_times_of_one_event_may_last_to_both_edges() -> None:
    line = "  - {id: a, title: t, when: 2026-11-19 00:00 or 2026-11-19 06:00}"
    (gap,) = told(asked("\n".join(["timeline: {zone: UTC}", "events:", line])), HOUR)
    assert (gap.start, gap.stop) == (instant("2026-11-19T00:01"), instant("2026-11-19T06:00"))
    assert gap.widest == (instant("2026-11-19T00:00"), instant("2026-11-19T06:01"))
