"""Alternatives: what a claim says of which one of several holds, and it is not known which.

The bound of such a claim is the hull of its alternatives: what holds whichever of them is true. A
window asks each of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .constraints import END, ORIGIN, START, Constraint, Meaning
from .stated import stated

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Key = tuple[int, str, int]
    """The node that constraints are about, and what it is measured from."""


MOST = 8
"""More times than these of one event are not told apart: then its bound is asked."""


def one_of(alternatives: Sequence[Meaning]) -> Meaning:
    """The meaning of alternatives of which one holds; of a single one that is all it says."""
    if len(alternatives) == 1:
        return alternatives[0]
    first = alternatives[0]
    precisions = {alternative.precision for alternative in alternatives}
    return Meaning(
        tuple(_hull(alternatives)),
        (),
        first.lasts,
        first.precision if len(precisions) == 1 else "",
        any(alternative.approximate for alternative in alternatives),
        any(alternative.uncertain for alternative in alternatives),
        tuple(
            dict.fromkeys(
                warning for alternative in alternatives for warning in alternative.warnings
            )
        ),
        fast=next(
            (alternative.fast for alternative in alternatives if alternative.fast is not None), None
        ),
        ongoing=any(alternative.ongoing for alternative in alternatives),
        alternatives=tuple(alternatives),
    )


def _hull(alternatives: Sequence[Meaning]) -> list[Constraint]:
    """What holds whichever is true: between the same two instants, from the least to the most."""
    constraints = []
    for node in (START, END):
        hull = _absolute(alternatives, node)
        if hull is not None:
            constraints.append(hull)
    keys = [_by_key(alternative) for alternative in alternatives]
    for key, first in keys[0].items():
        if key[1] == ORIGIN or not all(key in other for other in keys):
            continue
        node, ref, ref_node = key
        every = [_inner(other[key]) for other in keys]
        soft = next((c.soft for other in keys for c in other[key] if c.soft), "")
        bounds = _widest([(low, high) for low, high, _, _ in every])
        core = _widest([(low, high) for _, _, low, high in every]) if soft else (None, None)
        needs, at = first[0].needs, first[0].at
        constraints.append(Constraint(node, ref, ref_node, *bounds, *core, soft, False, needs, at))
    return [c for c in constraints if c.low is not None or c.high is not None]


def _absolute(alternatives: Sequence[Meaning], node: int) -> Constraint | None:
    """The hull of what alternatives state by themselves of a start, or of an end.

    The days of a header are those of the start: an end that is a length from it has none.
    """
    bounds, cores, soft, header = [], [], "", True
    for alternative in alternatives:
        bound = stated(alternative if node == START else without_header(alternative))[node]
        own = [c for c in alternative.constraints if c.node == node and c.ref == ORIGIN]
        if bound is None:
            return None
        bounds.append(bound.ends)
        cores.append(_inner(own)[2:] if own else (None, None))
        soft = soft or next(
            (c.soft for c in alternative.constraints if c.soft and c.node == node), ""
        )
        header = header and all(c.header for c in own)
    low, high = _widest(bounds)
    if low is None and high is None:
        return None
    core = _widest(cores) if soft else (None, None)
    return Constraint(node, ORIGIN, START, low, high, *core, soft, header and node == START)


def without_header(meaning: Meaning) -> Meaning:
    """What a meaning says but for the days of its header."""
    return meaning._replace(constraints=tuple(c for c in meaning.constraints if not c.header))


def _by_key(meaning: Meaning) -> dict[Key, list[Constraint]]:
    by_key: dict[Key, list[Constraint]] = {}
    for c in meaning.constraints:
        by_key.setdefault((c.node, c.ref, c.ref_node), []).append(c)
    return by_key


def _inner(
    constraints: Iterable[Constraint],
) -> tuple[int | None, int | None, int | None, int | None]:
    """What constraints between the same two instants leave together, and their hard cores."""
    sides: tuple[list[int], ...] = ([], [], [], [])
    for c in constraints:
        core = (c.core_low, c.core_high) if c.soft else (c.low, c.high)
        for many, limit in zip(sides, (c.low, c.high, *core), strict=True):
            if limit is not None:
                many.append(limit)
    lows, highs, core_lows, core_highs = sides
    return (
        max(lows, default=None),
        min(highs, default=None),
        max(core_lows, default=None),
        min(core_highs, default=None),
    )


def _widest(
    bounds: Iterable[tuple[int | None, int | None]],
) -> tuple[int | None, int | None]:
    lows, highs = zip(*bounds, strict=True)
    return (
        None if None in lows else min(lows),
        None if None in highs else max(highs),
    )
