"""Golden cases of whole commands: ``tests/cases/*.test``, each file one theme.

A case is a command as typed in tests/cases, then what it must print and the exit code::

    # Why this case is here.
    $ FORCE_COLOR=0 crisis show -f - --day monday
    <
    standard input
    >
    standard output
    >2
    standard error
    >= 0

``<``, ``>`` and ``>2`` may be left out; ``>= CODE`` ends the case. The rest is exact. What an
editor would not show is spelled out: ESC as ␛, other control codes as their pictures (␀, ␍), what
turns the direction of text as ⟦202e⟧. A line that would look like a mark begins with a backslash,
and ``\\no newline`` says that the text ends without one.

A file whose first line says that each case has ``files/`` of its own has commands that write:
behind ``>+`` stands what became of the files, as a diff.

``BLESS=1 pytest tests/test_cases.py`` writes what the commands print now into the files, to be read
in the diff. A case with ``FAILS:`` in its comment says what should be and is never rewritten; once
it passes, the same command takes the line away.

The first case of each file, and every case of help, is a process of its own; the others call the
same function as the console script, in this process, which is fifty times faster.
"""

from __future__ import annotations

import difflib
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

CASES = Path(__file__).parent / "cases"
COMMAND = Path(sys.executable).parent / "crisis"
BLESS = os.environ.get("BLESS", "") not in ("", "0")
KNOWN_WRONG = "FAILS:"
NEEDS = {"tables": "duckdb"}
"""What the cases of some files need that is not installed with crisis."""
OWN_FILES = "Each case has files/ of its own"

# Nothing of the caller's, and a zone that no timeline here has: it must not matter.
CLEAN = {
    "PATH": os.environ.get("PATH", os.defpath),
    "LC_ALL": "C.UTF-8",
    "TZ": "Pacific/Kiritimati",
}

_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]"
)
_MARK = re.compile(r"[<>$\\]")
_SETTING = re.compile(r"[A-Z_]+=")


class Outcome(NamedTuple):
    """What a command did."""

    out: str
    err: str
    code: int
    files: str = ""


@dataclass
class Case:
    """One command and what is expected of it. ``place`` is its number in the file, from 1."""

    comment: list[str]
    command: str
    place: int
    line: int
    stdin: str | None = None
    expected: Outcome = field(default_factory=lambda: Outcome("", "", 0))

    @property
    def environment(self) -> dict[str, str]:
        settings = [word for word in shlex.split(self.command) if _SETTING.match(word)]
        return dict(word.split("=", 1) for word in settings)

    @property
    def arguments(self) -> list[str]:
        words = shlex.split(self.command)
        start = next(i for i, word in enumerate(words) if not _SETTING.match(word))
        assert words[start] == "crisis", f"line {self.line}: not a crisis command"
        return words[start + 1 :]

    @property
    def separate(self) -> bool:
        """Whether it runs as a process of its own. Help asks how wide the real terminal is."""
        return self.place == 1 or not self.arguments or bool({"-h", "--help"} & {*self.arguments})

    def text(self) -> str:
        parts = [*self.comment, f"$ {self.command}"]
        if self.stdin is not None:
            parts += ["<", *_written(self.stdin), ">"]
        parts += _written(self.expected.out)
        if self.expected.err:
            parts += [">2", *_written(self.expected.err)]
        if self.expected.files:
            parts += [">+", *_written(self.expected.files)]
        return "\n".join([*parts, f">= {self.expected.code}"])


@dataclass
class CaseFile:
    """The cases of a file and what stands behind the last one."""

    path: Path
    cases: list[Case] = field(default_factory=list)
    tail: list[str] = field(default_factory=list)

    @property
    def writes(self) -> bool:
        """Whether each case has the event files for itself."""
        return bool(self.cases) and any(OWN_FILES in line for line in self.cases[0].comment)

    def write(self) -> None:
        parts = [case.text() for case in self.cases] + ["\n".join(self.tail)] * bool(self.tail)
        self.path.write_text("\n".join(parts) + "\n", encoding="utf-8")


def visible(text: str) -> str:
    """A text without anything that an editor would hide or obey."""
    return _CONTROL.sub(_picture, text)


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    return "␛" if code == 27 else chr(0x2400 + code) if code < 32 else f"⟦{code:02x}⟧"


