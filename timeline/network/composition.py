"""Statements that nobody made: events that have their time from their accounts or their parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.model.constraints import END, START
from crisis.timeline.model.records import AGREED, DIFFERING, DISPUTED

from .accounts import HULL, Combined, combine
from .agreement import Agreement, Verdict
from .clocks import hull as clock_hull
from .clocks import ties as clock_ties
from .statements import ORIGIN_NODE, TIE, Statement

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .bounds import Bounds
    from .constraint_graph import Nodes

WIDE = Verdict(HULL[DIFFERING], HULL[DIFFERING])
"""How an event's accounts stand before they are judged: any of them may be true."""

_EDGES: tuple[tuple[int | None, int | None], ...] = ((0, None), (None, 0))


def loosened(verdict: Verdict) -> Verdict:
    """A verdict by bounds that are too wide: accounts that agree by them may yet differ."""
    start, end = (
        HULL[DIFFERING] if standing.agreement == AGREED else standing
        for standing in (verdict.start, verdict.end)
    )
    return verdict._replace(start=start, end=end)


class Composer:
    """Adds to the statements of a network what its events take from their accounts and parts.

    ``verdicts`` tell how accounts stand to each other; events that are ``alone`` are judged when
    their accounts are solved. ``combined`` is what time they came to, by node. ``rounded`` are
    the nodes of clocks whose ties hold only as far as readings are rounded.
    """

    def __init__(self, nodes: Nodes, bounds: Bounds, prefer: tuple[str, ...]) -> None:
        self.nodes = nodes
        self.bounds = bounds
        self.prefer = prefer
        self.alone: set[int] = set()
        self.rounded: set[int] = set()
        self.verdicts: dict[int, Verdict] = {}
        self.combined: dict[int, Combined] = {}

    def compose(self, nodes: Iterable[int], agreement: Agreement) -> list[int]:
        """The numbers of new statements for the events among some nodes that have several accounts,
        and for what has alternatives that are measured from events.

        Those of whose accounts nothing is known yet are as wide as all of them together.
        """
        added: list[int] = []
        for node in nodes:
            for fork in self.nodes.forks.get(node, ()):
                for statement in fork.statements(node, self.bounds):
                    self._state(statement, added)
            at = self.nodes.nodes[node]
            if at.account is not None or at.which != START:
                continue
            if self.nodes.several(at.event):
                if at.event in self.alone:
                    self.verdicts[at.event] = agreement.judge(at.event)
                self._accounts(at.event, agreement, added)
            elif at.event in self.nodes.wholes:
                self._whole(at.event, added)
        return added

    def ties(self, number: int) -> list[int]:
        """New statements: what the accounts of an event say of all that they are measured from.

        That is said only where the author and one source tell of an event and agree, so that they
        are one account. Several sources bound their event, but never what they measure from, unless
        that is a clock. Of what is less sure only that counts which nothing better speaks of.
        """
        nodes, verdict = self.nodes, self.verdicts[number]
        added: list[int] = []
        if len({account.source for account in nodes.accounts[number]} - {""}) > 1:
            if nodes.clocks:
                self._clock_ties(number, verdict, added)
            return added
        standings = (verdict.start, verdict.end)
        whole = (nodes.starts[number], nodes.ends.get(number, nodes.starts[number]))
        counting = [self.counting(number, which, verdict) for which in (START, END)]
        for which in (START, END):
            if standings[which].agreement == DIFFERING or verdict.disputed(which):
                continue
            for place in counting[which]:
                own = nodes.account_starts.get((number, place), whole[START])
                for said in nodes.by_node[nodes.account(number, place, which)]:
                    statement = nodes.statements[said]
                    if statement.kind != "claim" or statement.ref == ORIGIN_NODE:
                        continue
                    ref = statement.ref
                    if ref in (own, whole[START]):
                        if not self._as_sure(number, place, counting[START]):
                            continue
                        ref = whole[START]
                    tie = statement._replace(
                        node=whole[which], ref=ref, tier=max(statement.tier, TIE), oneway=False
                    )
                    self._state(tie, added)
        return added

    def _clock_ties(self, number: int, verdict: Verdict, added: list[int]) -> None:
        """What several sources that agree say of the clocks they read; whoever is preferred."""
        gone = verdict.failed if verdict.left else ()
        for which, standing in ((START, verdict.start), (END, verdict.end)):
            if standing.agreement == DIFFERING or verdict.disputed(which):
                for tie in clock_hull(self.nodes, number, which):
                    self._state(tie, added)
            else:
                counting = self.nodes.counting(number, which, gone)
                for tie in clock_ties(self.nodes, number, which, counting, self.rounded):
                    self._state(tie, added)

    def _as_sure(self, number: int, place: int, others: list[int]) -> bool:
        accounts = self.nodes.accounts[number]
        return all(accounts[place].level >= accounts[other].level for other in others)

    def preferred(self, number: int) -> int | None:
        """The number of the account that is preferred."""
        accounts = self.nodes.accounts[number]
        event = self.nodes.events[number]
        for source in (event.prefer, *self.prefer):
            own = [place for place, account in enumerate(accounts) if account.source == source]
            if source and own:
                return max(own, key=lambda place: (accounts[place].level, -place))
        return None

    def chosen(self, number: int) -> int:
        """The account where a disputed event stands: the preferred, else the first that counts."""
        preferred = self.preferred(number)
        if preferred is not None:
            return preferred
        verdict = self.verdicts[number]
        counting = self.counting(number, START, verdict) or self.counting(number, END, verdict)
        return counting[0] if counting else 0

    def counting(self, number: int, which: int, verdict: Verdict) -> list[int]:
        """The accounts that come to the start or the end of an event.

        Those of a preferred source alone, unless its clock is to be learnt from others who agree.
        """
        nodes = self.nodes
        if verdict is WIDE:
            every = range(len(nodes.accounts[number]))
            return [place for place in every if nodes.account(number, place, which) >= 0]
        preferred = self.preferred(number)
        if preferred is not None and not (
            verdict.agreement == AGREED and nodes.accounts[number][preferred].source in nodes.clocks
        ):
            accounts = nodes.accounts[number]
            trusted = accounts[preferred].source, accounts[preferred].level
            own = [
                n
                for n, account in enumerate(accounts)
                if (account.source, account.level) == trusted
            ]
            if telling := [n for n in own if nodes.account(number, n, which) >= 0]:
                return telling
        gone = verdict.failed if verdict.left else ()
        return nodes.counting(number, which, gone) or nodes.counting(number, which)

    def _accounts(self, number: int, agreement: Agreement, added: list[int]) -> None:
        """The start and the end of an event are those of its accounts.

        In a dispute nobody's start is cut by the end that another tells, nor an end by a start.
        """
        verdict = self.verdicts.get(number, WIDE)
        nodes = self.nodes
        for which, node in ((START, nodes.starts[number]), (END, nodes.ends.get(number))):
            if node is None:
                continue
            for account, low, high in self._combined(number, which, verdict, agreement):
                edge = START if high is None else END
                if edge != which or not self._beyond(number, which, account, verdict):
                    self._state(
                        Statement("accounts", number, node, account, low, high, oneway=True), added
                    )

    def _beyond(self, number: int, which: int, account: int, verdict: Verdict) -> bool:
        """Whether others, who say nothing of it, have an end behind this one, or a start before."""
        nodes, bounds = self.nodes, self.bounds
        if verdict is not WIDE and verdict.agreement != DISPUTED:
            return False
        for place in self.counting(number, END - which, verdict):
            if nodes.account(number, place, which) < 0 and not nodes.accounts[number][place].hangs:
                own = nodes.account(number, place, END - which)
                if which == END and bounds.high[own] > bounds.high[account]:
                    return True
                if which == START and bounds.low[own] < bounds.low[account]:
                    return True
        return False

    def _combined(
        self, number: int, which: int, verdict: Verdict, agreement: Agreement
    ) -> list[tuple[int, int | None, int | None]]:
        """The accounts that give a start, or an end, its earliest (0, None) or latest (None, 0)."""
        nodes = self.nodes
        node = nodes.ends[number] if which == END else nodes.starts[number]
        standing = verdict.end if which == END else verdict.start
        counting = self.counting(number, which, verdict)
        counting.sort(key=lambda place: nodes.account(number, place, which))  # of equals the first
        if not counting:
            self.combined[node] = Combined(standing.agreement, 0, 0)
            return []
        sides = [agreement.side(number, place, which) for place in counting]
        self.combined[node] = combined = combine(sides, standing)
        accounts = [nodes.account(number, place, which) for place in counting]
        if combined.inner:
            return [(accounts[at], *edge) for at in combined.inner for edge in _EDGES]
        return [
            (accounts[at], *edge)
            for at, edge in zip((combined.low, combined.high), _EDGES, strict=True)
        ]

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
        self.nodes.statements.append(statement)
        added.append(len(self.nodes.statements) - 1)
