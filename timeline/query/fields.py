"""The fields that a question may ask about: one entry for each, and all else goes through them.

Terms, options, completion and help, the conditions of a question, both engines and the writer of an
index: a field more is an entry here, its documentation, and a key of the event where it asks for a
new one. Little is imported for them, so that help and completion have them at once. It is long
because the table is one, and what its entries are made of stands above it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.model.words import CONFIDENCES, STATES, STATUSES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from crisis.timeline.model.records import Actor, Event, Source
    from crisis.timeline.model.timeline import Timeline

    from .conditions import Sought

    Reader = Callable[["Asked", "QueryField", list[str]], Sought]
    Values = Callable[[Event], tuple[str, ...]]
    Names = Callable[[Timeline, Iterable[Event]], dict[str, str]]
    Listed = Mapping[str, Actor] | Mapping[str, Source]

MOST_COUNTED = 100
"""So many of something are asked for by number; more are as many."""


class Asked(Protocol):
    """The ways to read the values of a field, of which any may hold; see filters.py."""

    @property
    def timeline(self) -> Timeline:
        """What is asked."""

    def days(self, values: list[str]) -> Sought:
        """On these days."""

    def around(self, values: list[str], side: int) -> Sought:
        """From (0) or up to (1) these moments."""

    def hours(self, values: list[str]) -> Sought:
        """In these stretches of the time since zero."""

    def actors(self, values: list[str]) -> Sought:
        """With these actors, perhaps in a role."""

    def named(self, field: QueryField, values: list[str]) -> Sought:
        """With these values of a field that are known."""

    def among(self, field: QueryField, values: list[str]) -> Sought:
        """With these values of a closed set."""

    def numbers(self, field: QueryField, values: list[str]) -> Sought:
        """With so many, up to MOST_COUNTED."""

    def events(self, values: list[str]) -> Sought:
        """These events."""

    def followed(self, values: list[str]) -> Sought:
        """What followed from these events."""

    def texts(self, values: list[str]) -> Sought:
        """With these words."""


class Known(NamedTuple):
    """How values are looked up among those of a timeline.

    ``hint`` is what is said of a word that is one of them. ``names`` tells what each may be
    called, folded, and ``listed`` are those that have more names than one. Without these they are
    plain words: compared without case and accents, and written under ``key`` of an event.
    """

    hint: str
    key: str = ""
    names: Names | None = None
    listed: Callable[[Timeline], Listed] | None = None


class QueryField(NamedTuple):
    """A field of the query.

    ``read`` makes a condition of values; it raises QueryError for those that it cannot read.
    ``metavar`` and ``help`` are those of its option, ``brief`` is its line in the list of filters,
    and ``also`` is another name of it. ``completion`` is a key of KINDS in
    cli/completion/candidates.py.

    ``timed`` asks for a time. ``values`` are those of an event, as written: the events of each are
    kept in an index. ``words`` are all that there are, where they are a closed set of ``what``, and
    ``meant`` has hints on others; where they are ``known`` from a timeline, they are looked up.
    """

    name: str
    metavar: str
    help: str
    brief: str
    read: Reader
    completion: str = ""
    also: str = ""
    timed: bool = False
    values: Values | None = None
    words: tuple[str, ...] = ()
    what: str = ""
    meant: Mapping[str, str] = {}
    known: Known | None = None

    @property
    def offered(self) -> str:
        """What completion offers: the words themselves, apart by ``|``, or a kind of values."""
        return "|".join(self.words) or self.completion

    @property
    def plain(self) -> bool:
        """Whether its values are words of events that have no other names."""
        return bool(self.known and self.known.key)

    def alike(self) -> Callable[[Iterable[str]], Iterable[str]]:
        """The function that brings written values into the form in which they are compared."""
        if not self.plain:
            return lambda values: values
        from crisis.timeline.base.normalize import fold

        return lambda values: map(fold, values)

    def names(self, timeline: Timeline, events: Iterable[Event]) -> dict[str, str]:
        """What its values may be called, folded, and the value that is meant.

        Those that a timeline lists, and those of the events; of a field in KNOWN. Of a plain one it
        is the word as it is written, in the first of its spellings by the alphabet.
        """
        known, values = self.known, self.values
        if known is None or values is None:
            raise KeyError(self.name)
        if known.names is not None:
            return known.names(timeline, events)
        from crisis.timeline.base.normalize import fold, spellings

        written = dict.fromkeys(word for event in events for word in values(event))
        spelled = spellings(written)
        return {folded: spelled[folded] for folded in map(fold, written)}


def actor_names(timeline: Timeline, events: Iterable[Event]) -> dict[str, str]:
    """The id of each actor by what it may be called, folded: its id, its name or an alias."""
    from crisis.timeline.base.normalize import fold

    taking_part = dict.fromkeys(part.actor for event in events for part in event.actors)
    names: dict[str, str] = {}
    for name in (*timeline.actors, *taking_part):  # who is not listed is known all the same
        names.setdefault(fold(name), name)
    for actor in timeline.actors.values():  # an id is never another's alias
        for known in (actor.name, *actor.aliases):
            names.setdefault(fold(known), actor.id)
    return names


def source_names(timeline: Timeline, events: Iterable[Event]) -> dict[str, str]:
    """The id of each source by its id or its name, folded."""
    from crisis.timeline.base.normalize import fold

    names = {fold(s.name): s.id for s in timeline.sources.values()}
    told_by = dict.fromkeys(source for event in events for source in event.sources)
    names |= {fold(source): source for source in told_by}
    return names | {fold(source): source for source in timeline.sources}


def one_of(words: tuple[str, ...]) -> str:
    """``low, medium or high``."""
    return f"{', '.join(words[:-1])} or {words[-1]}"


_TABLE = (
    QueryField(
        "day",
        "DAY",
        "Of a day: monday, 2023-11-20, 2023-11, 11-20, d4, first, last, or a range: fri..mon.",
        "of a day, or of days",
        lambda asked, _, values: asked.days(values),
        completion="day",
        timed=True,
    ),
    QueryField(
        "from",
        "WHEN",
        'From a day, a day and a time ("sat 18:00"), or an event (@deploy), inclusive.',
        "from a day, a day and a time, or an event (@deploy), inclusive",
        lambda asked, _, values: asked.around(values, 0),
        completion="when",
        also="since",
        timed=True,
    ),
    QueryField(
        "to",
        "WHEN",
        "Up to a day, a day and a time, or an event, inclusive.",
        "up to a day, a day and a time, or an event, inclusive",
        lambda asked, _, values: asked.around(values, 1),
        completion="when",
        also="until",
        timed=True,
    ),
    QueryField(
        "hour",
        "ELAPSED",
        "So long after zero: 24 (the hour from 24 to 25), 24..48, 1d6h.., 90m.",
        "so long after zero",
        lambda asked, _, values: asked.hours(values),
        timed=True,
    ),
    QueryField(
        "actor",
        "ACTOR",
        "Of an actor and its members, by id, name or alias; ACTOR/ROLE asks for the role.",
        "by id, name or alias; an actor brings its members; actor:altman/told asks for the role",
        lambda asked, _, values: asked.actors(values),
        completion="actor",
        values=lambda event: tuple([part.actor for part in event.actors]),
        known=Known("is what somebody did", "", actor_names, lambda timeline: timeline.actors),
    ),
    QueryField(
        "source",
        "SOURCE",
        "That a source tells of.",
        "that a source tells of",
        lambda asked, field, values: asked.named(field, values),
        completion="source",
        values=lambda event: event.sources,
        known=Known("is what it tells of", "", source_names, lambda timeline: timeline.sources),
    ),
    QueryField(
        "sources",
        "NUMBER",
        "That so many sources tell of: 1 (one alone), 2.., 0.",
        "that so many sources tell of: 1, 2.., 0",
        lambda asked, field, values: asked.numbers(field, values),
        values=lambda event: (str(min(len(event.sources), MOST_COUNTED)),),
    ),
    QueryField(
        "tag",
        "TAG",
        "With a tag.",
        "with a tag",
        lambda asked, field, values: asked.named(field, values),
        completion="tag",
        values=lambda event: event.tags,
        known=Known("is a tag", "tags"),
    ),
    QueryField(
        "place",
        "PLACE",
        "At a place.",
        "at a place",
        lambda asked, field, values: asked.named(field, values),
        completion="place",
        values=lambda event: (event.place,) if event.place else (),
        known=Known("is a place", "place"),
    ),
    QueryField(
        "text",
        "WORDS",
        "Whose texts hold these words.",
        "with these words in a text, place, name, source, tag or id",
        lambda asked, _, values: asked.texts(values),
    ),
    QueryField(
        "id",
        "ID",
        "Only this event.",
        "one event",
        lambda asked, _, values: asked.events(values),
        completion="event",
    ),
    QueryField(
        "status",
        "STATUS",
        f"{one_of(STATUSES)}.",
        one_of(STATUSES),
        lambda asked, field, values: asked.among(field, values),
        values=lambda event: (event.status,) if event.status else (),
        words=STATUSES,
        what="status",
    ),
    QueryField(
        "is",
        "STATE",
        f"{one_of(STATES)}.".replace("uncertain", "uncertain (written with ?)"),
        ", ".join(STATES),
        lambda asked, field, values: asked.among(field, values),
        values=lambda event: event.states,
        words=STATES,
        what="state",
        meant={
            "possible": "an answer marks what is possible in it with ?; --certain leaves that out",
            "certain": "--certain has only what is certainly in the answer",
            "vague": "approximate (written with ~ or a vague word), or uncertain (written with ?)",
            "unknown": "write is:undated",
            "contradictory": "conflicted, or disputed where sources disagree about one time",
            **{word: f"write status:{word}" for word in STATUSES},
        },
    ),
    QueryField(
        "caused_by",
        "ID",
        "All that followed from an event, directly or not.",
        "all that followed from an event, directly or not",
        lambda asked, _, values: asked.followed(values),
        completion="event",
    ),
    QueryField(
        "confidence",
        "LEVEL",
        f"With a claim of {one_of(CONFIDENCES)} confidence.",
        f"with a claim of {one_of(CONFIDENCES)} confidence",
        lambda asked, field, values: asked.among(field, values),
        values=lambda event: event.confidences,
        words=CONFIDENCES,
        what="confidence",
    ),
)

QUERY_FIELDS = {field.name: field for field in _TABLE}
"""All fields, in the order of the help."""

TIME_FIELDS = tuple(field.name for field in _TABLE if field.timed)
"""The names of those that ask for a time."""

KNOWN = {field.name: field.known for field in _TABLE if field.known}
"""How the values of fields are looked up, where that is among those of a timeline."""

PLAIN = {name: known.key for name, known in KNOWN.items() if known.key}
"""The keys of an event under which those stand whose values are plain words."""

KEPT = {field.name: field.values for field in _TABLE if field.values}
"""The values of an event, as written, of the fields that an index keeps them of."""
