"""TimelineJS, markwhen, Mermaid, vis-timeline, EDTF: their times, and texts they would obey."""

from __future__ import annotations

import csv
import io
import json
import re
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from crisis.timeline.base.escape import one_line
from crisis.timeline.base.zones import Zone
from crisis.timeline.interchange.writing.edtf import to_edtf
from crisis.timeline.interchange.writing.gantt import to_gantt
from crisis.timeline.interchange.writing.losses import Losses
from crisis.timeline.interchange.writing.markwhen import to_markwhen
from crisis.timeline.interchange.writing.mermaid import to_mermaid
from crisis.timeline.interchange.writing.timelinejs import to_timelinejs
from crisis.timeline.interchange.writing.vis import to_vis
from crisis.timeline.query.answer import Clock
from crisis.timeline.query.engine import ask
from crisis.timeline.query.terms import Query, QueryError
from crisis.timeline.reports.report import report

from ...support.examples import examples
from ...support.timelines import flow, read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from crisis.timeline.reports.report import Report

    Writer = Callable[[Report, Losses], Iterator[str]]

FORMS: dict[str, Writer] = {
    "timelinejs": to_timelinejs, "markwhen": to_markwhen, "mermaid": to_mermaid,
    "gantt": to_gantt, "vis": to_vis, "edtf-csv": to_edtf,
}  # fmt: skip


def written(form: str, *events: str, zone: str = "America/New_York", by: str = "") -> str:
    """Events, each as YAML, in a form."""
    lines = [f"timeline: {{zone: '{zone}'}}", "sources: {one: One, two: Two}", "events:"]
    timeline = read("\n".join([*lines, *(f"  - {event}" for event in events)]))
    answer = ask(timeline, Query(), Clock(Zone(zone)))
    return "".join(FORMS[form](report(answer, tuple(filter(None, [by]))), Losses()))


def at(phrase: str) -> str:
    """An event at a time."""
    return f"{{id: e, title: E, when: {phrase}}}"


DATES = {
    "'2023'": ("2023", ""),
    "2023-11": ("2023-11", ""),
    "2023-11-17": ("2023-11-17", ""),
    "2023-11-17 12:00": ("2023-11-17T12:00", ""),
    "2023-11-17 ~12:00": ("2023-11-17T11:30", "2023-11-17T12:30"),
    "2023-11-17 12:00:05": ("2023-11-17T12:00:05", ""),
    "2023-11-17 12:00:05.066": ("2023-11-17T12:00:05.066", ""),
    "2023-11-17 12:00:05.066123": ("2023-11-17T12:00:05.066", ""),
    "2023-11-17..2023-11-19": ("2023-11-17", "2023-11-19"),
    "2023-11..2024-02": ("2023-11", "2024-2"),
    "2021..2023": ("2021", "2023"),
    "from 2023-11-17 to 2023-11-19": ("2023-11-17", "2023-11-19"),
    "from 2023-11-17 12:00 to 2023-11-17 14:30": ("2023-11-17T12:00", "2023-11-17T14:31"),
    "from 2023-11-17 20:00 to 24:00": ("2023-11-17T20", "2023-11-18T0"),
    "before 2023-11-17": ("2023-11-16", ""),
    "after 2023-11-17": ("2023-11-18", ""),
    "after 2023-11-17 12:00:30": ("2023-11-17T12:00:30", ""),
    "since 2023-11-17 12:00": ("2023-11-17T12:00", ""),
    "1066-10-14": ("1066-10-14", ""),
}
"""Times, and the dates of TimelineJS, no finer than they are known."""


def dated(date: dict[str, int] | None) -> str:
    if not date:
        return ""
    parts = list(date.values())
    day = "-".join(map(str, parts[:3]))
    clock = [f"{part:02}" if place else str(part) for place, part in enumerate(parts[3:6])]
    fraction = f".{parts[6]:03}" if len(parts) > 6 else ""
    return day + (f"T{':'.join(clock)}{fraction}" if clock else "")


@pytest.mark.parametrize(("phrase", "dates"), DATES.items())
def test_a_slide_has_dates_no_finer_than_known(phrase: str, dates: tuple[str, str]) -> None:
    (slide,) = json.loads(written("timelinejs", at(phrase)))["events"]
    assert list(slide["start_date"])[:1] == ["year"]
    assert (dated(slide["start_date"]), dated(slide.get("end_date"))) == dates
    assert slide["display_date"].endswith("(America/New_York)")


def test_a_slide_at_no_known_time_stands_on_the_title() -> None:
    data = json.loads(written("timelinejs", "{id: e, title: <E>}"))
    assert data["events"] == []
    assert "<p>At an unknown time: &lt;E&gt;</p>" in data["title"]["text"]["text"]


