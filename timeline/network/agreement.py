"""Whether the accounts of an event can all be true: a question to the network.

It is asked with all that each of them says, of one start and one end, and with the rest of the
file. What several of them measure from is one node for all of them, so that ``1h`` and ``3h after
@x`` are disputed however vague x is; where a source has an account of x of its own, that is its
own node.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.model.constraints import END, START
from crisis.timeline.model.records import AGREED, DISPUTED, WORSE, Bound

from .accounts import HULL, Side, Standing, stand
from .joint_network import Joint
from .shared_relations import account_distances
from .small_network import Distances
from .statements import DOUBTED, LOW, ORIGIN_NODE, SOFT

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from crisis.timeline.model.words import Agreement as Agreed

    from .bounds import Bounds
    from .constraint_graph import Nodes
    from .statements import Statement


class Verdict(NamedTuple):
    """How the accounts of an event stand to each other at its start and at its end.

    ``failed`` are the numbers of those that cannot be true with what else is known of the event,
    ``left`` is whether others can; then these stand so, and are ``apart`` from what failed.
    """

    start: Standing
    end: Standing
    failed: frozenset[int] = frozenset()
    left: bool = True
    apart: bool = False

    def disputed(self, which: int) -> bool:
        """Whether the accounts of the start, or of the end, cannot all be true."""
        return self.apart or (self.end if which == END else self.start).agreement == DISPUTED

    @property
    def agreement(self) -> Agreed:
        """The worse of the two."""
        return (
            DISPUTED
            if self.apart
            else max(self.start.agreement, self.end.agreement, key=WORSE.__getitem__)
        )


def _weight(statement: Statement) -> int:
    """How weak a statement is as to how sure it is: links weigh as what is hard."""
    return statement.tier if statement.tier in (SOFT, LOW, DOUBTED) else 0


class Agreement:
    """Judges events by the bounds that the network has come to.

    ``home`` is the number of the component of each node, ``composed`` are the statements that were
    made of what accounts say.
    """

    def __init__(
        self,
        nodes: Nodes,
        bounds: Bounds,
        void: Collection[int],
        home: Sequence[int],
        inside: Iterable[int],
        composed: Collection[int] = (),
    ) -> None:
        self._nodes = nodes
        self._bounds = bounds
        self._void = void
        self._composed = composed
        self._joint = Joint(nodes, bounds, void, home, Distances(nodes, inside, void))

    def judge(self, number: int, before: Verdict | None = None) -> Verdict:
        """How the accounts of an event stand; never better than ``before``."""
        nodes = self._nodes
        failed = self._failed(number, tied=before is not None)
        if before is not None:
            failed |= before.failed
        left = len(failed) < len(nodes.accounts[number])
        gone = failed if left else frozenset()
        exact = self._possible(number, (True, True), gone, slack=False)
        if exact or self._possible(number, (True, True), gone, slack=True):
            standings = [self._stand(number, which, gone, exact) for which in (START, END)]
            if self._lengths(number):
                worse = max((standing.agreement for standing in standings), key=WORSE.__getitem__)
                if worse != AGREED:
                    standings = [HULL[worse]] * 2
        else:
            standings = [HULL[DISPUTED]] * 2
            can = [
                self._possible(number, merged, gone, slack=True)
                for merged in ((True, False), (False, True))
            ]
            which = START if can[START] else END
            if can[START] != can[END] and self._by_itself(number, which):
                exact = self._possible(number, (which == START, which == END), gone, slack=False)
                standings[which] = self._stand(number, which, gone, exact)
        if before is not None:
            standings = [
                old if WORSE[old.agreement] >= WORSE[standing.agreement] else standing
                for standing, old in zip(standings, (before.start, before.end), strict=True)
            ]
        return Verdict(standings[START], standings[END], failed, left, bool(gone))

    def _stand(self, number: int, which: int, gone: Collection[int], exact: bool) -> Standing:
        counted = self._nodes.counting(number, which, gone)
        sides = [self.side(number, place, which) for place in counted]
        return stand(sides, exact) if sides else Standing(AGREED)

    def side(self, number: int, place: int, which: int) -> Side:
        """What an account says of the start or of the end."""
        nodes, bounds = self._nodes, self._bounds
        node = nodes.account(number, place, which)
        soft = [False, False]
        for at, step in enumerate((bounds.low_steps[node], bounds.high_steps[node])):
            if step is not None:
                soft[at] = bool(nodes.statements[step.statement].soft)
        distances = account_distances(nodes, node, self._void)
        return Side(
            bounds.at(node),
            (soft[0], soft[1]),
            tuple(
                (ref, Bound(distance.low, distance.high), distance.soft)
                for ref, distance in distances.items()
                if not distance.day
            ),
            self._early(number, place),
        )

    def _early(self, number: int, place: int) -> int:
        """How far before its clock an account may mean; seconds are rounded only among seconds."""
        accounts = self._nodes.accounts[number]
        own = accounts[place].rounding
        return own if own == max(account.rounding for account in accounts) else 0

    def _by_itself(self, number: int, which: int) -> bool:
        """Whether all accounts give clocks and dates of a start, or of an end, and nothing else."""
        nodes = self._nodes
        own = [nodes.account(number, place, which) for place in range(len(nodes.accounts[number]))]
        said = (nodes.statements[n] for node in own if node >= 0 for n in nodes.by_node[node])
        if any(node in nodes.forks for node in own):
            return False
        return not self._lengths(number) and all(
            statement.ref == ORIGIN_NODE
            or statement.ref in nodes.clock_sources
            or statement.kind == "lasts"
            for statement in said
        )

    def _lengths(self, number: int) -> bool:
        return any(account.length for account in self._nodes.accounts[number])

    def _failed(self, number: int, tied: bool) -> frozenset[int]:
        """The accounts that leave nothing of what is known of the event.

        Only those that are ruled out by accounts which agree about another event, if ``tied``: as
        long as nothing was judged, these say nothing of what they are measured from.
        """
        nodes, bounds = self._nodes, self._bounds
        failed = set()
        for which, node in ((START, nodes.starts[number]), (END, nodes.ends.get(number))):
            if node is None or bounds.low[node] > bounds.high[node]:
                continue
            for place in range(len(nodes.accounts[number])):
                own = nodes.account(number, place, which)
                if own < 0 or bounds.low[own] > bounds.high[own]:
                    continue
                above = bounds.low[own] > bounds.high[node]
                below = bounds.high[own] < bounds.low[node]
                if above or below:
                    chain = bounds.chain(node, above)
                    if self._own_dispute(number, chain) or (tied and not self._tied(chain)):
                        continue
                    if self._as_strong(own, node, above):
                        failed.add(place)
        return frozenset(failed)

    def strained(self, number: int) -> frozenset[int]:
        """The accounts that only something weaker speaks against: they count like the others."""
        nodes, bounds = self._nodes, self._bounds
        found = set()
        for which, node in ((START, nodes.starts[number]), (END, nodes.ends.get(number))):
            for place in range(len(nodes.accounts[number])):
                own = nodes.account(number, place, which)
                if own < 0 or node is None:
                    continue
                if bounds.low[node] > bounds.high[node] or bounds.low[own] > bounds.high[own]:
                    continue
                above = bounds.low[own] > bounds.high[node]
                if not above and bounds.high[own] >= bounds.low[node]:
                    continue
                chain = bounds.chain(node, above)
                if not self._own_dispute(number, chain) and not self._as_strong(own, node, above):
                    found.add(place)
        return frozenset(found)

    def _as_strong(self, own: int, node: int, above: bool) -> bool:
        """Whether what leaves an account out is as strong as the account, down to its hard core.

        What is less sure, or the width of a vague word, rules out nothing that is surer.
        """
        statements, bounds = self._nodes.statements, self._bounds
        account = max((_weight(statements[n]) for _, n in bounds.chain(own, not above)), default=0)
        chain = bounds.chain(node, above)
        if any(_weight(statements[n]) > max(account, SOFT) for _, n in chain):
            return False
        if account >= SOFT or all(_weight(statements[n]) < SOFT for _, n in chain):
            return True
        missed = (
            bounds.low[own] - bounds.high[node] if above else bounds.low[node] - bounds.high[own]
        )
        for at, number in chain:
            whole = statements[number]
            if _weight(whole) != SOFT:
                continue
            core = statements[number + 1] if number + 1 < len(statements) else whole
            if core.kind != "core" or whole.day is not None:
                return False
            low = (whole.node == at) != above  # which end of the statement leads there
            end, left = (whole.low, core.low) if low else (whole.high, core.high)
            if end is None or left is None:
                return False
            missed -= abs(end - left)
        return missed > 0

    def _own_dispute(self, number: int, chain: list[tuple[int, int]]) -> bool:
        """Whether accounts of the event itself lead to a bound: that is a dispute, and no more."""
        reached = (self._nodes.statements[said] for _, said in chain)
        return any(
            statement.kind == "accounts" and statement.event == number for statement in reached
        )

    def _tied(self, chain: list[tuple[int, int]]) -> bool:
        statements = self._nodes.statements
        return any(said in self._composed and statements[said].kind == "claim" for _, said in chain)

    def _possible(
        self, number: int, merged: tuple[bool, bool], gone: Collection[int], slack: bool
    ) -> bool:
        """Whether the accounts that are not gone can be true of one start and one end.

        Only where they are ``merged``; else each has its own.
        """
        early = [
            self._early(number, place) if slack else 0
            for place in range(len(self._nodes.accounts[number]))
        ]
        return self._joint.possible(number, merged, early, gone)
