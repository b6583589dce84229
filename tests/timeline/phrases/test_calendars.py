"""Dates of the Julian calendar: in phrases, files and sources, in headers and in questions."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis.timeline.base.calendar import iso
from crisis.timeline.base.julian import julian
from crisis.timeline.query.scan_names import mentions

from ...support.commands import run
from ...support.timelines import by_id, flow, read, walls

if TYPE_CHECKING:
    from pathlib import Path

DATES = {
    "1917-10-25 OS": ("1917-11-07", "1917-11-07"),
    "1917-10-25 O.S.": ("1917-11-07", "1917-11-07"),
    "1917-10-25 Old Style": ("1917-11-07", "1917-11-07"),
    "1066-10-14 Julian": ("1066-10-20", "1066-10-20"),
    "1900-02-29 OS": ("1900-03-13", "1900-03-13"),
    "1743/44-01-15 OS": ("1744-01-26", "1744-01-26"),
    "25 October 1917 OS": ("1917-11-07", "1917-11-07"),
    "Wednesday, October 25, 1917 O.S.": ("1917-11-07", "1917-11-07"),
    "evening of 25 October 1917 OS": ("1917-11-07", "1917-11-07"),
    "29 February 1900 OS": ("1900-03-13", "1900-03-13"),
    "9 October 1904 (O.S.)": ("1904-10-22", "1904-10-22"),
    "1904-10-09 (Old Style)": ("1904-10-22", "1904-10-22"),
    "October 9th O.S., 1904": ("1904-10-22", "1904-10-22"),
    "evening of 9 October (OS) 1904": ("1904-10-22", "1904-10-22"),
    "9/22 October 1904": ("1904-10-22", "1904-10-22"),
    "9 (22) October 1904": ("1904-10-22", "1904-10-22"),
    "22/9 October 1904": ("1904-10-22", "1904-10-22"),
    "Saturday, October 9/22, 1904": ("1904-10-22", "1904-10-22"),
    "26 December 1904/8 January 1905": ("1905-01-08", "1905-01-08"),
    "26 December/8 January 1905": ("1905-01-08", "1905-01-08"),
    "1/13 March 1881": ("1881-03-13", "1881-03-13"),
    "morning of 9/22 October 1904": ("1904-10-22", "1904-10-22"),
    "11 February 1731/32": ("1732-02-22", "1732-02-22"),
    "January 11, 1731/32 OS": ("1732-01-22", "1732-01-22"),
    "January 1743/44": ("1744-01-12", "1744-02-11"),
    "early October 1917 OS": ("1917-10-14", "1917-10-29"),
    "1743/4-01-15": ("1744-01-26", "1744-01-26"),
    "1699/700-01-01": None,
    "1699/00-02-29": ("1700-03-11", "1700-03-11"),
    "1675/6": ("1676-01-11", "1676-04-03"),
    "1675/6-03": ("1676-03-11", "1676-04-03"),
    "1917-10 OS": ("1917-10-14", "1917-11-13"),
    "1900-02 OS": ("1900-02-13", "1900-03-13"),
    "1917 OS": ("1917-01-14", "1918-01-13"),
    "1917-10-25..1917-10-27 OS": ("1917-11-07", "1917-11-09"),
    "between 1917-10-25 and 1917-10-27 OS": ("1917-11-07", "1917-11-09"),
    "~1917-10-25 OS": ("1917-11-06", "1917-11-08"),
    "2 days after 1917-10-25 OS": ("1917-11-09", "1917-11-09"),
    "day after 1917-10-25 OS": ("1917-11-08", "1917-11-08"),
    "morning of 1917-10-25 OS": ("1917-11-07", "1917-11-07"),
    "1917-10-25 21:40 OS": ("1917-11-07", "1917-11-07"),
    "1917-10-25 OS 21:40": ("1917-11-07", "1917-11-07"),
    "1917-10-25 21:40 UTC OS": ("1917-11-07", "1917-11-07"),
    "1917-10-25T21:40Z": ("1917-10-25", "1917-10-25"),
    "1917-11-07 NS": ("1917-11-07", "1917-11-07"),
    "1917-10-25": ("1917-10-25", "1917-10-25"),
}
REFUSED = {
    "1900-02-29": "1900-02-29 OS",
    "1900-02-29 NS": "1900-02-29 OS",
    "1917-02-29 OS": "28 days",
    "2021/22": "2021..2022",
    "1743/45": "1743/44",
    "15 May 1743/44": "1744-05-15",
    "Thursday 25 October 1917 OS": "Wednesday",
    "1743/44-05-15": "1744-05-15",
    "9 October (O.S.)": "-10-09",
    "24/25 October 1904": "24 or 25 October 1904, night of 24–25 October 1904",
    "1/14 March 1881": "from 1 to 14 March 1881",
    "9 (23) October 1904": "",
    "0001-01-01 OS": "",
    "12:28 OS": "",
    "OS": "",
}


def of(phrase: str, **timeline: object) -> list[str]:
    """The first and the last day of a phrase, in UTC."""
    head = flow({"zone": "UTC", **timeline})
    made = read(f"timeline: {head}\nevents: [{flow({'id': 'e', 'title': 't', 'when': phrase})}]")
    assert made.problems == ()
    return [end[:10] for end in walls(by_id(made)["e"].start) or [] if end]


@pytest.mark.parametrize(("phrase", "days"), [pair for pair in DATES.items() if pair[1]], ids=str)
def test_a_date_is_the_day_of_its_calendar(phrase: str, days: tuple[str, str]) -> None:
    assert of(phrase) == list(days)


@pytest.mark.parametrize("phrase", REFUSED)
def test_what_no_calendar_has_is_refused_with_what_would_do(phrase: str) -> None:
    event = flow({"id": "e", "title": "t", "when": phrase})
    (problem,) = read(f"timeline: {{zone: UTC}}\nevents: [{event}]").problems
    assert REFUSED[phrase] in problem.hint


def test_an_end_after_a_julian_date_is_of_the_same_calendar() -> None:
    event = flow({"id": "e", "title": "t", "when": "from 1917-10-25 to 1917-10-27 OS"})
    made = by_id(read(f"timeline: {{zone: UTC}}\nevents: [{event}]"))["e"]
    assert walls(made.start) == ["1917-11-07T00:00:00", "1917-11-07T23:59:59"]
    assert walls(made.end) == ["1917-11-09T00:00:00", "1917-11-09T23:59:59"]


@given(st.dates(date(2, 1, 1), date(9990, 12, 31)))
def test_a_file_of_the_julian_calendar_reads_every_date_in_it(day: date) -> None:
    year, month, number = julian(day.toordinal())
    written = f"{year:04}-{month:02}-{number:02}"
    expected = [iso(day.toordinal())] * 2
    assert of(written, calendar="julian") == expected
    assert of(f"{written} OS") == expected
    assert of(f"{day:%m-%d}".join((f"{day.year:04}-", " NS")), calendar="julian") == expected


FILE = """\
timeline: {zone: UTC, calendar: julian, zero: 1917-10-25 00:00}
sources: {times: {name: The Times, calendar: gregorian}, old: {name: Old}}
events:
  1917-10-25:
    - {id: aurora, title: A shot, when: "21:40"}
  1917-11-09 NS:
    - {id: echo, title: An echo}
  1917-10-26..1917-10-27:
    - {id: arrest, title: Arrests}
  undated:
    - {id: printed, title: In print, when: [{is: 1917-11-09, source: times}]}
    - {id: told, title: Told, when: [{is: 1917-10-27, source: old}]}
