"""Help teaches: examples come first and run, every option has its place, nothing is forgotten."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pexpect
import pytest

from crisis.cli.help.manual import manual
from crisis.cli.help.markup import Heading, Paragraph, Rows, Verbatim, blocks
from crisis.cli.help.pages import GLOBAL, page
from crisis.cli.help.text import text
from crisis.cli.help.topics import TOPICS
from crisis.cli.main import main
from crisis.cli.request.forms import FORMS
from crisis.cli.request.parameters import HEADINGS, Option, parameters
from crisis.cli.request.registry import COMMANDS, command, summary
from crisis.cli.terminal import exits
from crisis.cli.terminal.output import Screen
from crisis.timeline.base.languages import ENGLISH
from crisis.timeline.formats.schemas import NAMES
from crisis.timeline.query.terms import FIELDS
from crisis.timeline.reports.groups import GROUPINGS

from ..support.commands import run
from ..support.terminals import seen

ROOT = Path(__file__).parents[2]
COMMAND = Path(sys.executable).parent / "crisis"
OUTAGE = ROOT / "tests/cases/files/outage.yaml"
ENV = {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "TZ": "Pacific/Kiritimati"}
PAGES = ["", *COMMANDS, *TOPICS]
SILENT = tuple(f"crisis {name}" for name in ("cache", "check", "fmt", "sort"))  # where all is well
SAMPLES = {
    "tickets.csv": "datetime,title\n2026-11-20 10:00,Mail is slow\n",
    "tickets.rules": "reader: csv\nzone: Europe/Amsterdam\nwhen: datetime\ntitle: title\n",
    "journal.jsonl": '{"__REALTIME_TIMESTAMP": "1763646127000000", "_BOOT_ID": "b",'
    ' "__CURSOR": "s=1", "MESSAGE": "Started."}\n',
    "calendar.ics": "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nBEGIN:VEVENT\nUID:1\n"
    "DTSTAMP:20261120T090000Z\nDTSTART:20261120T100000Z\nSUMMARY:A review\n"
    "END:VEVENT\nEND:VCALENDAR\n",
}
CHANNELS = {
    "channels.json": '[{"id": "C1", "name": "general"}]',
    "users.json": '[{"id": "U1", "name": "ana"}]',
    "general/2026-11-20.json": '[{"type": "message", "user": "U1", "ts": "1763646127.000100",'
    ' "text": "Mail is slow"}]',
}
"""What stands in the files that the examples of import read."""
SETTING = re.compile(r"[A-Z_]+=\S+ ")


def examples(name: str) -> list[str]:
    rows = [block for block in page(name) if isinstance(block, Rows)]
    lefts = [SETTING.sub("", left) for each in rows for left, _ in each.pairs]
    return [left for left in lefts if left.startswith("crisis ") and "OPTION" not in left]


ASKING = {
    'crisis new "A bad evening"',
    "crisis add",
    "crisis add -f my.yaml",
    "crisis edit -f my.yaml",
    "crisis edit outage -f my.yaml",
}
"""What needs somebody at a terminal."""
EXAMPLES = sorted(
    line
    for line in {line for name in PAGES for line in examples(name)} - ASKING
    if line != "crisis COMMAND --help" and "sc://" not in line  # which asks a server
)


# What it shows


@pytest.mark.parametrize(
    "arguments",
    [[["help"], ["--help"], ["-h"], []], [["help", "show"], ["show", "--help"], ["show", "-h"]]],
)
def test_the_same_help_in_every_way(
    arguments: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    shown = set()
    for each in arguments:
        assert main(each) == 0
        shown.add(capsys.readouterr())
    assert len(shown) == 1
    assert shown.pop().err == ""


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [40, 60, 80, 100])
def test_help_fits(name: str, width: int, capsys: pytest.CaptureFixture[str]) -> None:
    """But for what is typed as it is: an example is not broken."""
    assert main(["help", *([name] if name else []), "--width", str(width)]) == 0
    lefts = {left for block in page(name) if isinstance(block, Rows) for left, _ in block.pairs}
    for block in page(name):
        lefts |= {line.strip() for line in block.lines} if isinstance(block, Verbatim) else set()
    out = capsys.readouterr().out
    long = [line for line in out.splitlines() if len(line) > width and line.strip() not in lefts]
    assert not long
    assert {sign for sign in out if not sign.isascii()} <= set("–→≠∨×↕Δ●░█◇○◂▸╭│╰")
    assert not re.search(r" $|\n\n\n|\A\n", out, re.MULTILINE)


def test_help_for_what_there_is_not(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["help", "filter"]) == 2
    assert capsys.readouterr().err.splitlines()[1] == '  hint: did you mean "filters" or "file"?'
    assert main(["help", "xyzzy"]) == 2
    assert "the topics are filters" in capsys.readouterr().err
    assert main(["help", "--width", "3"]) == 2


def test_long_help_goes_through_the_pager(tmp_path: Path) -> None:
    pager = tmp_path / "pager"
    pager.write_text(f"#!/bin/sh\nwc -l > {tmp_path}/lines\n")
    pager.chmod(0o755)
    env = ENV | {"CRISIS_PAGER": str(pager), "LINES": "20", "TERM": "xterm"}
    for arguments, paged in (
        (["help", "filters"], True),
        (["show", "--help"], True),
        (["help", "filters", "--no-pager"], False),
    ):
        shown = pexpect.run(shlex.join([str(COMMAND), *arguments]), env=env, timeout=30)
        assert (tmp_path / "lines").exists() == paged
        assert (b"Examples" in shown) != paged
        (tmp_path / "lines").unlink(missing_ok=True)


# What it teaches


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_says_what_it_is_for_and_shows_how(name: str) -> None:
    assert 10 < len(summary(name)) <= 66  # one line of the overview
    assert (command(name).__doc__ or "").startswith(f"{summary(name)}.\n")
    assert any(line.startswith(f"crisis {name}") for line in examples(name))
    taken = [each.spec for each in parameters(command(name))]
    assert all(spec.help for spec in taken)
    assert all(spec.heading in HEADINGS for spec in taken if isinstance(spec, Option))


@pytest.mark.parametrize("name", ["show", "count", "help"])
def test_a_python_without_docstrings_has_the_same_help(name: str) -> None:
    found = [
        subprocess.run(
            [COMMAND, name, "--help"],
            capture_output=True,
            check=True,
            env={**ENV, "PYTHONOPTIMIZE": level, "PYTHONDONTWRITEBYTECODE": "1"},
        )
        for level in ("0", "2")
    ]
    assert found[0].stdout == found[1].stdout
    assert b"Examples\n  crisis" in found[1].stdout


@pytest.mark.parametrize("name", PAGES)
def test_examples_come_first(name: str) -> None:
    found = page(name)
    assert isinstance(found[0], Paragraph)
    assert found[1] == Heading("Examples")
    assert isinstance(found[2], Rows)


def revisions(folder: Path) -> None:
    """A repository with two commits of a file, which is another once more by now."""
    clean = {"PATH": os.environ["PATH"], "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1"}
    story, text = folder / "my.yaml", OUTAGE.read_text("utf-8")
    for words in (("init", "-q"), ("add", "."), ("commit", "-qm", "a"), ("commit", "-qam", "b")):
        if words[-1] == "b":
            story.write_text(text.replace("13:20", "13:10"), "utf-8")
        own = ("-c", "user.name=a", "-c", "user.email=a@b")
        subprocess.run(["git", *own, *words], cwd=folder, env=clean, check=True)
    story.write_text(text.replace("13:20", "13:00"), "utf-8")


def files_for(line: str, folder: Path) -> None:
    """The files that an example names, in a folder."""
    for name in (
        "my.yaml",
        "evening.yaml",
        "story.yaml",
        *(["crisis.yaml"] if "crisis log" in line else []),
    ):
        shutil.copy(OUTAGE, folder / name)
    shutil.copy(OUTAGE.with_name("measured.yaml"), folder / "incident.yaml")
    shutil.copy(OUTAGE.with_name("measured-2.yaml"), folder / "later.yaml")
    if line.startswith(("crisis diff", "crisis compare", "crisis merge")):
        revisions(folder)
    if ".parquet" in line:
        pytest.importorskip("duckdb", reason="DuckDB reads tables, and is not installed")
        for name in ("story.parquet", "2026-01.parquet", "2026-02.parquet"):
            table = "outage" if name == "2026-02.parquet" else "harbour"
            shutil.copy(OUTAGE.parent / f"tables/{table}.parquet", folder / name)
    if "crisis import" in line:
        for name, text in SAMPLES.items():
            (folder / name).write_text(text, "utf-8")
        with zipfile.ZipFile(folder / "slack-export.zip", "w") as export:
            for name, text in CHANNELS.items():
                export.writestr(name, text)


@pytest.mark.parametrize("line", EXAMPLES)
def test_every_example_runs_and_has_an_answer(
    line: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """As it stands there, by a shell, with a file where one is named; ``man`` is left to others."""
    files_for(line, tmp_path)
    if not re.search("[|<>]", line):
        monkeypatch.chdir(tmp_path)
        monkeypatch.delenv("CRISIS_FILE", raising=False)
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
        code = main(shlex.split(line)[1:])
        out, err = capsys.readouterr()
        assert code == line.startswith(("crisis diff", "crisis compare", "crisis merge")), err
        to = re.search(" (?:-o|import .* --to) (.+)", line)
        written = (tmp_path / to[1]).read_bytes() if to else b""
        assert out or written or line.startswith(SILENT)
        assert "no event matches" not in err
        return
    line = line.replace(" | man -l -", "")
    if " jq " in line and shutil.which("jq") is None:
        line = line.partition(" | jq")[0]
    path = f"{COMMAND.parent}:{os.environ.get('PATH', os.defpath)}"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", line],
        cwd=tmp_path,
        env=ENV | {"PATH": path, "HOME": str(tmp_path)},
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=60,
    )
    problems = [each for each in done.stderr.splitlines() if "bundled timeline" not in each]
    assert done.returncode == 0, done.stderr
    given = {"my.yaml", "slack-export.zip", *SAMPLES}
    written = [each for each in tmp_path.iterdir() if each.name not in given]
    silent = "/dev/null" in line or line.startswith("crisis check")
    assert done.stdout or silent or any(each.stat().st_size for each in written), line
    assert not any("no event matches" in each or "hint" in each for each in problems), done.stderr


def test_the_way_from_help_to_an_answer(capsys: pytest.CaptureFixture[str]) -> None:
    """Microsoft's people on Saturday night, in Dutch time, as a tree: with only the help."""
    main(["--help"])
    out = capsys.readouterr().out
    line = next(line for line in out.splitlines() if "actor:microsoft" in line)
    for needed in ("day:sat", "--tz Europe/Amsterdam", "--as tree"):
        assert needed in line
    assert "crisis help filters" in out
    main(["help", "filters"])
    assert 'crisis show --from "sat 18:00" --to "sun 06:00"' in capsys.readouterr().out
    arguments = shlex.split(line)[1:]
    assert main([*arguments, "-q"]) == 0
    assert "Europe/Amsterdam" in capsys.readouterr().out


