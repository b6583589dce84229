"""One event in full, with the reasons for its time, or two compared: as text for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.escape import lines, one_line

from .claim_table import DRAWN, claim_lines
from .quotes import QuotePlaces

if TYPE_CHECKING:
    from crisis.cli.terminal.output import Screen
    from crisis.timeline.base.zones import Zone
    from crisis.timeline.model.free import Free
    from crisis.timeline.model.records import Bound, Event
    from crisis.timeline.model.timeline import Timeline
    from crisis.timeline.reports.why import Causes, Comparison, Derivation, Why


class WhyPage:
    """What is known of an event, or of two, as lines of text.

    Each line has an indent, which its wrapped rest keeps, and a style.
    """

    def __init__(self, timeline: Timeline, zone: Zone, look: Screen) -> None:
        self.timeline = timeline
        self.zone = zone
        self.look = look
        self.lines: list[tuple[int, str, str]] = []
        self.quotes = QuotePlaces(timeline)

    def add(self, text: str, indent: int = 2, style: str = "") -> None:
        self.lines.append((indent, text, style))

    def text(self) -> str:
        """All lines, wrapped to the screen."""
        from crisis.cli.terminal.columns import styled, wrapped

        width = self.look.width
        lines: list[str] = []
        for indent, text, style in self.lines:
            if style == DRAWN:
                lines.append(text)
                continue
            line = " " * indent + text
            parts = [line] if width is None or not text else wrapped(line, width)
            lines += (part[:indent] + styled(part[indent:], style, self.look) for part in parts)
        return "".join(f"{line.rstrip(' ')}\n" for line in lines)

    def heading(self, text: str) -> None:
        self.add("")
        self.add(text, 0, "bold")

    def why(self, explanation: Why) -> None:
        event = explanation.event
        self.head(event)
        self.when(event)
        self.lines += claim_lines(explanation, self.timeline, self.zone, self.look, self.quotes)
        self.alternatives(event)
        self.accounts(explanation)
        self.derivation(explanation.start, "It began" if event.lasts else "It was")
        if explanation.end is not None:
            from crisis.timeline.reports.event_times import goes_on

            begun = event.start.earliest if goes_on(event) else None
            self.derivation(explanation.end, "It ended", goes_on(event), begun)
        for conflict in explanation.conflicts:
            out = conflict.kind == "ruled out"
            self.heading("An alternative that is ruled out" if out else "A conflict")
            from crisis.cli.views.explanation_text import conflict_lines

            for line in conflict_lines(conflict, self.timeline, self.zone, self.look):
                self.add(line.strip(), 4 if line.startswith(" ") else 2)
        self.tree("Caused by", explanation.causes)
        self.tree("Caused", explanation.effects)
        if explanation.parts:
            self.heading("Its parts")
            for part in explanation.parts:
                self.add(self.named(part))
        if self.look.width is not None:
            self.sources(event)

    def head(self, event: Event) -> None:

        self.add(one_line(self.title(event) or event.id), 0, "bold")
        origin = f"{one_line(event.origin.file)}:{event.origin.line}"
        self.add(f"{event.id} {self.look.dot} {origin}", 0, "dim")
        teller = self.timeline.according_to
        if teller and teller not in event.sources:
            self.add(f"{self.source(teller)} says nothing of it")
        for _, text in (*event.texts, *event.notes):
            for line in lines(text):
                self.add(line)
        if event.quote:
            self.add(f'"{one_line(event.quote)}"')
            self.lines += self.quotes.lines(event, event.quote, event.sources)
        for name, value in (
            ("actors", self.actors(event)),
            ("place", one_line(event.place)),
            ("tags", ", ".join(one_line(tag) for tag in event.tags)),
            ("status", event.status),
            ("part of", event.part_of),
            ("url", one_line(event.url)),
        ):
            if value:
                self.add(f"{name}: {value}")
            if name == "actors":
                self.own_of_actors(event)
        if event.media:
            from crisis.cli.views.explanation_text import picture

            for medium in event.media:
                self.add(f"picture: {picture(medium)}")
        self.own(event.free)
        if self.look.width is None:
            self.sources(event)
        self.own(self.timeline.header.free, of="the timeline")

    def sources(self, event: Event) -> None:
        """Who tells of it; on a screen behind what they say, since addresses are long."""
        from crisis.timeline.model.attribution import attribution

        if self.look.width is not None and event.sources:
            self.heading("Sources")
        at_title = attribution(event).at_title
        for name in event.sources:
            source = self.timeline.sources.get(name)
            url = f" {one_line(source.url)}" if source and source.url else ""
            says = " (says that it happened)" if name in at_title else ""
            word = "source: " if self.look.width is None else ""
            self.add(f"{word}{self.source(name)}{says}{url}")
            if source:
                self.own(source.free, 4)

    def own_of_actors(self, event: Event) -> None:
        for name in dict.fromkeys(part.actor for part in event.actors):
            if actor := self.timeline.actors.get(name):
                self.own(actor.free, 4, one_line(actor.name) if len(event.actors) > 1 else "")

    def own(self, free: Free, indent: int = 2, of: str = "") -> None:
        """Keys of the author's own, a line each, behind whose they are."""
        from crisis.timeline.reports.free_texts import free_texts

        whose = f"{of} {self.look.dot} " if of else ""
        for name, text in free_texts(free):
            self.add(f"{whose}{name}: {text}", indent)

    def title(self, event: Event) -> str:
        from crisis.timeline.base.texts import in_language

        return in_language(event.titles, self.look.language.tag)

    def actors(self, event: Event) -> str:
        names = []
        for part in event.actors:
            actor = self.timeline.actors.get(part.actor)
            name = one_line(actor.name if actor else part.actor)
            names.append(f"{name} ({one_line(part.role)})" if part.role else name)
        return ", ".join(names)

    def when(self, event: Event) -> None:
        from crisis.cli.views.explanation_text import how_long
        from crisis.timeline.reports import event_times

        text = event_times.when(event, self.zone, None, self.look)
        words: list[str] = [word for word in (event.agreement,) if word and word != "agreed"]
        words += ["alternatives"] if event.alternative else []
        mark = f" ({', '.join(words)})" if words else ""
        zone = "" if event.dateless else f" {self.zone.label}"
        self.heading(f"{text}{zone}{mark}")
        disputing = event.asked if event.disputed else ()
        spans = [account.lasting for account in disputing if account.lasting] or [event.lasting]
        if event.lasts:
            lengths = [how_long(span, event.start, self.zone) for span in spans]
            if text := " or ".join(dict.fromkeys(lengths)):
                self.add(f"it lasted {text}")

    def alternatives(self, event: Event) -> None:
        """The times of which one holds, each as written, and those that are ruled out."""
        of = [
            (account.source, alternative)
            for account in event.accounts
            for alternative in account.alternatives
        ]
        if not of and not event.alternatives:
            return
        from crisis.timeline.reports.event_times import RULED_OUT

        self.heading("One of these holds")
        for source, alternative in of or [("", alternative) for alternative in event.alternatives]:
            who = f" [{self.source(source)}]" if of else ""
            out = RULED_OUT if alternative.ruled_out else ""
            time = self.time(alternative.start, alternative.end)
            self.add(f'"{one_line(alternative.written)}"{who}: {time}{out}')

    def accounts(self, explanation: Why) -> None:
        """What each source says, where that is not for all of them the time that is shown."""
        from crisis.timeline.model.attribution import attribution, every_testimony
        from crisis.timeline.reports.stated_times import told_time

        event, source = explanation.event, self.timeline.according_to
        if not attribution(event, source).apart:
            return
        self.heading("Who says what")
        for account in every_testimony(event, source, explanation.conflicts):
            written = f'"{one_line(account.written)}"' if account.written else ""
            text = told_time(account._replace(written=written), self.time)
            self.add(f"{self.source(account.source)}: {text}{account.aside}")

    def time(self, start: Bound | None, end: Bound | None) -> str:
        from crisis.timeline.reports import times

        text = "" if start is None else times.span(start, self.zone, None, self.look)
        if end is not None:
            over = times.span(end, self.zone, None, self.look)
            text = f"{text} {self.look.arrow} {over}".strip()
        return text

    def derivation(
        self,
        derivation: Derivation,
        subject: str,
        going: bool = False,
        begun: int | None = None,
    ) -> None:
        """Why it was no earlier and no later; not that no end is before what had ``begun``."""
        from crisis.cli.views.explanation_text import consequence, limit, reason

        for side, bound, chain in (
            ("low", derivation.bound.earliest, derivation.earliest),
            ("high", derivation.bound.latest, derivation.latest),
        ):
            if bound is None:
                word = "early" if side == "low" else "late"
                nothing = f"How {word} {subject.lower()} nothing says"
                if going and side == "high":
                    nothing = "It is said to be still going on; as of when, nothing says"
                self.heading(nothing)
                continue
            if side == "low" and bound == begun:
                continue
            self.heading(f"{subject} {limit(bound, side, self.zone, self.look)}, because")
            for place, step in enumerate(chain):
                text = reason(step, self.timeline, self.zone, self.look)
                if place + 1 < len(chain) or step.bound != bound:
                    text += f", {consequence(step, self.timeline, self.zone, self.look)}"
                self.add(text)

    def tree(self, title: str, causes: tuple[Causes, ...]) -> None:
        if not causes:
            return
        self.heading(title)
        for cause in causes:
            self.add(self.named(cause.event), 2 * cause.depth)

    def named(self, event: Event) -> str:
        from crisis.timeline.reports import event_times

        text = event_times.when(event, self.zone, None, self.look)
        return f"{event.id}: {one_line(self.title(event))} ({text})"

    def source(self, source: str) -> str:
        from crisis.cli.views.explanation_text import source_name

        return one_line(source_name(source, self.timeline))

    def comparison(self, comparison: Comparison) -> None:
        from crisis.cli.views.explanation_text import order
        from crisis.timeline.reports.event_times import RULED_OUT
        from crisis.timeline.reports.tellers import LESS_SURE, beyond

        self.add(self.named(comparison.first), 0)
        self.add(self.named(comparison.second), 0)
        if not comparison.verdicts:
            self.heading("The order of the two is not known")
            return
        first, *rest = comparison.verdicts
        several = ((verdict.difference, verdict.unsure) for verdict in rest)
        left_out = f"; {LESS_SURE}" if beyond(several, first.difference) else ""
        self.heading(order(first, comparison, self.zone) + left_out)
        for verdict in rest:
            mark = "?" * verdict.unsure + RULED_OUT * verdict.ruled_out
            said = order(verdict, comparison, self.zone) + mark
            self.add(f"according to {self.source(verdict.source)}: {said}")
