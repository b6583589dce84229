"""What tests of pictures share: reports out of a few lines, and pictures of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crisis.timeline.base.languages import ENGLISH, Language
from crisis.timeline.base.zones import Zone
from crisis.timeline.query.answer import Clock
from crisis.timeline.query.engine import ask
from crisis.timeline.query.terms import Query, read_term
from crisis.timeline.reports.chart.chart_model import axis_of, picture
from crisis.timeline.reports.report import report

from .timelines import read

if TYPE_CHECKING:
    from crisis.timeline.reports.chart.axis import Axis
    from crisis.timeline.reports.chart.chart_model import Picture, Row
    from crisis.timeline.reports.report import Report

COLUMNS = 80
NAMES = """
actors: {ann: {name: Ann}, bob: {name: Bob}}
sources: {a: {name: Ay}, b: {name: Bee}, c: {name: Cee}}
"""


class Look(NamedTuple):
    language: Language = ENGLISH
    dash: str = "-"
    arrow: str = "->"


def asked(
    *events: str,
    terms: tuple[str, ...] = (),
    by: tuple[str, ...] = (),
    zone: str = "UTC",
    zero: int | str | None = None,
    title: str = "T",
) -> Report:
    """The report of a question to a file with these lines under ``events``, each ``- `` apart."""
    lines = [f"timeline: {{zone: {zone}, title: {title}}}", NAMES, "events:"]
    timeline = read("\n".join([*lines, *(f"  - {event}" for event in events)]))
    assert not [str(problem) for problem in timeline.problems if problem.severity == "error"]
    query = Query(tuple(read_term(term) for term in terms))
    return report(ask(timeline, query, Clock(Zone(zone), zero)), by)


def drawn(found: Report, columns: int = COLUMNS) -> tuple[Picture, Axis]:
    """A picture that has something to draw, and its axis."""
    image = picture(found, Look())
    axis = axis_of(image, found, columns)
    assert axis is not None
    return image, axis


def rows(image: Picture) -> dict[str, Row]:
    return {row.match.event.id: row for row in image.rows}


def many(days: int = 1, each: int = 12) -> list[str]:
    """Sharp events on days from Monday 4 March 2024, from 08:00 to 19:00."""
    return [
        f"{{id: m{day}-{hour}, title: M, when: 2024-03-{4 + day:02} {8 + hour % 12:02}:00}}"
        for day in range(days)
        for hour in range(each)
    ]
