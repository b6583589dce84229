"""Files of other programs that are damaged: problems and counts, never an exception."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import icalendar
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from crisis.timeline.interchange.reading.presets import names, preset
from crisis.timeline.interchange.reading.records import Record, reader

from ...support.importing import imported_by, text_of

if TYPE_CHECKING:
    from crisis.timeline.base.problems import Problem

DATA = Path(__file__).parents[2] / "data/interchange"
SAMPLES = {
    "ics": ["google.ics", "outlook.ics"],
    "mbox": ["inbox.mbox"],
    "whatsapp": ["android.txt", "ios.txt", "us.txt"],
    "gedcom": ["tree.ged"],
    "markdown": ["log.md"],
    "timelinejs": ["slides.json"],
    "timelinejs-sheet": ["slides.csv"],
    "markwhen": ["plan.mw"],
    "mermaid": ["history.mmd", "plan.mmd"],
}
"""The files that a reader is tried with; those of tables and of JSON have tests of their own."""

edits = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 30), st.binary(max_size=8)), min_size=1, max_size=6
)


def damaged(data: bytes, changes: list[tuple[float, int, bytes]]) -> bytes:
    """Bytes that are cut out and put in, at parts of the whole length."""
    for part, cut, new in changes:
        place = int(part * len(data))
        data = data[:place] + new + data[place + cut :]
    return data


@pytest.mark.parametrize(
    ("rules", "name"), [(rules, name) for rules, files in SAMPLES.items() for name in files]
)
@settings(deadline=None, max_examples=10)
@given(changes=edits)
@example(changes=[(0.0, 0, b"\xff\xfe"), (1.0, 0, b"\n")])
def test_damage_is_told(rules: str, name: str, changes: list[tuple[float, int, bytes]]) -> None:
    data = damaged((DATA / name).read_bytes(), changes)
    result = imported_by(preset(rules), data, "Europe/Amsterdam", name)
    assert result.tally.records == result.tally.read + result.tally.refused + sum(
        result.tally.skipped.values()
    )
    assert len(result.timeline.events) == result.tally.read
    assert all(problem.origin.file == name for problem in result.problems)


@pytest.mark.parametrize("rules", sorted({*names()} - {"slack", "csv", "json", "jsonl"}))
@settings(deadline=None, max_examples=10)
@given(data=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_read_or_refused(rules: str, data: bytes) -> None:
    result = imported_by(preset(rules), data, "Europe/Amsterdam")
    assert len(result.timeline.events) == result.tally.read


MANY = 20_000
MAIL = "From a 1:11 2023\nFrom: {}\n\n"
EVENT = "BEGIN:VEVENT\nUID:a\nSUMMARY:A\n{}\nEND:VEVENT\n"
FAMILY = "0 HEAD\n0 @I@ INDI\n1 BIRT\n2 DATE {}\n"


@pytest.mark.parametrize(
    ("rules", "text"),
    [
        *(("mbox", MAIL.format(each * MANY)) for each in ("(", "[(", "a:", "<", '"', "=?")),
        *(("ics", EVENT.format(each * MANY)) for each in ("BEGIN:VALARM\n", "END:VALARM\n", "a;")),
        *(("gedcom", FAMILY.format(each * MANY)) for each in ("INT (", "(", "BET ", "1 ")),
        *(("markdown", f"## 2023-11-17\n- {each * MANY}") for each in ("**a ", "[", "(", "\n  ")),
        ("markdown", f"# {' ' * MANY}x"),
        ("markdown", f"|{' ' * MANY}x"),
        ("mermaid", f"gantt\n dateFormat {'[' * MANY}\n a: 2023-01-01, 1d"),
        ("whatsapp", f"17/11/2023, 12:28 - {':' * MANY}"),
    ],
)
def test_what_repeats_without_end_is_read_or_refused(rules: str, text: str) -> None:
    result = imported_by(preset(rules), text.encode(), "UTC")
    assert len(result.timeline.events) == result.tally.read


@pytest.mark.parametrize("rules", sorted(SAMPLES))
def test_importing_again_gives_the_same_ids(rules: str) -> None:
    """Whatever stands before a record, and in whatever zone the event file is."""
    name = SAMPLES[rules][0]
    data = (DATA / name).read_bytes()
    first = imported_by(preset(rules), data, "Europe/Amsterdam")
    second = imported_by(preset(rules), data + b"\n", "Europe/Amsterdam")
    ids = [[event.id for event in one.timeline.events] for one in (first, second)]
    assert ids[0] == ids[1]
    assert len(ids[0]) > 2


@pytest.mark.long
def test_calendars_that_come_with_icalendar() -> None:
    """Each of them is read, and of what is not understood it is said why."""
    samples = sorted((Path(icalendar.__file__).parent / "tests").rglob("*.ics"))
    read = 0
    for path in samples:
        result = imported_by(preset("ics"), path.read_bytes(), "Europe/Berlin", path.name)
        assert len(result.timeline.events) == result.tally.read
        read += result.tally.records
    assert not samples or read > 200


def test_readers_take_lines_as_they_need_them() -> None:
    """The first message of a mailbox is there before the second one is read."""
    file = text_of((DATA / "inbox.mbox").read_bytes())
    first: Record | Problem = next(iter(reader("mbox")(file, preset("mbox").rules.layout)))
    assert isinstance(first, Record)
    assert file.number < 20
