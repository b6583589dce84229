"""Files of other programs that a command reads by rules, and what it tells of them."""

from __future__ import annotations

from os.path import basename
from typing import TYPE_CHECKING

from crisis.cli.terminal.exits import NothingRead, UsageError
from crisis.cli.terminal.messages import tell, tell_problems
from crisis.timeline.base.escape import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from crisis.timeline.base.problems import Problem
    from crisis.timeline.interchange.reading.entries import Entry
    from crisis.timeline.interchange.reading.event_file import EventFile
    from crisis.timeline.interchange.reading.foreign_text import ForeignText
    from crisis.timeline.interchange.reading.presets import Found


class Importing:
    """An import as a command carries it out: what is wrong is told as it is met.

    ``failed`` says whether anything was not read. Raises UsageError for a zone there is not.
    """

    def __init__(
        self,
        zone: str,
        quiet: bool,
        hear: Callable[[Problem], None] | None = None,
    ) -> None:
        """``hear`` is told of every problem instead of whoever sits at the screen."""
        from crisis.cli.terminal.progress import progress
        from crisis.timeline.interchange.reading.importing import Import

        self.failed = False
        self._quiet = quiet
        self._progress = progress(quiet)
        self._names: list[str] = []
        self.job = Import(hear or self._told, named_zone(zone) if zone else "", self._progress)

    def opened(self, paths: list[str], rules: str) -> Iterator[tuple[ForeignText, Found]]:
        """Each file that can be opened, with its rules. Raises UsageError where there are none."""
        if paths.count("-") > 1:
            raise UsageError("standard input can be read once", "name - only once")
        for path in paths:
            file = self.job.file(path)
            if file is None:
                continue
            try:
                yield file, self._rules(file, rules)
            finally:
                self._over()
                file.close()

    def _rules(self, file: ForeignText, rules: str) -> Found:
        """The rules of a file. Raises UsageError for none, NothingRead where they are wrong."""
        found = rules_for(file, rules)
        self._over()
        tell_problems(found.file.problems)
        if not found.file.usable:
            raise NothingRead
        if found.remark and not self._quiet:
            tell(found.remark)
        return found

    def events(self, paths: list[str], rules: str, silent: bool = False) -> Iterator[Entry]:
        """The events of all files; ``silent`` where their remarks were told before."""
        for file, found in self.opened(paths, rules):
            yield from self.job.events(file, found.file.rules)
            self._over()
            for remark in file.remarks:
                if not (self._quiet or silent):
                    tell(f"{file.name}: {remark}")
            names = (basename(file.name), found.file.rules.name)
            self._names.append(f"{names[0]} by the rules {basename(names[1])}")

    def tell_counts(self, all_read: bool = True) -> None:
        """What became of the records of each file, and what was taken for granted.

        Without ``all_read`` nothing is said where all of them were read.
        """
        several = len(self.job.conversions) > 1
        for conversion in self.job.conversions:
            name = f"{conversion.file}: " if several else ""
            if not self._quiet:
                if all_read or conversion.tally.read < conversion.tally.records:
                    tell(f"{name}{conversion.tally.line()}")
                left = conversion.unread.remarks() if all_read else ()
                for remark in (*conversion.tally.remarks(all_read), *left):
                    tell(f"{name}{remark}")

    def text(self, made: EventFile) -> Iterator[str]:
        """The text of the event file in pieces."""
        comment = one_line(f"Made by crisis import of {', '.join(self._names)}")
        job = self.job
        return made.text(comment, job.timeline(), job.actors(), job.sources())

    def _told(self, problem: Problem) -> None:
        self.failed = self.failed or problem.severity == "error"
        self._over()
        tell_problems([problem])

    def _over(self) -> None:
        if self._progress is not None:
            self._progress.over()


def rules_for(file: ForeignText, rules: str) -> Found:
    """The rules of a file: those named, or those it is known by. Raises UsageError."""
    from crisis.timeline.interchange.reading.presets import NoRules, find

    try:
        return find(rules, file)
    except NoRules as error:
        raise UsageError(error.message, error.hint) from None


def named_zone(name: str) -> str:
    """The zone that somebody named. Raises UsageError for one there is not."""
    from crisis.timeline.base.zone_names import UnknownZone
    from crisis.timeline.interchange.reading.zone_words import named_zone

    try:
        return named_zone(name).name
    except UnknownZone as error:
        from crisis.timeline.base.zone_hints import meant

        hint = error.hint or meant(name)
        raise UsageError(f'no such zone: "{one_line(name)}"', hint) from None
