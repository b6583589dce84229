"""``crisis log``: what is said now stands in the file, and everything else stays as it was."""

from __future__ import annotations

import io
import os
import re
import signal
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crisis.cli.request import now as clock
from crisis.cli.views import logged as logged_line
from crisis.timeline import Timeline, load, loads
from crisis.timeline.editing import excerpt
from crisis.timeline.editing.log_entry import Entry, log, log_into
from crisis.timeline.editing.names import Unfit, cleaned
from crisis.timeline.editing.rewrite import EventText, changed

from ..support.commands import run

if TYPE_CHECKING:
    from collections.abc import Callable

NOW = datetime.fromisoformat("2026-11-30T13:25:12.345678+01:00")
CRISIS = Path(sys.executable).with_name("crisis")
HEAD = "timeline: {title: T, zone: Europe/Oslo}\n"


def micros(moment: datetime) -> int:
    return round(moment.timestamp() * 1_000_000)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    def set_clock(moment: str) -> None:
        monkeypatch.setattr(clock, "now", lambda: micros(datetime.fromisoformat(moment)))

    set_clock(NOW.isoformat())
    return set_clock


def logged(text: str, entry: Entry, now: datetime = NOW) -> str:
    source = EventText("story.yaml", text)
    return changed(source, log(source, entry, micros(now))[0]).text


def written(text: str) -> list[str]:
    """What was written below the head."""
    return [line.strip() for line in text.splitlines()[1:]]


@pytest.mark.parametrize(
    ("phrase", "header", "when"),
    [
        ("", "2026-11-30:", "when: 13:25:12"),
        ("now", "2026-11-30:", "when: 13:25:12"),
        ("just now", "2026-11-30:", 'when: {is: "~13:25", quote: just now}'),
        ("20 minutes ago", "2026-11-30:", 'when: {is: "~13:05", quote: 20 minutes ago}'),
        ("1h20m ago", "2026-11-30:", 'when: {is: "~12:05", quote: 1h20m ago}'),
        ("45s ago", "2026-11-30:", 'when: {is: "~13:24:27", quote: 45s ago}'),
        ("14 hours ago", "2026-11-29:", 'when: {is: "~23:25", quote: 14 hours ago}'),
        ("3 days ago", "2026-11-27:", "when: {is: 2026-11-27, quote: 3 days ago}"),
        (
            "a few minutes ago",
            "2026-11-30:",
            "when: {is: between 13:19 and 13:23, quote: a few minutes ago}",
        ),
        ("in 20 minutes", "2026-11-30:", 'when: {is: "~13:45", quote: in 20 minutes}'),
        ("12:10", "2026-11-30:", "when: 12:10"),
        ("yesterday 22:05", "2026-11-29:", "when: 22:05"),
        ("yesterday evening", "2026-11-29:", "when: evening"),
        ("this morning", "2026-11-30:", "when: morning"),
        ("last night", "undated:", "when: 2026-11-29 night"),
        ("a moment ago", "2026-11-30:", 'when: {is: "~13:25", quote: a moment ago}'),
        ("today 23:50", "2026-11-30:", "when: 23:50"),
        ("2026-11-29 14:05", "2026-11-29:", "when: 14:05"),
        ("20 November 14:00", "2026-11-20:", "when: 20 November 14:00"),
        ("2026-11-29", "2026-11-29:", "title: X"),
        ("between 12:00 and 13:00", "2026-11-30:", "when: between 12:00 and 13:00"),
        ("from 12:00 to now", "2026-11-30:", "when: from 12:00 to 13:25:12"),
        (
            "between yesterday 14:00 and now",
            "undated:",
            "when: between 2026-11-29 14:00 and 2026-11-30 13:25:12",
        ),
        ("November 2026", "undated:", "when: November 2026"),
        ("2026-11-29T14:05:00Z", "2026-11-29:", "when: 2026-11-29T14:05:00Z"),
    ],
)
def test_when(phrase: str, header: str, when: str) -> None:
    after = logged(HEAD, Entry("X", phrase))
    assert written(after)[1:3] == [header, f"- {when}"]
    assert not re.search(r"when.*\b(now|today|yesterday)\b(?!\})", after)
    assert not loads(after).problems
    if phrase == "20 November 14:00":
        return  # without a header it lacks its year
    flat = f"{HEAD}events:\n  - {{title: Y, when: 2020}}\n"
    event = next(
        event for event in loads(logged(flat, Entry("X", phrase))).events if event.id == "x"
    )
    if phrase and phrase[0] != "~" and "ago" not in phrase:
        assert event.start == loads(after).events[0].start


@pytest.mark.parametrize(
    ("phrase", "message"),
    [
        ("the other day", "cannot read"),
        ("gestern", "cannot read"),
        ("2 months ago", "no time that a clock shows"),
        ("23:50", "still to come today"),
        ("ago", "cannot read"),
    ],
)
def test_no_time(phrase: str, message: str) -> None:
    with pytest.raises(Unfit, match=message) as refused:
        logged(HEAD, Entry("X", phrase))
    assert refused.value.hint


