"""An event as it would stand in a file: tried on its text, and read again, before it is written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crisis.cli.terminal.exits import UsageError
from crisis.timeline.base.languages import language
from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.zones import Zone
from crisis.timeline.editing.log_entry import Entry, Logged, log
from crisis.timeline.editing.names import Unfit
from crisis.timeline.editing.rewrite import EventText, Plan, changed
from crisis.timeline.loading import loads

if TYPE_CHECKING:
    from crisis.timeline.model.records import Event
    from crisis.timeline.model.timeline import Timeline


class Preview(NamedTuple):
    """A file with a new event in it: what is done to it, its text then, and what that comes to."""

    plan: Plan
    after: EventText
    logged: Logged
    timeline: Timeline

    @property
    def event(self) -> Event:
        """The new event."""
        return self.timeline[self.logged.id]

    def lines(self) -> list[str]:
        """What is written into the file, line by line."""
        texts = (edit.text for edit in self.plan.edits)
        return [line for text in texts for line in text.splitlines() if line.strip()]

    def read_as(self) -> str:
        """When it was, in words and in full."""
        from crisis.cli.terminal.output import screen
        from crisis.timeline.reports import event_times, times

        event, zone = self.event, Zone(self.timeline.header.zone or "UTC")
        look = screen("auto", None, language(""))
        said = event_times.when(event, zone, None, look)
        if "~" not in said or event.end is not None or event.disputed:
            return said
        return f"{said}: {times.span(event.start, zone, None, look)}"

    def conflicts(self) -> list[str]:
        """What the new event cannot be true with."""
        from crisis.cli.terminal.output import screen
        from crisis.cli.views.explanation_text import conflict_lines

        zone = Zone(self.timeline.header.zone or "UTC")
        look = screen("auto", None, language(""))
        name = self.logged.id
        found = [c for c in self.timeline.conflicts if any(r.event == name for r in c.reasons)]
        return [line for each in found for line in conflict_lines(each, self.timeline, zone, look)]


def preview(source: EventText, entry: Entry, now: int) -> Preview:
    """Try an event on a file. Raises UsageError for what makes none, Refused for no place."""
    plan, logged = planned(source, entry, now)
    after = changed(source, plan)
    return Preview(plan, after, logged, loads(after.text, source.name))


def planned(source: EventText, entry: Entry, now: int) -> tuple[Plan, Logged]:
    """What would be done to a file, which is quicker found out than what it comes to."""
    try:
        return log(source, entry, now)
    except Unfit as error:
        raise UsageError(re.sub("^--at:? ", "", error.message), error.hint) from None
