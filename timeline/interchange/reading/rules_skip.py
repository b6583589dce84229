"""``skip`` in rules: which records are left out, and why."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .automaton import NotRegular
from .expressions import searching
from .paths import path
from .rules import Skip, Value

if TYPE_CHECKING:
    from collections.abc import Callable

    from crisis.timeline.eventfile.nodes import Node, Text
    from crisis.timeline.eventfile.validation import Fields

    from .rules_value import Values

_EXPRESSION = re.compile(r"/(.*)/(i?)\Z", re.DOTALL)


def read_skip(node: Node, values: Values) -> tuple[Skip, ...]:
    """The list under ``skip``."""
    read = (_skip(item, values) for item in values.shapes.items(node))
    return tuple(skip for skip in read if skip is not None)


def _skip(node: Node, values: Values) -> Skip | None:
    shapes = values.shapes
    fields = shapes.fields(node, ("if", "unless", "why"), "skip")
    given = [key for key in ("if", "unless") if key in fields]
    if len(given) != 1:
        hint = "- {if: {level: debug}, why: lines for debugging}"
        shapes.report(node, "skip needs either `if` or `unless`", hint)
        return None
    inner = shapes.fields(fields[given[0]][1], (), given[0])
    tests = _tests(inner, values)
    why = shapes.text(fields["why"][1], "why") if "why" in fields else ""
    if not why:
        said = " and ".join(
            f"{name} is {_said(shapes.items(test))}" for name, (_, test) in inner.items()
        )
        why = said if given[0] == "if" else f"not {said}"
    return Skip(tests, why, given[0] == "unless") if tests else None


def _tests(fields: Fields, values: Values) -> tuple[tuple[Value, Callable[[str], bool]], ...]:
    tests = []
    for name, (key, node) in fields.items():
        values.origins.setdefault(name, values.shapes.origin(key))
        wanted = values.shapes.texts(node, name) if not _empty(node) else []
        tests.append((Value(path(name), (name,), name), _test(wanted, values)))
    return tuple(tests)


def _empty(node: Node) -> bool:
    return getattr(node, "value", None) == ""


def _test(wanted: list[Text], values: Values) -> Callable[[str], bool]:
    """Whether a text is one of several, or has a match of an expression; empty where none is."""
    exact = frozenset(text.value for text in wanted if not _EXPRESSION.match(text.value))
    searches = []
    for text in wanted:
        if (match := _EXPRESSION.match(text.value)) is None:
            continue
        try:
            searches.append(searching(match[1], bool(match[2])))
        except (re.error, OverflowError, RecursionError) as error:
            hint = "between the slashes stands a regular expression of Python"
            values.shapes.report(text, f"no regular expression: {error}", hint)
        except NotRegular as error:
            message = f"{error}, which may take for ever"
            hint = (
                "without (?=…), (?!…), \\1 and large repeats; `unless` says what is not to be there"
            )
            values.shapes.report(text, message, hint)
    if not wanted:
        return lambda text: not text.strip()
    return lambda text: text in exact or any(search(text) for search in searches)


def _said(nodes: list[Node]) -> str:
    return " or ".join(getattr(node, "value", "…") for node in nodes) or "empty"
