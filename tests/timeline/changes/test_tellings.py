"""What several tell of the same events: laws on random stories, and how far tellers are apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from crisis.timeline.changes.apart import Apart
from crisis.timeline.changes.tellings import Row, Tellings, tellings

from ...support.stories import Story, stories
from ...support.timelines import read

if TYPE_CHECKING:
    from crisis.timeline.model.timeline import Timeline

SECOND = 1_000_000
MINUTE = 60 * SECOND
HEAD = """
timeline: {title: T, zone: UTC}
sources: {a: {name: A}, b: {name: B}, c: {name: C}, d: {name: D}}
events:
"""


def table(timeline: Timeline, *sources: str) -> Tellings:
    return tellings(timeline, timeline.events, sources)


def one(said: str, *sources: str) -> Row:
    """The row of an event of which that is said: ``a 10:00, b 11:00``."""
    claims = ", ".join(
        f"{{is: 2026-11-20 {part[2:]}, source: {part[0]}}}" for part in said.split(", ")
    )
    text = f"{HEAD}  - {{id: x, title: X, when: [{claims}]}}\n"
    return table(read(text), *(sources or ("a", "b", "c"))).rows[0]


@given(stories())
def test_sources_exchanged_exchange_columns_and_all_of_them_stand_as_the_event(
    story: Story,
) -> None:
    timeline = read(story.text())
    there, back = table(timeline, "ap", "bbc"), table(timeline, "bbc", "ap")
    assert there.columns == back.columns[::-1]
    assert there.left_out == back.left_out
    mirrored = [
        row.replace(cells=row.cells[::-1], alone=None if row.alone is None else 1 - row.alone)
        for row in back.rows
    ]
    assert list(there.rows) == mirrored
    for row in there.rows:
        if row.event.agreement and {one.source for one in row.event.accounts} == {"ap", "bbc"}:
            assert row.standing == row.event.agreement


@given(stories())
def test_a_source_says_what_its_own_accounts_say_whoever_stands_beside_it(story: Story) -> None:
    timeline = read(story.text())
    alone, beside = table(timeline, "ap"), table(timeline, "bbc", "ap")
    said = {row.event.id: row.cells[1] for row in beside.rows}
    for row in alone.rows:
        assert said[row.event.id] == row.cells[0]
        own = [account for account in row.event.accounts if account.source == "ap"]
        for cell, account in zip(row.cells[0].said, own, strict=bool(row.event.accounts)):
            assert cell.end == account.end
            assert cell.start == (account.start if account.tells else None)


@given(stories())
def test_an_event_is_in_the_table_once_or_left_out(story: Story) -> None:
    timeline = read(story.text())
    for sources in (("ap",), ("ap", "bbc")):
        shown = table(timeline, *sources)
        names = [row.event.id for row in shown.rows]
        assert len(set(names)) == len(names)
        assert len(names) + shown.left_out == len(timeline.events)
        for row in shown.rows:
            silent = not any(cell.told for cell in row.cells[: len(sources)])
            assert not silent


@pytest.mark.parametrize(
    ("said", "standing", "least", "most", "alone"),
    [
        ("a 10:00, b 12:00", "disputed", 119 * MINUTE + 1, 121 * MINUTE - 1, None),
        ("a 10:00, b 10:00:30", "agreed", 0, 30 * SECOND + SECOND - 1, None),
        ("a 10:00", "alone", None, None, 0),
        ("c 10:00", "alone", None, None, 2),
        ("a 10:00, b 10:00, c 12:00", "disputed", 119 * MINUTE + 1, 121 * MINUTE - 1, 2),
        ("a 10:00, b 11:00, c 12:00", "disputed", 119 * MINUTE + 1, 121 * MINUTE - 1, None),
        ("a 10:00, a 12:00", "disputed", 119 * MINUTE + 1, 121 * MINUTE - 1, 0),
        ("a 15:05:41, b 15:06, c 15:06", "agreed", 18 * SECOND + 1, 79 * SECOND - 1, None),
        ("a 10:00 or 11:00, b 11:00", "agreed", 0, 61 * MINUTE - 1, None),
    ],
)
def test_how_tellers_stand(
    said: str, standing: str, least: int | None, most: int | None, alone: int | None
) -> None:
    row = one(said)
    found = Apart(0, None) if row.apart is None else row.apart
    assert row.standing == standing
    assert (found.least if row.apart else None, found.most) == (least, most)
    assert row.alone == alone


def test_of_a_disputed_event_some_may_agree() -> None:
    said = "a 10:00, b 10:00, d 15:00"
    assert one(said, "a", "b").standing == "agreed"
    assert one(said, "a", "b").event.disputed
    assert one(said, "a", "d").standing == "disputed"


def test_some_of_a_disputed_event_are_judged_as_a_file_of_them_alone_is() -> None:
    said = "a 15:05:41, b 15:06, d 18:00"
    assert one(said, "a", "b").standing == "agreed"
    measured = (
        f"{HEAD}  - {{id: y, title: Y, when: 2026-11-20 10:00..16:00}}\n"
        "  - {id: x, title: X, when: [{is: 1h after @y, source: a}, {is: 3h after @y, source: b},"
        " {is: 2026-11-25, source: d}]}\n"
    )
    shown = {row.event.id: row for row in table(read(measured), "a", "b").rows}
    assert shown["x"].apart is not None
    assert shown["x"].apart.least == 0
    assert shown["x"].standing == "disputed"
    near = measured.replace("is: 2026-11-25", "is: 1h after @y")
    others = {row.event.id: row for row in table(read(near), "b").rows}
    assert others["x"].standing == "disputed"
    assert one("a 15:05:41, b 15:06, d 18:00", "b").standing == "disputed"
    assert one("a 10:00, a 12:00, b 12:00", "d", "a").standing == "disputed"


def test_who_tells_no_time_is_in_no_dispute() -> None:
    claims = "{is: 2026-11-20 10:00, source: a}, {is: 2026-11-20 12:00, source: a}"
    text = f"{HEAD}  - {{id: x, title: X, sources: [b], when: [{claims}]}}\n"
    (row,) = table(read(text), "b").rows
    assert (row.standing, row.alone) == ("alone", 1)


def test_others_are_not_against_each_other() -> None:
    row = one("a 10:00, b 10:00, c 15:00, d 12:00", "a")
    assert row.apart == Apart(299 * MINUTE + 1, 301 * MINUTE - 1)
    assert one("a 10:00..15:00, b 10:00, c 15:00", "a").standing == "agreed"


def test_the_ends_of_what_lasts_are_told_apart_as_well() -> None:
    claims = "{from: 2026-11-20 10:00, to: 2026-11-20 1%d:00, source: %s}"
    both = f"{claims % (1, 'a')}, {claims % (4, 'b')}"
    row = table(read(f"{HEAD}  - {{id: x, title: X, when: [{both}]}}\n"), "a", "b").rows[0]
    assert row.apart is not None
    assert row.apart.of == "end"
    assert row.apart.least == 179 * MINUTE + 1


def test_who_tells_of_an_event_alone_has_told_no_time() -> None:
    text = f"{HEAD}  - {{id: x, title: X, sources: [b], when: {{is: 2026-11-20, source: a}}}}\n"
    row = table(read(text), "b", "a").rows[0]
    assert (row.cells[0].told, row.cells[0].timed) == (True, False)
    assert (row.standing, row.alone) == ("alone", 1)
