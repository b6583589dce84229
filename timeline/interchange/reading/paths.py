"""Paths to the values of a record: ``host``, ``a.b[0].c``, ``attributes[key=host].value``."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Step = str | int | tuple[str, str]
_STEP = re.compile(r"\.?([^.\[\]]+)|\[(\d{1,9})\]|\[([^\[\]=]+)=([^\[\]]*)\]")


def path(text: str) -> Callable[[Mapping[str, Any]], Any]:
    """What takes the value at a path out of a record; None where there is none.

    A name that stands in a record just as the path, or what is left of it, comes before the path:
    names may have dots in them.
    """
    steps = steps_of(text)
    if steps is None or len(steps) == 1:
        return lambda values: values.get(text)

    def get(values: Mapping[str, Any]) -> Any:
        value: Any = values
        for step, rest in steps:
            if isinstance(value, dict) and rest in value:
                return value[rest]
            value = _inside(value, step)
            if value is None:
                return None
        return value

    return get


def steps_of(text: str) -> list[tuple[Step, str]] | None:
    """The steps of a path, each with what is left of the path from there.

    A step is a name, a place in a list, or a member of a list in which a name has a value. None for
    what can only be a name.
    """
    steps: list[tuple[Step, str]] = []
    at = 0
    while at < len(text):
        match = _STEP.match(text, at)
        if match is None or (at == 0 and text[0] == "."):
            return None
        name, place, key, value = match.groups()
        step: Step = (key, value)
        if name is not None:
            step = name
        elif place is not None:
            step = int(place)
        steps.append((step, text[at:].removeprefix(".")))
        at = match.end()
    return steps


def _inside(value: Any, step: Step) -> Any:
    if isinstance(step, str):
        return value.get(step) if isinstance(value, dict) else None
    if not isinstance(value, list):
        return None
    if isinstance(step, int):
        return value[step] if step < len(value) else None
    key, wanted = step
    return next((x for x in value if isinstance(x, dict) and text_of(x.get(key)) == wanted), None)


def text_of(value: Any) -> str:
    """A value as a text: a list with commas, an object as JSON; None is empty."""
    if type(value) is str:
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ", ".join(map(text_of, value))
    return json.dumps(value, ensure_ascii=False)
