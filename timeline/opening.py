"""Opens timelines for questions: from their index where there is one, else from their files."""

from __future__ import annotations

import os
import time
from functools import partial
from os import fspath
from typing import TYPE_CHECKING, Protocol

from crisis.timeline.base.namedtuple import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from os import PathLike

    from crisis.timeline.base.problems import Problem
    from crisis.timeline.base.progress import Progress
    from crisis.timeline.index.fingerprint import Files
    from crisis.timeline.tables.opened import Tables

    from .timeline import Timeline

FEWEST = 1000
"""Events below which a file is read as quickly as an index."""

_TABLE = ".parquet"
_CLUSTER = "sc://"

SMALLEST = 1 << 16
"""Bytes; so many events have more."""


class Keep(Protocol):
    """Keeps what was read for the next time. That takes some time, and may be left out.

    ``progress`` hears how many events are kept so far. Nothing raises for what the folder is like;
    what interrupts it leaves nothing behind.
    """

    def __call__(self, progress: Progress | None = None) -> None: ...


class Opened(NamedTuple):
    """A timeline; ``keep`` is None where there is nothing to keep."""

    timeline: Timeline
    keep: Keep | None = None


def load(
    *paths: str | PathLike[str],
    according_to: str | None = None,
    index: str | PathLike[str] | None = None,
    progress: Progress | None = None,
) -> Timeline:
    """Load event files and resolve them together; ``-`` is standard input.

    ``according_to`` takes only what one source, by its id or name, and the author say. ``index`` is
    a folder in which an index of large files is kept: with it, the timeline reads what it is asked
    for, and is closed with ``close`` or ``with``. ``progress`` hears how far it has come.

    Raises OSError (FileNotFoundError and others) for a file that cannot be opened, and QueryError
    for an unknown source. Nothing raises for what is in a file: that is in ``Timeline.problems``.
    """
    names = [fspath(path) for path in paths]
    if any(name.lower().endswith(_TABLE) or _elsewhere(name) for name in names):
        return _asked_of_tables(open_timeline(names).timeline, according_to)
    if index is None:
        from crisis.timeline.base.progress import listening
        from crisis.timeline.eventfile.files import open_source

        from .loading import load_sources

        with listening(progress):
            texts = [open_source(name, progress) for name in names]
            return load_sources(texts, according_to, progress)
    from crisis.timeline.eventfile.files import STDIN, check_source
    from crisis.timeline.network.resolve import resolve
    from crisis.timeline.query.according import named_source
    from crisis.timeline.query.stores import store

    from .timeline import Timeline

    for name in names:
        if name != STDIN:
            check_source(name)
    opened = open_timeline(names, fspath(index), progress)
    if opened.keep is not None:
        opened.keep(progress)
    if according_to is None:
        return opened.timeline
    source = named_source(according_to, opened.timeline)
    whole = store(opened.timeline).whole()
    if not isinstance(whole, Timeline):
        raise AssertionError("what was loaded can be asked")
    return resolve(whole, source, progress)


def _asked_of_tables(timeline: Timeline, according_to: str | None) -> Timeline:
    """The same timeline. Raises QueryError for the story of one source, which takes relations."""
    from crisis.timeline.query.stores import store

    if according_to is not None:
        store(timeline).whole()
    return timeline


def open_timeline(
    paths: Sequence[str], folder: str | None = None, progress: Progress | None = None
) -> Opened:
    """Open event files, as ``load`` reads them; ``folder`` is where their index may be.

    Answers are the same with it and without. ``timeline.network`` reads the files in any case.
    ``progress`` hears of reading and resolving, now or later.
    """
    if any(map(_elsewhere, paths)):
        return Opened(_tables_of_cluster(paths, progress))
    if any(path.lower().endswith(_TABLE) or os.path.isdir(path) for path in paths):
        from crisis.timeline.tables.files import is_table

        if any(map(is_table, paths)):
            return Opened(_tables(paths))
    if folder is None or read_anyway(paths):
        return Opened(_load(paths, progress))
    from crisis.timeline.index.fingerprint import look

    files = look(paths)
    if files is None:
        return Opened(_load(paths, progress))
    try:
        from crisis.timeline.index.file import find, path_of
    except ImportError:  # a Python without SQLite
        return Opened(_load(paths, progress))

    def load() -> Timeline:
        return _load(paths, progress)

    if os.path.exists(path_of(folder, files)):
        from .indexed_timeline import FiledTimeline

        filed = find(folder, files, load, FiledTimeline)
        if filed is not None:
            return Opened(filed)
    return _read(paths, folder, files, progress)


