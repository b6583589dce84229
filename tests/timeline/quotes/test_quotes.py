"""Quotes are looked up in the texts of their sources: plain, HTML and PDF."""

from __future__ import annotations

import builtins
import os
import re
from hashlib import sha256
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis.timeline import load
from crisis.timeline.quotes.folded import folded
from crisis.timeline.quotes.html_lines import html_lines, is_html
from crisis.timeline.quotes.quotes import Quotes, check_quotes
from crisis.timeline.quotes.search import Searched
from crisis.timeline.quotes.source_text import SourceText

from ...support.pdf import pdf

if TYPE_CHECKING:
    from pathlib import Path

TEXT = (
    "Murati, the paper said, was told on Thursday\n"
    "night - before the \u201cannouncement\u201d that Alt-\n"
    "man was out.\n"
    "\n"
    "She learned of it about noon on Friday, two people said.\n"
)
HTML = """<!DOCTYPE html>
<html><head><title>The story</title><style>p { color: red }</style>
<script>document.write("nothing of the kind")</script></head>
<body><p>Murati, the paper said, was told on <b>Thursday</b>
night &ndash; before the &ldquo;announcement&rdquo; that Alt&shy;man was out.</p>
<p>She learned of it about&nbsp;noon on Friday, <i>two</i> people said.</p></body></html>
"""
FILES: dict[str, bytes] = {
    "plain.txt": TEXT.encode(),
    "utf16.txt": TEXT.encode("utf-16"),
    "page.html": HTML.encode(),
    "page": HTML.encode(),
    "paper.pdf": pdf(TEXT.replace("\u201c", '"').replace("\u201d", '"')),
}
QUOTES = [
    ("was told on Thursday night", "there", ""),
    ("night \u2014 before the \u00abannouncement\u00bb that Altman was out", "there", ""),
    ("told on   Thursday night - before the 'announcement'", "there", ""),
    ("Murati \u2026 was told on Thursday \u2026 about noon", "there", ""),
    ("[She] learned of it about noon on Friday, [several] people", "there", ""),
    ("about nooon on Friday", "near", "about noon on Friday,"),
    ("SHE LEARNED OF IT", "near", "She learned of it"),
    ("she learned of it", "near", "She learned of it"),
    ("about noon \u2026 was told on Thursday", "near", "said, was told on Thursday"),
    ("nothing of the kind", "missing", ""),
    ("Thursdy", "near", "Thursday"),
]  # fmt: skip


def checked(folder: Path, file: str, *quotes: str, more: str = "") -> Quotes:
    path = folder / "story.yaml"
    lines = [
        "timeline: {zone: UTC}",
        f"sources: {{s: {{name: S, file: {file!r}{more}}}}}",
        "events:",
    ]
    lines += [
        f"- {{id: e{n}, title: t, when: {{is: 2026-11-20, source: s, quote: {_yaml(quote)}}}}}"
        for n, quote in enumerate(quotes)
    ]
    path.write_text("\n".join(lines), "utf-8")
    return check_quotes(load(path))


def _yaml(text: str) -> str:
    import json

    return json.dumps(text)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize(("quote", "standing", "passage"), QUOTES)
def test_a_quote_stands_in_its_source_or_does_not(
    tmp_path: Path, name: str, quote: str, standing: str, passage: str
) -> None:
    (tmp_path / name).write_bytes(FILES[name])
    (found,) = checked(tmp_path, name, quote).quotes
    assert (found.standing, found.passage) == (standing, passage)
    assert (found.place is None) == (standing == "missing")


@pytest.mark.parametrize(
    ("name", "where"),
    [("plain.txt", "line 5"), ("utf16.txt", "line 5"), ("page.html", "line 6"),
     ("paper.pdf", "page 1")],
)  # fmt: skip
def test_the_place_is_that_of_the_file(tmp_path: Path, name: str, where: str) -> None:
    (tmp_path / name).write_bytes(FILES[name])
    (found,) = checked(tmp_path, name, "about noon on Friday").quotes
    assert found.place is not None
    assert found.place.where == where
    assert "noon on Friday, two people said." in found.place.line


