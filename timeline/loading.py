"""From files to a resolved timeline: read, merge, check references, resolve."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from .events import Events, free_id, read_events
from .files import Source, read_source
from .model import Actor, Header, Timeline
from .preamble import Preamble, read_preamble
from .problems import Problem
from .references import check_references
from .resolve import resolve
from .shapes import Shapes
from .yamltree import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from . import model

_ROOT = ("timeline", "actors", "sources", "events")


class Document(NamedTuple):
    """One file as read, not yet merged with others."""

    preamble: Preamble
    events: Events
    shapes: Shapes


def load(*paths: str, according_to: str | None = None) -> Timeline:
    """Load event files and resolve them together; ``-`` is standard input.

    ``according_to`` takes only what one source and the author say. Never raises for what is in a
    file: every problem is in ``Timeline.problems``.
    """
    return load_sources([read_source(path) for path in paths], according_to)


def loads(text: str, name: str = "<text>") -> Timeline:
    """Load one event file from a text."""
    return load_sources([Source(name, text)])


def load_sources(sources: list[Source], according_to: str | None = None) -> Timeline:
    """Load texts that were read already."""
    with _no_garbage_collection():
        return _merge([read_document(source) for source in sources], according_to)


def read_document(source: Source) -> Document:
    """Read one event file: its records, and everything wrong with it but its references."""
    shapes = Shapes(source.text, source.name)
    if source.problem:
        shapes.problems.append(source.problem)
    tree = parse(source.text, source.name)
    shapes.problems.extend(tree.problems)
    root = {}
    if tree.root is not None:
        root = shapes.fields(tree.root, _ROOT, "an event file")
    preamble = read_preamble(root, shapes)
    return Document(preamble, read_events(root, preamble, shapes), shapes)


def _merge(documents: list[Document], according_to: str | None) -> Timeline:
    actors: dict[str, Actor] = {}
    sources: dict[str, model.Source] = {}
    events: list[model.Event] = []
    seen: dict[str, model.Event] = {}
    for document in documents:
        for name, actor in document.preamble.actors.items():
            actors.setdefault(name, actor)
        for name, named in document.preamble.sources.items():
            sources.setdefault(name, named)
        for read in document.events.events:
            event = read
            if event.id in seen:
                first = seen[event.id].origin
                hint = f"first in {first.file}:{first.line}; rename one of them"
                message = f'the id "{event.id}" stands in two files'
                document.shapes.problems.append(Problem(event.origin, message, hint))
                event = event._replace(id=free_id(event.id, seen))
            if event.place_in_file != len(events):
                event = event._replace(place_in_file=len(events))
            seen[event.id] = event
            events.append(event)
    header = documents[0].preamble.header if documents else Header()
    shapes = {document.shapes.file: document.shapes for document in documents}
    events = check_references(events, header.zero, shapes)
    problems = [problem for document in documents for problem in document.shapes.finished()]
    timeline = Timeline(
        header,
        actors,
        sources,
        tuple(events),
        tuple(problems),
        tuple(shapes),
        sum(document.events.broken for document in documents),
    )
    return resolve(timeline, according_to)


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Loading makes no cycles and very many objects: looking for cycles would double its time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
