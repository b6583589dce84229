"""Clocks, days and nights of an event file where the local time is odd."""

from __future__ import annotations

import pytest

from ...support.timelines import by_id, flow, instant, read, read_lines, severe, walls

LA, SP, APIA = "America/Los_Angeles", "America/Sao_Paulo", "Pacific/Apia"


def bounds(zone: str, *phrases: str) -> list[list[str | None] | None]:
    """The start of an event for each phrase, in UTC; nothing may be wrong with the file."""
    lines = [f'  - {{id: e{n}, title: t, when: "{phrase}"}}' for n, phrase in enumerate(phrases)]
    timeline = read_lines(*lines, zone=zone)
    assert timeline.conflicts == ()
    assert severe(timeline) == []
    return [walls(event.start) for event in timeline.events]


@pytest.mark.parametrize(
    ("zone", "phrase", "earliest", "latest"),
    [
        # a gap: the outer bound over both readings
        (LA, "2023-03-12 02:30", "2023-03-12T09:30:00", "2023-03-12T10:30:59"),
        ("Europe/Amsterdam", "2024-03-31 02:30", "2024-03-31T00:30:00", "2024-03-31T01:30:59"),
        (SP, "2018-11-04 00:30", "2018-11-04T02:30:00", "2018-11-04T03:30:59"),
        # a fold
        (LA, "2023-11-05 01:30", "2023-11-05T08:30:00", "2023-11-05T09:30:59"),
        ("Europe/Amsterdam", "2024-10-27 02:30", "2024-10-27T00:30:00", "2024-10-27T01:30:59"),
        ("America/Havana", "2023-11-05 00:30", "2023-11-05T04:30:00", "2023-11-05T05:30:59"),
    ],
)
def test_clock_in_a_gap_or_fold_covers_both_readings_and_warns(
    zone: str, phrase: str, earliest: str, latest: str
) -> None:
    timeline = read_lines("  - id: e", "    title: t", f'    when: "{phrase}"', zone=zone)
    assert walls(timeline.events[0].start) == [earliest, latest]
    [warning] = timeline.problems
    assert warning.severity == "warning"
    assert (warning.origin.line, warning.origin.column) == (5, 12)
    assert zone in warning.message
    said = "occurs twice" if "-10-" in phrase or "2023-11-05" in phrase else "does not occur"
    assert said in warning.message


@pytest.mark.parametrize(
    ("phrase", "written"),
    [
        ("2023-11-05 01:30-07:00", "2023-11-05T08:30:00"),
        ("2023-11-05 01:30-08:00", "2023-11-05T09:30:00"),
        ("2023-03-12 01:59", "2023-03-12T09:59:00"),
        ("2023-03-12 03:00", "2023-03-12T10:00:00"),
        ("2023-11-05 00:59", "2023-11-05T07:59:00"),
        ("2023-11-05 02:00", "2023-11-05T10:00:00"),
    ],
)
def test_clock_that_occurs_once_is_no_warning(phrase: str, written: str) -> None:
    timeline = read_lines(f'  - {{id: e, title: t, when: "{phrase}"}}', zone=LA)
    assert timeline.problems == ()
    assert walls(timeline.events[0].start) == [written, written[:-2] + "59"]


