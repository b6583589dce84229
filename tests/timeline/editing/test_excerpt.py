"""A change that is planned on an excerpt of a file is the one that the whole file would have."""

from __future__ import annotations

from pathlib import Path

import pytest

from crisis.timeline import loads
from crisis.timeline.editing import excerpt
from crisis.timeline.editing.contents import Contents
from crisis.timeline.editing.excerpt import Cut, cut
from crisis.timeline.editing.log_entry import Entry, log
from crisis.timeline.editing.rewrite import EventText, changed

ROOT = Path(__file__).parents[3]
FIXTURES = sorted((ROOT / "fixtures").glob("*.yaml"))
CASES = sorted((ROOT / "tests/cases/files").glob("*.yaml"))
NOW = 1796040000_000000  # 2026-11-30 12:00 UTC
ENTRIES = (
    Entry("X"),
    Entry("X", "2023-11-19 12:00", ("new", "new two"), sources=("paper",)),
    Entry("X", "2003-08-14 16:10"),
    Entry("X", "1912-04-14 23:40"),
    Entry("X", "2030-01-01", more=(("place", "there"),)),
    Entry("X", "1900-01-01 10:00"),
    Entry("X", "January 2020"),
    Entry("X", "2026-11-20 20:15", id="own"),
)
HEAD = "timeline: {zone: UTC}\n"
DAYS = f"{HEAD}events:\n  2026-11-29:\n    - title: A\n  2026-12-01:\n    - title: B\n"


@pytest.fixture
def any_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excerpt, "SMALLEST", 0)


@pytest.mark.parametrize("path", [*FIXTURES, *CASES], ids=lambda path: path.stem)
def test_an_excerpt_gives_the_same(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = EventText(path.name, path.read_bytes().decode("utf-8", "replace"))
    for entry in ENTRIES if path in FIXTURES else ENTRIES[:3]:
        done = []
        for size in (0, 1 << 30):
            monkeypatch.setattr(excerpt, "SMALLEST", size)
            try:
                plan, logged = log(source, entry, NOW)
                logged = logged._replace(excerpt="")
                done.append((changed(source, plan).text, logged, plan.excerpt is not None))
            except Exception as error:  # the same one then
                done.append((repr(error), None, None))
        assert done[0][:2] == done[1][:2]
    monkeypatch.setattr(excerpt, "SMALLEST", 0)
    if path in FIXTURES:
        assert done[0][2], "cut"
    if (pieces := cut(source.text)) is not None:
        assert pieces.ids == Contents(source).ids


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_ids_are_those_of_the_timeline(path: Path) -> None:
    text = path.read_text()
    assert set(Contents(EventText("x", text)).ids) == {event.id for event in loads(text).events}


def test_made_ids_are_counted_as_the_reader_does(any_size: None) -> None:
    text = DAYS + "    - title: A\n    - {title: {en: A, nb: Å}}\n    - id: a-2\n      title: C\n"
    pieces = cut(text)
    assert isinstance(pieces, Cut)
    assert set(pieces.ids) == {event.id for event in loads(text).events}


@pytest.mark.parametrize(
    "text",
    [
        HEAD,
        f"{HEAD}events:\n",
        f"{HEAD}events:\n  - title: A\n",
        f"{HEAD}events: {{2026-11-29: [{{title: A}}]}}\n",
        f"{HEAD}events:\n  2026-11-29: [{{title: A}}]\n",
        f"{HEAD}events:\n  ? 2026-11-29\n  : - title: A\n",
        f"{HEAD}events:\n  &a 2026-11-29:\n    - title: A\n",
        f"{DAYS}    - title: b: c\n",
        f"{DAYS}    - title: 'b\n",
        f"{DAYS}---\n{DAYS}",
        f"{DAYS}events:\n  2026-11-29:\n    - title: A\n",
        f"- {DAYS}",
        "",
    ],
)
def test_no_excerpt(text: str, any_size: None) -> None:
    assert cut(text) is None


def test_what_is_left_out_may_hold_anything(any_size: None) -> None:
    text = DAYS.replace(
        "title: A",
        "title: 'A\n\n  2026-11-30:\n    - title: C'\n      text: |\n        2026-11-30:\n"
        '          - "x\n      note: "#\n  2026-11-30:"  # "',
    )
    assert not loads(text).problems
    source = EventText("x", text)
    plan, logged = log(source, Entry("X", "2026-12-01 10:00"), NOW)
    after = changed(source, plan).text
    assert plan.excerpt is not None
    assert "2026-11-30" not in plan.excerpt.text
    assert after.startswith(text)
    assert after.split("\n")[logged.line - 1] == "    - when: 10:00"
    plan, _ = log(source, Entry("X"), NOW)
    assert [*loads(changed(source, plan).text).events][1].title == "X"
