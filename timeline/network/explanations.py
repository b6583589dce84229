"""What the network found, as statements of the files: conflicts, and the chain behind a bound."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from crisis.timeline.model.conflicts import CONTRADICTION, TENSION, Conflict, Reason
from crisis.timeline.model.constraints import MonthConstraint

from .calendar_windows import length
from .misplaced import misplaced
from .shortest_paths import OPEN
from .statements import ORIGIN_NODE

if TYPE_CHECKING:
    from collections.abc import Collection

    from crisis.timeline.model.records import Source
    from crisis.timeline.model.words import End

    from .bounds import Bounds
    from .conflict_core import Clash
    from .constraint_graph import Nodes
    from .shortest_paths import Distance, Step
    from .statements import Statement


def conflict(clash: Clash, nodes: Nodes, gone: Collection[int] | None = None) -> Conflict:
    """A clash of statements as a finding; the bounds are those that each chain comes to.

    ``gone`` are the statements that gave way; by default all may have.
    """
    statements = nodes.statements
    soft = any(statements[number].soft for number in clash.all)
    reasons = [_with_bound(step, nodes, "low", gone) for step in clash.low_path]
    reasons += [_with_bound(step, nodes, "high", gone) for step in clash.high_path]
    if not reasons:
        reasons = [reason(number, nodes, gone) for number in clash.all]
    shown = tuple(r for r in reasons if r.kind not in SILENT)
    headers = () if clash.looped else misplaced(clash.all, statements, range(len(statements)))
    names = sorted({nodes.events[statements[n].event].id for n in headers if gone and n in gone})
    kind = TENSION if soft else CONTRADICTION
    return Conflict(kind, shown, clash.short, clash.more, tuple(names))


SILENT = ("lasts", "accounts")
"""Kinds of statement that nobody made: they link an event to its own end or accounts."""


def _with_bound(
    step: tuple[int, int, int], nodes: Nodes, side: End, gone: Collection[int] | None = None
) -> Reason:
    node, number, bound = step
    at = nodes.nodes[node]
    if node in nodes.clock_sources:
        source = nodes.clock_sources[node]
        return reason(number, nodes, gone)._replace(
            side=side, reached=source, which=at.which, bound=bound
        )
    reached = nodes.events[at.event].id
    return reason(number, nodes, gone)._replace(
        side=side, reached=reached, which=at.which, bound=bound
    )


def reason(number: int, nodes: Nodes, gone: Collection[int] | None = None) -> Reason:
    """A statement of the network as it stands in the file.

    A core of what is not ``gone`` is what the claim says anyway.
    """
    statement = nodes.statements[number]
    if statement.kind == "clock":
        return _of_clock(nodes.sources[nodes.clock_sources[statement.node]], statement)
    event = nodes.events[statement.event]
    clock = nodes.clock_sources.get(statement.ref, "")
    ref = (
        ""
        if statement.ref == ORIGIN_NODE or clock
        else nodes.events[nodes.nodes[statement.ref].event].id
    )
    if statement.node == statement.ref or ref == event.id:
        ref = ""
    phrase, source, origin = "", "", event.origin
    if statement.claim is not None and statement.claim.phrases:
        phrase, source, origin = (
            statement.claim.phrase,
            statement.claim.source,
            statement.claim.origin,
        )
    low, high = statement.low, statement.high
    if isinstance(statement.day, MonthConstraint):
        low, high = length(statement.day)
    elif statement.day is not None or statement.kind == "either":
        low = high = None  # no fixed distance
    kind = "claim" if statement.kind == "either" else statement.kind
    if kind == "core" and gone is not None and number - 1 not in gone:  # it stands right behind it
        kind = "claim"
    soft = "" if statement.kind == "either" else statement.soft
    shown = Reason(event.id, kind, phrase, source, origin, soft, ref, low, high)
    return shown._replace(clock=clock) if clock else shown


def _of_clock(source: Source, statement: Statement) -> Reason:
    """What a file says of a clock."""
    written = "" if source.clock is None else source.clock.written
    shown = Reason(
        "", "clock", written, source.id, source.origin, low=statement.low, high=statement.high
    )
    return shown._replace(clock=source.id)


def chain_reasons(bounds: Bounds, node: int, high: bool, nodes: Nodes) -> tuple[Reason, ...]:
    """The statements that led to a bound, from the first on, each with what it came to."""
    side: End = "high" if high else "low"
    chain = _steps(bounds, node, high)
    reached = [(at, number, int(value)) for at, number, value in chain if abs(value) != OPEN]
    reasons = (_with_bound(step, nodes, side) for step in reached)
    return tuple(reason for reason in reasons if reason.kind not in SILENT)


def _steps(bounds: Bounds, node: int, high: bool) -> list[tuple[int, int, Distance]]:
    """The steps to a node's bound, from the origin on: (node reached, statement, bound then).

    A node may be there more than once.
    """
    of = (bounds.low_steps, bounds.low, bounds.low_trails)
    if high:
        of = (bounds.high_steps, bounds.high, bounds.high_trails)
    last_steps, values, trails = of
    path: list[tuple[int, int, Distance]] = []
    seen: set[tuple[int, Distance, Distance]] = set()
    run: object = None
    turn: Distance = OPEN
    moment: Distance = OPEN
    while node != ORIGIN_NODE and (node, turn, moment) not in seen:
        seen.add((node, turn, moment))
        step: Step | None
        noted = bounds.histories.at(node, high, moment)
        trail = trails.get(node)
        if noted is not None:
            _, value, step, moment = noted
        else:
            if trail is not None and trail.run is not run:
                run, turn = trail.run, OPEN
            past = bisect_left(trail.narrowed, turn, key=_turn) if trail else 0
            if trail and past:
                turn, value, step = trail.narrowed[past - 1]
            else:
                turn = 0
                value, step = (
                    (trail.value, trail.step) if trail else (values[node], last_steps[node])
                )
        if step is None:
            break
        path.append((node, step.statement, value))
        node = step.before
    return path[::-1]


def _turn(narrowed: tuple[Distance, Distance, Step]) -> Distance:
    return narrowed[0]
