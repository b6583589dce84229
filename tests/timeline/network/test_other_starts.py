"""Alternatives of a source beside what others tell: lengths count from their start."""

from __future__ import annotations

import pytest

from crisis.timeline import loads

from ...support.timelines import by_id, read_lines, walls


@pytest.mark.parametrize("clock", ["", ", clock: 2m..6m slow"])
def test_a_source_is_told_nothing_of_what_others_choose_between(clock: str) -> None:
    timeline = loads(
        f"""
timeline: {{zone: UTC}}
sources: {{a: A, b: {{name: B{clock}}}}}
events:
  2026-11-20:
    - {{id: x, title: t, when: {{is: 14:00 or 15:00, source: b}}}}
    - {{id: y, title: t, when: [{{is: 13:00, source: a}}, {{is: 14:00 or 15:00, source: b}}]}}
""",
        according_to="a",
    )
    assert [event.alternatives for event in timeline] == [(), ()]
    assert walls(timeline["y"].start) == ["2026-11-20T13:00:00", "2026-11-20T13:00:59"]
    assert timeline.conflicts == ()


def test_one_of_two_lengths_is_ruled_out_where_another_account_tells_the_start() -> None:
    timeline = read_lines(
        "  2026-11-20:",
        "    - id: x",
        "      title: t",
        "      when: [{is: '10:00', source: a}, {is: for 1h or 3h, source: b}]",
        "    - {id: y, title: t, when: '12:00'}",
        "    - {id: z, title: t, when: at @y; after @x}",
    )
    assert [(it.kind, it.reasons[0].phrase) for it in timeline.conflicts] == [
        ("ruled out", "for 3h")
    ]
    assert [(it.written, it.ruled_out) for it in by_id(timeline)["x"].accounts[1].alternatives] == [
        ("for 1h", False),
        ("for 3h", True),
    ]


def test_of_two_lengths_each_counts_from_the_start_that_others_tell() -> None:
    timeline = read_lines(
        "  2026-11-20:",
        "    - {id: x, title: t, when: ['10:00', for 1h or 3h]}",
        "    - id: y",
        "      title: t",
        "      when: [{is: 2026-11-22 10:00, source: a}, {is: for 1h or 3h, source: b}]",
    )
    assert timeline.conflicts == ()
    for day, one in zip((20, 22), timeline.events, strict=True):
        assert [walls(it.start) for it in one.alternatives] == [
            [f"2026-11-{day}T10:00:00", f"2026-11-{day}T10:00:59"]
        ] * 2
        assert [walls(it.end) for it in one.alternatives] == [
            [f"2026-11-{day}T10:30:00", f"2026-11-{day}T11:30:59"],
            [f"2026-11-{day}T12:30:00", f"2026-11-{day}T13:30:59"],
        ]


@pytest.mark.parametrize("unsure", ["14:00 or 15:00", "1h or 2h after @x"])
def test_alternatives_of_low_confidence_narrow_no_surer_account(unsure: str) -> None:
    timeline = read_lines(
        "  2026-11-20:",
        "    - {id: x, title: t, when: '13:00'}",
        "    - id: y",
        "      title: t",
        "      when:",
        "        - {is: '10:00..18:00', source: a}",
        f"        - {{is: {unsure}, source: b, confidence: low}}",
        "    - id: z",
        "      title: t",
        "      when:",
        "        - {is: from 10:00 to 18:00, source: a}",
        "        - {is: for 7h or 8h, source: b, confidence: low}",
    )
    events = by_id(timeline)
    assert [len(account.alternatives) for account in events["y"].accounts] == [0, 2]
    for name in ("y", "z"):
        assert events[name].alternatives == ()
        assert len(events[name].moments) == 1


@pytest.mark.parametrize("turn", [1, -1])
def test_what_accounts_leave_together_does_not_hang_on_their_order(turn: int) -> None:
    claims = [
        "{is: 10:00..11:00 or 12:00..13:00, source: a}",
        "{is: 10:30..13:30 or 15:00, source: b}",
    ]
    timeline = read_lines(
        "  2026-11-20:", f"    - {{id: x, title: t, when: [{', '.join(claims[::turn])}]}}"
    )
    several = timeline.events[0].alternatives
    assert [(it.written, walls(it.start)) for it in several] == [
        ("10:00..11:00", ["2026-11-20T10:30:00", "2026-11-20T11:00:59"]),
        ("12:00..13:00", ["2026-11-20T12:00:00", "2026-11-20T13:00:59"]),
    ]
