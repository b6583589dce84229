"""Relations of the calendar: whole days and parts of days beside an event, to the microsecond."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crisis.timeline.explain import why

from .support import EPOCH, by_id, flow, instant, read


def bounds(zone: str, whens: list[str], **vague: str) -> list[tuple[int | None, int | None]]:
    """Events ``a``, ``b`` … with these times: the first and the last instant of their starts."""
    lines = [f"timeline: {flow({'zone': zone, 'vague': vague})}", "events:"]
    for name, when in zip("abcdef", whens, strict=False):
        lines.append(f"  - {flow({'id': name, 'title': 't', 'when': when})}")
    timeline = read("\n".join(lines))
    assert timeline.problems == ()
    assert timeline.conflicts == ()
    return [tuple(by_id(timeline)[name].start) for name in "abcdef"[: len(whens)]]


def stretch(first: str, stop: str) -> tuple[int, int]:
    """From one instant to just before another, both in UTC."""
    return instant(first), instant(stop) - 1


@pytest.mark.parametrize(
    ("zone", "when", "relation", "first", "stop"),
    [
        ("UTC", "2023-11-17 12:00", "day after @a", "2023-11-18", "2023-11-19"),
        ("UTC", "2023-11-17 12:00", "day before @a", "2023-11-16", "2023-11-17"),
        ("UTC", "2023-11-17 12:00", "same day as @a", "2023-11-17", "2023-11-18"),
        ("UTC", "2023-11-17 12:00", "evening of @a", "2023-11-17T18:00", "2023-11-18"),
        ("UTC", "2023-11-17 12:00", "night of @a", "2023-11-17T21:00", "2023-11-18T06:00"),
        ("UTC", "2023-11-17", "morning after @a", "2023-11-18T05:00", "2023-11-18T12:00"),
        ("UTC", "2023-11-17..2023-11-19", "day after @a", "2023-11-18", "2023-11-21"),
        # midnight was skipped
        ("America/Sao_Paulo", "2018-11-03 12:00", "day after @a", "2018-11-04T03:00",
         "2018-11-05T02:00"),
        ("America/Sao_Paulo", "2018-11-03 12:00", "same day as @a", "2018-11-03T03:00",
         "2018-11-04T03:00"),
        # midnight came twice, on one day or on two
        ("America/Havana", "2023-11-05 12:00", "day before @a", "2023-11-04T04:00",
         "2023-11-05T04:00"),
        ("America/Havana", "2023-11-05 12:00", "same day as @a", "2023-11-05T04:00",
         "2023-11-06T05:00"),
        ("America/St_Johns", "2010-11-06 12:00", "day after @a", "2010-11-07T02:30",
         "2010-11-08T03:30"),
        ("America/St_Johns", "2010-11-07 12:00", "day before @a", "2010-11-06T02:30",
         "2010-11-07T03:30"),
    ],
)  # fmt: skip
def test_a_day_beside_an_event_is_all_of_that_day(
    zone: str, when: str, relation: str, first: str, stop: str
) -> None:
    assert bounds(zone, [when, relation])[1] == stretch(first, stop)


@pytest.mark.parametrize(
    ("part", "width", "first", "stop"),
    [
        ("morning", "01:30..12:00", "2023-11-05T05:30", "2023-11-05T17:00"),
        ("early_hours", "00:00..01:30", "2023-11-05T04:00", "2023-11-05T06:30"),
    ],
)
def test_a_clock_that_came_twice_is_its_outer_one(
    part: str, width: str, first: str, stop: str
) -> None:
    name = part.replace("_", " ")
    whens = ["2023-11-05 15:00", f"{name} of @a"]
    found = bounds("America/New_York", whens, **{name: width})
    assert found[1] == stretch(first, stop)


@pytest.mark.parametrize(
    ("when", "day"),
    [
        ("day after @a; 2023-11-18 02:00", "2023-11-17"),
        ("day before @a; 2023-11-18 23:00", "2023-11-19"),
        ("same day as @a; 2023-11-18 12:00", "2023-11-18"),
        ("morning of @a; 2023-11-18 05:00", "2023-11-18"),
        ("evening of @a; 2023-11-18 19:00", "2023-11-18"),
        ("evening before @a; 2023-11-18 19:00", "2023-11-19"),
        ("night of @a; 2023-11-18 22:00", "2023-11-18"),
        ("night of @a; 2023-11-18 02:00", "2023-11-17"),
    ],
)
def test_what_stands_beside_a_known_day_is_on_a_day_of_its_own(when: str, day: str) -> None:
    first, last = bounds("UTC", ["unknown", when])[0]
    assert first == instant(day)
    assert last == instant(f"{day}T23:59:59.999999")


def test_days_follow_each_other_whatever_their_order_in_the_file() -> None:
    four = ["day after @b", "day after @c", "day after @d", "2023-11-17 12:00"]
    found = bounds("UTC", four)
    for place, day in enumerate(("20", "19", "18")):
        first, stop = f"2023-11-{day}", f"2023-11-{int(day) + 1}"
        assert found[place] == stretch(first, stop)
    back = ["unknown", "day after @a", "day after @b", "day after @c; 2023-11-20 12:00"]
    found = bounds("UTC", back)
    for place, day in enumerate(("17", "18", "19")):
        first, stop = f"2023-11-{day}", f"2023-11-{int(day) + 1}"
        assert found[place] == stretch(first, stop)


def test_an_open_end_stays_open_from_day_to_day() -> None:
    days = ["same day as @b", "same day as @c", "day before @d"]
    noon = "2023-11-18 12:00"
    assert (
        bounds("UTC", [*days, f"before {noon}"])[:3]
        == [
            (None, instant("2023-11-18") - 1),
        ]
        * 3
    )
    assert bounds("UTC", [*days, f"after {noon}"])[:3] == [(instant("2023-11-17"), None)] * 3


@pytest.mark.parametrize(("end", "day"), [("start", 18), ("end", 20)])
def test_the_day_after_what_lasts_is_counted_from_the_end_that_is_named(end: str, day: int) -> None:
    found = bounds("UTC", ["from 2023-11-17 14:00 to 2023-11-19 16:00", f"day after @a.{end}"])
    assert found[1] == stretch(f"2023-11-{day}", f"2023-11-{day + 1}")


@pytest.mark.parametrize("when", ["2023-11-17 12:00", "2023-11-17..2023-11-19"])
@pytest.mark.parametrize("relation", ["day after @a", "evening of @a", "same day as @a"])
def test_both_ends_of_such_a_day_have_their_reasons(when: str, relation: str) -> None:
    lines = ["timeline: {zone: UTC}", "events:"]
    lines += [f"  - {flow({'id': 'a', 'title': 't', 'when': when})}"]
    lines += [f"  - {flow({'id': 'b', 'title': 't', 'when': relation})}"]
    start = why(read("\n".join(lines)), "b").start
    expected = [("a", when), ("b", relation)]
    assert [(reason.event, reason.phrase) for reason in start.earliest] == expected
    assert [(reason.event, reason.phrase) for reason in start.latest] == expected


def test_the_reasons_of_a_day_that_was_worked_back_are_those_of_its_neighbour() -> None:
    lines = ["timeline: {zone: UTC}", "events:", "  - {id: a, title: t}"]
    lines += ["  - {id: b, title: t, when: [2023-11-18 12:00, day after @a]}"]
    start = why(read("\n".join(lines)), "a").start
    expected = [("b", "2023-11-18 12:00"), ("b", "day after @a")]
    assert [(reason.event, reason.phrase) for reason in start.earliest] == expected
    assert [(reason.event, reason.phrase) for reason in start.latest] == expected


ODD = [  # around a moment at which the days of a zone are not 24 hours one after the other
    ("Pacific/Apia", "2011-12-30T10:00"),  # a day was left out
    ("Pacific/Kwajalein", "1993-08-21T12:00"),
    ("America/St_Johns", "2010-11-07T02:31"),  # put back from 00:01 to 23:01
    ("America/St_Johns", "1988-10-30T01:31"),  # by two hours
    ("America/Juneau", "1867-10-19T00:32"),  # by a day
    ("America/Sao_Paulo", "2018-11-04T03:00"),  # midnight was left out
    ("America/Havana", "2023-11-05T05:00"),  # midnight came twice
    ("Asia/Jakarta", "2026-11-20T12:00"),
]
MINUTE = 60_000_000


@cache
def local_days(zone: str, around: int) -> dict[int, date]:
    """The local day of each minute of four days to both sides."""
    there = ZoneInfo(zone)
    return {
        around + minutes * MINUTE: (EPOCH + timedelta(minutes=around // MINUTE + minutes))
        .astimezone(there)
        .date()
        for minutes in range(-4 * 1440, 4 * 1440)
    }


@pytest.mark.parametrize(("zone", "moment"), ODD)
@pytest.mark.parametrize("shift", [-1, 0, 1])
@settings(max_examples=25)
@given(data=st.data())
def test_days_are_those_of_the_zone(
    zone: str, moment: str, shift: int, data: st.DataObject
) -> None:
    """The days that a zone had, in their order, are those that relations count."""
    around = instant(moment)
    at = local_days(zone, around)
    order = sorted(set(at.values()))
    ref = data.draw(st.sampled_from([t for t, day in at.items() if day in order[3:-3]]))
    day = order[order.index(at[ref]) + shift]
    there = [t for t, found in at.items() if found == day]
    relation = ("day before @{}", "same day as @{}", "day after @{}")[shift + 1]
    clock = (EPOCH + timedelta(minutes=ref // MINUTE)).strftime("%Y-%m-%dT%H:%M:00Z")
    low, high = bounds(zone, [clock, relation.format("a")])[1]
    assert low is not None
    assert high is not None
    assert low <= there[0] < low + MINUTE
    assert high - MINUTE < there[-1] <= high
    # and the other way round: any moment of that day leaves the first one its day
    node = data.draw(st.sampled_from(there))
    clock = (EPOCH + timedelta(minutes=node // MINUTE)).strftime("%Y-%m-%dT%H:%M:00Z")
    low, high = bounds(zone, ["unknown", f"{clock}; {relation.format('a')}"])[0]
    assert low is not None
    assert high is not None
    assert low <= ref <= high
    same = [t for t, found in at.items() if found == at[ref]]
    assert low <= same[0] < low + MINUTE
    assert high - MINUTE < same[-1] <= high


def test_a_part_of_a_day_may_begin_before_the_day_before_is_over() -> None:
    whens = ["2010-11-07T02:30:30Z", "evening after @a", "evening before @a"]
    found = bounds("America/St_Johns", whens)
    assert found[1] == stretch("2010-11-08T21:30", "2010-11-09T03:30")
    assert found[2] == stretch("2010-11-06T20:30", "2010-11-07T03:30")
