"""The first events that have a word, and how many more: the texts of a block are read at once."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from .sought import Words
from .sqlengine import Ranked
from .tables import BETWEEN, BLOCK, DATELESS

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from .sought import Condition


def only_word(conditions: Sequence[Condition]) -> bytes:
    """The word, where nothing but one is asked for."""
    if len(conditions) == 1 and not conditions[0].negated:
        sought = conditions[0].sought
        if isinstance(sought, Words) and len(sought.words) == 1:
            return sought.words[0].encode("utf-8", "surrogatepass")
    return b""


def first_with(database: sqlite3.Connection, word: bytes, most: int, dateless: int) -> Ranked:
    """The first ``most`` events or some more with a word, all dateless ones, the others counted.

    No event without a date has a rank below ``dateless``.
    """
    dated, undated = array("L"), array("L")
    more = 0
    for block, texts in database.execute(
        "SELECT block, words FROM texts WHERE instr(words, ?) ORDER BY block", (word,)
    ):
        if len(dated) >= most and (block + 1) * BLOCK <= dateless:
            more += _having(texts, word)
            continue
        for rank, flags in database.execute(
            "SELECT rank, flags FROM event WHERE rank BETWEEN ? AND ? AND instr(words, ?)",
            (block * BLOCK, block * BLOCK + BLOCK - 1, word),
        ):
            (undated if flags & DATELESS else dated).append(rank)
    return Ranked(dated + undated, b"\1" * (len(dated) + len(undated)), len(dated), 0, more)


def _having(texts: bytes, word: bytes) -> int:
    """How many events of a block have a word that one has at least."""
    _, *between, _ = texts.split(word)
    return 1 + sum(BETWEEN in part for part in between)
