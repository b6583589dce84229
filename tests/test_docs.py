"""The manual's table is fresh, its event files are good, its transcripts print the same."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from crisis.cli.request.parameters import Option, parameters
from crisis.cli.request.registry import COMMANDS, command, summary
from crisis.timeline.eventfile.files import Source
from crisis.timeline.loading import loads, open_document
from crisis.timeline.phrases.widths import Widths

if TYPE_CHECKING:
    from types import ModuleType

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGES = sorted(path.name for path in DOCS.glob("*.md"))
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
BROKEN = "deliberately broken"


def script(name: str) -> ModuleType:
    """A script of docs/, which is no package."""
    spec = importlib.util.spec_from_file_location(name, DOCS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_table_of_phrases_is_fresh() -> None:
    page = (DOCS / "time.md").read_text(encoding="utf-8")
    assert script("table").rewritten(page) == page, "run python docs/table.py"


def test_a_stale_table_is_seen() -> None:
    page = (DOCS / "time.md").read_text(encoding="utf-8")
    changed = page.replace("| 10:36:59 |", "| 10:36:58 |")
    assert changed != page
    assert script("table").rewritten(changed) == page


@pytest.mark.parametrize("name", ["commands.md", "crisis.1"])
def test_the_reference_of_the_commands_is_fresh(name: str) -> None:
    fresh = script("reference").pages()[name]
    assert (DOCS / name).read_text(encoding="utf-8") == fresh, "run python docs/reference.py"


def test_a_stale_reference_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    reference = script("reference")
    monkeypatch.setattr(reference, "DOCS", tmp_path)
    assert reference.main(["--check"]) == 1
    assert reference.main([]) == 0
    assert reference.main(["--check"]) == 0
    page = tmp_path / "commands.md"
    page.write_text(page.read_text(encoding="utf-8").replace("--strict", "--stricter"))
    capsys.readouterr()
    assert reference.main(["--check"]) == 1
    assert capsys.readouterr().err == "stale: commands.md: run python docs/reference.py\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_reference(name: str) -> None:
    section = script("reference").section(name)
    assert section.startswith(f"## crisis {name}\n\n{summary(name)}.\n\n```sh\n")
    for each in parameters(command(name)):
        written = each.spec.names if isinstance(each.spec, Option) else [each.spec.metavar]
        assert all(word in section for word in written)


@pytest.mark.parametrize("name", PAGES)
def test_event_files_in_the_manual_are_good(name: str) -> None:
    page = (DOCS / name).read_text(encoding="utf-8")
    for file, text in script("examples").files(page).items():
        if BROKEN not in text:
            problems = [f"{problem} ({problem.hint})" for problem in loads(text, file).problems]
            assert not problems, problems


def test_the_manual_sets_every_width_to_what_it_is() -> None:
    page = (DOCS / "time.md").read_text(encoding="utf-8")
    text = script("examples").files(page)["widths.yaml"]
    missing = [key for key in Widths._fields if f"\n    {key.replace('_', ' ')}: " not in text]
    assert not missing
    assert open_document(Source("widths.yaml", text)).preamble.widths == Widths()


@pytest.mark.parametrize("name", PAGES)
def test_transcripts_in_the_manual_print_what_it_says(name: str) -> None:
    if name == "tables.md":
        pytest.importorskip("duckdb", reason="DuckDB reads tables, and is not installed")
    page = (DOCS / name).read_text(encoding="utf-8")
    assert script("examples").rewritten(page) == page, "run python docs/examples.py"


@pytest.mark.parametrize("path", sorted(DOCS.glob("*.svg")), ids=lambda path: path.name)
def test_pictures_of_the_manual_ask_nobody(path: Path) -> None:
    picture = path.read_text(encoding="utf-8")
    asked = re.findall(r"""(?:url\(|href=|src=)["']?([^"')\s>]+)""", picture)
    assert [one for one in asked if not one.startswith("#")] == []
    assert "@import" not in picture


def test_a_page_whose_examples_need_what_is_missing_is_left_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    examples = script("examples")
    (tmp_path / "tables.md").write_text("```console\n$ crisis --version\nstale\n```\n")
    monkeypatch.setattr(examples, "DOCS", tmp_path)
    monkeypatch.setattr(examples, "find_spec", lambda name: None)
    assert examples.main(["--check"]) == 0
    said = "tables.md is left as it is: duckdb is not installed\n"
    assert capsys.readouterr().err == said


@pytest.mark.parametrize("name", PAGES)
def test_links_in_the_manual_lead_somewhere(name: str) -> None:
    page = (DOCS / name).read_text(encoding="utf-8")
    missing = [link for link in LINK.findall(page) if not (DOCS / link).exists()]
    assert not missing


ROOT = DOCS.parent
NAMED = re.compile(r"`((?:[a-z_]+/)+[\w.-]*)`")
MODULE = re.compile(r"(?<![\w.*])(?:[a-z_]+/)*[a-z_]+\.py\b")
ROOMS = re.compile(r"^\| (`[^|]*) \|", re.MULTILINE)
TOPS = ("", "timeline/", "cli/")
CODE = [path for top in ("timeline", "cli") for path in (ROOT / top).rglob("*.[pj][ys]")]


@pytest.mark.parametrize(
    "page", [ROOT / "CONTRIBUTING.md", DOCS / "architecture.md", DOCS / "decisions.md"], ids=str
)
def test_what_is_named_of_the_code_is_there(page: Path) -> None:
    """A path of the tree or of a room, the ending of a module left out or not."""
    named = NAMED.findall(page.read_text(encoding="utf-8"))
    assert named
    places = {name: [ROOT / f"{top}{name}" for top in TOPS] for name in named}
    assert [
        name
        for name, paths in places.items()
        if not any(path.exists() or path.with_suffix(".py").exists() for path in paths)
    ] == []


def test_modules_that_the_code_speaks_of_are_there() -> None:
    there = {f"/{path.relative_to(ROOT).as_posix()}" for path in CODE}
    lost = {
        (path.relative_to(ROOT).as_posix(), name)
        for path in CODE
        for name in MODULE.findall(path.read_text(encoding="utf-8"))
        if not any(other.endswith(f"/{name}") for other in there)
    }
    assert not lost


def test_every_room_of_the_code_is_shown() -> None:
    text = (DOCS / "architecture.md").read_text(encoding="utf-8")
    shown = {name for row in ROOMS.findall(text) for name in re.findall(r"`(\w+)`", row)}
    there = {
        path.parent.name
        for top in ("timeline", "cli")
        for path in (ROOT / top).glob("*/__init__.py")
    }
    assert shown == there
