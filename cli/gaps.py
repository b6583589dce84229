"""``crisis gaps``: the silences, stretches in which certainly nothing is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from . import options
from .asking import Asking, Looking, asked, found_nothing, unfold
from .errors import UsageError

if TYPE_CHECKING:
    from crisis.timeline.gaps import Gap, Silences
    from crisis.timeline.reports import Report

    from .rows import View

Least = Annotated[
    str | None,
    typer.Option("--min", metavar="LENGTH", help="Only gaps as long as this: 2h, 90m, 1d6h."),
]


@unfold
def gaps(
    asking: Asking,
    least: Least = None,
    by: options.By = None,
    json: options.PlainJson = False,
    looking: Looking = Looking(),  # noqa: B008  (immutable)
) -> int:
    """The silences: stretches of time in which certainly nothing is recorded.

    \b
    crisis gaps --min 2h
    crisis gaps --by actor --actor altman --min 12h
    crisis gaps --day sat..sun --json
    """
    from crisis.timeline.gaps import gaps as find
    from crisis.timeline.reports import report

    from .groups import keys, need_zero
    from .rows import View
    from .screen import write_all

    length = _length(least)
    grouped = keys(by, ())
    found = asked(asking, looking)
    look = found.look
    need_zero(grouped, found.answer)
    told = report(found.answer, grouped)
    silences = find(told, length)
    if asking.certain:
        silences = [
            each._replace(gaps=tuple(gap for gap in each.gaps if not gap.maybe))
            for each in silences
        ]
    if json:
        from crisis.timeline.gapsform import to_json

        text = look.json(to_json(told, silences))
    else:
        text = _text(silences, told, View(found.zones, look))
    write_all([text], look, not looking.no_pager)
    number = sum(len(each.gaps) for each in silences)
    if not looking.quiet:
        _remarks(told, silences, number)
    return found_nothing(asking, found.code, number)


def _length(least: str | None) -> int:
    """``--min`` in microseconds; 1, the shortest there is, when it is not given."""
    from crisis.timeline.elapsed import length
    from crisis.timeline.query import QueryError

    if least is None:
        return 1
    try:
        return max(1, length(least))
    except QueryError as error:
        raise UsageError(error.message, error.hint) from None


def _text(silences: list[Silences], report: Report, view: View) -> str:
    from .lines import columns, styled
    from .rows import heading

    look = view.look
    styles = ("magenta", *["cyan"] * len(view.zones), "bold", "dim")
    parts: list[str] = []
    for each in silences:
        if not each.gaps:
            continue
        head = styled(heading(each.group, report, view), "bold", look)
        rows = [_row(gap, view) for gap in each.gaps]
        right = frozenset({len(view.zones) + 1})
        lines = columns(rows, look, styles, right, len(rows[0]) - 1)
        parts.append(f"{head}\n{lines}" if head else lines)
    return "\n".join(parts)


def _row(gap: Gap, view: View) -> tuple[str, ...]:
    from crisis.timeline import times
    from crisis.timeline.model import Bound
    from crisis.timeline.zones import HOUR, MINUTE

    from .reasons import length
    from .safe import one_line

    look = view.look
    clocks = [times.span(Bound(gap.start, gap.stop - 1), zone, None, look) for zone in view.zones]
    after = one_line(gap.after.id) if gap.after else "the window's start"
    before = one_line(gap.before.id) if gap.before else "the window's end"
    who = f"{after} {look.arrow} {before}"
    if gap.maybe:
        who += f" ({', '.join(one_line(event.id) for event in gap.maybe[:3])}"
        who += f" and {len(gap.maybe) - 3} more" if len(gap.maybe) > 3 else ""
        who += " may fall here)"
    size = gap.stop - gap.start
    whole = size - size % MINUTE if size >= HOUR else size  # it is at least as long as is shown
    return ("?" if gap.maybe else "", *clocks, length(whole), who)


def _remarks(report: Report, silences: list[Silences], number: int) -> None:
    from crisis.timeline.since import dateless

    from .messages import tell
    from .remarks import findings

    for remark in report.answer.notes:
        tell(remark)
    parts = []
    if maybe := sum(1 for each in silences for gap in each.gaps if gap.maybe):
        parts.append(f"{maybe} only possible (marked ?)")
    if undated := sum(1 for match in report.answer.matches if dateless(match.event)):
        events = "event" if undated == 1 else "events"
        parts.append(f"{undated} {events} without a known time may fall into any")
    if apart := report.counts.status:
        parts.append(f"{apart} that never certainly happened not counted")
    if parts or not number:
        shown = f"{number} gap{'s' if number != 1 else ''}" if number else "no gap"
        tell(": ".join([shown, "; ".join(parts)]) if parts else shown)
    findings(report.answer)
