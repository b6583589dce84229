"""What an event is in words, for formats that have a place for a text: title, time, all accounts.

Each is plain text on one line, what cannot be seen as a visible escape; a format escapes what its
own readers would obey.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crisis.timeline.base.escape import lines, one_line
from crisis.timeline.base.texts import in_language
from crisis.timeline.formats.field_values import doubts, joined
from crisis.timeline.formats.fields import FIELDS, PLAIN, field_of, view
from crisis.timeline.model.attribution import every_testimony
from crisis.timeline.reports import event_times, times
from crisis.timeline.reports.free_texts import free_texts
from crisis.timeline.reports.headings import who
from crisis.timeline.reports.stated_times import told_time

if TYPE_CHECKING:
    from crisis.timeline.model.records import Bound, Event
    from crisis.timeline.query.answer import Match
    from crisis.timeline.reports.report import Report
    from crisis.timeline.reports.times import Lead, Letters

_LINK = re.compile(r"https?://[^\s<>\"'`\\|]+\Z", re.IGNORECASE)

_EXACT = {
    "title": "title",
    "when": "claims",
    "earliest": "start_earliest",
    "latest": "start_latest",
    "end_earliest": "end_earliest",
    "end_latest": "end_latest",
    **{
        name: name
        for name in ("status", "actors", "sources", "tags", "caused_by", "part_of", "place")
    },
}
"""What formats with keys of our own have under them, and the fields that these are."""

UNORDERED = "order not certain"
"""The one doubt that is about the event above."""


class Words:
    """What is told of the events of a report, with clocks in the zone that decides its days."""

    def __init__(self, report: Report, look: Letters = PLAIN) -> None:
        self.look = look
        self.shown = view(report, look)
        self.timeline = report.answer.timeline
        self.zone = report.answer.clock.zone

    @property
    def clocks(self) -> str:
        """Which zone the clocks are of."""
        return f"Times are in {one_line(self.zone.label)}."

    def title(self, event: Event) -> str:
        """Its title, behind what makes it no event that happened: ``planned: A review``."""
        text = one_line(in_language(event.titles, self.look.language.tag)) or event.id
        return f"{event.status}: {text}" if event.status else text

    def time(self, event: Event, lead: Lead = None) -> str:
        """When it was; of a disputed event each account behind its source."""
        if event.disputed and event.accounts:
            return f"disputed: {self.accounts(event, lead)}"
        return self.short_time(event, lead)

    def short_time(self, event: Event, lead: Lead = None) -> str:
        """When it was; of a disputed event what stands against each other, of many the widest."""
        return one_line(event_times.when(event, self.zone, lead, self.look))

    def accounts(self, event: Event, lead: Lead = None) -> str:
        """What each source says of its time, without days that were named before."""
        texts = []
        for said in every_testimony(event, self.timeline.according_to):

            def words(start: Bound | None, end: Bound | None, named: Lead = lead) -> str:
                begun = ""
                if start is not None:
                    begun = event_times.begin(start, (), self.zone, named, self.look)
                    named = times.named_by(start, self.zone)
                if end is None:
                    return begun
                return f"{begun} {self.look.arrow} {times.end(end, self.zone, named, self.look)}"

            name = self.source(said.source) if said.source else "the author"
            texts.append(one_line(f"{name} {told_time(said, words)}{said.aside}"))
            if said.start is not None:
                lead = times.named_by(said.start, self.zone)
        return "; ".join(texts)

    def source(self, source: str) -> str:
        """The name of a source."""
        known = self.timeline.sources.get(source)
        return one_line(known.name if known else source)

    def links(self, event: Event) -> dict[str, str]:
        """Addresses with http or https that tell of an event, each with the source whose it is."""
        known = self.timeline.sources
        found = {known[name].url: self.source(name) for name in event.sources if name in known}
        own = dict.fromkeys((event.url, *(claim.url for claim in event.when)), "")
        return {url: name for url, name in {**own, **found}.items() if web(url)}

    def details(self, match: Match, above: bool = True) -> list[tuple[str, str]]:
        """What else is told of it, each line behind what it is: texts, actors, place, doubts.

        ``above`` is whether the format has an event above it, behind which it may not belong.
        """
        event, tag = match.event, self.look.language.tag
        unsaid = (event.status, "" if above else UNORDERED)
        said = [("Text", text) for text in lines(in_language(event.texts, tag))]
        said += [("Note", text) for text in lines(in_language(event.notes, tag))]
        said += [
            ("Quote", one_line(event.quote)),
            ("Who", who(event, self.timeline)),
            ("Where", one_line(event.place)),
            ("In doubt", ", ".join(word for word in doubts(match) if word not in unsaid)),
            ("Sources", ", ".join(self.source(source) for source in event.sources)),
        ]
        said += free_texts(event.free)
        return [(what, text) for what, text in said if text]

    def quotes(self, event: Event) -> list[tuple[str, str]]:
        """The words of its claims and what is said of them, each behind its source."""
        said = [(claim.source, text) for claim in event.when for text in (claim.quote, claim.text)]
        return [
            (self.source(source) if source else "the author", one_line(text))
            for source, text in said
            if text
        ]

    def exact(self, match: Match) -> dict[str, str]:
        """What the format itself cannot hold, as text: bounds, claims as written, relations, roles.

        As in docs/fields.md; what is empty is left out.
        """
        texts = {name: FIELDS[field].get(match, self.shown) for name, field in _EXACT.items()}
        texts |= {name: field_of(name).get(match, self.shown) for name, _ in match.event.free}
        return {name: text for name, text in texts.items() if text}

    @property
    def zones(self) -> dict[str, str]:
        """The short names of zones in phrases, as one text; nothing where there are none."""
        names = self.timeline.header.zones
        return {"zones": joined(f"{name} {zone}" for name, zone in names.items())} if names else {}

    def whole(self, match: Match) -> dict[str, str]:
        """The same, with the texts of the event as they are, which a format shows otherwise."""
        texts = {name: FIELDS[name].get(match, self.shown) for name in ("text", "note", "quote")}
        return {**self.exact(match), **{name: text for name, text in texts.items() if text}}


def web(address: str) -> bool:
    """Whether an address can be followed by whoever reads it: http and https alone."""
    return bool(_LINK.match(address)) and one_line(address) == address
