"""Stories that forms for other programs are tried on, each with what a person would check."""

from __future__ import annotations

import json
from html import unescape
from typing import TYPE_CHECKING, Any

from ..robust.test_forms_hostile import EVIL, file_of
from .clients import ROOT
from .commands import run
from .odd_story import ODD

if TYPE_CHECKING:
    from pathlib import Path

STORIES = ("openai", "three-mile-island", "blackout-2003", "titanic", "obeyed", "odd", "evil")


def story(name: str, folder: Path) -> str:
    """The path of an event file."""
    texts = {"odd": ODD, "evil": file_of(EVIL)}
    if name in texts:
        path = folder / f"{name}.yaml"
        path.write_text(texts[name], "utf-8")
        return str(path)
    made = ROOT / f"fixtures/{name}.yaml"
    return str(made if made.exists() else ROOT / f"tests/cases/files/{name}.yaml")


def written(path: str, form: str, *arguments: str) -> str:
    """A story in a form."""
    outcome = run("show", "-q", "-f", path, "--as", form, *arguments)
    assert outcome.code in (0, 3), outcome.err
    return outcome.out


def events(path: str) -> list[dict[str, Any]]:
    """What the JSON has of the events of a story of which any time is known."""
    every = json.loads(written(path, "json"))["events"]
    return [event for event in every if _dated(event)]


def _dated(event: dict[str, Any]) -> bool:
    bounds = [event["start"], event["end"] or {"earliest": None, "latest": None}]
    return any(bound[side] for bound in bounds for side in ("earliest", "latest"))


def plain(html: str) -> str:
    """A text that was escaped for HTML."""
    return unescape(html)
