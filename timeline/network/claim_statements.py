"""What claims say, as statements between the nodes of their events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.model.constraints import CLOCK, ORIGIN, SELF, START

from .calendar_windows import around
from .nodes import NodeTable
from .readings import level
from .statements import DOUBTED, HARD, LEFT, LOW, ORIGIN_NODE, SOFT, Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crisis.timeline.model.constraints import Constraint, MonthConstraint
    from crisis.timeline.model.records import Bound, Claim
    from crisis.timeline.model.words import Said

    from .readings import Reading

_DAY_HOURS = 3_600_000_000


class ClaimStatements(NodeTable):
    """Adds the statements of claims to those of a network."""

    def state(self, number: int, claim: Claim, places: tuple[int, int], account: Reading) -> None:
        """Add what a claim says of the nodes of a start and an end, in one of the accounts."""
        meaning = claim.meaning
        if meaning is None:
            return
        several = self.several(number)
        tier = self._tier(claim)
        for constraint in meaning.constraints:
            if several and constraint.header and not account.starts:
                continue  # it leaves the start to the others
            node = places[constraint.node]
            if constraint.ref == ORIGIN:
                ref, oneway = ORIGIN_NODE, False
            elif constraint.ref == CLOCK:
                ref, oneway = self.clocks[claim.source], several
            elif constraint.ref == SELF:
                ref, oneway = places[START], several and account.hangs
            else:
                ref = self.ref(constraint.ref, constraint.ref_node, claim.source)
                oneway = several
            kind: Said = "header" if constraint.header else "claim"
            own = HARD if constraint.header else max(tier, SOFT if constraint.soft else HARD)
            self.statements.append(
                Statement(
                    kind, number, node, ref, constraint.low, constraint.high, own,
                    constraint.soft, claim, None, oneway,
                )
            )  # fmt: skip
            self._core(constraint, number, node, ref, claim, oneway, tier)
        for shift in meaning.months:
            self._months(shift, number, claim, places, account, tier)
        for day in meaning.days:
            ref = self.ref(day.ref, day.ref_node, claim.source)
            node = places[day.node]
            own = max(tier, SOFT if day.soft else HARD)
            low, high = around(day)
            self.statements.append(
                Statement("claim", number, node, ref, low, high, own, day.soft, claim, day, several)
            )
            if day.soft:
                whole = day._replace(first=0, stop=24 * _DAY_HOURS, soft="")
                if day.stop > whole.stop:
                    whole = whole._replace(stop=day.stop)
                self.statements.append(
                    Statement("core", number, node, ref, low, high, tier, "", claim, whole, several)
                )

    def day_left(self, number: int, node: int, claims: Sequence[Claim], header: Bound) -> None:
        """Keep the header's day for clocks that took their date from it, should they give way."""
        stated = [
            constraint
            for claim in claims
            if claim.meaning is not None
            for constraint in claim.meaning.constraints
            if constraint.node == START
        ]
        low, high = header.ends
        if stated and all(_within(constraint, low, high) for constraint in stated):
            self.statements.append(Statement("header", number, node, ORIGIN_NODE, low, high, LEFT))

    def _months(
        self,
        shift: MonthConstraint,
        number: int,
        claim: Claim,
        places: tuple[int, int],
        account: Reading,
        tier: int,
    ) -> None:
        """A distance in months; that of an end from its own start among them."""
        oneway = self.several(number)
        if shift.ref == SELF:
            ref, oneway = places[START], oneway and account.hangs
        else:
            ref = self.ref(shift.ref, shift.ref_node, claim.source)
        low, high = around(shift)
        own = max(tier, SOFT if shift.soft else HARD)
        node = places[shift.node]
        self.statements.append(
            Statement("claim", number, node, ref, low, high, own, shift.soft, claim, shift, oneway)
        )
        self._core(shift, number, node, ref, claim, oneway, tier)

    def _fork(self, number: int, claim: Claim, places: tuple[int, int | None]) -> None:
        """Alternatives that are measured from events, each from another perhaps."""
        from .forks import forks

        for fork in forks(number, claim, self.ref, self._tier(claim)):
            node = places[fork.which]
            if node is not None:
                self.forks.setdefault(node, []).append(fork)

    def _tier(self, claim: Claim) -> int:
        sure = level(claim)
        return HARD if sure > 1 else LOW if sure else DOUBTED

    def _core(
        self,
        constraint: Constraint | MonthConstraint,
        number: int,
        node: int,
        ref: int,
        claim: Claim,
        oneway: bool,
        tier: int,
    ) -> None:
        """What is left of a soft statement when its width gives way; of a hard one nothing is."""
        low, high = constraint.core_low, constraint.core_high
        if (low is None and high is None) or not constraint.soft:
            return
        self.statements.append(
            Statement("core", number, node, ref, low, high, tier, "", claim, None, oneway)
        )


def _within(constraint: Constraint, first: int | None, last: int | None) -> bool:
    """Whether a constraint puts its node between two instants, itself being no header."""
    low, high = constraint.low, constraint.high
    if low is None or high is None or first is None or last is None:
        return False
    if constraint.ref != ORIGIN or constraint.header:
        return False
    return first <= low and high <= last
