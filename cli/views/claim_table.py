"""The claims on an event: in words, and on a screen each as a strip below the event's own time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from crisis.cli.terminal.columns import styled, wrapped
from crisis.timeline.base.escape import one_line
from crisis.timeline.reports.alike_claims import told_claims
from crisis.timeline.reports.free_texts import free_texts
from crisis.timeline.reports.signs import CONFLICTED

from .explanation_text import source_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crisis.cli.terminal.output import Screen
    from crisis.timeline.base.zones import Zone
    from crisis.timeline.model.records import Event
    from crisis.timeline.model.timeline import Timeline
    from crisis.timeline.reports.alike_claims import ToldClaim
    from crisis.timeline.reports.chart.spans import Span
    from crisis.timeline.reports.claim_strips import ClaimStrip, ClaimStrips
    from crisis.timeline.reports.why import Why

    from .quotes import QuotePlaces
    from .strip_lines import StripBrush

    Line = tuple[int, str, str]
    """An indent, a text, and its style."""

DRAWN = "drawn"
"""The style of a line that is as wide as it may be, and has its colours."""
_LEAST = 30
"""With fewer columns left beside the names, a strip gets a line of its own."""
_ROOMY = 44
"""With so many left, what is said stands beside who says it."""
_WHOLE = "all in all"


def claim_lines(
    explanation: Why, timeline: Timeline, zone: Zone, look: Screen, quotes: QuotePlaces
) -> Iterator[Line]:
    """All claims under a heading; none without any.

    On a screen with strips, where these say more than the time of the event in words.
    """
    told = list(told_claims(explanation.event))
    if not told:
        return
    words = _Words(explanation.event, timeline, look, quotes)
    if look.width is not None:
        from crisis.timeline.reports.claim_strips import claim_strips

        strips = claim_strips(explanation, timeline)
        picture = _Picture(strips, words, zone, look, look.width)
        if strips.telling and picture.axis is not None:
            yield from picture.lines()
            return
    yield 0, "", ""
    yield 0, "Claims", "bold"
    for one in told:
        yield 2, words.whole(one), "dim" if one.claim.rejected else ""
        yield from words.places(one)


class _Words:
    """What stands of claims in the file, in words."""

    def __init__(self, event: Event, timeline: Timeline, look: Screen, quotes: QuotePlaces) -> None:
        self.event = event
        self.timeline = timeline
        self.look = look
        self.quotes = quotes

    def whole(self, told: ToldClaim) -> str:
        """A claim as written, with who says so and where, and all else that stands there."""
        text = f"{self.phrase(told)} [{self.sources(told)}, line {told.claim.origin.line}]"
        if told.claim.rejected:
            text = f"rejected: {text}, {one_line(told.claim.rejected)}"
        return text + self.more(told)

    def phrase(self, told: ToldClaim) -> str:
        """What is said, in its own words."""
        counted = told.claim.counted
        clock = " on its clock" if counted is not None and counted.misread else ""
        return f'"{one_line(told.claim.phrase)}"{clock}'

    def sources(self, told: ToldClaim) -> str:
        """Who says so."""
        return ", ".join(one_line(source_name(name, self.timeline)) for name in told.sources)

    def more(self, told: ToldClaim) -> str:
        """How sure it is, its quote, and all else that stands there."""
        claim = told.claim
        text = f", {claim.confidence} confidence" if claim.confidence else ""
        text += f': "{one_line(claim.quote)}"' if claim.quote else ""
        places = claim.at and f"at {claim.at}", claim.via and f"via {claim.via}"
        own = [f"{name}: {value}" for name, value in free_texts(claim.free)]
        extras = (claim.text, *places, claim.url, *own)
        return text + "".join(f"; {one_line(extra)}" for extra in extras if extra)

    def places(self, told: ToldClaim) -> Iterator[Line]:
        """What reading it brought with it; where its quote stands in the text of its source."""
        claim, event = told.claim, self.event
        for warning in claim.meaning.warnings if claim.meaning else ():
            yield 6, one_line(warning.replace("\n", "; ")), "dim"
        if claim.quote:
            by = (claim.source,) if claim.source else event.sources
            yield from self.quotes.lines(event, claim.quote, by)


class _Picture:
    """Strips beside names on one axis, the event's own above; what is said beside or below."""

    def __init__(
        self, claims: ClaimStrips, words: _Words, zone: Zone, look: Screen, width: int
    ) -> None:
        self.claims = claims
        self.words = words
        self.look = look
        self.width = width
        letters = look.letters
        self.names = [letters(words.sources(strip.told)) for strip in self.claims.strips]
        self.said = [letters(self._said(strip)) for strip in self.claims.strips]
        most = width * 2 // 5 - 4
        self.name = min(max(map(cell_len, (*self.names, _WHOLE))), most)
        self.phrase = max(map(cell_len, self.said))
        self.beside = width - self.name - 4 >= _LEAST
        self.one = width - self.name - self.phrase - 6 >= _ROOMY
        self.margin = 2
        if self.beside:
            self.margin += self.name + 2 + (self.phrase + 2 if self.one else 0)
        self.axis = self.claims.axis(width - self.margin, zone, look.language)

    def lines(self) -> Iterator[Line]:
        from .chart.axis_text import axis_lines
        from .strip_lines import StripBrush, painted

        assert self.axis is not None
        brush = StripBrush(self.axis, self.look, self.margin)
        rows = list(self._rows(brush))
        for line in (
            "",
            *self._head(brush),
            *painted(axis_lines(self.axis, self.look, self.margin), self.look),
        ):
            yield 0, line, DRAWN
        yield from rows

    def _said(self, strip: ClaimStrip) -> str:
        """What is said, where, and whether it counts."""
        text = f"{self.words.phrase(strip.told)}, line {strip.told.claim.origin.line}"
        if strip.told.claim.rejected:
            return f"{text}, rejected: {one_line(strip.told.claim.rejected)}"
        if strip.state == CONFLICTED.word:
            return f"{text}, {CONFLICTED.letter(self.look.ascii)} {strip.state}"
        return f"{text}, {strip.state}" if strip.state else text

    def _rows(self, brush: StripBrush) -> Iterator[Line]:
        yield from self._row(brush, _WHOLE, "", self.claims.whole, "bold")
        for strip, name, said in zip(self.claims.strips, self.names, self.said, strict=True):
            style = "" if strip.counts else "dim"
            yield from self._row(brush, name, said, strip.spans, style)
            more = (
                self.words.more(strip.told).removeprefix(", ").removeprefix(": ").removeprefix("; ")
            )
            if more:
                yield 6, self.look.letters(more), "dim"
            yield from self.words.places(strip.told)

    def _row(
        self, brush: StripBrush, name: str, said: str, spans: tuple[Span, ...], style: str
    ) -> Iterator[Line]:
        """A strip behind who says so, with what is said beside or below."""
        from .strip_lines import painted

        line = brush.line()
        brush.spans(line, spans, bool(self.claims.event.status), style == "dim")
        if not self.beside:
            yield 2, name, style
            (text,) = painted([line], self.look)
            yield 0, text, DRAWN
            if said:
                yield 4, said, style
            return
        first, *rest = wrapped(name, self.name)
        line.put(2, first, style)
        if self.one:
            line.put(4 + self.name, said, style)
        (text,) = painted([line], self.look)
        yield 0, text, DRAWN
        for part in rest:
            yield 2, part, style
        if said and not self.one:
            yield 4, said, style

    def _head(self, brush: StripBrush) -> Iterator[str]:
        """The heading, with the signs that occur behind it or below."""
        texts = [*brush.legend([self.claims.event.status])]
        head = "Claims"
        line = f"{head}   {'   '.join(texts)}"
        if cell_len(line) <= self.width:
            yield styled(head, "bold", self.look) + styled(line[len(head) :], "dim", self.look)
            return
        yield styled(head, "bold", self.look)
        from .chart.legend import legend
        from .strip_lines import painted

        yield from painted(legend(texts, self.width, self.look), self.look)
