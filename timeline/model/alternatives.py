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
    precisions = {each.precision for each in alternatives}
    return Meaning(
        tuple(_hull(alternatives)),
        (),
        first.lasts,
        first.precision if len(precisions) == 1 else "",
        any(each.approximate for each in alternatives),
        any(each.uncertain for each in alternatives),
        tuple(dict.fromkeys(warning for each in alternatives for warning in each.warnings)),
        fast=next((each.fast for each in alternatives if each.fast is not None), None),
        ongoing=any(each.ongoing for each in alternatives),
        alternatives=tuple(alternatives),
    )


def _hull(alternatives: Sequence[Meaning]) -> list[Constraint]:
    """What holds whichever is true: between the same two instants, from the least to the most."""
    found = []
    for node in (START, END):
        hull = _absolute(alternatives, node)
        if hull is not None:
            found.append(hull)
    keys = [_by_key(each) for each in alternatives]
    for key, first in keys[0].items():
        if key[1] == ORIGIN or not all(key in other for other in keys):
            continue
        node, ref, ref_node = key
        every = [_inner(other[key]) for other in keys]
        soft = next((c.soft for other in keys for c in other[key] if c.soft), "")
        bounds = _widest([(low, high) for low, high, _, _ in every])
        core = _widest([(low, high) for _, _, low, high in every]) if soft else (None, None)
        needs, at = first[0].needs, first[0].at
        found.append(Constraint(node, ref, ref_node, *bounds, *core, soft, False, needs, at))
    return [c for c in found if c.low is not None or c.high is not None]


def _absolute(alternatives: Sequence[Meaning], node: int) -> Constraint | None:
    """The hull of what alternatives state by themselves of a start, or of an end."""
    bounds, cores, soft, header = [], [], "", True
    for each in alternatives:
        bound = stated(each)[node]
        own = [c for c in each.constraints if c.node == node and c.ref == ORIGIN]
        if bound is None:
            return None
        bounds.append(bound.ends)
        cores.append(_inner(own)[2:] if own else (None, None))
        soft = soft or next((c.soft for c in each.constraints if c.soft and c.node == node), "")
        header = header and all(c.header for c in own)
    low, high = _widest(bounds)
    if low is None and high is None:
        return None
    core = _widest(cores) if soft else (None, None)
    return Constraint(node, ORIGIN, START, low, high, *core, soft, header and node == START)


def _by_key(meaning: Meaning) -> dict[Key, list[Constraint]]:
    found: dict[Key, list[Constraint]] = {}
    for c in meaning.constraints:
        found.setdefault((c.node, c.ref, c.ref_node), []).append(c)
    return found


def _inner(
    constraints: Iterable[Constraint],
) -> tuple[int | None, int | None, int | None, int | None]:
    """What constraints between the same two instants leave together, and their hard cores."""
    found: tuple[list[int], ...] = ([], [], [], [])
    for c in constraints:
        core = (c.core_low, c.core_high) if c.soft else (c.low, c.high)
        for many, one in zip(found, (c.low, c.high, *core), strict=True):
            if one is not None:
                many.append(one)
    lows, highs, core_lows, core_highs = found
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
