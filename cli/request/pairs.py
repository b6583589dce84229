"""``--same`` and ``--not-same``: which events of two files are one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from crisis.cli.terminal.exits import UsageError

from .parameters import WHICH, Option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crisis.timeline.changes.pairing import Ids

Same = Annotated[
    list[str] | None,
    Option(
        "--same", "ID=ID", "An event of the first file that is one of the second.", WHICH, "pair"
    ),
]
NotSame = Annotated[
    list[str] | None,
    Option(
        "--not-same", "ID=ID", "An event of the first file that is not this one.", WHICH, "pair"
    ),
]


def pairs_of(flag: str, words: Sequence[str] | None) -> list[Ids]:
    """The pairs of ids that were given to a flag. Raises UsageError for what is none."""
    found = []
    for word in words or ():
        first, equals, second = word.partition("=")
        if not (first and equals and second):
            raise UsageError(f'{flag} "{word}" is no pair', f"{flag} vote=ballot")
        found.append((first, second))
    return found
