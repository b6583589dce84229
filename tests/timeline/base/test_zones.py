"""Wall clocks and instants, compared with zoneinfo: gaps, folds, odd days, odd offsets."""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis.timeline import loads
from crisis.timeline.base import zones
from crisis.timeline.base.instants import from_datetime, rfc3339, to_datetime
from crisis.timeline.base.zone_names import UnknownZone
from crisis.timeline.base.zones import (
    DAY,
    EPOCH_WALL,
    FIRST_DAY,
    HOUR,
    LAST_DAY,
    MINUTE,
    SECOND,
    Zone,
    civil,
)

from ...support.timelines import EPOCH, instant

NAMES = (
    "UTC", "America/Los_Angeles", "Europe/Amsterdam", "America/Sao_Paulo", "Asia/Beirut",
    "America/Havana", "America/St_Johns", "Atlantic/Azores", "Australia/Lord_Howe",
    "Asia/Kathmandu", "Pacific/Apia", "Pacific/Kiritimati", "Africa/Monrovia", "Africa/Casablanca",
    "Europe/Dublin", "America/Scoresbysund", "Antarctica/Troll",
)  # fmt: skip

LOW = (datetime(1900, 1, 3, tzinfo=ZoneInfo("UTC")) - EPOCH) // timedelta(microseconds=1)
HIGH = (datetime(2037, 12, 30, tzinfo=ZoneInfo("UTC")) - EPOCH) // timedelta(microseconds=1)


