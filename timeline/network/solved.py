"""What is left of a network when it is solved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple

if TYPE_CHECKING:
    from .accounts import Combined
    from .bounds import Bounds
    from .constraint_graph import Nodes


class Solved(NamedTuple):
    """The nodes and statements with the bounds of each node.

    ``suspended`` are the numbers of statements that gave way, ``combined`` the accounts that came
    to a bound together, by node.
    """

    nodes: Nodes
    bounds: Bounds
    suspended: frozenset[int]
    combined: dict[int, Combined]
