"""The world around a command: pipes, files, folders, terminals and hands on the keyboard."""

from __future__ import annotations

import json
import os
import pty
import random
import re
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
from fcntl import ioctl
from pathlib import Path

import pytest

from crisis.timeline import load
from crisis.timeline.eventfile.files import read_source

from ..support.examples import sampled

COMMAND = str(Path(sys.executable).parent / "crisis")
ROOT = Path(__file__).parents[2]
OPENAI = ROOT / "fixtures" / "openai.yaml"
SMALL = "timeline: {zone: UTC}\nevents:\n  - {id: a, title: Ä, when: 2023-11-17 12:28}\n"
ENV = {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "PAGER": "cat"}


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """An environment with a home of its own, so that nothing of the user's is read or written."""
    return ENV | {"HOME": str(tmp_path / "home")}


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "t.yaml"
    path.write_text(SMALL, "utf-8")
    return str(path)


def run(*arguments: str, env: dict[str, str], **more: object) -> subprocess.CompletedProcess[bytes]:
    options = {"stdin": subprocess.DEVNULL, "timeout": 60} | more
    return subprocess.run(
        [COMMAND, *arguments],
        env=env,
        capture_output=True,
        check=False,
        **options,  # type: ignore[call-overload]
    )


def fine(done: subprocess.CompletedProcess[bytes], code: int = 0) -> str:
    """What it printed; it ended with this code, and with no traceback."""
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    assert b"internal error" not in done.stderr, done.stderr.decode()
    assert done.returncode == code, done.stderr.decode()
    return done.stdout.decode()


# Where text comes from


def test_standard_input_that_never_ends_is_refused(home: dict[str, str]) -> None:
    with open("/dev/zero", "rb") as zeros:
        done = run("show", "-f", "-", env=home, stdin=zeros)
    assert fine(done, 3) == ""
    assert b"larger than 256 MiB" in done.stderr


def test_a_writer_that_stops_halfway_is_a_problem_with_a_place(home: dict[str, str]) -> None:
    done = run("show", "-f", "-", env=home, stdin=None, input=SMALL.encode()[:-12])
    fine(done, 3)
    assert b"<stdin>:3:" in done.stderr


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/", "this is a directory"),
        ("/nonexistent/x.yaml", "no such file"),
        ("/dev/null/x", "Not a directory"),
        ("/proc/self/mem", "Input/output error"),
        ("x" * 5000, "File name too long"),
        ("/dev/full", "larger than"),
    ],
)
def test_what_cannot_be_read_is_told(home: dict[str, str], path: str, message: str) -> None:
    done = run("show", f"-f{path}", env=home)
    assert fine(done, 3) == ""
    assert message in done.stderr.decode()


def test_no_permission_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    problem = read_source("x.yaml").problem
    assert problem is not None
    assert problem.message == "Permission denied"


def test_a_named_pipe_is_read_to_its_end(home: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_text, args=(SMALL, "utf-8"))
    writer.start()
    done = run("show", "-f", str(path), env=home)
    writer.join()
    assert fine(done).startswith("2023-11-17  12:28  Ä")


