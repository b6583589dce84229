"""Completion in the real shells: bash, zsh and fish, each in a terminal of its own."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ..support.examples import sampled
from ..support.shells import COMMAND, SHELLS, Shell

if TYPE_CHECKING:
    from collections.abc import Iterator

OUTAGE = Path(__file__).parents[1] / "cases/files/outage.yaml"
ODD = """
timeline: {zone: Asia/Jakarta, zones: {NYC: America/New_York}, lang: en}
actors:
  ops: {name: "Operations \\e[31m\\nred"}
events:
  2026-11-20:
    - {id: deploy, title: "The change $(touch x) `y`", actors: ops, tags: [a b, "x\\ty"]}
    - {id: rollback, title: {en: Back, id: Kembali}, tags: "don't"}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with event files, and a folder in it that has a ``crisis.yaml``."""
    found = tmp_path_factory.mktemp("completion")
    shutil.copy(OUTAGE, found / "outage.yaml")
    (found / "odd.yaml").write_text(ODD, encoding="utf-8")
    (found / "noise.bin").write_bytes(bytes(range(256)) * 40)
    (found / "here").mkdir()
    shutil.copy(OUTAGE, found / "here/crisis.yaml")
    return found


@pytest.fixture(scope="module", params=SHELLS)
def shell(request: pytest.FixtureRequest, folder: Path) -> Iterator[Shell]:
    if shutil.which(request.param) is None:
        pytest.skip(f"{request.param} is not installed here")
    started = Shell(request.param, folder)
    yield started
    started.process.close(force=True)


@pytest.mark.parametrize(
    ("typed", "completed"),
    sampled(
        [
            ("sh", "show"),
            ("check --str", "check --strict"),
            ("show actor:micros", "show actor:microsoft"),
            ("show not:tag:med", "show not:tag:media"),
            ("show actor:altman/auth", "show actor:altman/author"),
            ("show not:act", "show not:actor:"),
            ("show --by day,act", "show --by day,actor"),
            ("show --as=tre", "show --as=tree"),
            ("show --tz Europe/Amst", "show --tz Europe/Amsterdam"),
            ("show --lang tz", "show --lang tzm"),
            ("show --day friday..satu", "show --day friday..saturday"),
            ("why firing", "why firing-call"),
            ("why return hn-ann", "why return hn-announcement"),
            ("list act", "list actors"),
            ("help exit", "help exit-codes"),
            ("completion fi", "completion fish"),
            ("show -f outage.y", "show -f outage.yaml"),
            ("show --file=outage.y", "show --file=outage.yaml"),
            ("show -f outage.yaml actor:jo", "show -f outage.yaml actor:jose"),
            ("show -qf outage.yaml --actor jo", "show -qf outage.yaml --actor jose"),
            ('show "actor:micros', 'show "actor:microsoft"'),
            ("show -f odd.yaml tag:a", "show -f odd.yaml tag:a\\ b"),
            ("show -f odd.yaml 'tag:a", "show -f odd.yaml 'tag:a b'"),
            ("show -f odd.yaml --tz N", "show -f odd.yaml --tz NYC"),
        ]
    ),
)
def test_the_tab_key_completes(shell: Shell, typed: str, completed: str) -> None:
    line = f"$ crisis {completed}"
    found = shell.complete(f"crisis {typed}", rf"\A{re.escape(line)} *\Z")
    assert found.rstrip() == line


def test_what_is_completed_is_what_the_program_understands(shell: Shell) -> None:
    """A tag with a quote in it: the shell quotes it, the program finds it."""
    shell.process.send("crisis show -q -f odd.yaml tag:don\t")
    shell.wait_for(r"don\S+t")
    assert "Friday 20 November" in shell.run("", ".*Back")


def test_choices_are_listed(shell: Shell) -> None:
    found = shell.complete("crisis why -f outage.yaml a" + "\t" * (shell.name == "bash"), "audit")
    assert "ann" in found.split()[6:]
    described = "The announcement" in found and "An audit" in found
    assert described == (shell.name != "bash"), found


def test_names_are_shown_and_never_obeyed(shell: Shell, folder: Path) -> None:
    tabs = "\t" if shell.name == "bash" else ""  # bash lists on the second one, the words alone
    found = shell.complete("crisis why -f odd.yaml " + tabs, "rollback")
    assert ("The change $(touch x) `y`" in found) == (shell.name != "bash")
    found = shell.complete("crisis show -f odd.yaml actor:o", r"actor:ops *\Z")
    assert not (folder / "x").exists()


def test_the_nearest_crisis_yaml_counts(shell: Shell) -> None:
    shell.run("cd here")
    found = shell.complete("crisis show actor:jo", r"actor:jose *\Z")
    shell.run("cd ..")
    assert found == "$ crisis show actor:jose"


def test_the_environment_counts(shell: Shell) -> None:
    setting = "set -gx CRISIS_FILE outage.yaml" if shell.name == "fish" else ""
    shell.run(setting or "export CRISIS_FILE=outage.yaml")
    found = shell.complete("crisis show actor:jo", r"actor:jose *\Z")
    shell.run("set -e CRISIS_FILE" if shell.name == "fish" else "unset CRISIS_FILE")
    assert found == "$ crisis show actor:jose"


def test_a_variable_of_one_command_counts(shell: Shell) -> None:
    """Not in bash, which does not tell what stands before a command."""
    line = "CRISIS_FILE=outage.yaml crisis show actor:jo"
    done = "" if shell.name == "bash" else "se "
    shell.process.send(f"{line}\tend")
    found = shell.wait_for(r"end *\Z")
    shell.clear()
    assert found == f"$ {line}{done}end"


def test_behind_a_pipe_and_other_commands(shell: Shell) -> None:
    line = "true; echo a:b | crisis show -f outage.yaml actor:jo"
    assert shell.complete(line, r"actor:jose *\Z") == f"$ {line}se"


@pytest.mark.parametrize(
    "typed",
    ["show -f noise.bin actor:", "show -f nowhere.yaml actor:", "nonsense ", "show --limit "],
)
def test_where_nothing_is_known_nothing_is_said(shell: Shell, typed: str) -> None:
    shell.process.send(f"crisis {typed}\tend")  # typed when the shell is done with the tab
    found = shell.wait_for(f"{typed}end")
    shell.clear()
    assert found == f"$ crisis {typed}end"


@pytest.mark.long
def test_zsh_finds_it_in_a_folder_of_functions(folder: Path) -> None:
    if shutil.which("zsh") is None:
        pytest.skip("zsh is not installed here")
    functions = folder / "functions"
    functions.mkdir()
    script = subprocess.check_output([COMMAND, "completion", "zsh"])
    (functions / "_crisis").write_bytes(script)
    start = f"fpath=({functions} $fpath); unsetopt PROMPT_SP; autoload -Uz compinit"
    started = Shell("zsh", folder, f"{start}; compinit -u -D; PS1='$ '")
    for typed, completed in (("sh", "show"), ("why firing", "why firing-call")):
        line = f"$ crisis {completed}"
        assert started.complete(f"crisis {typed}", rf"\A{re.escape(line)} *\Z") == line
    started.process.close(force=True)
