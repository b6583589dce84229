"""The closed sets of words in answers: the program has those of the schemas, and no others.

Every document that answers are printed as is made of a file that has each word, of random files,
and held against its schema; and each word that a schema has is seen in one of them.
"""

from __future__ import annotations

import json
from collections import defaultdict
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, get_args

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from crisis.timeline import Clock, Query, Zone, ask, compare
from crisis.timeline import report as reported
from crisis.timeline import why as explained
from crisis.timeline.base.problems import Origin, Severity
from crisis.timeline.changes import difference
from crisis.timeline.changes.pairing import compared
from crisis.timeline.changes.reasons import Limit, Statements
from crisis.timeline.changes.tellings import By, tellings
from crisis.timeline.changes.tellings import Standing as Standings
from crisis.timeline.formats import (
    json_check,
    json_count,
    json_diff,
    json_gaps,
    json_list,
    json_measures,
    json_tellings,
)
from crisis.timeline.formats.json_events import document
from crisis.timeline.formats.json_why import to_json
from crisis.timeline.formats.schemas import NAMES, schema
from crisis.timeline.model import words as kinds
from crisis.timeline.model.records import AGREED, DIFFERING, DISPUTED, WORSE, Source
from crisis.timeline.model.words import (
    AGREEMENTS,
    CALENDARS,
    CLOCK_FORMS,
    CONFIDENCES,
    GROUP_SORTS,
    MATCHED,
    SORTS,
    STATUSES,
    SURE,
)
from crisis.timeline.quotes.quotes import Quoted, Quotes, Standing, TextProblem
from crisis.timeline.quotes.source_text import Place
from crisis.timeline.reports.gaps import gaps
from crisis.timeline.reports.groups import GROUPINGS
from crisis.timeline.reports.measures import Incident, measures
from crisis.timeline.reports.vocabulary import KINDS, vocabulary
from crisis.timeline.reports.why_clock import why_clock

from ...support.examples import examples
from ...support.stories import stories
from ...support.timelines import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crisis.timeline import Timeline

    from ...support.stories import Story

Words = tuple[str, frozenset[str | None]]
"""A closed set: the property that it is the value of, and its words."""

PRINTED = [name for name in NAMES if name != "file"]

