"""The times of an event that stands in the network, read off when it is solved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.model.constraints import END, START
from crisis.timeline.model.records import AGREED, DISPUTED, Account, Bound
from crisis.timeline.model.relations import OPEN

from .clocks import between_readings
from .differences import inside, minus
from .spots import hull

if TYPE_CHECKING:
    from collections.abc import Collection
    from typing import Literal

    from crisis.timeline.model.records import Event
    from crisis.timeline.model.words import Agreement

    from .solver import Solver


def placed(event: Event, number: int, solver: Solver) -> Event:
    """An event with its derived bounds, its accounts and how they stand to each other."""
    nodes, bounds = solver.nodes, solver.bounds
    start = nodes.starts[number]
    end = None if number in nodes.untold else nodes.ends.get(number)
    agreement: Agreement | Literal[""] = ""
    accounts: tuple[Account, ...] = ()
    chosen = 0
    if nodes.several(number):
        verdict = solver.composer.verdicts[number]
        agreement = verdict.agreement
        failed = solver.failed.get(number, frozenset())
        accounts = tuple(
            _account(number, place, failed, solver) for place in range(len(nodes.accounts[number]))
        )
        chosen = solver.composer.chosen(number)
    return event._replace(
        start=bounds.at(start),
        end=None if end is None else bounds.at(end),
        lasting=Bound() if end is None else _lasting(number, start, end, solver),
        accounts=accounts,
        agreement=agreement,
        chosen=chosen,
        stands=stands(number, accounts[chosen].start, solver) if agreement == DISPUTED else None,
    )


def stands(number: int, told: Bound, solver: Solver) -> int | None:
    """Where an event stands: as a start has it that is told, but not behind what it came before."""
    nodes, bounds = solver.nodes, solver.bounds
    start = nodes.starts[number]
    earliest = told.earliest
    own = bounds.at(start).earliest
    if earliest is not None and own is not None:
        earliest = max(earliest, own)
    if earliest is None:
        return None
    for behind in solver.behind.get(start, ()):
        low = bounds.at(behind).earliest
        if low is not None:
            earliest = min(earliest, low)
    return earliest


def _account(number: int, place: int, failed: Collection[int], solver: Solver) -> Account:
    """An account; it leaves to the others what it says nothing of."""
    nodes, bounds = solver.nodes, solver.bounds
    start, end = (nodes.account(number, place, which) for which in (START, END))
    return Account(
        nodes.accounts[number][place].source,
        bounds.at(nodes.starts[number] if start < 0 else start),
        None if end < 0 else bounds.at(end),
        start >= 0,
        place in failed,
        nodes.accounts[number][place].level,
        _told_length(number, place, solver),
    )


def _lasting(number: int, start: int, end: int, solver: Solver) -> Bound:
    """How long an event lasts: what its bounds leave, and what is said of its duration."""
    verdict = solver.composer.verdicts.get(number)
    if verdict is None:
        return _between(start, end, solver, apart=_torn(start, end, solver))
    between = _between(start, end, solver)
    counting = solver.composer.counting(number, END, verdict)
    if verdict.agreement == AGREED:  # what any of them says of its length
        accounts = solver.nodes.accounts[number]
        lengths = [
            _of_account(number, place, solver) for place in counting if accounts[place].length
        ]
        lows = [bound.earliest for bound in lengths if bound.earliest is not None]
        highs = [bound.latest for bound in lengths if bound.latest is not None]
        return inside(between, max(lows, default=-OPEN), min(highs, default=OPEN))
    lengths = [_of_account(number, place, solver) for place in counting]
    return inside(between, *hull(lengths)) if lengths else between


def _told_length(number: int, place: int, solver: Solver) -> Bound | None:
    """How long an account has its event go on; None where it does not tell of both its ends."""
    reading = solver.nodes.accounts[number][place]
    if not reading.ends or not (reading.starts or reading.hangs):
        return None
    low, high = length = _of_account(number, place, solver)
    return None if low is not None and high is not None and low > high else length


def _of_account(number: int, place: int, solver: Solver) -> Bound:
    """From the start of an account, else of its event, to its end."""
    nodes = solver.nodes
    start = nodes.account_starts.get((number, place), nodes.starts[number])
    return _between(start, nodes.account(number, place, END), solver)


def _torn(start: int, end: int, solver: Solver) -> bool:
    """Whether a claim that tells both when it began and when it was over gave way in one of them.

    Then the one end is its own and the other is not, and between them lies a length that nobody
    gave.
    """
    by_end: tuple[set[int], set[int]] = set(), set()
    gone: set[int] = set()
    for node, claims in zip((start, end), by_end, strict=True):
        for number in solver.nodes.by_node[node]:
            statement = solver.statements[number]
            if statement.kind == "claim" and statement.ref != start:
                claims.add(id(statement.claim))
                if number in solver.suspended:
                    gone.add(id(statement.claim))
    return not gone.isdisjoint(by_end[0] & by_end[1])


def _most(length: Bound) -> float:
    return OPEN if length.latest is None else length.latest


def _between(start: int, end: int, solver: Solver, apart: bool = False) -> Bound:
    """How long after a start an end is; by what is said of that alone where they are ``apart``."""
    low, high = 0, None
    if not apart:
        earliest, high = minus(solver.bounds.at(end), solver.bounds.at(start)).ends
        low = max(0, earliest or 0)
    if solver.nodes.clocks:
        read = between_readings(solver.nodes, start, end, solver.suspended)
        earliest, high = inside(Bound(low, high), read.earliest or 0, _most(read)).ends
        low = earliest or 0
    for number in solver.nodes.by_node[end]:
        statement = solver.statements[number]
        if statement.ref == start and number not in solver.suspended:
            low = max(low, statement.low or 0)
            if statement.high is not None:
                high = statement.high if high is None else min(high, statement.high)
    return Bound(low, high)
