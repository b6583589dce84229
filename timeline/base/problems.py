"""Problems are values: what is wrong with a file, where, and what would help."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from .limits import MOST_PROBLEMS
from .record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Severity = Literal["error", "warning"]
"""How bad a problem of a file is."""

_LONGEST = 100  # characters of a word that a slip of the pen is sought for
_MOST = 1000  # words that are compared letter by letter


class Origin(Record):
    """A place in a file. Line and column count from 1; column 0 means the whole line."""

    file: str
    line: int
    column: int = 0


class Problem(Record):
    """One thing that is wrong, or dubious, in an event file.

    An ``error`` makes part of the file unusable (exit code 3); a ``warning`` does not.
    ``source`` is the line of the file at ``origin``, without its line end.
    """

    origin: Origin
    message: str
    hint: str = ""
    severity: Severity = "error"
    source: str = ""

    def __str__(self) -> str:
        where = self.origin
        column = f":{where.column}" if where.column else ""
        return f"{where.file}:{where.line}{column}: {self.message}"


class Unreadable(Exception):
    """A file that turned out to be broken while it was asked; ``problem`` says which, and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class Problems(list[Problem]):
    """The problems of a file as they are found: so many, and ``rest`` stands for all others."""

    def __init__(self) -> None:
        super().__init__()
        self.more = 0
        self.rest: Problem | None = None

    def append(self, problem: Problem) -> None:
        if len(self) < MOST_PROBLEMS:
            super().append(problem)
            return
        self.more += 1
        worst = self.rest or problem
        severity: Severity = "error" if "error" in (worst.severity, problem.severity) else "warning"
        message = f"{self.more} more problem{'s are' if self.more > 1 else ' is'} not listed"
        hint = f"mend what is listed first: it is at most {MOST_PROBLEMS:,} of a file"
        self.rest = Problem(worst.origin, message, hint, severity)

    def all(self) -> list[Problem]:
        """The problems that are kept, and one that stands for the rest."""
        return [*self, self.rest] if self.rest else [*self]


def did_you_mean(word: str, known: Iterable[str], written: Mapping[str, str] | None = None) -> str:
    """A hint that names the nearest known words, or an empty text when none is near.

    Long words are near to nothing: comparing takes the square of their lengths. Of very many words
    only those are looked at that begin or end like this one. ``written`` has how those words are
    shown that are known in another form, as folded.
    """
    if len(word) > _LONGEST:
        return ""
    from difflib import get_close_matches  # what few commands need
    from heapq import nsmallest

    names = {name.casefold(): name for name in known if len(name) <= _LONGEST}
    sought = word.casefold()
    likely = [*names]
    if len(names) > _MOST:
        likely = [name for name in names if name[:3] == sought[:3] or name[-3:] == sought[-3:]]
        likely = nsmallest(_MOST, likely, key=lambda name: abs(len(name) - len(sought)))
    near = get_close_matches(sought, likely, n=3, cutoff=0.6)
    if not near:
        return ""
    shown = [names[name] for name in near]
    if written is not None:
        shown = [written.get(name, name) for name in shown]
    return "did you mean " + " or ".join(f'"{name}"' for name in shown) + "?"
