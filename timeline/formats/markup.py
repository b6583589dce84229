"""The one writer of HTML and XML: all in their texts and attributes is shown, never obeyed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crisis.timeline.base.escape import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

_ACTIVE = re.compile("[&<>\"']")
_QUIET = re.compile("[ !#-%(-;=?-~]*")
"""What is shown as it is."""
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}


def escape(text: str) -> str:
    """A text as content or attribute of HTML or XML, on one line."""
    if _QUIET.fullmatch(text):
        return text
    return _ACTIVE.sub(lambda sign: _ESCAPES[sign[0]], one_line(text))


def in_ascii(text: str) -> str:
    """``escape`` in ASCII: a reference for every other character."""
    if _QUIET.fullmatch(text):
        return text
    return escape(text).encode("ascii", "xmlcharrefreplace").decode()


def attributes(values: Mapping[str, str | float]) -> str:
    """Attributes behind the name of an element, each with a blank before it; empty ones are left
    out. Numbers are coordinates, written to a tenth."""
    texts = (
        (name, number(value) if isinstance(value, int | float) else escape(value))
        for name, value in values.items()
    )
    return "".join(f' {name}="{value}"' for name, value in texts if value)


def element(name: str, values: Mapping[str, str | float], content: str | None = None) -> str:
    """An element; its content is markup already, None for an empty one."""
    start = f"<{name}{attributes(values)}"
    return f"{start}/>" if content is None else f"{start}>{content}</{name}>"


def number(value: float) -> str:
    """A coordinate to a tenth."""
    return f"{value:.1f}".removesuffix(".0")
