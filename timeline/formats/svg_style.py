"""How an SVG looks: for each kind of shape and text its colours, and those on a dark page.

The light colours stand on the elements themselves, for programs that know no style sheet, or obey
all of one: the rules for a dark page are written so that only those take them who know for which
page they are. A shape has a contrast of 3 or more with the page, text one of 4.5 or more.
"""

from __future__ import annotations

FONT = "Arial, Helvetica, DejaVu Sans, sans-serif"
SIZE = 12.0
"""The size of text."""
SMALL = 10.5

_PAGE, _INK, _QUIET = "#ffffff", "#1f2328", "#59636e"
_BLUE, _PURPLE, _BROWN = "#0b6bab", "#8a1a8f", "#9a6700"
_HEAVY: dict[str, str | float] = {"font-weight": "bold"}

_LIGHT: dict[str, dict[str, str | float]] = {
    "page": {"fill": _PAGE},
    "text": {"fill": _INK, "font-size": SIZE},
    "name": {"font-size": 18.0, **_HEAVY},
    "head": _HEAVY,
    "quiet": {"fill": _QUIET},
    "small": {"font-size": SMALL},
    "count": {"fill": _PAGE, "font-size": 8.5, "text-anchor": "middle", **_HEAVY},
    "axis": {"stroke": "#8c959f", "fill": "none"},
    "guide": {"stroke": "#d1d9e0", "fill": "none", "stroke-dasharray": "2 3"},
    "cut": {"stroke": "#8c959f", "fill": "none", "stroke-dasharray": "1 4"},
    "sure": {"fill": _BLUE},
    "maybe": {"fill": "#d3e4f0", "stroke": _BLUE},
    "said": {"fill": "#f0e0f1", "stroke": _PURPLE},
    "claim": {"fill": _PAGE, "stroke": _PURPLE, "stroke-width": "1.6"},
    "never": {"fill": "none", "stroke": _BROWN, "stroke-width": "1.4"},
    "vague": {"stroke-dasharray": "4 3"},
    "touch": {"fill": _PAGE, "fill-opacity": "0"},
    "to": {"fill": _QUIET},
}
"""Presentation attributes by kind; fills are mixed by hand, since some take no opacity."""

_DARK = {
    ".page": "fill: #0d1117",
    "text": "fill: #e6edf3",
    "text.quiet": "fill: #9198a1",
    "text.count": "fill: #0d1117",
    ".axis": "stroke: #656c76",
    ".cut": "stroke: #656c76",
    ".guide": "stroke: #30363d",
    ".sure": "fill: #58b7ff",
    ".maybe": "fill: #172a3b; stroke: #58b7ff",
    ".said": "fill: #2c2338; stroke: #f0a6f5",
    ".claim": "fill: #0d1117; stroke: #f0a6f5",
    ".never": "stroke: #e3b341",
    ".to": "fill: #9198a1",
}
_RULES = "\n".join(f"  :root {kind} {{ {rule}; }}" for kind, rule in _DARK.items())
STYLE = f"\n@media (prefers-color-scheme: dark) {{\n{_RULES}\n}}\n"


def look(kind: str) -> dict[str, str | float]:
    """The attributes of a shape of a kind, or of several: ``quiet small``."""
    values: dict[str, str | float] = {"class": kind} if kind else {}
    for word in kind.split():
        values |= _LIGHT.get(word, {})
    return values


def text_look(kind: str) -> dict[str, str | float]:
    """The attributes of a text of a kind; without one it has a colour and a size as well."""
    return _LIGHT["text"] | look(kind)
