"""Real processes on real pipes, terminals and full disks."""

from __future__ import annotations

import errno
import json
import os
import pty
import re
import signal
import struct
import subprocess
import sys
import termios
import time
from fcntl import ioctl
from pathlib import Path
from resource import RLIMIT_FSIZE, setrlimit

import pytest
from rich.cells import cell_len

from ..support.examples import sampled

COMMAND = str(Path(sys.executable).parent / "crisis")
CASES = Path(__file__).parents[1] / "cases"
FIXTURES = Path(__file__).parents[2] / "fixtures"
ENV = {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "TZ": "Pacific/Kiritimati", "PAGER": "cat"}
OPENAI = ("-f", str(FIXTURES / "openai.yaml"))
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


def start(*arguments: str, **more: object) -> subprocess.Popen[bytes]:
    options = {"stdin": subprocess.DEVNULL, "stderr": subprocess.PIPE, "env": ENV} | more
    return subprocess.Popen([COMMAND, *arguments], **options)  # type: ignore[call-overload,no-any-return]


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "--json"),
        ("show",),
        ("show", "--as", "tree"),
        ("why", "return"),
        ("check",),
    ],
)
def test_a_reader_that_stops_is_no_error(arguments: tuple[str, ...]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    process = start(*arguments, "-q", *OPENAI, stdout=writer)
    os.close(writer)
    _, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (141, b"")


def test_a_reader_that_stops_after_a_byte() -> None:
    """More is to come than the pipe holds, so that it is still writing."""
    script = 'set -o pipefail; "$0" show --json -q -f "$1" | head -c 1'
    command = ["bash", "-c", script, COMMAND, OPENAI[1]]
    done = subprocess.run(command, env=ENV, capture_output=True, check=False, timeout=30)
    assert (done.stdout, done.stderr, done.returncode) == (b"{", b"", 141)


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ()])
def test_help_into_a_closed_pipe(arguments: tuple[str, ...]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    process = start(*arguments, stdout=writer)
    os.close(writer)
    _, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (141, b"")


@pytest.mark.parametrize("arguments", [("show",), ("show", "--json"), ("why", "return")])
def test_a_closed_stdout_is_an_error_and_no_traceback(arguments: tuple[str, ...]) -> None:
    command = ["sh", "-c", 'exec "$@" >&-', "sh", COMMAND, *arguments, "-q", *OPENAI]
    done = subprocess.run(command, env=ENV, capture_output=True, check=False, timeout=30)
    assert b"Traceback" not in done.stderr
    assert b"internal error" not in done.stderr
    assert done.returncode not in (0, 1)


def test_a_closed_stderr_loses_remarks_only() -> None:
    command = ["sh", "-c", 'exec "$@" 2>&-', "sh", COMMAND, "show", "--day", "monday", *OPENAI]
    done = subprocess.run(command, env=ENV, capture_output=True, check=False, timeout=30)
    assert done.returncode == 0
    assert b"board-memo" in done.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize(
    "arguments",
    [("show", "-q"), ("show", "-q", "--json"), ("why", "return"), ("check",), ("--help",)],
)
def test_a_full_disk_is_an_error_and_no_traceback(arguments: tuple[str, ...]) -> None:
    files = OPENAI if not arguments[0].startswith("-") else ()
    with open("/dev/full", "wb") as full:
        process = start(*arguments, *files, stdout=full)
        _, err = process.communicate(timeout=30)
    assert os.strerror(errno.ENOSPC) in err.decode()
    assert b"Traceback" not in err
    assert len(err.splitlines()) == 1
    assert process.returncode not in (0, 1, 2)


def test_an_interrupt_ends_it_quietly() -> None:
    """It waits for standard input; whoever started it presses Ctrl-C."""
    reader, writer = os.pipe()
    process = start("show", "-f", "-", stdin=reader, stdout=subprocess.PIPE)
    os.close(reader)
    wait_until_it_reads(process.pid)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    os.close(writer)
    assert (process.returncode, out) == (130, b"")
    assert b"Traceback" not in err


def wait_until_it_reads(pid: int) -> None:
    """Until the process sleeps in a read of its standard input."""
    wchan = Path(f"/proc/{pid}/syscall")
    for _ in range(200):
        time.sleep(0.02)
        try:
            call = wchan.read_text(encoding="ascii").split()
        except OSError:
            time.sleep(1)
            return
        if call[:2] == ["0", "0x0"]:
            return


# A real terminal


def on_terminal(columns: int, *arguments: str, **environment: str) -> str:
    """What a command writes to a terminal so wide; standard error stays apart."""
    leader, follower = pty.openpty()
    ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 4000, columns, 0, 0))
    process = start(*arguments, stdout=follower, env=ENV | {"TERM": "xterm"} | environment)
    os.close(follower)
    found = b""
    while True:
        try:
            chunk = os.read(leader, 65536)
        except OSError:  # Linux says so when the last writer is gone
            break
        if not chunk:
            break
        found += chunk
    os.close(leader)
    process.communicate(timeout=30)
    assert process.returncode == 0
    return found.decode().replace("\r\n", "\n")


def piped(*arguments: str) -> str:
    done = subprocess.run([COMMAND, *arguments], env=ENV, capture_output=True, check=True)
    return done.stdout.decode()


def ids(*arguments: str) -> list[str]:
    """The ids that the JSON of the same question has, in order."""
    return [event["id"] for event in json.loads(piped(*arguments, "--json"))["events"]]


