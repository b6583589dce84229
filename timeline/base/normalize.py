"""Texts without case and accents, for comparison."""

from __future__ import annotations

import unicodedata
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
    folded = "".join(char for char in plain if not unicodedata.combining(char)).casefold()
    for phrase, held in _PHRASES:
        folded = folded.replace(held, phrase)
    return folded


def spellings(tags: Iterable[str]) -> dict[str, str]:
    """How tags are shown, by what they are folded: the first of their spellings by the alphabet."""
    return {fold(tag): tag for tag in sorted({*tags}, reverse=True)}
