"""Solves the network component by component, each after those that it waits for.

An event with several accounts takes its time from them and gives nothing back: it stands in a
component behind theirs. A whole without a time of its own stands behind its parts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .accounts import Combined, Side, combine, hull
from .bounds import Bounds
from .circles import circles
from .common import account_distances
from .component import Component
from .constraints import END
from .model import DIFFERING, WORSE, Bound
from .network import OPEN, Edge, Graph, strong_components
from .progress import counted
from .statements import ORIGIN_NODE, Nodes, Statement

if TYPE_CHECKING:
    from collections.abc import Callable

    from .clashes import Clash
    from .zones import Zone

_ROUNDS = 12


class Solver:
    """Solves a network stage by stage; bounds, clashes and what gave way are read off it."""

    def __init__(self, nodes: Nodes, prefer: tuple[str, ...]) -> None:
        self.nodes = nodes
        self.prefer = prefer
        self.statements = nodes.statements  # what is composed on the way is added to them
        self.bounds = Bounds(len(nodes.nodes))
        self.suspended: set[int] = set()
        self.retired: set[int] = set()
        self.given_way: set[int] = set()  # in circles, before anything is solved
        self.made: set[int] = set()  # what was composed in the last round
        self.too_soon: dict[int, str] = {}  # nodes whose accounts were taken to agree too soon
        self.clashes: list[Clash] = []
        self.combined: dict[int, Combined] = {}
        self.zones: dict[str, Zone] = {}

    def run(self, told: Callable[[int], None] | None = None) -> None:
        """Solve all of it; ``told`` hears how many nodes are solved."""
        home, members = self._components()
        own: list[list[int]] = [[] for _ in members]
        for number, statement in enumerate(self.statements):
            own[home[statement.node]].append(number)
        stages = self._stages(home, members)
        for stage in counted(stages, told, lambda stage: sum(len(members[c]) for c in stage)):
            if len(stage) == 1 and not self._loops(stage[0], members, home):
                self._solve(stage[0], members, own)
            else:
                self._rounds(stage, members, own)

    def _components(self) -> tuple[list[int], list[list[int]]]:
        """Nodes that bound each other, found by union; each node's component, each one's nodes."""
        parent = list(range(len(self.nodes.nodes)))

        def root(node: int) -> int:
            while parent[node] != node:
                parent[node] = parent[parent[node]]
                node = parent[node]
            return node

        for statement in self.statements:
            if statement.ref != ORIGIN_NODE and not statement.oneway:
                a, b = root(statement.node), root(statement.ref)
                if a != b:
                    parent[max(a, b)] = min(a, b)
        for number in self._composed():
            if number in self.nodes.ends:
                parent[root(self.nodes.ends[number])] = root(self.nodes.starts[number])
        home = [0] * len(parent)
        numbers: dict[int, int] = {}
        members: list[list[int]] = []
        for node in range(len(parent)):
            number = numbers.setdefault(root(node), len(members))
            if number == len(members):
                members.append([])
            members[number].append(node)
            home[node] = number
        return home, members

    def _composed(self) -> list[int]:
        """Events whose time comes from their accounts or from their parts."""
        several = [n for n in self.nodes.starts if self.nodes.several(n)]
        return [*several, *(w for w in self.nodes.wholes if not self.nodes.several(w))]

    def _needs(self) -> list[tuple[int, int]]:
        """(before, behind): nodes that must be solved before others."""
        found = [(s.ref, s.node) for s in self.statements if s.oneway and s.ref != ORIGIN_NODE]
        nodes = self.nodes
        for (number, _), node in (*nodes.account_starts.items(), *nodes.account_ends.items()):
            found.append((node, nodes.starts[number]))
        for whole, parts in nodes.wholes.items():
            found.extend((nodes.ends.get(p, nodes.starts[p]), nodes.starts[whole]) for p in parts)
        return found

    def _stages(self, home: list[int], members: list[list[int]]) -> list[list[int]]:
        graph: Graph = [[] for _ in members]
        for before, behind in self._needs():
            if home[before] != home[behind]:
                graph[home[before]].append(Edge(home[behind], 0, 0))
        stages = strong_components(graph)
        stages.reverse()
        return [sorted(stage) for stage in stages]

    def _loops(self, component: int, members: list[list[int]], home: list[int]) -> bool:
        """Whether a component waits for itself: an account measured from what hangs on it."""
        if len(members[component]) < 3:
            return False
        return any(home[a] == home[b] == component for a, b in self._needs_of(members[component]))

    def _needs_of(self, component: list[int]) -> list[tuple[int, int]]:
        inside = set(component)
        found = []
        for node in component:
            for number in self.nodes.by_node[node]:
                it = self.statements[number]
                if it.oneway and it.ref in inside:
                    found.append((it.ref, it.node))
            event = self.nodes.nodes[node].event
            if self.nodes.nodes[node].account is None and event in self.nodes.wholes:
                parts = self.nodes.wholes[event]
                found += [(s, node) for p in parts if (s := self.nodes.starts[p]) in inside]
        return found

    def _solve(self, component: int, members: list[list[int]], own: list[list[int]]) -> None:
        nodes = members[component]
        numbers = own[component] + self._compose(nodes)
        solved = Component(nodes, numbers, self.statements, self.bounds, self.zones)
        self.clashes.extend(solved.solve())
        self.suspended |= solved.suspended

    def _rounds(self, stage: list[int], members: list[list[int]], own: list[list[int]]) -> None:
        """Components that wait for each other: solved in turn until nothing changes.

        From open bounds downwards, each event as wide as its accounts together: so every round is
        wide enough, also where they are too many to be carried to their end. How the accounts stand
        to each other is judged at last.
        """
        nodes = [node for component in stage for node in members[component]]
        given_way = self._without_circles(nodes)
        while True:
            self._from_above(stage, members, own, nodes)
            # Judged twice: what is measured from another is judged by that as it came out. Where
            # the second judgement is worse, the first had taken one account for the time too soon.
            self._round(stage, members, own, wide=False, last=False)
            first = {node: self.combined[node].agreement for node in nodes if node in self.combined}
            clashes, suspended = self._round(stage, members, own, wide=False)
            worse = {
                node: self.combined[node].agreement
                for node, agreement in first.items()
                if WORSE[self.combined[node].agreement] > WORSE[agreement]
                and node not in self.too_soon
            }
            if not worse:
                break
            self.too_soon |= worse
            self.retired |= self.made
        self.clashes += [*given_way, *clashes]
        self.suspended |= suspended

    def _without_circles(self, nodes: list[int]) -> list[Clash]:
        """Let the circles of a stage that cannot hold give way."""
        clashes: list[Clash] = []
        while found := circles(self.nodes, nodes, self.given_way):
            clashes += [clash for clash, _ in found]
            self.given_way.update(number for _, weakest in found for number in weakest)
        return clashes

    def _from_above(
        self, stage: list[int], members: list[list[int]], own: list[list[int]], nodes: list[int]
    ) -> None:
        """Rounds from open bounds, each event as wide as its accounts."""
        for node in nodes:
            self.bounds.low[node], self.bounds.high[node] = -OPEN, OPEN
        for _ in range(_ROUNDS):
            before = [self.bounds.at(node) for node in nodes]
            self._round(stage, members, own, wide=True)
            if before == [self.bounds.at(node) for node in nodes]:
                break

    def _round(
        self,
        stage: list[int],
        members: list[list[int]],
        own: list[list[int]],
        wide: bool,
        last: bool = True,
    ) -> tuple[list[Clash], set[int]]:
        clashes: list[Clash] = []
        suspended = set(self.given_way)
        made = {c: self._compose(members[c], wide) for c in stage}
        for component in stage:
            numbers = [n for n in own[component] if n not in self.given_way] + made[component]
            solved = Component(
                members[component], numbers, self.statements, self.bounds, self.zones
            )
            clashes += solved.solve()
            suspended |= solved.suspended
        self.made = {n for numbers in made.values() for n in numbers}
        if wide or not last:
            self.retired |= self.made
        return clashes, suspended

    def _compose(self, nodes: list[int], wide: bool = False) -> list[int]:
        """Statements for the events in a component whose time comes from accounts or parts."""
        added: list[int] = []
        for node in nodes:
            it = self.nodes.nodes[node]
            if it.account is not None or it.which == END:
                continue
            if self.nodes.several(it.event):
                self._accounts(it.event, added, wide)
            elif it.event in self.nodes.wholes:
                self._whole(it.event, added)
        return added

    def _accounts(self, number: int, added: list[int], wide: bool) -> None:
        nodes = self.nodes
        names = list(nodes.accounts[number])
        preferred = self.preferred(number, names)
        starts = [nodes.account_starts[number, name] for name in names]
        self._combine(number, nodes.starts[number], starts, preferred, added, wide)
        if number in nodes.ends:
            ends = [nodes.account_ends.get((number, name)) for name in names]
            known = [end for end in ends if end is not None]
            chosen = None if preferred is None else ends[preferred]
            place = known.index(chosen) if chosen is not None else None
            self._combine(number, nodes.ends[number], known, place, added, wide)

    def _combine(
        self,
        number: int,
        node: int,
        accounts: list[int],
        preferred: int | None,
        added: list[int],
        wide: bool,
    ) -> None:
        sides = [self._side(account) for account in accounts]
        combined = hull(DIFFERING, sides) if wide else combine(sides, preferred)
        if wide and preferred is not None:
            combined = combine(sides, preferred)
        elif node in self.too_soon:
            combined = hull(self.too_soon[node], sides)
        self.combined[node] = combined
        for account, low, high in (
            (accounts[combined.low], combined.shift, None),
            (accounts[combined.high], None, 0),
        ):
            self._state(Statement("accounts", number, node, account, low, high, oneway=True), added)

    def _whole(self, number: int, added: list[int]) -> None:
        """A whole without a time of its own spans its parts."""
        nodes, bounds = self.nodes, self.bounds
        starts = [nodes.starts[part] for part in nodes.wholes[number]]
        ends = [nodes.ends.get(part, nodes.starts[part]) for part in nodes.wholes[number]]
        whole = (nodes.starts[number], nodes.ends[number])
        for node, which, low, high in (
            (whole[0], min(starts, key=lambda n: (bounds.low[n], n)), 0, None),
            (whole[0], min(starts, key=lambda n: (bounds.high[n], n)), None, 0),
            (whole[1], max(ends, key=lambda n: (bounds.low[n], -n)), 0, None),
            (whole[1], max(ends, key=lambda n: (bounds.high[n], -n)), None, 0),
        ):
            self._state(Statement("whole", number, node, which, low, high, oneway=True), added)

    def _state(self, statement: Statement, added: list[int]) -> None:
        self.statements.append(statement)
        added.append(len(self.statements) - 1)

    def preferred(self, number: int, names: list[str]) -> int | None:
        event = self.nodes.events[number]
        for source in (event.prefer, *self.prefer):
            if source and source in names:
                return names.index(source)
        return None

    def _side(self, node: int) -> Side:
        """What one account says of its start or end."""
        bounds = self.bounds
        soft = [False, False]
        for place, step in enumerate((bounds.low_steps[node], bounds.high_steps[node])):
            if step is not None:
                soft[place] = bool(self.statements[step.statement].soft)
        nodes = self.nodes
        distances = [
            (f"{nodes.nodes[ref].event}.{nodes.nodes[ref].which}", Bound(low, high))
            for ref, (low, high, number) in account_distances(nodes, node, self.suspended).items()
            if self.statements[number].day is None
        ]
        minute = any(
            it.kind == "claim" and it.ref == ORIGIN_NODE and _bare_minute(it)
            for it in (self.statements[n] for n in nodes.by_node[node] if n not in self.suspended)
        )
        return Side(bounds.at(node), (soft[0], soft[1]), tuple(distances), minute)


def _bare_minute(it: Statement) -> bool:
    meaning = it.claim.meaning if it.claim else None
    return bool(meaning and meaning.precision == "minute" and not meaning.approximate)
