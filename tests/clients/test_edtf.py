"""Our EDTF is EDTF by two validators, and its days hold all that is known of a time."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from ..support.clients import node, python
from ..support.drawn_stories import STORIES, story, written

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.long


@pytest.fixture(params=STORIES)
def rows(request: pytest.FixtureRequest, tmp_path: Path) -> list[dict[str, str]]:
    """The rows of which any time is known, and their times in a file."""
    path = story(request.param, tmp_path)
    zone = json.loads(written(path, "json"))["timeline"]["zone"]
    (tmp_path / "zone").write_text(zone, "utf-8")
    text = written(path, "edtf-csv")
    dated = [row for row in csv.DictReader(io.StringIO(text, newline="")) if row["edtf"]]
    (tmp_path / "times").write_text("\n".join(row["edtf"] for row in dated), "utf-8")
    return dated


def test_a_validator_takes_every_time(rows: list[dict[str, str]], tmp_path: Path) -> None:
    assert rows
    assert python("edtf", "edtf_valid.py", tmp_path / "times") == ""


def test_another_reader_finds_the_same_days(rows: list[dict[str, str]], tmp_path: Path) -> None:
    read = json.loads(node("edtf.mjs", tmp_path / "times"))
    zone = ZoneInfo((tmp_path / "zone").read_text("utf-8"))
    for row, found in zip(rows, read, strict=True):
        known = [row["start_earliest"], row["end_latest"] or row["start_latest"]]
        if (
            row["edtf"].endswith(("/", ".."))
            or found["type"] == "Set"
            or "T" in row["edtf"]
            or "~" in row["edtf"]
            or not all(known)
        ):
            continue  # its reader has the ends of a set wrong; instants are in UTC there
        first, last = (datetime.fromisoformat(moment).astimezone(zone) for moment in known)
        assert found["min"] <= first.date().isoformat()
        assert last.date().isoformat() <= found["max"] or last.time() == time()
