"""What may be at any time of a day stands behind what is known better, where people look."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis.timeline import Clock, Query, Zone, ask, report
from crisis.timeline.query.answer import Match
from crisis.timeline.query.order import Order
from crisis.timeline.query.stores import store
from crisis.timeline.reports.all_day import Daylong
from crisis.timeline.reports.chart.chart_model import picture
from crisis.timeline.reports.prose_times import Letters
from crisis.timeline.reports.walk import steps

from ...support.stories import ZONES, Story, stories
from ...support.timelines import read

FILE = """
timeline: {zone: Europe/Berlin}
events:
  2026-11-20:
    - {id: day, title: t}
    - {id: ten, title: t, when: "10:00"}
    - {id: eve, title: t, when: "evening; after @day"}
    - {id: late, title: t, when: "23:50"}
    - {id: month, title: t, when: 2026-11-20..2026-11-25}
  2026-11-21:
    - {id: next, title: t, when: "09:00"}
"""

NEXT = """
timeline: {zone: Europe/Berlin}
events:
  undated:
    - {id: next, title: t, when: exactly 1s after @day}
    - {id: day, title: t, when: 2026-11-20}
"""


def shown(text: str, **asked: bool) -> list[str]:
    answer = ask(read(text), Query(**asked), Clock(Zone("Europe/Berlin"), 0))
    return [match.event.id for match in Daylong(answer).shown(answer.matches)]


def test_it_stands_behind_what_has_a_clock_but_not_behind_what_follows_it() -> None:
    assert shown(FILE) == ["ten", "day", "eve", "late", "month", "next"]


def test_it_stands_before_what_follows_it_and_may_be_on_the_next_day() -> None:
    assert shown(NEXT) == ["day", "next"]


OPEN = """
timeline: {zone: Europe/Berlin}
actors: {x: X}
events:
  2026-11-20:
    - {id: a, when: "10:00", title: t, actors: x}
    - {id: b, when: "20:00", title: t, actors: x}
  undated:
    - {id: w, when: before @a, title: t, actors: x}
"""


@pytest.mark.parametrize("by", [(), ("day",), ("actor",), ("week",)])
def test_what_certainly_came_first_stands_first_and_its_order_is_known(by: tuple[str, ...]) -> None:
    answer = ask(read(OPEN), Query(), Clock(Zone("Europe/Berlin"), 0))
    rows = [it for _, it in steps(report(answer, by)) if isinstance(it, Match)]
    rows = rows if by else Daylong(answer).shown(answer.matches)
    assert [(row.event.id, row.ordered) for row in rows] == [("w", True), ("a", True), ("b", True)]


def test_of_a_row_that_certainly_came_before_the_one_above_the_order_is_known() -> None:
    answer = ask(read(OPEN), Query(), Clock(Zone("Europe/Berlin"), 0))
    judged = Daylong(answer).marked(reversed(answer.matches), None, {})
    assert [(row.ordered, row.undecided) for row in judged] == [
        (True, False), (False, False), (True, False),
    ]  # fmt: skip


@pytest.mark.parametrize("asked", [{"reverse": True}, {"delta": True}])
def test_the_order_of_time_stays_where_each_is_told_by_the_other(asked: dict[str, bool]) -> None:
    answer = ask(read(FILE), Query(**asked), Clock(Zone("Europe/Berlin"), 0))
    assert shown(FILE, **asked) == [match.event.id for match in answer.matches]


@given(stories(), st.sampled_from(ZONES))
def test_groups_and_pictures_show_the_same_order_and_nothing_before_its_cause(
    story: Story, name: str
) -> None:
    answer = ask(read(story.text()), Query(), Clock(Zone(name)))
    zone = answer.clock.zone
    by_day = [m for group in report(answer, ("day",)).groups for m in group.matches]
    assert sorted(m.event.id for m in by_day) == sorted(m.event.id for m in answer.matches)
    rows = [row.match.event.id for row in picture(report(answer), Letters()).rows]
    dated = [m.event.id for m in Daylong(answer).shown(answer.matches)]
    assert [name for name in dated if name in rows] == rows
    links = Order(store(answer.timeline).links())
    for group in report(answer, ("day",)).groups:
        for above, match in combinations(group.matches, 2):
            after = links.follows(above.event, match.event)
            assert after or not links.follows(match.event, above.event) or group.shared.missing
        for above, match in pairwise(group.matches):
            both = links.follows(above.event, match.event), links.follows(match.event, above.event)
            assert match.undecided == (both == (False, False))
            if match.ordered and not match.event.start.open:
                assert links.follows(above.event, match.event) or match in answer.matches
        for place, match in enumerate(group.matches):
            behind = group.matches[place + 1 :]
            clocks = [it for it in behind if not whole(it.event.start, zone)]
            if whole(match.event.start, zone) and clocks and not match.event.branched:
                assert any(links.follows(match.event, it.event) for it in behind)


def whole(bound: tuple[int | None, int | None], zone: Zone) -> bool:
    """Whether this may be at any time of the day on which it may begin."""
    low, high = bound
    if low is None or high is None:
        return False
    day = zone.day(low)
    second = 1_000_000
    return low < zone.day_start(day) + second and high >= zone.day_stop(day) - second