# What must not be forgotten


def words_of(name: str) -> set[str]:
    return set(re.findall(r"[\w./-]+", text(page(name), 1000)))


def sources() -> list[str]:
    paths = [path for folder in ("cli", "timeline") for path in (ROOT / folder).rglob("*.py")]
    return [path.read_text(encoding="utf-8") for path in paths]


def test_every_filter_is_explained() -> None:
    found = text(page("filters"), 80)
    assert all(f"  {field}:" in found for field in FIELDS)


def test_every_exit_code_is_explained() -> None:
    codes = {value for name, value in vars(exits).items() if name.isupper()}
    assert {str(code) for code in codes} <= words_of("exit-codes")


def test_every_variable_is_explained() -> None:
    pattern = re.compile(r"""(?:environ(?:\.get\(|\[)|getenv\(|\bsaid\()["']([A-Z_]+)""")
    read = {name for source in sources() for name in pattern.findall(source)}
    assert {"CRISIS_FILE", "COLUMNS", "CRISIS_DEBUG"} <= read
    assert read <= words_of("environment"), read - words_of("environment")


def test_every_document_is_explained() -> None:
    assert {f"crisis.{name}/1" for name in NAMES if name != "file"} <= words_of("json")


def test_every_form_and_group_is_named_in_its_option() -> None:
    helps = {each.spec[0]: each.spec.help for each in parameters(command("show"))}
    assert set(FORMS) <= set(re.findall(r"[\w-]+", helps["--as"]))
    assert set(GROUPINGS) <= set(re.findall(r"[\w-]+", helps["--by"]))


