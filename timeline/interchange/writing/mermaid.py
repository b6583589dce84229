"""A Mermaid timeline: https://mermaid.js.org/syntax/timeline.html.

It knows no times at all: what stands before an event is a text, here its time in words. So nothing
of a time is lost but its bounds, and what is undated can stay.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.escape import one_line
from crisis.timeline.formats.fields import PLAIN
from crisis.timeline.reports.headings import lead

from .grouping import sections
from .mermaid_text import checked, still
from .words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crisis.timeline.query.answer import Match
    from crisis.timeline.reports.report import Report
    from crisis.timeline.reports.times import Lead, Letters

    from .losses import Losses


def to_mermaid(report: Report, losses: Losses, look: Letters = PLAIN) -> Iterator[str]:
    """The report as a Mermaid timeline, a section for each group; counts what is lost.

    Where groups share an event it stands in each of them. Raises QueryError where it is larger than
    Mermaid takes.
    """
    words = Words(report, look)
    title = one_line(words.timeline.header.title) or "Timeline"
    head = f"timeline\n    title {still(f'{title} ({words.zone.label})', losses)}\n"
    yield checked(head, _rows(report, words, losses))


def _rows(report: Report, words: Words, losses: Losses) -> Iterator[tuple[str, int]]:
    for heading, group in sections(report, words.look):
        if heading:
            yield f"    section {still(heading, losses)}\n", 0
        for match in group.matches:
            yield _row(match, words, lead(group, None), losses), 1


def _row(match: Match, words: Words, day: Lead, losses: Losses) -> str:
    event = match.event
    count_unsaid(match, losses)
    time = words.short_time(event, day)
    said = [words.title(event)]
    if event.disputed and event.accounts:
        said.append(f"disputed: {words.accounts(event, day)}")
    shown = [still(text, losses) for text in (time, *said)]
    return f"        {' : '.join(shown)}\n"


def count_unsaid(match: Match, losses: Losses) -> None:
    """Count what a diagram has no place for."""
    event = match.event
    if event.actors or event.sources or event.tags or event.texts or event.notes or event.quote:
        losses.add("actors, sources, tags and texts lost")
    losses.add("cause lost", "causes lost", count=len(event.caused_by))
