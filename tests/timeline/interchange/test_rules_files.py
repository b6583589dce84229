"""Rules files that are wrong in one key: told with their line, or read; never an exception."""

from __future__ import annotations

import pytest

from crisis.timeline.interchange.reading.records import SEVERAL

from ...support.importing import imported_by, rules_of

GOOD = {"reader": "jsonl", "when": "t", "title": "title", "zone": "UTC"}
KEYS = (
    "reader zone timeline when undated title text note quote place url status actors tags source id"
    " skip delimiter columns quotes guarded records dates encoding about known_by by_name nonsense"
).split()
VALUES = [
    *('""', "null", "[]", "{}", "1", "[[a]]", "[{}]", "*x", "&x a", '"\\0"', '"{"', '"}"', '"{}"'),
    *('"{{"', '"a[b"', '"a["', '"a[x=y].z"', '"a..b"', '"."', '"a[999999999999]"', '"a[-1]"'),
    *('{field: a, split: ""}', "{field: a, table: []}", "{field: a, table: {a: [1]}}"),
    *("{first: []}", "{first: {first: {first: a}}}", "{text: }", "{text: [a]}", "{is: a}"),
    *("{is: t, format: }", "{is: t, format: []}", '{is: t, format: "%"}', "{is: t, format: [[]]}"),
    *("{is: t, zone: Nowhere/None}", '{is: t, zone: "{"}', "{is: t, zone: []}", "{from: t}"),
    *("{to: t}", "{for: t}", "{from: t, for: t, unit: years}", "{from: t, for: t, to: t}"),
    *("{is: {earliest: }}", "{is: {earliest: {earliest: t}}}", "{is: t, from: t}"),
    *("[{is: t}, 1]", "[{if: {title: /(/}}]", "[{if: {title: }}]", "[{if: {}}]", "[{unless: x}]"),
    *("utf-16", "base64", "idna", "undefined", "punycode", "hz"),
]


@pytest.mark.parametrize("key", KEYS)
def test_what_is_wrong_in_a_rules_file_is_told(key: str) -> None:
    line = b'{"t": "2023-11-17T10:00:00Z", "title": "hello", "a": {"b": ["x"]}, "id": "x"}\n'
    for value in VALUES:
        rules = rules_of("".join(f"{k}: {v}\n" for k, v in {**GOOD, key: value}.items()))
        assert all(problem.origin.line for problem in rules.problems), value
        if rules.problems or rules.rules.reader in SEVERAL:
            continue
        result = imported_by(rules, line)
        assert len(result.timeline.events) == result.tally.read, value
