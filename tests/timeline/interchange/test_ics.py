"""Calendars: what stands in them is what is known, as the parser of icalendar reads it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from crisis.timeline import Clock, Query, Zone, ask, report
from crisis.timeline.interchange.writing.ics import to_ics
from crisis.timeline.interchange.writing.losses import Losses

from ...support.answers import of, reports, whole
from ...support.odd_story import ODD
from ...support.stories import stories
from ...support.timelines import read

if TYPE_CHECKING:
    from crisis.timeline import Event, Report

SECOND = timedelta(seconds=1)
MICRO = timedelta(microseconds=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def read_back(text: str) -> list[Any]:
    """The events of a calendar, which is read without an error, in lines as they must be."""
    assert re.fullmatch(r"(?:[^\r\n]{1,75}\r\n)+", text)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    calendar = Calendar.from_ical(text)
    assert not calendar.errors
    events = calendar.walk("VEVENT")
    assert len(events) == len(calendar.subcomponents)
    assert not [event.errors for event in events if event.errors]
    return events


def calendar(told: Report) -> tuple[dict[str, Any], Losses]:
    """The events of a report by their ids, and what the form could not hold."""
    losses = Losses()
    events = read_back(whole(to_ics, told, losses))
    return {str(event["UID"]).partition("@")[0]: event for event in events}, losses


@pytest.fixture(scope="module")
def odd() -> dict[str, Any]:
    return calendar(of(ODD))[0]


@pytest.mark.parametrize(
    ("name", "begin", "length", "summary"),
    [
        ("second", "11:28:50", "0:00:00", "To the second"),
        ("fraction", "11:28:50", "0:00:00", "To a fraction"),
        ("minute", "11:28:00", "0:01:00", "To the minute"),
        ("clocks", "11:00:00", "1:30:00", "From a clock to another"),
        ("midnight", "19:00:00", "4:00:00", "To midnight"),
        ("vague", "10:30:00", "1:00:00", "About noon (Fri 17 Nov, about 12:00, {})"),
        ("doubted", "11:00:00", "0:01:00", "In doubt (Fri 17 Nov 12:00?, {})"),
        ("after", "21:00:00", "0:00:00", "After ten (after Fri 17 Nov 22:00, {})"),
        ("before", "09:00:00", "0:00:00", "Before ten (before Fri 17 Nov 10:00, {})"),
        ("since", "11:00:00", "0:01:00", "Since noon (from Fri 17 Nov 12:00, still going on, {})"),
        ("disputed", "11:00:00", "1:01:00", "Disputed (Fri 17 Nov 12:00 or 13:00, disputed, {})"),
        ("either", "11:00:00", "1:01:00", "One of two (Fri 17 Nov 12:00 or 13:00, {})"),
        ("planned", "17:00:00", "0:01:00", "planned: Planned"),
    ],
)  # fmt: skip
def test_a_time(odd: dict[str, Any], name: str, begin: str, length: str, summary: str) -> None:
    event = odd[name]
    assert event.start == datetime.fromisoformat(f"2023-11-17T{begin}Z")
    assert str(event.end - event.start) == length
    assert event["SUMMARY"] == summary.format("Europe/Amsterdam")


@pytest.mark.parametrize(
    ("name", "first", "stop", "summary"),
    [
        ("sunday", "2023-11-19", "2023-11-20", "Another day (some time that day)"),
        ("month", "2023-11-01", "2023-12-01", "That month (Nov 2023)"),
        ("days", "2023-11-17", "2023-11-20", "Three days (from Fri 17 Nov until Sun 19 Nov)"),
        ("after-day", "2023-11-18", "2023-11-19", "After that day (after Sat 18 Nov 00:00, {})"),
        ("long-day", "2023-10-29", "2023-10-30", "A day of 25 hours (some time that day)"),
        ("hastings", "1066-10-14", "1066-10-15", "Hastings (some time that day)"),
        ("last-year", "9999-06-01", "9999-07-01", "In the last year (Jun 9999)"),
    ],
)  # fmt: skip
def test_days(odd: dict[str, Any], name: str, first: str, stop: str, summary: str) -> None:
    event = odd[name]
    assert (event.start, event.end) == (date.fromisoformat(first), date.fromisoformat(stop))
    assert event["SUMMARY"] == summary.format("Europe/Amsterdam")


def test_what_is_known_to_the_second_has_no_length_and_says_so() -> None:
    """Programs take an event without an end for an hour."""
    text = whole(to_ics, of(ODD), Losses())
    assert text.count("\r\nDURATION:PT0S\r\n") == 6
    assert len(re.findall(r"\r\nDT(?:START)[;:]", text)) == text.count("\r\nDURATION:") + len(
        re.findall(r"\r\nDTEND[;:]", text)
    )


def test_what_a_calendar_has_no_time_for_is_left_out_and_counted() -> None:
    events, losses = calendar(of(ODD))
    assert not {"never", "last-day"} & events.keys()
    assert "1 event without a known time left out" in losses.remark()
    assert "1 event outside of the years 1 to 9999 left out" in losses.remark()
    assert "1 dispute as text" in losses.remark()


def test_texts_break_no_line_and_make_no_property(odd: dict[str, Any]) -> None:
    event = odd["lines"]
    assert event["SUMMARY"] == "Two lines BEGIN:VEVENT X-EVIL:1"
    assert event["LOCATION"] == "a,b;c\\d"
    assert event.categories == ["a,b", "c;d"]
    assert "\nText: END:VCALENDAR\n" in event["DESCRIPTION"]
    assert event["X-CRISIS-PLACE"] == "a,b;c\\d"
    assert event["X-CRISIS-TAGS"] == "a,b; c\\;d"
    assert not [name for each in odd.values() for name in each if "EVIL" in name]


def test_an_address_is_one_of_the_web(odd: dict[str, Any]) -> None:
    addresses = {name: event["URL"] for name, event in odd.items() if "URL" in event}
    assert addresses == {"address": "https://x.example/a,b;c"}


def test_each_account_of_a_dispute_is_told(odd: dict[str, Any]) -> None:
    assert "One Fri 17 Nov 2023 12:00; Two 13:00" in odd["disputed"]["DESCRIPTION"]


def test_causes_are_relations(odd: dict[str, Any]) -> None:
    related = odd["planned"]["RELATED-TO"]
    assert (related.params["RELTYPE"], related) == ("X-CAUSED-BY", odd["day"]["UID"])


def test_nobody_is_busy_and_what_did_not_happen_is_tentative(odd: dict[str, Any]) -> None:
    assert {str(event["TRANSP"]) for event in odd.values()} == {"TRANSPARENT"}
    assert {name for name, event in odd.items() if "STATUS" in event} == {"planned", "doubted"}


def test_what_is_only_possible_is_tentative_too() -> None:
    events, _ = calendar(of(ODD, (), "day:2023-11-05"))
    assert {name: str(event.get("STATUS", "")) for name, event in events.items()} == {
        "month": "TENTATIVE", "before": "TENTATIVE",
    }  # fmt: skip


def test_the_same_report_gives_the_same_bytes_and_an_edit_keeps_the_uids() -> None:
    text = whole(to_ics, of(ODD), Losses())
    assert text == whole(to_ics, of(ODD), Losses())
    moved = calendar(of(ODD.replace("12:28:50}", "12:28:51}").replace("To the minute", "Another")))
    assert {each["UID"] for each in moved[0].values()} == {each["UID"] for each in read_back(text)}


def test_days_are_those_of_the_zone_that_is_asked_for() -> None:
    event = calendar(of(ODD, zone="America/New_York"))[0]["sunday"]
    assert event.start == datetime(2023, 11, 18, 23, tzinfo=UTC)
    assert event["SUMMARY"] == (
        "Another day (between Sat 18 Nov 18:00 and Sun 18:00, America/New_York)"
    )


@given(told=reports())
def test_any_text_is_read_back(told: Report) -> None:
    events, _ = calendar(told)
    assert events.keys() == {m.event.id for m in told.answer.matches if not m.event.dateless}
    for match in told.answer.matches:
        if match.event.id in events:
            _holds(match.event, events[match.event.id], told.answer.clock.zone)


@given(story=stories(), zone=st.sampled_from(["UTC", "America/New_York", "Pacific/Kiritimati"]))
def test_an_event_is_shown_where_it_may_have_been(story: Any, zone: str) -> None:
    timeline = read(story.text(zone=zone))
    told = report(ask(timeline, Query(), Clock(Zone(zone), None)))
    events, _ = calendar(told)
    for event in timeline:
        if event.id in events:
            _holds(event, events[event.id], Zone(zone))


def _holds(event: Event, shown: Any, zone: Zone) -> None:
    """Neither wider than what is known by more than parts of a second, nor narrower but for the
    minute of a clock at its end; and the bounds come back as they are."""
    for name, bound in (("", event.start), ("END-", event.end)):
        own = [shown.get(f"X-CRISIS-{name}{side}") for side in ("EARLIEST", "LATEST")]
        back = [at and (datetime.fromisoformat(at) - EPOCH) // MICRO for at in own]
        assert back == list(bound or (None, None))
    low, high = event.start.earliest, (event.end or event.start).latest
    if low is None or high is None:
        return
    first, last = (EPOCH + at * MICRO for at in (low, high))
    if not isinstance(shown.start, datetime):
        local = [at.astimezone(zone.tzinfo).date() for at in (first, last - MICRO)]
        assert [shown.start, shown.end - timedelta(days=1)] == local
        return
    assert timedelta() <= first - shown.start < SECOND
    over = shown.end
    if event.end is not None and event.end.earliest is not None:
        assert over < last + SECOND
        assert over > EPOCH + event.end.earliest * MICRO - SECOND
    elif last - first < SECOND and last.second == first.second:
        assert over == shown.start
    else:
        assert timedelta() <= over - last < SECOND