def _written(text: str) -> list[str]:
    """A text as lines of a case file."""
    if not text:
        return []
    lines = visible(text).split("\n")
    lines = [f"\\{line}" if _MARK.match(line) else line for line in lines]
    return [*lines, "\\no newline"] if lines[-1] else lines[:-1]


def _read(lines: list[str]) -> str:
    """The text that lines of a case file stand for."""
    text = "".join(f"{line}\n" for line in lines)
    bare = text.removesuffix("\n\\no newline\n")
    return "\n".join(re.sub(r"\A\\(?=[<>$\\])", "", line) for line in bare.split("\n"))


def parse(path: Path) -> CaseFile:
    """Read a case file. Raises ValueError where it breaks the form."""
    found = CaseFile(path)
    comment: list[str] = []
    case: Case | None = None
    blocks: dict[str, list[str]] = {}
    block = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if case is None:
            if line.startswith("$ "):
                case = Case(comment, line[2:], len(found.cases) + 1, number)
                comment, blocks, block = [], {">": []}, ">"
            elif line and not line.startswith("#"):
                raise ValueError(f"{path.name}:{number}: neither a comment nor a command: {line}")
            else:
                comment.append(line)
        elif line in ("<", ">", ">2", ">+"):
            block = line
            blocks.setdefault(block, [])
        elif line.startswith(">= "):
            out, err = _read(blocks[">"]), _read(blocks.get(">2", []))
            case.expected = Outcome(out, err, int(line[3:]), _read(blocks.get(">+", [])))
            case.stdin = _read(blocks["<"]) if "<" in blocks else None
            found.cases.append(case)
            case = None
        else:
            blocks[block].append(line)
    if case is not None:
        raise ValueError(f"{path.name}:{case.line}: no exit code (>= 0) ends this case")
    found.tail = comment
    return found


FILES = [parse(path) for path in sorted(CASES.glob("*.test"))]
PAIRS = [
    pytest.param(file, case, id=f"{file.path.stem}-{case.place}")
    for file in FILES
    for case in file.cases
]


@pytest.fixture(scope="module", autouse=True)
def _somewhere_else() -> Iterator[None]:
    """This process has a clean environment too, and works where the event files are."""
    kept, folder = dict(os.environ), Path.cwd()
    os.environ.clear()
    os.environ.update(CLEAN)
    time.tzset()
    os.chdir(CASES)
    yield
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(kept)
    time.tzset()


@pytest.mark.parametrize(("file", "case"), PAIRS)
def test_case(file: CaseFile, case: Case) -> None:
    if (needed := NEEDS.get(file.path.stem)) is not None:
        pytest.importorskip(needed, reason=f"{needed} is an extra, and is not installed")
    found = run_on_files_of_its_own(case) if file.writes else run(case)
    found = Outcome(*map(visible, (found.out, found.err)), found.code, visible(found.files))
    comment = [line for line in case.comment if KNOWN_WRONG not in line]
    known_wrong = comment != case.comment
    if found == case.expected:
        if BLESS and known_wrong:
            case.comment = comment
            file.write()
        return
    if BLESS and not known_wrong:
        case.expected = found
        file.write()
        return
    where = f"{file.path.relative_to(CASES.parents[1])}:{case.line}"
    head = [where, *filter(None, case.comment), f"$ {case.command}"]
    pytest.fail("\n".join([*head, *difference(case, found)]), pytrace=False)


def difference(case: Case, found: Outcome) -> list[str]:
    """What was expected (-) and what came (+), stream by stream."""
    lines = []
    for name, old, new in (
        ("stdout", case.expected.out, found.out),
        ("stderr", case.expected.err, found.err),
        ("files", case.expected.files, found.files),
        ("exit code", f"{case.expected.code}\n", f"{found.code}\n"),
    ):
        if old != new:
            diff = difflib.unified_diff(old.split("\n"), new.split("\n"), lineterm="", n=2)
            lines += [f"--- {name}", *list(diff)[2:]]
    return lines


