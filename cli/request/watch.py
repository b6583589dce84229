"""``--watch``: an answer that is drawn again whenever a file of it changes, until Ctrl-C."""

from __future__ import annotations

import os
import signal
import sys
from time import sleep
from typing import TYPE_CHECKING, Any

from crisis.cli.terminal import live
from crisis.cli.terminal.exits import DATA, USAGE, NothingRead, UsageError
from crisis.cli.terminal.later import LEFT
from crisis.cli.terminal.output import only_ascii, write
from crisis.cli.terminal.progress import in_front
from crisis.timeline.base.namedtuple import NamedTuple

from . import open_files
from .forms import FORMS

if TYPE_CHECKING:
    from collections.abc import Callable

LOOK = 0.1
"""Seconds between two looks at the size of the terminal."""
STAT = 5
"""At every so many looks the files are looked at too: each half second."""
STILL = 0.05
"""A file that changes is read when it has not changed for so many seconds, or after a second."""
_PEOPLE = ("table", "tree", "chart", "markdown", "text")
"""The forms that are for people to look at."""


class _Drawn(NamedTuple):
    """What a command wrote: its answer and its remarks; its exit code.

    ``events`` is how many events the files have, those that cannot be read too.
    """

    answer: str
    remarks: str
    code: int
    events: int


def watched(command: Callable[..., int], given: dict[str, Any]) -> int:
    """Draw what a command answers, and again whenever its files change. It never returns.

    Raises KeyboardInterrupt when Ctrl-C ends it, UsageError for what cannot be watched, and at
    first whatever the command raises. Later what was seen before stays, and what is wrong is told
    below it.
    """
    files = _files(given)
    if hasattr(signal, "SIGCONT"):
        signal.signal(signal.SIGCONT, lambda number, _: _CONTINUED.append(number))
    given = given | {"looking": given["looking"]._replace(no_pager=True)}
    states, size = _states(files), live.size()
    drawn = good = _first(command, given)
    before = live.cleared(size)
    try:
        while True:
            if not _broken(drawn, good):
                good = drawn
            view = _view(drawn, good, files, given)
            write(before + live.over(view, size, "..." if only_ascii() else "\u2026"))
            before = ""
            states, size = _changed(files, states, size)
            drawn = _again(command, given)
    except KeyboardInterrupt:
        write("\n")
        raise


def _files(given: dict[str, Any]) -> list[str]:
    """The files that an answer is made of. Raises UsageError for what cannot be watched."""
    from crisis.timeline.eventfile.files import STDIN

    asked = given.get("asking")
    named, rules = (given["file"], given["rules"]) if asked is None else (asked.file, asked.rules)
    form = "json" if given.get("json") else given.get("form")
    if form in (*FORMS, "github", "sarif") and form not in _PEOPLE:
        hint = "without it the answer is written once"
        raise UsageError(f"--watch does not go with --as {form}", hint)
    if given["looking"].output:
        raise UsageError("--watch draws on the terminal, and not into a file", "without -o")
    if sys.stdout is None or not sys.stdout.isatty() or os.environ.get("TERM") == "dumb":
        hint = "without it the answer is written once"
        raise UsageError("--watch needs a terminal that can be drawn over", hint)
    files = [*(given.get("more") or []), *(named or [])]
    if STDIN in files:
        raise UsageError("standard input cannot be watched", "a file can: -f FILE")
    files = open_files.named(files, os.environ.get("CRISIS_FILE", ""))
    if not files:
        raise UsageError("there is no file to watch", "name one with -f or CRISIS_FILE")
    return [*files, rules] if rules and os.path.exists(rules) else files


def _first(command: Callable[..., int], given: dict[str, Any]) -> _Drawn:
    """What a command writes; where it raises, its remarks are told before."""
    with live.caught() as (out, err):
        try:
            code = command(**given)
        except BaseException:
            err.release()
            raise
        finally:
            LEFT.clear()  # no index of what may change
    return _Drawn(out.getvalue(), err.getvalue(), code, open_files.number_of_events())


def _again(command: Callable[..., int], given: dict[str, Any]) -> _Drawn:
    """What a command writes, or what it has to say of files that it cannot answer from."""
    from crisis.cli.terminal.messages import tell

    with live.caught() as (out, err):
        try:
            code, events = command(**given), open_files.number_of_events()
        except UsageError as error:
            tell(error.message, error.hint)
            code, events = USAGE, 0
        except NothingRead:
            code, events = DATA, 0
        finally:
            LEFT.clear()
    return _Drawn(out.getvalue(), err.getvalue(), code, events)


def _broken(drawn: _Drawn, good: _Drawn) -> bool:
    """Whether files have errors now, and fewer events than before: they are in between.

    Of a file with an error in an event all others are shown, also while it grows.
    """
    return drawn.code in (USAGE, DATA) and drawn.events < good.events


def _view(drawn: _Drawn, good: _Drawn, files: list[str], given: dict[str, Any]) -> live.View:
    from crisis.cli.terminal.columns import styled
    from crisis.timeline.base.escape import one_line

    from .shared import looks

    looking = given["looking"]
    names = ", ".join(one_line(os.path.basename(file)) for file in files)
    well = "" if good.answer or "strict" not in given else ": nothing is wrong"
    status = f"watching {names}{well}; Ctrl-C ends"
    remarks = drawn.remarks
    if good is not drawn:
        remarks = drawn.remarks or drawn.answer
        status = f"above is what was read before; {status}"
    look = looks(looking._replace(lang=None))
    asking = given.get("asking")
    latest = asking is not None and "delta" in given and not given["reverse"]
    return live.View(
        good.answer, remarks, "" if looking.quiet else styled(status, "dim", look), latest
    )


_CONTINUED: list[int] = []
"""That the process was stopped, and goes on: the shell has written something in between."""


def _changed(
    files: list[str], states: list[object], size: live.Size
) -> tuple[list[object], live.Size]:
    """Wait until there is something to draw; how the files and the terminal are then.

    That is when a file or the size is another, and when the process was stopped or in the
    background, where it draws nothing.
    """
    looks, behind = 0, False
    while True:
        sleep(LOOK)
        looks += 1
        found = live.size()
        if not in_front(sys.stdout):
            behind = True
            continue
        behind = behind or bool(_CONTINUED)
        _CONTINUED.clear()
        if looks % STAT == 0 and (new := _states(files)) != states:
            return _still(files, new), found
        if behind or found != size:
            return states, found


def _still(files: list[str], states: list[object]) -> list[object]:
    """How files are when they do not change any more: an editor may write one bit by bit."""
    for _ in range(round(1 / STILL)):
        sleep(STILL)
        before, states = states, _states(files)
        if states == before:
            break
    return states


def _states(files: list[str]) -> list[object]:
    return [_state(file) for file in files]


def _state(path: str) -> object:
    """What tells whether a file was changed or replaced; of a folder all that is in it."""
    try:
        found = os.stat(path)
        if os.path.isdir(path):
            return [_state(entry.path) for entry in os.scandir(path)]
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino, found.st_dev
