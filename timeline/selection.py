"""Questions to a timeline in Python: ``timeline.on("monday").actor("altman")``."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from .engine import Answer, Clock, Match, ask
from .query import Query, Term, read_term
from .zones import Zone, label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .model import Event, Timeline
    from .reports import Report


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

    def on(self, *days: str) -> Selection:
        """Any of these days: ``monday``, ``2023-11-20``, ``11-20``, ``d4``, ``fri..mon``."""
        return self._with(*(Term("day", day) for day in days))

    def between(self, first: str, last: str) -> Selection:
        """From a day, or a day and time, to another; both inclusive as they are written."""
        return self._with(Term("from", first), Term("to", last))

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
        """With any of these tags."""
        return self._with(*(Term("tag", name) for name in names))

    def text(self, *words: str) -> Selection:
        """With any of these words in a text, case and accents aside."""
        return self._with(*(Term("text", word) for word in words))

    def certain(self) -> Selection:
        """Without the events that are only possible."""
        return self._like(self.query._replace(certain=True))

    def latest_first(self) -> Selection:
        """In the opposite order."""
        return self._like(self.query._replace(reverse=not self.query.reverse))

    def limit(self, number: int) -> Selection:
        """Only the first so many."""
        return self._like(self.query._replace(limit=number))

    def zone(self, name: str) -> Selection:
        """Days as another zone has them. Raises UnknownZone."""
        own = self.timeline.header.zones
        zone = Zone(own.get(name, name), label(name, own))
        return Selection(self.timeline, self.query, self.clock._replace(zone=zone))

    def zero(self, zero: int | str) -> Selection:
        """Elapsed time counted from an instant (microseconds UTC) or from an event, by its id."""
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
        """The answer in groups: ``by`` day, hour, actor, source or tag; a comma nests."""
        from .reports import report

        return report(self.answer, tuple(key.strip() for key in by.split(",") if key.strip()))

    def __repr__(self) -> str:
        """What is asked, of which timeline; nothing is answered for it."""
        asked = " ".join(f"{'not:' * t.negated}{t.field}:{t.value}" for t in self.query.terms)
        return f"<Selection {asked or 'of all'} from {self.timeline!r}>"

    def __iter__(self) -> Iterator[Event]:
        """The events in the order of time."""
        return (match.event for match in self.answer.matches)

    def __len__(self) -> int:
        """How many events there are."""
        return len(self.answer.matches)

    def _with(self, *terms: Term) -> Selection:
        return self._like(self.query._replace(terms=(*self.query.terms, *terms)))

    def _like(self, query: Query) -> Selection:
        return Selection(self.timeline, query, self.clock)
