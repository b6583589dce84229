"""What other programs really write, as their own samples show it: it is read as they read it."""

from __future__ import annotations

import json

import pytest

from crisis.timeline.base.instants import rfc3339
from crisis.timeline.interchange.reading.presets import guessed

from ...support.importing import imported, text_of


def times(content: str, rules: str, zone: str = "") -> dict[str, str]:
    """The first instant of each event in UTC, and the last where it lasts."""
    result = imported(content, rules, zone)
    found = {}
    for event in result.timeline.events:
        ends = [event.start.earliest, event.end.latest if event.end else None]
        found[event.title] = " ".join(rfc3339(at)[:16] for at in ends if at is not None)
    return found


def refusals(content: str, rules: str, zone: str = "") -> list[str]:
    result = imported(content, rules, zone)
    assert result.tally.refused == len(result.problems)
    return [f"{problem.origin.line}: {problem.message}" for problem in result.problems]


# markwhen: its parser, version 1.2.0, reads the same; tests/clients has the two side by side.

SECTIONS = """\
title: zones
timezone: +5

2023-05-01: of the header

# West #hang10
tz: +6

2023-05-01: of the section
2023-05-01: of its own
tz: America/New_York

## Below
2023-05-01: of the section above

# Offsets
timezone: -3:30
2023-05-01: negative
2023-05-01: other
tz: +9
2023-05-01: two
timezone:
  from: America/New_York
  to: America/Los_Angeles
"""


def test_a_zone_of_a_section_of_markwhen_holds_for_its_events() -> None:
    assert times(SECTIONS, "markwhen") == {
        "of the header": "2023-04-30T19:00",
        "of the section": "2023-04-30T18:00",
        "of its own": "2023-05-01T04:00",
        "of the section above": "2023-04-30T18:00",
        "negative": "2023-05-01T03:30",
        "other": "2023-04-30T15:00",
        "two": "2023-05-01T04:00 2023-05-02T06:59",
    }


def test_a_tag_of_a_section_of_markwhen_is_a_tag() -> None:
    events = imported(SECTIONS, "markwhen").timeline.events
    assert {"West", "hang10", "Below"} == set(
        next(event.tags for event in events if event.title == "of the section above")
    )


def test_a_zone_in_a_group_or_of_a_tag_of_markwhen_is_not_that_of_its_header() -> None:
    grouped = "title: x\n\ngroup West\ntz: +6\n2023-05-01: in\nendGroup\n2023-05-02: out\n"
    tagged = "#west:\n  timezone: -5\n\n2023-05-02: out\n"
    assert times(grouped, "markwhen", "UTC") == {
        "in": "2023-04-30T18:00",
        "out": "2023-05-02T00:00",
    }
    assert times(tagged, "markwhen", "UTC") == {"out": "2023-05-02T00:00"}


def test_a_zone_of_markwhen_that_nobody_knows_is_refused() -> None:
    content = "# East\ntimezone: America/Seattle\n\n2025-06-13: in it\n"
    assert refusals(content, "markwhen", "UTC") == ['4: no such zone: "America/Seattle"']


@pytest.mark.parametrize(
    "line",
    [
        "2025-01-01T10:00:00+02:00: an offset", "2025-01-01T10:00Z: no seconds", "1.5.2024: dots",
        "Sept 5, 2023 9am and later: words", "5 May 2024 at noon: words",
    ],
)  # fmt: skip
def test_a_line_with_a_date_that_markwhen_takes_for_text_is_told(line: str) -> None:
    result = imported(f"timezone: UTC\n\n2024-01-01: first\n{line}\n", "markwhen")
    assert result.tally.read == 1
    assert any("the first is line 4" in remark for remark in result.remarks)


def test_text_of_markwhen_that_begins_with_no_date_is_not_told() -> None:
    text = "timezone: UTC\n\n2024-01-01: first\nsee https://a.example/2024: more\n\n12 people: a\n"
    assert imported(text, "markwhen").remarks == []


def test_a_date_format_of_rules_in_a_header_of_markwhen_is_told() -> None:
    header = "dateFormat:\n  rules:\n    - pattern: x\ntimezone: UTC\n\n2024-01-01: first\n"
    remarks = imported(header, "markwhen").remarks
    assert remarks == ["of its header these are not read: dateFormat"]


# Calendars, as icalendar, khal and recurring-ical-events have them among their samples.


def calendar(*components: str) -> str:
    return "\n".join(["BEGIN:VCALENDAR", *components, "END:VCALENDAR", ""])