EDTF = {
    "2023": "2023",
    "2023-11": "2023-11",
    "2023-11-17": "2023-11-17",
    "1960s": "196X",
    "2023?": "2023?",
    "2023~": "2023~",
    "2023-11-17~": "2023-11-17~",
    "2023-11-17 12:28": "2023-11-17",
    "2023-11-17 12:28:00": "2023-11-17T12:28:00-05:00",
    "2023-11-17 12:28:00.5": "2023-11-17T12:28:00-05:00",
    "2023-11-17 12:28:00?": "2023-11-17T12:28:00-05:00",
    "2023-11-17 12:00..2023-11-17 14:00": "2023-11-17",
    "2023-11-17 21:00..2023-11-18 20:59": "[2023-11-17..2023-11-18]",
    "2023-11-17..2023-11-19": "[2023-11-17..2023-11-19]",
    "2021..2023": "[2021..2023]",
    "2023-11-17 or 2023-11-19": "[2023-11-17,2023-11-19]",
    "2023-11-17 12:00:00 or 2023-11-19": "[2023-11-17,2023-11-19]",
    "before 2023-11-17": "[..2023-11-16]",
    "after 2023-11-17": "[2023-11-18..]",
    "from 2023-11-17 to 2023-11-19": "2023-11-17/2023-11-19",
    "from 2023-11-17 20:00 to 24:00": "2023-11-17",
    "from 2021 to 2023": "2021/2023",
    "from 2023-11-17 10:00": "2023-11-17/",
    "since 2023-11-17": "2023-11-17/..",
    "from 2023-11-17? to 2023-11-19?": "2023-11-17?/2023-11-19?",
    "1066-10-14": "1066-10-14",
}
"""Times, and what EDTF can say of them."""


@pytest.mark.parametrize(("phrase", "time"), EDTF.items())
def test_edtf_says_no_more_than_is_known(phrase: str, time: str) -> None:
    text = written("edtf-csv", at(f"'{phrase}'"))
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert row["edtf"] == time


def test_edtf_of_accounts_in_dispute_is_one_of_their_times() -> None:
    claims = "[{is: 2023-11-17, source: one}, {is: 2023-11-19, source: two}]"
    (row,) = csv.DictReader(io.StringIO(written("edtf-csv", at(claims)), newline=""))
    assert row["edtf"] == "[2023-11-17,2023-11-19]"


MARKWHEN = {
    "2023-11-17": "2023-11-17",
    "2023-11-17..2023-11-19": "2023-11-17/2023-11-19",
    "2023-11": "2023-11-01T04:00:00.000Z - 2023-12-01T04:59:59.999Z",  # clocks are changed in it
    "2023-11-05": "2023-11-05T04:00:00.000Z - 2023-11-06T04:59:59.999Z",
    "2023-12": "2023-12",
    "2023-11-17 12:28": "2023-11-17T17:28:00.000Z - 2023-11-17T17:28:59.999Z",
    "2023-11-17 12:28:00.123456": "2023-11-17T17:28:00.123Z",
}


@pytest.mark.parametrize(("phrase", "time"), MARKWHEN.items())
def test_markwhen_has_times_that_its_parser_reads(phrase: str, time: str) -> None:
    assert f"\n{time}: E\n" in written("markwhen", at(phrase))


def test_a_zone_that_markwhen_does_not_know_has_no_days() -> None:
    text = written("markwhen", at("2023-11-17"), zone="-02:58:10")
    assert 'timezone: "UTC"' in text
    assert "\n2023-11-17T02:58:10.000Z - 2023-11-18T02:58:09.999Z: E\n" in text


def test_a_bar_too_thin_to_be_seen_is_a_milestone_and_keeps_its_ends() -> None:
    events = (
        "{id: a, title: A, when: 2023-11-17 12:00}",
        "{id: b, title: B, when: 2023-11-20}",
        "{id: c, title: C, when: 0033-04-03}",
    )
    text = written("gantt", *events[:2])
    assert " : milestone, e1, 2023-11-17T12:00:00.000, 2023-11-17T12:01:00.000\n" in text
    assert " : e2, 2023-11-20T00:00:00.000, 2023-11-21T00:00:00.000\n" in text
    assert "0033" not in written("gantt", *events)
    assert "0033" not in written("gantt", events[2])


def test_an_hour_that_comes_twice_ends_no_bar_before_it_begins() -> None:
    text = written("gantt", at("2023-11-05T01:50-04:00..2023-11-05T01:10-05:00"))
    start, end = re.findall(r"2023-\S{18}", text)
    assert start < end


