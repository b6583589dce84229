"""The key of a group is what it is, whatever it is called; and a way to group is one entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline import Clock, Query, Report, Timeline, Zone, ask, report
from crisis.timeline.formats import json_count
from crisis.timeline.formats.fields import PLAIN
from crisis.timeline.reports.groups import GROUPINGS, Grouping, Key
from crisis.timeline.reports.headings import heading

from ...support.timelines import read_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pytest

    from crisis.timeline import Answer, Match


def grouped(timeline: Timeline, by: str) -> Report:
    return report(ask(timeline, Query(), Clock(Zone("UTC"))), (by,))


def test_a_tag_may_be_called_as_what_has_no_day() -> None:
    timeline = read_lines(
        "  - {id: a, title: A, tags: [undated, ..2024-01-01]}", "  - {id: b, title: B}"
    )
    found = grouped(timeline, "tag")
    assert [(group.key, group.plain, group.shared.missing) for group in found.groups] == [
        ("..2024-01-01", True, False),
        ("undated", True, False),
        ("", True, True),
    ]
    told = json_count.document(found)["groups"]
    assert [(it["key"], it["open"]) for it in told] == [
        ("..2024-01-01", False),
        ("undated", False),
        (None, False),
    ]
    heads = [heading(group, timeline, PLAIN) for group in found.groups]
    assert heads == ["..2024-01-01", "undated", "No tag"]


def test_a_way_to_group_is_one_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    def keys(matches: Sequence[Match], answer: Answer) -> Callable[[Match], list[Key]]:
        return lambda match: [Key("place", name=match.event.place)]

    monkeypatch.setitem(GROUPINGS, "place", Grouping(keys, "Nowhere"))
    timeline = read_lines(
        "  - {id: a, title: A}",
        "  - {id: b, title: B, place: Rome}",
        "  - {id: c, title: C, place: Oslo}",
    )
    found = grouped(timeline, "place")
    heads = [heading(group, timeline, PLAIN) for group in found.groups]
    assert heads == ["Oslo", "Rome", "Nowhere"]
    told = json_count.document(found)["groups"]
    assert [it["key"] for it in told] == ["Oslo", "Rome", None]
