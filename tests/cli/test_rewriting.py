"""``crisis fmt`` and ``crisis sort`` on files: in place, from a pipe, several at once."""

from __future__ import annotations

import io
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from crisis.cli.main import main
from crisis.timeline import load

UNSORTED = """\
timeline: {zone: UTC}
events:
  # B
  - {id: b, title: B, when: 2026-11-22}  \n
  - {id: a, title: A, when: 2026-11-21}
"""
TIDY = UNSORTED.replace("  \n", "\n")
SORTED = """\
timeline: {zone: UTC}
events:
  - {id: a, title: A, when: 2026-11-21}

  # B
  - {id: b, title: B, when: 2026-11-22}
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_file_keeps_its_encoding_its_line_ends_and_its_mode(
    tmp_path: Path, encoding: str, line_end: str
) -> None:
    path, link = tmp_path / "a.yaml", tmp_path / "link.yaml"
    path.write_bytes(UNSORTED.replace("\n", line_end).encode(encoding))
    path.chmod(0o640)
    link.symlink_to("a.yaml")
    assert main(["fmt", "-q", str(link)]) == 0
    assert path.read_bytes() == TIDY.replace("\n", line_end).encode(encoding)
    assert main(["sort", "-q", str(link)]) == 0
    assert path.read_bytes() == SORTED.replace("\n", line_end).encode(encoding)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert link.is_symlink()
    assert sorted(os.listdir(tmp_path)) == ["a.yaml", "link.yaml"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_pipe_keeps_its_encoding_and_its_line_ends(
    monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    given, wanted = (text.replace("\n", "\r\n").encode(encoding) for text in (UNSORTED, TIDY))
    out = io.BytesIO()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(out, "ascii", write_through=True))
    assert main(["fmt", "-"]) == 0
    sys.stdout.flush()
    assert out.getvalue() == wanted


def test_what_was_done_is_said_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, other = tmp_path / "a.yaml", tmp_path / "b.yaml"
    path.write_text(UNSORTED)
    other.write_text("a: [\n")
    assert main(["fmt", str(other), str(path)]) == 3
    out, err = capsys.readouterr()
    assert not out
    assert err.splitlines()[-1] == f"crisis: formatted {path}"
    assert main(["fmt", str(path)]) == 0
    assert main(["sort", str(path)]) == 0
    assert main(["sort", str(path)]) == 0
    assert capsys.readouterr() == ("", f"crisis: sorted {path}\n")


def test_files_that_refer_to_each_other_are_sorted_together(tmp_path: Path) -> None:
    first, second = tmp_path / "a.yaml", tmp_path / "b.yaml"
    first.write_text(
        "timeline: {zone: UTC}\nevents:\n"
        "  - {id: late, title: L, when: 3h after @zero}\n"
        "  - {id: early, title: E, when: 3h before @zero}\n"
    )
    second.write_text("events:\n  - {id: zero, title: Z, when: 2026-11-21 12:00}\n")
    before = second.stat()
    assert main(["sort", "-q", str(first), str(second)]) == 0
    assert [line[9:14].strip(",") for line in first.read_text().splitlines()[2:]] == [
        "early",
        "late",
    ]
    assert second.stat() == before


def test_the_nearest_file_is_taken_and_the_bundled_one_never(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CRISIS_FILE", raising=False)
    assert main(["fmt"]) == 2
    assert "no event file" in capsys.readouterr().err
    (tmp_path / "crisis.yaml").write_text(UNSORTED)
    assert main(["fmt", "-q"]) == 0
    assert (tmp_path / "crisis.yaml").read_text() == TIDY


@pytest.mark.skipif(not shutil.which("patch"), reason="patch is not here")
def test_patch_takes_the_difference(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "a.yaml"
    path.write_text(UNSORTED.rstrip("\n"))
    assert main(["fmt", "--diff", "a.yaml"]) == 0
    subprocess.run(["patch", "-s", "-p0"], input=capsys.readouterr().out, text=True, check=True)
    assert path.read_text() == TIDY
    assert main(["sort", "--diff", "a.yaml"]) == 0
    subprocess.run(["patch", "-s", "-p0"], input=capsys.readouterr().out, text=True, check=True)
    assert path.read_text() == SORTED


def test_what_cannot_be_seen_is_an_escape_in_a_difference(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a: 'x\u202ey\u200b'  \nb: c\x85\n", encoding="utf-8", newline="")
    assert main(["fmt", "--diff", str(path)]) == 0
    out, _ = capsys.readouterr()
    assert "-a: 'x\\u202ey\\u200b'  \n" in out
    assert not {"\u202e", "\u200b", "\x85"} & {*out}


def test_a_difference_of_line_ends_is_seen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"a: b\r\nc: d\r\ne: f\n")
    assert main(["fmt", "--check", str(path)]) == 1
    assert capsys.readouterr().out == f"{path}: 1 in LF among line ends in CRLF\n"
    assert main(["fmt", "--diff", str(path)]) == 0
    assert capsys.readouterr().out.endswith(" c: d\r\n-e: f\n+e: f\r\n")


@pytest.mark.long
def test_what_others_log_while_a_file_is_sorted_is_not_lost(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(UNSORTED)
    crisis = Path(sys.executable).with_name("crisis")
    running = []
    for number in range(60):
        at = f"2026-11-{20 + number % 9} 12:00"
        words = ["log", f"Event {number}", "--at", at, "--id", f"e{number}"]
        for arguments in (words, ["sort"] if number % 3 else ["fmt"]):
            command = [crisis, *arguments, "-q", "-f", path]
            running.append(subprocess.Popen(command, stderr=subprocess.PIPE))
    assert [process.communicate()[1] for process in running] == [b""] * len(running)
    assert main(["sort", "-q", str(path)]) == 0
    timeline = load(str(path))
    assert {event.id for event in timeline} == {"a", "b", *(f"e{n}" for n in range(60))}
    assert "# B\n" in path.read_text()
    assert os.listdir(tmp_path) == ["a.yaml"]
    assert main(["sort", "--check", str(path)]) == 0
