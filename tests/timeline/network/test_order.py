"""In which order events stand, and how far apart they are: asked of the network, exactly."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crisis.timeline import Clock, Query, Zone, ask
from crisis.timeline.loading import loads
from crisis.timeline.network.relation_graph import Web

from ...support.networks import INF, Network, Said, coherent, name, written
from ...support.timelines import by_id, flow, read

if TYPE_CHECKING:
    from crisis.timeline.model.relations import Work

UTC = Clock(Zone("UTC"))


def distances(network: Network) -> list[list[float]]:
    """How far each event may be behind each other, by Floyd and Warshall; last the origin."""
    size = network.count + 1
    far = [[0 if a == b else INF for b in range(size)] for a in range(size)]
    for node, ref, low, high, _ in network.statements:
        if high is not None:
            far[ref][node] = min(far[ref][node], high)
        if low is not None:
            far[node][ref] = min(far[node][ref], -low)
    for via in range(size):
        for a in range(size):
            for b in range(size):
                far[a][b] = min(far[a][b], far[a][via] + far[via][b])
    return far


@settings(max_examples=200)
@given(coherent(), st.booleans())
def test_order_and_distances_are_those_of_the_network(network: Network, dated: bool) -> None:
    if not dated:
        said = tuple(one for one in network.statements if one.ref != -1)
        network = Network(network.count, said)
    far = distances(network)
    matches = ask(read(written(network)), Query(delta=True), UTC).matches
    numbers = [int(match.event.id.removeprefix(name(0)[:-1])) for match in matches]
    for (a, b), match in zip(pairwise(numbers), matches[1:], strict=True):
        assert match.ordered == (far[b][a] <= 0)
        low, high = -far[b][a], far[a][b]
        found = (None, None) if match.delta is None else match.delta.ends
        assert found == (None if low == -INF else low, None if high == INF else high)
    undated = [n for n in numbers if far[n][-1] == far[-1][n] == INF]
    for place, later in enumerate(undated):  # none stands before what it certainly follows
        assert all(far[earlier][later] >= 0 for earlier in undated[:place])
        assert not any(far[earlier][later] < 0 for earlier in undated[:place])


def test_events_without_a_date_stand_as_they_followed_each_other() -> None:
    lines = [
        "  - {id: c, title: t, when: after @b}",
        "  - {id: b, title: t, when: 10d after @a}",
        "  - {id: a, title: t}",
        "  - {id: alone, title: t}",
        "  - {id: effect, title: t, when: 2026-11-20, caused_by: cause}",
        "  - {id: cause, title: t, when: 2026-11-20}",
    ]
    timeline = read("\n".join(["timeline: {zone: UTC}", "events:", *lines]))
    matches = ask(timeline, Query(), UTC).matches
    assert [(match.event.id, match.ordered) for match in matches] == [
        ("cause", True),
        ("effect", True),
        ("a", False),
        ("b", True),
        ("c", True),
        ("alone", False),
    ]
    back = ask(timeline, Query(reverse=True), UTC).matches
    assert [match.event.id for match in back[2:]] == ["alone", "c", "b", "a"]
    since = ask(timeline, Query(), UTC._replace(zero="a")).matches
    day = 86_400_000_000
    assert since[3].elapsed is not None
    assert since[3].elapsed[0].ends == (10 * day - day // 2, 10 * day + day // 2)
    assert since[5].elapsed is None


@settings(max_examples=150)
@given(coherent(), st.data())
def test_how_long_an_event_lasts_is_asked_of_the_network(
    network: Network, data: st.DataObject
) -> None:
    """From one event to another it lasts as long as they are apart."""
    nodes = st.integers(0, network.count - 1)
    first, last = data.draw(nodes), data.draw(nodes)
    when = {"from": f"at @{name(first)}", "to": f"at @{name(last)}"}
    timeline = read(f"{written(network)}\n  - {{id: whole, title: t, when: {flow(when)}}}")
    if timeline.conflicts:  # the last certainly came before the first
        assert distances(network)[first][last] < 0
        return
    apart = Said(last, first, 0, None, "")
    far = distances(Network(network.count, (*network.statements, apart)))
    low, high = -far[last][first], far[first][last]
    lasting = by_id(timeline)["whole"].lasting.ends
    assert lasting == (max(0, low), None if high == INF else high)


def chain(kind: str, count: int) -> str:
    first = {"undated": ""}.get(kind, ", when: 2006-11-20")
    said = {
        "undated": "when: 3h after @{}",
        "days": "when: day after @{}",
        "exact": "when: exactly 1s after @{}",
        "causes": "when: 2006-11-20, caused_by: {}",
    }[kind]
    lines = [f"  - {{id: e0, title: t{first}}}"]
    lines += [f"  - {{id: e{n}, title: t, {said.format(f'e{n - 1}')}}}" for n in range(1, count)]
    return "\n".join(["timeline: {zone: UTC}", "events:", *lines])


@pytest.mark.parametrize("kind", ["undated", "days", "exact", "causes"])
def test_long_chains_are_told_exactly_at_a_few_looks_a_pair(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[int] = []
    apart = Web.apart

    def counted(self: Web, first: int, second: int, most: float, work: Work) -> float | None:
        before = work.left
        found = apart(self, first, second, most, work)
        looked.append(before - work.left)
        return found

    monkeypatch.setattr(Web, "apart", counted)
    timeline = loads(chain(kind, 1500), "t.yaml")
    matches = ask(timeline, Query(delta=True), UTC).matches
    assert [match.event.id for match in matches] == [f"e{n}" for n in range(1500)]
    assert all(match.ordered for match in matches)
    assert {match.delta for match in matches[2:]} == {matches[1].delta}
    assert max(looked) < 20


def test_what_was_not_asked_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    timeline = loads(chain("exact", 50), "t.yaml")
    monkeypatch.setattr("crisis.timeline.network.differences.ENOUGH", 60)
    answer = ask(timeline, Query(delta=True), UTC)
    known = [match.ordered for match in answer.matches]
    assert known[:2] == [True, True]
    assert known[-1] is None
    [note] = answer.notes
    assert note.split()[0].isdecimal()
    assert "by bounds alone" in note
