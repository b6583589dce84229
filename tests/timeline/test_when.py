"""Phrases and the bounds they come to: the table of the time pages and more, kept as data."""

from __future__ import annotations

from typing import Any

import pytest

from .phrases import WHEN, ZONE, read_with
from .support import by_id, flow, read, walls

CASES = [
    *(({}, case) for case in WHEN["cases"]),
    *((group, case) for group in WHEN["groups"] for case in group["cases"]),
]


def name(value: Any) -> str:
    """The phrase of a case, as the name of its test."""
    if not isinstance(value, dict) or "about" in value:
        return "in"
    return flow(value.get("when", value.get("claims"))).strip('"') or "in"


@pytest.mark.parametrize(("group", "case"), CASES, ids=name)
def test_phrase_comes_to_its_bound(group: dict[str, Any], case: dict[str, Any]) -> None:
    timeline, event = read_with(
        case["when"],
        header=case.get("header", True),
        timeline=group.get("timeline"),
        sources=group.get("sources"),
    )
    assert timeline.problems == ()
    assert timeline.conflicts == ()
    assert walls(event.start, ZONE) == case["start"]
    assert walls(event.end, ZONE) == case.get("end")
    meaning = event.when[0].meaning
    assert meaning is not None
    assert meaning.uncertain == case.get("uncertain", False)


@pytest.mark.parametrize("case", WHEN["claims"], ids=name)
def test_claims_come_to_their_time(case: dict[str, Any]) -> None:
    prefer = {"prefer": case["prefer"]} if "prefer" in case else {}
    timeline, event = read_with(case["claims"], **prefer)
    assert timeline.problems == ()
    assert timeline.conflicts == ()
    assert walls(event.start, ZONE) == case["start"]
    assert event.disputed == case["disputed"]
    assert [claim.source for claim in event.when] == [c["source"] for c in case["claims"]]


def test_data_holds_all_sections() -> None:
    assert len(WHEN["cases"]) >= 76
    assert len(WHEN["claims"]) >= 8
    assert len(WHEN["refused"]) >= 15


@pytest.mark.parametrize(
    ("phrase", "precision", "approximate"),
    [
        ("2026", "year", False),
        ("2026-11", "month", False),
        ("2026-11-20", "day", False),
        ("~2026-11-20", "day", True),
        ("evening", "part of day", True),
        ("10 pm", "hour", True),
        ("T+2h", "hour", False),
        ("10:36", "minute", False),
        ("~22:00", "minute", True),
        ("10:36:12", "second", False),
        ("T+5:54:53", "second", False),
        ("unix 1700252930", "second", False),
        ("10:36:12.250", "subsecond", False),
        ("T-6.6s", "subsecond", False),
        ("3h after @ann", "", True),
        ("exactly 3h after @ann", "", False),
    ],
)
def test_precision_and_vagueness_are_kept(phrase: str, precision: str, approximate: bool) -> None:
    meaning = read_with(phrase)[1].when[0].meaning
    assert meaning is not None
    assert (meaning.precision, meaning.approximate) == (precision, approximate)


def test_subsecond_lasts_to_the_last_written_digit() -> None:
    start = read_with("2026-11-20T10:36:12.250Z")[1].start
    assert start.earliest is not None
    assert start.latest is not None
    assert (start.earliest % 1_000_000, start.latest % 1_000_000) == (250_000, 250_999)


@pytest.mark.parametrize(
    ("phrase", "strict", "loose"),
    [("before 09:00", -1, 0), ("after 14:00", 1, 0), ("after @ann", 1, 0)],
)
def test_strict_relation_leaves_a_microsecond(phrase: str, strict: int, loose: int) -> None:
    start = read_with(phrase)[1].start
    end = start.latest if strict < 0 else start.earliest
    assert end is not None
    assert (end - strict) % 60_000_000 == loose


def test_claim_keeps_all_that_was_written() -> None:
    written = {
        "is": "around  noon", "source": "ap", "quote": "at noon", "text": "so they say",
        "confidence": "medium", "at": "p. 3", "via": "a clerk",
    }  # fmt: skip
    claim = read_with(written)[1].when[0]
    assert claim.phrase == written["is"]
    assert {key: getattr(claim, key) for key in written if key != "is"} == {
        key: value for key, value in written.items() if key != "is"
    }
    assert (claim.origin.file, claim.origin.line) == ("t.yaml", 8)


@pytest.mark.parametrize(
    ("header", "phrase", "start"),
    [
        ("2026-11-20..2026-11-21", None, ["2026-11-20T00:00:00", "2026-11-21T23:59:59"]),
        ("2026-11-20..2026-11-21", "after @ann", ["2026-11-20T13:20:00", "2026-11-21T23:59:59"]),
        ("2026-11-20..2026-11-21", "2026-11-25", ["2026-11-25T00:00:00", "2026-11-25T23:59:59"]),
        ("2026-11-21", "before @ann", None),
        ("undated", "after @ann", ["2026-11-20T13:20:00", None]),
        ("undated", None, [None, None]),
    ],
)
def test_header_confines_what_has_no_date(
    header: str, phrase: str | None, start: list[str | None] | None
) -> None:
    when = "" if phrase is None else f', when: "{phrase}"'
    timeline = read(
        f"timeline: {{zone: {ZONE}}}\nevents:\n"
        f'  2026-11-20:\n    - {{id: ann, title: t, when: "13:20"}}\n'
        f"  {header}:\n    - {{id: e, title: t{when}}}\n"
    )
    assert timeline.problems == ()
    if start is None:
        assert [conflict.kind for conflict in timeline.conflicts] == ["contradiction"]
    else:
        assert walls(by_id(timeline)["e"].start, ZONE) == start