QUESTIONS = [
    ("show", "-q", "--day", "monday", *OPENAI),
    ("show", "-q", "-f", str(CASES / "files/hostile.yaml")),
    ("show", "-q", "-f", str(FIXTURES / "blackout-2003.yaml"), "--hour", "-10m..10m"),
]


@pytest.mark.parametrize("form", sampled(["tree", "table"]))
@pytest.mark.parametrize("columns", sampled([80, 40, 200]))
@pytest.mark.parametrize("question", QUESTIONS, ids=["monday", "hostile", "blackout"])
def test_a_terminal_shows_the_same_records(
    question: tuple[str, ...], columns: int, form: str
) -> None:
    shown = ESCAPE.sub("", on_terminal(columns, *question, "--as", form, "--long"))
    assert "\x1b" not in shown
    wide = [line for line in shown.split("\n") if cell_len(line) > columns]
    assert not wide
    # An id that does not fit stands on two lines; without blanks and branches it is whole again.
    packed = re.sub(r"[\s│├└─╭╰]+", "", shown)
    expected = ids(*question)
    places = [packed.find(name) for name in expected]
    assert -1 not in places, [name for name in expected if name not in packed]


@pytest.mark.parametrize("columns", sampled([40, 80, 200]))
@pytest.mark.parametrize("question", QUESTIONS[::2], ids=["monday", "blackout"])
def test_nothing_of_a_long_table_is_cut_off(question: tuple[str, ...], columns: int) -> None:
    assert "…" not in on_terminal(columns, *question, "--long")


def test_a_terminal_has_colour_and_a_pipe_has_none() -> None:
    question = QUESTIONS[0]
    assert "\x1b[" in on_terminal(80, *question)
    assert "\x1b" not in on_terminal(80, *question, NO_COLOR="1")
    assert "\x1b" not in on_terminal(80, *question, TERM="dumb")
    assert "\x1b" not in on_terminal(80, *question, FORCE_COLOR="0")
    assert "\x1b" not in on_terminal(80, *question, "--color", "never")
    assert "\x1b" not in on_terminal(80, *question, "--json")
    assert "\x1b" not in piped(*question)


def test_without_colour_a_terminal_is_like_a_width() -> None:
    question = QUESTIONS[0]
    assert on_terminal(80, *question, NO_COLOR="1") == piped(*question, "--width", "80")


def test_a_pipe_has_a_line_for_each_event() -> None:
    question = QUESTIONS[0]
    lines = piped(*question).splitlines()
    names = ids(*question)
    assert sorted(line.split()[-1] for line in lines) == sorted(names)
    # What may be at any time of a day stands behind what has a clock, what may be on any day before
    # it in front of it, all else as in the JSON.
    days = [line for line in lines if not line.startswith("..")]
    clocked = [line.split()[-1] for line in days if " some time " not in line]
    assert clocked == [name for name in names if name in clocked]


def test_columns_of_the_environment_count_on_a_terminal() -> None:
    question = QUESTIONS[0]
    shown = ESCAPE.sub("", on_terminal(200, *question, COLUMNS="60"))
    assert max(cell_len(line) for line in shown.split("\n")) <= 60


ANSWER = ("show", "--json", "-q", *OPENAI)
BUFFERED = pytest.mark.parametrize("unbuffered", ["", "1"])


def whole() -> bytes:
    return subprocess.run([COMMAND, *ANSWER], env=ENV, capture_output=True, check=True).stdout


@BUFFERED
def test_a_limit_on_files_cuts_no_answer_in_silence(tmp_path: Path, unbuffered: str) -> None:
    expected = whole()
    for limit in (1, 4096, len(expected) // 2, len(expected) - 1, len(expected)):
        with open(tmp_path / "out", "wb") as out:
            process = start(
                *ANSWER,
                stdout=out,
                env=ENV | {"PYTHONUNBUFFERED": unbuffered},
                preexec_fn=lambda most=limit: setrlimit(RLIMIT_FSIZE, (most, most)),
            )
            _, err = process.communicate(timeout=30)
        written = (tmp_path / "out").read_bytes()
        assert written == expected[: len(written)]
        assert (process.returncode, len(written) == len(expected)) in ((0, True), (70, False))
        assert bool(err) == (process.returncode != 0)


@BUFFERED
def test_a_pipe_that_does_not_block_gets_all(unbuffered: str) -> None:
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    env = ENV | {"PYTHONUNBUFFERED": unbuffered}
    process = start(*ANSWER, stdout=writer, stderr=subprocess.DEVNULL, env=env)
    os.close(writer)
    time.sleep(0.5)  # the pipe is full by then, or all of this is for nothing
    with open(reader, "rb") as late:
        assert late.read() == whole()
    assert process.wait(timeout=30) == 0


@BUFFERED
def test_a_command_that_was_stopped_halfway_writes_all(unbuffered: str) -> None:
    """As after Ctrl-Z and ``fg``, in the middle of a write to a pipe that is full."""
    reader, writer = os.pipe()
    env = ENV | {"PYTHONUNBUFFERED": unbuffered}
    process = start(*ANSWER, stdout=writer, stderr=subprocess.DEVNULL, env=env)
    os.close(writer)
    with open(reader, "rb") as late:
        first = os.read(late.fileno(), 1000)  # by then it writes
        process.send_signal(signal.SIGSTOP)
        process.send_signal(signal.SIGCONT)
        assert first + late.read() == whole()
    assert process.wait(timeout=30) == 0
