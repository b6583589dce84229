"""The timelines that ``crisis measures`` is asked about: all files as one, or each by itself."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from crisis.cli.terminal.exits import DATA, OK, NothingRead, UsageError
from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.normalize import fold

from . import open_files

if TYPE_CHECKING:
    from crisis.timeline.reports.measures import Incident

    from .by_rules import ByRules
    from .looking import Looking


class Reading(NamedTuple):
    """How files are read, and by which clocks they are shown."""

    looking: Looking
    by: ByRules | None
    according_to: str | None
    prefer: list[str] | None
    tz: str | None


def incidents(files: list[str], each: bool, reading: Reading) -> tuple[list[Incident], int]:
    """What the files come to, with the exit code: one timeline, or one for each file.

    Raises NothingRead where none could be opened; what is wrong with a file has been told.
    """
    if not each:
        incident, code = _incident(files, reading)
        return [incident], code
    from crisis.timeline.eventfile.files import STDIN

    if files.count(STDIN) > 1:
        raise UsageError("standard input can be read once", "give -f - only once")
    paths = open_files.named(files, os.environ.get("CRISIS_FILE", ""))
    several: list[Incident] = []
    code = OK
    for path in paths or [""]:
        try:
            incident, one = _incident([path] if path else [], reading)
        except NothingRead:
            code = DATA
            continue
        several.append(incident)
        code = max(code, one)
    if not several:
        raise NothingRead
    return several, code


def _incident(files: list[str], reading: Reading) -> tuple[Incident, int]:
    from crisis.timeline.reports.measures import Incident, measures

    loaded, code = open_files.timeline(
        files, reading.looking, reading.according_to, reading.prefer, reading.by
    )
    zone = open_files.zones([reading.tz] if reading.tz else [], loaded)[0]
    return Incident(loaded, tuple(measures(loaded)), zone), code


def named(several: list[Incident], names: list[str]) -> list[Incident]:
    """Only the measures of these names, or that are known as such: ``MTTD``; all without any.

    Raises UsageError for a name of none.
    """
    if not names:
        return several
    from crisis.timeline.base.problems import did_you_mean
    from crisis.timeline.query.terms import is_term
    from crisis.timeline.reports.measures import known_as

    known: dict[str, None] = {}
    for incident in several:
        for one in incident.measures:
            known |= dict.fromkeys(filter(None, (one.measure.name, known_as(one.measure.name))))
    by_fold = {fold(name.strip()) for name in known}
    for name in names:
        if fold(name.strip()) not in by_fold:
            hint = did_you_mean(name, known)
            if is_term(name):
                hint = "a measure lies between two events, whatever a filter would leave of them"
            hint = hint or (f"there are {', '.join(known)}" if known else "the files name none")
            raise UsageError(f'no measure "{name}"', hint)
    sought = {fold(name.strip()) for name in names}
    return [
        incident.replace(
            measures=tuple(
                one
                for one in incident.measures
                if not sought.isdisjoint(
                    (fold(one.measure.name.strip()), fold(known_as(one.measure.name)) or "\0")
                )
            )
        )
        for incident in several
    ]
