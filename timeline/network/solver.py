"""Solves the network component by component, each after those that it waits for.

An event with several accounts takes its time from them: it stands in a component behind theirs. A
whole without a time of its own stands behind its parts. Where accounts hang on other events they
are solved first as if any of them might be true, then judged by what came out (see agreement.py),
then solved anew as they were judged. So neither the order of claims nor the names of ids decide.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from crisis.timeline.base.progress import counted
from crisis.timeline.model.constraints import END, START
from crisis.timeline.model.records import DISPUTED

from .agreement import Agreement
from .bounds import Bounds
from .clocks import torn
from .component import Component, Passed
from .composition import WIDE, Composer, loosened
from .conflict_core import Tries, minimal
from .solving_order import SolvingOrder
from .statements import AXIOM, ORIGIN_NODE, Statement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from crisis.timeline.base.zones import Zone

    from .accounts import Combined
    from .agreement import Verdict
    from .conflict_core import Clash
    from .constraint_graph import Nodes

    Listener = Callable[[int], None]

_JUDGED = 6
"""So often accounts are judged anew by what came of the last judgement."""


class Solver:
    """Solves a network stage by stage; bounds, clashes and what gave way are read off it.

    ``given`` is how many statements there were before some were made on the way, ``cut`` are nodes
    in circles that were not followed to their end: their bounds are wider than
    need be.
    """

    def __init__(self, nodes: Nodes, prefer: tuple[str, ...]) -> None:
        self.nodes = nodes
        self.statements = nodes.statements  # what is composed on the way is added to them
        self.bounds = Bounds(len(nodes.nodes))
        self.composer = Composer(nodes, self.bounds, prefer)
        self.suspended: set[int] = set()
        self.retired: set[int] = set()
        self.clashes: list[Clash] = []
        self.cut: set[int] = set()
        self.zones: dict[str, Zone] = {}
        self.failed: dict[int, frozenset[int]] = {}  # by event: accounts that cannot be true
        self._runaway: set[int] = set()  # nodes whose rounds took more work than is allowed
        self.given = len(nodes.statements)
        self._order = SolvingOrder(nodes)

    @property
    def combined(self) -> dict[int, Combined]:
        """What time the accounts of events come to, by node."""
        return self.composer.combined

    def run(self, listener: Listener | None = None) -> None:
        """Solve all of it; ``listener`` hears how many nodes are solved."""
        several = [n for n in self.nodes.starts if self.nodes.several(n)]
        plain, tangled = self._order.groups(several)
        inside = set(tangled)
        self.composer.alone.update(n for n in several if self.nodes.starts[n] not in inside)
        passes = [self._pass(plain, (), listener)]
        if tangled:
            passes.append(
                self._settled(tangled, [n for n in several if self.nodes.starts[n] in inside])
            )
        kept: set[int] = set()
        for passed in passes:
            self.clashes += passed.clashes
            self.suspended |= passed.suspended
            self.cut |= passed.cut
            kept |= passed.composed
        self.retired = {n for n in range(self.given, len(self.statements)) if n not in kept}

    @cached_property
    def behind(self) -> dict[int, list[int]]:
        """By node the starts of events that are certainly not before it, as statements have it."""
        behind: dict[int, list[int]] = {}
        for number, statement in enumerate(self.statements):
            if statement.ref == ORIGIN_NODE or statement.oneway or number in self.suspended:
                continue
            if (
                statement.low is not None
                and statement.low >= 0
                and self.nodes.nodes[statement.node].which == START
            ):
                behind.setdefault(statement.ref, []).append(statement.node)
            if (
                statement.high is not None
                and statement.high <= 0
                and self.nodes.nodes[statement.ref].which == START
            ):
                behind.setdefault(statement.node, []).append(statement.ref)
        return behind

    def _settled(self, tangled: list[int], several: list[int]) -> Passed:
        """Solve nodes whose accounts are judged by what came out, until that is what they are."""
        composer, nodes = self.composer, self.nodes
        passed = self._pass(tangled, ())
        failed: dict[int, list[Clash]] = {}
        for last in range(_JUDGED):
            agreement = self._agreement(tangled, passed)
            before = dict(composer.verdicts)
            judged = {number: agreement.judge(number, before.get(number)) for number in several}
            composer.verdicts.update(judged)
            away = [number for number in several if nodes.starts[number] in self._runaway]
            if any(_torn(judged[number], before.get(number)) for number in away):
                self._runaway.clear()  # it was followed as if they agreed
            else:
                composer.verdicts.update({number: loosened(judged[number]) for number in away})
            for number in several:
                old = before[number].failed if number in before else frozenset()
                if places := composer.verdicts[number].failed - old:
                    failed.setdefault(number, []).extend(self._failing(number, places))
            worse = [n for n in several if composer.verdicts[n] != before.get(n)]
            if not worse:
                break
            if last == _JUDGED - 1:
                composer.verdicts.update(dict.fromkeys(worse, WIDE))
            passed = self._tied(tangled, several)
        passed.clashes.extend(clash for clashes in failed.values() for clash in clashes)
        agreement = self._agreement(tangled, passed)
        for number in several:
            if strained := agreement.strained(number) - composer.verdicts[number].failed:
                passed.clashes.extend(self._failing(number, strained))
        self.failed = {n: composer.verdicts[n].failed for n in failed}
        return passed

    def _tied(self, tangled: list[int], several: list[int]) -> Passed:
        """Solve with what events say of what their accounts are measured from.

        Where they tie a clock to what no error of it can satisfy, once more with what is rounded;
        and as it was where that does not help.
        """
        rounded = self.composer.rounded
        rounded.clear()
        passed = self._with_ties(tangled, several)
        if self.nodes.clocks and (clocks := torn(self.statements, passed.suspended, self.nodes)):
            rounded.update(clocks)
            passed = self._with_ties(tangled, several)
            if left := torn(self.statements, passed.suspended, self.nodes):
                rounded -= left
                passed = self._with_ties(tangled, several)
        return passed

    def _with_ties(self, tangled: list[int], several: list[int]) -> Passed:
        ties = [tie for number in several for tie in self.composer.ties(number)]
        return self._pass(tangled, ties)

    def _agreement(self, inside: Sequence[int], passed: Passed | None) -> Agreement:
        void, composed = (passed.suspended, passed.composed) if passed else ((), ())
        return Agreement(self.nodes, self.bounds, void, self._order.home, inside, composed)

    def _failing(self, number: int, places: Iterable[int]) -> list[Clash]:
        """What stands against accounts that cannot be true with what else is known."""
        nodes, bounds = self.nodes, self.bounds
        clashes = []
        for place in sorted(places):
            for which, node in ((START, nodes.starts[number]), (END, nodes.ends.get(number))):
                own = nodes.account(number, place, which)
                if node is not None and own >= 0:
                    if bounds.low[own] > bounds.high[node]:
                        clashes.append(self._smallest(bounds.clash(own, node), own, node))
                    elif bounds.low[node] > bounds.high[own]:
                        clashes.append(self._smallest(bounds.clash(node, own), own, node))
        return clashes

    def _smallest(self, clash: Clash, own: int, node: int) -> Clash:
        """What of a clash between an account and its event is needed for it."""
        event = self.nodes.nodes[node].event
        same = Statement("accounts", event, node, own, 0, 0, AXIOM, oneway=True)
        self.statements.append(same)
        clash = clash._replace(all=(*clash.all, len(self.statements) - 1))
        return minimal(clash, self.statements, self.zones, Tries()) or clash

    def _pass(
        self, inside: Sequence[int], ties: Sequence[int], listener: Listener | None = None
    ) -> Passed:
        """Solve some nodes, which nothing binds to others, with all that was given and ties."""
        self.bounds.histories.forget(inside)
        members = self._order.components(inside, ties)
        home = self._order.home
        own: list[list[int]] = [[] for _ in members]
        for node in inside:
            own[home[node]] += self.nodes.by_node[node]
        for tie in ties:
            own[home[self.statements[tie].node]].append(tie)
        passed = Passed([], set(), set(ties), set())
        stages = self._order.stages(inside, members)
        agreement = self._agreement(inside, passed)  # hears of what gives way on the way
        for stage in counted(stages, listener, lambda stage: sum(len(members[c]) for c in stage)):
            if len(stage) == 1 and not (self._order.waits and self._order.loops(stage[0], members)):
                self._solve(members[stage[0]], own[stage[0]], agreement, passed)
            else:
                self._in_rounds(stage, members, own, agreement, passed)
        return passed

    def _solve(
        self,
        nodes: list[int],
        numbers: list[int],
        agreement: Agreement,
        passed: Passed,
        scant: bool = False,
    ) -> int:
        """Solve a component; how often statements were looked at."""
        composed = self.composer.compose(nodes, agreement)
        passed.composed.update(composed)
        numbers = numbers + composed
        if len(nodes) == 1:
            looked = self.bounds.single(nodes[0], numbers, self.statements)
            if looked is not None:
                return looked
        solved = Component(nodes, numbers, self.statements, self.bounds, self.zones, scant)
        passed.clashes.extend(solved.solve())
        passed.suspended.update(solved.suspended)
        if solved.cut:
            passed.cut.update(nodes)
        return solved.spent

    def _in_rounds(
        self,
        stage: list[int],
        members: list[list[int]],
        own: list[list[int]],
        agreement: Agreement,
        passed: Passed,
    ) -> None:
        """Solve components that wait for each other."""
        from .rounds import Rounds

        def solve(nodes: list[int], numbers: list[int], passed: Passed, scant: bool) -> int:
            return self._solve(nodes, numbers, agreement, passed, scant)

        rounds = Rounds(self.nodes, self.bounds, self._order, stage, members, own, solve)
        if not rounds.run(passed, self._runaway):
            self._runaway.update(rounds.nodes)


def _torn(verdict: Verdict, before: Verdict | None) -> bool:
    """Whether accounts cannot all be true that were thought to."""
    disputed = verdict.agreement == DISPUTED
    return disputed and before is not None and before.agreement != DISPUTED
