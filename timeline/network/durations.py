"""How long events last: a question to the network where both ends are related to others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .differences import Differences
from .relation_graph import Linked, relations

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crisis.timeline.model.records import Bound, Event

    from .solved import Solved


def lengths(events: Sequence[Event], network: Solved) -> Iterator[tuple[int, Bound]]:
    """By number the length of events of which relations tell more than claims and bounds do.

    Behind so many looks at the network as one answer has, the others keep what is known of them.
    """
    nodes = network.nodes
    lasting = {number: end for number, end in nodes.ends.items() if not nodes.several(number)}
    if not lasting:
        return
    met = {
        end
        for relation in relations(network)
        for end in (relation.node, relation.ref)
        if nodes.nodes[relation.node].event != nodes.nodes[relation.ref].event
    }
    differences = Differences(Linked(network))
    for number, end in lasting.items():
        start = nodes.starts[number]
        if start in met and end in met and not differences.spent():
            known = events[number].lasting
            length = differences.narrowed(known, start, end)
            if length != known:
                yield number, length
