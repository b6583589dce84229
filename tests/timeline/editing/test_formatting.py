"""What is put right in a file, what stays, and that nothing of it changes what the file says."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from crisis import fixtures
from crisis.timeline.editing.formatting import formatted
from crisis.timeline.editing.source_layout import Layout
from crisis.timeline.eventfile.files import Source

from ...support.examples import sampled
from ...support.timelines import data

FIXTURES = sorted(Path(next(iter(fixtures.__path__))).glob("*.yaml"))
ODD = (" ", "  ", "\n", "\n\n\n\n", "\t", "\r\n", "\r", " # c\n", " \n", "\t\n", "|+\n", "'", '"',
       "\u2028", "\x85", "\u00a0", "#")  # fmt: skip


def put_right(text: str) -> str:
    done = formatted(Source("t.yaml", text))
    assert not done.problems
    return done.after


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_the_bundled_timelines_are_as_they_should_be(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        text = file.read()
    assert formatted(Source(path.name, text)).remarks == ()
    assert put_right(text) == text


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("a: b  \n", "a: b\n"),
        ("a: b\t \n", "a: b\n"),
        ("a: b # c \t\n", "a: b # c\n"),
        ("# c  \na: b\n", "# c\na: b\n"),
        ("a: b", "a: b\n"),
        ("a: b\n  ", "a: b\n"),
        ("a:\tb\n", "a:      b\n"),
        ("ab: c\t# d\te\n", "ab: c   # d\te\n"),
        ("a: [b,\tc]\n", "a: [b,  c]\n"),
        ("a: [b,\n\tc]\n", "a: [b,\n        c]\n"),
        ("\n\na: b\n", "a: b\n"),
        ("a: b\n\n\n", "a: b\n"),
        ("a: b\n\n\n\n\nc: d\n", "a: b\n\n\nc: d\n"),
        ("a: [b]\n \n    \n  \nc: d\n", "a: [b]\n\n\nc: d\n"),
        ("a: b\r\nc: d\r\ne: f\n", "a: b\r\nc: d\r\ne: f\r\n"),
        ("a: b\nc: d\r\n", "a: b\nc: d\n"),
        ("a: b\rc: d\re: f\n", "a: b\rc: d\re: f\r"),
        ("a: |\n  b\n\n\n\n\nc: d\n", "a: |\n  b\n\n\nc: d\n"),
        ("a: |  \n  b\n", "a: |\n  b\n"),
        (" \n", ""),
    ],
)
def test_what_is_put_right(text: str, right: str) -> None:
    assert put_right(text) == right


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a: b\n",
        "a: b\r\n\r\nc: d\r\n",
        "b: 1\na:   2   # three\n",
        'a: "b  \n  c  "\n',
        "a: 'b\t\n\n\n\n\n  c'\n",
        "a: |\n  b  \n  c\t\n",
        "a: |\n  b\n\n\n\n\n  c\n",
        "a: |+\n  b\n\n\n\n\n\n",
        "a: |+\n  b\n\n\n\n\n\nc: d\n",
        "a: |\n  b\n   \n",
        "a: >\n  b  \n\n\n\n  c\n",
        "a: |\n  the last line end would be a part of it",
        "a: plain  \n  text\n",
        "a: b\u00a0\n",
        "a: b\x85c: d\x85",
        "# a\ttab in a comment\n",
        'a: "a\ttab"\n',
        "a: b\n\n\nc: d\n",
        "- a\n- {b: c,   d: [e]}\n",
        "a:\n      - deep\n",
        "'a': \"b\"\n",
        "--- # c\na: b\n...\n",
        "a: &x b\nc: *x\n",
    ],
)
def test_what_stays(text: str) -> None:
    assert put_right(text) == text


def test_what_is_no_yaml_stays_and_is_told() -> None:
    done = formatted(Source("t.yaml", "a: b  \nc: d: e  \n"))
    assert not done.changed
    assert str(done.problems[0]).startswith("t.yaml:2:5: a colon and a blank")


def test_any_yaml_says_the_same_when_it_is_put_right() -> None:
    rng = random.Random(15)
    for case in sampled(data("yaml-test-suite.json")["cases"]):
        for text in (case["yaml"], *(changed(case["yaml"], rng) for _ in range(6))):
            done = formatted(Source("t.yaml", text))
            if done.problems:
                assert "something else" not in done.problems[0].message, text
                continue
            assert put_right(done.after) == done.after
            before, after = Layout(text), Layout(done.after)
            assert before.digest == after.digest
            assert [*before.comments()] == [*after.comments()]


def changed(text: str, rng: random.Random) -> str:
    for _ in range(rng.randint(1, 5)):
        place = rng.randint(0, len(text))
        text = text[:place] + rng.choice(ODD) + text[place:]
    return text
