"""Two texts line by line: what is left out and what is put in, with the lines around it.

Lines that stand once in each text hold the others together ("patience diff"), so that a long file
whose events were all moved takes no longer than one in which a blank is gone.
"""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple

from .longest_run import longest_run
from .source_layout import Lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Span = tuple[int, int, int, int]

_AROUND = 3
"""Lines that are shown before and behind a change."""
_SMALL = 1_000
"""Lines between two that hold, up to which the shortest way is sought."""


class Changed(NamedTuple):
    """A line of a difference: ``sign`` is ``-``, ``+``, a blank, or ``@`` for the head of a piece.

    ``end`` is its line end, empty behind the last line of a text without one.
    """

    sign: str
    text: str
    end: str


def line_diff(before: str, after: str) -> Iterator[Changed]:
    """The lines of a unified difference, without the names of the files."""
    old, new = Lines(before).whole(), Lines(after).whole()
    for piece in _pieces(list(_changes(old, new))):
        first, last = piece[0], piece[-1]
        a, b = max(0, first[0] - _AROUND), min(len(old), last[1] + _AROUND)
        c, d = max(0, first[2] - _AROUND), min(len(new), last[3] + _AROUND)
        yield Changed("@", f"@@ -{_range(a, b)} +{_range(c, d)} @@", "\n")
        at = a
        for start, stop, new_start, new_stop in piece:
            yield from (_line(" ", line) for line in old[at:start])
            yield from (_line("-", line) for line in old[start:stop])
            yield from (_line("+", line) for line in new[new_start:new_stop])
            at = stop
        yield from (_line(" ", line) for line in old[at:b])


def _line(sign: str, line: tuple[str, str]) -> Changed:
    return Changed(sign, *line)


def _range(start: int, stop: int) -> str:
    """The lines of a piece as ``diff -u`` writes them."""
    length = stop - start
    return f"{start + 1}" if length == 1 else f"{start + 1 if length else start},{length}"


def _pieces(changes: Sequence[Span]) -> Iterator[list[Span]]:
    """Changes that are near each other, together."""
    piece: list[Span] = []
    for change in changes:
        if piece and change[0] - piece[-1][1] > 2 * _AROUND:
            yield piece
            piece = []
        piece.append(change)
    if piece:
        yield piece


def _changes(old: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]]) -> Iterator[Span]:
    """What differs: lines from, to of the old text in whose place are those from, to of the new."""
    held = [(-1, -1), *_held(old, new), (len(old), len(new))]
    a = c = 0
    for there, here in held[1:]:
        yield from _between(old, new, (a, there, c, here))
        a, c = there + 1, here + 1


def _held(
    old: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]]
) -> Iterator[tuple[int, int]]:
    """Lines that stand once in each text, as many as are in one order, with all that is equal
    around them."""
    once, once_new = Counter(old), Counter(new)
    places = {line: n for n, line in enumerate(old) if once[line] == 1}
    pairs = [
        (places[line], n) for n, line in enumerate(new) if once_new[line] == 1 and line in places
    ]
    stay = longest_run([place for place, _ in pairs])
    at = (0, 0)
    for number in stay:
        there, here = pairs[number]
        if there < at[0]:
            continue
        while there > at[0] and here > at[1] and old[there - 1] == new[here - 1]:
            there, here = there - 1, here - 1
        while there < len(old) and here < len(new) and old[there] == new[here]:
            yield there, here
            there, here = there + 1, here + 1
        at = there, here


def _between(
    old: Sequence[tuple[str, str]], new: Sequence[tuple[str, str]], span: Span
) -> Iterator[Span]:
    a, b, c, d = span
    if b - a > _SMALL or d - c > _SMALL or a == b or c == d:
        if a < b or c < d:
            yield span
        return
    matcher = SequenceMatcher(None, old[a:b], new[c:d], autojunk=False)
    for kind, start, stop, new_start, new_stop in matcher.get_opcodes():
        if kind != "equal":
            yield a + start, a + stop, c + new_start, c + new_stop
