"""An index answers as the objects in memory do: the same events, verdicts, order and remarks."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crisis.timeline import Bound, Clock, Query, QueryError, Zone, ask, compare, load, report, why
from crisis.timeline.formats.json_list import to_json
from crisis.timeline.index.reader import Index
from crisis.timeline.index.sql_windows import SqlWindows
from crisis.timeline.index.store import Stored
from crisis.timeline.index.stored_timeline import StoredTimeline
from crisis.timeline.index.writer import fill
from crisis.timeline.network.differences import minus
from crisis.timeline.network.resolve import resolve
from crisis.timeline.query.fields import KEPT
from crisis.timeline.query.lazy_matches import unread
from crisis.timeline.query.numbered_times import FURTHEST, backwards, time
from crisis.timeline.query.stores import store
from crisis.timeline.query.terms import FIELDS, read_term
from crisis.timeline.query.windows import CERTAIN, OUT, POSSIBLE, Window, Windows, unite
from crisis.timeline.reports.groups import Group
from crisis.timeline.reports.report import statuses
from crisis.timeline.reports.vocabulary import KINDS, vocabulary
from crisis.timeline.reports.walk import steps

from ...support.answers import file
from ...support.examples import examples, sampled
from ...support.timelines import flow, instant, read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crisis.timeline import Timeline

DAYS = ("2026-11-19", "2026-11-20", "2026-11-21", "2026-11-24")
HEADERS = (*DAYS, "2026-11-20..2026-11-22", "undated")
CLOCKS = ("00:00", "06:00", "06:01", "12:00", "23:59")
NAMES = ("e0", "e1", "e2", "e3", "e4", "e5", "e6", "e7")
OWN = (
    "{clock}", "~{clock}", "evening", "night", "before {clock}", "{clock}..", "after {clock}",
    "{day} {clock}", "{day}", "~{day}", "before {day}", "after {day}", "{day}..2026-11-25",
    "2026-11", "unknown", "{day}?", "from {day} {clock} for ~3h", "from {day} to 2026-11-23",
    "from {day} 12:00", "{clock} or 2026-11-21 {clock}", "{day} or 2026-11-24", "06:00 or 18:00?",
    "from {day} 06:00 to {day} 07:00 or from 2026-11-22 06:00 to 2026-11-23 07:00",
)  # fmt: skip
RELATIVE = (
    "after @{ref}", "before @{ref}", "3h after @{ref}", "a few hours before @{ref}",
    "exactly 2h after @{ref}", "day after @{ref}", "within 9m of @{ref}", "at @{ref}",
    "from {day} 06:00 to @{ref}", "1h after @{ref} or {day} {clock}", "2h or 5h after @{ref}",
)  # fmt: skip
TERMS = (
    "day:2026-11-20", "day:2026-11-20..2026-11-21", "day:friday", "day:d2", "day:first",
    "day:11-21", "day:..2026-11-19", "from:2026-11-20 06:00", "to:2026-11-21", "hour:0..24",
    "hour:-6..0", "hour:12", "hour:2", "hour:3", "hour:..90m", "hour:999999999d..", "actor:ana",
    "actor:crew/lead", "actor:Firm", "actor:stranger", "source:ap", "source:BBC", "tag:board",
    "tag:cafe", "text:über", "text:UBER", "text:event 3", "id:e1", "id:@e9", "status:planned",
    "is:disputed", "is:differing", "is:alternative", "is:lasting", "is:undated", "is:uncertain",
    "is:approximate", "is:conflicted", "caused_by:e0",
    "confidence:low", "actor:nobody", "tag:bord", "text:\udcff", "id:\udcff", "actor:ana/\udcff",
    "source:\udcff", "text:event", "text:e", "text:er", "text:ana", "text:bbc", "from:@e1",
    "to:@e2", "from:@e3.end", "to:@e0.start", "day:@e0", "day:@e1..@e2", "from:@e4", "to:@e5",
)  # fmt: skip
ZONES = ("UTC", "America/New_York", "Pacific/Kiritimati", "-12:00")


@st.composite
def phrases(draw: st.DrawFn, number: int) -> str:
    kind = draw(st.sampled_from(OWN if number == 0 else OWN + RELATIVE))
    ref = NAMES[draw(st.integers(0, max(0, number - 1)))]
    blanks = {"day": draw(st.sampled_from(DAYS)), "clock": draw(st.sampled_from(CLOCKS))}
    return kind.format(ref=ref, **blanks)


@st.composite
def claims(draw: st.DrawFn, number: int, source: str) -> dict[str, str]:
    more = st.fixed_dictionaries(
        {},
        optional={
            "confidence": st.sampled_from(["low", "high"]),
            "rejected": st.just("no"),
            "quote": st.just("Über"),
        },
    )
    return {"is": draw(phrases(number)), "source": source} | draw(more)


@st.composite
def events(draw: st.DrawFn, number: int) -> dict[str, Any]:
    """What may be said of an event; it refers to earlier ones only."""
    earlier = st.sampled_from(NAMES[: max(1, number)])
    optional: dict[str, st.SearchStrategy[Any]] = {
        "actors": st.sampled_from(
            ["ana", ["ben", "ana"], {"crew": "Lead"}, {"ana": "lead", "firm": ""}, "stranger"]
        ),
        "sources": st.sampled_from(["ap", ["bbc", "ap"]]),
        "tags": st.lists(st.sampled_from(["board", "Board", "café"]), max_size=2, unique=True),
        "text": st.just({"en": "over", "de": "ÜBER"}),
        "status": st.sampled_from(["planned", "missed"]),
        "when": st.one_of(
            phrases(number),
            st.tuples(claims(number, "ap"), claims(number, "bbc")).map(list),
        ),
    }
    if number:
        optional |= {"caused_by": earlier, "part_of": earlier}
    found = draw(st.fixed_dictionaries({}, optional=optional))
    return {"id": NAMES[number], "title": f"event {number}"} | found


@st.composite
def files(draw: st.DrawFn) -> str:
    """An event file of up to eight events under several days."""
    count = draw(st.integers(1, len(NAMES)))
    under: dict[str, list[Any]] = {}
    for number in draw(st.permutations(range(count))):
        under.setdefault(draw(st.sampled_from(HEADERS)), []).append(draw(events(number)))
    head = {"zone": "Europe/Berlin", "prefer": draw(st.sampled_from(["ap", ["bbc", "ap"]]))}
    actors = {
        "ana": {"name": "Ana", "member_of": "crew", "aliases": ["A. R."]},
        "ben": {"name": "Ben"},
        "crew": {"name": "The crew", "member_of": "firm"},
        "firm": {"name": "Firm"},
    }
    return flow({"timeline": head, "actors": actors, "sources": {"ap": "AP", "bbc": "BBC"},
                 "events": under})  # fmt: skip


@st.composite
def questions(draw: st.DrawFn) -> tuple[Query, Clock]:
    terms = [
        read_term(text)._replace(negated=draw(st.booleans()))
        for text in draw(st.lists(st.sampled_from(TERMS), max_size=3))
    ]
    query = Query(
        tuple(terms),
        certain=draw(st.booleans()),
        reverse=draw(st.booleans()),
        limit=draw(st.sampled_from([None, None, 0, 1, 3])),
        delta=draw(st.booleans()),
    )
    zero = draw(st.sampled_from([None, instant("2026-11-20T06:00"), *NAMES]))
    return query, Clock(Zone(draw(st.sampled_from(ZONES))), zero)


def never() -> Timeline:
    raise AssertionError("the files were read")


@contextmanager
def indexed(timeline: Timeline) -> Iterator[StoredTimeline]:
    """The same timeline out of an index, which must not need its files."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        fill(database, timeline)
        index = Index(database, {name: name for name in timeline.files})
        yield StoredTimeline(Stored(index, never, never))


