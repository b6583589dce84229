"""The JSON forms: in pieces, by the line, exact, and read back as they were."""

from __future__ import annotations

import csv
import io
import json
import re
import tracemalloc
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given

from crisis.timeline import Clock, Query, QueryError, Zone, ask, load, loads, report
from crisis.timeline.base.chunks import PIECE
from crisis.timeline.base.instants import from_datetime
from crisis.timeline.base.zones import SECOND
from crisis.timeline.formats.csv_rows import to_csv
from crisis.timeline.formats.json_access import JsonError
from crisis.timeline.formats.json_events import FIELDS, chunks, document, ndjson, to_json
from crisis.timeline.formats.markdown import to_markdown
from crisis.timeline.formats.schemas import read_fields
from crisis.timeline.loading import from_json
from crisis.timeline.model.words import STATES

from ...support.answers import many, of, reports, whole
from ...support.examples import sampled
from ...support.timelines import by_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from crisis.timeline import Answer, Event, Report

FILES = sorted((Path(__file__).parents[3] / "fixtures").glob("*.yaml"))
CONTROL = [chr(code) for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) != "\n"]
EMPTY = of("timeline: {zone: UTC}\nevents: []")
SMALL = "timeline: {zone: UTC}\nevents:\n  2026-11-20:\n    - {id: a, when: 10:00, title: A}"
MUCH = 5_000
STREAMED: dict[str, Callable[[Report], Iterator[str]]] = {
    "json": chunks,
    "ndjson": ndjson,
    "csv": to_csv,
    "markdown": lambda found: to_markdown(found, (found.answer.clock.zone,)),
}


@given(reports())
def test_json_read_back_and_written_again_is_the_same(found: Report) -> None:
    text = to_json(found)
    assert to_json(from_json(text)) == text


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
@pytest.mark.parametrize("zone", ["America/New_York", "Africa/Monrovia"])
def test_the_fixtures_come_back_as_they_were(path: Path, zone: str) -> None:
    timeline = load(str(path))
    answer = ask(timeline, Query(delta=True, limit=40), Clock(Zone(zone), timeline.header.zero))
    text = to_json(report(answer, ("day", "actor")))
    assert to_json(from_json(text)) == text


def test_what_is_read_back_can_be_asked_again() -> None:
    found = of(FILES[1].read_text(encoding="utf-8"))
    again = from_json(to_json(found)).answer.timeline
    assert by_id(again).keys() == by_id(found.answer.timeline).keys()
    for event in found.answer.timeline.events:
        back = by_id(again)[event.id]
        assert (back.start, back.end, back.lasting) == (event.start, event.end, event.lasting)
        assert (back.accounts, back.agreement) == (event.accounts, event.agreement)
    asked = Query(from_json(to_json(of(SMALL, (), "id:a"))).answer.query.terms)
    assert asked.terms[0].field == "id"
    assert len(
        ask(from_json(to_json(of(SMALL))).answer.timeline, asked, Clock(Zone("UTC"))).matches
    )


def told(answer: Answer) -> list[tuple[Event, str]]:
    return [(match.event, match.verdict) for match in answer.matches]


@given(reports())
def test_what_is_read_back_answers_in_the_same_order(found: Report) -> None:
    back = from_json(to_json(found)).answer
    terms = tuple(term for term in back.query.terms if term.field != "source")  # it may be unknown
    again = ask(back.timeline, back.query._replace(terms=terms), back.clock._replace(zero=None))
    assert told(again) == told(back)
    assert [(m.event.id, m.verdict) for m in again.matches] == [
        (m.event.id, m.verdict) for m in found.answer.matches
    ]


@given(reports())
def test_what_is_read_back_is_in_the_same_states(found: Report) -> None:
    timeline = from_json(to_json(found)).answer.timeline
    shown = {match.event.id for match in found.answer.matches}
    for terms in (*((f"is:{state}",) for state in STATES), ("confidence:high",)):
        there = {event.id for event in found.answer.timeline.select(*terms)} & shown
        assert {event.id for event in timeline.select(*terms)} == there


