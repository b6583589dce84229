"""Options and terms are one language, in every command that reads events."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis.cli.request.parameters import Option, parameters
from crisis.cli.request.registry import COMMANDS as NAMES
from crisis.cli.request.registry import command as function
from crisis.cli.terminal.exits import USAGE
from crisis.timeline import load
from crisis.timeline.query.fields import KEPT
from crisis.timeline.query.terms import FIELDS

from ..support.commands import FILES, run
from ..support.examples import sampled

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
for name, of in KEPT.items():  # and what events have of any other field, or what none has
    if name not in VALUES:
        had = dict.fromkeys(v for event in load(FILES["outage"]) for v in of(event))
        VALUES[name] = (*had,) or ("nothing",)
COMMANDS = (["show"], ["count", "--by", "actor,day"], ["gaps"], ["list", "days"])

COMMANDS_THERE = {name: function(name) for name in NAMES}
NEEDED = {
    "new": ["A bad evening"],
    "why": ["ann"],
    "list": ["days"],
    "schema": ["events"],
    "completion": ["bash"],
}

questions = st.lists(
    st.sampled_from(FIELDS).flatmap(
        lambda field: st.tuples(st.just(field), st.sampled_from(VALUES[field]))
    ),
    max_size=3,
    unique=True,
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
    by_option = answer(*command, *more, *options)
    half = len(asked) // 2  # and when some are the one, some the other
    by_both = answer(*command, *more, *options[: 2 * half], *terms[half:])
    if by_term[0] == USAGE:  # which of two values that nobody knows is named goes by their order
        assert by_option[0] == by_both[0] == USAGE
    else:
        assert by_option == by_both == by_term


def test_every_field_is_tried_and_is_an_option() -> None:
    assert all(VALUES[field] for field in FIELDS)
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


EMPTY = ("", " ", "\u0301", " \u0301 ")
"""Of these nothing is left without case, accents and blanks."""


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("value", EMPTY)
def test_what_says_nothing_is_no_filter_that_finds_everything(field: str, value: str) -> None:
    for asked in ([f"{field}:{value}"], [f"not:{field}:{value}"], [option(field), value]):
        code, err, found = answer("show", *asked)
        assert (code, found) == (2, None)
        assert "\n  hint: " in err


@pytest.mark.parametrize("value", ["rina/", "/told", "rina/\u0301", "/"])
def test_half_an_actor_with_a_role_is_refused(value: str) -> None:
    for asked in ([f"actor:{value}"], ["--actor", value], [f"not:actor:{value}"]):
        assert answer("show", *asked)[0] == 2


def test_a_term_is_negated_once() -> None:
    code, err, _ = answer("show", "not:not:actor:ops")
    assert (code, err.splitlines()[1]) == (2, "  hint: without both: actor:ops")


@pytest.mark.parametrize("command", [name for name in COMMANDS_THERE if name != "completion"])
def test_what_takes_one_value_never_takes_the_last_of_two(command: str) -> None:
    for each in parameters(COMMANDS_THERE[command]):
        if not isinstance(each.spec, Option) or not each.spec.metavar or each.repeated:
            continue
        for flag in each.spec.names:
            one, two = ("3", "40") if "int" in str(each.type) else ("one", "two")
            done = run(command, flag, one, flag, two, *NEEDED.get(command, ()))
            assert (done.code, done.out) == (2, "")
            assert f'is given twice: "{one}" and "{two}"' in done.err
            assert "\n  hint: " in done.err


def test_the_same_field_twice_finds_more() -> None:
    for field in ("from", "to"):
        one, two = VALUES[field][:2]
        twice = answer("show", option(field), one, option(field), two)
        assert twice == answer("show", f"{field}:{one}", f"{field}:{two}")
        found = {event["id"] for event in twice[2]["events"]}
        each = [answer("show", option(field), value)[2]["events"] for value in (one, two)]
        assert found == {event["id"] for events in each for event in events}


@pytest.mark.parametrize("path", [FILES["outage"], FILES["openai"], FILES["scripts"]])
def test_words_are_sought_wherever_they_may_stand(path: str) -> None:
    timeline = load(path)
    for event in sampled(timeline.events):
        names = [timeline.actors[p.actor].name for p in event.actors if p.actor in timeline.actors]
        names += [timeline.sources[s].name for s in event.sources if s in timeline.sources]
        texts = [text for _, text in (*event.titles, *event.texts, *event.notes)]
        claims = [text for claim in event.when for text in (claim.quote, claim.text)]
        stands = (event.id, event.quote, event.place, *event.tags, *names, *texts, *claims)
        for text in {text.upper() for text in stands if text.strip()}:
            assert event in list(timeline.select().text(text))
            assert event not in list(timeline.select(f"not:text:{text}"))
