"""Who tells of two events what others do not, and how sure that is: for lengths between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.model.records import AGREED
from crisis.timeline.model.stated import unsure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from crisis.timeline.model.records import Bound, Event


class Teller(NamedTuple):
    """A source and the length by it; ``unsure`` where what it says of an event is, as a row has it.

    A length that is unsure does not count for what holds whoever is right.
    """

    source: str
    length: Bound
    unsure: bool


LESS_SURE = "less sure accounts (?) not counted"
"""Beside what holds whoever is right, where one that is less sure says something else."""


def tellers(
    events: Iterable[Event], by_source: Callable[[str], Bound], whole: Bound
) -> list[Teller]:
    """The sources that tell of an event about which they differ, in the order of its accounts.

    What gave way has no say. Where one of the events has a source that comes to another length than
    the ``whole``, one without such a source is left out: only what gave way was different there.
    """
    doubtful = [event for event in events if event.agreement not in ("", AGREED)]
    refuted = {a.source for event in doubtful for a in event.accounts if a.conflicted}
    lengths: dict[str, Bound] = {}
    found: dict[str, None] = {}
    for event in doubtful:
        own = dict.fromkeys(a.source for a in event.accounts if a.source not in refuted)
        lengths |= {source: by_source(source) for source in own if source not in lengths}
        if any(lengths[source] != whole for source in own):
            found |= own
    return [
        Teller(source, lengths[source], _unsure(source, doubtful)) for source in found or lengths
    ]


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
