"""Files for every set of rules that comes with crisis, spoilt in every way: told, no traceback.

What is read, left out and refused are all the records there were, and the event file that is made
of them is one that ``crisis check`` reads.
"""

from __future__ import annotations

import io
import json
import re
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest

from crisis.cli.main import main
from crisis.timeline.interchange.reading.event_file import EventFile
from crisis.timeline.interchange.reading.importing import Import
from crisis.timeline.interchange.reading.presets import NoRules, find, guessed, names
from crisis.timeline.loading import loads

from ..support.importing import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crisis.timeline.base.problems import Problem
    from crisis.timeline.interchange.reading.records import Record

TESTS = Path(__file__).parents[1]
OWN = {
    "crisis-csv": "csv",
    "crisis-json": "json",
    "crisis-ndjson": "ndjson",
    "timesketch-crisis": "timesketch",
}
"""Presets that read what crisis writes, and the form."""
FILES = {
    "csv": "cases/files/import/naive.csv",
    "csv-windows": "cases/files/import/naive.csv",
    "gedcom": "data/interchange/tree.ged",
    "git": "cases/files/import/git.txt",
    "ics": "data/interchange/google.ics",
    "iris": "cases/files/import/iris.csv",
    "journald": "cases/files/import/journal.jsonl",
    "markdown": "data/interchange/log.md",
    "markwhen": "data/interchange/plan.mw",
    "mbox": "data/interchange/inbox.mbox",
    "mermaid": "data/interchange/plan.mmd",
    "otlp": "cases/files/import/otlp.jsonl",
    "plaso-dynamic": "cases/files/import/plaso.csv",
    "plaso-json": "cases/files/import/plaso.jsonl",
    "plaso-l2tcsv": "cases/files/import/l2t.csv",
    "timelinejs": "data/interchange/slides.json",
    "timelinejs-sheet": "data/interchange/slides.csv",
    "timesketch-csv": "cases/files/import/timesketch.csv",
    "whatsapp": "data/interchange/android.txt",
    "whatsapp-day-first": "data/interchange/android.txt",
    "whatsapp-month-first": "data/interchange/us.txt",
}
ROW = {"datetime": "2023-11-17T14:03:22Z", "timestamp_desc": "seen", "message": "A", "tag": ["x"]}
TEXTS = {
    "json": json.dumps([ROW, ROW | {"message": "B"}], indent=1),
    "jsonl": json.dumps(ROW) + "\n" + json.dumps(ROW | {"message": "B"}) + "\n",
    "timesketch-jsonl": json.dumps(ROW) + "\n" + json.dumps(ROW | {"message": "B"}) + "\n",
}
DEEP = "[" * 100_000
DEEP_OBJECT = '{"a":' * 100_000
NESTED = "[" * 900 + "]" * 900
HUGE = "9" * 5_000
JSON = (
    "crisis-json", "crisis-ndjson", "journald", "json", "jsonl", "otlp", "plaso-json", "timelinejs",
    "timesketch-crisis", "timesketch-jsonl",
)  # fmt: skip
VALUES = (
    "null", "true", "0", "-1", "1e400", "[]", "{}", "[null]", '[[["x"]]]', '{"a": {"b": [1]}}',
    '""', r'"\ud800"', r'"\u0000"', '"9999-12-31T23:59:59-12:00"', '"0000-00-00"', HUGE, NESTED,
    '{"a":' * 300 + "1" + "}" * 300,
)  # fmt: skip
"""What stands where a text, a number or anything else is expected in JSON."""


def sample(name: str) -> bytes:
    """A good file of a preset."""
    if name == "slack":
        data = io.BytesIO()
        with ZipFile(data, "w") as archive:
            folder = TESTS / "data/interchange/slack"
            for path in sorted(folder.rglob("*")):
                if path.is_file():
                    archive.write(path, str(path.relative_to(folder)))
        return data.getvalue()
    if name in OWN:
        return written(OWN[name])
    return TEXTS[name].encode() if name in TEXTS else (TESTS / FILES[name]).read_bytes()


@cache
def written(form: str) -> bytes:
    """What crisis writes of a short story in a form."""
    story = TESTS / "cases/files/outage.yaml"
    with redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()):
        assert main(["show", "-f", str(story), "--limit", "3", "--as", form]) == 0
    return out.getvalue().encode()


