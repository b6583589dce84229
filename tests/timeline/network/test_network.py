"""Laws of the temporal network, against Floyd and Warshall on random files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from crisis.timeline.base.graph import Edge
from crisis.timeline.network.shortest_paths import potentials

from ...support.examples import examples
from ...support.networks import (
    INF,
    Network,
    Said,
    clock,
    coherent,
    name,
    networks,
    relation,
    relation_of,
    solved,
    written,
)
from ...support.timelines import by_id, flow, read

if TYPE_CHECKING:
    from crisis.timeline.model.records import Bound
    from crisis.timeline.model.timeline import Timeline
    from crisis.timeline.network.negative_cycles import Cycle


def pair(bound: Bound) -> tuple[float, float]:
    low, high = bound
    return -INF if low is None else low, INF if high is None else high


def found(timeline: Timeline) -> dict[str, tuple[float, float]]:
    assert timeline.problems == ()
    return {name: pair(event.start) for name, event in by_id(timeline).items()}


def expected(network: Network) -> dict[str, tuple[float, float]] | None:
    bounds = solved(network)
    return None if bounds is None else {name(node): bound for node, bound in enumerate(bounds)}


def reasons(timeline: Timeline, network: Network) -> list[list[Said]]:
    """The statements behind each conflict, found by the lines that they stand in."""
    lines = written(network).splitlines()
    behind = {}
    remaining = list(network.statements)
    for number, line in enumerate(lines, start=1):
        if line.startswith("      - "):
            event = next(x for x in reversed(lines[:number]) if x.startswith("  - id: "))
            said = next(
                said
                for said in remaining
                if flow(said.phrase) == line.removeprefix("      - ")
                and name(said.node) == event.removeprefix("  - id: ")
            )
            remaining.remove(said)
            behind[number] = said
    return [
        [behind[line] for line in dict.fromkeys(r.origin.line for r in conflict.reasons)]
        for conflict in timeline.conflicts
    ]


@given(coherent())
def test_bounds_are_the_shortest_distances(network: Network) -> None:
    timeline = read(written(network))
    assert timeline.conflicts == ()
    assert found(timeline) == expected(network)


@given(networks())
def test_conflict_is_a_negative_cycle(network: Network) -> None:
    timeline = read(written(network))
    assert bool(timeline.conflicts) == (solved(network) is None)
    assert {conflict.kind for conflict in timeline.conflicts} <= {"contradiction"}
    assert all(conflict.short > 0 for conflict in timeline.conflicts)


@given(networks())
def test_reasons_of_a_conflict_contradict_and_none_of_them_can_be_spared(network: Network) -> None:
    timeline = read(written(network))
    assume(timeline.conflicts)
    for said in reasons(timeline, network):
        assert solved(Network(network.count, tuple(said))) is None
        for one in said:
            fewer = tuple(other for other in said if other is not one)
            assert solved(Network(network.count, fewer)) is not None


@given(networks())
def test_what_no_conflict_names_holds_together(network: Network) -> None:
    timeline = read(written(network))
    assume(timeline.conflicts)
    named = {id(said) for group in reasons(timeline, network) for said in group}
    rest = tuple(said for said in network.statements if id(said) not in named)
    bounds = expected(Network(network.count, rest))
    assert bounds is not None
    for event, (low, high) in found(timeline).items():
        assert low <= high
        assert low >= bounds[event][0]
        assert high <= bounds[event][1]


@given(coherent(), st.data())
def test_statement_that_conflicts_with_nothing_never_widens_a_bound(
    network: Network, data: st.DataObject
) -> None:
    assume(network.statements)
    left = data.draw(st.integers(0, len(network.statements) - 1))
    fewer = Network(network.count, (*network.statements[:left], *network.statements[left + 1 :]))
    before, after = found(read(written(fewer))), found(read(written(network)))
    for event, (low, high) in after.items():
        assert before[event][0] <= low <= high <= before[event][1]


SOFT = ("~", "?", "low", "")
VAGUE = (
    "day after @{}", "day before @{}", "same day as @{}", "evening of @{}", "night before @{}",
    "~1h after @{}", "a few hours before @{}", "shortly after @{}", "1h before @{}",
)  # fmt: skip


@st.composite
def mixed(draw: st.DrawFn) -> dict[str, list[dict[str, str]]]:
    """Claims of every strength, of up to three sources, with causes: by event."""
    network = draw(networks(most=5))
    events: dict[str, list[dict[str, str]]] = {name(n): [] for n in range(network.count)}
    for said in network.statements:
        claim = {"is": said.phrase}
        mark = draw(st.sampled_from(SOFT))
        if mark == "?":
            claim["is"] += "?"
        elif mark == "low":
            claim["confidence"] = "low"
        elif mark == "~" and said.phrase.startswith("2026"):
            claim["is"] = "~" + claim["is"]
        if source := draw(st.sampled_from(["", "", "", "ap", "bbc"])):
            claim["source"] = source
        if said.ref >= 0 and draw(st.integers(0, 3)) == 0:
            claim["is"] = draw(st.sampled_from(VAGUE)).format(name(said.ref))
        events[name(said.node)].append(claim)
    return events


def file_of(events: dict[str, list[dict[str, str]]], order: list[str]) -> str:
    lines = ["timeline: {zone: UTC}", "sources: {ap: A, bbc: B}", "events:"]
    for event in order:
        when = f", when: {flow(events[event])}" if events[event] else ""
        lines.append(f"  - {{id: {event}, title: t{when}}}")
    return "\n".join(lines)


def conflicts(timeline: Timeline) -> list[tuple[str, int, list[tuple[str, str, str]]]]:
    return sorted(
        (c.kind, c.short, sorted((r.event, r.phrase, r.source) for r in c.reasons))
        for c in timeline.conflicts
    )


@given(mixed(), st.data())
def test_order_of_the_events_in_the_file_changes_nothing(
    events: dict[str, list[dict[str, str]]], data: st.DataObject
) -> None:
    straight = read(file_of(events, list(events)))
    shuffled = read(file_of(events, data.draw(st.permutations(list(events)))))
    assert found(shuffled) == found(straight)
    assert conflicts(shuffled) == conflicts(straight)
    assert {e.id: e.agreement for e in shuffled.events} == {
        e.id: e.agreement for e in straight.events
    }


@given(mixed())
def test_no_bound_is_ever_empty(events: dict[str, list[dict[str, str]]]) -> None:
    """A circle of accounts that was not followed to its end is said, and all that may be."""
    timeline = read(file_of(events, list(events)))
    assert all("was not followed to its end" in each.message for each in timeline.problems)
    for event in timeline.events:
        low, high = pair(event.start)
        assert low <= high


@given(networks(), st.data())
def test_event_with_several_accounts_bounds_nothing_it_refers_to(
    network: Network, data: st.DataObject
) -> None:
    """Nothing refers to ``m``: without it, or with any accounts of it, the others are the same."""
    claims = []
    for source in ("ap", "bbc"):
        ref = data.draw(st.integers(0, network.count - 1))
        said = data.draw(st.composite(lambda draw, ref=ref: relation_of(draw, 99, ref))())
        claims.append({"is": said.phrase, "source": source})
    text = written(network)
    with_accounts = text.replace("\nevents:", "\nsources: {ap: A, bbc: B}\nevents:")
    with_accounts += f"\n  - {{id: m, title: t, when: {flow(claims)}}}"
    alone, accompanied = read(text), read(with_accounts)
    bounds = found(accompanied)
    del bounds["m"]
    assert bounds == found(alone)
    assert conflicts(accompanied) == conflicts(alone)


def test_single_account_does_bound_what_it_refers_to() -> None:
    lines = "timeline: {zone: UTC}\nsources: {ap: A, bbc: B}\nevents:\n  - {id: x, title: t}\n"
    claims = [{"is": "2026-11-20 10:00", "source": "ap"}, {"is": "after @x", "source": "ap"}]
    timeline = read(f"{lines}  - {{id: m, title: t, when: {flow(claims)}}}")
    assert by_id(timeline)["x"].start.latest is not None
    claims.append({"is": "2026-11-20 10:00", "source": "bbc"})
    timeline = read(f"{lines}  - {{id: m, title: t, when: {flow(claims)}}}")
    assert by_id(timeline)["x"].start.open


def test_long_chain_is_exact() -> None:
    count = 3000
    said = [clock(0, 0), *(relation(n, n - 1, 3, 1) for n in range(1, count))]
    bounds = found(read(written(Network(count, tuple(said)))))
    low, high = bounds[name(0)]
    assert all(
        bounds[name(n)] == (low + n * 60_000_000, high + n * 60_000_000) for n in range(count)
    )


@st.composite
def graphs(draw: st.DrawFn) -> tuple[list[list[Edge]], bool]:
    """A graph of up to seven nodes; whether a hidden time for each satisfies all of it."""
    hidden = draw(st.lists(st.integers(0, 50), min_size=2, max_size=7))
    nodes = st.integers(0, len(hidden) - 1)
    spare = draw(st.sampled_from([0, -9]))
    graph: list[list[Edge]] = [[] for _ in hidden]
    for number in range(draw(st.integers(1, 3 * len(hidden)))):
        u, v = draw(nodes), draw(nodes)
        if u != v:
            weight = hidden[v] - hidden[u] + draw(st.integers(spare, 4))
            graph[u].append(Edge(v, weight, number))
    return graph, spare == 0


@settings(max_examples=examples(150))
@given(graphs())
def test_potentials_make_all_weights_positive_unless_a_circle_is_negative(
    example: tuple[list[list[Edge]], bool],
) -> None:
    graph, holds = example
    values, cycles = potentials(graph)
    edges = {edge.statement: (u, edge) for u, edges in enumerate(graph) for edge in edges}
    assert not (holds and cycles)
    for cycle in cycles:
        walked = [edges[number] for number in cycle.statements]
        assert sum(edge.weight for _, edge in walked) == -cycle.short < 0
        ends = [u for u, _ in walked[1:]] + [walked[0][0]]
        assert [edge.v for _, edge in walked] == ends
    if not cycles:
        assert all(values[u] + edge.weight >= values[edge.v] for u, edge in edges.values())


@settings(max_examples=300)
@given(graphs(), st.data())
def test_what_circles_leave_has_potentials(
    example: tuple[list[list[Edge]], bool], data: st.DataObject
) -> None:
    """Whichever statements a circle loses; none is lost twice, and weightless edges hide none."""
    graph, _ = example
    flat = data.draw(st.booleans())
    graph = [[edge._replace(weight=min(edge.weight, 0)) if flat else edge for edge in edges]
             for edges in graph]  # fmt: skip
    gone: set[int] = set()

    def give_way(cycle: Cycle) -> list[int]:
        assert cycle.short > 0
        assert gone.isdisjoint(cycle.statements)
        lost = data.draw(st.lists(st.sampled_from(cycle.statements), min_size=1, unique=True))
        gone.update(lost)
        return lost

    values = potentials(graph, give_way).values
    for u, edges in enumerate(graph):
        for v, weight, statement in edges:
            assert statement in gone or values[u] + weight >= values[v]
