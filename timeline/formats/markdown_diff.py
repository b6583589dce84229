"""A difference as Markdown: for a change request, or for readers of a correction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.changes.differing_words import became, counted, turned_round
from crisis.timeline.changes.written import as_text
from crisis.timeline.reports.event_times import when
from crisis.timeline.reports.prose_times import Letters

from .markdown_text import block, header, row, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from crisis.timeline.base.languages import Language
    from crisis.timeline.base.zones import Zone
    from crisis.timeline.changes.difference import Changed, Difference, EntryChange, KeyChange
    from crisis.timeline.model.records import Event


def to_markdown(
    difference: Difference, zones: tuple[Zone, Zone], language: Language
) -> Iterator[str]:
    """The difference in pieces of text; old times in the first zone, new ones in the second."""
    letters = Letters(language, "\N{EN DASH}", "\N{RIGHTWARDS ARROW}")
    before, after = zones
    title = difference.new.header.title or difference.old.header.title or "A timeline"
    yield f"## Changes: {shown(title)}\n\n"
    yield f"{counted(difference) or 'the same'}.\n"
    if difference.header or difference.entries:
        yield "\n### What stands before the events\n\n"
        yield from _keys("timeline", difference.header)
        for entry in difference.entries:
            yield from _entry(entry)
    for name, events, zone in (
        ("Added", difference.added, after),
        ("Removed", difference.removed, before),
    ):
        if events:
            yield f"\n### {name}\n\n" + header(["Event", "When", "What happened"])
            yield from (_event(event, zone, letters) for event in events)
    if difference.changed:
        yield "\n### Changed\n\n" + header(["Event", "What became of it", "Was", "Is"])
        for change in difference.changed:
            yield from _changed(change, zones, letters)
    if difference.turned:
        yield "\n### Order\n\n"
        yield from (f"- {shown(turned_round(pair))}\n" for pair in difference.turned)
    if difference.renamed:
        yield "\n### Perhaps renamed\n\n"
        for pair in difference.renamed:
            alike = f"titles {round(100 * pair.like)} % alike"
            yield f"- {shown(pair.old.id)} is {shown(pair.new.id)} ({alike})\n"


def _event(event: Event, zone: Zone, letters: Letters) -> str:
    time = when(event, zone, None, letters)
    return row([shown(event.id), shown(time), shown(event.title)])


def _changed(change: Changed, zones: tuple[Zone, Zone], letters: Letters) -> Iterator[str]:
    what = shown("; ".join(became(change)))
    times = ["", ""]
    if change.shifted or change.dispute:
        times = [shown(when(change.old, zones[0], None, letters))]
        times.append(shown(when(change.new, zones[1], None, letters)))
    yield row([shown(change.new.id), what, *times])
    for key in change.keys:
        old, new = (shown(as_text(key.key, value)) for value in (key.old, key.new))
        yield row(["", shown(key.key), old, new])


def _keys(name: str, keys: Iterable[KeyChange]) -> Iterator[str]:
    for key in keys:
        old, new = (shown(as_text(key.key, value)) for value in (key.old, key.new))
        change = f"{old or 'nothing'} → {new or 'nothing'}"
        yield f"- {block(name)}, {shown(key.key)}: {change}\n"


def _entry(entry: EntryChange) -> Iterator[str]:
    name = f"{entry.kind} {entry.id}"
    if entry.old is None or entry.new is None:
        yield f"- {block(name)}: {'added' if entry.old is None else 'removed'}\n"
    yield from _keys(name, entry.keys)
