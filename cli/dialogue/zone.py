"""In which zone the clocks of a timeline are: asked for, since nobody can guess it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.cli.completion.candidates import zone_names
from crisis.cli.request.importing import named_zone
from crisis.cli.terminal.exits import UsageError
from crisis.cli.terminal.output import note, noted
from crisis.cli.terminal.prompt import can_ask
from crisis.timeline.base.zone_hints import HINT

from .questions import asked

if TYPE_CHECKING:
    from collections.abc import Sequence

_AREAS = tuple(
    "Africa America Antarctica Arctic Asia Atlantic Australia Europe Indian Pacific".split()
)
"""Where the zones of places are; those of US/ and Etc/ are called Eastern and GMT."""
_NO_CITY = ("north", "south", "west", "act", "lhi", "nsw", "easter")


def chosen_zone(named: str) -> str:
    """The zone that an option names, else the one that is asked for.

    Raises UsageError for one there is not, and where nobody can be asked.
    """
    if named:
        return named_zone(named)
    if not can_ask():
        raise UsageError("in which time zone?", f"--zone ZONE: {HINT}")
    note(noted("In which time zone are its clocks? The tab key completes: Europe/Ams, or a city."))
    return asked("zone", read_zone, completed)


def read_zone(line: str) -> str:
    """The zone of an answer; one that is written otherwise is said. Raises UsageError."""
    if not line:
        raise UsageError("a timeline needs a zone for its clocks", HINT)
    try:
        return named_zone(line)
    except UsageError:
        if not (place := _place(line)):
            raise
    note(noted(f"  that is {place}"))
    return named_zone(place)


def _place(line: str) -> str:
    """The zone that somebody wrote in other letters, or the only one of a city; else nothing."""
    name = "_".join(line.casefold().split())
    names = [zone for zone in zone_names() if zone.partition("/")[0] in _AREAS]
    whole = [zone for zone in names if zone.casefold() == name]
    places = whole or [zone for zone in names if zone.casefold().rpartition("/")[2] == name]
    return places[0] if len(places) == 1 and name not in _NO_CITY else ""


def completed(typed: str) -> Sequence[str]:
    """The zones that begin so, or first their continents; else the one with a place that does.

    Of several places readline would put what their zones have in common in place of what is typed.
    """
    start = typed.casefold().replace(" ", "_")
    names = [*zone_names(), "UTC"]
    if begun := [name for name in names if name.casefold().startswith(start)]:
        whole = "/" in start or len(begun) == 1
        return begun if whole else sorted({"".join(name.partition("/")[:2]) for name in begun})
    places = [name for name in names if f"/{start}" in name.casefold()]
    return places if len(places) == 1 or len({name[0] for name in places}) > 1 else ()
