"""Quotes are looked up in the texts of their sources: plain, HTML and PDF."""

from __future__ import annotations

import builtins
import os
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis.timeline import load
from crisis.timeline.quotes.folded import folded
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
