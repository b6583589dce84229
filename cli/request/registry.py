"""The commands by name, each imported only when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

from crisis.timeline.base.namedtuple import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable


class Entry(NamedTuple):
    """Where a command is, as ``module.function``, and what it is for."""

    place: str
    summary: str


COMMANDS = {
    "show": Entry("show.show", "The events that match, in order"),
    "why": Entry("why.why", "One event in full, with the reasons for its time; or two compared"),
    "count": Entry("count.count", "How many events there are, by day or another key, with bars"),
    "gaps": Entry("gaps.gaps", "The silences: times in which certainly nothing is recorded"),
    "measures": Entry(
        "measures.measures", "How long it took: the lengths of time that a file gives names"
    ),
    "list": Entry(
        "list.vocabulary", "The actors, sources, tags or days: how often, first and last"
    ),
    "diff": Entry("diff.diff", "What an edit has changed in the story, and what that has moved"),
    "compare": Entry("compare.compare", "Two files about the same events: when each has them"),
    "merge": Entry("merge.merge", "Two files about the same events as one: accounts side by side"),
    "check": Entry("check.check", "Everything that is wrong, contradicts itself or is disputed"),
    "new": Entry("new.new", "A first event file, with a title, a zone and places for the rest"),
    "log": Entry("log.log", "What happens, written into the event file at once"),
    "add": Entry("add.add", "An event, asked for part by part, and written when all is told"),
    "edit": Entry("edit.edit", "A file in your editor, at an event, and checked afterwards"),
    "fmt": Entry("fmt.fmt", "The layout of event files put right; what they say stays as it is"),
    "sort": Entry("sort.sort", "The events of files in the order of time, with their comments"),
    "import": Entry(
        "import_file.import_file", "Files of other programs as an event file, by rules"
    ),
    "cache": Entry("cache.cache", "The indexes of large files: where, of what, and how large"),
    "schema": Entry("schema.schema", "The JSON Schema of an answer, or of the event file"),
    "completion": Entry(
        "completion.completion", "A script that completes commands, options, actors, days, ids"
    ),
    "help": Entry("help.show_help", "What there is to know: the overview, a topic or a command"),
}
"""In the order of the help. The docstring of a command begins with its summary."""


def command(name: str) -> Callable[..., int]:
    """The function of a command of COMMANDS."""
    module, _, function = COMMANDS[name].place.partition(".")
    loaded = getattr(import_module(f"crisis.cli.commands.{module}"), function)
    return cast("Callable[..., int]", loaded)


def summary(name: str) -> str:
    """What a command is for, in a line; its module is not imported for that."""
    return COMMANDS[name].summary


def manual_of(name: str) -> str:
    """What the docstring of a command says, in a Python too that leaves docstrings out (-OO)."""
    function = command(name)
    if function.__doc__:
        return function.__doc__
    import ast
    import inspect
    from textwrap import dedent

    (tree,) = ast.parse(dedent(inspect.getsource(function))).body
    return ast.get_docstring(cast("ast.FunctionDef", tree)) or ""
