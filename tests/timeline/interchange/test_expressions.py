"""Expressions of rules match what Python's match, and none of them takes for ever."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crisis.timeline.interchange.reading.automaton import Automaton, NotRegular
from crisis.timeline.interchange.reading.expressions import searching

from ...support.importing import rules_of

atoms = st.sampled_from(
    [*"ab.^$é_", "[ab]", "[^a]", "[a-c]", "(?:)", *(rf"\{sign}" for sign in "wWdsnbBAZ")]
)
repeats = st.sampled_from(["*", "+", "?", "*?", "+?", "{2}", "{1,3}", "{0,2}?", "{2,}"])


def larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.lists(inner, max_size=4).map("".join),
        st.tuples(inner, inner).map(lambda both: f"(?:{both[0]}|{both[1]})"),
        st.tuples(inner, repeats).map(lambda both: f"({both[0]}){both[1]}"),
        inner.map(lambda one: f"(?i:{one})"),
        inner.map(lambda one: f"(?-i:{one})"),
        inner.map(lambda one: f"(?m:{one})"),
    )


expressions = st.recursive(atoms, larger, max_leaves=8)
texts = st.text("aAbB1_ \né-", max_size=8)


@settings(max_examples=150)
@given(pattern=expressions, text=texts, flags=st.sampled_from([0, re.IGNORECASE, re.ASCII]))
def test_it_matches_what_python_matches(pattern: str, text: str, flags: int) -> None:
    automaton = Automaton(pattern, flags)
    found = re.search(pattern, text, flags) is not None
    assert automaton.search(text) == found
    assert automaton.search(text) == found  # out of what it kept
    if not flags & re.ASCII:
        assert searching(pattern, bool(flags))(text) == found


ENDLESS = [
    "^(a+)+$", "(a|aa)+$", "(a|a)*b", "(.*a){12}b", "(a*)*b", "a?" * 30 + "a" * 30 + "b",
    "(a|aa)" * 30 + "b", ".*.*.*.*b", "a+b", "(?:a{1,30}){30}b", "x*y", "[a-z]+!",
]  # fmt: skip


@pytest.mark.parametrize("pattern", ENDLESS)
def test_none_takes_for_ever(pattern: str) -> None:
    assert not searching(pattern, any_case=False)("a" * 20_000 + "c")


@pytest.mark.parametrize(
    "pattern", [r"(a+)\1", "(?=a*)b", "^(?!.*debug)", "(?<=a)b+", "(?>a+)b", "(a{1000}){1000}"]
)
def test_what_has_to_go_back_is_refused_with_its_place(pattern: str) -> None:
    with pytest.raises(NotRegular):
        searching(pattern, any_case=False)
    rules = rules_of(f"reader: csv\ntitle: a\nskip:\n  - {{if: {{a: '/{pattern}/'}}}}\n")
    (problem,) = rules.problems
    assert problem.message.endswith("which may take for ever")
    assert problem.origin.line == 4
    assert "unless" in problem.hint


@pytest.mark.parametrize("pattern", ["(?=a)b", r"\bdebug\b", "^GET|^POST", "(?i)x", r"^/health/.*"])
def test_what_goes_back_little_is_taken(pattern: str) -> None:
    searching(pattern, any_case=False)


def test_many_texts_leave_no_more_than_so_much() -> None:
    automaton = Automaton("(a|b)*a(a|b){9}c")
    text = "".join("ab"[hash((number, "x")) & 1] for number in range(100_000))
    assert not automaton.search(text)
    assert automaton.search(f"{text}abbbbbbbbbc")
    assert len(automaton._moves) <= 50_000
