"""The records of a timeline as JSON and back, exactly; what is read back is checked.

A record is a JSON array of its fields in order, so that the encoder takes it as it is. Damaged JSON
raises Damaged and nothing else, whoever wrote it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeVar

from crisis.timeline.base.problems import Origin, Problem

from .constraints import Constraint, DayConstraint, Meaning, MonthConstraint
from .keys import ACTOR_KEYS, CLAIM_KEYS, EVENT_KEYS, SOURCE_KEYS
from .records import (
    Account,
    Actor,
    Alternative,
    Bound,
    Claim,
    Event,
    Medium,
    Part,
    Source,
    SourceClock,
    Written,
)
from .timeline import Header, Measure

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from .conflicts import Conflict
    from .keys import Key, Kind

    T = TypeVar("T")
    Read = Callable[[Any], T]


class Damaged(Exception):
    """What was read is not what was written."""


def text(value: object) -> str:
    """A text. Raises Damaged, like all that follow."""
    if type(value) is str:
        return value
    raise Damaged("no text")


def number(value: object) -> int:
    """A whole number."""
    if type(value) is int:
        return value
    raise Damaged("no number")


def truth(value: object) -> bool:
    """True or false."""
    if type(value) is bool:
        return value
    raise Damaged("neither true nor false")


def maybe(read: Read[T]) -> Read[T | None]:
    """A reader of None as well."""
    return lambda value: None if value is None else read(value)


def several(read: Read[T]) -> Read[tuple[T, ...]]:
    """A reader of a list, item by item."""

    def read_list(value: Any) -> tuple[T, ...]:
        if type(value) is not list:
            raise Damaged("no list")
        return tuple([read(item) for item in value]) if value else ()

    return read_list


def by_name(read: Read[T]) -> Read[dict[str, T]]:
    """A reader of a mapping from texts, value by value."""

    def read_mapping(value: Any) -> dict[str, T]:
        if type(value) is not dict:
            raise Damaged("no mapping")
        return {key: read(item) for key, item in value.items()}

    return read_mapping


instant = maybe(number)
_PLAIN: tuple[Read[Any], ...] = (text, number, truth, instant)


def record(make: Callable[..., T], *reads: Read[Any]) -> Read[T]:
    """A reader of records. Their plain fields are right if their types were right before."""
    plain = [(place, read) for place, read in enumerate(reads) if read in _PLAIN]
    nested = [(place, read) for place, read in enumerate(reads) if read not in _PLAIN]
    count = len(reads)
    make_quickly = getattr(make, "_of", make)
    right: set[tuple[type, ...]] = set()

    def read_record(value: Any) -> T:
        if type(value) is not list or len(value) != count:
            raise Damaged("no such record")
        types = tuple(map(type, value))
        if types not in right:
            for place, read in plain:
                read(value[place])
            right.add(types)
        if not nested:
            return make_quickly(*value)
        values = value.copy()
        for place, read in nested:
            values[place] = read(value[place])
        return make_quickly(*values)

    return read_record


def _tuple(*values: Any) -> tuple[Any, ...]:
    return values


def _nothing(value: Any) -> Any:
    raise Damaged("an alternative has none of its own")


bound = record(Bound, instant, instant)
_pair = record(_tuple, text, text)
_texts = several(_pair)
_names = several(text)
_constraint = record(
    Constraint, number, text, number, instant, instant, instant, instant, text, truth, text, number
)
_day = record(DayConstraint, number, text, number, number, number, number, text, text, number, text)
_months = record(
    MonthConstraint, number, text, number, number, instant, number, instant, truth, text, text,
    instant, instant, number, text,
)  # fmt: skip
_said = (
    several(_constraint), several(_day), truth, text, truth, truth, _names, several(_months), truth,
    instant,
)  # fmt: skip
_branch = record(Meaning, *_said, several(_nothing), text)
_meaning = record(Meaning, *_said, several(_branch), text)
_written = record(Written, text, text, number, number)
_clock = record(SourceClock, text, bound, bound, text)
_alternative = record(Alternative, text, bound, maybe(bound), truth)
_account = record(
    Account, text, bound, maybe(bound), truth, truth, number, maybe(bound), several(_alternative)
)


def _literal(value: Any) -> str:
    """JSON in a text, as keys of the author's own have it."""
    written = text(value)
    try:
        json.loads(written)
    except (ValueError, RecursionError):
        raise Damaged("no JSON") from None
    return written


_free = several(record(_tuple, text, _literal))
_OF_KIND: dict[Kind, Read[Any]] = {
    "text": text,
    "word": text,
    "truth": truth,
    "language": text,
    "zone": text,
    "event": text,
    "texts": _texts,
    "words": _names,
    "events": _names,
    "sources": _names,
    "actors": several(record(Part, text, text)),
    "media": several(record(Medium, text, text, text, text, text, number)),
}


def _with_keys(make: type[T], keys: Sequence[Key], **reads: Read[Any]) -> Read[T]:
    """A reader of records with plain keys; ``reads`` are those of their other fields."""
    reads |= {key.attribute: _OF_KIND[key.kind] for key in keys}
    return record(make, *[reads[field] for field in make._fields])  # type: ignore[attr-defined]


class Reader:
    """Reads records; ``names`` maps the files' names when they were written to those of today."""

    def __init__(self, names: Mapping[str, str]) -> None:
        def place(file: object, line: object, column: object) -> Origin:
            try:
                return Origin(names[text(file)], number(line), number(column))
            except KeyError:
                raise Damaged("no such file") from None

        origin = record(place, _as_is, _as_is, _as_is)
        claim = _with_keys(
            Claim,
            CLAIM_KEYS,
            phrases=several(_written),
            meaning=maybe(_meaning),
            origin=origin,
            source=text,
            free=_free,
        )
        self.event: Read[Event] = _with_keys(
            Event,
            EVENT_KEYS,
            id=text,
            titles=_texts,
            origin=origin,
            when=several(claim),
            prefer=text,
            start=bound,
            end=maybe(bound),
            lasting=bound,
            accounts=several(_account),
            agreement=text,
            chosen=number,
            conflicted=truth,
            header=maybe(bound),
            place_in_file=number,
            stands=instant,
            among=maybe(bound),
            turn=number,
            alternatives=several(_alternative),
            free=_free,
        )
        self.actor: Read[Actor] = _with_keys(
            Actor, ACTOR_KEYS, id=text, name=text, origin=origin, free=_free
        )
        self.source: Read[Source] = _with_keys(
            Source, SOURCE_KEYS, id=text, name=text, origin=origin, clock=maybe(_clock), free=_free
        )
        self.problem: Read[Problem] = record(Problem, origin, text, text, text, text)
        self._origin = origin

    @property
    def conflict(self) -> Read[Conflict]:
        """Reads conflicts, whose records need the network's modules."""
        from .conflicts import Conflict, Reason

        reason = record(
            Reason, text, text, text, text, self._origin, text, text, instant, instant, text, text,
            number, instant, text,
        )  # fmt: skip
        return record(Conflict, text, several(reason), number, number, several(text))


def _zero(value: object) -> int | str | None:
    return value if type(value) is str else instant(value)


header: Read[Header] = record(
    Header, text, text, by_name(text), _zero, _names, text, text,
    maybe(record(_tuple, number, number)), text, several(record(Measure, text, text, text)),
    _free,
)  # fmt: skip


def _as_is(value: Any) -> Any:
    return value