def test_the_second_page(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf("The first page.", "The second page (with brackets)."))
    (found,) = checked(tmp_path, "a.pdf", "second page (with brackets)").quotes
    assert found.place is not None
    assert found.place.where == "page 2"


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=60)
)
def test_whatever_stands_there_is_found(text: str) -> None:
    """Each stretch of words of a text, unless its editor's marks mean something else."""
    words = folded(text).split()
    source = SourceText("x", (f"before {text}", "after"), ("line 1", "line 2"), "")
    quote = " ".join(words[:5])
    if words and not any(mark in quote for mark in ("...", "[", "]")):
        found = Searched(source).find(quote)
        assert found is not None
        assert found.place.where == "line 1"


def test_a_quote_of_an_event_stands_in_any_of_its_sources(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("something else")
    (tmp_path / "b.txt").write_text("what was said")
    (tmp_path / "story.yaml").write_text(
        "timeline: {zone: UTC}\n"
        "sources: {a: {name: A, file: a.txt}, b: {name: B, file: b.txt}, c: C}\n"
        "events:\n- {id: e, title: t, sources: [a, b], quote: what was said}\n"
        "- {id: f, title: t, sources: [c], quote: what was said}\n"
        "- {id: g, title: t, quote: what was said}\n"
    )
    found = check_quotes(load(tmp_path / "story.yaml")).quotes
    assert [(q.event, q.source, q.standing) for q in found] == [
        ("e", "b", "there"), ("f", "c", "no text"), ("g", "", "no text"),
    ]  # fmt: skip


def test_a_text_that_was_changed_is_said(tmp_path: Path) -> None:
    data = b"what was said"
    (tmp_path / "a.txt").write_bytes(data)
    digest = sha256(data).hexdigest()
    assert not checked(tmp_path, "a.txt", "was said", more=f", sha256: {digest.upper()}").problems
    other = checked(tmp_path, "a.txt", "was said", more=", sha256: 00ff")
    (problem,) = other.problems
    assert problem.changed
    assert digest in problem.hint
    assert other.wrong
    assert other.count("there") == 1


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("/etc/passwd", "no file beside"),
        ("../secret.txt", "outside"),
        ("link.txt", "outside"),
        ("there/../../secret.txt", "outside"),
        ("no-such.txt", "no such file"),
        (".", "no ordinary file"),
        ("pipe", "no ordinary file"),
        ("latin1.txt", "not UTF-8"),
        ("broken.pdf", "PDF cannot be read"),
        ("empty.pdf", "has no text"),
        ("cut.pdf", "PDF"),
    ],
)
def test_what_is_no_text_of_a_source_is_said_and_nothing_else_is_read(
    tmp_path: Path, file: str, said: str
) -> None:
    folder = tmp_path / "case"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("what was said")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    os.mkfifo(folder / "pipe")
    (folder / "latin1.txt").write_bytes("caf\u00e9".encode("latin-1"))
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing of the kind")
    (folder / "empty.pdf").write_bytes(pdf(""))
    (folder / "cut.pdf").write_bytes(pdf("what was said")[:200])
    found = checked(folder, file, "what was said")
    (problem,) = found.problems
    assert said in problem.message
    assert [quoted.standing for quoted in found.quotes] == ["unread"]


def test_without_the_library_a_pdf_is_said_to_need_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str, *rest: Any, **more: Any) -> Any:
        if name == "pypdf":
            raise ImportError(name)
        return real(name, *rest, **more)

    real = builtins.__import__
    monkeypatch.setattr(builtins, "__import__", missing)
    (tmp_path / "a.pdf").write_bytes(FILES["paper.pdf"])
    (problem,) = checked(tmp_path, "a.pdf", "noon").problems
    assert "crisis-timeline[pdf]" in problem.hint


_SCRAPS = ["a", "b", "ab-", "\n", " ", "\u2026", " [x] ", "[", "aa", "b a", "co-\nop"]


