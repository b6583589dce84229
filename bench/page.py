"""Writes what was measured into docs/performance.md, between the markers of each suite."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_MARKED = re.compile(r"(<!-- bench: ([\w ]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def marked(page: str) -> list[str]:
    """The names of the tables that a page has room for, in its order."""
    return [found[2] for found in _MARKED.finditer(page)]


def rewritten(page: str, tables: Mapping[str, str]) -> str:
    """The page with the tables that there are; what has none stays as it is."""

    def fresh(found: re.Match[str]) -> str:
        text = tables.get(found[2])
        return found[0] if text is None else f"{found[1]}\n{text}\n{found[3]}"

    return _MARKED.sub(fresh, page)
