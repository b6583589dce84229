"""Files that are no event files, read by rules straight into a timeline: ``--rules``."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from crisis.cli.terminal.exits import UsageError
from crisis.cli.terminal.messages import tell
from crisis.timeline.base.escape import one_line
from crisis.timeline.base.progress import listening
from crisis.timeline.eventfile.files import BUNDLED, read_source
from crisis.timeline.interchange.reading.made_tree import Made, MadeTree
from crisis.timeline.loading import load_sources
from crisis.timeline.opening import Opened
from crisis.timeline.tables.addresses import is_address

from .importing import Importing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crisis.cli.terminal.progress import Line
    from crisis.timeline.base.problems import Problem
    from crisis.timeline.eventfile.files import Source

_EVENT_FILES = (".yaml", ".yml")
_TABLE = ".parquet"


def open_foreign(
    paths: Sequence[str], rules: str, zone: str, quiet: bool, progress: Line | None
) -> Opened:
    """Files as one timeline: event files, by their names, and others by rules. No index is kept.

    Raises UsageError and NothingRead for rules there are not, or that are wrong.
    """
    if any(map(is_address, paths)):
        hint = "a table of the cluster with the columns of crisis.table/1 needs none"
        raise UsageError("rules read files of this machine, not tables of a cluster", hint)
    problems: list[Problem] = []
    importing = Importing(zone, quiet, problems.append)
    with listening(progress):
        sources: list[Source | Made] = []
        for path in paths:
            if path == BUNDLED or path.lower().endswith(_EVENT_FILES):
                sources.append(read_source(path, progress))
                continue
            if path.lower().endswith(_TABLE) and not quiet:
                hint = f"crisis import {path} --rules {rules} --to events{_TABLE} reads them once"
                tell(f"{path}: its rows are read one by one, into memory", one_line(hint))
            entries = list(importing.events([path], rules))
            preamble = {
                "timeline": importing.job.timeline(),
                "actors": importing.job.actors(),
                "sources": importing.job.sources(),
            }
            tree = MadeTree(path, entries, preamble, problems)
            problems.clear()
            sources.append(Made(path, tree))
        importing.tell_counts(all_read=False)
        return Opened(load_sources(sources, progress=progress))


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