@pytest.mark.parametrize(
    ("phrase", "hint"),
    [
        ("20m", "20m ago, or 20m after @id"),
        ("-20m", "20m ago, or 20m after @id"),
        ("2 hours", "2 hours ago, or 2 hours after @id"),
        ("Sunday 23:40", "a weekday is no date: write 2026-11-29 23:40 or 2026-12-06 23:40"),
    ],
)
def test_no_time_is_answered_by_what_can_be_typed(phrase: str, hint: str) -> None:
    with pytest.raises(Unfit) as refused:
        logged(HEAD, Entry("X", phrase))
    assert refused.value.hint == hint


def test_an_hour_that_comes_twice_has_its_offset() -> None:
    for offset in ("+02:00", "+01:00"):
        now = datetime.fromisoformat(f"2026-10-25T02:30:00{offset}")
        (event,) = loads(logged(HEAD, Entry("X"), now)).events
        assert event.start.earliest == micros(now)


def test_a_julian_file_has_a_header_of_the_day_that_is_meant() -> None:
    (event,) = loads(logged("timeline: {zone: UTC, calendar: julian}\n", Entry("X"))).events
    assert event.start.earliest == micros(NOW.replace(microsecond=0))


def test_no_zone_no_clock(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("timeline: {title: T}\n")
    done = run("log", "X", "-f", str(path))
    assert (done.code, path.read_text()) == (3, "timeline: {title: T}\n")
    assert "names no zone" in done.err


TITLES = st.text(max_size=30) | st.sampled_from(
    ['- "# : @ yes 2023-01-01 12:30', "no", "~", "null", "- a", "a: b", "'", "#", "@x", "%", "|"]
)


@settings(max_examples=60)
@given(TITLES, st.lists(TITLES, max_size=2), st.booleans())
def test_a_title_comes_back(title: str, tags: list[str], flow: bool) -> None:
    text = HEAD + ("events: [{title: First}]\n" if flow else "events:\n  - title: First\n")
    if not cleaned(title):
        with pytest.raises(Unfit):
            logged(text, Entry(title))
        return
    tags = [tag for tag in tags if cleaned(tag)]
    timeline = loads(logged(text, Entry(title, tags=tuple(tags))))
    assert [event.title for event in timeline.events] == ["First", cleaned(title)]
    assert list(timeline.events[1].tags) == list(dict.fromkeys(map(cleaned, tags)))
    assert not timeline.problems


def test_what_a_terminal_would_obey_is_taken_out() -> None:
    assert (
        cleaned(" \x1b[31mred\x1b[0m\tand\x00 \x1b]0;title\x07\ud800\n blue ")
        == "red and  \ufffd  blue"
    )


FILES = (
    HEAD,
    f"""# head
{HEAD}actors: {{ana: Ana}} # who
# events
events:
  # day
  2026-11-29: # Sunday
    - title: A # a
      # in a
    # before b
    - title: B
      text: |
        # no comment

  # next
  2026-12-02:
  - {{title: C}} # c
# end
""",
    f"""{HEAD}events: # flat
- title: A
  when: 2026-11-30 09:00
# b
- title: B # b

# end""",
    f"""{HEAD}events: {{ # flow
  2026-11-30: [{{title: A}}, # a
   {{title: B}}]
}} # end
""",
)
ENTRIES = st.builds(
    Entry,
    st.sampled_from(["A", "B", "X: y", "Z # z", "a"]),
    st.sampled_from(["", "20 minutes ago", "yesterday 14:00", "2026-12-01", "after @a", "10:00"]),
    st.sampled_from([(), ("ana",), ("New One/told", "ana")]),
    st.sampled_from([(), ("t",)]),
    st.sampled_from([(), ("paper",)]),
    st.sampled_from(["", "first", "second"]),
)


def comments(text: str) -> list[str]:
    """The comments of a text: all else with a # in it is quoted or capital here."""
    return re.findall("# [a-z].*", text.replace("Z # z", ""))


def said(timeline: Timeline) -> dict[str, object]:
    return {
        event.id: (
            event.titles,
            [(claim.phrase, claim.quote) for claim in event.when],
            event.actors,
            event.sources,
            event.tags,
            event.header,
            event.texts,
        )
        for event in timeline.events
    }


@settings(max_examples=25)
@given(st.sampled_from(FILES), st.lists(ENTRIES, min_size=1, max_size=5))
def test_after_all_logs_the_old_events_and_the_new_are_there(
    text: str, entries: list[Entry]
) -> None:
    for entry in entries:
        before = loads(text)
        try:
            after = logged(text, entry)
        except Unfit:
            continue
        there, now = said(before), said(loads(after))
        new = now.keys() - there.keys()
        assert len(new) == 1
        assert {name: value for name, value in now.items() if name not in new} == there
        assert next(e for e in loads(after).events if e.id in new).title == entry.title
        assert len(loads(after).problems) == len(before.problems)
        assert comments(after) == comments(text)
        text = after


def test_lines_are_stamped_when_they_come(
    tmp_path: Path, at: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(HEAD)

    class Coming(io.BytesIO):
        lines = iter([("13:00:01", b"one\n"), ("13:00:05", b"  \n"), ("13:00:09", b"\x1btwo\xff")])

        def readline(self, _: int | None = None) -> bytes:
            moment, line = next(self.lines, ("14:00:00", b""))
            at(f"2026-11-30T{moment}+01:00")
            return line

    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=Coming(), isatty=lambda: False))
    done = run("log", "-", "-f", str(path))
    assert done.code == 0
    assert re.findall(r"when: (.*)", path.read_text()) == ["13:00:01", "13:00:09"]
    assert [event.title for event in load(str(path)).events] == ["one", "two\ufffd"]
    assert done.out.count("\n") == 2


