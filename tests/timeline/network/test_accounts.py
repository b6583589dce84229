"""Several sources, several times: agreed, differing or disputed, and what comes of it."""

from __future__ import annotations

from typing import Any

import pytest

from crisis.timeline import Clock, Query, Zone, ask
from crisis.timeline.base.zones import HOUR
from crisis.timeline.loading import loads
from crisis.timeline.network.resolve import resolve
from crisis.timeline.query.elapsed import Since
from crisis.timeline.query.engine import counted
from crisis.timeline.query.stores import store
from crisis.timeline.query.terms import read_term

from ...support.phrases import ZONE, read_with
from ...support.timelines import by_id, flow, read, told, walls

AGREED, DIFFERING, DISPUTED = "agreed", "differing", "disputed"


def claims(*phrases: str | dict[str, str]) -> list[dict[str, str]]:
    """A claim for each source in turn."""
    return [
        {"source": source, **(phrase if isinstance(phrase, dict) else {"is": phrase})}
        for source, phrase in zip(("ap", "bbc", "x"), phrases, strict=False)
    ]


def clocks(bound: Any) -> list[str | None]:
    return [wall and wall.removeprefix("2026-11-20T") for wall in walls(bound, ZONE) or []]


@pytest.mark.parametrize(
    ("phrases", "agreement", "start"),
    [
        # one lies within all the others
        (("08:07", "~08:15"), AGREED, ["08:07:00", "08:07:59"]),
        (("~08:15", "08:07"), AGREED, ["08:07:00", "08:07:59"]),
        (("08:00..09:00", "~08:45"), AGREED, ["08:30:00", "09:00:00"]),
        (("unknown", "08:07"), AGREED, ["08:07:00", "08:07:59"]),
        (("morning", "08:00..09:00", "08:07"), AGREED, ["08:07:00", "08:07:59"]),
        (("before @ann", "before @ann"), AGREED, ["00:00:00", "13:20:59"]),
        (("3h after @ann", "~3h after @ann"), AGREED, ["15:50:00", "16:50:59"]),
        # a bare minute also covers the half minute before it
        (("15:05:30", "15:06"), AGREED, ["15:05:30", "15:05:30"]),
        (("15:05:29", "15:06"), DISPUTED, ["15:05:29", "15:06:59"]),
        (("15:07:00", "15:06"), DISPUTED, ["15:06:00", "15:07:00"]),
        (("15:04", "15:06"), DISPUTED, ["15:04:00", "15:06:59"]),
        # hard accounts that overlap without nesting
        (("08:00..09:00", "08:30..10:00"), AGREED, ["08:30:00", "09:00:59"]),
        (("08:00..09:00", "08:30..10:00", "08:45..11:00"), AGREED, ["08:45:00", "09:00:59"]),
        (("2h..4h after @ann", "3h..5h after @ann"), AGREED, ["16:20:00", "17:20:59"]),
        (("08:30..10:00", "08:00..09:00"), AGREED, ["08:30:00", "09:00:59"]),
        (("08:45..11:00", "08:30..10:00", "08:00..09:00"), AGREED, ["08:45:00", "09:00:59"]),
        (("08:30..10:00", "08:45..11:00", "08:00..09:00"), AGREED, ["08:45:00", "09:00:59"]),
        # a hard edge and a soft one in the same place cut as a hard one
        (("~08:30", "08:15:00..10:00", "07:00..08:20"), AGREED, ["08:15:00", "08:20:59"]),
        (("08:15:00..10:00", "~08:30", "07:00..08:20"), AGREED, ["08:15:00", "08:20:59"]),
        (("morning", "04:00..11:59:59", "10:00..13:00"), AGREED, ["10:00:00", "11:59:59"]),
        (("04:00..11:59:59", "morning", "10:00..13:00"), AGREED, ["10:00:00", "11:59:59"]),
        # only a soft edge would cut
        (("~08:15", "~08:45"), DIFFERING, ["08:00:00", "09:00:00"]),
        (("~08:15", "08:20..08:40"), DIFFERING, ["08:00:00", "08:40:59"]),
        (("morning", "~11:45"), DIFFERING, ["05:00:00", "12:00:00"]),
        (("afternoon", "~18:00"), DIFFERING, ["12:00:00", "18:30:00"]),
        (("~08:15", "08:20..08:40", "~08:30"), DIFFERING, ["08:00:00", "08:45:00"]),
        # they cannot hold together
        (("08:07", "08:45"), DISPUTED, ["08:07:00", "08:45:59"]),
        (("~08:15", "~10:00"), DISPUTED, ["08:00:00", "10:30:00"]),
        (("afternoon", "evening"), DISPUTED, ["12:00:00", "23:59:59"]),
        (("08:00..09:00", "08:30..10:00", "12:00"), DISPUTED, ["08:00:00", "12:00:59"]),
        (("1h after @breach", "3h after @breach"), DISPUTED, ["10:00:00", "14:00:00"]),
        (("before @breach", "after @breach"), DISPUTED, ["00:00:00", "23:59:59"]),
    ],
)
def test_accounts_agree_differ_or_are_disputed(
    phrases: tuple[str, ...], agreement: str, start: list[str]
) -> None:
    timeline, event = read_with(claims(*phrases))
    assert timeline.problems == ()
    assert timeline.conflicts == ()
    assert event.agreement == agreement
    assert clocks(event.start) == start
    assert [account.source for account in event.accounts] == ["ap", "bbc", "x"][: len(phrases)]


