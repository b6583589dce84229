"""What stands in a cell of a table of tellers, and how they stand, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.zones import DAY, civil
from crisis.timeline.model.records import Bound
from crisis.timeline.reports import times as times_of
from crisis.timeline.reports.event_times import when, whole
from crisis.timeline.reports.lengths import length, lengths
from crisis.timeline.reports.stated_times import told_time
from crisis.timeline.reports.times import Year

from .apart import times

if TYPE_CHECKING:
    from crisis.timeline.base.zones import Zone
    from crisis.timeline.model.attribution import Testimony
    from crisis.timeline.model.records import Event
    from crisis.timeline.reports.times import Lead, Letters

    from .tellings import Cell, Column, Row, Tellings

NO_TIME = "no time"
"""What is told of an event's time by who tells of the event alone."""

AUTHOR = "the author"


def said(testimony: Testimony, event: Event, zone: Zone, lead: Lead, letters: Letters) -> str:
    """What somebody tells of a time, in quotation marks where these are his own words."""
    if testimony.written:
        text = f'"{testimony.written}"'
        return text + testimony.aside
    claims = [claim for claim in event.when if claim.source == testimony.source]

    def words(start: Bound | None, end: Bound | None) -> str:
        over = None if end is None or end.open else end
        if start is None and over is not None:
            return f"{letters.arrow} {times_of.end(over, zone, lead, letters)}"
        begun = start or Bound()
        return whole(begun, over, claims, zone, _heading(begun, zone, lead), letters)

    text = told_time(testimony, words)
    return text + testimony.aside


def _heading(start: Bound, zone: Zone, lead: Lead) -> Lead:
    """What need not be said: not the day where that is all that is told, but its year."""
    low, high = start.ends
    if not isinstance(lead, int) or low is None or high is None:
        return lead
    if high == zone.day_stop(day := zone.day(low)) - 1 and low == zone.day_start(day):
        return Year(civil(lead * DAY).year)
    return lead


def cell_text(
    cell: Cell, column: Column, event: Event, zone: Zone, lead: Lead, letters: Letters
) -> str:
    """What stands in a cell; empty for silence. Of all others each is named by its id."""
    if not cell.said:
        return NO_TIME if cell.told else ""
    if cell.event is not None:
        return when(cell.event, zone, _heading(cell.event.start, zone, lead), letters)
    texts = [said(one, event, zone, lead, letters) for one in cell.said]
    if column.others:
        texts = [
            f"{one.source or AUTHOR} {text}" for one, text in zip(cell.said, texts, strict=True)
        ]
    return "; ".join(dict.fromkeys(texts))


def named(row: Row) -> str:
    """The id of an event; of a pair whose ids differ both, with ``?`` where it is a proposal."""
    ids = dict.fromkeys(cell.event.id for cell in row.cells if cell.event is not None)
    if len(ids) < 2 or row.pairing is None:
        return row.event.id
    return " = ".join(ids) + ("?" if row.pairing.by == "title" else "")


def first_day(row: Row, zone: Zone) -> int | None:
    """The day on which the earliest of what is told may have begun."""
    lows = [
        start.earliest
        for cell in row.cells
        for one in cell.said
        for start, _ in times(one)
        if start.earliest is not None
    ]
    return zone.day(min(lows)) if lows else None


def stands(row: Row, table: Tellings) -> str:
    """How the tellers of a row stand: ``2h to 2h02m apart``, ``agreed``, ``only ap``."""
    who = "" if row.alone is None else _column(table.columns[row.alone])
    if row.standing == "alone":
        return f"only {who}"
    if row.standing == "no time":
        return NO_TIME
    text: str = row.standing
    if row.standing != "agreed" and row.apart is not None and row.apart.least:
        text = f"{_between(row.apart.least, row.apart.most)} apart"
        text += {"start": "", "end": " at the end", "length": " in length"}[row.apart.of]
        text += "" if row.standing == "disputed" else f", {row.standing}"
    return f"{text}, {who} alone" if who else text


def counted(table: Tellings) -> str:
    """How many events stand how: ``2 disputed, 1 agreed``."""
    names = {"alone": "told by one", "no time": "without a time"}
    numbers: dict[str, int] = {}
    for row in table.rows:
        numbers[row.standing] = numbers.get(row.standing, 0) + 1
    return ", ".join(f"{number:,} {names.get(name, name)}" for name, number in numbers.items())


def left_out(table: Tellings) -> str:
    """How many events are not in the table: ``; 3 of which it says nothing left out``, or none."""
    if not table.left_out:
        return ""
    who = "it says nothing" if table.columns[-1].others else "none of them says anything"
    return f"; {table.left_out:,} of which {who} left out"


def _column(column: Column) -> str:
    return "the others" if column.others else column.id


def _between(least: int, most: int | None) -> str:
    return f"at least {length(least)}" if most is None else lengths(least, most)
