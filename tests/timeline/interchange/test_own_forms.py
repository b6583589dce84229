"""What this program wrote comes back by ``crisis import``: ids, titles, bounds, claims."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

from crisis.timeline import load
from crisis.timeline.formats.csv_rows import to_csv
from crisis.timeline.formats.json_events import ndjson, to_json
from crisis.timeline.interchange.reading.presets import preset
from crisis.timeline.interchange.writing.ics import to_ics
from crisis.timeline.interchange.writing.losses import Losses
from crisis.timeline.interchange.writing.markwhen import to_markwhen
from crisis.timeline.interchange.writing.timelinejs import to_timelinejs
from crisis.timeline.interchange.writing.timesketch import to_timesketch
from crisis.timeline.loading import loads

from ...support.examples import sampled
from ...support.importing import imported, imported_by, straight
from ...support.own_events import SMALL, event_files, told
from ...support.timelines import flow
from ...support.worlds import world, written

if TYPE_CHECKING:
    from crisis.timeline import Timeline
    from crisis.timeline.model.details import Claim
    from crisis.timeline.model.records import Event

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures"
NAMES = sorted(path.stem for path in FIXTURES.glob("*.yaml"))
FORMS: dict[str, Any] = {"timelinejs": to_timelinejs, "markwhen": to_markwhen}
"""Those that have the claims of an event, but not what each was read against."""
EVERY: dict[str, Any] = {
    **FORMS,
    "ics": to_ics,
    "timesketch-crisis": to_timesketch,
    "crisis-csv": lambda report, _: to_csv(report),
    "crisis-json": lambda report, _: to_json(report),
    "crisis-ndjson": lambda report, _: ndjson(report),
}
WHOLE = ("crisis-csv", "crisis-json", "crisis-ndjson")
"""Those that have events without a known time too."""


def story(name: str) -> Timeline:
    return loads(SMALL) if name == "small" else load(str(FIXTURES / f"{name}.yaml"))


def back(there: Timeline, form: str, zone: str = "") -> Timeline:
    """What comes back of a timeline that was written in a form."""
    text = "".join(EVERY[form](there.report(), Losses()))
    result = imported_by(preset(form), text.encode(), zone)
    assert result.problems == []
    return result.timeline


def same(there: Timeline, here: Timeline, form: str) -> None:
    """All that has a time is back: undated events are counted as left out by most forms.

    Timesketch has the names of sources, of which new ids are made.
    """
    found, mine = told(here), told(there)
    if form == "timesketch-crisis":
        for one in found.values():
            one["sources"] = sorted(here.sources[name].name for name in one["sources"])
        for one in mine.values():
            one["sources"] = sorted(there.sources[name].name for name in one["sources"])
    for name, one in mine.items():
        if form in WHOLE or any(bound != (None, None) for bound in one["bounds"]):
            assert found.pop(name) == one
    assert not found


@pytest.mark.parametrize("form", EVERY)
@pytest.mark.parametrize("name", ["small", *sampled(NAMES)])
def test_events_come_back(name: str, form: str) -> None:
    same(story(name), back(story(name), form), form)


@pytest.mark.parametrize("form", EVERY)
def test_events_come_back_in_another_zone(form: str) -> None:
    same(story("small"), back(story("small"), form, "Asia/Kolkata"), form)


@pytest.mark.parametrize("form", FORMS)
def test_claims_come_back_that_need_no_other_event(form: str) -> None:
    """A relation to another event does not: its bounds do, and how it was told is in the note."""
    there = story("small")
    found = {event.id: event for event in back(there, form).events}
    for event in there.events:
        if event.id in ("never", "whole"):  # left out, and counted; by its parts alone
            continue
        claims = [(claim.phrase or "2023-11-17", claim.source) for claim in event.when]
        if any("@" in phrase for phrase, _ in claims):
            assert f"Told as: {claims[0][0]}" in found[event.id].notes[0][1]
        else:
            assert [(claim.phrase, claim.source) for claim in found[event.id].when] == claims


def test_json_brings_back_claims_with_all_that_is_told_of_them() -> None:
    """Relations too; an event that its header alone dates has that day as its claim."""
    there = story("small")
    found = {event.id: event for event in back(there, "crisis-json").events}
    for event in there.events:
        if event.id in ("never", "whole"):
            continue
        mine = [claim_of(claim) for claim in event.when]
        expected = [("2023-11-17", *one[1:]) if not one[0] else one for one in mine]
        assert [claim_of(claim) for claim in found[event.id].when] == expected
        assert (found[event.id].caused_by, found[event.id].part_of) == (
            event.caused_by,
            event.part_of,
        )


def claim_of(claim: Claim) -> tuple[str, ...]:
    words = claim.quote, claim.text, claim.rejected, claim.at, claim.via, claim.url
    return (claim.phrase, claim.source, claim.confidence, *words)


def test_json_of_some_events_names_no_event_that_is_not_there() -> None:
    """Its bounds stand for a claim that needs it."""
    there = loads(SMALL)
    text = "".join(to_json(there.select("tag:cut").report()))
    result = imported_by(preset("crisis-json"), text.encode())
    assert result.remarks == [
        "left out: 2 relations to events that are not here",
        "left out: 1 time as it was told: its bounds came back, the rest is in a note",
    ]
    found = told(result.timeline)
    assert found == {name: one for name, one in told(there).items() if name in found}
    assert "@" not in result.text.replace("Told as: 10m after @minute", "")


@pytest.mark.parametrize("form", EVERY)
@settings(deadline=None)
@given(text=event_files())
def test_any_events_come_back(form: str, text: str) -> None:
    there = loads(text)
    same(there, back(there, form), form)


DISPUTES = """
timeline: {zone: UTC, prefer: b}
sources: {a: A, b: B, c: C, off: {name: Off, clock: 10m fast}}
events:
  2021-10-04:
    - {id: plain, title: P, when: [{is: "16:58", source: a}, {is: "15:58", source: c}]}
    - id: low
      when: [{is: "16:58", source: a}, {is: "15:58", source: c, confidence: low}]
      title: Q
    - {id: liked, title: L, when: [{is: "16:58", source: a}, {is: "15:58", source: b}]}
    - {id: out, title: R, when: [{is: "18:00", source: a}, {is: "20:00", source: c}]}
    - {id: effect, title: S, when: {is: "19:00", source: c}, caused_by: out}
    - {id: long, title: U, when: [{from: "10:00", to: "12:00", source: a}, {is: for 3h, source: c}]}
    - {id: open, title: T, when: [{is: ~07:45, source: a}, {is: ..2021-10-05 04:23, source: c}]}
    - {id: clock, title: O, when: [{is: "09:00", source: off, at: p. 3}, {is: "09:30", source: a}]}
