"""``--watch``: what is on the screen is what the file says now, whatever happens to it."""

from __future__ import annotations

import os
import re
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pexpect
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crisis.cli.request import watch
from crisis.cli.terminal.live import Size, View, fitted, over

from ..support.commands import CASES, run
from ..support.examples import examples
from ..support.terminals import Screen, started

if TYPE_CHECKING:
    from collections.abc import Callable

    import pyte

HEADER = "timeline: {title: A bad evening, zone: Asia/Jakarta}\nevents:\n  2026-11-20:\n"
DOWN = "    - {id: down, when: 20:14, title: The site goes down}\n"
BACK = "    - {id: back, when: 22:05, title: The site is back}\n"


class Watching:
    """A command that watches, and the screen that it draws on."""

    def __init__(self, *arguments: str, lines: int = 24, **environment: str) -> None:
        import pyte

        self.process = started(*arguments, "--watch", lines=lines, **environment)
        self.screen = Screen(80, lines)
        self.stream = pyte.ByteStream(self.screen)

    @property
    def shown(self) -> str:
        return "\n".join(line.rstrip() for line in self.screen.display)

    def sees(self, text: str) -> bool:
        """Whether a text is seen, wherever its lines break: they do where a path is long."""
        return text in self.shown or text in " ".join(self.shown.split())

    def until(self, *texts: str, gone: tuple[str, ...] = ()) -> str:
        """Wait till all of some texts are seen, and none of others."""
        while not all(map(self.sees, texts)) or any(map(self.sees, gone)):
            try:
                self.stream.feed(self.process.read_nonblocking(1 << 16, timeout=30))
            except (pexpect.TIMEOUT, pexpect.EOF):
                pytest.fail(f"not {texts} without {gone}, but:\n{self.shown}")
        return self.shown

    def ended(self) -> int:
        """End it by Ctrl-C; its exit code."""
        self.process.sendintr()
        self.process.expect(pexpect.EOF)
        self.process.close()
        return self.process.exitstatus or 0


@pytest.fixture
def evening(tmp_path: Path) -> Path:
    path = tmp_path / "evening.yaml"
    path.write_text(HEADER + DOWN, "utf-8")
    return path


def test_what_is_written_is_seen_until_ctrl_c(evening: Path) -> None:
    watching = Watching("show", str(evening), PAGER="false")
    seen = watching.until("The site goes down", "watching evening.yaml; Ctrl-C ends")
    assert seen.startswith("A bad evening")
    evening.write_text(HEADER + DOWN + BACK, "utf-8")
    watching.until("The site is back", "The site goes down")
    assert watching.ended() == 130
    written = (watching.process.before or b"").decode()
    assert "Traceback" not in written
    assert written.endswith("\r\n"), "the prompt of the shell has a line of its own"


@pytest.mark.long
def test_a_file_that_is_saved_gone_or_broken_loses_nothing(evening: Path) -> None:
    watching = Watching("show", str(evening))
    watching.until("The site goes down")
    other = evening.with_suffix(".tmp")
    other.write_text(HEADER + DOWN + BACK, "utf-8")
    other.replace(evening)  # as most editors save
    watching.until("The site is back")
    evening.unlink()
    seen = watching.until("no such file", "The site is back")
    assert "above is what was read before; watching evening.yaml; Ctrl-C ends" in seen
    evening.write_text(HEADER + BACK, "utf-8")
    watching.until("The site is back", gone=("goes down", "no such file", "above is"))
    evening.write_text(HEADER[:40], "utf-8")
    watching.until("not valid YAML here", "The site is back", "above is")
    evening.write_text(HEADER + DOWN.replace("title", "titel") + BACK, "utf-8")
    seen = watching.until('unknown key "titel"', "The site is back", gone=("above is",))
    evening.write_text(HEADER + DOWN, "utf-8")
    watching.until("The site goes down", gone=("titel", "The site is back"))
    assert watching.ended() == 130


def test_another_size_of_the_terminal_is_drawn_for(evening: Path) -> None:
    evening.write_text(HEADER + DOWN * 1 + BACK, "utf-8")
    watching = Watching("show", str(evening), "--color", "never", lines=24)
    watching.until("Ctrl-C ends")
    watching.screen.resize(4, 40)
    watching.process.setwinsize(4, 40)
    seen = watching.until("lines above", "The site is back", "Ctrl-C ends")
    assert "goes down" not in seen
    watching.screen.resize(24, 80)
    watching.process.setwinsize(24, 80)
    watching.until("The site goes down", gone=("lines above",))
    assert watching.ended() == 130


@pytest.mark.skipif(not hasattr(signal, "SIGCONT"), reason="processes are not stopped here")
def test_what_was_stopped_draws_when_it_goes_on(evening: Path) -> None:
    watching = Watching("show", str(evening))
    watching.until("Ctrl-C ends")
    pid = watching.process.pid
    os.kill(pid, signal.SIGSTOP)
    os.waitpid(pid, os.WUNTRACED)
    watching.screen.reset()
    os.kill(pid, signal.SIGCONT)
    watching.until("The site goes down", "Ctrl-C ends")
    assert watching.ended() == 130


