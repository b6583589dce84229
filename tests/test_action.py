"""The GitHub Action: its steps as a runner carries them out, in repositories of strangers too."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .support.github import HARMLESS, ROOT, action, obeyed, ran

if TYPE_CHECKING:
    from .support.github import Ran

ACTION = action()
INPUTS = [*ACTION["inputs"]]
INSTALL, CHECK = ACTION["runs"]["steps"]
WELL = "timeline: {zone: UTC}\nevents:\n  - {id: e, title: x, when: 2026-11-20 10:00}\n"
WRONG = WELL.replace("title", "titel")
TOLD = "{is: 2026-11-20 09:00, source: a}, {is: 2026-11-20 14:00, source: b}"
DISPUTED = f"sources: {{a: A, b: B}}\n{WELL}  - {{id: f, title: x, when: [{TOLD}]}}\n"

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not here")


@pytest.fixture
def temporary(tmp_path: Path) -> Path:
    """The runner's folder, in which crisis is installed already."""
    folder = tmp_path / "runner temp"
    (folder / "crisis-action/bin").mkdir(parents=True)
    for name in ("crisis", "python"):
        found = Path(sys.executable).parent / name
        wrapper = folder / "crisis-action/bin" / name
        wrapper.write_text(f'#!/bin/sh\nexec "{found}" "$@"\n', "utf-8")
        wrapper.chmod(0o755)
    return folder


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    (folder / "incidents/2026").mkdir(parents=True)
    (folder / "incidents/2026/mail.crisis.yaml").write_text(WELL, "utf-8")
    (folder / "crisis.yaml").write_text(WELL, "utf-8")
    (folder / "compose.yaml").write_text("services: {}\n", "utf-8")
    return folder


def annotated(done: Ran) -> list[tuple[str, str]]:
    """The annotations of a step, each with its file; there is nothing else that a runner obeys."""
    found = [command for command in obeyed(done.log) if command.name != "stop-commands"]
    assert {command.name for command in found} <= HARMLESS, done.log
    return [(command.name, command.properties.get("file", "")) for command in found]


def test_no_script_has_an_expression_in_it() -> None:
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step["run"]
        assert step["shell"] == "bash"
    assert ACTION["outputs"]["exit-code"]["value"] == "${{ steps.check.outputs.exit-code }}"
    assert CHECK["id"] == "check"


