"""What a table says of itself in the metadata of its file: its header, its names, how many events.

Each fact is JSON under a name of its own, so that a question reads no more than it asks for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.normalize import fold
from crisis.timeline.model.free import texts
from crisis.timeline.model.serialize import Damaged, by_name, number, several, text, truth
from crisis.timeline.model.written import parsed, written
from crisis.timeline.query.fields import KEPT, PLAIN
from crisis.timeline.query.memory import near, stretches

from .columns import COLUMNS, LIST, NUMBER, PREFIX, SCHEMA, TEXT, TRUTH

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from crisis.timeline.model.records import Event
    from crisis.timeline.model.timeline import Timeline

    from .rows import Row

MOST_NAMES = 50_000
"""So many names of a kind stand in the metadata; of more the rows are asked."""

QUARTER = 15 * 60_000_000
"""Microseconds of a quarter of an hour, by which events are counted."""

FIXED_FROM = 1_000
"""In tables of so many events columns with one value need not be read."""

_SHORT = 100
"""Such a value has no more characters, written as JSON."""

ALIKE = {
    "actors": "parts",
    "roles": "part_roles",
    "last": "high",
    "until": "low",
    "sort_first": "low",
    "sort_last": "high",
}
"""Columns that often have, in every row, what another has."""

_MOST_SPANS = 100_000


class Sums(NamedTuple):
    """How many events a table has, and of which kinds.

    ``first`` and ``last`` are the least and the most that ``sort_first`` is.
    ``dated`` have a time, ``branched`` have several, ``related`` stand in relations, ``causing``
    name a cause, ``status`` never certainly happened, ``pictured`` have pictures. Of ``open`` the
    start is not known. ``conflicted`` gave way in a conflict; ``wide`` reach beyond a quarter of
    an hour of the clock.
    """

    events: int = 0
    dated: int = 0
    branched: int = 0
    related: int = 0
    causing: int = 0
    status: int = 0
    conflicted: int = 0
    wide: int = 0
    pictured: int = 0
    open: int = 0
    first: int = 0
    last: int = 0

    def plus(self, other: Sums) -> Sums:
        """The sums of two tables together."""
        if not (self.events and other.events):
            return self if self.events else other
        both = Sums(*(a + b for a, b in zip(self, other, strict=True)))
        return both._replace(first=min(self.first, other.first), last=max(self.last, other.last))


class Gathered:
    """Facts as they are gathered, event by event."""

    def __init__(self) -> None:
        self._numbers = dict.fromkeys(Sums._fields, 0)
        self._names: dict[str, dict[str, None] | None] = {
            name: {} for name in ("actor", "source", *PLAIN)
        }
        self._own: dict[str, dict[str, None] | None] = {}
        self._spans: list[tuple[int, int]] = []
        self._languages: set[str] = set()
        self._files: dict[str, None] = {}
        self._fixed: dict[str, object] = {}
        self._alike = dict(ALIKE)

    @property
    def causing(self) -> int:
        """How many events name a cause."""
        return self._numbers["causing"]

    def add(self, event: Event, row: Row) -> None:
        """Take an event and its row."""
        numbers = self._numbers
        if not numbers["events"]:
            self._fixed = {name: row.get(name) for name in COLUMNS}
        for name in [n for n, value in self._fixed.items() if row.get(n) != value]:
            del self._fixed[name]
        for name in [n for n, other in self._alike.items() if row[n] != row[other]]:
            del self._alike[name]
        at = row["sort_first"]
        if not numbers["events"]:
            numbers["first"] = numbers["last"] = at
        numbers["first"] = min(numbers["first"], at)
        numbers["last"] = max(numbers["last"], at)
        numbers["events"] += 1
        numbers["dated"] += not row["dateless"]
        numbers["branched"] += row["branched"]
        numbers["related"] += row["related"]
        numbers["causing"] += bool(row["caused_by"])
        numbers["conflicted"] += event.conflicted
        numbers["wide"] += row["low"] // QUARTER != row["last"] // QUARTER
        numbers["pictured"] += row["pictured"]
        numbers["status"] += bool(row["status"])
        numbers["open"] += event.start.earliest is None and not (row["branched"] or row["dateless"])
        for name in self._names:
            _learn(self._names, name, KEPT[name](event))
        for name, literal in event.free:
            _learn(self._own, name, texts(literal))
        self._files[event.origin.file] = None
        self._files |= dict.fromkeys(claim.origin.file for claim in event.when)
        self._languages |= {tag for tag, _ in (*event.titles, *event.texts) if tag}
        if (span := near(event)) is not None:
            self._spans.append(span)
            if len(self._spans) > _MOST_SPANS:
                self._spans = stretches(self._spans)

    def facts(self, timeline: Timeline, conflicts: bool) -> dict[str, bytes]:
        """All facts by their names; of ``timeline`` is taken what stands above its events.

        ``conflicts`` are told where all its events are here. Raises UnicodeError for half
        characters.
        """
        files = self._files | dict.fromkeys(a.origin.file for a in timeline.actors.values())
        files |= dict.fromkeys(source.origin.file for source in timeline.sources.values())
        told: dict[str, object] = {
            "sums": self._numbers,
            "header": timeline.header,
            "broken": timeline.broken if conflicts else 0,
            "files": [*files],
            "actors": list(timeline.actors.values()),
            "sources": list(timeline.sources.values()),
            "known": stretches(self._spans),
            "languages": sorted(self._languages),
            "conflicts": list(timeline.conflicts) if conflicts else [],
            "own": [*self._own],
        }
        if self._numbers["events"] >= FIXED_FROM:
            told["fixed"] = {name: value for name, value in self._fixed.items() if _short(value)}
            told["alike"] = self._alike
        for name, known in (self._names | self._own).items():
            told[f"names.{name}"] = None if known is None else [*known]
        head = {"schema": SCHEMA, "sorted": True, "title": timeline.header.title}
        head["zone"] = timeline.header.zone
        return {name: written(fact) for name, fact in (head | told).items()}


def _short(value: object) -> bool:
    """Whether a value is quickly written, in SQL too."""
    texts = value if isinstance(value, list) else [value] if isinstance(value, str) else []
    return all(one.isprintable() for one in texts) and len(written(value)) <= _SHORT


def _learn(known: dict[str, dict[str, None] | None], name: str, values: Iterable[str]) -> None:
    """Enter values of a kind, until they are too many."""
    here = known.setdefault(name, {})
    if here is not None:
        here.update(dict.fromkeys(values))
        if len(here) > MOST_NAMES:
            known[name] = None


class Facts:
    """The facts of one table. They raise Damaged where they are not as they were written."""

    def __init__(self, metadata: Mapping[str, bytes]) -> None:
        self._metadata = metadata

    @property
    def schema(self) -> str:
        """The name of its schema; empty for a file that names none."""
        return text(self.fact("schema")) if PREFIX + "schema" in self._metadata else ""

    def fact(self, name: str) -> Any:
        """One of the facts, as plain data."""
        try:
            return parsed(self._metadata[PREFIX + name])
        except KeyError:
            raise Damaged(f"its metadata has no {name}") from None

    def sums(self) -> Sums:
        """How many events, and of which kinds."""
        numbers = by_name(number)(self.fact("sums"))
        for name in ("conflicted", "wide"):  # what is not counted may be so of each
            numbers.setdefault(name, numbers.get("events", 0))
        try:
            return Sums(**numbers)
        except TypeError:
            raise Damaged("its metadata has other sums") from None

    def sorted(self) -> bool:
        """Whether its rows stand in order."""
        return truth(self.fact("sorted"))

    def known(self) -> list[tuple[int, int]]:
        """Stretches in which events lie: see Store.known."""
        return [(first, last) for first, last in map(several(number), self.fact("known"))]

    def fixed(self) -> dict[str, object]:
        """Columns that have the same value in all rows; a table need not tell them."""
        if PREFIX + "fixed" not in self._metadata:
            return {}
        found: dict[str, object] = by_name(lambda value: value)(self.fact("fixed"))
        for name, value in found.items():
            if not _fits(value, COLUMNS.get(name, "")):
                raise Damaged("its metadata has other columns")
        return found

    def alike(self) -> dict[str, str]:
        """Columns that have, in all rows, what the column behind them has."""
        if PREFIX + "alike" not in self._metadata:
            return {}
        found = by_name(text)(self.fact("alike"))
        if not found.items() <= ALIKE.items():
            raise Damaged("its metadata has other columns")
        return found

    def names(self, kind: str) -> tuple[str, ...] | None:
        """The values of a field as events have them; None where there are too many to list."""
        if kind not in KEPT and kind not in several(text)(self.fact("own")):
            return ()
        names = self.fact(f"names.{kind}")
        return None if names is None else several(text)(names)


def _fits(value: object, kind: str) -> bool:
    """Whether a value may be one of a column of a type, and is short."""
    if kind == LIST and isinstance(value, list):
        return all(isinstance(one, str) for one in value) and _short(value)
    types: dict[str, type] = {TEXT: str, NUMBER: int, TRUTH: bool}
    return (value is None or type(value) is types.get(kind)) and bool(kind) and _short(value)


def folded(names: Iterable[str]) -> dict[str, str]:
    """Plain words by what they are folded, each in the first of its spellings by the alphabet."""
    from crisis.timeline.base.normalize import spellings

    listed = dict.fromkeys(names)
    spelled = spellings(listed)
    return {word: spelled[word] for word in map(fold, listed)}