@pytest.mark.parametrize("name", ["--help", "-x.yaml", "--", "a b\n\x1b[31m.yaml", "é\udcff.yaml"])
def test_a_file_name_is_a_file_name(home: dict[str, str], tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(SMALL, "utf-8")
    done = run("show", "-f", name, "--json", env=home, cwd=tmp_path)
    assert json.loads(fine(done))["timeline"]["files"] == [name]
    assert b"\x1b" not in done.stdout + done.stderr
    (tmp_path / name).write_text("x: [", "utf-8")
    done = run("check", "-f", name, env=home, cwd=tmp_path)
    assert done.returncode in (1, 3)
    assert b"\x1b" not in done.stdout + done.stderr


def test_a_file_that_is_replaced_is_read_whole(tmp_path: Path) -> None:
    """Editors write a new file and put it in the place of the old one."""
    path = tmp_path / "t.yaml"
    versions = [
        "events:\n" + "".join(f"  - {{id: {name}{n}, title: t}}\n" for n in range(300))
        for name in "ab"
    ]
    path.write_text(versions[0], "utf-8")
    stop = threading.Event()

    def edit() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            (tmp_path / "new").write_text(versions[number % 2], "utf-8")
            os.replace(tmp_path / "new", path)

    editor = threading.Thread(target=edit)
    editor.start()
    try:
        for _ in range(30):
            timeline = load(str(path))
            assert timeline.problems == ()
            assert len({event.id[0] for event in timeline.events}) == 1
            assert len(timeline.events) == 300
    finally:
        stop.set()
        editor.join()


def test_a_file_that_is_cut_while_it_is_read_is_no_crash(tmp_path: Path) -> None:
    path = tmp_path / "t.yaml"
    text = "events:\n" + "  - {id: a, title: Ä}\n" * 300
    stop = threading.Event()

    def edit() -> None:
        while not stop.is_set():
            path.write_text(text[: random.randrange(len(text))], "utf-8")

    path.write_text(text, "utf-8")
    editor = threading.Thread(target=edit)
    editor.start()
    try:
        for _ in range(30):
            timeline = load(str(path))
            assert all(event.title in ("Ä", "") for event in timeline.events)
    finally:
        stop.set()
        editor.join()


# Folders and settings

ODD = {
    "no home": {"HOME": ""},
    "a home that is not there": {"HOME": "/nonexistent"},
    "a home that is a file": {"HOME": "/dev/null"},
    "a cache that cannot be written": {"XDG_CACHE_HOME": "/proc"},
    "a cache that is a file": {"XDG_CACHE_HOME": "/dev/null"},
    "no cache wanted": {"CRISIS_CACHE": ""},
    "no zones in the system": {"PYTHONTZPATH": ""},
    "zones in a folder that is not there": {"PYTHONTZPATH": "/nonexistent"},
    "an unknown locale": {"LC_ALL": "tlh_KX.UTF-8", "LANG": "xx"},
    "an unknown zone": {"TZ": "Nowhere/Land"},
    "no terminal type": {"TERM": ""},
    "an unknown terminal type": {"TERM": "no-such-terminal"},
    "columns that are none": {"COLUMNS": "-3"},
    "very many columns": {"COLUMNS": "9" * 30},
    "an empty path": {"PATH": ""},
    "files that are separators": {"CRISIS_FILE": ":::"},
}


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere room is not limited so")
@pytest.mark.parametrize("given", ["a file", "standard input", "a pipe"])
def test_a_small_file_takes_little_room(home: dict[str, str], file: str, given: str) -> None:
    """200 MB of addresses are enough, whatever a file may have at most."""
    script = 'ulimit -v 200000; if [ "$1" = "a pipe" ]; then cat <"$2" | "$0" show -q -f -; fi'
    script += '; if [ "$1" = "a file" ]; then "$0" show -q -f "$2"; fi'
    script += '; if [ "$1" = "standard input" ]; then "$0" show -q -f - <"$2"; fi'
    done = subprocess.run(
        ["sh", "-c", script, COMMAND, given, file], capture_output=True, env=home, check=False
    )
    assert fine(done) == fine(run("show", "-q", "-f", file, env=home))


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_an_odd_environment_changes_no_answer(
    home: dict[str, str], file: str, odd: dict[str, str]
) -> None:
    question = ("show", "-f", file, "--tz", "Europe/Amsterdam", "--json")
    assert fine(run(*question, env=home | odd)) == fine(run(*question, env=home))


def test_an_environment_without_anything_is_enough(file: str) -> None:
    assert "a" in fine(run("show", "-f", file, "-q", env={}))


@pytest.mark.parametrize(
    "settings", [{"LC_ALL": "C", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "latin-1"}]
)
def test_letters_that_the_terminal_lacks_become_escapes(
    home: dict[str, str], file: str, settings: dict[str, str]
) -> None:
    Path(file).write_text(SMALL.replace("Ä", "Ä 標 é"), "utf-8")
    env = {name: text for name, text in home.items() if name != "LC_ALL"} | settings
    done = run("show", "-f", file, env=env | {"PYTHONCOERCECLOCALE": "0"})
    assert b"Traceback" not in done.stderr
    assert done.returncode == 0
    assert b"\\u6a19" in done.stdout


def test_a_working_folder_that_is_gone_is_told(
    home: dict[str, str], tmp_path: Path, file: str
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    script = f'cd "{gone}" && rmdir "{gone}" && exec "{COMMAND}" show -q "$@"'
    for arguments, code in ((("-f", file), 0), ((), 0), (("-f", "x.yaml"), 3)):
        done = subprocess.run(
            ["/bin/sh", "-c", script, "sh", *arguments],
            env=home,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            check=False,
        )
        fine(done, code)
        gone.mkdir()


@pytest.mark.parametrize("columns", sampled([3, 1, 10]))
@pytest.mark.parametrize("form", ["table", "tree"])
def test_a_terminal_of_a_few_columns_shows_every_event(
    home: dict[str, str], columns: int, form: str
) -> None:
    leader, follower = pty.openpty()
    ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 2, columns, 0, 0))
    question = ("show", "-q", "--day", "monday", "-f", str(OPENAI))
    command = [COMMAND, *question, "--no-pager", "--color", "never", "--as", form]
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=follower, stderr=follower, env=home
    )
    os.close(follower)
    found = b""
    while True:
        try:
            piece = os.read(leader, 65536)
        except OSError:
            break
        if not piece:
            break
        found += piece
    os.close(leader)
    assert process.wait(60) == 0
    assert b"Traceback" not in found
    shown = re.sub(r"[\s│├└─]+", "", found.decode())
    letters = "".join(re.findall(r"\w", shown))
    for event in json.loads(fine(run(*question, "--json", env=home)))["events"]:
        title = event["title"]
        words = title if isinstance(title, str) else next(iter(title.values()))
        assert "".join(re.findall(r"\w", words))[:3] in letters


