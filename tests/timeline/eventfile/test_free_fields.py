"""Keys that begin with x-: what their values are, where they may stand, what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from crisis.timeline import loads
from crisis.timeline.base.limits import MOST_FREE

VALUES: dict[str, Any] = {
    "high": "high",
    '"5"': "5",
    "5": 5,
    "-3": -3,
    "0": 0,
    "1.5": 1.5,
    "0.1": 0.1,
    "1.10": "1.10",
    "1.": "1.",
    "007": "007",
    "-0": "-0",
    "+1": "+1",
    "1e3": "1e3",
    "0x1f": "0x1f",
    "1_000": "1_000",
    "12:30": "12:30",
    "123456789012345": 123_456_789_012_345,
    "1234567890123456": "1234567890123456",
    "\N{ARABIC-INDIC DIGIT FIVE}": "\N{ARABIC-INDIC DIGIT FIVE}",
    "true": True,
    "false": False,
    "'true'": "true",
    "yes": "yes",
    "True": "True",
    "2023-11-20": "2023-11-20",
    "2023-11-20 10:00": "2023-11-20 10:00",
    "[a, 1, true, 1.10, null, ~]": ["a", 1, True, "1.10"],
    "[]": [],
    "[[a], {b: 1}]": [["a"], {"b": 1}],
    "{a: {b: [1, x]}, c: null}": {"a": {"b": [1, "x"]}, "c": None},
    "|\n      two\n      lines\n": "two\nlines\n",
}
NONE = ("", "null", "~")
WRONG = {
    "xseverity": "a key of your own is written x-severity",
    "x_severity": "a key of your own is written x-severity",
    "X-Severity": "a key of your own is written x-severity",
    "x-sub system": "a key of your own is written x-sub-system",
    "x-": "small letters a to z, digits, and - or _ between them: x-ticket, x-sub-system",
    "x-a--b": "small letters a to z, digits, and - or _ between them: x-ticket, x-sub-system",
    "x-größe": "small letters a to z, digits, and - or _ between them: x-ticket, x-sub-system",
    "x-" + 70 * "a": "at most 64 characters",
}


def event(key: str, value: str) -> str:
    return f"events:\n  - id: a\n    title: A\n    when: 2026-11-20\n    {key}: {value}\n"


@pytest.mark.parametrize("text", VALUES)
def test_a_value_is_what_stands_there(text: str) -> None:
    timeline = loads(f"timeline: {{zone: UTC}}\n{event('x-own', text)}")
    assert not timeline.problems
    found = timeline["a"].free_values
    assert found == {"x-own": VALUES[text]}
    assert type(found["x-own"]) is type(VALUES[text])


@pytest.mark.parametrize("text", NONE)
def test_a_key_without_a_value_says_nothing(text: str) -> None:
    timeline = loads(f"timeline: {{zone: UTC}}\n{event('x-own', text)}")
    assert not timeline.problems
    assert timeline["a"].free == ()


@pytest.mark.parametrize("name", ["x-a", "x-2", "x-sub-system", "x-sub_system", "x-" + 62 * "a"])
def test_names(name: str) -> None:
    timeline = loads(f"timeline: {{zone: UTC}}\n{event(name, 'x')}")
    assert not timeline.problems
    assert timeline.free_names() == (name,)


@pytest.mark.parametrize("name", WRONG)
def test_what_is_no_name_is_told_with_what_is(name: str) -> None:
    (problem,) = loads(f"timeline: {{zone: UTC}}\n{event(name, 'x')}").problems
    assert problem.message.startswith(f'unknown key "{name}')
    assert problem.hint.endswith(WRONG[name])


def test_timeline_actors_sources_events_and_claims_have_them_and_nothing_else() -> None:
    timeline = loads(
        "timeline: {zone: UTC, x-a: 1}\n"
        "actors: {ana: {name: Ana, x-b: 2}, ben: Ben}\n"
        "sources: {log: {name: Log, x-c: 3}}\n"
        "events:\n"
        "  - {id: e, title: E, x-d: 4, actors: ana,"
        " when: [{is: 2026-11-20, source: log, x-e: 5}, {is: 2026-11-20}]}\n"
    )
    assert not timeline.problems
    assert timeline.header.free_values == {"x-a": 1}
    assert timeline.actors["ana"].free_values == {"x-b": 2}
    assert timeline.actors["ben"].free_values == {}
    assert timeline.sources["log"].free_values == {"x-c": 3}
    assert timeline["e"].free_values == {"x-d": 4}
    assert [claim.free_values for claim in timeline["e"].when] == [{"x-e": 5}, {}]
    (problem,) = loads("x-a: 1\nevents: []\n").problems
    assert problem.hint == "timeline, actors, sources, events and claims have keys of your own"


def test_of_very_many_keys_the_first_are_kept() -> None:
    rows = (f"  - {{title: t, when: 2026-11-20, x-n{n}: 1}}\n" for n in range(MOST_FREE + 2))
    timeline = loads("timeline: {zone: UTC}\nevents:\n" + "".join(rows))
    assert len(timeline.free_names()) == MOST_FREE
    assert len(timeline.events) == MOST_FREE + 2
    said = f"more than {MOST_FREE} keys that begin with x-"
    assert [problem.message for problem in timeline.problems] == [said, said]


def test_a_key_stands_once_and_what_is_inside_too() -> None:
    text = event("x-own", "{a: 1, a: 2}\n    x-own: 3")
    messages = [p.message for p in loads(f"timeline: {{zone: UTC}}\n{text}").problems]
    assert messages == ['"a" stands twice in x-own', '"x-own" stands twice in an event']
