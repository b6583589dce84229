"""Fields that no rule reads are named, so that nothing is left out in silence."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from crisis.timeline.interchange.reading.unread import Unread

from ...support.importing import rules_of

if TYPE_CHECKING:
    from crisis.timeline.interchange.reading.rules_file import RulesFile

RECORD = {
    "at": "2026-11-30T10:00Z",
    "what": "A",
    "level": "3",
    "none": None,
    "empty": [],
    "svc": {"name": "dns", "host": {"ip": "::1", "os": "x"}, "tier": ""},
    "list": [{"key": "a", "value": "b"}],
}


@pytest.mark.parametrize(
    ("rules", "left"),
    [
        ("", ["level", "svc", "list"]),
        ("x-level: level", ["svc", "list"]),
        ("tags: svc.name", ["level", "svc.host", "list"]),
        ("tags: [svc.name, svc.host.ip]", ["level", "svc.host.os", "list"]),
        ('text: "{svc.name} {level}"', ["svc.host", "list"]),
        ("tags: svc\nplace: '{list[key=a].value}'", ["level"]),
        ("skip:\n  - {if: {level: '1'}, why: noise}", ["svc", "list"]),
        ("left_out: [level, svc]", ["list"]),
        ("tags: svc.name\nleft_out: [list, level, svc.host.os]", ["svc.host.ip"]),
    ],
)
def test_what_no_rule_reads_is_found(rules: str, left: list[str]) -> None:
    made = rules_of(f"reader: jsonl\nwhen: at\ntitle: what\n{rules}\n")
    assert made.problems == []
    assert found(made, RECORD) == left


def found(rules: RulesFile, *records: dict[str, object]) -> list[str]:
    unread = Unread(rules.rules)
    for record in records:
        unread.look(json.loads(json.dumps(record)))
    return [*unread.names]


def test_many_are_counted() -> None:
    unread = Unread(rules_of("reader: jsonl\ntitle: what\n").rules)
    unread.look({f"k{number}": "x" for number in range(20)})
    unread.look({"": "x"})
    assert [*unread.remarks()] == [
        "21 fields that no rule reads were left out: k0, k1, k2, k3, k4, k5, k6, k7 and 13 more"
    ]


@pytest.mark.parametrize(("preset", "left"), [("journald", []), ("csv", ["level"])])
def test_presets_of_known_formats_name_none(preset: str, left: list[str]) -> None:
    rules = rules_of("reader: csv\ntitle: what\n")
    rules.rules = rules.rules._replace(name=preset, preset=True)
    assert found(rules, {"what": "A", "level": "x"}) == left