"""
SEEDS = range(0, 400, 16)


@pytest.mark.parametrize("form", ["crisis-json", "crisis-ndjson"])
def test_disputes_come_back_whatever_decides_them(form: str) -> None:
    there, here = loads(DISPUTES), back(loads(DISPUTES), form)
    assert [dispute(here[event.id]) for event in there] == [dispute(event) for event in there]
    assert here["liked"].prefer == "b"
    assert not any(event.prefer for event in here if event.id != "liked")


def dispute(event: Event) -> tuple[object, ...]:
    """How an event stands by its accounts."""
    bounds = event.start.ends, event.end and event.end.ends
    accounts = [(one.source, one.sure, one.conflicted, one.start.ends) for one in event.accounts]
    return event.agreement, bounds, accounts, event.chosen, [claim.at for claim in event.when]


def test_of_any_world_json_brings_back_each_claim_or_counts_what_it_could_not() -> None:
    """A claim that needs what is not in the JSON has its bounds, and keeps whose it is."""
    for seed in SEEDS:
        there = loads(written(world(seed)))
        text = "".join(to_json(there.report()))
        result = imported_by(preset("crisis-json"), text.encode())
        here = {event.id: event for event in result.timeline}
        for event in there:
            found = here[event.id]
            if result.remarks == []:
                assert found.agreement == event.agreement
            if "Told as:" in str(found.notes):
                assert result.remarks
            elif any(claim.phrase for claim in event.when):
                assert sorted(map(whose, found.when)) == sorted(map(whose, event.when))


def whose(claim: Claim) -> tuple[str, ...]:
    """A claim, but for the days of a header that hold for a relation."""
    return (claim.phrase.partition(";")[0], *claim_of(claim)[1:])


HOSTILE = (
    '{"timeline": {"zone": "X/Y", "zones": [{"name": "Z", "zone": "UTC"}, 1]}, "events": '
    '[{"id": 1, "when": [{"is": "@@", "start": []}, 2], "start": 3, "title": {}}]}'
)


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("markwhen", 'timezone: Nowhere/Nix\nzones: "ET Nowhere; local UTC; Z UTC"\n2024-01-01: a'),
        (
            "timelinejs",
            '{"title": {"crisis": {"zone": "X/Y", "zones": "local UTC"}}, "events": []}',
        ),
        ("crisis-json", HOSTILE),
    ],
)
def test_headers_are_no_more_believed_than_records(form: str, text: str) -> None:
    """A zone that nobody knows is said, and none is given a name that means something else."""
    result = imported_by(preset(form), text.encode())
    assert any("no such zone in its header" in remark for remark in result.remarks)
    assert result.timeline.header.zones == {}


MEASURED = """
timeline:
  zone: UTC
  measures: {"a: #'x'": [one, two], "- [y]": [long.start, long.end], "\u202e": [two, "@one"]}