def answered(timeline: Timeline, query: Query, clock: Clock) -> object:
    """All that is said to a question, or why it is refused."""
    try:
        found = ask(timeline, query, clock)
    except QueryError as error:
        return error.message, error.hint
    return tuple(found.matches), found.undated, found.notes, found.limited


@settings(max_examples=examples(60))
@given(files(), st.lists(questions(), min_size=1, max_size=5))
def test_an_index_answers_as_the_objects_do(text: str, asked: list[tuple[Query, Clock]]) -> None:
    timeline = read(text)
    with indexed(timeline) as stored:
        for query, clock in asked:
            assert answered(stored, query, clock) == answered(timeline, query, clock)


def test_events_with_pictures_are_found_in_the_order_of_the_files() -> None:
    later = {"id": "later", "title": "b", "when": "2026-11-21", "media": "a.png"}
    plain = {"id": "plain", "title": "c", "when": "2026-11-20"}
    timeline = read(
        file(
            {
                "timeline": {"zone": "UTC"},
                "events": [later, plain, later | {"id": "e", "when": "2026-11-19"}],
            }
        )
    )
    with indexed(timeline) as stored:
        for one in (stored, timeline):
            assert [event.id for event in store(one).pictured_events()] == ["later", "e"]


def shown(timeline: Timeline, query: Query, clock: Clock) -> list[object]:
    """A report by day from top to bottom; of the groups what stands above them."""
    try:
        found = steps(report(ask(timeline, query, clock), ("day",)))
    except QueryError:
        return []
    return [
        (it.key, it.last, it.touching, it.silent) if isinstance(it, Group) else it
        for _, it in found
    ]


