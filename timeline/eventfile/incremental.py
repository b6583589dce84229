"""The tree of an event file; a long file is read event by event.

What stands before the events of a long file is read first, and they one after the other while
somebody iterates over them: a whole tree would take twenty times the room of its text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .nodes import Items, Mapping, Text, source_lines
from .yaml_tree import Tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .nodes import Node

LONG = 200_000
"""Characters; a longer text is read in pieces."""

_EVENTS = re.compile(r"^events\s*:", re.MULTILINE)
_TOP = re.compile(r"^[^\s#-]", re.MULTILINE)  # a line that begins a key of the root
_GONE = Text("", 0, 0, True)


def parse(text: str, file: str, listener: Callable[[int], None] | None = None) -> Tree:
    """Read a YAML text. A syntax error ends the reading; what stands before it is in the tree.

    Of a long text only what stands before ``events`` has been read, where nothing follows them.
    ``listener`` hears at which character the reading is.
    """
    events = _EVENTS.search(text) if len(text) > LONG else None
    last = events is not None and not _TOP.search(text, events.end())
    tree = LongTree(text, file, listener) if last else Tree(text, file, listener)
    tree.begin()
    if tree.root is None and tree.problems:
        from .yaml_errors import forbidden

        wrong = forbidden(text)
        if wrong is None:
            return tree
        # libyaml refuses a whole block of text for one character: read what stands above its line.
        lines = source_lines(text[: wrong.start()])
        above = Tree(text[: wrong.start() - len(lines[-1])], file, listener)
        above.begin()
        above.problems.extend(tree.problems)
        return above
    return tree


class LongTree(Tree):
    """A tree whose events are read while they are iterated over."""

    def begin(self) -> None:
        """Read up to the events."""
        self._pause_open = 2
        self._run()
        while not self.done and not self._in_events():
            self._run()

    def _in_events(self) -> bool:
        """Whether the value of the root's key ``events`` has just been opened."""
        root = self.root
        pairs = root.pairs if isinstance(root, Mapping) else []
        return not self.done and len(self._stack) == 2 and pairs[-1][0].value == "events"

    def pairs(self, node: Mapping) -> Iterator[tuple[Text, Node]]:
        """The pairs of a mapping, each forgotten when the next one is asked for.

        A value that is not read yet must be iterated, or finished.
        """
        place = 0
        while True:
            while place >= len(node.pairs) and self._open(node):
                self._read(node, 1, opened=True)
            if place >= len(node.pairs):
                return
            yield node.pairs[place]
            node.pairs[place] = (_GONE, _GONE)
            place += 1

    def items(self, node: Items) -> Iterator[Node]:
        """The items of a list of events, each complete; forgotten when the next one is asked for.

        Where there are too many, that is told, and the reading ends.
        """
        items, place = node.items, 0
        while True:
            # libyaml's last item may still be growing
            while place + 1 >= len(items) and self._open(node):
                self._read(node, 0)
            if place >= len(items) or not self.counted(items[place]):
                return
            yield items[place]
            items[place] = _GONE
            place += 1

    def finish(self, node: Node) -> None:
        """Read the rest of a node."""
        while not isinstance(node, Text) and self._open(node):
            self._read(node, -1)

    def _open(self, node: Items | Mapping) -> bool:
        if not self.done:
            for collection in self._stack:
                if collection is node:
                    return True
        return False

    def _read(self, node: Items | Mapping, deeper: int, opened: bool = False) -> None:
        """Read up to where a collection has just been closed.

        So many ``deeper`` than the node is open, or has just been ``opened``.
        """
        depth = (
            next(n for n, collection in enumerate(self._stack, 1) if collection is node) + deeper
        )
        self._pause, self._pause_open = depth or -1, depth if opened else -1
        self._run()
