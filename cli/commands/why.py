"""``crisis why``: one event in full and how its time was derived, or two events compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from crisis.cli.request import options
from crisis.cli.request.looking import Looking
from crisis.cli.request.parameters import Argument
from crisis.cli.request.shared import looks
from crisis.cli.terminal.exits import UsageError

if TYPE_CHECKING:
    from crisis.timeline.reports.why import Comparison, Why
    from crisis.timeline.reports.why_clock import WhyClock

Id = Annotated[str, Argument("ID", "An event's id, or that of a source with a clock.", "explained")]
OtherId = Annotated[str | None, Argument("ID", "A second event, to compare.", "event")]


def why(
    event: Id,
    other: OtherId = None,
    file: options.Files = None,
    rules: options.Rules = None,
    zone: options.Zone = None,
    form: options.DrawnForm = None,
    json: options.PlainJson = False,
    theme: options.Theme = None,
    tz: options.OneTz = None,
    according_to: options.AccordingTo = None,
    prefer: options.Prefer = None,
    watch: options.Watch = False,
    looking: Looking = Looking(),  # noqa: B008  (immutable)
) -> int:
    """One event in full, with the reasons for its time; or two compared.

      crisis why announcement                 what is said of it, by whom, and what follows
      crisis why microsoft-told announcement  which came first, by how much, according to whom
      crisis why return --json | jq '.event.start'

    `crisis show` ends each line with the id of the event. Of a source it tells by how much
    its clock is wrong.
    """
    from crisis.cli.request import open_files
    from crisis.cli.request.forms import check_drawn
    from crisis.cli.request.own_form import own_form
    from crisis.cli.terminal.output import check_look, write_all
    from crisis.cli.views.why_page import WhyPage
    from crisis.timeline.query.terms import QueryError
    from crisis.timeline.reports import why as explain
    from crisis.timeline.reports import why_clock

    shape = own_form("why", options.DRAWN, form, json, looking.output, looking.calendar == "julian")
    check_drawn(theme, shape)
    check_look(looking.color, looking.width)
    by = open_files.by_rules(rules, zone)
    loaded, code = open_files.timeline(file or [], looking, according_to, prefer, by)
    look = looks(looking, loaded)
    shown = open_files.zones([tz] if tz else [], loaded)[0]
    try:
        if other is None and why_clock.is_source(loaded, event):
            answer: Why | Comparison | WhyClock = why_clock.why_clock(loaded, event)
        elif other is None:
            answer = explain.why(loaded, event.removeprefix("@"))
        else:
            answer = explain.compare(loaded, event.removeprefix("@"), other.removeprefix("@"))
    except QueryError as error:
        raise UsageError(error.message, error.hint) from None
    if shape == "json":
        from crisis.timeline.formats.json_why import to_json

        write_all([look.json(to_json(answer, loaded, shown))], look, not looking.no_pager)
        return code
    if shape != "table":
        from crisis.cli.terminal.output import View
        from crisis.cli.views.picture import draw
        from crisis.timeline.formats.svg_why import why_svg

        if not isinstance(answer, explain.Why):
            raise UsageError(f"only one event is written as {shape}", "crisis why ID --as svg")
        told = answer
        view = View((shown,), look)
        words = f"why {told.event.id}"
        draw(shape, theme, view, words, lambda setting: why_svg(told, loaded, shown, setting))
        return code
    page = WhyPage(loaded, shown, look)
    if isinstance(answer, explain.Comparison):
        page.comparison(answer)
    elif isinstance(answer, why_clock.WhyClock):
        from crisis.cli.views.clock_reasons import clock_lines

        page.lines += clock_lines(answer, loaded, shown, look, page.named)
    else:
        page.why(answer)
    write_all([page.text()], look, not looking.no_pager)
    return code
