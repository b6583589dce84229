"""The manual's table is fresh, its event files are good, its transcripts print the same."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from crisis.timeline.files import Source
from crisis.timeline.loading import loads, open_document
from crisis.timeline.widths import Widths

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
    page = (DOCS / name).read_text(encoding="utf-8")
    assert script("examples").rewritten(page) == page, "run python docs/examples.py"


@pytest.mark.parametrize("name", PAGES)
def test_links_in_the_manual_lead_somewhere(name: str) -> None:
    page = (DOCS / name).read_text(encoding="utf-8")
    missing = [link for link in LINK.findall(page) if not (DOCS / link).exists()]
    assert not missing
