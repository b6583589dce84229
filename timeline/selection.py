"""Questions to a timeline in Python: ``timeline.on("monday").actor("altman")``."""

from __future__ import annotations

from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from crisis.timeline.base.instants import from_datetime, rfc3339
from crisis.timeline.base.zone_names import label
from crisis.timeline.base.zones import Zone
from crisis.timeline.query.answer import Answer, Clock, Match
from crisis.timeline.query.engine import ask
from crisis.timeline.query.terms import Query, Term, read_term
from crisis.timeline.reports import report as reports

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crisis.timeline.model.records import Event

    from .timeline import Timeline

Day = str | date
"""A day, or a day and time: as on the command line, a date, or an aware datetime."""


class Report(reports.Report):
    """An answer in groups, which gives itself as data and as text."""

    def to_dict(self) -> dict[str, Any]:
        """The report as plain data, as ``crisis show --json`` prints it."""
        from crisis.timeline.formats.json_events import document
        from crisis.timeline.formats.json_values import plain

        data: dict[str, Any] = plain(document(self))
        return data

    def to_dicts(self) -> list[dict[str, Any]]:
        """Its events alone."""
        events: list[dict[str, Any]] = self.to_dict()["events"]
        return events

    def to_json(self) -> str:
        """The report as text, as ``crisis show --json`` prints it."""
        from crisis.timeline.formats.json_events import to_json

        return to_json(self)


def report(answer: Answer, by: tuple[str, ...] = (), sort: str = "file") -> Report:
    """Group an answer by day, hour (elapsed), actor, source, tag or place; several names nest.

    Where the query asks for actors or tags, there are groups of these alone. ``sort`` is file,
    count, name or first, or empty: days and hours in the order of time, all else by count. Raises
    QueryError for any other name; ``groups`` raises it where they would repeat events beyond all
    measure.
    """
    grouped = reports.report(answer, by, sort)
    return Report(grouped.answer, grouped.by, None, grouped.sort)


