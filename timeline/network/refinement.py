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
        statement = statements[number]
        if statement.node in about:
            about[statement.node].append((colour, statement.ref))
        if statement.ref in about:
            about[statement.ref].append((~colour, statement.node))
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
        statement = statements[number]
        return places.get(statement.node, -1), places.get(statement.ref, -1), said[number], number

    return order, sorted(said, key=place)


def _said(
    number: int, statements: Sequence[Statement], nodes: Collection[int], bounds: Bounds
) -> tuple[object, ...]:
    """What a statement says, without the names in it; a core, what it is left of as well."""
    statement = statements[number]
    whole = None
    if statement.kind == "core":  # it stands right behind it
        whole = _said(number - 1, statements, nodes, bounds)
    inside = statement.ref in nodes
    day: tuple[object, ...] | None = None
    if isinstance(statement.day, DayConstraint):
        day = statement.day.shift, statement.day.first, statement.day.stop, statement.day.zone
    elif statement.day is not None:
        day = statement.day.first, statement.day.last, statement.day.whole, statement.day.zone
    known = None
    if statement.ref != ORIGIN_NODE and not inside:
        known = bounds.low[statement.ref], bounds.high[statement.ref]
    return (
        statement.kind,
        statement.low,
        statement.high,
        statement.tier,
        statement.soft,
        statement.oneway,
        day,
        inside,
        known,
        whole,
    )


def _source(statement: Statement) -> str:
    return "" if statement.claim is None else statement.claim.source


def _by_source(said: dict[int, int], statements: Sequence[Statement]) -> dict[str, int]:
    """Who says something, by all that they say."""
    colours: dict[str, list[int]] = {}
    for number, colour in said.items():
        colours.setdefault(_source(statements[number]), []).append(colour)
    return {source: _colour((source == "", sorted(of))) for source, of in colours.items()}


def _colour(what: object) -> int:
    """A number for what is said, the same in every process."""
    return crc32(repr(what).encode())
