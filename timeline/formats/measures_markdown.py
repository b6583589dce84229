"""What was measured, in Markdown: a table, with what each source says where they differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.query.according import told_by
from crisis.timeline.reports import prose_times
from crisis.timeline.reports.event_times import RULED_OUT
from crisis.timeline.reports.figures import figure
from crisis.timeline.reports.measures import known_as, means, notes

from .fields import PLAIN
from .markdown_text import header, row, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crisis.timeline.base.zones import Zone
    from crisis.timeline.model.timeline import Timeline
    from crisis.timeline.network.instant_differences import Instant
    from crisis.timeline.reports.measures import Incident, Measured
    from crisis.timeline.reports.times import Letters


def to_markdown(several: Sequence[Incident], each: bool, look: Letters = PLAIN) -> Iterator[str]:
    """A table of each timeline; of ``each`` of several the means above them.

    Texts of the files are shown, never obeyed.
    """
    if each:
        yield from _means(several)
    for number, incident in enumerate(several):
        if number or each:
            yield "\n"
        zone = incident.zone
        yield f"{'###' if each else '##'} {shown(incident.name)}\n\n"
        teller = told_by(incident.timeline)
        yield f"Times are in {shown(zone.label)}."
        yield f" The story is told {shown(teller)}.\n" if teller else "\n"
        if incident.measures:
            yield "\n"
            yield from table(incident.measures, incident.timeline, zone, look)


def table(
    measures: Sequence[Measured], timeline: Timeline, zone: Zone, look: Letters
) -> Iterator[str]:
    """A row for each length of time, and under it what single accounts come to."""
    letters = prose_times.Letters(look.language)
    yield header(["Measure", "How long", "From", "To"])
    for one in measures:
        begun = None if one.first is None else one.first.bound
        said = [figure(one.length, one.exact, begun, zone), *notes(one)]
        ends = [
            _end(instant, text, zone, letters, look)
            for instant, text in ((one.first, one.measure.first), (one.second, one.measure.second))
        ]
        yield row([_named(one.measure.name), shown("; ".join(said)), *ends])
        for reading in one.readings:
            source = timeline.sources.get(reading.source)
            who = source.name if source else reading.source or "the author"
            name = f"if {reading.written}" if reading.written else f"according to {who}"
            length = figure(reading.length, reading.exact, begun, zone)
            length += "?" * reading.unsure + RULED_OUT * reading.ruled_out
            yield row([f"*{shown(name)}*", shown(length), "", ""])


def _named(name: str) -> str:
    also = known_as(name)
    return f"{shown(name)} ({also})" if also else shown(name)


def _end(
    instant: Instant | None,
    text: str,
    zone: Zone,
    letters: prose_times.Letters,
    look: Letters,
) -> str:
    """What happened then, and when."""
    if instant is None:
        return shown(text)
    from crisis.timeline.base.texts import in_language

    event = instant.event
    title = in_language(event.titles, look.language.tag) or event.id
    if instant.which and event.lasts:
        title = f"the end of: {title}"
    bound = instant.bound
    if not event.lasts:
        return shown(f"{title} ({prose_times.when(event, zone, None, letters)})")
    if bound.open:
        return shown(f"{title} (at an unknown time)")
    return shown(f"{title} ({prose_times.bound(bound, zone, None, letters)})")


def _means(several: Sequence[Incident]) -> Iterator[str]:
    found = means(several)
    yield f"## Means of {len(several)} timeline{'' if len(several) == 1 else 's'}\n"
    if not found:
        return
    yield "\n" + header(["Measure", "Mean", "Of", "Left out"])
    for mean in found:
        out = [several[number].name for number in mean.left_out]
        length = figure(mean.length, mean.exact) if mean.counted else "none"
        cells = [_named(mean.name), length, str(len(mean.counted)), ", ".join(map(shown, out))]
        yield row(cells)