def test_the_manual_has_each_input_and_hook() -> None:
    page = (ROOT / "docs/ci.md").read_text("utf-8")
    rows = re.findall(r"^\| `([a-z]+)` \|", page.partition("The inputs:")[2], re.M)
    assert rows == INPUTS
    hooks = re.findall(r"^- id: (.*)", (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"), re.M)
    assert sorted(re.findall(r"- id: ([a-z-]+)", page)) == sorted(hooks)


def test_event_files_are_found_by_their_names(repository: Path, temporary: Path) -> None:
    done = ran(CHECK, repository, temporary)
    assert (done.log, done.code, done.outputs) == ("", 0, {"exit-code": "0"})
    (repository / "incidents/2026/mail.crisis.yaml").write_text(WRONG, "utf-8")
    done = ran(CHECK, repository, temporary)
    assert (done.code, done.outputs) == (1, {"exit-code": "1"})
    assert {file for _, file in annotated(done)} == {"incidents/2026/mail.crisis.yaml"}


@pytest.mark.long
def test_files_and_patterns_are_named_a_line_each(repository: Path, temporary: Path) -> None:
    odd = ["-x.yaml", "a b.yaml", "[a].yaml", "$(id).yaml", "ü.yaml", "::add-mask::x.yaml"]
    for name in odd:
        (repository / name).write_text(WRONG, "utf-8")
    done = ran(CHECK, repository, temporary, files="\n".join([*odd[:3], "in*/**/*.yaml", "", ""]))
    assert {file for _, file in annotated(done)} == {*odd[:3]}
    done = ran(CHECK, repository, temporary, files="*.yaml\r\n")
    assert {file for _, file in annotated(done)} == {*odd, "compose.yaml"}
    (repository / "-").write_text(WRONG, "utf-8")
    done = ran(CHECK, repository, temporary, files="-")
    assert {file for _, file in annotated(done)} == {"-"}, "no standard input"
    done = ran(CHECK, repository, temporary, files="nowhere.yaml")
    assert annotated(done) == [("error", "nowhere.yaml")]
    assert done.outputs == {"exit-code": "3"}
    done = ran(CHECK, repository, temporary, files="*.toml")
    assert (annotated(done), done.code) == ([("error", "")], 2)


@pytest.mark.long
def test_files_are_apart_or_one_timeline(repository: Path, temporary: Path) -> None:
    assert ran(CHECK, repository, temporary, each="true").code == 0
    assert ran(CHECK, repository, temporary, each="false").code == 1, "an id stands in two of them"


@pytest.mark.long
def test_strict_fails_for_what_is_only_dubious(repository: Path, temporary: Path) -> None:
    (repository / "crisis.yaml").write_text(DISPUTED, "utf-8")
    done = ran(CHECK, repository, temporary)
    assert (done.code, {name for name, _ in annotated(done)}) == (0, {"notice"})
    assert ran(CHECK, repository, temporary, strict="true").code == 1


@pytest.mark.long
def test_code_scanning_gets_a_file(repository: Path, temporary: Path) -> None:
    (repository / "crisis.yaml").write_text(WRONG, "utf-8")
    done = ran(CHECK, repository, temporary, sarif="out.sarif")
    document = json.loads((repository / "out.sarif").read_text("utf-8"))
    assert len(document["runs"][0]["results"]) == len(annotated(done))
    done = ran(CHECK, repository, temporary, sarif="crisis.yaml")
    assert (repository / "crisis.yaml").read_text("utf-8") == WRONG
    assert done.code == 2
    assert "nothing here is written as .yaml" in done.log
    assert annotated(done)
    assert done.code == 2


EVIL = "\n".join(
    [
        *("$(touch pwned)", "`touch pwned`", "; touch pwned", "'; touch pwned; '"),
        *('"; touch pwned; "', "-o", "-opwned", "--output=pwned", "-f/etc/passwd", "-", "\\", "~"),
        *("::set-output name=x::y", "::add-mask::x", "##[add-mask]x", "${{ github.token }}"),
        *("::stop-commands::x", "::error::x"),
    ]
)


@pytest.mark.parametrize(
    "name",
    [name if name == "files" else pytest.param(name, marks=pytest.mark.long) for name in INPUTS],
)
def test_no_input_is_run_or_obeyed(name: str, repository: Path, temporary: Path) -> None:
    before = sorted(repository.rglob("*"))
    done = ran(CHECK, repository, temporary, **{name: EVIL})
    found = {path.name for path in {*repository.rglob("*")} - {*before}}
    assert "pwned" not in found
    assert found <= ({EVIL.rpartition("/")[2]} if name == "sarif" else set())
    annotated(done)
    assert done.outputs.keys() == {"exit-code"}


def stub(temporary: Path) -> Path:
    """A python3 that tells how it is called, and makes the environment it is asked for."""
    folder = temporary / "stubs"
    folder.mkdir()
    program = folder / "python3"
    program.write_text(
        '#!/bin/sh\nprintf "%s\\0" "$@" >> "$RUNNER_TEMP/called"\n'
        '[ "$3" != venv ] || { mkdir -p "$4/bin"; cp "$0" "$4/bin/python"; }\n',
        "utf-8",
    )
    program.chmod(0o755)
    return folder


@pytest.mark.parametrize(("package", "installed"), [("", str(ROOT)), (EVIL, EVIL)])
def test_what_is_installed_is_one_word(
    package: str, installed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"{stub(tmp_path)}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    monkeypatch.setenv("PATH", path)
    done = ran(INSTALL, tmp_path, tmp_path, package=package)
    assert (done.log, done.code) == ("", 0)
    called = (tmp_path / "called").read_text("utf-8").split("\0")
    made = str(tmp_path / "crisis-action")
    pip = ["-I", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--", installed]
    assert called == ["-I", "-m", "venv", made, *pip, ""]


def test_modules_of_the_repository_are_not_taken_for_pythons_own(
    repository: Path, temporary: Path
) -> None:
    for name in ("glob", "os", "sys", "crisis", "typing", "yaml", "pip", "venv"):
        (repository / f"{name}.py").write_text("open('pwned', 'w')\n", "utf-8")
    assert ran(CHECK, repository, temporary).code == 0
    assert not (repository / "pwned").exists()
