"""The times of which one holds, of events and of their accounts, read off when all is solved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.model.alternatives import MOST, without_header
from crisis.timeline.model.constraints import END, START
from crisis.timeline.model.records import AGREED, Alternative, Bound
from crisis.timeline.model.stated import stated

from .forks import links, reached

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crisis.timeline.model.constraints import Meaning
    from crisis.timeline.model.records import Claim, Elapsed, Event

    from .alternatives import Choice
    from .bounds import Bounds
    from .constraint_graph import Nodes
    from .solver import Solver

    Several = tuple[Alternative, ...]


def alternatives(
    events: Sequence[Event], choice: Choice, nodes: Nodes, solver: Solver
) -> Iterator[tuple[int, Event]]:
    """By number the events that have alternatives, with them; ``events`` have their bounds."""
    gone = {id(nodes.statements[n].claim) for n in solver.suspended} if choice.asked else set()
    by_event: dict[int, list[int]] = {}
    for asked in choice.asked:
        number, place = asked
        solved = nodes.events[number].when[place]
        if asked not in choice.void and id(solved) not in gone:
            by_event.setdefault(number, []).append(place)
    for number, places in by_event.items():
        event = events[number]
        by_account: dict[int, list[Several]] = {}
        for place in places:
            claim = event.when[place]
            account = _account(nodes, number, nodes.events[number].when[place])
            if account is not None:
                out = choice.out.get((number, place), set())
                begun = nodes.starts.get(number)
                if begun is not None and nodes.several(number):
                    if not nodes.accounts[number][account].starts:
                        claim = _without_header(claim)
                    begun = nodes.account_starts.get((number, account), begun)
                several = _listed(claim, out, nodes, solver.bounds, begun)
                by_account.setdefault(account, []).append(several)
        yield (
            number,
            _by_account(event, by_account) if event.accounts else _alone(event, by_account),
        )


def _alone(event: Event, by_account: dict[int, list[Several]]) -> Event:
    every = [alternative for several in by_account.values() for alternative in several]
    return event._replace(alternatives=_together(every, event.start, event.end))


def _by_account(event: Event, by_account: dict[int, list[Several]]) -> Event:
    """An event of several accounts: where they agree, the times that all of them leave.

    Where a surer one tells of the same end, one that is less sure makes nothing narrower.
    """
    accounts = list(event.accounts)
    for place, several in by_account.items():
        own = accounts[place]
        accounts[place] = own._replace(alternatives=_together(several, own.start, own.end))
    counted = [account for account in accounts if not account.conflicted]
    begun = max((account.sure for account in counted if account.tells), default=0)
    over = max((account.sure for account in counted if account.end is not None), default=0)
    left = [
        tuple(alternative for alternative in account.alternatives if not alternative.ruled_out)
        for account in counted
        if account.alternatives and account.sure == (begun if account.tells else over)
    ]
    together = _together(left, event.start, event.end) if event.agreement == AGREED else ()
    together = together if len(together) > 1 else ()
    return event._replace(accounts=tuple(accounts), alternatives=together)


def _account(nodes: Nodes, number: int, claim: Claim) -> int | None:
    """The place of the account that a claim belongs to; None where it does not count."""
    if number not in nodes.starts:
        return 0
    for place, account in enumerate(nodes.accounts[number]):
        if any(claim is own for own in account.claims):
            return place
    return None


def _without_header(claim: Claim) -> Claim:
    """A claim of an account that leaves the start to the others."""
    meaning = claim.meaning
    if meaning is None:
        return claim
    several = tuple(without_header(branch) for branch in meaning.alternatives)
    return claim._replace(meaning=meaning._replace(alternatives=several))


def _listed(
    claim: Claim, out: set[int], nodes: Nodes, bounds: Bounds, begun: int | None
) -> Several:
    """The alternatives of a claim, as they are by themselves.

    A length is one from the start, which is the node ``begun``; of what is ruled out that is left
    to what else it says.
    """
    meaning = claim.meaning
    listed = []
    for number, branch in enumerate(() if meaning is None else meaning.alternatives):
        start, end = stated(branch)
        if branch.relative or (branch.lasts and begun is not None):
            own = None if number in out else begun
            start, end = _measured(branch, claim.source, nodes, bounds, own)
        listed.append(Alternative(branch.written, start, end, number in out))
    return tuple(listed)


def _measured(
    meaning: Meaning, source: str, nodes: Nodes, bounds: Bounds, begun: int | None
) -> Elapsed:
    """The start and the end of an alternative that is measured from events."""
    some = links(nodes.ref, meaning, source)
    start, end = (
        Bound(
            *(
                None
                if (limit := reached(some, which, high, bounds, begun)) is None
                else int(limit[0])
                for high in (False, True)
            )
        )
        for which in (START, END)
    )
    return start, end if meaning.lasts else None


def _together(several: list[Several], start: Bound, end: Bound | None) -> Several:
    """What alternatives leave of a start and an end: of one claim, or of each claim one.

    Those that are ruled out come last, as they are by themselves.
    """
    left_over: list[Alternative] | None = None
    for some in several:
        left = [alternative for alternative in some if not alternative.ruled_out]
        if left_over is None:
            left_over = left
        elif shared := list(_shared(left_over, left)):
            if len(shared) > MOST:
                break
            left_over = shared
    cut = [_cut(alternative, start, end) for alternative in left_over or ()]
    return (
        *dict.fromkeys(alternative for alternative in cut if alternative is not None),
        *(alternative for some in several for alternative in some if alternative.ruled_out),
    )


def _shared(some: list[Alternative], others: list[Alternative]) -> Iterator[Alternative]:
    """What two alternatives leave that can both be true, by the name of the narrower one."""
    for alternative in some:
        for other in others:
            both = _cut(alternative, other.start, other.end)
            if both is not None:
                yield both._replace(written=min(alternative, other, key=_narrow).written)


def _narrow(alternative: Alternative) -> tuple[bool, int, str]:
    """What orders alternatives by how narrow they are, whatever stands first in the file."""
    low, high = alternative.start
    width = 0 if low is None or high is None else high - low
    return low is None or high is None, width, alternative.written


def _cut(alternative: Alternative, start: Bound, end: Bound | None) -> Alternative | None:
    """What is left of an alternative between other bounds; None where nothing is."""
    begun = _inner(alternative.start, start)
    over = (
        alternative.end if end is None or alternative.end is None else _inner(alternative.end, end)
    )
    if begun is None or (over is None and alternative.end is not None):
        return None
    return alternative._replace(start=begun, end=over if alternative.end is not None else end)


def _inner(bound: Bound, other: Bound) -> Bound | None:
    low = max((at for at in (bound.earliest, other.earliest) if at is not None), default=None)
    high = min((at for at in (bound.latest, other.latest) if at is not None), default=None)
    return None if low is not None and high is not None and low > high else Bound(low, high)
