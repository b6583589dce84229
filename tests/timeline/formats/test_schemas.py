"""The JSON Schemas, held against every golden output and every event file there is."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from crisis.timeline import load, loads
from crisis.timeline.formats.json_events import FIELDS, chunks, document, ndjson
from crisis.timeline.formats.schemas import NAMES, schema

from ...support.answers import reports, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crisis.timeline import Report

ROOT = Path(__file__).parents[3]
CASES = sorted((ROOT / "tests" / "cases").glob("*.test"))
FILES = sorted([*(ROOT / "fixtures").glob("*.yaml"), *(ROOT / "tests/cases/files").glob("*.yaml")])
DOCUMENT = re.compile(r'^\{\s*"schema": "crisis\.(\w+)/1"', re.MULTILINE)
LINE = re.compile(r'^\{"id": "[^"]*", "title": ', re.MULTILINE)
WHOLE = re.compile(r"[-+]?[0-9]+\Z")
DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
FREE = ("title", "text", "note")  # by language, so that their keys are anybody's
# Problems that a schema can see: of shape, not of meaning.
SHAPE = re.compile(
    r"unknown key|has no title|is no id|unknown (status|confidence)|must be a (mapping|text)\b"
)


@cache
def validator(name: str, within: str = "") -> Draft202012Validator:
    whole = json.loads(schema(name))
    if within:
        whole = {"$ref": f"#/$defs/{within}", "$defs": whole["$defs"]}
    return Draft202012Validator(whole)


def faults(name: str, value: object, within: str = "") -> list[str]:
    found = validator(name, within).iter_errors(value)
    return [f"{error.json_path}: {error.message}" for error in found]


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_one_and_has_all_it_refers_to_in_itself(name: str) -> None:
    text = schema(name)
    Draft202012Validator.check_schema(json.loads(text))
    own = json.loads(text).get("$defs", {})
    assert set(re.findall(r'"#/\$defs/(\w+)"', text)) <= own.keys()
    assert set(re.findall(r'"\$ref": "([^#])', text)) == set()
    assert text.endswith("}\n")


def goldens() -> Iterator[tuple[str, str, Any]]:
    """Every document in the golden cases: its file, its schema, itself."""
    decoder = json.JSONDecoder()
    for path in CASES:
        text = path.read_text(encoding="utf-8")
        for start in DOCUMENT.finditer(text):
            yield path.stem, start[1], decoder.raw_decode(text, start.start())[0]


def test_every_golden_output_is_as_its_schema_has_it() -> None:
    found = list(goldens())
    assert {"events", "why", "comparison", "check"} <= {name for _, name, _ in found}
    assert not [(path, fault) for path, name, value in found for fault in faults(name, value)[:3]]


def test_every_golden_event_on_a_line_is_as_the_schema_has_it() -> None:
    decoder = json.JSONDecoder()
    texts = [path.read_text(encoding="utf-8") for path in CASES]
    lines = [
        decoder.raw_decode(text, at.start())[0] for text in texts for at in LINE.finditer(text)
    ]
    assert len(lines) > 20
    assert not [fault for line in lines for fault in faults("events", line, "match")]


def keys(value: object) -> set[str]:
    """All keys of a document but languages."""
    if isinstance(value, list):
        return {key for item in value for key in keys(item)}
    if not isinstance(value, dict):
        return set()
    own = {key for key in value if key.startswith("x-")}
    inner = [item for key, item in value.items() if key not in FREE and key not in own]
    return {*(value.keys() - own), *keys(inner)}


def test_every_key_of_the_golden_outputs_is_in_their_schema() -> None:
    for path, name, value in goldens():
        assert keys(value) <= properties(json.loads(schema(name))), path


def properties(found: object) -> set[str]:
    if isinstance(found, list):
        return {name for item in found for name in properties(item)}
    if not isinstance(found, dict):
        return set()
    return {*found.get("properties", {}), *properties(list(found.values()))}


@given(reports())
def test_every_answer_is_as_the_schema_has_it(found: Report) -> None:
    assert not faults("events", document(found))
    for line in whole(ndjson, found).splitlines():
        assert not faults("events", json.loads(line), "match")


@given(reports(), st.lists(st.sampled_from([*FIELDS, "delta"]), min_size=1, unique=True))
def test_an_answer_of_some_fields_is_as_the_schema_has_it(found: Report, names: list[str]) -> None:
    value = json.loads(whole(chunks, found, tuple(names)))
    assert not faults("events", value)
    del value["query"]["fields"]
    assert bool(faults("events", value)) == bool(value["events"] and {*FIELDS} - {*names})


def test_the_schema_asks_for_every_field_of_an_event() -> None:
    defs = json.loads(schema("events"))["$defs"]
    asked = {*defs["event"]["required"], *defs["match"]["required"]}
    assert asked == set(FIELDS)
    fields = defs["eventFields"]["properties"] | defs["matchFields"]["properties"]
    assert fields.keys() == {*FIELDS, "delta", "day_julian"}


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"schema": "crisis.events/2"}, "$.schema"),
        ({"counts": {}}, "$.counts"),
        ({"events": [{}]}, "$.events[0]"),
        ({"query": None}, "$.query"),
    ],
)
def test_the_schema_refuses_another_document(change: dict[str, Any], place: str) -> None:
    (_, _, value), *_ = (found for found in goldens() if found[1] == "events")
    assert faults("events", {**value, **change})[0].startswith(place)


def as_editors_read(path: Path) -> object:
    """An event file by YAML 1.2's core schema, so that numbers and truths are what they are there.

    None for what no editor could read either.
    """
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    except (yaml.YAMLError, UnicodeDecodeError):
        return None
    return None if node is None else _core(node)


def _core(node: yaml.Node) -> object:
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _core(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_core(item) for item in node.value]
    text = str(node.value)
    if node.style is not None:
        return text
    if text in ("", "~", "null"):
        return None
    if text in ("true", "false"):
        return text == "true"
    if WHOLE.match(text):
        return int(text)
    return float(text) if DECIMAL.match(text) else text


READ = [(path, value) for path in FILES if (value := as_editors_read(path)) is not None]


@pytest.mark.parametrize(("path", "value"), READ, ids=[path.stem for path, _ in READ])
def test_the_schema_of_the_file_agrees_with_the_reader(path: Path, value: object) -> None:
    problems = [p.message for p in load(str(path)).problems if p.severity == "error"]
    found = faults("file", value)
    assert bool(found) == any(SHAPE.search(message) for message in problems), (found, problems)


@pytest.mark.parametrize(
    ("value", "good"),
    [
        ({}, True),
        ({"timeline": None, "actors": None, "events": None}, True),
        ({"events": [{"title": "x"}]}, True),
        ({"events": {"2026-11-20": [{"title": 12}], "undated": None, "2026": []}}, True),
        ({"events": {"2017-01-31..2017-02-01": [], "201X": [], "2004-XX": []}}, True),
        ({"events": {"Friday 20 November 2026": [], "20.11.2026": [], "2026/11/20": []}}, True),
        ({"events": {"monday": []}}, False),
        ({"events": [{"title": {"en": "x"}, "when": {"is": "~noon", "source": "ap"}}]}, True),
        ({"events": [{"title": "x", "when": [{"from": "9", "for": "2h"}, "10:00"]}]}, True),
        ({"events": [{"title": "x", "actors": ["a", {"b": "told"}]}]}, True),
        ({"events": [{"title": "x", "actors": {"b": "told"}, "tags": "one"}]}, True),
        ({"actors": {"ana": "Ana", "ørn": {"name": "Ø", "member_of": "ana"}}}, True),
        ({"timeline": {"vague": {"early hours": "00:00..05:00"}}}, True),
        ({"evnts": []}, False),
        ({"events": [{"id": "x"}]}, False),
        ({"events": [{"title": "x", "id": "1a"}]}, False),
        ({"events": [{"title": "x", "id": "a b"}]}, False),
        ({"events": [{"title": "x", "status": "maybe"}]}, False),
        ({"events": [{"title": "x", "when": []}]}, False),
        ({"events": [{"title": "x", "when": {"source": "ap"}}]}, False),
        ({"events": [{"title": "x", "when": {"is": "9", "to": "10"}}]}, False),
        ({"events": [{"title": "x", "when": {"is": "9", "confidence": "huge"}}]}, False),
        ({"events": [{"title": ["x"]}]}, False),
        ({"events": {"friday": []}}, False),
        ({"events": {"2026-11-20": {"title": "x"}}}, False),
        ({"actors": {"1a": "X"}}, False),
        ({"actors": {"ana": {"alias": "x"}}}, False),
        ({"sources": ["log"]}, False),
        ({"timeline": {"zoen": "UTC"}}, False),
        ({"timeline": {"vague": {"lunch": "1h"}}}, False),
    ],
)
def test_the_schema_of_the_file_knows_its_shapes(value: object, good: bool) -> None:
    assert bool(faults("file", value)) != good


def known(text: str) -> list[str]:
    """The keys that the reader knows where a file has the key ``qqq``."""
    (hint,) = (p.hint for p in loads(text).problems if p.message.startswith('unknown key "qqq"'))
    return sorted(hint.removeprefix("known here: ").partition(";")[0].split(", "))


def test_the_schema_of_the_file_has_every_key_with_its_meaning() -> None:
    whole = json.loads(schema("file"))
    parts, defs = whole["properties"], whole["$defs"]
    for text, found in (
        ("{qqq: 1}", parts),
        ("timeline: {qqq: 1}", parts["timeline"]["properties"]),
        ("timeline: {vague: {qqq: 1}}", parts["timeline"]["properties"]["vague"]["properties"]),
        ("actors: {a: {qqq: 1}}", parts["actors"]["additionalProperties"]["properties"]),
        ("sources: {a: {qqq: 1}}", parts["sources"]["additionalProperties"]["properties"]),
        ("events: [{title: x, qqq: 1}]", defs["event"]["properties"]),
        ("events: [{title: x, when: {is: unknown, qqq: 1}}]", defs["claimKeys"]["properties"]),
    ):
        assert known(text) == sorted(found)
        assert all(one["description"] for one in found.values())
