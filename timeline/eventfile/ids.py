"""Ids: what one is made of, and those of events whose ids nobody wrote."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Container

FILLERS = "\u115f\u1160\u3164\uffa0"
"""Letters that cannot be seen, which no id has."""
_LETTERS = re.compile(r"[^\W\d_][\w-]*\Z").match  # a set of letters without fillers compiles slowly
ID_HINT = "an id is letters, digits, - and _, and begins with a letter"


def is_id(text: str) -> bool:
    """Whether a text can be an id."""
    lettered = _LETTERS(text) is not None
    return lettered and (text.isascii() or not any(filler in text for filler in FILLERS))


def free_id(name: str, taken: Container[str]) -> str:
    """An id that is not taken: the name itself, or with a number behind it."""
    if name not in taken:
        return name
    low, high = 1, 2  # sought by halves, since very many may have one name
    while f"{name}-{high}" in taken:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if f"{name}-{middle}" in taken else (low, middle)
    return f"{name}-{high}"


def id_to_write(name: str, taken: Container[str]) -> str:
    """An id that is not taken and can be written down: none made from a title becomes another.

    It is the name, or has a number that ``free_id`` does not meet where those before it are taken.
    """
    free = free_id(name, taken)
    if free == name:
        return name
    number = (1 << (int(free.rpartition("-")[2]) - 2).bit_length()) + 1
    while f"{name}-{number}" in taken:
        number += 1
    return f"{name}-{number}"


def slug(title: str) -> str:
    """An id made from a title: ``the-roof-comes-down``."""
    plain = title
    if not title.isascii():
        plain = unicodedata.normalize("NFKD", title)
        plain = "".join(char for char in plain if not unicodedata.combining(char))
    plain = plain.casefold()
    words = _words()(plain)
    slug = "-".join(words)[:40].rstrip("-")
    return slug if is_id(slug) else f"event-{slug}".rstrip("-")


@cache
def _words() -> Callable[[str], list[str]]:
    return re.compile(rf"[^\W{FILLERS}]+").findall
