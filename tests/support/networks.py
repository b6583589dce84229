"""Random event files, and the plain way to compute what they come to (Floyd and Warshall)."""

from __future__ import annotations

from typing import NamedTuple

from hypothesis import strategies as st

from .timelines import flow, instant

MINUTE = 60_000_000
DAY = instant("2026-11-20T00:00")
INF = float("inf")
ORIGIN = -1


class Said(NamedTuple):
    """One hard statement: ``low <= node - ref <= high``; ``ref`` -1 is the origin."""

    node: int
    ref: int
    low: int | None
    high: int | None
    phrase: str


class Network(NamedTuple):
    """So many events and what is said of them."""

    count: int
    statements: tuple[Said, ...]


def clock(node: int, minute: int) -> Said:
    low = DAY + minute * MINUTE
    phrase = f"2026-11-20 {minute // 60:02}:{minute % 60:02}"
    return Said(node, ORIGIN, low, low + MINUTE - 1, phrase)


def relation(node: int, ref: int, kind: int, minutes: int) -> Said:
    near, far = minutes * MINUTE, (minutes + 60) * MINUTE
    low, high, phrase = (
        (1, None, "after @{}"),
        (None, -1, "before @{}"),
        (None, 0, "by @{}"),
        (near, near, f"exactly {minutes}m after @{{}}"),
        (-far, -near, f"{minutes}m..{minutes + 60}m before @{{}}"),
        (0, 0, "at @{}"),
        (near + 1, None, f"over {minutes}m after @{{}}"),
        (None, -near, f"at least {minutes}m before @{{}}"),
        (1, near - 1, f"< {minutes}m after @{{}}"),
    )[kind]
    return Said(node, ref, low, high, phrase.format(name(ref)))


KINDS = 9


def name(node: int) -> str:
    return f"e{node}"


@st.composite
def networks(draw: st.DrawFn, most: int = 6) -> Network:
    """Up to six events; about half of the files hold together."""
    count = draw(st.integers(2, most))
    said = []
    for node in range(count):
        if draw(st.booleans()):
            said.append(clock(node, draw(st.integers(0, 600))))
        others = st.integers(0, count - 1).filter(lambda other, node=node: other != node)
        said += [relation_of(draw, node, draw(others)) for _ in range(draw(st.integers(0, 2)))]
    return Network(count, tuple(said))


@st.composite
def coherent(draw: st.DrawFn, most: int = 6) -> Network:
    """Events with a hidden time each, and statements that are true of them."""
    count = draw(st.integers(2, most))
    hidden = [draw(st.integers(0, 600)) for _ in range(count)]
    said = []
    for _ in range(draw(st.integers(count, 3 * count))):
        node = draw(st.integers(0, count - 1))
        ref = draw(st.integers(0, count - 1))
        after = hidden[node] - hidden[ref]
        if node == ref:
            one = clock(node, hidden[node])
        elif after > 0 and draw(st.booleans()):
            one = relation(node, ref, 3, after)
        else:
            one = relation_of(draw, node, ref)
        low, high = one.low, one.high
        truth = DAY + hidden[node] * MINUTE if ref == node else after * MINUTE
        if (low is None or low <= truth) and (high is None or truth <= high):
            said.append(one)
    return Network(count, tuple(said))


def relation_of(draw: st.DrawFn, node: int, ref: int) -> Said:
    return relation(node, ref, draw(st.integers(0, KINDS - 1)), draw(st.integers(1, 300)))


def written(network: Network, order: list[int] | None = None) -> str:
    """The network as an event file: every statement a claim of its own, on its own line."""
    lines = ["timeline: {zone: UTC}", "events:"]
    for node in order or range(network.count):
        lines += [f"  - id: {name(node)}", "    title: t"]
        phrases = [said.phrase for said in network.statements if said.node == node]
        if phrases:
            lines.append("    when:")
            lines += [f"      - {flow(phrase)}" for phrase in phrases]
    return "\n".join(lines)


def solved(network: Network) -> list[tuple[float, float]] | None:
    """The bounds of all events by Floyd and Warshall; None where a cycle is negative."""
    size = network.count + 1
    far = [[INF] * size for _ in range(size)]
    for node in range(size):
        far[node][node] = 0
    for node, ref, low, high, _ in network.statements:
        if high is not None:
            far[ref + 1][node + 1] = min(far[ref + 1][node + 1], high)
        if low is not None:
            far[node + 1][ref + 1] = min(far[node + 1][ref + 1], -low)
    for via in range(size):
        for a in range(size):
            for b in range(size):
                far[a][b] = min(far[a][b], far[a][via] + far[via][b])
    if any(far[node][node] < 0 for node in range(size)):
        return None
    return [(-far[node + 1][0], far[0][node + 1]) for node in range(network.count)]
