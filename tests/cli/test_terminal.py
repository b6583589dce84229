"""How answers look in real terminals: width, colours, letters."""

from __future__ import annotations

import re
import subprocess
from datetime import date
from typing import TYPE_CHECKING

import pytest
from babel import Locale
from babel.dates import format_date

from ..support.commands import FILES as FILES_OF
from ..support.commands import run
from ..support.examples import sampled
from ..support.terminals import COMMAND, ENV, FILES, FIXTURES, bare, seen

if TYPE_CHECKING:
    from pathlib import Path

    from ..support.terminals import Seen

OPENAI = ("-f", str(FIXTURES / "openai.yaml"))
HARBOUR = ("-f", str(FILES / "harbour.yaml"))
SCRIPTS = ("-f", str(FILES / "scripts.yaml"))
COLOURS = ("cyan", "magenta", "blue", "green", "red", "brown")
"""Those of the first eight that are seen on light and on dark; brown is yellow."""
WIDTHS = (40, 80, 200)
VIEWS = (
    ("show",),
    ("show", "--as", "tree", "--delta"),
    ("count", "--by", "day,actor"),
    ("gaps", "--by", "actor"),
)


@pytest.mark.parametrize("columns", sampled(WIDTHS))
@pytest.mark.parametrize(
    "file", [pytest.param(HARBOUR, marks=pytest.mark.long, id="harbour"), SCRIPTS]
)
def test_a_terminal_shows_the_lines_as_they_were_written(
    file: tuple[str, str], columns: int
) -> None:
    """None of them wraps, none is cut, and no letter is wider than it was taken to be."""
    for view in VIEWS:
        found = seen(*view, "-q", *file, columns=columns)
        assert found.code == 0
        assert found.shown == [line.rstrip() for line in found.lines], view


@pytest.mark.parametrize("columns", sampled([1, 3, 20]))
def test_on_a_screen_too_narrow_for_anything_nothing_breaks(columns: int) -> None:
    for view in VIEWS[:3]:
        found = seen(*view, *HARBOUR, columns=columns)
        assert found.code == 0
        assert "Traceback" not in found.written


def column(found: Seen, row: int, text: str) -> int:
    """The last column in which a text of one-column letters begins; -1 where it is not."""
    line = found.screen.buffer[row]
    letters = [line[at].data for at in range(found.screen.columns)]
    size = len(text)
    places = (at for at in range(len(letters)) if "".join(letters[at : at + size]) == text)
    return max(places, default=-1)


def test_columns_line_up_for_letters_of_every_width() -> None:
    """Wide, half-wide, combining and right-to-left letters before them move no column."""
    ids = ("letter", "half", "emoji", "hebrew", "arabic", "thai", "combining", "korean")
    found = seen("show", "-q", *SCRIPTS, columns=200)
    places = {max(column(found, row, f" {name}") for row in range(20)) for name in ids}
    assert len(places) == 1
    assert min(places) > 40
    counted = seen("count", "--by", "actor", "-q", *SCRIPTS)
    assert len({column(counted, row, "  █") for row in range(2, 7)}) == 1


@pytest.mark.long
def test_no_colour_takes_the_background_to_be_dark_or_light() -> None:
    """Only colours that are seen on both; black, white and backgrounds are the terminal's own."""
    for command in (*VIEWS, ("why", "report"), ("show", "--as", "chart")):
        found = seen(*command, *HARBOUR, "--no-pager")
        rows = found.screen.buffer.values()
        letters = [cell for row in rows for cell in row.values() if cell.data.strip()]
        assert "\x1b[" in found.written, command
        assert {cell.bg for cell in letters} == {"default"}
        assert {cell.fg for cell in letters} <= {"default", *COLOURS}, command
        assert not any(cell.reverse for cell in letters)


@pytest.mark.long
def test_without_colour_there_is_no_escape_at_all() -> None:
    others = [
        ("why", "report"),
        ("check",),
        ("show", "--help"),
        ("show", "--as", "x"),
        ("--version",),
    ]
    others += [("show", "--lang", "x"), ("show", "--json"), ("shw",)]
    for command in [*VIEWS, *others]:
        files = HARBOUR if command[0] in ("show", "count", "gaps", "list", "why", "check") else ()
        found = seen(*command, *files, NO_COLOR="1")
        assert "\x1b" not in found.written, command
        assert found.written
    for environment in ({"TERM": "dumb"}, {"FORCE_COLOR": "0"}, {"CLICOLOR_FORCE": "0"}):
        assert "\x1b" not in seen("show", *HARBOUR, **environment).written


