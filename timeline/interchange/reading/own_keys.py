"""Keys of an author's own, which begin with x-, in what ``crisis show`` wrote."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from crisis.timeline.base.escape import writable
from crisis.timeline.model.free import is_free, scalar

if TYPE_CHECKING:
    from collections.abc import Mapping

_ITEM = re.compile(r"(?:\A|; )((?:[^;\\]|\\.)*)", re.DOTALL)
_ESCAPED = re.compile(r"\\([;\\])")  # a control code that is made visible keeps its backslash

OWN = "own keys"
"""The name under which a record of JSON has them, beside its values."""


class Number(str):
    """A number of JSON, as it is written."""

    __slots__ = ()


def own_keys(values: Mapping[str, Any]) -> dict[str, Any]:
    """Those of an object of JSON whose numbers are Numbers."""
    named = ((name, _typed(value)) for name, value in values.items() if is_free(name))
    return {name: value for name, value in named if value is not None}


def own_cells(values: Mapping[str, str]) -> dict[str, Any]:
    """Those of a row of CSV: a list where several stand there, else what an event file would have.

    What was a text and looks like a number comes back as a number, for CSV tells them not apart.
    """
    return {name: _cell(text) for name, text in values.items() if text.strip() and is_free(name)}


def _typed(value: Any) -> Any:
    if isinstance(value, Number):
        try:
            return json.loads(value)
        except ValueError:  # more digits than Python reads
            return str(value)
    if isinstance(value, str):
        return writable(value)
    if isinstance(value, list):
        return [_typed(item) for item in value]
    if isinstance(value, dict):
        return {writable(key): _typed(item) for key, item in value.items()}
    return value


def _cell(text: str) -> Any:
    if text[0] == "{":
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            return text
    items = _ITEM.findall(text)
    if "; ".join(items) != text:  # written by somebody else
        return text
    typed = [_scalar(_ESCAPED.sub(r"\1", item)) for item in items]
    return typed[0] if len(typed) == 1 else typed


def _scalar(text: str) -> Any:
    value = scalar(text)
    return text if value is None else value
