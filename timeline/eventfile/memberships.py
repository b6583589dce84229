"""Who is a member of what: of actors, not of itself, and not too many one above the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.graph import Edge, Graph, strong_components
from crisis.timeline.base.limits import DEEPEST_MEMBERS

from .nodes import Mapping, Text

if TYPE_CHECKING:
    from crisis.timeline.model.records import Actor

    from .nodes import Node
    from .validation import Shapes


def check_members(node: Node, actors: dict[str, Actor], shapes: Shapes) -> None:
    """Every organisation must be an actor, and nobody may be a member of itself.

    Memberships that pass DEEPEST_MEMBERS organisations one above the other are left out.
    """
    circular = _circular(actors)
    deep = _deep(actors, circular)
    for key, value in node.pairs if isinstance(node, Mapping) else ():
        pairs = value.pairs if isinstance(value, Mapping) else ()
        for text in (t for k, v in pairs if k.value == "member_of" for t in shapes.items(v)):
            if not isinstance(text, Text):
                continue
            if text.value not in actors:
                hint = shapes.near(text.value, actors)
                shapes.report(text, f'unknown actor "{text.value}"', hint)
            elif (key.value, text.value) in circular:
                shapes.report(text, f'"{key.value}" is a member of itself', "break the circle")
            elif (key.value, text.value) in deep:
                message = f"more than {DEEPEST_MEMBERS} organisations one above the other"
                shapes.report(text, message, "leave some out: a member of their members is theirs")
    for name in {member for member, _ in deep}:
        left = tuple(m for m in actors[name].member_of if (name, m) not in deep)
        actors[name] = actors[name]._replace(member_of=left)


def _circular(actors: dict[str, Actor]) -> set[tuple[str, str]]:
    """The memberships (member, organisation) through which somebody is a member of itself."""
    numbers = {name: number for number, name in enumerate(actors)}
    pairs = [(a, m) for a, actor in actors.items() for m in actor.member_of if m in numbers]
    graph: Graph = [[] for _ in numbers]
    for member, above in pairs:
        graph[numbers[member]].append(Edge(numbers[above], 0, 0))
    home = {node: n for n, nodes in enumerate(strong_components(graph)) for node in nodes}
    return {(a, m) for a, m in pairs if home[numbers[a]] == home[numbers[m]]}


def _deep(actors: dict[str, Actor], circular: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """The memberships (member, organisation) that pass DEEPEST_MEMBERS, counted from the top."""
    below: dict[str, list[str]] = {}
    waiting: dict[str, int] = {}
    for name, actor in actors.items():
        above = {m for m in actor.member_of if m in actors and (name, m) not in circular}
        waiting[name] = len(above)
        for organisation in above:
            below.setdefault(organisation, []).append(name)
    depth = dict.fromkeys(actors, 0)
    ready = [name for name, number in waiting.items() if not number]
    deep = set()
    while ready:
        above_it = ready.pop()
        for name in below.get(above_it, ()):
            if depth[above_it] < DEEPEST_MEMBERS:
                depth[name] = max(depth[name], depth[above_it] + 1)
            else:
                deep.add((name, above_it))
            waiting[name] -= 1
            if not waiting[name]:
                ready.append(name)
    return deep
