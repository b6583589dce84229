"""YAML as a tree of text with places: every scalar is text, every node knows line and column.

A long file is read up to its events first, and these one after the other while somebody iterates
over them: its whole tree would take twenty times the room of its text.

Built on libyaml's event stream (YAML 1.1), so that no scalar is turned into a number or a date and
no alias is expanded. What an event file may not hold is a problem: tags, anchors, aliases, several
documents, keys that are no text, deep nesting.
"""

from __future__ import annotations

import re
from array import array
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from .limits import DEEPEST, LONGEST_TEXT, MOST_EVENTS, MOST_VALUES
from .problems import Origin, Problem, Problems
from .progress import watched

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Told = Callable[[int], None]


class Text(NamedTuple):
    """A scalar. ``column`` is that of its first character, behind an opening quote."""

    value: str
    line: int
    column: int
    plain: bool


class Items(NamedTuple):
    """A sequence."""

    items: list[Node]
    line: int
    column: int


class Mapping(NamedTuple):
    """A mapping, in the order of the file. Keys may repeat here; the reader objects."""

    pairs: list[tuple[Text, Node]]
    line: int
    column: int


Node = Text | Items | Mapping


_EVENTS = re.compile(r"^events\s*:", re.MULTILINE)
_TOP = re.compile(r"^[^\s#-]", re.MULTILINE)  # a line that begins a key of the root

_GONE = (Text("", 0, 0, True), Text("", 0, 0, True))
_new = tuple.__new__

_BREAKS = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")


def source_lines(text: str) -> list[str]:
    """The lines of a file as libyaml counts them."""
    return _BREAKS.split(text)


def line_starts(text: str) -> array[int]:
    """Where each line of a file begins, as libyaml counts them."""
    return array("Q", (0, *(found.end() for found in _BREAKS.finditer(text))))


LONG = 200_000
"""Characters; a longer text is read in pieces."""

_SPLIT = "split the file, and give each part with -f; `events` comes last in it"
_NAME = 60  # characters of a tag or an anchor that are told


def parse(text: str, file: str, told: Told | None = None) -> Tree:
    """Read a YAML text. A syntax error ends the reading; what stands before it is in the tree.

    Of a long text only what stands before ``events`` has been read, where nothing follows them.
    ``told`` hears at which character the reading is.
    """
    tree = Tree(text, file, told)
    tree.begin()
    if tree.root is None and tree.problems and (found := _forbidden(text)):
        # libyaml refuses a whole block of text for one character: read what stands above its line.
        lines = source_lines(text[: found.start()])
        above = Tree(text[: found.start() - len(lines[-1])], file, told)
        above.begin()
        above.problems.extend(tree.problems)
        return above
    return tree


