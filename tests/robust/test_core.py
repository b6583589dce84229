"""The core by exact examples and against brute force: each line of it matters to some test here."""

from __future__ import annotations

from contextlib import suppress
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crisis.timeline import Clock, Query, QueryError, Zone, ask, loads
from crisis.timeline.base.calendar import iso, ordinal
from crisis.timeline.base.instants import from_datetime, to_datetime
from crisis.timeline.base.zones import DAY, HOUR, MINUTE
from crisis.timeline.model.records import Bound
from crisis.timeline.query.days import Calendar
from crisis.timeline.query.elapsed_syntax import elapsed_window
from crisis.timeline.query.stores import store
from crisis.timeline.query.terms import Term, read_term
from crisis.timeline.query.windows import Window, Windows, gaps, unite

from ..support.examples import examples

if TYPE_CHECKING:
    from crisis.timeline import Answer

# Windows, on a clock that has a few instants

FIRST, LAST = -3, 22  # of the clock; an open end reaches one further
ends = st.none() | st.integers(0, 9)
windows = st.lists(st.builds(Window, ends, ends), max_size=4)
spans = st.tuples(ends, ends).filter(lambda p: None in p or p[0] <= p[1]).map(lambda p: Bound(*p))


def instants(low: int | None, high: int | None) -> range:
    """[low, high], both included; an open end reaches to the end of the clock."""
    return range(FIRST if low is None else low, LAST + 1 if high is None else high + 1)


def inside(instant: int, window: Window) -> bool:
    """Whether an instant lies in [start, stop)."""
    start, stop = window
    return (start is None or start <= instant) and (stop is None or instant < stop)


@settings(max_examples=examples(200))
@given(windows)
def test_united_windows_hold_the_same_instants_and_stand_apart(some: list[Window]) -> None:
    united = unite(some)
    for instant in instants(None, None):
        assert any(inside(instant, w) for w in united) == any(inside(instant, w) for w in some)
    for one, other in pairwise(united):
        assert one.stop is not None
        assert other.start is not None
        assert one.stop < other.start


@settings(max_examples=examples(200))
@given(windows.map(unite))
def test_gaps_are_all_that_no_window_holds(some: list[Window]) -> None:
    between = gaps(some)
    for instant in instants(None, None):
        assert any(inside(instant, w) for w in some) != any(inside(instant, w) for w in between)


def expected(truths: list[bool]) -> str:
    return "certain" if all(truths) else "possible" if any(truths) else "out"


@settings(max_examples=examples(400))
@given(windows.map(unite), spans)
def test_the_verdict_on_an_instant_is_that_of_all_its_truths(
    some: list[Window], start: Bound
) -> None:
    truths = [any(inside(instant, w) for w in some) for instant in instants(*start)]
    assert Windows(some).verdict(start, None) == expected(truths)


@settings(max_examples=examples(400))
@given(windows.map(unite), spans, st.tuples(ends, ends))
def test_the_verdict_on_what_lasts_is_that_of_all_its_truths(
    some: list[Window], start: Bound, more: tuple[int | None, int | None]
) -> None:
    low, high = more  # how long after the start it ends
    end = Bound(
        None if start.earliest is None or low is None else start.earliest + low,
        None if start.latest is None or high is None else start.latest + max(low or 0, high),
    )
    truths = []
    for first in instants(*start):
        for last in instants(*end):
            if first <= last:  # [first, last), or an instant
                lasting = range(first, last) if first < last else (first,)
                truths.append(any(inside(n, w) for n in lasting for w in some))
    assert Windows(some).verdict(start, end) == expected(truths)


@pytest.mark.parametrize(
    ("start", "end", "window", "expected"),
    [
        (Bound(3, 3), Bound(3, 3), Window(3, 5), "certain"),
        (Bound(1, 3), Bound(3, 3), Window(3, 5), "possible"),
        (Bound(1, 2), Bound(3, 3), Window(3, 5), "out"),
        (Bound(5, 6), Bound(7, 7), Window(3, 5), "out"),
    ],
)
def test_what_ends_where_a_window_begins(
    start: Bound, end: Bound, window: Window, expected: str
) -> None:
    assert Windows([window]).verdict(start, end) == expected


# Questions

