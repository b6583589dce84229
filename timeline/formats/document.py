"""A report as a whole document in Markdown, by a template: a post-mortem, a brief.

What cannot be known (whom it hit, what follows) is the author's; what is recorded stands where the
template says, with what is not certain said in words. Texts of the event files are shown, never
obeyed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.escape import in_its_lines
from crisis.timeline.base.texts import in_language
from crisis.timeline.base.zones import HOUR, MINUTE, SECOND
from crisis.timeline.query.elapsed_syntax import length
from crisis.timeline.query.engine import ask
from crisis.timeline.query.stores import store
from crisis.timeline.query.terms import QueryError, read_term
from crisis.timeline.reports import event_times, long_times, prose_times, times
from crisis.timeline.reports.figures import figure
from crisis.timeline.reports.gaps import gaps
from crisis.timeline.reports.lengths import length as said_length
from crisis.timeline.reports.measures import measures
from crisis.timeline.reports.report import report as reported

from .document_template import Slot, terms
from .fields import PLAIN
from .footnotes import Footnotes
from .markdown import Tables
from .markdown_text import begun, block, shown
from .measures_markdown import table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from crisis.timeline.base.zones import Zone
    from crisis.timeline.model.records import Event
    from crisis.timeline.query.answer import Answer, Match
    from crisis.timeline.reports.gaps import Gap
    from crisis.timeline.reports.report import Report
    from crisis.timeline.reports.times import Letters

    from .document_template import DocumentTemplate

LONGEST = 5
"""So many silences are told where no length is asked for."""


def to_document(
    report: Report,
    zones: tuple[Zone, ...],
    template: DocumentTemplate,
    names: tuple[str, ...] = (),
    look: Letters = PLAIN,
) -> Iterator[str]:
    """The report by a template, in pieces of text: clocks in these zones.

    ``names`` are the fields that tables show.
    """
    document = _Document(report, zones, names, look)
    filled: list[str | None] = []
    for part in template.pieces:
        if isinstance(part, str):
            filled.append(in_its_lines(part))
        elif part.name == "sources":
            filled.append(None)  # the footnotes of all that is marked, before it or behind
        else:
            filled.append(document.filled(part))
    notes = "\n".join(document.notes.definitions()).rstrip("\n")
    whole = "".join(notes if text is None else text for text in filled)
    if notes and None not in filled:
        whole += f"\n{notes}"
    yield whole.rstrip("\n") + "\n"


class _Document:
    def __init__(
        self, report: Report, zones: tuple[Zone, ...], names: tuple[str, ...], look: Letters
    ) -> None:
        self.report = report
        self.answer = report.answer
        self.timeline = report.answer.timeline
        self.zones = zones
        self.names = names
        self.look = look
        self.letters = prose_times.Letters(look.language)
        self.notes = Footnotes(self.timeline.sources)
        self.tables = self.tables_of(report)
        self.measured = measures(self.timeline)
        self._filling: dict[str, Callable[[str], str]] = {
            "title": lambda _: self.timeline.header.title or ", ".join(self.timeline.files),
            "zone": lambda _: ", ".join(zone.label for zone in zones),
            "files": lambda _: ", ".join(self.timeline.files),
            "first": lambda _: self.moment(0),
            "last": lambda _: self.moment(-1),
            "counts": lambda _: self.tables.counts(),
            "clocks": lambda _: self.tables.clocks(),
            "summary": lambda _: self.summary(),
            "measures": lambda _: self.lengths(),
            "timeline": self.story,
            "list": self.listed,
            "actors": lambda _: self.actors(),
            "disputed": lambda _: self.disputed(),
            "silences": self.silences,
            "open": lambda _: self.open(),
        }

    def filled(self, slot: Slot) -> str:
        """What stands in a slot: of a file nothing but what it says."""
        text = self._filling[slot.name](slot.argument)
        if slot.name in ("title", "zone", "files", "first", "last"):
            return block(text) if slot.begins else shown(text)
        return text.strip("\n")

    def tables_of(self, report: Report) -> Tables:
        return Tables(report, self.zones, self.names, self.look, self.notes, beside=True)

    def some(self, argument: str) -> Report | str:
        """The report of the events that filters leave; what is said where they name nothing."""
        if not argument:
            return self.report
        more = tuple(read_term(term) for term in terms(argument))
        query = self.answer.query
        try:
            narrow = query._replace(terms=(*query.terms, *more))
            answer: Answer | None = ask(self.timeline, narrow, self.answer.clock)
        except QueryError:  # a name that the timeline does not have
            answer = None
        if answer is None or not answer.matches:
            return f"*No event matches {shown(argument)}.*"
        return reported(answer, self.report.by, self.report.sort)

    def summary(self) -> str:
        """How many events there are, from when to when, and who tells of them."""
        dated = [match for match in self.answer.matches if not match.event.dateless]
        text = self.tables.counts()
        if dated:
            first, last = (f"“{self.title(m.event)}” ({self.time(m.event)})" for m in self.ends())
            text += f" The first is {first}, the last {last}."
        told = {source for match in self.answer.matches for source in match.event.sources}
        if told:
            number = len(told)
            text += f" {number} source{'s tell' if number > 1 else ' tells'} of them."
        return text

    def ends(self) -> tuple[Match, Match]:
        """The first and the last of the events that have a time."""
        dated = [match for match in self.answer.matches if not match.event.dateless]
        if self.answer.query.reverse:
            dated.reverse()
        return dated[0], dated[-1]

    def moment(self, place: int) -> str:
        if all(match.event.dateless for match in self.answer.matches):
            return "an unknown time"
        event = self.ends()[place].event
        if event.end is not None:
            bound = event.start if place == 0 or event.end.open else event.end
            return prose_times.bound(bound, self.zones[0], None, self.letters)
        return prose_times.when(event, self.zones[0], None, self.letters)

    def lengths(self) -> str:
        if not self.measured:
            return "*The files name no length of time to measure.*"
        return "".join(table(self.measured, self.timeline, self.zones[0], self.look))

    def story(self, argument: str) -> str:
        """The events in tables, and what the words of doubt in them mean."""
        found = self.some(argument)
        if isinstance(found, str):
            return found
        if not found.answer.matches:
            return "*No event.*"
        tables = self.tables_of(found)
        parts = [text for group in found.groups for text in tables.group(group, None, 3)]
        said = tables.legend()
        return "".join([*parts, f"\n{said}" if said else ""])

    def listed(self, argument: str) -> str:
        found = self.some(argument)
        if isinstance(found, str):
            return found
        return _bullets(map(self.event, found.answer.matches), "No event.")

    def event(self, match: Match) -> str:
        """What happened, and when, according to whom; it need not come behind what is above it."""
        alone = match.replace(ordered=True)
        when = self.tables.when(alone, self.zones[0], None, self.letters)
        return f"{self.tables.title(alone)}: {when}"

    def actors(self) -> str:
        """Who took part, in the order in which they come in."""
        roles: dict[str, dict[str, None]] = {}
        numbers: dict[str, int] = {}
        for match in self.answer.matches:
            for part in match.event.actors:
                roles.setdefault(part.actor, {})
                if part.role:
                    roles[part.actor][part.role] = None
            for actor in {part.actor for part in match.event.actors}:
                numbers[actor] = numbers.get(actor, 0) + 1
        said = []
        for actor, names in roles.items():
            known = self.timeline.actors.get(actor)
            as_what = f" ({', '.join(map(shown, names))})" if names else ""
            events = f"{numbers[actor]} event{'s' if numbers[actor] > 1 else ''}"
            said.append(f"{shown(known.name if known else actor)}{as_what}: {events}")
        return _bullets(said, "Nobody is named.")

    def disputed(self) -> str:
        """The events whose time is a question, with what each source says."""
        said = [
            self.event(match)
            for match in self.answer.matches
            if match.event.disputed or match.event.conflicted or match.event.alternative
        ]
        number = store(self.timeline).findings().get("contradiction", 0)
        if number:
            what = "contradiction" if number == 1 else "contradictions"
            said.append(f"{number} {what} in what is said: `crisis check` tells by what")
        return _bullets(said, "Nothing is disputed.")

    def silences(self, argument: str) -> str:
        """Stretches in which nothing is recorded: the longest ones, in the order of time."""
        query = self.answer.query._replace(certain=False, limit=None, reverse=False)
        answer = ask(self.timeline, query, self.answer.clock)
        least = max(1, length(argument)) if argument else SECOND
        found = gaps(reported(answer), least)[0].gaps if answer.matches else ()
        if not argument:
            longest = sorted(found, key=lambda gap: gap.start - gap.stop)[:LONGEST]
            found = tuple(gap for gap in found if gap in longest)
        long = f" of {shown(argument)} or more" if argument else ""
        return _bullets(map(self.silence, found), f"No silence{long}.")

    def silence(self, gap: Gap) -> str:
        size, zone = gap.stop - gap.start, self.zones[0]
        unit = MINUTE if size >= HOUR else SECOND if size >= SECOND else 1
        long = long_times.between(gap.start, gap.stop, zone) or said_length(size - size % unit)
        when = times.stretch(gap.start, gap.stop, zone, None, self.look)
        after = self.title(gap.after) if gap.after else "the beginning"
        before = self.title(gap.before) if gap.before else "the end"
        text = f"{shown(f'{long}, {when}')}: between {after} and {before}"
        if gap.after is not None and gap.after is gap.before:
            text = f"{shown(f'{long}, {when}')}: between the times of {after}"
        if gap.maybe:
            number = len(gap.maybe)
            text += f" (*only possible*: {number} event{'s' if number > 1 else ''} may fall here)"
        return text

    def open(self) -> str:
        """What is planned, still goes on, or is not known."""
        said = []
        for match in self.answer.matches:
            event = match.event
            title, when = self.tables.title(match), self.time(event)
            if event.status == "planned" or event_times.goes_on(event):
                said.append(f"{title}: {when}")
            elif event.dateless:
                said.append(f"{title}: *when, nothing says*")
        for one in self.measured:
            if one.order in ("unordered", "unknown") or None in one.length.ends:
                text = figure(one.length, one.exact)
                said.append(f"{shown(one.measure.name)}: {shown(text)}")
        return _bullets(said, "Nothing is open.")

    def title(self, event: Event) -> str:
        return shown(in_language(event.titles, self.look.language.tag) or event.id)

    def time(self, event: Event) -> str:
        return shown(prose_times.when(event, self.zones[0], None, self.letters))


def _bullets(texts: Iterator[str] | list[str] | map[str], nothing: str) -> str:
    lines = "".join(f"- {begun(text)}\n" for text in texts)
    return lines or f"*{nothing}*"
