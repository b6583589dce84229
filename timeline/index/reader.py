"""What an index has: the events and whatever an engine asks of them, read when it is asked for.

Nothing that is read is believed: what is not as it was written raises one of DAMAGE.
"""

from __future__ import annotations

import sqlite3
import zlib
from typing import TYPE_CHECKING, Any

from crisis.timeline.model.records import Bound
from crisis.timeline.model.relations import Place, Telling
from crisis.timeline.model.serialize import (
    Damaged,
    Reader,
    bound,
    instant,
    number,
    record,
    several,
    text,
    truth,
)
from crisis.timeline.model.written import parsed
from crisis.timeline.query.numbered_times import OPEN, backwards, storable
from crisis.timeline.query.store import Branched

from .columns import row
from .schema import ACCOUNT, BLOCK, DATELESS, END, LARGEST_BLOCK, START
from .select import Engine, Ranked
from .text_search import first_with, only_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from crisis.timeline.model.records import Event
    from crisis.timeline.model.relations import Reach, Work
    from crisis.timeline.network.relation_graph import Web
    from crisis.timeline.query.conditions import Condition
    from crisis.timeline.query.elapsed import Since

DAMAGE = (sqlite3.Error, zlib.error, Damaged, ValueError, TypeError, LookupError, OverflowError)
"""What reading a broken index may raise."""

_SEVERAL = 8  # blocks that are kept unpacked

_BRANCHED = record(Branched, number, bound, several(bound))


