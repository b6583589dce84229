"""What a merge tells: where two files say different things of the same, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.problems import Origin, Problem
from crisis.timeline.base.record import Record

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

_LONGEST = 60


class Clash(Record):
    """Something of which two files say different things; both stand in the result.

    ``at`` and ``other`` are the places in the two files, ``kept`` is where what the second says
    stands in the result.
    """

    what: str
    first: str
    second: str
    at: Origin
    other: Origin
    kept: str = ""

    @property
    def problem(self) -> Problem:
        """The same as a warning."""
        where = f"{self.other.file}:{self.other.line}"
        message = f"{self.what}: {self.first or 'nothing'} here, {self.second} in {where}"
        return Problem(self.at, message, self.kept, "warning")


class Named(Record):
    """An id of the second file that means something else in the first: it is another one now."""

    kind: str
    old: str
    new: str
    at: Origin
    other: Origin
    why: str

    @property
    def problem(self) -> Problem:
        """The same as a warning."""
        where = f"{self.at.file}:{self.at.line}"
        message = f'the {self.kind} "{self.old}" is called "{self.new}" in the merged file'
        return Problem(self.other, message, f"{self.why} ({where})", "warning")


class Merged(Record):
    """The text that two files come to, and what is to be said of it.

    ``paired`` are the ids of events that both have, as the result calls them, ``added`` those that
    only the second has. ``proposed`` are pairs of ids by title and time that nobody has confirmed.
    ``moved`` are events of one file alone whose bounds are others beside the other file, ``parted``
    those of both about which the two cannot both be right, ``torn`` those of either that are in
    conflict with other events now. ``claims`` is how often a claim without a source became one of
    the second file's. ``files`` are the paths that the first and the second name, as written.
    """

    text: str
    events: tuple[int, int]
    paired: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    proposed: tuple[tuple[str, str], ...] = ()
    clashes: tuple[Clash, ...] = ()
    named: tuple[Named, ...] = ()
    moved: tuple[str, ...] = ()
    parted: tuple[str, ...] = ()
    torn: tuple[str, ...] = ()
    source: str = ""
    claims: int = 0
    files: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())


def shown(value: Any) -> str:
    """A value on one line, as a message has it."""
    if isinstance(value, str):
        text = " ".join(value.split())
        return f'"{text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"}"'
    if isinstance(value, dict):
        return ", ".join(f"{key}: {shown(item)}" for key, item in value.items())
    if isinstance(value, list):
        return ", ".join(map(shown, value))
    return str(value)


def listed(names: Sequence[str], most: int = 5) -> str:
    """Some names, and how many more there are."""
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more:,} more" if more > 0 else "")
