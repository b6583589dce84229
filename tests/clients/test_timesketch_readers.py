"""JSON lines of ours as Timesketch reads them: its server's own reader, and its import client."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from ..support.clients import python
from .test_calendars import shown, story

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.long
__all__ = ["story"]


def test_no_row_is_dropped_and_none_is_changed(story: Path, tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    text = ""
    for points in ((), ("--points", "earliest"), ("--points", "latest")):
        text += shown(story, path, "--as", "timesketch", *points).read_text("utf-8")
    path.write_text(text, "utf-8")
    rows = [json.loads(line) for line in text.splitlines()]
    assert rows
    read = json.loads(python("timesketch", "timesketch_read.py", path))
    assert read["server"] == rows
    assert [_row(row) for row in read["client"]] == [_row(row) for row in rows]


def _row(row: dict[str, Any]) -> dict[str, Any]:
    """The client writes no fraction where it is nought."""
    return row | {"datetime": row["datetime"].replace(".000000", "")}
