"""The application: its commands, and the one boundary where an exception becomes an exit code."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from . import errors
from .commands import application
from .messages import tell


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        from .screen import write

        write(f"crisis {version('crisis-timeline')}\n")
        raise typer.Exit


def crisis(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option("--version", help="Print the version.", callback=_version, is_eager=True),
    ] = False,
) -> None:
    """Explore what happened, when, how long after, and according to whom.

    \b
    crisis show --day monday                  the events of a day
    crisis show --actor altman --as tree      what somebody did
    crisis show --hour ..24 --by hour         the first day, hour by hour
    crisis show --json | jq '.events[].id'    for other programs
    """
    if context.invoked_subcommand is None:
        from .screen import write

        write(context.get_help() + "\n")


def main(arguments: list[str]) -> int:
    """Carry out a command line; the exit code."""
    try:
        _letters()
        app = application(crisis, arguments)
        code = app(arguments, prog_name="crisis", standalone_mode=False)
    except errors.UsageError as error:
        tell(error.message, error.hint)
        return errors.USAGE
    except typer.TyperException as error:
        return _misused(error)
    except errors.NothingRead:
        return errors.DATA
    except errors.PipeClosed:
        _silence()
        return errors.BROKEN_PIPE
    except (errors.CannotWrite, OSError) as error:
        tell(f"cannot write the answer: {getattr(error, 'strerror', None) or error}")
        _silence()
        return errors.INTERNAL
    except SystemExit:  # Typer's own, when whoever read its help stopped reading
        _silence()
        return errors.BROKEN_PIPE
    except (KeyboardInterrupt, typer.Abort):
        return errors.INTERRUPTED
    except Exception as error:  # the boundary: no traceback reaches a user
        if os.environ.get("CRISIS_DEBUG"):
            raise
        tell(
            f"internal error: {type(error).__name__}: {error}",
            "this is a mistake in crisis, not in your file; CRISIS_DEBUG=1 shows where",
        )
        return errors.INTERNAL
    return code if isinstance(code, int) else errors.OK


def _misused(error: typer.TyperException) -> int:
    """An error that Typer found in the command line."""
    message = getattr(error, "format_message", lambda: str(error))()
    first, _, near = message.partition(" Did you mean")
    first, _, listed = first.partition(" (Possible options: ")
    path = getattr(getattr(error, "ctx", None), "command_path", "crisis")
    hint = f"did you mean{near}" if near else f"{path} --help shows what there is"
    if listed:
        from crisis.timeline.problems import did_you_mean

        wrong = first.rpartition(" ")[2]
        hint = did_you_mean(wrong, listed.rstrip(")").split(", ")) or hint
    tell(first.rstrip("."), hint)
    return errors.USAGE


def _letters() -> None:
    """A character that the terminal's encoding lacks becomes an escape, not a crash."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def _silence() -> None:
    """Keep the interpreter from complaining about a pipe that is closed already."""
    if sys.stdout is None:
        return
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, sys.stdout.fileno())