@settings(max_examples=examples(150))
@given(files(), st.lists(questions(), min_size=1, max_size=5))
def test_days_that_are_read_one_after_the_other_are_the_same(
    text: str, asked: list[tuple[Query, Clock]]
) -> None:
    timeline = read(text)
    with indexed(timeline) as stored:
        for query, clock in asked:
            whole = query._replace(limit=None, reverse=False, delta=False)
            assert shown(stored, whole, clock) == shown(timeline, whole, clock)


@settings(max_examples=examples(30))
@given(files(), questions(), st.sampled_from(["15m", "6h", "hour-of-day", "weekday"]))
def test_groups_by_the_clock_are_the_same(text: str, asked: tuple[Query, Clock], by: str) -> None:
    timeline = read(text)
    with indexed(timeline) as stored:
        try:
            here, there = ask(timeline, *asked), ask(stored, *asked)
        except QueryError:
            return
        assert report(there, (by,)).groups == report(here, (by,)).groups


@settings(max_examples=examples(150))
@given(files(), st.sampled_from((*ZONES, "America/St_Johns")))
def test_the_words_of_all_events_are_the_same(text: str, zone: str) -> None:
    timeline, clock = read(text), Clock(Zone(zone))
    with indexed(timeline) as stored:
        for query in (Query(), Query((read_term("actor:ana"),)), Query(certain=True)):
            try:
                here, there = ask(timeline, query, clock), ask(stored, query, clock)
            except QueryError:
                continue
            assert report(there).counts == report(here).counts
            assert statuses(there) == statuses(here)
            for kind in KINDS:
                assert vocabulary(there, kind) == vocabulary(here, kind)
                assert to_json(there, kind, []) == to_json(here, kind, [])
            if not (query.certain or query.terms or zone == "America/St_Johns"):
                assert unread(there) == len(stored.events)


def test_disputed_events_stand_in_their_day_in_their_turn() -> None:
    text = """
timeline: {zone: UTC}
events:
  2026-11-20:
    - {id: a, title: a, when: 09:00}
    - {id: d, title: d, when: [{is: 10:00, source: ap}, {is: 12:00, source: bbc}]}
    - {id: b, title: b, when: 11:00}
    - {id: w, title: w, when: [{is: 2026-11-24 10:00, source: ap}, {is: 08:00, source: bbc}]}
  2026-11-24:
    - {id: c, title: c, when: 09:00}
    - {id: l, title: l, when: 11:00}
  undated:
    - {id: o, title: o, when: before 2026-11-20 10:30}
    - {id: u, title: u}
"""
    timeline, query, clock = read(text), Query(), Clock(Zone("UTC"))
    with indexed(timeline) as stored:
        found = shown(stored, query, clock)
    assert found == shown(timeline, query, clock)
    names = [it[0] if type(it) is tuple else it.event.id for it in found]  # type: ignore[attr-defined,index]
    assert names == [
        "..2026-11-20", "o", "2026-11-20", "a", "d", "b", "w", "2026-11-21", "2026-11-22",
        "2026-11-23", "2026-11-24", "c", "l", "undated", "u",
    ]  # fmt: skip


@given(files())
def test_an_index_holds_all_of_a_timeline(text: str) -> None:
    timeline = read(text)
    with indexed(timeline) as stored:
        for name in ("header", "actors", "sources", "problems", "files", "broken", "conflicts"):
            assert getattr(stored, name) == getattr(timeline, name)
        assert tuple(stored.events) == timeline.events
        assert len(stored.events) == len(timeline.events)
        assert list(stored.events[1:3]) == list(timeline.events[1:3])
        assert store(stored).findings() == store(timeline).findings()


@pytest.mark.parametrize(
    "name", ["openai", "titanic", *sampled(["three-mile-island", "blackout-2003"])]
)
@pytest.mark.parametrize("zero", sampled(["event", "", "own"]))
def test_the_real_timelines_answer_alike(name: str, zero: str) -> None:
    timeline = load(f"fixtures/{name}.yaml")
    since = {"": None, "own": timeline.header.zero, "event": timeline.events[5].id}[zero]
    event = timeline.events[3]
    words = ["monday", "d2..d3", "first"]
    terms = [*(f"day:{word}" for word in words), "hour:2..9", "hour:1", "is:disputed", "is:lasting"]
    terms += [f"actor:{part.actor}" for part in event.actors] + [f"caused_by:{event.id}", "the"]
    with indexed(timeline) as stored:
        for term in ["", *terms, *(f"not:{term}" for term in terms)]:
            query = Query((read_term(term),) if term else ())
            clock = Clock(Zone("Asia/Jakarta"), since)
            assert answered(stored, query, clock) == answered(timeline, query, clock)


def test_every_field_is_among_the_terms_tried() -> None:
    """But for those whose values are tried as events have them, in test_queryfields.py."""
    assert {read_term(term).field for term in TERMS} >= {*FIELDS} - {*KEPT}


NEAR = st.integers(-6, 6)  # so that edges meet
ENDS = st.one_of(NEAR, NEAR, NEAR, st.sampled_from([None, -FURTHEST, FURTHEST]))
BOUNDS = st.builds(Bound, ENDS, ENDS)  # some run backwards, as conflicts may leave them


@st.composite
def windows(draw: st.DrawFn) -> list[Window]:
    """Up to six united windows, some of them open or far away."""
    edges = sorted(draw(st.sets(st.integers(-8, 8), max_size=12)))
    found = [Window(*pair) for pair in zip(edges[::2], edges[1::2], strict=False)]
    far = draw(st.sampled_from([None, -(10**30), 10**30, 10**30 + 1]))
    more = [Window(None, -7), Window(7, None), Window(None, None), Window(far, far and far + 5)]
    return unite([*found, *draw(st.lists(st.sampled_from(more), max_size=2))])


@settings(max_examples=examples(800))
@given(BOUNDS, st.none() | BOUNDS, windows(), st.none() | BOUNDS)
def test_four_numbers_and_a_comparison_give_every_verdict(
    start: Bound, end: Bound | None, united: list[Window], zero: Bound | None
) -> None:
    if zero is not None and backwards(zero):
        zero = Bound(zero.latest, zero.earliest)
    if zero is not None and backwards(start) and (None in zero or zero.earliest != zero.latest):
        zero = None  # such events are asked themselves
    low, last, high, until, width = time(start, end)
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("CREATE TEMP TABLE stretch(slot, stop, start, PRIMARY KEY(slot, stop))")
        found = SqlWindows(database, united, zero, 0)
        met, missed = found.met("t"), found.missed("t")
        (in_any, in_none) = database.execute(
            f"SELECT {met.text}, {missed.text}"
            " FROM (SELECT ? AS low, ? AS last, ? AS high, ? AS until) t",
            (*met.given, *missed.given, low, last, high, until),
        ).fetchone()
    if zero is not None:
        start, end = minus(start, zero), None if end is None else minus(end, zero)
    assert {(0, 0): OUT, (0, 1): OUT, (1, 1): POSSIBLE, (1, 0): CERTAIN}[
        bool(in_any), bool(in_none)
    ] == Windows(united).verdict(start, end)
    assert last - low <= 2**width


