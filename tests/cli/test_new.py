"""A first file: good as it is and with its examples, nothing made up, nothing written over."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pexpect
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis.cli.dialogue.zone import completed, read_zone
from crisis.cli.request.first_file import TEMPLATES, file_name, first_file
from crisis.cli.terminal.exits import UsageError
from crisis.timeline.loading import loads

from ..support.commands import run
from ..support.terminals import COMMAND, ENV, finished, started

if TYPE_CHECKING:
    from pathlib import Path

EXAMPLE = re.compile(r"^( *)#(?=$|[^ ]|  )", re.MULTILINE)
"""What a comment begins with that is an example; behind prose stands one blank."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_template_is_good_as_it_is_and_with_all_its_examples(template: str) -> None:
    text = first_file(template, "A bad evening", "Asia/Jakarta")
    told = EXAMPLE.sub(r"\1", text)
    assert (told != text) is (template != "bare")
    for each in (text, told):
        loaded = loads(each)
        assert not [*loaded.problems, *loaded.conflicts]
        assert loaded.header.title == "A bad evening"
        assert loaded.header.zone == "Asia/Jakarta"
    assert len(loads(told).events) == len(loads(text).events) + (template != "bare")


@pytest.mark.parametrize("template", TEMPLATES)
def test_no_time_of_a_template_is_made_up(template: str) -> None:
    text = first_file(template, "A bad evening", "UTC")
    assert not re.search(r"^ *[^ #\n].*\d", text, re.MULTILINE)
    assert all(event.start.open for event in loads(text).events)


def test_an_incident_has_the_times_that_are_asked_for_afterwards() -> None:
    loaded = loads(first_file("incident", "Down", "UTC"))
    ids = [event.id for event in loaded.events]
    assert ids == ["start", "detected", "acknowledged", "mitigated", "resolved"]
    assert [measure.name for measure in loaded.header.measures] == [
        f"time to {what}" for what in ("detect", "acknowledge", "mitigate", "resolve")
    ]


@given(st.text(min_size=1), st.sampled_from(TEMPLATES))
def test_a_title_reads_back_exactly(title: str, template: str) -> None:
    title = f"{title}x"  # neither blank nor the name of a file
    loaded = loads(first_file(template, title, "UTC"))
    assert loaded.header.title == title
    assert not loaded.problems


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("A bad evening", "a-bad-evening"),
        ("Évènement à Oslo", "evenement-a-oslo"),
        ("../../etc/passwd", "etc-passwd"),
        ("2023: the year", "2023-the-year"),
        ("Event horizon", "event-horizon"),
        ("-rf *", "rf"),
        ("!?", "timeline"),
        ("Сбой", "сбои"),
        ("x" * 300, "x" * 40),
    ],
)
def test_the_name_of_the_file_is_made_from_the_title(title: str, name: str) -> None:
    assert file_name(title) == f"{name}.yaml"


def test_it_makes_a_file_and_prints_its_name(folder: Path) -> None:
    done = run("new", "A bad evening", "--zone", "UTC", "-q")
    assert done == ("a-bad-evening.yaml\n", "", 0)
    assert run("check", "--strict", "a-bad-evening.yaml") == ("", "", 0)
    assert "How it begins" in run("show", "a-bad-evening.yaml").out


def test_what_is_there_is_never_written_over(folder: Path) -> None:
    (folder / "mine.yaml").write_text("mine")
    (folder / "link.yaml").symlink_to(folder / "nowhere")
    for name in ("mine.yaml", "link.yaml"):
        done = run("new", "Once more", "--zone", "UTC", "-o", name)
        assert done.code == 2
        assert f"{name} is there already" in done.err
    assert (folder / "mine.yaml").read_text() == "mine"
    assert not (folder / "nowhere").exists()


def test_an_editor_is_told_of_the_schema_where_it_is(folder: Path) -> None:
    (folder / "crisis.schema.json").write_text(run("schema", "file").out)
    run("new", "Down", "--zone", "UTC")
    first, *_ = (folder / "down.yaml").read_text().splitlines()
    assert first == "# yaml-language-server: $schema=crisis.schema.json"
    assert run("check", "--strict", "down.yaml") == ("", "", 0)


@pytest.mark.parametrize(
    ("typed", "zones"),
    [
        ("europe/amst", ["Europe/Amsterdam"]),
        ("amst", ["Europe/Amsterdam"]),
        ("new y", ["America/New_York"]),
        ("utc", ["UTC"]),
        ("eur", ["Europe/"]),
        ("lon", ["Europe/London", "Arctic/Longyearbyen"]),
        ("santi", ["America/Santiago"]),
        ("sant", []),  # all in America, which would take the place of what is typed
        ("xyz", []),
    ],
)
def test_zones_are_completed(typed: str, zones: list[str]) -> None:
    assert [*completed(typed)] == zones


@pytest.mark.parametrize(
    ("line", "zone"),
    [
        ("jakarta", "Asia/Jakarta"),
        ("america/new york", "America/New_York"),
        ("New  York", "America/New_York"),
        ("sydney", "Australia/Sydney"),
        ("istanbul", ""),  # in Asia and in Europe
        ("west", ""),
        ("eastern", ""),
        ("EST", ""),
        ("Atlantis", ""),
    ],
)
def test_a_city_is_the_one_zone_that_is_called_so(line: str, zone: str) -> None:
    if zone:
        assert read_zone(line) == zone
    else:
        with pytest.raises(UsageError):
            read_zone(line)


def test_the_zone_is_asked_for_until_it_is_one(folder: Path) -> None:
    pytest.importorskip("readline")
    process = started("new", "A bad evening")
    process.expect_exact("zone: ")
    process.sendline("EST")
    process.expect_exact("name the place")
    process.expect_exact("zone: ")
    process.sendline("")
    process.expect_exact("needs a zone")
    process.expect_exact("zone: ")
    process.sendline("jakar\t")
    assert finished(process).code == 0
    assert "  zone: Asia/Jakarta\n" in (folder / "a-bad-evening.yaml").read_text()


def test_a_question_is_asked_on_the_terminal_and_the_file_goes_where_it_should(
    folder: Path,
) -> None:
    script = f"'{COMMAND}' new 'A bad evening' -o - > made.yaml"
    process = pexpect.spawn("/bin/sh", ["-c", script], env=ENV, timeout=30, echo=False)
    process.expect_exact("zone: ")
    process.sendline("UTC")
    assert finished(process).code == 0
    text = (folder / "made.yaml").read_text(encoding="utf-8")
    assert text == first_file("story", "A bad evening", "UTC")


@pytest.mark.parametrize("key", ["c", "d"])
def test_who_does_not_answer_gets_no_file(key: str, folder: Path) -> None:
    process = started("new", "A bad evening")
    process.expect_exact("zone: ")
    for _ in range(50):  # one that comes between the question and the wait for keys is not seen
        process.sendcontrol(key)
        if process.expect([pexpect.EOF, pexpect.TIMEOUT], timeout=1) == 0:
            break
    assert finished(process).code == 130
    assert not [*folder.iterdir()]