class _TooMuch(Exception):
    """What costs the reading more and more: it ends."""

    def __init__(self, line: int, message: str, hint: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message
        self.hint = hint


class Tree:
    """What could be read of a file, and what was wrong with the rest.

    ``refused`` are the places (line, column) whose problem is told: nothing more is said of them.
    ``begun`` are those of mappings that the end of the reading cut off: they may lack anything.
    """

    def __init__(self, text: str, file: str, told: Told | None = None) -> None:
        self.text = text
        self.file = file
        self.problems = Problems()
        self.refused: set[tuple[int, int]] = set()
        self.begun: set[tuple[int, int]] = set()
        self.root: Node | None = None
        self.done = False
        self._source = watched(_events(text), told)
        self._stack: list[Items | Mapping] = []
        self._keys: list[Text | None] = []
        self._flow: list[bool] = []
        self._skipping = 0
        self._documents = 0
        self._events = 0
        self._pause = -1  # reading pauses when so many collections are open again
        self._pause_open = -1  # or when so many have just been opened

    def begin(self) -> None:
        """Read up to the events of a long file whose last key they are, else everything."""
        found = _EVENTS.search(self.text) if len(self.text) > LONG else None
        if found and not _TOP.search(self.text, found.end()):
            self._pause_open = 2
            self._run()
            while not self.done and not self._in_events():
                self._run()
        if not self._in_events():
            self._pause_open = -1
            self._run()

    def _in_events(self) -> bool:
        """Whether the value of the root's key ``events`` has just been opened."""
        root = self.root
        pairs = root.pairs if isinstance(root, Mapping) else []
        return not self.done and len(self._stack) == 2 and pairs[-1][0].value == "events"

    def pairs(self, node: Mapping) -> Iterator[tuple[Text, Node]]:
        """The pairs of a mapping. A value that is not read yet must be iterated, or finished."""
        place = 0
        while True:
            while place >= len(node.pairs) and self._open(node):
                self._pause = self._pause_open = self._depth(node) + 1
                self._run()
            if place >= len(node.pairs):
                return
            yield node.pairs[place]
            node.pairs[place] = _GONE
            place += 1

    def items(self, node: Items) -> Iterator[Node]:
        """The items of a list of events, each complete; forgotten when the next one is asked for.

        Where there are too many, that is told, and the reading ends.
        """
        place = 0
        while True:
            while place + 1 >= len(node.items) and self._open(node):
                self._pause, self._pause_open = self._depth(node), -1
                self._run()
            if place >= len(node.items):
                return
            self._events += 1
            if self._events > MOST_EVENTS:
                line = node.items[place].line
                self._end(_TooMuch(line, f"more than {MOST_EVENTS:,} events", _SPLIT))
                return
            yield node.items[place]
            node.items[place] = _GONE[1]
            place += 1

    def finish(self, node: Node) -> None:
        """Read the rest of a node."""
        if isinstance(node, Text):
            return
        while self._open(node):
            self._pause, self._pause_open = self._depth(node) - 1, -1
            self._run()

    def _open(self, node: Items | Mapping) -> bool:
        return not self.done and any(node is each for each in self._stack)

    def _depth(self, node: Items | Mapping) -> int:
        """How many collections are open when this one is the innermost."""
        return next(n for n, each in enumerate(self._stack, 1) if each is node)

    def _run(self) -> None:  # noqa: PLR0912, PLR0915 - the loop that everything waits for
        """Read on until a pause or the end."""
        import yaml
        from yaml.events import (
            AliasEvent,
            DocumentStartEvent,
            MappingEndEvent,
            MappingStartEvent,
            ScalarEvent,
            SequenceEndEvent,
            SequenceStartEvent,
        )

        stack, keys = self._stack, self._keys
        event = None
        try:
            for event in islice(self._source, MOST_VALUES):
                kind = type(event)
                if kind is ScalarEvent:
                    value = event.value
                    if event.style or event.anchor or event.tag or not value or not stack:
                        self.scalar(event)
                        continue
                    if len(value) > LONGEST_TEXT:
                        self.scalar(event)
                        continue
                    if self._skipping:
                        continue
                    mark = event.start_mark  # the commonest by far: plain texts
                    text = _new(Text, (value, mark.line + 1, mark.column + 1, True))
                    parent = stack[-1]
                    if isinstance(parent, Items):
                        parent.items.append(text)
                    elif (key := keys[-1]) is None:
                        keys[-1] = text
                    else:
                        parent.pairs.append((key, text))
                        keys[-1] = None
                elif kind is MappingStartEvent or kind is SequenceStartEvent:
                    self.open(event, kind is MappingStartEvent)
                    if len(stack) == self._pause_open:
                        return
                elif kind is MappingEndEvent or kind is SequenceEndEvent:
                    self.close()
                    if len(stack) == self._pause:
                        return
                elif kind is AliasEvent:
                    self.alias(event)
                elif kind is DocumentStartEvent:
                    self._documents += 1
                    if self._documents > 1:
                        mark = event.start_mark
                        self.problem(mark, "a second document", "an event file holds one")
                        break
            else:
                if event is not None and next(self._source, None) is not None:
                    message = f"more than {MOST_VALUES:,} values in one piece"
                    raise _TooMuch(event.start_mark.line + 1, message, _SPLIT)
        except yaml.YAMLError as error:
            self.syntax(error)
        except _TooMuch as error:
            self._end(error)
        except UnicodeEncodeError as error:
            line = len(source_lines(self.text[: error.start]))
            message = "half of a surrogate pair, which is no character"
            self.report(Origin(self.file, line, 0), message, "leave it out")
        self._stop()

    def _end(self, error: _TooMuch) -> None:
        """End the reading early, and say where."""
        lines = source_lines(self.text)
        rest = sum(1 for source in lines[error.line :] if source.strip())
        message = f"{error.message}; {rest} lines after this one are not read"
        self.report(Origin(self.file, error.line, 0), message, error.hint)
        self._drop_begun()
        self._stop()

    def _stop(self) -> None:
        self.done = True
        self._source = iter(())  # libyaml keeps a copy of the text

    def scalar(self, event: Any) -> None:
        mark = event.start_mark
        if event.anchor is not None or event.tag is not None:
            self.foreign(event)
        if len(event.value) > LONGEST_TEXT and not self._skipping:
            message = f"a text of more than {LONGEST_TEXT:,} characters"
            self.problem(mark, message, "leave it out, and name where it stands")
            self.add(self.refuse(mark), mark)
            return
        plain = not event.style
        column = mark.column + 1
        line = mark.line + 1
        if not plain:
            if event.style in "|>":
                line, column = line + 1, 0
            else:
                column += 1
        elif not event.value and self._flow and self._flow[-1] and not self._skipping:
            self.empty(mark)
        self.add(Text(event.value, line, column, plain), mark)

    def open(self, event: Any, mapping: bool) -> None:
        mark = event.start_mark
        if event.anchor is not None or event.tag is not None:
            self.foreign(event)
        if self._skipping or len(self._stack) >= DEEPEST:
            if not self._skipping:
                self.problem(mark, f"nested deeper than {DEEPEST} levels", "flatten it")
                self.add(self.refuse(mark), mark)
            self._skipping += 1
            if self._skipping > DEEPEST:
                raise _TooMuch(mark.line + 1, "nested far too deep", "flatten it")
            return
        node: Items | Mapping
        if mapping:
            node = Mapping([], mark.line + 1, mark.column + 1)
        else:
            node = Items([], mark.line + 1, mark.column + 1)
        self.add(node, mark)
        self._stack.append(node)
        self._keys.append(None)
        self._flow.append(bool(event.flow_style))

    def close(self) -> None:
        if self._skipping:
            self._skipping -= 1
            return
        self._stack.pop()
        self._keys.pop()
        self._flow.pop()

    def add(self, node: Node, mark: Any) -> None:
        if self._skipping:
            return
        if not self._stack:
            self.root = node
            return
        parent = self._stack[-1]
        if isinstance(parent, Items):
            parent.items.append(node)
            return
        key = self._keys[-1]
        if key is None:
            if not isinstance(node, Text):
                self.problem(mark, "a key that is no text", "quote it if a brace belongs to it")
                node = Text("", node.line, node.column, True)
            self._keys[-1] = node
        else:
            parent.pairs.append((key, node))
            self._keys[-1] = None

    def alias(self, event: Any) -> None:
        self.problem(event.start_mark, "an alias", "write the value out: aliases are not read")
        self.add(self.refuse(event.start_mark), event.start_mark)

    def refuse(self, mark: Any) -> Text:
        """An empty text in place of what is not read."""
        self.refused.add((mark.line + 1, mark.column + 1))
        return Text("", mark.line + 1, mark.column + 1, True)

    def foreign(self, event: Any) -> None:
        if event.tag is not None:
            message = f"a tag ({event.tag[:_NAME]})"
            self.problem(event.start_mark, message, "leave it out: all is text here")
        else:
            self.problem(event.start_mark, f"an anchor (&{event.anchor[:_NAME]})", "leave it out")

    def empty(self, mark: Any) -> None:
        """A value without a value in braces: mostly a comma or a colon that was meant as text."""
        key = self._keys[-1]
        if key is None or not isinstance(self._stack[-1], Mapping):
            return
        place = Origin(self.file, key.line, key.column)
        if ":" in key.value:
            hint = f"put a space behind the colon: {key.value.replace(':', ': ', 1)}"
        else:
            hint = "a comma ends a value in braces: quote the text that holds it"
        self.report(place, f'"{key.value}" has no value', hint)
        self.refused.add((key.line, key.column))

    def problem(self, mark: Any, message: str, hint: str) -> None:
        self.report(Origin(self.file, mark.line + 1, mark.column + 1), message, hint)

    def report(self, place: Origin, message: str, hint: str, severity: str = "error") -> None:
        self.problems.append(Problem(place, message, hint, severity))

    def syntax(self, error: Any) -> None:
        mark = getattr(error, "problem_mark", None)
        lines = source_lines(self.text)
        opened = getattr(error, "context_mark", None)
        unclosed = "quoted scalar" in str(getattr(error, "context", "")) and "unexpected" in str(
            getattr(error, "problem", "")
        )
        if unclosed and opened is not None:
            mark = opened
        if mark is None:  # a character that YAML forbids; the position counts characters
            position = int(getattr(error, "position", 0))
            before = source_lines(self.text[:position])
            line, column = len(before), len(before[-1]) + 1
            message = "a control character" if hasattr(error, "character") else str(error)
            hint = r'write it as an escape in double quotes: "\x1b"'
        else:
            line, column = mark.line + 1, mark.column + 1
            message = str(getattr(error, "problem", None) or error)
            source = lines[line - 1] if line <= len(lines) else ""
            message, hint = _explain(message, source, column)
            if unclosed:
                message, hint = "a quote that is not closed", "close it, or leave it out"
        rest = sum(1 for source in lines[line:] if source.strip())
        if rest:
            lines_are = "line after it is" if rest == 1 else "lines after it are"
            message += f"; the reading ends here, {rest} {lines_are} not read"
        self.report(Origin(self.file, line, column), message, hint)
        self._drop_begun()

    def _drop_begun(self) -> None:
        """Take out a mapping that was only begun when the reading ended; excuse the one above."""
        last: list[Node] = list(self._stack[-1:])
        if last and isinstance(last[0], Items):
            last = last[0].items[-1:]
        self.begun.update((n.line, n.column) for n in last if isinstance(n, Mapping))
        if len(self._stack) > 1 and isinstance(above := self._stack[-2], Items):
            begun = self._stack[-1]
            if isinstance(begun, Mapping) and not begun.pairs:
                above.items.remove(begun)


def _forbidden(text: str) -> re.Match[str] | None:
    """The first character that YAML 1.1 forbids (section 5.1); costly, so only on an error."""
    return re.search("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)


def _events(text: str) -> Iterator[Any]:
    """libyaml's events; where libyaml is missing, those of PyYAML's own parser."""
    try:
        from yaml.cyaml import CParser  # type: ignore[attr-defined]

        parser: Any = CParser(text)
    except ImportError:
        from yaml import Loader

        parser = Loader(text)
    get = parser.get_event
    while (event := get()) is not None:
        yield event


def _explain(message: str, source: str, column: int) -> tuple[str, str]:
    """A hint for the traps that YAML sets in an event file."""
    found = source[column - 1 : column]
    value = source[: column - 1].rpartition(":")[2].strip()
    if found in "@`" and found:
        return f'a plain text cannot begin with "{found}"', "say how it relates: at @id, after @id"
    if found == "%":
        return 'a plain text cannot begin with "%"', "quote it"
    if value.startswith(">") or found == ">":
        return 'a plain text cannot begin with ">"', "write `over 2h`, or quote it"
    if "mapping values are not allowed" in message:
        return "a colon and a blank inside a plain text", "quote the whole text"
    if found == "?" or "?" in source[column - 2 : column + 1]:
        return f"{message}", 'inside braces quote what holds a question mark: {is: "12:28?"}'
    if found == "\t":
        return "a tab", "indent with blanks"
    if "Unicode character escape" in message:
        return "an escape that is no character", "write the character itself"
    if "block end" in message or "block mapping" in message or "block collection" in message:
        return f"not valid YAML here: {message}", "check the indentation of this line"
    if "flow" in message or "',' or" in message:
        return f"not valid YAML here: {message}", "quote the text, or close the brace or bracket"
    return f"not valid YAML here: {message}", ""
