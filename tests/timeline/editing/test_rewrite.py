"""A file is written whole or not at all, as it was but for the change, by one program at a time."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from crisis.timeline.editing import safe_write
from crisis.timeline.editing.edits import apply
from crisis.timeline.editing.rewrite import (
    Edit,
    EventText,
    Plan,
    Refused,
    create,
    rewrite,
    unchanged,
)
from crisis.timeline.eventfile.files import BUNDLED

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "timeline: {title: T, zone: UTC}\nevents:\n  - title: A\n"
LONG = TEXT + "".join(f"  - title: Event {number}\n" for number in range(300))


def comment(source: EventText) -> Plan:
    return Plan([Edit(0, 0, f"# more{source.line_break}")], unchanged)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_all_else_is_kept(tmp_path: Path, encoding: str, line_break: str) -> None:
    path, link = tmp_path / "a.yaml", tmp_path / "link.yaml"
    path.write_bytes(TEXT.replace("\n", line_break).encode(encoding))
    path.chmod(0o640)
    link.symlink_to("a.yaml")
    assert rewrite(str(link), comment).changed
    assert path.read_bytes() == f"# more\n{TEXT}".replace("\n", line_break).encode(encoding)
    assert path.stat().st_mode & 0o777 == 0o640
    assert link.is_symlink()
    assert sorted(os.listdir(tmp_path)) == ["a.yaml", "link.yaml"]


def test_nothing_is_written_that_says_something_else(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(TEXT)
    for edit in (Edit(0, 1, ""), Edit(len(TEXT), len(TEXT), "  - title: B\n"), Edit(0, 0, "{")):
        with pytest.raises(Refused, match="the change would not come out as meant"):
            rewrite(str(path), lambda _, edit=edit: Plan([edit], unchanged))
    assert path.read_text() == TEXT
    assert os.listdir(tmp_path) == ["a.yaml"]


def test_what_is_changed_meanwhile_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(TEXT)

    def change(source: EventText) -> Plan:
        if source.text.count("#") < 2:  # an editor that knows no locks, before and behind the lock
            path.write_text(f"# by hand\n{source.text}")
        return comment(source)

    rewrite(str(path), change)
    assert path.read_text() == f"# more\n# by hand\n# by hand\n{TEXT}"


def test_what_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(TEXT)
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "odd.yaml").write_bytes(b"events: \xff")
    for name, message in [
        ("-", "standard input is no file"),
        (BUNDLED, "the bundled timeline is never written"),
        (str(tmp_path), "this is a directory"),
        (str(tmp_path / "none.yaml"), "no such file"),
        (str(tmp_path / "pipe"), "no ordinary file"),
        (str(tmp_path / "odd.yaml"), "not UTF-8 text"),
        ("a\0", "no name of a file"),
    ]:
        with pytest.raises(Refused, match=message):
            rewrite(name, comment)
    os.link(path, tmp_path / "b.yaml")
    with pytest.raises(Refused, match="has 2 names"):
        rewrite(str(path), comment)
    os.unlink(tmp_path / "b.yaml")

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(safe_write.os, "write", full)
    with pytest.raises(Refused, match="cannot be written: No space left on device"):
        rewrite(str(path), comment)
    assert path.read_text() == TEXT
    assert sorted(os.listdir(tmp_path)) == ["a.yaml", "odd.yaml", "pipe"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_file_or_folder_that_may_not_be_written(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(TEXT)
    for at, mode in ((path, 0o444), (tmp_path, 0o555)):
        before = at.stat().st_mode
        at.chmod(mode)
        with pytest.raises(Refused, match="cannot be written: Permission denied"):
            rewrite(str(path), comment)
        at.chmod(before)
    assert path.read_text() == TEXT


def test_a_held_file_is_waited_for_and_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(TEXT)
    monkeypatch.setattr(safe_write, "PATIENCE", 0.05)
    with (
        safe_write.held(str(path)),
        pytest.raises(Refused, match="another program holds this file"),
    ):
        rewrite(str(path), comment)
    rewrite(str(path), comment)
    assert path.read_text() == f"# more\n{TEXT}"


def test_a_new_file_takes_no_name_that_there_is(tmp_path: Path) -> None:
    path = tmp_path / "new.yaml"
    create(str(path), TEXT)
    assert path.read_text() == TEXT
    with pytest.raises(Refused, match="there is such a file already"):
        create(str(path), "")
    assert os.listdir(tmp_path) == ["new.yaml"]


def test_edits() -> None:
    assert apply("abcdef", [Edit(4, 5, ""), Edit(1, 2, "X"), Edit(1, 1, "1"), Edit(1, 1, "2")]) == (
        "a12Xcdf"
    )
    for edits in ([Edit(1, 3, ""), Edit(2, 4, "")], [Edit(5, 9, "")], [Edit(3, 2, "")]):
        with pytest.raises(ValueError, match="no place"):
            apply("abcdef", edits)


KILLED = """
import sys
from crisis.timeline.editing.rewrite import Edit, Plan, rewrite, unchanged
while True:
    rewrite(sys.argv[1], lambda _: Plan([Edit(0, 0, "# more\\n")], unchanged))
"""


def test_a_killed_program_leaves_a_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(LONG)
    for moment in range(4):
        lines = path.read_text().count("\n")
        with subprocess.Popen([sys.executable, "-c", KILLED, str(path)]) as process:
            while path.read_text().count("\n") == lines:
                time.sleep(0.001)
            time.sleep(0.0007 * moment)
            process.send_signal(signal.SIGKILL)
        assert path.read_text().replace("# more\n", "") == LONG
    rewrite(str(path), comment)
    assert os.listdir(tmp_path) == ["a.yaml"]


@pytest.mark.skipif(not hasattr(os, "chown"), reason="files have no owners here")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o660, 0o664, 0o646, 0o666, 0o4770, 0o2664])
@pytest.mark.parametrize("member", [True, False])
def test_a_file_of_another_user_keeps_its_group_or_gives_the_new_one_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: int, member: bool
) -> None:
    """Only an administrator gives files away; a member of a group may give one to the group."""
    path = tmp_path / "part"
    here = tmp_path.stat()
    given: list[tuple[int, int]] = []

    def chown(_: str, owner: int, group: int) -> None:
        if owner != -1 or not member:
            raise PermissionError
        given.append((owner, group))

    monkeypatch.setattr(os, "chown", chown)
    like = os.stat_result((mode | 0o100000, 1, 1, 1, here.st_uid + 1, here.st_gid + 1, 1, 0, 0, 0))
    safe_write.write_part(str(path), b"x", str(path), like)
    assert given == ([(-1, here.st_gid + 1)] if member else [])
    made = path.stat().st_mode & 0o7777
    assert made & 0o707 == mode & 0o707
    assert made & 0o4000 == 0
    assert (made & 0o070) >> 3 == made & 0o007  # here the group is never given in truth
