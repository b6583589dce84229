"""The event of a row of which no more was read than a line shows of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from crisis.timeline.model.constraints import ORIGIN, START, Constraint, Meaning
from crisis.timeline.model.records import Bound, Claim, Event, Part, Written
from crisis.timeline.query.numbered_times import OPEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LINE = (
    "id", "title", "low", "high", "end_low", "end_high", "lasting", "status", "parts", "part_roles",
    "sources", "known_to", "record",
)  # fmt: skip
"""The columns that a line for people is made of."""


class Unread:
    """Stands for what was not read, so that nobody takes it for what is not there."""

    def _asked(self, *_: object) -> NoReturn:
        raise AssertionError("a line shows a column that is not in LINE")

    __bool__ = __len__ = __iter__ = __getitem__ = __contains__ = __eq__ = __hash__ = _asked
    __add__ = __lt__ = __le__ = __gt__ = __ge__ = __str__ = __format__ = __index__ = _asked

    def __getattr__(self, name: str) -> NoReturn:
        self._asked(name)


UNREAD: Any = Unread()

_WRITTEN = (Written("is", UNREAD, UNREAD, 0),)


def brief(values: Sequence[Any]) -> Event:
    """The event of the columns LINE, where it has no record; the rest of it is UNREAD."""
    (
        name, title, low, high, end_low, end_high, lasting, status, parts, roles, sources,
        precision, _,
    ) = values  # fmt: skip
    start = start_of(low, high)
    when: tuple[Claim, ...] = ()
    if precision is not None:
        said = Constraint(START, ORIGIN, START, start.earliest, start.latest, UNREAD, UNREAD)
        meaning = Meaning((said,), (), lasting, precision, False, False)
        when = (Claim(_WRITTEN, meaning, UNREAD, sources[0] if sources else ""),)
    return Event(
        id=name,
        titles=(("", title),),
        origin=UNREAD,
        when=when,
        texts=UNREAD,
        actors=acting(parts, roles),
        sources=tuple(sources),
        tags=UNREAD,
        place=UNREAD,
        url=UNREAD,
        caused_by=UNREAD,
        status=status,
        start=start,
        end=Bound(end_low, end_high) if lasting else None,
        header=UNREAD,
        place_in_file=UNREAD,
    )


def start_of(low: int, high: int) -> Bound:
    """The start that two columns tell."""
    return Bound(None if low == -OPEN else low, None if high == OPEN else high)


def acting(parts: Iterable[str], roles: Sequence[str]) -> tuple[Part, ...]:
    """Those who took part, each with its role; there is a role for each of them, or none at all."""
    if not roles:
        return tuple([Part(who) for who in parts])
    return tuple([Part(who, role) for who, role in zip(parts, roles, strict=True)])
