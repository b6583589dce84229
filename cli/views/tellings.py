"""What several tell of the same events, as a table for people, or as blocks on narrow screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from crisis.cli.terminal.columns import columns, styled, wrapped
from crisis.timeline.base.escape import one_line
from crisis.timeline.base.texts import in_language
from crisis.timeline.changes.telling_words import cell_text, first_day, named, stands
from crisis.timeline.reports.signs import DISPUTE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crisis.cli.terminal.output import Screen
    from crisis.timeline.base.zones import Zone
    from crisis.timeline.changes.tellings import Row, Tellings
    from crisis.timeline.model.records import Event


def drawn(shape: str, table: Tellings, zone: Zone, look: Screen) -> Iterable[str]:
    """The table in the form ``json``, ``markdown`` or ``text``."""
    if shape == "json":
        from crisis.timeline.formats.json_tellings import to_json

        return [look.json(to_json(table, zone))]
    if shape == "markdown":
        from crisis.timeline.formats.markdown_tellings import to_markdown

        return to_markdown(table, zone, look.language)
    return [text(table, zone, look)]


def text(table: Tellings, zone: Zone, look: Screen) -> str:
    """The table: a mark, the day, the event, a column for each teller, how they stand, the title.

    Where the screen is too narrow for that, each event stands on lines of its own, and so does each
    teller.
    """
    if not table.rows:
        return ""
    heads = [look.letters(one_line(column.id or column.name)) for column in table.columns]
    rows = [_cells(row, table, zone, look) for row in table.rows]
    grid = [["", "", "", *heads, "", ""], *rows]
    widths = [max(map(cell_len, cells)) for cells in zip(*grid, strict=True)]
    if look.width is None or sum(width + 2 for width in widths[:-1] if width) - 2 <= look.width:
        styles = [DISPUTE.terminal, "", "bold", *("" for _ in heads), "", "dim"]
        return columns(grid, look, styles, give=len(widths) - 1, headed=True)
    return "".join(_block(cells, heads, look) for cells in rows)


def _cells(row: Row, table: Tellings, zone: Zone, look: Screen) -> list[str]:
    day = first_day(row, zone)
    silence = "-" if look.ascii else "\N{EM DASH}"
    cells = [
        cell_text(cell, column, row.event, zone, day, look) or silence
        for cell, column in zip(row.cells, table.columns, strict=True)
    ]
    shown = [
        look.disputed if _disputed(row) else "",
        "" if day is None else look.language.iso(day),
        named(row),
        *cells,
        stands(row, table),
        _title(row.event, look),
    ]
    return [look.letters(one_line(cell)) for cell in shown]


def _disputed(row: Row) -> bool:
    """Whether the event is disputed: by anybody in its file, or between the two files."""
    both = row.pairing is not None and row.standing == "disputed"
    return both or any((cell.event or row.event).disputed for cell in row.cells if cell.told)


def _title(event: Event, look: Screen) -> str:
    return in_language(event.titles, look.language.tag)


def _block(cells: list[str], heads: list[str], look: Screen) -> str:
    mark, day, name, *said, standing, title = cells
    head = "  ".join(part for part in (day, name, title) if part)
    lines = _wrapped(head, cell_len(mark) + 2 if mark else 0, "bold", look)
    lines[0] = styled(mark, DISPUTE.terminal, look) + lines[0][cell_len(mark) :]
    for teller, words in zip(heads, said, strict=True):
        lines += _wrapped(f"{teller}: {words}", 4, "", look)
    lines += _wrapped(standing, 4, "dim", look)
    return "".join(f"{line}\n" for line in lines)


def _wrapped(text: str, indent: int, style: str, look: Screen) -> list[str]:
    line = " " * indent + text
    parts = [line] if look.width is None else wrapped(line, look.width, 4)
    shown = []
    for part in parts:
        blank = len(part) - len(part.lstrip(" "))
        shown.append((part[:blank] + styled(part[blank:], style, look)).rstrip(" "))
    return shown
