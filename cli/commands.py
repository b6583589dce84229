"""The commands by name, each imported only when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Callable

COMMANDS = {
    "show": "show.show",
    "why": "why.why",
    "count": "count.count",
    "gaps": "gaps.gaps",
    "list": "vocabulary.vocabulary",
    "check": "check.check",
}
"""Each with its module and function, in the order of the help."""

CONTEXT = {"help_option_names": ["-h", "--help"]}


def application(callback: Callable[..., Any], arguments: list[str]) -> typer.Typer:
    """The application for a command line: it pays for its own command alone.

    Without a command, or with one that there is not, all are there to be listed and suggested.
    """
    app = typer.Typer(
        name="crisis",
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,
        context_settings=CONTEXT,
    )
    app.callback(invoke_without_command=True)(callback)
    first = arguments[0] if arguments else ""
    for name in [first] if first in COMMANDS else COMMANDS:
        module, _, function = COMMANDS[name].partition(".")
        found = getattr(import_module(f".{module}", __package__), function)
        app.command(name, context_settings=CONTEXT)(found)
    return app
