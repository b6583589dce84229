"""A report in a form of other programs, and what that form cannot hold, on standard error."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from crisis.cli.terminal.exits import UsageError
from crisis.cli.terminal.messages import tell
from crisis.timeline.interchange.writing.losses import Losses
from crisis.timeline.query.stores import store
from crisis.timeline.query.terms import QueryError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crisis.cli.request.forms import Form
    from crisis.cli.terminal.output import View
    from crisis.timeline.reports.report import Report

_WRITERS = {
    "ics": "ics.to_ics",
    "timesketch": "timesketch.to_timesketch",
    "timelinejs": "timelinejs.to_timelinejs",
    "markwhen": "markwhen.to_markwhen",
    "mermaid": "mermaid.to_mermaid",
    "gantt": "gantt.to_gantt",
    "vis": "vis.to_vis",
    "edtf-csv": "edtf.to_edtf",
}
"""Each form's function, in timeline/interchange/writing; imported when it is asked for."""


def exchanged(form: Form, report: Report, view: View) -> Iterator[str]:
    """The report in pieces of text; behind the last one, what the form could not hold is told."""
    module, _, function = _WRITERS[form.name].partition(".")
    write = getattr(import_module(f"crisis.timeline.interchange.writing.{module}"), function)
    losses = Losses()
    settings = {"points": form.points} if form.points else {}
    try:
        yield from write(report, losses, view.look, **settings)
    except QueryError as error:
        raise UsageError(error.message, error.hint) from None
    if form.name != "timelinejs":
        losses.add("picture lost", "pictures lost", count=_pictures(report))
    if losses and not view.quiet:
        tell(f"--as {form.name} cannot hold everything: {losses.remark()}")


def _pictures(report: Report) -> int:
    """How many pictures the events have: nearly always none, and then no event is looked at."""
    pictured = store(report.answer.timeline).pictured_events()
    if not pictured:
        return 0
    shown = {match.event.id for match in report.answer.matches}
    return sum(len(event.media) for event in pictured if event.id in shown)
