"""The cells of a report for people: the same for the table, the tree and the plain lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crisis.timeline.days import long_day
from crisis.timeline.reports import NOBODY, UNDATED
from crisis.timeline.since import dateless
from crisis.timeline.windows import POSSIBLE

from . import times
from .safe import one_line

if TYPE_CHECKING:
    from crisis.timeline.engine import Match
    from crisis.timeline.model import Event
    from crisis.timeline.reports import Group, Report
    from crisis.timeline.zones import Zone

    from .screen import Screen


class Cells(NamedTuple):
    """One event as text, control codes made visible. ``clocks`` has one text for each zone."""

    mark: str
    clocks: tuple[str, ...]
    since: str
    title: str
    who: str
    id: str
    status: str


class View(NamedTuple):
    """What a form needs beside the report: the zones to show, the language, the screen."""

    zones: tuple[Zone, ...]
    look: Screen


def cells(match: Match, report: Report, view: View, lead: int | None) -> Cells:
    """The cells of one match; ``lead`` is the day that its heading names."""
    event = match.event
    shown = view.look.letters
    return Cells(
        _mark(match, view.look),
        tuple(times.when(event, zone, lead, view.look) for zone in view.zones),
        times.since(match, view.look),
        shown(one_line(event.title or event.id)),
        shown(who(event, report)),
        shown(event.id),
        event.status,
    )


def _mark(match: Match, look: Screen) -> str:
    """Possible, disputed, in conflict, order not known."""
    mark = "?" if match.verdict == POSSIBLE and not match.event.status else ""
    if match.event.disputed:
        mark += look.disputed
    if match.event.conflicted:
        mark += look.conflicted
    return mark + look.unordered if unordered(match) else mark


def unordered(match: Match) -> bool:
    """Whether to mark that a match may come before the one above; of undated ones it is plain."""
    return not match.ordered and not dateless(match.event)


def who(event: Event, report: Report) -> str:
    """The actors by name, each with its role in brackets."""
    actors = report.answer.timeline.actors
    names = []
    for part in event.actors:
        actor = actors.get(part.actor)
        name = one_line(actor.name if actor else part.actor)
        names.append(f"{name} ({one_line(part.role)})" if part.role else name)
    return ", ".join(names)


def heading(group: Group, report: Report) -> str:
    """What stands above a group."""
    if group.by == "day":
        if group.key == UNDATED:
            return "Undated"
        bare = group.key.removeprefix("..")
        text = long_day(day(bare))
        return text if bare == group.key else f"Not after {text}"
    if group.by == "hour":
        if group.key == UNDATED:
            return "Undated"
        bare = group.key.removeprefix("..")
        return f"T{int(bare):+}h" if bare == group.key else f"Not after T{int(bare):+}h"
    if group.by == "actor":
        actor = report.answer.timeline.actors.get(group.key)
        return (
            "Nobody named" if group.key == NOBODY else one_line(actor.name if actor else group.key)
        )
    if group.by == "source":
        source = report.answer.timeline.sources.get(group.key)
        name = source.name if source else group.key
        return one_line(name) if group.key != NOBODY else "No source"
    if group.by == "tag":
        return one_line(group.key) if group.key != NOBODY else "No tag"
    return ""


def lead(group: Group) -> int | None:
    """The day that a group's heading names, as an ordinal; None where it names none."""
    if group.by != "day" or group.key == UNDATED:
        return None
    return day(group.key.removeprefix(".."))


def day(iso: str) -> int:
    """The ordinal of 2023-11-20. Years 0 and 10000 at the edges are taken as the nearest day."""
    from datetime import date

    year, month, number = (int(part) for part in iso.rsplit("-", 2))
    if year < 1:
        return number - 31
    if year > 9999:
        return date.max.toordinal() + number
    return date(year, month, number).toordinal()
