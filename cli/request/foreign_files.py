"""Files that are no event files, read by rules straight into a timeline: ``--rules``."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from crisis.cli.terminal.exits import UsageError
from crisis.cli.terminal.messages import tell
from crisis.timeline.base.escape import one_line
from crisis.timeline.base.limits import MOST_FETCHED, MOST_FETCHED_WHOLE
from crisis.timeline.base.problems import Unreadable
from crisis.timeline.base.progress import listening
from crisis.timeline.eventfile.files import BUNDLED, STDIN, read_source
from crisis.timeline.interchange.reading.made_tree import Made, MadeTree
from crisis.timeline.loading import load_sources
from crisis.timeline.opening import Opened
from crisis.timeline.tables.addresses import is_address, named

from .importing import Importing, rules_for
from .stored_events import stored

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crisis.cli.terminal.progress import Line
    from crisis.timeline.base.problems import Problem
    from crisis.timeline.eventfile.files import Source
    from crisis.timeline.interchange.reading.entries import Entry
    from crisis.timeline.query.store import Store
    from crisis.timeline.timeline import Timeline

    from .by_rules import ByRules
    from .looking import Looking

_EVENT_FILES = (".yaml", ".yml")
_TABLE = ".parquet"


def open_foreign(
    paths: Sequence[str], by: ByRules, looking: Looking, progress: Line | None
) -> Opened:
    """Files as one timeline: event files, by their names, and others by rules. No index is kept.

    One file of rows is asked as a view, where it is long and only a question is put to it. Raises
    UsageError and NothingRead for rules there are not, or that are wrong.
    """
    if any(map(is_address, paths)) and len(paths) > 1:
        raise UsageError("a table of a cluster is asked alone", "one -f, or import it first")
    if by.asked and len(paths) == 1 and not _event_file(paths[0]) and paths[0] != STDIN:
        with listening(progress):
            viewed = _viewed(paths[0], by, looking)
        if viewed is not None:
            return Opened(viewed)
    return Opened(_read(paths, by, looking.quiet, progress))


def _read(paths: Sequence[str], by: ByRules, quiet: bool, progress: Line | None) -> Timeline:
    """All of some files, in memory."""
    problems: list[Problem] = []
    importing = Importing(by.zone, quiet, problems.append)
    importing.job.most = MOST_FETCHED_WHOLE
    with listening(progress):
        sources: list[Source | Made] = []
        for path in paths:
            if _event_file(path):
                sources.append(read_source(path, progress))
                continue
            if path.lower().endswith(_TABLE) and not quiet:
                tell(f"{named(path)}: its rows are read one by one, into memory", _once(path, by))
            entries = list(importing.events([path], by.rules))
            sources.append(_made(named(path), importing, entries, problems))
            problems.clear()
        importing.tell_counts(all_read=False)
        return load_sources(sources, progress=progress)


def _viewed(path: str, by: ByRules, looking: Looking) -> Timeline | None:
    """A file as a view, or a table of a cluster that there is not; None where all is to be read."""
    from crisis.timeline.interchange.views.opening import open_view
    from crisis.timeline.interchange.views.store import ViewStore
    from crisis.timeline.viewed_timeline import ViewedTimeline

    problems: list[Problem] = []
    importing = Importing(by.zone, looking.quiet, problems.append)
    job = importing.job
    file = job.file(path)
    if file is None:
        if not is_address(path):
            return None
        from crisis.timeline.model.timeline import Header
        from crisis.timeline.timeline import Timeline

        return Timeline(Header(), {}, {}, (), tuple(problems), (named(path),))
    try:
        found = rules_for(file, by.rules)
        if found.file.problems:  # whoever reads all of it tells them
            return None

        view = open_view(job, file, found.file.rules, partial(stored, importing, named(path)))
    finally:
        file.close()
    if view is None:
        return None
    if not looking.quiet:
        for remark in (found.remark, *(f"{file.name}: {said}" for said in file.remarks)):
            if remark:
                tell(remark)
    known = frozenset(map(str, problems))
    store = ViewStore(view, lambda: _whole(path, by, looking.quiet, known))
    importing.tell_counts(all_read=False)
    return ViewedTimeline.of(store, named(path), problems)


def _whole(path: str, by: ByRules, quiet: bool, known: frozenset[str]) -> tuple[Store, int]:
    """All of a file whose counts were told, and how many events that is.

    Raises Unreadable for what is wrong with it beyond the problems that are known.
    """
    if not quiet:
        tell(f"{named(path)}: all of its rows are read for this", _once(path, by))
    problems: list[Problem] = []
    importing = Importing(by.zone, quiet, problems.append)
    importing.job.most = MOST_FETCHED
    found = stored(importing, named(path), importing.events([path], by.rules, silent=True))
    for problem in problems:
        if problem.severity == "error" and str(problem) not in known:
            raise Unreadable(problem)
    return found


def _once(path: str, by: ByRules) -> str:
    """A hint at what is asked again and again."""
    hint = f"crisis import {named(path)} --rules {by.rules} --to events{_TABLE} reads them once"
    return one_line(hint)


def _made(
    path: str, importing: Importing, entries: list[Entry], problems: Sequence[Problem]
) -> Made:
    preamble = {
        "timeline": importing.job.timeline(),
        "actors": importing.job.actors(),
        "sources": importing.job.sources(),
    }
    return Made(path, MadeTree(path, entries, preamble, problems))


def _event_file(path: str) -> bool:
    return path == BUNDLED or path.lower().endswith(_EVENT_FILES)


def rules_that_read(path: str) -> str:
    """The preset that a file is known by which is no event file; empty where there is none."""
    from crisis.timeline.interchange.reading.importing import Import
    from crisis.timeline.interchange.reading.presets import guessed

    if path.lower().endswith(_EVENT_FILES) or not os.path.isfile(path):
        return ""
    file = Import(lambda _: None).file(path)
    if file is None:
        return ""
    try:
        return guessed(file)
    finally:
        file.close()