def test_a_colour_that_is_asked_for_is_there_even_on_a_dumb_terminal() -> None:
    for more, environment in (
        ((), {"FORCE_COLOR": "1", "TERM": "dumb"}),
        ((), {"CLICOLOR_FORCE": "1", "TERM": "dumb"}),
        (("--color", "always"), {"NO_COLOR": "1"}),
    ):
        assert "\x1b[1m" in seen("show", *HARBOUR, *more, **environment).written
    assert "\x1b" not in seen("show", *HARBOUR, NO_COLOR="1", FORCE_COLOR="1").written
    assert "\x1b" in seen("show", *HARBOUR, NO_COLOR="").written


def test_an_ascii_locale_gets_ascii() -> None:
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    for view in VIEWS:
        found = seen(*view, *SCRIPTS, **plain)
        assert found.code == 0
        assert found.written.isascii()
        assert found.shown == [line.rstrip() for line in found.lines], view


def test_json_does_not_depend_on_the_terminal() -> None:
    for view in (("show",), ("count",)):
        command = (*view, "-q", "--json", *HARBOUR)
        done = subprocess.run([COMMAND, *command], env=ENV, capture_output=True, check=True)
        assert seen(*command, columns=4000).written == done.stdout.decode()


@pytest.mark.parametrize("tag", ["id", "pt-BR", "ja", "he"])
def test_a_day_is_headed_in_the_language_that_was_asked_for(tag: str) -> None:
    heading = format_date(date(2023, 11, 20), "full", Locale.parse(tag.replace("-", "_")))
    found = seen("show", "--day", "monday", "--lang", tag, "-q", *OPENAI, columns=120)
    assert any(line.startswith(bare(heading)) for line in found.lines)


@pytest.mark.parametrize(
    "view",
    sampled([("show",), ("show", "--as", "tree"), ("show", "--json"), ("count", "--by", "hour")]),
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


def test_verbose_says_what_was_read_and_how_long_it_took() -> None:
    done = run("show", "-v", "-f", FILES_OF["harbour"], "--id", "moored")
    assert re.search(r"^crisis: read \S*harbour\.yaml: 10 events in \d+\.\d{3} s$", done.err, re.M)
    assert done.out == run("show", "-f", FILES_OF["harbour"], "--id", "moored").out
    assert "10 events" not in run("show", "-f", FILES_OF["harbour"], "--id", "moored").err


def test_a_remark_is_one_line_in_a_pipe_and_breaks_at_blanks_on_a_terminal() -> None:
    command = ("show", "--day", "monday", *HARBOUR)
    (remark,) = run(*command, "--width", "40").err.splitlines()
    found = seen(*command, columns=40)
    start = next(n for n, line in enumerate(found.lines) if line.startswith("crisis: "))
    assert " ".join(" ".join(found.lines[start:]).split()) == remark
    assert found.shown == [line.rstrip() for line in found.lines]


def test_errors_and_problems_have_a_hierarchy() -> None:
    """The name of an error is red, a place bold, a hint dim; a remark is dim and no error."""
    wrong = seen("show", "--as", "x", *HARBOUR)
    assert "\x1b[31mcrisis:\x1b[0m no such form" in wrong.written
    assert "\x1b[2m  hint: " in wrong.written
    assert "\x1b[2mcrisis:\x1b[0m" in seen("show", *HARBOUR).written
    broken = seen("check", "-f", str(FILES / "broken.yaml"), columns=120).written
    assert re.search(r"\x1b\[1m\S+broken.yaml:6:23:\x1b\[0m cannot read", broken)
    assert re.search(r"\x1b\[31m +\^\x1b\[0m", broken)
    disputed = seen("check", *HARBOUR).written
    assert "\x1b[1;35mdisputed:\x1b[0m when report was" in disputed
    for told in (("--color", "never"), ()):
        plain = {} if told else {"NO_COLOR": "1"}
        assert "\x1b[2m" not in seen("show", *HARBOUR, *told, **plain).written
