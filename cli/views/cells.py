"""The cells of a report for people: those of plain lines, and those of tables and trees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.escape import one_line
from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.texts import in_language
from crisis.timeline.base.zones import civil
from crisis.timeline.model.stated import shown_on_clock
from crisis.timeline.query.lazy_matches import large
from crisis.timeline.query.windows import POSSIBLE
from crisis.timeline.reports import event_times, headings, prose_times, times
from crisis.timeline.reports.headings import people, who

if TYPE_CHECKING:
    from crisis.cli.terminal.output import Screen, View
    from crisis.timeline.base.zones import Zone
    from crisis.timeline.query.answer import Match
    from crisis.timeline.reports.groups import Group
    from crisis.timeline.reports.report import Report
    from crisis.timeline.reports.times import Lead


_SOME_TIME = "some time"


class Cells(NamedTuple):
    """One event as text, control codes made visible. ``clocks`` has one text for each zone.

    ``since`` counts from zero, ``delta`` from the match before it. What lasts has an arrow in them.
    """

    mark: str
    clocks: tuple[str, ...]
    since: str
    delta: str
    title: str
    who: str
    id: str
    status: str


def cells(match: Match, report: Report, view: View, lead: Lead) -> Cells:
    """The cells of one match, without what ``lead``, its heading, names already."""
    event = match.event
    shown = view.look.letters
    return Cells(
        _mark(match, view.look) + (view.look.unordered if match.unordered else ""),
        tuple(shown(_when(match, report, zone, lead, view)) for zone in view.zones),
        times.since(match.elapsed, view.look, report.answer),
        f"{view.look.delta}{times.difference(match.delta, view.look)}" if match.delta else "",
        shown(one_line(in_language(event.titles, view.look.language.tag) or event.id)),
        shown(who(event, report.answer.timeline)),
        shown(event.id),
        event.status,
    )


class Told(NamedTuple):
    """One event as a reporter would tell it, control codes made visible.

    ``times`` has for each zone a text in words and one that is as short as can be. ``people`` are
    the actors, each with its role. ``mark`` says nothing of its order.
    """

    match: Match
    mark: str
    times: tuple[tuple[str, str], ...]
    since: str
    delta: str
    title: str
    people: tuple[tuple[str, str], ...]
    id: str
    status: str


def told(match: Match, report: Report, view: View, lead: Lead) -> Told:
    """One match in words, without what ``lead``, its heading, names already."""
    event, look = match.event, view.look
    shown = look.letters
    return Told(
        match,
        _mark(match, look),
        tuple(_told_time(match, report, zone, lead, look) for zone in view.zones),
        times.since(match.elapsed, look, report.answer),
        f"{look.delta}{times.difference(match.delta, look)}" if match.delta else "",
        shown(one_line(in_language(event.titles, look.language.tag) or event.id)),
        tuple((shown(n), shown(role)) for n, role in people(event, report.answer.timeline)),
        shown(event.id),
        event.status,
    )


def untimed(row: Told) -> Told:
    """A row without the times that its heading says already."""
    return row._replace(times=tuple(("", "") if t[0] == _SOME_TIME else t for t in row.times))


def _told_time(
    match: Match, report: Report, zone: Zone, lead: Lead, look: Screen
) -> tuple[str, str]:
    raw = prose_times.row(match.event, zone, lead, look.language)
    more = _on_its_clock(match, report)
    words = prose_times.spoken(raw, match.event) + more
    return look.letters(words), look.letters(prose_times.short(raw, look.dash, look.arrow) + more)


def _when(match: Match, report: Report, zone: Zone, lead: Lead, view: View) -> str:
    text = event_times.when(match.event, zone, lead, view.look)
    return text + _on_its_clock(match, report)


def _on_its_clock(match: Match, report: Report) -> str:
    """In the story of a source whose clock is wrong what that showed."""
    event, teller = match.event, report.answer.timeline.according_to
    if teller and not event.dateless and (read := shown_on_clock(event.when, teller)):
        return f" ({one_line(read)} on its clock)"
    return ""


def _mark(match: Match, look: Screen) -> str:
    """Possible, disputed, with alternatives, in conflict."""
    mark = "?" if match.verdict == POSSIBLE and not match.event.status else ""
    if match.event.disputed:
        mark += look.disputed
    if match.event.alternative:
        mark += look.alternative
    if match.event.conflicted:
        mark += look.conflicted
    return mark


def mark_style(sign: str, look: Screen) -> str:
    """The style of a sign among the marks of a row: a colour has one meaning everywhere."""
    return {"?": "cyan", look.disputed: "magenta"}.get(sign, "bold")


def heading(group: Group, report: Report, view: View, short: bool = False) -> str:
    """What stands above a group; ``short`` is for a column of them."""
    return view.look.letters(headings.heading(group, report.answer.timeline, view.look, short))


def year(report: Report, view: View) -> times.Year | None:
    """The year that all of a report lies in, in every zone, where headings name no day."""
    if "day" in report.by:
        return None
    matches = report.answer.matches
    if large(matches):
        return None
    bounds = [b for m in matches for b in (m.event.start, m.event.end) if b is not None]
    moments = [moment for bound in bounds for moment in bound.ends if moment is not None]
    if not moments:
        return None
    ends = min(moments), max(moments)
    years = {civil(zone.wall(moment)).year for moment in ends for zone in view.zones}
    return times.Year(years.pop()) if len(years) == 1 else None
