"""The tree of an event file; a long file is read event by event.

What stands before the events of a long file is read first, and they one after the other while
somebody iterates over them: a whole tree would take twenty times the room of its text.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from .nodes import Items, Mapping, Text, source_lines
from .progress import watched
from .syntax import forbidden
from .yamltree import Tree, yaml_events

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .nodes import Node
    from .plainlist import PlainList

LONG = 200_000
"""Characters; a longer text is read in pieces."""

_EVENTS = re.compile(r"^events\s*:", re.MULTILINE)
_TOP = re.compile(r"^[^\s#-]", re.MULTILINE)  # a line that begins a key of the root
_GONE = Text("", 0, 0, True)
_MOST = 64
_SOME = 256  # events between two reports of progress


def parse(text: str, file: str, told: Callable[[int], None] | None = None) -> Tree:
    """Read a YAML text. A syntax error ends the reading; what stands before it is in the tree.

    Of a long text only what stands before ``events`` has been read, where nothing follows them.
    ``told`` hears at which character the reading is.
    """
    found = _EVENTS.search(text) if len(text) > LONG else None
    last = found is not None and not _TOP.search(text, found.end())
    tree = LongTree(text, file, told) if last else Tree(text, file, told)
    tree.begin()
    if tree.root is None and tree.problems and (wrong := forbidden(text)):
        # libyaml refuses a whole block of text for one character: read what stands above its line.
        lines = source_lines(text[: wrong.start()])
        above = Tree(text[: wrong.start() - len(lines[-1])], file, told)
        above.begin()
        above.problems.extend(tree.problems)
        return above
    return tree


class LongTree(Tree):
    """A tree whose events are read while they are iterated over.

    Plain events are read line by line, and the others by libyaml, one or some as a text of its own.
    Where that does not work, as behind a syntax error, libyaml reads all that is left.
    """

    _plain: PlainList | None = None
    _pieces = 1  # so many events that are not plain are read at once, if there are so many together

    def begin(self) -> None:
        """Read up to the events."""
        self._pause_open = 2
        self._run()
        while not self.done and not self._in_events():
            self._run()
        if not self.done:
            self._try_plain()

    def _in_events(self) -> bool:
        """Whether the value of the root's key ``events`` has just been opened."""
        root = self.root
        pairs = root.pairs if isinstance(root, Mapping) else []
        return not self.done and len(self._stack) == 2 and pairs[-1][0].value == "events"

    def _try_plain(self) -> None:
        from .plainlist import PlainList

        node, mark = self._stack[-1], self._opened.start_mark
        if self._opened.flow_style:
            return
        days = mark.column if isinstance(node, Mapping) else -1
        plain = PlainList(self.text, mark.index - mark.column, mark.line + 1, days)
        if plain.begin():
            self._plain = plain
            self._source = iter(())  # libyaml keeps a copy of the text

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
            while place + (self._plain is None) >= len(items) and self._open(node):
                self._read(node, 0)
            if place >= len(items) or not self.counted(items[place]):
                return
            if self._plain and self._told and place % _SOME == 0:
                self._told(self._plain.at)
            yield items[place]
            items[place] = _GONE
            place += 1

    def finish(self, node: Node) -> None:
        """Read the rest of a node."""
        while not isinstance(node, Text) and self._open(node):
            self._read(node, -1)

    def _open(self, node: Items | Mapping) -> bool:
        if not self.done:
            for each in self._stack:
                if each is node:
                    return True
        return False

    def _read(self, node: Items | Mapping, deeper: int, opened: bool = False) -> None:
        """Read a plain event or header; else up to where a collection has just been closed.

        So many ``deeper`` than the node is open, or has just been ``opened``.
        """
        if self._plain is not None and self._read_plain(self._plain):
            return
        depth = next(n for n, each in enumerate(self._stack, 1) if each is node) + deeper
        self._pause, self._pause_open = depth or -1, depth if opened else -1
        self._run()

    def _read_plain(self, plain: PlainList) -> bool:
        """Read an event or a header. False, and nothing read, where libyaml must go on."""
        node = self._stack[-1]
        if isinstance(node, Mapping):
            assert plain.header is not None
            key, line, indent = plain.header
            found = Items([], line, indent + 1)
            node.pairs.append((key, found))
            self._stack.append(found)
            self._keys.append(None)
            self._flow.append(False)
            return True
        piece: Tree | None = None
        if read := plain.item():
            items: list[Node] = [read[0]]
            at, line = read[1:]
            self._pieces = 1
        else:
            piece, at = self._piece(plain, self._pieces)
            if piece is None and self._pieces > 1:
                piece, at = self._piece(plain, 1)
            self._pieces = min(2 * self._pieces, _MOST)
            items = piece.root.items if piece and isinstance(piece.root, Items) else []
            line = plain.line + (len(source_lines(piece.text)) - 1 if piece else 0)
        what = plain.follows(at, line) if items else ""
        if not what:
            self._leave(plain)
            return False
        node.items.extend(items)
        if piece:
            self.problems.extend(piece.problems)
            self.refused |= piece.refused
        if what != "item":
            self.close()
        if what == "end":
            self._stop()
        return True

    def _piece(self, plain: PlainList, most: int) -> tuple[Tree | None, int]:
        """Events that are not plain as a text of their own, and its end; None where that fails."""
        end, events = plain.end(most)
        piece = Tree(
            self.text[plain.at : end], self.file, first=plain.line, depth=len(self._stack) - 1
        )
        piece.begin()
        items = piece.root.items if isinstance(piece.root, Items) else []
        good = not piece.failed and len(items) == events
        return piece if good and all(isinstance(it, Mapping) for it in items) else None, end

    def _leave(self, plain: PlainList) -> None:
        """Let libyaml read all that is left, in the lists and mappings that are open now."""
        self._plain = None
        above, opened = "events:\n", 5  # stream, document, mapping, key, and list
        if plain.days >= 0:
            above += f"{' ' * plain.days}day:\n"
            opened += 2
        self._first = plain.line - above.count("\n")
        self._before = plain.at - len(above)
        source = islice(yaml_events(above + self.text[plain.at :]), opened, None)
        self._source = watched(source, self._told, self._before)
