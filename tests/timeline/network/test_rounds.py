"""Files whose accounts wait for each other in circles: bounded work, and the truth is kept.

Work is counted in statements looked at: each time that one is entered, applied or tried.
"""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from crisis.timeline.loading import loads
from crisis.timeline.network import conflict_core, rounds
from crisis.timeline.network.component import Component

from ...support.examples import sampled
from ...support.laws import LAWS, failures
from ...support.timelines import read
from ...support.worlds import world, written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crisis.timeline.model.timeline import Timeline
    from crisis.timeline.network.bounds import State

DAYS = ("day after @{ref}", "exactly {minutes}m after @{ref}")
HALVES = ("morning after @{ref}", "day after @{ref}", "day after @{ref}'s end")
AGAINST = ("before @{ref}", "morning after @{ref}")


class Shape(NamedTuple):
    """How events hang together: chances are of hundred, ``near`` is how far a reference leads."""

    sources: int
    claims: int  # of each source about an event
    told: int  # sources that tell of an event
    near: int
    phrases: Sequence[str] = DAYS
    ahead: int = 20
    caused: int = 0
    parts: int = 0
    clocks: int = 0
    dated: int = 1


SHAPES = {
    "dense days": Shape(6, 2, 3, 10),
    "wide days": Shape(10, 3, 3, 40, clocks=10),
    "many sources": Shape(10, 1, 6, 3, caused=80, parts=20, dated=3),
    "causes and parts": Shape(10, 2, 1, 5, ahead=0, caused=80, parts=20, dated=3),
    "causes far apart": Shape(10, 2, 2, 40, ahead=50, caused=80),
    "mornings against": Shape(3, 3, 2, 10, AGAINST, caused=80, clocks=10, dated=3),
    "parts of days": Shape(10, 3, 3, 3, HALVES, ahead=5, parts=20),
    "sources of their own": Shape(60, 1, 2, 10, ("after @{ref}",), ahead=0, caused=80),
    "disputed clocks": Shape(6, 1, 6, 10, caused=20, clocks=40),
    "two sources": Shape(2, 3, 2, 5),
    "one source": Shape(1, 3, 1, 5, ("day after @{ref}",), caused=80, dated=3),
}


def file(shape: Shape, count: int, seed: int = 0) -> str:
    """Events whose sources measure from events nearby, before and behind them."""
    dice = random.Random(seed)
    names = [f"s{number}" for number in range(shape.sources)]
    lines = ["timeline: {zone: UTC}", "sources:", *(f"  {name}: S" for name in names), "events:"]

    def other(ahead: int) -> str:
        far = dice.randint(1, shape.near)
        return f"e{(number + (far if dice.randrange(100) < ahead else -far)) % count}"

    for number in range(count):
        lines += [f"  - id: e{number}", "    title: t"]
        if number < shape.dated:
            lines.append(f"    when: 2026-11-{20 + number} 10:00")
            continue
        if dice.randrange(100) < shape.caused:
            lines.append(f"    caused_by: {other(shape.ahead)}")
        if dice.randrange(100) < shape.parts and number > shape.near:
            lines.append(f"    part_of: {other(0)}")
        lines.append("    when:")
        for source in dice.sample(names, shape.told):
            for _ in range(shape.claims):
                said = f"2026-11-{dice.randint(20, 28)} {dice.randint(10, 23)}:15"
                if dice.randrange(100) >= shape.clocks:
                    said = dice.choice(shape.phrases).format(
                        ref=other(shape.ahead), minutes=dice.randint(1, 600)
                    )
                lines.append(f'      - {{is: "{said}", source: {source}}}')
    return "\n".join(lines)


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How many statements are looked at."""
    found: Counter[str] = Counter()
    attempt, day, tighten = Component._attempt, Component._day, conflict_core._tighten

    def attempted(self: Component, active: list[int], values: list[int] | None = None) -> bool:
        found["entered"] += len(active) + len(self.nodes)
        return attempt(self, active, values)

    def applied(self: Component, number: int, state: State) -> list[int]:
        found["applied"] += 1
        return day(self, number, state)

    def tried(*given: Any) -> bool:
        found["tried"] += 1
        return tighten(*given)

    monkeypatch.setattr(Component, "_attempt", attempted)
    monkeypatch.setattr(Component, "_day", applied)
    monkeypatch.setattr(conflict_core, "_tighten", tried)
    return found


def cut(timeline: Timeline) -> bool:
    return any("not followed to its end" in problem.message for problem in timeline.problems)


@pytest.mark.parametrize("name", sampled(SHAPES))
def test_accounts_in_circles_are_work_in_proportion_to_the_file(
    looked: Counter[str], name: str
) -> None:
    for count in (20, 60):
        text = file(SHAPES[name], count)
        looked.clear()
        loads(text, "t.yaml")
        assert looked.total() <= 25 * len(text) + 20_000, looked


def test_what_was_not_followed_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    text = file(SHAPES["dense days"], 20)
    assert cut(loads(file(SHAPES["dense days"], 40), "t.yaml"))
    monkeypatch.setattr(rounds, "_EFFORT", 0)
    monkeypatch.setattr(rounds, "_EFFORT_LEAST", 0)
    assert cut(read(text))


KEPT = (
    "truth_is_never_excluded",
    "differences_hold_the_truth",
    "stories_are_told_as_they_are",
    "names_decide_nothing",
    "explanations_lead_to_their_bounds",
    "silences_are_silent",
)


@pytest.mark.parametrize("law", KEPT)
def test_what_was_not_followed_is_wider_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch, law: str
) -> None:
    monkeypatch.setattr(rounds, "_EFFORT", 0)
    monkeypatch.setattr(rounds, "_EFFORT_LEAST", 0)
    several = 0
    for seed in range(40):
        made = world(seed)
        text = written(made)
        several += cut(loads(text, "t.yaml"))
        assert failures(made, {law: LAWS[law]}) == [], text
    assert several > 5
