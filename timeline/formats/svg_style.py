"""How an SVG looks: for each kind of shape and text its colours, on a light and on a dark page.

The colours stand on the elements themselves, for programs that know no style sheet, or obey all of
one: where a picture follows its reader, the rules for a dark page are written so that only those
take them who know for which page they are. A shape has a contrast of 3 or more with the page, its
outline at least, text one of 4.5 or more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.reports.palette import PALETTE
from crisis.timeline.reports.signs import DISPUTE, EVENTS, MATCH

if TYPE_CHECKING:
    from typing import Literal

    from crisis.timeline.reports.signs import Hue

    ThemeName = Literal["light", "dark", "auto"]
    Looks = dict[str, dict[str, str | float]]

FONT = "DejaVu Sans, Arial, Helvetica, Liberation Sans, sans-serif"
"""First the one that is itself or missing: each program has another in place of Arial."""
SIZE = 12.0
"""The size of text."""
SMALL = 10.5
TITLE = 18.0
THEMES = ("light", "dark", "auto")
PAGES = ("#ffffff", "#0d1117")
"""The ground of a light page and of a dark one."""
_HEAVY: dict[str, str | float] = {"font-weight": "bold"}
_SIZES: Looks = {
    "text": {"font-size": SIZE},
    "title": {"font-size": TITLE, **_HEAVY},
    "head": _HEAVY,
    "section": _HEAVY,
    "marks": _HEAVY,
    "small": {"font-size": SMALL},
    "number": {"font-size": 8.5, "text-anchor": "middle", **_HEAVY},
    "axis": {"fill": "none"},
    "guide": {"fill": "none", "stroke-dasharray": "2 3"},
    "cut": {"fill": "none", "stroke-dasharray": "1 4"},
    "claim": {"stroke-width": "1.6"},
    "never": {"fill": "none", "stroke-width": "1.4"},
    "vague": {"stroke-dasharray": "4 3"},
    "joined": {"fill": "none", "stroke-dasharray": "3 3"},
    "bracket": {"fill": "none"},
    "silence": {"fill": "none"},
    "end": {"fill": "none", "stroke-width": "2"},
    "touch": {"fill-opacity": "0"},
}
"""What is the same on every page."""


def _mixed(ink: str, page: str, share: float) -> str:
    """A colour between two, since some programs take no opacity."""
    parts = [(int(ink[at : at + 2], 16), int(page[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in parts)


def _colours(dark: bool) -> Looks:
    """The fills and strokes of a page."""

    def of(hue: Hue) -> str:
        return hue.dark if dark else hue.light

    page = PAGES[dark]
    ink, quiet = ("#e6edf3", "#9198a1") if dark else ("#1f2328", "#59636e")
    line, guide = ("#656c76", "#30363d") if dark else ("#8c959f", "#d1d9e0")
    looks: Looks = {
        "page": {"fill": page},
        "text": {"fill": ink},
        "quiet": {"fill": quiet},
        "disputed": {"fill": of(DISPUTE)},
        "match": {"fill": of(MATCH)},
        "number": {"fill": page},
        "axis": {"stroke": line},
        "guide": {"stroke": guide},
        "cut": {"stroke": line},
        "joined": {"stroke": quiet},
        "bracket": {"stroke": line},
        "sure": {"fill": of(EVENTS)},
        "maybe": {"fill": _mixed(of(EVENTS), page, 0.18), "stroke": of(EVENTS)},
        "said": {"fill": _mixed(of(DISPUTE), page, 0.14), "stroke": of(DISPUTE)},
        "claim": {"fill": page, "stroke": of(DISPUTE)},
        "never": {"stroke": quiet},
        "silence": {"stroke": quiet},
        "end": {"stroke": ink},
        "touch": {"fill": page},
        "to": {"fill": quiet},
    }
    for number, hue in enumerate(PALETTE):
        looks[f"sure a{number}"] = {"fill": of(hue)}
        looks[f"maybe a{number}"] = {"fill": _mixed(of(hue), page, 0.18), "stroke": of(hue)}
    return looks


class Theme:
    """The looks of one page: ``light``, ``dark``, or ``auto``, which is what its reader has."""

    def __init__(self, name: ThemeName = "auto") -> None:
        self.dark = name == "dark"
        self.style = ""
        self._colours = _colours(self.dark)
        if name == "auto":
            dark = _colours(True)
            rules = "\n".join(
                f"  :root {_selector(kind)} {{ {_rule(dark[kind])}; }}" for kind in dark
            )
            self.style = f"\n@media (prefers-color-scheme: dark) {{\n{rules}\n}}\n"

    def look(self, kind: str) -> dict[str, str | float]:
        """The attributes of a shape of a kind, or of several: ``quiet small``."""
        values: dict[str, str | float] = {"class": kind} if kind else {}
        for word in kind.split():
            values |= self._colours.get(word, {}) | _SIZES.get(word, {})
        return values | self._colours.get(kind, {})

    def text(self, kind: str) -> dict[str, str | float]:
        """The attributes of a text of a kind; without one it has a colour and a size as well."""
        return self._colours["text"] | _SIZES["text"] | self.look(kind)


def _selector(kind: str) -> str:
    """Which elements a rule is for: all of a kind, with all its words."""
    if kind == "text":
        return "text"
    texts = ("quiet", "disputed", "match", "number")
    return ("text" if kind in texts else "") + "".join(f".{word}" for word in kind.split())


def _rule(look: dict[str, str | float]) -> str:
    return "; ".join(f"{name}: {value}" for name, value in look.items())
