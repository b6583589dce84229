"""The YAML test suite: what the reader accepts it reads as libyaml does, the rest is refused."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from crisis.timeline.eventfile.incremental import parse
from crisis.timeline.eventfile.nodes import Items, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crisis.timeline.eventfile.nodes import Node

SUITE = Path(__file__).parents[1] / "data" / "yaml-test-suite.json"
CASES = json.loads(SUITE.read_text("utf-8"))["cases"]
PURPOSE = {
    "a tag": "tags",
    "an anchor": "anchors",
    "an alias": "aliases",
    "a second document": "several documents",
    "a key that is no text": "keys that are no text",
}
"""How a message begins that says what an event file may not hold."""

LENIENT = {
    "9C9N", "9JBA", "CVW2", "DK95/1", "G5U8", "MUS6/0", "QB6E", "S98Z", "SU5Z", "X4QW",
    "Y79Y/3", "YJV2",
}  # fmt: skip


def libyaml(text: str) -> list[Any] | None:
    """libyaml's events, or None where it refuses the text."""
    parser = CParser(text)
    found = []
    try:
        while (event := parser.get_event()) is not None:
            found.append(event)
    except yaml.YAMLError:
        return None
    return found


def tree(events: list[Any]) -> Any:
    """Events as nested data: a text, a list, or a tuple of pairs."""
    rest = iter(events)
    for event in rest:
        if isinstance(event, (ScalarEvent, SequenceStartEvent, MappingStartEvent)):
            return _value(event, rest)
    return None


def _value(event: Any, rest: Iterator[Any]) -> Any:
    if isinstance(event, ScalarEvent):
        return event.value
    if isinstance(event, SequenceStartEvent):
        items = []
        while not isinstance(event := next(rest), SequenceEndEvent):
            items.append(_value(event, rest))
        return items
    pairs = []
    while not isinstance(event := next(rest), MappingEndEvent):
        pairs.append((_value(event, rest), _value(next(rest), rest)))
    return tuple(pairs)


def ours(node: Node | None) -> Any:
    """Our tree as the same nested data."""
    if node is None:
        return None
    if isinstance(node, Text):
        return node.value
    if isinstance(node, Items):
        return [ours(item) for item in node.items]
    return tuple((key.value, ours(value)) for key, value in node.pairs)


def purposes(text: str) -> set[str]:
    """What our problems say that an event file may not hold."""
    found = set()
    for problem in parse(text, "t.yaml").problems:
        found |= {what for begins, what in PURPOSE.items() if problem.message.startswith(begins)}
        if problem.message.endswith("has no value"):
            found.add("a value without a value in braces")
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_read_as_libyaml_reads_it_or_refused_with_a_reason(case: dict[str, Any]) -> None:
    events = libyaml(case["yaml"])
    read = parse(case["yaml"], "t.yaml")
    if events is None:
        assert read.problems
    elif read.problems:
        assert purposes(case["yaml"])
    else:
        assert ours(read.root) == tree(events)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_what_is_not_for_an_event_file_is_refused(case: dict[str, Any]) -> None:
    events = libyaml(case["yaml"]) or []
    found = purposes(case["yaml"])
    if sum(isinstance(event, DocumentStartEvent) for event in events) > 1:
        assert "several documents" in found
        return  # what stands behind the first is not looked at
    if any(isinstance(event, AliasEvent) for event in events):
        assert "aliases" in found
    if any(getattr(event, "tag", None) for event in events):
        assert "tags" in found


def test_figures_of_the_manual() -> None:
    """docs/reliability.md tells these."""
    figures: Counter[str] = Counter()
    lenient = set()
    for case in CASES:
        if not parse(case["yaml"], "t.yaml").problems:
            figures["accepted"] += 1
            lenient |= {case["id"]} if case.get("fail") else set()
        elif libyaml(case["yaml"]) is None:
            figures["refused with libyaml"] += 1
        else:
            figures["refused on purpose"] += 1
    assert figures == {"accepted": 187, "refused with libyaml": 129, "refused on purpose": 86}
    assert lenient == LENIENT  # libyaml's reading of YAML 1.1 takes these