DISPUTED = """
timeline:
  {zone: UTC, prefer: [c], window: {from: 2026-11-18, to: 2026-11-22}, zero: 2026-11-20T00:00}
sources: {a: {name: A}, b: {name: B}, c: {name: C}}
events:
  2026-11-20:
    - id: torn
      title: Torn
      when: [{is: 08:00, source: a}, {is: 20:00?, source: c}, {is: ~12:00, source: b}]
    - {id: noon, title: Noon, when: 12:00}
    - {id: lasts, title: Lasts, when: {from: 09:00, for: 2h}}
    - {id: also, title: Also, when: {from: 09:00, for: 2h}}
    - {id: lost, title: Lost, when: unknown}
    - {id: gone, title: Gone, when: unknown}
"""


@pytest.mark.parametrize("backwards", [False, True])
def test_the_account_that_is_preferred_and_all_ends_come_back(backwards: bool) -> None:
    timeline = loads(DISPUTED)
    clock = Clock(Zone("UTC"), timeline.header.zero)
    found = report(ask(timeline, Query(reverse=backwards), clock))
    back = from_json(to_json(found)).answer
    assert [match.elapsed for match in back.matches] == [m.elapsed for m in found.answer.matches]
    assert by_id(back.timeline)["torn"].chosen == by_id(timeline)["torn"].chosen == 1
    assert back.timeline.header.window == timeline.header.window
    order = [match.event.id for match in found.answer.matches]
    assert [m.event.id for m in ask(back.timeline, back.query, clock).matches] == order
    event = next(each for each in document(found)["events"] if each["id"] == "lasts")
    assert event["elapsed_end"] == {"earliest": 37800, "latest": 41459.999999}
    told = next(each for each in document(found)["events"] if each["id"] == "torn")
    assert [account["preferred"] for account in told["accounts"]] == [False, True, False]
    assert [claim.get("approximate", False) for claim in told["when"]] == [False, False, True]
    assert [claim.get("uncertain", False) for claim in told["when"]] == [False, True, False]


@given(reports())
def test_ndjson_is_the_events_of_the_json(found: Report) -> None:
    lines = whole(ndjson, found).splitlines()
    assert [json.loads(line) for line in lines] == json.loads(to_json(found))["events"]


@given(reports())
def test_json_is_one_document_and_hides_nothing(found: Report) -> None:
    text = to_json(found)
    exact = json.loads(text, parse_float=Decimal)
    assert exact.keys() == {"schema", "timeline", "query", "counts", "events", "actors", "sources"}
    assert exact["timeline"]["title"] == found.answer.timeline.header.title
    for event, match in zip(exact["events"], found.answer.matches, strict=True):
        assert tuple(event)[: len(FIELDS)] == FIELDS
        assert event["quote"] == (match.event.quote or None)
    assert not [char for char in CONTROL if char in text]


@given(reports())
def test_json_has_the_fields_asked_for_in_their_order(found: Report) -> None:
    names = read_fields("verdict, id,title")
    events = json.loads(whole(chunks, found, names))["events"]
    assert events == [json.loads(line) for line in whole(ndjson, found, names).splitlines()]
    for some, event in zip(events, document(found)["events"], strict=True):
        assert list(some.items()) == [(name, event[name]) for name in ("verdict", "id", "title")]


@pytest.mark.parametrize("text", ["", "start_earliest", "id,titel"])
def test_a_field_that_json_does_not_have_is_refused_with_all_there_are(text: str) -> None:
    with pytest.raises(QueryError) as refused:
        read_fields(text)
    assert all(f"\n  {name} " in refused.value.hint for name in FIELDS)


@pytest.mark.parametrize("form", STREAMED)
def test_an_empty_answer_is_valid(form: str) -> None:
    text = whole(STREAMED[form], EMPTY)
    if form == "json":
        assert json.loads(text)["events"] == []
    elif form == "ndjson":
        assert text == ""
    elif form == "csv":
        assert text.count("\n") == 1
    else:
        assert text == "Times are in UTC.\n\n0 of 0 events.\n"


@pytest.mark.parametrize("form", sampled(STREAMED))
def test_a_form_comes_in_pieces_and_keeps_none_of_them(form: str) -> None:
    pieces = STREAMED[form](many(MUCH))
    sizes = [len(next(pieces))]
    tracemalloc.start()
    sizes += [len(piece) for piece in pieces]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(sizes) > 1
    assert max(sizes) < 2 * PIECE
    assert peak < 8 * PIECE


