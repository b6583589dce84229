"""``crisis count``: how many events there are, with bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.cli.request import options
from crisis.cli.request.looking import Looking
from crisis.cli.request.shared import Asking, asked, found_nothing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crisis.timeline.reports.groups import Group
    from crisis.timeline.reports.report import Report


def count(
    asking: Asking,
    by: options.By = None,
    sort: options.GroupSort = None,
    form: options.DrawnForm = None,
    json: options.PlainJson = False,
    theme: options.Theme = None,
    watch: options.Watch = False,
    looking: Looking = Looking(),  # noqa: B008  (immutable)
) -> int:
    """How many events there are, by day or another key, with bars.

      crisis count                            the events of each day
      crisis count --by actor tag:board       who took part in what is tagged board
      crisis count --by day,hour day:fri..sat
          hours within days
      crisis count --json | jq '.counts'

    A bar is solid for what is certain, light for what is only possible, and hollow for what
    was planned or did not happen.
    """
    from crisis.cli.request.forms import check_drawn
    from crisis.cli.request.groups import in_groups, keys, need_zero, one_of
    from crisis.cli.request.own_form import own_form
    from crisis.cli.terminal.output import View, write_all
    from crisis.cli.views.remarks import BARS, remarks
    from crisis.timeline.model.words import GROUP_SORTS

    shape = own_form(
        "count", options.DRAWN, form, json, looking.output, looking.calendar == "julian"
    )
    check_drawn(theme, shape)
    grouped = keys(by, ("day",))
    order = one_of(sort, GROUP_SORTS, "--sort")
    outcome = asked(asking, looking)
    look = outcome.look
    need_zero(grouped, outcome.answer)
    report = in_groups(outcome.answer, grouped, sort=order, counting=True)
    view = View(outcome.zones, look)
    if shape == "json":
        from crisis.timeline.formats.json_count import to_json

        write_all([look.json(to_json(report))], look, not looking.no_pager)
    elif shape == "table":
        from crisis.cli.views.count_table import count_table

        write_all([count_table(report, view)], look, not looking.no_pager)
    else:
        from crisis.cli.views.picture import draw, question
        from crisis.timeline.formats.svg_count import count_svg

        words = question("count", outcome.answer.query, report.by)
        draw(shape, theme, view, words, lambda setting: count_svg(report, setting))
    if not looking.quiet:
        remarks(report, look, BARS)
        _members(report)
    return found_nothing(asking, outcome.code, report.counts.shown)


def _members(report: Report) -> None:
    """Say that an organisation is counted by its own name, where it has members that took part."""
    from crisis.cli.terminal.messages import tell

    actors = report.answer.timeline.actors
    here = {group.key for group in _all(report.groups) if group.by == "actor"} & {*actors}
    if any(above in actors for name in here for above in actors[name].member_of):
        hint = "crisis list actors counts members with their organisation"
        tell("actors are counted by name, without their members", hint)


def _all(groups: tuple[Group, ...]) -> Iterator[Group]:
    for group in groups:
        yield group
        yield from _all(group.groups)