@pytest.mark.parametrize(
    ("zone", "phrase", "earliest", "latest"),
    [
        (LA, "2023-03-12", "2023-03-12T08:00:00", "2023-03-13T06:59:59"),
        (LA, "2023-11-05", "2023-11-05T07:00:00", "2023-11-06T07:59:59"),
        (SP, "2018-11-04", "2018-11-04T03:00:00", "2018-11-05T01:59:59"),
        ("Asia/Beirut", "2022-03-27", "2022-03-26T22:00:00", "2022-03-27T20:59:59"),
        ("America/Havana", "2023-11-04", "2023-11-04T04:00:00", "2023-11-05T03:59:59"),
        ("America/Havana", "2023-11-05", "2023-11-05T04:00:00", "2023-11-06T04:59:59"),
        (APIA, "2011-12-29", "2011-12-29T10:00:00", "2011-12-30T09:59:59"),
        (APIA, "2011-12-31", "2011-12-30T10:00:00", "2011-12-31T09:59:59"),
        ("Africa/Monrovia", "1972-01-06", "1972-01-06T00:44:30", "1972-01-07T00:44:29"),
        # nights over a change: 8 and 10 hours
        (LA, "2023-03-11 night", "2023-03-12T05:00:00", "2023-03-12T12:59:59"),
        (LA, "2023-11-04 night", "2023-11-05T04:00:00", "2023-11-05T13:59:59"),
        (LA, "2023-03-12 early hours", "2023-03-12T08:00:00", "2023-03-12T12:59:59"),
        (SP, "2018-11-03 evening", "2018-11-03T21:00:00", "2018-11-04T02:59:59"),
        (SP, "2018-11-04 early hours", "2018-11-04T03:00:00", "2018-11-04T07:59:59"),
        # 24:00
        (LA, "2023-11-05 24:00", "2023-11-06T08:00:00", "2023-11-06T08:00:00"),
        (SP, "2018-11-04 24:00", "2018-11-05T02:00:00", "2018-11-05T02:00:00"),
        ("UTC", "2024-02-29 24:00", "2024-03-01T00:00:00", "2024-03-01T00:00:00"),
        ("UTC", "2023-12-31T24:00", "2024-01-01T00:00:00", "2024-01-01T00:00:00"),
        # leap days, first and last years
        ("UTC", "2024-02-29", "2024-02-29T00:00:00", "2024-02-29T23:59:59"),
        ("UTC", "2000-02", "2000-02-01T00:00:00", "2000-02-29T23:59:59"),
        ("UTC", "1900-02", "1900-02-01T00:00:00", "1900-02-28T23:59:59"),
        ("UTC", "~2024-02-28", "2024-02-27T00:00:00", "2024-02-29T23:59:59"),
        ("UTC", "0001", "0001-01-01T00:00:00", "0001-12-31T23:59:59"),
        ("UTC", "9999", "9999-01-01T00:00:00", "9999-12-31T23:59:59"),
        ("UTC", "0001-01-01 00:00", "0001-01-01T00:00:00", "0001-01-01T00:00:59"),
        ("UTC", "9999-12-31 23:59", "9999-12-31T23:59:00", "9999-12-31T23:59:59"),
        ("UTC", "~0001", "0001-01-01T00:00:00", "0002-12-31T23:59:59"),
        ("UTC", "~9999", "9998-01-01T00:00:00", "9999-12-31T23:59:59"),
        ("UTC", "winter 0001", "0001-01-01T00:00:00", "0002-03-21T23:59:59"),
        ("Asia/Jakarta", "9999-12-31", "9999-12-30T17:00:00", "9999-12-31T16:59:59"),
    ],
)
def test_days_and_their_parts_are_those_of_the_zone(
    zone: str, phrase: str, earliest: str, latest: str
) -> None:
    assert bounds(zone, phrase) == [[earliest, latest]]


def test_midnight_that_was_skipped_ends_the_day_before() -> None:
    timeline = read_lines('  - {id: e, title: t, when: "2018-11-03 24:00"}', zone=SP)
    start = timeline.events[0].start
    assert start.earliest is not None
    assert start.latest is not None
    assert start.earliest <= instant("2018-11-04T03:00") <= start.latest


def test_day_that_was_skipped_is_refused() -> None:
    timeline = read_lines('  - {id: e, title: t, when: "2011-12-30"}', zone=APIA)
    assert severe(timeline) == ['3:30: this day was skipped in Pacific/Apia in "2011-12-30"']


def test_differences_are_taken_between_instants() -> None:
    found = bounds(
        LA, "2023-03-12 00:30", "exactly 3h after @e0", "exactly 24h after 2023-03-11 12:00",
        "exactly 1d after 2023-11-04 12:00",
    )  # fmt: skip
    assert found[1] == ["2023-03-12T11:30:00", "2023-03-12T11:30:59"]  # 04:30 in Los Angeles
    assert found[2] == ["2023-03-12T20:00:00"] * 2  # 13:00
    assert found[3] == ["2023-11-05T19:00:00"] * 2  # 11:00


def test_calendar_relations_go_by_local_days() -> None:
    found = bounds(
        LA, "2023-03-11 12:00", "day after @e0", "day after @e1", "evening of @e1", "night of @e0"
    )
    assert found[1] == ["2023-03-12T08:00:00", "2023-03-13T06:59:59"]
    assert found[2] == ["2023-03-13T07:00:00", "2023-03-14T06:59:59"]
    assert found[3] == ["2023-03-13T01:00:00", "2023-03-13T06:59:59"]
    assert found[4] == ["2023-03-12T05:00:00", "2023-03-12T12:59:59"]


def test_clock_of_another_zone_takes_the_date_that_falls_under_the_header() -> None:
    timeline = read(
        "timeline: {zone: Pacific/Kiritimati}\nevents:\n  2024-01-01:\n"
        '    - {id: a, title: t, when: "11:00 Pacific/Honolulu"}\n'
        '    - {id: b, title: t, when: "23:59 Pacific/Honolulu"}\n'
        '    - {id: c, title: t, when: "00:00 Pacific/Honolulu"}\n'
    )
    assert severe(timeline) == []
    starts = {name: walls(event.start) for name, event in by_id(timeline).items()}
    assert starts["a"] == ["2023-12-31T21:00:00", "2023-12-31T21:00:59"]
    assert starts["b"] == ["2024-01-01T09:59:00", "2024-01-01T09:59:59"]
    assert starts["c"] == ["2023-12-31T10:00:00", "2023-12-31T10:00:59"]