@pytest.mark.parametrize(
    "bounds",
    [(FURTHEST + 1, None), (None, -FURTHEST - 1), (0, FURTHEST + 1)],
)
def test_a_time_that_an_index_cannot_hold_is_refused(bounds: tuple[int | None, int | None]) -> None:
    with pytest.raises(OverflowError):
        time(Bound(*bounds), None)
    with pytest.raises(OverflowError):
        time(Bound(), Bound(*bounds))


ELAPSED = """
timeline: {zone: UTC}
events:
  - {id: vague, when: ~2026-11-20 10:00, title: about ten}
  - {id: later, when: exactly 3h after @vague, title: three hours after that}
  - {id: alone, when: ~2026-11-20 13:00, title: about one}
  - id: told
    when: [{is: exactly 3h after @vague, source: a}, {is: exactly 5h after @vague, source: b}]
    title: three or five hours after that
  - id: mixed
    when: [{is: exactly 3h after @vague, source: a}, {is: 2026-11-20 14:00, source: b}]
    title: three hours after that, or at two
  - {id: long, when: "from 2026-11-20 12:00 to 2026-11-20 18:00..23:00", title: from noon on}
sources: {a: A, b: B}
"""


@pytest.mark.parametrize(
    ("hours", "found"),
    [
        ("hour:3", {"later", "long"}),
        ("hour:4", {"long"}),
        ("not:hour:3", {"vague"}),
    ],
)
def test_elapsed_time_is_asked_of_what_relations_say(hours: str, found: set[str]) -> None:
    timeline = read(ELAPSED)
    query, clock = Query((read_term(hours),)), Clock(Zone("UTC"), "vague")
    with indexed(timeline) as stored:
        matches = tuple(ask(stored, query, clock).matches)
        assert answered(stored, query, clock) == answered(timeline, query, clock)
    assert {match.event.id for match in matches if match.verdict == CERTAIN} == found
    assert ("later" in {match.event.id for match in matches}) == ("later" in found)


HOURS = (
    ("hour:0",), ("not:hour:0",), ("hour:3",), ("hour:-1..2",), ("hour:5..6",), ("hour:8..9",),
    ("hour:-9..-3", "hour:8"), ("hour:-9..-3", "hour:7..9"), ("from:2026-11-20 12:30",),
    ("day:fri",),
)  # fmt: skip


@pytest.mark.parametrize("name", ["later", "told", "long"])
@pytest.mark.parametrize("zero", ["vague", "later", "told", "alone"])
def test_a_bound_that_runs_backwards_is_judged_alike(name: str, zero: str) -> None:
    timeline = read(ELAPSED)
    low, high = instant("2026-11-20T11:30"), instant("2026-11-20T13:00")
    turned = tuple(
        event._replace(
            start=Bound(high, low),
            accounts=tuple(told._replace(start=Bound(high, low)) for told in event.accounts),
        )
        if event.id == name
        else event
        for event in timeline.events
    )
    timeline = timeline.replace(events=turned)  # as conflicts through several accounts may leave it
    with indexed(timeline) as stored:
        for hours in HOURS:
            query, clock = Query(tuple(map(read_term, hours))), Clock(Zone("UTC"), zero)
            assert answered(stored, query, clock) == answered(timeline, query, clock)


def test_what_is_open_on_both_sides_comes_last_and_is_found_by_its_accounts() -> None:
    timeline = read(
        "timeline: {zone: UTC}\nsources: {a: A, b: B}\nevents:\n"
        "  - {id: torn, title: t, when: [{is: after 2026-11-22, source: a},"
        " {is: before 2026-11-20, source: b}]}\n"
        "  - {id: late, title: t, when: 2026-11-30}\n"
    )
    clock = Clock(Zone("UTC"))
    matches = ask(timeline, Query(), clock).matches
    assert [match.event.id for match in matches] == ["late", "torn"]
    with indexed(timeline) as stored:
        assert ask(stored, Query(), clock).matches == matches
        for day, found in (("2026-11-30", ["late", "torn"]), ("2026-11-21", [])):
            answer = ask(stored, Query((read_term(f"day:{day}"),)), clock)
            assert [match.event.id for match in answer.matches] == found
            assert answer.undated == 0


