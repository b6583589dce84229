"""The names of several clocks, as they stand above their columns or behind their times."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from crisis.cli.terminal.columns import shortened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crisis.cli.terminal.output import Screen
    from crisis.timeline.base.zones import Zone
    from crisis.timeline.model.records import Event


def clock_names(zones: Sequence[Zone]) -> tuple[str, ...]:
    """The city of each zone, or its whole name where cities are not told apart by theirs.

    Empty where there is only one clock.
    """
    if len(zones) < 2:
        return ()
    cities = [zone.label.rpartition("/")[2].replace("_", " ") for zone in zones]
    return tuple(
        zone.label if cities.count(city) > 1 else city
        for zone, city in zip(zones, cities, strict=True)
    )


def above(names: Sequence[str], margin: int, sizes: Sequence[int], look: Screen) -> str:
    """The names above columns of so many cells, behind a margin."""
    fitted = [
        shortened(look.letters(name), size, look) for name, size in zip(names, sizes, strict=True)
    ]
    cells = [
        name + " " * (size + 2 - cell_len(name)) for name, size in zip(fitted, sizes, strict=True)
    ]
    return (" " * margin + "".join(cells)).rstrip(" ")


def with_names(times: Sequence[str], names: Sequence[str], event: Event, look: Screen) -> list[str]:
    """Times with the name of its clock behind each; what has no time is said once."""
    if event.dateless:
        return list(times[:1])
    several = zip(times, map(look.letters, names), strict=True)
    return [f"{time} {name}" if time else "" for time, name in several]
