"""How the chart of the page counts, run by node: time with cuts, rows, bars."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

PAGE = Path(__file__).parents[2] / "timeline/formats/page"
NODE = shutil.which("node")
pytestmark = pytest.mark.skipif(NODE is None, reason="node runs the page's own functions")


def run(names: tuple[str, ...], program: str) -> Any:
    """What a program gives back that has these files of the page before it."""
    code = "\n".join((PAGE / name).read_text(encoding="ascii") for name in names)
    stubs = (
        "const document = { createElement: () => ({ getContext: () => ({}) }) };"
        "const data = { events: [{}, {}, {}, {}, {}, { status: 'planned' }, {}] };"
        "const momentsOf = (face, number) => face.moments[number] ?? [];"
    )
    done = subprocess.run(
        [str(NODE), "-"],
        input=f"{stubs}{code}\nconsole.log(JSON.stringify((() => {{ {program} }})()))",
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    return json.loads(done.stdout)


def test_time_with_cuts_runs_on_and_back() -> None:
    found = run(
        ("scale.js",),
        "const course = new Course([[100, 1100], [1200, 5200]], 0, 5300);"
        "const at = Array.from({ length: 540 }, (_, n) => n * 10 - 50);"
        "return at.map((one) => [one, course.press(one), course.release(course.press(one))]);",
    )
    pressed = [press for _, press, _ in found]
    assert pressed == sorted(pressed)
    assert len(set(pressed)) == len(pressed)
    assert all(abs(back - at) < 1e-6 for at, _, back in found)
    assert pressed[-1] < 400


def test_what_is_moved_keeps_the_moment_under_the_pointer() -> None:
    before, after = run(
        ("scale.js",),
        "const course = new Course([[100, 1100]], 0, 1300);"
        "const scale = new Scale(course, [0, 1300], 800);"
        "return [scale.at(300), new Scale(course, scale.moved(0, 0.5, 300), 800).at(300)];",
    )
    assert before == pytest.approx(after)


def test_every_mark_has_the_first_row_with_room() -> None:
    chosen = random.Random(4)
    marks = []
    for _ in range(900):
        left = chosen.uniform(0, 300)
        marks.append({"from": left, "to": left + chosen.uniform(1, 200)})
    rows, found = run(
        ("signs.js", "layout.js"),
        f"const marks = {json.dumps(marks)};"
        "return [pack(marks, 10), marks.map(({ row }) => row)];",
    )
    ends: list[float] = []
    for mark, row in sorted(zip(marks, found, strict=True), key=lambda pair: pair[0]["from"]):
        free = [at for at, end in enumerate(ends) if end + 10 <= mark["from"]]
        assert row == (free[0] if free else len(ends))
        ends[row : row + 1] = [mark["to"]]
    assert rows == len(ends)


def test_a_bar_tells_what_certainly_and_what_possibly_was_then() -> None:
    found = run(
        ("scale.js", "minimap.js"),
        "const face = { cuts: [], moments: [[[[5, 5], null]], [[[12, 38], null]],"
        " [[[11, 15], [35, 39]]]] };"
        "const scale = new Scale(new Course([], 0, 40), [0, 40], 400);"
        "const { sure, may } = density([0, 1, 2], binned(face, scale, 4));"
        "return [[...sure], [...may]];",
    )
    assert found == [[1, 1, 1, 1], [1, 2, 2, 2]]


def test_a_silence_is_where_no_event_may_have_been_and_no_longer_than_it_is() -> None:
    hour = 3_600_000_000
    found = run(
        ("axis.js", "scale.js", "silences.js"),
        f"const h = {hour};"
        "const face = { cuts: [], moments: [[[[0, h], null]], [[[3.5 * h, 4 * h], [5 * h, 6 * h]]],"
        " [[[5 * h, 7 * h], null]], [[[7.2 * h, 8 * h], null]], [[[null, 9 * h], null]],"
        " [[[2 * h, 2 * h], null]], [[[0, h], [h, null]]]] };"
        "const scale = new Scale(new Course([], 0, 8 * h), [0, 8 * h], 800);"
        "return [silencesOf(face, [0, 1, 2, 3, 5], scale), silencesOf(face, [0, 1, 4], scale),"
        " silencesOf(face, [6, 1, 3], scale),"
        " [0.4, 59e6, 61e6, 3599e6, 26.9 * 24 * h].map(lengthText)];",
    )
    assert found == [
        [{"left": 100, "right": 350, "text": "2 h 30 min"}],
        [],
        [],
        ["< 1 s", "59 s", "1 min 1 s", "59 min", "26 d"],
    ]
