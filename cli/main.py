"""Carries out a command line: the one boundary where an exception becomes an exit code."""

from __future__ import annotations

import os
import sys

from crisis.cli.terminal import exits
from crisis.cli.terminal.messages import tell
from crisis.cli.terminal.streams import prepare

COMPLETE = "__complete"
"""What the completion scripts call: answered without Typer, as quickly as can be."""


def main(arguments: list[str]) -> int:
    """Carry out a command line; the exit code."""
    if arguments[:1] == [COMPLETE]:
        from crisis.cli.completion.answer import complete

        return complete(arguments[1:])
    try:
        prepare()
        return _carry_out(arguments)
    except exits.UsageError as error:
        tell(error.message, error.hint, error=True)
        return exits.USAGE
    except exits.NothingRead:
        return exits.DATA
    except exits.PipeClosed:
        _silence()
        return exits.BROKEN_PIPE
    except (exits.CannotWrite, OSError) as error:
        tell(f"cannot write the answer: {getattr(error, 'strerror', None) or error}", error=True)
        _silence()
        return exits.INTERNAL
    except KeyboardInterrupt:
        return exits.INTERRUPTED
    except Exception as error:  # the boundary: no traceback reaches a user
        if os.environ.get("CRISIS_DEBUG"):
            raise
        if (code := _while_asked(error)) is not None:
            return code
        tell(
            f"internal error: {type(error).__name__}: {error}",
            "this is a mistake in crisis, not in your file; CRISIS_DEBUG=1 shows where",
            error=True,
        )
        return exits.INTERNAL
    finally:
        for name in ("engine", "spark"):  # the process ends without ceremony
            if (engine := sys.modules.get(f"crisis.timeline.tables.{name}")) is not None:
                engine.sweep()


def _while_asked(error: Exception) -> int | None:
    """The exit code of what only showed while an answer was worked out; None for a mistake."""
    from crisis.cli.terminal.messages import tell_problems
    from crisis.timeline.base.problems import Unreadable
    from crisis.timeline.query.terms import QueryError

    if isinstance(error, Unreadable):
        tell_problems([error.problem])
        return exits.DATA
    if isinstance(error, QueryError):
        tell(error.message, error.hint, error=True)
        return exits.USAGE
    return None


def _carry_out(arguments: list[str]) -> int:
    from crisis.cli.terminal.lazy_modules import execute_later

    execute_later()
    import typer

    from crisis.cli.request.command_line import understood

    from .application import carry_out

    arguments = understood(arguments)
    try:
        code = carry_out(arguments)
    except typer.TyperException as error:
        from crisis.cli.request.usage_errors import misused

        tell(*misused(error, arguments), error=True)
        return exits.USAGE
    except typer.Abort:
        return exits.INTERRUPTED
    return code if isinstance(code, int) else exits.OK


def _silence() -> None:
    """Keep the interpreter from complaining about a pipe that is closed already."""
    if sys.stdout is None:
        return
    devnull = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(devnull, sys.stdout.fileno())
    except (OSError, ValueError):  # no descriptor stands behind it
        os.close(devnull)
