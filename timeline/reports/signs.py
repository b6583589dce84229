"""One grammar of signs: what a terminal, a picture and a page show, with one meaning.

A painter asks for a sign by what it means and takes its shape from here: a letter in a terminal
(``glyph``, ``plain`` where only ASCII can be shown), an element of the class ``kind`` in SVG and on
a page. Every sign is a shape, so that nothing is lost without colour.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator


class Sign(NamedTuple):
    """A shape and its meaning: the ``word`` is the same in every legend.

    ``kind`` is the class of what an SVG or a page draws; empty for a sign that is a letter there
    too. An empty word is that of the status of an event: ``planned``.
    """

    name: str
    glyph: str
    plain: str
    word: str
    kind: str = ""

    def letter(self, ascii: bool = False) -> str:
        """What stands for it in text."""
        return self.plain if ascii else self.glyph


class Hue(NamedTuple):
    """A colour with one job: its name in a terminal, empty for the text's own, and as ``#rrggbb``.

    ``light`` and ``dark`` have a contrast of 4.5 or more with the page of that name.
    """

    terminal: str
    light: str
    dark: str


INSTANT = Sign("instant", "●", "*", "an instant", "mark")
POSSIBLY = Sign("possibly", "░", "~", "possibly", "maybe")
CERTAINLY = Sign("certainly", "█", "#", "certainly", "sure")
CLAIM = Sign("claim", "◇", "^", "one source says", "claim")
CLAIMED = Sign("claimed", "░", "~", "one source says", "said")
NEVER = Sign("never", "○", "o", "", "never")
NEVER_LASTING = Sign("never lasting", "○╌○", "o-o", "", "never vague")
JOINED = Sign("joined", "╌", "-", "alternative", "joined")
SILENT = Sign("silent", "━", "=", "silent", "silence")
MAYBE_SILENT = Sign("maybe silent", "┄", ".", "possibly silent", "silence vague")
CUT = Sign("cut", "╱", "%", "left out", "cut")
BEFORE = Sign("before", "◂", "<", "reaches beyond", "to")
AFTER = Sign("after", "▸", ">", "reaches beyond", "to")
POSSIBLE = Sign("possible", "?", "?", "possible match")
DOUBTFUL = Sign("doubtful", "(?)", "(?)", "time in doubt")
DISPUTED = Sign("disputed", "≠", "!", "disputed")
ALTERNATIVE = Sign("alternative", "∨", "/", "alternative")
CONFLICTED = Sign("conflicted", "×", "x", "in conflict")
UNORDERED = Sign("unordered", "↕", ":", "order not known")
BRACKET = Sign("bracket", "╭│╰", ",|`", "order not known", "bracket")
SEVERAL = Sign("several", "2 3", "2 3", "so many events", "several")
"""A mark that events share has their number in it."""

SIGNS = (
    INSTANT, POSSIBLY, CERTAINLY, NEVER, NEVER_LASTING, CLAIM, CLAIMED, POSSIBLE, DOUBTFUL,
    DISPUTED, ALTERNATIVE, JOINED, CONFLICTED, UNORDERED, BRACKET, SILENT, MAYBE_SILENT, BEFORE,
    AFTER, CUT,
)  # fmt: skip
"""In the order of every legend."""

EVENTS = Hue("", "#0b6bab", "#58b7ff")
"""What stands for an event's time."""
DISPUTE = Hue("magenta", "#8a1a8f", "#f0a6f5")
"""What is disputed, and what one source says of it."""
MATCH = Hue("cyan", "#7a5200", "#e3b341")
"""What only possibly belongs to the answer."""


def never(statuses: Iterable[str]) -> str:
    """What a legend says of the signs of what never certainly was: ``missed or planned``."""
    return " or ".join(sorted({status for status in statuses if status}))


def meanings(used: Collection[str], statuses: Iterable[str] = ()) -> Iterator[tuple[Sign, ...]]:
    """The signs of these names in the order of a legend; those that share a word stand together.

    ``statuses`` are those of the events that are shown; without any their signs are left out.
    """
    word = never(statuses)
    shared: dict[str, list[Sign]] = {}
    for sign in SIGNS:
        if sign.name in used and (sign.word or word):
            shared.setdefault(sign.word or word, []).append(
                sign if sign.word else sign._replace(word=word)
            )
    yield from map(tuple, shared.values())