def test_a_day_without_events_is_no_day_of_the_timeline() -> None:
    timeline = read(
        "timeline: {zone: UTC}\nevents:\n"
        "  - {id: a, title: t, when: 2026-11-18 23:00}\n"
        "  - {id: b, title: t, when: 2026-11-20 05:00}\n"
    )
    (note,) = ask(timeline, Query((read_term("day:thursday"),)), Clock(Zone("UTC"))).notes
    assert note.endswith("there are Wed 2026-11-18, Fri 2026-11-20")


def test_one_source_alone_is_resolved_from_an_index() -> None:
    timeline = load("fixtures/openai.yaml")
    with indexed(timeline) as stored:
        assert resolve(stored, "axios").events == resolve(timeline, "axios").events


def test_what_needs_the_network_reads_the_files() -> None:
    timeline = read("timeline: {zone: UTC}\nevents:\n  - {id: x, when: 2026-11-20, title: t}")
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        fill(database, timeline)
        stored = StoredTimeline(
            Stored(Index(database, {"t.yaml": "t.yaml"}), lambda: timeline, never)
        )
        assert stored.network is timeline.network
        assert why(stored, "x") == why(timeline, "x")
        assert compare(stored, "x", "x") == compare(timeline, "x", "x")


@settings(max_examples=examples(60))
@given(
    st.lists(
        st.sampled_from(["", "letter", "letter, letter", "let", "ter\nlet"]),
        min_size=70,
        max_size=100,
    ),
    st.lists(st.integers(0, 99), max_size=5),
    st.sampled_from(["letter", "let", "t", "ter", "none"]),
    st.integers(0, 70),
)
def test_a_word_that_many_events_have_is_counted_as_if_all_were_read(
    titles: list[str], dateless: list[int], word: str, limit: int
) -> None:
    """Texts stand in blocks of several events, and may have a word more than once."""
    told: dict[str, list[dict[str, str]]] = {"2026-11-20": [], "undated": []}
    for number, title in enumerate(titles):
        event = {"id": f"e{number}", "title": f"{number} {title}"}
        if not number % 3:
            event["text"] = "a letter"
        told["undated" if number in dateless else "2026-11-20"].append(event)
    timeline = read(flow({"timeline": {"zone": "UTC"}, "events": told}))
    query = Query((read_term(f"text:{word}"),), limit=limit)
    with indexed(timeline) as stored:
        for asked in (query, query._replace(reverse=True), query._replace(delta=True)):
            clock = Clock(Zone("UTC"))
            assert answered(stored, asked, clock) == answered(timeline, asked, clock)


TWO_TIMES = """
timeline: {zone: UTC}
events:
  2026-11-20:
    - {id: call, title: A, when: [{is: "10:00", source: ap}, {is: "20:00", source: bbc}]}
    - {id: a, title: B, when: "12:00"}
    - {id: b, title: C, when: "18:00"}
"""


@pytest.mark.parametrize(
    ("terms", "verdict"),
    [
        (("from:2026-11-20 12:00", "to:2026-11-20 18:00"), OUT),
        (("from:2026-11-20 09:00", "to:2026-11-20 18:00"), POSSIBLE),
        (("from:2026-11-20 09:00", "to:2026-11-20 20:00"), CERTAIN),
        (("from:@a", "to:@b"), OUT),
        (("from:@a", "not:day:2026-11-20"), OUT),
        (("from:2026-11-20 12:00", "hour:..6"), OUT),
        (("from:2026-11-20 12:00", "hour:6..9"), POSSIBLE),
    ],
)
def test_times_are_asked_of_each_account_together(terms: tuple[str, ...], verdict: str) -> None:
    """What was at 10:00 or at 20:00 was not between 12:00 and 18:00."""
    timeline = read(TWO_TIMES)
    query, clock = Query(tuple(map(read_term, terms))), Clock(Zone("UTC"), "a")
    with indexed(timeline) as stored:
        for one in (timeline, stored):
            found = {match.event.id: match.verdict for match in ask(one, query, clock).matches}
            assert found.get("call", OUT) == verdict