def test_lines_are_written_as_they_come_and_ctrl_c_ends_them(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(HEAD)
    with subprocess.Popen(
        [CRISIS, "log", "-", "-f", str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for line in (b"one\n", b"\n", b"two\n"):
            process.stdin.write(line)
            process.stdin.flush()
            if line.strip():
                assert line.strip() in process.stdout.readline()
                assert line.decode().strip() in path.read_text()
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 130
    assert os.listdir(tmp_path) == ["a.yaml"]


def test_a_line_that_cannot_be_written_is_told_and_the_others_are(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(HEAD)
    lines = b"one\n" + b"x" * 1_000_001 + b"\ntwo\n"
    done = subprocess.run(
        [CRISIS, "log", "-", "-f", str(path)], input=lines, capture_output=True, check=False
    )
    assert done.returncode == 3
    assert b"line 2 is not written: a title of more than" in done.stderr
    assert [event.title for event in load(str(path)).events] == ["one", "two"]


@pytest.mark.long
def test_two_hundred_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(HEAD)
    running = [
        subprocess.Popen([CRISIS, "log", f"Event {number}", "-q", "-f", str(path)])
        for number in range(200)
    ]
    assert [process.wait() for process in running] == [0] * 200
    timeline = load(str(path))
    assert {event.title for event in timeline.events} == {f"Event {n}" for n in range(200)}
    assert not timeline.problems
    assert os.listdir(tmp_path) == ["a.yaml"]


@pytest.mark.long
def test_killed_at_any_moment_it_leaves_a_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(HEAD)
    for moment in range(40):
        before = path.read_text()
        with subprocess.Popen([CRISIS, "log", f"Event {moment}", "-q", "-f", str(path)]) as process:
            time.sleep(0.005 * moment)
            process.kill()
        after = path.read_text()
        if after != before:
            assert loads(after).events[-1].title == f"Event {moment}"
    assert run("log", "The last", "-f", str(path)).code == 0
    assert os.listdir(tmp_path) == ["a.yaml"]
    assert not load(str(path)).problems


@pytest.mark.parametrize("zero", ["", ", zero: 2026-11-30 12:00", ", zero: 2020-01-01 12:00"])
@pytest.mark.parametrize(
    "entry",
    [Entry("X\u200b y"), Entry("X", actors=("ana/told", "bo")), Entry("X", tags=("t",), id="y")],
)
def test_what_is_printed_at_once_is_what_show_has(
    zero: str,
    entry: Entry,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(f"timeline: {{zone: Europe/Oslo{zero}}}\nactors: {{ana: Ana Ruiz}}\n")
    done = log_into(str(path), entry, micros(NOW))
    quick = logged_line.shown(str(path), done, "never", None)
    monkeypatch.setattr(logged_line, "_quick", lambda *_: None)
    assert quick == logged_line.shown(str(path), done, "never", None)


@pytest.mark.parametrize(
    "entry",
    [
        Entry("X", "20 minutes ago"),
        Entry("X", "2026-11-29 22:05", ("ana/told",), more=(("status", "planned"),)),
        Entry("X", "this morning"),
        Entry("X", "after @a"),
        Entry("X", more=(("caused_by", "a"),)),
        Entry("Second"),  # somebody speaks of it already
    ],
)
@pytest.mark.parametrize("zero", ["", ", zero: 2026-11-29 12:00", ", zero: a"])
def test_an_event_out_of_an_excerpt_is_printed_as_show_has_it(
    entry: Entry, zero: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(
        f"timeline: {{zone: Europe/Oslo{zero}}}\nevents:\n  2026-11-29:\n"
        "    - {id: a, title: A, when: 09:00}\n  2026-11-30:\n"
        "    - {title: B, when: 09:00}\n  2026-12-01:\n"
        "    - {title: C, when: 10h after @second}\n"
    )
    monkeypatch.setattr(excerpt, "SMALLEST", 0)
    done = log_into(str(path), entry, micros(NOW))
    whole = done._replace(excerpt="", plain=False)
    assert logged_line.shown(str(path), done, "never", None) == (
        logged_line.shown(str(path), whole, "never", None)
    )
