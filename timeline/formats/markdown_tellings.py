"""What several tell of the same events, as a critical apparatus in Markdown.

A lemma for each event, behind ``]`` the readings with their witnesses, and then who is silent.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from crisis.timeline.base.texts import in_language
from crisis.timeline.changes.telling_words import (
    AUTHOR,
    NO_TIME,
    cell_text,
    counted,
    left_out,
    named,
    said,
    stands,
)
from crisis.timeline.reports.prose_times import Letters

from .markdown_text import block, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crisis.timeline.base.languages import Language
    from crisis.timeline.base.zones import Zone
    from crisis.timeline.changes.tellings import Row, Standing, Tellings

HEADINGS: dict[Standing, str] = {
    "disputed": "Disputed",
    "differing": "Differing",
    "agreed": "Agreed",
    "alone": "Told by one alone",
    "no time": "Told without a time",
}


def to_markdown(table: Tellings, zone: Zone, language: Language) -> Iterator[str]:
    """The apparatus in pieces of text: the witnesses, then the events by how they stand."""
    letters = Letters(language, "\N{EN DASH}", "\N{RIGHTWARDS ARROW}")
    yield f"## Accounts: {shown(table.timeline.header.title or 'A timeline')}\n\n"
    for column in table.columns:
        if not column.others:
            name = "" if column.name == column.id else f": {shown(column.name)}"
            yield f"- *{shown(column.id)}*{name}\n"
    if table.columns[-1].others:
        yield f"- and {table.columns[-1].name}\n"
    yield f"\n{counted(table) or 'No events'}{left_out(table)}. "
    yield f"Times are those of {shown(zone.label)}.\n"
    for standing, rows in groupby(table.rows, key=lambda row: row.standing):
        yield f"\n### {HEADINGS[standing]}\n\n"
        for row in rows:
            yield from _entry(row, table, zone, letters)


def _entry(row: Row, table: Tellings, zone: Zone, letters: Letters) -> Iterator[str]:
    event = row.event
    readings: dict[str, list[str]] = {}  # by what is read, who reads so
    silent: list[str] = []
    untimed: list[str] = []
    for cell, column in zip(row.cells, table.columns, strict=True):
        if cell.event is not None and cell.said:
            reading = shown(cell_text(cell, column, event, zone, None, letters))
            readings.setdefault(reading, []).append(f"*{shown(column.id)}*")
        for one in () if cell.event is not None else cell.said:
            who = f"*{shown(one.source)}*" if one.source else AUTHOR
            readings.setdefault(shown(said(one, event, zone, None, letters)), []).append(who)
        if not cell.said:
            where = untimed if cell.told else silent
            where.append(column.name if column.others else f"*{shown(column.id)}*")
    told = [f"{reading} {' '.join(dict.fromkeys(who))}" for reading, who in readings.items()]
    parts = [" : ".join(told)] if told else []
    parts += [f"{', '.join(untimed)}: {NO_TIME}"] if untimed else []
    parts += [f"{', '.join(silent)}: silent"] if silent else []
    title = in_language(event.titles, letters.language.tag)
    yield f"- **{block(named(row))}** {shown(title)}\\] {'; '.join(parts)}."
    how = stands(row, table)
    told_above = row.standing in ("alone", "no time", how)
    yield "\n" if told_above else f" ({shown(how)})\n"
    yield from _quotes(row, table)


def _quotes(row: Row, table: Tellings) -> Iterator[str]:
    """What those say who are shown, in their own words."""
    sources = {one.source for cell in row.cells for one in cell.said}
    told = [
        (f"*{shown(column.id)}*, ", cell.event)
        for cell, column in zip(row.cells, table.columns, strict=True)
        if cell.event is not None
    ]
    for file, event in told or [("", row.event)]:
        for claim in event.when:
            if claim.quote and (file or claim.source in sources) and not claim.rejected:
                who = f"*{shown(claim.source)}*" if claim.source else AUTHOR
                yield f"  - {file}{who}: “{shown(claim.quote)}”\n"
