"""How times are shown: laws over random bounds, phrases and zones, and rows that stand for them."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crisis.timeline import Clock, Query, ask, report
from crisis.timeline.base.languages import ENGLISH
from crisis.timeline.base.zones import DAY, MINUTE, SECOND, Zone, civil
from crisis.timeline.formats.fields import FIELDS, view
from crisis.timeline.formats.html import to_html
from crisis.timeline.formats.json_events import to_json
from crisis.timeline.formats.markdown import to_markdown
from crisis.timeline.formats.svg import to_svg
from crisis.timeline.model.records import Bound
from crisis.timeline.reports import event_times, prose_times, times

from ...support.timelines import by_id, flow, read

if TYPE_CHECKING:
    from crisis.timeline.model.records import Event

UTC = Zone("UTC")
UNITS = (1, 1_000, 10_000, 100_000, SECOND, MINUTE, 60 * MINUTE)
MOMENTS = st.builds(
    lambda at, unit: at - at % unit,
    st.integers(-60_000_000_000_000_000, 250_000_000_000_000_000),
    st.sampled_from(UNITS),
)
WIDTHS = st.sampled_from([1, 1_000, 100_000, SECOND, MINUTE]) | st.integers(1, 3 * DAY)
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
WEEKDAYS = "Mon Tue Wed Thu Fri Sat Sun".split()


class Look:
    language = ENGLISH
    dash = "–"
    arrow = "→"


def shown(event: Event, zone: Zone = UTC, lead: Any = None) -> str:
    return event_times.when(event, zone, lead, Look())


def one(when: object, zone: str = "UTC", day: str = "2026-11-20", **more: object) -> Event:
    sources = "sources: {a: A, b: B, c: C, d: D}"
    line = flow({"id": "e", "title": "t", "when": when, **more})
    return by_id(read(f"timeline: {{zone: '{zone}'}}\n{sources}\nevents:\n  {day}:\n    - {line}"))[
        "e"
    ]


def seen(text: str) -> tuple[datetime, datetime]:
    """From when to when a printed end reaches, by a reader that shares no code with the printer."""
    found = re.fullmatch(
        r"(?:\w{3} )?(\d+) (\w{3}) (\d{4})(?: (\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?)?", text
    )
    assert found, text
    day, month, year, hour, minute, second, fraction = found.groups()
    begin = datetime(int(year), MONTHS.index(month) + 1, int(day))  # noqa: DTZ001 - UTC throughout
    if hour is None:
        return begin, begin + timedelta(days=1) - timedelta(microseconds=1)
    begin += timedelta(hours=int(hour), minutes=int(minute), seconds=int(second or 0))
    begin += timedelta(microseconds=int((fraction or "").ljust(6, "0")))
    unit = timedelta(minutes=1) if second is None else timedelta(seconds=1)
    if fraction:
        unit = timedelta(microseconds=10 ** (6 - len(fraction)))
    return begin, begin + unit - timedelta(microseconds=1)


def reach(text: str) -> tuple[datetime, datetime]:
    """From when to when a printed bound reaches."""
    first, _, last = text.partition("–")
    if re.fullmatch(r"\d{4}", first):
        years = int(first), int(last or first)
        ends = (date(years[0], 1, 1), date(years[1], 12, 31))
        return seen(f"1 Jan {years[0]:04}")[0], seen(f"{ends[1].day} Dec {years[1]:04}")[1]
    if found := re.fullmatch(r"(\w{3}) (\d{4})", first):
        month, year = MONTHS.index(found[1]), int(found[2])
        after = datetime(year + (month == 11), (month + 1) % 12 + 1, 1)  # noqa: DTZ001
        return seen(f"1 {first}")[0], after - timedelta(microseconds=1)
    begin = seen(first)
    if not last:
        return begin
    if re.match(r"\d\d:", last):
        last = f"{' '.join(first.split()[:4])} {last}"
    elif found := re.fullmatch(r"(\w{3})( \d\d:.*)?", last):
        day = begin[0] + timedelta(days=1)
        while WEEKDAYS[day.weekday()] != found[1]:
            day += timedelta(days=1)
        last = f"{day.day} {MONTHS[day.month - 1]} {day.year:04}{found[2] or ''}"
    elif not re.search(r" \d{4}( |$)", last):
        words_ = last.split()
        last = " ".join([*words_[:3], str(begin[0].year).zfill(4), *words_[3:]])
    if last.endswith(" 24:00"):
        over = seen(last.removesuffix(" 24:00"))[1] + timedelta(microseconds=1)
        return begin[0], over
    return begin[0], seen(last)[1]


def moment(micros: int) -> datetime:
    return datetime(1970, 1, 1) + timedelta(microseconds=micros)  # noqa: DTZ001 - UTC throughout


@given(MOMENTS, WIDTHS)
@settings(max_examples=600)
def test_what_is_printed_covers_its_bound_and_begins_and_ends_in_it(low: int, width: int) -> None:
    bound = Bound(low, low + width - 1)
    text = times.span(bound, UTC, None, Look())
    if civil(low + DAY * 719163).year < 1000:
        return  # the printer writes years as people do, without zeros in front
    first, last = reach(text)
    assert first <= moment(low)
    assert moment(low + width - 1) <= last
    unit = timedelta(minutes=1) if width >= 10 * MINUTE else timedelta(seconds=1)
    assert moment(low) - first < max(unit, timedelta(seconds=1))
    assert last - moment(low + width - 1) < max(unit, timedelta(seconds=1)) or width % MINUTE == 1


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (1, MINUTE - 1, "00:00"),
        (0, MINUTE - 2, "00:00"),
        (1, 2 * MINUTE - 2, "00:00–00:01"),
        (SECOND, MINUTE - 1, "00:00:01–00:00:59"),
        (0, MINUTE - SECOND - 1, "00:00:00–00:00:58"),
        (1, MINUTE, "00:00:00–00:01:00"),
    ],
)
def test_whole_minutes_are_told_in_minutes_though_an_order_takes_a_moment_off(
    low: int, high: int, text: str
) -> None:
    assert times.span(Bound(low, high), UTC, UTC.day(0), Look()) == text


@given(MOMENTS, WIDTHS, st.integers(-800, 800))
@settings(max_examples=300)
def test_a_year_that_is_not_the_heading_s_is_printed(low: int, width: int, off: int) -> None:
    lead = UTC.day(low) + off
    if not 1 <= lead <= 3_652_059:
        return
    high = low + width - 1
    text = times.span(Bound(low, high), UTC, lead, Look())
    named = civil(lead * DAY).year
    for at in (low, high):
        year = civil(UTC.day(at) * DAY).year
        if year != named:
            assert re.search(rf"\b{year}\b", text), text


@given(st.integers(0, 6), st.integers(0, 999_999))
def test_a_fraction_has_as_many_digits_as_were_written(digits: int, micro: int) -> None:
    fraction = f".{micro:06}"[: digits + 1] if digits else ""
    assert shown(one(f"12:00:00{fraction}"), lead=UTC.day(one("12:00").start.earliest or 0)) == (
        f"12:00:00{fraction}" if digits < 6 else f"12:00:00{fraction}".rstrip("0").rstrip(".")
    )


@given(st.times(), st.times())
def test_a_stretch_ends_as_it_was_written(first: Any, last: Any) -> None:
    first, last = sorted((f"{first:%H:%M}", f"{last:%H:%M}"))
    if first == last or (first, last) == ("00:00", "23:59"):
        return
    for when in (f"{first}..{last}", f"{first}–{last}", f"{first} - {last}"):
        event = one(when)
        assert shown(event, lead=UTC.day(event.start.earliest or 0)) == f"{first}–{last}"


LEAD = UTC.day(one("12:00").start.earliest or 0)


@pytest.mark.parametrize(
    ("when", "text"),
    [
        ("4pm local", "some time"),
        ("~16:10 local", "some time"),
        ("2026-11-20 4pm local", "01:30–Sat 04:30"),
        ("~22:00", "~22:00"),
        ("10 pm", "~22:00"),
        ("nearly 22:00", "21:30–22:00"),
        ("9:45PM?", "21:45?"),
        ("evening?", "18:00–23:59?"),
        ("2026-11-20?", "some time?"),
        ({"from": "20:00?", "for": "exactly 2h"}, "20:00 → 22:00?"),
        ({"from": "20:00", "for": "exactly 2h?"}, "20:00 → 22:00?"),
        ("from 20:00? to 22:00", "20:00 → 22:00?"),
        ([{"is": "20:00?", "source": "a"}, {"is": "20:00", "source": "b"}], "20:00"),
        ("21:00..22:30", "21:00–22:30"),
        ("21:00..23:59", "21:00–23:59"),
        ("14:00..24:00", "14:00–24:00"),
        ("between 23:00 and 24:00", "23:00–24:00"),
        ("9:57-10:03", "09:57–10:03"),
        ("from 21:00..22:30 to 24:00", "21:00–22:30 → 24:00"),
        ("12:00:00.3", "12:00:00.3"),
        ("12:00:00.30", "12:00:00.30"),
        ("12:00:00", "12:00:00"),
        ("before 09:00", "00:00–08:59"),
        ("morning", "05:00–11:59"),
        ("2015-04-02..2025-04-09", "Thu 2 Apr 2015–Wed 9 Apr 2025"),
        (
            "from 2014-12-06..2015-01-10 to 2014-12-20..2015-01-20",
            "Sat 6 Dec 2014–Sat 10 Jan 2015 → Sat 20 Dec 2014–Tue 20 Jan 2015",
        ),
    ],
)
def test_a_time_is_shown_as_it_was_said(when: object, text: str) -> None:
    event = one(when)
    assert shown(event, lead=LEAD) == text
    letters = prose_times.Letters()
    assert prose_times.when(event, UTC, LEAD, letters).count("?") == text.count("?")


@pytest.mark.parametrize(
    ("claims", "prefer", "text"),
    [
        ([("01:01:17.066", "a"), ("03:00", "b")], "", "01:01:17.066 or 03:00"),
        ([("01:01:17.066", "a"), ("03:00", "b")], "b", "03:00 or 01:01:17.066"),
        ([("01:01:17.066", "a"), ("03:00?", "b")], "", "01:01:17.066 or 03:00?"),
        ([("morning", "a"), ("10:00", "b"), ("20:00", "c")], "", "10:00 or 20:00"),
        ([("from 10:00 for exactly 1h", "a"), ("from 20:00 for exactly 1h", "b")], "",
         "10:00 → 11:00 or 20:00 → 21:00"),
        ([("10:00", "a"), ("12:00", "b"), ("14:00", "c"), ("16:00", "d")], "",
         "10:00–16:00 (4 accounts)"),
        ([("10:00", "a"), ("12:00", "b"), ("14:00", "c"), ("16:00", "d")], "c",
         "14:00 or 10:00–16:00 (4 accounts)"),
        ([("~10:00", "a"), ("22:00", "b"), ("14:00", "c"), ("16:00", "d")], "a",
         "~10:00 or 09:30–22:00 (4 accounts)"),
    ],
)  # fmt: skip
def test_a_disputed_event_shows_what_is_in_dispute(
    claims: list[tuple[str, str]], prefer: str, text: str
) -> None:
    more = {"prefer": prefer} if prefer else {}
    event = one([{"is": is_, "source": source} for is_, source in claims], **more)
    assert event.disputed
    assert shown(event, lead=LEAD) == text


@pytest.mark.parametrize(
    ("claims", "text"),
    [
        ([("12:26", "a", "low"), ("13:00", "b", ""), ("14:00", "c", "high")],
         "14:00 or 13:00 or 12:26?"),
        ([("10:00", "a", "low"), ("morning", "b", ""), ("20:00", "c", "")],
         "05:00–11:59 or 20:00 or 10:00?"),
        ([("10:00", "a", "low"), ("11:00", "b", "low")], "10:00 or 11:00"),
        ([("10:10", "a", ""), ("10:10", "b", "low"), ("12:00", "c", "")], "10:10 or 12:00"),
        ([("10:10", "a", "low"), ("10:10", "b", "low"), ("12:00", "c", "")], "12:00 or 10:10?"),
        ([("10:00?", "a", "high"), ("10:30", "a", ""), ("11:00", "b", "")],
         "10:30 or 11:00 or 10:00?"),
    ],
)  # fmt: skip
def test_each_time_is_told_once_the_surest_first_and_what_nobody_surer_says_is_marked(
    claims: list[tuple[str, str, str]], text: str
) -> None:
    keys = ("is", "source", "confidence")
    told = [{k: it for k, it in zip(keys, claim, strict=True) if it} for claim in claims]
    assert shown(one(told), lead=LEAD) == text


@given(st.lists(st.times(), min_size=2, max_size=4, unique=True), st.sampled_from(("", "a", "b")))
def test_no_exact_instant_stands_alone_where_it_is_disputed(found: list[Any], prefer: str) -> None:
    claims = [
        {"is": f"{at:%H:%M:%S.%f}", "source": source}
        for at, source in zip(found, "abcd", strict=False)
    ]
    event = one(claims, **({"prefer": prefer} if prefer else {}))
    text = shown(event, lead=LEAD)
    if event.disputed:
        assert " or " in text or "–" in text


@given(
    st.sampled_from(("about 10 pm", "~01:30", "~02:00", "2h", "1:30")), st.sampled_from((29, 25))
)
def test_a_clock_that_was_put_back_or_forward_is_no_other_clock(clock: str, day: int) -> None:
    date_ = f"2026-{'03' if day == 29 else '10'}-{day}"
    zone = Zone("Europe/Amsterdam")
    event = one(clock, "Europe/Amsterdam", date_)
    text = shown(event, zone, zone.day(event.start.earliest or 0))
    if text.startswith("~"):
        assert text[1:] in ("22:00", "01:30", "02:00")
        low, high = event.start
        assert zone.wall((low + high) // 2) % DAY // MINUTE % 60 == int(text[4:])  # type: ignore[operator]


@pytest.mark.parametrize(
    ("zone", "bound", "text"),
    [
        ("America/St_Johns", "2010-11-07T02:30Z", "before Sat 6 Nov 2010 24:00 -02:30"),
        ("America/St_Johns", "2010-11-07T03:30Z", "before Sat 6 Nov 2010 24:00 -03:30"),
        ("America/St_Johns", "2010-11-06T02:30Z", "before Fri 5 Nov 2010 24:00"),
        ("Pacific/Apia", "2011-12-30T10:00Z", "before Thu 29 Dec 2011 24:00"),
    ],
)
def test_a_midnight_that_occurs_twice_carries_its_offset(zone: str, bound: str, text: str) -> None:
    event = one(f"before {bound}", zone, "undated")
    assert shown(event, Zone(zone)) == text


@given(
    st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 28)),  # noqa: DTZ001 - made aware below
    st.sampled_from((
        "UTC", "Europe/Paris", "Africa/Monrovia", "America/St_Johns", "Asia/Kolkata",
        "Pacific/Apia", "America/Los_Angeles", "Europe/Amsterdam",
    )),
)  # fmt: skip
@settings(max_examples=200)
def test_the_day_is_the_local_one_in_every_zone_and_century(at: datetime, zone: str) -> None:
    moment_ = at.replace(tzinfo=ZoneInfo("UTC"), microsecond=0)
    local = moment_.astimezone(ZoneInfo(zone)).date()
    written = f"{at.year:04}-{at:%m-%dT%H:%M:%S}Z"
    event = f"{{id: e, title: t, when: '{written}'}}"
    timeline = read(f"timeline: {{zone: {zone}}}\nevents: [{event}]")
    found = report(ask(timeline, Query(), Clock(Zone(zone))))
    day = f"{local.year:04}-{local:%m-%d}"
    assert json.loads(to_json(found))["events"][0]["day"] == day
    assert FIELDS["day"].get(found.answer.matches[0], view(found)) == day


def test_doubt_is_shown_in_every_form() -> None:
    timeline = read(
        "timeline: {zone: UTC}\nevents:\n  2026-11-20:\n"
        "    - {id: e, title: Sighted, when: '9:45PM?'}\n"
        "    - {id: f, title: Told, when: '21:50'}\n"
    )
    found = report(ask(timeline, Query(), Clock(Zone("UTC"))))
    markdown = "".join(to_markdown(found, (UTC,)))
    assert "21:45?, *uncertain*" in markdown
    assert "21:45?" in to_html(found, (UTC,))
    assert "21:45?" in to_svg(found)
    assert {">(?)<", ">Sighted<"} <= {*re.findall(">[^<>]+<", to_svg(found))}
    assert "21:50?" not in markdown + to_html(found, (UTC,)) + to_svg(found)
    assert FIELDS["when"].get(found.answer.matches[0], view(found)).endswith("21:45?")


def test_accounts_that_say_the_same_are_told_once_where_dates_are_told_too() -> None:
    claims = [
        {"is": said, "source": source}
        for source, said in zip("abcd", ("15:39", "15:39", "14:40", "~22:40"), strict=True)
    ]
    event = by_id(
        read(
            "timeline: {zone: UTC}\nsources: {a: A, b: B, c: C, d: D}\nevents:\n  2021-10-04:\n"
            f"    - {{id: e, title: t, when: {flow(claims)}}}\n"
        )
    )["e"]
    assert shown(event) == "Mon 4 Oct 2021 15:39 or 14:40 or ~22:40"


def test_an_account_of_the_author_that_says_the_same_is_not_told_again() -> None:
    timeline = read(
        "timeline: {zone: UTC}\nevents:\n  2026-01-02:\n"
        '    - {title: A, id: a, when: "09:30"}\n    - {title: B, when: "09:30; after @a"}\n'
    )
    made = "".join(to_markdown(report(ask(timeline, Query(), Clock(UTC))), (UTC,)))
    assert "09:30" in made
    assert "the author" not in made
