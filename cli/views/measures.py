"""What was measured, as lines for a terminal or a pipe."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from crisis.cli.terminal.columns import columns, styled, wrapped
from crisis.timeline.base.escape import one_line
from crisis.timeline.query.according import told_by
from crisis.timeline.reports.event_times import RULED_OUT
from crisis.timeline.reports.figures import figure
from crisis.timeline.reports.measures import known_as, means, notes

from .explanation_text import source_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crisis.cli.terminal.output import Screen
    from crisis.timeline.base.zones import Zone
    from crisis.timeline.reports.measures import Incident, Mean, Measured

    Row = tuple[str, str, str]

_STYLES = ("", "bold", "dim")


def measures_of(incident: Incident, look: Screen) -> str:
    """Each length of time of one timeline: its name, how long, from what to what."""
    rows: list[Row] = []
    for one in incident.measures:
        rows.append((_named(one.measure.name), _figure(one, incident.zone), _between(one, look)))
        rows += _readings(one, incident)
    return _head(one_line(incident.timeline.header.title), incident, look) + _lines(rows, look)


def each_measure(several: Sequence[Incident], look: Screen) -> str:
    """Each length of time of several timelines: the mean, then a row for each that has it."""
    rows: list[Row] = []
    names = Counter(incident.name for incident in several)
    for mean in means(several):
        rows.append((_named(mean.name), _mean(mean), _of(mean)))
        for incident in several:
            for one in incident.measures:
                if one.measure.name == mean.name:
                    name = incident.name
                    if names[name] > 1:  # then its file tells it from the others
                        name = ", ".join(incident.timeline.files)
                    how_long = _figure(one, incident.zone)
                    rows.append((f"  {one_line(name)}", how_long, _between(one, look)))
    number = len(several)
    title = f"{number} timeline{'' if number == 1 else 's'}, each by itself"
    return _head(title, several[0], look) + _lines(rows, look)


def _head(title: str, incident: Incident, look: Screen) -> str:
    """The title and whose story it is, on a screen."""
    if look.width is None:
        return ""
    name = look.letters(title)
    teller = look.letters(told_by(incident.timeline))
    text = "\n".join(styled(line, "bold", look) for line in wrapped(name, look.width))
    if teller:
        below = "\n".join(styled(line, "dim", look) for line in wrapped(teller, look.width))
        text = f"{text}\n{below}" if name else below
    return f"{text}\n\n" if name or teller else ""


def _lines(rows: list[Row], look: Screen) -> str:
    return columns([tuple(map(look.letters, row)) for row in rows], look, _STYLES, give=2)


def _named(name: str) -> str:
    also = known_as(name)
    return f"{one_line(name)} ({also})" if also else one_line(name)


def _figure(one: Measured, zone: Zone) -> str:
    begun = None if one.first is None else one.first.bound
    return figure(one.length, one.exact, begun, zone)


def _between(one: Measured, look: Screen) -> str:
    ends = f"{one.measure.first} {look.arrow} {one.measure.second}"
    return "; ".join([ends, *notes(one)])


def _readings(one: Measured, incident: Incident) -> Iterator[Row]:
    begun = None if one.first is None else one.first.bound
    for reading in one.readings:
        who = f"if {reading.written}"
        if not reading.written:
            who = source_name(reading.source, incident.timeline)
        length = figure(reading.length, reading.exact, begun, incident.zone)
        mark = "?" * reading.unsure + RULED_OUT * reading.ruled_out
        yield f"  {one_line(who)}", length + mark, ""


def _mean(mean: Mean) -> str:
    return figure(mean.length, mean.exact) if mean.counted else "-"


def _of(mean: Mean) -> str:
    out = f", {len(mean.left_out)} left out" if mean.left_out else ""
    return f"mean of {len(mean.counted)}{out}"
