"""What is measured: groups of tasks that run in turn, with the budget of each."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from . import peers, table_suite
from .events import RARE, ROWS
from .files import made_file
from .places import CACHE, CRISIS, DATA, HERE, ROOT, environment
from .processes import Command
from .rounds import Limits, Task
from .shapes import SHAPES, shape_file

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SMALL = 30
HELLO = """\
import typer
app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)
@app.command()
def hello(name: str = "you") -> None:
    print("hello", name)
app()
"""
LIBYAML = """\
import collections, sys, yaml
with open(sys.argv[1], "rb") as file:
    collections.deque(yaml.parse(file, Loader=yaml.CLoader), maxlen=0)
"""
FORMS = ("table", "tree", "csv", "ndjson", "json", "markdown", "html", "svg", "chart")
QUESTIONS = {
    "an actor": ("show", f"actor:{RARE}"),
    "an actor, as JSON": ("show", f"actor:{RARE}", "--json"),
    "a day, up to 50": ("show", "--day", "2023-01-02", "--limit", "50"),
    "a word, up to 50": ("show", "resigns", "--limit", "50"),
    "the first 50": ("show", "--limit", "50"),
    "why": ("why", "e15"),
    "tags": ("list", "tags"),
    "days of an actor": ("count", f"actor:{RARE}", "--by", "day"),
}
PATIENT = ("why",)
"""Questions that read all events, and are not asked of more than 100,000."""

BLOCK = "crisis --no-cache, the block style"
_MB = 1_000_000
_TEN, _HUNDRED = 10_000, 100_000


class Suite(NamedTuple):
    """``groups`` makes the tasks for some sizes. ``sizes`` are those of a run without any named,
    ``most`` is the largest that makes sense. ``notes`` says afterwards what no row says.
    """

    name: str
    title: str
    groups: Callable[[Sequence[int]], list[list[Task]]]
    sizes: tuple[int, ...]
    limits: Limits
    most: int = 1_000_000
    notes: Callable[[], list[str]] | None = None


def crisis(*words: str, count: int, cached: bool = True, style: str = "yaml") -> Command:
    """A crisis command on the made-up events, written in one of the two styles of files.py."""
    more = {} if cached else {"CRISIS_NO_CACHE": "1"}
    path = str(made_file(DATA, style, count))
    return Command([str(CRISIS), *words], environment(CRISIS_FILE=path, **more))


def _kept(sizes: Sequence[int]) -> None:
    """Let crisis make the indexes that it does not have."""
    for size in sizes:
        command = crisis("show", "--limit", "1", count=size)
        subprocess.run(command.words, env=command.env, capture_output=True, check=True)


def _startup(_: Sequence[int]) -> list[list[Task]]:
    hello = f"a Typer hello {SMALL}"
    table = crisis("show", "--width", "100", count=SMALL)
    story = str(ROOT / "fixtures" / "openai.yaml")
    bundled = Command([str(CRISIS), "show", "--json", "-f", story], environment())
    return [
        [
            Task("true", SMALL, Command(["true"], environment())),
            Task("python -c pass", SMALL, Command([sys.executable, "-c", "pass"], environment())),
            _hello(SMALL),
            Task("crisis --help", SMALL, crisis("--help", count=SMALL), hello, 1.2),
            Task("crisis show --json", SMALL, crisis("show", "--json", count=SMALL), hello, 1.4),
            Task("crisis show --json, the bundled file", 72, bundled, hello, 2),
            Task("crisis show", SMALL, crisis("show", count=SMALL), hello),
            Task("crisis show, a table", SMALL, table, hello, 2),
            Task("crisis why e15", SMALL, crisis("why", "e15", count=SMALL), hello),
        ]
    ]


def _logging(sizes: Sequence[int]) -> list[list[Task]]:
    """Events that are added to a file, each run one more, with what is printed of it."""
    hello = f"a Typer hello {SMALL}"
    tasks = [_hello(SMALL)]
    for size in sizes:
        text = made_file(DATA, "yaml", size).read_text(encoding="utf-8")
        path = HERE / f"logged-{size}.yaml"  # elapsed since 2023 would be in years
        path.write_text(text.replace(", zero: 2023-01-01 00:00", "", 1), encoding="utf-8")
        words = [str(CRISIS), "log", "Something happens", "-f", str(path)]
        limit = 1.5 if size == 1_000 else 0
        tasks.append(Task("crisis log", size, Command(words, environment()), hello, limit))
        ago = [*words, "--at", "20 minutes ago"]
        tasks.append(Task("crisis log --at", size, Command(ago, environment()), hello))
    return [tasks]


def _completion(sizes: Sequence[int]) -> list[list[Task]]:
    _kept(sizes)
    hello = f"a Typer hello {SMALL}"
    tasks = [_hello(SMALL)]
    for size in sizes:
        for name, line in (
            ("a command", "crisis sh"),
            ("an actor", "crisis show --actor wit"),
            ("an id", "crisis why e1"),
        ):
            command = crisis("__complete", "bash", line, " \t\n\"'><=;|&(:", count=size)
            tasks.append(Task(name, size, command, hello, 1.4))
    return [tasks]


def _hello(count: int) -> Task:
    path = HERE / "hello.py"
    path.write_text(HELLO, encoding="utf-8")
    return Task("a Typer hello", count, Command([sys.executable, str(path)], environment()))


def _cold(sizes: Sequence[int]) -> list[list[Task]]:
    return [_cold_group(size) for size in sizes]


def _cold_group(size: int) -> list[Task]:
    jq = f"jq {size}"
    question = QUESTIONS["an actor"]
    plain = crisis(*question, count=size, cached=False)
    below = crisis(*question, count=size, cached=False, style="block.yaml")
    keeping = crisis(*question, count=size)._replace(before=_forget)
    factor = {10_000: 5.0, 100_000: 6.0, 1_000_000: 6.0}.get(size, 0.0)
    memory = 260 * _MB if size == 100_000 else 0
    events = Command([sys.executable, "-c", LIBYAML, plain.env["CRISIS_FILE"]], environment())
    tasks = [
        Task("libyaml in Python, nothing kept", size, events, jq, cold=True),
        Task("crisis --no-cache", size, plain, jq, factor, memory, ROWS, cold=True),
        Task(BLOCK, size, below, jq, factor, memory, ROWS, cold=True),
        Task("crisis, which makes its index", size, keeping, jq, rows=ROWS, cold=True),
    ]
    for peer in peers.found()[0]:
        if size <= peer.most and (not peer.warm or peer.forget):
            command = peers.command(peer, size, cold=True)
            tasks.append(Task(peer.name, size, command, jq, rows=ROWS, cold=True))
    return tasks


def _forget() -> None:
    shutil.rmtree(CACHE, ignore_errors=True)


def _warm(sizes: Sequence[int]) -> list[list[Task]]:
    _kept(sizes)
    groups = []
    for name, words in QUESTIONS.items():
        rows = ROWS if RARE in words[1] and words[0] == "show" else None
        asked = [size for size in (SMALL, *sizes) if name not in PATIENT or size <= _HUNDRED]
        if asked != [SMALL]:
            groups.append([_warm_task(name, words, size, rows) for size in asked])
    for size in sizes:
        groups[0] += [
            Task(peer.name, size, peers.command(peer, size, cold=False), rows=ROWS)
            for peer in peers.found()[0]
            if peer.warm and size <= peer.most
        ]
    return groups


def _warm_task(name: str, words: Sequence[str], size: int, rows: int | None) -> Task:
    command = crisis(*words, count=size)
    if size == SMALL:
        return Task(name, size, command, rows=rows)
    large = size > 100_000
    memory = 60 * _MB if large else 0
    return Task(name, size, command, f"{name} {SMALL}", 2 if large else 1.3, memory, rows)


def _indexes() -> list[str]:
    """How large each index is, beside its file."""
    done = subprocess.run(
        [CRISIS, "cache", "-q"],
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    said = []
    for line in reversed(done.stdout.splitlines()):
        size, file = line.strip().split("  ")[0], Path(line.split("  ")[-1])
        if file.parent == DATA:
            whole = file.stat().st_size / 1e6
            said.append(f"The index of {file.stem} events takes {size}, its file {whole:.1f} MB.")
    return said


def _screen(sizes: Sequence[int]) -> list[list[Task]]:
    _kept(sizes)
    tasks = []
    for size in (100, *sizes):
        base = "" if size == 100 else "crisis show 100"
        command = crisis("show", count=size)
        tasks.append(Task("crisis show", size, command, base, 1.3 if base else 0, screen=True))
    return [tasks]


def _forms(sizes: Sequence[int]) -> list[list[Task]]:
    _kept(sizes)
    groups = []
    for size in sizes:
        base = f"one event, read anew {size}"
        alone = crisis("show", "--limit", "1", count=size, cached=False)
        tasks = [Task("one event, read anew", size, alone, cold=True)]
        for form in FORMS:
            command = crisis("show", "--as", form, count=size)
            tasks.append(Task(form, size, command, base, cold=True))
        groups.append(tasks)
    return groups


def _shapes(sizes: Sequence[int]) -> list[list[Task]]:
    groups = []
    for shape in SHAPES:
        for size in sizes:
            tasks = []
            for count in (size, 2 * size):
                path = str(shape_file(DATA, shape, count))
                words = [str(CRISIS), "show", "--limit", "1", "-q", "-f", path]
                command = Command(words, environment(CRISIS_NO_CACHE="1"))
                base = "" if count == size else f"{shape} {size}"
                tasks.append(Task(shape, count, command, base, 2.3 if base else 0, cold=True))
            groups.append(tasks)
    return groups


SUITES = (
    Suite("startup", "Start-up, on small files", _startup, (SMALL,), Limits(25, 30)),
    Suite("log", "Writing an event", _logging, (SMALL, 1_000, _TEN), Limits(15, 30), _HUNDRED),
    Suite("completion", "Completion", _completion, (SMALL, _TEN, _HUNDRED), Limits(15, 20)),
    Suite("cold", "The first question: the file is read", _cold, (_TEN, _HUNDRED), Limits(5, 60)),
    Suite(
        "warm",
        "The second question: from the index",
        _warm,
        (_TEN, _HUNDRED),
        Limits(9, 8),
        notes=_indexes,
    ),
    Suite("screen", "The first screen of a terminal", _screen, (_TEN, _HUNDRED), Limits(9, 15)),
    Suite("forms", "All events, in every form", _forms, (_TEN,), Limits(3, 60), _HUNDRED),
    Suite("shapes", "Everything hangs together", _shapes, (_TEN,), Limits(3, 30), _HUNDRED),
    Suite(
        "tables",
        "A table of events, beside DuckDB",
        table_suite.groups,
        (table_suite.TEN_MILLION,),
        Limits(3, 60),
        100_000_000,
    ),
)
