"""From files to a resolved timeline: read, merge, check references, resolve."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.problems import Origin, Problem, did_you_mean
from crisis.timeline.base.progress import Reading, listening
from crisis.timeline.eventfile.events import Events, read_events
from crisis.timeline.eventfile.files import Source, read_source
from crisis.timeline.eventfile.header import Preamble, read_preamble
from crisis.timeline.eventfile.ids import free_id
from crisis.timeline.eventfile.incremental import parse
from crisis.timeline.eventfile.references import check_references
from crisis.timeline.eventfile.validation import Shapes
from crisis.timeline.model.timeline import Header
from crisis.timeline.network.resolve import resolve

from .timeline import Timeline

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from crisis.timeline.base.progress import Progress
    from crisis.timeline.eventfile.validation import Fields
    from crisis.timeline.interchange.reading.made_tree import Made
    from crisis.timeline.model import records as model
    from crisis.timeline.model.records import Actor

    from .selection import Report

_ROOT = ("timeline", "actors", "sources", "events")


class Document(NamedTuple):
    """One file, its preamble read and its events not yet."""

    root: Fields
    preamble: Preamble
    shapes: Shapes


def loads(text: str, name: str = "<text>", according_to: str | None = None) -> Timeline:
    """Load one event file from a text; ``according_to`` as for ``load``."""
    return load_sources([Source(name, text)], according_to)


def from_json(text: str) -> Report:
    """The report that a document ``crisis.events/1`` was, with a timeline of its events.

    Raises JsonError for what is no such document.
    """
    from crisis.timeline.formats.json_import import from_json as read

    from .selection import Report

    return read(text, Timeline, Report)


def load_files(
    paths: Sequence[str], according_to: str | None = None, progress: Progress | None = None
) -> Timeline:
    """Load files as ``load`` does; one that cannot be opened is a problem like any other."""
    with listening(progress):
        return load_sources([read_source(path, progress) for path in paths], according_to, progress)


def load_sources(
    sources: Sequence[Source | Made],
    according_to: str | None = None,
    progress: Progress | None = None,
) -> Timeline:
    """Load texts that were read already, and what was made of other files by rules."""
    read = [_unresolved(sources, progress)]
    del sources  # nothing is read from here on: the texts may go
    if according_to is not None:
        from crisis.timeline.query.according import named_source

        according_to = named_source(according_to, read[0])
    return resolve(read.pop(), according_to, progress)


def _unresolved(sources: Sequence[Source | Made], progress: Progress | None) -> Timeline:
    reading = None if progress is None else Reading(progress, [source.text for source in sources])
    documents: list[Document] = []
    for number, source in enumerate(sources):
        listener = None if reading is None else reading.of(number)
        documents.append(open_document(source, listener, documents))
    return _merge(documents, read_all(documents))


def open_document(
    source: Source | Made,
    listener: Callable[[int], None] | None = None,
    earlier: Sequence[Document] = (),
) -> Document:
    """Read a file up to its events; ``listener`` hears how many characters of it are read.

    It may name the actors and sources of ``earlier`` files; without a zone it has the first one's.
    """
    shapes = Shapes(source.text, source.name)
    if source.problem:
        shapes.problems.append(source.problem)
    tree = parse(source.text, source.name, listener) if isinstance(source, Source) else source.tree
    shapes.grow(tree)
    root = {}
    if tree.root is not None:
        root = shapes.fields(tree.root, _ROOT, "an event file")
    inherited = None
    if earlier:
        shapes.zone_reported = earlier[0].shapes.zone_reported
        inherited = _united([document.preamble for document in earlier])
    return Document(root, read_preamble(root, shapes, inherited), shapes)


def _united(preambles: Sequence[Preamble]) -> Preamble:
    """The first of several preambles, with the actors and sources of all."""
    actors: dict[str, Actor] = {}
    sources: dict[str, model.Source] = {}
    for preamble in preambles:
        actors = preamble.actors | actors
        sources = preamble.sources | sources
    return preambles[0]._replace(actors=actors, sources=sources)


def read_all(documents: list[Document]) -> list[Events]:
    """The events of all files; each may name the actors and sources of the others.

    What a file says of an actor or a source itself holds for its own events.
    """
    actors: dict[str, Actor] = {}
    sources: dict[str, model.Source] = {}
    zeros: dict[str, int | str] = {}
    for document in documents:
        preamble = document.preamble
        actors = preamble.actors | actors
        sources = preamble.sources | sources
        zeros = preamble.zeros | zeros
    return [
        read_events(
            document.root,
            own._replace(
                actors=actors | own.actors,
                sources=sources | own.sources,
                zeros={s: zero for s, zero in zeros.items() if s not in own.sources} | own.zeros,
            ),
            document.shapes,
        )
        for document in documents
        for own in [document.preamble]
    ]


def _merge(documents: list[Document], read: list[Events]) -> Timeline:
    """The unresolved timeline of all files; it alone holds their events from here on."""
    actors: dict[str, Actor] = {}
    sources: dict[str, model.Source] = {}
    for document in documents:
        actors = document.preamble.actors | actors
        sources = document.preamble.sources | sources
    seen = _written_ids(documents, read)
    events: list[model.Event] = []
    for part in read:
        unnamed = iter(part.unnamed)
        following = next(unnamed, -1)
        for number, written in enumerate(part.events):
            event = written
            if number == following:
                event = event._replace(id=free_id(event.id, seen))
                seen[event.id] = event.origin
                following = next(unnamed, -1)
            if event.place_in_file != len(events):
                event = event._replace(place_in_file=len(events))
            events.append(event)
        part.events.clear()
    header = documents[0].preamble.header if documents else Header()
    shapes = {document.shapes.file: document.shapes for document in documents}
    places = {key: text for part in read for key, text in part.places.items()}
    events = check_references(events, shapes, places)
    if isinstance(header.zero, str) and header.zero not in seen:
        place = documents[0].preamble.zero_place
        if place is not None:
            hint = did_you_mean(header.zero, seen)
            hint = hint or "an event's id, or the instant the story counts from: 2023-11-17 12:00"
            documents[0].shapes.report(place, f'no event "{header.zero}" to count from', hint)
        header = header._replace(zero=None)
    if any(document.preamble.measures for document in documents):
        from crisis.timeline.eventfile.measures import check_measures

        measures = [(document.preamble.measures, document.shapes) for document in documents]
        header = header._replace(measures=check_measures(measures, events))
    problems = [problem for document in documents for problem in document.shapes.finished()]
    return Timeline(
        header,
        actors,
        sources,
        tuple(events),
        tuple(problems),
        tuple(shapes),
        sum(part.broken for part in read),
    )


def _written_ids(documents: list[Document], read: list[Events]) -> dict[str, Origin]:
    """Where each id is written; one that an earlier file has too is reported and made anew.

    Ids that are made come after all that are written, so that they are never in their way.
    """
    seen: dict[str, Origin] = {}
    for document, part in zip(documents, read, strict=True):
        unnamed = frozenset(part.unnamed)
        twice = []
        for place, event in enumerate(part.events):
            if place in unnamed:
                continue
            if event.id not in seen:
                seen[event.id] = event.origin
                continue
            first = seen[event.id]
            hint = f"first in {first.file}:{first.line}; rename one of them"
            message = f'the id "{event.id}" stands in two files'
            document.shapes.problems.append(Problem(event.origin, message, hint))
            twice.append(place)
        if twice:
            part.unnamed[:] = array("L", sorted([*part.unnamed, *twice]))
    return seen
