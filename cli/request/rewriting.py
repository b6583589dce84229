"""The options of commands that write event files anew, and which files these are."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

from crisis.cli.terminal.exits import UsageError
from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.eventfile.files import STDIN

from . import options
from .open_files import named
from .parameters import READ, VIEW, Argument, Option

if TYPE_CHECKING:
    from collections.abc import Sequence

More = Annotated[
    list[str] | None,
    Argument("FILE", "Event files; - is standard input, which goes to standard output.", "file"),
]
Files = Annotated[
    list[str] | None,
    Option(
        "-f --file",
        "FILE",
        "The same as FILE. Else CRISIS_FILE, else the nearest crisis.yaml upward.",
        READ,
        "file",
    ),
]
Check = Annotated[
    bool,
    Option(
        "--check", "", "Write nothing: list what would change, and end with 1 if anything.", VIEW
    ),
]
Diff = Annotated[
    bool, Option("--diff", "", "Write nothing: show the lines that would change.", VIEW)
]


class Looking(NamedTuple):
    """How the answer is to look, and what is said beside it."""

    color: options.Color = "auto"
    no_pager: options.NoPager = False
    quiet: options.Quiet = False


def event_files(given: Sequence[str]) -> list[str]:
    """The files of a command that writes event files. Raises UsageError where there is none."""
    if list(given).count(STDIN) > 1:
        raise UsageError("standard input can be read once", "name - only once")
    paths = named(list(given), os.environ.get("CRISIS_FILE", ""))
    if not paths:
        hint = "name one; else CRISIS_FILE, else the nearest crisis.yaml upward is taken"
        raise UsageError("no event file", hint)
    return paths
