"""Random worlds with a hidden truth keep the laws; ``make worlds`` tries many more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from crisis.timeline import Clock, Query, Zone, ask, report, why
from crisis.timeline.formats.fields import FIELDS, view
from crisis.timeline.network.resolve import resolve
from crisis.timeline.query.terms import read_term

from ...support.examples import examples
from ...support.laws import LAWS, failures
from ...support.timelines import by_id, data, flow, instant, read, walls
from ...support.worlds import world, written

if TYPE_CHECKING:
    from crisis.timeline.model.conflicts import Reason

SECOND = 1_000_000
MINUTE = 60 * SECOND
DAY = instant("2026-11-20T00:00") // MINUTE


@pytest.mark.parametrize("law", LAWS)
def test_a_few_worlds_keep_the_laws(law: str) -> None:
    for seed in range(examples(90)):
        made = world(seed)
        assert failures(made, {law: LAWS[law]}) == [], written(made)


def test_a_world_is_that_of_its_seed() -> None:
    assert written(world(7)) == written(world(7)) != written(world(8))


@pytest.mark.parametrize("row", data("worlds.yaml"), ids=lambda row: row["about"])
def test_small_worlds_that_were_got_wrong_once(row: dict[str, Any]) -> None:
    head = {"zone": "UTC", **row.get("timeline", {})}
    sources = {"ap": "AP", "bbc": "BBC", "log": "Log"} | row.get("sources", {})
    parts = {"timeline": head, "sources": sources, "events": row["events"]}
    timeline = resolve(read(flow(parts)), row.get("according-to"))
    cut = [problem.message for problem in timeline.problems]
    assert [message.startswith("what is said leads in a circle") for message in cut] == (
        [True] if "cut" in row else []
    )
    events = by_id(timeline)
    for name, bound in row.get("start", {}).items():
        assert walls(events[name].start) == bound
    for name, bound in row.get("end", {}).items():
        assert walls(events[name].end) == bound
    for name, seconds in row.get("lasts", {}).items():
        lasting = events[name].lasting.ends
        assert [None if x is None else str(x // SECOND) for x in lasting] == seconds
    for name, agreement in row.get("agreement", {}).items():
        assert events[name].agreement == agreement
    if "conflicts" in row:
        assert len(timeline.conflicts) == int(row["conflicts"])
    if "finding" in row:
        assert [_said(reason) for reason in timeline.conflicts[0].reasons] == row["finding"]
    for name, sides in row.get("why", {}).items():
        for side, reasons in sides.items():
            assert [_said(it) for it in getattr(why(timeline, name).start, side)] == reasons
    answer = ask(timeline, Query(), Clock(Zone(head["zone"])))
    how = view(report(answer))
    shown = {match.event.id: FIELDS["when"].get(match, how) for match in answer.matches}
    for name, text in row.get("shown", {}).items():
        assert shown[name] == text
    for day, names in row.get("days", {}).items():
        asked = Query((read_term(f"day:{day}"),))
        assert [m.event.id for m in ask(timeline, asked, Clock(Zone("UTC"))).matches] == names
    for term, names in row.get("certain", {}).items():
        asked = Query((read_term(term),))
        matches = ask(timeline, asked, Clock(Zone("UTC"))).matches
        assert [m.event.id for m in matches if m.verdict == "certain"] == names
    if "order" in row:
        assert list(shown) == row["order"]


def _said(reason: Reason) -> str:
    return f"{reason.event}: {reason.phrase or reason.kind}"


ROUNDS = """
timeline: {zone: UTC}
events:
  undated:
    - {id: a, title: A, when: before 2026-11-21 00:18; same day as @c}
    - {id: b, title: B, when: same day as @d}
    - {id: c, title: C, when: [exactly 2h after @b, at least 197m after @a]}
  2026-11-20:
    - {id: d, title: D}
"""


def test_days_that_narrow_each_other_are_explained_from_the_first() -> None:
    """A chain may come twice by the same event, but leads from what the file says to the bound."""
    reasons = why(read(ROUNDS), "b").start.latest
    came = [(reason.reached, (reason.bound or 0) // MINUTE - DAY) for reason in reasons]
    assert came == [
        ("d", 24 * 60 - 1), ("b", 24 * 60 - 1), ("c", 26 * 60 - 1), ("a", 22 * 60 + 42),
        ("c", 24 * 60 - 1), ("b", 22 * 60 - 1),
    ]  # fmt: skip
