"""Samples that come with programs of others are read: no exception, and the counts add up."""

from __future__ import annotations

import pytest

from crisis.timeline.interchange.reading.presets import preset

from ..support.clients import ROOT
from ..support.importing import imported_by

pytestmark = pytest.mark.long

SHEETS = ROOT / ".clients/node/node_modules/@knight-lab/timelinejs/src/js/core/__tests__"


def test_spreadsheets_that_come_with_timelinejs() -> None:
    samples = sorted(SHEETS.glob("*.csv"))
    if not samples:
        pytest.skip("TimelineJS is not installed: make clients")
    read = 0
    for path in samples:
        result = imported_by(preset("timelinejs-sheet"), path.read_bytes(), "UTC", path.name)
        tally = result.tally
        assert tally.records == tally.read + tally.refused + sum(tally.skipped.values())
        assert len(result.timeline.events) == tally.read
        read += tally.read
    assert read
