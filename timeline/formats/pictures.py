"""A picture in SVG as PNG, and as a PDF of one page, by resvg, which is an extra.

Both have what the fonts of the machine have of every text, and are the same bytes for the same
fonts. A PDF holds the picture at 288 dots an inch, over its words, so that these can be found.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from .svg_style import FONT, PAGES, SIZE
from .svg_text import width

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

EXTRA = "pip install 'crisis-timeline[pictures]'"
SCALE = 2
"""Pixels of a PNG for each unit of the SVG."""
_FINE = 3
_POINT = 0.75
"""A unit of an SVG is a 96th of an inch, a point of a PDF a 72nd."""
_MOST = 16_000
"""Pixels on a side: what is larger has fewer for each unit, and at least one."""
_HEAD = b"\x89PNG\r\n\x1a\n"
_COLUMNS, _ROWS = slice(16, 20), slice(20, 24)
_SVG = "{http://www.w3.org/2000/svg}"
_PROBE = (
    f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" font-family="{FONT}">'
    '<text y="9">%s</text></svg>'
)


class Undrawable(Exception):
    """No picture can be made here; ``message`` says why, ``hint`` what helps."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def to_png(svg: str, dark: bool = False) -> bytes:
    """An SVG of this program as PNG, two pixels for each of its units.

    Raises Undrawable without resvg, and where no font is found.
    """
    return _drawn(svg, SCALE, dark)


def to_pdf(svg: str, dark: bool = False) -> bytes:
    """An SVG of this program as a PDF of one page of its size, a unit a 96th of an inch.

    Raises Undrawable without resvg, and where no font is found.
    """
    png = _drawn(svg, _FINE, dark)
    root = ET.fromstring(svg)
    wide, high = (float(root.get(name, "0")) * _POINT for name in ("width", "height"))
    size = [int.from_bytes(png[part], "big") for part in (_COLUMNS, _ROWS)]
    title = (root.findtext(f"{_SVG}title") or "").encode("utf-16-be", "replace").hex().upper()
    words = "\n".join(_words(root, high)).encode("cp1252", "replace")
    page = b"%s\nq %.2f 0 0 %.2f 0 0 cm /I Do Q" % (words, wide, high)
    rgb = b"[/DeviceN [/Red /Green /Blue /None] /DeviceRGB 6 0 R]"
    parms = b"<< /Predictor 15 /Colors 4 /BitsPerComponent 8 /Columns %d >>" % size[0]
    image = (
        b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8"
        b" /ColorSpace %s /Filter /FlateDecode /DecodeParms %s" % (size[0], size[1], rgb, parms)
    )
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    return _file(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %.2f %.2f] /Contents 4 0 R"
            b" /Resources << /XObject << /I 5 0 R >> /Font << /F 7 0 R >> >> >>" % (wide, high),
            _stream(b"/Filter /FlateDecode", zlib.compress(page, 9)),
            _stream(image, b"".join(_pixels(png))),
            _stream(b"/FunctionType 4 /Domain [0 1 0 1 0 1 0 1] /Range [0 1 0 1 0 1]", b"{ pop }"),
            font,
            b"<< /Title <FEFF%s> /Producer (crisis) >>" % title.encode(),
        ]
    )


def _drawn(svg: str, scale: int, dark: bool) -> bytes:
    resvg = _resvg()
    root = ET.fromstring(svg)
    longest = max(float(root.get(name, "1")) for name in ("width", "height"))
    zoom = max(1.0, min(float(scale), _MOST / longest))
    return bytes(resvg.svg_to_bytes(svg_string=svg, zoom=zoom, background=PAGES[dark]))


def _resvg() -> Any:
    """The library, once it is known that it finds a font."""
    try:
        import resvg_py
    except ImportError:
        raise Undrawable("PNG and PDF are drawn by resvg, which is not installed", EXTRA) from None
    letter, nothing = (resvg_py.svg_to_bytes(svg_string=_PROBE % text) for text in ("M", ""))
    if letter == nothing:
        hint = "install one, such as DejaVu Sans, or ask for --as svg"
        raise Undrawable("no font is found here: a picture would have no text", hint)
    return resvg_py


def _words(root: ET.Element, high: float) -> Iterator[str]:
    """The texts of a picture where they stand, written in no ink."""
    yield "BT 3 Tr"
    for each in root.iter(f"{_SVG}text"):
        text = each.text or ""
        size = float(each.get("font-size", SIZE))
        x, y = float(each.get("x", "0")), float(each.get("y", "0"))
        x -= width(text, size) * {"end": 1.0, "middle": 0.5}.get(each.get("text-anchor", ""), 0.0)
        told = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        place = f"1 0 0 1 {x * _POINT:.2f} {high - y * _POINT:.2f} Tm"
        yield f"/F {size * _POINT:.2f} Tf {place} ({told}) Tj"
    yield "ET"


def _pixels(png: bytes) -> Iterator[bytes]:
    """The compressed pixels of a PNG as they stand there: a PDF takes the same."""
    at = len(_HEAD)
    while at < len(png):
        size, kind = int.from_bytes(png[at : at + 4], "big"), png[at + 4 : at + 8]
        if kind == b"IDAT":
            yield png[at + 8 : at + 8 + size]
        at += size + 12


def _stream(about: bytes, data: bytes) -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (about, len(data), data)


def _file(objects: list[bytes]) -> bytes:
    """The objects of a PDF, numbered from 1: the first its root, the last what it is."""
    out = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, data in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, data)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, len(objects), start,
    )  # fmt: skip
    return bytes(out)
