"""Markdown: a table for an incident report, in which data are shown and never obeyed."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from crisis.timeline import Zone
from crisis.timeline.base.escape import one_line
from crisis.timeline.formats.fields import FIELDS
from crisis.timeline.formats.markdown import to_markdown
from crisis.timeline.formats.markdown_text import block, link, shown

from ...support.answers import TEXTS, file, of, reports, whole

if TYPE_CHECKING:
    from markdown_it.token import Token

    from crisis.timeline import Report

CMARK = shutil.which("cmark-gfm")
NOTHING = "\u200b"  # the space of no width that parts a sign from its word
RENDERER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
PLAIN = {"text", "softbreak", "em_open", "em_close", "text_special"}
FILE = """
timeline: {title: "Outage [2] | night", zone: Asia/Jakarta, zero: 2026-11-20 10:00}
actors: {rina: Rina Suryadi, press: The press}
sources:
  log: {name: The log, title: Standard output, published: 2026-11-21, url: "https://example.org/a_b"}
  memo: {name: Memo, url: "javascript:alert(1)"}
  one: Axios
events:
  2026-11-19:
    - {id: rumour, when: evening, title: A rumour}
  2026-11-20:
    - {id: breach, when: ~noon, title: The breach, actors: {rina: caller, press: ""}, sources: one}
    - {id: exact, when: 13:20:05, title: Exactly}
    - id: told
      when: [{is: 13:05, source: memo}, {is: 15:05, source: log}]
      title: The press is told
    - {id: wide, when: 13:05..13:21, title: Wide}
    - {id: later, when: after 14:00?, title: Later}
    - {id: lasts, when: from 22:00 for 2h..4h, title: It goes on}
    - {id: day, title: That day}
    - {id: drill, when: 23:00, title: A drill, status: planned}
  undated:
    - {id: some, title: Some day}
