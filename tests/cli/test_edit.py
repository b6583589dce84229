"""Editors: which one, how each is told of a line, and that nothing but it is started."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

import pexpect
import pytest

from crisis.cli.terminal.editor import command_line, editor, knows_lines
from crisis.cli.terminal.exits import UsageError

from ..support.commands import CASES, run
from ..support.terminals import finished, started

if TYPE_CHECKING:
    from pathlib import Path

OUTAGE = CASES / "outage.yaml"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an event file, in which programs are found that print what they are given."""
    shutil.copy(OUTAGE, tmp_path / "my.yaml")
    monkeypatch.chdir(tmp_path)
    for name in ("VISUAL", "EDITOR", "CRISIS_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    return tmp_path


def program(folder: Path, name: str, code: str) -> str:
    """A program of a folder, in Python; its path."""
    path = folder / name
    path.write_text(f"#!{sys.executable}\nimport sys\n{code}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def test_for_an_editor_that_is_not_there_one_that_is_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(folder, "vim", "")
    monkeypatch.setenv("PATH", str(folder))
    with pytest.raises(UsageError) as raised:
        editor({"EDITOR": "emacs", "TERM": "xterm"})
    assert raised.value.hint == "vim is there: EDITOR=vim crisis edit"


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("vi", "vi +7 my.yaml"),
        ("/usr/bin/vim.basic -n", "/usr/bin/vim.basic -n +7 my.yaml"),
        ("nvim", "nvim +7 my.yaml"),
        ("nano", "nano +7 my.yaml"),
        ("emacsclient -t", "emacsclient -t +7 my.yaml"),
        ("emacs-29.1", "emacs-29.1 +7 my.yaml"),
        ("kak", "kak +7 my.yaml"),
        ("hx", "hx my.yaml:7"),
        ("code", "code --wait --goto my.yaml:7"),
        ("code -w", "code -w --goto my.yaml:7"),
        ("Code.exe --wait -g", "Code.exe --wait -g --goto my.yaml:7"),
        ("codium --goto --wait", "codium --goto --wait my.yaml:7"),
        ("subl", "subl --wait my.yaml:7"),
        ("zed", "zed --wait my.yaml:7"),
        ("gvim", "gvim -f +7 my.yaml"),
        ("gvim --nofork", "gvim --nofork +7 my.yaml"),
        ("gedit", "gedit --wait +7 my.yaml"),
        ("kate", "kate --block --line 7 my.yaml"),
        ("pycharm", "pycharm --wait --line 7 my.yaml"),
        ("notepad++", "notepad++ -multiInst -n7 my.yaml"),
        ("my-own-editor --fast", "my-own-editor --fast my.yaml"),
        ("env vi", "env vi my.yaml"),
    ],
)
def test_how_an_editor_is_told_of_a_line(words: str, command: str) -> None:
    assert command_line(words.split(), "my.yaml", 7) == command.split()
    assert knows_lines(words.split()) is ("7" in command)


@pytest.mark.parametrize("name", ["-c!rm.yaml", "+q.yaml"])
def test_the_name_of_a_file_is_no_option(name: str) -> None:
    assert command_line(["vi"], name, 7) == ["vi", "+7", f"./{name}"]


def test_a_link_is_the_editor_that_it_leads_to(folder: Path) -> None:
    program(folder, "nano", "")
    (folder / "my-editor").symlink_to(folder / "nano")
    link = str(folder / "my-editor")
    assert command_line([link], "my.yaml", 7) == [link, "+7", "my.yaml"]


def test_which_editor_it_is(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("vim", "nano", "mine", "other", "a b"):
        program(folder, name, "")
    monkeypatch.setenv("PATH", str(folder))
    here = {"TERM": "xterm"}
    assert editor(here | {"VISUAL": "mine -x", "EDITOR": "other"}) == ["mine", "-x"]
    assert editor(here | {"VISUAL": " ", "EDITOR": "other '$(id)' ;"}) == ["other", "$(id)", ";"]
    assert editor(here | {"EDITOR": str(folder / "a b")}) == [str(folder / "a b")]
    assert editor(here) == ["nano"]
    dumb = {"TERM": "dumb"}
    assert editor(dumb | {"VISUAL": "mine", "EDITOR": "other"}) == ["other"]
    monkeypatch.setenv("PATH", "/nowhere")
    for wrong in (dumb, here, here | {"EDITOR": "none"}):
        with pytest.raises(UsageError):
            editor(wrong)


def test_the_file_is_opened_at_the_line_and_checked_afterwards(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = (folder / "my.yaml").read_text(encoding="utf-8").splitlines()
    code = (
        "line, path = int(sys.argv[1][1:]), sys.argv[2]\n"
        "text = open(path, encoding='utf-8').read().splitlines()\n"
        "text.insert(line, '      titel: nothing')\n"
        "open(path, 'w', encoding='utf-8').write('\\n'.join(text))"
    )
    monkeypatch.setenv("VISUAL", program(folder, "vi", code))
    done = run("edit", "told", "my.yaml")
    assert done.code == 1
    place = lines.index("    - id: told") + 2
    assert done.out.startswith(f'my.yaml:{place}:7: unknown key "titel" in an event\n')
    assert done.err == ""
    again = run("edit", "-f", "my.yaml")  # without an id, at what is wrong
    assert again.out.count("unknown key") == 2 or "stands twice" in again.out


@pytest.mark.parametrize("name", ["rina", "memo"])
def test_actors_and_sources_have_places_too(
    name: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = (folder / "my.yaml").read_text(encoding="utf-8").splitlines()
    monkeypatch.setenv("VISUAL", program(folder, "vi", "open('told', 'w').write(sys.argv[1])"))
    assert run("edit", name, "-q", "-f", "my.yaml").code == 0
    assert lines[int((folder / "told").read_text()) - 1].strip().startswith(f"{name}:")


def test_the_bundled_timeline_is_copied_first(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "true")
    for arguments in ([], ["announcement", "-f", "crisis/fixtures/openai.yaml"]):
        done = run("edit", *arguments)
        assert done.code == 2
        hint = done.err.splitlines()[-1].removeprefix("  hint: ")
        assert hint.startswith("cp ")
        assert hint.endswith("/fixtures/openai.yaml crisis.yaml makes a copy of your own")


def test_the_editor_has_the_terminal_and_its_keys(folder: Path) -> None:
    code = (
        "import time\n"
        "try:\n"
        "    print('waiting', flush=True)\n"
        "    time.sleep(60)\n"
        "except KeyboardInterrupt:\n"
        "    print('got', input('more? '))"
    )
    process = started("edit", "told", "my.yaml", EDITOR=program(folder, "vi", code))
    process.expect_exact("waiting")
    while process.expect([r"more\? ", pexpect.TIMEOUT], timeout=1):
        process.sendcontrol("c")
    process.sendline("some")
    done = finished(process)
    assert "got some" in done.written
    assert "my.yaml is as it was" in done.written
    assert done.code == 0
