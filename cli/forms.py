"""The forms of a report: ``--as`` and the function that turns a report into text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crisis.timeline.reports import Report

    from .rows import View

FORMS = ("table", "tree", "json")


def chosen(form: str | None, json: bool) -> str:
    """The form of ``--as`` and ``--json``; a table when neither is given."""
    if json and form not in (None, "json"):
        raise UsageError(f"--json and --as {form}", "one form at a time")
    if json:
        return "json"
    if form is not None and form not in FORMS:
        from crisis.timeline.problems import did_you_mean

        hint = did_you_mean(form, FORMS) or f"one of {', '.join(FORMS)}"
        raise UsageError(f'no such form: "{form}"', hint)
    return form or "table"


def draw(form: str, report: Report, view: View) -> Iterable[str]:
    """A report in a form, piece by piece."""
    look = view.look
    if form == "json":
        from crisis.timeline.jsonform import to_json

        return [look.json(to_json(report))]
    if form == "table" and not look.terminal and look.width is None:
        from .plain import plain

        return [plain(report, view)]
    from .canvas import canvas

    console, drawn = canvas(look)
    if form == "tree":
        from .tree import tree

        tree(report, view, console)
    else:
        from .table import table

        table(report, view, console)
    return [drawn()]
