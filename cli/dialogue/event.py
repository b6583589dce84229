"""A new event, asked for part by part: when, what, who, and according to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.cli.request.now import now
from crisis.cli.terminal.exits import UsageError
from crisis.cli.terminal.output import note, noted
from crisis.timeline.base.escape import one_line
from crisis.timeline.editing.contents import Contents
from crisis.timeline.editing.log_entry import Entry
from crisis.timeline.editing.names import Names, Unfit

from .preview import planned, preview
from .questions import Back, asked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from crisis.timeline.editing.rewrite import EventText

    from .preview import Preview

_UNTOLD = "\N{HORIZONTAL ELLIPSIS}"
"""Stands for a title that is not told yet."""
_UNKNOWN = "unknown"
_WORDS = (
    "about", "after @", "afternoon", "before @", "between", "early", "evening", "from", "late",
    "less than", "midnight", "morning", "night", "noon", "now", "shortly after @", "today",
    "until", "unknown", "within", "yesterday",
)  # fmt: skip
"""How phrases begin, for the tab key."""


class EventQuestions:
    """Asks for an event of a file.

    ``begun`` tells whether anything of it was answered; ``entry`` is what was told till now, at the
    instant ``now`` (in microseconds since 1970), from which words such as ``an hour ago`` count.
    Raises Refused for a file that no event can be written into.
    """

    def __init__(self, source: EventText) -> None:
        self.source = source
        self.begun = False
        self.entry = Entry("")
        self.now = 0
        self._contents = Contents(source)
        self._doubted = ""
        planned(source, Entry(_UNTOLD, _UNKNOWN), 0)  # what has no place for it says so first

    def introduction(self) -> str:
        """Which file it is, and which keys help."""
        header = self._contents.preamble.header
        title = f": {header.title}" if header.title else ""
        about = one_line(f"{self.source.name}{title} ({header.zone})")
        return f"{about}. The tab key completes, < goes back, Ctrl-D ends."

    def told(self) -> Preview | None:
        """The event as it would stand in the file, all questions answered; None if it shall not."""
        questions = (self._when, self._what, self._who, self._whose)
        place = 0
        while True:
            try:
                if place == len(questions):
                    return self._wanted()
                questions[place]()
                self.begun = True
                place += 1
            except Back:
                place -= 1

    def _when(self) -> None:
        def read(line: str) -> str:
            self.now = now()
            at = line or _UNKNOWN
            found = self._preview(Entry(_UNTOLD, at))
            _say(f"read as {found.read_as()}")
            return at

        at = asked("when [unknown]", read, self._times, " ;,()")
        self.entry = self.entry._replace(at=at)

    def _what(self) -> None:
        def read(line: str) -> str:
            if not line:
                raise UsageError("a line that says what happened is needed", "The site is down")
            planned(self.source, self.entry._replace(title=line), self.now)
            return line

        title = asked("what", read, back=True)
        self.entry = self.entry._replace(title=title)

    def _who(self) -> None:
        known = {
            name: (actor.name, *actor.aliases)
            for name, actor in self._contents.preamble.actors.items()
        }
        label = "who, apart by commas [nobody named]"
        found = asked(label, self._names(Names.actor), _listed(known), ",", back=True)
        self.entry = self.entry._replace(actors=found)

    def _whose(self) -> None:
        known = {name: (source.name,) for name, source in self._contents.preamble.sources.items()}
        label = "according to [yourself]"
        found = asked(label, self._names(Names.source), _listed(known), ",", back=True)
        timed = self.entry.at != _UNKNOWN
        self.entry = self.entry._replace(
            whose=found if timed else (), sources=() if timed else found
        )

    def _wanted(self) -> Preview | None:
        found = self._preview(self.entry)
        for line in [*found.lines(), *found.conflicts()]:
            note(f"  {one_line(line[: len(line) - len(line.lstrip())])}{one_line(line.lstrip())}")

        def read(line: str) -> bool:
            if line.casefold() in ("", "y", "yes"):
                return True
            if line.casefold() in ("n", "no"):
                return False
            raise UsageError(f'"{line}" is neither yes nor no', "y, n, or < to go back")

        return found if asked("is that right [yes]", read, back=True) else None

    def _preview(self, entry: Entry) -> Preview:
        return preview(self.source, entry, self.now)

    def _names(self, listed: Callable[[Names, str], object]) -> Callable[[str], tuple[str, ...]]:
        """What reads names apart by commas; one that is new and near to another is doubted once."""

        def read(line: str) -> tuple[str, ...]:
            names = Names(self._contents.preamble)
            told = tuple(part for part in map(str.strip, line.split(",")) if part)
            try:
                for name in told:
                    listed(names, name)
            except Unfit as error:
                raise UsageError(error.message, error.hint) from None
            doubtful = next((new for new in names.new if new[1]), None)
            if doubtful and line != self._doubted:
                self._doubted = line
                raise UsageError(doubtful[0], f"{doubtful[1]} If it is new, the same once more")
            for message, _ in names.new:
                _say(message)
            return told

        return read

    def _times(self, word: str) -> Sequence[str]:
        """Ids behind ``@``, else how phrases begin."""
        if word.startswith("@"):
            return [f"@{name}" for name in self._contents.ids if _begins(name, word[1:])]
        return [each for each in _WORDS if _begins(each, word)]


def _listed(known: Mapping[str, Iterable[str]]) -> Callable[[str], Sequence[str]]:
    """Completes ids; else the other names that begin so."""

    def complete(word: str) -> Sequence[str]:
        typed = word.lstrip()
        blank = word[: len(word) - len(typed)]
        others = (name for names in known.values() for name in names if "," not in name)
        found = [name for name in known if _begins(name, typed)]
        found = found or [name for name in others if _begins(name, typed)]
        return [f"{blank}{name}" for name in dict.fromkeys(found) if name.isprintable()]

    return complete


def _begins(name: str, typed: str) -> bool:
    return name.casefold().startswith(typed.casefold())


def _say(text: str) -> None:
    note(noted(f"  {one_line(text)}"))
