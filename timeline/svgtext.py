"""Text and looks of an SVG: how wide letters are about, and the style sheet."""

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


STYLE = """
svg { font: 12px system-ui, "DejaVu Sans", sans-serif; }
.page { fill: #ffffff; }
text { fill: #1f2328; }
.name { font-size: 18px; font-weight: 600; }
.head { font-weight: 600; }
.quiet { fill: #59636e; }
.small { font-size: 10.5px; }
.count { font-size: 8.5px; font-weight: 600; fill: #ffffff; text-anchor: middle; }
.axis, .guide { stroke: #8c959f; fill: none; }
.guide { stroke: #d1d9e0; stroke-dasharray: 2 3; }
.cut { stroke: #8c959f; fill: none; stroke-dasharray: 1 4; }
.sure { fill: #0b6bab; }
.maybe { fill: #0b6bab; fill-opacity: 0.25; }
.said { fill: #8a1a8f; fill-opacity: 0.2; }
.claim { fill: #ffffff; stroke: #8a1a8f; stroke-width: 1.6; }
.never { fill: #ffffff; fill-opacity: 0; stroke: #9a6700; stroke-width: 1.4; }
.vague { stroke-dasharray: 4 3; }
.touch { fill-opacity: 0; }
.to { fill: #59636e; }
@media (prefers-color-scheme: dark) {
  .page { fill: #0d1117; }
  text { fill: #e6edf3; }
  .quiet { fill: #9198a1; }
  .count { fill: #0d1117; }
  .axis, .cut { stroke: #656c76; }
  .guide { stroke: #30363d; }
  .sure, .maybe { fill: #58b7ff; }
  .said { fill: #f0a6f5; }
  .claim { fill: #0d1117; stroke: #f0a6f5; }
  .never { stroke: #e3b341; }
  .to { fill: #9198a1; }
}
"""
"""Colours for a light page and a dark one; text on each has a contrast of 4.5 or more."""
