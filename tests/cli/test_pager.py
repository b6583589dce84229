"""The pager: only for a terminal, only for what is taller, and never in the way."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pexpect
import pytest

from ..support.examples import sampled
from ..support.terminals import COMMAND, ENV, FILES, FIXTURES, finished, seen, started

if TYPE_CHECKING:
    from pathlib import Path

OPENAI = ("-f", str(FIXTURES / "openai.yaml"))
SHORT = ("show", "-q", "-f", str(FILES / "monday.yaml"))
LONG = ("show", "-q", *OPENAI)
LESS = shutil.which("less")
needs_less = pytest.mark.skipif(not LESS, reason="less is not here")


@pytest.fixture
def pagers(tmp_path: Path) -> dict[str, str]:
    """Pagers that tell who they are, what LESS is, and how much they were given."""
    found = {}
    for name in ("mine", "other"):
        path = tmp_path / name
        path.write_text(f'#!/bin/sh\necho "{name}: LESS=${{LESS-unset}} $(wc -l) lines"\n')
        path.chmod(0o755)
        found[name] = str(path)
    return found


def lines(*arguments: str) -> int:
    """How many lines an answer has on a terminal."""
    return len(seen(*arguments).lines)


@pytest.mark.parametrize("command", sampled([LONG, ("why", "return", *OPENAI), ("check", *OPENAI)]))
def test_what_is_taller_than_the_terminal_goes_through_the_pager(
    command: tuple[str, ...], pagers: dict[str, str]
) -> None:
    number = lines(*command)
    assert number > 10
    found = seen(*command, lines=10, PAGER=pagers["mine"])
    assert found.written.strip() == f"mine: LESS=FRX {number} lines"
    assert found.code == 0


def test_what_fits_with_the_prompt_below_it_does_not(pagers: dict[str, str]) -> None:
    number = lines(*SHORT)
    for height, through in ((number + 1, False), (number, True), (number + 50, False)):
        found = seen(*SHORT, lines=height, PAGER=pagers["mine"])
        assert ("mine:" in found.written) is through


def test_a_line_that_goes_on_below_counts_as_several(pagers: dict[str, str]) -> None:
    command = (*SHORT, "--json")
    rows = sum(-(-len(line) // 80) for line in seen(*command, columns=4000).lines)
    assert "mine:" not in seen(*command, lines=rows + 1, PAGER=pagers["mine"]).written
    assert "mine:" in seen(*command, lines=rows, PAGER=pagers["mine"]).written


def test_crisis_has_a_pager_of_its_own(pagers: dict[str, str]) -> None:
    both = {"CRISIS_PAGER": pagers["mine"], "PAGER": pagers["other"]}
    assert "mine:" in seen(*LONG, lines=10, **both).written
    assert "other:" in seen(*LONG, lines=10, PAGER=pagers["other"]).written


@pytest.mark.parametrize(
    "none",
    ["", "no-such-pager", *(pytest.param(each, marks=pytest.mark.long) for each in ("cat", "'"))],
)
def test_without_a_pager_that_can_be_started_the_answer_is_written(
    none: str, pagers: dict[str, str]
) -> None:
    whole = seen(*LONG)
    for environment in ({"PAGER": none}, {"CRISIS_PAGER": none, "PAGER": pagers["mine"]}):
        found = seen(*LONG, lines=10, **environment)
        assert (found.written, found.code) == (whole.written, 0)


def test_no_pager_is_none(pagers: dict[str, str]) -> None:
    found = seen(*LONG, "--no-pager", lines=10, PAGER=pagers["mine"])
    assert found.written == seen(*LONG).written


def test_a_pipe_has_no_pager(pagers: dict[str, str]) -> None:
    done = subprocess.run(
        [COMMAND, *LONG],
        env=ENV | {"PAGER": pagers["mine"], "LINES": "5"},
        capture_output=True,
        check=True,
    )
    assert done.stdout.count(b"\n") == 72


def test_less_is_told_how_to_behave_only_if_nobody_has(pagers: dict[str, str]) -> None:
    assert "LESS=FRX " in seen(*LONG, lines=10, PAGER=pagers["mine"]).written
    assert "LESS=-i " in seen(*LONG, lines=10, PAGER=pagers["mine"], LESS="-i").written
    assert "LESS= " in seen(*LONG, lines=10, PAGER=pagers["mine"], LESS="").written


def test_a_pager_takes_arguments(pagers: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "with blanks"
    seen(*LONG, lines=10, PAGER=f"tee '{file}'")
    assert file.read_text(encoding="utf-8").count("\n") == lines(*LONG)


def test_a_pager_that_reads_only_a_little_is_no_error() -> None:
    found = seen("show", "--json", "-q", *OPENAI, lines=10, PAGER="head -c 3")
    assert (found.written, found.code) == ('{"s', 0)


def test_remarks_come_behind_it(pagers: dict[str, str]) -> None:
    found = seen("show", *OPENAI, lines=10, PAGER=pagers["mine"])
    assert [line.partition(":")[0] for line in found.lines[:2]] == ["mine", "crisis"]


def test_the_exit_code_is_that_of_the_answer(pagers: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "broken.yaml"
    events = "\n".join(f"  - {{id: e{n}, title: t, when: 2026-11-20}}" for n in range(30))
    file.write_text(f"timeline: {{zone: UTC}}\nevents:\n{events}\n  - {{id: x}}\n")
    found = seen("show", "-q", "-f", str(file), lines=10, PAGER=pagers["mine"])
    assert "mine:" in found.written
    assert found.code == 3


@needs_less
def test_less_shows_colours_and_is_left_with_q() -> None:
    process = started(*LONG, lines=20, PAGER="less")
    process.expect_exact(b"in Oakland")
    process.send("q")
    found = finished(process, lines=20, before=process.before + b"in Oakland")
    assert found.code == 0
    assert "\x1b[1m106 hours at OpenAI" in found.written
    assert "Nadella welcomes" not in found.written
    assert "Traceback" not in found.written


@needs_less
def test_less_is_the_pager_where_none_is_named() -> None:
    environment = {name: value for name, value in ENV.items() if name != "PAGER"}
    path = os.pathsep.join([os.defpath, os.path.dirname(LESS or "")])
    process = pexpect.spawn(
        COMMAND, list(LONG), dimensions=(20, 80), env=environment | {"PATH": path}, timeout=30
    )
    process.expect_exact(b"in Oakland")
    process.send("q")
    assert finished(process).code == 0
    # On a terminal that can do nothing less would complain and wait.
    dumb = environment | {"TERM": "dumb", "PATH": path}
    process = pexpect.spawn(COMMAND, list(LONG), dimensions=(20, 80), env=dumb, timeout=30)
    assert "an observer without a vote" in finished(process).written


@needs_less
def test_ctrl_c_is_for_the_pager() -> None:
    """It stops what less is doing, and nothing else: q ends both, quietly."""
    process = started(*LONG, lines=20, PAGER="less")
    process.expect_exact(b"in Oakland")
    process.sendintr()
    for _ in range(10):  # an interrupt throws away what was typed while it is dealt with
        process.send("G")
        if process.expect_exact([b"an observer without a vote", pexpect.TIMEOUT], timeout=3) == 0:
            break
    else:
        pytest.fail("less does not go on")
    process.send("q")
    found = finished(process)
    assert found.code == 0
    assert "Traceback" not in found.written
    assert "KeyboardInterrupt" not in found.written
