"""The shapes an event file is made of: texts, lists, mappings with known keys. Objects kindly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from crisis.timeline.base.languages import TAG_HINT, is_tag
from crisis.timeline.base.limits import LONGEST_MESSAGE, MOST_FREE, MOST_HINTS
from crisis.timeline.base.problems import Origin, Problem, Problems, did_you_mean
from crisis.timeline.phrases.tokens import PhraseError, ZoneMissing

from .nodes import Items, Mapping, Node, Text, line_starts, source_lines
from .shape_hints import LONGEST, one_instead, what_stands

if TYPE_CHECKING:
    from array import array
    from collections.abc import Collection, Iterable, Iterator
    from typing import Literal

    from crisis.timeline.base.problems import Severity
    from crisis.timeline.base.texts import Texts
    from crisis.timeline.model.keys import Key

    from .yaml_tree import Tree

Word = TypeVar("Word", bound=str)

Fields = dict[str, tuple[Text, Node]]


class Shapes:
    """Takes nodes apart for one file, and collects what is wrong with them."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.problems = Problems()
        self.refused: set[tuple[int, int]] = set()  # places whose problem is told already
        self.begun: set[tuple[int, int]] = set()  # places of mappings that were cut off
        self._place = Origin._of
        self.zone_reported = False  # the timeline's zone cannot be read: said once, not each time
        self._free: set[str] = set()  # names of keys that begin with x-
        self._text = text
        self._cuts = " #" in text
        self._tree: Tree | None = None
        self._starts: array[int] | None = None  # of each line; a list of lines takes ten times more
        self._line = (0, "")  # the one asked for last

    def grow(self, tree: Tree) -> None:
        """Take the nodes of a tree that may still be growing, and all its problems."""
        for problem in self.problems:
            tree.problems.append(problem)
        self.problems = tree.problems
        self.refused, self.begun = tree.refused, tree.begun
        self._tree = tree

    def pairs(self, node: Mapping) -> Iterator[tuple[Text, Node]]:
        """The pairs of a mapping that may still be growing, each forgotten behind the next."""
        return iter(node.pairs) if self._tree is None else self._tree.pairs(node)

    def items_in_turn(self, node: Node) -> Iterator[Node]:
        """The items of a list that may still be growing, each forgotten behind the next.

        A single value serves as a list of one.
        """
        if isinstance(node, Items) and self._tree is not None:
            return self._tree.items(node)
        if self._tree is not None:
            self._tree.finish(node)
        return iter(self.items(node))

    def line(self, number: int) -> str:
        """A line of the file, counted from 1; empty behind the last."""
        if self._line[0] == number:  # a file may be one line of many megabytes
            return self._line[1]
        if self._starts is None:
            self._starts = line_starts(self._text)
        if not 0 < number <= len(self._starts):
            return ""
        start = self._starts[number - 1]
        stop = self._starts[number] if number < len(self._starts) else None
        self._line = (number, source_lines(self._text[start:stop])[0])
        return self._line[1]

    def origin(self, node: Node) -> Origin:
        return self._place(self.file, node.line, node.column)

    def report(
        self, node: Node, message: str, hint: str = "", *, at: int = 0, severity: Severity = "error"
    ) -> None:
        """Add a problem at a node; ``at`` counts characters into a text."""
        column = node.column
        place = (node.line, column)
        if place in self.refused or (place in self.begun and isinstance(node, Mapping)):
            return
        if at and isinstance(node, Text) and self.straight(node):
            column += at
        origin = Origin(self.file, node.line, column)
        self.problems.append(Problem(origin, message, hint, severity))

    def excuses(self, node: Node) -> bool:
        """Whether a key in a mapping is at fault already."""
        pairs = node.pairs if isinstance(node, Mapping) else []
        return any((key.line, key.column) in self.refused for key, _ in pairs)

    def phrase_error(self, text: Text, error: PhraseError) -> None:
        """Report a phrase that cannot be read, at its offending part."""
        if isinstance(error, ZoneMissing) and self.zone_reported:
            return
        message = error.message
        if len(message) > LONGEST:
            message = f"{message[:LONGEST]}…"
        if text.value and text.value not in message and len(text.value) <= LONGEST:
            message += f' in "{text.value}"'
        from crisis.timeline.phrases.hints import filled

        self.report(text, message, filled(error.hint, None)[: 2 * LONGEST], at=error.at)

    def straight(self, text: Text) -> bool:
        """Whether a text stands in the file letter by letter, so that columns can be counted."""
        start = text.column - 1
        return start >= 0 and self.line(text.line).startswith(text.value, start)

    @property
    def helps(self) -> bool:
        """Whether near names are still sought: not behind very many problems, for it takes long."""
        return len(self.problems) < MOST_HINTS

    def near(self, word: str, known: Iterable[str]) -> str:
        """A hint that names the nearest known words; empty when none is near, or none is sought."""
        return did_you_mean(word, known) if self.helps else ""

    def text(self, node: Node, what: str) -> str:
        """The text of a node; empty, with a problem, for a list or a mapping."""
        if isinstance(node, Text):
            return node.value
        self.report(node, f"{what} must be a text", one_instead(node, what))
        return ""

    def texts(self, node: Node, what: str) -> list[Text]:
        """The texts of a list; a single text serves as a list of one."""
        if isinstance(node, Text):
            return [node] if node.value else []
        if isinstance(node, Items):
            texts = [item for item in node.items if isinstance(item, Text)]
            for item in node.items:
                if not isinstance(item, Text):
                    hint = f"{what}: [one, two]; {what_stands(item)}"
                    self.report(item, f"{what} must hold texts", hint)
            return texts
        hint = f"{what.rpartition('.')[2]}: [one, two]; {what_stands(node)}"
        self.report(node, f"{what} must be a text or a list of texts", hint)
        return []

    def items(self, node: Node) -> list[Node]:
        """The items of a list; a single value serves as a list of one, an empty text as none."""
        if isinstance(node, Items):
            return node.items
        return [] if isinstance(node, Text) and not node.value else [node]

    def fields(self, node: Node, known: Collection[str], what: str, free: bool = False) -> Fields:
        """A mapping by key; unknown and repeated keys are problems. ``known`` empty allows any.

        With ``free`` it may have keys that begin with ``x-`` as well.
        """
        if not isinstance(node, Mapping):
            if not (isinstance(node, Text) and not node.value):
                hint = f"key: value; {what_stands(node)}"
                if what == "an event file" and isinstance(node, Items):
                    hint = "a line `events:` above the list, or a day: events: {2023-11-17: [...]}"
                self.report(node, f"{what} must be a mapping", hint)
            return {}
        fields: Fields = {}
        for key, value in node.pairs:
            name = key.value
            if name in fields:
                first = fields[name][0]
                self.report(key, f'"{name}" stands twice in {what}', f"first in line {first.line}")
            elif known and name not in known:
                if free and name.startswith("x-") and self._is_free(name):
                    if self._has_room(key):
                        fields[name] = (key, value)
                    continue
                from .key_hints import meant, own, perhaps_own

                hint = meant(name, known, what) or own(name, free) or self.near(name, known)
                if not hint:
                    own_keys = (perhaps_own(name) or "your own begin with x-") if free else ""
                    listed = f"known here: {', '.join(known)}"
                    hint = "; ".join(filter(None, (listed, own_keys)))
                self.report(key, f'unknown key "{name}" in {what}', hint)
            elif not name:
                self.report(key, f"an empty key in {what}")
            else:
                fields[name] = (key, value)
        return fields

    def _is_free(self, name: str) -> bool:
        """Whether a name may be that of a key of the author's own."""
        from crisis.timeline.model.free import is_free

        return name in self._free or is_free(name)

    def _has_room(self, key: Text) -> bool:
        """Whether it is one of the keys of the author's own that are kept: not without end."""
        if key.value in self._free or len(self._free) < MOST_FREE:
            self._free.add(key.value)
            return True
        hint = "a list or a mapping under one of them holds as many values as need be"
        self.report(key, f"more than {MOST_FREE} keys that begin with x-", hint)
        return False

    def by_language(self, node: Node, what: str) -> Texts:
        """A text, or a mapping from languages to texts."""
        if isinstance(node, Text):
            self.warn_cut(node)
            return (("", node.value),) if node.value else ()
        if isinstance(node, Mapping):
            fields = self.fields(node, (), what)
            pairs = [
                (self.language_tag(key), self.text(value, what)) for key, value in fields.values()
            ]
            return tuple(pair for pair in pairs if pair[1])
        hint = f"{what}: a text, or {what}: {{en: a text, id: sebuah teks}}"
        self.report(node, f"{what} must be a text, or a mapping from languages to texts", hint)
        return ()

    def language_tag(self, node: Node) -> str:
        """The tag of a language; empty, with a problem, for what cannot be one."""
        tag = self.text(node, "lang")
        if tag and not is_tag(tag):
            self.report(node, f'"{tag}" is no tag of a language', TAG_HINT)
            return ""
        return tag

    def choice(self, node: Node, choices: Collection[Word], what: str) -> Word | Literal[""]:
        """One of a few words; empty, with a problem, for any other."""
        written = self.text(node, what)
        for word in choices:
            if written == word:
                return word
        if written:
            hint = self.near(written, choices) or f"one of {', '.join(choices)}"
            self.report(node, f'unknown {what} "{written}"', hint)
        return ""

    def value(self, key: Key, node: Node) -> Any:
        """What stands under a plain key, by its kind: as the record has it."""
        name, kind = key.name, key.kind
        if kind == "texts":
            return self.by_language(node, name)
        if kind == "word":
            return self.choice(node, key.words, name)
        if kind == "truth":
            return self.choice(node, ("true", "false"), name) == "true"
        if kind == "language":
            return self.language_tag(node)
        if kind == "words":
            return tuple([text.value for text in self.texts(node, name)])
        if kind == "events":
            return tuple([text.value.removeprefix("@") for text in self.texts(node, name)])
        text = self.text(node, name)
        return text.removeprefix("@") if kind == "event" else text

    def warn_cut(self, text: Text) -> None:
        """Warn where `` #`` cut a plain text off."""
        if not self._cuts or not text.plain or not text.value:
            return
        stop = text.column - 1 + len(text.value)
        rest = self.line(text.line)[stop : stop + 3]
        if rest.startswith(" #") and rest[2:3].strip():
            hint = "quote the text to keep what stands behind #"
            self.report(text, "a blank and # end a plain text", hint, severity="warning")

    def finished(self) -> list[Problem]:
        """All problems in the order of the file, each with its source line."""
        ordered = sorted(self.problems.all(), key=lambda p: (p.origin.line, p.origin.column))
        return [
            problem._replace(
                message=_cut(problem.message),
                hint=_cut(problem.hint),
                source=self.line(problem.origin.line),
            )
            for problem in ordered
        ]


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_MESSAGE else f"{text[:LONGEST_MESSAGE]}…"
