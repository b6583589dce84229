"""Problems are values: what is wrong with a file, where, and what would help."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Origin(NamedTuple):
    """A place in a file. Line and column count from 1; column 0 means the whole line."""

    file: str
    line: int
    column: int = 0


class Problem(NamedTuple):
    """One thing that is wrong, or dubious, in an event file.

    An ``error`` makes part of the file unusable (exit code 3); a ``warning`` does not.
    ``source`` is the line of the file at ``origin``, without its line end.
    """

    origin: Origin
    message: str
    hint: str = ""
    severity: str = "error"
    source: str = ""

    def __str__(self) -> str:
        where = self.origin
        column = f":{where.column}" if where.column else ""
        return f"{where.file}:{where.line}{column}: {self.message}"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known words, or an empty text when none is near."""
    names = {name.casefold(): name for name in known}
    near = get_close_matches(word.casefold(), names, n=3, cutoff=0.6)
    if not near:
        return ""
    return "did you mean " + " or ".join(f'"{names[name]}"' for name in near) + "?"
