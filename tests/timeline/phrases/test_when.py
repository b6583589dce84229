"""Phrases and the bounds they come to: the table of the time pages and more, kept as data."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crisis.timeline.phrases.parser import read_phrase
from crisis.timeline.phrases.timestamps import read_stamp
from crisis.timeline.phrases.widths import Widths

from ...support.examples import examples, sampled
from ...support.phrases import WHEN, ZONE, file_with, read_with
from ...support.timelines import by_id, data, flow, read, severe, walls

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
    assert severe(timeline) == []
    assert timeline.conflicts == ()
    assert walls(event.start, ZONE) == case["start"]
    assert walls(event.end, ZONE) == case.get("end")
    meaning = event.when[0].meaning
    assert meaning is not None
    assert meaning.uncertain == case.get("uncertain", False)


@pytest.mark.parametrize("case", [*WHEN["claims"], *data("when2.yaml")["claims"]], ids=name)
def test_claims_come_to_their_time(case: dict[str, Any]) -> None:
    prefer = {"prefer": case["prefer"]} if "prefer" in case else {}
    timeline, event = read_with(case["claims"], **prefer)
    assert timeline.problems == ()
    sources = [claim["source"] for claim in case["claims"]]
    assert bool(timeline.conflicts) == (len(set(sources)) < len(sources))  # who says two things
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


CLOCKS = ("14:30", "~14:30", "00:00", "24:00", "23:59:59.5", "noon", "~3pm", "night",
          "late evening", "early hours", "morning", "14:00..16:00", "14:30?", "14:30Z",
          "14:30 local", "from 14:30", "before 14:30", "14:30; after 14:00",
          "02:30", "~00:10", "early hours?", "14:30; after @a", "from 14:30 for 2h")  # fmt: skip
ZONES = ("UTC", "America/Los_Angeles", "Europe/Amsterdam", "Pacific/Apia", "Africa/Casablanca",
         "Asia/Kathmandu", "America/Sao_Paulo", "Antarctica/Troll", "-08:00")  # fmt: skip
DAYS = ("0001-01-01", "0001-01-02", "0001-01-03", "1879-12-31", "1969-12-31", "1970-01-01",
        "2011-12-28", "2011-12-29", "2011-12-31", "2018-11-03", "2018-11-04", "2023-03-11",
        "2023-03-12", "2023-03-13", "2023-03-26", "2023-10-29", "2023-11-04", "2023-11-05",
        "2023-11-06", "2023-11-20", "2023-11-21..2023-11-22", "9999-12-29", "9999-12-30",
        "9999-12-31")  # fmt: skip


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("clock", sampled(CLOCKS))
def test_clock_means_the_same_under_a_day_whatever_days_come_before(clock: str, zone: str) -> None:
    top = f"timeline: {{zone: '{zone}'}}\nevents:\n"
    days = [f'  {day}:\n    - {{title: t, when: "{clock}"}}\n' for day in DAYS]
    top += "  undated:\n    - {id: a, title: t, when: 2000-01-01}\n"
    for day, event in zip(days, read(top + "".join(days)).events[1:], strict=True):
        alone = read(top + day).events[1]
        assert event.when[0].meaning == alone.when[0].meaning
        assert (event.start, event.end) == (alone.start, alone.end)


@given(
    st.from_regex(
        r"~?(\d{4}-\d\d-\d\d[ T])?\d\d:\d\d(:\d\d(\.\d{1,7})?)?(Z|[+-]\d\d:\d\d)?", fullmatch=True
    )
    | st.from_regex(
        r"~?(20\d\d-[01]\d-[0-2]\d[ T])?[012]\d:[0-5]\d"
        r"(:[0-5]\d(\.\d{1,6})?)?(Z|[+-][01]\d:[03]0)?",
        fullmatch=True,
    )
)
@settings(max_examples=examples(400))
def test_timestamps_are_read_as_the_language_reads_them(text: str) -> None:
    stamp = read_stamp(text)
    assert stamp is None or stamp == read_phrase(text, Widths(), frozenset())


@pytest.mark.parametrize(
    "text", ["14:30", "~14:30", "2023-11-17 14:30", "2023-11-17T14:30:05.25-08:00", "14:30Z"]
)
def test_usual_timestamps_need_not_the_whole_language(text: str) -> None:
    assert read_stamp(text) == read_phrase(text, Widths(), frozenset())


@pytest.mark.parametrize("length", ["six hours", "90m", "3 days"])
@pytest.mark.parametrize("much", ["just", "a little", "slightly", "a bit"])
def test_just_under_and_just_over_are_near_a_length_and_not_all_of_it(
    much: str, length: str
) -> None:
    def lasting(words: str) -> tuple[int | None, int | None]:
        found = by_id(read(file_with(f"from @ann for {words} {length}")))["e"]
        return found.lasting.ends if found.lasting else (None, None)

    low, high = lasting("nearly")
    least, most = lasting("about")
    assert high is not None
    assert least is not None
    for less in ("under", "less than", "short of"):
        assert lasting(f"{much} {less}") == (low, high - 1)
    for more in ("over", "more than"):
        assert lasting(f"{much} {more}") == (high + 1, most)
