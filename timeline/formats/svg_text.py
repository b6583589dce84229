"""Text of an SVG: how wide letters are about, and what of a text fits."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from .svg_style import SIZE, SMALL

if TYPE_CHECKING:
    from crisis.timeline.base.languages import Language
    from crisis.timeline.reports.signs import Sign

CELL = 8.0
"""How wide a column of an axis is."""
_NARROW = frozenset("iljtfrI.,:;'|!()[] ")
_BROAD = frozenset("mwMWQOGDNH@%—…")
_BOLD = 1.08
_SIZES = {"account": SMALL, "label": SMALL, "more": SMALL}


class Units:
    """What an SVG knows of its letters, for the layout of a picture: a column is 8 units."""

    lines = 6
    dash = "\N{EN DASH}"
    arrow = "\N{RIGHTWARDS ARROW}"

    def __init__(self, language: Language) -> None:
        self._language = language

    @property
    def language(self) -> Language:
        return self._language

    def letter(self, sign: Sign) -> str:
        """The letter of a sign."""
        return sign.glyph

    def shown(self, text: str) -> str:
        """A text in the letters that there are: all."""
        return text

    def width(self, text: str, kind: str) -> float:
        """How wide a text of a kind is, in columns."""
        return width(text, size_of(kind)) / CELL

    def cut(self, text: str, room: float, kind: str) -> str:
        """A text of a kind in so many columns."""
        return cut(text, size_of(kind), room * CELL)


def size_of(kind: str) -> float:
    """The size of a text of a kind, somewhat more where it is bold."""
    size = _SIZES.get(kind, SIZE)
    return size * _BOLD if kind in ("head", "section", "marks") else size


def width(text: str, size: float) -> float:
    """About how wide a text is at most in a common sans serif, in the unit of its size.

    Nobody can measure a font that is chosen where the file is shown; this errs on the wide side.
    """
    return size * sum(map(_width, text))


def cut(text: str, size: float, room: float) -> str:
    """A text with ``…`` for what does not fit; empty where nothing does."""
    if width(text, size) <= room:
        return text
    room -= size
    for count, char in enumerate(text):
        room -= size * _width(char)
        if room < 0:
            return text[:count].rstrip() + "…" if count else ""
    return text


def _width(char: str) -> float:
    if char in _NARROW:
        return 0.38
    if char in _BROAD or unicodedata.east_asian_width(char) in "WF":
        return 1.0
    if unicodedata.combining(char):
        return 0.0
    return 0.72 if char.isupper() else 0.63
