"""Laws of ``crisis list``: every word is one that its filter knows, and finds what is counted."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from crisis.timeline.reports.vocabulary import KINDS, vocabulary

from ...support.stories import TERMS, TIMES, ZONES, Story, asked, stories

questions = st.lists(st.sampled_from((*TERMS, *TIMES)), max_size=2)


@given(stories(), questions, st.sampled_from(ZONES), st.booleans())
def test_a_word_finds_the_events_that_are_counted_for_it(
    story: Story, terms: list[str], zone: str, certain: bool
) -> None:
    answer = asked(story.text(), *terms, zone=zone, certain=certain)
    for kind, field in KINDS.items():
        if any(term.startswith(f"{field}:") for term in terms):
            continue  # two terms of a field unite
        for entry in vocabulary(answer, kind):
            word = f"{field}:{entry.id}"
            more = asked(story.text(), *terms, word, zone=zone, certain=certain)
            events = [match.event for match in more.matches]
            assert entry.shown == len(events)
            known = [event for event in events if not event.dateless] or events[:1]
            ends = [(event.id, event.start) for event in (*known[:1], *known[-1:])]
            assert [edge for edge in (entry.first, entry.last) if edge is not None] == ends


@given(stories(), questions)
def test_every_word_of_an_answer_is_there_once(story: Story, terms: list[str]) -> None:
    answer = asked(story.text(), *terms)
    events = [match.event for match in answer.matches]
    words = {kind: [entry.id for entry in vocabulary(answer, kind)] for kind in KINDS}
    assert all(len(set(found)) == len(found) for found in words.values())
    assert {part.actor for event in events for part in event.actors} <= set(words["actors"])
    assert {source for event in events for source in event.sources} <= set(words["sources"])
    tags = {tag.casefold() for event in events for tag in event.tags}
    assert sorted(tag.casefold() for tag in words["tags"]) == sorted(tags)


@given(stories())
def test_without_a_filter_what_nothing_names_is_there_too(story: Story) -> None:
    answer = asked(story.text())
    timeline = answer.timeline
    assert [entry.id for entry in vocabulary(answer, "actors")] == list(timeline.actors)
    assert [entry.id for entry in vocabulary(answer, "sources")] == list(timeline.sources)
    filtered = asked(story.text(), "id:e0")
    assert all(entry.shown for kind in KINDS for entry in vocabulary(filtered, kind))


def test_every_word_finds_its_own_events_whatever_others_are_called() -> None:
    """An id is never another's alias, and a tag may have blanks at its ends."""
    text = """
timeline: {zone: UTC}
actors: {one: {name: One, aliases: [two, Three]}, two: {name: Two}, three: {name: One}}
events:
  - {id: a, title: a, when: 2026-11-20, actors: [one], tags: [" blank ", "x:y"]}
  - {id: b, title: b, when: 2026-11-21, actors: [two]}
  - {id: c, title: c, when: 2026-11-22, actors: [three]}
"""
    for kind, field in (("actors", "actor"), ("tags", "tag")):
        entries = vocabulary(asked(text), kind)
        for entry in entries:
            found = [match.event.id for match in asked(text, f"{field}:{entry.id}").matches]
            assert entry.first is not None
            assert entry.last is not None
            assert [entry.first.id, entry.last.id] == [found[0], found[-1]]
            assert entry.shown == len(found)
    assert [match.event.id for match in asked(text, "actor:One").matches] == ["a"]