class Index:
    """An open index. ``names`` maps the files' names when it was made to those of today."""

    def __init__(self, database: sqlite3.Connection, names: Mapping[str, str]) -> None:
        self.database = database
        self.names_now = names
        self.read = Reader(names)
        self.events = number(self.fact("events"))
        self._blocks: dict[int, Any] = {}
        self._webs: dict[tuple[int, bool], tuple[dict[int, int], Web]] = {}

    def fact(self, name: str) -> Any:
        """One of the facts, as plain data."""
        (value,) = self._row("SELECT value FROM fact WHERE name = ?", name)
        return parsed(value)

    def at(self, rank: int) -> Event:
        """The event of a rank."""
        block, place = divmod(rank, BLOCK)
        if block not in self._blocks:
            if len(self._blocks) >= _SEVERAL:
                self._blocks.clear()
            self._blocks[block] = self._unpacked(block)
        return self.read.event(row(self._blocks[block], place))

    def _unpacked(self, block: int) -> Any:
        size, packed = self._row("SELECT size, packed FROM record WHERE block = ?", block)
        if not 0 < number(size) <= LARGEST_BLOCK:
            raise Damaged("a block of no such size")
        packer = zlib.decompressobj()
        plain = packer.decompress(packed, size + 1)
        if len(plain) != size or not packer.eof:  # its own checksum comes last
            raise Damaged("a block of another size")
        return parsed(plain)

    def rank(self, name: str) -> int | None:
        """The rank of an event's id."""
        if not storable(name):
            return None
        row = self._first("SELECT rank FROM event WHERE id = ?", name)
        return None if row is None else self._inside(row[0])

    def ids(self) -> Iterator[str]:
        """All ids, in the order of the files."""
        return (text(row[0]) for row in self._all("SELECT id FROM event ORDER BY place"))

    def begun(self, typed: str, most: int) -> list[str]:
        """The ids that begin with a text, in the order of letters; where none does, in any case.

        Of more than ``most`` the first ones and the last: what they have in common all have.
        """
        if not storable(typed):
            return []
        end = typed + "\U0010ffff"
        exact = "SELECT id FROM event WHERE id BETWEEN ? AND ? ORDER BY id"
        rows = self._all(f"{exact} LIMIT ?", typed, end, most + 1)
        if len(rows) > most:
            rows[-1:] = self._all(f"{exact} DESC LIMIT 1", typed, end)
        if not rows:
            other = "SELECT id FROM event WHERE substr(id, 1, ?) = ? COLLATE NOCASE LIMIT ?"
            rows = self._all(other, len(typed), typed, most + 1)
            rows = [] if len(rows) > most else rows
        return [text(name) for (name,) in rows]

    def in_files(self, flags: int = 0) -> Iterator[int]:
        """All ranks, or those of events with one of the flags, in the order of the files."""
        which = "WHERE flags & ? " if flags else ""
        rows = self._all(
            f"SELECT rank FROM event {which}ORDER BY place", *([flags] if flags else [])
        )
        return (self._inside(row[0]) for row in rows)

    def named(self, kind: str, folded: str) -> str | None:
        """What is called so: see Store.names."""
        if not storable(folded):
            return None
        row = self._first("SELECT id FROM name WHERE kind = ? AND folded = ?", kind, folded)
        return None if row is None else text(row[0])

    def names(self, kind: str) -> dict[str, str]:
        """All names of a kind, and what they mean."""
        rows = self._all("SELECT folded, id FROM name WHERE kind = ? ORDER BY place", kind)
        return {text(folded): text(name) for folded, name in rows}

    def followed(self, causes: Iterable[str]) -> set[str]:
        """The ids of all that followed from events, directly or not."""
        ids: set[str] = set()
        for cause in causes:
            rows = self._all(
                "WITH RECURSIVE after(rank) AS ("
                " SELECT f.rank FROM event e JOIN effect f ON f.cause = e.rank WHERE e.id = ?"
                " UNION SELECT f.rank FROM after a JOIN effect f ON f.cause = a.rank)"
                " SELECT e.id FROM after a JOIN event e ON e.rank = a.rank",
                cause,
            )
            ids.update(text(row[0]) for row in rows)
        return ids

    def branched(self) -> list[Branched]:
        """The events of several times by their ranks, in order."""
        events = several(_BRANCHED)(self.fact("branched"))
        if events:
            self._inside(events[-1].place)
        return list(events)

    def open_starts(self) -> list[int]:
        """The ranks of other events with a time that may have started at any before it."""
        rows = []
        for width in several(number)(self.fact("widths")):
            rows += self._all(
                "SELECT rank FROM event WHERE class = ? AND low = ? AND NOT flags & ?",
                width,
                -OPEN,
                DATELESS,
            )
        return sorted(self._inside(rank) for (rank,) in rows)

    def known(self) -> list[tuple[int, int]]:
        """Stretches in which events lie: see Store.known."""
        pairs = several(several(number))(self.fact("known"))
        return [(first, last) for first, last in pairs]

    def place(self, event: str) -> Place | None:
        """Where an event stands in the network: see Links."""
        rows = self._all(
            "SELECT n.number, n.kind, n.source, n.low, n.high, n.wide FROM event e"
            " JOIN node n ON n.rank = e.rank WHERE e.id = ? ORDER BY n.turn",
            event,
        )
        start = end = None
        bound, wide = Bound(), False
        accounts = []
        for node, kind, source, low, high, flags in rows:
            if kind == START:
                start, wide = number(node), bool(flags)
                bound = Bound(instant(low), instant(high))
            elif kind == END:
                end = number(node)
            elif kind == ACCOUNT:
                own = Bound(instant(low), instant(high))
                accounts.append(Telling(text(source), number(node), own))
        return None if start is None else Place(start, end, bound, wide, tuple(accounts))

    def reach(self, node: int, accounts: bool) -> Reach:
        """How far other nodes are from one: see Links."""
        (web,) = self._row("SELECT web FROM node WHERE number = ?", node)
        if several(truth)(self.fact("torn"))[accounts]:
            return {}, {}
        if (web, accounts) not in self._webs:
            self._webs[web, accounts] = self._woven(web, accounts)
        places, web_graph = self._webs[web, accounts]
        if node not in places:
            return {node: 0}, {node: 0}
        nodes = list(places)
        low, high = web_graph.reach(places[node])
        return (
            {nodes[place]: far for place, far in low.items()},
            {nodes[place]: far for place, far in high.items()},
        )

    def apart(
        self, first: int, second: int, most: float, accounts: bool, work: Work
    ) -> float | None:
        """How far a node is from another at most: see Links."""
        (web,) = self._row("SELECT web FROM node WHERE number = ?", first)
        if several(truth)(self.fact("torn"))[accounts]:
            return most
        if (web, accounts) not in self._webs:
            self._webs[web, accounts] = self._woven(web, accounts)
        places, web_graph = self._webs[web, accounts]
        if first not in places or second not in places:
            return most
        return web_graph.apart(places[first], places[second], most, work)

    def _woven(self, web: int, accounts: bool) -> tuple[dict[int, int], Web]:
        """The place of each node of a web in its graph, and that graph."""
        from crisis.timeline.model.relations import Relation
        from crisis.timeline.network.relation_graph import Web

        places: dict[int, int] = {}
        relations = []
        for node, ref, low, high, account in self._all(
            "SELECT node, ref, low, high, account FROM relation WHERE web = ? ORDER BY rowid", web
        ):
            here, there = (places.setdefault(number(end), len(places)) for end in (node, ref))
            relations.append(Relation(here, there, instant(low), instant(high), 0, bool(account)))
        return places, Web(len(places), relations, accounts)

    def related(self, event: str) -> list[int]:
        """The ranks of the events that relations may tell more of, seen from one."""
        rows = self._all(
            "SELECT rank FROM node WHERE web IN"
            " (SELECT n.web FROM event e JOIN node n ON n.rank = e.rank WHERE e.id = ?)"
            " UNION SELECT rank FROM event WHERE id = ?",
            event,
            event,
        )
        odd = several(number)(self.fact("odd"))
        return sorted({*odd, *(number(rank) for (rank,) in rows)})

    def select(
        self,
        conditions: Sequence[Condition],
        since: Since,
        certain: bool,
        most: int | None = None,
    ) -> Ranked:
        """The ranks of the events under all conditions: see Store."""
        if not conditions and not certain:
            return Ranked(range(self.events), b"\1" * self.events, number(self.fact("dated")), 0)
        if most is not None and not certain and (word := only_word(conditions)):
            ranked = first_with(self.database, word, most)
            for rank in ranked.ranks:
                self._inside(rank)
            return ranked

        def asked(since: Since) -> list[tuple[int, Event]]:
            if since.event is None:
                return []
            everything = since.zero is None or since.zero.open or backwards(since.zero)
            ranks = range(self.events) if everything else self.related(since.event.id)
            return [(rank, self.at(rank)) for rank in ranks]

        widths = several(number)(self.fact("widths"))
        engine = Engine(self.database, self.events, widths, since, asked, self.at)
        ranked = engine.select(conditions, certain)
        if ranked.ranks:
            self._inside(ranked.ranks[-1])
        return ranked

    def _inside(self, rank: object) -> int:
        if 0 <= number(rank) < self.events:
            return number(rank)
        raise Damaged("no such rank")

    def _row(self, query: str, *given: object) -> tuple[Any, ...]:
        row = self._first(query, *given)
        if row is None:
            raise Damaged("a row is missing")
        return row

    def _first(self, query: str, *given: object) -> tuple[Any, ...] | None:
        row: tuple[Any, ...] | None = self.database.execute(query, given).fetchone()
        return row

    def _all(self, query: str, *given: object) -> list[tuple[Any, ...]]:
        return self.database.execute(query, given).fetchall()
