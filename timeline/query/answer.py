"""An answer to a question: its matches, what was left out, and how it counts time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.languages import ENGLISH, Language
from crisis.timeline.base.record import Record
from crisis.timeline.model.records import Bound

from .later import number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from crisis.timeline.base.zones import Zone
    from crisis.timeline.model.records import Elapsed, Event
    from crisis.timeline.model.timeline import Timeline
    from crisis.timeline.model.words import Matched

    from .later import Later
    from .terms import Query


class Clock(Record):
    """How an answer counts time: the zone that decides the day, and the zero of elapsed time.

    ``zero`` is an instant, or the id of an event, or None where nothing is counted. Weekdays of a
    question may be named in ``language`` as well as in English.
    """

    zone: Zone
    zero: int | str | None = None
    today: Callable[[], int] | None = None
    language: Language = ENGLISH

    def begins(self, events: Iterable[Event]) -> Bound | None:
        """Where elapsed time begins; None where nothing is counted, or from what is not here."""
        if isinstance(self.zero, int):
            return Bound(self.zero, self.zero)
        return next((event.start for event in events if event.id == self.zero), None)


class Match(Record):
    """An event that is in the answer, ``certain`` or ``possible``.

    ``elapsed`` is how long after zero it starts (and ends). ``ordered`` says whether it certainly
    does not come before the match above it (after it, in reverse); None where so much was asked of
    relations before that these two were not. The first of an answer is always in order. ``delta``
    is how long after the match before it in time it starts, where asked. ``earlier`` tells of one
    out of order that it certainly came before the match above it, where that is known.
    """

    event: Event
    verdict: Matched
    elapsed: Elapsed | None
    ordered: bool | None = True
    delta: Bound | None = None
    earlier: bool = False

    @property
    def undecided(self) -> bool:
        """Whether it is not known which came first, it or the match above it."""
        return self.ordered is False and not self.earlier

    @property
    def unordered(self) -> bool:
        """Whether it may come before the match above it."""
        return self.ordered is False


class Answer(Record):
    """The matches in the order of time, what was left out, and remarks on the question.

    ``limited`` counts the matches that the limit of the query left out (``left_out`` is how many,
    perhaps not counted yet), ``untold`` those of which the source says nothing whose story this is.
    Matches are perhaps read only when they are taken.
    ``zero`` is where elapsed time begins, as far as that is known.
    """

    timeline: Timeline
    query: Query
    clock: Clock
    matches: Sequence[Match]
    undated: int
    notes: tuple[str, ...]
    left_out: Later = 0
    untold: int = 0
    zero: Bound | None = None

    def __repr__(self) -> str:
        return f"<Answer of {len(self.matches)} matches from {self.timeline!r}>"

    @property
    def limited(self) -> int:
        """How many matches the limit left out."""
        return number(self.left_out)

    def count(self, verdict: Matched) -> int:
        """How many matches have this verdict."""
        return sum(1 for match in self.matches if match.verdict == verdict)
