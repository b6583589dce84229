"""Which file a command reads when none is named."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

COMMAND = str(Path(sys.executable).parent / "crisis")
ENV = {"PATH": os.defpath, "LC_ALL": "C.UTF-8"}
TEXT = "timeline: {zone: UTC}\nevents:\n  - {id: mine, when: 2026-11-20 12:00, title: Mine}\n"


def crisis(folder: Path, *arguments: str, **environment: str) -> tuple[str, str, int]:
    done = subprocess.run(
        [COMMAND, *arguments],
        cwd=folder,
        env=ENV | environment,
        capture_output=True,
        check=False,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
    )
    return done.stdout, done.stderr, done.returncode


def test_the_nearest_crisis_yaml_upward(tmp_path: Path) -> None:
    below = tmp_path / "a/b"
    below.mkdir(parents=True)
    (tmp_path / "crisis.yaml").write_text(TEXT, encoding="utf-8")
    out, err, code = crisis(below, "show")
    assert (out.split()[-1], err, code) == ("mine", "", 0)
    assert "../../crisis.yaml:3" in crisis(below, "why", "mine")[0]
    (below / "crisis.yaml").write_text(TEXT.replace("mine", "nearer"), encoding="utf-8")
    assert crisis(below, "show")[0].split()[-1] == "nearer"


def test_the_environment_is_nearer_than_the_folder(tmp_path: Path) -> None:
    (tmp_path / "crisis.yaml").write_text(TEXT, encoding="utf-8")
    (tmp_path / "other.yaml").write_text(TEXT.replace("mine", "other"), encoding="utf-8")
    assert crisis(tmp_path, "show", CRISIS_FILE="other.yaml")[0].split()[-1] == "other"
    found = crisis(tmp_path, "show", "-f", "crisis.yaml", CRISIS_FILE="other.yaml")
    assert found[0].split()[-1] == "mine"


def test_the_bundled_timeline_is_the_last_resort(tmp_path: Path) -> None:
    out, err, code = crisis(tmp_path, "show", "--hour", "0", "--certain")
    assert code == 0
    assert "firing-call" in out
    assert "bundled timeline" in err.splitlines()[0]


def test_the_bundled_timeline_is_never_a_file_of_the_folder(tmp_path: Path) -> None:
    there = tmp_path / "crisis/fixtures/openai.yaml"
    there.parent.mkdir(parents=True)
    os.mkfifo(there)  # reading it would wait for ever
    assert "firing-call" in crisis(tmp_path, "show", "--hour", "0")[0]
    assert "actor:altman" in crisis(tmp_path, "__complete", "fish", "crisis", "show", "actor:a")[0]
    there.unlink()
    there.write_text(TEXT, encoding="utf-8")
    assert "firing-call" in crisis(tmp_path, "show", "--hour", "0")[0]
    assert crisis(tmp_path, "show", "-f", "crisis/fixtures/openai.yaml")[0].split()[-1] == "mine"


def test_a_file_that_is_named_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.yaml").symlink_to("a.yaml")
    alone = crisis(tmp_path, "show", "-f", "a.yaml")
    twice = os.pathsep.join(["a.yaml", "./a.yaml", "b.yaml"])
    assert crisis(tmp_path, "show", CRISIS_FILE=twice) == alone
    assert crisis(tmp_path, "show", "-f", "a.yaml", "-f", f"{tmp_path}/a.yaml") == alone


def test_a_folder_called_crisis_yaml_is_none(tmp_path: Path) -> None:
    (tmp_path / "crisis.yaml").mkdir()
    assert "bundled timeline" in crisis(tmp_path, "show", "--hour", "0")[1]


def test_a_byte_order_mark_and_utf_16(tmp_path: Path) -> None:
    for encoding in ("utf-8-sig", "utf-16"):
        (tmp_path / "crisis.yaml").write_text(TEXT, encoding=encoding)
        out, err, code = crisis(tmp_path, "show")
        assert (out.split()[-1], err, code) == ("mine", "", 0)


def test_windows_line_ends(tmp_path: Path) -> None:
    (tmp_path / "crisis.yaml").write_bytes(TEXT.replace("\n", "\r\n").encode())
    out, err, code = crisis(tmp_path, "show")
    assert (out.split()[-1], err, code) == ("mine", "", 0)


def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.yaml")
    (tmp_path / name).write_text(TEXT, encoding="utf-8")
    for arguments in (["show"], ["show", "--json"], ["why", "mine"], ["check"]):
        _, err, code = crisis(tmp_path, *arguments, "-f", name)
        assert (err, code) == ("", 0)


def test_a_file_called_as_standard_input_is_told_from_it(tmp_path: Path) -> None:
    (tmp_path / "<stdin>").write_text("events: [{title: A}, {titel: B}]\n", "utf-8")
    ended = subprocess.run(
        [COMMAND, "check", "-f", "-", "-f", "<stdin>"],
        input=b"events: [{titel: C}]\n", capture_output=True, cwd=tmp_path, env=ENV, check=False,
    )  # fmt: skip
    found = [line.partition(": ")[0] for line in ended.stdout.decode().splitlines()]
    assert [name for name in found if "<stdin>" in name] == [
        "<stdin>:1:11", "./<stdin>:1:23",
    ]  # fmt: skip


SHOWING = (["show"], ["count", "--by", "source"], ["gaps"], ["list", "days"], ["why", "mine"])


def test_an_argument_that_is_a_file_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "evening.yaml").write_text(TEXT, encoding="utf-8")
    (tmp_path / "crisis.yaml").write_text(TEXT.replace("mine", "other"), encoding="utf-8")
    for command, *more in SHOWING:
        named = crisis(tmp_path, command, *more, "-f", "evening.yaml")
        assert named[2] == 0
        assert crisis(tmp_path, command, *more, "evening.yaml") == named
        assert crisis(tmp_path, command, "evening.yaml", *more) == named
        assert crisis(tmp_path, command, *more, "--", "evening.yaml") == named
    assert crisis(tmp_path, "evening.yaml") == crisis(tmp_path, "show", "-f", "evening.yaml")
    alone = crisis(tmp_path, "evening.yaml", "day:2026-11-20", "--json")
    assert '"id": "mine"' in alone[0]
    both = crisis(tmp_path, "show", "evening.yaml", "crisis.yaml")
    assert both == crisis(tmp_path, "show", "-f", "evening.yaml", "-f", "crisis.yaml")


def test_check_takes_files_as_other_checkers_do(tmp_path: Path) -> None:
    (tmp_path / "good.yaml").write_text(TEXT, encoding="utf-8")
    (tmp_path / "bad.yaml").write_text(
        TEXT.replace("2026-11-20 12:00", "noonish"), encoding="utf-8"
    )
    assert crisis(tmp_path, "check", "good.yaml") == ("", "", 0)
    out, _, code = crisis(tmp_path, "check", "good.yaml", "bad.yaml")
    assert (out.startswith("bad.yaml:3:"), code) == (True, 1)
    assert crisis(tmp_path, "check", "nowhere")[2] == 3


def test_a_word_that_is_a_file_is_said_to_be_one(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text(TEXT, encoding="utf-8")
    out, err, _ = crisis(tmp_path, "show", "mine")
    assert out.split()[-1] == "mine"
    assert err.startswith("crisis: mine is a file here, and is read\n  hint: ")
    assert "bundled" in crisis(tmp_path, "show", "text:mine")[1]
    (tmp_path / "crisis.yaml").write_text(TEXT.replace("mine", "other"), encoding="utf-8")
    for word in ("text:mine", "not:mine", "id:mine"):
        assert "is a file here" not in crisis(tmp_path, "show", word)[1]
    assert "is a file here" not in crisis(tmp_path, "show", "--text", "mine")[1]
    assert crisis(tmp_path, "why", "mine")[2] == 2  # there an id is asked for


def test_a_word_that_is_a_folder_is_said_to_be_one(tmp_path: Path) -> None:
    assert "it is a folder here, and -f names" in crisis(tmp_path, "show", str(tmp_path))[1]


def test_a_file_that_is_not_there_is_no_word_to_look_for(tmp_path: Path) -> None:
    assert crisis(tmp_path, "show", "evning.yaml") == ("", "evning.yaml: no such file\n", 3)


def test_completion_looks_into_a_file_that_is_an_argument(tmp_path: Path) -> None:
    (tmp_path / "evening.yaml").write_text(TEXT, encoding="utf-8")
    for words in (["show", "evening.yaml", "id:"], ["why", "evening.yaml", ""]):
        assert "mine\tMine" in crisis(tmp_path, "__complete", "fish", "crisis", *words)[0]
