"""Foreign files from strangers: told line by line, never a crash, nothing lost without a word."""

from __future__ import annotations

import io
import json
import random
from contextlib import redirect_stderr, redirect_stdout
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis.cli.main import main
from crisis.timeline.base.limits import LONGEST_LINE, LONGEST_TEXT
from crisis.timeline.interchange.reading import foreign_text
from crisis.timeline.interchange.reading.presets import names

from ..support.importing import imported

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

TABLE = "{reader: csv, zone: UTC, when: time, title: title, text: text}"
LINES = "{reader: jsonl, zone: UTC, when: time, title: title}"


def told(content: str | bytes, rules: str = TABLE) -> list[str]:
    """What is told of a file, each with its line; all that is read of it loads."""
    result = imported(content, rules)
    assert len(result.timeline.events) == result.tally.read
    return [f"{problem.origin.line}: {problem.message}" for problem in result.problems]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            'time,title,text\n2023,a,"no end\n2023,b,c\n',
            ["2: a quote that opens here never closes"],
        ),
        ('time,title,text\n2023,a"b,c\n', []),
        ('time,title,text\n2023,"a"b,c\n', ["2: a text goes on behind its closing quote"]),
        ("time,title,text\n2023,a\n2023,a,b,c\n", ["2: 2 cells", "3: 4 cells"]),
        ("time,title,text\n\n2023,a,b\n \n", []),
        ("time,title,text\r2023,a,b\r", []),
        ("time,title,text\n2023,a\0b,c\n", []),
        ("time,title,text\n=1+1,=a,-b\n", ['2: "=1+1" is not written as iso']),
        ("\ufefftime,title,text\n2023,a,b\n", []),
        (b"time,title,text\n2023,\xe9,b\n2023,a,b\n", ["2: not UTF-8 text"]),
        ("time,title,text\n2023,a,b\n".encode("utf-16"), []),
        ("time,title,text\n2023,a,b\n".encode("utf-16-le"), ["1: UTF-16 without its mark"]),
        ("time,title,text\n2023,\u00e9,b\n".encode("utf-16")[:-1], ["2: not UTF-16 text"]),
        ("time,title,title\n2023,a,b\n", ["1: ", "1: "]),
        ("", []),
        ("\n\n", []),
    ],
)
def test_tables(content: str | bytes, expected: list[str]) -> None:
    problems = told(content)
    assert len(problems) == len(expected), problems
    for problem, begins in zip(problems, expected, strict=True):
        assert problem.startswith(begins)


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[" * 100_000,
        '{"time": ' + '{"a":' * 50_000,
        '{"time": "2023", "title": "\\ud800"}',
        '{"time": 1e999999999, "title": "a"}',
        '{"time": NaN, "title": "a"}',
        '{"time": ["2023"], "title": {"a": [1]}}',
        '{"time": true, "title": false}',
        '{"time": "2023", "title": "a", "time": "2024"}',
        "\x00",
        "9" * 5000,
        '{"time": "' + "9" * 5000 + '", "title": "a"}',
    ],
)
def test_lines_of_json(line: str) -> None:
    result = imported(
        f'{{"time": "2023", "title": "before"}}\n{line}\n{{"title": "behind"}}', LINES
    )
    assert result.tally.records == 3
    titles = [event.titles[0][1] for event in result.timeline.events]
    assert titles[0] == "before"
    assert "behind" in titles


def test_a_cell_and_a_text_of_a_million_letters() -> None:
    just = f"time,title,text\n2023,a,{'b' * (LONGEST_TEXT - 1)}\n2023,b,c\n"
    assert told(just) == []
    more = f"time,title,text\n2023,a,{'b' * (LONGEST_TEXT + 1)}\n2023,b,c\n"
    (problem,) = told(more)
    assert problem.startswith("2: a cell longer than")
    long = json.dumps({"title": "a" * (LONGEST_TEXT + 1)})
    assert told(f"{long}\n{long[:-3]}\n", LINES)[0].startswith("1: a text longer than")


def test_a_line_without_end() -> None:
    problems = told(f'{{"title": "a"}}\n{"x" * (LONGEST_LINE + 5)}\n{{"title": "b"}}\n', LINES)
    assert problems == [f"2: a line longer than {LONGEST_LINE:,} characters"]


def test_a_line_whose_end_is_not_in_sight(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not read for ever: of /dev/zero no more is taken than of any file."""

    class Endless(io.RawIOBase):
        taken = 0

        def readable(self) -> bool:
            return True

        def read(self, size: int = -1) -> bytes:
            assert size >= 0
            self.taken += size
            return b"x" * size

    monkeypatch.setattr(foreign_text, "LONGEST_LINE", 1 << 10)
    monkeypatch.setattr(foreign_text, "LARGEST", 1 << 20)
    endless = Endless()
    file = foreign_text.ForeignText("x", cast("BinaryIO", endless))
    assert list(file) == []
    fault = file.fault()
    assert fault is not None
    assert fault.message == "a line longer than 1 MiB; the reading ends here"
    assert endless.taken < 3 << 20


def test_records_deep_inside() -> None:
    for depth, records in ((99, 1), (101, 0), (900, 0)):
        line = f'{{"title": "a", "x": {"[" * depth}{"]" * depth}}}'
        result = imported(f"{line}\n", LINES)
        assert result.tally.read == records
        assert result.tally.refused == 1 - records


def test_very_many_columns() -> None:
    names_ = [f"c{n}" for n in range(200_000)]
    table = f"time,title,text,{','.join(names_)}\n2023,a,b,{',' * (len(names_) - 1)}\n"
    result = imported(table, TABLE)
    assert [event.titles[0][1] for event in result.timeline.events] == ["a"]


def test_problems_of_a_kind_are_told_ten_times_and_then_counted() -> None:
    rows = "".join(f"never,{n},b\n" for n in range(1000))
    result = imported(f"time,title,text\n{rows}", TABLE)
    assert result.tally.refused == 1000
    assert len(result.problems) == 11
    last = result.problems[-1].message
    assert last == "990 more records of that kind: not written as iso (line 12\u20131001)"


def test_days_in_any_order_stand_once_and_in_order() -> None:
    days = [f"2023-{month:02}-{day:02}" for month in range(1, 13) for day in (1, 9, 28)] * 3
    random.Random(1).shuffle(days)
    rows = "".join(f"{day} 10:00,{day} {n},\n" for n, day in enumerate(days))
    result = imported(f"time,title,text\n{rows}", TABLE)
    headers = [line for line in result.text.splitlines() if line.startswith("  2023-")]
    assert headers == [f"  {day}:" for day in sorted(set(days))]
    assert len(result.timeline.events) == len(days)


@pytest.mark.parametrize("name", names())
@given(data=st.binary(max_size=200))
def test_no_preset_fails_on_anything(name: str, data: bytes) -> None:
    imported(data, name, "UTC")


def test_what_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    table, out = tmp_path / "a.csv", tmp_path / "out.yaml"
    table.write_text("time,title\nnever,a\n", "utf-8")
    out.write_text("mine", "utf-8")
    for arguments in (["-o", str(out)], ["-o", str(table), "--zone", "UTC"]):
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            assert main(["import", str(table), *arguments]) in (2, 3)
    assert out.read_text("utf-8") == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "out.yaml"]
