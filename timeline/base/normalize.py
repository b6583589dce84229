"""Texts without case and accents, for comparison."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


_PHRASES = ("\ufdfa", "\ufdd0"), ("\ufdfb", "\ufdd1")
"""Characters that stand for a phrase of eight letters and more, and what holds their place."""


def fold(text: str) -> str:
    """A text without accents and case. It is at most seven times as long."""
    if text.isascii():
        return text.lower()
    for phrase, held in _PHRASES:
        text = text.replace(phrase, held)
    plain = unicodedata.normalize("NFKD", text)
    folded = _combining().sub(_uncombined, plain).casefold()
    for phrase, held in _PHRASES:
        folded = folded.replace(held, phrase)
    return folded


@cache
def _combining() -> re.Pattern[str]:
    """Runs of what may combine with the letter before it: no character before U+0300 does."""
    return re.compile("[\u0300-\U0010ffff]+")


def _uncombined(match: re.Match[str]) -> str:
    return "".join([char for char in match[0] if not unicodedata.combining(char)])


def spellings(tags: Iterable[str]) -> dict[str, str]:
    """How tags are shown, by what they are folded: the first of their spellings by the alphabet."""
    return {fold(tag): tag for tag in sorted({*tags}, reverse=True)}