STORY = """
timeline: {zone: Europe/Amsterdam, zero: 2024-02-27 12:00}
actors:
  org: {name: The Órganisation}
  unit: {name: Unit, member_of: org}
  ana: {name: Ana Ruiz, aliases: [AR], member_of: [unit]}
  bo: Bo
sources: {ap: {name: Associated Press}, x: X}
events:
  2024-02-27:
    - {id: a, title: Álpha, when: 09:00, actors: {ana: Chief}, tags: [Red], sources: [ap]}
    - {id: b, title: Beta, when: 12:00, actors: [bo], caused_by: a, tags: [blue]}
  2024-02-28:
    - {id: c, title: Gamma, when: from 10:00 to 14:00, actors: [unit], caused_by: b}
    - {id: d, title: Delta, when: "14:00?", status: planned, text: A word of it}
  2024-02-29:
    - {id: e, title: Epsilon, when: [{is: 08:00, source: ap}, {is: 20:00, source: x}]}
    - id: f
      title: Zeta
      when:
        - {is: 11:00, source: ap, confidence: high}
        - {is: morning, source: x, confidence: low}
        - {is: 23:00, confidence: medium, rejected: a slip}
  2024-03-05:
    - {id: g, title: Eta, when: ~12:00, actors: [{org: host}, eve]}
  undated:
    - {id: h, title: Theta, quote: said so, place: Ede, actors: [bo]}
    - {id: i, title: Iota, when: "unknown?"}
"""
TIMELINE = loads(STORY, "story.yaml")


def asked(*terms: str, zone: str = "Europe/Amsterdam", **more: object) -> Answer:
    query = Query(tuple(read_term(term) for term in terms), **more)  # type: ignore[arg-type]
    return ask(TIMELINE, query, Clock(Zone(zone), TIMELINE.header.zero))


def found(*terms: str, **more: object) -> str:
    """The ids that match, possible ones with a question mark."""
    matches = asked(*terms, **more).matches
    return " ".join(m.event.id + "?" * (m.verdict == "possible") for m in matches)


def test_the_story_is_sound() -> None:
    assert [str(p) for p in TIMELINE.problems] == ['story.yaml:25:63: unknown actor "eve"']


@pytest.mark.parametrize(
    ("terms", "ids"),
    [
        ("", "a b c d e f g h i"),
        ("day:2024-02-27", "a b"),
        ("day:27-02", QueryError),
        ("day:02-29", "e f"),
        ("day:02-30", QueryError),
        ("day:13-01", QueryError),
        ("day:00-10", QueryError),
        ("day:01-00", QueryError),
        ("day:01-31", ""),
        ("day:tue", "a b g"),
        ("day:Tuesday day:wed", "a b c d? g"),
        ("day:tue..wed", QueryError),
        ("day:sunday", ""),
        ("day:d1", "a b"),
        ("day:d2", "c d?"),
        ("day:d0", QueryError),
        ("day:d3..d8", "e f g"),
        ("day:d2..d2", "c d?"),
        ("day:..d1", "a b"),
        ("day:d3..", "e f g"),
        ("day:..", QueryError),
        ("day:d3..d1", QueryError),
        ("day:first", "a b"),
        ("day:last", "g"),
        ("day:2024-02", "a b c d? e f"),
        ("day:2024-02-27 day:2024-02-29", "a b e f"),
        ("day:2024-02-27~", QueryError),
        ("from:2024-02-29", "e f g"),
        ("from:2024-02-28T12:00", "c d? e f g"),
        ("from:2024-02-28T14:01", "e f g"),
        ("from:2024-02-28T12", QueryError),
        ("to:2024-02-27T11:59", "a"),
        ("to:2024-02-27T12:00", "a b"),
        ("to:2024-02-27", "a b"),
        ("from:2024-02-28 to:2024-02-28", "c d?"),
        ("from:2024-02-29 to:2024-02-28", QueryError),
        ("from:d2 to:d3", "c d? e f"),
        ("hour:0", "b"),
        ("hour:-3", "a"),
        ("hour:-3..0", "a"),
        ("hour:22..26", "c"),
        ("hour:22..26.5", "c d?"),
        ("hour:20..21", ""),
        ("hour:44", "e?"),
        ("hour:..0", "a"),
        ("actor:ana", "a"),
        ("actor:AR", "a"),
        ("actor:unit", "a c"),
        ("actor:organisation", QueryError),
        ("actor:the-organisation", QueryError),
        ("actor:org", "a c g"),
        ("actor:org/host", "g"),
        ("actor:ana/chief", "a"),
        ("actor:ana/host", ""),
        ("actor:eve", "g"),
        ("actor:bo actor:ana", "a b h"),
        ("actor:nobody", QueryError),
        ("source:ap", "a e f"),
        ("source:x", "e f"),
        ("source:y", QueryError),
        ("tag:RED", "a"),
        ("tag:red tag:blue", "a b"),
        ("tag:green", QueryError),
        ("alpha", "a"),
        ("text:said", "h"),
        ("WORD", "d"),
        ("ede", "h"),
        ("id:c id:h", "c h"),
        ("id:@c", "c"),
        ("id:z", QueryError),
        ("status:planned", "d"),
        ("status:done", QueryError),
        ("is:disputed", "e"),
        ("is:differing", ""),
        ("is:uncertain", "d i"),
        ("is:undated", "h i"),
        ("is:lasting", "c"),
        ("is:odd", QueryError),
        ("confidence:high", "f"),
        ("confidence:low", "f"),
        ("confidence:medium", ""),
        ("caused_by:a", "b c"),
        ("caused-by:b", "c"),
        ("caused_by:c", ""),
        ("not:actor:org", "b d e f h i"),
        ("not:day:2024-02-29", "a b c d g"),
        ("not:hour:44", "a b c d e? f g"),
        ("actor:org day:2024-02-28", "c"),
        ("NOT:id:a Actor:ana", ""),
        ("nofield:x", QueryError),
        ("tag:", QueryError),
    ],
)
def test_a_question_has_its_answer(terms: str, ids: str | type[QueryError]) -> None:
    words = [] if not terms else terms.split(" ")
    if isinstance(ids, str):
        assert found(*words).replace("d?", "d") == ids.replace("d?", "d")
        return
    with pytest.raises(QueryError) as refused:
        asked(*words)
    assert refused.value.message
    assert refused.value.hint
    assert str(refused.value) == f"{refused.value.message}: {refused.value.hint}"


