"""The language of time: what it accepts is sound, and what it prints it reads back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crisis.timeline import Zone, loads
from crisis.timeline.base.instants import rfc3339
from crisis.timeline.base.zones import DAY, HOUR, MINUTE, SECOND
from crisis.timeline.phrases.day_spans import Context
from crisis.timeline.phrases.durations import LONGEST, read_duration
from crisis.timeline.phrases.parser import read_phrase
from crisis.timeline.phrases.semantics import mean
from crisis.timeline.phrases.tokens import PhraseError, Scanner, tokenize
from crisis.timeline.phrases.widths import Widths

from ..support.examples import examples

CLOCKS = st.sampled_from(
    (
        "10:36", "22h", "noon", "24:00", "00:00", "9:05 pm", "12 am", "10:36:12", "10:36:12.25",
        "23:59", "14:00+02:00", "half past nine p.m.", "ten to noon", "nine o'clock at night",
        "13:42 UTC+1", "06:42 PST (14:42 UTC)", "five and twenty minutes past nine p.m.",
        "14:42 (approx)", "towards 9 p.m.", "1446h", "02:20 ± 5 min", "11pm-ish",
        "9:30 in the evening",
    )
)  # fmt: skip
DATES = st.sampled_from(
    (
        "2026-11-20", "2026-11", "2026", "201X", "2026-21", "2026-24", "0001-01-01", "9999-12-31",
        "2026-11-20~", "2026-11-20?", "2026-11-XX", "1582-10-10", "20 November 2026",
        "Friday, Nov. 20th, 2026", "May 1943", "winter 1978/79", "2026-W24", "Q4 2021", "1960s",
        "19th century", "late June 2026", "end of the 1980s", "mid-9999", "early 0001",
        "20 November", "Friday", "the 21st", "10th ult.", "week 47", "20.11.2026", "2026/11/20",
        "2.v.1743", "Easter 1943", "Easter Sunday 1066", "Christmas 1999", "1939-45",
        "early Friday",
        "25 December", "a Sunday in May 1943", "winter 9999", "Michaelmas 1743",
        "1917-10-25 OS", "the first half of 2021",
    )
)  # fmt: skip
PARTS = st.sampled_from(
    (
        "morning",
        "evening",
        "night",
        "early morning",
        "late night",
        "midday",
        "early hours",
        "first watch",
        "second dog watch",
        "lunchtime",
        "dusk",
        "toward evening",
        "forenoon",
    )
)
LENGTHS = st.sampled_from(
    (
        "3h", "2h15m", "half an hour", "a few hours", "~3h", "< 10m", "2..5 hours", "90m ± 5m",
        "6.6s", "at least 2d", "exactly 1h", "hours", "a quarter of an hour", "within 1h",
        "an hour and a half", "6 months", "about two years", "a few months", "an hour or two",
        "two and a half years", "10 to 15 minutes", "less than a year", "a fortnight",
        "9000 years", "over a century", "1 month or less", "forty-one minutes",
    )
)  # fmt: skip
REFS = st.sampled_from(["@ann", "@fire.start", "@fire.end"])
POINTS = (
    CLOCKS
    | DATES
    | PARTS
    | st.builds("{} {}".format, DATES, CLOCKS)
    | st.builds("~{}".format, CLOCKS)
    | st.builds("{} {}".format, DATES, PARTS)
)
ANCHORS = POINTS | REFS
PHRASES = st.recursive(
    POINTS
    | st.builds("{} {}".format, st.sampled_from(["before", "after", "by", "at"]), ANCHORS)
    | st.builds("between {} and {}".format, ANCHORS, ANCHORS)
    | st.builds("{} {} {}".format, LENGTHS, st.sampled_from(["before", "after"]), ANCHORS)
    | st.builds("{}..{}".format, POINTS, POINTS)
    | st.builds("{}..".format, POINTS)
    | st.builds("..{}".format, POINTS)
    | st.builds("{} {}".format, st.sampled_from(["shortly before", "just after"]), ANCHORS)
    | st.builds("{} @ann".format, st.sampled_from(["day after", "same day as", "evening of"]))
    | st.builds("{} or later".format, POINTS)
    | st.builds("since {}".format, POINTS)
    | st.builds("aged {} at {}".format, st.integers(0, 120), ANCHORS)
    | st.builds("{} and before {}".format, st.builds("after {}".format, ANCHORS), ANCHORS)
    | st.sampled_from(["during @fire", "throughout @fire", "unknown", "T+2h", "T-6.6s"]),
    lambda inner: st.builds("{}; {}".format, inner, inner) | st.builds("{}?".format, inner),
    max_leaves=3,
)
CONTEXT = Context(Widths(), {}, None, Zone("UTC"), Zone("UTC"), 0)
TOP = """timeline: {zone: Europe/Amsterdam, zero: 2026-11-20 12:00}
events:
  2026-11-20:
    - {id: ann, title: t, when: 13:20}
    - {id: fire, title: t, when: from 14:00 to 16:00}
