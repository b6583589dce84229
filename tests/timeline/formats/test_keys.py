"""The tables of plain keys (``model/keys.py``): every room, every schema and the manual go by them.

A key that is added to a table and forgotten somewhere else fails here, under its name.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from crisis.cli.help.topics import FILE
from crisis.timeline import Clock, Query, Zone, ask, from_json, loads, report
from crisis.timeline.formats.csv_rows import to_csv
from crisis.timeline.formats.json_events import to_json
from crisis.timeline.formats.schemas import schema
from crisis.timeline.model.keys import ACTOR_KEYS, CLAIM_KEYS, EVENT_KEYS, SOURCE_KEYS
from crisis.timeline.model.records import Actor, Claim, Event, Source
from crisis.timeline.model.serialize import Reader
from crisis.timeline.model.written import parsed, written
from crisis.timeline.query.searched_text import searched

from ...support.answers import file

if TYPE_CHECKING:
    from crisis.timeline import Timeline
    from crisis.timeline.base.record import Record
    from crisis.timeline.model.keys import Key

DOCS = Path(__file__).parents[3] / "docs"
TABLES = {"event": EVENT_KEYS, "claim": CLAIM_KEYS, "source": SOURCE_KEYS, "actor": ACTOR_KEYS}
KEYS = [(whose, key) for whose, keys in TABLES.items() for key in keys]
ALONE = {
    "event": {"id", "when", "title", "prefer"},
    "claim": {"is", "from", "to", "for", "source"},
    "source": {"name", "note", "clock"},
    "actor": {"name", "note"},
}
"""The keys that each room reads and writes by a rule of its own."""
OTHERS: dict[type[Record], str] = {
    Event: "id titles origin when prefer start end lasting accounts agreement chosen conflicted "
    "header place_in_file stands among turn alternatives free",
    Claim: "phrases meaning origin source free",
    Source: "id name origin clock free",
    Actor: "id name origin free",
}
"""What records have beside plain keys."""
MARK = "seldom"
IN_FILE: dict[str, Any] = {
    "text": MARK,
    "texts": {"en": MARK, "nb": f"{MARK}t"},
    "words": [MARK, "ben"],
    "truth": True,
    "language": "nb",
    "zone": "Asia/Jakarta",
    "event": "@b",
    "events": ["@b", "c"],
    "actors": [{"ann": MARK}, "ben"],
    "sources": ["bbc", "ap"],
    "media": [{"file": "a.png", "caption": MARK}, "https://b.example/c"],
}
IN_JSON = IN_FILE | {
    "event": "b",
    "events": ["b", "c"],
    "actors": [{"id": "ann", "role": MARK}, {"id": "ben", "role": None}],
    "media": [
        {"file": "a.png", "caption": MARK, "line": 1},
        {"url": "https://b.example/c", "line": 1},
    ],
}
IN_CSV = {
    "text": MARK,
    "texts": MARK,
    "words": f"{MARK}; ben",
    "event": "b",
    "events": "b; c",
    "actors": f"ann/{MARK}; ben",
    "sources": "bbc; ap",
    "media": "a.png; https://b.example/c",
}
FILE_SHAPES = {
    "text": {"$ref": "#/$defs/text"},
    "truth": {"type": ["boolean", "null"]},
    "zone": {"$ref": "#/$defs/text"},
    "event": {"$ref": "#/$defs/text"},
    "texts": {"$ref": "#/$defs/texts"},
    "words": {"$ref": "#/$defs/list"},
    "events": {"$ref": "#/$defs/list"},
    "sources": {"$ref": "#/$defs/list"},
}
NULL_OR_TEXT = {"type": ["string", "null"]}
LIST = {"type": "array", "items": {"type": "string"}}
ANSWER_SHAPES = {
    "text": NULL_OR_TEXT,
    "event": NULL_OR_TEXT,
    "texts": {"$ref": "#/$defs/texts"},
    "words": LIST,
    "events": LIST,
    "sources": LIST,
}


def given(key: Key, values: dict[str, Any]) -> Any:
    """A value of the kind that a key has."""
    return key.words[0] if key.kind == "word" else values[key.kind]


def read(whose: str, **more: Any) -> Timeline:
    """A timeline in which one event, claim, source or actor has these keys besides."""
    own = {one: more if one == whose else {} for one in TABLES}
    claim = {"is": "2026-11-20", "source": "ap", **own["claim"]}
    return loads(
        file(
            {
                "timeline": {"zone": "UTC"},
                "actors": {"ann": {"name": "Ann", **own["actor"]}, "ben": "Ben"},
                "sources": {"ap": {"name": "AP", **own["source"]}, "bbc": "BBC"},
                "events": [
                    {"id": "a", "title": "A", "when": claim, **own["event"]},
                    {"id": "b", "title": "B"},
                    {"id": "c", "title": "C"},
                ],
            }
        )
    )


def record(whose: str, timeline: Timeline) -> Any:
    return {
        "event": timeline["a"],
        "claim": timeline["a"].when[0],
        "source": timeline.sources["ap"],
        "actor": timeline.actors["ann"],
    }[whose]


def name(value: Any) -> str:
    return value if isinstance(value, str) else value.name


@pytest.mark.parametrize(("whose", "key"), KEYS, ids=name)
def test_a_plain_key_is_read_and_kept_in_an_index(whose: str, key: Key) -> None:
    timeline = read(whose, **{key.name: given(key, IN_FILE)})
    kept = record(whose, timeline)
    missing = record(whose, read(whose))
    assert getattr(kept, key.attribute) != getattr(missing, key.attribute)
    assert not [p for p in timeline.problems if p.message != f'unknown actor "{MARK}"']
    reader = Reader({"-": "-", timeline.files[0]: timeline.files[0]})
    readers = {"event": reader.event, "source": reader.source, "actor": reader.actor}
    back = readers.get(whose, reader.event)
    whole = timeline["a"] if whose == "claim" else kept
    assert back(parsed(written(whole))) == whole


@pytest.mark.parametrize(
    ("whose", "key"), [(w, key) for w, key in KEYS if w in ("event", "claim")], ids=name
)
def test_a_plain_key_is_in_json_and_comes_back(whose: str, key: Key) -> None:
    timeline = read(whose, **{key.name: given(key, IN_FILE)})
    text = to_json(report(ask(timeline, Query(), Clock(Zone("UTC")))))
    (event,) = (event for event in json.loads(text)["events"] if event["id"] == "a")
    shown = event if whose == "event" else event["when"][0]
    assert shown[key.name] == given(key, IN_JSON)
    again = from_json(text)
    assert again.to_json() == text
    kept = record(whose, timeline)
    back = again.answer.timeline["a"]
    back = back if whose == "event" else back.when[0]
    assert getattr(back, key.attribute) == getattr(kept, key.attribute)


@pytest.mark.parametrize("key", EVENT_KEYS, ids=name)
def test_a_document_from_before_a_key_was_added_is_read(key: Key) -> None:
    text = to_json(report(ask(read("event"), Query(), Clock(Zone("UTC")))))
    document = json.loads(text)
    for event in document["events"]:
        del event[key.name]
    back = from_json(json.dumps(document)).answer.timeline["b"]
    assert not getattr(back, key.attribute)


@pytest.mark.parametrize("key", EVENT_KEYS, ids=name)
def test_a_plain_key_is_a_field_of_csv(key: Key) -> None:
    timeline = read("event", **{key.name: given(key, IN_FILE)})
    found = report(ask(timeline, Query(), Clock(Zone("UTC"))))
    rows = csv.DictReader("".join(to_csv(found)).splitlines())
    (row,) = (row for row in rows if row["id"] == "a")
    assert row[key.name] == given(key, IN_CSV)


@pytest.mark.parametrize(
    ("whose", "key"), [(w, key) for w, key in KEYS if w in ("event", "claim")], ids=name
)
def test_words_seek_what_is_sought(whose: str, key: Key) -> None:
    timeline = read(whose, **{key.name: given(key, IN_FILE)})
    plain = key.kind in ("text", "texts", "words", "media")
    assert (MARK in searched()(timeline["a"])) == key.sought
    assert plain or not key.sought


@pytest.mark.parametrize("whose", TABLES)
def test_a_file_has_these_keys_and_no_others(whose: str) -> None:
    timeline = read(whose, qqqqqqqqqqqqq="")
    (problem,) = timeline.problems
    listed, _, own = problem.hint.partition("; ")
    assert own == "your own begin with x-"
    known = listed.removeprefix("known here: ").split(", ")
    assert {*known} == {*ALONE[whose], *(key.name for key in TABLES[whose])}
    assert len(known) == len({*known})


@pytest.mark.parametrize("made", OTHERS, ids=lambda made: made.__name__)
def test_all_else_in_a_record_is_worked_out(made: type[Record]) -> None:
    keys = TABLES[made.__name__.lower()]
    assert {*made._fields} == {*OTHERS[made].split(), *(key.attribute for key in keys)}


def properties(whose: str) -> dict[str, Any]:
    """What the schema of event files says of the keys of an event, a claim, a source, an actor."""
    root = json.loads(schema("file"))
    if whose in ("source", "actor"):
        part = root["properties"][f"{whose}s"]["additionalProperties"]
    else:
        part = root["$defs"]["event" if whose == "event" else "claimKeys"]
    found: dict[str, Any] = part["properties"]
    return found


@pytest.mark.parametrize("whose", TABLES)
def test_the_schema_of_event_files_has_the_keys(whose: str) -> None:
    found = properties(whose)
    assert {*found} == {*ALONE[whose], *(key.name for key in TABLES[whose])}
    for key in TABLES[whose]:
        shape = dict(found[key.name])
        assert shape.pop("description"), key.name
        if key.kind == "word":
            assert shape == {"enum": [*key.words]}
        elif key.kind == "language":
            assert shape.keys() == {"$ref", "pattern"}
        elif key.kind not in ("actors", "media"):
            assert shape == FILE_SHAPES[key.kind], key.name


@pytest.mark.parametrize(("whose", "within"), [("event", "eventFields"), ("claim", "claim")])
def test_the_schema_of_answers_has_the_keys(whose: str, within: str) -> None:
    found = json.loads(schema("events"))["$defs"][within]["properties"]
    for key in TABLES[whose]:
        shape = dict(found[key.name])
        assert shape.pop("description"), key.name
        always = whose == "event"  # a claim has only those that were written
        if key.kind == "word":
            assert shape == {"enum": [*key.words, None] if always else [*key.words]}
        elif key.kind not in ("actors", "media"):
            assert shape == (ANSWER_SHAPES[key.kind] if always else {"type": "string"}), key.name


@pytest.mark.parametrize("whose", ["source", "actor"])
def test_the_schema_of_answers_has_the_keys_of_those_that_are_named(whose: str) -> None:
    found = json.loads(schema("events"))["$defs"][f"named{whose.capitalize()}"]["properties"]
    assert {*found} - {"clock"} == {"id", "name", *(key.name for key in TABLES[whose])}
    for key in TABLES[whose]:
        shape = dict(found[key.name])
        assert shape.pop("description"), key.name
        shapes = {"truth": {"const": True}, "words": LIST}
        assert shape == shapes.get(key.kind, {"type": "string"}), key.name


@pytest.mark.parametrize(
    ("whose", "key"), [(w, key) for w, key in KEYS if w in ("source", "actor")], ids=name
)
def test_a_key_of_a_source_or_an_actor_is_in_json_and_comes_back(whose: str, key: Key) -> None:
    value = given(key, IN_FILE)
    timeline = naming(whose, {key.name: value})
    text = to_json(report(ask(timeline, Query(), Clock(Zone("UTC")))))
    listed = {one["id"]: one for one in json.loads(text)[f"{whose}s"]}
    kept = record(whose, timeline)
    shown = getattr(kept, key.attribute)
    assert listed[kept.id][key.name] == (list(shown) if isinstance(shown, tuple) else shown)
    again = from_json(text)
    assert again.to_json() == text
    assert getattr(record(whose, again.answer.timeline), key.attribute) == shown


def naming(whose: str, keys: dict[str, Any]) -> Timeline:
    """A timeline whose event names the actor or source that has these keys."""
    own = {one: keys if one == whose else {} for one in ("actor", "source")}
    return loads(
        file(
            {
                "timeline": {"zone": "UTC"},
                "actors": {"ann": {"name": "Ann", **own["actor"]}, "ben": "Ben"},
                "sources": {"ap": {"name": "AP", **own["source"]}},
                "events": [
                    {
                        "id": "a",
                        "title": "A",
                        "when": {"is": "2026-11-20", "source": "ap"},
                        "actors": "ann",
                    }
                ],
            }
        )
    )


@pytest.mark.parametrize(("whose", "key"), KEYS, ids=name)
def test_the_manual_tells_of_the_key(whose: str, key: Key) -> None:
    pages = {"file.md"} | {"event": {"json.md", "fields.md"}, "claim": {"json.md"}}.get(
        whose, set()
    )
    for page in pages:
        assert f"`{key.name}`" in (DOCS / page).read_text(encoding="utf-8"), page
    if whose == "event":
        assert key.meaning
        assert f"  {key.name}" in FILE.replace(", ", "\n  "), "crisis help file"
