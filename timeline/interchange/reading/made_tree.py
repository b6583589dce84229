"""Events made of records as the tree of an event file, each node with the line of its record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.eventfile.nodes import Items, Mapping, Text
from crisis.timeline.eventfile.yaml_tree import Tree

from .phrases import header

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from crisis.timeline.base.problems import Problem
    from crisis.timeline.eventfile.nodes import Node

    from .entries import Entry


class Made(NamedTuple):
    """A file that is no event file, read by rules: what stands for its text is ``tree``."""

    name: str
    tree: MadeTree
    text: str = ""
    problem: None = None


class MadeTree(Tree):
    """The tree of events that are made node by node, while somebody iterates over them."""

    def __init__(
        self,
        file: str,
        entries: Iterable[Entry],
        preamble: dict[str, dict[str, Any]],
        problems: Iterable[Problem],
    ) -> None:
        """``preamble`` has the parts that stand before the events."""
        super().__init__("", file)
        self._entries: dict[int, list[Entry]] = {}
        for entry in entries:
            self._entries.setdefault(entry.place, []).append(entry)
        self._places: dict[int, int] = {}  # of each list of events
        self.done = True
        self.problems.extend(problems)
        self.root = self._root(preamble)

    def items(self, node: Items) -> Iterator[Node]:
        """The events under a header."""
        for entry in self._entries.get(self._places.get(id(node), -1), ()):
            event = Mapping([_pair(key, x, entry.line) for key, x in entry.fields], entry.line, 0)
            if self.counted(event):
                yield event

    def _root(self, preamble: dict[str, dict[str, Any]]) -> Mapping:
        headers: list[tuple[Text, Node]] = []
        for place in sorted(self._entries):
            line = self._entries[place][0].line
            events = Items([], line, 0)
            self._places[id(events)] = place
            headers.append((Text(header(place), line, 0, False), events))
        parts = [_pair(key, value, 1) for key, value in preamble.items() if value]
        return Mapping([*parts, (Text("events", 1, 0, True), Mapping(headers, 1, 0))], 1, 0)


def _pair(key: str, value: Any, line: int) -> tuple[Text, Node]:
    return Text(key, line, 0, False), _node(value, line)


def _node(value: Any, line: int) -> Node:
    if isinstance(value, str):
        return Text(value, line, 0, False)
    if value is True:
        return Text("true", line, 0, False)
    if isinstance(value, list):
        return Items([_node(item, line) for item in value], line, 0)
    if isinstance(value, dict):
        return Mapping([_pair(key, inner, line) for key, inner in value.items()], line, 0)
    from crisis.timeline.model.free import literal

    return Text(literal(value), line, 0, True)  # a number or a truth of an author's own key
