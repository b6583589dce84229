"""Laws of how long after the one before each event is, and of answers cut short or turned round.

Files are written about events whose true times are known: no answer may exclude the truth.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from ...support.networks import MINUTE, clock, name, relation_of
from ...support.stories import TERMS, TIMES, ZONES, Story, asked, stories
from ...support.timelines import flow

questions = st.lists(st.sampled_from((*TERMS, *TIMES)), max_size=2)
FALSE = ("2026-11-19 10:00", "2h after @e0", "after 2026-11-21", "2026-11-20 ~05:00")


class World(NamedTuple):
    """Events that were, each at a minute of the day, and a file that says so."""

    hidden: tuple[int, ...]
    text: str


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """What the author says is true; of two sources who disagree one may be wrong."""
    hidden = tuple(draw(st.lists(st.integers(0, 600), min_size=2, max_size=6)))
    lines = ["timeline: {zone: UTC}", "sources: {ap: {name: A}, bbc: {name: B}}", "events:"]
    for node, minute in enumerate(hidden):
        said = [true_of(draw, node, hidden) for _ in range(draw(st.integers(0, 3)))]
        when: object = [{"is": phrase} for phrase in said if phrase]
        if draw(st.integers(0, 3)) == 0:
            near = f"2026-11-20 {minute // 60:02}:{minute % 60:02}"
            wrong = draw(st.sampled_from(FALSE if node else FALSE[:1]))
            when = [{"is": near, "source": "ap"}, {"is": wrong, "source": "bbc"}]
        event = {"id": name(node), "title": "t"} | ({"when": when} if when else {})
        lines.append(f"  - {flow(event)}")
    return World(hidden, "\n".join(lines))


def true_of(draw: st.DrawFn, node: int, hidden: tuple[int, ...]) -> str:
    """A statement about an event that holds, or nothing."""
    ref = draw(st.integers(0, len(hidden) - 1))
    minute, after = hidden[node], hidden[node] - hidden[ref]
    if ref == node:
        rounded = minute - minute % 15
        vague = [f"2026-11-20 ~{rounded // 60:02}:{rounded % 60:02}"] if minute == rounded else []
        return draw(st.sampled_from([clock(node, minute).phrase, "2026-11-20", *vague]))
    if after > 0 and draw(st.booleans()):
        soft = ["a few hours after @{}"] if 120 <= after <= 360 else []
        soft += ["shortly after @{}"] if after < 60 else []
        phrase = draw(st.sampled_from([f"{after}m after @{{}}", f"~{after}m after @{{}}", *soft]))
        return phrase.format(name(ref))
    said = relation_of(draw, node, ref)
    truth = after * MINUTE
    holds = (said.low is None or said.low <= truth) and (said.high is None or truth <= said.high)
    return said.phrase if holds else ""


@given(worlds(), st.booleans())
def test_the_true_difference_is_never_excluded(world: World, backwards: bool) -> None:
    answer = asked(world.text, delta=True, reverse=backwards)
    assert answer.timeline.problems == ()
    parts = [
        [match for match in answer.matches if match.event.dateless == undated]
        for undated in (False, True)
    ]
    for matches in parts:  # what has no date stands behind what has one, in reverse too
        for before, match in pairwise(matches[::-1] if backwards else matches):
            numbers = [int(one.event.id[1:]) for one in (before, match)]
            truth = (world.hidden[numbers[1]] - world.hidden[numbers[0]]) * MINUTE
            bounds = match.event.start, before.event.start
            known = None not in (*bounds[0], *bounds[1])
            if match.delta is None:  # nothing is known of it
                assert not known
                continue
            low, high = match.delta
            assert low is None or low <= truth
            assert high is None or truth <= high
            if known:  # never wider than what both times say
                assert low is not None
                assert high is not None
                assert bounds[0].earliest - bounds[1].latest <= low
                assert high <= bounds[0].latest - bounds[1].earliest


@given(stories(), questions)
def test_without_delta_there_is_none(story: Story, terms: list[str]) -> None:
    assert all(match.delta is None for match in asked(story.text(), *terms).matches)


@given(stories(), questions, st.booleans())
def test_a_limit_keeps_the_first_ones_as_they_are(
    story: Story, terms: list[str], backwards: bool
) -> None:
    whole = asked(story.text(), *terms, delta=True, reverse=backwards)
    for limit in range(len(whole.matches) + 2):
        some = asked(story.text(), *terms, delta=True, reverse=backwards, limit=limit)
        assert some.matches == whole.matches[:limit]
        assert some.limited == len(whole.matches) - len(some.matches)
        assert (some.undated, some.notes) == (whole.undated, whole.notes)


@given(stories(), questions, st.sampled_from(ZONES))
def test_backwards_is_the_mirror_of_what_has_a_time(
    story: Story, terms: list[str], zone: str
) -> None:
    forth = asked(story.text(), *terms, zone=zone, delta=True).matches
    back = asked(story.text(), *terms, zone=zone, delta=True, reverse=True).matches
    dated = [match for match in forth if not match.event.dateless]
    mirror = [match for match in back if not match.event.dateless]
    assert [match.event for match in mirror] == [match.event for match in dated[::-1]]
    others = [match.event for match in back[len(mirror) :]]  # the others stay behind
    assert others == [match.event for match in forth[len(dated) :]][::-1]
    pairs = list(zip(mirror, dated[::-1], strict=True))
    for there, here in pairs:
        assert (there.verdict, there.elapsed, there.delta) == (
            here.verdict, here.elapsed, here.delta,
        )  # fmt: skip
    # Whether a pair is in order is the same question from either side.
    assert [match.ordered for match in mirror[1:]] == [match.ordered for match in dated[:0:-1]]
    assert all(match.ordered for match in (*mirror[:1], *dated[:1]))


@given(worlds())
def test_what_is_told_as_ordered_is_in_order(world: World) -> None:
    for backwards in (False, True):
        matches = asked(world.text, reverse=backwards).matches
        for above, match in pairwise(matches):
            if match.ordered:
                first, second = (world.hidden[int(m.event.id[1:])] for m in (above, match))
                assert first >= second if backwards else first <= second
