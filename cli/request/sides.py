"""The two timelines that are compared: files, or one file at revisions of git."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from crisis.cli.terminal.exits import DATA, OK, UsageError
from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.eventfile.files import STDIN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crisis.timeline.model.timeline import Timeline

    from .looking import Looking


class Side(NamedTuple):
    """A file, as it stands on the disk or at a ``revision``."""

    path: str
    revision: str = ""


def sides(revisions: Sequence[str], files: list[str]) -> tuple[Side, Side]:
    """The old and the new side: two files, or one at REV, at REV REV, or at REV..REV.

    Without a revision it is HEAD; the other side is the file as it stands. Without a file it is
    that of CRISIS_FILE or the nearest crisis.yaml. Raises UsageError.
    """
    from . import open_files

    if len(files) == 2 and not revisions:
        if files[0] == files[1] == STDIN:
            raise UsageError("standard input can be read once", "give - only once")
        return Side(files[0]), Side(files[1])
    paths = open_files.named(files, os.environ.get("CRISIS_FILE", ""))
    if not paths:
        raise UsageError("compare what?", "two files: crisis diff OLD NEW; or one that git has")
    if not all(revisions):
        raise UsageError("a revision without a name", "crisis diff HEAD~1 -f FILE")
    if len(paths) > 1 or paths == [STDIN] or len(revisions) > 2:
        hint = "crisis diff OLD NEW; or of one file crisis diff REV, REV REV or REV..REV"
        raise UsageError("two files are compared, or two revisions of one", hint)
    if len(revisions) == 2:
        return Side(paths[0], revisions[0]), Side(paths[0], revisions[1])
    if revisions and ".." in revisions[0]:
        from .revisions import ends

        first, last = ends(revisions[0])
        return Side(paths[0], first), Side(paths[0], last)
    return Side(paths[0], revisions[0] if revisions else "HEAD"), Side(paths[0])


def opened(side: Side, looking: Looking) -> tuple[Timeline, int]:
    """The whole timeline of a side, in memory, and the exit code; its problems are told."""
    from crisis.cli.terminal.messages import tell, tell_problems
    from crisis.timeline.query.stores import store

    from . import open_files

    if not side.revision:
        loaded, code = open_files.timeline([side.path], looking)
        return store(loaded).whole(), code
    from crisis.timeline.loading import load_sources

    from .revisions import at_revision

    loaded = load_sources([at_revision(side.revision, side.path)])
    errors = [problem for problem in loaded.problems if problem.severity == "error"]
    tell_problems(errors)
    warnings = len(loaded.problems) - len(errors)
    if warnings and not looking.quiet:
        tell(f"{warnings:,} warning{'s' if warnings > 1 else ''}: crisis check lists them")
    return loaded, DATA if errors else OK
