"""The text of a source out of a file: plain, HTML or PDF, with the places of its lines.

Nothing is fetched, and nothing in a file is obeyed: of HTML the text alone is taken, without
scripts and styles; a PDF is read by pypdf, which is imported for that alone.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.record import Record
from crisis.timeline.eventfile.beside import Unreadable, content
from crisis.timeline.eventfile.files import decode

from .html_lines import html_lines, is_html

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST = 32 << 20
"""Bytes of a source's text."""
MOST_PAGES = 5_000
"""Pages of a PDF that are read: a small file can claim that it has any number of them."""


class SourceText(Record):
    """A text in lines as they stand; ``places`` say where, as ``line 12`` or ``page 3``.

    ``sha256`` is that of the file's bytes, in hexadecimal digits.
    """

    name: str
    lines: tuple[str, ...]
    places: tuple[str, ...]
    sha256: str


class Place(NamedTuple):
    """Where a text begins: ``line 12`` or ``page 3``, and the line of it."""

    where: str
    line: str


def read_source_text(path: str, name: str) -> SourceText:
    """The text of a file, by what it begins with or its name. Raises Unreadable."""
    from hashlib import sha256

    data = content(path, name, LARGEST)
    if data.startswith(b"%PDF"):
        pairs = _pdf(data)
    else:
        source = decode(name, data)
        if source.problem is not None:
            message = source.problem.message
            raise Unreadable(f"{name}: {message}", source.problem.hint)
        html = name.lower().endswith((".html", ".htm", ".xhtml")) or is_html(source.text)
        pairs = html_lines(source.text) if html else _plain(source.text)
    lines, places = [], []
    for line, place in pairs:
        lines.append(line)
        places.append(place)
    return SourceText(name, tuple(lines), tuple(places), sha256(data).hexdigest())


def _plain(text: str) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        yield line, f"line {number}"


def _pdf(data: bytes) -> Iterator[tuple[str, str]]:
    try:
        from pypdf import PdfReader
    except ImportError:
        hint = "pip install 'crisis-timeline[pdf]'; or save the text of it"
        raise Unreadable("a PDF is read by pypdf, which is not installed", hint) from None
    import logging
    from io import BytesIO

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    encrypted = False
    try:
        reader = PdfReader(BytesIO(data))
        encrypted = reader.is_encrypted
        pages = [page.extract_text() for page in islice(reader.pages, MOST_PAGES + 1)]
    except Exception as error:  # whatever a broken PDF makes of the library
        if encrypted:
            hint = "open it with its password, and print it into a new PDF, or save the text of it"
            raise Unreadable("this PDF is encrypted", hint) from None
        hint = "save the text of it, or print it into a new PDF"
        raise Unreadable(f"this PDF cannot be read: {type(error).__name__}", hint) from None
    if len(pages) > MOST_PAGES:
        hint = "save the pages that are quoted as a PDF of their own"
        raise Unreadable(f"this PDF has more than {MOST_PAGES:,} pages", hint)
    if not any(page.strip() for page in pages):
        raise Unreadable("this PDF has no text", "pictures of pages need a program that reads them")
    for number, page in enumerate(pages, 1):
        for line in page.splitlines():
            yield line, f"page {number}"
