"""Headers of events that their own claims put somewhere else.

A day header is a place in the file. What a claim of the event itself measures from other events
is said of the event, and is the better known of the two: ``the day after @x`` below the header of
x's own day is in the wrong place, and nothing else is wrong with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .conflict_core import Tries, holds
from .statements import HARD, LOW, ORIGIN_NODE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from .conflict_core import Clash
    from .statements import Statement


def misplaced(
    numbers: Iterable[int], statements: Sequence[Statement], own: Collection[int]
) -> set[int]:
    """The headers among statements that contradict each other which give way alone.

    They are ``own``, and a claim of the same event that is not less sure leads from there to
    another instant.
    """
    said = [n for n in numbers if n in own]
    headers = [n for n in said if statements[n].kind == "header" and statements[n].tier == HARD]
    if not headers:
        return set()
    leading = {
        (statements[n].event, statements[n].ref)
        for n in said
        if statements[n].kind in ("claim", "core")
        and statements[n].ref != ORIGIN_NODE
        and statements[n].tier < LOW
    }
    found = {
        n
        for n in headers
        if any(event == statements[n].event and ref != statements[n].ref for event, ref in leading)
    }
    return found if len(found) < 2 else _to_blame(found, said, statements, own)


def _to_blame(
    headers: set[int], said: list[int], statements: Sequence[Statement], own: Collection[int]
) -> set[int]:
    """Of two headers the one that cannot hold without the other either, by what dates the rest."""
    nodes = {node for n in said for node in (statements[n].node, statements[n].ref)}
    nodes -= {statements[n].node for n in headers}
    dated = [n for n in own if statements[n].ref == ORIGIN_NODE and statements[n].node in nodes]
    alone = set()
    for header in headers:
        left = dict.fromkeys((*dated, *said))
        kept = [statements[n] for n in left if n == header or n not in headers]
        if not holds(kept, {}, Tries()):
            alone.add(header)
    return alone or headers


def told(
    clashes: Iterable[Clash], statements: Sequence[Statement], own: Collection[int]
) -> dict[int, Clash]:
    """By header that gives way alone the first clash that it does so in."""
    found: dict[int, Clash] = {}
    for clash in clashes:
        if clash.looped:
            continue
        for number in misplaced(clash.all, statements, own):
            found.setdefault(number, clash)
    return found
