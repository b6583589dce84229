"""Laws of the query, on the bundled timelines: what the filters and groups promise together."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis.timeline import Clock, Query, QueryError, Timeline, Zone, ask, load, loads, report
from crisis.timeline.base.normalize import fold
from crisis.timeline.query.fields import KEPT
from crisis.timeline.query.terms import FIELDS, read_term

FIXTURES = Path(__file__).parents[3] / "fixtures"
TERMS = (
    "day:mon", "day:2023-11-18..", "day:..d2", "day:2023-11", "from:2023-11-18", "to:sunday",
    "from:2023-11-17T12:28", "hour:..24", "hour:24..48", "hour:0", "hour:-24..0", "actor:altman",
    "actor:microsoft", "actor:microsoft/told", "source:xid", "source:axios", "tag:board",
    "tag:letter", "text:letter", "kembali", "id:return", "status:missed", "is:disputed",
    "is:lasting", "is:approximate", "is:conflicted", "is:undated", "is:differing",
    "caused_by:announcement", "caused-by:firing-call",
    "confidence:low",
)  # fmt: skip
ZONES = ("America/Los_Angeles", "Europe/Amsterdam", "Pacific/Kiritimati", "UTC", "-12:00")
terms = st.lists(st.sampled_from(TERMS), min_size=0, max_size=3)


@cache
def bundled() -> Timeline:
    return load(str(FIXTURES / "openai.yaml"))


def asked(
    *written: str, certain: bool = False, zone: str = ZONES[0], by: tuple[str, ...] = ()
) -> tuple[dict[str, str], int]:
    """The ids that match with their verdicts, and how many undated ones were left out."""
    query = Query(tuple(read_term(term) for term in written), certain)
    answer = ask(bundled(), query, Clock(Zone(zone), bundled().header.zero))
    found = report(answer, by)
    assert found.counts.shown == len(answer.matches)
    return {match.event.id: match.verdict for match in answer.matches}, answer.undated


@pytest.mark.parametrize("term", TERMS)
def test_a_term_and_its_negation_together_are_everything(term: str) -> None:
    found, left_out = asked(term)
    others, others_left_out = asked(f"not:{term}")
    missing = [event for event in bundled().events if event.id not in {*found, *others}]
    assert all(event.start.open for event in missing)
    assert len(missing) == left_out == others_left_out
    both = found.keys() & others.keys()
    for name in both:  # in both only what is not certain in either
        assert {found[name], others[name]} == {"possible"}


@given(terms)
def test_certain_answers_are_among_all_answers(written: list[str]) -> None:
    everything, _ = asked(*written)
    certain, _ = asked(*written, certain=True)
    assert certain == {name: kind for name, kind in everything.items() if kind == "certain"}


@given(terms, st.sampled_from(("day", "hour")), st.sampled_from(ZONES))
def test_groups_of_time_add_up_to_the_whole(written: list[str], by: str, zone: str) -> None:
    query = Query(tuple(read_term(term) for term in written))
    answer = ask(bundled(), query, Clock(Zone(zone), bundled().header.zero))
    found = report(answer, (by,))
    grouped = [match.event.id for group in found.groups for match in group.matches]
    assert sorted(grouped) == sorted(match.event.id for match in answer.matches)


@given(terms.filter(lambda some: not any(t[:3] in ("day", "fro", "to:") for t in some)))
def test_a_zone_never_changes_which_events_there_are(written: list[str]) -> None:
    assert len({tuple(sorted(asked(*written, zone=zone)[0].items())) for zone in ZONES}) == 1


@given(st.lists(st.sampled_from(TERMS), min_size=2, max_size=3, unique=True))
def test_fields_hold_together_and_values_of_one_field_unite(written: list[str]) -> None:
    together, _ = asked(*written)
    fields = {term: read_term(term).field for term in written}
    for term in written:
        if list(fields.values()).count(fields[term]) == 1:
            alone, _ = asked(term)
            assert together.keys() <= alone.keys()
    if len(set(fields.values())) == 1:
        assert together.keys() == {name for term in written for name in asked(term)[0]}


def test_every_field_is_among_the_terms_tried() -> None:
    """But for those whose values are tried as events have them, in test_queryfields.py."""
    assert {read_term(term).field for term in TERMS} >= {*FIELDS} - {*KEPT}


@pytest.mark.parametrize(
    ("term", "hint"),
    [
        ("actr:altman", "actor"),
        ("tag:bord", "board"),
        ("source:axois", "axios"),
        ("id:retrun", "return"),
        ("is:disputd", "disputed"),
        ("status:plannd", "planned"),
        ("confidence:lo", "low"),
        ("caused_by:anouncement", "announcement"),
        ("day:blursday", "Thursday"),
        ("tag:", "tag:something"),
        ("", "a word"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_hint(term: str, hint: str) -> None:
    with pytest.raises(QueryError) as refused:
        asked(term)
    assert hint in refused.value.hint


def test_texts_are_sought_in_every_language_without_case_and_accents() -> None:
    assert "return" in asked("text:ALTMAN KEMBALI")[0]
    assert asked("leTTer") == asked("text:letter")


@pytest.mark.long
def test_no_character_folds_to_more_than_seven() -> None:
    """So that a text takes no more room folded than a small multiple of its own."""
    every = (chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000)
    assert max(len(fold(char)) for char in every) <= 7
    assert fold("\N{ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM}") == "\ufdfa"
    assert fold("\N{ARABIC LIGATURE ALLAH ISOLATED FORM}") == fold("الله")


@pytest.mark.parametrize("order", ["ana, Ana", "Ana, ana"])
def test_of_ids_that_differ_by_case_alone_the_one_that_is_written_so_is_meant(order: str) -> None:
    first, second = order.split(", ")
    timeline = loads(
        f"timeline: {{zone: UTC}}\nactors: {{{first}: {{}}, {second}: {{}}}}\nevents:\n"
        "  2026-11-20:\n    - {id: x, title: X, actors: ana}\n"
        "    - {id: y, title: Y, actors: Ana}\n"
    )
    for value, found in (("ana", {"x"}), ("Ana", {"y"}), ("ANA", {"x", "y"})):
        answer = ask(timeline, Query((read_term(f"actor:{value}"),)), Clock(Zone("UTC")))
        assert {match.event.id for match in answer.matches} == found