@pytest.mark.parametrize("phrases", [("15:05", "15:06"), ("15:05..15:05:45", "15:06")])
def test_neighbouring_minutes_never_empty_the_bound(phrases: tuple[str, str]) -> None:
    """A minute that was rounded beside one that was cut: no contradiction inside the program."""
    timeline, event = read_with(claims(*phrases))
    assert timeline.conflicts == ()
    low, high = event.start
    assert low is not None
    assert high is not None
    assert low <= high
    early, late = clocks(event.start)
    assert "15:05:00" <= str(early) <= str(late) <= "15:06:59"


def test_accounts_keep_their_own_bounds() -> None:
    event = read_with(claims("08:07", "1h after @ann"))[1]
    assert [clocks(account.start) for account in event.accounts] == [
        ["08:07:00", "08:07:59"],
        ["13:50:00", "14:50:59"],
    ]


def test_end_is_judged_as_the_start_is() -> None:
    event = read_with(claims("from 10:00 to 12:00", "from 10:00 to 13:00"))[1]
    assert event.disputed
    assert clocks(event.start) == ["10:00:00", "10:00:59"]
    assert clocks(event.end) == ["12:00:00", "13:00:59"]


def test_author_is_an_account_beside_a_source() -> None:
    event = read_with([{"is": "08:07"}, {"is": "08:45", "source": "x"}])[1]
    assert event.disputed
    assert [account.source for account in event.accounts] == ["", "x"]


def test_claims_of_one_source_hold_together() -> None:
    event = read_with([{"is": "morning", "source": "ap"}, {"is": "after 09:00", "source": "ap"}])[1]
    assert (event.agreement, event.accounts) == ("", ())
    assert clocks(event.start) == ["09:00:00", "11:59:59"]


