"""Calendars of ours as khal and ical.js read them: the same events at the same times."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest

from crisis.cli.main import main
from crisis.cli.terminal.exits import DATA, OK

from ..robust.test_forms_hostile import EVIL, file_of
from ..support.clients import ROOT, installed, node, told
from ..support.odd_story import ODD

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.long

KHAL = """[calendars]
[[x]]
path = {home}/vdir
[locale]
timeformat = %H:%M:%S
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%dT%H:%M:%S
longdatetimeformat = %Y-%m-%dT%H:%M:%S
local_timezone = {zone}
default_timezone = {zone}
[sqlite]
path = {home}/khal.db
"""
SECOND = timedelta(seconds=1)
STORIES = ("openai", "three-mile-island", "blackout-2003", "titanic", "odd", "evil")


class Read(NamedTuple):
    """What a program shows of an event: whole days, or instants; the end is not part of it."""

    begin: date
    over: date
    summary: str


@pytest.fixture(scope="module", params=STORIES)
def story(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An event file."""
    texts = {"odd": ODD, "evil": file_of(EVIL)}
    if request.param not in texts:
        path: Path = ROOT / f"fixtures/{request.param}.yaml"
        return path
    path = tmp_path_factory.mktemp("story") / f"{request.param}.yaml"
    path.write_text(texts[request.param], "utf-8")
    return path


def shown(story: Path, path: Path, *options: str) -> Path:
    """An answer in a form, as a file."""
    code = main(["show", "-q", "-f", str(story), "-o", str(path), *options])
    assert code in (OK, DATA)  # a mistake in a file hides nothing of the rest
    return path


def khal(calendar: Path, home: Path, zone: str) -> dict[str, Read]:
    program = installed("khal") / "bin/khal"
    config = home / f"{zone.replace('/', '-')}.conf"
    config.write_text(KHAL.format(home=home, zone=zone), "utf-8")
    fields = "{uid}|{start-long-full}|{end-long-full}|{all-day}|{title}"
    env = {"HOME": str(home), "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"}
    asked = (program, "-c", config, "printics", "--format", fields, calendar)
    first, *lines = told(*asked, env=env).splitlines()
    assert first.startswith(f"{len(lines)} events found")
    rows = [line.split("|", 4) for line in lines]
    return {row[0]: _read(*row[1:3], row[3] == "True", row[4]) for row in rows}


def _read(begin: str, over: str, days: bool, title: str) -> Read:
    """Khal writes the last day of several, and years without their noughts."""
    first, last = (datetime.fromisoformat(f"{at:0>19}").replace(tzinfo=UTC) for at in (begin, over))
    if days:
        return Read(first.date(), last.date() + timedelta(days=1), title)
    return Read(first, last, title)


def ical_js(calendar: Path) -> dict[str, Read]:
    return {
        each["uid"]: Read(_at(each["begin"]), _at(each["over"]), each["summary"])
        for each in json.loads(node("ical.mjs", calendar))
    }


def _at(text: str) -> date:
    if "T" not in text:
        return date.fromisoformat(f"{text:0>10}")
    assert text.endswith("Z")
    return datetime.fromisoformat(f"{text:0>20}")


def test_both_read_the_same(story: Path, tmp_path: Path) -> None:
    calendar = shown(story, tmp_path / "x.ics")
    assert khal(calendar, tmp_path, "UTC") == ical_js(calendar)


def test_every_dated_event_is_there_where_it_may_have_been(story: Path, tmp_path: Path) -> None:
    read = ical_js(shown(story, tmp_path / "x.ics"))
    by_id = {uid.partition("@")[0]: each for uid, each in read.items()}
    answer = json.loads(shown(story, tmp_path / "x.json").read_text("utf-8"))
    events, zone = answer["events"], ZoneInfo(answer["query"]["zone"])
    lost = {"never", "last-day"} if story.name == "odd.yaml" else set()
    assert by_id.keys() == {event["id"] for event in events} - lost
    for event in events:
        if event["id"] in by_id:
            _check(event, by_id[event["id"]], zone)


def _check(event: dict[str, Any], read: Read, zone: ZoneInfo) -> None:
    """No second is shown that nobody stated, and none is missing but of the clock that ends it."""
    start, end = event["start"], event["end"]
    low, high = start["earliest"], (end or start)["latest"]
    if low is None or high is None:
        sides = [bound[side] for bound in (start, end) if bound for side in ("earliest", "latest")]
        assert str(read.begin)[:7] in {at[:7] for at in sides if at}  # a limit that is known
        return
    first, last = (datetime.fromisoformat(at).astimezone(zone) for at in (low, high))
    if not isinstance(read.begin, datetime):
        stop = last - timedelta(microseconds=1) if end else last
        assert (read.begin, read.over) == (first.date(), stop.date() + timedelta(days=1))
        return
    assert isinstance(read.over, datetime)
    assert timedelta() <= first - read.begin < SECOND
    if end is None and last - first < SECOND and last.second == first.second:
        assert read.over == read.begin
    elif end is None:
        assert timedelta() <= read.over - last < SECOND
    else:
        assert datetime.fromisoformat(end["earliest"]) - SECOND < read.over < last + SECOND


def test_texts_are_read_exactly(tmp_path: Path) -> None:
    path = tmp_path / "odd.yaml"
    path.write_text(ODD, "utf-8")
    events = json.loads(node("ical.mjs", shown(path, tmp_path / "x.ics")))
    found = {event["own"]["id"]: event for event in events}
    lines = found["lines"]
    assert lines["summary"] == "Two lines BEGIN:VEVENT X-EVIL:1"
    assert lines["location"] == lines["own"]["place"] == "a,b;c\\d"
    assert lines["categories"] == ["a,b", "c;d"]
    assert lines["own"]["tags"] == "a,b; c\\;d"
    assert "Text: one\nText: two\nText: END:VCALENDAR" in lines["description"]
    assert found["planned"]["related"] == [["X-CAUSED-BY", found["day"]["uid"]]]


@pytest.mark.parametrize("name", ["openai", "titanic"])
def test_days_stay_days_in_any_zone(name: str, tmp_path: Path) -> None:
    """A day is that day wherever its reader is, and neither the one before nor the one behind."""
    story = ROOT / f"fixtures/{name}.yaml"
    calendar = shown(story, tmp_path / "x.ics")
    here = khal(calendar, tmp_path, "UTC")
    days = {uid: read for uid, read in here.items() if not isinstance(read.begin, datetime)}
    for zone in ("Pacific/Kiritimati", "America/Los_Angeles"):
        there = khal(calendar, tmp_path, zone)
        assert {uid: there[uid] for uid in days} == days
