"""PDFs that are odd, or made to do harm: their text is read, or it is said why it is not."""

from __future__ import annotations

import zlib
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from crisis.timeline.eventfile.beside import Unreadable
from crisis.timeline.quotes import source_text
from crisis.timeline.quotes.search import Searched
from crisis.timeline.quotes.source_text import read_source_text

from ...support.pdf import pdf, pdf_of

if TYPE_CHECKING:
    from pathlib import Path

pypdf = pytest.importorskip("pypdf")

CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
LIGATURES = (
    b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica "
    b"/Encoding << /Type /Encoding /Differences [1 /fi /fl /ffi] >> >>"
)
PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R "
    b"/Resources << /Font << /F1 3 0 R >> /XObject << /X 6 0 R >> >> >>"
)
SHOWN = b"BT /F1 12 Tf 50 750 Td (it was about noon) Tj ET"
LETTERS = b"BT /F1 12 Tf 50 750 Td (the \001rst \002ight of the o\003ce) Tj ET"


def stream(content: bytes, more: bytes = b"") -> bytes:
    return b"<< /Length %d %s>>\nstream\n%s\nendstream" % (len(content), more, content)


def tree(kids: bytes, count: int = 1) -> bytes:
    return b"<< /Type /Pages /Count %d /Kids [%s] >>" % (count, kids)


def deep() -> bytes:
    """Ten times ten times ten … the same page: a million millions of them in three kilobytes."""
    nodes = [tree(b"%d 0 R " % (7 + level) * 10) for level in range(11)]
    return pdf_of(CATALOG, tree(b"6 0 R " * 10), FONT, stream(SHOWN), PAGE, *nodes, tree(b"5 0 R"))


def encrypted(password: str) -> bytes:
    writer = pypdf.PdfWriter()
    writer.append(pypdf.PdfReader(BytesIO(pdf("it was about noon"))))
    writer.encrypt(password, "the owner's", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


READ = {
    "a count of pages that is not true": pdf_of(
        CATALOG, tree(b"5 0 R", 999_999_999), FONT, stream(SHOWN), PAGE
    ),
    "a form that shows itself": pdf_of(
        CATALOG, tree(b"5 0 R"), FONT, stream(SHOWN + b" /X Do"), PAGE,
        stream(b"/X Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] "
               b"/Resources << /XObject << /X 6 0 R >> >> "),
    ),
    "a length below zero": pdf("it was about noon").replace(b"/Length ", b"/Length -"),
    "locked for changes alone": encrypted(""),
}  # fmt: skip
UNREAD = {
    "locked": (encrypted("secret"), "is encrypted"),
    "cut off": (pdf("it was about noon")[:-120], "cannot be read"),
    "pages in a circle": (pdf_of(CATALOG, tree(b"2 0 R"), FONT), "cannot be read"),
    "a page for each of a million millions": (deep(), "cannot be read"),
    "a picture": (
        pdf_of(CATALOG, tree(b"5 0 R"), FONT, stream(b"q 9 0 0 9 0 0 cm /X Do Q"), PAGE,
               stream(b"\0\0\0", b"/Type /XObject /Subtype /Image /Width 1 /Height 1 "
                      b"/BitsPerComponent 8 /ColorSpace /DeviceRGB ")),
        "has no text",
    ),
    "what unpacks to very much": (
        pdf_of(CATALOG, tree(b"5 0 R"), FONT,
               stream(zlib.compress(b"(" + b"a" * 100_000_000 + b") Tj"),
                      b"/Filter /FlateDecode "), PAGE),
        "cannot be read",
    ),
    "a content that is itself": (
        pdf_of(CATALOG, tree(b"5 0 R"), FONT, b"[4 0 R 4 0 R]", PAGE), "has no text",
    ),
    "no pages": (pdf_of(FONT), "cannot be read"),
    "brackets in brackets": (
        b"%PDF-1.4\n1 0 obj\n" + b"[" * 100_000 + b"\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF",
        "cannot be read",
    ),
    "noise": (b"%PDF-1.7\n" + bytes(range(256)) * 40, "cannot be read"),
}  # fmt: skip


def text_of(path: Path, data: bytes) -> source_text.SourceText:
    path.write_bytes(data)
    return read_source_text(str(path), path.name)


@pytest.mark.parametrize("name", READ)
def test_what_can_be_read_is(name: str, tmp_path: Path) -> None:
    assert text_of(tmp_path / "a.pdf", READ[name]).lines == ("it was about noon",)


@pytest.mark.parametrize("name", UNREAD)
def test_what_cannot_be_read_is_said(name: str, tmp_path: Path) -> None:
    data, message = UNREAD[name]
    with pytest.raises(Unreadable, match=message):
        text_of(tmp_path / "a.pdf", data)


def test_ligatures_are_their_letters(tmp_path: Path) -> None:
    data = pdf_of(CATALOG, tree(b"5 0 R"), LIGATURES, stream(LETTERS), PAGE)
    found = Searched(text_of(tmp_path / "a.pdf", data)).find("the first flight of the office")
    assert found is not None
    assert found.place.where == "page 1"


def test_so_many_pages_are_read_and_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source_text, "MOST_PAGES", 3)
    pages = pdf_of(CATALOG, tree(b"5 0 R " * 3, 3), FONT, stream(SHOWN), PAGE)
    assert len(text_of(tmp_path / "a.pdf", pages).lines) == 3
    more = pdf_of(CATALOG, tree(b"5 0 R " * 4, 4), FONT, stream(SHOWN), PAGE)
    with pytest.raises(Unreadable, match="more than 3 pages"):
        text_of(tmp_path / "a.pdf", more)
