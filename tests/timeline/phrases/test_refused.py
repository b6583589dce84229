"""What the time language refuses: each phrase is an error at its place, and none becomes a date."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ...support.phrases import DAY, WHEN, file_with
from ...support.timelines import by_id, instant, read, severe

REFUSED = [
    # no such date
    "2025-02-29", "1900-02-29", "2026-04-31", "2026-00-10", "2026-11-00", "2026-13", "0000-01-01",
    "2026-11-31 10:00", "02026-11-20", "99999", "Y170000", "2004-25", "2026-XX-05", "?2004",
    "2026-1-5", "2026-11-5", "10-11-2026", "11/20/2026", "10.11.2026", "20261120",
    "2026-11-20-21", "2026-325", "2026-W54", "2026-W47-8", "2021-Q5", "2026/13/05", "2026/6/26",
    "31.11.2026", "31/Nov/2026", "2.xiii.1743", "25/5/43", "5/25/1743", "13.06.26", "1899-00",
    "1939-39", "1750-1743", "1000-1100", "Easter 300", "Easter 4100", "Good Friday",
    "2023-24", "1917-21", "1933-36",
    # of which year, month or week
    "20 October 10", "Nov 31", "20 March", "19 October", "25 December", "29 February", "November",
    "week 1", "week 54", "week 42", "the 12th", "the 31st", "1st", "31st inst.", "Feb 29 13:42:07",
    "from 20 November to 3 March", "20 November or 3 March", "week of 16 November", "Nov 20 1:2:3",
    "Thursday, Nov. 20", "Saturday morning", "Saturday the 20th", "before friday", "until friday",
    "from friday to saturday", "friday or saturday", "last friday", "next friday", "this friday",
    "a friday", "every friday", "fridays", "friday week", "2 days after friday", "not friday",
    "friday, 20", "mid-friday", "early friday 3 p.m.", "end of 20 November", "a Sunday in May",
    "before a Sunday in May 1943", "a Sunday in 1943", "3 p.m. on a Sunday in May 1943",
    # no such clock
    "24:01", "24:00:01", "10:5", "1:2:3:4", "10:60", "10:36:60", "25h", "13 pm", "0 am",
    "22:36 pm", "00:30 am", "10.6", "10:36 pm am", "10:36:12.", "noon pm", "22",
    "~midnight", "before midnight", "midnight ET", "2026-11-20 midnight", "-10:36",
    "by midnight", "to midnight", "shortly after midnight", "from midnight to 04:00",
    "from @ann to midnight", "from 2026-11-20 20:00 to midnight on 21 November", "toward 9",
    "1342 local", "1342 -0500", "2026 UTC", "2500 UTC",
    "1743 evening UTC", "17:20..00:00", "between 17:20 and 00:00",
    "after 14:00-14:30", "between 14:00-14:30 and 15:00", "20:00 to midnight", "14:42 (not exact)",
    # no part of the day
    "dawn", "at daybreak", "after dark", "an hour before sunset", "after lunchtime", "before dusk",
    "around sunset", "second watch", "dog watch", "on watch", "eight bells", "overnight",
    # today's words
    "now", "today", "yesterday", "tomorrow", "saturday", "Saturday 10:00", "next week",
    "last night", "this morning", "tonight", "2h ago", "in 2 hours", "2 hours later", "soon",
    "christmas", "end of day", "EOD", "the other day", "weekend", "recently", "n/a", "?", "-",
    "none",
    # half a phrase
    "~", "about", "90m", "~90m", "3h30m", "half an hour", "a few hours", "after", "before", "by",
    "between", "between 14:00", "between 14:00 and", "between and 15:00", "3h before", "shortly",
    "shortly after", "moments", "from", "from to 22:00", "from 22:00 to", "to",
    "for", "from 22:00 for", "day before", "day after", "same day as", "afternoon of", "during",
    "throughout", "late", "unix", "T+", "T", "@", "10:36;", "; 10:36", "10:36;; 11:00", "/",
    # the wrong relation
    "@ann", "ann", "after ann", "@ann + 3h", "@ann after 3h", "3 after @ann", "3h 3h after @ann",
    "-3h after @ann", "3h after after @ann", "3h after @ann.middle", "3h after @fire",
    "at @nobody", "day before @nobody", "before @e", "during @ann", "throughout @ann",
    "during 14:00", "day before 14:00", "afternoon of 14:00", "during @fire.start",
    "ten years to the day after @ann", "two hours to the day after 3 May 1943", "within several",
    "between five and twenty minutes after @ann", "halfway through @ann", "TBD at 10:00",
    "aged nearly 70 on 2 May 1813", "TBD or 10:00", "before TBD", "toward @ann",
    "hundred hours after @ann", "an hours after @ann", "1.5.5h after @ann", "3hafter @ann",
    "5h..2h after @ann", "2h± after @ann", "3 moons after @ann", "@ann @breach",
    # two in one
    "10:00 11:00", "10:00, 11:00", "10:00 or", "10:00 - 11:00 - 12:00",
    "2026-11-20 2026-11-21",
    "2026-11-21..2026-11-20", "2026-11-21/2026-11-20 x", "evening morning", "late noon",
    "~morning", "around ~noon", "10:36??", "10:36 ? x", "10:00..11:00..12:00", "unknown 10:36",
    "from 10:00 to 11:00 to 12:00",
    # zones
    "15:28 CET", "15:28 Foo/Bar", "15:28 America/Newyork", "15:28 America/", "15:28+25:00",
    "15:28+07:60", "15:28 utc", "15:28 gmt", "15:28 ET", "Asia/Jakarta", "local", "Z",
    "14:42 UTC+25", "14:42 UTC+",
    "14:42 UTC-08:00", "14:42 UTC +2", "13:42 UTC-14:03 UTC", "06:42 XYZ (14:42 UTC)",
    "06:42 PST (15:42 UTC)", "06:42 PST (14:42)", "06:42 (14:42 UTC)", "06:42 PST (14:42:10 UTC)",
    "15:28 ../../etc/passwd", "15:28 /etc/passwd", "15:28 Asia/Jakarta Europe/Amsterdam",
    # counters
    "T+5:54", "T5h", "T+5", "T + 5h", "~T+5h", "unix 1e9", "unix now", "unix 99999999999999",
    "T+9999999d", "unix -99999999999999",
]  # fmt: skip


@pytest.mark.parametrize("phrase", [*WHEN["refused"], *REFUSED])
def test_refused_phrase_is_an_error_in_its_place(phrase: str) -> None:
    text = file_with(phrase)
    timeline = read(text)
    last = text.splitlines()[-1]
    first = last.index('"when": "') + len('"when": "') + 1
    errors = [problem for problem in timeline.problems if problem.severity == "error"]
    assert errors
    for problem in errors:
        assert problem.origin.line == len(text.splitlines())
        assert first <= problem.origin.column <= first + len(phrase)
        assert problem.source == last
    event = by_id(timeline)["e"]
    whole_day = (
        instant(f"{DAY}T00:00", "Asia/Jakarta"),
        instant("2026-11-21T00:00", "Asia/Jakarta"),
    )
    assert (event.start.earliest, event.start.latest) in (
        (None, None),
        (whole_day[0], whole_day[1] - 1),
    )
    assert event.end is None
    assert event.when[0].phrase == phrase
    assert timeline.conflicts == ()


@pytest.mark.parametrize(
    ("phrase", "message", "hint"),
    [
        ("2026-11-31", "no such day", "November 2026 has 30 days"),
        ("10:61", "no such minute: 61", "00 to 59"),
        ("midnight", "midnight", "00:00"),
        ("15:28 EST", 'the zone "EST" is not defined', "write 15:28 -05:00"),
        ("15:28 est", 'cannot read "est" as a time', 'as a zone it is "EST": write -05:00 instead'),
        ("15:28 Eastern", 'cannot read "Eastern" as a time', 'as a zone it is "ET": define it'),
        ("15:28 utc", 'cannot read "utc" as a time', 'did you mean "UTC"?'),
        ("12:28 -02:58:10", "an offset with seconds", "name it"),
        ("12:28 +02:58:10", "an offset with seconds", "name it"),
        ("09:57 -10:03:20", "a range or an offset with seconds?", "a range: 09:57..10:03:20; an"),
        ("3h after @fire", '"fire" lasts', "@fire.start or @fire.end"),
        ("at @an", 'no event "an"', 'did you mean "ann"?'),
        ("@ann", "a reference without a relation", "after @ann"),
        ("about 2", 'cannot read "2"', "write ~02:00 or ~14:00"),
        ("2ish", 'cannot read "2"', "write ~02:00 or ~14:00"),
        ("past nine", 'cannot read "nine"', "write past 09:00 or past 21:00"),
        ("between noon and one", 'cannot read "one"', "write between noon and 13:00"),
        (
            "from 8 until 10",
            'cannot read "8"',
            "write from 08:00 until 10:00 or from 08:00 until 22",
        ),
        ("half-past eight", "in the morning or in the evening?", "write 08:30 or 20:30"),
        ("12:00 midnight", "midnight is the start", "write 00:00 for the start"),
        ("at the latest 10:15", 'cannot read "the"', "write 10:15 at the latest"),
        ("by the time of @ann", 'cannot read "the"', "write by @ann"),
        ("BET 1740 AND 1743", "a clock or a year?", "write BET 17:40 AND 17:43"),
        ("24 August AD 79", "24 August", "write 24 August 0079"),
        ("79 CE", 'cannot read "79"', "write 0079"),
        ("5 Nisan 5784", 'cannot read "5"', "only Gregorian and Julian dates are read"),
        (
            "Friday the 31st",
            "which month is Friday the 31st?",
            "write 2025-10-31 Friday or 2026-07-31",
        ),
        ("Sunday 1 March", "of which year is Sunday 1 March?", "Sunday 2020-03-01 or Sunday 2026-"),
        ("2023-24", "a season or two years?", "winter 2023; the years: 2023..2024"),
        ("1933-36", "a quarter or two years?", "write 1933-Q4; the years: 1933..1936"),
        ("quarter of nine pm", 'cannot read "quarter"', "write quarter to nine pm"),
        ("half eight pm", 'cannot read "half"', "write half past eight pm"),
        ("> 10:15", 'cannot read ">"', "write after 10:15"),
        ("<10:15", 'cannot read "<"', "write before 10:15"),
        ("at 6 this morning", 'cannot read "6"', "write at 6 in the morning"),
        ("9:30 Friday morning", 'cannot read "morning"', "write 2026-11-20 9:30 in the morning"),
        ("Friday morning, at about half past nine", "cannot read", "20 about half past nine in"),
        ("2 hours later", "`later` than what?", "write 2 hours after @id"),
        ("90m", "a length of time is not a point in time", "3h after @id"),
        ("mornin", 'cannot read "mornin"', 'did you mean "morning"?'),
        ("saturday", "which Saturday?", "a weekday is no date: write 2026-11-14 or 2026-11-21"),
        ("before friday", "which Friday?", "a weekday is no date: write before 2026-11-20"),
        ("20 March", "of which year is 20 March?", "write 2026-03-20 or 2027-03-20"),
        ("the 12th", "of which month is the 12th?", "write 2026-11-12 or 2026-12-12"),
        ("week 1", "of which year is week 1?", "write 2026-W01 or 2027-W01"),
        ("06:42 PST (15:42 UTC)", "not one instant", "write 06:42 -08:00 or 15:42 UTC"),
        (
            "06:00 UTC-08:00",
            "a range or an offset?",
            "write 06:00..08:00 UTC; an offset: 06:00 -08",
        ),
        ("14:42 UTC+25", "no such offset", "between -12:00 and +14:00"),
        ("17:20..00:00", "runs backwards", "write 17:20..24:00"),
        ("early friday 3 p.m.", "early in the day, or then?", "leave `early` out"),
        ("20:00 to midnight", 'cannot read "to"', "write from 20:00 to midnight"),
        ("an hour before sunset", "known to within hours", "~17:00"),
        ("17:00..14:00", "a range that runs backwards", "the earlier end first"),
        ("during @ann", '"ann" does not last', "for ~3h"),
        ("T+5:54", "hours or minutes?", "T+5:54:53"),
        ("15:28 (UTC)", 'cannot read "("', "write 15:28 UTC"),
        ("15:28 (Europe/Oslo)", 'cannot read "("', "write 15:28 Europe/Oslo"),
        ("15:28 (local)", 'cannot read "("', "write 15:28 local"),
        ("beginning on 17 November 2026", 'cannot read "beginning"', "write from 17 November 2026"),
    ],
)
def test_refusal_says_what_would_do(phrase: str, message: str, hint: str) -> None:
    problem = read(file_with(phrase)).problems[0]
    assert message in problem.message
    assert hint in problem.hint


@pytest.mark.parametrize(
    ("phrase", "meant"),
    [
        ("after lunch", "after midday"),
        ("before lunch", "before midday"),
        ("shortly after the lunch hour", "shortly after midday"),
        ("by teatime", "by late afternoon"),
        ("until lunch", "until midday"),
        ("after dark", "evening"),
        ("beginning on July 27, 2012", "from 2012-07-27"),
        ("starting July 27, 2012", "from 2012-07-27"),
        ("by the end of 2 August 2012", "by 2012-08-02"),
        ("before the end of 2 August 2012", "by 2012-08-02"),
        ("after the end of 2 August 2012", "after 2012-08-02"),
        ("from 2012-08-01 until the end of 2 August 2012", "from 2012-08-01 until 2012-08-02"),
        ("on or after the start of 2 August 2012", "on or after 2012-08-02"),
        ("gone 12:00", "after 12:00"),
        ("no later than the market close", "no later than @ann"),
        ("no earlier than the market close", "no earlier than @ann"),
        ("earlier than the big vote", "earlier than @ann"),
        ("after the market close at 16:00", "after @ann"),
        ("on or before the last vote", "on or before @ann"),
        ("just 2h after @ann", "2h after @ann"),
    ],
)
def test_a_hint_neither_reverses_nor_shrinks_what_was_said(phrase: str, meant: str) -> None:
    """What is offered first means what was meant."""
    (problem,) = read(file_with(phrase)).problems
    offered = OFFERED.search(problem.hint.replace("leave `just` out", "write 2h after @ann"))
    assert offered is not None, problem.hint
    made = offered[1].replace("@id", "@ann")
    there, here = (by_id(read(file_with(text)))["e"] for text in (meant, made))
    assert (here.start.ends, here.end and here.end.ends) == (
        there.start.ends,
        there.end and there.end.ends,
    )


OFFERED = re.compile(r"(?:write|with @:) (.+?)(?:$| or (?!before|after))")


@pytest.mark.parametrize(
    "phrase", ["just under six hours", "just over six hours", "nearly six hours"]
)
def test_a_length_alone_is_told_to_be_one(phrase: str) -> None:
    (problem,) = read(file_with(phrase)).problems
    assert "a length of time is not a point in time" in problem.message


def test_a_zone_in_brackets_is_never_left_out_of_a_hint() -> None:
    (problem,) = read(file_with("15:28 (EST)")).problems
    assert "write 15:28" not in problem.hint


@pytest.mark.parametrize(
    ("phrase", "at"),
    [
        ("3h after @nobody", "@nobody"),
        ("before 2026-11-31", "31"),
        ("morning; 25:00", "25:00"),
        ("from 22:00 to saturday", "saturday"),
        ("between 14:00 and soon", "soon"),
        ("15:28 EST", "EST"),
        ("before @ann; after @nobody", "@nobody"),
        ("from after @ann to before @nobody", "@nobody"),
    ],
)
def test_caret_stands_under_the_part_that_is_wrong(phrase: str, at: str) -> None:
    problem = read(file_with(phrase)).problems[0]
    assert problem.source[problem.origin.column - 1 :].startswith(at)


PIECES = st.sampled_from(
    "10:36 22h 24:00 2026-11-20 2026-11 201X noon evening late ~ ± < <= over exactly about 3h 2h15m"
    " a few hours half an after before by between and at during throughout from to for day same as"
    " of the @ann @breach @fire @fire.end @e @nobody ; / .. ? % Z -08:00 +07:00 local UTC ET unix"
    " 1700252930 T+5:54:53 T+2h T-6.6s pm 0 99 -1 1.5 months years or and ago later early end 1960s"
    " April 1912 Friday quarter past ten to, half p.m. since ongoing now aged century -ish winter"
    " 1978/79 W24 not no than in on Nov 20 the 15th inst. week 47 (approx)"
    " (14:42 UTC) PST +1 midnight watch first towards say Easter 1939-45 2026/11/20 20.11.2026"
    " dusk lunchtime long halfway through undated five twenty Sunday May 1943 1342".split()
)


@given(st.lists(PIECES, min_size=1, max_size=7).map(" ".join))
def test_words_of_the_language_in_any_order_mean_something_or_are_refused(phrase: str) -> None:
    timeline = read(file_with(phrase))
    event = by_id(timeline)["e"]
    meaning = event.when[0].meaning
    assert (meaning is None) == any(p.severity == "error" for p in timeline.problems)
    for bound in (event.start, event.end):
        if bound and bound.earliest is not None and bound.latest is not None:
            assert bound.earliest <= bound.latest


@given(st.text(max_size=12))
def test_any_text_is_read_or_refused(phrase: str) -> None:
    event = by_id(read(file_with(phrase))).get("e")
    assert event is None or event.when is not None


@pytest.mark.parametrize(
    ("name", "offset"),
    [("EST", "-05:00"), ("CET", "+01:00"), ("PST", "-08:00"), ("IST", "+01:00"), ("ET", ""),
     ("XYZ", "-05:00")],
)  # fmt: skip
@pytest.mark.parametrize("phrase", ["12:28 pm {}", "10 pm {}", "2026-11-20 {}", "evening {}"])
def test_a_zone_that_is_not_defined_is_mended_in_one_step(
    name: str, offset: str, phrase: str
) -> None:
    """Either step of the hint, as it stands there."""
    problem = read(file_with(phrase.format(name))).problems[0]
    assert problem.message.startswith(f'the zone "{name}" is not defined')
    if offset:
        assert offset in problem.hint
        assert not severe(read(file_with(phrase.format(offset))))
    defined = re.search(r"`timeline: {zones: {(.*?): (.*?)}}`", problem.hint)
    assert defined is not None
    assert not severe(
        read(file_with(phrase.format(name), timeline={"zones": dict([defined.groups()])}))
    )
