"""Broken files: what is said, where, and what would help; the rest of the file still works."""

from __future__ import annotations

import pytest

from crisis.timeline import Origin, loading
from crisis.timeline.eventfile import claims, events, header, key_hints

from ...support.timelines import by_id, read, severe, walls

TOP = """\
timeline: {zone: UTC}
actors: {altman: Sam Altman, sutskever: Ilya}
sources: {ap: AP, bbc: BBC}
events:
"""


def hints(text: str) -> list[tuple[str, str]]:
    """The errors of a file as (line:column: message, hint)."""
    return list(
        zip(severe(timeline := read(text)), (p.hint for p in timeline.problems), strict=True)
    )


@pytest.mark.parametrize(
    ("event", "said", "hint"),
    [
        # keys
        ("{id: a, titel: t, title: t}", '12: unknown key "titel" in an event', 'mean "title"?'),
        ("{id: a, title: t, wen: x}", '22: unknown key "wen" in an event', 'mean "when"?'),
        ("{id: a, title: t, xyzzy: x}", '22: unknown key "xyzzy" in an event', "known here: id"),
        ("{2026-11-20: [{id: a, title: t}]}", '5: unknown key "2026-11-20" in an event',
         "events: {2026-11-20: [...]}"),
        ("{20 Nov 2026: [{id: a, title: t}]}", '5: unknown key "20 Nov 2026" in an event',
         "a day stands without a dash"),
        ("{id: a, title: t, title: u}", '22: "title" stands twice in an event', "first in line 5"),
        ("{id: a, title: t, when: {is: unknown, sorce: ap}}",
         '42: unknown key "sorce" in a claim', 'mean "source"?'),
        # names
        ("{id: a, title: t, actors: [altmann]}", '31: unknown actor "altmann"', '"altman"?'),
        ("{id: a, title: t, actors: {sutskver: caller}}", '31: unknown actor "sutskver"',
         '"sutskever"?'),
        ("{id: a, title: t, actors: nobody}", '30: unknown actor "nobody"', "under `actors`"),
        ("{id: a, title: t, sources: [bbcc]}", '32: unknown source "bbcc"', 'mean "bbc"?'),
        ("{id: a, title: t, when: {is: unknown, source: app}}", '50: unknown source "app"',
         'mean "ap"?'),
        ("{id: a, title: t, prefer: app}", '30: unknown source "app"', 'mean "ap"?'),
        ("{id: a, title: t, caused_by: bb}", '33: "a": caused by no event "bb"', ""),
        ("{id: a, title: t, part_of: bb}", '31: "a": part of no event "bb"', ""),
        ("{id: abc, title: t, when: after @abd}", '36: no event "abd"', 'mean "abc"?'),
        ("{id: a, title: t, when: after @a}", '34: "a" is measured from itself', "another"),
        ("{id: 1a, title: t}", '9: "1a" is no id', "begins with a letter"),
        ("{id: a b, title: t}", '9: "a b" is no id', "begins with a letter"),
        # choices
        ("{id: a, title: t, status: planed}", '30: unknown status "planed"', 'mean "planned"?'),
        ("{id: a, title: t, when: {is: unknown, confidence: hig}}",
         '54: unknown confidence "hig"', 'mean "high"?'),
        # shapes
        ("hello", "4: an event must be a mapping", "- id: …"),
        ("[x]", "4: an event must be a mapping", "- id: …"),
        ("{id: a}", '4: "a" has no title', "title: one line"),
        ("{id: a, title: t, text: [x]}", "28: text must be a text, or a mapping from languages",
         ""),
        ("{id: a, title: t, place: [x]}", "29: place must be a text", "one of them: place: x"),
        ("{id: a, title: t, tags: {x: y}}", "28: tags must be a text or a list of texts",
         "here stands a mapping"),
        ("{id: a, title: t, caused_by: [[x]]}", "34: caused_by must hold texts", "a list"),
        ("{id: a, title: t, when: [[x]]}", "29: a claim must be a phrase or a mapping", "~noon"),
        ("{id: a, title: t, when: []}", "22: `when` is an empty list", "unknown"),
        ("{id: a, title: t, when: {source: ap}}", "28: a claim without a time", "~noon"),
        ("{id: a, title: t, when: {is: [x]}}", "33: `is` must be a phrase", ""),
        ("{id: a, title: t, when: {is: unknown, to: unknown}}",
         "33: `is` beside `from`, `to` or `for`", "either"),
        ("{id: a, title: t, when: {from: 2026-11-20, for: soon}}", "52:", ""),
        ("{id: a, title: t, when: {from: 2026-11-20, for: 2026-11-21}}", "52:", ""),
        ("{id: a, title: t, when: {from: from 2026-11-20 for 2h, for: 1h}}", "35:", ""),
        # what YAML may do and an event file may not
        ("{id: !!str a, title: t}", "9: a tag", "leave it out"),
        ("{id: &x a, title: t}", "9: an anchor (&x)", "leave it out"),
        ("{id: a, title: t, note: *x}", "28: an alias", "write the value out"),
    ],
)  # fmt: skip
def test_mistake_is_said_at_its_place_with_a_hint(event: str, said: str, hint: str) -> None:
    [(place, help_)] = hints(f"{TOP}  - {event}\n")
    assert place.startswith(f"5:{int(said.partition(':')[0]) + 1}:" + said.partition(":")[2])
    assert hint in help_


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("timelin: {zone: UTC}\n", '1:1: unknown key "timelin" in an event file'),
        ("- a\n- b\n", "1:1: an event file must be a mapping"),
        ("hello\n", "1:1: an event file must be a mapping"),
        ("events: hello\n", "1:9: events must be a list, or a mapping from days to lists"),
        ("timeline: {zone: Mars/Base}\n", '1:18: no such zone: "Mars/Base"'),
        ("timeline: {zones: {ET: New York}}\n", '1:24: no such zone: "New York"'),
        ("timeline: {zone: UTC, zero: ~noon}\n", '1:29: a time without a date in "~noon"'),
        ("timeline: {zone: UTC, zero: ~2026-11-20}\n",
         '1:29: "~2026-11-20" is no instant to count from'),
        ("timeline: {prefer: [x]}\n", '1:21: unknown source "x"'),
        ("timeline: {vague: {few: 2}}\n", '1:26: the width of few is a range in "2"'),
        ("timeline: {vague: {fewer: 2}}\n", '1:20: unknown key "fewer" in vague'),
        ("timeline: {zone: UTC, window: someday}\n", '1:31: cannot read "someday" as a time'),
        ("actors: {a: {nam: A}}\n", '1:14: unknown key "nam" in actor "a"'),
        ("actors: {a: {member_of: x}}\n", '1:25: unknown actor "x"'),
        ("actors: {1 2: x}\n", '1:10: "1 2" is no id'),
        ("sources: {s: {titl: A}}\n", '1:15: unknown key "titl" in source "s"'),
        ("sources: {s: {zone: Foo/Bar}}\n", '1:21: no such zone: "Foo/Bar"'),
        ("events: []\nevents: []\n", '2:1: "events" stands twice in an event file'),
        ("events:\n  2026-11-20:\n    - {id: a, title: t}\n",
         "2:3: a day header needs the timeline's zone"),
        ("timeline: {zone: UTC}\nevents:\n  monday: []\n", '3:3: "monday" is no day'),
        ("timeline: {zone: UTC}\nevents:\n  2026-11-31: []\n", "3:11: no such day: 2026-11-31"),
        ("timeline: {zone: UTC}\nevents:\n  ~2026-11-20: []\n", "3:3: "),
        ("timeline: {zone: UTC}\nevents:\n  2026-11-21..2026-11-20: []\n",
         "3:3: a range that runs backwards"),
        ("timeline: {zone: UTC}\nevents:\n  2026-11-20: []\n  2026-11-20: []\n",
         '4:3: the header "2026-11-20" stands twice'),
        ("timeline: {zone: UTC}\nevents:\n  2026-11-20: []\n  Friday 20 November 2026: []\n",
         '4:3: the header "Friday 20 November 2026" stands twice'),
        ("timeline: {zone: UTC}\nevents:\n  Monday 20 November 2026: []\n",
         '3:3: that day was no Monday in "Monday 20 November 2026"'),
        ("timeline: {zone: UTC}\nevents:\n  early November 2026: []\n",
         '3:3: "early November 2026" is no day'),
        ("timeline: {zone: UTC}\nevents:\n  20 November: []\n", '3:3: "20 November" is no day'),
        ("timeline: {zone: UTC}\nevents:\n  early 20 November 2026: []\n",
         '3:3: "early 20 November 2026" is no day'),
        ("timeline: {zone: UTC}\nevents:\n  05.06.2026: []\n", '3:3: "05.06.2026" is no day'),
        ("timeline: {zone: UTC}\nevents:\n  Easter 1916: []\n", '3:3: "Easter 1916" is no day'),
        ("timeline: {zone: UTC}\nevents:\n  20 November 2026 10:00: []\n",
         '3:3: "20 November 2026 10:00" is no day'),
        ("timeline: {zone: UTC}\nevents:\n  2026-11-20: hello\n",
         "3:15: here must stand a list of events"),
        ("timeline: {zone: UTC}\nevents:\n  2026-11-20..2026-11-22: [{title: t, when: 10:36}]\n",
         '3:45: a time without a date in "10:36"'),
        ("events: []\n---\nevents: []\n", "2:1: a second document"),
    ],
)  # fmt: skip
def test_mistake_outside_an_event_is_said_at_its_place(text: str, said: str) -> None:
    [place] = severe(read(text))
    assert place.startswith(said)


