"""Accounts that hang on other events, on ends and on lengths: whole files and what they come to."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest

from crisis.timeline import Clock, Query, Zone, ask
from crisis.timeline.base.zones import HOUR
from crisis.timeline.query.terms import read_term
from crisis.timeline.reports.gaps import gaps
from crisis.timeline.reports.report import report
from crisis.timeline.reports.why import compare, why

from ...support.timelines import by_id, flow, read, told, walls

if TYPE_CHECKING:
    from crisis.timeline.model.records import Event

SOURCES = ("ap", "bbc", "log", "paper")


def file(events: dict[str, Any], header: str = "2026-11-20") -> str:
    """Events by id, each its ``when`` or a mapping of fields, under a day."""
    lines = [
        "timeline: {zone: UTC}",
        f"sources: {flow({name: name.upper() for name in SOURCES})}",
        "events:",
        f"  {header}:",
    ]
    for name, given in events.items():
        plain = not isinstance(given, dict) or "is" in given
        fields = {"when": given} if plain else dict(given)
        if isinstance(fields.get("when"), list):
            fields["when"] = [claim(one) for one in fields["when"]]
        lines.append(f"    - {flow({'id': name, 'title': name} | fields)}")
    return "\n".join(lines)


def claim(one: Any) -> Any:
    """``ap: 10:00`` is a claim of a source; a source may stand twice."""
    if isinstance(one, str) and one.split(":")[0] in SOURCES:
        source, phrase = one.split(": ", 1)
        return {"is": phrase, "source": source}
    return one


def clock(bound: Any) -> str:
    """``10:00:00-10:00:59`` on the day; with the day elsewhere."""
    found = walls(bound) or [None, None]
    ends = [end and end.removeprefix("2026-11-20T") for end in found]
    return "-".join(end or "" for end in ends)


VOTE = "20:00"
CASES: dict[str, tuple[dict[str, Any], dict[str, tuple[str, ...]]]] = {
    # an account is compared by all that it says
    "before a vote": (
        {"vote": VOTE, "call": ["ap: 10:00; before @vote", "bbc: 1h before @vote"]},
        {"call": ("disputed", "10:00:00-19:30:59")},
    ),
    "before a vote that it may have been": (
        {"vote": VOTE, "call": ["ap: 19:00; before @vote", "bbc: 1h before @vote"]},
        {"call": ("agreed", "19:00:00-19:00:59")},
    ),
    "however vague the vote is": (
        {"vote": "unknown", "call": ["ap: 1h before @vote", "bbc: 3h before @vote"]},
        {"call": ("disputed", "00:00:00-23:29:59")},
    ),
    # each against its own account of what it is measured from
    "own accounts": (
        {
            "raid": ["ap: 09:00", "bbc: 11:00"],
            "statement": ["ap: 2h after @raid", "bbc: 2h after @raid"],
        },
        {"statement": ("disputed", "10:30:00-13:30:59")},
    ),
    "own accounts that come to one time": (
        {
            "x": ["ap: 10:00", "bbc: 08:00"],
            "e": ["ap: exactly 1h after @x", "bbc: exactly 3h after @x"],
        },
        {"x": ("disputed", "08:00:00-10:00:59"), "e": ("agreed", "11:00:00-11:00:59")},
    ),
    # starts, ends and lengths are judged together
    "two talks": (
        {
            "talk": ["ap: from 10:00 for 2h", "bbc: from 14:00 for 2h"],
            "lunch": "12:40",
            "party": "after @talk",
        },
        {
            "talk": ("disputed", "10:00:00-14:00:59", "11:30:00-16:30:59"),
            "party": ("", "11:30:00-23:59:59"),
        },
    ),
    "one talk": (
        {"talk": ["ap: from 10:00..11:00 for exactly 2h", "bbc: from 10:30 for exactly 2h"]},
        {"talk": ("agreed", "10:30:00-10:30:59", "12:30:00-12:30:59")},
    ),
    "length from its own end": (
        {"talk": ["ap: from 03:45 to 06:20", "bbc: to 2026-11-20 05:20 for 155m"]},
        {"talk": ("disputed", "02:44:30-03:45:59", "05:20:00-06:20:59")},
    ),
    "start of one, length of another": (
        {
            "talk": ["ap: from 2026-11-20 12:42", "bbc: for 4 hours"],
            "arrival": {"is": "before @talk", "source": "bbc"},
        },
        {
            "talk": ("agreed", "12:42:00-12:42:59", "16:12:00-17:12:59"),
            "arrival": ("", "00:00:00-12:42:59"),
        },
    ),
    "start, end and length of three": (
        {"talk": ["ap: from 10:00", "bbc: to 12:00", "log: for exactly 3h"]},
        {"talk": ("disputed", "10:00:00-10:00:59", "12:00:00-13:00:59")},
    ),
    "the end alone is disputed": (
        {"talk": ["ap: from 10:00 to 12:00", "bbc: from 10:00..10:30 to 13:00"]},
        {"talk": ("disputed", "10:00:00-10:00:59", "12:00:00-13:00:59")},
    ),
    # an account says only what it says
    "it tells the start and leaves the end": (
        {
            "meeting": ["from 10:00 to 12:00", "paper: 10:00"],
            "statement": {"is": "10m after @meeting.end", "source": "paper"},
            "dinner": {"is": "before 14:00; after @meeting", "source": "paper"},
            "row": {"is": "11:00; during @meeting", "source": "paper"},
        },
        {
            "meeting": ("agreed", "10:00:00-10:00:59", "12:00:00-12:00:59"),
            "statement": ("", "12:09:30-12:11:29"),
            "dinner": ("", "12:00:00-13:59:59"),
            "row": ("", "11:00:00-11:00:59"),
        },
    ),
    # the author and one source that agree are one account
    "as without a source": (
        {
            "incident": {},
            "alarm": {
                "part_of": "incident",
                "when": ["before 00:21", "log: at most 4h before @all-clear"],
            },
            "all-clear": {"part_of": "incident", "when": "at @incident.end"},
        },
        {"all-clear": ("", "00:00:00-04:20:59")},
    ),
    "parts of a whole": (
        {
            "match": {},
            "kickoff": {"part_of": "match", "when": "at @match.start"},
            "goal": {"part_of": "match", "when": ["21:00; 40m after @kickoff", "log: ~21:00"]},
        },
        {"kickoff": ("", "20:19:30-20:21:29"), "goal": ("agreed", "21:00:00-21:00:59")},
    ),
    # neighbours and what is less sure
    "neighbours": (
        {"x": ["ap: 9:27", "bbc: 9:28"]},
        {"x": ("differing", "09:27:00-09:28:59")},
    ),
    "seconds": (
        {"x": ["ap: 09:27:11", "bbc: 09:27:12"]},
        {"x": ("differing", "09:27:11-09:27:12")},
    ),
    "two minutes apart": (
        {"x": ["ap: 9:27", "bbc: 9:29"]},
        {"x": ("disputed", "09:27:00-09:29:59")},
    ),
    "a finer one that rounds to the coarser": (
        {"x": ["ap: 15:06", "bbc: 15:05:41"]},
        {"x": ("agreed", "15:05:41-15:05:41")},
    ),
    "less sure": (
        {"x": [{"is": "00:45", "source": "ap", "confidence": "low"}, "bbc: 00:40..00:45"]},
        {"x": ("agreed", "00:40:00-00:45:59")},
    ),
    "doubted": (
        {"x": ["ap: 00:45?", "bbc: 00:40..00:45"]},
        {"x": ("agreed", "00:40:00-00:45:59")},
    ),
    "less sure, and refuted": (
        {"x": [{"is": "12:00", "source": "ap", "confidence": "low"}, "bbc: 10:00"]},
        {"x": ("disputed", "10:00:00-10:00:59")},
    ),
    "less sure of an end that nobody else tells": (
        {
            "x": [
                {"from": "10:00", "to": "12:00", "source": "ap", "confidence": "low"},
                "bbc: 10:00",
            ]
        },
        {"x": ("agreed", "10:00:00-10:00:59", "12:00:00-12:00:59")},
    ),
    # what the rest of the file rules out
    "disputed cause": (
        {
            "call": ["bbc: 10:27", "ap: 10:05"],
            "heard": {"caused_by": "call", "when": "10:20"},
            "later": "10:22",
        },
        {"call": ("disputed", "10:05:00-10:05:59"), "heard": ("", "10:20:00-10:20:59")},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_accounts_come_to_their_time_in_every_order(name: str) -> None:
    """Neither the order of claims and of events decides, nor what anything is called."""
    events, expected = CASES[name]
    for turn in range(4):
        text = file(turned(events, turn))
        timeline = read(renamed(text) if turn % 2 else text)
        assert timeline.problems == ()
        found = by_id(timeline)
        for event, what in expected.items():
            assert said(found[f"z-{event}" if turn % 2 else event]) == what


def said(event: Event) -> tuple[str, ...]:
    ends = () if event.end is None else (clock(event.end),)
    return (event.agreement, clock(event.start), *ends)


def turned(events: dict[str, Any], turn: int) -> dict[str, Any]:
    """The events, or their claims, or both in another order."""
    names = list(events)[:: -1 if turn & 1 else 1]
    return {name: backwards(events[name]) if turn & 2 else events[name] for name in names}


def backwards(fields: Any) -> Any:
    if isinstance(fields, list):
        return fields[::-1]
    if isinstance(fields, dict) and isinstance(fields.get("when"), list):
        return fields | {"when": fields["when"][::-1]}
    return fields


def renamed(text: str) -> str:
    """Every id with a letter before it, so that what came first by name comes otherwise."""
    for one, other in (("ap", "zap"), ("bbc", "abc")):
        text = text.replace(f'"source": "{one}"', f'"source": "{other}"')
        text = text.replace(f'{{"{one}":', f'{{"{other}":').replace(f', "{one}":', f', "{other}":')
    for line in text.splitlines():
        if '{"id": "' in line:
            name = line.split('"id": "')[1].split('"')[0]
            for before, behind in (('"id": "', '"'), ("@", ""), ('_of": "', '"'), ('_by": "', '"')):
                text = text.replace(f"{before}{name}{behind}", f"{before}z-{name}{behind}")
    return text


def test_three_claims_in_any_order() -> None:
    claims = ["ap: 1h after @x", "bbc: 1h..2h after @x", "log: ~11:30"]
    found = {
        said(by_id(read(file({"x": "10:00", "e": list(order)})))["e"])
        for order in permutations(claims)
    }
    assert len(found) == 1


def test_account_that_cannot_be_true_with_the_effect_is_a_finding() -> None:
    timeline = read(file(CASES["disputed cause"][0]))
    assert told(timeline) == [
        ("contradiction", [("call", "10:27"), ("heard", ""), ("heard", "10:20")])
    ]
    call = by_id(timeline)["call"]
    assert call.conflicted
    assert [account.conflicted for account in call.accounts] == [True, False]
    answer = ask(timeline, Query(), Clock(Zone("UTC"), None))
    assert [match.event.id for match in answer.matches] == ["call", "heard", "later"]
    verdicts = compare(timeline, "call", "heard").verdicts
    told_by = [(verdict.source, verdict.ruled_out) for verdict in verdicts]
    assert told_by == [("", False), ("bbc", True), ("ap", False)]


def test_cause_stands_before_its_effect_where_either_account_may_be_true() -> None:
    timeline = read(
        file(
            {
                "call": ["bbc: 10:27", "ap: 10:05"],
                "heard": {"caused_by": "call", "when": "10:20..10:40"},
            }
        )
    )
    answer = ask(timeline, Query(), Clock(Zone("UTC"), None))
    assert [match.event.id for match in answer.matches] == ["call", "heard"]


def test_distance_that_sources_dispute_is_a_finding_where_the_time_is_none() -> None:
    timeline = read(file(CASES["own accounts that come to one time"][0]))
    assert told(timeline) == [
        ("contradiction", [("e", "exactly 1h after @x"), ("e", "exactly 3h after @x")])
    ]
    verdicts = compare(timeline, "x", "e").verdicts
    assert [(v.source, v.difference) for v in verdicts if v.source] == [
        ("ap", (1 * HOUR, 1 * HOUR)), ("bbc", (3 * HOUR, 3 * HOUR)),
    ]  # fmt: skip


def test_silence_does_not_cover_what_one_account_says() -> None:
    timeline = read(file(CASES["before a vote"][0]))
    answer = ask(timeline, Query(), Clock(Zone("UTC"), None))
    [silences] = gaps(report(answer, ""))
    for gap in silences.gaps:
        ten = by_id(timeline)["call"].accounts[0].start.earliest
        assert ten is not None
        assert not gap.start <= ten < gap.stop


@pytest.mark.parametrize(
    ("terms", "found"),
    [
        (("from:2026-11-20 12:00", "to:2026-11-20 18:00"), []),
        (("from:2026-11-20 09:00", "to:2026-11-20 11:00"), ["call"]),
        (("from:2026-11-20 12:00", "to:2026-11-20 21:00"), ["call"]),
        (("day:2026-11-20", "not:from:2026-11-20 19:00", "from:2026-11-20 11:00"), []),
    ],
)
def test_windows_are_asked_of_each_account_together(
    terms: tuple[str, ...], found: list[str]
) -> None:
    timeline = read(file({"call": ["ap: 10:00", "bbc: 20:00"]}))
    query = Query(tuple(map(read_term, terms)))
    answer = ask(timeline, query, Clock(Zone("UTC"), None))
    assert [match.event.id for match in answer.matches] == found


def test_every_chain_leads_to_its_bound() -> None:
    for events, expected in CASES.values():
        timeline = read(file(events))
        for name in expected:
            found = why(timeline, name).start
            for reasons, bound in (
                (found.earliest, found.bound.earliest),
                (found.latest, found.bound.latest),
            ):
                if reasons and bound is not None:
                    assert reasons[-1].bound == bound


def test_circle_that_does_not_come_to_rest_is_left_open_and_said() -> None:
    """Each end is later than another by what different sources say of different events."""
    lasting = {"is": "from 10:00.. to exactly 26h after @talk.end", "source": "ap"}
    timeline = read(
        file(
            {
                "talk": [
                    "bbc: from 10:00.. to at most 1d after @walk.end",
                    "log: from 10:00.. to at most 1d after @ride.end",
                ],
                "walk": lasting,
                "ride": lasting,
            },
            header="undated",
        ).replace("10:00", "2026-11-20 10:00")
    )
    assert [problem.severity for problem in timeline.problems] == ["warning"]
    for event in timeline.events:
        assert event.end is not None
        assert clock(event.end) == "10:00:00-"  # not before it began


def test_what_the_only_account_of_an_end_says_may_run_in_a_circle() -> None:
    """Others leave the end to it, so that it is the end whichever account of the start is true."""
    timeline = read(
        file(
            {
                "talk": ["bbc: from 10:00..", "log: from 10:00.. to at most 1d after @walk.end"],
                "walk": {"is": "from 10:00.. to exactly 26h after @talk.end", "source": "bbc"},
            },
            header="undated",
        ).replace("10:00", "2026-11-20 10:00")
    )
    assert timeline.problems == ()
    assert [reason.event for reason in timeline.conflicts[0].reasons] == ["talk", "walk"]
    assert all(event.conflicted for event in timeline.events)


def test_neighbouring_minutes_of_one_source_are_no_contradiction() -> None:
    timeline = read(file({"x": ["ap: 9:27", "ap: 9:28"]}))
    assert told(timeline) == []
    assert said(by_id(timeline)["x"]) == ("differing", "09:27:00-09:28:59")


@pytest.mark.parametrize(
    ("claims", "least", "most"),
    [
        # each account by itself, not one's end less another's start
        (["ap: from 03:45 to 06:20", "bbc: to 2026-11-20 05:20 for 155m"], 9240, 9360),
        (["ap: from 10:00 for exactly 2h", "bbc: from 14:00 for exactly 3h"], 7200, 10800),
        # one gives the start, the other how long it went on
        (["ap: from 2026-11-20 12:42", "bbc: for 4 hours"], 12600, 16200),
    ],
)
def test_how_long_it_lasted_is_what_one_account_says(
    claims: list[str], least: int, most: int
) -> None:
    low, high = by_id(read(file({"talk": claims})))["talk"].lasting
    assert low is not None
    assert high is not None
    assert (round(low / 1_000_000), round(high / 1_000_000)) == (least, most)