@pytest.mark.parametrize(
    ("term", "message", "hint"),
    [
        ("nofield:x", 'no such field: "nofield"', "there are day, from, to, hour, actor, source,"),
        ("actr:x", 'no such field: "actr"', 'did you mean "actor"? (or text:actr:x)'),
        ("tag:", '"tag:" has no value', "tag:something"),
        (" ", "an empty term", "a word, or a field and a value: actor:altman"),
        ("actor:zzz", 'unknown actor "zzz"', "there are ana, bo, org, unit"),
        ("source:zzz", 'unknown source "zzz"', "there are ap, x"),
        ("tag:zzz", 'unknown tag "zzz"', "there are blue, Red"),
        ("is:zzz", 'unknown state "zzz"', "one of disputed, differing, alternative"),
        ("status:zzz", 'unknown status "zzz"', "one of planned, missed, averted, denied"),
        ("confidence:zzz", 'unknown confidence "zzz"', "one of low, medium, high"),
        ("day:tue..fri", '"tue" occurs more than once', "one of 2024-02-27, 2024-03-05"),
        ("day:sunday..d9", '"sunday" is no day of this timeline', "there are Tue 2024-02-27"),
        ("day:d0", 'no day: "d0"', "d1 is the day of zero, d2 the one after"),
        ("day:d3..d1", 'a range of days that runs backwards: "d3..d1"', "the earlier first"),
        ("from:d1 25:00", 'no time: "d1 25:00"', "hours run 00 to 24"),
        ("from:d1 soon", 'no time: "d1 soon"', "a day and a time: 2023-11-20 14:30, mon 14:30"),
        ("day:2023-02-30", 'no day: "2023-02-30"', "February 2023 has 28 days"),
        ("day:..", 'no day: ".."', "a day looks like monday"),
        ("from:d1 10:00x", 'no time: "d1 10:00x" (no such zone: "x")', "a name such as Europe/"),
    ],
)  # fmt: skip
def test_a_refusal_says_what_is_wrong_and_what_would_do(term: str, message: str, hint: str) -> None:
    with pytest.raises(QueryError) as refused:
        asked(term)
    assert refused.value.message == message
    assert refused.value.hint.startswith(hint)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("a", Term("text", "a")),
        ("a:b", None),
        ("12:28", Term("text", "12:28")),
        ("tag:a:b", Term("tag", "a:b")),
        ("not:a", Term("text", "a", True)),
        ("Not:Tag:A", Term("tag", "A", True)),
        ("caused-by:a", Term("caused_by", "a")),
    ],
)
def test_a_term_is_a_field_and_a_value(text: str, term: Term | None) -> None:
    if term is None:
        with pytest.raises(QueryError):
            read_term(text)
    else:
        assert read_term(text) == term


