"""The rules that come with the program: good, in the manual, and known by what they read."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest

from crisis.timeline.interchange.reading.foreign_text import ForeignText
from crisis.timeline.interchange.reading.presets import NoRules, find, guessed, names, preset

from ...support.importing import imported_by

MANUAL = Path(__file__).resolve().parents[3] / "docs" / "import.md"


@pytest.mark.parametrize("name", names())
def test_a_preset_is_good_and_told_of(name: str) -> None:
    read = preset(name)
    assert read.problems == []
    assert read.about
    assert name in MANUAL.read_text("utf-8")


def text(content: str | bytes, name: str = "x") -> ForeignText:
    data = content if isinstance(content, bytes) else content.encode()
    return ForeignText(name, BytesIO(data))


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        ("datetime,timestamp_desc,message\n", "x", "timesketch-csv"),
        ("datetime;timestamp_desc;message\n", "x", "timesketch-csv"),
        (
            "datetime,timestamp_desc,source,source_long,message,parser,display_name,tag\n",
            "x",
            "plaso-dynamic",
        ),
        ("\ufeffdatetime,timestamp_desc,message\n", "x", "timesketch-csv"),
        ("datetime,timestamp_desc,message\n".encode("utf-16"), "x", "timesketch-csv"),
        ('{"datetime": "", "timestamp_desc": "", "message": ""}\n', "x", "timesketch-jsonl"),
        ("a,b\n", "x.CSV", "csv"),
        ("a,b\n", "x.txt", ""),
        ("", "x", ""),
        ('{"a": 1}', "x.jsonl", "jsonl"),
        ('{"__REALTIME_TIMESTAMP": "1", "MESSAGE": "no boot id"}', "x", "journald"),
        ('[{"a": 1}]', "x.json", "json"),
        ("timeline: {zone: UTC}\n", "x.yaml", ""),
    ],
)
def test_a_file_is_known_by_its_beginning(content: str | bytes, name: str, expected: str) -> None:
    assert guessed(text(content, name)) == expected


@pytest.mark.parametrize("content", ["a,b\n1,2\n", "", '{"a": 1}\n', "\0\0\0", "{" * 9999])
def test_what_is_known_by_nothing_is_asked_for(content: str) -> None:
    with pytest.raises(NoRules):
        find("", text(content))


def test_a_table_of_windows_is_read_by_its_names_in_its_code_page() -> None:
    data = "Datum;Ereignis;Ort\r\n20.11.2023 09:15;Grüße aus Köln;Döbeln\r\n".encode("cp1252")
    found = find("csv-windows", text(data, "x.csv"))
    assert found.file.problems == []
    assert found.file.rules.layout.encoding == "cp1252"
    (event,) = imported_by(found.file, data, "UTC").timeline.events
    assert (event.title, event.place) == ("Grüße aus Köln", "Döbeln")
