"""CSV: what Python's csv and a spreadsheet read is what the timeline says, and nothing runs."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis.timeline.formats.csv_rows import to_csv
from crisis.timeline.formats.fields import EXACT, FIELDS, view
from crisis.timeline.formats.json_events import document
from crisis.timeline.reports.report import report

from ...support.answers import file, of, reports, whole

if TYPE_CHECKING:
    from pathlib import Path

    from crisis.timeline import Report

SOFFICE = shutil.which("localc") and shutil.which("soffice")  # LibreOffice comes in parts
FORMULAS = [
    "=1+2",
    "+1+2",
    "-1+2",
    "@SUM(1)",
    " =1+2",
    "\t=1",
    "\n=1",
    "\uff1d1+2",
    "-",
    "=cmd|'/C calc'!A0",
]
HARMLESS = ["-5", "-5.25", "12", "'=1", "a=1", "", "1-2", "(-5)"]
CONTROL = [chr(code) for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) != "\n"]


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def quoting(*texts: str) -> Report:
    """Events with these texts as their quotes."""
    events = [{"id": f"e{n}", "title": "t", "quote": text} for n, text in enumerate(texts)]
    return of(file({"timeline": {"zone": "UTC"}, "events": events}))


@given(reports())
def test_raw_cells_are_exact(found: Report) -> None:
    names, *cells = read(whole(to_csv, found, tuple(FIELDS), True))
    assert names == list(FIELDS)
    shown = view(found)
    assert cells == [
        [field.get(match, shown) for field in FIELDS.values()] for match in found.answer.matches
    ]


@given(reports())
def test_there_is_a_row_for_each_event_whatever_groups_them(found: Report) -> None:
    names, *cells = read(whole(to_csv, found, ("id",)))
    assert names == ["id"]
    assert [row[0] for row in cells] == [match.event.id for match in found.answer.matches]


@given(reports())
def test_nothing_that_a_terminal_obeys_is_in_it_unless_asked_for(found: Report) -> None:
    text = whole(to_csv, found)
    assert not [char for char in CONTROL if char in text]
    assert "\u202e" not in text


def test_lines_end_in_a_line_feed_and_a_cell_may_hold_several() -> None:
    text = whole(to_csv, quoting("a\nb", 'say "no", please'), ("id", "quote"))
    assert text == 'id,quote\ne0,"a\nb"\ne1,"say ""no"", please"\n'


def test_a_return_inside_a_raw_cell_ends_no_row() -> None:
    assert read(whole(to_csv, quoting("a\rb"), ("quote",), True)) == [["quote"], ["a\rb"]]


@pytest.mark.parametrize("formula", FORMULAS)
def test_what_a_spreadsheet_would_run_begins_with_an_apostrophe(formula: str) -> None:
    (_, [cell]) = read(whole(to_csv, quoting(formula), ("quote",)))
    assert cell.startswith("'")
    (_, [exact]) = read(whole(to_csv, quoting(formula), ("quote",), True))
    assert exact == formula


APART = ",;|\t\n"
PARTS = st.sampled_from(
    [*APART, *FORMULAS, *HARMLESS, ";", " ", '"', "''", "a", "-1", "\u3000", "-1+2", "\r\n", "\xa0"]
)


@given(st.lists(PARTS, max_size=6).map("".join), st.sampled_from(APART))
def test_no_formula_begins_behind_any_sign_that_may_part_cells(text: str, apart: str) -> None:
    """However a spreadsheet cuts the lines into cells: with or without regard to quotes."""
    written = whole(to_csv, quoting(text, text), ("id", "quote", "title"))
    cells = [cell for line in written.split("\n") for cell in line.split(apart)]
    if apart != "\n":
        lines = io.StringIO(written, newline="")
        cells += [cell for row in csv.reader(lines, delimiter=apart) for cell in row]
    for cell in cells:
        bare = cell.strip().strip('"').strip()
        assert not re.match("[=+@\uff1d]", bare), cells
        assert not bare.startswith("-") or re.fullmatch(r"-[0-9]+(\.[0-9]+)?", bare), cells


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a;=1+1", "a;'=1+1"),
        ("a; @SUM(1)", "a; '@SUM(1)"),
        ('a|"=1+1&"', 'a|\'"=1+1&"'),
        ("a\n+1", "a\n'+1"),
        ("a =cmd|'/C calc'!A0", "a '=cmd|'/C calc'!A0"),
        ("a:-1+cmd|x", "a:'-1+cmd|x"),
        ("a @SUM(1)", "a '@SUM(1)"),
    ],
)
def test_a_formula_inside_a_cell_gets_an_apostrophe_where_another_cell_may_begin(
    text: str, shown: str
) -> None:
    assert read(whole(to_csv, quoting(text), ("id", "quote")))[1][1] == shown


@pytest.mark.parametrize(
    "text",
    ["x - y -- z", "a -> b", "1 + 1 = 2", "by @sama at 5", "25:21 to -19:20", "a; -5; b", "a: -"],
)
def test_prose_stays_as_it_is(text: str) -> None:
    assert read(whole(to_csv, quoting(text), ("id", "quote")))[1][1] == text


@pytest.mark.parametrize("text", HARMLESS)
def test_what_no_spreadsheet_would_run_stays_as_it_is(text: str) -> None:
    assert read(whole(to_csv, quoting(text), ("id", "quote")))[1][1] == text


def test_times_and_seconds_are_as_in_the_json() -> None:
    found = of(
        "timeline: {zone: Asia/Jakarta, zero: x}\nevents:\n  2026-11-20:\n"
        "    - {id: x, when: 10:36, title: X}\n"
        "    - {id: y, when: from 11:00:00.5 for 2h..3h, title: Y}\n"
        "    - {id: z, when: before @x, title: Z}\n"
    )
    rows = csv.DictReader(io.StringIO(whole(to_csv, found)))
    for row, event in zip(rows, document(found)["events"], strict=True):
        for prefix, key in (("start", "start"), ("end", "end")):
            bound = event[key] or {"earliest": None, "latest": None}
            assert row[f"{prefix}_earliest"] == (bound["earliest"] or "")
            assert row[f"{prefix}_latest"] == (bound["latest"] or "")
        for column, number in (
            ("elapsed_earliest", event["elapsed"]["earliest"]),
            ("elapsed_latest", event["elapsed"]["latest"]),
            ("elapsed_end_earliest", (event["elapsed_end"] or {}).get("earliest")),
            ("elapsed_end_latest", (event["elapsed_end"] or {}).get("latest")),
            ("duration_min", (event["duration"] or {}).get("min")),
        ):
            assert row[column] == "" if number is None else float(row[column]) == number


def split(text: str) -> list[str]:
    """A list out of a cell, as the manual says."""
    items = re.split(r"(?<!\\)((?:\\\\)*); ", text)
    joined = [a + b for a, b in zip(items[::2], [*items[1::2], ""], strict=True)]
    return [re.sub(r"\\(.)", r"\1", item, flags=re.DOTALL) for item in joined] if text else []


@given(reports())
def test_a_list_in_a_cell_can_be_taken_apart_again(found: Report) -> None:
    rows = read(whole(to_csv, found, ("tags", "sources"), True))[1:]
    for (tags, sources), match in zip(rows, found.answer.matches, strict=True):
        assert split(tags) == list(match.event.tags)
        assert split(sources) == list(match.event.sources)


@pytest.mark.parametrize("tags", [["a; b", "c"], ["a\\", "b"], ["\\;", ";", "\\"], [" a", "b "]])
def test_what_parts_a_list_may_stand_in_its_items(tags: list[str]) -> None:
    events = [{"id": "e", "title": "t", "tags": tags}]
    (_, [cell]) = read(
        whole(to_csv, of(file({"timeline": {"zone": "UTC"}, "events": events})), ("tags",))
    )
    assert split(cell) == tags


def test_there_are_columns_for_the_time_between_events_where_it_is_asked_for() -> None:
    found = of("timeline: {zone: UTC}\nevents:\n  2026-11-20: [{title: A, when: 10:00}]")
    asked = found.answer.query._replace(delta=True)
    (names, _) = read(whole(to_csv, report(found.answer._replace(query=asked))))
    assert names == [*EXACT, "delta_earliest", "delta_latest"]


def test_every_field_of_the_json_is_in_a_column() -> None:
    renamed = {"when": "claims", "origin": "file"}
    columns = {*EXACT, *(name.partition("_")[0] for name in EXACT)}
    columns |= {name.rpartition("_")[0] for name in EXACT}
    found = of(
        "timeline: {zone: UTC}\nevents:\n  2026-11-20:\n    - {id: a, when: 10:00, title: A}"
    )
    for name in document(found)["events"][0]:
        assert renamed.get(name, name) in columns


@pytest.mark.long
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice Calc is not installed")
def test_a_spreadsheet_reads_and_writes_the_same_and_runs_no_formula(tmp_path: Path) -> None:
    found = quoting(*FORMULAS, *HARMLESS, "a\nb", 'say "no"; please', "é 標 👍")
    source = tmp_path / "in.csv"
    source.write_text(whole(to_csv, found), encoding="utf-8", newline="")
    for form, folder, read_from in (
        ("ods", "calc", source),
        ("csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false", "back", "calc/in.ods"),
    ):
        subprocess.run(
            [
                str(SOFFICE),
                "--headless",
                f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
                "--infilter=CSV:44,34,76,1,,1033,false,false,false,false,false,-1,true",
                "--convert-to", form, "--outdir", tmp_path / folder, tmp_path / read_from,
            ],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
    there = read(source.read_text(encoding="utf-8"))
    back = read((tmp_path / "back" / "in.csv").read_text(encoding="utf-8"))
    assert back == there
