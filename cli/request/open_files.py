"""Which files a command reads, and what it tells of them."""

from __future__ import annotations

import gc
import os
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from crisis.cli.terminal.exits import DATA, OK, NothingRead, UsageError
from crisis.cli.terminal.later import later
from crisis.cli.terminal.messages import tell, tell_problems
from crisis.timeline.base.escape import one_line

from .by_rules import ByRules

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crisis.timeline.base.problems import Problem
    from crisis.timeline.base.zones import Zone
    from crisis.timeline.model.timeline import Timeline

    from .looking import Looking


_HELD: list[Timeline] = []  # the process ends sooner than a large timeline is taken apart


def timeline(
    files: list[str],
    looking: Looking,
    according_to: str | None = None,
    prefer: list[str] | None = None,
    by: ByRules | None = None,
) -> tuple[Timeline, int]:
    """Load the files of a command and tell their problems; the timeline and the exit code."""
    loaded = read(files, looking, according_to, prefer, by)
    errors = [p for p in loaded.problems if p.severity == "error"]
    rules = _foreign(errors, loaded) if errors and by is None else {}
    tell_problems([p for p in errors if p.origin.file not in rules])
    warnings = len(loaded.problems) - len(errors)
    if warnings and not looking.quiet:
        tell(f"{warnings:,} warning{'s' if warnings > 1 else ''}: crisis check lists them")
    if not looking.quiet and hasattr(loaded, "related"):
        _tell_unrelated(loaded.related)
    for file, name in rules.items():
        hint = f"--rules {name} reads it; `crisis help rules` tells how"
        tell(f"{file} is no event file", hint)
    if unread(loaded):
        raise NothingRead
    return loaded, DATA if errors else OK


def read(
    files: list[str],
    looking: Looking,
    according_to: str | None = None,
    prefer: list[str] | None = None,
    by: ByRules | None = None,
) -> Timeline:
    """Load the files of a command, and say so when it is the bundled timeline.

    Those that are no event files are read ``by`` rules, where there are some.

    ``-f``, else CRISIS_FILE, else the nearest crisis.yaml upward, else the bundled timeline.
    """
    from crisis.cli.terminal.cache_folder import folder
    from crisis.cli.terminal.progress import progress
    from crisis.timeline.eventfile.files import BUNDLED, STDIN
    from crisis.timeline.opening import open_timeline, read_anyway

    if files.count(STDIN) > 1:
        raise UsageError("standard input can be read once", "give -f - only once")
    paths = named(files, os.environ.get("CRISIS_FILE", ""))
    if looking.output:
        from crisis.cli.terminal.output_file import refuse_to_overwrite

        refuse_to_overwrite(looking.output, paths)
    if not paths:
        paths = [BUNDLED]
        if not looking.quiet:
            tell("no -f, CRISIS_FILE or crisis.yaml: showing the bundled timeline")
    started = monotonic()
    if read_anyway(paths):
        from .quick_yaml import import_yaml

        import_yaml()
    display = progress(looking.quiet)
    gc.disable()  # what is read lives to the end of the process, and holds no cycles
    try:
        if by is not None:
            from .foreign_files import open_foreign

            opened = open_foreign(paths, by, looking, display)
        else:
            opened = open_timeline(paths, folder(os.environ, looking.no_cache), display)
    finally:
        gc.freeze()
        gc.enable()
    loaded = opened.timeline
    _HELD[:] = [loaded]
    if opened.keep is not None:
        later(partial(opened.keep, display))
    if according_to is not None or prefer:
        _check_relations(loaded)
        from crisis.timeline.base.progress import listening
        from crisis.timeline.network.resolve import preferring, resolve

        source = None if according_to is None else _source(according_to, loaded)
        if prefer:
            first = tuple(dict.fromkeys(_source(name, loaded) for name in prefer))
            loaded = preferring(loaded, first)
        with listening(display):
            loaded = resolve(loaded, source, display)
    if looking.verbose:
        events = f"{len(loaded.events)} event{'s' if len(loaded.events) != 1 else ''}"
        tell(f"read {', '.join(loaded.files)}: {events} in {monotonic() - started:.3f} s")
    return loaded


def _tell_unrelated(number: int) -> None:
    """Say what tables do not know of so many of their events."""
    if number:
        events = "1 event stands" if number == 1 else f"{number:,} events stand"
        hint = "order and elapsed time are by the bounds of each alone"
        tell(f"{events} in relations, which a table does not hold", hint)


def _check_relations(loaded: Timeline) -> None:
    """Raises UsageError for a timeline out of tables, of which no other story can be resolved."""
    from crisis.timeline.tables.table_timeline import TableTimeline

    if isinstance(loaded, TableTimeline):
        from crisis.timeline.query.terms import QueryError

        try:
            loaded.stored.whole()
        except QueryError as error:
            raise UsageError(error.message, error.hint) from None


def number_of_events() -> int:
    """How many events the files have that were read last, those that cannot be read too."""
    return sum(len(timeline.events) + timeline.broken for timeline in _HELD)


