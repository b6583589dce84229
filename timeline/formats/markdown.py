"""A report in Markdown, to be pasted into an incident report: tables, and footnotes for sources.

What is not certain is said in words, and what is left out is said below the tables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.chunks import pieces
from crisis.timeline.model.attribution import attribution
from crisis.timeline.query.according import told_by
from crisis.timeline.reports import prose_times
from crisis.timeline.reports.groups import Group
from crisis.timeline.reports.headings import heading, lead, silence
from crisis.timeline.reports.stated_times import told_time
from crisis.timeline.reports.times import instant
from crisis.timeline.reports.walk import steps

from .field_values import doubts
from .fields import FIELDS, PLAIN, field_of, view
from .footnotes import Footnotes
from .markdown_text import header, link, row, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from crisis.timeline.base.zones import Zone
    from crisis.timeline.model.attribution import Testimony
    from crisis.timeline.model.records import Bound
    from crisis.timeline.query.answer import Match
    from crisis.timeline.reports.report import Report
    from crisis.timeline.reports.times import Letters

    Cell = Callable[[Match, int | None], str]

COLUMNS = {"when": "When", "elapsed": "Elapsed", "title": "What happened", "who": "Who"}
"""The fields that are columns if none are asked for, and their headings."""

MEANINGS = {
    "possible": "it may lie outside of what was asked for",
    "disputed": "its sources cannot all be right",
    "alternatives": "it was at one of these times, and it is not known at which",
    "sources differ": "its sources give different times, which may all be right",
    "uncertain": "whoever says so is not sure",
    "in conflict": "something said of it gave way, since not all that is said can be true",
    "order not certain": "it may have come before the event above it",
}
"""What is said below of the words of doubt."""

_ACCOUNTS = ("disputed", "sources differ")
_DEEPEST = 6  # headings


def to_markdown(
    report: Report, zones: tuple[Zone, ...], names: tuple[str, ...] = (), look: Letters = PLAIN
) -> Iterator[str]:
    """The report as Markdown in pieces of text: a table for each group, clocks in these zones.

    ``names`` are the fields to show as columns. Texts of the files are shown, never obeyed:
    markup, mentions and links in them are escaped.
    """
    return pieces(Tables(report, zones, names, look).lines())


class Tables:
    """A report as tables, and what stands around them; ``notes`` are footnotes begun before.

    With ``beside`` further zones have the time alone, without who says so.
    """

    def __init__(
        self,
        report: Report,
        zones: tuple[Zone, ...],
        names: tuple[str, ...],
        look: Letters,
        notes: Footnotes | None = None,
        beside: bool = False,
    ) -> None:
        self.report = report
        self.answer = report.answer
        self.timeline = report.answer.timeline
        self.look = look
        self.notes = Footnotes(self.timeline.sources) if notes is None else notes
        heads = {name: shown(name) for name in names} or COLUMNS.copy()
        if not names and self.answer.clock.zero is None:
            del heads["elapsed"]
        self.sourced = "sources" in heads
        self.timed = "when" in heads
        self.heads: list[str] = []
        self.cells: list[Cell] = []
        for name, head in heads.items():
            several = name == "when" and len(zones) > 1
            for number, zone in enumerate(zones if several else zones[:1]):
                self.heads.append(f"{head} ({shown(zone.label)})" if several else head)
                self.cells.append(self.beside(zone) if beside and number else self.cell(name, zone))

    def lines(self) -> Iterator[str]:
        if title := self.timeline.header.title:
            yield f"## {shown(title)}\n\n"
        yield f"{self.clocks()}\n"
        for group in self.report.groups:
            yield from self.group(group, None, 3)
        yield f"\n{self.counts()}\n"
        if said := self.legend():
            yield f"\n{said}"
        for note in self.notes.definitions():
            yield f"\n{note}"

    def group(self, group: Group, day: int | None, level: int) -> Iterator[str]:
        title = shown(heading(group, self.timeline, self.look))
        if group.by and group.silent:
            yield f"\n*{title}: {silence(group)}*\n"
            return
        if group.by:
            yield f"\n{'#' * min(level, _DEEPEST)} {title}\n"
        named = lead(group, None)
        day = named if isinstance(named, int) else day
        for inner in group.groups:
            yield from self.group(inner, day, level + 1)
        if group.matches and not group.groups:
            yield f"\n{header(self.heads)}"
            for match in group.matches:
                yield row([cell(match, day) for cell in self.cells])

    def clocks(self) -> str:
        """Which zone the times are in, and where elapsed time begins."""
        clock = self.answer.clock
        zone = f"Times are in {shown(clock.zone.label)}."
        if teller := told_by(self.timeline):
            zone += f" The story is told {shown(teller)}."
        if clock.zero is None:
            return zone
        if isinstance(clock.zero, int):
            return f"{zone} Elapsed time counts from {instant(clock.zero, clock.zone, self.look)}."
        return f"{zone} Elapsed time counts from the event {shown(clock.zero)}."

    def counts(self) -> str:
        """How many events there are, and what was left out."""
        counts = self.report.counts
        parts = [f"{counts.shown} of {counts.total} {'event' if counts.total == 1 else 'events'}"]
        if counts.possible:
            parts.append(f"{counts.certain} certain, {counts.possible} possible")
        if counts.status:
            said = {m.event.status for m in self.answer.matches if m.event.status}
            parts.append(f"{counts.status} {' or '.join(sorted(said))}")
        if self.answer.untold:
            kept = "" if self.answer.query.untold else " left out"
            parts.append(f"{self.answer.untold} of which it says nothing{kept}")
        if self.answer.limited:
            parts.append(f"{self.answer.limited} more match")
        if counts.undated:
            parts.append(f"{counts.undated} without a known time left out")
        if self.timeline.broken:
            parts.append(f"{self.timeline.broken} could not be read")
        return "; ".join(parts) + "."

    def legend(self) -> str:
        """What the words of doubt mean that were used."""
        leaves = (leaf for _, leaf in steps(self.report) if not isinstance(leaf, Group))
        used = {word for match in leaves for word in doubts(match)}
        return "".join(f"- *{word}*: {what}\n" for word, what in MEANINGS.items() if word in used)

    def cell(self, name: str, zone: Zone) -> Cell:
        """What a column shows of a match under the heading of a day."""
        if name == "when":
            letters = prose_times.Letters(self.look.language)
            return lambda match, day: self.when(match, zone, day, letters)
        if name == "title":
            return lambda match, day: self.title(match)
        if name == "sources":
            return lambda match, day: "; ".join(map(self.source, match.event.sources))
        if name == "urls":
            return lambda match, day: ", ".join(self.urls(match))
        get, shown_in = field_of(name).get, view(self.report, self.look)
        return lambda match, day: shown(get(match, shown_in))

    def beside(self, zone: Zone) -> Cell:
        """The time in one more zone; in full where there are several."""
        letters, full = prose_times.Letters(self.look.language), self.cell("when", zone)

        def cell(match: Match, day: int | None) -> str:
            if match.event.branched:
                return full(match, day)
            return shown(prose_times.when(match.event, zone, day, letters))

        return cell

    def when(self, match: Match, zone: Zone, day: int | None, letters: prose_times.Letters) -> str:
        """The time in words, who says it, then what is not certain about it and who says else."""
        event = match.event
        letters = prose_times.as_written(event, letters)
        named = attribution(event, self.timeline.according_to)
        text = shown(prose_times.when(event, zone, day, letters))
        text = " ".join([text, *(self.notes.mark(source) for source in named.at_time if source)])
        apart = [self.account_text(a, zone, day, letters, event.lasts) for a in named.apart]
        others = "; ".join(other for other in apart if other != f"the author {text}")
        doubt = next((word for word in doubts(match) if word in _ACCOUNTS), "")
        if others and doubt:
            others = f"*{doubt}*: {others}"
        if event.disputed and not named.at_time:
            text = others or text
        elif others:
            text = f"{text} ({others})"
        said = [word for word in doubts(match) if word not in (event.status, doubt)]
        if doubt and not others:
            said.append(doubt)
        return f"{text}, *{', '.join(said)}*" if said else text

    def account_text(
        self,
        account: Testimony,
        zone: Zone,
        day: int | None,
        letters: prose_times.Letters,
        lasts: bool,
    ) -> str:
        """What one source says of a time that is not its own; of what lasts perhaps one end."""

        def words(start: Bound | None, end: Bound | None) -> str:
            text = "" if start is None else prose_times.bound(start, zone, day, letters)
            if end is not None:
                over = f"until {prose_times.bound(end, zone, day, letters)}"
                return f"from {text} {over}" if text else over
            return f"from {text}" if lasts else text

        written = account.written and f"“{account.written}”"
        text = told_time(account._replace(written=written), words)
        name = shown(self.notes.name(account.source)) if account.source else "the author"
        mark = f" {self.notes.mark(account.source)}" if account.source else ""
        return f"{name} {shown(text)}{account.aside}{mark}"

    def title(self, match: Match) -> str:
        """What happened, or was only planned, and the marks of who only says that it was."""
        event = match.event
        text = shown(FIELDS["title"].get(match, view(self.report, self.look)) or event.id)
        if event.status:
            text = f"*{event.status}*: {text}"
        named = attribution(event).at_title if self.timed else event.sources
        return text if self.sourced else " ".join([text, *map(self.notes.mark, named)])

    def source(self, source: str) -> str:
        """A source by name, with the mark of its footnote."""
        return f"{shown(self.notes.name(source))} {self.notes.mark(source)}"

    def urls(self, match: Match) -> Iterator[str]:
        known = self.timeline.sources
        own = [match.event.url, *(claim.url for claim in match.event.when)]
        yield from (link(url) for url in dict.fromkeys(own) if url)
        for source in match.event.sources:
            if source in known and known[source].url:
                yield link(known[source].url)