EVERYTHING = """
timeline:
  zone: UTC
  zero: 2026-11-20 06:00
  measures:
    known: [minute, disputed]
    negative: [disputed, minute]
    unordered: [minute, second]
    unknown: [refused, minute]
    ends: [lasts.start, lasts.end]
    planned: [minute, planned]
    missed: [minute, missed]
    averted: [minute, averted]
    denied: [minute, denied]
actors: {ana: Ana, ben: Ben}
sources: {ap: AP, bbc: BBC, cnn: CNN, cctv: {clock: 2m..6m slow}, door: {clock: 1m fast}}
events:
  undated:
    - {id: year, when: 1911, title: Y}
    - {id: decade, when: 191X, title: D}
    - {id: season, when: 1984-21, title: S}
    - {id: century, when: 19th century, title: C}
    - {id: half-year, when: H1 1911, title: H}
    - {id: quarter, when: 1911-Q2, title: Q}
    - {id: week, when: 1911-W20, title: W}
    - {id: month, when: 1911-05, title: M}
    - {id: day, when: 2026-11-18, title: D}
    - {id: part, when: 2026-11-19 evening, title: P, actors: ana, sources: ap, tags: dark}
    - {id: hour, when: 2026-11-19 9am, title: H}
    - {id: minute, when: 2026-11-19 09:00, title: M}
    - {id: second, when: "2026-11-19 09:00:01", title: S}
    - {id: subsecond, when: "2026-11-19 09:00:01.5", title: S}
    - {id: planned, when: 2026-11-20, title: P, status: planned}
    - {id: missed, when: 2026-11-20, title: P, status: missed}
    - {id: averted, when: 2026-11-20, title: P, status: averted}
    - {id: denied, when: 2026-11-20, title: P, status: denied}
    - {id: open, when: 2026-11-21.., title: O}
    - id: agreed
      when:
        - {is: "2026-11-20 10:00", source: ap, confidence: low}
        - {is: "2026-11-20 10:00", source: bbc, confidence: medium}
        - {is: "2026-11-20 10:00", source: cnn, confidence: high}
        - {is: "2026-11-20 10:00?", source: cnn}
      title: A
    - id: differing
      when:
        - {is: 2026-11-20 ~11:15, source: ap}
        - {is: 2026-11-20 ~11:45, source: bbc}
      title: A
    - id: disputed
      when: [{is: "2026-11-20 10:00", source: ap}, {is: "2026-11-20 12:00", source: bbc}]
      title: A
    - id: lengths
      when:
        - {from: "2026-11-20 10:00", to: "2026-11-20 15:00", source: ap}
        - {is: for 2h, source: bbc}
      title: L
    - {id: lasts, when: from 2026-11-20 08:00 to 2026-11-20 09:00, title: L}
    - {id: within, when: after 2026-11-20 07:00, part_of: lasts, title: W}
    - {id: either, when: 2026-11-20 09:00 or 12:00, title: E}
    - {id: neither, when: before 2026-11-20 10:00, caused_by: either, title: N}
    - {id: cause, when: 2026-11-20 09:30, title: C}
    - {id: effect, when: 2026-11-20, caused_by: cause, title: E}
    - {id: later, when: "2026-11-20 10:00; after @sooner", title: L}
    - {id: sooner, when: 2026-11-20 11:00, title: S}
    - {id: vague, when: "2026-11-20 18:00; shortly after @cause", title: V}
    - {id: core, when: "2026-11-20 08:00; shortly after @sooner", title: C}
    - {id: whole, title: W}
    - {id: first, when: 2026-11-22 08:00, part_of: whole, title: F}
    - {id: last, when: from 2026-11-22 09:00 to 2026-11-22 10:00, part_of: whole, title: F}
    - {id: seen, when: {is: "2026-11-20 10:02", source: cctv}, title: S}
    - {id: shut, when: {is: "2026-11-20 10:03", source: door}, title: S}
    - {id: refused, when: half past lots, title: R}
    - {id: gap, when: 2026-03-29 02:30 Europe/Berlin, title: G}
  2026-11-23:
  - {id: headed, when: before 10:00, title: H}
"""


BEFORE = """
timeline: {zone: UTC}
actors: {ana: Ana, ben: Ben}
sources: {ap: AP, bbc: BBC}
events:
  2026-11-20:
    - {id: first, when: "10:00", title: F}
    - {id: behind, when: after @first, title: B}
    - {id: ahead, when: before @first, title: A}
    - {id: talk, when: from 08:00 to 12:00, title: T}
    - {id: told, when: {is: "10:00", source: ap}, title: T}
    - {id: known, when: "10:00", sources: [ap, bbc], title: K}
    - {id: speech, when: "15:00", title: A speech at the gate}
    - {id: gone, when: "09:00", title: G}
"""
AFTER = """
timeline: {zone: UTC}
actors: {ana: Ana B., cleo: Cleo}
sources: {ap: AP, bbc: BBC}
events:
  2026-11-20:
    - {id: first, when: "11:00", title: F}
    - {id: behind, when: after @first, title: B}
    - {id: ahead, when: before @first, title: A}
    - {id: talk, when: from 08:00 to 13:00, title: T}
    - {id: told, when: [{is: "10:00", source: ap}, {is: "12:00", source: bbc}], title: T}
    - {id: known, when: "10:00", sources: [ap, bbc], title: K}
    - {id: gate-speech, when: "15:00", title: A speech at the gates}
    - {id: come, when: "09:00", title: C}
    - {id: lone, when: {is: "16:00", source: ap}, title: L}
"""


