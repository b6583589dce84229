"""What each command imports: a quick start is kept by not loading what it does not need."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from crisis.timeline.opening import FEWEST, open_timeline

FILE = str(Path(__file__).parents[1] / "cases/files/outage.yaml")
PROGRAM = """
import sys
from crisis.cli.main import main
code = main(sys.argv[1:])
names = (name for name, module in sys.modules.items() if type(module).__name__ != "Unexecuted")
print("=== loaded", code, *sorted(names), sep="\\n", file=open(2, "w", closefd=False))
"""

NEVER = ("pydantic", "asyncio", "babel", "dateutil.parser", "icalendar", "pygments")
"""What no answer needs; Babel and dateutil are for other languages, icalendar for a calendar."""
DRAWING = ("rich.console", "rich.table", "rich.tree", "rich.text")
UNASKED = ("base64", "bz2", "lzma", "subprocess", "textwrap", "tokenize")
if sys.version_info < (3, 13):  # from there on Python starts with it
    UNASKED = (*UNASKED, "linecache")
"""What others import and nobody asks; an editable install needs ipaddress itself."""
UNUSED = ("rich.markdown", "rich.syntax", "rich.live", "rich.progress", "rich.prompt", "rich.json")
"""What Rich can do beside, and costs."""
CORE = (
    "crisis.timeline.loading",
    "crisis.timeline.network.solver",
    "yaml",
    "zoneinfo",
    "json",
    "sqlite3",
)
COLD = (
    "crisis.timeline.loading",
    "crisis.timeline.network.solver",
    "crisis.timeline.eventfile.events",
    "yaml",
)
"""What only a file that is read needs."""


MISTAKES = (
    "crisis.timeline.base.zone_hints",
    "crisis.timeline.eventfile.key_hints",
    "crisis.timeline.eventfile.yaml_errors",
    "crisis.timeline.phrases.suggestions",
)
"""What only a mistake in a file needs."""
GROUPED = (
    "crisis.cli.views.cells",
    "crisis.timeline.reports.grouping",
    "crisis.timeline.reports.groups",
    "crisis.timeline.reports.headings",
    "crisis.timeline.reports.silences",
    "crisis.timeline.reports.times",
)
"""What only groups, and rows for people, need; CSV has columns that are written as for people."""


@cache
def imported(*arguments: str, caches: str = "") -> frozenset[str]:
    """The modules that a command line leaves loaded in a fresh interpreter."""
    environ = {"LC_ALL": "C.UTF-8"}
    environ |= {"XDG_CACHE_HOME": caches} if caches else {"CRISIS_NO_CACHE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        capture_output=True,
        check=True,
        encoding="utf-8",
        env=environ,
    )
    code, *names = done.stderr.partition("=== loaded\n")[2].split()
    assert code == "0", done.stderr
    return frozenset(names)


def loaded(modules: frozenset[str], *sought: str) -> set[str]:
    """Which of some packages or modules are there."""
    tops = {module.rpartition(".")[0] for module in modules} | modules
    return {name for name in sought if any(f"{top}.".startswith(f"{name}.") for top in tops)}


@pytest.mark.parametrize(
    "arguments",
    [("--version",), ("--help",), ("show", "--help"), ("help", "filters"), ("completion", "zsh")],
    ids=" ".join,
)
def test_what_reads_no_file_needs_nothing_of_a_timeline(arguments: tuple[str, ...]) -> None:
    unneeded = {*CORE, *NEVER, *DRAWING}
    if arguments == ("--version",) and sys.version_info >= (3, 13):
        unneeded -= {"json"}  # importlib.metadata's own
    assert not loaded(imported(*arguments), *unneeded)


PLAIN = [
    ("show", "--json"),
    ("show", "--as", "ndjson"),
    ("show", "--as", "csv"),
    ("show", "--as", "markdown"),
    ("show", "--format", "{title}"),
    ("show",),
    ("count",),
    ("gaps",),
    ("measures",),
    ("list", "actors"),
    ("check",),
    ("why", "breach"),
]


@pytest.mark.parametrize("arguments", PLAIN, ids=" ".join)
def test_a_small_file_is_read_without_a_database_or_a_console(arguments: tuple[str, ...]) -> None:
    modules = imported(*arguments, "-f", FILE)
    assert not loaded(modules, "sqlite3", *NEVER, *DRAWING, *UNUSED, *UNASKED, *MISTAKES)
    assert loaded(modules, *COLD) == {*COLD}


def test_only_filters_need_what_reads_them() -> None:
    reading = ("crisis.timeline.query.filters", "crisis.timeline.query.days")
    assert not loaded(imported("show", "--json", "-f", FILE), *reading)
    assert loaded(imported("show", "--json", "day:mon..", "-f", FILE), *reading) == {*reading}


def test_only_alternatives_need_what_asks_for_each() -> None:
    asking = ("crisis.timeline.network.refuting", "crisis.timeline.network.open_times")
    assert not loaded(imported("show", "--json", "-f", FILE), *asking)


def test_a_small_file_is_not_compared_with_an_index(tmp_path: Path) -> None:
    modules = imported("show", "-f", FILE, caches=str(tmp_path))
    assert not loaded(modules, "crisis.timeline.index", "tzdata")


def test_json_needs_nothing_of_rich() -> None:
    assert not loaded(imported("show", "--json", "-f", FILE), "rich")


@pytest.mark.parametrize("form", ["json", "ndjson"])
def test_data_without_groups_needs_nothing_of_groups_and_rows(form: str) -> None:
    assert not loaded(imported("show", "--as", form, "-f", FILE), *GROUPED)
    assert loaded(imported("show", "--by", "actor", "--as", "tree", "-f", FILE), *GROUPED)


def test_only_json_needs_json() -> None:
    for arguments in (("show",), ("count",), ("check",)):
        assert not loaded(imported(*arguments, "-f", FILE), "json")


def test_a_tree_is_drawn_by_rich_and_little_of_it() -> None:
    modules = imported("show", "--as", "tree", "--width", "80", "-f", FILE)
    assert loaded(modules, "rich.console")
    assert not loaded(modules, "sqlite3", *NEVER, *UNUSED)


def test_a_table_by_day_needs_neither_a_console_nor_a_chart() -> None:
    modules = imported("show", "--width", "110", "-f", FILE)
    assert not loaded(modules, "sqlite3", *NEVER, *DRAWING, *UNUSED)
    assert not loaded(modules, "crisis.timeline.reports.chart")


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """A large file, and the folder for caches with its index."""
    folder = tmp_path_factory.mktemp("large")
    lines = ["timeline: {zone: UTC, zero: e1}", "actors: {ana: Ana}", "events:"]
    lines += [
        f"  - {{id: e{n}, when: 2026-11-20 10:{n % 60:02}, title: Number {n}, actors: [ana]}}"
        for n in range(FEWEST + 1)
    ]
    path = folder / "large.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")
    opened = open_timeline([str(path)], str(folder / "crisis"))
    assert opened.keep is not None
    opened.keep()
    return str(path), str(folder)


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "--json", "--limit", "5"),
        ("show", "actor:ana", "--limit", "5"),
        ("show", "--id", "e7", "--as", "csv"),
        ("count", "day:friday"),
        ("gaps",),
        ("measures",),
        ("list", "actors"),
        ("check",),
    ],
    ids=" ".join,
)
def test_an_index_answers_without_reading_a_file(
    arguments: tuple[str, ...], large: tuple[str, str]
) -> None:
    file, caches = large
    modules = imported(*arguments, "-f", file, caches=caches)
    assert loaded(modules, "sqlite3")
    assert not loaded(modules, *COLD, *NEVER, *DRAWING, *UNUSED)


def test_an_index_answers_in_json_without_rich(large: tuple[str, str]) -> None:
    file, caches = large
    modules = imported("show", "--json", "--limit", "5", "-f", file, caches=caches)
    assert not loaded(modules, "rich", "yaml")


def test_completion_does_without_the_rest(large: tuple[str, str]) -> None:
    file, caches = large
    rest = ("typer", "rich", "inspect", *NEVER)
    written = imported("__complete", "fish", "crisis", "why", "-f", FILE, "")
    assert not loaded(written, *rest, "sqlite3", "json", "zoneinfo", "crisis.timeline.loading")
    filed = imported("__complete", "fish", "crisis", "why", "-f", file, "e1", caches=caches)
    assert loaded(filed, "sqlite3")
    assert not loaded(filed, *rest, *COLD)
