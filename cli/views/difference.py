"""What became of a timeline, as lines of text for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.cli.terminal.columns import styled, wrapped
from crisis.timeline.base.escape import one_line
from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.texts import in_language
from crisis.timeline.changes.differing_words import became, turned_round
from crisis.timeline.changes.written import as_text
from crisis.timeline.model.sort_keys import order
from crisis.timeline.reports.event_times import when

from .explanation_text import reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crisis.cli.terminal.output import Screen
    from crisis.timeline.base.zones import Zone
    from crisis.timeline.changes.difference import Changed, Difference, EntryChange, KeyChange
    from crisis.timeline.changes.reasons import Because, Statements
    from crisis.timeline.model.records import Event
    from crisis.timeline.model.timeline import Timeline

ADDED, REMOVED, EDITED, MOVED = "+", "-", "*", "~"
_WAS, _NOW = "was", "now"


class _Line(NamedTuple):
    """A line, how far it is indented, and its style; ``lead`` stands before it in bold."""

    text: str
    indent: int = 0
    lead: str = ""
    style: str = ""


def text(
    difference: Difference, zones: tuple[Zone, Zone], look: Screen, statements: Statements | None
) -> str:
    """The whole difference, each time in the zone of its own timeline or in the one asked for."""
    page = _Page(difference, zones, look, statements)
    return "".join(f"{line}\n" for part in page.lines() for line in _shown(part, look))


def _shown(line: _Line, look: Screen) -> list[str]:
    lead = f"{line.lead} " if line.lead else ""
    whole = look.letters(f"{' ' * line.indent}{lead}{line.text}")
    parts = [whole] if look.width is None else wrapped(whole, look.width, 4)
    head = line.indent + len(line.lead)
    if line.lead:
        first = parts[0]
        parts[0] = first[: line.indent] + styled(first[line.indent : head], "bold", look)
        parts[0] += first[head:]
    elif line.style:
        indents = [len(part) - len(part.lstrip(" ")) for part in parts]
        parts = [
            part[:indent] + styled(part[indent:], line.style, look)
            for part, indent in zip(parts, indents, strict=True)
        ]
    return [part.rstrip(" ") for part in parts]


class _Page:
    def __init__(
        self,
        difference: Difference,
        zones: tuple[Zone, Zone],
        look: Screen,
        statements: Statements | None,
    ) -> None:
        self.difference = difference
        self.before, self.after = zones
        self.look = look
        self.statements = statements

    def lines(self) -> Iterator[_Line]:
        yield from self.head()
        for event, kind, change in sorted(
            self.events(), key=lambda item: (*order(item[0])[:2], item[0].id)
        ):
            if change is None:
                zone = self.side(kind == ADDED)[1]
                time = when(event, zone, None, self.look)
                yield _Line(f"{event.id}  {time}  {self.title(event)}", 0, kind)
            else:
                yield from self.changed(change)
        if self.difference.turned:
            yield _Line("Their order is another", style="bold")
            for pair in self.difference.turned:
                yield _Line(turned_round(pair), 2)
        if self.difference.renamed:
            yield _Line("Perhaps renamed", style="bold")
            for renamed in self.difference.renamed:
                like = f"titles {round(100 * renamed.like)} % alike"
                yield _Line(f"{renamed.old.id} {self.look.arrow} {renamed.new.id} ({like})", 2)

    def events(self) -> Iterator[tuple[Event, str, Changed | None]]:
        yield from ((event, ADDED, None) for event in self.difference.added)
        yield from ((event, REMOVED, None) for event in self.difference.removed)
        yield from ((change.new, MOVED, change) for change in self.difference.changed)

    def side(self, new: bool) -> tuple[Timeline, Zone]:
        difference = self.difference
        return (difference.new, self.after) if new else (difference.old, self.before)

    def title(self, event: Event) -> str:
        return one_line(in_language(event.titles, self.look.language.tag))

    def head(self) -> Iterator[_Line]:
        if self.difference.header:
            yield _Line("timeline", 0, EDITED)
            for change in self.difference.header:
                yield from self.key(change)
        for entry in self.difference.entries:
            yield from self.entry(entry)

    def entry(self, entry: EntryChange) -> Iterator[_Line]:
        mark = ADDED if entry.old is None else REMOVED if entry.new is None else EDITED
        name = one_line((entry.new or entry.old).name)
        same = name == entry.id
        yield _Line(f"{entry.kind} {entry.id}{'' if same else f'  {name}'}", 0, mark)
        for change in entry.keys:
            yield from self.key(change)

    def key(self, change: KeyChange) -> Iterator[_Line]:
        old, new = (one_line(as_text(change.key, value)) for value in (change.old, change.new))
        name = change.key.replace("_", " ")
        if not old:
            yield _Line(f"{name}: {new}", 4, ADDED)
        elif not new:
            yield _Line(f"{name}: {old}", 4, REMOVED)
        else:
            yield _Line(f"{name}: {old}", 4, _WAS)
            yield _Line(f"{name}: {new}", 4, _NOW)

    def changed(self, change: Changed) -> Iterator[_Line]:
        mark = EDITED if change.keys else MOVED
        what = ", ".join(became(change))
        yield _Line(f"{change.new.id}  {self.title(change.new)} ({what})", 0, mark)
        for key in change.keys:
            yield from self.key(key)
        if change.shifted or change.dispute:
            times = (
                when(change.old, self.before, None, self.look),
                when(change.new, self.after, None, self.look),
            )
            yield _Line(times[0], 4, _WAS)
            yield _Line(times[1], 4, _NOW)
        if self.statements is not None and change.shifted:
            for limit in self.statements.because(change) or ():
                yield from self.because(limit)

    def because(self, limit: Because) -> Iterator[_Line]:
        which = "" if limit.which == "both" else f"{limit.which} "
        what = f"{which}{'end' if limit.end else 'start'}"
        if not (limit.gone or limit.come):
            yield _Line(f"{what}: nothing that led there is new or gone", 6, style="dim")
        for word, statements, new in (
            ("no longer", limit.gone, False),
            ("now", limit.come, True),
        ):
            timeline, zone = self.side(new)
            for statement in statements:
                said = reason(statement, timeline, zone, self.look)
                yield _Line(f"{what}, {word}: {said}", 6, style="dim")