def run_on_files_of_its_own(case: Case) -> Outcome:
    """Carry out a case in a folder with a copy of the event files; what became of them."""
    with tempfile.TemporaryDirectory() as folder:
        for path in (CASES / "files").glob("*.yaml"):
            target = Path(folder, path.relative_to(CASES))
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
        before = _contents(Path(folder))
        os.chdir(folder)
        try:
            found = run(case, folder)
        finally:
            os.chdir(CASES)
        after = _contents(Path(folder))
    changes = []
    for name in sorted(before.keys() | after.keys()):
        old, new = before.get(name), after.get(name)
        if old != new:
            lines = [(text or "").split("\n") for text in (old, new)]
            names = [name if text is not None else "nothing" for text in (old, new)]
            changes += difflib.unified_diff(*lines, *names, lineterm="", n=2)
    return found._replace(files="".join(f"{line}\n" for line in changes))


def _contents(folder: Path) -> dict[str, str]:
    """The files of a folder, whatever is in them."""
    return {
        str(path.relative_to(folder)): path.read_bytes().decode("utf-8", "backslashreplace")
        for path in folder.rglob("*")
        if path.is_file()
    }


def run(case: Case, folder: str | Path = CASES) -> Outcome:
    """Carry out a case as it says: as a process, or in this one."""
    stdin = (case.stdin or "").encode()
    if case.separate:
        return run_process(case.arguments, case.environment, stdin, folder)
    return run_here(case.arguments, case.environment, stdin)


def run_process(
    arguments: list[str], environment: dict[str, str], stdin: bytes, folder: str | Path = CASES
) -> Outcome:
    """The console script of this environment."""
    done = subprocess.run(
        [COMMAND, *arguments],
        env=CLEAN | environment,
        cwd=folder,
        input=stdin,
        capture_output=True,
        check=False,
        timeout=60,
    )
    encoding = environment.get("PYTHONIOENCODING", "utf-8")
    return Outcome(done.stdout.decode(encoding), done.stderr.decode(encoding), done.returncode)


def run_here(arguments: list[str], environment: dict[str, str], stdin: bytes) -> Outcome:
    """The same in this process."""
    from crisis.cli.main import main

    encoding = environment.get("PYTHONIOENCODING", "utf-8")
    with _set(environment), _streams(stdin, encoding) as (out, err):
        code = main(arguments)
    return Outcome(out.getvalue().decode(encoding), err.getvalue().decode(encoding), code)


@contextmanager
def _set(environment: dict[str, str]) -> Iterator[None]:
    os.environ.update(environment)
    yield
    os.environ.clear()
    os.environ.update(CLEAN)


@contextmanager
def _streams(stdin: bytes, encoding: str) -> Iterator[tuple[io.BytesIO, io.BytesIO]]:
    """Streams as the interpreter would open them on pipes."""
    kept = sys.stdin, sys.stdout, sys.stderr
    out, err = io.BytesIO(), io.BytesIO()
    sys.stdin = io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8")
    sys.stdout = io.TextIOWrapper(out, encoding=encoding, write_through=True)
    sys.stderr = io.TextIOWrapper(err, encoding=encoding, write_through=True)
    try:
        yield out, err
    finally:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
            stream.detach()  # type: ignore[attr-defined]
        sys.stdin, sys.stdout, sys.stderr = kept


@pytest.mark.parametrize(
    "arguments",
    [
        ["show", "-f", "files/outage.yaml"],
        ["show", "-f", "files/broken.yaml", "--width", "60"],
        ["show", "-f", "files/outage.yaml", "--json", "--day", "friday"],
        ["show", "--actr", "x"],
        ["why", "-f", "files/outage.yaml", "breach"],
    ],
)
def test_this_process_is_like_one_of_its_own(arguments: list[str]) -> None:
    assert run_here(arguments, {}, b"") == run_process(arguments, {}, b"")


@pytest.mark.parametrize("text", ["", "a\n", "a\n\nb", "> b\n$ c\n\\ d\n", "\x1b[1m\u202e\n", "\n"])
def test_a_text_in_a_case_file_is_exact(text: str) -> None:
    assert _read(_written(text)) == visible(text)


def test_the_case_files_are_written_as_they_are_read() -> None:
    for file in FILES:
        before = file.path.read_text(encoding="utf-8")
        parts = [case.text() for case in file.cases] + ["\n".join(file.tail)] * bool(file.tail)
        assert "\n".join(parts) + "\n" == before, file.path.name
