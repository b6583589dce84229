"""The cells of a report for people: the same for the table, the tree and the plain lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.escape import one_line
from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.texts import in_language
from crisis.timeline.base.zones import civil
from crisis.timeline.model.stated import shown_on_clock
from crisis.timeline.query.windows import POSSIBLE
from crisis.timeline.reports import event_times, headings, times
from crisis.timeline.reports.headings import who

if TYPE_CHECKING:
    from crisis.cli.terminal.output import Screen, View
    from crisis.timeline.base.zones import Zone
    from crisis.timeline.query.answer import Match
    from crisis.timeline.reports.groups import Group
    from crisis.timeline.reports.report import Report
    from crisis.timeline.reports.times import Lead


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
        _mark(match, view.look),
        tuple(shown(_when(match, report, zone, lead, view)) for zone in view.zones),
        times.since(match.elapsed, view.look, report.answer),
        f"{view.look.delta}{times.difference(match.delta, view.look)}" if match.delta else "",
        shown(one_line(in_language(event.titles, view.look.language.tag) or event.id)),
        shown(who(event, report.answer.timeline)),
        shown(event.id),
        event.status,
    )


def _when(match: Match, report: Report, zone: Zone, lead: Lead, view: View) -> str:
    """When an event was; in the story of a source whose clock is wrong also what that showed."""
    event, teller = match.event, report.answer.timeline.according_to
    text = event_times.when(event, zone, lead, view.look)
    if teller and not event.dateless and (read := shown_on_clock(event.when, teller)):
        text += f" ({one_line(read)} on its clock)"
    return text


def _mark(match: Match, look: Screen) -> str:
    """Possible, disputed, with alternatives, in conflict, order not known."""
    mark = "?" if match.verdict == POSSIBLE and not match.event.status else ""
    if match.event.disputed:
        mark += look.disputed
    if match.event.alternative:
        mark += look.alternative
    if match.event.conflicted:
        mark += look.conflicted
    return mark + look.unordered if match.unordered else mark


def marked(mark: str, look: Screen) -> tuple[tuple[str, str], tuple[str, str]]:
    """The marks of a row in two styles: that its order is not known weighs less than the others."""
    strong = mark.removesuffix(look.unordered)
    return (strong, "magenta"), (mark[len(strong) :], "dim")


def heading(group: Group, report: Report, view: View, short: bool = False) -> str:
    """What stands above a group; ``short`` is for a column of them."""
    return view.look.letters(headings.heading(group, report.answer.timeline, view.look, short))


def year(report: Report, view: View) -> times.Year | None:
    """The year that all of a report lies in, in every zone, where headings name no day."""
    if "day" in report.by:
        return None
    matches = report.answer.matches
    bounds = [b for m in matches for b in (m.event.start, m.event.end) if b is not None]
    moments = [moment for bound in bounds for moment in bound.ends if moment is not None]
    if not moments:
        return None
    ends = min(moments), max(moments)
    years = {civil(zone.wall(moment)).year for moment in ends for zone in view.zones}
    return times.Year(years.pop()) if len(years) == 1 else None