@pytest.mark.parametrize("form", STREAMED)
def test_the_same_answer_gives_the_same_text(form: str) -> None:
    first, second = (of(FILES[1].read_text(encoding="utf-8"), ("day",)) for _ in range(2))
    assert whole(STREAMED[form], first) == whole(STREAMED[form], second)


def test_seconds_are_exact_however_far_from_zero() -> None:
    text = (
        "timeline: {zone: UTC, zero: 2026-11-20 10:00}\nevents:\n"
        "  - {id: a, when: 0044-03-15, title: The ides}\n"
        "  - {id: b, when: 2026-11-20 10:00:00.000001, title: Soon}\n"
    )
    found = of(text)
    events = json.loads(to_json(found), parse_float=Decimal)["events"]
    for event, match in zip(events, found.answer.matches, strict=True):
        assert match.elapsed is not None
        told = [event["elapsed"][end] * SECOND for end in ("earliest", "latest")]
        assert told == list(match.elapsed[0])
    assert to_json(from_json(to_json(found))) == to_json(found)


INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}[+-]\d\d:\d\d", re.ASCII)
OLD = (
    "timeline: {zone: Europe/Paris, window: {from: 1850, to: 1950}, zero: 1850-05-02}\nevents:\n"
    "  - {id: a, when: 1850-05-02, title: A}\n"
    "  - {id: b, when: from 1911-03-10 23:50 to 1911-03-11, title: B}\n"
    "  - {id: c, when: [{is: 1940-06-15 08:00, source: x}, {is: 1940-06-15 12:00}], title: C}\n"
)


