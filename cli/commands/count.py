"""``crisis count``: how many events there are, with bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.cli.request import options
from crisis.cli.request.looking import Looking
from crisis.cli.request.shared import Asking, asked, found_nothing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crisis.cli.terminal.output import View
    from crisis.timeline.reports.groups import Group
    from crisis.timeline.reports.report import Report

BAR = 40
"""Bars in a pipe, and the widest ones on a screen, in columns."""
LEAST = 8


def count(
    asking: Asking,
    by: options.By = None,
    sort: options.GroupSort = None,
    json: options.PlainJson = False,
    watch: options.Watch = False,
    looking: Looking = Looking(),  # noqa: B008  (immutable)
) -> int:
    """How many events there are, by day or another key, with bars.

      crisis count                            the events of each day
      crisis count --by actor tag:board       who took part in what is tagged board
      crisis count --by day,hour day:fri..sat
          hours within days
      crisis count --json | jq '.counts'

    A bar is solid for what is certain, light for what is only possible.
    """
    from crisis.cli.request.groups import in_groups, keys, need_zero, one_of
    from crisis.cli.terminal.output import View, write_all
    from crisis.cli.terminal.output_file import as_json
    from crisis.cli.views.own_keys import tell_missing
    from crisis.cli.views.remarks import BARS, remarks
    from crisis.timeline.model.words import GROUP_SORTS

    grouped = keys(by, ("day",))
    order = one_of(sort, GROUP_SORTS, "--sort")
    outcome = asked(asking, looking)
    look = outcome.look
    need_zero(grouped, outcome.answer)
    report = in_groups(outcome.answer, grouped, sort=order)
    if as_json(looking.output, json, look.julian):
        from crisis.timeline.formats.json_count import to_json

        text = look.json(to_json(report))
    else:
        text = _text(report, View(outcome.zones, look))
    write_all([text], look, not looking.no_pager)
    if not looking.quiet:
        tell_missing(grouped, outcome.answer)
        remarks(report, look, BARS)
        _members(report)
    return found_nothing(asking, outcome.code, report.counts.shown)


def _text(report: Report, view: View) -> str:
    from rich.cells import cell_len

    from crisis.cli.terminal.columns import columns, styled
    from crisis.cli.views.title_line import title
    from crisis.timeline.reports.scales import scale_of

    look = view.look
    rows: list[tuple[str, Group]] = []
    _rows(report.groups, 0, report, view, rows)
    if not rows:
        return ""
    most = max((len(group.matches) for _, group in rows if not group.groups), default=0)
    room = BAR
    if look.width is not None:
        wide = max(cell_len(label) for label, _ in rows)
        number = len(str(report.counts.shown))
        room = max(LEAST, min(look.width - wide - number - 4, 2 * BAR))
    lines = []
    for label, group in rows:
        bar = "" if group.groups else bars(group, most, room, look.ascii)
        if group.touching:
            bar = f"{group.touching} maybe"
        lines.append((label, str(len(group.matches)) if group.matches else "-", bar))
    text = columns(lines, look, ("", "bold"), frozenset({1}))
    if look.width is None:
        return text
    parts = ["".join(styled(*part, look) for part in title(report, view, "hour" in report.by)), ""]
    if any(scale_of(by) for by in report.by):
        from crisis.cli.views.chart.overview import overview

        parts += [above] if (above := overview(report, view)) else []
    return "\n".join([*parts, text])


def bars(group: Group, most: int, room: int, ascii_only: bool) -> str:
    """A bar: solid for what is certain, light for what is only possible, dots for plans."""
    from crisis.timeline.reports.report import tally

    signs = "#:." if ascii_only else "\N{FULL BLOCK}\N{LIGHT SHADE}\N{MIDDLE DOT}"
    per = min(2, room // most) if most <= room else 0
    bar, counted, drawn = "", 0, 0
    for number, sign in zip(tally(group.matches, group.loose), signs, strict=True):
        counted += number
        upto = counted * per if per else -(-counted * room // most)
        bar += sign * (upto - drawn)
        drawn = upto
    return bar


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


def _rows(
    groups: tuple[Group, ...],
    depth: int,
    report: Report,
    view: View,
    rows: list[tuple[str, Group]],
) -> None:
    from crisis.cli.views.cells import heading

    for group in groups:
        rows.append(("  " * depth + heading(group, report, view, short=True), group))
        _rows(group.groups, depth + 1, report, view, rows)
