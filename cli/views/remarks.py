"""What an answer leaves out or is unsure of, in one line on standard error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.cli.terminal.messages import tell
from crisis.timeline.query.lazy_matches import Flow
from crisis.timeline.query.windows import CERTAIN
from crisis.timeline.reports.report import statuses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crisis.cli.terminal.output import Screen
    from crisis.timeline.query.answer import Answer, Match
    from crisis.timeline.reports.report import Report


MARKS, HEADED, EVENTS, BARS, WORDS = "marks", "headed", "events", "bars", "words"
"""What a view shows: events with marks, such under a legend that explains them, events without
marks, bars that are light, or words alone."""


_OTHER = {
    "day": "on another day",
    "hour-of-day": "at another hour",
    "weekday": "on another weekday",
}
"""How it is said that something may begin in another unit of time."""


def remarks(report: Report, look: Screen, view: str = MARKS) -> None:
    """Tell what the question itself calls for, what is left out, what is only possible.

    No sign is named that the view, one of those above, does not have.
    """
    answer, counts = report.answer, report.counts
    _question(answer)
    parts = []
    if answer.limited:
        parts.append(f"{answer.limited} more match: --limit {answer.query.limit}")
    if counts.possible:
        marked = {MARKS: " (marked ?)", BARS: " (light)"}.get(view, "")
        parts.append(f"{counts.certain} certain, {counts.possible} possible{marked}")
    if view == BARS and (loose := _loose(report)):
        from crisis.timeline.reports.scales import scale_of

        unit = next((by for by in reversed(report.by) if scale_of(by)), "day")
        stretch = "stretch of " if unit[0].isdigit() else ""
        other = _OTHER.get(unit, f"in another {stretch}{unit}")
        parts.append(f"{loose} may begin {other} than where counted (light)")
    if counts.undated:
        parts.append(f"{counts.undated} without a known time left out")
    if answer.timeline.broken:
        parts.append(f"{answer.timeline.broken} could not be read")
    if counts.status:
        parts.append(f"{counts.status} {' or '.join(statuses(answer))}")
    if view in (MARKS, HEADED, EVENTS):
        parts.extend(_marked(report, look, view))
    if answer.query.delta and counts.shown + answer.limited < counts.total:
        parts.append("delta counts from the event shown before, not from those filtered out")
    if parts or not counts.shown:
        empty = not counts.total and not answer.timeline.broken
        events = "event" if counts.total == 1 else "events"
        shown = f"{counts.shown} of {counts.total} {events}"
        if not counts.shown and not answer.limited:
            shown = "there is no event in it" if empty else "no event matches"
        text = ": ".join([shown, "; ".join(parts)]) if parts else shown
        hint = "" if counts.shown else _unfound(answer, look)
        if empty:
            hint = hint or "crisis help file shows how one is written"
        tell(text, hint)
    findings(answer)


def _question(answer: Answer) -> None:
    """What there is to say of the words of a question, whatever they found."""
    for remark in answer.notes:
        tell(remark)
    if answer.matches and any("/" in t.value for t in answer.query.terms if t.field == "actor"):
        from .no_match_hints import unused

        for filter_, hint in unused(answer).items():
            tell(f"{filter_} finds nothing", hint)


def _loose(report: Report) -> int:
    """How much is certainly in the answer, but not certainly in the day or hour that counts it.

    What may be at any hour or on any weekday is counted at none.
    """
    from crisis.timeline.reports.scales import scale_of

    waiting, loose, counted = [*report.groups], set(), 0
    while waiting:
        group = waiting.pop()
        waiting += group.groups
        scale = scale_of(group.by)
        if group.groups or (scale and scale.round and group.shared.missing):
            continue
        if (numbers := getattr(group.matches, "numbers", None)) is not None:
            counted += numbers.loose
            continue
        for match in group.matches:
            sure = match.verdict == CERTAIN and not match.event.status
            if sure and match.event.id in group.loose:
                loose.add(match.event.id)
    return len(loose) + counted


def _unfound(answer: Answer, look: Screen) -> str:
    from .no_match_hints import unfound

    return unfound(answer, look)


def _counted(flow: Flow) -> list[str]:
    """What there is to say of very many matches, which nobody looks at again for it."""
    told = {"disputed": "disputed", "alternative": "with alternatives"}
    told["conflicted"] = "in conflict with others"
    counts = ((flow.having(state), words) for state, words in told.items())
    return [f"{number} {words}" for number, words in counts if number]


def _marked(report: Report, look: Screen, view: str) -> list[str]:
    parts = []
    answer, marks = report.answer, view == MARKS
    if isinstance(answer.matches, Flow) and answer.matches.large:
        return _counted(answer.matches)
    if disputed := sum(1 for match in answer.matches if match.event.disputed):
        parts.append(f"{disputed} disputed" + (f" (marked {look.disputed})" if marks else ""))
    if alternative := sum(1 for match in answer.matches if match.event.alternative):
        mark = f" (marked {look.alternative})" if marks else ""
        parts.append(f"{alternative} with alternatives{mark}")
    if conflicted := sum(1 for match in answer.matches if match.event.conflicted):
        mark = f" (marked {look.conflicted})" if marks else ""
        parts.append(f"{conflicted} in conflict with others{mark}")
    if any(source.clock for source in answer.timeline.sources.values()):
        from crisis.timeline.reports.corrected import corrected

        parts += corrected(answer.matches, answer.timeline)[:1]
    shown = list(_shown(report)) if view != EVENTS else []
    if loose := {match.event.id for match in shown if match.unordered}:
        side = "after" if answer.query.reverse else "before"
        mark = f" (marked {look.unordered})" if marks else ""
        parts.append(f"{len(loose)} maybe {side} the one above{mark}")
    if unasked := {match.event.id for match in shown if match.ordered is None}:
        parts.append(f"of {len(unasked)} it was not asked: too many relations to follow")
    return parts


def _shown(report: Report) -> Iterator[Match]:
    """The matches as they are shown one below the other."""
    from crisis.timeline.query.answer import Match
    from crisis.timeline.reports.walk import steps

    return (shown for _, shown in steps(report) if isinstance(shown, Match))


def findings(answer: Answer) -> None:
    """Say that there are contradictions or tensions, and where to read of them."""
    counted = [
        f"{number} {kind}{'s' if number > 1 else ''}"
        for kind in ("contradiction", "tension")
        if (number := sum(1 for c in answer.timeline.conflicts if c.kind == kind))
    ]
    if counted:
        tell(f"{' and '.join(counted)} in what the files say: crisis check tells more")
