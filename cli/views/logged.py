"""An event that was just written: where it stands, and the event as ``crisis show`` has it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from crisis.timeline.base.escape import one_line
from crisis.timeline.base.limits import MOST_NAMED
from crisis.timeline.base.zones import SECOND

if TYPE_CHECKING:
    from crisis.timeline.editing.log_entry import Logged
    from crisis.timeline.reports.report import Report
    from crisis.timeline.timeline import Timeline


def shown(path: str, logged: Logged, color: str, width: int | None) -> str:
    """One line: ``file:line: `` and the event; broken at blanks where a terminal is narrower."""
    line = _quick(path, logged) or _slowly(path, logged, color, width)
    if sys.stdout is None or not sys.stdout.isatty():
        return line
    from crisis.cli.terminal.messages import broken
    from crisis.cli.terminal.output import screen
    from crisis.timeline.base.languages import language

    columns = screen(color, width, language("")).width
    return "".join(f"{part}\n" for part in broken(line.rstrip("\n"), columns))


def _slowly(path: str, logged: Logged, color: str, width: int | None) -> str:
    """The line, as the form of ``crisis show`` for pipes has the event."""
    from crisis.cli.terminal.output import View, screen
    from crisis.cli.views.plain import plain
    from crisis.timeline.base.languages import UnknownLanguage, language
    from crisis.timeline.base.zones import Zone

    loaded, report = _report(path, [logged.id], logged.excerpt if logged.alone else "")
    try:
        spoken = language(loaded.header.lang, loaded.header.lang, loaded.text_languages)
    except UnknownLanguage:
        spoken = language("")
    look = screen(color, width, spoken)
    row = plain(report, View((Zone(loaded.header.zone or "UTC"),), look))
    place = look.letters(f"{one_line(path)}:{logged.line}")
    return f"{place}: {row}"


def _quick(path: str, logged: Logged) -> str | None:
    """The same for what just happened, whose time needs no other event; None for anything else."""
    from crisis.cli.terminal.output import only_ascii
    from crisis.timeline.base.calendar import iso

    day, start, zero = logged.stamp.day, logged.stamp.start, logged.zero
    if not logged.plain or day is None or start is None or " " in logged.stamp.when:
        return None
    cells = [iso(day), logged.stamp.when]
    if zero is not None:
        from crisis.timeline.reports.times import LONG, exactly

        if isinstance(zero, str) or abs(start - zero) >= LONG - SECOND:
            return None
        cells.append(exactly(start - zero))
    if len(logged.actors) > MOST_NAMED:
        return None
    named = [(one_line(name), one_line(role)) for name, role in logged.actors]
    who = ", ".join(f"{name} ({role})" if role else name for name, role in named)
    line = "  ".join([*cells, one_line(logged.title), who or "-", logged.id])
    text = f"{one_line(path)}:{logged.line}: {line}"
    return (text.encode("ascii", "backslashreplace").decode() if only_ascii() else text) + "\n"


def as_json(path: str, ids: list[str]) -> str:
    """The events of these ids, as ``crisis show --json`` has them."""
    from crisis.timeline.formats.json_events import to_json

    return to_json(_report(path, ids)[1])


def _report(path: str, ids: list[str], excerpt: str = "") -> tuple[Timeline, Report]:
    """The events of these ids, out of an excerpt of the file where that has all they need."""
    from crisis.cli.request.groups import in_groups
    from crisis.timeline.base.zones import Zone
    from crisis.timeline.eventfile.files import Source, read_source
    from crisis.timeline.loading import load_sources
    from crisis.timeline.query.answer import Clock
    from crisis.timeline.query.engine import ask
    from crisis.timeline.query.terms import Query, Term

    loaded = load_sources([Source(path, excerpt) if excerpt else read_source(path)])
    zone = Zone(loaded.header.zone or "UTC")
    terms = tuple(Term("id", name) for name in ids)
    answer = ask(loaded, Query(terms=terms), Clock(zone, loaded.header.zero))
    return loaded, in_groups(answer, ("day",), False)
