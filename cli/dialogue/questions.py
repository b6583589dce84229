"""A question that is asked until its answer can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from crisis.cli.terminal.exits import UsageError
from crisis.cli.terminal.messages import tell
from crisis.cli.terminal.prompt import typed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Answer = TypeVar("Answer")

BACK = "<"
"""What is typed to go back to the question before."""


class Back(Exception):
    """Somebody wants to answer the question before once more."""


def asked(
    label: str,
    read: Callable[[str], Answer],
    complete: Callable[[str], Sequence[str]] | None = None,
    apart: str = "",
    back: bool = False,
) -> Answer:
    """The answer to a question as ``read`` makes it of the line that is typed.

    Where that raises UsageError its message and hint are shown, and it is asked again. Raises Back
    for BACK, where one may go ``back``.
    """
    while True:
        line = typed(f"{label}: ", complete, apart)
        if back and line == BACK:
            raise Back
        try:
            return read(line)
        except UsageError as error:
            tell(error.message, error.hint)
