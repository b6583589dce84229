"""Nothing is misread in silence: read as every reader would, or refused with all it may mean."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import assume, given
from hypothesis import strategies as st

from ...support.phrases import DAY, MORE, ZONE, file_with, read_with
from ...support.timelines import by_id, flow, read, severe, wall, walls

OWN = {"zones": MORE["zones"]}


def name(case: Any) -> str:
    return flow(case["when"]).strip('"')


@pytest.mark.parametrize("case", MORE["cases"], ids=name)
def test_what_every_reader_understands_is_read_so(case: dict[str, Any]) -> None:
    header = case.get("header", True)
    timeline, event = read_with(case["when"], header=header, timeline=OWN)
    assert severe(timeline) == []
    assert timeline.conflicts == ()
    assert walls(event.start, ZONE) == case["start"]
    assert walls(event.end, ZONE) == case.get("end")


@pytest.mark.parametrize("case", MORE["refused"], ids=name)
def test_what_two_readers_understand_differently_is_refused_with_both(case: dict[str, Any]) -> None:
    timeline = read(file_with(case["when"], timeline=OWN))
    (problem,) = timeline.problems
    assert case["hint"].casefold() in problem.hint.casefold()
    event = by_id(timeline)["e"]
    assert event.when[0].meaning is None
    assert walls(event.start, ZONE) in ([None, None], [f"{DAY}T00:00:00", f"{DAY}T23:59:59"])


@given(
    st.dates(min_value=date(30, 1, 1), max_value=date(9900, 1, 1)),
    st.integers(1, 300),
    st.sampled_from(("months", "years")),
    st.sampled_from((1, -1)),
    st.sampled_from(("", "exactly ")),
)
def test_months_and_years_from_a_date_are_those_of_the_calendar(
    day: date, count: int, unit: str, sign: int, exactly: str
) -> None:
    count = count if unit == "months" else count % 20 + 1
    side = "after" if sign > 0 else "before"
    phrase = f"{exactly}{count} {unit} {side} {day}"
    timeline, event = read_with(phrase, timeline={"zone": "UTC"}, header=False)
    assert timeline.problems == ()
    step: dict[str, Any] = {unit: sign * count}
    there = day + relativedelta(**step)
    assert walls(event.start) == [f"{there}T00:00:00", f"{there}T23:59:59"]
    timeline, event = read_with(f"{phrase} 10:36", timeline={"zone": "UTC"}, header=False)
    if exactly:
        assert walls(event.start) == [f"{there}T10:36:00"] * 2


@given(
    st.dates(min_value=date(1990, 1, 1), max_value=date(2060, 1, 1)),
    st.integers(1, 60),
    st.sampled_from((("after", 1), ("before", -1))),
    st.sampled_from(("UTC", "Europe/Amsterdam", "Asia/Jakarta")),
)
def test_months_from_an_event_are_those_of_the_calendar_and_lead_back(
    day: date, count: int, side: tuple[str, int], zone: str
) -> None:
    word, sign = side
    timeline = read(
        f"timeline: {{zone: {zone}}}\nevents:\n"
        f"  - {{id: a, title: t, when: {day} 12:36}}\n"
        f"  - {{id: b, title: t, when: exactly {count} months {word} @a}}\n"
        "  - {id: c, title: t, when: unknown}\n"
        f"  - {{id: d, title: t, when: exactly {count} months {word} @c; at @a}}\n"
    )
    assert timeline.problems == ()
    led = [
        from_day
        for from_day in map(day.fromordinal, range(day.toordinal() - 2200, day.toordinal() + 2200))
        if from_day + relativedelta(months=sign * count) == day
    ]
    assert bool(timeline.conflicts) == (not led)  # no day is a month before 30 January
    if not led:
        return
    events = by_id(timeline)
    there = day + relativedelta(months=sign * count)
    assert walls(events["b"].start, zone) == [f"{there}T12:36:00", f"{there}T12:36:59"]
    assert walls(events["c"].start, zone) == [f"{led[0]}T12:36:00", f"{led[-1]}T12:36:59"]


@pytest.mark.parametrize(
    ("lang", "phrase", "first", "last"),
    [
        ("nl", "10 maart 1912", "1912-03-10", "1912-03-10"),
        ("nl", "vrijdag 20 november 2026", "2026-11-20", "2026-11-20"),
        ("de", "10. Mai 1912", "1912-05-10", "1912-05-10"),
        ("de", "März 1912", "1912-03-01", "1912-03-31"),
        ("fr", "14 juillet 1789", "1789-07-14", "1789-07-14"),
        ("fr", "début 1789", None, None),
        ("id", "17 Agustus 1945", "1945-08-17", "1945-08-17"),
        ("es", "2 de mayo de 1808", "1808-05-02", "1808-05-02"),
        ("nl", "10 March 1912", "1912-03-10", "1912-03-10"),
        ("", "10 maart 1912", None, None),
    ],
)
def test_months_are_named_in_the_language_of_the_file(
    lang: str, phrase: str, first: str | None, last: str | None
) -> None:
    own = {"zone": "UTC"} | ({"lang": lang} if lang else {})
    timeline, event = read_with(phrase, timeline=own, header=False)
    if first is None:
        assert timeline.problems
        return
    assert timeline.problems == ()
    assert walls(event.start) == [f"{first}T00:00:00", f"{last}T23:59:59"]


@given(
    st.dates(min_value=date(1000, 1, 1), max_value=date(2100, 12, 31)),
    st.sampled_from(
        ("{:%d %B %Y}", "{:%B %d, %Y}", "{:%A %d %B %Y}", "{:%a, %b %d, %Y}", "{:%Y %b %d}",
         "the {:%d of %B %Y}", "{:%A} {}", "{:%G-W%V-%u}")
    ),
)  # fmt: skip
def test_every_form_of_a_date_is_that_day(day: date, form: str) -> None:
    timeline, event = read_with(form.format(day, day), timeline={"zone": "UTC"}, header=False)
    assert timeline.problems == ()
    assert walls(event.start) == [f"{day}T00:00:00", f"{day}T23:59:59"]


@given(st.dates(min_value=date(1000, 1, 1), max_value=date(2100, 12, 31)), st.integers(1, 6))
def test_a_wrong_weekday_is_refused(day: date, off: int) -> None:
    wrong = date.fromordinal((day.toordinal() + off - 1) % 3_000_000 + 1)
    timeline, event = read_with(f"{wrong:%A} {day:%d %B %Y}", timeline={"zone": "UTC"})
    if f"{wrong:%A}" != f"{day:%A}":
        assert event.when[0].meaning is None
        assert f"{day}, which was a {day:%A}" in timeline.problems[0].hint


@pytest.mark.parametrize(
    ("phrase", "start", "end"),
    [
        ("2340", ["23:40:00", "23:40:59"], None),
        ("~2340", ["23:35:00", "23:45:00"], None),
        ("before 0020", ["00:00:00", "00:19:59"], None),
        ("2000..2115", ["20:00:00", "21:15:59"], None),
        ("from 2000 to 2115", ["20:00:00", "20:00:59"], ["21:15:00", "21:15:59"]),
        ("between 2000 and 2115", ["20:00:00", "21:15:00"], None),
        ("5m after 1446", ["14:50:30", "14:51:30"], None),
        ("1446 or 1501", ["14:46:00", "15:01:59"], None),
        ("2026-11-20", ["00:00:00", "23:59:59"], None),
    ],
)
def test_a_source_that_writes_clocks_as_four_digits_says_so_once(
    phrase: str, start: list[str], end: list[str] | None
) -> None:
    sources = {"log": {"name": "Log", "clocks": "hhmm"}}
    timeline, event = read_with({"is": phrase, "source": "log"}, sources=sources)
    assert timeline.problems == ()
    assert walls(event.start, ZONE) == [f"{DAY}T{clock}" for clock in start]
    assert walls(event.end, ZONE) == (end and [f"{DAY}T{clock}" for clock in end])
    assert read_with({"is": "2340", "source": "ap"}, sources=sources)[0].problems


HOURS, MINUTES = st.integers(0, 23), st.integers(0, 59)


@given(HOURS, MINUTES, HOURS, MINUTES, st.sampled_from(("-", " - ", "\N{EN DASH}", "..", "- ")))
def test_a_hyphen_between_clocks_is_a_range_or_refused(
    hour: int, minute: int, last: int, over: int, dash: str
) -> None:
    assume((hour, minute) <= (last, over))
    timeline, event = read_with(f"{hour:02}:{minute:02}{dash}{last:02}:{over:02}")
    offset = dash == "-" and over % 15 == 0 and last * 60 + over <= 12 * 60
    if offset:
        assert f"{hour:02}:{minute:02}..{last:02}:{over:02}" in timeline.problems[0].hint
    else:
        first, stop = f"{DAY}T{hour:02}:{minute:02}:00", f"{DAY}T{last:02}:{over:02}:59"
        assert walls(event.start, ZONE) == [first, stop]


@given(st.integers(0, 9999), st.sampled_from(("{}", "~{}", "{}?", "before {}", "{}..", "by {}")))
def test_four_digits_under_a_day_are_its_year_or_refused(number: int, form: str) -> None:
    timeline, event = read_with(form.format(f"{number:04}"))
    if number != 2026:
        assert timeline.problems
        assert event.when[0].meaning is None
        hours, minutes = divmod(number, 100)
        if 0 < number < 2400 and minutes < 60:
            assert f"{hours:02}:{minutes:02}" in timeline.problems[0].hint
    else:
        assert timeline.problems == ()


@given(st.integers(0, 9999), st.sampled_from(("{} UTC", "~{} Z", "{} GMT?", "by {} Z", "{} UTC..")))
def test_four_digits_with_a_zone_under_a_day_are_a_clock_or_refused(number: int, form: str) -> None:
    timeline, event = read_with(form.format(f"{number:04}"))
    hours, minutes = divmod(number, 100)
    if number in (0, 2026) or number > 2400 or minutes > 59:
        assert timeline.problems
        assert event.when[0].meaning is None
    else:
        colon, clock = read_with(form.format(f"{hours:02}:{minutes:02}"))
        assert event.start == clock.start
        # Of another date where it is told: a warning, the same for both.
        assert {each.severity for each in timeline.problems} <= {"warning"}
        told, same = ([each.message for each in read.problems] for read in (timeline, colon))
        assert told == same


@given(HOURS, MINUTES, st.sampled_from(("{:02}{:02}h", "{:02}{:02} hrs", "{}h{:02}", "{}.{:02}")))
def test_clocks_of_all_shapes_are_that_minute(hour: int, minute: int, form: str) -> None:
    start = read_with(form.format(hour, minute))[1].start
    assert wall(start.earliest, ZONE) == f"{DAY}T{hour:02}:{minute:02}:00"
    assert wall(start.latest, ZONE) == f"{DAY}T{hour:02}:{minute:02}:59"


@given(
    st.integers(1, 12),
    MINUTES,
    st.integers(1, 12),
    MINUTES,
    st.sampled_from("ap"),
    st.sampled_from(("{}..{}", "from {} to {}", "between {} and {}", "{}/{}")),
)
def test_one_half_of_the_day_holds_for_both_ends_unless_that_runs_backwards(
    hour: int, minute: int, last: int, over: int, half: str, form: str
) -> None:
    end = last % 12 * 60 + over + (720 if half == "p" else 0)
    same = hour % 12 * 60 + minute + (720 if half == "p" else 0)
    begin = same if same <= end else (same + 720) % 1440
    timeline, event = read_with(form.format(f"{hour}:{minute:02}", f"{last}:{over:02} {half}.m."))
    if begin > end and form in ("{}..{}", "between {} and {}"):
        assert "runs backwards" in timeline.problems[0].message
        return
    assert timeline.problems == ()
    assert wall(event.start.earliest, ZONE) == f"{DAY}T{begin // 60:02}:{begin % 60:02}:00"


@given(HOURS, MINUTES, HOURS, MINUTES)
def test_an_earlier_clock_at_the_end_is_the_next_days_and_longer_than_a_night_said_to_be(
    hour: int, minute: int, last: int, over: int
) -> None:
    first, end = f"{hour:02}:{minute:02}", f"{last:02}:{over:02}"
    timeline, event = read_with(f"from {first} to {end}")
    lasted = (last * 60 + over) - (hour * 60 + minute)
    assume(lasted)
    following = date.fromisoformat(DAY) + relativedelta(days=1)
    assert wall(event.end.earliest, ZONE) == f"{following if lasted < 0 else DAY}T{end}:00"
    told = [each.message for each in timeline.problems]
    assert all(each.severity == "warning" for each in timeline.problems)
    assert bool(told) == (lasted < 0 and lasted + 1440 > 16 * 60)
    if told:  # who means it writes the day
        assert str(following) in timeline.problems[0].hint
        timeline, dated = read_with(f"from {first} to {following} {end}")
        assert timeline.problems == ()
        assert (dated.start, dated.end) == (event.start, event.end)


@given(st.dates(), st.integers(1, 400), st.sampled_from((1, -1)), st.sampled_from(("", "exactly ")))
def test_days_from_a_date_are_those_of_the_calendar(
    day: Any, count: int, sign: int, exactly: str
) -> None:
    side = "after" if sign > 0 else "before"
    timeline, event = read_with(f"{exactly}{count} days {side} {day}", timeline={"zone": "UTC"})
    if timeline.problems:
        assert not 1 <= day.toordinal() + sign * count <= 3_652_059
        return
    there = type(day).fromordinal(day.toordinal() + sign * count)
    assert walls(event.start) == [f"{there}T00:00:00", f"{there}T23:59:59"]