@pytest.mark.parametrize(
    ("phrases", "torn", "start"),
    [
        (("19:00", "19:30"), ("19:00", "19:30"), ["19:00:00", "19:30:59"]),
        (("19:30", "19:00"), ("19:00", "19:30"), ["19:00:00", "19:30:59"]),
        (("08:07", "after 09:00"), ("08:07", "after 09:00"), ["08:07:00", "23:59:59"]),
        (("~19:00", "~21:00"), ("~19:00", "~21:00"), ["18:30:00", "21:30:00"]),
        # two of three contradict each other
        (("19:00", "evening", "19:30"), ("19:00", "19:30"), ["18:00:00", "23:59:59"]),
        # what others are measured from does not matter
        (("1h after @breach", "3h after @breach"), ("1h after @breach", "3h after @breach"),
         ["10:00:00", "14:00:00"]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("beside", [[], [{"is": "unknown", "source": "bbc"}]])
def test_source_that_contradicts_itself_is_disputed_and_a_finding(
    phrases: tuple[str, ...],
    torn: tuple[str, ...],
    start: list[str],
    beside: list[dict[str, str]],
) -> None:
    timeline, event = read_with([{"is": p, "source": "ap"} for p in phrases] + beside)
    kind = "tension" if "~" in torn[0] or "@" in torn[0] else "contradiction"
    assert told(timeline) == [(kind, sorted(("e", phrase) for phrase in torn))]
    assert event.disputed
    assert clocks(event.start) == start
    assert [account.source for account in event.accounts][: len(phrases)] == ["ap"] * len(phrases)


def test_what_the_author_says_holds_together() -> None:
    timeline, event = read_with(["19:00", "19:30"])
    assert told(timeline) == [("contradiction", [("e", "19:00"), ("e", "19:30")])]
    assert not event.disputed


def test_rejected_claim_is_kept_and_never_counted() -> None:
    wrong = {"is": "08:07", "source": "x", "rejected": "misread"}
    event = read_with([{"is": "11:00", "source": "ap"}, wrong])[1]
    assert clocks(event.start) == ["11:00:00", "11:00:59"]
    assert event.agreement == ""
    assert event.when[1].rejected == "misread"
    assert event.sources == ("ap",)
    assert clocks(read_with([wrong])[1].start) == ["00:00:00", "23:59:59"]


@pytest.mark.parametrize(
    ("prefer", "order", "start"),
    [
        ("", ["x", "ap"], ["11:00:00", "11:00:59"]),
        ("", ["bbc", "ap", "x"], ["08:07:00", "08:07:59"]),
        ("ap", ["x"], ["08:07:00", "08:07:59"]),
        ("bbc", ["x"], ["11:00:00", "11:00:59"]),
        ("", ["bbc"], ["08:07:00", "11:00:59"]),
    ],
)
def test_preferred_account_is_the_time_and_the_mark_stays(
    prefer: str, order: list[str], start: list[str]
) -> None:
    two = [{"is": "08:07", "source": "ap"}, {"is": "11:00", "source": "x"}]
    more = {"prefer": prefer} if prefer else {}
    event = read_with(two, timeline={"prefer": order}, **more)[1]
    assert clocks(event.start) == start
    assert event.disputed


X = [{"is": "2026-11-20 08:00", "source": "ap"}, {"is": "2026-11-20 12:00", "source": "bbc"}]


def around_x(*events: tuple[str, object]) -> str:
    lines = [
        "timeline: {zone: UTC}",
        "sources: {ap: AP, bbc: BBC, x: X}",
        "events:",
        f"  - {{id: x, title: t, when: {flow(X)}}}",
    ]
    lines += [f"  - {{id: {name}, title: t, when: {flow(when)}}}" for name, when in events]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("source", "start"),
    [
        ("ap", ["09:00:00", "09:00:59"]),
        ("bbc", ["13:00:00", "13:00:59"]),
        ("x", ["09:00:00", "13:00:59"]),
    ],
)
def test_reference_in_a_claim_means_that_sources_own_account(source: str, start: list[str]) -> None:
    text = around_x(("e", {"is": "exactly 1h after @x", "source": source}))
    found = walls(by_id(read(text))["e"].start)
    assert found == [f"2026-11-20T{clock}" for clock in start]


def test_accounts_bound_the_event_but_not_what_they_refer_to() -> None:
    leak = [
        {"is": "after @news", "source": "ap"},
        {"is": "before @news", "source": "bbc"},
        {"is": "2026-11-20 10:00", "source": "ap"},
        {"is": "2026-11-20 10:00", "source": "bbc"},
    ]
    timeline = read(around_x(("news", "2026-11-20 09:00..11:00"), ("leak", leak)))
    events = by_id(timeline)
    assert walls(events["news"].start) == ["2026-11-20T09:00:00", "2026-11-20T11:00:59"]
    assert walls(events["leak"].start) == ["2026-11-20T10:00:00", "2026-11-20T10:00:59"]


def test_disputed_event_bounds_others_with_its_hull() -> None:
    timeline = read(around_x(("e", "after @x"), ("f", "before @x")))
    assert walls(by_id(timeline)["e"].start) == ["2026-11-20T08:00:00", None]
    assert walls(by_id(timeline)["f"].start) == [None, "2026-11-20T12:00:59"]


def test_circle_through_an_event_with_accounts_is_a_contradiction() -> None:
    a = [{"is": "after @b", "source": "ap"}, {"is": "after @b", "source": "bbc"}]
    timeline = read(around_x(("a", a), ("b", "after @a")))
    assert [kind for kind, _ in told(timeline)] == ["contradiction"]


@pytest.mark.parametrize("soft", ["~", ""])
def test_circle_through_an_event_with_accounts_comes_to_an_end(soft: str) -> None:
    a = [{"is": "after @b"}, {"is": "after @b", "source": "ap"}]
    b = [
        {"is": f"{soft}2026-11-20 00:32", "source": "bbc"},
        {"is": "after @a", "source": "bbc"},
    ]
    c = [
        {"is": f"{soft}2026-11-20 00:00"},
        {"is": "after @a"},
        {"is": "after @a", "source": "ap"},
    ]
    timeline = read(around_x(("a", a), ("b", b), ("c", c)))
    assert timeline.conflicts
    for event in timeline.events:
        low, high = event.start
        assert low is None or high is None or low <= high


def test_elapsed_time_of_a_disputed_event_is_as_wide_as_its_accounts() -> None:
    """Also where the event and its cause wait for each other, so that it is solved in rounds."""
    timeline = read(
        "timeline: {zone: UTC, zero: launch}\n"
        "sources: {ap: AP, bbc: BBC, memo: A memo}\n"
        "events:\n"
        "  - {id: launch, title: t, when: 2026-11-20 10:00:00}\n"
        "  - id: bang\n"
        "    title: t\n"
        "    caused_by: stir\n"
        "    when:\n"
        "      - {is: T+1h0m0s, source: ap}\n"
        "      - {is: 2026-11-20 11:30, source: bbc}\n"
        "      - {is: 2026-11-20 12:00, source: memo}\n"
        "  - {id: stir, title: t, when: 2026-11-20 10:30}\n"
        "  - {id: problem, title: t, when: T+3h, caused_by: bang}\n"
    )
    found = counted(store(timeline), "launch").of(by_id(timeline)["bang"])
    assert found is not None
    low, high = found[0]
    assert low is not None
    assert high is not None
    assert low <= 1 * HOUR
    assert high >= 2 * HOUR


def test_preferred_source_that_contradicts_itself_is_as_wide_as_its_claims() -> None:
    said = [
        {"is": "2026-11-20 19:00", "source": "ap"},
        {"is": "2026-11-20 19:30", "source": "ap"},
        {"is": "2026-11-20 19:20", "source": "bbc"},
        {"is": "2026-11-20 20:30", "source": "ap", "confidence": "low"},
    ]
    for order in (said, said[::-1]):
        text = around_x(("a", order)).replace("{zone: UTC}", "{zone: UTC, prefer: ap}")
        event = by_id(read(text))["a"]
        assert event.agreement == DISPUTED
        assert walls(event.start) == ["2026-11-20T19:00:00", "2026-11-20T19:30:59"]


@pytest.mark.parametrize("sources", [("", "x"), ("x", ""), ("ap", "")])
def test_account_ruled_out_by_what_others_agree_on_is_a_finding(sources: tuple[str, str]) -> None:
    """The author and a source, who agree, say when it was and how long after ``a``."""
    a = [
        {"is": "2026-11-20 09:00", "source": "ap"},
        {"is": "2026-11-20 11:00", "source": "bbc"},
    ]
    b = [
        {"is": said, **({"source": source} if source else {})}
        for said, source in zip(("2026-11-20 11:00", "2h after @a"), sources, strict=True)
    ]
    timeline = read(around_x(("a", a), ("b", b)))
    event = by_id(timeline)["a"]
    assert [account.conflicted for account in event.accounts] == [False, True]
    assert event.conflicted
    assert event.agreement == DISPUTED
    assert walls(event.start) == ["2026-11-20T09:00:00", "2026-11-20T09:00:59"]
    assert [conflict.kind for conflict in timeline.conflicts] == ["tension"]
    for hour, verdicts in (("11", []), ("09", ["certain"])):  # nor does a question find it there
        terms = (f"from:2026-11-20 {hour}:00", f"to:2026-11-20 {hour}:59", "id:a")
        asked = Query(tuple(map(read_term, terms)))
        matches = ask(timeline, asked, Clock(Zone("UTC"))).matches
        assert [match.verdict for match in matches] == verdicts
    bbc = event._replace(chosen=1, start=event.accounts[1].start)
    assert len(bbc.moments) == 2  # who is believed is asked


MINUTE = HOUR // 60


@pytest.mark.parametrize(
    ("said", "own", "event"),
    [
        (
            [{"from": "15:39", "to": "22:50", "source": "ap"}, {"for": "6h", "source": "bbc"},
             {"from": "~15:40", "to": "22:45", "source": "x"}],
            [(430, 432), (330, 390), (420, 431)], (330, 432),
        ),
        (  # who tells one end alone has no length, and makes none with another's
            [{"from": "10:00", "to": "12:00", "source": "ap"}, {"from": "11:30", "source": "bbc"}],
            [(119, 121), None], (119, 121),
        ),
        ([{"from": "01:00", "to": "02:00", "confidence": "low"}, {"from": "01:10"}], [], (0, None)),
        ([{"from": "01:00", "to": "02:00", "confidence": "low"}, {"from": "01:10", "for": "2h"}],
         [], (90, 150)),
    ],
)  # fmt: skip
def test_an_event_lasts_as_long_as_an_account_has_it_and_no_other_time(
    said: list[dict[str, str]], own: list[tuple[int, int] | None], event: tuple[int, int | None]
) -> None:
    def minutes(bound: Any) -> tuple[int, int | None]:
        low, high = bound
        return round(low / MINUTE), high and round(high / MINUTE)

    line = flow({"id": "e", "title": "t", "when": said})
    head = "timeline: {zone: UTC}\nsources: {ap: AP, bbc: BBC, x: X}\nevents:\n  2026-11-20:\n"
    found = by_id(read(f"{head}    - {line}\n"))["e"]
    assert [it.lasting and minutes(it.lasting) for it in found.accounts] == own
    assert minutes(found.lasting) == event


def test_accounts_of_what_has_no_date_are_told_since_what_they_are_measured_from() -> None:
    timeline = read(
        "timeline: {zone: UTC}\n"
        "sources: {ap: AP, bbc: BBC}\n"
        "events:\n"
        "  - {id: a, title: t}\n"
        "  - id: b\n"
        "    title: t\n"
        "    when: [{is: 1h after @a, source: ap}, {is: 3h after @a, source: bbc}]\n"
        "  - {id: c, title: t, when: 1d after @a}\n"
    )
    since = Since(by_id(timeline)["a"], store(timeline).links, undated=True)
    found = since.accounts(by_id(timeline)["b"])
    assert [(start.earliest, start.latest) for start, _ in found] == [
        (HOUR // 2, 3 * HOUR // 2), (5 * HOUR // 2, 7 * HOUR // 2),
    ]  # fmt: skip
    query = Query((read_term("from:@a"), read_term("to:@c")))
    answer = ask(timeline, query, Clock(Zone("UTC")))
    assert [(match.event.id, match.verdict) for match in answer.matches] == [
        ("a", "certain"), ("b", "certain"), ("c", "certain"),
    ]  # fmt: skip


def test_story_of_one_source_has_only_its_own_conflicts() -> None:
    """What gave way among others says nothing of an account that nothing stands against."""
    a = [
        {"is": "2026-11-20 09:00", "source": "ap"},
        {"is": "2026-11-20 11:00", "source": "bbc"},
    ]
    b = {"is": "before 2026-11-20 10:00; after @a", "source": "ap"}
    c = {"is": "2026-11-20 10:30; after @a"}
    text = around_x(("a", a), ("b", b), ("c", c), ("d", {"is": "after @a; before @c"}))
    timeline = read(text)
    assert by_id(timeline)["a"].conflicted
    for source in ("ap", "x"):
        told = by_id(resolve(timeline, source))
        fresh = by_id(loads(text, "t.yaml", according_to=source))
        assert told == fresh
        assert not any(event.conflicted for event in told.values())
