"""Keys of an author's own, which begin with ``x-``: their names, and their values as exact text.

A value is kept as JSON, which tells a text from a number and compares as it is written: a text, a
number, true or false, a list of these, or a mapping. In an event file a number is one only where
its digits are those that a program would write, so that nothing is lost: ``1.10`` and ``007`` are
texts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

Free = tuple[tuple[str, str], ...]
"""Names, each with its value as JSON, in the order of the file."""

PREFIX = "x-"
PATTERN = r"x-[a-z0-9]+([_-][a-z0-9]+)*"
"""What a name looks like; it has no more characters than LONGEST."""
LONGEST = 64

_NUMBER = r"-?\d{1,15}(\.\d{1,15})?"


def is_free(name: str) -> bool:
    """Whether a name is that of a key of one's own."""
    return name.startswith(PREFIX) and len(name) <= LONGEST and bool(re.fullmatch(PATTERN, name))


def free_name(text: str) -> str:
    """The name that a text may stand for: ``x-sub-system`` for ``X Sub System``; else empty."""
    words = re.sub(r"[\s.:/]+", "-", text.strip().casefold()).strip("-_")
    if words.startswith("x") and not words.startswith(PREFIX):
        words = f"{PREFIX}{words[1:].lstrip('-_')}"
    return words if is_free(words) else ""


def scalar(text: str) -> str | int | float | bool | None:
    """What a plain scalar of YAML is: text, unless nothing of it is lost as something else."""
    if text in ("true", "false"):
        return text == "true"
    if text in ("", "null", "~"):
        return None
    if text[0] in "-0123456789" and re.fullmatch(_NUMBER, text):
        number: int | float = float(text) if "." in text else int(text)
        if repr(number) == text:
            return number
    return text


def literal(value: Any) -> str:
    """A value as JSON, the same for the same value."""
    from json import dumps  # few timelines have such keys

    return dumps(value, ensure_ascii=False)


def value(literal: str) -> Any:
    """The value of such JSON."""
    from json import loads

    return loads(literal)


def values(free: Free) -> dict[str, Any]:
    """The values by their names."""
    return {name: value(written) for name, written in free}


def texts(literal: str) -> tuple[str, ...]:
    """A value as texts, one for each item of a list; what is nested is JSON."""
    if literal[0] == '"':
        return (str(value(literal)),)
    if literal[0] != "[":
        return (literal,)
    return tuple(item if isinstance(item, str) else _written(item) for item in value(literal))


def _written(item: Any) -> str:
    return literal(item)


def texts_of(free: Free, name: str) -> tuple[str, ...]:
    """The texts of a key; none where it is not there."""
    return next((texts(written) for key, written in free if key == name), ())


def names_of(several: Iterable[Free]) -> tuple[str, ...]:
    """All names, in the order in which they first stand."""
    return tuple(dict.fromkeys(name for free in several for name, _ in free))