def test_a_diagram_that_mermaid_refuses_is_not_written() -> None:
    events = [f"{{id: e{n}, title: {'x' * 600}, when: 2023-11-17}}" for n in range(100)]
    for form in ("mermaid", "gantt"):
        with pytest.raises(QueryError) as refused:
            written(form, *events)
        fit = re.search(r"--limit ([0-9]+)", refused.value.hint)
        assert fit
        assert len(written(form, *events[: int(fit[1])])) <= 50_000
        with pytest.raises(QueryError):
            written(form, *events[: int(fit[1]) + 1])


signs = st.text(
    st.sampled_from("#:;%{}[]()<>&\"'!@.-/\\ xX1\u00e9\ufb02\xb0\xb6\xdf\n,"), max_size=12
)
words = st.sampled_from(
    ["section", "title x", "%%{init: {}}%%", "2023: x", "[x] y", "click", "#tag", "!id", "50%",
     "<b>x</b>", "&lt;b&gt;", "dateFormat X", "---", "// x", "direction TD", "![a](b)", "key: x"]
)  # fmt: skip
titles = st.builds(lambda *parts: "".join(parts), words, signs) | signs.filter(str.strip)


def event(title: str) -> str:
    """An event with a text everywhere."""
    text = flow(title)
    return f"{{id: e, title: {text}, when: 2023-11-17 12:28, text: {text}, tags: [{text}]}}"


def entities(text: str) -> str:
    """Mermaid's entities taken back."""
    return re.sub(r"#([0-9]+);", lambda found: chr(int(found[1])), text)


@settings(max_examples=examples(200))
@given(titles)
def test_html_in_slides_and_items_is_a_text(title: str) -> None:
    (slide,) = json.loads(written("timelinejs", event(title), by="tag"))["events"]
    shown = one_line(title) or "e"
    assert unescape(slide["text"]["headline"]) == shown
    assert not re.search(r"<(?!/?(?:p|a)\b)", slide["text"]["text"])
    for field in ("group", "display_date"):
        assert not re.search("[<>]", unescape(slide[field]))  # decoded once before it is HTML
    assert slide["crisis"].get("title", "") == title
    (item,) = json.loads(written("vis", event(title), by="tag"))["items"]
    assert unescape(item["content"]).startswith(f"{shown} (")
    assert not re.search(r"<(?!br>)", item["content"] + item["title"])


@settings(max_examples=examples(200))
@given(titles)
def test_a_title_makes_neither_line_nor_sign_of_mermaid(title: str) -> None:
    shown = one_line(title) or "e"
    rows = written("mermaid", event(title)).splitlines()
    assert rows[0] == "timeline"
    (row,) = rows[2:]
    period, told = row.strip().split(" : ")
    assert re.fullmatch(r"(?:[^:#;%<>&{}\"]|#[0-9]+;)+", told)
    assert (entities(period), entities(told)) == ("Fri 17 Nov 2023 12:28", shown.strip())
    *_, task = written("gantt", event(title)).splitlines()
    name, data = task.strip().split(" : ")
    assert re.fullmatch(r"(?:[^:#;%<>&{}\"]|#[0-9]+;)+", name)
    assert not re.match(r"(?:section|title|click|dateFormat)\b|[0-9]{4}-", name, re.IGNORECASE)
    assert entities(name).startswith(shown.strip())
    assert data.startswith(("milestone, e1, ", "e1, "))


@settings(max_examples=examples(200))
@given(titles)
def test_a_title_is_exact_in_a_property_of_markwhen_and_obeyed_nowhere(title: str) -> None:
    head, _, body = written("markwhen", event(title)).partition("\n---\n\n")
    assert head.startswith("---\n")
    first, *rest = body.splitlines()
    line = first.partition("Z: ")[2]
    properties, _, told = "\n".join(rest).partition("\n\n")
    assert "#" not in properties
    kept: dict[str, Any] = yaml.safe_load(properties)  # noqa: TID251 - as markwhen reads them
    assert kept.get("title", "") == title
    assert set(map(type, kept.values())) == {str}
    plain = re.sub(r" #\w+\Z", "", line, flags=re.ASCII)  # our own tag
    for text in (plain, *told.splitlines()):
        assert not re.search(r"(?:^|\s)[#!]\w|!\[|\]\(|^//|^\[[xX ]?\]|[0-9]%(?:\s|$)", text, re.A)
    assert all(re.match(r"  [A-Z][a-z ]+: ", text) for text in told.splitlines())
