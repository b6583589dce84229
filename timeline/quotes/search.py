"""Finds a quote in the text of a source, word by word, and what comes nearest to one not there."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple

from .folded import folded
from .source_text import place_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .source_text import Place, SourceText

NEAR = 0.75
"""How alike, as difflib has it, a passage is that was perhaps meant; 1 is the same."""
_CUT = re.compile(r"\s*(?:\[\s*\.{3,}\s*\]|\(\s*\.{3,}\s*\)|\.{3,})\s*")
_PUT_IN = re.compile(r"\s*\[[^\[\]]{0,100}\]\s*")
_ANYTHING = r"[\s\S]{0,120}?"  # what an editor has put a few words in place of
_WORD = re.compile(r"\S+")
_BROKEN = re.compile(r"(?<=[^\W\d_])-\n\s*(?=[^\W\d_])")
_LONGEST = 2_000


class Found(NamedTuple):
    """Where a quote stands; ``passage`` is what stands there where that is not the same."""

    place: Place
    passage: str = ""


class Searched:
    """The text of a source, made ready for many quotes."""

    def __init__(self, source: SourceText) -> None:
        self._source = source
        self._text, self._starts = source.searched()
        self._joined, self._removed = _joined(self._text)
        self._words: list[re.Match[str]] | None = None

    def find(self, quote: str) -> Found | None:
        """Where a quote stands, all its parts in their order; None where it does not.

        White space, dashes and quotation marks may be others, a line may end anywhere, a word may
        be parted at the end of one. ``...`` stands for whatever is left out, words in brackets for
        a few others.
        """
        parts = [pattern for part in _CUT.split(folded(quote)) if (pattern := _pattern(part))]
        if not parts:
            return None
        for text, removed in ((self._text, ()), (self._joined, self._removed)):
            at = _parts_in(text, parts)
            if at is not None:
                return Found(self._place(_before(at, removed)))
            if not self._removed:
                break
        return None

    def nearest(self, quote: str) -> Found | None:
        """The passage that comes nearest to a quote which is not there; None where none is near."""
        wanted = _PUT_IN.sub(" ", _CUT.sub(" ", folded(quote))).split()
        if not wanted or len(" ".join(wanted)) > _LONGEST:
            return None
        if self._words is None:
            self._words = list(_WORD.finditer(self._text))
        best: tuple[float, int, int] = (0.0, 0, 0)
        plain = " ".join(wanted)
        for first, last in _windows(self._words, wanted):
            start, stop = self._words[first].start(), self._words[last - 1].end()
            passage = " ".join(self._text[start:stop].split())
            like = SequenceMatcher(None, plain.casefold(), passage.casefold(), False).ratio()
            if like > best[0]:
                best = like, start, stop
        like, start, stop = best
        if like < NEAR:
            return None
        passage = " ".join(self._text[start:stop].split())
        return Found(self._place(start), passage if "'" in plain else passage.strip("'"))

    def _place(self, at: int) -> Place:
        return place_of(self._source, self._starts, at)


def _pattern(part: str) -> re.Pattern[str] | None:
    """What finds a part of a quote; None where nothing is left of it."""
    pieces = [r"\s+".join(map(re.escape, piece.split())) for piece in _PUT_IN.split(part)]
    joined = _ANYTHING.join(pieces).removeprefix(_ANYTHING).removesuffix(_ANYTHING)
    return re.compile(joined) if any(pieces) else None


def _parts_in(text: str, parts: Sequence[re.Pattern[str]]) -> int | None:
    """Where the first of several parts begins that stand one behind the other."""
    first, *rest = parts
    for match in first.finditer(text):
        at = match.end()
        for pattern in rest:
            following = pattern.search(text, at)
            if following is None:
                return None  # nor behind a later one of the first
            at = following.end()
        return match.start()
    return None


def _joined(text: str) -> tuple[str, tuple[int, ...]]:
    """A text without hyphens at line ends, and the place of each character that it lacks."""
    removed: list[int] = []
    pieces, done = [], 0
    for match in _BROKEN.finditer(text):
        pieces.append(text[done : match.start()])
        removed += [match.start()] * (match.end() - match.start())
        done = match.end()
    return "".join([*pieces, text[done:]]), tuple(removed)


def _before(at: int, removed: Sequence[int]) -> int:
    """Where a character of the joined text stands in the text itself."""
    for place in removed:
        if place > at:
            break
        at += 1
    return at


def _windows(words: list[re.Match[str]], wanted: list[str]) -> list[tuple[int, int]]:
    """The stretches of a text that share most words with a quote, as numbers of its words."""
    sought = Counter(map(_plain, wanted))
    length = len(wanted)
    texts = [_plain(match[0]) for match in words]
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
