"""YAML as a tree of text with places: every scalar is text, every node knows line and column.

Built on libyaml's event stream (YAML 1.1), so that no scalar is turned into a number or a date and
no alias is expanded.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from crisis.timeline.base.limits import MOST_EVENTS, MOST_VALUES
from crisis.timeline.base.problems import Origin
from crisis.timeline.base.progress import watched

from .nodes import Items, Mapping, Text, source_lines
from .tree_builder import TooMuch, TreeBuilder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .nodes import Node


_new = tuple.__new__

_SPLIT = "split the file, and give each part with -f; `events` comes last in it"


class Tree(TreeBuilder):
    """What could be read of a file, and what was wrong with the rest.

    ``begun`` are the places (line, column) of mappings that the end of the reading cut off: they
    may lack anything.
    """

    def __init__(self, text: str, file: str, listener: Callable[[int], None] | None = None) -> None:
        """``listener`` hears at which character the reading is."""
        super().__init__(file)
        self.text = text
        self.begun: set[tuple[int, int]] = set()
        self.done = False
        self.failed = False
        self._listener = listener
        self._source = watched(yaml_events(text), listener)
        self._documents = 0
        self._events = 0
        self._pause = -1  # reading pauses when so many collections are open again
        self._pause_open = -1  # or when so many have just been opened, the last of them here:
        self._opened: Any = None

    def begin(self) -> None:
        """Read everything."""
        self._run()

    def pairs(self, node: Mapping) -> Iterator[tuple[Text, Node]]:
        """The pairs of a mapping."""
        return iter(node.pairs)

    def items(self, node: Items) -> Iterator[Node]:
        """The items of a list of events. Where there are too many, that is told once."""
        for item in node.items:
            if self.counted(item):
                yield item

    def counted(self, event: Node) -> bool:
        """Count an event. False, and the reading ends, where there are too many."""
        self._events += 1
        if self._events == MOST_EVENTS + 1:
            self.end(TooMuch(event.line, f"more than {MOST_EVENTS:,} events", _SPLIT))
        return self._events <= MOST_EVENTS

    def finish(self, node: Node) -> None:
        """Read the rest of a node."""

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

        stack, keys, longest = self._stack, self._keys, self.longest
        event = None
        try:
            for event in islice(self._source, MOST_VALUES):
                kind = type(event)
                if kind is ScalarEvent:
                    value = event.value
                    if event.style or event.anchor or event.tag or not value or not stack:
                        self.scalar(event)
                        continue
                    if len(value) > longest:
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
                        self._opened = event
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
                    raise TooMuch(event.start_mark.line + 1, message, _SPLIT)
        except yaml.YAMLError as error:
            self.syntax(error)
        except TooMuch as error:
            self.end(error)
        except UnicodeEncodeError as error:
            line = len(source_lines(self.text[: error.start]))
            message = "half of a surrogate pair, which is no character"
            self.report(Origin(self.file, line, 0), message, "leave it out")
        self._stop()

    def end(self, error: TooMuch) -> None:
        """End the reading early, and say where."""

        self.failed = True
        lines = source_lines(self.text)
        rest = sum(1 for source in lines[error.line :] if source.strip())
        message = f"{error.message}; {rest} lines after this one are not read"
        self.report(Origin(self.file, error.line, 0), message, error.hint)
        self._drop_begun()
        self._stop()

    def _stop(self) -> None:
        self.done = True
        self._source = iter(())  # libyaml keeps a copy of the text

    def syntax(self, error: Any) -> None:
        self.failed = True
        from .yaml_errors import explain

        lines = source_lines(self.text)
        line, column, message, hint = explain(error, self.text)
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


def yaml_events(text: str) -> Iterator[Any]:
    """libyaml's events; where libyaml is missing, those of PyYAML's own parser."""
    try:
        from yaml.cyaml import CParser  # type: ignore[attr-defined]

        parser: Any = CParser(text)
    except ImportError:
        from yaml import Loader

        parser = Loader(text)
    return iter(parser.get_event, None)
