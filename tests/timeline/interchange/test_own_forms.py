"""What this program wrote for TimelineJS and markwhen comes back, and comes back the same again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

from crisis.timeline import load
from crisis.timeline.interchange.reading.presets import preset
from crisis.timeline.interchange.writing.losses import Losses
from crisis.timeline.interchange.writing.markwhen import to_markwhen
from crisis.timeline.interchange.writing.timelinejs import to_timelinejs
from crisis.timeline.loading import loads

from ...support.importing import imported_by
from ...support.own_events import SMALL, event_files, told

if TYPE_CHECKING:
    from crisis.timeline import Timeline

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures"
NAMES = sorted(path.stem for path in FIXTURES.glob("*.yaml"))
FORMS: dict[str, Any] = {"timelinejs": to_timelinejs, "markwhen": to_markwhen}


def story(name: str) -> Timeline:
    return loads(SMALL) if name == "small" else load(str(FIXTURES / f"{name}.yaml"))


def back(there: Timeline, form: str, zone: str = "") -> Timeline:
    """What comes back of a timeline that was written in a form."""
    text = "".join(FORMS[form](there.report(), Losses()))
    result = imported_by(preset(form), text.encode(), zone)
    assert result.problems == []
    return result.timeline


def same(there: Timeline, here: Timeline) -> None:
    """All that has a time is back: undated events are counted as left out by the form."""
    found = told(here)
    for name, one in told(there).items():
        if any(bound != (None, None) for bound in one["bounds"]):
            assert found.pop(name) == one
    assert not found


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["small", *NAMES])
def test_events_come_back(name: str, form: str) -> None:
    same(story(name), back(story(name), form))


@pytest.mark.parametrize("form", FORMS)
def test_events_come_back_in_another_zone(form: str) -> None:
    same(story("small"), back(story("small"), form, "Asia/Kolkata"))


@pytest.mark.parametrize("form", FORMS)
def test_claims_come_back_that_need_no_other_event(form: str) -> None:
    """A relation to another event does not: its bounds do, and how it was told is in the note."""
    there = story("small")
    found = {event.id: event for event in back(there, form).events}
    for event in there.events:
        if event.id == "never":  # left out, and counted
            continue
        claims = [(claim.phrase or "2023-11-17", claim.source) for claim in event.when]
        if any("@" in phrase for phrase, _ in claims):
            assert f"Told as: {claims[0][0]}" in found[event.id].notes[0][1]
        else:
            assert [(claim.phrase, claim.source) for claim in found[event.id].when] == claims


@pytest.mark.parametrize("form", FORMS)
@settings(deadline=None, max_examples=15)
@given(text=event_files())
def test_any_events_come_back(form: str, text: str) -> None:
    there = loads(text)
    same(there, back(there, form))
