"""What each command imports: a quick start is kept by not loading what it does not need."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

FILE = Path(__file__).parents[1] / "cases/files/outage.yaml"
PROGRAM = """
import sys
from crisis.cli.main import main
code = main(sys.argv[1:])
print("=== loaded", code, *sorted(sys.modules), sep="\\n", file=sys.stderr)
"""
SLOW = ("rich", "babel", "dateutil.parser", "pydantic", "yaml", "sqlite3", "asyncio")


def imported(*arguments: str) -> set[str]:
    """The modules that a command line leaves loaded in a fresh interpreter."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        capture_output=True,
        check=True,
        encoding="utf-8",
        env={"LC_ALL": "C.UTF-8"},
    )
    code, *names = done.stderr.partition("=== loaded\n")[2].split()
    assert code == "0", done.stderr
    return set(names)


def loaded(modules: set[str], name: str) -> bool:
    return any(module == name or module.startswith(f"{name}.") for module in modules)


@pytest.fixture(scope="module")
def show_json() -> set[str]:
    return imported("show", "--json", "-q", "-f", str(FILE))


@pytest.fixture(scope="module")
def show_help() -> set[str]:
    return imported("--help")


@pytest.mark.parametrize("name", [name for name in SLOW if name != "yaml"])
def test_json_needs_none_of(name: str, show_json: set[str]) -> None:
    assert not loaded(show_json, name)


def test_json_reads_yaml(show_json: set[str]) -> None:
    assert loaded(show_json, "yaml")


@pytest.mark.parametrize("name", [*SLOW, "crisis.timeline", "zoneinfo", "json"])
def test_help_needs_none_of(name: str, show_help: set[str]) -> None:
    assert not loaded(show_help, name)


@pytest.mark.parametrize("form", ["table", "tree"])
def test_what_is_drawn_is_drawn_by_rich(form: str) -> None:
    modules = imported("show", "--as", form, "--width", "80", "-q", "-f", str(FILE))
    assert loaded(modules, "rich.console")
    assert not any(loaded(modules, name) for name in ("babel", "dateutil.parser", "pydantic"))


def test_a_version_is_quick() -> None:
    modules = imported("--version")
    assert not any(loaded(modules, name) for name in (*SLOW, "crisis.timeline"))


def test_plain_lines_need_no_console() -> None:
    modules = imported("show", "-q", "-f", str(FILE))
    assert not loaded(modules, "rich.console")


def test_check_needs_no_console() -> None:
    assert not loaded(imported("check", "-f", str(FILE)), "rich.console")