@pytest.mark.long
@pytest.mark.parametrize(
    ("command", "before", "after"),
    [
        (("check",), "watching evening.yaml: nothing is wrong", "not valid YAML"),
        (("gaps", "day:fri", "-f"), "down → the end", "back → the end"),
        (("count",), "Fri 20 Nov 2026  1", "Fri 20 Nov 2026  2"),
        (("why", "down", "-f"), "The site goes down", "goes down again"),
        (("list", "days", "-f"), "2026-11-20  Fri           1", "2026-11-20  Fri           2"),
        (("show", "--as", "chart", "-f"), "The site goes down", "The site is back"),
        (("show", "--format", "{id}!", "-f"), "down!", "back!"),
    ],
    ids=lambda part: " ".join(part) if isinstance(part, tuple) else "",
)
def test_other_commands_and_forms_watch_too(
    command: tuple[str, ...], before: str, after: str, evening: Path
) -> None:
    watching = Watching(*command, str(evening))
    watching.until(before)
    again = DOWN.replace("down}", "down again}") + BACK
    evening.write_text(HEADER + again + ("    - {" if command == ("check",) else ""), "utf-8")
    watching.until(after)
    assert watching.ended() == 130


@pytest.mark.long
def test_each_of_several_files_is_watched_and_rules_too(evening: Path, tmp_path: Path) -> None:
    log, rules = tmp_path / "log.csv", tmp_path / "log.rules"
    log.write_text("time,what\n2026-11-20 21:00,A call\n", "utf-8")
    rules.write_text("reader: csv\nwhen: time\ntitle: what\n", "utf-8")
    files = ("-f", str(evening), "-f", str(log), "--rules", str(rules), "--zone", "Asia/Jakarta")
    watching = Watching("show", *files)
    watching.until("The site goes down", "A call", "evening.yaml, log.csv, log.rules")
    log.write_text("time,what\n2026-11-20 21:30,Another call\n", "utf-8")
    watching.until("Another call")
    rules.write_text("reader: csv\nwhen: time\ntitle: time\n", "utf-8")
    watching.until("2026-11-20 21:30", gone=("Another",))
    evening.write_text(HEADER + BACK, "utf-8")
    watching.until("The site is back")
    assert watching.ended() == 130


def test_where_remarks_go_to_a_file_they_are_not_on_the_screen(
    evening: Path, tmp_path: Path
) -> None:
    import shlex

    evening.write_text(HEADER + DOWN + "    - {id: x}\n", "utf-8")
    command = shlex.join([str(Path(sys.executable).parent / "crisis"), "show", str(evening)])
    log = tmp_path / "log"
    process = pexpect.spawn(
        "/bin/sh",
        ["-c", f"exec {command} --watch 2>{shlex.quote(str(log))}"],
        env={"TERM": "xterm", "PATH": os.defpath, "LC_ALL": "C.UTF-8", "CRISIS_NO_CACHE": "1"},
        timeout=30,
    )
    process.expect_exact(b"Ctrl-C ends")
    assert b"has no title" not in process.before
    assert "has no title" in log.read_text("utf-8")
    process.sendintr()
    process.expect(pexpect.EOF)
    process.close()
    assert process.exitstatus == 130


REFUSED = {
    ("show", "--json"): "--watch does not go with --as json",
    ("show", "--as", "html"): "--watch does not go with --as html",
    ("check", "--as", "sarif"): "--watch does not go with --as sarif",
    ("show", "-o", "x.md"): "--watch draws on the terminal, and not into a file",
    ("show",): "--watch needs a terminal that can be drawn over",
}


@pytest.mark.parametrize("command", REFUSED, ids=" ".join)
def test_what_cannot_be_watched_is_refused(command: tuple[str, ...]) -> None:
    done = run(*command, "--watch", "-f", str(CASES / "monday.yaml"))
    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines()[0] == f"crisis: {REFUSED[command]}"


def refused(*arguments: str, **environment: str) -> str:
    """The first line on a terminal, without colour, of a command that ends with 2 or 3."""
    process = started(*arguments, "--watch", **environment)
    process.expect(pexpect.EOF)
    process.close()
    assert process.exitstatus in (2, 3)
    first = (process.before or b"").decode().splitlines()[0]
    return re.sub(r"\x1b\[[\d;]*m", "", first)


@pytest.mark.long
def test_nor_can_what_is_no_file_or_what_cannot_be_answered(evening: Path) -> None:
    at = {"CRISIS_FILE": str(evening)}
    assert refused("show", "-f", "-") == "crisis: standard input cannot be watched"
    assert refused("show", **at, TERM="dumb").endswith("a terminal that can be drawn over")
    assert refused("show", "-f", "no-such.yaml") == "no-such.yaml: no such file"
    assert refused("show", "actor:nobody", **at) == 'crisis: unknown actor "nobody"'


