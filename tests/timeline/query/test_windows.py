"""May it be in the window, is it certainly: one table that memory, SQL and the page keep to."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from crisis.timeline.index.schema import BRANCHED
from crisis.timeline.index.sql_windows import SqlWindows
from crisis.timeline.model.records import Bound
from crisis.timeline.query.numbered_times import time
from crisis.timeline.query.window_index import Row
from crisis.timeline.query.windows import CERTAIN, OUT, POSSIBLE, Window, Windows

ROOT = Path(__file__).parents[3]
CASES: list[dict[str, Any]] = json.loads((ROOT / "tests/data/windows.json").read_text())
NODE = shutil.which("node")
each = pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
apart = [case for case in CASES if len(case["windows"]) == 1 and None not in case["windows"][0]]

Moments = list[tuple[Bound, Bound | None]]


def asked(case: dict[str, Any]) -> list[Window]:
    return [Window(*window) for window in case["windows"]]


def moments(case: dict[str, Any]) -> Moments:
    return [
        (Bound(*start), None if end is None else Bound(*end)) for start, end in case["accounts"]
    ]


def reaches_far(case: dict[str, Any]) -> bool:
    """Whether a window or a time of a case is open to the right."""
    ends = [(*start, *(end or (0,))) for start, end in case["accounts"]]
    return any(None in each for each in (*case["windows"], *ends))


@each
def test_in_memory(case: dict[str, Any]) -> None:
    assert Windows(asked(case)).accounts(moments(case)) == case["verdict"]


@pytest.mark.parametrize(
    ("case", "more"),
    [
        pytest.param(case, more, id=f"{case['case']}{', looked up' * more}")
        for case in CASES
        for more in (False, True)
        if not (more and reaches_far(case))
    ],
)
def test_in_an_index(case: dict[str, Any], more: bool) -> None:
    times = [time(*one) for one in moments(case)]
    windows = asked(case)
    if more:  # more windows than are compared one by one, where no time of the table reaches
        windows += [Window(at, at + 1) for at in range(1000, 1010, 2)]
    columns = "low, last, high, until, width"
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("CREATE TEMP TABLE stretch(slot, stop, start, PRIMARY KEY(slot, stop))")
        database.execute(f"CREATE TABLE event(rank, flags, {columns})")
        database.execute(f"CREATE TABLE account(rank, {columns})")
        flags = BRANCHED if len(times) > 1 else 0
        database.execute("INSERT INTO event VALUES(0, ?, ?, ?, ?, ?, ?)", (flags, *times[0]))
        if flags:
            database.executemany("INSERT INTO account VALUES(0, ?, ?, ?, ?, ?)", times)
        met, sure = SqlWindows(database, windows, None, 0).event()
        query = f"SELECT {met.text}, {sure.text} FROM event e"
        ((may, certain),) = database.execute(query, (*met.given, *sure.given))
    assert (CERTAIN if certain else POSSIBLE if may else OUT) == case["verdict"]


@pytest.mark.skipif(NODE is None, reason="node runs the page's own functions")
def test_on_the_page() -> None:
    """The page is told windows by their numbers in a row; here each case is a row of its own."""
    script = (ROOT / "timeline/formats/page/filters.js").read_text(encoding="ascii")
    function = re.search(r"^function within\(.*?^}", script, re.MULTILINE | re.DOTALL)
    assert function
    spans = [[Row(asked(case)).of(*one) for one in moments(case)] for case in apart]
    program = f"""
    const UNDATED = "undated", face = {{ stretches: [["window"]] }};
    const readingOf = (face, number) => face.readings[number];
    face.readings = {json.dumps(spans)}.map((spans) => [0, "", "", [], [], spans]);
    {function[0]}
    console.log(JSON.stringify(face.readings.map((_, number) => within(number, "window"))));
    """
    assert NODE is not None
    done = subprocess.run(
        [NODE, "-"], input=program, capture_output=True, check=True, encoding="utf-8"
    )
    told = [one or OUT for one in json.loads(done.stdout)]
    assert dict(zip([it["case"] for it in apart], told, strict=True)) == {
        it["case"]: it["verdict"] for it in apart
    }


@each
def test_each_window_of_a_row_by_itself(case: dict[str, Any]) -> None:
    row = [Window(at, at + 5) for at in range(-10, 30, 5)]
    for one in moments(case):
        first, last, sure_first, sure_last = Row(row).of(*one)
        told = [
            CERTAIN if sure_first <= at <= sure_last else POSSIBLE if first <= at <= last else OUT
            for at in range(len(row))
        ]
        assert told == [Windows([window]).verdict(*one) for window in row]
