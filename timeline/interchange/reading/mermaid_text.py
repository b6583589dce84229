"""Texts in diagrams of Mermaid, which has entities of its own: ``#58;`` is a colon."""

from __future__ import annotations

import re

from .html_text import plain, unescape

_ENTITY = re.compile(r"#(\d{1,7}|[A-Za-z]\w{1,30});", re.ASCII)


def readable(text: str) -> str:
    """A text of a diagram without entities and elements, on one line."""
    return " ".join(_ENTITY.sub(_decoded, plain(text)).split())


def _decoded(entity: re.Match[str]) -> str:
    code = entity[1]
    return unescape(f"&#{code};" if code.isdigit() else f"&{code};")