@pytest.mark.parametrize(
    ("change", "seen"),
    [
        (lambda path: path.write_text("xy", "utf-8"), True),
        (lambda path: path.read_text("utf-8"), False),
        (lambda path: path.unlink(), True),
        (lambda path: path.with_name("other").write_text("x", "utf-8"), False),
        (lambda path: path.with_name("other").replace(path), True),
        (lambda path: (path.parent / "folder/in it").write_text("y", "utf-8"), True),
    ],
)
def test_a_file_is_known_again(
    change: Callable[[Path], object], seen: bool, tmp_path: Path
) -> None:
    path = tmp_path / "file"
    path.write_text("x", "utf-8")
    path.with_name("other").write_text("x", "utf-8")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder/in it").write_text("xx", "utf-8")
    files = [str(path), str(tmp_path / "folder"), str(tmp_path / "nowhere"), "\0"]
    before = watch._states(files)
    change(path)
    assert (watch._states(files) != before) is seen


class Looks:
    """What each look finds: the states of the files, the size, whether the process is in front."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *looks: tuple[object, int, bool]) -> None:
        self.looks, self.at = looks, -1
        monkeypatch.setattr(watch, "STAT", 1)
        monkeypatch.setattr(watch, "sleep", self.sleep)
        monkeypatch.setattr(watch, "_states", lambda _: [self.looks[self.at][0]])
        monkeypatch.setattr(watch.live, "size", lambda: Size(self.looks[self.at][1], 24))
        monkeypatch.setattr(watch, "in_front", lambda _: self.looks[self.at][2])

    def sleep(self, _: float) -> None:
        self.at += 1
        assert self.at < len(self.looks), "waits longer than it should"

    @property
    def changed(self) -> tuple[list[object], Size]:
        return watch._changed(["file"], ["old"], Size(80, 24))


def test_a_file_is_read_when_it_is_written_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    idle, *written = ("old", 80, True), ("a", 80, True), ("ab", 80, True), ("abc", 80, True)
    looks = Looks(monkeypatch, idle, idle, *written, written[-1], idle)
    assert looks.changed == (["abc"], Size(80, 24))
    assert looks.at == 5, "at once when it is the same twice"
    writing = [(number, 80, True) for number in range(40)]
    looks = Looks(monkeypatch, *writing)  # a log that is never still is drawn all the same
    assert looks.changed == ([20], Size(80, 24))


def test_nothing_is_drawn_in_the_background(monkeypatch: pytest.MonkeyPatch) -> None:
    behind = ("new", 60, False)
    looks = Looks(monkeypatch, behind, behind, ("old", 80, True))
    assert looks.changed == (["old"], Size(80, 24)), "but in front again, over what is there"
    assert looks.at == 2


texts = st.text(st.sampled_from("ab \u6a19"), max_size=30)
some_lines = st.lists(texts, max_size=30).map("\n".join)


def rows(lines: list[str], size: Size) -> pyte.Screen:
    import pyte

    screen = Screen(size.columns, size.lines)
    pyte.Stream(screen).feed("x" * 500 + over(View("\n".join(lines), "", "end", False), size, "…"))
    return screen


@settings(max_examples=examples(50))
@given(some_lines, some_lines, st.booleans(), st.integers(10, 40), st.integers(3, 12))
def test_a_view_fits_and_its_status_is_seen(
    answer: str, remarks: str, end: bool, columns: int, lines: int
) -> None:
    size = Size(columns, lines)
    found = fitted(View(answer, remarks, "status", end), size, "…")
    assert found[-1] == "status"
    screen = rows(found[:-1], size)
    display = [line.rstrip() for line in screen.display]
    assert "x" not in "".join(display), "what stood there before is gone"
    assert "end" in display, "and nothing has moved up out of the screen"
    if not any("…" in line for line in found):
        assert found == [*answer.splitlines(), *remarks.splitlines(), "status"]


def test_of_what_is_too_tall_the_newest_stays() -> None:
    answer = "\n".join(f"line {n}" for n in range(1, 31))
    size = Size(40, 6)
    newest = fitted(View(answer, "remark", "status", True), size, "…")
    assert newest == ["… 27 lines above", "line 28", "line 29", "line 30", "remark", "status"]
    days = "T\n\n\x1b[1mFriday\x1b[0m\n  10:00  a\n  11:00  b\n\nSaturday\n  12:00  c\n  13:00  d"
    newest = fitted(View(days, "", "status", True), Size(40, 4), "…")
    assert newest == ["… 7 lines above: Saturday", "  12:00  c", "  13:00  d", "status"]
    newest = fitted(View(days, "", "status", True), Size(20, 7), "…")
    assert newest[:2] == ["… 4 lines above", "  11:00  b"], "there is no room for the day"
    newest = fitted(View(days, "", "status", True), Size(40, 5), "…")
    assert newest[:2] == ["… 6 lines above", "Saturday"]
    first = fitted(View(answer, "remark", "status", False), size, "…")
    assert first == ["line 1", "line 2", "line 3", "… 27 lines more", "remark", "status"]
    assert fitted(View("a", answer, "", False), size, "…")[:2] == ["a", "line 1"]
