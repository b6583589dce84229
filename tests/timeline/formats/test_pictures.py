"""PNG and PDF: made of the SVG, the same each time, with the words of it."""

from __future__ import annotations

import sys
import zlib
from io import BytesIO

import pytest

from crisis.timeline.formats import pictures
from crisis.timeline.formats.pictures import Undrawable, to_pdf, to_png
from crisis.timeline.formats.svg import to_svg

from ...support.pictures import asked, many

resvg = pytest.importorskip("resvg_py")
pypdf = pytest.importorskip("pypdf")

TITLE = r"A (title) with \ and 漢字"


def picture(theme: str = "light") -> str:
    assert theme in ("light", "dark")
    title = f"'{TITLE}'"
    event = "{id: a, title: 'Noon (sharp)', when: 2024-03-04 12:00}"
    return to_svg(asked(event, *many(), title=title), theme="dark" if theme == "dark" else "light")


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG")
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")


def rows(png: bytes) -> bytes:
    """The pixels, as they are filtered."""
    at, data = 8, b""
    while at < len(png):
        length = int.from_bytes(png[at : at + 4], "big")
        data += png[at + 8 : at + 8 + length] if png[at + 4 : at + 8] == b"IDAT" else b""
        at += length + 12
    return zlib.decompress(data)


def test_a_png_has_two_pixels_for_each_unit_and_is_the_same_each_time() -> None:
    svg = picture()
    wide = 1008
    png = to_png(svg)
    assert size(png)[0] == 2 * wide
    assert png == to_png(svg)
    assert png[24:26] == b"\x08\x06"  # 8 bits, red green blue and how opaque: as the PDF has it
    assert png[28] == 0  # not interlaced


def test_letters_are_drawn() -> None:
    svg = picture()
    assert rows(to_png(svg)) != rows(to_png(svg.replace(">Noon (sharp)<", "><")))


def test_a_pdf_is_one_page_with_its_title_and_words_and_the_same_each_time() -> None:
    svg = picture()
    pdf = to_pdf(svg)
    assert pdf == to_pdf(svg)
    found = pypdf.PdfReader(BytesIO(pdf), strict=True)
    assert len(found.pages) == 1
    assert found.metadata.title == TITLE
    page = found.pages[0]
    assert float(page.mediabox.width) == 756
    text = page.extract_text()
    assert "Noon (sharp)" in text
    assert "A (title) with \\ and ??" in text
    assert pdf.count(b"/Subtype /Image") == 1
    assert b"/JavaScript" not in pdf
    assert b"/URI" not in pdf


def test_a_dark_picture_is_dark() -> None:
    assert rows(to_png(picture("dark"), dark=True)) != rows(to_png(picture()))


def test_a_picture_that_is_too_large_has_fewer_pixels() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="1000" height="12000"></svg>'
    assert size(to_png(svg)) == (1333, 16000)


def test_without_the_library_it_is_said_what_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    with pytest.raises(Undrawable) as caught:
        to_png(picture())
    assert caught.value.hint == "pip install 'crisis-timeline[pictures]'"


def test_without_a_font_there_is_no_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        pictures, "_PROBE", '<svg xmlns="http://www.w3.org/2000/svg"><!--%s--></svg>'
    )
    svg = picture()
    with pytest.raises(Undrawable, match="no font"):
        to_pdf(svg)