def transitions(name: str) -> list[int]:
    """The instants around 1960 to 2030 at which the offset of a zone changes, by halving."""
    zone, found = ZoneInfo(name), []
    at = instant("1960-01-01T00:00")
    while at < instant("2030-01-01T00:00"):
        low, high = at, at + 7 * DAY
        if offset(low, zone) != offset(high, zone):
            while high - low > SECOND:
                middle = (low + high) // 2
                low, high = (
                    (middle, high) if offset(middle, zone) == offset(at, zone) else (low, middle)
                )
            found.append(high // SECOND * SECOND)
        at += 7 * DAY
    return found


def offset(moment: int, zone: ZoneInfo) -> int:
    there = (EPOCH + timedelta(microseconds=moment)).astimezone(zone).utcoffset()
    assert there is not None
    return there // timedelta(microseconds=1)


def local_date(moment: int, name: str) -> date:
    return (EPOCH + timedelta(microseconds=moment)).astimezone(ZoneInfo(name)).date()


CHANGES = {name: transitions(name) for name in NAMES}


@st.composite
def places(draw: st.DrawFn) -> tuple[str, int]:
    """A zone and an instant, mostly within a day and a half of a change of its offset."""
    name = draw(st.sampled_from(NAMES))
    if CHANGES[name] and draw(st.integers(0, 3)):
        near = draw(st.integers(-36 * 60, 36 * 60)) * MINUTE + draw(st.integers(-1, 1))
        return name, draw(st.sampled_from(CHANGES[name])) + near
    return name, draw(st.integers(LOW, HIGH))


@given(places())
def test_wall_time_is_that_of_the_time_zone_database(place: tuple[str, int]) -> None:
    name, moment = place
    there = (EPOCH + timedelta(microseconds=moment)).astimezone(ZoneInfo(name))
    naive = there.replace(tzinfo=None) - datetime(1970, 1, 1)  # noqa: DTZ001 - a wall time
    assert Zone(name).wall(moment) == naive // timedelta(microseconds=1) + EPOCH_WALL
    assert Zone(name).day(moment) == there.toordinal()


@given(places())
def test_reading_a_wall_time_comes_back_to_its_instant(place: tuple[str, int]) -> None:
    name, moment = place
    zone = Zone(name)
    earliest, latest = zone.readings(zone.wall(moment))
    assert moment in (earliest, latest)
    assert earliest <= latest
    assert not zone.is_gap(zone.wall(moment))


@given(places())
def test_both_readings_show_the_wall_time_unless_it_never_was(place: tuple[str, int]) -> None:
    name, moment = place
    zone = Zone(name)
    asked = zone.wall(moment) + 40 * MINUTE
    shown = {zone.wall(reading) for reading in zone.readings(asked)}
    if zone.is_gap(asked):
        assert min(shown) < asked < max(shown)
    else:
        assert shown == {asked}


@given(places())
def test_a_day_holds_its_instants_and_no_others(place: tuple[str, int]) -> None:
    name, moment = place
    zone = Zone(name)
    day = local_date(moment, name)
    start, stop = zone.day_start(day.toordinal()), zone.day_stop(day.toordinal())
    assert start <= moment < stop
    assert local_date(start, name) == day
    assert local_date(start - 1, name) != day
    assert local_date(stop - 1, name) == day
    assert local_date(stop, name) != day


@given(places(), st.sampled_from(NAMES))
def test_writing_an_instant_in_any_zone_never_changes_it(place: tuple[str, int], name: str) -> None:
    moment = place[1]
    written = rfc3339(moment, Zone(name))
    assert from_datetime(datetime.fromisoformat(written)) == moment


@pytest.mark.parametrize(
    ("name", "day", "hours"),
    [
        ("America/Los_Angeles", "2023-03-12", 23),
        ("America/Los_Angeles", "2023-11-05", 25),
        ("America/Los_Angeles", "2023-11-06", 24),
        ("Europe/Amsterdam", "2024-03-31", 23),
        ("Europe/Amsterdam", "2024-10-27", 25),
        ("America/Sao_Paulo", "2018-11-04", 23),
        ("America/Sao_Paulo", "2018-02-17", 25),
        ("Asia/Beirut", "2022-03-27", 23),
        ("Australia/Lord_Howe", "2023-04-02", 24.5),
        ("America/Havana", "2023-11-05", 25),
        ("America/Havana", "2023-11-04", 24),
        ("Atlantic/Azores", "2023-10-28", 24),
        ("Atlantic/Azores", "2023-10-29", 25),
        ("Pacific/Apia", "2011-12-30", 0),
        ("America/Toronto", "1919-03-30", 23.5),  # put forward from half past eleven
        ("America/Toronto", "1919-03-31", 23.5),
        ("America/St_Johns", "2010-11-06", 25),  # put back from a minute past midnight
    ],
)
def test_days_have_the_hours_they_had(name: str, day: str, hours: float) -> None:
    ordinal = date.fromisoformat(day).toordinal()
    assert (Zone(name).day_stop(ordinal) - Zone(name).day_start(ordinal)) / HOUR == hours


@pytest.mark.parametrize(
    ("name", "day", "start"),
    [
        ("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00+00:00"),
        ("Asia/Beirut", "2022-03-27", "2022-03-26T22:00:00+00:00"),
        ("America/Havana", "2023-03-12", "2023-03-12T05:00:00+00:00"),
        ("America/Havana", "2023-11-05", "2023-11-05T04:00:00+00:00"),
        ("Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00+00:00"),
        ("America/Toronto", "1919-03-31", "1919-03-31T04:30:00+00:00"),
        ("America/St_Johns", "2010-11-07", "2010-11-07T02:30:00+00:00"),
    ],
)
def test_day_starts_with_its_first_instant_where_midnight_was_odd(
    name: str, day: str, start: str
) -> None:
    assert Zone(name).day_start(date.fromisoformat(day).toordinal()) == instant(start)


@pytest.mark.parametrize("name", ["UTC", "+14:00", "-12:00", "Asia/Jakarta", "America/New_York"])
@pytest.mark.parametrize("day", [FIRST_DAY, FIRST_DAY + 1, LAST_DAY - 1, LAST_DAY])
def test_first_and_last_days_of_the_calendar_can_be_read(name: str, day: int) -> None:
    zone = Zone(name)
    start, stop = zone.day_start(day), zone.day_stop(day)
    assert stop - start == DAY
    assert zone.day(start) == zone.day(stop - 1) == day


@pytest.mark.parametrize(
    ("moment", "name", "written"),
    [
        ("1972-01-01T12:00", "Africa/Monrovia", "1972-01-01T12:00:00.000000+00:00"),  # -00:44:30
        ("1972-02-01T12:00", "Africa/Monrovia", "1972-02-01T12:00:00.000000+00:00"),
        (
            "1900-01-01T12:00",
            "Europe/Amsterdam",
            "1900-01-01T12:00:00.000000+00:00",
        ),  # +00:17:30 or +00:19:32
        ("2026-11-20T10:36", "UTC", "2026-11-20T10:36:00.000000+00:00"),
        ("2026-07-20T10:36", "Europe/London", "2026-07-20T11:36:00.000000+01:00"),
        ("2026-01-20T10:36", "Europe/London", "2026-01-20T10:36:00.000000+00:00"),
        ("2026-11-20T10:36", "Asia/Kathmandu", "2026-11-20T16:21:00.000000+05:45"),
        ("2026-11-20T10:36", "America/St_Johns", "2026-11-20T07:06:00.000000-03:30"),
        ("2026-11-20T10:36:00.000001", "-08:00", "2026-11-20T02:36:00.000001-08:00"),
        ("0001-01-01T00:00", "UTC", "0001-01-01T00:00:00.000000+00:00"),
        ("9999-12-31T23:59:59", "UTC", "9999-12-31T23:59:59.000000+00:00"),
        ("0001-01-01T00:00", "-05:00", "0000-12-31T19:00:00.000000-05:00"),
        ("9999-12-31T23:59:59", "+14:00", "10000-01-01T13:59:59.000000+14:00"),
    ],
)
def test_rfc3339_writes_whole_minutes_of_offset_or_utc(
    moment: str, name: str, written: str
) -> None:
    if name == "Europe/Amsterdam" and offset(instant(moment), ZoneInfo(name)) % MINUTE == 0:
        pytest.skip("this time zone database has no seconds there")
    assert rfc3339(instant(moment), Zone(name)) == written


@pytest.mark.parametrize(
    "name",
    ["", "Europe", "Europe/Atlantis", "../etc/passwd", "/etc/passwd", "+25:00", "+07:60", "7", "\0",
     "-02:58:60", "+02:5810", "+0258:10", "+02:58:1", "-2:58:10", "+02:58:10.5",
     "Europe/Amsterdam ", "zone.tab", "America", "a/" * 500 + "a", "x" * 100_000],
)  # fmt: skip
def test_unknown_zone_is_refused(name: str) -> None:
    with pytest.raises(UnknownZone):
        Zone(name)


@pytest.mark.parametrize(
    ("name", "east"),
    [
        ("Z", 0),
        ("UTC", 0),
        ("+07:00", 7),
        ("-0330", -3.5),
        ("+14", 14),
        ("+05:59", 5 + 59 / 60),
        ("-02:58:10", -10690 / 3600),
        ("+005328", 3208 / 3600),
    ],
)
def test_offset_is_a_zone(name: str, east: float) -> None:
    assert Zone(name).offset(0) == east * HOUR


def test_zones_of_one_name_are_equal() -> None:
    assert Zone("Asia/Jakarta") == Zone("Asia/Jakarta")
    assert len({Zone("Z"), Zone("UTC"), Zone("Asia/Jakarta")}) == 2
    assert Zone("Asia/Jakarta") != Zone("+07:00")


@pytest.mark.parametrize("name", ["UTC", "-08:00", "Asia/Kathmandu"])
def test_an_instant_as_a_datetime_is_that_of_its_zone(name: str) -> None:
    found = to_datetime(instant("2026-11-20T10:36"), Zone(name))
    assert from_datetime(found) == instant("2026-11-20T10:36")
    assert found.hour == {"UTC": 10, "-08:00": 2, "Asia/Kathmandu": 16}[name]


def test_naive_datetime_is_no_instant() -> None:
    with pytest.raises(ValueError, match="zone"):
        from_datetime(datetime(2026, 11, 20))  # noqa: DTZ001 - it is refused


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("2024-02-29T12:00", (2024, 2, 29, 12 * HOUR)),
        ("0001-01-01T00:00", (1, 1, 1, 0)),
        ("9999-12-31T00:00:01", (9999, 12, 31, SECOND)),
    ],
)
def test_civil_takes_a_wall_time_apart(text: str, parts: tuple[int, ...]) -> None:
    assert civil(instant(text) + EPOCH_WALL) == parts


