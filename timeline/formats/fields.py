"""The flat fields of an event: a name, a meaning, and the text of its value.

They are the columns of CSV, what ``--fields`` selects and what ``--format`` names. The text of a
field is exact: control codes and line breaks of the file are still in it, and a form that is
looked at makes them visible. It is long because the table is one.
"""

from __future__ import annotations

from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from crisis.timeline.base.languages import ENGLISH
from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.texts import in_language
from crisis.timeline.model.free import is_free
from crisis.timeline.model.keys import EVENT_KEYS, LISTS
from crisis.timeline.reports import event_times, times
from crisis.timeline.reports.headings import who

from . import field_values
from .field_names import read_names
from .field_values import earliest, instant, joined, latest, seconds, truth

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from crisis.timeline.base.languages import Language
    from crisis.timeline.base.zones import Zone
    from crisis.timeline.model.keys import Key
    from crisis.timeline.model.records import Bound
    from crisis.timeline.model.timeline import Timeline
    from crisis.timeline.query.answer import Answer, Match
    from crisis.timeline.reports.report import Report
    from crisis.timeline.reports.times import Letters


class Plain(NamedTuple):
    """Letters for times where no screen says otherwise."""

    dash: str = "\N{EN DASH}"
    arrow: str = "\N{RIGHTWARDS ARROW}"
    language: Language = ENGLISH


PLAIN = Plain()


class View(NamedTuple):
    """How values are shown: the timeline that names things, the zone of clocks, the letters."""

    timeline: Timeline
    zone: Zone
    look: Letters
    answer: Answer


class Field(NamedTuple):
    """One flat field. ``get`` gives its text, empty where there is nothing to say."""

    name: str
    meaning: str
    get: Callable[[Match, View], str]


def view(report: Report, look: Letters = PLAIN) -> View:
    """How the values of a report are shown: in the zone that decides its days."""
    return View(report.answer.timeline, report.answer.clock.zone, look, report.answer)


def rows(report: Report, names: Iterable[str], look: Letters = PLAIN) -> Iterator[list[str]]:
    """The texts of these fields for each event, in the order of the answer, whatever groups it."""
    gets = [field_of(name).get for name in names]
    shown = view(report, look)
    return ([get(match, shown) for get in gets] for match in report.answer.matches)


def read_fields(text: str) -> tuple[str, ...]:
    """The names in ``id,start_earliest,title``. Raises QueryError with all fields for any other."""
    return read_names(text, meanings())


def meanings() -> dict[str, str]:
    """Every field with its meaning."""
    return {field.name: field.meaning for field in FIELDS.values()}


def _since(match: Match) -> Bound | None:
    return match.elapsed[0] if match.elapsed else None


def _over(match: Match) -> Bound | None:
    return match.elapsed[1] if match.elapsed else None


def _lasting(match: Match) -> Bound | None:
    return None if match.event.end is None else match.event.lasting


def _delta(match: Match, view: View) -> str:
    return "" if match.delta is None else times.difference(match.delta, view.look)


def _urls(match: Match, view: View) -> str:
    known = view.timeline.sources
    own = [match.event.url, *(claim.url for claim in match.event.when)]
    urls = [*own, *(known[name].url for name in match.event.sources if name in known)]
    return joined(url for url in dict.fromkeys(urls) if url)


def _text(attribute: str) -> Callable[[Match, View], str]:
    """A text in the language that is asked for, else the first one written."""
    return lambda m, v: in_language(getattr(m.event, attribute), v.look.language.tag)


def _plain(key: Key) -> Callable[[Match, View], str]:
    """The value of a plain key, by its kind."""
    if key.kind == "actors":
        return lambda m, v: field_values.actors(m)
    if key.kind == "texts":
        return _text(key.attribute)
    value: Callable[[Match], Any] = attrgetter(f"event.{key.attribute}")
    if key.kind == "media":
        return lambda m, v: joined(medium.name for medium in value(m))
    if key.kind in LISTS:
        return lambda m, v: joined(value(m))
    return lambda m, v: value(m)


