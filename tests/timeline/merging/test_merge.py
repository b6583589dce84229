"""Laws of merging on random stories: nothing is lost, nothing moves by itself, once is enough."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from crisis.timeline.editing.safe_write import Refused
from crisis.timeline.editing.source_layout import Layout
from crisis.timeline.eventfile.files import Source
from crisis.timeline.loading import load_sources, loads
from crisis.timeline.merging.merge import Unmerged, merged
from crisis.timeline.merging.statements import said

from ...support.stories import Story, stories

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crisis.timeline.merging.remarks import Merged
    from crisis.timeline.model.timeline import Timeline


def merge(first: str, second: str, same: Iterable[tuple[str, str]] = ()) -> Merged:
    return merged(Source("a.yaml", first), Source("b.yaml", second), load_sources, same)


def statements(timeline: Timeline, own: str = "") -> dict[str, set[object]]:
    """What is told of each event, by each source; the author and one file as a source are one."""
    found: dict[str, set[object]] = {}
    for event in timeline.events:
        told = found.setdefault(event.id, set())
        for claim in event.when:
            if claim.phrases:
                told.add((claim.source if claim.source != own else "", said(claim.meaning, {})))
    return found


def comments(text: str) -> set[str]:
    return set(Layout(text).comments())


def commented(text: str, word: str) -> str:
    """A story with a comment above each event and behind some lines."""
    lines = []
    for number, line in enumerate(text.split("\n")):
        if line.startswith("  - "):
            lines.append(f"  # {word} of line {number}")
        lines.append(f"{line}  # {word} {number}" if number % 2 else line)
    return "\n".join(lines) + "\n"


@st.composite
def two(draw: st.DrawFn) -> tuple[str, str]:
    """Two files about some of the same events, with zones and days that may be others."""
    first, second = draw(stories()), draw(stories())
    zones = draw(st.sampled_from([("UTC", "UTC"), ("UTC", "Asia/Tokyo"), ("-12:00", "UTC")]))
    assume(not any(loads(text.text()).problems for text in (first, second)))
    one = commented(first.text(0, zones[0]), "first")
    other = commented(second.text(draw(st.integers(0, 1)), zones[1]), "second")
    if draw(st.booleans()):  # other ids but for those that both have
        other = other.replace("e3", "f3").replace("e4", "f4")
    return one, other


def told_of_all(text: str, first: str, second: str) -> None:
    whole, one, other = (loads(each) for each in (text, first, second))
    now = statements(whole)
    for timeline, authors in ((one, ("",)), (other, ("", "b"))):
        for name, told in statements(timeline).items():
            for source, statement in told:
                tellers = (source,) if source else authors
                links = [
                    found.links  # type: ignore[attr-defined]
                    for teller, found in now[name]  # type: ignore[misc]
                    if teller in tellers
                ]
                assert any(statement.links <= each for each in links) or (
                    statement.links <= frozenset().union(*links)
                ), (name, source, statement)
    assert comments(first) | comments(second) <= comments(text)
    assert {*one.actors, *other.actors} <= {*whole.actors}
    assert {*one.sources, *other.sources} <= {*whole.sources}


@given(two())
def test_nothing_of_either_file_is_lost(files: tuple[str, str]) -> None:
    try:
        result = merge(*files)
    except Refused as refused:
        assert "mean" in str(refused)  # noqa: PT017 - not every story can be told in another zone
        return
    told_of_all(result.text, *files)
    again = merge(result.text, files[0])
    assert again.text == result.text
    assert not again.clashes
    assert merge(result.text, files[1]).text == result.text
    whole = loads(result.text)
    assert not [problem for problem in whole.problems if problem.severity == "error"]
    alone = {event.id: event for text in files for event in loads(text).events}
    for event in whole.events:
        if event.id not in result.paired and event.id not in result.moved:
            assert (event.start, event.end) == (alone[event.id].start, alone[event.id].end)


@given(stories())
def test_a_file_with_itself_is_itself(story: Story) -> None:
    text = commented(story.text(), "first")
    assume(not loads(text).problems)
    result = merge(text, text)
    assert result.text == text
    assert not result.clashes
    assert not result.moved


@given(two())
def test_either_way_round_the_same_is_told(files: tuple[str, str]) -> None:
    try:
        results = [merged(Source("a.yaml", one), Source("a.yaml", other), load_sources).text
                   for one, other in (files, files[::-1])]  # fmt: skip
    except Refused:
        return
    first, second = (statements(loads(text), "a") for text in results)
    assert first.keys() == second.keys()
    for name, told in first.items():
        for side, other in pairwise((told, second[name], told)):
            for source, statement in side:  # type: ignore[misc]
                links = [found.links for teller, found in other if teller == source]  # type: ignore[attr-defined,misc]
                assert statement.links <= frozenset().union(*links)


def test_a_file_with_errors_is_not_merged() -> None:
    with pytest.raises(Unmerged) as raised:
        merge("events:\n  - {id: a, title: A}\n", "events:\n  - {id: b}\n")
    assert [str(problem) for problem in raised.value.problems] == ['b.yaml:2:5: "b" has no title']