"""


def test_headers_sources_and_the_zero_go_by_the_calendar_of_the_file() -> None:
    made = read(FILE)
    assert made.problems == ()
    days = {event.id: (walls(event.start) or [""])[0] for event in made.events}
    assert days == {
        "aurora": "1917-11-07T21:40:00",
        "echo": "1917-11-09T00:00:00",
        "arrest": "1917-11-08T00:00:00",
        "printed": "1917-11-09T00:00:00",
        "told": "1917-11-09T00:00:00",
    }
    assert made.header.zero == date(1917, 11, 7).toordinal() * 86_400_000_000 - 62135683200_000_000


def test_an_unknown_calendar_and_a_zone_of_that_name_are_problems() -> None:
    assert [problem.message for problem in read("timeline: {calendar: Mayan}").problems] == [
        'unknown calendar "Mayan"'
    ]
    (problem,) = read("timeline: {zones: {OS: Europe/Moscow}}").problems
    assert problem.message == '"OS" is no name to give to a zone: it has a meaning'


@pytest.fixture
def october(tmp_path: Path) -> str:
    path = tmp_path / "october.yaml"
    path.write_text(FILE, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        (("--day", "1917-11-07"), ["aurora"]),
        (("--day", "1917-10-25 OS"), ["aurora"]),
        (("--day", "1917-10-25"), []),
        (("--from", "1917-10-25 21:30 OS", "--to", "1917-10-25 21:40 OS"), ["aurora"]),
        (
            ("--from", "1917-10-27 OS", "--to", "1917-10-27 OS"),
            ["arrest", "echo", "printed", "told"],
        ),
    ],
)
def test_questions_name_days_of_either_calendar(
    october: str, question: tuple[str, ...], found: list[str]
) -> None:
    lines = run("show", "-f", october, "--format", "{id}", *question).out.split()
    assert sorted(lines) == sorted(found)


@pytest.mark.parametrize("form", ["table", "tree", "markdown", "html", "svg", "lines"])
def test_every_form_for_readers_shows_both_dates(october: str, form: str) -> None:
    shape = () if form == "lines" else ("--as", form)
    alone = run("show", "-f", october, *shape, "--width", "120").out
    both = run("show", "-f", october, *shape, "--width", "120", "--calendar", "julian").out
    assert "(25 Oct" not in alone
    assert re.search(r"\(25 Oct(ober)? OS\)", both)


def test_a_day_that_is_printed_in_both_calendars_is_read_back(october: str) -> None:
    printed = run("why", "aurora", "-f", october, "--calendar", "julian").out
    assert "Wed 7 Nov 1917 (25 Oct OS)" in printed
    question = (
        "--from",
        "Wed 7 Nov 1917 (25 Oct OS) 21:40",
        "--calendar",
        "julian",
        "--format",
        "{id}",
    )
    assert "aurora" in run("show", "-f", october, *question).out.split()


@pytest.mark.parametrize(
    "day",
    ["1917-11-07 (1917-10-25 OS)", "Wed 7 Nov 1917 (25 Oct OS)", "7 November 1917 (25 October OS)"],
)
def test_a_day_in_both_calendars_is_read_without_the_option(october: str, day: str) -> None:
    asked = run("show", "-f", october, "--day", day, "--format", "{id}")
    bounded = run("show", "-f", october, "--from", f"{day} 21:40", "--to", day, "--format", "{id}")
    assert asked.out.split() == ["aurora"]
    assert bounded.out.split() == ["aurora"]


def test_a_day_whose_two_dates_are_not_the_same_day_is_refused(october: str) -> None:
    assert run("show", "-f", october, "--day", "1917-11-07 (1917-10-24 OS)").code == 2


def test_a_pipe_has_both_dates_of_each_day(october: str) -> None:
    piped = run("show", "-f", october, "--calendar", "julian", "-q").out
    assert piped.startswith("1917-11-07 (1917-10-25 OS)  21:40")
    listed = run("list", "days", "-f", october, "--calendar", "julian").out
    assert listed.startswith("1917-11-07 (1917-10-25 OS)  Wed")


@pytest.mark.parametrize("form", ["json", "ndjson", "csv"])
def test_data_have_the_julian_date_as_a_field_where_it_is_asked_for(
    october: str, form: str
) -> None:
    alone = run("show", "-f", october, "--as", form).out
    both = run("show", "-f", october, "--as", form, "--calendar", "julian").out
    assert "1917-10-25" not in alone.replace('"is": "1917-10-25', "")
    assert "day_julian" in both
    assert "1917-10-25" in both
    named = run("show", "-f", october, "--as", form, "--fields", "id,day_julian").out
    assert "1917-10-25" in named


@pytest.mark.parametrize(
    "command", [("why", "aurora"), ("count",), ("gaps",), ("list", "days"), ("check",)]
)
def test_json_without_a_julian_date_says_so(october: str, command: tuple[str, ...]) -> None:
    asked = run(*command, "-f", october, "--json", "--calendar", "julian")
    assert asked.code == 2
    assert "day_julian" in asked.err


@pytest.mark.parametrize("form", ["chart", "svg"])
def test_an_axis_says_in_which_calendar_it_is(october: str, form: str) -> None:
    both = run("show", "-f", october, "--as", form, "--calendar", "julian").out
    assert "the axis is Gregorian" in both
    assert "the axis is Gregorian" not in run("show", "-f", october, "--as", form).out


def test_an_unknown_calendar_of_a_question_is_a_usage_error(october: str) -> None:
    asked = run("show", "-f", october, "--calendar", "julius")
    assert asked.code == 2
    assert "julian" in asked.err


def test_completion_offers_the_days_that_questions_mean() -> None:
    assert mentions([FILE]).days == ["1917-11-07", "1917-11-08", "1917-11-09"]