def test_clock_that_the_headers_short_day_leaves_out_is_refused() -> None:
    timeline = read(
        "timeline: {zone: America/Los_Angeles}\nevents:\n  2023-03-12:\n"
        '    - {id: a, title: t, when: "07:30Z"}\n'
    )
    [problem] = severe(timeline)
    assert "does not occur on that day in America/Los_Angeles" in problem


@pytest.mark.parametrize("phrase", ["10:36", "2026-11-20 10:36", "2026-11-20", "evening"])
def test_civil_time_needs_a_zone(phrase: str) -> None:
    timeline = read(f'events:\n  - {{id: e, title: t, when: "{phrase}"}}\n')
    [problem] = severe(timeline)
    assert problem.startswith("2:30: a ")
    assert "without a" in problem
    assert timeline.events[0].start.open


@pytest.mark.parametrize(
    "phrase", ["2026-11-20T10:36Z", "2026-11-20 10:36+07:00", "2026-11-20 10:36 Europe/Paris",
               "2026-11-20 UTC", "unix 0", "2026-11-20 23:00 local"]
)  # fmt: skip
def test_time_with_a_zone_of_its_own_needs_none_of_the_timeline(phrase: str) -> None:
    timeline = read(f'events:\n  - {{id: e, title: t, when: "{phrase}"}}\n')
    assert timeline.problems == ()
    assert not timeline.events[0].start.open


@pytest.mark.parametrize(
    "phrase",
    ["exactly 2h after 9999-12-31 23:00", "~9999-12-31 23:50", "T+10d", "after 9999-12-31"],
)
def test_nothing_comes_to_a_year_that_is_not_there(phrase: str) -> None:
    """Years 1 to 9999: anything outside is an error, or cut off at the edge."""
    timeline = read(
        f'timeline: {{zone: UTC, zero: "9999-12-30 00:00"}}\nevents:\n'
        f'  - {{id: e, title: t, when: "{phrase}"}}\n'
    )
    end = instant("9999-12-31T23:59:59.999999")
    for value in timeline.events[0].start:
        assert value is None or value <= end


def test_no_chain_leads_out_of_the_calendar() -> None:
    timeline = read_lines(
        '  - {id: x, title: t, when: "9999-12-31 23:00"}',
        '  - {id: e, title: t, when: "exactly 2h after @x"}',
    )
    end = instant("9999-12-31T23:59:59.999999")
    assert all(v is None or v <= end for event in timeline.events for v in event.start)


ELSEWHERE = [  # under 2021-10-04 of UTC: what is told of it, and what to write instead
    ("9:30 pm PT", "2021-10-03 in PT", "2021-10-03"),
    ({"is": "9:30 pm", "source": "west"}, "2021-10-03 in America/Los_Angeles", "2021-10-03"),
    ("from 22:00 ET to 02:00 ET", "2021-10-03 in ET", "2021-10-03"),
    ("after 9:30 pm PT", "2021-10-03 in PT", "2021-10-03"),
    ("night ET", "2021-10-03 in ET", "2021-10-03"),
    ("9:30 pm PT or 9:40 pm PT", "2021-10-03 in PT", "2021-10-03"),
    ("03:00 Asia/Tokyo", "2021-10-05 in Asia/Tokyo", "2021-10-05"),
    ("evening ET", "2021-10-03 or 2021-10-04 in ET: both are covered", "the day that is meant"),
    ("10 am PT", "", ""),
    ("afternoon ET", "", ""),
    ("2021-10-04 9:30 pm PT", "", ""),
    ({"is": "2021-10-04 9:30 pm", "source": "west"}, "", ""),
    ("2021-10-03 evening ET", "", ""),
    ("21:30 local", "", ""),
    ("21:30", "", ""),
]


@pytest.mark.parametrize(("when", "told", "instead"), ELSEWHERE)
def test_what_is_of_another_day_in_its_own_zone_is_told(
    when: object, told: str, instead: str
) -> None:
    timeline = read(
        "timeline: {zone: UTC, zones: {ET: America/New_York, PT: America/Los_Angeles}}\n"
        "sources: {west: {name: W, zone: PT}}\nevents:\n  2021-10-04:\n"
        f"    - {flow({'id': 'e', 'title': 't', 'when': when})}\n"
    )
    warnings = [(problem.severity, problem.message, problem.hint) for problem in timeline.problems]
    hint = f"write {instead} in front of it"
    hint += "" if "meant" in instead else ", or 2021-10-04 if that was the day there"
    message = f"under 2021-10-04 this is a time of {told}"
    assert warnings == ([("warning", message, hint)] if told else [])
