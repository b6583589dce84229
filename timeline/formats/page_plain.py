"""The events of a page as plain markup, for browsers that run no scripts: all can be read there."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from crisis.timeline.base.texts import in_language
from crisis.timeline.reports.free_texts import free_texts

from .markup import in_ascii

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from crisis.timeline.base.texts import Texts
    from crisis.timeline.model.records import Claim, Event
    from crisis.timeline.model.timeline import Timeline


class PlainPage:
    """Events under the headings of a face, with all that is said of them; then the sources."""

    def __init__(self, timeline: Timeline, lang: str) -> None:
        self.timeline = timeline
        self.lang = lang
        self.cited: dict[str, None] = {}

    def markup(
        self,
        events: Sequence[Event],
        face: Mapping[str, Any],
        pictures: Sequence[Sequence[dict[str, Any]]],
    ) -> str:
        """Elements as text in ASCII: a section for each group, in the order of the events.

        ``face`` has the fields of a Face, ``pictures`` are those of each event (PagePictures).
        """
        rows = zip(events, face["readings"], pictures, strict=True)
        clock = f'<p class="who" lang="en">Clock: {in_ascii(face["label"])}</p>' if events else ""
        return "\n".join([clock, *self._groups(rows, face["groups"]), self._sources()])

    def _groups(self, rows: Iterable[Any], groups: Sequence[Any]) -> Iterator[str]:
        for number, several in groupby(rows, key=lambda row: row[1].group):
            items = "\n".join(f'<li class="event">{self._event(*row)}' for row in several)
            heading = _text("h2", groups[number].heading)
            yield f"<section>{heading}<ol>\n{items}\n</ol></section>"

    def _event(self, event: Event, reading: Any, pictures: Sequence[dict[str, Any]]) -> str:
        """An event; most have little of what there may be. Ends of items and paragraphs follow
        from what comes next."""
        parts = [
            f'<article><p class="time">{_text("span", reading.when, "when")}<div class="body">',
            _text("h3", self._chosen(event.titles) or event.id),
        ]
        marks = (event.status, event.agreement if event.disputed else "")
        parts += [_text("p", mark, "marks") for mark in marks if mark]
        for name, texts in (("text", event.texts), ("note", event.notes)):
            if texts:
                blocks = self._chosen(texts).split("\n\n")
                parts += [_text("p", part, name) for part in blocks if part.strip()]
        if event.quote:
            parts.append(_text("blockquote", event.quote))
        parts += [f'<p class="media">{_medium(medium)}' for medium in pictures]
        if event.actors:
            parts.append(_line("Who", [self._part(part.actor, part.role) for part in event.actors]))
        if event.place:
            parts.append(_line("Where", [in_ascii(event.place)]))
        self._claims(parts, event, reading)
        if event.tags:
            parts.append(_line("Tags", map(in_ascii, event.tags)))
        if event.url:
            parts.append(_line("Address", [_address(event.url)]))
        if event.free:
            parts += [_line(name, [in_ascii(text)]) for name, text in free_texts(event.free)]
        parts.append("</div></article>")
        return "".join(parts)

    def _claims(self, parts: list[str], event: Event, reading: Any) -> None:
        """The claims as they are written, and the sources that make none."""
        written = [claim for claim in event.when if claim.phrases]
        if written:
            claims = zip(written, reading.claims, strict=True)
            items = "".join([f"<li>{self._claim(*pair)}" for pair in claims])
            parts.append(f"<ul>{items}</ul>")
        self.cited |= dict.fromkeys(event.sources)
        told = {claim.source for claim in written}
        if others := [source for source in event.sources if source not in told]:
            parts.append(_line("Sources", map(self._named, others)))

    def _claim(self, claim: Claim, states: str) -> str:
        phrase = in_ascii(claim.phrase)
        who = self._named(claim.source) if claim.source else "the author"
        time = f" ({in_ascii(states)})" if states and states != claim.phrase else ""
        asides = [
            claim.quote and _text("q", claim.quote),
            claim.at and f"at {in_ascii(claim.at)}",
            claim.via and f"via {in_ascii(claim.via)}",
            claim.confidence and f"{claim.confidence} confidence",
            in_ascii(claim.text),
            _address(claim.url),
            claim.rejected and f"rejected: {in_ascii(claim.rejected)}",
        ]
        return "; ".join([f"{phrase}{time} &#8212; {who}", *filter(None, asides)])

    def _named(self, source: str) -> str:
        self.cited[source] = None
        known = self.timeline.sources.get(source)
        return in_ascii(known.name if known else source)

    def _part(self, actor: str, role: str) -> str:
        known = self.timeline.actors.get(actor)
        name = in_ascii(known.name if known else actor)
        return f"{name} ({in_ascii(role)})" if role else name

    def _chosen(self, texts: Texts) -> str:
        return in_language(texts, self.lang)

    def _sources(self) -> str:
        found = (self.timeline.sources.get(name) for name in self.cited)
        items = []
        for source in filter(None, found):
            parts = [source.title, source.published]
            told = [
                in_ascii(source.name),
                *map(in_ascii, filter(None, parts)),
                _address(source.url),
            ]
            items.append(f"<li>{', '.join(filter(None, told))}</li>")
        if not items:
            return ""
        return f'<section><h2 lang="en">Sources</h2><ol>{"".join(items)}</ol></section>'


def _text(name: str, text: str, kind: str = "") -> str:
    within = f' class="{kind}"' if kind else ""
    direction = "" if text.isascii() else ' dir="auto"'
    end = "" if name == "p" else f"</{name}>"
    return f"<{name}{within}{direction}>{in_ascii(text)}{end}"


def _line(name: str, values: Iterable[str]) -> str:
    return f'<p class="who">{in_ascii(name)}: {", ".join(filter(None, values))}'


def _address(url: str) -> str:
    """A link only to the web: a text that names another scheme stays a text."""
    shown = in_ascii(url)
    if not url.lower().startswith(("https://", "http://")):
        return shown
    return f'<a href="{shown}" rel="noopener noreferrer">{shown}</a>'


def _medium(medium: dict[str, Any]) -> str:
    """A picture's words, with a link to it; or why it is not shown."""
    said = in_ascii(medium.get("caption") or medium.get("alt", ""))
    credit = f" ({in_ascii(medium['credit'])})" if "credit" in medium else ""
    if "url" in medium:
        where = _address(medium["url"])
    elif "picture" in medium:
        where = f'<a href="#picture-{medium["picture"]}" lang="en">Picture</a>'
    else:
        where = f'<span lang="en">Not shown:</span> {in_ascii(medium["problem"])}'
    return f"{where}: {said}{credit}" if said else f"{where}{credit}"
