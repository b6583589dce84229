"""The table of ``--fields``: a line for each event, a column for each field."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crisis.cli.terminal.output import Screen
    from crisis.timeline.reports.report import Report

NUMBERS = (
    "line", "elapsed_earliest", "elapsed_latest", "elapsed_end_earliest", "elapsed_end_latest",
    "start_earliest_unix", "start_latest_unix", "end_earliest_unix", "end_latest_unix",
)  # fmt: skip


def selected(report: Report, names: tuple[str, ...], look: Screen) -> Iterator[str]:
    """The fields of every event in aligned columns, under their names on a screen.

    Where the screen is too narrow, the widest column is cut.
    """
    from rich.cells import cell_len

    from crisis.cli.terminal.columns import columns
    from crisis.timeline.base.escape import one_line
    from crisis.timeline.formats.fields import rows

    screen = look.terminal or look.width is not None
    empty = "" if screen else "-"  # a program that cuts lines at blanks finds every column
    cells = [
        [look.letters(one_line(text)) or empty for text in row] for row in rows(report, names, look)
    ]
    if not cells:
        return
    widths = [max(cell_len(row[place]) for row in cells) for place in range(len(names))]
    right = frozenset(place for place, name in enumerate(names) if name in NUMBERS)
    head = [list(names)] if screen else []
    yield columns([*head, *cells], look, (), right, widths.index(max(widths)))
