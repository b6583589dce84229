"""From claims to bounds: the network is built, solved, and read off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.problems import Problem
from crisis.timeline.base.progress import Resolving, counted
from crisis.timeline.base.zones import shared_zone
from crisis.timeline.model.conflicts import RULED_OUT
from crisis.timeline.model.constraints import END, START
from crisis.timeline.model.records import DISPUTED, Bound, Event
from crisis.timeline.phrases.years import years

from .alternatives import Choice
from .clocks import unknown_clocks, with_errors
from .disputes import disputes
from .solved import Solved

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import TypeVar

    from crisis.timeline.base.progress import Progress
    from crisis.timeline.model.conflicts import Conflict
    from crisis.timeline.model.records import Source
    from crisis.timeline.model.relations import Chain, Chains, Links, Relation
    from crisis.timeline.model.timeline import Timeline

    from .conflict_core import Clash
    from .solver import Solver

    Made = TypeVar("Made", bound=Timeline)
_NAMED = 5


class Resolution(Solved):
    """The solved network, as it explains itself."""

    __slots__ = ()

    def links(self) -> Links:
        """Where its events stand, and how far relations lead from there."""
        from .relation_graph import Linked

        return Linked(self)

    def relations(self) -> list[Relation]:
        """All relations between nodes that hold."""
        from .relation_graph import relations

        return list(relations(self))

    def related(self) -> Iterable[int]:
        """The numbers of the events that have nodes of their own."""
        return self.nodes.starts

    def size(self) -> int:
        """How many nodes there are."""
        return len(self.nodes.nodes)

    def reasons(self, event: Event) -> Chains | None:
        """What led to the bounds of an event; None where its own claims alone did."""
        number = self.nodes.numbers.get(event.id)
        if number is None:
            return None
        end = self.nodes.ends.get(number)
        over = None if end is None else self._told(number, END, end, event.end or Bound())
        return self._told(number, START, self.nodes.starts[number], event.start), over

    def clock_reasons(self, source: str) -> tuple[Chain, Chain] | None:
        """What led to the most and to the least that a clock is fast; None where nothing did."""
        node = self.nodes.clocks.get(source)
        return None if node is None else (self._chain(node, False), self._chain(node, True))

    def _told(self, number: int, which: int, node: int, bound: Bound) -> tuple[Chain, Chain]:
        """What led to a bound of an event; where it is that of an account alone, to that."""
        own = [
            self.nodes.account(number, n, which) for n in range(len(self.nodes.accounts[number]))
        ]
        low, high = (
            next(
                (at for at in (node, *own) if at >= 0 and self.bounds.at(at).ends[side] == end),
                node,
            )
            for side, end in enumerate(bound.ends)
        )
        return self._chain(low, False), self._chain(high, True)

    def _chain(self, node: int, high: bool) -> Chain:
        from .explanations import chain_reasons

        return chain_reasons(self.bounds, node, high, self.nodes)


def resolve(
    timeline: Made, according_to: str | None = None, progress: Progress | None = None
) -> Made:
    """The timeline with the derived bounds of every event, and all conflicts.

    ``according_to`` takes only the claims of one source and the author's own. ``progress`` hears of
    an event as half done when it is solved, and as done when its bounds are read off.
    """
    events = [_bare(event) for event in timeline.events]
    resolving = None if progress is None else Resolving(progress, len(events))
    timeline = timeline.replace(events=())  # from here on each event is held once
    clocks = unknown_clocks(timeline.sources)
    if according_to is not None and clocks:
        clocks = _as_all_have_them(events, timeline, clocks)
    choice = Choice(events, clocks, according_to)
    telling = (lambda _: None) if resolving is None else resolving.solved
    nodes, solver = choice.solved(timeline.header.prefer, telling)
    resolution = Resolution(
        nodes, solver.bounds, frozenset(solver.suspended | solver.retired), solver.combined
    )
    resolution, circled = _untied(resolution)
    clashes = [*solver.clashes, *circled]
    problems: list[Problem] = []
    gave_way = {nodes.statements[number].event for number in solver.suspended} | set(solver.failed)
    gave_way |= choice.gave_way
    edges = years(shared_zone(timeline.header.zone or "UTC"))
    placing = None if resolving is None else resolving.placed
    if nodes.starts:
        from .derived_times import placed
    for number, bare in enumerate(counted(events, placing)):
        bound = nodes.direct[number]
        event = placed(bare, number, solver) if bound is None else bare._replace(start=bound)
        if bound is None or not _inside(bound, *edges):
            event = _in_years(event, *edges, problems)
        events[number] = event._replace(conflicted=True) if number in gave_way else event
    for number, event in _of_several_times(events, choice, solver):
        events[number] = event
    if solver.cut:
        problems.append(_cut(solver))
    _related(events, resolution)
    several = {number for number in nodes.starts if nodes.several(number)}
    if several or choice.asked:
        from .asked_times import as_asked

        as_asked(events, several.union(number for number, _ in choice.asked), solver)
    by_statements: dict[object, Conflict] = {}
    explained = []
    if clashes:
        from .explanations import conflict

        explained = [conflict(clash, nodes, solver.suspended) for clash in clashes]
    verdicts = solver.composer.verdicts
    agreed = [number for number, verdict in verdicts.items() if verdict.agreement != DISPUTED]
    for finding in (*explained, *choice.findings, *disputes(nodes, resolution.suspended, agreed)):
        said = frozenset((reason.event, reason.origin, reason.kind) for reason in finding.reasons)
        alternative = finding.reasons[0].phrase if finding.kind == RULED_OUT else ""
        by_statements.setdefault((finding.kind, said, alternative), finding)
    conflicts = tuple(by_statements.values())
    return timeline.replace(
        sources=with_errors(timeline.sources, nodes, solver.bounds, clocks),
        events=tuple(events),
        conflicts=conflicts,
        network=resolution,
        problems=(
            *timeline.problems,
            *(problem for problem in problems if problem not in timeline.problems),
        ),
        according_to=according_to or "",
    )


def _untied(resolution: Resolution) -> tuple[Resolution, list[Clash]]:
    """What is left where accounts that agree cannot all be true of several events, and why not."""
    if not resolution.combined:
        return resolution, []
    from .torn_links import torn

    loose, clashes = torn(resolution)
    if loose:
        resolution = resolution._replace(suspended=resolution.suspended | loose)
    return resolution, clashes


def _related(events: list[Event], resolution: Resolution) -> None:
    """Say how long events last, and in whose turn they stand, as far as relations tell."""
    if resolution.nodes.ends:
        from .durations import lengths

        for number, lasting in lengths(events, resolution):
            events[number] = events[number]._replace(lasting=lasting)
    if resolution.nodes.starts:
        from .precedence import turns

        for number, place in turns(events, resolution).items():
            events[number] = events[number]._replace(turn=place)


def _as_all_have_them(
    events: Sequence[Event], timeline: Timeline, clocks: Mapping[str, Source]
) -> Mapping[str, Source]:
    """Clocks as wrong as the whole file says, for the story of one source.

    That story alone would not show by how much its own clock is wrong.
    """
    nodes, solver = Choice(events, clocks, None).solved(timeline.header.prefer, lambda _: None)
    known = with_errors(timeline.sources, nodes, solver.bounds, clocks)
    return {
        name: known[name]._replace(clock=clock._replace(stated=clock.fast))
        for name in clocks
        if (clock := known[name].clock) is not None
    }


def _of_several_times(
    events: list[Event], choice: Choice, solver: Solver
) -> Iterable[tuple[int, Event]]:
    """By number the events of which one of several times holds."""
    if not choice.asked:
        return ()
    from .open_times import alternatives

    return alternatives(events, choice, solver.nodes, solver)


def preferring(timeline: Made, sources: tuple[str, ...]) -> Made:
    """The timeline, to be resolved anew, with the accounts of these sources before all others.

    They come before what the file prefers, for an event as well.
    """
    own = timeline.header.prefer
    first = (*sources, *(source for source in own if source not in sources))
    events = tuple(
        event._replace(prefer="")
        if event.prefer and any(claim.source in sources for claim in event.when)
        else event
        for event in timeline.events
    )
    header = timeline.header._replace(prefer=first)
    return timeline.replace(header=header, events=events, preferring=sources)


def _bare(event: Event) -> Event:
    """An event without what another network, of more sources perhaps, has said of it."""
    plain = not (event.accounts or event.alternatives or event.conflicted)
    if event.end is None and plain and event.turn < 0:
        return event
    return event._replace(
        end=None,
        lasting=Bound(),
        accounts=(),
        agreement="",
        chosen=0,
        conflicted=False,
        stands=None,
        among=None,
        turn=-1,
        alternatives=(),
    )


def _cut(solver: Solver) -> Problem:
    """What is said of circles that were not followed to their end."""
    nodes = solver.nodes
    cut = {nodes.nodes[node].event for node in solver.cut if node not in nodes.clock_sources}
    events = [nodes.events[number] for number in sorted(cut)]
    names = ", ".join(event.id for event in events[:_NAMED]) + ("…" if len(events) > _NAMED else "")
    message = (
        "what is said leads in a circle that was not followed to its end: "
        f"wider than need be are the times of {names}"
    )
    hint = "give one of them a time of its own"
    return Problem(events[0].origin, message, hint, "warning")


def _inside(bound: Bound, first: int, last: int) -> bool:
    low, high = bound.earliest, bound.latest
    return (low is None or first <= low <= last) and (high is None or first <= high <= last)


def _in_years(event: Event, first: int, last: int, problems: list[Problem]) -> Event:
    """An event that is only inside the years 1 to 9999, from one instant to another.

    One that is certainly outside has no time, and a problem.
    """
    outside = False
    for name, bound in (("start", event.start), ("end", event.end)):
        if bound is None or _inside(bound, first, last):
            continue
        low, high = bound.ends
        if (low is not None and low > last) or (high is not None and high < first):
            outside = True
        elif (low is not None and low < first) or (high is not None and high > last):
            low = low if low is None else max(low, first)
            high = high if high is None else min(high, last)
            event = event._replace(**{name: Bound(low, high)})
    if not outside:
        return event
    message = f'"{event.id}" comes to a time outside the years 0001 to 9999'
    problems.append(Problem(event.origin, message, "look at what it is measured from"))
    return event._replace(start=Bound(), end=None if event.end is None else Bound())