"""


def markdown(text: str = FILE, by: tuple[str, ...] = ("day",), *terms: str) -> str:
    found = of(text, by, *terms)
    return whole(to_markdown, found, (found.answer.clock.zone,))


def cells(text: str) -> dict[str, list[str]]:
    """The cells of the tables by what happened, as they are rendered."""
    found: dict[str, list[str]] = {}
    row: list[str] = []
    for token in RENDERER.parse(text):
        if token.type == "tr_open":
            row = []
        elif token.type == "inline":
            row.append(plain(token))
        elif token.type == "tr_close":
            found[re.sub(r" \[\^.*", "", row[-2])] = row
    return found


def plain(inline: Token) -> str:
    """What is read of an inline token."""
    return "".join(child.content for child in inline.children or [])


@pytest.mark.parametrize(
    ("event", "when"),
    [
        ("A rumour", "between 18:00 and 24:00"),
        ("The breach", "about noon"),
        ("Exactly", "13:20:05, order not certain"),
        (
            "The press is told",
            "disputed: Memo 13:05 [^memo]; The log 15:05 [^log], order not certain",
        ),
        ("Wide", "between 13:05 and 13:21"),
        ("Later", "between 14:00 and 24:00?, uncertain"),
        ("It goes on", "from 22:00 until between Sat 00:00 and 02:00, order not certain"),
        ("That day", "some time that day, order not certain"),
        ("planned: A drill", "23:00"),
        ("Some day", "at an unknown time, order not certain"),
    ],
)
def test_certainty_is_said_in_words(event: str, when: str) -> None:
    assert cells(markdown())[event][0] == when


def test_without_a_heading_the_day_stands_with_the_time() -> None:
    found = cells(markdown(FILE, ()))
    assert found["The breach"][0].startswith("Fri 20 Nov 2026, about noon")
    assert found["Wide"][0].startswith("between Fri 20 Nov 2026 13:05 and 13:21")


def test_who_and_how_long_after_zero() -> None:
    assert cells(markdown())["The breach"][1::2] == [
        "+1:00–3:00",
        "Rina Suryadi (caller), The press",
    ]


def test_what_may_lie_outside_is_called_possible_and_what_is_left_out_is_said() -> None:
    text = markdown(FILE, ("day",), "day:sat")
    assert cells(text)["It goes on"][0].endswith("possible")
    assert "1 of 10 events; 0 certain, 1 possible; 1 without a known time left out.\n" in text
    assert "- *possible*: " in text
    assert "- *disputed*: " not in text


def test_each_source_has_a_footnote_where_it_is_first_named() -> None:
    text = markdown()
    notes = re.findall(r"^\[\^(.+?)\]: (.*)$", text, re.M)
    assert notes == [
        ("one", "Axios, no address given"),
        ("memo", "Memo, javascript:alert(1)"),
        ("log", "The log, “Standard output”, 2026-11-21, <https://example.org/a_b>"),
    ]
    assert [row[2] for row in cells(text).values() if "[^" in row[2]] == ["The breach [^one]"]


def test_marks_differ_where_ids_differ_in_case_alone() -> None:
    text = markdown(
        "timeline: {zone: UTC}\nsources: {ap: AP, AP: Associated}\nevents:\n"
        "  - {title: t, sources: [ap, AP]}"
    )
    assert "t [^ap] [^AP-2]" in text
    assert "\n[^AP-2]: Associated" in text


def test_groups_have_headings_one_in_the_other() -> None:
    text = markdown(FILE, ("actor", "day"))
    assert "\n### Rina Suryadi\n\n#### Friday 20 November 2026\n" in text
    assert "\n### Nobody named\n\n#### Thursday 19 November 2026\n" in text


def test_silent_days_are_said() -> None:
    text = markdown(
        "timeline: {zone: UTC}\nevents:\n"
        "  2026-11-20: [{title: a, when: 10:00}]\n  2026-11-22: [{title: b, when: 10:00}]"
    )
    assert "\n*Saturday 21 November 2026: nothing*\n" in text


def test_each_zone_has_a_column() -> None:
    found = of(FILE)
    text = whole(to_markdown, found, (Zone("Asia/Jakarta"), Zone("UTC")))
    assert "| When (Asia/Jakarta) | When (UTC) | Elapsed |" in text
    assert cells(text)["Exactly"][:2] == [
        "Fri 20 Nov 2026 13:20:05, order not certain",
        "Fri 20 Nov 2026 06:20:05, order not certain",
    ]


def test_fields_can_be_chosen() -> None:
    found = of(FILE)
    text = whole(to_markdown, found, (Zone("UTC"),), ("id", "sources", "urls", "start_earliest"))
    assert "| id | sources | urls | start_earliest |\n" in text
    told = "Memo [^memo]; The log [^log] | javascript:alert(1), <https://example.org/a_b> |"
    assert f"| told | {told} " in text


@given(TEXTS)
def test_a_text_is_rendered_as_it_is(text: str) -> None:
    for rendered in (RENDERER.parse(f"## x {shown(text)} x\n"), table(f"x {shown(text)} x")):
        (inline,) = (t for t in rendered if t.type == "inline" and t.content.startswith("x"))
        assert {child.type for child in inline.children or []} <= PLAIN
        assert plain(inline).replace(NOTHING, "") == f"x {one_line(text)} x".replace(NOTHING, "")


REFERENCE = re.compile(
    r"(?<![0-9A-Za-z_])(?:[0-9a-f]{7,40}(?![0-9A-Za-z_])|GH-[0-9])|#[0-9]|@[0-9A-Za-z]",
    re.IGNORECASE,
)


@given(
    st.lists(
        TEXTS | st.sampled_from(["GH-", "12", "#", "a5c3785", "@", "me", " ", "_", "-", "f" * 9])
    ).map("".join)
)
def test_no_reference_of_githubs_is_left_in_a_text(text: str) -> None:
    (inline,) = (t for t in RENDERER.parse(f"## x {shown(text)} x\n") if t.type == "inline")
    assert not REFERENCE.search(plain(inline))


def table(cell: str) -> list[Token]:
    return RENDERER.parse(f"| a | b |\n|---|---|\n| {cell} |  |\n")


@given(TEXTS)
def test_a_text_makes_no_block(text: str) -> None:
    kinds = {token.type for token in RENDERER.parse(f"{block(text)}\n")}
    assert kinds <= {"paragraph_open", "inline", "paragraph_close"}


@given(reports())
def test_a_report_has_a_row_for_each_event_and_no_markup_of_theirs(found: Report) -> None:
    zone = found.answer.clock.zone
    text = whole(to_markdown, found, (zone,), ("id", *FIELDS))
    rows = [line for line in text.splitlines() if line.startswith("| e")]
    under = len(re.findall(r"^\|---\|", text, re.M))
    assert len(rows) >= len(found.answer.matches)
    tokens = RENDERER.parse(text)
    assert sum(token.type == "tr_open" for token in tokens) == len(rows) + under
    kinds = {child.type for token in tokens for child in token.children or []}
    assert kinds <= PLAIN | {"link_open", "link_close"}
    links = [c.attrs["href"] for t in tokens for c in t.children or [] if c.type == "link_open"]
    assert all(str(address).startswith(("http://", "https://")) for address in links)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("@octocat", "@&#8203;octocat"),
        ("a@b.example", "a@&#8203;b.example"),
        ("at @ home", "at @ home"),
        ("#12", r"\#&#8203;12"),
        ("C#", r"C\#"),
        ("GH-12", "GH-&#8203;12"),
        ("see gh-12.", "see gh-&#8203;12."),
        ("CVE-2021-44228", "CVE-&#8203;2021-44228"),
        ("GH-", "GH-"),
        ("HIGH-12", "HIGH-12"),
        ("owner/name#12", r"owner/name\#&#8203;12"),
        ("a5c3785", "a5c378&#8203;5"),
        ("name@a5c3785", "name@&#8203;a5c378&#8203;5"),
        ("a5c3785ed8d6a358", "a5c378&#8203;5ed8d6&#8203;a358"),
        ("a5c378", "a5c378"),
        ("a" * 41, "a" * 41),
        ("_a5c3785", r"\_a5c3785"),
        (":skull:", ":&#8203;skull:"),
        (":+1:", ":&#8203;+1:"),
        ("12:28:50", "12:28:50"),
        ("https://x.example", r"https:\//x.example"),
        ("www.x.example", r"www\.x.example"),
        ("snake_case", "snake_case"),
        ("_a_", r"\_a\_"),
        ("__a__", r"\_\_a\_\_"),
        ("$x$", "&#36;x&#36;"),
        ("a\nb\x1b", r"a b\\x1b"),
    ],
)
def test_what_github_would_make_a_link_or_a_picture_of_is_held_back(
    text: str, written: str
) -> None:
    assert shown(text) == written


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "ftp://x", "http://a b", "https://a<b", "//x", "x"],
)
def test_only_addresses_of_the_web_become_links(address: str) -> None:
    assert link(address) == shown(address)
    assert link("https://example.org/a?b=c&d=(e)") == "<https://example.org/a?b=c&d=(e)>"


@pytest.mark.skipif(CMARK is None, reason="GitHub's renderer is not installed")
def test_githubs_own_renderer_shows_the_same() -> None:
    title = "a | b `c` <script>x</script> @me [d](javascript:x) [^log] https://e.example ~~f~~ \\|"
    text = markdown(
        file(
            {
                "timeline": {"zone": "UTC"},
                "sources": {"log": {"name": "1. Log", "url": "https://example.org/"}},
                "events": [{"id": "e", "title": title, "sources": "log"}],
            }
        ),
        (),
    )
    extensions = ("table", "strikethrough", "autolink", "footnotes")
    page = subprocess.run(
        [str(CMARK), "--unsafe", *(word for name in extensions for word in ("-e", name))],
        input=text.replace("&#8203;", ""), capture_output=True, check=True, encoding="utf-8",
    ).stdout  # fmt: skip
    escaped = title.replace("<", "&lt;").replace(">", "&gt;")
    assert f"<td>{escaped} <sup" in page
    assert re.findall(r'href="([^#"]*)"', page) == ["https://example.org/"]
    assert "<p>1. Log, <a" in page
