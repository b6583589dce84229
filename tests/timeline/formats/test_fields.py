"""The flat fields: what --fields selects, what --format names, and the manual's table of them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from crisis.timeline import QueryError
from crisis.timeline.formats.fields import FIELDS, read_fields, view
from crisis.timeline.formats.template import lines, read_template

from ...support.answers import of, reports, whole

if TYPE_CHECKING:
    from crisis.timeline import Report

MANUAL = Path(__file__).parents[3] / "docs" / "fields.md"
CONTROL = [chr(code) for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) != "\n"]
FILE = """
timeline: {zone: Asia/Jakarta, zero: ann}
actors: {rina: Rina Suryadi, press: The press}
sources: {log: {name: The log, url: "https://example.org/log"}, memo: {name: A memo}}
events:
  2026-11-20:
    - id: ann
      when: 13:20
      title: {en: The announcement, id: Pengumuman}
      actors: {rina: caller, press: ""}
      tags: ["a;b", c]
    - id: told
      when: [{is: less than 10m before @ann, source: memo}, {is: "13:05", source: log}]
      title: The press is told
      status: missed
    - {id: lasts, when: from ~14:00 for 2h, title: It goes on}
  undated:
    - {id: some, title: Some day}
"""


def value(name: str, event: str) -> str:
    found = of(FILE)
    (match,) = (match for match in found.answer.matches if match.event.id == event)
    return FIELDS[name].get(match, view(found))


@pytest.mark.parametrize(
    ("event", "name", "text"),
    [
        ("ann", "title", "The announcement"),
        ("ann", "when", "Fri 20 Nov 2026 13:20"),
        ("ann", "start_earliest", "2026-11-20T13:20:00.000000+07:00"),
        ("ann", "start_latest", "2026-11-20T13:20:59.999999+07:00"),
        ("ann", "end_earliest", ""),
        ("ann", "actors", "rina/caller; press"),
        ("ann", "who", "Rina Suryadi (caller), The press"),
        ("ann", "tags", r"a\;b; c"),
        ("ann", "elapsed", "+0:00:00"),
        ("ann", "elapsed_latest", "0"),
        ("ann", "line", "7"),
        ("ann", "file", "t.yaml"),
        ("told", "claims", "less than 10m before @ann [memo]; 13:05 [log]"),
        ("told", "urls", "https://example.org/log"),
        ("told", "disputed", "true"),
        ("told", "doubts", "missed, disputed"),
        ("told", "elapsed_latest", "-0.000001"),
        ("lasts", "duration_min", "5400"),
        ("lasts", "precision", "minute"),
        ("lasts", "approximate", "true"),
        ("lasts", "end_latest", "2026-11-20T17:00:00.000000+07:00"),
        ("some", "when", "undated"),
        ("some", "day", ""),
        ("some", "elapsed_earliest", ""),
        ("some", "delta", ""),
    ],
)
def test_a_field_says(event: str, name: str, text: str) -> None:
    assert value(name, event) == text


def test_fields_are_selected_in_the_order_asked_for() -> None:
    assert read_fields("title, id,when") == ("title", "id", "when")


@pytest.mark.parametrize("text", ["", "id,,title", "Id", "titel", "id title"])
def test_an_unknown_field_is_refused_with_all_there_are(text: str) -> None:
    with pytest.raises(QueryError) as refused:
        read_fields(text)
    for field in FIELDS.values():
        assert re.search(rf"^  {field.name} +{re.escape(field.meaning)}$", refused.value.hint, re.M)


def test_a_near_miss_is_named() -> None:
    with pytest.raises(QueryError) as refused:
        read_fields("titel")
    assert 'did you mean "title"' in refused.value.hint


def written(template: str) -> list[str]:
    return whole(lines, of(FILE), read_template(template)).splitlines()


@pytest.mark.parametrize(
    ("template", "first"),
    [
        ("{id}", "told"),
        ("{id}: {title}!", "told: The press is told!"),
        ("{id:<6}|", "told  |"),
        ("{id:6}|", "told  |"),
        ("{id:>6}|", "  told|"),
        ("{id:^7}|", " told  |"),
        ("{id:2}|", "told|"),
        ("{{{id}}}", "{told}"),
        ("no field", "no field"),
        ("", ""),
        ("{end_earliest}", ""),
    ],
)
def test_a_template_makes_a_line_of_each_event(template: str, first: str) -> None:
    found = written(template)
    assert found[0] == first
    assert len(found) == 4


def test_widths_are_counted_as_they_will_be_shown() -> None:
    found = of(FILE)
    wide = whole(lines, found, read_template("{id:6}|"), view(found).look, lambda text: 5)
    assert wide.splitlines()[0] == "told |"


@pytest.mark.parametrize(
    "template",
    [
        "{", "}", "{id", "id}", "{}", "{0}", "{nothing}", "{id.real}", "{id[0]}", "{id.__class__}",
        "{id!r}", "{id!s:5}", "{id:.2}", "{id:*<5}", "{id:0005}", "{id:{line}}", "{id:x}",
        "{id:=5}", "{ id}",
    ],
)  # fmt: skip
def test_a_template_names_fields_and_nothing_else(template: str) -> None:
    with pytest.raises(QueryError) as refused:
        read_template(template)
    assert "{when}" in refused.value.hint or "the fields are:" in refused.value.hint


@given(reports())
def test_an_event_is_one_line_without_a_control_code(found: Report) -> None:
    template = read_template(" ".join(f"{{{name}}}" for name in FIELDS))
    text = whole(lines, found, template)
    assert text.count("\n") == len(found.answer.matches)
    assert not [char for char in CONTROL if char in text]


def test_the_manual_lists_every_field() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (.*) \|$", MANUAL.read_text(encoding="utf-8"), re.M)
    assert rows == [(field.name, field.meaning) for field in FIELDS.values()]


def test_the_beginning_of_names_is_answered_with_them() -> None:
    with pytest.raises(QueryError) as raised:
        read_fields("start")
    assert raised.value.hint.startswith('did you mean "start_earliest" or "start_latest" or ')
