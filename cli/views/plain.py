"""The plain form: one line for each event, in aligned columns, for pipes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from crisis.timeline.base.calendar import iso
from crisis.timeline.base.escape import one_line
from crisis.timeline.reports.groups import Group
from crisis.timeline.reports.headings import lead
from crisis.timeline.reports.walk import steps

from .cells import cells

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crisis.cli.terminal.output import View
    from crisis.timeline.query.answer import Match
    from crisis.timeline.reports.report import Report
    from crisis.timeline.reports.times import Lead

PART = 400
"""So many lines of very many are aligned together."""


def plain(report: Report, view: View) -> str:
    """The report as lines: groups first, then clocks, elapsed, mark, title, actors and id."""
    rows: list[tuple[str, ...]] = []
    for group in report.groups:
        _rows(group, (), report, view, rows)
    if not rows:
        return ""
    return _lines(rows)


def plain_parts(report: Report, view: View) -> Iterator[str]:
    """Very many events by day, in parts that are each aligned for itself, as they are read."""
    rows: list[tuple[str, ...]] = []
    keys, named = ("-",), None
    for _, step in steps(report):
        if isinstance(step, Group):
            keys, named = (_key(step, view) or "-",), lead(step, None)
            continue
        rows.append(_row(step, keys, report, view, named))
        if len(rows) == PART:
            yield _lines(rows)
            rows.clear()
    if rows:
        yield _lines(rows)


def _lines(rows: list[tuple[str, ...]]) -> str:
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    return "".join(_line(row, widths) for row in rows)


def _width(text: str) -> int:
    """How many cells a text takes; most have letters of ASCII alone."""
    return len(text) if text.isascii() and text.isprintable() else cell_len(text)


def _rows(
    group: Group, keys: tuple[str, ...], report: Report, view: View, rows: list[tuple[str, ...]]
) -> None:
    if group.by:
        keys = (*keys, _key(group, view) or "-")
    for inner in group.groups:
        _rows(inner, keys, report, view, rows)
    if group.groups:
        return
    named = lead(group, None)
    rows += (_row(match, keys, report, view, named) for match in group.matches)


def _row(
    match: Match, keys: tuple[str, ...], report: Report, view: View, named: Lead
) -> tuple[str, ...]:
    cell = cells(match, report, view, named)
    status = f"{cell.title} [{cell.status}]" if cell.status else cell.title
    return (
        *keys, *cell.clocks, cell.since, cell.delta, cell.mark, status, cell.who or "-", cell.id,
    )  # fmt: skip


def _key(group: Group, view: View) -> str:
    """The key of a group; a day with its other date where both calendars are asked for."""
    key, day = view.look.letters(one_line(group.key)), group.shared.number
    if group.by != "day" or day is None or not view.look.julian:
        return key
    return key.replace(iso(day), view.look.language.iso(day))


def _line(row: tuple[str, ...], widths: list[int]) -> str:
    padded = [
        text + " " * (width - _width(text))
        for text, width in zip(row, widths, strict=True)
        if width
    ]
    return "  ".join(padded).rstrip() + "\n"