def instants(value: Any) -> Iterator[tuple[str, Any]]:
    """Every instant of a document, with the number that stands beside it."""
    if isinstance(value, dict):
        for name, number in value.get("unix", {}).items():
            if value[name] is not None and (number is not None or name != "zero"):
                yield value[name], number
        for name, inner in value.items():
            if name in {"earliest", "latest", "start", "stop"} and isinstance(inner, str):
                assert name in value["unix"]
            yield from instants(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from instants(inner)


def hold_to_one_shape(found: Report) -> int:
    value = json.loads(to_json(found), parse_float=Decimal)
    told = list(instants(value))
    for text, number in told:
        assert INSTANT.fullmatch(text)
        assert from_datetime(datetime.fromisoformat(text)) == number * SECOND
    rows = csv.DictReader(io.StringIO(whole(to_csv, found), newline=""))
    for row, event in zip(rows, value["events"], strict=True):
        for side in ("start", "end"):
            for end in ("earliest", "latest"):
                bound = event[side] or {end: None, "unix": {end: None}}
                assert row[f"{side}_{end}"] == (bound[end] or "")
                number = row[f"{side}_{end}_unix"]
                assert (Decimal(number) if number else None) == bound["unix"][end]
        assert row["day"] == (event["day"] or "")
    return len(told)


@given(reports())
def test_instants_have_one_shape_and_their_numbers_beside_them(found: Report) -> None:
    hold_to_one_shape(found)


def test_instants_of_other_centuries_have_the_same_shape() -> None:
    assert hold_to_one_shape(of(OLD)) > 15


@pytest.mark.parametrize("zone", ["Europe/Paris", "Europe/Amsterdam", "Asia/Manila", "UTC"])
@pytest.mark.parametrize("day", ["1850-05-02", "1844-12-30", "1892-01-01", "2026-11-20"])
def test_the_day_is_the_local_one_in_every_century(zone: str, day: str) -> None:
    found = of(f"timeline: {{zone: {zone}}}\nevents:\n  - {{id: a, when: {day}, title: A}}")
    assert document(found)["events"][0]["day"] == day
    assert whole(to_csv, found, ("day",)) == f"day\n{day}\n"


def test_what_was_asked_for_stands_in_the_json_only_where_it_was() -> None:
    found = of(SMALL)
    plain = document(found)
    assert not {"reverse", "limit", "delta"} & plain["query"].keys()
    assert "limited" not in plain["counts"]
    answer = ask(
        found.answer.timeline, Query(reverse=True, limit=0, delta=True), Clock(Zone("UTC"))
    )
    asked = document(report(answer))
    assert (asked["query"]["reverse"], asked["query"]["delta"]) == (True, True)
    assert (asked["query"]["limit"], asked["counts"]["limited"]) == (0, 1)


def changed(path: str, value: Any) -> str:
    """A good document with one value changed, or taken out where it is ``...``."""
    whole = json.loads(to_json(of(SMALL)))
    *above, last = path.split(".")
    here: Any = whole
    for step in above:
        here = here[int(step) if step.isdigit() else step]
    if value is ...:
        del here[last]
    else:
        here[last] = value
    return json.dumps(whole)


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("schema", "crisis.events/2", "crisis.events/2"),
        ("events.0.id", ..., "events[0].id: is missing"),
        ("events.0.start.earliest", "yesterday", "events[0].start.earliest: "),
        ("events.0.start.earliest", "2026-02-30T10:00:00Z", "events[0].start.earliest: "),
        ("events.0.start.earliest", "2026-11-20T25:00:00Z", "events[0].start.earliest: "),
        ("events.0.start", [], "events[0].start: must be an object"),
        ("events.0.sources", "ap", "events[0].sources: must be a list"),
        ("events.0.sources", [1], "events[0].sources: must be a list of texts"),
        ("events.0.when.0.line", -1, "events[0].when[0].line: "),
        ("events.0.when.0.confidence", "huge", "events[0].when[0].confidence: "),
        ("events.0.verdict", "sure", "events[0].verdict: "),
        ("events.0.disputed", "no", "events[0].disputed: must be true or false"),
        ("events.0.disputed", True, "events[0].disputed: must be true where"),
        ("events.0.elapsed", {"earliest": 1e300, "latest": None}, "events[0].elapsed.earliest: "),
        ("events.0.elapsed", {"earliest": 1e-7, "latest": None}, "events[0].elapsed.earliest: "),
        ("events.0.elapsed", {"earliest": True, "latest": None}, "events[0].elapsed.earliest: "),
        ("events.0.title", {"en": 1}, "events[0].title.en: "),
        ("events", {}, "events: must be a list"),
        ("query.zone", "Mars/Olympus", "query.zone: "),
        ("query.by", ["mood"], "query.by: "),
        ("counts", None, "counts: must be an object"),
    ],
)
def test_what_is_not_as_the_schema_has_it_is_refused_with_its_place(
    path: str, value: Any, said: str
) -> None:
    with pytest.raises(JsonError) as refused:
        from_json(changed(path, value))
    assert said in str(refused.value)


@pytest.mark.parametrize("text", ["", "[]", "{}", "{", "NaN", "[" * 100_000, '{"schema": 1}'])
def test_what_is_no_such_document_is_refused(text: str) -> None:
    with pytest.raises(JsonError):
        from_json(text)


def test_fields_of_a_later_version_are_passed_over() -> None:
    text = to_json(of(SMALL))
    assert to_json(from_json(changed("events.0.weather", "fine"))) == text


def test_documents_with_instants_of_another_shape_are_read_as_well() -> None:
    text = to_json(of(OLD, zone="UTC"))
    older = re.sub(r', "unix": \{[^{}]*\}', "", text.replace(".000000", "").replace("+00:00", "Z"))
    assert older != text
    assert to_json(from_json(older)) == text


def test_an_account_that_tells_the_end_alone_is_not_said_to_tell_the_start() -> None:
    found = of(
        "timeline: {zone: UTC}\nsources: {a: A, b: B}\nevents:\n  - id: talk\n    title: T\n"
        "    when: [{is: from 2026-11-21 19:42, source: a}, {to: 2026-11-21 23:00, source: b}]\n"
    )
    accounts = document(found)["events"][0]["accounts"]
    assert [(one["source"], one["tells"]) for one in accounts] == [("a", True), ("b", False)]
    _, row = whole(to_csv, found, ("accounts",)).splitlines()
    assert row.partition("; b ")[2].startswith("to 2026-11-21T23:00:00.000000+00:00..")
    assert document(from_json(to_json(found))) == document(found)
