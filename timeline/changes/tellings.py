"""What several tell of the same events, beside each other: sources of one file, or two files.

A source is never made to say what it did not: what stands in its column are its own accounts. What
only the others say, or what comes of all of them together, is none of them.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Literal

from crisis.timeline.base.record import Record
from crisis.timeline.model.attribution import Testimony, attribution, every_testimony
from crisis.timeline.model.records import AGREED, DIFFERING, DISPUTED, open_to
from crisis.timeline.model.sort_keys import order
from crisis.timeline.model.stated import doubt, shown_on_clock

from .apart import Apart, apart, furthest, nested, times

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crisis.timeline.model.records import Event
    from crisis.timeline.model.timeline import Timeline
    from crisis.timeline.model.words import Agreement

By = Literal["id", "said", "title"]
Standing = Literal["disputed", "differing", "agreed", "alone", "no time"]
"""``alone`` where one tells a time, ``no time`` where nobody does who tells of the event."""

STANDINGS: tuple[Standing, ...] = ("disputed", "differing", "agreed", "alone", "no time")


class Column(Record):
    """A teller: a source by its id and name, or all ``others`` together."""

    id: str
    name: str
    others: bool = False


class Cell(Record):
    """What stands in a column: what is told of the time, and whether the event is told at all.

    ``event`` is there where the column is a file: the event as that file has it.
    """

    said: tuple[Testimony, ...] = ()
    told: bool = False
    event: Event | None = None

    @property
    def timed(self) -> bool:
        """Whether any time is told."""
        return bool(self.said)


class Pairing(Record):
    """Why two events are taken for one: their ids, or somebody has ``said`` so.

    By ``title`` it is a proposal; ``like`` is how alike the titles are, up to 1.
    """

    by: By
    like: float = 1.0


class Row(Record):
    """An event, or one of each teller, and what each says of its time.

    ``apart`` is how far those are apart who are the furthest. ``alone`` is the number of the column
    that stands alone: nobody else tells a time, or all others can be right together and it cannot
    with any of them; else None. ``pairing`` is there where the columns are files that both have it.
    """

    event: Event
    cells: tuple[Cell, ...]
    standing: Standing
    apart: Apart | None = None
    alone: int | None = None
    pairing: Pairing | None = None

    @property
    def accounts(self) -> int:
        """How many accounts stand in the columns."""
        return sum(len(cell.said) for cell in self.cells)

    @property
    def whole(self) -> bool:
        """Whether these are all that the event has."""
        return self.accounts >= len(self.event.accounts)


class Tellings(Record):
    """The table, those who disagree most first. ``left_out`` events nobody in a column tells of.

    ``other`` is the second timeline where the columns are two files.
    """

    timeline: Timeline
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    left_out: int = 0
    other: Timeline | None = None

    @property
    def proposed(self) -> list[Row]:
        """The pairs that are proposals."""
        return [row for row in self.rows if row.pairing is not None and row.pairing.by == "title"]

    @property
    def disputed(self) -> bool:
        """Whether there is an event of which they cannot all be right."""
        return any(row.standing == DISPUTED for row in self.rows)


def tellings(timeline: Timeline, events: Iterable[Event], sources: Sequence[str]) -> Tellings:
    """What each of these sources, by ids, says of the time of each event.

    One alone stands against all others together, and what it says nothing of is left out.
    """
    columns = [Column(name, _name(name, timeline)) for name in dict.fromkeys(sources)]
    named = frozenset(column.id for column in columns)
    if len(columns) == 1:
        columns.append(Column("", "all others", others=True))
    rows, left_out = [], 0
    for event in events:
        said = _said(event)
        cells = tuple(_cell(event, said, column, named) for column in columns)
        counted = cells[:1] if columns[-1].others else cells
        if any(cell.told for cell in counted):
            rows.append(_row(event, said, cells, columns[-1].others))
        else:
            left_out += 1
    rows = _judged(timeline, rows, columns)
    return Tellings(timeline, tuple(columns), tuple(in_order(rows)), left_out)


def _judged(timeline: Timeline, rows: list[Row], columns: Sequence[Column]) -> list[Row]:
    """The rows, where some of the accounts of a disputed event are shown judged by these alone.

    Sources that measure from the same thing may part though their times can be the same, and may
    agree by rounding alone: the network is asked anew, with what they alone say of these events.
    One against all others is asked for with each of them.
    """
    named = frozenset(column.id for column in columns if not column.others)
    others = columns[-1].others
    asked: dict[str, frozenset[str]] = {}
    for row in rows:
        told = row.accounts > 1 and row.standing != "alone"
        if told and row.event.disputed and (others or not row.whole):
            sources = frozenset(one.source for cell in row.cells for one in cell.said)
            asked[row.event.id] = sources - named
    groups: Iterable[frozenset[str]] = [named]
    if others:
        groups = [named | {source} for source in sorted(frozenset().union(*asked.values()))]
    found: dict[str, Standing] = {}
    for group in groups if asked else ():
        ids = {name for name, told in asked.items() if not others or told & group}
        standings = _alone(timeline, ids, group)
        for name, standing in standings.items():
            found[name] = min(found.get(name, standing), standing, key=STANDINGS.index)
    return [_stood(row, found[row.event.id]) if row.event.id in found else row for row in rows]


def _alone(timeline: Timeline, asked: set[str], group: frozenset[str]) -> dict[str, Standing]:
    """How the accounts of these sources stand to each other, of the events that are asked for."""
    from crisis.timeline.network.resolve import resolve

    events = tuple(
        event.replace(when=tuple(claim for claim in event.when if claim.source in group))
        if event.id in asked
        else event
        for event in timeline.events
    )
    found = resolve(timeline.replace(events=events))
    return {
        event.id: event.agreement for event in found.events if event.id in asked and event.agreement
    }


def _stood(row: Row, standing: Standing) -> Row:
    """A row whose tellers stand so to each other; in a dispute one of them may stand alone."""
    telling = [number for number, cell in enumerate(row.cells) if cell.timed]
    alone = telling[0] if len(telling) == 1 else None
    if alone is None and standing == DISPUTED:
        alone = lonely([cell.said for cell in row.cells])
    return row.replace(standing=standing, alone=alone)


def in_order(rows: Iterable[Row]) -> list[Row]:
    """Disputed ones first, then differing and agreed ones, those most apart first, then by time."""
    return sorted(rows, key=_place)


def _place(row: Row) -> tuple[int, int, float, float, float, str]:
    distance = row.apart.least if row.apart else 0
    return (STANDINGS.index(row.standing), -distance, *order(row.event), row.event.id)


def _name(source: str, timeline: Timeline) -> str:
    known = timeline.sources.get(source)
    return known.name if known is not None else source


def _said(event: Event) -> tuple[Testimony, ...]:
    """What each teller says of the time of an event. The author is ``""``."""
    if event.accounts:
        return tuple(_spoken(said, event) for said in every_testimony(event))
    named = attribution(event)
    left = open_to(event.alternatives)
    spans = tuple((alternative.start, alternative.end) for alternative in left)
    own = [
        Testimony(
            source,
            event.start,
            event.end,
            conflicted=event.conflicted,
            doubt=doubt(event.when),
            read=shown_on_clock(event.when, source),
            times=spans,
        )
        for source in named.at_time
    ]
    return tuple(_spoken(said, event) for said in (*own, *named.apart))


def _spoken(said: Testimony, event: Event) -> Testimony:
    """What somebody says, in his own words where these come to no time by themselves."""
    if said.written or said.length is not None or times(said):
        return said
    words = dict.fromkeys(
        claim.phrase
        for claim in event.when
        if claim.source == said.source and claim.phrases and not claim.rejected
    )
    return said._replace(written="; ".join(words))


def _cell(event: Event, said: Iterable[Testimony], column: Column, named: frozenset[str]) -> Cell:
    if column.others:
        own = tuple(one for one in said if one.source not in named)
        return Cell(own, bool(own) or any(name not in named for name in event.sources))
    own = tuple(one for one in said if one.source == column.id)
    return Cell(own, bool(own) or column.id in event.sources)


def _row(event: Event, said: Sequence[Testimony], cells: tuple[Cell, ...], others: bool) -> Row:
    telling = [number for number, cell in enumerate(cells) if cell.timed]
    if not telling:
        return Row(event, cells, "no time")
    shown = [one for cell in cells for one in cell.said]
    if len(shown) == 1 or (others and telling == [1]):
        return Row(event, cells, "alone", None, telling[0])
    pairs = [*combinations(shown, 2)]
    if others:  # these are not against each other
        pairs = [(one, other) for one, other in pairs if one in cells[0].said]
    distance = furthest(pairs)
    all_of_them = event.agreement or AGREED
    whole = len(shown) == len(said) and not others
    standing = all_of_them if whole else _standing(pairs, distance, all_of_them)
    return _stood(Row(event, cells, standing, distance), standing)


def _standing(
    pairs: Sequence[tuple[Testimony, Testimony]], distance: Apart | None, all_of_them: Agreement
) -> Agreement:
    """How some of an event's accounts stand, by their bounds.

    Where all of them can be true some of them can; where they cannot, some may.
    """
    if all_of_them != DISPUTED:
        return all_of_them
    if distance is not None and distance.least > 0:
        return DISPUTED
    return AGREED if all(nested(one, other) for one, other in pairs) else DIFFERING


def lonely(cells: Sequence[Sequence[Testimony]]) -> int | None:
    """The only teller who is apart from all others while no two of these are apart."""
    telling = [number for number, cell in enumerate(cells) if cell]
    if len(telling) < 3:
        return None
    parted = {
        (first, second): any(
            (found := apart(one, other)) is not None and found.least > 0
            for one in cells[first]
            for other in cells[second]
        )
        for first, second in combinations(telling, 2)
    }
    for number in telling:
        if all(apart_from == (number in pair) for pair, apart_from in parted.items()):
            return number
    return None