def event(name: str, *lines: str) -> str:
    return "\n".join(["BEGIN:VEVENT", f"SUMMARY:{name}", f"UID:{name}", *lines, "END:VEVENT"])


ZONE = """\
BEGIN:VTIMEZONE
TZID:Western/Central Europe
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:+0100
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE"""


def test_a_zone_that_a_calendar_defines_behind_its_events_is_known() -> None:
    start = 'DTSTART;TZID="Western/Central Europe":20211101T160000'
    assert times(calendar(event("a", start), ZONE), "ics") == {"a": "2021-11-01T15:00"}
    assert refusals(calendar(event("a", start)), "ics") == [
        '5: no such zone: "Western/Central Europe"'
    ]


def test_a_time_of_a_series_that_was_moved_is_an_event_and_the_series_is_not() -> None:
    series = event("s", "DTSTART:20231106T080000Z", "RRULE:FREQ=WEEKLY")
    moved = [
        event("s", f"RECURRENCE-ID:202311{day}T080000Z", f"DTSTART:202311{day}T090000Z")
        for day in ("13", "20")
    ]
    result = imported(calendar(series, *moved), "ics")
    assert [p.message for p in result.problems] == ["an event that repeats: RRULE"]
    assert len({one.id for one in result.timeline.events}) == 2
    onward = event("s", "RECURRENCE-ID;RANGE=THISANDFUTURE:20231113T080000Z", "DTSTART:20231113")
    assert refusals(calendar(onward), "ics") == ["5: an event that repeats: RECURRENCE-ID"]


def test_an_empty_list_of_repeated_times_is_none() -> None:
    content = calendar(event("a", "DTSTART:20250101T100000Z", "RDATE:"))
    assert times(content, "ics") == {"a": "2025-01-01T10:00"}


# WhatsApp in locales that its users have; whatstk lists their headers.


def chat(*dates: str) -> str:
    return "".join(f"{date} - Ana: {number}\n" for number, date in enumerate(dates))


@pytest.mark.parametrize(
    ("dates", "first"),
    [
        (("16/12/28, 9:05", "16/12/29, 9:05", "17/1/2, 9:05"), "2016-12-28T09:05"),
        (("16-05-20 09:05", "16-06-03 09:05"), "2016-05-20T09:05"),
        (("99.12.31, 09:05", "99.12.31, 09:06"), "2099-12-31T09:05"),
        (("15.01.20, 09:05", "03.02.20, 09:05"), "2020-01-15T09:05"),
        (("15.01.20, 09:05", "20.02.21, 09:05"), "2020-01-15T09:05"),
        (("2020/3/5 下午3:05", "2020/3/6 上午3:05"), "2020-03-05T15:05"),
        (("2020. 3. 5. 오후 12:05", "2020. 3. 6. 오전 12:05"), "2020-03-05T12:05"),
        (("31/12/23, 9:05\u202fp.\u00a0m.", "31/12/23, 9:06 p. m."), "2023-12-31T21:05"),
    ],
)
def test_dates_of_a_chat_are_in_the_order_in_which_time_goes_on(
    dates: tuple[str, ...], first: str
) -> None:
    found = times(chat(*dates), "whatsapp", "UTC")
    assert found["0"] == first
    assert list(found.values()) == sorted(found.values())
    assert len(found) == len(dates)


def test_years_that_stand_first_are_told_with_the_line_that_shows_it() -> None:
    content = chat("16-05-20 09:05", "16-06-03 09:05")
    said = "its dates have the year first: it cannot stand last, as 16-06-03 in line 2 shows"
    assert said in imported(content, "whatsapp", "UTC").remarks


# Mailboxes: dates as email.utils of the standard library reads them.


@pytest.mark.parametrize(
    ("date", "wanted"),
    [
        ("Mon Nov 20 09:15:00 2023", "2023-11-20T07:15"),
        ("Mon, 20 Nov 23 09:15:00 +0100", "2023-11-20T08:15"),
        ("Mon, 20 Nov 123 09:15 PDT", "2023-11-20T16:15"),
    ],
)
def test_obsolete_dates_of_mail_are_read(date: str, wanted: str) -> None:
    box = f"From a@b.example Mon Nov 20 09:15:00 2023\nDate: {date}\nSubject: S\n\n"
    assert times(box, "mbox", "Europe/Helsinki") == {"S": wanted}


def test_a_date_that_mail_does_not_have_is_told_as_it_is_written() -> None:
    box = "From a@b.example Mon Nov 20 09:15:00 2023\nDate: Monday 20 Nov 2023\nSubject: S\n\n"
    said = '1: "Monday 20 Nov 2023" is in none of the 7 formats of the rules'
    assert refusals(box, "mbox") == [said]


