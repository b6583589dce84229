"""What is said about time, as distances between two nodes of the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple

if TYPE_CHECKING:
    from crisis.timeline.model.constraints import DayConstraint, MonthConstraint
    from crisis.timeline.model.records import Claim
    from crisis.timeline.model.words import Linking, Said

ORIGIN_NODE = -1

# The order in which statements give way in a conflict: the last first.
HARD, SOFT, TIE, CAUSE, LOW, DOUBTED, LEFT = range(7)
# What is left of clocks in conflict, the day of their header, gives way to all that still holds.
# A tie is what agreeing accounts say of what they are measured from.
AXIOM = -1  # what nobody stated and nobody can deny: an end is not before its start


class Statement(NamedTuple):
    """``low <= node - ref <= high``; None is open. ``ref`` -1 is the origin.

    ``kind`` is claim, core (what is left of a claim that gave way), header, cause, part, whole,
    accounts or lasts. A core, and a header that is ``LEFT``, say nothing new while all holds.
    ``oneway`` statements bound the node but never what they are measured from.
    """

    kind: Said | Linking
    event: int
    node: int
    ref: int
    low: int | None
    high: int | None
    tier: int = HARD
    soft: str = ""
    claim: Claim | None = None
    day: DayConstraint | MonthConstraint | None = None
    oneway: bool = False

    @property
    def spare(self) -> bool:
        """Whether it follows from another statement, unless that gave way."""
        return self.kind == "core" or self.tier == LEFT
