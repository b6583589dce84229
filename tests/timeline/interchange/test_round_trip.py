"""What this program wrote for others comes back as it was: ids, titles, bounds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis.timeline import load
from crisis.timeline.formats.csv_rows import harmless, to_csv, unguarded
from crisis.timeline.interchange.writing.losses import Losses
from crisis.timeline.interchange.writing.timesketch import to_timesketch

from ...support.importing import imported

if TYPE_CHECKING:
    from crisis.timeline import Timeline

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures"
NAMES = sorted(path.name for path in FIXTURES.glob("*.yaml"))


def told(timeline: Timeline) -> dict[str, object]:
    return {
        event.id: (event.titles[0][1], event.start.ends, event.end and event.end.ends)
        for event in timeline.events
    }


@pytest.mark.parametrize("name", NAMES)
def test_our_csv_comes_back(name: str) -> None:
    there = load(str(FIXTURES / name))
    result = imported("".join(to_csv(there.report())), "crisis-csv")
    assert result.problems == []
    assert told(result.timeline) == told(there)
    parts = [[(part.actor, part.role) for part in e.actors] for e in there.events]
    back = {e.id: [(part.actor, part.role) for part in e.actors] for e in result.timeline.events}
    assert [back[e.id] for e in there.events] == parts


@pytest.mark.parametrize("name", NAMES)
def test_our_rows_for_timesketch_come_back(name: str) -> None:
    there = load(str(FIXTURES / name))
    rows = "".join(to_timesketch(there.report(), Losses()))
    result = imported(rows, "timesketch-crisis")
    assert result.problems == []
    assert result.tally.records == len(rows.splitlines())
    back = told(result.timeline)
    assert back == {id: what for id, what in told(there).items() if id in back}
    left_out = [event for event in there.events if event.id not in back]
    assert all(event.start.ends == (None, None) for event in left_out)


@given(st.text(st.sampled_from("=+-@'\",;| :a1(!\n"), max_size=12))
def test_guards_of_cells_are_taken_off(text: str) -> None:
    if "'" not in text:
        assert unguarded(harmless(text)) == text
