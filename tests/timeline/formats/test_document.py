"""Whole documents by templates: what may stand in one, what is said of the rest, what comes out."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from crisis.cli.help.topics import TEMPLATES
from crisis.timeline import Report, Zone, from_json, load, loads
from crisis.timeline.formats.document import to_document
from crisis.timeline.formats.document_template import (
    BLOCKS,
    VALUES,
    BadTemplate,
    read_document_template,
    shipped,
    shipped_template,
    terms,
)

from ...support.stories import Story, stories

ROOT = Path(__file__).parents[3]
ZONES = (Zone("Europe/Amsterdam"), Zone("UTC"))
EVERYTHING = "".join(f"{{{name}}}\n" for name in (*VALUES, *BLOCKS))


def document(report: Report, text: str) -> str:
    return "".join(to_document(report, ZONES, read_document_template("t.md", text)))


def of(*titles: str, head: str = "") -> Report:
    lines = "".join(
        f"  - {{id: e{number}, title: {title!r}, when: 2026-11-20 1{number}:00}}\n"
        for number, title in enumerate(titles)
    )
    return loads(f"timeline: {{zone: UTC{head}}}\nevents:\n{lines}").report("day")


def test_those_that_come_with_crisis_can_be_read() -> None:
    assert {"postmortem", "brief"} <= {*shipped()}
    for name in shipped():
        assert shipped_template(name).pieces


def test_help_and_manual_have_each_name() -> None:
    manual = (ROOT / "docs/postmortem.md").read_text(encoding="utf-8")
    for name in (*VALUES, *BLOCKS):
        assert f"`{{{name}}}`" in manual
        assert f"  {name}" in TEMPLATES or f", {name}" in TEMPLATES


@pytest.mark.parametrize(
    ("text", "place", "said", "hint"),
    [
        ("{titel}", (1, 1), 'nothing is called "titel"', '"title"'),
        ("a\n b {silence}", (2, 4), 'nothing is called "silence"', '"silences"'),
        ("{quux}", (1, 1), 'nothing is called "quux"', "there are title"),
        ("{}", (1, 1), "nothing stands in the braces", "there are title"),
        ("{title.name}", (1, 1), 'nothing is called "title.name"', ""),
        ("{title!r}", (1, 1), 'nothing is called "title!r"', ""),
        ("{title:>3}", (1, 1), 'nothing is called "title:>3"', ""),
        ("{0}", (1, 1), 'nothing is called "0"', ""),
        ("{title x}", (1, 1), "nothing goes behind title", "write {title}"),
        ("{actors x}", (1, 1), "nothing goes behind actors", "write {actors}"),
        ("x {", (1, 3), "a brace without its other half", "{{ is a brace"),
        ("}", (1, 1), "a brace without its other half", ""),
        ("{title\n}", (1, 1), "a brace without its other half", ""),
        ("{{title}", (1, 8), "a brace without its other half", ""),
        ("see {list}", (1, 5), "{list} is a block", "a line of its own"),
        (" {list}", (1, 2), "{list} is a block", "from its beginning"),
        ("{list}.", (1, 1), "{list} is a block", ""),
        ("{list tag:}", (1, 1), '"tag:" has no value', ""),
        ("{silences x}", (1, 1), 'no length of time: "x"', "2h"),
    ],
)
def test_what_is_wrong_with_a_template_has_its_place(
    text: str, place: tuple[int, int], said: str, hint: str
) -> None:
    with pytest.raises(BadTemplate) as caught:
        read_document_template("t.md", text)
    problem = caught.value.problems[0]
    assert (problem.origin.line, problem.origin.column) == place
    assert (problem.origin.file, problem.source) == ("t.md", text.splitlines()[place[0] - 1])
    assert said in problem.message
    assert hint in problem.hint


def test_all_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(BadTemplate) as caught:
        read_document_template("t.md", "{a} {b}\n{\n")
    assert len(caught.value.problems) == 3


def test_text_stays_as_it_is_and_braces_are_braces() -> None:
    text = "# {{x}} $5,000 %s <b>x</b>\n\n<!-- {title} -->\n"
    assert document(of("One", head=", title: T"), text) == (
        "# {x} $5,000 %s <b>x</b>\n\n<!-- T -->\n"
    )
    assert document(of("One"), "\x1b[31m{title}\n") == "\\x1b[31m&lt;text&gt;\n"


def test_texts_of_the_file_are_shown_and_never_obeyed() -> None:
    evil = ("1. one", "- two", "# three", "<script>", "{title}", "[x](http://x)", "a | b")
    text = document(of(*evil, head=", title: '1. {zone}'"), EVERYTHING)
    lines = text.splitlines()
    assert lines[0] == "1\\. {zone}"
    assert "- 1\\. one: Fri 20 Nov 2026 11:00" in lines
    assert "- \\- two: Fri 20 Nov 2026 12:00" in lines
    assert "- \\# three: Fri 20 Nov 2026 13:00" in lines
    assert "- &lt;script&gt;: Fri 20 Nov 2026 14:00" in lines
    assert "- {title}: Fri 20 Nov 2026 15:00" in lines
    assert "<script>" not in text
    assert "](http" not in text.replace("\\[x](http", "")


def test_filters_and_lengths_stand_behind_names() -> None:
    assert terms('tag:x "two words" place:"New York" not:tag:y') == [
        "tag:x", "two words", "place:New York", "not:tag:y",
    ]  # fmt: skip
    report = of("One", "Two", "Two more")
    assert document(report, '{list "two more"}\n') == "- Two more: Fri 20 Nov 2026 13:00\n"
    assert document(report, "{list tag:x}\n") == "*No event matches tag:x.*\n"
    assert document(report, "{silences 2h}\n") == "*No silence of 2h or more.*\n"
    assert document(report, "{silences 59m}\n").count("- ") == 2


def test_the_five_longest_silences_of_all_events_stand_in_order() -> None:
    lines = "".join(
        f"  - {{id: e{n}, title: E, when: 2026-11-20 {n * (n + 1) // 2:02}:00:00}}\n"
        for n in range(7)
    )
    timeline = loads(f"timeline: {{zone: UTC}}\nevents:\n{lines}")
    for report in (timeline.report(), timeline.select().limit(2).latest_first().report()):
        found = document(report, "{silences}\n").splitlines()
        assert [line.partition(",")[0] for line in found] == [
            "- 1h59m", "- 2h59m", "- 3h59m", "- 4h59m", "- 5h59m",
        ]  # fmt: skip
        assert len(document(report, "{silences 30m}\n").splitlines()) == 6


def test_what_is_not_there_is_said() -> None:
    empty = loads("timeline: {zone: UTC}\nevents: []\n").report()
    text = document(empty, EVERYTHING)
    for said in ("No event", "Nobody is named", "Nothing is disputed", "No silence", "is open"):
        assert said in text
    assert "an unknown time" in text


def test_footnotes_stand_where_the_template_has_them_else_at_the_end() -> None:
    report = load(ROOT / "fixtures/gitlab-2017.yaml").select("id:stopped").report("day")
    before = document(report, "{sources}\n{list}\nEnd\n")
    assert before.index("[^notes]: ") < before.index("- The removal")
    assert before.endswith("End\n")
    assert document(report, "{list}\nEnd\n").index("End") < document(report, "{list}\n").index(
        "[^notes]: "
    ) + len("End\n")
    assert before.count("[^notes]: ") == 1


@given(stories())
def test_every_story_gives_a_document(story: Story) -> None:
    """Out of the files, and read back from JSON, where no network is behind it."""
    report = loads(story.text()).report("day")
    text = document(report, EVERYTHING)
    for event in report.answer.timeline.events:
        assert event.titles[0][1] in text
    assert document(from_json(report.to_json()), EVERYTHING)
