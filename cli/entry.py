"""The console script: as little as possible before the command, and nothing behind it."""

from __future__ import annotations

import gc
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:  # importing typing takes its time, in which Ctrl-C cannot be answered
    from typing import NoReturn

gc.disable()  # until a file is read: all that takes many objects and makes no garbage


def run() -> NoReturn:
    """Carry out the command line and end the process with its exit code.

    The interpreter is not taken down piece by piece, which would take as long as reading a small
    file does: what was written is flushed, no file is left open and no thread runs.
    """
    try:
        from .main import main

        code = main(sys.argv[1:])
        for stream in (sys.stdout, sys.stderr):
            try:
                if stream is not None:
                    stream.flush()
            except (OSError, ValueError):  # nobody there to read it, and told already
                pass
    except KeyboardInterrupt:  # before main is there, or while it says something
        os._exit(130)
    os._exit(130 if _interrupted() else code)


def _interrupted() -> bool:
    """Keep what the next question needs, when whoever waits for this answer has all of it.

    Whether somebody did not want to wait for that.
    """
    try:
        from .terminal.later import LEFT

        if not LEFT:
            return False
        gc.disable()  # an index takes very many objects, and the process ends behind it
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        for work in LEFT:
            work()
    except KeyboardInterrupt:
        return True
    except Exception:  # there is no index then; nothing is lost
        pass
    return False
