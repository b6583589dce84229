"""Finds a quote in the text of a source, word by word, and what comes nearest to one not there."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple

from .folded import folded
from .source_text import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .source_text import SourceText

NEAR = 0.75
"""How alike, as difflib has it, a passage is that was perhaps meant; 1 is the same."""
_CUT = re.compile(r"\s*(?:\[\s*\.{3,}\s*\]|\(\s*\.{3,}\s*\)|\.{3,})\s*")
_PUT_IN = re.compile(r"\s*\[[^\[\]]{0,100}\]\s*")
_BETWEEN = 120
"""Letters and blanks that an editor has put a few words in place of."""
_WORD = re.compile(r"\S+")
_LONGEST, _BY_LETTERS = 2_000, 300


class Found(NamedTuple):
    """Where a quote stands; ``passage`` is what stands there where that is not the same."""

    place: Place
    passage: str = ""


class Searched:
    """The text of a source, made ready for many quotes: folded, with one blank between words."""

    def __init__(self, source: SourceText) -> None:
        self._source = source
        self._text, self._numbers, self._starts = _one_line(source.lines)
        self._joined, self._removed = self._whole_words()
        self._words: list[re.Match[str]] | None = None
        self._plain: list[str] = []

    def find(self, quote: str) -> Found | None:
        """Where a quote stands, all its parts in their order; None where it does not.

        White space, dashes and quotation marks may be others, a line may end anywhere, a word may
        be parted at the end of one. ``...`` stands for whatever is left out, words in brackets for
        a few others.
        """
        parts = [pieces for part in _CUT.split(_spaced(quote)) if (pieces := _pieces(part))]
        if not parts:
            return None
        at = _parts_in(self._text, parts)
        if at is not None:
            return Found(self._place(at))
        at = _parts_in(self._joined, parts) if self._removed else None
        if at is None:
            return None
        return Found(self._place(at + 2 * bisect_right(self._removed, at)))

    def nearest(self, quote: str) -> Found | None:
        """The passage that comes nearest to a quote which is not there; None where none is near.

        Long ones are compared word by word: letter by letter takes the cube of their length.
        """
        wanted = _PUT_IN.sub(" ", _CUT.sub(" ", _spaced(quote))).split()
        plain = " ".join(wanted)
        if not wanted or len(plain) > _LONGEST:
            return None
        if self._words is None:
            self._words = list(_WORD.finditer(self._text))
            self._plain = [_plain(match[0]) for match in self._words]
        best: tuple[float, int, int] = (0.0, 0, 0)
        by_words = len(plain) > _BY_LETTERS
        matcher: SequenceMatcher[str] = SequenceMatcher(None, autojunk=by_words)
        matcher.set_seq2(plain.casefold().split() if by_words else plain.casefold())
        seen: set[str] = set()
        for first, last in _windows(self._plain, wanted):
            start, stop = self._words[first].start(), self._words[last - 1].end()
            passage = self._text[start:stop].casefold()
            if len(passage) > 2 * len(plain) or passage in seen:
                continue
            seen.add(passage)
            matcher.set_seq1(passage.split() if by_words else passage)
            if matcher.quick_ratio() > best[0] and (like := matcher.ratio()) > best[0]:
                best = like, start, stop
        like, start, stop = best
        if like < NEAR:
            return None
        passage = self._text[start:stop]
        return Found(self._place(start), passage if "'" in plain else passage.strip("'"))

    def _place(self, at: int) -> Place:
        number = self._numbers[bisect_right(self._starts, at) - 1]
        return Place(self._source.places[number], self._source.lines[number].strip())

    def _whole_words(self) -> tuple[str, list[int]]:
        """The text with the words whole that were parted at line ends, and where they were.

        Each place counts in the new text; a hyphen and a blank are gone there.
        """
        text = self._text
        ends = [
            start - 2
            for start in self._starts[1:]
            if start > 2 and text[start - 2] == "-"
            if text[start - 3].isalpha() and text[start].isalpha()
        ]
        pieces = [
            text[a:b] for a, b in zip([0, *(e + 2 for e in ends)], [*ends, len(text)], strict=True)
        ]
        return "".join(pieces), [end - 2 * number for number, end in enumerate(ends)]


def _spaced(text: str) -> str:
    return " ".join(folded(text).split())


def _one_line(lines: Sequence[str]) -> tuple[str, list[int], list[int]]:
    """Lines that are not empty as one, folded; the number of each, and where in it each begins."""
    kept, numbers, starts, at = [], [], [], 0
    for number, line in enumerate(lines):
        words = _spaced(line)
        if words:
            kept.append(words)
            numbers.append(number)
            starts.append(at)
            at += len(words) + 1
    return " ".join(kept), numbers, starts


def _pieces(part: str) -> list[str]:
    """What of a part of a quote stands in the text; between them a few other words may."""
    return [words for piece in _PUT_IN.split(part) if (words := " ".join(piece.split()))]


def _parts_in(text: str, parts: Sequence[Sequence[str]]) -> int | None:
    """Where the first of several parts begins that stand one behind the other."""
    start, at = None, 0
    for pieces in parts:
        found = _pieces_in(text, pieces, at)
        if found is None:
            return None
        begin, at = found
        start = begin if start is None else start
    return start


def _pieces_in(text: str, pieces: Sequence[str], at: int) -> tuple[int, int] | None:
    """From where to where pieces stand in a text with little between them; the first to end.

    Each is sought once, behind all places where the one before it may end.
    """
    first, *rest = pieces
    found = text.find(first, at)
    if not rest:
        return None if found < 0 else (found, found + len(first))
    ends: dict[int, int] = {}  # and where what ends there begins
    while found >= 0:
        ends[found + len(first)] = found
        found = text.find(first, found + 1)
    for piece in rest:
        ends = _behind(text, piece, ends)
    return next(((begin, end) for end, begin in ends.items()), None)


def _behind(text: str, piece: str, ends: dict[int, int]) -> dict[int, int]:
    """Where a piece ends that stands a little behind one of the places where others end."""
    places, made, number = [*ends], {}, 0
    found = text.find(piece, places[0]) if places else -1
    while found >= 0:
        number = bisect_right(places, found, number) - 1
        if found - places[number] <= _BETWEEN:
            made[found + len(piece)] = ends[places[number]]
            found = text.find(piece, found + 1)
        elif number + 1 < len(places):
            found = text.find(piece, places[number + 1])
        else:
            break
    return made


def _windows(texts: Sequence[str], wanted: Sequence[str]) -> list[tuple[int, int]]:
    """The stretches of a text that share most words with a quote, as numbers of its words."""
    sought = Counter(map(_plain, wanted))
    length = len(wanted)
    if length <= 2:  # one wrong letter is half of it
        from difflib import get_close_matches

        near = {*get_close_matches(_plain(max(wanted, key=len)), {*texts}, 5, NEAR)}
        places = [n for n, text in enumerate(texts) if text in near][:50]
        ends = [(max(0, n - length + 1), n + length) for n in places]
        return [(a, a + length) for first, last in ends for a in range(first, last - length + 1)
                if a + length <= len(texts)]  # fmt: skip
    have: Counter[str] = Counter()
    shared = 0
    scores: list[tuple[int, int]] = []
    for number, text in enumerate(texts):
        if text in sought:
            have[text] += 1
            shared += have[text] <= sought[text]
        gone = number - length
        if gone >= 0 and (old := texts[gone]) in sought:
            shared -= have[old] <= sought[old]
            have[old] -= 1
        if shared * 2 >= length:
            scores.append((-shared, max(0, gone + 1)))
    scores.sort()
    found = []
    for _, first in scores[:20]:
        for more in (-1, 0, 1):
            last = min(len(texts), first + length + more)
            if last > first:
                found.append((first, last))
    return found


def _plain(word: str) -> str:
    return word.strip(".,;:!?\"'()[]").casefold()
