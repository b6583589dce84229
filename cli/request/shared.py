"""The options that commands share, and the question they come to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar

from crisis.cli.terminal.exits import UsageError
from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.query.fields import QUERY_FIELDS

from . import options
from .parameters import WHICH, Option

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crisis.cli.terminal.output import Screen
    from crisis.timeline.base.zones import Zone
    from crisis.timeline.model.timeline import Timeline
    from crisis.timeline.query.answer import Answer
    from crisis.timeline.query.fields import QueryField
    from crisis.timeline.query.terms import Query

    from .looking import Looking


class Filters(dict[str, list[str] | None]):
    """The values of the options that are filters; a parameter of a command for each field."""

    _fields = tuple(f"{name}_" for name in QUERY_FIELDS)  # from and is are words of Python
    _field_defaults: ClassVar[dict[str, None]] = dict.fromkeys(_fields)

    def terms(self) -> Iterator[tuple[str, str]]:
        """Each value with its field."""
        for name, parameter in zip(QUERY_FIELDS, self._fields, strict=True):
            for value in self.get(parameter) or ():
                yield name, value


def _option(field: QueryField) -> Option:
    flags = (f"--{name.replace('_', '-')}" if name else "" for name in (field.name, field.also))
    flag, also = flags
    return Option(flag, field.metavar, field.help, WHICH, field.offered, also=also)


Filters.__annotations__ = {
    parameter: Annotated[list[str] | None, _option(field)]
    for parameter, field in zip(Filters._fields, QUERY_FIELDS.values(), strict=True)
}


class Asking(NamedTuple):
    """Which events are asked for, of which files, by which clocks."""

    terms: options.Terms = None
    file: options.Files = None
    rules: options.Rules = None
    zone: options.Zone = None
    filters: Filters = Filters()
    certain: options.Certain = False
    tz: options.Tz = None
    zero: options.Zero = None
    according_to: options.AccordingTo = None
    untold: options.All = False
    prefer: options.Prefer = None
    exit_code: options.ExitCode = False


class Outcome(NamedTuple):
    """An answer and what is needed to show it; ``code`` is the exit code so far."""

    answer: Answer
    zones: tuple[Zone, ...]
    look: Screen
    code: int


def asked(
    asking: Asking, looking: Looking, query: Query | None = None, shown: bool = False
) -> Outcome:
    """Load the files and put the question. Raises UsageError for what cannot be read.

    A limit goes by the order of time, or by that in which people are ``shown`` events.
    """
    from crisis.cli.terminal.output import check_look
    from crisis.timeline.query.answer import Clock
    from crisis.timeline.query.engine import ask
    from crisis.timeline.query.terms import Query, QueryError, Term, read_term

    from . import open_files
    from .now import now

    query = (query or Query())._replace(certain=asking.certain, untold=asking.untold)
    try:
        terms = [read_term(term) for term in asking.terms or []]
    except QueryError as error:
        raise UsageError(error.message, error.hint) from None
    terms.extend(Term(field, value) for field, value in asking.filters.terms())
    check_look(looking.color, looking.width)
    by = open_files.by_rules(asking.rules, asking.zone)
    if by is not None and asking.according_to is None and not asking.prefer:
        by = by._replace(asked=True)
    loaded, code = open_files.timeline(
        asking.file or [], looking, asking.according_to, asking.prefer, by
    )
    look = looks(looking, loaded)
    zones = open_files.zones(asking.tz or [], loaded)
    clock = Clock(zones[0], open_files.zero(asking.zero, loaded), now, look.language)
    try:
        query = query._replace(terms=tuple(terms))
        if shown and query.limit is not None:
            from crisis.timeline.reports.shown_limit import ask_shown

            answer = ask_shown(loaded, query, clock)
        else:
            answer = ask(loaded, query, clock)
    except QueryError as error:
        raise UsageError(error.message, error.hint) from None
    return Outcome(answer, zones, look, code)


def looks(looking: Looking, timeline: Timeline | None = None) -> Screen:
    """The screen, in the language of ``--lang``, else in the timeline's own."""
    from crisis.cli.terminal.output import screen
    from crisis.timeline.base.languages import UnknownLanguage, language
    from crisis.timeline.model.words import CALENDARS

    from .groups import one_of

    own = timeline.header.lang if timeline is not None else ""
    tags = timeline.text_languages if timeline is not None else None
    try:
        spoken = language(looking.lang or own, own, tags)
    except UnknownLanguage as error:
        if not looking.lang:
            spoken = language("")
        else:
            raise UsageError(str(error), error.hint) from None
    if one_of(looking.calendar, CALENDARS, "--calendar") == "julian":
        from crisis.timeline.base.both_calendars import BothCalendars

        spoken = BothCalendars(spoken)
    return screen(looking.color, looking.width, spoken)


def found_nothing(asking: Asking, code: int, number: int) -> int:
    """The exit code: 1 when nothing was found and ``-e`` asks to know."""
    from crisis.cli.terminal.exits import FOUND

    return FOUND if asking.exit_code and not number and not code else code
