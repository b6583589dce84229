"""The application: its commands, and the one boundary where an exception becomes an exit code."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from . import errors
from .messages import tell
from .streams import prepare

if TYPE_CHECKING:
    import typer

COMPLETE = "__complete"
"""What the completion scripts call: answered without Typer, as quickly as can be."""


def main(arguments: list[str]) -> int:
    """Carry out a command line; the exit code."""
    if arguments[:1] == [COMPLETE]:
        from .completing import complete

        return complete(arguments[1:])
    try:
        prepare()
        return _carry_out(arguments)
    except errors.UsageError as error:
        tell(error.message, error.hint)
        return errors.USAGE
    except errors.NothingRead:
        return errors.DATA
    except errors.PipeClosed:
        _silence()
        return errors.BROKEN_PIPE
    except (errors.CannotWrite, OSError) as error:
        tell(f"cannot write the answer: {getattr(error, 'strerror', None) or error}")
        _silence()
        return errors.INTERNAL
    except KeyboardInterrupt:
        return errors.INTERRUPTED
    except Exception as error:  # the boundary: no traceback reaches a user
        if os.environ.get("CRISIS_DEBUG"):
            raise
        tell(
            f"internal error: {type(error).__name__}: {error}",
            "this is a mistake in crisis, not in your file; CRISIS_DEBUG=1 shows where",
        )
        return errors.INTERNAL


def _carry_out(arguments: list[str]) -> int:
    import typer

    from .application import application
    from .commandline import understood

    arguments = understood(arguments)
    try:
        code = application(arguments)(arguments, prog_name="crisis", standalone_mode=False)
    except typer.TyperException as error:
        return _misused(error)
    except typer.Abort:
        return errors.INTERRUPTED
    return code if isinstance(code, int) else errors.OK


def _misused(error: typer.TyperException) -> int:
    """An error that Typer found in the command line."""
    from .commands import COMMANDS

    message = getattr(error, "format_message", lambda: str(error))()
    first, _, near = message.partition(" Did you mean")
    first, _, listed = first.partition(" (Possible options: ")
    path = getattr(getattr(error, "ctx", None), "command_path", "crisis")
    hint = f"did you mean{near}" if near else f"{path} --help shows what there is"
    known = listed.rstrip(")").split(", ") if listed else []
    if first.startswith("No such command "):
        known = [*COMMANDS]
    if known:
        from crisis.timeline.problems import did_you_mean

        wrong = first.rstrip(".").rpartition(" ")[2].strip("'")
        hint = did_you_mean(wrong, known) or hint
    tell(first.rstrip("."), hint)
    return errors.USAGE


def _silence() -> None:
    """Keep the interpreter from complaining about a pipe that is closed already."""
    if sys.stdout is None:
        return
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, sys.stdout.fileno())
