"""Exit codes, and the one exception that ends a command with a message."""

from __future__ import annotations

OK = 0
FOUND = 1
USAGE = 2
DATA = 3
INTERNAL = 70
INTERRUPTED = 130
BROKEN_PIPE = 141


class UsageError(Exception):
    """A command line that cannot be carried out: exit code 2."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class NothingRead(Exception):
    """No file could be opened; its problem has been told: exit code 3."""


class PipeClosed(Exception):
    """Whoever read the answer stopped reading."""


class CannotWrite(Exception):
    """The answer could not be written (a full disk, say)."""
