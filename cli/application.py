"""Has Typer parse a command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from crisis.cli.request.registry import COMMANDS, command
from crisis.cli.request.typer_signature import unfold

if TYPE_CHECKING:
    from collections.abc import Callable


def carry_out(arguments: list[str]) -> Any:
    """Have Typer parse a command line and call its command; what that returns.

    It pays for its own command alone, and for no option that it does not name.
    """
    app = typer.Typer(
        name="crisis",
        add_help_option=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,
    )
    first, *rest = arguments or [""]
    if first in COMMANDS:
        called = unfold(command(first), rest, _helper(first))
        app.command(first, add_help_option=False)(called)
        return app(rest, prog_name=f"crisis {first}", standalone_mode=False)
    app.callback(invoke_without_command=True)(crisis)
    return app(arguments, prog_name="crisis", standalone_mode=False)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        from crisis.cli.terminal.output import write

        write(f"crisis {version('crisis-timeline')}\n")
        raise typer.Exit


def _helper(name: str) -> Callable[[bool], None]:
    """What answers ``--help`` for a command, or for the program where the name is empty."""

    def helper(wanted: bool) -> None:
        if wanted:
            from crisis.cli.commands.help import show
            from crisis.cli.help.pages import page

            show(page(name))
            raise typer.Exit

    return helper


def crisis(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("-V", "--version", callback=_version, is_eager=True)
    ] = False,
    wanted: Annotated[
        bool, typer.Option("-h", "--help", callback=_helper(""), is_eager=True)
    ] = False,
) -> None:
    """The program itself: without a command it shows its help."""
    if context.invoked_subcommand is None:
        from crisis.cli.commands.help import show
        from crisis.cli.help.pages import page

        show(page(""))
