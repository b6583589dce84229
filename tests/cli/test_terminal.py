"""How answers look in real terminals: width, colours, letters."""

from __future__ import annotations

import itertools
import subprocess
from typing import TYPE_CHECKING

import pytest
from babel import Locale
from babel.dates import format_date
from rich.cells import cell_len

from .terminals import COMMAND, ENV, FILES, FIXTURES, seen

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

OPENAI = ("-f", str(FIXTURES / "openai.yaml"))
HARBOUR = ("-f", str(FILES / "harbour.yaml"))
SCRIPTS = ("-f", str(FILES / "scripts.yaml"))
WIDTHS = (40, 80, 200)
VIEWS = (
    ("show",),
    ("show", "--by", "actor,day"),
    ("show", "--by", "hour", "--delta"),
    ("show", "--as", "tree"),
    ("show", "--tz", "UTC", "--tz", "Asia/Tokyo", "--delta", "--reverse"),
    ("count",),
    ("count", "--by", "day,actor"),
    ("gaps", "--by", "actor"),
    ("gaps", "--tz", "UTC", "--tz", "Asia/Tokyo"),
    ("list", "actors"),
    ("list", "days"),
)


@pytest.mark.parametrize("columns", WIDTHS)
@pytest.mark.parametrize("file", [HARBOUR, SCRIPTS, OPENAI], ids=["harbour", "scripts", "openai"])
def test_no_line_is_wider_than_the_screen_or_falls_apart(
    file: tuple[str, str], columns: int
) -> None:
    """The terminal shows the very lines that were written: none wraps, none is cut."""
    for view in VIEWS:
        found = seen(*view, "-q", *file, columns=columns)
        assert found.code == 0
        assert max(map(cell_len, found.lines), default=0) <= columns, view
        assert found.shown == [line.rstrip() for line in found.lines], view


def test_on_a_very_narrow_screen_nothing_breaks() -> None:
    for columns, view in itertools.product((1, 3, 10, 20), VIEWS):
        found = seen(*view, "-q", *HARBOUR, columns=columns)
        assert found.code == 0
        assert "Traceback" not in found.written


@pytest.mark.parametrize("columns", WIDTHS)
def test_bars_and_gaps_say_the_same_in_every_width(columns: int) -> None:
    """Presentation changes, what is told does not: every number, every event is there."""
    for view in (("count", "--by", "actor"), ("gaps",), ("list", "sources")):
        narrow = "".join(
            "".join(line.split()) for line in seen(*view, *HARBOUR, columns=columns).lines
        )
        done = subprocess.run([COMMAND, *view, *HARBOUR], env=ENV, capture_output=True, check=True)
        for word in done.stdout.decode().split():
            if word.strip("█░·2026"):  # bars shrink, the year is said once
                assert word in narrow, (view, word)


def cells(found: object, row: int, columns: int) -> list[str]:
    """What stands in each column of a line of the screen."""
    line = found.screen.buffer[row]  # type: ignore[attr-defined]
    return [line[column].data for column in range(columns)]


def starts(found: object, row: int, text: str, columns: int) -> int:
    """The column in which a text of one-column letters begins; -1 where it is not."""
    line = cells(found, row, columns)
    places = (at for at in range(columns) if "".join(line[at : at + len(text)]) == text)
    return next(places, -1)


def test_columns_line_up_for_letters_of_every_width() -> None:
    """Wide, half-wide, combining and right-to-left letters before them move no column."""
    ids = ("letter", "half", "emoji", "hebrew", "arabic", "thai", "combining", "korean")
    found = seen("show", "-q", *SCRIPTS, columns=200)
    places = {
        name: next(p for row in range(40) if (p := starts(found, row, name, 200)) > 40)
        for name in ids
    }
    assert len(set(places.values())) == 1, places
    counted = seen("count", "--by", "actor", "-q", *SCRIPTS, columns=80)
    bars = [starts(counted, row, "█", 80) for row in range(2, 7)]
    assert len(set(bars)) == 1