def test_problem_shows_its_line_and_where_it_is() -> None:
    problem = read(f"{TOP}  - {{id: a, titel: t, title: t}}\n").problems[0]
    assert str(problem) == 't.yaml:5:13: unknown key "titel" in an event'
    assert problem.source == "  - {id: a, titel: t, title: t}"
    assert problem.origin == Origin("t.yaml", 5, 13)


def test_zero_that_is_no_event_is_said_in_its_own_line() -> None:
    text = "actors: {a: A}\ntimeline:\n  zone: UTC\n  zero: nobody\nevents: []\n"
    [place] = severe(read(text))
    assert place.startswith("4:")
    assert 'no event "nobody"' in place


def test_all_mistakes_are_reported_at_once() -> None:
    timeline = read(
        TOP
        + '  - {id: a, title: t, when: "25:00"}\n'
        + "  - {id: b, title: t, actors: altmann}\n"
        + '  - {id: b, title: t, when: "2026-11-20 10:00"}\n'
        + '  - {id: c, title: t, when: "2026-11-20 11:00"}\n'
    )
    assert severe(timeline) == [
        '5:30: no such hour: 25 in "25:00"',
        '6:31: unknown actor "altmann"',
        '7:10: the id "b" stands twice',
    ]
    assert [event.id for event in timeline.events] == ["a", "b", "b-2", "c"]
    assert walls(by_id(timeline)["c"].start) == ["2026-11-20T11:00:00", "2026-11-20T11:00:59"]