def test_a_zone_is_made_once_however_many_events_name_it(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    real = zones.tzinfo_of

    def counted(name: str) -> tzinfo:
        made.append(name)
        return real(name)

    monkeypatch.setattr(zones, "tzinfo_of", counted)
    zones._shared.cache_clear()
    lines = [
        f"  - {{id: e{n}, title: A, when: '2026-07-20 10:{n % 60:02}:{n // 60:02} Asia/Tokyo'}}\n"
        f"  - {{id: d{n}, title: B, when: day after @e{n}}}\n"
        for n in range(300)
    ]
    found = loads("timeline: {zone: Europe/Oslo}\nevents:\n" + "".join(lines))
    assert not found.problems
    assert made.count("Asia/Tokyo") == 1
    assert len(made) < 5


def test_a_zone_forgets_days_rather_than_grow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zones, "_MOST_DAYS", 10)
    few, all_of_them = Zone("Europe/Oslo"), Zone("Europe/Oslo")
    for day in range(738000, 738400):
        monkeypatch.setattr(zones, "_MOST_DAYS", 10)
        one = few.day_start(day), few.day_stop(day)
        monkeypatch.setattr(zones, "_MOST_DAYS", 1 << 16)
        assert one == (all_of_them.day_start(day), all_of_them.day_stop(day))
        assert len(few._day_offsets) <= 11
