"""What the program prints, its filters read: every instant, in every zone and language."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis.timeline import Clock, Query, QueryError, Timeline, Zone, ask, load, report
from crisis.timeline.base.instants import rfc3339
from crisis.timeline.base.languages import language
from crisis.timeline.formats.csv_rows import to_csv
from crisis.timeline.formats.fields import PLAIN
from crisis.timeline.formats.json_events import document
from crisis.timeline.loading import loads
from crisis.timeline.query.engine import counted
from crisis.timeline.query.moments import stamp, week
from crisis.timeline.query.stores import store
from crisis.timeline.query.terms import read_term

from ..support.commands import FILES, run
from ..support.examples import sampled

ZONES = ("America/Los_Angeles", "Africa/Monrovia", "-09:30")
TIMELINES = {name: load(path) for name, path in FILES.items()}
OLD = """
timeline: {zone: Europe/Paris}
events:
  1850-05-02: [{id: old, title: Old, when: '10:00:00.000001'}]
  1999-12-31: [{id: late, title: Late, when: '23:59:59.999999'}]
  2026-10-25:
    - {id: fold, title: Fold, when: 2026-10-25 02:30 +01:00}
    - {id: open, title: Open, when: after 02:30}
"""
TIMELINES["old"] = loads(OLD)


def found(timeline: Timeline, zone: Zone, *terms: str) -> set[str]:
    query = Query(tuple(map(read_term, terms)))
    clock = Clock(zone, timeline.header.zero, None, language("en", timeline.header.lang))
    return {match.event.id for match in ask(timeline, query, clock).matches}


@pytest.mark.parametrize("name", TIMELINES)
@pytest.mark.parametrize("zone", list(map(Zone, sampled(ZONES))), ids=sampled(ZONES))
def test_every_instant_of_the_json_and_the_csv_is_read_and_finds_its_event(
    name: str, zone: Zone
) -> None:
    timeline = TIMELINES[name]
    told = report(ask(timeline, Query(), Clock(zone, timeline.header.zero)))
    table = csv.DictReader(io.StringIO("".join(to_csv(told, (), True, PLAIN))))
    rows = {row["id"]: row for row in table}
    for event in document(told)["events"]:
        for which, side in ((w, s) for w in ("start", "end") for s in ("earliest", "latest")):
            text = (event[which] or {}).get(side)
            if not text:
                continue
            row = rows[event["id"]]
            assert row[f"{which}_{side}"] == text
            mine = f"id:{event['id']}"
            for said in (text, text.replace("T", " "), row[f"{which}_{side}_unix"]):
                assert found(timeline, zone, f"to:{said}", mine)
                over = event["end"] and text == event["end"]["latest"]  # there it lasts no more
                assert over or found(timeline, zone, f"from:{said}", mine)
                assert (
                    over
                    or found(timeline, zone, f"from:{said}", f"to:{said}", mine)
                    or (which == "end")
                )


@pytest.mark.parametrize("lang", ["en", *sampled(["ar", "nl", "id", "zh", "de"])])
@pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/New_York"])
def test_every_instant_that_why_prints_is_read_in_that_language(lang: str, zone: str) -> None:
    asked = ["-f", FILES["outage"], "--lang", lang, "--tz", zone]
    for event in TIMELINES["outage"].events:
        told = run("why", event.id, *asked).out
        starts = re.findall(r"^It (?:was|began) not before (.*?), because", told, re.MULTILINE)
        stops = re.findall(r"^It (?:was|began|ended) before (.*?), because", told, re.MULTILINE)
        for option, texts in (("--from", starts), ("--to", stops)):
            for text in texts:
                done = run("show", *asked, option, text, "--fields", "id", "-q")
                assert (done.code, event.id in done.out.split()) == (0, True), (text, done)
        if starts and stops:
            done = run("show", *asked, "--from", starts[0], "--to", stops[-1], "--fields", "id")
            assert event.id in done.out.split()


def test_every_clock_of_the_plain_table_is_read() -> None:
    for line in run("show", "-f", FILES["outage"], "-q").out.splitlines():
        match = re.match(r"(\d{4}-\d\d-\d\d)  ~?([\d:.]+)(?:–([\d:.]+))? ", line)
        if match is None:
            continue
        day, first, last = match.groups()
        asked = ["--from", f"{day} {first}", "--to", f"{day} {last or first}", "--fields", "id"]
        event = line.split()[-1]
        assert event in run("show", "-f", FILES["outage"], *asked).out.split() or "~" in line


@given(
    st.integers(-60_000_000_000_000_000, 200_000_000_000_000_000),
    st.sampled_from([*ZONES, "Europe/London", "Asia/Manila", "Pacific/Apia"]),
)
def test_an_instant_is_read_as_it_is_written(micros: int, zone: str) -> None:
    assert stamp(rfc3339(micros, Zone(zone))) == (micros, micros)


READ = {
    "2026-11-20T13:20:00+07:00": "2026-11-20 13:20:00",
    "2026-11-20T06:20:00Z": "2026-11-20 13:20:00",
    "2026-11-20 06:20:00 +00:00": "2026-11-20 13:20:00",
    "2026-11-20 06:20:00z": "2026-11-20 13:20:00",
    "Fri 20 Nov 2026 13:20": "2026-11-20 13:20",
    "20 November 2026 13:20": "2026-11-20 13:20",
    "20 Nov 2026": "2026-11-20",
    "Friday 20 November 2026": "2026-11-20",
    "fri 07:20 Europe/Berlin": "fri 13:20",
    "fri 06:20 UTC": "fri 13:20",
    "2026-11-20 15:20 +09:00": "2026-11-20 13:20",
    "2026-11-20 1:20 pm": "2026-11-20 13:20",
    "unix 1795155600": "2026-11-20 13:20:00",
    "1795155600": "2026-11-20 13:20:00",
    "2026-W47": "2026-11-16..2026-11-22",
    "2026-W47-5": "2026-11-20",
    "2026w47": "2026-11-16..2026-11-22",
}


@pytest.mark.parametrize("text", READ)
def test_other_ways_to_write_a_moment(text: str) -> None:
    timeline, zone = TIMELINES["outage"], Zone("Asia/Jakarta")
    first, _, last = READ[text].partition("..")
    for field, other in (("from", first), ("to", last or first)):
        assert found(timeline, zone, f"{field}:{text}") == found(timeline, zone, f"{field}:{other}")
    if stamp(text) or " " not in READ[text]:  # an instant, or whole days
        day = found(timeline, zone, f"day:{text}")
        assert day == found(timeline, zone, f"day:{READ[text].partition(' ')[0]}")


@pytest.mark.parametrize(
    "text",
    [
        "2026-13-01T10:00:00Z", "2026-02-30T10:00:00Z", "2026-11-20T25:00:00Z", "2026-W54",
        "2026-11-20T10:61:00Z", "fri 13:20 XYZ", "fri 13:20 CET", "~noon", "after 2026-11-20",
        "2026-11-20..2026-11-21", "a while ago", "@nix", "@ann.middle", "1h after @ann",
        "Sat 20 Nov 2026 13:20", "fri 13:20 or so",
    ],
)  # fmt: skip
def test_what_is_no_moment(text: str) -> None:
    for field in ("from", "to"):
        with pytest.raises(QueryError) as error:
            found(TIMELINES["outage"], Zone("UTC"), f"{field}:{text}")
        assert error.value.hint


def test_weeks_are_those_of_iso_8601() -> None:
    assert week("2026-W53") is not None
    assert week("2020-W01-1") == week("2020W011")
    assert week("2026-11") is None


@pytest.mark.parametrize("name", TIMELINES)
def test_windows_between_events_say_what_is_known_of_their_distance(name: str) -> None:
    timeline = TIMELINES[name]
    zone = Zone(timeline.header.zone or "UTC")
    clock = Clock(zone, timeline.header.zero)
    every = [event.id for event in timeline.events][:12]
    for one in every:
        query = Query((read_term(f"from:@{one}"),))
        verdicts = {match.event.id: match.verdict for match in ask(timeline, query, clock).matches}
        since = counted(store(timeline), one)
        event = timeline[one]
        if not event.status:
            assert verdicts.get(one) == "certain" or since.zero is None
        for other in timeline.events:
            if other.disputed or other.status or other.end or since.zero is None:
                continue
            elapsed = since.of(other)
            if elapsed is None or elapsed[0].earliest is None:
                continue
            if elapsed[0].earliest >= 0:
                assert verdicts[other.id] == "certain"
            elif elapsed[0].latest is not None and elapsed[0].latest < 0:
                assert other.id not in verdicts
            else:
                assert verdicts[other.id] == "possible"


def test_events_without_any_date_stand_between_events() -> None:
    timeline = loads(
        "events:\n"
        "  - {id: c, title: C, when: after @b}\n"
        "  - {id: b, title: B, when: 10d after @a}\n"
        "  - {id: a, title: A}\n"
        "  - {id: d, title: D}\n"
    )
    zone = Zone("UTC")
    assert found(timeline, zone, "from:@b") == {"b", "c"}
    assert found(timeline, zone, "to:@b") == {"a", "b"}
    assert found(timeline, zone, "from:@b", "to:@b") == {"b"}
    answer = ask(timeline, Query((read_term("from:@b"),)), Clock(zone))
    assert answer.undated == 1  # of d nothing is known


def test_up_to_an_event_that_lasts_is_up_to_its_end() -> None:
    timeline = loads(
        "timeline: {zone: UTC}\n"
        "events:\n"
        "  2026-11-20:\n"
        "    - {id: talk, title: Talk, when: from 10:00 to 12:00}\n"
        "    - {id: note, title: Note, when: '11:00'}\n"
        "    - {id: over, title: Over, when: '13:00'}\n"
    )
    zone = Zone("UTC")
    assert found(timeline, zone, "to:@talk") == {"talk", "note"}
    assert found(timeline, zone, "to:@talk.start") == {"talk"}
    assert found(timeline, zone, "from:@talk.end") == {"over"}
    assert found(timeline, zone, "from:@talk", "to:@talk") == {"talk", "note"}
    assert found(timeline, zone, "not:to:@talk") == {"over"}
    assert found(timeline, zone, "from:@over", "from:@note") == {"talk", "note", "over"}
