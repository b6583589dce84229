"""All quotes of a timeline, each looked up in the text of its source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from crisis.timeline.base.record import Record
from crisis.timeline.eventfile.beside import Unreadable, located

from .search import Searched
from .source_text import read_source_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crisis.timeline.base.problems import Origin
    from crisis.timeline.model.details import Source
    from crisis.timeline.model.records import Event
    from crisis.timeline.model.timeline import Timeline

    from .search import Found
    from .source_text import Place, SourceText

Standing = Literal["there", "near", "missing", "unread", "no text"]


class Quoted(Record):
    """A quote and how it stands: in the text of a source, nearly, not, or nobody can tell.

    ``source`` is empty where nobody is named. ``file`` is that of the source's text as written,
    ``place`` where the quote, or what is ``passage``, stands in it.
    """

    event: str
    source: str
    quote: str
    origin: Origin
    standing: Standing
    file: str = ""
    place: Place | None = None
    passage: str = ""


class TextProblem(Record):
    """What is wrong with the text of a source: it cannot be read, or is not what it was."""

    source: Source
    message: str
    hint: str
    changed: bool = False


class Quotes(Record):
    """What was found of all quotes, in the order of the files."""

    quotes: tuple[Quoted, ...]
    problems: tuple[TextProblem, ...]

    @property
    def wrong(self) -> bool:
        """Whether a quote does not stand as it is quoted, or a text cannot be relied on."""
        return bool(self.problems) or self.count("near") + self.count("missing") > 0

    def count(self, standing: Standing) -> int:
        """How many quotes stand so."""
        return sum(quoted.standing == standing for quoted in self.quotes)


class Texts:
    """The texts of the sources of a timeline, each read once, when it is asked for."""

    def __init__(self, timeline: Timeline) -> None:
        self._sources = timeline.sources
        self._read: dict[str, Searched | None] = {}
        self.problems: list[TextProblem] = []

    def of(self, name: str) -> Searched | None:
        """The text of a source; None where it has none, or none that can be read."""
        if name not in self._read:
            source = self._sources.get(name)
            self._read[name] = self._searched(source) if source and source.file else None
        return self._read[name]

    def file(self, name: str) -> str:
        """The file that a source names; empty where it names none."""
        source = self._sources.get(name)
        return source.file if source else ""

    def _searched(self, source: Source) -> Searched | None:
        try:
            text = read_source_text(located(source.file, source.origin.file), source.file)
        except Unreadable as error:
            self.problems.append(TextProblem(source, error.message, error.hint))
            return None
        if source.sha256 and source.sha256.casefold() != text.sha256:
            self.problems.append(_changed(source, text))
        return Searched(text)


def _changed(source: Source, text: SourceText) -> TextProblem:
    message = f"{source.file} is not the file that it was"
    return TextProblem(source, message, f"its sha256 is {text.sha256} now", changed=True)


def check_quotes(timeline: Timeline) -> Quotes:
    """Look up every quote of a timeline in the texts of its sources, of which all are read."""
    texts = Texts(timeline)
    for name in timeline.sources:
        texts.of(name)
    found = tuple(quoted for event in timeline.events for quoted in _of_event(event, texts))
    return Quotes(found, tuple(texts.problems))


def _of_event(event: Event, texts: Texts) -> Iterator[Quoted]:
    if event.quote:
        yield look_up(event, event.quote, event.sources, event.origin, texts)
    for claim in event.when:
        if claim.quote:
            sources = (claim.source,) if claim.source else event.sources
            yield look_up(event, claim.quote, sources, claim.origin, texts)


def look_up(
    event: Event, quote: str, sources: tuple[str, ...], origin: Origin, texts: Texts
) -> Quoted:
    """How a quote stands in the first source that has it, else in the one that comes nearest."""
    first = sources[0] if sources else ""
    have = [(name, text) for name in sources if (text := texts.of(name)) is not None]
    if not have:
        unread = next((name for name in sources if texts.file(name)), "")
        standing: Standing = "unread" if unread else "no text"
        return Quoted(event.id, unread or first, quote, origin, standing, texts.file(unread))
    for name, text in have:
        if (found := text.find(quote)) is not None:
            return _quoted(event, name, quote, origin, "there", texts, found)
    for name, text in have:
        if (found := text.nearest(quote)) is not None:
            return _quoted(event, name, quote, origin, "near", texts, found)
    name = have[0][0]
    return Quoted(event.id, name, quote, origin, "missing", texts.file(name))


def _quoted(
    event: Event,
    source: str,
    quote: str,
    origin: Origin,
    standing: Standing,
    texts: Texts,
    found: Found,
) -> Quoted:
    file = texts.file(source)
    return Quoted(event.id, source, quote, origin, standing, file, found.place, found.passage)
