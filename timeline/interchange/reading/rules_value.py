"""Values in rules: a field, a template of fields, a text, the first of several that is there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from crisis.timeline.base.zone_names import UnknownZone
from crisis.timeline.eventfile.nodes import Items, Mapping, Text

from .paths import path, text_of
from .rules import Value
from .zone_words import named_zone

if TYPE_CHECKING:
    from collections.abc import Callable

    from crisis.timeline.base.problems import Origin
    from crisis.timeline.eventfile.nodes import Node
    from crisis.timeline.eventfile.validation import Fields, Shapes

    Get = Callable[[Any], Any]

VALUE_KEYS = ("field", "text", "first", "table")
"""What a value may be written with."""
_PARTS = re.compile(r"(\{\{|\}\})|\{([^{}]*)\}|([{}])")


class Values:
    """Reads the values of a rules file; ``origins`` has where each path was named first."""

    def __init__(self, shapes: Shapes) -> None:
        self.shapes = shapes
        self.origins: dict[str, Origin] = {}

    def several(self, node: Node, key: str, known: tuple[str, ...]) -> tuple[Value, ...]:
        """A value, or a list of them."""
        nodes = node.items if isinstance(node, Items) else [node]
        values = (self.value(item, key, known) for item in nodes)
        return tuple(value for value in values if value is not None)

    def value(self, node: Node, key: str, known: tuple[str, ...] = VALUE_KEYS) -> Value | None:
        """A value; None, with a problem, where there is none."""
        if isinstance(node, Text):
            if not node.value:
                self.shapes.report(node, f"{key} has no value", f"{key}: the name of a field")
                return None
            return self._field(node)
        if isinstance(node, Items):
            hint = f"{key}: {{first: [one, other]}} takes the first that is there"
            self.shapes.report(node, f"{key} must be one value", hint)
            return None
        if self._unquoted(node, key):
            return None
        return self.of_fields(self.shapes.fields(node, known, key), node, key)

    def of_fields(self, fields: Fields, node: Node, key: str) -> Value | None:
        """The value that the keys of a mapping make."""
        shapes = self.shapes
        given = [name for name in ("field", "text", "first") if name in fields]
        if len(given) != 1:
            message = f"{key} has {'no value' if not given else ' and '.join(given)}"
            shapes.report(node, message, "one of field, text and first")
            return None
        within = fields[given[0]][1]
        value: Value | None
        if given[0] == "first":
            value = self._first(self.several(within, "first", VALUE_KEYS))
        elif given[0] == "text":
            text = shapes.text(within, "text")
            value = Value(lambda _: text, (), text)
        else:
            value = self.value(within, "field")
        if value is None:
            return None
        return value._replace(
            split=shapes.text(fields["split"][1], "split") if "split" in fields else value.split,
            escapes="escapes" in fields
            and shapes.choice(fields["escapes"][1], ("true", "false"), "escapes") == "true",
            role=shapes.text(fields["role"][1], "role") if "role" in fields else value.role,
            roles=shapes.text(fields["roles"][1], "roles") if "roles" in fields else value.roles,
            table=self._table(fields["table"][1]) if "table" in fields else value.table,
        )

    def zone_name(self, node: Node) -> str:
        """The name of a zone; empty, with a problem, where there is none."""
        name = self.shapes.text(node, "zone")
        try:
            return named_zone(name).name if name else ""
        except UnknownZone as error:
            from crisis.timeline.base.zone_hints import meant

            self.shapes.report(node, f'no such zone: "{name}"', error.hint or meant(name))
            return ""

    def _first(self, values: tuple[Value, ...]) -> Value:
        def get(record: Any) -> Any:
            for value in values:
                if (text := value.one(record)).strip():
                    return text
            return None

        paths = tuple(path for value in values for path in value.paths)
        return Value(get, paths, " or ".join(value.written for value in values))

    def _table(self, node: Node) -> dict[str, str]:
        fields = self.shapes.fields(node, (), "table")
        return {name: self.shapes.text(value, name) for name, (_, value) in fields.items()}

    def _field(self, text: Text) -> Value:
        written = text.value
        if "{" not in written and "}" not in written:
            self._named(written, text)
            return Value(path(written), (written,), written)
        return self._template(text)

    def _template(self, text: Text) -> Value:
        parts: list[str | Get] = []
        paths: list[str] = []
        at = 0
        for match in _PARTS.finditer(text.value):
            parts.append(text.value[at : match.start()])
            at = match.end()
            brace, name, alone = match.groups()
            if brace:
                parts.append(brace[0])
            elif alone or not name.strip():
                hint = "a field stands in braces, {host}; a brace itself is written twice"
                message = "a brace that is alone" if alone else "braces without a field"
                self.shapes.report(text, message, hint, at=match.start())
            else:
                self._named(name.strip(), text)
                paths.append(name.strip())
                parts.append(path(name.strip()))
        parts.append(text.value[at:])
        pieces = [part for part in parts if part]

        def get(record: Any) -> str:
            texts = []
            empty = True
            for piece in pieces:
                if isinstance(piece, str):
                    texts.append(piece)
                elif filled := text_of(piece(record)):
                    empty = False
                    texts.append(filled)
            return "" if empty and paths else "".join(texts)

        return Value(get, tuple(paths), text.value)

    def _named(self, name: str, text: Text) -> None:
        if name not in self.origins:
            self.origins[name] = self.shapes.origin(text)

    def _unquoted(self, node: Mapping, key: str) -> bool:
        """Whether a template lost its quotes, so that YAML took its braces for a mapping."""
        if len(node.pairs) != 1 or not isinstance(empty := node.pairs[0][1], Text) or empty.value:
            return False
        name = node.pairs[0][0].value
        hint = f'a template is quoted: {key}: "{{{name}}}"; one field is {key}: {name}'
        self.shapes.report(node, f"{key} is no mapping", hint)
        return True
