"""Relations of the calendar: whole days and parts of days beside an event, to the microsecond."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crisis.timeline import QueryError, Zone
from crisis.timeline.reports.groups import Group
from crisis.timeline.reports.walk import steps
from crisis.timeline.reports.why import why

from ...support.examples import examples
from ...support.timelines import EPOCH, by_id, flow, instant, read

if TYPE_CHECKING:
    from crisis.timeline.selection import Selection


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
@settings(max_examples=examples(25))
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


def left_out(zone: str, around: int) -> list[date]:
    """The dates that a zone skipped among four days to both sides."""
    order = sorted(set(local_days(zone, around).values()))
    every = range(order[0].toordinal(), order[-1].toordinal() + 1)
    return [day for day in map(date.fromordinal, every) if day not in order]


@pytest.mark.parametrize(("zone", "moment"), ODD)
@pytest.mark.parametrize(
    ("phrase", "near", "far"),
    [
        ("day after {}", 1, 1),
        ("day before {}", -1, -1),
        ("2 days after {}", 2, 2),
        ("1..2 days before {}", -2, -1),
        ("within 2 days of {}", -2, 2),
        ("~{}", -1, 1),
    ],
)
def test_days_beside_a_date_are_those_of_the_zone(
    zone: str, moment: str, phrase: str, near: int, far: int
) -> None:
    order = sorted(set(local_days(zone, instant(moment)).values()))
    for place in range(2, len(order) - 2):
        first, last = (order[place + by].isoformat() for by in (near, far))
        found, low, high = bounds(zone, [phrase.format(order[place]), first, last])
        assert found == (low[0], high[1])


@pytest.mark.parametrize(("zone", "moment"), ODD)
def test_days_far_off_are_counted_as_one_by_one(zone: str, moment: str) -> None:
    there, day = Zone(zone), instant(moment) // (1440 * MINUTE) + EPOCH.toordinal()
    for by in (*range(-9, 10), -1000, 1000):
        found = day - 3
        for _ in range(abs(by)):
            found += 1 if by > 0 else -1
            while there.day_start(found) == there.day_stop(found):
                found += 1 if by > 0 else -1
        assert there.moved(day - 3, by) == found


@pytest.mark.parametrize(
    "when",
    [
        "{}", "{} 10:00", "{} 24:00", "~{}", "evening of {}", "after {}", "day after {}",
        "2 days before {}", "{}..2030-01-01", "1800-01-01..{}", "from {} 10:00 for 2h",
    ],
)  # fmt: skip
def test_a_day_that_a_zone_skipped_is_no_date(when: str) -> None:
    gone = [(zone, day) for zone, moment in ODD for day in left_out(zone, instant(moment))]
    assert gone == [("Pacific/Apia", date(2011, 12, 30)), ("Pacific/Kwajalein", date(1993, 8, 21))]
    for zone, day in gone:
        text = when.format(day)
        found = read(f"timeline: {{zone: {zone}}}\nevents:\n  - {{title: t, when: '{text}'}}")
        assert f"this day was skipped in {zone}" in found.problems[0].message
    for header in ("2011-12-30", "2011-12-30..2011-12-31", "2011-12-29..2011-12-30"):
        found = read(f"timeline: {{zone: Pacific/Apia}}\nevents:\n  {header}:\n    - {{title: t}}")
        assert [it.message for it in found.problems] == ["this day was skipped in Pacific/Apia"]


APIA = """
timeline: {zone: Pacific/Apia}
events:
  - {id: a, title: a, when: 2011-12-28 10:00}
  - {id: b, title: b, when: from 2011-12-29 10:00 for 26h}
  - {id: c, title: c, when: from 2011-12-29 22:00 to 02:00}
  - {id: d, title: d, when: 2011-12-29 24:00}
  - {id: e, title: e, when: 2012-01-02 10:00}
"""


def test_a_clock_of_the_next_day_is_that_of_the_next_that_there_was() -> None:
    found = by_id(read(APIA))
    assert found["c"].end is not None
    assert tuple(found["c"].end) == stretch("2011-12-30T12:00", "2011-12-30T12:01")
    assert tuple(found["d"].start) == (instant("2011-12-30T10:00"),) * 2


def test_questions_count_the_days_that_a_zone_had() -> None:
    timeline = read(APIA)
    assert timeline.problems == ()
    real = ["2011-12-28", "2011-12-29", "2011-12-31", "2012-01-01", "2012-01-02"]
    for number, day in enumerate(real, 1):
        for other in (f"d{number}", f"{day}..{day}"):
            assert ids(timeline.on(other)) == ids(timeline.on(day))
    assert ids(timeline.on("d3")) == ["b", "c", "d"]
    assert ids(timeline.on("friday", "12-30")) == []
    assert ids(timeline.on("d2..d3")) == ["b", "c", "d"]
    shown = [it.key for _, it in steps(timeline.report("day")) if isinstance(it, Group)]
    assert shown == real
    for term in ("day:2011-12-30", "from:2011-12-30", "to:2011-12-30", "from:2011-12-30 10:00",
                 "day:2011-12-29..2011-12-30", "day:2011-12-30.."):  # fmt: skip
        with pytest.raises(QueryError) as error:
            _ = timeline.where(term).answer
        assert error.value.hint == "Pacific/Apia skipped 2011-12-30"
    assert ids(timeline.where("from:2011-12-30 11:00 UTC")) == ["b", "c", "e"]


def ids(selection: Selection) -> list[str]:
    return [event.id for event in selection]
