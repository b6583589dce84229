"""Text of an SVG: how wide letters are about, and what of a text fits."""

from __future__ import annotations

import unicodedata

_NARROW = frozenset("iljtfrI.,:;'|!()[] ")
_BROAD = frozenset("mwMWQOGDNH@%—…")


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
