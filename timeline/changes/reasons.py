"""Which statements moved an event: those of the chains behind its bounds that only one side has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from crisis.timeline.base.record import Record
from crisis.timeline.reports.lengths import GRAIN
from crisis.timeline.reports.why import derivations

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from crisis.timeline.model.conflicts import Reason
    from crisis.timeline.model.records import Event
    from crisis.timeline.model.timeline import Timeline
    from crisis.timeline.reports.why import Derivation

    from .difference import Changed

Limit = Literal["earliest", "latest", "both"]


MOST_STEPS = 250_000
"""Statements of chains that are looked at for one answer."""


class Because(Record):
    """Why a limit of an event is another: of its start, or of its ``end``.

    ``which`` is both where the same statements moved the earliest and the latest.

    ``gone`` are statements behind the old limit that are no longer there, ``come`` those behind
    the new one that were not. Neither where all of them are in both files: then other things that
    they say weigh more or less, or are read in another way.
    """

    which: Limit
    end: bool
    gone: tuple[Reason, ...]
    come: tuple[Reason, ...]


class Statements:
    """What each of two timelines states, so that a statement can be told to be new or gone.

    Chains are followed for MOST_STEPS steps in all: that of each event of a long chain goes back to
    its beginning. ``unasked`` counts the changes whose chains were not followed any more.
    """

    def __init__(self, old: Timeline, new: Timeline) -> None:
        self._left = MOST_STEPS
        self.unasked = 0
        self._old, self._new = old, new
        self._before, self._after = _said(old), _said(new)

    def because(self, change: Changed) -> tuple[Because, ...] | None:
        """What moved each limit of an event that is another now; None where that is not asked."""
        if self._left <= 0:
            self.unasked += 1
            return None
        then, there = derivations(self._old, change.old), derivations(self._new, change.new)
        found = []
        for derivation in filter(None, (*then, *there)):
            self._left -= len(derivation.earliest) + len(derivation.latest)
        for end in (False, True):
            was, now = then[end], there[end]
            for which in _LIMITS:
                low = None if was is None else getattr(was.bound, which)
                high = None if now is None else getattr(now.bound, which)
                if not near(low, high):
                    found.append(self._limit(which, end, was, now))
        return tuple(_united(found))

    def _limit(
        self, which: Limit, end: bool, was: Derivation | None, now: Derivation | None
    ) -> Because:
        gone = () if was is None else _missing(getattr(was, which), self._after)
        come = () if now is None else _missing(getattr(now, which), self._before)
        return Because(which, end, tuple(gone), tuple(come))


def _united(limits: list[Because]) -> Iterator[Because]:
    """The limits of a start, or of an end, as one where the same statements moved both."""
    for end in (False, True):
        of_it = [limit for limit in limits if limit.end == end]
        signs = {(_signs(limit.gone), _signs(limit.come)) for limit in of_it}
        if len(of_it) == len(_LIMITS) and len(signs) == 1:
            yield of_it[0].replace(which="both")
        else:
            yield from of_it


def _signs(statements: Iterable[Reason]) -> frozenset[Any]:
    return frozenset(map(_sign, statements))


def near(first: int | None, second: int | None) -> bool:
    """Whether two limits are one for people; see shift()."""
    if first is None or second is None:
        return first is second
    return abs(first - second) < GRAIN


_LIMITS: tuple[Limit, ...] = ("earliest", "latest")
_UNSAID = ("lasts", "accounts", "either", "whole")
"""The kinds of steps that nobody wrote: they follow from the others."""


def _missing(chain: Iterable[Reason], said: set[Any]) -> list[Reason]:
    found: dict[Any, Reason] = {}
    for reason in chain:
        if reason.kind in _UNSAID:
            continue
        sign = _sign(reason)
        if sign not in said:
            found.setdefault(sign, reason)
    return list(found.values())


def _sign(reason: Reason) -> tuple[Any, ...]:
    """What tells a statement from others, wherever it stands in a file."""
    if reason.kind == "header":
        return ("header", reason.event, reason.low, reason.high)
    if reason.kind == "clock":
        return ("clock", reason.source, reason.phrase)
    if reason.kind in ("claim", "core"):
        return ("claim", reason.event, reason.phrase, reason.source)
    return tuple(sorted((reason.event, reason.ref)))


def _said(timeline: Timeline) -> set[Any]:
    return {sign for event in timeline.events for sign in _of_event(event)} | {
        ("clock", source.id, source.clock.written)
        for source in timeline.sources.values()
        if source.clock is not None
    }


def _of_event(event: Event) -> Iterator[tuple[Any, ...]]:
    for claim in event.when:
        if not claim.rejected:
            yield ("claim", event.id, claim.phrase, claim.source)
    if event.header is not None:
        yield ("header", event.id, *event.header.ends)
    for other in (*event.caused_by, *filter(None, (event.part_of,))):
        yield tuple(sorted((event.id, other)))
