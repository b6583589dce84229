"""docs/reliability.md: each promise names tests that there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MANUAL = (ROOT / "docs" / "reliability.md").read_text("utf-8")
FILES = {path.name: path for path in (ROOT / "tests").rglob("test_*.py")}
TABLES = re.findall(r"^\| promise \| held by \|\n\|[-|]+\n((?:\|.*\n)+)", MANUAL, re.M)
PROMISES = [row for table in TABLES for row in table.splitlines()]
NAMED = re.findall(r"`(test_\w+\.py)`:\s+((?:`test_\w+`(?:,\s+)?)+)", MANUAL)


def test_there_are_promises() -> None:
    assert len(PROMISES) > 25
    assert len(NAMED) >= len(PROMISES)


@pytest.mark.parametrize("row", PROMISES)
def test_a_promise_names_a_test(row: str) -> None:
    assert re.search(r"`test_\w+\.py`: `test_\w+`", row.split("|")[2])


@pytest.mark.parametrize(("file", "names"), NAMED)
def test_a_test_that_is_named_is_there(file: str, names: str) -> None:
    code = FILES[file].read_text("utf-8")
    for name in re.findall(r"test_\w+", names):
        assert f"def {name}(" in code