def _elsewhere(path: str) -> bool:
    """Whether a path is the address of a table of a cluster."""
    return path[: len(_CLUSTER)].lower() == _CLUSTER


def read_anyway(paths: Sequence[str]) -> bool:
    """Whether files are certainly read and no index is asked: small ones, and out of a pipe."""
    from crisis.timeline.eventfile.files import BUNDLED, STDIN

    try:
        return not {BUNDLED, STDIN}.isdisjoint(paths) or (
            sum(os.stat(path).st_size for path in paths) < SMALLEST
        )
    except (OSError, ValueError):
        return False


def _read(paths: Sequence[str], folder: str, files: Files, progress: Progress | None) -> Opened:
    """Read files, and see to it that nothing is kept but what they hold."""
    from crisis.timeline.base.zone_names import seeking
    from crisis.timeline.index.file import Reading, keep, unkept
    from crisis.timeline.index.fingerprint import digest, look

    if unkept(folder, files):
        return Opened(_load(paths, progress))
    began = time.time_ns()
    try:
        contents = digest(paths)
    except OSError:  # it may be told of in a moment
        return Opened(_load(paths, progress))
    with seeking() as zones:
        timeline = _load(paths, progress)
    if len(timeline.events) <= FEWEST or any(
        not problem.origin.line for problem in timeline.problems
    ):
        return Opened(timeline)
    try:
        if look(paths) != files or digest(paths) != contents:  # changed while it was read
            return Opened(timeline)
    except OSError:
        return Opened(timeline)
    reading = Reading(files, began, contents, tuple(zones))
    return Opened(timeline, partial(keep, folder, timeline, reading))


def _tables(paths: Sequence[str]) -> Timeline:
    """Tables as one timeline; what is wrong with a path is a problem of it."""
    from crisis.timeline.base.problems import Origin, Problem
    from crisis.timeline.tables.files import is_table, open_tables

    others = [path for path in paths if not is_table(path)]
    tables, found = open_tables([path for path in paths if path not in others])
    hint = "crisis show FILE -o events.parquet makes a table of an event file"
    message = "no table: event files and tables are not asked together"
    others_told = [Problem(Origin(name, 0), message, hint) for name in others]
    return _tabled(tables, [*found, *others_told])


def _tables_of_cluster(paths: Sequence[str], progress: Progress | None) -> Timeline:
    """Tables of a cluster as one timeline; what is wrong with an address is a problem of it."""
    from crisis.timeline.base.problems import Origin, Problem
    from crisis.timeline.base.progress import listening
    from crisis.timeline.tables.cluster import open_cluster

    others = [path for path in paths if not _elsewhere(path)]
    with listening(progress):
        tables, found = open_cluster([path for path in paths if _elsewhere(path)], progress)
    message = "files here and tables of a cluster are not asked together"
    return _tabled(tables, [*found, *(Problem(Origin(name, 0), message) for name in others)])


def _tabled(tables: Tables | None, found: Sequence[Problem]) -> Timeline:
    """What was opened as a timeline, with what is wrong beside it."""
    from crisis.timeline.model.timeline import Header
    from crisis.timeline.tables.table_store import TableStore

    from .tabled_timeline import TabledTimeline
    from .timeline import Timeline

    problems = tuple(found)
    failed = dict.fromkeys(problem.origin.file for problem in problems)
    if tables is None:
        return Timeline(Header(), {}, {}, (), problems, tuple(failed))
    opened = TabledTimeline(TableStore(tables), problems)
    return opened.replace(files=tuple(dict.fromkeys([*opened.files, *failed])))


def _load(paths: Sequence[str], progress: Progress | None) -> Timeline:
    from .loading import load_files

    return load_files(paths, progress=progress)