@given(
    st.lists(st.sampled_from(_SCRAPS), max_size=12), st.lists(st.sampled_from(_SCRAPS), max_size=8)
)
def test_parts_and_gaps_are_sought_as_the_plain_law_says(text: list[str], quote: list[str]) -> None:
    """Parts in their order, pieces with at most 120 letters between: every way is tried here."""
    source = SourceText("x", tuple("".join(text).split("\n")), ("line",) * (len(text) + 9), "")
    wanted = " ".join(folded("".join(quote)).split())
    pattern = [
        "[^|]{0,120}?".join(map(re.escape, pieces))
        for part in re.split(r" ?(?:\[ ?\.{3,} ?\]|\.{3,}) ?", wanted)
        if (pieces := [p for each in re.split(r" ?\[[^\[\]]*\] ?", part) if (p := each.strip())])
    ]
    plain = " ".join(folded(" ".join("".join(text).split("\n"))).split())
    whole = " ".join(folded(re.sub(r"(?<=[^\W\d_])-\n\s*(?=[^\W\d_])", "", "".join(text))).split())
    stands = bool(pattern) and any(
        re.search(".*?".join(f"(?:{part})" for part in pattern), each) for each in (plain, whole)
    )
    assert (Searched(source).find("".join(quote)) is not None) == stands


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        (" [x] ".join("a" * 40) + " z", "a " * 3_000),
        ("a " * 998 + "b b", "a " * 30_000),
        ("a " * 20_000 + "b", "a " * 200_000),
        (" " * 100_000 + "a [x", "a " * 100),
        ("\u2026".join("a" * 2_000) + " z", "a " * 3_000),
        ("coop " * 10 + "z", "co-\nop " * 50_000),
    ],
)
def test_no_quote_is_sought_for_ever(quote: str, text: str) -> None:
    lines = tuple(text.split("\n"))
    searched = Searched(SourceText("x", lines, ("line",) * len(lines), ""))
    assert searched.find(quote) is None
    searched.nearest(quote)


@pytest.mark.parametrize(
    "scrap",
    ["<", "<a ", "<a b='", '<a b="', "<a b=c>", "<!--", "<!", "<?", "</", "<![CDATA[", "<!-- -->",
     "&#", "&#1", "<script>", "<title>", "<p>x", "<template>", "\n<p\n"],
)  # fmt: skip
@pytest.mark.parametrize("end", ["", "x>", "'>", "-->"])
def test_no_page_is_read_for_ever(scrap: str, end: str) -> None:
    page = scrap * 20_000 + end
    assert not is_html(page)
    assert all(line.strip() for line, _ in html_lines(page))


@given(st.lists(st.sampled_from(
    ["<p>", "</p>", "<b class='x > y'>", "</b>", "one ", "two\n", "&amp;", "<!-- no -->", "\n",
     "1 < 2 ",
     "<script>if (a</b) c</script>", "<br/>", "<style>p {}</style>", "<td title=\">\">", "&#233;"]
), max_size=20))  # fmt: skip
def test_pages_are_read_as_browsers_do(parts: list[str]) -> None:
    """Blocks are lines, inline elements nothing; each with the line of the file it begins in."""
    page = "".join(parts)
    shown = re.sub(r"<!-- no -->|<script>.*?</script>|<style>.*?</style>", "", page)
    lines = re.sub(r"<(?:/?p|br/|td title=\">\")>", "\0", shown)
    lines = (
        re.sub(r"<b class='x > y'>|</b>", "", lines).replace("&amp;", "&").replace("&#233;", "\xe9")
    )
    wanted = [line for each in lines.split("\0") if (line := " ".join(each.split()))]
    found = list(html_lines(page))
    assert [line for line, _ in found] == wanted
    rows = page.split("\n")
    for line, place in found:
        row = rows[int(place.split()[1]) - 1]
        assert line[0] in unescape(row)


def test_signs_of_any_number_are_read() -> None:
    page = f"<p>a&#{'1' * 5_000};b&#{'0' * 5_000}65;c"
    assert [*html_lines(page)] == [("a\N{REPLACEMENT CHARACTER}bAc", "line 1")]