"""


def read(when: Any) -> Any:
    """The problems and the bounds of an event with this under ``when``."""
    timeline = loads(f"{TOP}    - {{id: e, title: t, when: {json.dumps(when)}}}\n")
    event = timeline["e"]
    return timeline, event, (event.start, event.end, event.lasting, event.conflicted)


def sound(event: Any) -> None:
    for bound in (event.start, event.end, event.lasting):
        if bound and bound.earliest is not None and bound.latest is not None:
            assert bound.earliest <= bound.latest
    if event.end and event.start.earliest is not None and event.end.latest is not None:
        assert event.start.earliest <= event.end.latest


@settings(max_examples=examples(120))
@given(PHRASES)
def test_what_is_accepted_is_sound_and_means_the_same_when_it_is_read_back(phrase: str) -> None:
    timeline, event, bounds = read(phrase)
    sound(event)
    errors = [p for p in timeline.problems if p.severity == "error"]
    assert bool(errors) == (event.when[0].meaning is None)
    if not errors:
        assert event.when[0].phrase == phrase
        assert read(f"  {phrase.replace(' ', '   ')}  ")[2] == bounds


@settings(max_examples=examples(150))
@given(POINTS, POINTS | LENGTHS.map("{}".format), st.booleans())
def test_a_claim_in_parts_is_printed_as_a_phrase_that_means_it(
    start: str, other: str, ends: bool
) -> None:
    timeline, event, bounds = read({"from": start, ("to" if ends else "for"): other})
    sound(event)
    if not any(p.severity == "error" for p in timeline.problems):
        again = read(event.when[0].phrase)
        assert again[0].problems == timeline.problems or timeline.problems
        assert again[2] == bounds


@settings(max_examples=examples(200))
@given(
    st.integers(-62_000_000_000_000_000, 250_000_000_000_000_000),
    st.sampled_from((1, SECOND, MINUTE)),
    st.sampled_from(("UTC", "Europe/Amsterdam", "America/Los_Angeles", "+05:45", "Asia/Kolkata")),
)
def test_an_instant_that_is_printed_is_read_back(instant: int, unit: int, zone: str) -> None:
    instant -= instant % unit
    printed = rfc3339(instant, Zone(zone))
    start = read(f"exactly 1m after {printed}")[1].start
    assert start.earliest == instant + MINUTE
    assert start.latest is not None
    assert start.latest - start.earliest in (0, SECOND - 1)


@given(st.text(max_size=40))
def test_tokens_are_all_of_a_text(text: str) -> None:
    tokens = tokenize(text)
    assert tokens[-1].kind == "end"
    for token in tokens[:-1]:
        assert text[token.at : token.stop] == token.raw
    assert "".join(token.raw for token in tokens) == "".join(text.split())


def test_a_phrase_that_is_too_long_is_refused_at_once() -> None:
    Scanner("x" * 1_000)
    with pytest.raises(PhraseError) as refused:
        Scanner("x" * 1_001)
    assert refused.value.message == "a time of more than 1,000 characters"
    assert (refused.value.at, refused.value.length) == (0, 1)
    assert refused.value.hint


@pytest.mark.parametrize(
    "phrase",
    [
        "9" * 900, "1" * 900 + ":00", "2026-11-20T" + "1" * 900, "unix " + "9" * 900,
        "T+" + "9" * 900, "9" * 900 + "h after @ann", "1." + "9" * 900 + "h after @ann",
        "+" + "1" * 900 + "-01-01", "10:36:12." + "9" * 900, "٣:٣٠", "²h", "①②:③④",
        "9999-12-31 24:00", "10000 years after @ann",
    ],
)  # fmt: skip
def test_numbers_of_any_length_and_script_are_read_or_refused(phrase: str) -> None:
    sound(read(phrase)[1])


def test_lengths_have_a_limit() -> None:
    days = LONGEST // DAY
    (outside,) = read(f"exactly {days}d before @ann")[0].problems
    assert "outside the years 0001 to 9999" in outside.message
    (problem,) = read(f"exactly {days + 1}d before @ann")[0].problems
    assert "a duration of more than 10,000 years" in problem.message


@pytest.mark.parametrize(
    ("phrase", "low", "high"),
    [
        ("between 10:00 and 12:00", "10:00", "12:00"),
        ("between @ann and @fire", "13:20", "14:00"),
        ("between @ann and 15:00", "13:20", "15:00"),
        ("between 13:00 and @fire", "13:00", "14:00"),
        ("between @fire and 18:00", "16:00", "18:00"),
        ("between morning and evening", "05:00", "24:00"),
        ("between T+1h and T+2h", "13:00", "14:00"),
        ("between 2026-11-20 and 2026-11-20", "00:00", "24:00"),
    ],
)
def test_between_reaches_from_the_one_to_the_other(phrase: str, low: str, high: str) -> None:
    def micros(clock: str) -> int:
        hour, minute = map(int, clock.split(":"))
        return midnight + hour * HOUR + minute * MINUTE

    timeline, event, _ = read(phrase)
    midnight = timeline["ann"].header.earliest
    assert timeline.problems == ()
    assert event.start.earliest == micros(low)
    assert event.start.latest - micros(high) in (-1, 0, MINUTE - 1)


def test_between_backwards_is_refused_at_its_first_end() -> None:
    (problem,) = read("between 14:00 and 10:00")[0].problems
    assert problem.message.startswith("a range that runs backwards")
    assert problem.hint == "the earlier end first"
    assert problem.source[problem.origin.column - 1 :].startswith("14:00")


# Exact places and bounds


@pytest.mark.parametrize(
    ("phrase", "wrong", "message"),
    [
        ("before 2026-XX-05", "2026-XX-05", "a day of an unspecified month"),
        ("after 31:00", "31:00", "no such hour: 31"),
        ("after 13 pm", "13", "no such hour: 13 pm"),
        ("after 12:07:77", "77", "no such second: 77"),
        ("after 12:77", "77", "no such minute: 77"),
        ("3h..2h after @ann", "3h..2h", "a range that runs backwards"),
        ("afternoon; 4000000d after @ann", "4000000d", "a duration of more than 10,000 years"),
        ("half an hour and a half after @ann", "and", None),
        ("T+1:60:00", "T+1:60:00", None),
        ("2..x hours after @ann", "x", None),
        ("1h after morning..evening 2026", "2026", None),
        ("exactly 3000000d after 9999-01-01", "exactly", "outside the years 0001 to 9999"),
    ],
)
def test_a_refusal_stands_at_its_part(phrase: str, wrong: str, message: str | None) -> None:
    with pytest.raises(PhraseError) as refused:
        mean(read_phrase(phrase, Widths(), frozenset()), CONTEXT)
    error = refused.value
    assert str(error) == error.message
    if message is not None:
        assert error.message.startswith(message)
        if not error.message.startswith(("outside", "a range that runs backwards in")):
            marked = phrase[error.at : error.at + error.length]
            assert marked
            assert wrong.startswith(marked[: len(wrong)])


def test_an_error_is_one_character_long_and_has_no_hint_unless_it_says_so() -> None:
    error = PhraseError("x", 3)
    assert (str(error), error.message, error.at, error.length, error.hint) == ("x", "x", 3, 1, "")


@pytest.mark.parametrize(
    ("phrase", "low", "high"),
    [
        ("9:05 a.m.", "09:05", "09:05"),
        ("9:05 p.m.", "21:05", "21:05"),
        ("10:00Z", "11:00", "11:00"),
        ("10:00 UTC", "11:00", "11:00"),
        ("2..5 hours after @ann", "15:20", "18:20"),
        ("an hour and a half after 12:00", "13:15", "13:45"),
        ("half an hour after 12:00", "12:15", "12:45"),
        ("within 2h of 12:00", "10:00", "14:00"),
        ("within 2h of @ann", "11:20", "15:20"),
        ("~9h after 12:00", "20:00", "22:00"),
        ("~90m after 12:00", "13:00", "14:00"),
        ("exactly 25m after 12:00", "12:25", "12:25"),
        ("afternoon; at 14:00", "14:00", "14:00"),
        ("afternoon; at @fire", "14:00", "14:00"),
        ("early afternoon of 2026-11-20", "12:00", "15:00"),
        ("T+1:59:59", "13:59", "13:59"),
    ],
)
def test_a_time_comes_to_these_minutes(phrase: str, low: str, high: str) -> None:
    timeline, event, _ = read(phrase)
    assert timeline.problems == ()
    midnight = timeline["ann"].header.earliest
    for bound, clock in ((event.start.earliest, low), (event.start.latest, high)):
        hour, minute = map(int, clock.split(":"))
        assert type(bound) is int
        assert abs(bound - midnight - hour * HOUR - minute * MINUTE) < MINUTE


@pytest.mark.parametrize(
    ("length", "width"),
    [
        ("1d", 8 * HOUR),
        ("23h", 138 * MINUTE),
        ("2h", 40 * MINUTE),
        ("100s", 33_333_333),
        ("30d", 3 * DAY),
        ("10d", DAY),
    ],
)
def test_about_a_length_is_as_wide_as_the_manual_says(length: str, width: int) -> None:
    scan = Scanner(f"~{length}")
    found = read_duration(scan, Widths())
    exact = read_duration(Scanner(f"exactly {length}"), Widths())
    assert found is not None
    assert found.high is not None
    assert exact is not None
    assert (found.low, found.high) == (exact.low - width, exact.low + width)
    assert type(found.high) is int


@pytest.mark.parametrize(
    ("width", "message", "hint"),
    [
        ("hour: [x]", "the width of hour must be a text", "hour: 30m"),
        ("hour: soon", "a length of time is missing", "hour: 30m"),
        ("few: 5..2", "a range that runs backwards", "few: 2..5"),
        ("few: 2..x", "a number is missing", "few: 2..5"),
        ("morning: 05:00..12:00 x", "more than a width", "morning: 05:00..12:00"),
        ("shortly: 5m..1m", "a range that runs backwards", "shortly: 0m..30m"),
        ("shortly: 0", None, "shortly: 0m..30m"),
    ],
)
def test_a_width_that_cannot_be_read_is_told(width: str, message: str | None, hint: str) -> None:
    problems = loads(f"timeline: {{zone: UTC, vague: {{{width}}}}}\n").problems
    told = [p for p in problems if message is None or p.message.startswith(message)]
    assert told
    assert told[0].hint == hint


def test_accounts_that_say_the_same_agree() -> None:
    for claim in ("1h after @ann", "14:00..15:00", "exactly 1h after @ann"):
        event = read([claim, {"is": claim, "source": "x"}])[1]
        assert event.agreement == "agreed"
        assert event.start == read(claim)[1].start
