"""``crisis edit``: an event file in an editor, at the line of an event, and checked afterwards."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

from crisis.cli.request import options
from crisis.cli.request.looking import Looking
from crisis.cli.request.parameters import Argument
from crisis.cli.terminal.exits import FOUND, NothingRead, UsageError
from crisis.timeline.base.namedtuple import NamedTuple

if TYPE_CHECKING:
    from crisis.timeline.base.problems import Origin
    from crisis.timeline.model.timeline import Timeline

Id = Annotated[
    str | None,
    Argument(
        "ID",
        "The id of an event, an actor or a source. Else the first problem is opened, or the "
        "beginning of the file.",
        "named",
    ),
]


class Screen(NamedTuple):
    """How the problems look that are found afterwards."""

    color: options.Color = "auto"
    width: options.Width = None
    no_pager: options.NoPager = False
    quiet: options.Quiet = False


def edit(
    name: Id = None,
    file: options.Files = None,
    screen: Screen = Screen(),  # noqa: B008  (immutable)
) -> int:
    """A file in your editor, at an event, and checked afterwards.

      crisis edit outage -f my.yaml    at the event called outage
      crisis edit -f my.yaml           at the first problem, else at the beginning

    The editor is VISUAL, else EDITOR, else nano, vim or another one that is there. When it is
    closed the files are checked as `crisis check` does, with the same exit code.
    """
    from crisis.cli.request.open_files import named
    from crisis.cli.terminal import editor
    from crisis.cli.terminal.messages import tell
    from crisis.cli.terminal.output import check_look

    from .check import check

    check_look(screen.color, screen.width)
    files = named(file or [], os.environ.get("CRISIS_FILE", ""))
    looking = Looking(
        color=screen.color, width=screen.width, no_pager=screen.no_pager, quiet=screen.quiet
    )
    place = _place(name, files, looking)
    words = editor.editor(os.environ)
    if not editor.knows_lines(words) and not screen.quiet:
        tell(f"{place.file}:{place.line}")
    before = _state(place.file)
    code = editor.run(editor.command_line(words, place.file, max(1, place.line)))
    if code:
        tell(f"{os.path.basename(words[0])} ended with {code}")
    if _state(place.file) == before and not screen.quiet:
        tell(f"{place.file} is as it was")
    return max(check(file=files, looking=looking), FOUND if code else 0)


def _place(name: str | None, files: list[str], looking: Looking) -> Origin:
    """Where to open which file. Raises UsageError, or NothingRead."""
    from crisis.cli.request.open_files import read, unread
    from crisis.cli.terminal.messages import tell_problems
    from crisis.timeline.base.problems import Origin

    for path in files or [""]:
        _refuse(path)
    loaded = read(files, looking)
    if unread(loaded):
        tell_problems(loaded.problems)
        raise NothingRead
    if name is not None:
        return _named(name.removeprefix("@"), loaded)
    errors = [problem for problem in loaded.problems if problem.severity == "error"]
    first = next((problem.origin for problem in [*errors, *loaded.problems]), None)
    return first or Origin(files[0], 1)


def _refuse(path: str) -> None:
    """Raises UsageError for what is no file of one's own."""
    from crisis.timeline.eventfile.files import BUNDLED, STDIN, where_bundled

    if path == STDIN:
        raise UsageError("standard input is no file that can be edited", "-f FILE")
    if path.lower().endswith(".parquet"):
        raise UsageError(f"{path} is a table, and is not edited", "the event file it was made of")
    if there := where_bundled(path or BUNDLED):
        from shlex import quote

        copy = "copy" if os.name == "nt" else "cp"
        hint = f"{copy} {quote(there)} crisis.yaml makes a copy of your own"
        raise UsageError("the bundled timeline is not edited", hint)


def _named(name: str, loaded: Timeline) -> Origin:
    """The place of an event, an actor or a source. Raises UsageError with near ids."""
    from crisis.timeline.base.problems import did_you_mean
    from crisis.timeline.query.stores import store

    here = store(loaded)
    if event := here.event(name):
        return event.origin
    for known in (loaded.actors, loaded.sources):
        if name in known:
            return known[name].origin
    hint = did_you_mean(name, [*here.ids(), *loaded.actors, *loaded.sources])
    if not hint and any(problem.severity == "error" for problem in loaded.problems):
        hint = "crisis edit alone opens the first problem: what is below it may not have been read"
    message = f'no event, actor or source "{name}"'
    raise UsageError(message, hint or "crisis show lists the ids of events")


def _state(path: str) -> tuple[int, int, int] | None:
    """What changes when a file is saved."""
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns
