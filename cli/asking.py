"""The options that commands share, as two records, and the question they come to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from . import options
from .errors import UsageError

if TYPE_CHECKING:
    from crisis.timeline.engine import Answer
    from crisis.timeline.model import Timeline
    from crisis.timeline.query import Query
    from crisis.timeline.zones import Zone

    from .screen import Screen


class Looking(NamedTuple):
    """How an answer is to look, and what is said beside it."""

    lang: options.Lang = None
    color: options.Color = "auto"
    width: options.Width = None
    no_pager: options.NoPager = False
    quiet: options.Quiet = False
    verbose: options.Verbose = False
    no_cache: options.NoCache = False
    output: options.Output = ""


class Asking(NamedTuple):
    """Which events are asked for, of which files, by which clocks."""

    terms: options.Terms = None
    file: options.Files = None
    day: options.Day = None
    since: options.From = None
    until: options.To = None
    hour: options.Hour = None
    actor: options.ActorName = None
    source: options.SourceName = None
    tag: options.Tag = None
    text: options.Text = None
    event: options.EventId = None
    status: options.Status = None
    state: options.State = None
    caused_by: options.CausedBy = None
    confidence: options.Confidence = None
    certain: options.Certain = False
    tz: options.Tz = None
    zero: options.Zero = None
    according_to: options.AccordingTo = None
    untold: options.All = False
    prefer: options.Prefer = None
    exit_code: options.ExitCode = False


class Asked(NamedTuple):
    """An answer and what is needed to show it; ``code`` is the exit code so far."""

    answer: Answer
    zones: tuple[Zone, ...]
    look: Screen
    code: int


def asked(asking: Asking, looking: Looking, query: Query | None = None) -> Asked:
    """Load the files and put the question. Raises UsageError for what cannot be read."""
    from crisis.timeline.engine import Clock, ask
    from crisis.timeline.query import Query, QueryError, Term, read_term

    from . import inputs
    from .screen import check_look

    query = (query or Query())._replace(certain=asking.certain, untold=asking.untold)
    try:
        terms = [read_term(term) for term in asking.terms or []]
    except QueryError as error:
        raise UsageError(error.message, error.hint) from None
    for field, values in _given(asking).items():
        terms.extend(Term(field, value) for value in values or [])
    check_look(looking.color, looking.width)
    loaded, code = inputs.timeline(asking.file or [], looking, asking.according_to, asking.prefer)
    look = looks(looking, loaded)
    zones = inputs.zones(asking.tz or [], loaded)
    clock = Clock(zones[0], inputs.zero(asking.zero, loaded), _today, look.language)
    try:
        answer = ask(loaded, query._replace(terms=tuple(terms)), clock)
    except QueryError as error:
        raise UsageError(error.message, error.hint) from None
    return Asked(answer, zones, look, code)


def looks(looking: Looking, timeline: Timeline | None = None) -> Screen:
    """The screen, in the language of ``--lang``, else in the timeline's own."""
    from crisis.timeline.languages import UnknownLanguage, language

    from .screen import screen

    own = timeline.header.lang if timeline is not None else ""
    try:
        found = language(looking.lang or own, timeline)
    except UnknownLanguage as error:
        if not looking.lang:
            found = language("")
        else:
            raise UsageError(str(error), error.hint) from None
    return screen(looking.color, looking.width, found)


def found_nothing(asking: Asking, code: int, number: int) -> int:
    """The exit code: 1 when nothing was found and ``-e`` asks to know."""
    from .errors import FOUND

    return FOUND if asking.exit_code and not number and not code else code


def _given(asking: Asking) -> dict[str, list[str] | None]:
    return {
        "day": asking.day, "from": asking.since, "to": asking.until, "hour": asking.hour,
        "actor": asking.actor, "source": asking.source, "tag": asking.tag, "text": asking.text,
        "id": asking.event, "status": asking.status, "is": asking.state,
        "caused_by": asking.caused_by, "confidence": asking.confidence,
    }  # fmt: skip


def _today() -> int:
    """The only place that asks for the current time, and only when somebody typed ``today``."""
    from time import time_ns

    return time_ns() // 1000
