"""``crisis gaps``: the silences, stretches in which certainly nothing is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from crisis.cli.request import options
from crisis.cli.request.looking import Looking
from crisis.cli.request.parameters import VIEW, Option
from crisis.cli.request.shared import Asking, asked, found_nothing
from crisis.cli.terminal.exits import UsageError

if TYPE_CHECKING:
    from crisis.cli.terminal.output import Screen
    from crisis.timeline.reports.gaps import Silences
    from crisis.timeline.reports.report import Report

Least = Annotated[
    str | None,
    Option("--min", "LENGTH", "Only gaps as long as this: 2h, 90m, 1d6h.", VIEW),
]

Long = Annotated[bool, Option("--long", "", "With the ids of the events around each.", VIEW)]
Longest = Annotated[bool, Option("--longest", "", "The longest first.", VIEW)]
NAMED = 3
"""Up to so many events are named that hide silences."""
HIDDEN = 6
"""So many hours that an event alone may fill are worth a word, where ``--min`` says nothing."""


def gaps(
    asking: Asking,
    least: Least = None,
    longest: Longest = False,
    by: options.By = None,
    long: Long = False,
    form: options.DrawnForm = None,
    json: options.PlainJson = False,
    theme: options.Theme = None,
    watch: options.Watch = False,
    looking: Looking = Looking(),  # noqa: B008  (immutable)
) -> int:
    """The silences: times in which certainly nothing is recorded.

    crisis gaps --min 2h                    those of two hours or more
    crisis gaps --longest actor:nadella     those of somebody, the longest first
    crisis gaps --by actor actor:altman --min 12h
        when nothing is known of somebody
    crisis gaps day:sun..mon actor:microsoft --json
    """
    from crisis.cli.request.forms import check_drawn
    from crisis.cli.request.groups import in_groups, keys
    from crisis.cli.request.own_form import own_form
    from crisis.cli.terminal.output import View, write_all
    from crisis.timeline.base.zones import HOUR
    from crisis.timeline.reports.gaps import gaps as find
    from crisis.timeline.reports.groups import GROUPINGS
    from crisis.timeline.reports.scales import SCALES, scale_of

    shape = own_form(
        "gaps", options.DRAWN, form, json, looking.output, looking.calendar == "julian"
    )
    check_drawn(theme, shape)
    length = _length(least)
    grouped = keys(by, ())
    for key in grouped:
        if scale_of(key):
            others = ", ".join(name for name in GROUPINGS if name not in SCALES)
            hint = f"crisis gaps --day monday has those of a day; --by takes {others}"
            raise UsageError(f"no gaps by {key}: what happens may reach into the next", hint)
    # What is possible breaks a silence too.
    outcome = asked(asking._replace(certain=False), looking)
    look = outcome.look
    query = outcome.answer.query._replace(certain=asking.certain)
    report = in_groups(outcome.answer._replace(query=query), grouped)
    silences = find(report, length, longest)
    if asking.certain:
        silences = [
            silence._replace(gaps=tuple(gap for gap in silence.gaps if not gap.maybe))
            for silence in silences
        ]
    view = View(outcome.zones, look)
    if shape == "json":
        from crisis.timeline.formats.json_gaps import to_json

        text = look.json(to_json(report, silences, length if least else None, longest))
        write_all([text], look, not looking.no_pager)
    elif shape == "table":
        from crisis.cli.views.gap_table import gap_table

        write_all([gap_table(silences, report, view, long)], look, not looking.no_pager)
    else:
        from crisis.cli.views.picture import draw, question
        from crisis.timeline.formats.svg_gaps import gaps_svg

        words = question("gaps", query, report.by, f"--min {least}" if least else "")
        draw(shape, theme, view, words, lambda setting: gaps_svg(report, silences, setting))
    number = sum(len(silence.gaps) for silence in silences)
    if not looking.quiet:
        _remarks(report, silences, number, length if least is not None else HIDDEN * HOUR, look)
    return found_nothing(asking, outcome.code, number)


def _length(least: str | None) -> int:
    """``--min`` in microseconds; 1, the shortest there is, when it is not given."""
    from crisis.timeline.query.elapsed_syntax import length
    from crisis.timeline.query.terms import QueryError

    if least is None:
        return 1
    try:
        return max(1, length(least))
    except QueryError as error:
        raise UsageError(error.message, error.hint) from None


def _remarks(
    report: Report, silences: list[Silences], number: int, least: int, look: Screen
) -> None:

    from crisis.cli.terminal.messages import tell
    from crisis.cli.views.no_match_hints import unfound
    from crisis.cli.views.remarks import findings

    answer = report.answer
    for remark in answer.notes:
        tell(remark)
    parts = []
    if maybe := sum(1 for silence in silences for gap in silence.gaps if gap.maybe):
        parts.append(f"{maybe} only possible (marked ?)")
    undated = answer.undated + sum(1 for match in answer.matches if match.event.dateless)
    if undated:
        events = "event" if undated == 1 else "events"
        parts.append(f"{undated} {events} without a known time may fall into any")
    if broken := answer.timeline.broken:
        parts.append(f"{broken} that could not be read may too")
    if apart := report.counts.status:
        parts.append(f"{apart} that never certainly happened not counted")
    hint = _vague(report, silences, least) if report.counts.shown else unfound(answer, look)
    if parts or hint or (not number and not answer.notes):  # a note says what days there are not
        shown = f"{number} gap{'s' if number != 1 else ''}" if number else "no gap"
        tell(": ".join([shown, "; ".join(parts)]) if parts else shown, hint)
    findings(answer)


def _vague(report: Report, silences: list[Silences], least: int) -> str:
    """Which events make gaps only possible, or may alone fill ``least`` of what else is silent."""
    from collections import Counter

    from crisis.timeline.base.zones import MINUTE
    from crisis.timeline.reports.hidden_gaps import veils
    from crisis.timeline.reports.lengths import length

    falling = Counter(e.id for silence in silences for gap in silence.gaps for e in gap.maybe)
    hiding = [(name, f"may fall into {count}") for name, count in falling.most_common(NAMED)]
    hiding += [
        (veil.event.id, f"alone may fill {length(veil.length // MINUTE * MINUTE)}")
        for veil in ([] if report.by else veils(report, least)[:NAMED])
    ]
    if not hiding:
        return ""
    said = ", ".join(f"{name} {text}" for name, text in hiding)
    return f"{said}; not:id:{hiding[0][0]} asks without it"