def test_the_overview_lists_all_commands_and_topics() -> None:
    out = text(page(""), 100)
    for name in COMMANDS:
        assert re.search(rf"^  {name} +{re.escape(summary(name))}$", out, re.MULTILINE)
    for name in TOPICS:
        assert f"  crisis help {name} " in out
    for each in GLOBAL:
        assert each.spec.help in out


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_the_marks_of_an_answer_are_shown_as_it_has_them(encoding: str) -> None:
    shown = run("help", "times", encoding=encoding).out
    look = Screen(False, None, False, encoding == "ascii", ENGLISH)
    for sign in (look.disputed, look.conflicted, look.unordered, look.delta):
        assert re.search(rf"^  {re.escape(sign)}", shown, re.M), sign
    assert f"13:22{look.dash}13:46" in shown
    assert f"10:00 {look.arrow} 13:00" in shown


# The manual page


def test_the_manual_has_every_command_option_and_topic() -> None:
    page = manual()
    for name in COMMANDS:
        assert f"\n.SS crisis {name}\n" in page
    flags = [f for name in COMMANDS for p in parameters(command(name)) for f in _flags(p.spec)]
    for flag in flags:
        assert flag.replace("-", "\\-") in page
    for topic in TOPICS.values():
        assert f"\n.SH {topic.section}\n" in page