class Selection:
    """Some of the events of a timeline. Each method narrows it and gives a new selection.

    Iterating gives the events in the order of time; ``answer`` has them with their verdicts. The
    question is put when the answer is first needed, and raises QueryError then for what cannot be
    read, or names what the timeline does not have.
    """

    def __init__(
        self, timeline: Timeline, query: Query | None = None, clock: Clock | None = None
    ) -> None:
        self.timeline = timeline
        self.query = query or Query()
        header = timeline.header
        name = header.zone or "UTC"
        self.clock = clock or Clock(Zone(name, label(name, header.zones)), header.zero)

    def where(self, *terms: str) -> Selection:
        """Terms as on the command line: ``where("actor:altman", "not:tag:media", "letter")``."""
        return self._with(*(read_term(term) for term in terms))

    def on(self, *days: str | date) -> Selection:
        """Any of these days: ``monday``, ``2023-11-20``, ``11-20``, ``d4``, ``fri..mon``."""
        return self._with(*(Term("day", _written(day)) for day in days))

    def between(self, first: Day | None, last: Day | None = None) -> Selection:
        """From a day, or a day and time, to another; both inclusive as they are written.

        Either may be None, and a date or an aware datetime. Raises ValueError for a naive one.
        """
        ends = ("from", first), ("to", last)
        return self._with(*(Term(name, _written(end)) for name, end in ends if end is not None))

    def hour(self, *elapsed: str) -> Selection:
        """So long after zero: ``24`` (the hour from 24 to 25), ``24..48`` (half open), ``90m``."""
        return self._with(*(Term("hour", value) for value in elapsed))

    def actor(self, *names: str) -> Selection:
        """Any of these actors, by id, name or alias, and their members; ``name/role`` its role."""
        return self._with(*(Term("actor", name) for name in names))

    def source(self, *names: str) -> Selection:
        """Told by any of these sources, by id or name."""
        return self._with(*(Term("source", name) for name in names))

    def tag(self, *names: str) -> Selection:
        """With any of these tags, case and accents aside."""
        return self._with(*(Term("tag", name) for name in names))

    def place(self, *names: str) -> Selection:
        """At any of these places, case and accents aside."""
        return self._with(*(Term("place", name) for name in names))

    def text(self, *words: str) -> Selection:
        """With any of these words in a text, case and accents aside."""
        return self._with(*(Term("text", word) for word in words))

    def certain(self) -> Selection:
        """Without the events that are only possible."""
        return self._like(self.query._replace(certain=True))

    def latest_first(self) -> Selection:
        """In the opposite order."""
        return self._like(self.query._replace(reverse=not self.query.reverse))

    def limit(self, number: int | None) -> Selection:
        """Only the first so many; all for None. Raises ValueError below 0."""
        if number is not None and number < 0:
            raise ValueError("a limit is 0 or more")
        return self._like(self.query._replace(limit=number))

    def zone(self, name: Zone | str) -> Selection:
        """Days as another zone has them. Raises UnknownZone."""
        if isinstance(name, Zone):
            return Selection(self.timeline, self.query, self.clock._replace(zone=name))
        own = self.timeline.header.zones
        zone = Zone(own.get(name, name), label(name, own))
        return Selection(self.timeline, self.query, self.clock._replace(zone=zone))

    def zero(self, zero: int | str | datetime | None) -> Selection:
        """Elapsed time counted from an instant, or from an event by its id; None for nothing.

        An instant is microseconds UTC, or an aware datetime.
        """
        if isinstance(zero, datetime):
            zero = from_datetime(zero)
        return Selection(self.timeline, self.query, self.clock._replace(zero=zero))

    @cached_property
    def answer(self) -> Answer:
        """The matches with their verdicts, and what was left out."""
        return ask(self.timeline, self.query, self.clock)

    @property
    def matches(self) -> Sequence[Match]:
        """The matches: each an event, ``certain`` or ``possible``, and its elapsed time."""
        return self.answer.matches

    def report(self, by: str = "") -> Report:
        """The answer in groups: ``by`` day, hour, 15m, actor, tag …; a comma nests."""
        return report(self.answer, tuple(key.strip() for key in by.split(",") if key.strip()))

    def to_dicts(self) -> list[dict[str, Any]]:
        """The events as plain data, as in the JSON of the command; ``json.dumps`` takes it."""
        return self.report().to_dicts()

    def to_pandas(self) -> Any:
        """The events as a DataFrame of pandas, which has to be installed; else ImportError.

        Its columns are those of CSV (docs/fields.md). Instants are datetimes in the zone of the
        selection, to the microsecond; seconds are floats, lists are lists, and what is not known is
        missing.
        """
        from crisis.timeline.formats.data_frame import frame

        return frame(self.report())

    def __repr__(self) -> str:
        """What is asked, of which timeline; nothing is answered for it."""
        asked = " ".join(f"{'not:' * t.negated}{t.field}:{t.value}" for t in self.query.terms)
        return f"<Selection {asked or 'of all'} from {self.timeline!r}>"

    def __iter__(self) -> Iterator[Event]:
        """The events in the order of time."""
        return (match.event for match in self.answer.matches)

    def __contains__(self, sought: object) -> bool:
        """Whether an event is among them: it, or its id."""
        return any(sought in (event.id, event) for event in self)

    def __len__(self) -> int:
        """How many events there are."""
        return len(self.answer.matches)

    def _with(self, *terms: Term) -> Selection:
        return self._like(self.query._replace(terms=(*self.query.terms, *terms)))

    def _like(self, query: Query) -> Selection:
        return Selection(self.timeline, query, self.clock)


def _written(day: str | date) -> str:
    """A day, or a day and time, as a filter reads it."""
    if isinstance(day, datetime):
        return rfc3339(from_datetime(day))
    if isinstance(day, date):
        return day.isoformat()
    if not isinstance(day, str):
        raise TypeError(f"a day is a text, a date or a datetime, and no {type(day).__name__}")
    return day
