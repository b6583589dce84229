"""Draws the pictures of the README from the bundled timeline: ``make docs``."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console
from rich.terminal_theme import DIMMED_MONOKAI, TerminalTheme

from crisis.cli.rows import View
from crisis.cli.screen import Screen
from crisis.cli.table import table
from crisis.cli.tree import tree
from crisis.timeline.engine import Clock, ask
from crisis.timeline.files import BUNDLED
from crisis.timeline.loading import load
from crisis.timeline.query import Query, Term
from crisis.timeline.reports import report
from crisis.timeline.zones import Zone

HERE = Path(__file__).parent
WIDTH = 100


def draw(name: str, command: str, query: Query, zone: str, by: tuple[str, ...], form: str) -> None:
    """Write one picture of a command's real output."""
    timeline = load(BUNDLED)
    zones = (Zone(zone),)
    found = report(ask(timeline, query, Clock(zones[0], timeline.header.zero)), by)
    look = Screen(terminal=True, width=WIDTH, color=True, ascii=False)
    with open("/dev/null", "w", encoding="utf-8") as nowhere:
        console = Console(
            record=True, width=WIDTH, file=nowhere, force_terminal=True, color_system="standard",
            markup=False, emoji=False, highlight=False, _environ={},
        )  # fmt: skip
        {"table": table, "tree": tree}[form](found, View(zones, look), console)
        svg = console.export_svg(title=command, theme=theme(), unique_id=name)
    (HERE / f"{name}.svg").write_text(svg, encoding="utf-8")


def theme() -> TerminalTheme:
    """Readable on the light and the dark pages of a forge."""
    return DIMMED_MONOKAI


if __name__ == "__main__":
    zone = "America/Los_Angeles"
    monday = Query((Term("day", "monday"),))
    draw("monday", "crisis show --day monday", monday, zone, ("day",), "table")
    saturday = Query((Term("actor", "microsoft"), Term("day", "fri..sun")))
    command = "crisis show --actor microsoft --day fri..sun --as tree --tz Europe/Amsterdam"
    draw("microsoft", command, saturday, "Europe/Amsterdam", ("day",), "tree")