def test_no_colour_takes_the_background_to_be_dark_or_light() -> None:
    """Only colours that are seen on both; black, white and backgrounds are the terminal's own."""
    commands = [*((*view, *HARBOUR) for view in VIEWS), ("why", "report", *HARBOUR)]
    for command in commands:
        found = seen(*command)
        letters = [
            cell
            for row in found.screen.buffer.values()
            for cell in row.values()
            if cell.data.strip()
        ]
        assert {cell.bg for cell in letters} == {"default"}
        assert {cell.fg for cell in letters} <= {
            "default",
            "cyan",
            "magenta",
            "blue",
            "green",
            "red",
        }
        assert not any(cell.reverse for cell in letters)
        assert any("\x1b[" in found.written for _ in letters), command


@pytest.mark.parametrize(
    "environment",
    [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {"FORCE_COLOR": "0"}, {"CLICOLOR_FORCE": "0"}],
    ids=lambda found: next(iter(found)),
)
def test_without_colour_there_is_no_escape_at_all(environment: dict[str, str]) -> None:
    others = [
        ("why", "report", *HARBOUR),
        ("check", *HARBOUR),
        ("show", "--help"),
        ("show", "--as", "x"),
    ]
    others += [("show", *HARBOUR, "--lang", "x"), ("--version",), ("show", *HARBOUR, "--json")]
    for command in [*((*view, *HARBOUR) for view in VIEWS), *others]:
        assert "\x1b" not in seen(*command, **environment).written, command


def test_a_colour_that_is_asked_for_is_there_even_on_a_dumb_terminal() -> None:
    for more, environment in (
        ((), {"FORCE_COLOR": "1", "TERM": "dumb"}),
        ((), {"CLICOLOR_FORCE": "1", "TERM": "dumb"}),
        (("--color", "always"), {"NO_COLOR": "1"}),
    ):
        assert "\x1b[1m" in seen("show", *HARBOUR, *more, **environment).written
    assert "\x1b" not in seen("show", *HARBOUR, NO_COLOR="1", FORCE_COLOR="1").written
    assert "\x1b" in seen("show", *HARBOUR, NO_COLOR="").written


@pytest.mark.parametrize("columns", WIDTHS)
def test_an_ascii_locale_gets_ascii(columns: int) -> None:
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    for view in VIEWS:
        for file in (HARBOUR, SCRIPTS):
            found = seen(*view, *file, columns=columns, **plain)
            assert found.code == 0
            assert found.written.isascii()
            quiet = seen(*view, "-q", *file, columns=columns, **plain)
            assert max(map(cell_len, quiet.lines)) <= columns, view


def test_json_does_not_depend_on_the_terminal() -> None:
    for view in (("show",), ("count",), ("gaps",), ("list", "actors")):
        command = (*view, "-q", "--json", *HARBOUR)
        done = subprocess.run([COMMAND, *command], env=ENV, capture_output=True, check=True)
        assert seen(*command, columns=4000).written == done.stdout.decode()


@pytest.mark.parametrize("tag", ["id", "nl", "pt-BR", "ja", "he", "th"])
def test_a_day_is_headed_in_the_language_that_was_asked_for(tag: str) -> None:
    from datetime import date

    day: date = date(2023, 11, 20)
    heading = format_date(day, "full", Locale.parse(tag.replace("-", "_")))
    found = seen("show", "--day", "monday", "--lang", tag, "-q", *OPENAI, columns=120)
    assert heading in found.lines


@pytest.mark.parametrize(
    "view", [("show",), ("show", "--as", "tree"), ("show", "--json"), ("count", "--by", "hour")]
)
def test_who_reads_only_the_first_line_ends_it(view: tuple[str, ...], tmp_path: Path) -> None:
    """There is more to write than a pipe holds."""
    lines = [f"  - {{id: e{n}, title: {'long ' * 20}, when: T+{n}h}}" for n in range(3000)]
    file = tmp_path / "long.yaml"
    head = "timeline: {zone: UTC, zero: 2026-01-01T00:00Z}\nevents:\n"
    file.write_text(head + "\n".join(lines), encoding="utf-8")
    script = 'set -o pipefail; "$@" | head -1'
    command = ["bash", "-c", script, "-", COMMAND, *view, "-q", "-f", str(file)]
    done = subprocess.run(command, env=ENV, capture_output=True, check=False, timeout=60)
    assert done.returncode in (0, 141)
    assert done.stderr == b""
    assert done.stdout.count(b"\n") == 1
