"""The signs of rows: strips of their time, brackets where their order is not known, the legend."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from rich.cells import cell_len

from crisis.cli.terminal.columns import styled
from crisis.timeline.base.zones import Zone
from crisis.timeline.query.windows import POSSIBLE as MAY_MATCH
from crisis.timeline.reports.signs import (
    ALTERNATIVE,
    BRACKET,
    CERTAINLY,
    CLAIM,
    CONFLICTED,
    DISPUTE,
    DISPUTED,
    INSTANT,
    POSSIBLE,
    UNORDERED,
    meanings,
)
from crisis.timeline.reports.time_bars import bar

from .cells import mark_style

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from crisis.cli.terminal.output import Screen
    from crisis.timeline.model.records import Event
    from crisis.timeline.query.answer import Match
    from crisis.timeline.reports.report import Report
    from crisis.timeline.reports.time_bars import Frame

Piece = tuple[str, str]
"""A text and its style."""
Legend = list[tuple[str, str, str]]
"""Signs, each with its style and its word."""

_QUARTERS = 4


def strip(event: Event, frame: Frame, look: Screen) -> list[Piece]:
    """The time of an event in the columns of a frame, guides between them."""
    ink = DISPUTE.terminal if event.disputed else ""
    cells = bar(event, frame)
    pieces: list[Piece] = []
    place = 0
    while place < len(cells):
        sign, begun = cells[place], place
        while place < len(cells) and cells[place] is sign:
            place += 1
        if sign:
            letters = _run(sign.letter(look.ascii), place - begun)
            pieces.append((letters, ink or _weight(sign.name)))
        else:
            pieces.append((_guides(frame.columns, _guide(look))[begun:place], "dim"))
    return pieces


def _run(letters: str, size: int) -> str:
    """A sign over so many columns; one of three letters has two ends and what is between them."""
    if len(letters) == 1 or size == 1:
        return letters[0] * size
    return letters[0] + letters[1] * (size - 2) + letters[-1]


@cache
def _guides(columns: int, sign: str) -> str:
    """An empty strip, with a sign at the beginning of each quarter."""
    size = max(1, columns // _QUARTERS)
    return "".join(" " if place % size else sign for place in range(columns))


def _weight(name: str) -> str:
    return "bold" if name in (INSTANT.name, CERTAINLY.name) else ""


def _guide(look: Screen) -> str:
    return "." if look.ascii else "·"


def hours(columns: int, look: Screen) -> str:
    """The scale above strips that are of a day: ``0·····6·····12····18····``."""
    size = columns // _QUARTERS
    return "".join(f"{hour}".ljust(size, _guide(look)) for hour in (0, 6, 12, 18))


def dates(frame: Frame, look: Screen) -> str:
    """The scale above strips that are of a longer stretch: as many labels as there is room for."""
    from crisis.timeline.base.zones import EPOCH_WALL
    from crisis.timeline.reports.chart.axis import plain
    from crisis.timeline.reports.chart.ticks import ruler

    start, stop = frame.start - EPOCH_WALL, max(frame.stop, frame.start + 1) - EPOCH_WALL
    axis = plain(start, stop, frame.columns, Zone("UTC"), look.language)
    scale = ruler(axis)
    clocks = any(":" in label.text for label in scale.labels)
    text = ""
    for label in scale.heads if clocks and scale.heads else scale.labels:
        name = look.letters(label.text)
        if cell_len(text) <= label.place and label.place + cell_len(name) <= frame.columns:
            text += " " * (int(label.place) - cell_len(text)) + name
    return text


def bracket(above: bool, below: bool, look: Screen) -> str:
    """The sign in the margin of a row, by whether its order to those beside it is not known."""
    first, inner, last = tuple(BRACKET.letter(look.ascii))
    return (inner if below else last) if above else first if below else " "


def legend(
    report: Report, first: Iterable[Match], whole: bool, drawn: set[str], look: Screen
) -> Legend:
    """The signs that occur.

    ``first`` are the matches that are looked at, ``drawn`` the names of the signs of strips. Where
    these are not the ``whole`` answer, signs that may occur are there too.
    """
    matches = list(first)
    events = [match.event for match in matches]
    marks = {
        POSSIBLE: any(m.verdict == MAY_MATCH and not m.event.status for m in matches),
        DISPUTED: any(event.disputed for event in events),
        ALTERNATIVE: any(event.alternative for event in events),
        CONFLICTED: any(event.conflicted for event in events)
        or (not whole and bool(report.answer.timeline.conflicts)),
        UNORDERED: not whole or any(match.undecided for match in matches),
    }
    used = drawn | {sign.name for sign, occurs in marks.items() if occurs}
    shown: Legend = []
    for signs in meanings(used, (event.status for event in events)):
        name = signs[0].name
        letters = " ".join(dict.fromkeys(sign.letter(look.ascii) for sign in signs))
        if name == UNORDERED.name:
            shown.append((BRACKET.letter(look.ascii), "dim", BRACKET.word))
        elif signs[0] in marks:
            shown.append((letters, mark_style(letters, look), signs[0].word))
        else:
            style = DISPUTE.terminal if signs[0].word == CLAIM.word else _weight(name)
            shown.append((letters, style, signs[0].word))
    return shown


def legend_lines(shown: list[tuple[str, str, str]], width: int, look: Screen) -> Iterator[str]:
    """The signs with their words, side by side, on as many lines as they take."""
    line, filled = "", 0
    for sign, style, word in shown:
        size = cell_len(f"{sign} {word}")
        if filled and filled + 3 + size > width:
            yield line
            line, filled = "", 0
        blank = "   " if filled else ""
        line += blank + styled(sign, style, look) + styled(f" {word}", "dim", look)
        filled += len(blank) + size
    if line:
        yield line
