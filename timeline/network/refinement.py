"""The order in which what contradicts itself is worked at: by what is said.

Where conflicts share statements, which of them give way depends on which is met first. That must
be a matter neither of ids nor of the order of the file. So nodes are told apart by colour
refinement (B. Weisfeiler and A. Leman, "The reduction of a graph to canonical form", 1968): by the
statements about them, then by those about the nodes these lead to, and so on.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from zlib import crc32

from crisis.timeline.model.constraints import DayConstraint

from .statements import ORIGIN_NODE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from .bounds import Bounds
    from .statements import Statement

_ROUNDS = 8
"""So many relations away nodes are told apart by which others they are related to."""


def by_content(
    nodes: Collection[int],
    numbers: Iterable[int],
    statements: Sequence[Statement],
    bounds: Bounds,
    hanging: Iterable[tuple[int, int]] = (),
) -> tuple[list[int], list[int]]:
    """Some nodes and the numbers of statements about them, in an order that is no matter of names.

    What statements measure from is known by its bounds where it is not among the nodes. ``hanging``
    are pairs of them where one takes its time from the other, though nothing states so. What cannot
    be told apart stays in the order of the numbers.
    """
    colours = dict.fromkeys(nodes, 0)
    said = {number: _colour(_said(number, statements, colours, bounds)) for number in numbers}
    by_source = _by_source(said, statements)
    said = {
        number: _colour((colour, by_source[_source(statements[number])]))
        for number, colour in said.items()
    }
    about: dict[int, list[tuple[int, int]]] = {node: [] for node in nodes}
    for number, colour in said.items():
        it = statements[number]
        if it.node in about:
            about[it.node].append((colour, it.ref))
        if it.ref in about:
            about[it.ref].append((~colour, it.node))
    for before, behind in hanging:
        about[before].append((1, behind))
        about[behind].append((-1, before))
    for _ in range(_ROUNDS):
        known = Counter(colours.values())
        alike = [node for node, colour in colours.items() if known[colour] > 1]
        if not alike:
            break
        get = colours.get
        # Of numbers alone the hash is the same in every process.
        finer = {
            node: hash(
                (colours[node], *sorted([hash((of, get(other, 0))) for of, other in about[node]]))
            )
            for node in alike
        }
        colours.update(finer)
    order = sorted(nodes, key=lambda node: (colours[node], node))
    places = {node: place for place, node in enumerate(order)}

    def place(number: int) -> tuple[int, int, int, int]:
        it = statements[number]
        return places.get(it.node, -1), places.get(it.ref, -1), said[number], number

    return order, sorted(said, key=place)


def _said(
    number: int, statements: Sequence[Statement], nodes: Collection[int], bounds: Bounds
) -> tuple[object, ...]:
    """What a statement says, without the names in it; a core, what it is left of as well."""
    it = statements[number]
    whole = None
    if it.kind == "core":  # it stands right behind it
        whole = _said(number - 1, statements, nodes, bounds)
    inside = it.ref in nodes
    day: tuple[object, ...] | None = None
    if isinstance(it.day, DayConstraint):
        day = it.day.shift, it.day.first, it.day.stop, it.day.zone
    elif it.day is not None:
        day = it.day.first, it.day.last, it.day.whole, it.day.zone
    known = None
    if it.ref != ORIGIN_NODE and not inside:
        known = bounds.low[it.ref], bounds.high[it.ref]
    return it.kind, it.low, it.high, it.tier, it.soft, it.oneway, day, inside, known, whole


def _source(it: Statement) -> str:
    return "" if it.claim is None else it.claim.source


def _by_source(said: dict[int, int], statements: Sequence[Statement]) -> dict[str, int]:
    """Who says something, by all that they say."""
    found: dict[str, list[int]] = {}
    for number, colour in said.items():
        found.setdefault(_source(statements[number]), []).append(colour)
    return {source: _colour((source == "", sorted(of))) for source, of in found.items()}


def _colour(what: object) -> int:
    """A number for what is said, the same in every process."""
    return crc32(repr(what).encode())
