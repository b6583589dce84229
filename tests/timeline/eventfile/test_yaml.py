"""YAML's traps: every scalar is text, each trap has a hint, a syntax error keeps what is before."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crisis.timeline import loads
from crisis.timeline.eventfile import incremental

from ...support.examples import examples
from ...support.timelines import by_id, read, severe

ROOT = Path(__file__).parents[3]
FILES = [
    (ROOT / path).read_text("utf-8")
    for path in (
        "fixtures/three-mile-island.yaml",
        "tests/cases/files/outage.yaml",
        "tests/cases/files/shapes.yaml",
        "tests/cases/files/list.yaml",
        "tests/cases/files/hostile.yaml",
    )
]
TOP = "timeline: {zone: UTC}\nevents:\n"


@pytest.mark.parametrize(
    "written",
    ["22:00", "10:36", "no", "yes", "null", "~", "1e3", "0x1F", "017", "2023-11-17", "1_000",
     ".inf", "true", "2001-12-14t21:59:43.10-05:00", "<<", "="],
)  # fmt: skip
def test_every_scalar_is_text(written: str) -> None:
    timeline = read(f"{TOP}  - id: a\n    title: {written}\n    place: {written}\n")
    assert timeline.problems == ()
    assert (timeline.events[0].title, timeline.events[0].place) == (written, written)


@pytest.mark.parametrize("phrase", ["2026-11-20 22:00", "2026-11-20", "2026"])
def test_time_needs_no_quotes(phrase: str) -> None:
    plain, quoted = (
        read(f"{TOP}  - {{id: a, title: t, when: {when}}}\n").events[0].start
        for when in (phrase, f'"{phrase}"')
    )
    assert plain == quoted
    assert not plain.open


BEFORE = "  - {id: before, title: t}\n"
AFTER = "  - {id: after, title: t}\n\n  - {id: later, title: t}\n"


@pytest.mark.parametrize(
    ("lines", "place", "message", "hint"),
    [
        ("  - id: a\n    title: t\n    when: @b\n", "6:11",
         'a plain text cannot begin with "@"', "at @id, after @id"),
        ("  - id: a\n    title: t\n    when: >2h after @b\n", "6:13",
         'a plain text cannot begin with ">"', "write `over 2h`, or quote it"),
        ("  - id: a\n    title: t\n    when: > 2h after @b\n", "6:13",
         'a plain text cannot begin with ">"', "write `over 2h`, or quote it"),
        ("  - id: a\n    title: Altman: fired\n", "5:18",
         "a colon and a blank inside a plain text", "quote the whole text"),
        ("  - id: a\n    title: %s done\n", "5:12",
         'a plain text cannot begin with "%"', "quote it"),
        ("  - id: a\n    title: `t`\n", "5:12",
         'a plain text cannot begin with "`"', ""),
        ("  - {id: a, title: t, when: {is: ? x}}\n", "4:34", "", "inside braces quote"),
        ("  - id: a\n\ttitle: t\n", "5:1", "a tab", "indent with blanks"),
        ("  - {id: a, title: [t}\n", "4:22", "", "close the brace or bracket"),
        ("  - {id: a, title: t\n", "5:5", "", "close the brace or bracket"),
    ],
)  # fmt: skip
def test_syntax_error_has_a_hint_keeps_what_is_before_and_counts_the_rest(
    lines: str, place: str, message: str, hint: str
) -> None:
    timeline = read(TOP + BEFORE + lines + AFTER)
    syntax = next(p for p in timeline.problems if "the reading ends here" in p.message)
    assert str(syntax).startswith(f"t.yaml:{place}: {message}")
    rest = 2 if not place.startswith("5:5") else 1
    assert f"{rest} line" in syntax.message
    assert hint in syntax.hint
    events = by_id(timeline)
    assert "before" in events
    assert "after" not in events


def test_syntax_error_is_the_only_thing_said_of_its_event() -> None:
    timeline = read(f"{TOP}{BEFORE}  - id: a\n   title: x\n{AFTER}")
    assert len(severe(timeline)) == 1


def test_quote_that_never_closes_is_said_where_it_opens() -> None:
    timeline = read(f'{TOP}{BEFORE}  - {{id: a, title: "t}}\n{AFTER}')
    [place] = severe(timeline)
    assert place.startswith("4:")
    assert "before" in by_id(timeline)


def test_control_character_is_said_where_it_is() -> None:
    timeline = read(f"{TOP}{BEFORE}  - {{id: a, title: t\x07}}\n{AFTER}")
    [place] = severe(timeline)
    assert place.startswith("4:21: a control character")
    assert "before" in by_id(timeline)


@pytest.mark.parametrize(
    ("event", "said", "hint"),
    [
        ("{id: a, title: {en: Back, not fired}}", '3:31: "not fired" has no value', "quote"),
        ("{id: a, title: t, when: {from:22:00}}", '3:30: "from:22:00" has no value',
         "from: 22:00"),
        ("{id: a, title: t, place: Paris, France}", '3:37: "France" has no value', "quote"),
    ],
)  # fmt: skip
def test_value_without_a_value_in_braces_is_said_once(event: str, said: str, hint: str) -> None:
    timeline = read(f"{TOP}  - {event}\n")
    assert severe(timeline)[0] == said
    assert len(severe(timeline)) == 1
    assert hint in timeline.problems[0].hint


@pytest.mark.parametrize("key", ["title", "text", "note"])
def test_hash_that_cuts_a_text_off_is_a_warning(key: str) -> None:
    title = "" if key == "title" else "    title: t\n"
    timeline = read(f"{TOP}  - id: a\n{title}    {key}: fired #cut\n")
    [problem] = timeline.problems
    assert problem.severity == "warning"
    assert "#" in problem.hint


@pytest.mark.parametrize(
    "text", ["fired # a comment", "'fired' #cut", "fired#cut", "|\n      a #b"]
)
def test_hash_that_cuts_nothing_off_is_no_warning(text: str) -> None:
    timeline = read(f"{TOP}  - id: a\n    title: {text}\n")
    assert timeline.problems == ()


def test_alias_among_events_is_said_once() -> None:
    timeline = read("events:\n  - &y {id: a, title: t}\n  - *y\n")
    assert severe(timeline) == ["2:5: an anchor (&y)", "3:5: an alias"]


@pytest.mark.parametrize("note", ["[{}]", "{{a: {}}}", "\n      {}"])
@pytest.mark.parametrize("depth", [40, 900, 1_100, 20_000])
def test_deep_nesting_is_refused(note: str, depth: int) -> None:
    """Ours is the limit, whether libyaml has one of its own or not."""
    before, after = note.format("|").split("|")
    if not after:
        before, after = before + "- " * depth, "x"
    else:
        before, after = before * depth, after * depth
    timeline = read(f"{TOP}{BEFORE}  - id: a\n    title: t\n    note: {before}{after}\n")
    [problem] = [each for each in timeline.problems if "nested deeper than" in each.message]
    assert problem.hint == "flatten it"
    assert "before" in by_id(timeline)


def test_aliases_are_never_expanded() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
    )
    assert read(bomb).problems


def test_line_ends_of_all_systems_count_alike() -> None:
    text = f"{TOP}{BEFORE}  - {{id: a, title: t, when: someday}}\n"
    for end in ("\r\n", "\r", "\n"):
        assert severe(read(text.replace("\n", end)))[0].startswith("4:29: cannot read")


def test_byte_order_mark_and_empty_files_are_no_mistake() -> None:
    assert read("").problems == ()
    assert read("# nothing\n").problems == ()
    assert read("events:\n").problems == ()


TOKENS = st.sampled_from(
    ["timeline", "events", "actors", "- ", ": ", "\n", "  ", "{", "}", "[", "]", ",", "'", '"', "#",
     "&a", "*a", "!x", "|", ">", "?", "@x", "id: a", "title: t", "when: ", "10:00", "2026-11-20",
     "zone: UTC", "---", "\t", "%", "\x07", "é", "part_of: a", "caused_by: a", "source: s"]
)  # fmt: skip


@given(st.lists(TOKENS, max_size=40).map("".join))
def test_any_file_is_read_or_refused_and_every_problem_has_a_place(text: str) -> None:
    lines = text.count("\n") + 1
    for problem in read(text).problems:
        assert 1 <= problem.origin.line <= lines + 1
        assert problem.message


@settings(max_examples=examples(150))
@given(data=st.data())
def test_a_long_file_read_in_pieces_says_what_it_says_as_a_whole(data: st.DataObject) -> None:
    """Whole, cut off, and with a piece taken out: the same events and the same problems."""
    text = data.draw(st.sampled_from(FILES))
    cut = data.draw(st.integers(0, len(text)))
    gone = data.draw(st.integers(0, 40))
    text = text[:cut] + text[cut + gone :] if data.draw(st.booleans()) else text[:cut]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(incremental, "LONG", 0)
        pieces = loads(text)
        patch.setattr(incremental, "LONG", 1 << 40)
        whole = loads(text)
    assert pieces.problems == whole.problems
    assert pieces.events == whole.events
    assert pieces.broken == whole.broken
