"""The first events that have a word, and how many more: the texts of a block are read at once."""

from __future__ import annotations

import re
from array import array
from typing import TYPE_CHECKING

from crisis.timeline.query.conditions import Words

from .schema import BETWEEN, BLOCK, DATELESS
from .select import Ranked

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from crisis.timeline.query.conditions import Condition


def only_word(conditions: Sequence[Condition]) -> bytes:
    """The word, where nothing but one is asked for, and no name has it."""
    if len(conditions) == 1 and not conditions[0].negated:
        sought = conditions[0].sought
        named = isinstance(sought, Words) and (sought.actors or sought.sources)
        if isinstance(sought, Words) and len(sought.words) == 1 and not named:
            return sought.words[0].encode("utf-8", "surrogatepass")
    return b""


def first_with(database: sqlite3.Connection, word: bytes, most: int) -> Ranked:
    """The first ``most`` dated events or some more with a word; the others are only counted."""
    dated, undated = array("L"), array("L")
    more = 0
    having = re.compile(re.escape(word) + b"[^" + BETWEEN + b"]*")  # once in each event
    for block, texts in database.execute(
        "SELECT block, words FROM texts WHERE instr(words, ?) ORDER BY block", (word,)
    ):
        if len(dated) >= most:
            more += len(having.findall(texts))
            continue
        for rank, flags in database.execute(
            "SELECT rank, flags FROM event WHERE rank BETWEEN ? AND ? AND instr(words, ?)",
            (block * BLOCK, block * BLOCK + BLOCK - 1, word),
        ):
            (undated if flags & DATELESS else dated).append(rank)
    return Ranked(dated + undated, b"\1" * (len(dated) + len(undated)), len(dated), 0, more)
