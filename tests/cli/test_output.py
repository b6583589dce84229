"""``-o``: an answer as a file, whole or not at all, in the form that its name says."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ..support.commands import FILES, run

COMMAND = str(Path(sys.executable).parent / "crisis")
OUTAGE = ["-f", FILES["outage"], "-q"]
FORMS = {
    "a.html": "html", "a.HTM": "html", "a.svg": "svg", "a.csv": "csv", "a.md": "markdown",
    "a.json": "json", "a.ndjson": "ndjson", "a.jsonl": "ndjson", "a.txt": "table", "a": "table",
}  # fmt: skip


@pytest.mark.parametrize("name", FORMS)
def test_the_name_says_the_form(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    done = run("show", *OUTAGE, "-o", str(path))
    assert (done.out, done.err, done.code) == ("", "", 0)
    assert path.read_bytes().decode() == run("show", *OUTAGE, "--as", FORMS[name]).out
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_what_is_asked_for_is_said_before_the_name(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    run("show", *OUTAGE, "-o", str(path), "--as", "csv")
    assert path.read_bytes().decode() == run("show", *OUTAGE, "--as", "csv").out


@pytest.mark.parametrize(
    "command", [["count"], ["gaps"], ["measures"], ["list", "actors"], ["why", "ann"], ["check"]]
)
def test_every_command_writes_its_text_or_json(tmp_path: Path, command: list[str]) -> None:
    for name, more in (("a.txt", []), ("a.json", ["--json"])):
        path = tmp_path / name
        assert run(*command, *OUTAGE, "--output", str(path)).out == ""
        assert path.read_bytes().decode() == run(*command, *OUTAGE, *more).out
    done = run(*command, *OUTAGE, "-o", str(tmp_path / "a.html"))
    assert done.code == 2
    assert not (tmp_path / "a.html").exists()


@pytest.mark.parametrize("name", ["a.jpg", "a.xlsx", "a.DOCX"])
def test_what_nothing_here_writes(tmp_path: Path, name: str) -> None:
    done = run("show", *OUTAGE, "-o", str(tmp_path / name))
    assert (done.code, "hint: " in done.err) == (2, True)
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize(("name", "begins"), [("a.PNG", b"\x89PNG"), ("a.pdf", b"%PDF-")])
def test_pictures_are_bytes(tmp_path: Path, name: str, begins: bytes) -> None:
    pytest.importorskip("resvg_py")
    for command in (("show",), ("count",), ("gaps",)):
        path = tmp_path / f"{command[0]}-{name}"
        assert run(*command, *OUTAGE, "-o", str(path)).code == 0
        assert path.read_bytes().startswith(begins)


def small() -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2048, 2048))


def test_a_disk_that_is_full_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("before", encoding="utf-8")
    path.chmod(0o640)
    for _ in range(2):
        done = subprocess.run(
            [COMMAND, "show", *OUTAGE, "-o", str(path)],
            check=False, capture_output=True, encoding="utf-8", preexec_fn=small,
        )  # fmt: skip
        assert done.returncode == 70
        assert "cannot write the answer" in done.stderr
        assert path.read_text(encoding="utf-8") == "before"
        assert [*tmp_path.iterdir()] == [path]
    assert run("show", *OUTAGE, "-o", str(path)).code == 0
    assert path.stat().st_mode & 0o777 == 0o640


def test_nothing_is_written_for_a_question_that_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("before", encoding="utf-8")
    missing = str(tmp_path / "no.yaml")
    for more in ([*OUTAGE, "--actor", "nobody"], [*OUTAGE, "--as", "nothing"], ["-f", missing]):
        assert run("show", *more, "-o", str(path)).code in (2, 3)
        assert path.read_text(encoding="utf-8") == "before"
    assert [*tmp_path.iterdir()] == [path]


def test_an_event_file_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "crisis.yaml"
    text = Path(FILES["outage"]).read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    (tmp_path / "link.yaml").symlink_to(path)
    for output in (path, tmp_path / "link.yaml"):
        assert run("show", "-f", str(path), "-o", str(output)).code == 2
        assert path.read_text(encoding="utf-8") == text


def test_a_link_leads_to_the_file_that_is_written(tmp_path: Path) -> None:
    (tmp_path / "to").mkdir()
    link = tmp_path / "a.csv"
    link.symlink_to("to/b.csv")
    assert run("show", *OUTAGE, "-o", str(link)).code == 0
    assert (tmp_path / "to/b.csv").is_file()
    assert link.is_symlink()


def test_other_places(tmp_path: Path) -> None:
    assert run("show", *OUTAGE, "-o", "-").out == run("show", *OUTAGE).out
    assert run("show", *OUTAGE, "-o", os.devnull).code == 0
    assert run("show", *OUTAGE, "-o", "/dev/full").code == 70
    for path in (tmp_path, tmp_path / "no/a.csv"):
        done = run("show", *OUTAGE, "-o", str(path))
        assert (done.code, str(path) in done.err) == (70, True)