_TABLE: tuple[tuple[str, str, Callable[[Match, View], str]], ...] = (
    ("id", "the id of the event", lambda m, v: m.event.id),
    ("title", "its title", _text("titles")),
    (
        "start_earliest",
        "the earliest instant at which it can have been, or begun",
        lambda m, v: instant(m.event.start.earliest, v.zone),
    ),
    (
        "start_latest",
        "the latest instant at which it can have been, or begun",
        lambda m, v: instant(m.event.start.latest, v.zone),
    ),
    (
        "end_earliest",
        "the earliest instant at which it can have been over; empty for what does not last",
        lambda m, v: instant(earliest(m.event.end), v.zone),
    ),
    (
        "end_latest",
        "the latest instant at which it can have been over",
        lambda m, v: instant(latest(m.event.end), v.zone),
    ),
    (
        "precision",
        "how its time was written: day, hour, minute, second …",
        lambda m, v: field_values.precision(m),
    ),
    (
        "approximate",
        "true where its time has a vague width in it",
        lambda m, v: truth(field_values.approximate(m)),
    ),
    (
        "uncertain",
        "true where its time is marked ?",
        lambda m, v: truth(field_values.uncertain(m)),
    ),
    (
        "disputed",
        "true where its accounts cannot all be true",
        lambda m, v: truth(m.event.disputed),
    ),
    (
        "agreement",
        "agreed, differing or disputed, where there are several accounts",
        lambda m, v: m.event.agreement,
    ),
    (
        "conflicted",
        "true where something said of it gave way in a conflict",
        lambda m, v: truth(m.event.conflicted),
    ),
    (
        "claims",
        "a list: each claim as written, its source in brackets",
        lambda m, v: field_values.claims(m),
    ),
    (
        "accounts",
        "a list: each source with its earliest..latest, where there are several",
        lambda m, v: field_values.accounts(m, v.zone),
    ),
    (
        "alternatives",
        "a list: times of which one holds, each as written with its earliest..latest",
        lambda m, v: field_values.alternatives(m, v.zone),
    ),
    (
        "day",
        "the local day of its earliest possible start",
        lambda m, v: field_values.day(m, v.zone),
    ),
    (
        "elapsed_earliest",
        "how many seconds after zero it starts, at least",
        lambda m, v: seconds(earliest(_since(m))),
    ),
    (
        "elapsed_latest",
        "how many seconds after zero it starts, at most",
        lambda m, v: seconds(latest(_since(m))),
    ),
    (
        "elapsed_end_earliest",
        "how many seconds after zero it is over, at least; empty for what does not last",
        lambda m, v: seconds(earliest(_over(m))),
    ),
    (
        "elapsed_end_latest",
        "how many seconds after zero it is over, at most",
        lambda m, v: seconds(latest(_over(m))),
    ),
    (
        "duration_min",
        "how many seconds it lasts, at least by any account; empty for what does not last",
        lambda m, v: seconds(earliest(_lasting(m))),
    ),
    (
        "duration_max",
        "how many seconds it lasts, at most by any account",
        lambda m, v: seconds(latest(_lasting(m))),
    ),
    (
        "verdict",
        "certain or possible: whether it is in the answer whatever the truth is",
        lambda m, v: m.verdict,
    ),
    (
        "ordered",
        "true where it certainly does not come before the event above it",
        lambda m, v: "" if m.ordered is None else truth(m.ordered),
    ),
    *((key.name, key.meaning, _plain(key)) for key in EVENT_KEYS),
    ("file", "the file that it stands in", lambda m, v: m.event.origin.file),
    ("line", "the line of that file", lambda m, v: str(m.event.origin.line)),
    (
        "start_earliest_unix",
        "start_earliest in seconds since 1970-01-01T00:00Z",
        lambda m, v: seconds(m.event.start.earliest),
    ),
    (
        "start_latest_unix",
        "start_latest in such seconds",
        lambda m, v: seconds(m.event.start.latest),
    ),
    (
        "end_earliest_unix",
        "end_earliest in such seconds",
        lambda m, v: seconds(earliest(m.event.end)),
    ),
    (
        "end_latest_unix",
        "end_latest in such seconds",
        lambda m, v: seconds(latest(m.event.end)),
    ),
    (
        "when",
        "for people: when it was, as in the tables",
        lambda m, v: event_times.when(m.event, v.zone, None, v.look),
    ),
    (
        "elapsed",
        "for people: how long after zero it was, as in the tables",
        lambda m, v: times.since(m.elapsed, v.look, v.answer),
    ),
    (
        "doubts",
        "for people: what is not certain about it, in words",
        lambda m, v: ", ".join(field_values.doubts(m)),
    ),
    (
        "who",
        "for people: its actors by name, each with its role",
        lambda m, v: who(m.event, v.timeline),
    ),
    ("readings", "a list of what clocks that are wrong showed: cctv/10:09", field_values.readings),
    (
        "day_julian",
        "its day in the Julian calendar (a column with --calendar julian)",
        lambda m, v: field_values.day_julian(m, v.zone),
    ),
    ("urls", "a list of its addresses: its own, of its claims and of its sources", _urls),
    ("delta", "for people: how long after the event before it (with --delta)", _delta),
    (
        "delta_earliest",
        "how many seconds after the event before it, at least (with --delta)",
        lambda m, v: seconds(earliest(m.delta)),
    ),
    (
        "delta_latest",
        "how many seconds after the event before it, at most (with --delta)",
        lambda m, v: seconds(latest(m.delta)),
    ),
)

FIELDS = {row[0]: Field(*row) for row in _TABLE}
"""All fields, in the order of the manual."""

EXACT = tuple(FIELDS)[: tuple(FIELDS).index("when")]
"""What the JSON has of an event, a field for each of its parts: the columns of CSV."""

DELTAS = ("delta_earliest", "delta_latest")
"""The columns that CSV has besides where the question asks how far events are apart."""


def besides(answer: Answer) -> tuple[str, ...]:
    """The columns that CSV has besides EXACT, as the question asks for them."""
    old = ("day_julian",) if answer.clock.language.julian else ()
    return (*(DELTAS if answer.query.delta else ()), *old, *answer.timeline.free_names())


@lru_cache(maxsize=256)
def field_of(name: str) -> Field:
    """The field of a name, or of a key that begins with ``x-``. Raises KeyError for any other."""
    if name in FIELDS or not is_free(name):
        return FIELDS[name]
    return Field(name, "a key of the author's own", lambda m, v: field_values.own(m.event, name))