def test_a_limit_takes_the_first_and_reverse_the_last() -> None:
    everything = [match.event.id for match in asked().matches]
    for count in range(len(everything) + 2):
        answer = asked(limit=count)
        assert [match.event.id for match in answer.matches] == everything[:count]
        assert answer.limited == max(0, len(everything) - count)
    backwards = [match.event.id for match in asked(reverse=True).matches]
    dated = [name for name in everything if name not in "hi"]
    assert backwards[: len(dated)] == dated[::-1]
    for count in range(len(everything) + 2):
        answer = asked(limit=count, reverse=True)
        assert [match.event.id for match in answer.matches] == backwards[:count]


def test_order_and_distances_stand_with_each_match() -> None:
    matches = asked("day:2024-02-27", "day:2024-02-28", delta=True).matches
    assert [match.ordered for match in matches] == [True, True, True, True]
    apart = [match.delta for match in matches]
    assert apart[0] is None
    assert apart[1] == Bound(3 * HOUR - MINUTE + 1, 3 * HOUR + MINUTE - 1)
    # They can have been in either order: the span of the one is in that of the other.
    vague = asked("id:e", "id:f", delta=True).matches
    assert [match.ordered for match in vague] == [True, False]
    assert asked("id:e", "id:f", reverse=True).matches[0].ordered
    assert [m.ordered for m in asked("day:2024-02-27", reverse=True).matches] == [True, True]
    undated = asked("id:b", "id:h", "id:i").matches
    assert [match.ordered for match in undated] == [True, False, False]
    assert [match.elapsed is None for match in undated] == [False, True, True]


def test_counts_are_of_the_verdicts() -> None:
    answer = asked("hour:44", "is:disputed")
    assert (answer.count("possible"), answer.count("certain")) == (1, 0)
    assert asked("day:2024-02-29").undated == 2
    assert asked().undated == 0
    assert found("hour:44", certain=True) == ""


def test_elapsed_time_needs_a_zero() -> None:
    with pytest.raises(QueryError, match="elapsed time needs a zero that has a time"):
        ask(TIMELINE, Query((read_term("hour:0"),)), Clock(Zone("UTC")))
    answer = ask(TIMELINE, Query(), Clock(Zone("UTC"), "h"))
    assert answer.notes == ("h has no time: no elapsed time is counted from it",)
    assert all(match.elapsed is None for match in answer.matches)


# Days


def calendar(zone: str = "Europe/Amsterdam") -> Calendar:
    zero = TIMELINE.header.zero
    assert isinstance(zero, int)
    return Calendar(TIMELINE, store(TIMELINE), Zone(zone), zero, lambda: zero)


@pytest.mark.parametrize(
    ("word", "days"),
    [
        ("first", "2024-02-27"),
        ("last", "2024-03-05"),
        (" First ", "2024-02-27"),
        ("today", "2024-02-27"),
        ("yesterday", "2024-02-26"),
        ("d1", "2024-02-27"),
        ("d4", "2024-03-01"),
        ("thu", "2024-02-29"),
        ("tue", "2024-02-27 2024-03-05"),
        ("fri", ""),
        ("03-05", "2024-03-05"),
        ("2024-03-05", "2024-03-05"),
        ("2024-03", "2024-03-01..2024-03-31"),
        ("2024", "2024-01-01..2024-12-31"),
    ],
)
def test_a_word_names_days(word: str, days: str) -> None:
    spans = calendar().named(word).spans
    assert " ".join(iso(a) if a == b else f"{iso(a)}..{iso(b)}" for a, b in spans) == days


THERE_ARE = "there are Tue 2024-02-27, Wed 2024-02-28, Thu 2024-02-29, Tue 2024-03-05"


@pytest.mark.parametrize(
    ("word", "note"),
    [
        ("tue", "Tuesday occurs 2 times: 2024-02-27, 2024-03-05"),
        ("sun", f"Sunday is no day of this timeline; {THERE_ARE}"),
    ],
)
def test_what_a_word_does_not_name_is_told(word: str, note: str) -> None:
    assert calendar().named(word).notes == (note,)