events:
  2026-11-20:
    - {id: one, when: 10:00, title: One}
    - {id: two, when: 11:00, title: Two}
    - {id: long, when: from 10:00 to 12:00, title: Long}
"""


def test_measures_come_back_with_json_where_their_events_do() -> None:
    there = loads(MEASURED)
    assert len(there.header.measures) == 3
    assert back(there, "crisis-json").header.measures == there.header.measures
    text = to_json(there.select("not:id:two").report())
    result = imported_by(preset("crisis-json"), text.encode(), "")
    assert [measure.first for measure in result.timeline.header.measures] == ["long.start"]
    gitlab = story("gitlab-2017")
    assert back(gitlab, "crisis-json").header.measures == gitlab.header.measures


@pytest.mark.parametrize("name", ["small", *NAMES])
def test_json_brings_back_who_acts_and_who_says_so(name: str) -> None:
    there, here = story(name), back(story(name), "crisis-json")
    named = {part.actor for event in here.events for part in event.actors}
    assert named <= here.actors.keys()
    for who, actor in here.actors.items():
        assert (actor.name, actor.aliases, actor.member_of) == (
            there.actors[who].name,
            there.actors[who].aliases,
            there.actors[who].member_of,
        )
    for who, source in here.sources.items():
        kept = there.sources[who]._replace(zero="", clock=None, origin=source.origin)
        assert source == kept


SEVERAL = """\
timeline: {zone: UTC}
sources:
  ny: {name: New York, zone: America/New_York}
  os: {name: Old Style, calendar: julian}
  log: {name: A log, clocks: hhmm}
  soft: {name: Memories, approximate: true, confidence: low}
events:
  2023-11-17:
    - {id: zoned, title: Z, when: {is: "10:00", source: ny}}
    - {id: hhmm, title: H, when: {is: "2215", source: log}}
    - {id: soft, title: S, when: {is: "10:00", source: soft}}
    - {id: julian, title: J, when: {is: 1917-10-25, source: os}}
