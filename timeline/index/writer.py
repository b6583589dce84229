"""Writes a resolved timeline into the tables of an index."""

from __future__ import annotations

import zlib
from itertools import chain
from typing import TYPE_CHECKING

from crisis.timeline.base.normalize import spellings
from crisis.timeline.base.progress import INDEXING
from crisis.timeline.model.sort_keys import order
from crisis.timeline.model.words import STATUSES
from crisis.timeline.model.written import written
from crisis.timeline.query.fields import KNOWN
from crisis.timeline.query.free_fields import field_of
from crisis.timeline.query.memory import Memory, known
from crisis.timeline.query.numbered_times import OPEN, time
from crisis.timeline.query.searched_text import searched
from crisis.timeline.query.store import branched

from .columns import columns
from .names import mentioned
from .postings import Postings
from .schema import (
    BETWEEN,
    BLOCK,
    BRANCHED,
    DATELESS,
    INDEXES,
    LARGEST_BLOCK,
    PICTURED,
    STATUS,
    TABLES,
)
from .write_relations import weave

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from crisis.timeline.base.progress import Progress
    from crisis.timeline.model.records import Event
    from crisis.timeline.model.timeline import Timeline

_AT_ONCE = 256 * BLOCK
"""So many events are made into rows together, unless their texts are too long."""

_BYTES_AT_ONCE = 1 << 24
"""Where what is written about events has so many bytes, no more are made into rows together."""


def fill(
    database: sqlite3.Connection, timeline: Timeline, progress: Progress | None = None
) -> None:
    """Make the tables and fill them, but for the facts that tell whose index it is.

    ``progress`` hears how many events are in. Raises OverflowError or UnicodeError for a timeline
    that the tables cannot hold.
    """
    database.execute("SELECT 1 FROM json_each('[]')")  # some old SQLite has it not
    for statement in TABLES:
        database.execute(statement)
    ordered = sorted(timeline.events, key=order)
    ranks = {event.id: rank for rank, event in enumerate(ordered)}
    postings = Postings()
    for first, texts in _in_parts(ordered):
        some = ordered[first : first + len(texts)]
        database.executemany(
            "INSERT INTO event VALUES(?,?,?,?,?,?,?,?,?,?)", _rows(some, texts, first, postings)
        )
        database.executemany("INSERT INTO texts VALUES(?,?)", _joined(texts, first // BLOCK))
        database.executemany("INSERT INTO record VALUES(?,?,?)", _packed(some, first // BLOCK))
        if progress is not None:
            progress.at(INDEXING, first + len(some), len(ordered))
    database.executemany("INSERT INTO account VALUES(?,?,?,?,?,?)", _accounts(ordered))
    postings.write(database)
    database.executemany("INSERT INTO name VALUES(?,?,?,?)", _names(timeline))
    effects = {(ranks[cause], ranks[e.id]) for e in ordered for cause in e.caused_by}
    database.executemany("INSERT INTO effect VALUES(?,?)", sorted(effects))
    weave(database, timeline, ranks)
    for statement in INDEXES:
        database.execute(statement)
    _facts(database, timeline, ordered)


def _in_parts(events: list[Event]) -> Iterator[tuple[int, list[bytes]]]:
    """What is written about events, whole blocks at once, and the rank of the first of them."""
    texts: list[bytes] = []
    size, text_of = 0, searched()
    for rank, event in enumerate(events):
        texts.append(text_of(event).encode())
        size += len(texts[-1])
        full = size >= _BYTES_AT_ONCE and len(texts) % BLOCK == 0
        if full or len(texts) == _AT_ONCE or rank == len(events) - 1:
            yield rank + 1 - len(texts), texts
            texts, size = [], 0


def _rows(
    events: list[Event], texts: list[bytes], first: int, postings: Postings
) -> Iterator[tuple[object, ...]]:
    for rank, (event, text) in enumerate(zip(events, texts, strict=True), first):
        postings.add(event, rank)
        if event.status and event.status not in STATUSES:
            raise OverflowError("a status that there is not")
        low, last, high, until, width = time(event.start, event.end)
        flags = STATUS if event.status else 0
        if event.media:
            flags += PICTURED
        classed: int | None = width
        if high - low == 2 * OPEN and event.dateless:
            flags += DATELESS
        if event.branched:
            flags, classed = flags + BRANCHED, None  # each of its times is asked
        yield (
            rank, event.id, event.place_in_file, low, last, high, until, classed, flags, text,
        )  # fmt: skip


def _joined(texts: list[bytes], first: int) -> Iterator[tuple[int, bytes]]:
    for number, begin in enumerate(range(0, len(texts), BLOCK), first):
        yield number, BETWEEN.join(texts[begin : begin + BLOCK])


def _packed(events: list[Event], first: int) -> Iterator[tuple[int, int, bytes]]:
    for number, begin in enumerate(range(0, len(events), BLOCK), first):
        plain = columns(events[begin : begin + BLOCK])
        if len(plain) > LARGEST_BLOCK:
            raise OverflowError("a block that would not be read")
        yield number, len(plain), zlib.compress(plain, 1)


def _accounts(events: list[Event]) -> Iterator[tuple[int, ...]]:
    for rank, event in enumerate(events):
        if event.branched:
            for start, end in event.moments:
                yield rank, *time(start, end)


def _names(timeline: Timeline) -> Iterator[tuple[str, str, int, str]]:
    for kind in (*KNOWN, *timeline.free_names()):
        names = field_of(kind).names(timeline, timeline.events)
        for place, (folded, name) in enumerate(names.items()):
            yield kind, folded, place, name


def _facts(database: sqlite3.Connection, timeline: Timeline, ordered: list[Event]) -> None:
    widths = chain(
        database.execute("SELECT DISTINCT class FROM event WHERE class IS NOT NULL"),
        database.execute("SELECT DISTINCT class FROM account"),
    )
    facts = {
        "events": len(timeline.events),
        "broken": timeline.broken,
        "dated": sum(1 for event in timeline.events if not event.dateless),
        "header": timeline.header,
        "files": timeline.files,
        "actors": list(timeline.actors.values()),
        "sources": list(timeline.sources.values()),
        "problems": timeline.problems,
        "conflicts": timeline.conflicts,
        "kinds": Memory(timeline).findings(),
        "widths": sorted({width for (width,) in widths}),
        "known": known(timeline.events),
        "branched": [branched(rank, event) for rank, event in enumerate(ordered) if event.branched],
        "mentions": mentioned(timeline),
        "free": timeline.free_names(),
        "spelled": spellings(tag for event in ordered for tag in event.tags),
    }
    database.executemany(
        "INSERT INTO fact VALUES(?,?)", ((name, written(fact)) for name, fact in facts.items())
    )
