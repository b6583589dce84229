"""The cells of a report for people: the same for the table, the tree and the plain lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crisis.timeline import times
from crisis.timeline.days import ordinal
from crisis.timeline.languages import in_language
from crisis.timeline.reports import NOBODY, UNDATED
from crisis.timeline.silences import place
from crisis.timeline.since import dateless
from crisis.timeline.windows import POSSIBLE

from .safe import one_line

if TYPE_CHECKING:
    from crisis.timeline.engine import Match
    from crisis.timeline.model import Event
    from crisis.timeline.reports import Group, Report
    from crisis.timeline.zones import Zone

    from .screen import Screen


class Cells(NamedTuple):
    """One event as text, control codes made visible. ``clocks`` has one text for each zone.

    ``since`` counts from zero, ``delta`` from the match before it.
    """

    mark: str
    clocks: tuple[str, ...]
    since: str
    delta: str
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
        times.since(match.elapsed, view.look),
        f"{view.look.delta}{times.difference(match.delta, view.look)}" if match.delta else "",
        shown(one_line(in_language(event.titles, view.look.language.tag) or event.id)),
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


def heading(group: Group, report: Report, view: View) -> str:
    """What stands above a group."""
    if group.by in ("day", "hour"):
        if group.key == UNDATED:
            return "Undated"
        text = _unit(group.key.removeprefix(".."), group.by, view)
        if group.last:
            return f"{text} {view.look.dash} {_unit(group.last, group.by, view)}"
        return text if group.plain else f"Not after {text}"
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


def _unit(key: str, by: str, view: View) -> str:
    return view.look.language.long_day(ordinal(key)) if by == "day" else f"T{int(key):+}h"


def silence(group: Group) -> str:
    """What is said of an empty day or hour, or of several in a row."""
    number = place(group.last) - place(group.key) + 1 if group.last else 1
    days = f"{number} {group.by}s: " if number > 1 else ""
    if not group.touching:
        return f"{days}nothing"
    return f"{days}nothing starts for certain ({group.touching} may reach here)"


def lead(group: Group) -> int | None:
    """The day that a group's heading names, as an ordinal; None where it names none."""
    if group.by != "day" or group.key == UNDATED:
        return None
    return ordinal(group.key.removeprefix(".."))