def apart(files: list[str]) -> list[list[str]]:
    """The files of a command, each alone; those that no option names are what ``read`` finds."""
    paths = named(files, os.environ.get("CRISIS_FILE", ""))
    return [[path] for path in paths] or [[]]


def by_rules(rules: str | None, zone: str | None) -> ByRules | None:
    """What ``--rules`` and ``--zone`` come to. Raises UsageError for a zone alone."""
    if rules is None:
        if zone is not None:
            raise UsageError("--zone goes with --rules", "--tz shows times in a zone")
        return None
    return ByRules(rules, zone or "")


def _foreign(errors: Sequence[Problem], loaded: Timeline) -> dict[str, str]:
    """The files with errors, of which no event was read, that rules know: each with those rules.

    What is wrong with them as event files is of no use to anybody.
    """
    read_from = {event.origin.file for event in loaded.events}
    files = dict.fromkeys(p.origin.file for p in errors if p.origin.file not in read_from)
    if not files:
        return {}
    from .foreign_files import rules_that_read

    return {file: rules for file in files if (rules := rules_that_read(file))}


def _source(name: str, loaded: Timeline) -> str:
    from crisis.timeline.query.according import named_source
    from crisis.timeline.query.terms import QueryError

    try:
        return named_source(name, loaded)
    except QueryError as error:
        raise UsageError(error.message, error.hint) from None


def unread(loaded: Timeline) -> bool:
    """Whether no file at all could be opened: there is nothing to remark on."""
    errors = (p for p in loaded.problems if p.severity == "error")
    failed = sum(1 for problem in errors if not problem.origin.line)
    return failed == len(loaded.files)


def zones(names: list[str], loaded: Timeline) -> tuple[Zone, ...]:
    """The zones to show: ``--tz`` (an IANA name, an offset, or a short form of the file)."""
    from crisis.timeline.base.zone_names import UnknownZone, label
    from crisis.timeline.base.zones import Zone

    shown = []
    own = loaded.header.zones
    for name in names or [loaded.header.zone or "UTC"]:
        try:
            known = name in own or name == loaded.header.zone
            if not known and name.isalpha() and name not in ("UTC", "GMT", "Z"):
                raise UnknownZone(name)  # EST and CET mean one thing here and another there
            shown.append(Zone(own.get(name, name), label(name, own)))
        except UnknownZone as error:
            from crisis.timeline.base.zone_hints import meant

            hint = error.hint or meant(name, own)
            raise UsageError(f'no such zone: "{one_line(name)}"', hint) from None
    return tuple(shown)


def zero(text: str | None, loaded: Timeline) -> int | str | None:
    """Where elapsed time begins: ``--zero`` as an instant or an event, else the timeline's own."""
    if text is None:
        return loaded.header.zero
    name = text.removeprefix("@")
    from crisis.timeline.query.stores import store

    if store(loaded).event(name) is not None:
        return name
    from crisis.timeline.base.problems import did_you_mean
    from crisis.timeline.phrases.instant import read_instant
    from crisis.timeline.phrases.tokens import PhraseError

    try:
        return read_instant(text, loaded.header)
    except PhraseError as error:
        if (printed := _printed(text, loaded)) is not None:
            return printed
        hint = did_you_mean(name, store(loaded).ids())
        hint = hint or "an event's id, or an instant: YYYY-MM-DDTHH:MM"
        message = f'--zero "{text}" is no event and no instant'
        raise UsageError(f"{message} ({error.message})" if " " in text else message, hint) from None


def _printed(text: str, loaded: Timeline) -> int | None:
    """An instant as answers print it, seconds since 1970 or ``Fri 20 Nov 2026 13:20``, or None."""
    from crisis.timeline.base.zones import Zone
    from crisis.timeline.query.days import Calendar
    from crisis.timeline.query.moments import instant, stamp
    from crisis.timeline.query.stores import store
    from crisis.timeline.query.terms import QueryError

    calendar = Calendar(loaded, store(loaded), Zone(loaded.header.zone or "UTC"), None, None)
    try:
        if stamp(text) or (":" in text and " " in text):
            return instant(calendar, text.strip(), 0)
    except (QueryError, ValueError):
        pass
    return None


def named(files: list[str], environment: str) -> list[str]:
    """The paths of ``-f``, else of CRISIS_FILE, else the nearest crisis.yaml upward, else none.

    A file that is named twice, by whatever paths, is read once.
    """
    from crisis.timeline.eventfile.files import STDIN, default_path

    paths = files or [path for path in environment.split(os.pathsep) if path]
    paths = paths or [path for path in [default_path()] if path]
    if len(paths) < 2:
        return paths
    once: dict[str, str] = {}
    for path in paths:
        once.setdefault(path if path == STDIN else _really(path), path)
    return [*once.values()]


def _really(path: str) -> str:
    """Where a file is, whatever it is called."""
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):
        return path
