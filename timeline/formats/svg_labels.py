"""What an SVG tells where a pointer rests on a sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.reports import event_times, times
from crisis.timeline.reports.corrected import read_on_clocks
from crisis.timeline.reports.headings import who

if TYPE_CHECKING:
    from crisis.timeline.base.zones import Zone
    from crisis.timeline.model.timeline import Timeline
    from crisis.timeline.query.answer import Answer
    from crisis.timeline.reports.chart.chart_model import Picture, Row, Span
    from crisis.timeline.reports.times import Letters


class Frame(NamedTuple):
    """What the parts of a picture share."""

    image: Picture
    timeline: Timeline
    zone: Zone
    look: Letters
    answer: Answer


def description(row: Row, frame: Frame) -> str:
    """What there is to tell of an event: what, when, who, and the accounts of it."""
    event = row.match.event
    lines = [row.label, event_times.when(event, frame.zone, None, frame.look)]
    if frame.image.elapsed:
        lines.append(times.since(row.match.elapsed, frame.look, frame.answer))
    lines.append(who(event, frame.timeline))
    lines += [account(span, frame) for span in row.told]
    lines += () if row.accounts else read_on_clocks(event, frame.timeline)
    return "\n".join(line for line in lines if line)


def account(span: Span, frame: Frame) -> str:
    """Whose account it is, and its time, if it tells one."""
    who = ", ".join(span.sources)
    return who if span.blank else f"{who}: {when(span, frame)}"


def when(span: Span, frame: Frame) -> str:
    """The time of an account."""
    if frame.image.elapsed:
        return times.difference(span.start, frame.look, frame.answer)
    text = times.span(span.start, frame.zone, None, frame.look)
    if span.end is None:
        return text
    return f"{text} {frame.look.arrow} {times.span(span.end, frame.zone, None, frame.look)}"