@pytest.mark.parametrize(("relation", "word"), [("caused_by", "causes"), ("part_of", "parts")])
def test_circle_is_said_once_and_cut(relation: str, word: str) -> None:
    timeline = read(
        f"{TOP}  - {{id: a, title: t, {relation}: b}}\n  - {{id: b, title: t, {relation}: c}}\n"
        f"  - {{id: c, title: t, {relation}: a}}\n  - {{id: d, title: t, {relation}: a}}\n"
        f"  - {{id: e, title: t, {relation}: e}}\n"
    )
    assert severe(timeline) == [
        f"5:5: a circle of {word}: a -> b -> c -> a",
        f"9:5: a circle of {word}: e -> e",
    ]
    assert timeline.conflicts == ()
    assert len(timeline.events) == 5


@pytest.mark.parametrize("relation", ["caused_by: [b, nobody]", 'when: "after @nobody"'])
def test_reference_to_nothing_leaves_the_rest_of_the_event(relation: str) -> None:
    timeline = read(f"{TOP}  - {{id: a, title: t, {relation}}}\n  - {{id: b, title: t}}\n")
    assert len(severe(timeline)) == 1
    event = by_id(timeline)["a"]
    assert event.start.open
    assert event.caused_by == (("b",) if "caused_by" in relation else ())


def test_what_lasts_needs_start_or_end() -> None:
    text = f"{TOP}  - {{id: x, title: t, when: from 2026-11-20 10:00 to 11:00}}\n"
    [(place, hint)] = hints(f"{text}  - {{id: a, title: t, when: 3h after @x}}\n")
    assert place == '6:38: "x" lasts: is that from its start or its end?'
    assert hint == "write @x.start or @x.end"


def test_warning_is_no_error() -> None:
    timeline = read(f"{TOP}  - {{id: a, title: t}}\n  - id: b\n    title: fired #1 of 2\n")
    [problem] = timeline.problems
    assert problem.severity == "warning"
    assert str(problem) == "t.yaml:7:12: a blank and # end a plain text"
    assert by_id(timeline)["b"].title == "fired"


KNOWN = {
    "an event file": loading._ROOT,
    "timeline": header._TIMELINE,
    "an event": events._EVENT,
    "a claim": claims._CLAIM,
    "actor": header._ACTOR,
    "source": header._SOURCE,
}


@pytest.mark.parametrize("what", KNOWN)
def test_keys_of_other_programs_lead_to_what_there_is(what: str) -> None:
    assert key_hints._KEYS.keys() == KNOWN.keys()
    for key, found in key_hints._KEYS[what].items():
        if key in KNOWN[what]:
            continue  # it is known here by now
        hint = key_hints.meant(key, KNOWN[what], f'{what} "x"' if " " not in what else what)
        assert hint
        if found.isidentifier():
            assert hint == f"here it is `{found}`"
        assert key_hints.meant(key.upper(), KNOWN[what], what) == hint
    assert key_hints.meant("xyzzy", KNOWN[what], what) == ""


@pytest.mark.parametrize(
    ("event", "said", "hint"),
    [
        ("{id: a, title: t, when: {is: unknown, quote: [ten, noon]}}", "quote must be a text",
         "one of them: quote: ten"),
        ("{id: a, title: t, when: {is: unknown, link: 'http://x'}}",
         'unknown key "link" in a claim',
         "here it is `url`"),
        ("{id: a, title: t, place: {in: Oslo}}", "place must be a text",
         "write place: a text; here stands a mapping"),
        ("{id: a, title: t, tags: {a: b}}", "tags must be a text or a list of texts",
         "tags: [one, two]; here stands a mapping"),
        ("{id: a, title: [t, u]}", "title must be a text, or a mapping from languages to texts",
         "title: a text, or title: {en: a text, id: sebuah teks}"),
        ("{id: a, title: t, date: 2026-11-20}", 'unknown key "date" in an event',
         "here it is `when`"),
    ],
)  # fmt: skip
def test_a_hint_says_what_to_do(event: str, said: str, hint: str) -> None:
    told = {problem.message: problem.hint for problem in read(f"{TOP}  - {event}\n").problems}
    assert told[said] == hint