def spoilt(data: bytes) -> Iterator[bytes]:
    """A file spoilt in ways that any file can be."""
    yield b""
    for tenth in range(1, 10):
        yield data[: tenth * len(data) // 10]
    text = data.decode("utf-8", "replace")
    for encoding in ("utf-16", "utf-16-le", "utf-8-sig", "utf-32"):
        yield text.encode(encoding)
    yield bytes(range(256)) * 20
    half = len(data) // 2
    lines = data.splitlines(keepends=True)
    for part in (
        b"\0",
        b"\0" * 100,
        b"\xff\xfe",
        b"\xed\xa0\x80",
        b"\r",
        b"\x1b[2J",
        b'"',
        b"x" * 1_000_000,
    ):
        yield data[:half] + part + data[half:]
        yield data + b"\n" + part + b"\n" + data
        middle = len(lines) // 2
        yield b"".join([*lines[:middle], part + b"\n", *lines[middle:]])
    yield DEEP.encode()
    yield data + DEEP_OBJECT.encode()
    yield data.replace(b"\n", b"\r")
    for number in ("0", "99", "0000", "9999", "-1", "1e9", "\u0661\u0662", HUGE):
        yield re.sub(r"\d+", number, text).encode()
    yield re.sub(r"\b\d{4}\b", "0001", text).encode()
    yield re.sub(r"\b\d{4}\b", "9999", text).encode()


def with_other_values(data: bytes) -> Iterator[bytes]:
    """JSON with each value of it replaced by each of VALUES, and with its keys twice."""
    text = data.decode()
    try:
        documents = [json.loads(text)]
        ends = ""
    except ValueError:
        documents = [json.loads(line) for line in text.splitlines() if line.strip()]
        ends = "\n"
    places = {str(_shape(place)): place for place in _places(documents)}
    for place in places.values():
        for value in VALUES:
            changed = json.loads(json.dumps(documents))
            _put(changed, place, "\1")
            yield (ends.join(map(json.dumps, changed)) + ends).replace('"\\u0001"', value).encode()
    for key in {place[-1] for place in places.values() if isinstance(place[-1], str)}:
        shown = json.dumps(key)
        yield text.replace(f"{shown}:", f"{shown}: 1, {shown}:").encode()


def _places(value: Any, before: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in items:
        yield (*before, key)
        if isinstance(item, dict | list):
            yield from _places(item, (*before, key))


def _shape(place: tuple[Any, ...]) -> tuple[Any, ...]:
    """One place stands for all members of a list."""
    return tuple(key if isinstance(key, str) else "" for key in place)


def _put(value: Any, place: tuple[Any, ...], new: Any) -> None:
    for key in place[:-1]:
        value = value[key]
    value[place[-1]] = new


def judge(name: str, data: bytes) -> None:
    """Whether a file is read as it has to be, whatever it is."""
    try:
        rules = find(name, text_of(data)).file
    except NoRules:
        return
    problems: list[Problem] = []
    job = Import(problems.append, "UTC")
    file = text_of(data)
    conversion = job.conversion(file, rules.rules)
    count = 0

    def counted() -> Iterator[Record | Problem]:
        nonlocal count
        for record in job.records(file, rules.rules):
            count += 1
            yield record

    made = EventFile()
    try:
        for entry in conversion.events(counted(), problems.append):
            made.add(entry)
        text = "".join(made.text("made", job.timeline(), job.actors(), job.sources()))
    finally:
        made.close()
    tally = conversion.tally
    assert tally.read + tally.skipped.total() + tally.refused == count
    assert made.events == tally.read
    loaded = loads(text)
    assert [str(problem) for problem in loaded.problems if problem.severity == "error"] == []
    assert len(loaded.events) == tally.read


@pytest.mark.parametrize("name", names())
def test_some_are_spoilt(name: str) -> None:
    for data in islice(spoilt(sample(name)), names().index(name) % 17, None, 17):
        judge(name, data)


@pytest.mark.parametrize("name", JSON)
def test_some_values_are_of_other_kinds(name: str) -> None:
    for data in islice(with_other_values(sample(name)), JSON.index(name), None, 211):
        judge(name, data)


@pytest.mark.long
@pytest.mark.parametrize("name", names())
def test_all_that_is_spoilt(name: str) -> None:
    for data in spoilt(sample(name)):
        guessed(text_of(data))
        judge(name, data)


@pytest.mark.long
@pytest.mark.parametrize("name", JSON)
def test_many_values_of_other_kinds(name: str) -> None:
    for data in islice(with_other_values(sample(name)), None, None, 5):
        judge(name, data)