def every_standing() -> Quotes:
    """A quote of each standing, and a text that was changed."""
    source = Source("ap", "AP", Origin("t.yaml", 1), file="ap.txt")
    place = Place("line 1", "what was said")
    return Quotes(
        tuple(
            Quoted("e", "ap", "said", Origin("t.yaml", 2), standing, "ap.txt", place, "what")
            for standing in get_args(Standing)
        ),
        (TextProblem(source, "changed", "a hint", changed=True),),
    )


def every_document(timeline: Timeline) -> Iterator[tuple[str, Any]]:
    """All that is printed of a timeline: the name of its schema, and what a reader gets."""
    zone = Zone(timeline.header.zone or "UTC")
    answer = ask(timeline, Query(delta=True), Clock(zone, timeline.header.zero))
    yield "check", json.loads(json_check.to_json(timeline, zone))
    yield "check", json.loads(json_check.to_json(timeline, zone, every_standing()))
    before, after = read(BEFORE), read(AFTER)
    for one in (timeline, after):
        table = tellings(one, one.events, ("ap", "bbc"))
        yield "accounts", json.loads(json_tellings.to_json(table, zone))
    paired = compared(before, after, [("gone", "come")])
    yield "accounts", json.loads(json_tellings.to_json(paired, zone))
    for old, new in ((before, after), (after, before), (before, timeline), (timeline, timeline)):
        made = json_diff.to_json(difference.compare(old, new), zone, Statements(old, new))
        yield "diff", json.loads(made)
    for by in GROUPINGS:
        report = reported(answer, (by,))
        yield "events", json.loads(json.dumps(document(report), default=float))
        yield "count", json.loads(json_count.to_json(report))
        yield "gaps", json.loads(json_gaps.to_json(report, gaps(report)))
    for sort in GROUP_SORTS:
        yield "count", json.loads(json_count.to_json(reported(answer, ("actor",), sort)))
    for sort in SORTS:
        ordered = ask(timeline, Query(sort=sort), Clock(zone))
        yield "events", json.loads(json.dumps(document(reported(ordered)), default=float))
    for kind in KINDS:
        yield "list", json.loads(json_list.to_json(answer, kind, vocabulary(answer, kind)))
    incident = Incident(timeline, tuple(measures(timeline)), zone)
    for each in (False, True):
        yield "measures", json.loads(json_measures.to_json([incident], each))
    ids = [event.id for event in timeline.events]
    for name in ids:
        yield "why", json.loads(to_json(explained(timeline, name), timeline, zone))
    for source in timeline.sources.values():
        if source.clock is not None:
            yield "clock", json.loads(to_json(why_clock(timeline, source.id), timeline, zone))
    for one, other in pairwise(ids):
        yield "comparison", json.loads(to_json(compare(timeline, one, other), timeline, zone))