# Spreadsheets as Excel saves them: a mark of UTF-8, semicolons, merged cells, empty and total rows.

MERGED = """\
\ufeffDatum;Uhrzeit;Ereignis;;Ort
20.11.2023;09:15;Der Brief geht ein;;Berlin
;09:40;Der Anwalt ruft an;x;Berlin
21.11.2023;;Eine Sitzung;;
;;;;
; ;;;
Summe;;;;3
"""


def test_cells_that_were_merged_are_as_the_one_above() -> None:
    rules = """\
reader: csv
zone: UTC
fill: Datum
when: {is: "{Datum} {Uhrzeit}", format: ["%d.%m.%Y %H:%M", "%d.%m.%Y"]}
title: Ereignis
skip: [{if: {Datum: Summe}, why: sums}]
"""
    result = imported(MERGED, rules)
    assert result.tally.line() == "read 3, skipped 1 (sums: 1), refused 0 of 4 records"
    assert "2 empty rows are left out" in result.remarks
    starts = {event.title: event.start.earliest or 0 for event in result.timeline.events}
    found = {title: rfc3339(start)[:16] for title, start in starts.items()}
    assert found == {
        "Der Brief geht ein": "2023-11-20T09:15",
        "Der Anwalt ruft an": "2023-11-20T09:40",
        "Eine Sitzung": "2023-11-21T00:00",
    }


# Logs, as the documents of OpenTelemetry and of systemd have them.


def test_a_document_of_opentelemetry_with_a_line_for_each_part_is_known() -> None:
    record = {"timeUnixNano": "1544712660300000000", "body": {"stringValue": "An example"}}
    scope = {"scope": {"name": "lib"}, "logRecords": [record]}
    document = {"resourceLogs": [{"resource": {"attributes": []}, "scopeLogs": [scope]}]}
    for indent in (None, 2):
        text = json.dumps(document, indent=indent)
        assert guessed(text_of(text.encode(), "logs.json")) == "otlp"
        assert times(text, "otlp") == {"An example": "2018-12-13T14:51"}


def test_a_field_of_the_journal_that_stands_twice_is_no_bytes_where_it_is_a_number() -> None:
    line = (
        '{"__REALTIME_TIMESTAMP": "1700252930000000", "_BOOT_ID": "b", "PRIORITY": ["3", "4"], '
        '"MESSAGE": [104, 105], "_HOSTNAME": "h"}'
    )
    (event,) = imported(line, "journald").timeline.events
    assert (event.title, event.tags) == ("hi", ("error",))


# Gantt diagrams that exclude days: the ends are those that Mermaid 11 has.

EXCLUDING = """\
gantt
    dateFormat YYYY-MM-DD
    excludes weekends, 2024-03-13, weekdays
    includes 2024-03-16
    Friday : a, 2024-03-08, 1d
    next : b, after a, 2d
    week : c, 2024-03-11, 1w
    hours : e, 2024-03-14, 48h
    dated : g, 2024-03-09, 2024-03-12
    month : h, 2024-03-01, 1M
    half : i, 2024-03-01, 5h
"""


def test_a_task_goes_on_past_days_that_are_excluded_as_in_mermaid() -> None:
    result = imported(EXCLUDING, "mermaid", "UTC")
    found = {e.title: rfc3339((e.end or e.start).latest or 0)[:10] for e in result.timeline.events}
    assert found == {
        "Friday": "2024-03-08",
        "next": "2024-03-12",
        "week": "2024-03-19",
        "hours": "2024-03-15",
        "dated": "2024-03-11",
        "month": "2024-04-12",
    }
    starts = {e.title: rfc3339(e.start.earliest or 0)[:10] for e in result.timeline.events}
    assert starts["next"] == "2024-03-11"
    assert result.remarks == ['of what it excludes this is no day: "weekdays"']
    said = "a length in hours that goes on for days that are excluded"
    assert [p.message for p in result.problems] == [said]


def test_a_weekend_of_friday_and_days_without_end() -> None:
    friday = "gantt\n excludes weekends\n weekend friday\n a : 2024-03-07, 1d\n b : 1d\n"
    assert times(friday, "mermaid", "UTC")["b"] == "2024-03-10T00:00"
    days = "monday tuesday wednesday thursday friday saturday sunday"
    never = f"gantt\n excludes {days}\n a : 2024-03-07, 1d\n"
    assert refusals(never, "mermaid", "UTC") == [
        "3: it never comes to an end: all days are excluded"
    ]
