"""The library as its docstring promises it."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import types
from importlib.util import find_spec
from pathlib import Path

import pytest

import crisis.timeline
from crisis.timeline import Clock, Query, Term, Zone, ask, load

ROOT = Path(__file__).parents[3]


def test_every_public_name_is_there_whatever_was_imported_before() -> None:
    for module in pkgutil.walk_packages(crisis.timeline.__path__, "crisis.timeline."):
        importlib.import_module(module.name)
    for name in crisis.timeline.__all__:
        assert not isinstance(getattr(crisis.timeline, name), types.ModuleType)


def test_all_that_is_public_has_a_docstring() -> None:
    bare = [name for name in crisis.timeline.__all__ if not getattr(crisis.timeline, name).__doc__]
    assert not bare


def test_the_examples_of_the_manual_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    text = (ROOT / "docs/library.md").read_text(encoding="utf-8")
    if find_spec("pandas"):  # its examples need what is an extra
        text = text.replace("  # doctest: +SKIP", "")
    examples = doctest.DocTestParser().get_doctest(text, {}, "library.md", None, None)
    assert len(examples.examples) > 40
    assert not doctest.DocTestRunner().run(examples).failed


def test_a_selection_is_the_question_that_the_command_line_puts() -> None:
    timeline = load(str(ROOT / "fixtures/openai.yaml"))
    terms = Query((Term("day", "mon"), Term("actor", "microsoft"), Term("tag", "media", True)))
    clock = Clock(Zone("Europe/Amsterdam"), "announcement")
    asked = ask(timeline, terms, clock)
    selection = timeline.on("mon").actor("microsoft").where("not:tag:media")
    assert selection.zone("NL").zero("announcement").answer.matches == asked.matches
    assert list(selection) == [
        match.event for match in ask(timeline, terms, selection.clock).matches
    ]
    assert len(timeline.select().certain()) + sum(
        match.verdict == "possible" for match in timeline.select().matches
    ) == len(timeline)


def test_a_timeline_gives_events_by_their_ids() -> None:
    timeline = load(str(ROOT / "fixtures/openai.yaml"))
    assert [timeline[event.id] for event in timeline] == list(timeline.events)
    with pytest.raises(KeyError):
        _ = timeline["no-such-event"]
