"""The order in which a network is solved: its components, and which of them wait for others."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from crisis.timeline.base.fixpoint import Unions
from crisis.timeline.base.graph import Edge, Graph, strong_components
from crisis.timeline.model.constraints import START

from .statements import ORIGIN_NODE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from .constraint_graph import Nodes


class SolvingOrder:
    """Which nodes are solved together, and what before what.

    ``home`` is the component of each node, as ``components`` found it last. ``hangs`` are pairs of
    nodes (before, behind) where one takes its time from the other without bounding it.
    """

    def __init__(self, nodes: Nodes) -> None:
        self.nodes = nodes
        self.statements = nodes.statements
        self.home = [0] * len(nodes.nodes)
        self.hangs = self._hanging()
        self.waits = bool(self.hangs) or any(statement.oneway for statement in nodes.statements)

    def groups(self, several: list[int]) -> tuple[Sequence[int], list[int]]:
        """All nodes, and apart from them those of whose accounts the network is asked.

        An event whose accounts nothing else bears upon is judged by them alone.
        """
        nodes = self.nodes
        if not several:
            return range(len(nodes.nodes)), []
        above = Unions(len(nodes.nodes))
        for statement in self.statements:
            if statement.ref != ORIGIN_NODE:
                above.unite(statement.node, statement.ref)
        for before, behind in self.hangs:
            above.unite(before, behind)
        tangled = set()
        events: dict[int, int] = {}
        for node, at in enumerate(nodes.nodes):
            if events.setdefault(above.root(node), at.event) != at.event:
                events[above.root(node)] = -1
        for number in several:
            root = above.root(nodes.starts[number])
            if events[root] < 0 or any(account.hangs for account in nodes.accounts[number]):
                tangled.add(root)
        inside = [above.root(node) in tangled for node in range(len(nodes.nodes))]
        return (
            [node for node, there in enumerate(inside) if not there],
            [node for node, there in enumerate(inside) if there],
        )

    def _hanging(self) -> list[tuple[int, int]]:
        """(before, behind): accounts and the events that take their time from them, and parts,
        and what alternatives are measured from."""
        nodes = self.nodes
        pairs = [
            (node, of[number])
            for own, of in (
                (nodes.account_starts, nodes.starts), (nodes.account_ends, nodes.ends),
            )
            for (number, _), node in own.items()
        ]  # fmt: skip
        for whole, parts in nodes.wholes.items():
            pairs += [(nodes.ends.get(p, nodes.starts[p]), nodes.starts[whole]) for p in parts]
        for node, forks in nodes.forks.items():
            pairs += [(ref, node) for fork in forks for ref in fork.refs()]
        return pairs

    def components(self, inside: Sequence[int], ties: Iterable[int]) -> list[list[int]]:
        """The nodes of each component, that is of nodes that bound each other."""
        nodes = self.nodes
        above = Unions(len(nodes.nodes))
        for node in inside:
            for number in nodes.by_node[node]:
                statement = self.statements[number]
                if statement.ref != ORIGIN_NODE and not statement.oneway:
                    above.unite(statement.node, statement.ref)
        for number in ties:
            above.unite(self.statements[number].node, self.statements[number].ref)
        numbers: dict[int, int] = {}
        members: list[list[int]] = []
        for node in inside:
            number = numbers.setdefault(above.root(node), len(members))
            if number == len(members):
                members.append([])
            members[number].append(node)
            self.home[node] = number
        return members

    def stages(self, inside: Sequence[int], members: list[list[int]]) -> list[list[int]]:
        """Components in the order of solving; those that wait for each other stand together."""
        if not self.waits:
            return [[number] for number in reversed(range(len(members)))]
        home, there = self.home, set(inside) if self.hangs else ()
        graph: Graph = [[] for _ in members]
        for node in inside:
            for number in self.nodes.by_node[node]:
                statement = self.statements[number]
                if (
                    statement.oneway
                    and statement.ref != ORIGIN_NODE
                    and home[statement.ref] != home[node]
                ):
                    graph[home[statement.ref]].append(Edge(home[node], 0, 0))
        for before, behind in self.hangs:
            if before in there and home[before] != home[behind]:
                graph[home[before]].append(Edge(home[behind], 0, 0))
        stages = strong_components(graph)
        stages.reverse()
        return [sorted(stage) for stage in stages]

    def loops(self, component: int, members: list[list[int]]) -> bool:
        """Whether a component waits for itself: an account measured from what hangs on it."""
        if len(members[component]) < 2:
            return False
        inside = set(members[component])
        for node in members[component]:
            at = self.nodes.nodes[node]
            if any(ref in inside for fork in self.nodes.forks.get(node, ()) for ref in fork.refs()):
                return True
            if any(
                self.statements[number].oneway and self.statements[number].ref in inside
                for number in self.nodes.by_node[node]
            ):
                return True
            if at.account is not None:
                hangs = self.nodes.starts if at.which == START else self.nodes.ends
                if hangs[at.event] in inside:
                    return True
            elif any(
                self.nodes.starts[part] in inside for part in self.nodes.wholes.get(at.event, ())
            ):
                return True
        return False

    def waiting(self, stage: list[int], members: list[list[int]]) -> dict[int, list[int]]:
        """By component of a stage those that have to be solved anew when its bounds change."""
        home, waiting = self.home, {component: dict[int, None]() for component in stage}
        nodes = {node for component in stage for node in members[component]}
        for node in nodes:
            for number in self.nodes.by_node[node]:
                statement = self.statements[number]
                if statement.oneway and statement.ref in nodes:
                    waiting[home[statement.ref]][home[node]] = None
        for before, behind in self.hanging(nodes):
            waiting[home[before]][home[behind]] = None
        return {component: list(behind) for component, behind in waiting.items()}

    def hanging(self, nodes: Collection[int]) -> Iterator[tuple[int, int]]:
        """The pairs of ``hangs`` that are both among some nodes."""
        for before in nodes:
            for behind in self._behind.get(before, ()):
                if behind in nodes:
                    yield before, behind

    @cached_property
    def _behind(self) -> dict[int, list[int]]:
        hanging: dict[int, list[int]] = {}
        for before, behind in self.hangs:
            hanging.setdefault(before, []).append(behind)
        return hanging