@cache
def whole(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(schema(name))
    return found


def faults(name: str, value: object) -> list[str]:
    found = Draft202012Validator(whole(name)).iter_errors(value)
    return [f"{name} {error.json_path}: {error.message}" for error in found]


def closed(part: Any, name: str = "") -> Iterator[Words]:
    """The closed sets of a schema."""
    if isinstance(part, list):
        for inner in part:
            yield from closed(inner, name)
    if isinstance(part, dict):
        if isinstance(words := part.get("enum"), list):
            yield name, frozenset(words)
        for key, inner in part.items():
            if key in ("properties", "$defs"):
                for below, value in inner.items():
                    yield from closed(value, below)
            elif key != "enum":
                yield from closed(inner, name)


def see(
    root: dict[str, Any], part: Any, value: Any, seen: dict[Words, set[Any]], name: str
) -> None:
    """Notes each word of a document under the closed set that it is out of."""
    if not isinstance(part, dict):
        return
    if "$ref" in part:
        below = part["$ref"].rpartition("/")[2]
        see(root, root["$defs"][below], value, seen, below)
    for key in ("allOf", "anyOf", "oneOf"):
        for branch in part.get(key, ()):
            see(root, branch, value, seen, name)
    if "then" in part:
        see(root, part["then"], value, seen, name)
    if "enum" in part:
        seen[name, frozenset(part["enum"])].add(value)
    if isinstance(value, dict):
        for key, inner in part.get("properties", {}).items():
            if key in value:
                see(root, inner, value[key], seen, key)
    if isinstance(value, list):
        for item in value:
            see(root, part.get("items"), item, seen, name)


def test_each_word_of_a_schema_is_one_that_the_program_prints() -> None:
    seen: dict[Words, set[Any]] = defaultdict(set)
    timeline = read(EVERYTHING)
    for name, value in every_document(timeline):
        assert not faults(name, value)
        see(whole(name), whole(name), value, seen, "")
    for name in PRINTED:
        for words in closed(whole(name)):
            assert seen[words] == words[1], words


@settings(max_examples=examples(25), deadline=None)
@given(stories())
def test_all_that_is_printed_of_a_random_file_is_as_its_schema_has_it(story: Story) -> None:
    for name, value in every_document(read(story.text())):
        assert not faults(name, value)


def test_the_schemas_have_each_word_that_the_program_can_make() -> None:
    told: dict[str, set[frozenset[str | None]]] = defaultdict(set)
    for name in PRINTED:
        for key, words in closed(whole(name)):
            told[key].add(words)
    precisions = (*get_args(kinds.Precision), *get_args(kinds.Fineness))
    assert told == {
        "kind": {
            frozenset(get_args(kinds.Said)),
            frozenset(get_args(kinds.Colliding)),
            frozenset(KINDS),
        },
        "precision": {frozenset({*precisions, None})},
        "agreement": {frozenset({*AGREEMENTS, None})},
        "status": {frozenset({*STATUSES, None})},
        "confidence": {frozenset(CONFIDENCES), frozenset(SURE)},
        "verdict": {frozenset(MATCHED)},
        "severity": {frozenset(get_args(Severity))},
        "grouping": {frozenset(GROUPINGS)},
        "sort": {frozenset({*GROUP_SORTS, *SORTS[1:]})},
        "node": {frozenset({"start", "end"})},
        "order": {frozenset(get_args(kinds.Order))},
        "standing": {
            frozenset(get_args(Standing)),
            frozenset(word.replace(" ", "-") for word in get_args(Standings)),
        },
        "shift": {frozenset({*get_args(difference.Shift), None} - {""})},
        "turn": {frozenset({*get_args(difference.Turn), None} - {""})},
        "change": {frozenset({"added", "removed", "edited"})},
        "limit": {frozenset(get_args(Limit))},
        "of": {frozenset({"start", "end"}), frozenset({"start", "end", "length"})},
        "by": {frozenset(get_args(By))},
    }


@pytest.mark.parametrize("by", ["15m", "1h30m", "1.5h"])
def test_a_length_of_the_clock_is_a_way_to_group(by: str) -> None:
    report = reported(ask(read(EVERYTHING), Query(), Clock(Zone("Europe/Berlin"))), (by,))
    assert not faults("count", json.loads(json_count.to_json(report)))
    assert not faults("events", json.loads(json.dumps(document(report), default=float)))


def test_the_schema_of_event_files_has_each_word_that_is_read_there() -> None:
    told = set(closed(whole("file")))
    assert told == {
        ("status", frozenset(STATUSES)),
        ("confidence", frozenset(CONFIDENCES)),
        ("calendar", frozenset(CALENDARS)),
        ("clocks", frozenset(CLOCK_FORMS)),
    }


def test_every_agreement_has_its_place_among_the_others() -> None:
    assert [*WORSE] == ["", *AGREEMENTS] == ["", AGREED, DIFFERING, DISPUTED]
    assert [*WORSE.values()] == sorted(WORSE.values())
