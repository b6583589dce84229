"""Options and terms are one language, in every command that reads events."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from crisis.timeline.query import FIELDS

from .commands import FILES, run

VALUES = {
    "day": ("fri", "2026-11-20", "2026-11", "11-20", "d1..", "..d2", "first", "thu..fri"),
    "from": ("2026-11-20", "fri 13:00", "2026-11-20T13:20"),
    "to": ("2026-11-20", "fri 13:20", "sat"),
    "hour": ("..3", "3", "-20..", "12..16", "90m.."),
    "actor": ("ops", "Rina Suryadi", "el jefe", "press/told", "JOSÉ"),
    "source": ("log", "an internal memo"),
    "tag": ("board",),
    "text": ("the", "press", "a drill"),
    "id": ("ann", "@breach", "audit"),
    "status": ("planned", "missed"),
    "is": ("disputed", "uncertain", "lasting", "undated", "differing"),
    "caused_by": ("breach", "ann"),
    "confidence": ("low", "high"),
}
ONCE = ("from", "to")  # these options take one value; terms take any number
COMMANDS = (["show"], ["count", "--by", "actor,day"], ["gaps"], ["list", "days"])

questions = st.lists(
    st.sampled_from(FIELDS).flatmap(
        lambda field: st.tuples(st.just(field), st.sampled_from(VALUES[field]))
    ),
    max_size=3,
    unique_by=lambda pair: pair[0] if pair[0] in ONCE else pair,
)


def answer(*arguments: str) -> tuple[int, str, Any]:
    """What a command answers in JSON; the order of the terms is not part of it."""
    done = run(*arguments, "--json", "-f", FILES["outage"])
    found = done.json if done.out else None
    if found:
        found["query"]["terms"].sort(key=lambda term: (term["field"], term["value"]))
    return done.code, done.err, found


def option(field: str) -> str:
    return f"--{field.replace('_', '-')}"


@given(questions, st.sampled_from(COMMANDS), st.booleans())
def test_options_and_terms_give_the_same_answer(
    asked: list[tuple[str, str]], command: list[str], certain: bool
) -> None:
    more = ["--certain"] if certain else []
    terms = [f"{field}:{value}" for field, value in asked]
    options = [text for field, value in asked for text in (option(field), value)]
    by_term = answer(*command, *more, *terms)
    assert answer(*command, *more, *options) == by_term
    half = len(asked) // 2  # and when some are the one, some the other
    assert answer(*command, *more, *options[: 2 * half], *terms[half:]) == by_term


def test_every_field_is_tried_and_is_an_option() -> None:
    assert list(VALUES) == list(FIELDS)
    assert all(f"{option(field)} " in run("show", "--help").out for field in FIELDS)


@given(questions, st.sampled_from(COMMANDS))
def test_every_command_asks_the_same_question(
    asked: list[tuple[str, str]], command: list[str]
) -> None:
    """Which events there are, certain or not, does not depend on what is told of them."""
    terms = [f"{field}:{value}" for field, value in asked]
    shown, other = answer("show", *terms), answer(*command, *terms)
    assert shown[0] == other[0]
    if shown[2]:
        assert other[2]["counts"] == shown[2]["counts"]
        assert other[2]["timeline"] == shown[2]["timeline"]


@given(questions, st.lists(st.sampled_from(["day", "hour", "tag"]), max_size=2, unique=True))
def test_counts_add_up(asked: list[tuple[str, str]], by: list[str]) -> None:
    terms = [f"{field}:{value}" for field, value in asked]
    shown = answer("show", *terms)[2]
    counted = answer("count", "--by", ",".join([*by, "source"]), *terms)[2]
    if not shown:
        return
    verdicts = [event["verdict"] for event in shown["events"] if not event["status"]]

    def total(groups: list[Any], key: str) -> int:
        return sum(group[key] for group in groups)

    waiting = [counted["groups"]]
    while waiting:
        groups = waiting.pop()
        assert all(g["shown"] == g["certain"] + g["possible"] + g["status"] for g in groups)
        for group in groups:
            inner = group["groups"]
            if inner and inner[0]["by"] in ("day", "hour"):
                assert total(inner, "shown") == group["shown"]
                # What may begin in a later day or hour is certain in none of them.
                assert total(inner, "certain") <= group["certain"]
            waiting.append(inner)
    if by and by[0] in ("day", "hour"):
        groups = counted["groups"]
        assert total(groups, "shown") == len(shown["events"])
        assert total(groups, "certain") <= verdicts.count("certain")
        assert total(groups, "certain") + total(groups, "possible") == len(verdicts)