def _flags(spec: object) -> list[str]:
    return spec.names if isinstance(spec, Option) else []


def test_the_manual_is_good_roff() -> None:
    if shutil.which("groff") is None:
        pytest.skip("groff is not installed here")
    done = subprocess.run(
        ["groff", "-man", "-ww", "-Tutf8"],
        input=manual(),
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert done.stderr == ""
    requests = {line.split()[0] for line in manual().splitlines() if line.startswith((".", "'"))}
    assert requests <= {".TH", ".SH", ".SS", ".PP", ".TP", ".nf", ".fi", ".RS", ".RE", ".B", ".br"}
    shown = re.sub("\x1b\\[[0-9;]*m|.\x08", "", done.stdout)
    assert "crisis show --json | jq -r '.events[].title'" in shown
    assert "~10:00" in shown


def test_the_manual_can_be_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["help", "--man"]) == 0
    assert capsys.readouterr().out == manual()


# The texts


def test_a_long_example_leaves_the_column_to_the_others() -> None:
    rows = Rows((("crisis show", "all of it"), (f"crisis show {'x' * 50}", "a long one")))
    assert text([Heading("Examples"), rows], 80) == (
        f"Examples\n  crisis show  all of it\n  crisis show {'x' * 50}\n      a long one\n"
    )


def test_a_text_in_blocks() -> None:
    found = blocks("""One
        line.

        # A heading
          left   right
          only left
          much longer  right
              goes on

        crisis show --x   an example
        crisis why
            below
        """)
    assert found == [
        Paragraph("One line."),
        Heading("A heading"),
        Rows(
            (
                ("left", "right"),
                ("only left", ""),
                ("much longer", "right goes on"),
            )
        ),
        Rows((("crisis show --x", "an example"), ("crisis why", "below"))),
    ]
    assert found[-1].examples  # type: ignore[union-attr]


def test_the_file_that_the_help_shows_is_a_good_one() -> None:
    from crisis.cli.help.markup import blocks
    from crisis.cli.help.topics import TOPICS
    from crisis.timeline import loads

    shown = [b for b in blocks(TOPICS["file"].text) if isinstance(b, Verbatim)]
    timeline = loads("\n".join(shown[0].lines) + "\n")
    assert timeline.problems == ()
    assert [event.id for event in timeline] == ["outage", "call", "rumour"]


def test_on_a_terminal_headings_are_bold_and_signs_look_as_in_a_table() -> None:
    found = seen("help", "times", columns=80)
    assert "\x1b[1mMarks\x1b[0m" in found.written
    assert "\x1b[36m?\x1b[0m" in found.written
    assert "\x1b[1;35m≠\x1b[0m" in found.written
    plain = re.sub(r"\x1b\[[\d;]*m", "", found.written)
    assert plain == run("help", "times", "--width", "80").out
    assert "\x1b" not in seen("help", "times", NO_COLOR="1").written
