"""What is imported loads without errors, and says what its records said."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import example, given, settings
from hypothesis import strategies as st

from crisis.timeline.base.escape import writable
from crisis.timeline.base.instants import to_datetime

from ...support.examples import examples
from ...support.importing import imported, straight

RULES = """
reader: jsonl
zone: America/New_York
when: {is: time, source: log}
title: title
text: text
id: id
actors: {field: who, role: seen}
tags: tags
source: source
place: place
quote: quote
"""
ZONE = ZoneInfo("America/New_York")
UNITS = {"minutes": timedelta(minutes=1), "seconds": timedelta(seconds=1)}

hostile = st.text(
    st.one_of(
        st.sampled_from("'\"#:{}[],&*!|>%@`-?~=\\ \n\t\r\0\x1b\x85\u2028\ufeff\u200d0a\U0001f600"),
        st.characters(),
    ),
    max_size=30,
)
naive = st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1))  # noqa: DTZ001
offsets = st.sampled_from(["", "Z", "+01:00", "-03:30", "+05:45", "+14:00", "-0800"])


@st.composite
def times(draw: st.DrawFn) -> tuple[str, datetime | None, datetime | None]:
    """A time as it is written, and the first and the last microsecond that it can mean."""
    moment = draw(naive)
    timespec = draw(st.sampled_from(["minutes", "seconds", "milliseconds", "microseconds"]))
    offset = draw(offsets)
    text = moment.isoformat(sep=draw(st.sampled_from("T ")), timespec=timespec)
    start = datetime.fromisoformat(text)
    width = UNITS.get(timespec, timedelta(milliseconds=1))
    width = timedelta(microseconds=1) if timespec == "microseconds" else width
    last = start + width - timedelta(microseconds=1)
    if offset:
        zone = datetime.fromisoformat(f"2000-01-01T00:00{offset}").tzinfo
        return text + offset, start.replace(tzinfo=zone), last.replace(tzinfo=zone)
    firsts = [start.replace(tzinfo=ZONE, fold=fold) for fold in (0, 1)]
    lasts = [last.replace(tzinfo=ZONE, fold=fold) for fold in (0, 1)]
    return text, min(firsts, key=_utc), max(lasts, key=_utc)


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


dates = st.dates(datetime(1900, 1, 1).date(), datetime(2100, 1, 1).date()).map(  # noqa: DTZ001
    lambda day: (
        day.isoformat(),
        datetime(day.year, day.month, day.day, tzinfo=ZONE),
        datetime(day.year, day.month, day.day, 23, 59, 59, 999999, tzinfo=ZONE),
    )
)
nothing = st.sampled_from(["", "Not set", "0000-00-00T00:00:00.000000+00:00", "00/00/0000"]).map(
    lambda text: (text, None, None)
)
events = st.fixed_dictionaries(
    {"time": times() | dates | nothing, "title": hostile},
    optional={
        "text": hostile,
        "id": hostile,
        "who": st.lists(hostile, max_size=3) | hostile,
        "tags": st.lists(hostile, max_size=3),
        "source": hostile,
        "log": hostile,
        "place": hostile,
        "quote": hostile,
    },
)


@given(st.lists(events, max_size=8))
@example([{"time": ("2023-11-05T01:30:00-05:00", *2 * [datetime(2023, 11, 5, 6, 30, tzinfo=UTC)])}])
def test_what_is_imported_is_what_the_records_say(written: list[dict[str, Any]]) -> None:
    if written and "title" not in written[0]:
        written[0]["title"] = "A fold"
        last = written[0]["time"][2] + timedelta(microseconds=999_999)
        written[0]["time"] = (*written[0]["time"][:2], last)
    lines = [json.dumps({**event, "time": event["time"][0]}) for event in written]
    result = imported("".join(f"{line}\n" for line in lines), RULES)
    loaded = result.timeline
    assert len(loaded.events) == result.tally.read
    assert result.tally.records == len(written)
    assert len(result.problems) == result.tally.refused
    refused = {problem.origin.line for problem in result.problems}
    titled = {n for n, event in enumerate(written, 1) if event["title"].strip()}
    twice = {p.origin.line for p in result.problems if "stands twice" in p.message}
    assert refused - twice == {n for n in range(1, len(written) + 1) if n not in titled}
    _agree(loaded, [written[n - 1] for n in sorted(titled - refused)])


def _agree(loaded: Any, written: list[dict[str, Any]]) -> None:
    said = {_what(event["title"], event.get("text"), *event["time"][1:]) for event in written}
    told = set()
    for event in loaded.events:
        (_, text) = event.texts[0] if event.texts else ("", None)
        low, high = event.start.earliest, event.start.latest
        dated = bool(event.when)
        told.add(
            _what(
                event.titles[0][1],
                text,
                to_datetime(low) if dated else None,
                to_datetime(high) if dated else None,
            )
        )
    assert told == said


def _what(title: str, text: str | None, low: datetime | None, high: datetime | None) -> Any:
    whole = title.strip()
    first = whole.splitlines()[0].rstrip()
    text = text if text and text.strip() else whole if first != whole else None
    return (
        writable(first),
        None if text is None else writable(text),
        low and _utc(low),
        high and _utc(high),
    )


@given(st.lists(st.tuples(hostile, hostile), max_size=6))
def test_cells_of_a_table_read_back_exactly(rows: list[tuple[str, str]]) -> None:
    rows = [(writable(a), writable(b)) for a, b in rows]
    out = io.StringIO()
    csv.writer(out).writerows([("title", "text"), *rows])
    result = imported(out.getvalue(), "{reader: csv, title: title, text: text}")
    assert result.tally.records == len([row for row in rows if "".join(row).strip()])
    said = {_what(a, b, None, None)[:2] for a, b in rows if a.strip()}
    events = result.timeline.events
    assert {(e.titles[0][1], e.texts[0][1] if e.texts else None) for e in events} == said


@settings(max_examples=examples(30))
@given(st.lists(events, max_size=6), st.randoms())
def test_records_have_the_same_ids_whatever_stands_around_them(
    written: list[dict[str, Any]], random: Any
) -> None:
    lines = [json.dumps({**event, "time": event["time"][0], "id": None}) for event in written]
    first = imported("\n".join(lines), RULES).timeline
    random.shuffle(lines)
    second = imported("\n".join([*lines[:3], *lines]), RULES, "Asia/Jakarta").timeline
    named = [{e.id: e.titles for e in one.events} for one in (first, second)]
    if all(not _naive(event["time"][0]) for event in written):
        assert named[0] == named[1]
    else:
        assert sorted(map(str, named[0].values())) == sorted(map(str, named[1].values()))


@settings(max_examples=examples(30))
@given(st.lists(events, max_size=6))
def test_by_rules_is_as_from_the_event_file(written: list[dict[str, Any]]) -> None:
    lines = [json.dumps({**event, "time": event["time"][0]}) for event in written]
    content = "".join(f"{line}\n" for line in lines)
    there, here = imported(content, RULES), straight(content, RULES)
    kept = {
        (line, event.id)
        for event in here.events
        for line in [event.origin.line]
        if line not in {problem.origin.line for problem in there.problems}
    }
    assert len(kept) == len(here.events)
    assert _plain(here) == _plain(there.timeline)
    assert len(here.problems) == len(there.problems) + _warnings(there.timeline)


def _plain(timeline: Any) -> Any:
    return (
        [
            (e.id, e.titles, e.texts, e.actors, e.sources, e.tags, e.place, e.quote, e.start, e.end)
            for e in timeline.events
        ],
        {name: actor.name for name, actor in timeline.actors.items()},
        {name: source.name for name, source in timeline.sources.items()},
        timeline.header,
    )


def _warnings(timeline: Any) -> int:
    return sum(problem.severity == "warning" for problem in timeline.problems)


def _naive(text: str) -> bool:
    return len(text) < 17 or not (text.endswith("Z") or text[-6:-5] in "+-" or text[-5:-4] in "+-")


def test_an_offset_is_that_of_the_text() -> None:
    line = '{"time": "2023-11-17T14:03:22.5+01:00", "title": "A"}'
    (event,) = imported(line, RULES).timeline.events
    assert to_datetime(event.start.earliest) == datetime(
        2023, 11, 17, 14, 3, 22, 500_000, tzinfo=timezone(timedelta(hours=1))
    )