def test_very_many_days_are_not_all_told() -> None:
    lines = "".join(f"  2024-03-{n:02}:\n    - {{title: t}}\n" for n in range(4, 16))
    many = loads(f"timeline: {{zone: UTC}}\nevents:\n{lines}")
    (note,) = Calendar(many, store(many), Zone("UTC"), None, None).named("11-11").notes
    assert note == (
        "11-11 is no day of this timeline; there are Mon 2024-03-04, Tue 2024-03-05,"
        " Wed 2024-03-06, Thu 2024-03-07, …, Thu 2024-03-14, Fri 2024-03-15"
    )
    none = Calendar(loads(""), store(loads("")), Zone("UTC"), None, None)
    assert none.named("first").notes == ("the timeline has no dated event",)
    assert none.named("d1").notes == ("the timeline has no dated event",)
    assert none.named("11-11").notes == ("11-11 is no day of this timeline; it has no dated event",)


def test_the_first_day_is_that_of_zero_or_of_the_window_or_of_the_events() -> None:
    text = "timeline: {zone: UTC, window: 2024-01-05..2024-01-07}\nevents: [{title: t, when: 2024}]"
    first = Calendar(loads(text), store(loads(text)), Zone("UTC"), None, None).first
    assert first is not None
    assert iso(first) == "2024-01-05"
    timeline = loads(text)
    since = Calendar(timeline, store(timeline), Zone("UTC"), 0, None)
    assert since.first == ordinal("1970-01-01")


@given(st.integers(1, 3_652_059))
def test_an_ordinal_is_a_date_and_back(day: int) -> None:
    assert ordinal(iso(day)) == day


@given(st.integers(-62_000_000_000_000_000, 250_000_000_000_000_000))
def test_an_instant_is_a_datetime_and_back(instant: int) -> None:
    found = from_datetime(to_datetime(instant))
    assert (found, type(found)) == (instant, int)


def test_an_error_has_no_hint_unless_it_says_so() -> None:
    assert QueryError("x").hint == ""


def test_days_at_the_edges_of_the_calendar_are_dates_too() -> None:
    assert [ordinal("0000-12-31"), ordinal("0000-12-30")] == [0, -1]
    assert ordinal("10000-01-01") == ordinal("9999-12-31") + 1


# Elapsed time


@pytest.mark.parametrize(
    ("text", "start", "stop"),
    [
        ("24", 24 * HOUR, 25 * HOUR),
        ("90m", 90 * MINUTE, 91 * MINUTE),
        ("2d", 2 * DAY, 3 * DAY),
        ("1d6h", 30 * HOUR, 31 * HOUR),
        ("1.5", 90 * MINUTE, 96 * MINUTE),
        ("24..48", 24 * HOUR, 48 * HOUR),
        ("24..", 24 * HOUR, None),
        ("..24", None, 24 * HOUR),
        ("-6..0", -6 * HOUR, 0),
        ("-6", -6 * HOUR, -5 * HOUR),
        ("T+2h", 2 * HOUR, 3 * HOUR),
    ],
)
def test_elapsed_time_is_a_window(text: str, start: int | None, stop: int | None) -> None:
    assert elapsed_window(text) == Window(start, stop)


@pytest.mark.parametrize("text", ["", "..", "48..24", "3..3", "x", "1x", "1..x", "9" * 5000])
def test_elapsed_time_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(QueryError) as refused:
        elapsed_window(text)
    assert refused.value.hint


# Any question


@settings(max_examples=examples(300))
@given(
    st.sampled_from(("day", "from", "to", "hour", "actor", "source", "tag", "id", "is", "status"))
    | st.just("confidence")
    | st.just("caused_by"),
    st.text(st.sampled_from("0123456789-.:dhmsT +~?x/@moniaABC²٣"), min_size=1, max_size=14)
    | st.text(min_size=1, max_size=5)
    | st.sampled_from(("9" * 5000, "x" * 5000, "d999999", "9999-12-31", "0001-01-01", "10000-01"))
    | st.sampled_from(("9999-12-31..", "..0001-01-01", "2024-02-27T24:00", "999999999d" * 9)),
    st.sampled_from(("UTC", "Pacific/Kiritimati", "-12:00", "Europe/Amsterdam")),
)
def test_any_question_is_answered_or_refused(field: str, value: str, zone: str) -> None:
    with suppress(QueryError):
        asked(f"{field}:{value}", zone=zone)
