"""Who tells of two events what others do not, and how sure that is: for lengths between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.model.records import AGREED
from crisis.timeline.model.stated import unsure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from crisis.timeline.model.records import Bound, Event
    from crisis.timeline.network.spots import Told


class Teller(NamedTuple):
    """A source and the length by one account of it; ``unsure`` where that is, as a row has it.

    A length that is unsure, or ``ruled_out`` by the rest of the file, does not count for what holds
    whoever is right.
    """

    source: str
    length: Bound
    unsure: bool
    ruled_out: bool = False


LESS_SURE = "less sure accounts (?) not counted"
"""Beside what holds whoever is right, where one that is less sure says something else."""


def tellers(
    events: Iterable[Event], by_source: Callable[[str], list[Told]], whole: Bound
) -> list[Teller]:
    """The sources that tell of an event about which they differ, in the order of its accounts.

    Each account has a length, but where they are the same. Where one of the events has a source
    that comes to another length than the ``whole``, one without such a source is left out: only
    what the rest of the file rules out was different there.
    """
    doubtful = [event for event in events if event.agreement not in ("", AGREED)]
    lengths: dict[str, list[Teller]] = {}
    found: set[str] = set()
    for event in doubtful:
        own = dict.fromkeys(account.source for account in event.accounts)
        for source in own:
            if source not in lengths:
                lengths[source] = [_teller(source, told, doubtful) for told in by_source(source)]
        if any(told.length != whole for s in own for told in lengths[s] if not told.ruled_out):
            found.update(own)
    every = [
        told
        for source, several in lengths.items()
        for told in several
        if told.ruled_out or source in found or not found
    ]
    return list(dict.fromkeys(every))


def _teller(source: str, told: Told, doubtful: Sequence[Event]) -> Teller:
    if not told.by:
        return Teller(source, told.length, _unsure(source, doubtful))
    places = [
        (event, number)
        for event in doubtful
        for number, account in enumerate(event.accounts)
        if any(account is own for own in told.by)
    ]
    doubted = any(unsure(event.accounts[number], event.accounts) for event, number in places)
    out = any(number in event.ruled_out for event, number in places)
    return Teller(source, told.length, doubted and not out, out)


def beyond(several: Iterable[tuple[Bound, bool]], whole: Bound) -> bool:
    """Whether a length that is unsure reaches beyond the ``whole``."""
    return any(doubted and not _within(length, whole) for length, doubted in several)


def _unsure(source: str, events: Iterable[Event]) -> bool:
    """Whether all that a source says of one of the events is."""
    for event in events:
        own = [account for account in event.accounts if account.source == source]
        if own and all(unsure(account, event.accounts) for account in own):
            return True
    return False


def _within(inner: Bound, outer: Bound) -> bool:
    low, high = outer.ends
    early, late = inner.ends
    begins = low is None or (early is not None and early >= low)
    return begins and (high is None or (late is not None and late <= high))
