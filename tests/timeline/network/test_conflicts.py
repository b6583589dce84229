"""What gives way when statements cannot all hold, and what is reported of it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import permutations
from random import Random
from typing import TYPE_CHECKING, NamedTuple

import pytest

from crisis.timeline.base.zones import HOUR
from crisis.timeline.loading import loads
from crisis.timeline.network import component
from crisis.timeline.network.negative_cycles import LEAST_WORK, WORK, Search

from ...support.examples import sampled
from ...support.timelines import by_id, flow, instant, read, read_lines, told, walls

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crisis.timeline import Timeline, Zone
    from crisis.timeline.model.constraints import DayConstraint
    from crisis.timeline.network.calendar_relations import Window

DAY = "2026-11-20"
WHOLE = ["2026-11-20T00:00:00", "2026-11-20T23:59:59"]
NOTHING: list[str | None] = [None, None]  # of a hard statement that gave way no part is kept,
# but the header that it took its date from still stands


def on_one_day(*events: str) -> str:
    return "\n".join(["timeline: {zone: UTC}", "events:", f"  {DAY}:", *events])


def clashing(first: object, second: object) -> str:
    """An event of which two things are said on the day, neither by a source."""
    claims = [{"is": c} if isinstance(c, str) else c for c in (first, second)]
    return on_one_day(f"    - {{id: e, title: t, when: {flow(claims)}}}")


LOW_13 = {"is": "13:00", "confidence": "low"}
MEDIUM_13 = {"is": "13:00", "confidence": "medium"}


@pytest.mark.parametrize(
    ("first", "second", "kind", "start"),
    [
        # the doubted one, whatever the other is
        ("12:00?", LOW_13, "contradiction", ["2026-11-20T13:00:00", "2026-11-20T13:00:59"]),
        ("12:00?", "~13:00", "tension", ["2026-11-20T12:30:00", "2026-11-20T13:30:00"]),
        ("12:00?", "13:00", "contradiction", ["2026-11-20T13:00:00", "2026-11-20T13:00:59"]),
        # then what has low confidence
        ("~12:00", LOW_13, "tension", ["2026-11-20T11:30:00", "2026-11-20T12:30:00"]),
        ("12:00", LOW_13, "contradiction", ["2026-11-20T12:00:00", "2026-11-20T12:00:59"]),
        # then a soft width, down to the day
        ("~12:00", "13:00", "tension", ["2026-11-20T13:00:00", "2026-11-20T13:00:59"]),
        ("~12:00", MEDIUM_13, "tension", ["2026-11-20T13:00:00", "2026-11-20T13:00:59"]),
        ("morning", "after 13:00", "tension", ["2026-11-20T13:00:00", "2026-11-20T23:59:59"]),
        # equals together
        ("~12:00", "~14:00", "tension", WHOLE),
        ("12:00?", "13:00?", "contradiction", WHOLE),
        ("~12:00?", "13:00", "tension", ["2026-11-20T13:00:00", "2026-11-20T13:00:59"]),
        ({"is": "12:00", "confidence": "low"}, LOW_13, "contradiction", WHOLE),
        ("12:00", "13:00", "contradiction", WHOLE),
        ("12:00", "after 13:00", "contradiction", WHOLE),
        ("12:00", "13:00 or 14:00", "contradiction", WHOLE),
        ("2026-11-19 12:00", "2026-11-19 13:00", "contradiction", NOTHING),
        ("12:00", "2026-11-21", "contradiction", NOTHING),
        # the hard end of a range that is soft at the other
        (
            "~12:00..13:00",
            "2026-11-20 11:00",
            "tension",
            ["2026-11-20T11:00:00", "2026-11-20T11:00:59"],
        ),
    ],
)
def test_weakest_gives_way(
    first: object, second: object, kind: str, start: list[str | None]
) -> None:
    timeline = read(clashing(first, second))
    assert walls(timeline.events[0].start) == start
    [conflict] = timeline.conflicts
    assert conflict.kind == kind
    phrases = [c if isinstance(c, str) else c["is"] for c in (first, second)]  # type: ignore[index]
    assert {reason.phrase for reason in conflict.reasons} == set(phrases)


def caused(claim: object, cause: str = "13:00") -> str:
    return on_one_day(
        f'    - {{id: x, title: t, when: "{cause}"}}',
        f"    - {{id: y, title: t, when: {flow(claim)}, caused_by: x}}",
    )


@pytest.mark.parametrize(
    ("claim", "start"),
    [
        ("12:00?", ["2026-11-20T13:00:00", "2026-11-20T23:59:59"]),
        ({"is": "12:00", "confidence": "low"}, ["2026-11-20T13:00:00", "2026-11-20T23:59:59"]),
        ("~12:00", ["2026-11-20T11:30:00", "2026-11-20T12:30:00"]),
        ("12:00", ["2026-11-20T12:00:00", "2026-11-20T12:00:59"]),
    ],
)
def test_cause_gives_way_between_low_confidence_and_a_soft_width(
    claim: object, start: list[str | None]
) -> None:
    timeline = read(caused(claim))
    assert walls(by_id(timeline)["y"].start) == start
    assert walls(by_id(timeline)["x"].start) == ["2026-11-20T13:00:00", "2026-11-20T13:00:59"]
    [conflict] = timeline.conflicts
    assert {reason.kind for reason in conflict.reasons} == {"claim", "cause"}


def test_effect_is_not_before_its_cause() -> None:
    timeline = read(caused("morning", "09:30"))
    assert timeline.conflicts == ()
    assert walls(by_id(timeline)["y"].start) == ["2026-11-20T09:30:00", "2026-11-20T11:59:59"]


def test_cause_is_not_after_its_effect() -> None:
    timeline = read(caused("09:30", "morning"))
    assert walls(by_id(timeline)["x"].start) == ["2026-11-20T05:00:00", "2026-11-20T09:30:59"]


def test_rest_of_the_file_resolves_beside_a_contradiction() -> None:
    timeline = read_lines(
        '  - {id: a, title: t, when: "2026-11-20 13:20"}',
        '  - {id: b, title: t, when: "exactly 1h after @a; exactly 2h after @a"}',
        '  - {id: c, title: t, when: "exactly 1h after @a"}',
        '  - {id: d, title: t, when: "exactly 1h after @b; before @e"}',
        '  - {id: e, title: t, when: "2026-11-20 20:00"}',
        '  - {id: f, title: t, when: "2026-11-20 20:00; 2026-11-20 21:00"}',
    )
    starts = {name: walls(event.start) for name, event in by_id(timeline).items()}
    assert sorted(told(timeline)) == [
        ("contradiction", [("b", "exactly 1h after @a; exactly 2h after @a")]),
        ("contradiction", [("f", "2026-11-20 20:00; 2026-11-20 21:00")]),
    ]
    assert starts["a"] == ["2026-11-20T13:20:00", "2026-11-20T13:20:59"]
    assert starts["c"] == ["2026-11-20T14:20:00", "2026-11-20T14:20:59"]
    assert starts["d"][1] == "2026-11-20T20:00:59"
    assert starts["e"] == ["2026-11-20T20:00:00", "2026-11-20T20:00:59"]


def test_contradiction_of_the_time_pages_tells_the_chain_and_by_how_much_it_misses() -> None:
    timeline = read(
        "timeline: {zone: UTC}\nsources: {ap: AP, bbc: BBC, memo: M}\nevents:\n"
        '  - {id: ann, title: t, when: {is: "2026-11-20 13:20", source: ap}}\n'
        "  - id: leak\n    title: t\n    when:\n"
        '      - {is: "< 10m before @ann"}\n'
        '      - {is: "before 2026-11-20T13:05Z"}\n'
    )
    [conflict] = timeline.conflicts
    assert conflict.kind == "contradiction"
    assert conflict.short == 5 * 60 * 1_000_000 + 2  # two strict relations
    assert {(r.event, r.source, r.origin.line) for r in conflict.reasons} == {
        ("ann", "ap", 4),
        ("leak", "", 8),
        ("leak", "", 9),
    }
    late, early = ([r for r in conflict.reasons if r.side == side][-1] for side in ("low", "high"))
    assert (late.reached, late.which) == (early.reached, early.which)
    assert late.bound is not None
    assert early.bound is not None
    assert late.bound - early.bound == conflict.short


def test_every_conflict_is_reported() -> None:
    lines = [
        f'    - {{id: e{n}, title: t, when: [{{is: "1{n}:00"}}, {{is: "2{n}:00"}}]}}'
        for n in range(4)
    ]
    timeline = read(on_one_day(*lines))
    assert sorted(conflict.reasons[0].event for conflict in timeline.conflicts) == [
        "e0", "e1", "e2", "e3",
    ]  # fmt: skip


def test_circle_without_any_date_is_a_contradiction() -> None:
    timeline = read_lines(
        '  - {id: a, title: t, when: "after @c"}',
        '  - {id: b, title: t, when: "after @a"}',
        '  - {id: c, title: t, when: "after @b"}',
    )
    assert told(timeline) == [
        ("contradiction", [("a", "after @c"), ("b", "after @a"), ("c", "after @b")])
    ]


@pytest.mark.parametrize(
    ("phrases", "reasons"),
    [
        (("day after @b", "day after @a"), 2),
        (("day before @b", "day before @a"), 2),
        (("day after @b", "day after @c", "day after @a"), 3),
        (("day after @b; exactly 51h after @b", ""), 1),
        (("day after @b", "same day as @a; 2026-11-20"), 2),
        (("day after @b", "same day as @a"), 2),
        (("same day as @b", "morning of @c", "evening after @a"), 3),
        (("same day as @b; before @c", "day after @c", ""), 2),
        (("evening of @b", "evening before @a; 2026-11-20"), 2),
    ],
)
def test_circle_of_calendar_relations_is_a_contradiction(
    phrases: tuple[str, ...], reasons: int
) -> None:
    lines = [
        f'  - {{id: {name}, title: t, when: "{phrase or "unknown"}"}}'
        for name, phrase in zip("abc", phrases, strict=False)
    ]
    timeline = read_lines(*lines)
    assert timeline.problems == ()
    [(_, said)] = told(timeline)
    assert len(said) == reasons


@pytest.mark.parametrize(
    "phrases",
    [
        ("day after @b", "day before @a"),
        ("same day as @b", "same day as @a"),
        ("day after @b; exactly 47h after @b", "unknown"),
        ("day after @b", "evening before @a"),
        ("same day as @b; before @b", "same day as @a"),
        ("night of @b", "day before @a"),
        ("night of @b", "same day as @a"),
    ],
)
def test_circle_of_calendar_relations_that_can_hold_does(phrases: tuple[str, str]) -> None:
    a, b = phrases
    timeline = read_lines(
        f'  - {{id: a, title: t, when: "{a}"}}', f'  - {{id: b, title: t, when: "{b}"}}'
    )
    assert timeline.conflicts == ()


@pytest.mark.parametrize(
    ("phrase", "kind", "whole"),
    [
        ("day before @a", "contradiction", False),
        ("day after @a", "contradiction", False),
        ("evening before @a", "contradiction", False),
        ("morning after @a", "contradiction", False),
        ("evening of @a; before 12:00", "tension", True),
        ("evening of @a; 10:00", "tension", True),
    ],
)
def test_calendar_relation_against_its_header(phrase: str, kind: str, whole: bool) -> None:
    timeline = read(
        on_one_day(
            '    - {id: a, title: t, when: "13:20"}', f'    - {{id: e, title: t, when: "{phrase}"}}'
        )
    )
    assert {conflict.kind for conflict in timeline.conflicts} >= {kind}
    if whole:
        start = by_id(timeline)["e"].start
        assert start.latest is not None
        assert start.latest < instant("2026-11-20T12:00:00")
        assert walls(by_id(timeline)["a"].start) == ["2026-11-20T13:20:00", "2026-11-20T13:20:59"]


def test_calendar_relation_bounds_both_of_its_events() -> None:
    timeline = read_lines(
        '  - {id: a, title: t, when: "2026-11-20..2026-11-25"}',
        '  - {id: b, title: t, when: "day after @a; 2026-11-22..2026-11-23"}',
    )
    assert timeline.conflicts == ()
    assert walls(by_id(timeline)["a"].start) == ["2026-11-21T00:00:00", "2026-11-22T23:59:59"]


@pytest.mark.parametrize("backwards", [False, True])
def test_chain_of_days_walks_over_a_change_of_the_clocks(backwards: bool) -> None:
    word = "before" if backwards else "after"
    first = "2023-11-20" if backwards else "2023-10-20"
    lines = [f'  - {{id: e0, title: t, when: "{first}"}}']
    lines += [f'  - {{id: e{n}, title: t, when: "day {word} @e{n - 1}"}}' for n in range(1, 31)]
    timeline = read_lines(*lines, zone="America/Los_Angeles")
    assert timeline.conflicts == ()
    last = date.fromisoformat(first) + timedelta(days=-30 if backwards else 30)
    assert walls(by_id(timeline)["e30"].start, "America/Los_Angeles") == [
        f"{last}T00:00:00",
        f"{last}T23:59:59",
    ]


def test_explanation_of_a_calendar_circle_holds_nothing_else() -> None:
    timeline = read_lines(
        '  - {id: a, title: t, when: "day after @b"}',
        '  - {id: b, title: t, when: "same day as @a; 2026-11-20"}',
        '  - {id: c, title: t, when: "after @a; 3h..9h before @d"}',
        '  - {id: d, title: t, when: "2026-11-20..2026-11-25"}',
    )
    assert [{reason.event for reason in c.reasons} for c in timeline.conflicts] == [{"a", "b"}]


def test_a_hard_relation_has_no_core_that_could_contradict_it() -> None:
    """``exactly 0s after`` beside "after" would contradict itself as soon as anything else does."""
    timeline = read(
        on_one_day(
            "    - {id: a, title: t, when: 00:00..01:00}",
            "    - {id: d, title: t, when: exactly 0s after @a}",
            '    - {id: e, title: t, when: ["03:00", before @d]}',
        )
    )
    [conflict] = timeline.conflicts
    assert [reason.event for reason in conflict.reasons] == ["e", "a", "d", "e"]
    assert conflict.short == 119 * 60_000_000 + 2  # by more than the one, less than the other


def test_a_core_holds_wherever_its_statement_does() -> None:
    """``0h after`` allows the same moment, and so does what is left of it."""
    timeline = read(
        on_one_day(
            "    - {id: a, title: t, when: 10:00:00}",
            "    - {id: b, title: t, when: [0h after @a, at @a]}",
            '    - {id: c, title: t, when: ["11:00", "12:00"]}',
            "    - {id: d, title: t, when: after @c; after @b}",
        )
    )
    assert told(timeline) == [("contradiction", [("c", "11:00"), ("c", "12:00")])]
    assert walls(by_id(timeline)["b"].start) == ["2026-11-20T10:00:00", "2026-11-20T10:00:00"]


def test_what_a_circle_does_not_need_is_not_to_blame() -> None:
    """An end is never before its start, however long it lasts."""
    timeline = read(
        on_one_day(
            '    - {id: talk, title: t, when: [from 10:00, for exactly 3h, "to 09:00"]}',
        )
    )
    [conflict] = timeline.conflicts
    assert [reason.phrase for reason in conflict.reasons] == ["from 10:00", "to 09:00"]
    assert conflict.short == 59 * 60_000_000 + 1
    assert timeline.events[0].lasting == (3 * HOUR, 3 * HOUR)


@pytest.mark.parametrize("clocks", list(permutations(["10:00", "11:00", "12:00"])))
def test_of_three_that_contradict_each_other_none_is_preferred(clocks: tuple[str, ...]) -> None:
    timeline = read(on_one_day(f"    - {{id: e, title: t, when: {flow(clocks)}}}"))
    assert walls(timeline.events[0].start) == WHOLE
    assert {reason.phrase for c in timeline.conflicts for reason in c.reasons} == set(clocks)


def test_a_circle_that_a_chain_from_itself_leads_to_is_cut() -> None:
    """Where components wait for each other, a bound from outside may come from the circle again."""
    lines = [
        "timeline: {zone: UTC}",
        "sources: {ap: A, bbc: B}",
        "events:",
        '  - {id: e0, title: t, when: [{is: "2026-11-20 14:28", source: ap}, same day as @e6]}',
        "  - {id: e1, title: t, when: after @e6}",
        "  - {id: e2, title: t, when: day after @e3}",
        '  - {id: e3, title: t, when: ["2026-11-20 08:30", {is: ~350m before @e6, source: ap}]}',
        "  - {id: e4, title: t, when: [before @e1, 506m before @e0]}",
        "  - id: e5",
        "    title: t",
        "    when: [{is: 281m before @e3, source: bbc}, 357m after @e0]",
        '  - {id: e6, title: t, when: ["2026-11-20 12:47", {is: 406m after @e2?, source: bbc}]}',
        "  - {id: e7, title: t, when: 109m before @e3}",
        "  - {id: e8, title: t, when: [72m before @e9?, 105m after @e4]}",
        "  - id: e9",
        "    title: t",
        '    when: ["2026-11-20 02:42", {is: after @e5, source: bbc}, 467m before @e6]',
    ]
    timeline = read("\n".join(lines))
    assert timeline.conflicts


class Torn(NamedTuple):
    """Random events, by number, with what is said of each: most of them contradict others."""

    said: list[list[str]]

    def written(self, ids: Sequence[str], dice: Random | None = None) -> str:
        """The file, with these ids and, where there are dice, in another order."""
        lines = []
        for number, said in enumerate(self.said):
            claims = [text.format(*(f"@{one}" for one in ids)) for text in said]
            if dice is not None:
                dice.shuffle(claims)
            lines.append(f"  - {{id: {ids[number]}, title: t, when: {flow(claims or 'unknown')}}}")
        if dice is not None:
            dice.shuffle(lines)
        return "\n".join(["timeline: {zone: UTC}", "events:", *lines])

    def answers(self, ids: Sequence[str], dice: Random | None = None) -> object:
        """What is found of each event by its number, and all findings."""
        timeline = loads(self.written(ids, dice), "t.yaml")
        numbers = {name: f"{{{number}}}" for number, name in enumerate(ids)}
        found = {
            numbers[event.id]: (event.start, event.conflicted, event.agreement, event.accounts)
            for event in timeline.events
        }
        conflicts = [
            (
                conflict.kind,
                conflict.short,
                sorted(
                    (
                        numbers[reason.event],
                        re.sub(r"@(\w+)", lambda ref: numbers[ref[1]], reason.phrase),
                        reason.side,
                        numbers.get(reason.reached, ""),
                        str(reason.bound),
                    )
                    for reason in conflict.reasons
                ),
            )
            for conflict in timeline.conflicts
        ]
        assert conflicts
        return found, sorted(conflicts)


def torn(seed: int) -> Torn:
    dice = Random(seed)
    count, relations = dice.choice([(10, 20), (20, 35), (30, 60)])
    said: list[list[str]] = [[] for _ in range(count)]
    for number in range(0, count, 3):
        said[number].append(f"{DAY} {dice.randrange(24):02}:{dice.randrange(60):02}")
    for _ in range(relations):
        number, ref = dice.sample(range(count), 2)
        way = dice.choice(["before", "after"])
        minutes = dice.randrange(1, 600)
        forms = [f"{minutes}m {way}"]
        if seed % 2:  # of every strength, and days
            forms += [
                f"~{minutes}m {way}",
                f"less than {minutes}m {way}",
                "same day as",
                "day after",
            ]
        said[number].append(f"{dice.choice(forms)} {{{ref}}}{dice.choice(['', '', '?'])}")
    return Torn(said)


@pytest.mark.parametrize("seed", sampled(range(120)))
def test_neither_ids_nor_order_decide_what_gives_way(seed: int) -> None:
    """Where conflicts share statements, which of them give way is a matter of what they say."""
    made, dice = torn(seed), Random(seed)
    ids = [f"e{number}" for number in range(len(made.said))]
    straight = made.answers(ids)
    assert made.answers(dice.sample(ids, len(ids))) == straight
    assert made.answers(ids, dice) == straight


def tangled(count: int) -> str:
    """Events that are each some minutes after five random others: hardly any of it can hold."""
    dice = Random(count)
    lines = ["  - {id: e0, title: t, when: 2026-11-20 10:00}"]
    for number in range(1, count):
        refs = [dice.randrange(count) for _ in range(5)]
        said = [f"{dice.randrange(1, 600)}m after @e{ref}" for ref in refs if ref != number]
        lines.append(f"  - {{id: e{number}, title: t, when: {'; '.join(said)}}}")
    return "\n".join(["timeline: {zone: UTC}", "events:", *lines])


def test_letting_go_is_work_in_proportion_to_what_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    worked: list[tuple[int, int]] = []
    search = Search.all

    def counted(self: Search) -> None:
        search(self)
        worked.append((self.work, sum(map(len, self.graph))))

    monkeypatch.setattr(Search, "all", counted)
    for count in (60, 1200):
        worked.clear()
        timeline = loads(tangled(count), "t.yaml")
        assert len(worked) <= 5  # at once, and for each strength: not for each conflict
        for work, edges in worked:
            assert work <= LEAST_WORK + 3 * WORK * edges
        told = sum(len(conflict.reasons) + conflict.more for conflict in timeline.conflicts)
        assert told < 40 * 5 * count
        assert all(low is None or high is None or low <= high for low, high in starts(timeline))
    monkeypatch.setattr("crisis.timeline.network.negative_cycles.LEAST_WORK", 0)
    monkeypatch.setattr("crisis.timeline.network.negative_cycles.WORK", 4)
    entangled = loads(tangled(1200), "t.yaml").conflicts
    assert any(conflict.more for conflict in entangled)  # all that is gave way, and is counted


def starts(timeline: Timeline) -> list[tuple[int | None, int | None]]:
    return [(event.start.earliest, event.start.latest) for event in timeline.events]


def entangled_days(count: int) -> str:
    """What a search for the most work for each byte bred: days before, the same day, about now."""
    dice = Random(count)
    lines = []
    for number in range(count):
        said = []
        for _ in range(3):
            ref = f"e{dice.choice([(number or 1) - 1, dice.randrange(count), count - 1 - number])}"
            said.append(
                dice.choice(
                    [
                        f"day before @{ref}",
                        f"same day as @{ref}",
                        f"before @{ref}",
                        f"~2026-11-{dice.randrange(20, 22)} {dice.randrange(24):02}:00",
                    ]
                )
            )
        said = [one for one in said if not one.endswith(f"@e{number}")] or ["unknown"]
        lines.append(f"  - {{id: e{number}, title: t, when: {flow(said)}}}")
    return "\n".join(["timeline: {zone: America/New_York}", "events:", *lines])


def test_days_that_contradict_each_other_are_work_in_proportion(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    worked = 0
    window = component.node_window

    def counted(day: DayConstraint, zone: Zone, low: float, high: float) -> Window:
        nonlocal worked
        worked += 1
        return window(day, zone, low, high)

    monkeypatch.setattr(component, "node_window", counted)
    found = []
    for count in (100, 400):
        worked = 0
        assert loads(entangled_days(count), "t.yaml").conflicts
        found.append(worked / count)
    assert found[1] < 2 * found[0] + 40