"""


def test_what_a_source_says_is_read_as_it_was_in_its_own_zone_calendar_and_clocks() -> None:
    there = loads(SEVERAL)
    here = back(there, "crisis-json")
    same(there, here, "crisis-json")
    phrases = {event.id: [claim.phrase for claim in event.when] for event in here.events}
    assert phrases["zoned"] == ["10:00"]
    assert phrases["soft"] == ["10:00"]
    assert phrases["julian"] == ["1917-10-25"]
    assert here.sources["log"].clocks == "hhmm"


def test_of_actors_and_sources_nothing_is_believed_that_a_file_cannot_have() -> None:
    sources = (
        '[{"id": "a", "name": "A\\u001b[31m\\n: x", "zone": "X/Y", "lang": "!", "clocks": "x", '
        '"confidence": 3, "approximate": "yes", "url": ["x"], "clock": "10m"}, 1, {"id": "@"}, '
        '{"id": "a", "name": "B"}]'
    )
    text = (
        '{"schema": "crisis.events/1", "timeline": {}, "events": [{"id": "e", "title": "E", '
        f'"sources": ["a"], "actors": [{{"id": "b"}}]}}], "actors": 5, "sources": {sources}}}'
    )
    result = imported_by(preset("crisis-json"), text.encode())
    source = result.timeline.sources["a"]
    assert source == source.__class__("a", "A\x1b[31m\n: x", source.origin)
    assert result.timeline.actors["b"].name == "b"


def test_rows_of_one_event_in_timesketch_are_told_as_rows_of_it() -> None:
    text = "".join(to_timesketch(loads(SMALL).report(), Losses()))
    result = imported_by(preset("timesketch-crisis"), text.encode())
    assert [*result.tally.skipped] == ["further rows of the same events"]
    assert result.tally.records == text.count("\n")


OWN = {
    "x-text": "a; b, [c]: {d}",
    "x-digits": "5",
    "x-number": 5,
    "x-part": -1.25,
    "x-truth": True,
    "x-word": "true",
    "x-none": "null",
    "x-version": "1.10",
    "x-list": ["a; b", "back\\slash", "OPS-1", "\u202e"],
    "x-map": {"a b": [1, "1", False, None], "c": {"d": "x"}},
    "x-lines": "two\nlines",
    "x-odd": "# no comment: 'x' \"y\"",
}


def owning(**more: object) -> Timeline:
    claim = {"is": "2026-11-20", "source": "log", "x-line": 4, "x-page": "4"}
    event = {"id": "a", "title": "A", "when": claim, "actors": "ann"}
    head = {"zone": "UTC", "x-team": "SRE", "x-level": 3, "x-code": "3"}
    actors = {"ann": {"name": "Ann", "x-pager": "12", "x-map": {"a": [1, "1"]}}}
    sources = {"log": {"name": "A log", "x-path": "/var/log", "x-size": 1.5}}
    parts = {"timeline": head, "actors": actors, "sources": sources}
    return loads(flow(parts | {"events": [event | more]}))


@pytest.mark.parametrize("form", ["crisis-json", "crisis-ndjson"])
def test_keys_of_ones_own_come_back_with_json_as_they_were(form: str) -> None:
    there = owning(**OWN)
    here = back(there, form)
    assert here["a"].free == there["a"].free
    assert [claim.free for claim in here["a"].when] == [claim.free for claim in there["a"].when]
    if form == "crisis-json":
        assert here.header.free == there.header.free
        assert here.actors["ann"].free == there.actors["ann"].free
        assert here.sources["log"].free == there.sources["log"].free


def test_keys_of_ones_own_come_back_with_csv_but_for_what_looks_like_a_number() -> None:
    there = owning(**OWN)
    here = back(there, "crisis-csv")["a"].free_values
    changed = {"x-digits": 5, "x-word": True, "x-lines": here["x-lines"], "x-list": here["x-list"]}
    assert here == there["a"].free_values | changed
    assert here["x-list"][:3] == OWN["x-list"][:3]  # type: ignore[index]


def test_rules_name_keys_of_ones_own() -> None:
    text = 'at,what,ticket,port\n2026-11-20T10:00Z,A,"OPS-1, OPS-2",443\n2026-11-20T11:00Z,B,,007\n'
    rules = """
reader: csv
when: at
title: what
x-ticket: {field: ticket, split: ","}
x-port: port
"""
    for timeline in (imported(text, rules).timeline, straight(text, rules)):
        assert [event.free_values for event in timeline] == [
            {"x-ticket": ["OPS-1", "OPS-2"], "x-port": 443},
            {"x-port": "007"},
        ]