# Hands on the keyboard, and several of them


def test_an_interrupt_at_any_moment_is_no_crash(home: dict[str, str], tmp_path: Path) -> None:
    """Before the first line of ours runs the interpreter itself tells of it; from then on, 130."""
    path = tmp_path / "t.yaml"
    lines = (f"  - {{id: e{n}, title: t, when: 2023-11-17}}\n" for n in range(4_000))
    path.write_text("timeline: {zone: UTC}\nevents:\n" + "".join(lines), "utf-8")
    chance = random.Random(7)
    codes = []
    for _ in range(12):
        process = subprocess.Popen(
            [COMMAND, "show", "-q", "-f", str(path), "--json"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env=home,
        )
        time.sleep(chance.uniform(0.0, 0.8))
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
        codes.append(process.returncode)
        if b"Traceback" in err:
            assert b"cli/" not in err.replace(b"cli/entry.py", b""), err.decode()
            assert b"timeline/" not in err
        else:
            assert process.returncode in (0, 130, -signal.SIGINT)
            assert err == b""
    assert 130 in codes


def test_two_at_once_disturb_each_other_in_nothing(home: dict[str, str], tmp_path: Path) -> None:
    """They may keep an index of the same file at the same time, or find it half a moment later."""
    path = tmp_path / "t.yaml"
    lines = (f"  - {{id: e{n}, title: t, when: 2023-11-17}}\n" for n in range(1_200))
    path.write_text("timeline: {zone: UTC}\nevents:\n" + "".join(lines), "utf-8")
    command = [COMMAND, "show", "-q", "-f", str(path), "--json"]
    expected = subprocess.run(command, env=home, capture_output=True, check=True).stdout
    for _ in range(2):
        several = [
            subprocess.Popen(
                command,
                env=home | {"HOME": str(tmp_path / "other")},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
            for _ in range(3)
        ]
        for process in several:
            out, err = process.communicate(timeout=60)
            assert (out, err, process.returncode) == (expected, b"", 0)
